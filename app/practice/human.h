/* human.h - the pattern as someone would play it: a little off, a little uneven.
 *
 * Units     ms, per cent of the velocity. Threads: any.
 * Memory    the notes are the caller's, who frees them. Errors: CR_ERR_MEMORY.
 *
 * Times and velocities are moved by normal numbers, none farther than twice their
 * deviation; the click stands where it is. The same seed is the same player. What is
 * judged stays as it is written.
 */
#ifndef CR_PRACTICE_HUMAN_H
#define CR_PRACTICE_HUMAN_H

#include "patterns/timeline.h"

struct cr_human {
    double sd_ms, velocity_pct; /* both 0: as written */
    uint64_t seed;
};

/* As many notes as the timeline has, in the same order. */
enum cr_status cr_humanise(const struct cr_human *human,
                           const struct cr_timeline *timeline,
                           struct cr_note **notes) CR_MUST_CHECK;

#endif
