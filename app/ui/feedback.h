/* feedback.h - when a player sees how the hits were. Who always sees it plays worse
 * without; so what is shown becomes less as an exercise is learned.
 *
 * Units     bars of the take from 0, count-in left out. Threads: any.
 * Memory, errors: none.
 */
#ifndef CR_APP_UI_FEEDBACK_H
#define CR_APP_UI_FEEDBACK_H

#include "app/practice/marker.h"

enum cr_feedback {
    CR_FEEDBACK_LIVE,   /* every hit */
    CR_FEEDBACK_HALF,   /* those of every second repetition */
    CR_FEEDBACK_COARSE, /* only what was not tight */
    CR_FEEDBACK_BAR,    /* after each bar, in words */
    CR_FEEDBACK_OFF,    /* when it is over */
    CR_FEEDBACK_COUNT
};

/* "Hits are shown as you play". */
const char *cr_feedback_words(enum cr_feedback feedback);

/* What fits an exercise with so many stars. */
enum cr_feedback cr_feedback_of_stars(uint8_t stars);

/* True if hits of a bar are shown while it is played, in repetitions of so many bars (0:
 * four). */
bool cr_feedback_shows_bar(enum cr_feedback feedback, uint32_t bar,
                           uint32_t repetition);
bool cr_feedback_shows_mark(enum cr_feedback feedback,
                            const struct cr_mark *mark);

/* True if means are shown. */
bool cr_feedback_shows_means(enum cr_feedback feedback);

#endif
