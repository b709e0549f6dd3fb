/* earn.h - the tempo that is earned: up after clean repetitions, down after failed
 * ones, and beside it an estimate of the tempo that would be clean in 85 of 100.
 *
 * Units     quarters a minute; per cent; ms. Threads: any. Memory: plain values.
 * Errors    none.
 *
 * Rule      12 % up after each clean repetition until the first failed one, then
 *           12 % down once; from there on 3 % up after three clean ones in a row,
 *           3 % down after each failed one: that settles where three in a row are
 *           as likely as not, at 79 % (Levitt, 1971). Not below 0.6 of the start,
 *           not above the top. Each fifth repetition is a try, 8 % faster, that
 *           cannot lower the tempo.
 * Aim       if one is set: 2 % up after each clean repetition, or less, and down after
 *           each failed one by p/(1 - p) times as much, at most 12 %, without tries: that
 *           settles where the share p is clean.
 * Estimate  Bayes' theorem on a grid. A repetition at x = log2(bpm) is clean with
 *           P(x) = 0.01 + 0.96/(1 + exp((x - t)/s)), t on 241 points from 5 to 9,
 *           s one of five; at first t is normal about log2(90) with deviation 0.7;
 *           it wanders by 0.008 from each repetition to the next. P is 0.85 where
 *           x = t - 1.946 s.
 */
#ifndef CR_PRACTICE_EARN_H
#define CR_PRACTICE_EARN_H

#include <stdbool.h>
#include <stdint.h>

enum { CR_EARN_POINTS = 241, CR_EARN_SLOPES = 5 };

struct cr_earn {
    double start_bpm, top_bpm;
    double bpm; /* the staircase's, without tries */
    double aim; /* share of clean repetitions to settle at; 0: the rule above */
    bool has_failed;
    uint32_t clean_run, count;
    double chance[CR_EARN_SLOPES][CR_EARN_POINTS]; /* they add up to 1 */
};

struct cr_earn_estimate {
    double bpm, low_bpm, high_bpm; /* 95 % lie between */
};

void cr_earn_init(struct cr_earn *earn, double start_bpm, double top_bpm);

/* The tempo of the next repetition, in tenths. */
double cr_earn_next(const struct cr_earn *earn);
bool cr_earn_is_try(const struct cr_earn *earn);

/* That repetition was played. */
void cr_earn_add(struct cr_earn *earn, bool is_clean);

/* One at a tempo that was not asked for: only the estimate learns. */
void cr_earn_learn(struct cr_earn *earn, double bpm, bool is_clean);

struct cr_earn_estimate cr_earn_estimate(const struct cr_earn *earn);

#endif
