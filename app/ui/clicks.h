/* clicks.h - where a picture can be clicked, and which key that is the same as: whoever
 * draws a key says so, and the canvas that shows the picture knows.
 *
 * Units     of whoever draws; pixels of the picture where it is asked.
 * Threads   main. Memory: the places go with the picture; key names are borrowed and
 *           must be constant. Errors: without memory nothing can be clicked.
 */
#ifndef CR_APP_UI_CLICKS_H
#define CR_APP_UI_CLICKS_H

#include <cairo.h>
#include <stddef.h>

enum { CR_CLICK_COUNT = 80 };

struct cr_clicks {
    struct cr_click {
        double left, top, right, bottom;
        const char
            *key; /* "Enter", "F2": as cr_key_of_name() knows it; NULL: a row */
        int row;
    } items[CR_CLICK_COUNT];
    size_t count;
};

/* A place on the picture that `cr` draws; nothing where it is clipped away. */
void cr_clicks_add(cairo_t *cr, double x, double y, double width, double height,
                   const char *key);

/* The same for a row of a list. */
void cr_clicks_add_row(cairo_t *cr, double x, double y, double width,
                       double height, int row);

/* Another picture is drawn there. */
void cr_clicks_forget(cairo_surface_t *picture);

/* All places of a picture. */
void cr_clicks_of(cairo_surface_t *picture, struct cr_clicks *clicks);

/* What is at a place; NULL: nothing. */
const struct cr_click *cr_clicks_at(const struct cr_clicks *clicks, double x,
                                    double y);

#endif
