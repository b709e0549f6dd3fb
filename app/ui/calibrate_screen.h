/* calibrate_screen.h - draws a calibration: how much is there, where each stroke
 * fell, the delay and its doubt.
 *
 * Units     u of the layout. Threads: main.
 * Memory    none of its own. Errors: none.
 */
#ifndef CR_APP_UI_CALIBRATE_SCREEN_H
#define CR_APP_UI_CALIBRATE_SCREEN_H

#include <stdbool.h>

#include "app/ui/sheet.h"

enum { CR_CALIBRATE_LINES = 4, CR_CALIBRATE_HINTS = 4 };

struct cr_calibrate_point {
    double ms;
    int row; /* from the top, 0 to 7 */
    bool is_wild;
};

struct cr_calibrate_view {
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

/* On a sheet that has not begun; what does not fit scrolls by `scroll` u. Returns how far
 * that goes. */
double cr_calibrate_screen_draw(const struct cr_calibrate_view *view,
                                struct cr_sheet *sheet, double scroll);

#endif
