/* fraction.h - exact positions: a reduced fraction of two int64.
 *
 * Units     none; musical positions are in whole notes.
 * Memory    plain values. Threads: any.
 * Errors    none: the limits of the language (see FORMAT.md) keep every
 *           denominator below 2^37 and every value below 2^12 in a bar, so
 *           nothing here can overflow for positions of a pattern.
 */
#ifndef CR_PATTERNS_FRACTION_H
#define CR_PATTERNS_FRACTION_H

#include <stdint.h>

struct cr_fraction {
    int64_t num, den; /* den > 0; no common divisor */
};

struct cr_fraction cr_fraction_make(int64_t num, int64_t den);
struct cr_fraction cr_fraction_add(struct cr_fraction a, struct cr_fraction b);
struct cr_fraction cr_fraction_sub(struct cr_fraction a, struct cr_fraction b);
struct cr_fraction cr_fraction_mul(struct cr_fraction a, struct cr_fraction b);

/* Negative, 0 or positive as a is before, at or after b. Exact for any two
 * fractions, even where their cross product would not fit. */
int cr_fraction_compare(struct cr_fraction a, struct cr_fraction b);

#endif
