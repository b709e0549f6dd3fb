/* taps.h - the delay as taps along with a click tell it.
 *
 * Units     nanoseconds of one clock for clicks and taps, from the first click;
 *           results in ms. Threads: any. Memory: the caller's. Errors: taps that
 *           cannot be trusted give no number, but a reason.
 *
 * Three clicks and a rest, eight times: as easy to follow as four in a bar, but
 * no delay below a second fits two ways. The delay is the median over the taps;
 * wild ones, more than three robust standard deviations and 30 ms off, are left
 * out in sight. Its standard error is that of the median of normal errors that
 * each depend on the one before by r (stats.h): of the variance s^2,
 *
 *      SE^2 = pi/2 s^2/n (1 + 2 sum 2/pi asin(r^k))
 *
 * People tap ahead of a click, some by 50 ms. That lean is in the number, which
 * is why it is called tapped and not measured.
 */
#ifndef CR_PRACTICE_TAPS_H
#define CR_PRACTICE_TAPS_H

#include <stdbool.h>
#include <stdint.h>

enum {
    CR_TAP_BARS = 8,
    CR_TAP_CLICKS = 3 * CR_TAP_BARS,
    CR_TAP_LIMIT = 256 /* taps that are looked at */
};

/* When a click sounds; click CR_TAP_CLICKS would be the next bar's first. */
int64_t cr_tap_click_ns(int click);

/* Where a tap fell from the click that it answers. */
struct cr_tap {
    int click; /* -1: it answers none */
    double error_ms;
    bool is_wild;
};

struct cr_taps {
    bool is_trusted;
    double delay_ms, doubt_ms; /* median and its standard error */
    int used;
    const char *reason; /* why it is not trusted; NULL if it is */
};

/* Judges taps in the order of time. `each` gets one for each of them, at most
 * CR_TAP_LIMIT; later ones are not looked at. */
void cr_taps_find(struct cr_taps *result, struct cr_tap *each,
                  const int64_t *taps_ns, int count);

#endif
