/* spoken_summary.h - a result in a few spoken words, for those who do not look: score,
 * lean, spread, what was missed and what was too much.
 *
 * Units     points and whole milliseconds, as in the report. Threads: any.
 * Memory    words are names in the kit "summary"; hits own nothing but their list.
 * Errors    a word that the kit lacks is left out; CR_ERR_MEMORY.
 *
 *      "score eighty six. four milliseconds early. spread twelve. two missed"
 */
#ifndef CR_APP_SPOKEN_SUMMARY_H
#define CR_APP_SPOKEN_SUMMARY_H

#include "app/practice/score.h"
#include "audio/schedule.h"

enum { CR_SPOKEN_MOST = 40 };

struct cr_spoken {
    const char *words[CR_SPOKEN_MOST]; /* NULL is a full stop */
    uint32_t count;
};

/* A lean is only said if the delay of the devices is known. */
struct cr_spoken cr_spoken_summary(const struct cr_result *result);

/* One word after the other, from frame 0 on, on the gain lane of the count-in. */
enum cr_status cr_spoken_hits(struct cr_hits *hits,
                              const struct cr_spoken *spoken,
                              const struct cr_kit *kit) CR_MUST_CHECK;

#endif
