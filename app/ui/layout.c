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

static void fit(int width, int height, double *x, double *y, double *scale)
{
    *scale =
        fmin(width / (double)CR_WIDE_WIDTH, height / (double)CR_WIDE_HEIGHT);
    *x = floor((width - CR_WIDE_WIDTH * *scale) / 2);
    *y = floor((height - CR_WIDE_HEIGHT * *scale) / 2);
}

void cr_layout_fit(cairo_t *cr, struct cr_colour ground)
{
    cairo_surface_t *picture = cairo_get_target(cr);
    double x, y, scale;
    fit(cairo_image_surface_get_width(picture),
        cairo_image_surface_get_height(picture), &x, &y, &scale);
    cr_set_colour(cr, ground);
    cairo_paint(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, scale, scale);
}

void cr_layout_fit_box(int width, int height, const double box[4],
                       int pixels[4])
{
    double x, y, scale;
    fit(width, height, &x, &y, &scale);
    pixels[0] = (int)floor(x + box[0] * scale);
    pixels[1] = (int)floor(y + box[1] * scale);
    pixels[2] = (int)ceil(x + (box[0] + box[2]) * scale) - pixels[0];
    pixels[3] = (int)ceil(y + (box[1] + box[3]) * scale) - pixels[1];
}

void cr_draw_letterbox(cairo_t *cr, const struct cr_theme *theme, double top,
                       double bottom)
{
    cr_fill_box(cr, theme->bg0, -BEYOND, -BEYOND, 2 * BEYOND, BEYOND + top);
    cr_fill_box(cr, theme->bg0, -BEYOND, bottom, 2 * BEYOND, BEYOND);
}
