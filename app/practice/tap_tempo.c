#include "app/practice/tap_tempo.h"

#include <math.h>
#include <string.h>

#include "app/practice/stats.h"

static double median_of(const struct cr_tap_tempo *taps)
{
    double sorted[CR_TAPS];
    const uint32_t n = taps->count < CR_TAPS ? taps->count : CR_TAPS;
    memcpy(sorted, taps->gaps_ms, n * sizeof(*sorted));
    return cr_median(sorted, n);
}

bool cr_tap_tempo_add(struct cr_tap_tempo *taps, int64_t at_ns, double *bpm)
{
    const double gap = (double)(at_ns - taps->last_ns) / 1e6;
    const bool is_first = !taps->last_ns;
    taps->last_ns = at_ns;
    if (is_first || gap <= 0)
        return false;
    if (gap > 6500 || (taps->count && gap > 2.5 * median_of(taps))) {
        taps->count = 0;
        return false;
    }
    taps->gaps_ms[taps->count++ % CR_TAPS] = gap;
    if (taps->count < 3)
        return false;
    *bpm = fmin(fmax(round(6e6 / median_of(taps)) / 100, 10), 400);
    return true;
}
