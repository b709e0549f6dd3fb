/* calibrate_screen.h - draws a calibration: how much is there, where each stroke
 * fell, the delay and its doubt.
 *
 * Units     u of the layout, 1280 wide and 800 high. Threads: main.
 * Memory    none of its own. Errors: none.
 */
#ifndef CR_APP_UI_CALIBRATE_SCREEN_H
#define CR_APP_UI_CALIBRATE_SCREEN_H

#include <stdbool.h>

#include "app/ui/paint.h"

enum { CR_CALIBRATE_LINES = 4, CR_CALIBRATE_HINTS = 4 };

struct cr_calibrate_point {
    double ms;
    int row; /* from the top, 0 to 7 */
    bool is_wild;
};

struct cr_calibrate_view {
    const struct cr_theme *theme;
    const char *title, *subtitle;
    int used, wished; /* strokes */
    const char *plot_title;
    const struct cr_calibrate_point *points;
    int point_count;
    bool has_delay;
    double delay_ms, doubt_ms;
    const char *lines[CR_CALIBRATE_LINES]; /* the first one large; NULL: none */
    struct cr_hint hints[CR_CALIBRATE_HINTS]; /* NULL: left out */
};

void cr_calibrate_screen_draw(const struct cr_calibrate_view *view,
                              cairo_t *cr);

#endif
