/* layout.h - how large a unit is in a window, and what room that leaves: the one place
 * where pixels become units.
 *
 * Units     a unit is 1/1280 of the width or 1/800 of the height, whichever is less,
 *           times the scale that was asked for. Windows in pixels, all else in units.
 * Threads   main. Memory and errors: none.
 */
#ifndef CR_APP_UI_LAYOUT_H
#define CR_APP_UI_LAYOUT_H

#include <cairo.h>
#include <stdbool.h>

#include "app/ui/theme.h"

enum { CR_WIDE_WIDTH = 1280, CR_WIDE_HEIGHT = 800 };

#define CR_FAR_SCALE 1.5   /* what F10 asks for at least */
#define CR_FAR_FROM 1.4    /* a scale from which on nobody sits near */
#define CR_SCALE_LEAST 1.0 /* what may be asked for */
#define CR_SCALE_MOST 2.0

struct cr_layout {
    double scale;         /* pixels to a unit */
    double width, height; /* of the window, in units */
    bool is_compact;      /* short names, fewer hints */
    bool is_far;          /* only what is read from afar; compact as well */
};

/* Of a window whose points are `density` pixels wide each. */
struct cr_layout cr_layout_of(int width, int height, double density,
                              double scale, bool is_far);

/* The room of a screen that is as wide as the pictures in which it was drawn. */
struct cr_layout cr_layout_wide(void);

/* For screens of 1280 x 800 u: makes the context of a picture theirs, in its middle, and
 * paints it with `ground`. */
void cr_layout_fit(cairo_t *cr, struct cr_colour ground);

/* The black bands above `top` and below `bottom`, as far as the window goes. */
void cr_draw_letterbox(cairo_t *cr, const struct cr_theme *theme, double top,
                       double bottom);

#endif
