/* stats.h - small statistics with their sources.
 *
 * Units     whatever the values have. Memory: none is kept; functions that need
 *           an order move the caller's values about.
 * Threads   any. Errors: none; too few values give what the comment says.
 *
 * Only + - * / and sqrt are used for what ends up in a score, so that the
 * result is the same on every machine.
 */
#ifndef CR_PRACTICE_STATS_H
#define CR_PRACTICE_STATS_H

#include <stddef.h>

/* The value that would stand at `rank` (from 0) if the array were sorted, found
 * without sorting it: the array is put in another order (Hoare's selection). */
double cr_select(double *values, size_t count, size_t rank);

/* Middle value, the mean of the two middle ones if their number is even; 0 for
 * none. Puts the array in another order. */
double cr_median(double *values, size_t count);

/* x^0.4 for x > 0, by Newton's method on y^5 = x^2. */
double cr_pow_two_fifths(double x);

/* Student's t. Two-sided p of t at `degrees` >= 1, from the finite series for
 * whole degrees (Abramowitz & Stegun 26.7.3 and 26.7.4; above a thousand 26.7.8, near
 * enough to the normal one); and its inverse. */
double cr_t_two_sided(double t, int degrees);
double cr_t_quantile(double two_sided_p, int degrees);

/* c4: the mean of a sample's standard deviation over the true one, n >= 2:
 * sqrt(2/(n-1)) Gamma(n/2) / Gamma((n-1)/2). */
double cr_c4(int count);

/* Lag-1 autocorrelation corrected for short series: (n r1 + 1)/(n - 4),
 * clamped to -0.99 .. 0.99; 0 for fewer than 6 values or without variance. */
double cr_lag1(const double *values, size_t count);

#endif
