/* measures.h - what a take says in numbers beyond score, spread and lean.
 *
 * Units     ms; early is negative. Bars count from 0, the count-in left out.
 * Memory    measures own their arrays. Threads: any. Errors: CR_ERR_MEMORY.
 *
 * Only hits are measured whose time is not in doubt, matched with a note of their
 * own drum. None of it but `cells` knows whether all of it is late:
 *
 * Jitter    sqrt(sum (e' - e)^2 / (2 (n-1))) over hits that follow each other in a
 *           lane: of the hand alone, whatever drifts slowly (mean square successive
 *           difference; von Neumann et al., 1941).
 * Drift     Theil and Sen's slope of the errors over time, ms a second.
 * Cells     a lane at a place in the bar: d, its error less the median of the other
 *           hits of its bar, one number for each bar that has it. (The mean would
 *           make all others late where one drum is early.)
 * Limbs     two lanes that are written together: the second's error less the
 *           first's, one number for each bar.
 * Swing     of three notes on beat, off and beat (off / on): the times between them
 *           as they were played; of one lane, one number for each bar.
 * Hands     errors of the left hand less those of the right, by the sticking.
 * Flams     from the grace note to its main stroke.
 */
#ifndef CR_PRACTICE_MEASURES_H
#define CR_PRACTICE_MEASURES_H

#include "app/practice/evidence.h"
#include "app/practice/score.h"

struct cr_cell_measure {
    uint32_t lane;
    struct cr_fraction at; /* in its bar */
    const struct cr_meter *meter;
    bool is_swung;
    uint32_t notes, hits;
    uint32_t bars;   /* that have it */
    uint32_t steady; /* hits while the click sounded: of those are mean and d */
    double mean_ms;  /* plain error */
    struct cr_evidence d; /* against 0 */
};

struct cr_limb_measure {
    uint32_t first, second; /* lanes; the first keeps time */
    uint32_t pairs;
    struct cr_evidence d; /* against 0 */
};

struct cr_swing_measure {
    uint32_t lane;
    uint32_t pairs;
    double written;             /* ratio: 1 is straight */
    double median, half_width;  /* 68 % of the pairs lie in it */
    struct cr_evidence per_bar; /* against `written` */
};

/* Left less right, one number a bar; only if the sticking is known to be played. */
struct cr_hand_measure {
    struct cr_evidence late; /* ms */
    struct cr_evidence
        loud; /* per cent louder: of plain strokes, where loudness
                                 is known */
};

struct cr_flam_measure {
    uint32_t count, flat, open; /* under 12, over 60 ms */
    double median_ms;
};

struct cr_measures {
    uint32_t hits; /* that are measured */
    bool has_jitter, has_drift, has_flams;
    double jitter_ms, drift_ms_s;
    struct cr_cell_measure *cells;
    uint32_t cell_count;
    struct cr_limb_measure *limbs;
    uint32_t limb_count;
    struct cr_swing_measure *swings;
    uint32_t swing_count;
    struct cr_flam_measure flams;
    struct cr_hand_measure hands;
};

enum cr_status cr_measure(struct cr_measures *measures,
                          const struct cr_timeline *timeline,
                          const struct cr_result *result,
                          const struct cr_press *presses) CR_MUST_CHECK;
void cr_measures_destroy(struct cr_measures *measures);

/* True if a target's error is measured. */
bool cr_is_measured(const struct cr_result *result,
                    const struct cr_press *presses, uint32_t target);

#endif
