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

double cr_flow_draw(struct cr_sheet *sheet, const struct cr_flow_part *parts,
                    size_t count, void (*draw)(cairo_t *cr, void *context),
                    void *context, double scroll, const struct cr_hint *hints,
                    size_t hint_count)
{
    enum { GAP = 14 };
    const double largest = 1.25;
    struct cr_sheet *s = sheet;
    (void)cr_sheet_begin(s, NULL, 0);
    const double room = s->layout.width - 2 * s->margin;
    cr_fill_box(s->cr, s->theme->bg1, 0, 0, s->layout.width, s->bottom);
    cairo_save(s->cr);
    cairo_rectangle(s->cr, 0, 0, s->layout.width, s->bottom);
    cairo_clip(s->cr);
    double y = GAP - scroll;
    for (size_t i = 0; i < count; i++) {
        const double scale = fmin(largest, room / parts[i].width);
        cr_flow_place(s->cr, &parts[i], s->margin, y, scale, draw, context);
        y += parts[i].height * scale + GAP;
    }
    cairo_restore(s->cr);
    cr_sheet_hints(s, hints, hint_count);
    return fmax(0, y + scroll - s->bottom);
}

double cr_flow_scroll(double scroll, double most, int by)
{
    enum { STEP = 90 };
    return fmax(0, fmin(most, scroll + by * STEP));
}
