/* tap_screen.h - draws a calibration by taps: how many there are, where each
 * one fell, the delay and its doubt.
 *
 * Units     u of the layout, 1280 wide and 800 high. Threads: main.
 * Memory    none of its own. Errors: none.
 */
#ifndef CR_APP_UI_TAP_SCREEN_H
#define CR_APP_UI_TAP_SCREEN_H

#include "app/practice/taps.h"
#include "app/ui/paint.h"

struct cr_tap_view {
    const struct cr_theme *theme;
    bool is_over;
    const struct cr_taps *taps;
    const struct cr_tap *each;
    int count; /* of them */
    const char *device;
};

void cr_tap_screen_draw(const struct cr_tap_view *view, cairo_t *cr);

#endif
