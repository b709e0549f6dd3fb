/* fade.h - a click that steps back while the player is in, and returns when they
 * leave.
 *
 * Units     ms at 120 bpm (at other tempi as score.h's D has it); levels from 0, which
 *           is silence, to 1, as loud as ever.
 * Threads   any. Memory: levels are the caller's, who frees them.
 * Errors    CR_ERR_MEMORY.
 *
 * Law       At each beat: r, the root mean square of the errors of the last eight
 *           notes, of which the last is a tenth of a second old; one that was missed
 *           is 50 ms off. The level is drawn to (r - from)/(to - from), at least 0 and
 *           at most 1: up by half at most, down by an eighth at most. Before there are
 *           eight notes it is 1. The gain is the square of the level.
 */
#ifndef CR_PRACTICE_FADE_H
#define CR_PRACTICE_FADE_H

#include "app/practice/score.h"

enum { CR_FADE_NOTES = 8 };

#define CR_FADE_MISSED_MS 50.0
#define CR_FADE_OLD_NS INT64_C(100000000)

struct cr_fade {
    double from_ms, to_ms; /* to 0: the click stays */
};

/* An error as the law takes it. */
double cr_fade_error(const struct cr_target *target, double error_ms);

/* The level behind `level`, after `count` errors. */
double cr_fade_next(const struct cr_fade *fade, double level,
                    const double *errors, uint32_t count);

/* The level at each beat that was played, by what the score says of the hits. */
enum cr_status cr_fade_levels(const struct cr_fade *fade,
                              const struct cr_timeline *timeline,
                              const struct cr_result *result, double **levels,
                              uint32_t *count) CR_MUST_CHECK;

#endif
