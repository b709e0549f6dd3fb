#include "app/ui/flow.h"

#include <math.h>

bool cr_flow_is_wide(const struct cr_layout *layout)
{
    return layout->width >= CR_WIDE_WIDTH - 1;
}

void cr_flow_place(cairo_t *cr, const struct cr_flow_part *part, double x,
                   double y, double scale,
                   void (*draw)(cairo_t *cr, void *context), void *context)
{
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_scale(cr, scale, scale);
    cairo_translate(cr, -part->x, -part->y);
    cairo_rectangle(cr, part->x, part->y, part->width, part->height);
    cairo_clip(cr);
    draw(cr, context);
    cairo_restore(cr);
}

double cr_flow_draw(const struct cr_flow *flow, cairo_t *cr,
                    const struct cr_layout *layout,
                    const struct cr_theme *theme, double scroll)
{
    enum { GAP = 14 };
    const double largest = 1.25;
    struct cr_sheet s = {.cr = cr, .layout = *layout, .theme = theme};
    (void)cr_sheet_begin(&s, NULL, 0);
    const double room = s.layout.width - 2 * s.margin;
    cr_fill_box(cr, theme->bg1, 0, 0, s.layout.width, s.bottom);
    cairo_save(cr);
    cairo_rectangle(cr, 0, 0, s.layout.width, s.bottom);
    cairo_clip(cr);
    double y = GAP - scroll;
    for (size_t i = 0; i < flow->count; i++) {
        const struct cr_flow_part *part = &flow->parts[i];
        const double scale = fmin(largest, room / part->width);
        cr_flow_place(cr, part, s.margin, y, scale, flow->draw, flow->context);
        y += part->height * scale + GAP;
    }
    cairo_restore(cr);
    cr_sheet_hints(&s, flow->hints, flow->hint_count);
    return fmax(0, y + scroll - s.bottom);
}

double cr_flow_scroll(double scroll, double most, int by)
{
    enum { STEP = 90 };
    return fmax(0, fmin(most, scroll + by * STEP));
}
