/* evidence.h - what numbers can be said to show: small tests with their sources.
 *
 * Units     whatever the numbers have; p is two-sided. Threads: any.
 * Memory    none is kept. Errors: none; too few numbers give p = 1.
 */
#ifndef CR_PRACTICE_EVIDENCE_H
#define CR_PRACTICE_EVIDENCE_H

#include <stddef.h>

/* One number for each bar, fill or gap, tested against a value: Student's t. */
struct cr_evidence {
    int n;
    double mean, se, p;
    double low, high; /* 95 % interval of the mean */
    double same_side; /* share of the numbers on the mean's side of the value */
};

struct cr_evidence cr_evidence_of(const double *values, int count,
                                  double against);

/* The same with the standard error widened for numbers that each depend on the one
 * before: times sqrt((1+r)/(1-r)), r as cr_lag1() has it, at least 0. */
struct cr_evidence cr_evidence_in_row(const double *values, int count,
                                      double against);

/* Holm's step-down: makes each p that of a family of `count` (Holm, 1979). */
void cr_holm(double *p, int count);

/* Chance of `hits` and more in n at a share, exactly. */
double cr_binomial_at_least(int hits, int n, double share);

/* Fisher's exact test: two-sided p that a of a+b and c of c+d differ by chance; the
 * sum of all tables that are no likelier. */
double cr_fisher(int a, int b, int c, int d);

/* Mann and Kendall's test for a trend, with the correction for continuity; ties
 * are counted as none. */
double cr_trend(const double *values, int count);

/* Theil and Sen's slope: the median of those of all pairs; of more than 2000
 * points, of every so many-th. */
double cr_slope(const double *x, const double *y, size_t count);

/* Share of pairs in which the first kind is larger, ties as half: the area under
 * the curve, which 0.5 is chance. */
double cr_larger_share(const double *a, size_t a_count, const double *b,
                       size_t b_count);

#endif
