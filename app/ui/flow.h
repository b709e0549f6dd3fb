/* flow.h - a screen that is drawn for 1280 x 800 u, part below part where the window is
 * narrower or all is larger.
 *
 * Units     u. Threads: main. Memory: borrows all. Errors: none.
 */
#ifndef CR_APP_UI_FLOW_H
#define CR_APP_UI_FLOW_H

#include "app/ui/sheet.h"

/* A part of the wide screen, where it stands there. */
struct cr_flow_part {
    double x, y, width, height;
};

/* A wide screen, `draw` without its hints; and its parts. */
struct cr_flow {
    const struct cr_flow_part *parts;
    size_t count;
    void (*draw)(cairo_t *cr, void *context);
    void *context;
    const struct cr_hint *hints;
    size_t hint_count;
};

/* True if there is room for the wide screen. */
bool cr_flow_is_wide(const struct cr_layout *layout);

/* Draws what `draw` draws on the wide screen, but only that part, with its corner at a
 * place, `scale` times as large. */
void cr_flow_place(cairo_t *cr, const struct cr_flow_part *part, double x,
                   double y, double scale,
                   void (*draw)(cairo_t *cr, void *context), void *context);

/* The same for all parts, each as wide as there is room, up to a quarter larger; those of
 * the first `scroll` u have gone by. Behind it, what keys do. Returns how far it scrolls. */
double cr_flow_draw(const struct cr_flow *flow, cairo_t *cr,
                    const struct cr_layout *layout,
                    const struct cr_theme *theme, double scroll);

/* Up or down by a step, within what there is. */
double cr_flow_scroll(double scroll, double most, int by);

#endif
