/* summary.h - what of a take is compared with other days: how long it was, the
 * tempo that was clean, the longest silence that was kept, how even it was.
 *
 * Units     nanoseconds, quarters a minute, bars. Threads: any.
 * Memory    a summary is a plain value. Errors: CR_ERR_MEMORY.
 *
 * Clean     of an earned tempo, the one that is clean in 85 of 100 (earn.h), with
 *           its 95 % interval, from eight repetitions on; but none faster than
 *           what was played clean: that has no interval. Of a take at one tempo,
 *           that tempo, if 90 % were hit and more, 10 % extra and less, the spread at
 *           120 bpm 30 ms and less, in 16 notes and more.
 * Gap       the longest silence in whole bars whose return was tight (silence.h)
 *           and of whose notes seven in ten were hit.
 * Parts     each four bars in which 8 notes and more were to be played: ln of the
 *           spread as it would be at 120 bpm; their mean and variance.
 */
#ifndef CR_PRACTICE_SUMMARY_H
#define CR_PRACTICE_SUMMARY_H

#include "app/practice/progress.h"
#include "app/practice/score.h"
#include "app/practice/session.h"

struct cr_take_summary {
    int64_t played_ns;
    bool has_clean, has_clean_interval;
    double clean_bpm, clean_low_bpm, clean_high_bpm;
    uint32_t gap_bars; /* 0: none */
    double gap_bpm;
    struct cr_parts parts;
};

/* `until_ns` as it was judged; `session` NULL: a plain one. */
enum cr_status
cr_summarise(struct cr_take_summary *summary, const struct cr_session *session,
             const struct cr_timeline *timeline, const struct cr_result *result,
             const struct cr_press *presses, int64_t until_ns) CR_MUST_CHECK;

#endif
