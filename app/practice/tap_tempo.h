/* tap_tempo.h - the tempo of a hand that taps.
 *
 * Units     nanoseconds of any one clock; bpm. Threads: any. Memory: a plain value, all
 *           zero at first. Errors: none.
 *
 * From the fourth tap on: 60 s over the median of the last distances, up to eight of
 * them, so that one tap beside the beat does no harm. A pause of six seconds and a
 * half, or of 2.5 times the distance, begins anew.
 */
#ifndef CR_PRACTICE_TAP_TEMPO_H
#define CR_PRACTICE_TAP_TEMPO_H

#include <stdbool.h>
#include <stdint.h>

enum { CR_TAPS = 8 };

struct cr_tap_tempo {
    int64_t last_ns;
    double gaps_ms[CR_TAPS]; /* a ring */
    uint32_t count;          /* of distances, since it began anew */
};

/* True if it tells a tempo, rounded to a hundredth, 10 to 400. */
bool cr_tap_tempo_add(struct cr_tap_tempo *taps, int64_t at_ns, double *bpm);

#endif
