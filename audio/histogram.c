#include "audio/histogram.h"

/* Four buckets for each power of two: its exponent and its next two bits. */
static unsigned bucket_of(int64_t ns)
{
    uint64_t value = ns < 4 ? 4 : (uint64_t)ns;
    unsigned exponent = 2;
    while (value >= 8) {
        value >>= 1;
        exponent++;
    }
    return exponent * 4 + (unsigned)(value & 3);
}

static int64_t upper_end(unsigned bucket)
{
    const unsigned exponent = bucket / 4, part = bucket % 4;
    return exponent < 62 ? (int64_t)(5 + part) << (exponent - 2) : INT64_MAX;
}

void cr_histogram_add(struct cr_histogram *histogram, int64_t ns)
{
    _Atomic uint32_t *count = &histogram->counts[bucket_of(ns)];
    atomic_store_explicit(count,
                          atomic_load_explicit(count, memory_order_relaxed) + 1,
                          memory_order_relaxed);
}

int64_t cr_histogram_quantile(const struct cr_histogram *histogram, double part)
{
    uint64_t all = 0, so_far = 0;
    for (unsigned b = 0; b < 256; b++)
        all +=
            atomic_load_explicit(&histogram->counts[b], memory_order_relaxed);
    for (unsigned b = 0; b < 256 && all; b++) {
        so_far +=
            atomic_load_explicit(&histogram->counts[b], memory_order_relaxed);
        if ((double)so_far >= part * (double)all && so_far)
            return upper_end(b);
    }
    return 0;
}
