#include "app/ui/layout.h"

#include <math.h>

#include "app/ui/paint.h"

enum {
    LEAST_WIDTH = 1100,
    LEAST_HEIGHT = 700
}; /* of a wide layout, in points */

#define BEYOND 20000.0 /* no window is so large, in units */

struct cr_layout cr_layout_of(int width, int height, double density,
                              double scale, bool is_far)
{
    const bool is_wide =
        width >= LEAST_WIDTH * density && height >= LEAST_HEIGHT * density;
    const double asked = is_far ? fmax(scale, CR_FAR_SCALE) : scale;
    const double base = is_wide ? fmin(width / (double)CR_WIDE_WIDTH,
                                       height / (double)CR_WIDE_HEIGHT)
                                : fmin(width / 1000.0, height / 750.0);
    struct cr_layout layout = {.scale = base * asked,
                               .is_far = asked >= CR_FAR_FROM};
    layout.width = width / layout.scale;
    layout.height = height / layout.scale;
    layout.is_compact = !is_wide || layout.is_far || layout.width < LEAST_WIDTH;
    return layout;
}

struct cr_layout cr_layout_wide(void)
{
    return (struct cr_layout){
        .scale = 1, .width = CR_WIDE_WIDTH, .height = CR_WIDE_HEIGHT};
}

void cr_layout_fit(cairo_t *cr, struct cr_colour ground)
{
    cairo_surface_t *picture = cairo_get_target(cr);
    const double width = cairo_image_surface_get_width(picture);
    const double height = cairo_image_surface_get_height(picture);
    const double scale = fmin(width / CR_WIDE_WIDTH, height / CR_WIDE_HEIGHT);
    cr_set_colour(cr, ground);
    cairo_paint(cr);
    cairo_translate(cr, floor((width - CR_WIDE_WIDTH * scale) / 2),
                    floor((height - CR_WIDE_HEIGHT * scale) / 2));
    cairo_scale(cr, scale, scale);
}

void cr_draw_letterbox(cairo_t *cr, const struct cr_theme *theme, double top,
                       double bottom)
{
    cr_fill_box(cr, theme->bg0, -BEYOND, -BEYOND, 2 * BEYOND, BEYOND + top);
    cr_fill_box(cr, theme->bg0, -BEYOND, bottom, 2 * BEYOND, BEYOND);
}
