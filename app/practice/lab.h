/* lab.h - numbers for those who want to know: what the beat, the hands and the way
 * they steer are made of.
 *
 * Units     ms, per cent; variances in ms^2. Threads: any. Memory: a plain value.
 * Errors    CR_ERR_MEMORY.
 *
 * Beats     the mean error of what was hit on a beat; intervals between beats that
 *           follow each other, and that were hit.
 * SD        of all errors, s = sqrt(sum (e - mean)^2 / (n - 1)), as it would be if
 *           they did not depend on each other: divided by c4(n) and by the root of
 *           1 - 2/(n(n-1)) sum (n - k) r^k, r their corrected lag-1 (stats.h).
 * Interval  standard deviation of the intervals over their mean, in per cent of it.
 * Allan     steadiness over m beats: sqrt(mean((y' - y)^2) / 2), y and y' the mean
 *           intervals of m beats and of the m behind them, in beats (Allan, 1966; all
 *           that overlap). Hits that are off by s each give sqrt(3) s / (m beat).
 * Clock and hand   where nothing sounded, from 128 intervals in runs of 16 and more,
 *           each without its linear trend: Wing & Kristofferson (1973), an interval is
 *           T + M' - M. M^2 = -g1, T^2 = g0 + 2 g1; g1 is raised by T^2/n, three times
 *           over, for the runs are short. If g1 is not negative it is no such thing.
 * Drift     where nothing sounded, from 32 intervals: the slope of the logarithm of the
 *           intervals over time, by least squares, each run about its own mean; as per
 *           cent a minute, positive if the tempo goes up.
 * Steering  with the click, from 64 beats: e' = (1 - a) e + T + M' - M. Bounded
 *           generalised least squares with T >= M (Jacoby et al., 2015). It is told
 *           as a word: loose below 0.15, firm, jumpy above 0.9.
 * Dynamics  of hits whose loudness is known: coefficient of variation of accents,
 *           strokes and ghosts; and the share of pairs of accents and ghosts that are
 *           in order.
 */
#ifndef CR_PRACTICE_LAB_H
#define CR_PRACTICE_LAB_H

#include "app/practice/score.h"

enum { CR_ALLAN_COUNT = 3 };

/* Beats over which steadiness is told. */
extern const int cr_allan_beats[CR_ALLAN_COUNT];

enum cr_steering { CR_STEERS_LOOSE, CR_STEERS_FIRM, CR_STEERS_JUMPY };

struct cr_lab_class { /* accents, strokes, ghosts */
    uint32_t n;
    double mean, cv_pct; /* of the velocities; from 8 on */
};

struct cr_lab {
    bool has_sd;
    double sd_ms; /* corrected */
    double lag1;
    double
        unstable_rate; /* ten times the plain deviation, of n, as osu! has it */
    uint32_t early, late; /* hits before and behind the tight window */
    uint32_t intervals;
    bool has_intervals;
    double interval_cv_pct;
    bool has_allan[CR_ALLAN_COUNT];
    double allan_pct[CR_ALLAN_COUNT];
    uint32_t free_intervals; /* where nothing sounded */
    bool has_clock;
    double clock_ms, hand_ms; /* T and M */
    bool has_free_drift;
    double free_drift_pct_min;
    uint32_t steered; /* beats with the click */
    bool has_steering;
    double alpha;
    enum cr_steering steering;
    bool has_dynamics, has_contrast;
    struct cr_lab_class classes[3]; /* by enum cr_weight */
    double contrast;                /* 0.5 is chance */
};

enum cr_status cr_lab_measure(struct cr_lab *lab,
                              const struct cr_timeline *timeline,
                              const struct cr_result *result,
                              const struct cr_press *presses) CR_MUST_CHECK;

/* "loose", "firm", "jumpy" */
const char *cr_steering_word(enum cr_steering steering);

/* The parts of it that are a formula of a series, for tests as well. Wing and
 * Kristofferson's model of intervals in runs of the given lengths; false if it does
 * not hold. The intervals are left without their trend. */
bool cr_lab_clock(double *intervals, const uint32_t *runs, uint32_t run_count,
                  double *clock_ms, double *hand_ms);

/* The drift of a tempo: intervals in beats, and when each was, in minutes. */
bool cr_lab_tempo_drift(const double *intervals, const double *minutes,
                        const uint32_t *runs, uint32_t run_count,
                        double *pct_min);

/* How much of an error is taken back at the next beat; false without memory or
 * variance. */
bool cr_lab_steering(const double *errors, uint32_t count, double *alpha);

#endif
