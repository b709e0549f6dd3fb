/* progress_report.h - what was practised and what came of it, in words and as JSON.
 *
 * Threads   any. Memory: none is kept. Errors: without memory the text is broken, as
 *           text_buffer.h has it.
 */
#ifndef CR_APP_PROGRESS_REPORT_H
#define CR_APP_PROGRESS_REPORT_H

#include "app/history/exercises.h"
#include "patterns/text_buffer.h"

enum cr_progress_range {
    CR_RANGE_4_WEEKS,
    CR_RANGE_8_WEEKS,
    CR_RANGE_YEAR,
    CR_RANGE_ALL,
    CR_RANGE_COUNT
};

/* "8 weeks"; and when it began, ms since 1970, 0: ever. */
const char *cr_progress_range_word(enum cr_progress_range range);
int64_t cr_progress_range_since(enum cr_progress_range range, int64_t now_ms);

void cr_progress_text(struct cr_text_buffer *out,
                      const struct cr_exercises *exercises, const char *range);
void cr_progress_json(struct cr_text_buffer *out,
                      const struct cr_exercises *exercises);

/* "Your spread went from 21 to 13 ms in 8 weeks", or why nothing is said. */
void cr_progress_sentence(const struct cr_exercise *exercise, char *text,
                          size_t size);

/* "Snare"; "All drums". */
void cr_progress_limb_name(const struct cr_exercise_limb *limb, char *text,
                           size_t size);

/* "bars 2 to 4, gaps play=2,mute=2"; "" if it is played as written. */
void cr_progress_way(const struct cr_exercise *exercise, char *text,
                     size_t size);

#endif
