/* histogram.h - how long something took, in buckets a quarter of an octave wide.
 *
 * Units     nanoseconds; a quantile is the upper end of its bucket, at most a
 *           fifth too large.
 * Threads   add: one thread, never waits. quantile: any.
 * Memory    a plain value; all zero is empty. Errors: none.
 */
#ifndef CR_AUDIO_HISTOGRAM_H
#define CR_AUDIO_HISTOGRAM_H

#include <stdatomic.h>
#include <stdint.h>

struct cr_histogram {
    _Atomic uint32_t counts[256];
};

void cr_histogram_add(struct cr_histogram *histogram, int64_t ns);

/* The time that a part of all, 0 to 1, does not exceed; 0 if there are none. */
int64_t cr_histogram_quantile(const struct cr_histogram *histogram,
                              double part);

#endif
