/* text_log.c - preloaded into the program: each text that is drawn goes to the file
 * TEXT_LOG, one a line, with where its ink is:
 *
 *      PICTURE WIDTH HEIGHT LEFT TOP RIGHT BOTTOM CLIP-LEFT CLIP-TOP CLIP-RIGHT CLIP-BOTTOM KIND TEXT
 *
 * in pixels of the picture that it is drawn on; pictures are numbered as they begin. KIND is
 * "code" for what is written in a file, "dots" if its end is not there, "boxes" if letters
 * are in no font, or "whole". */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static cairo_user_data_key_t number_key;

static void to_pixels(cairo_t *cr, double *left, double *top, double *right,
                      double *bottom)
{
    cairo_user_to_device(cr, left, top);
    cairo_user_to_device(cr, right, bottom);
}

static void tell(cairo_t *cr, PangoLayout *layout, FILE *out)
{
    static size_t pictures;
    cairo_surface_t *target = cairo_get_target(cr);
    PangoRectangle ink;
    double x, y, left, top, right, bottom;
    if (cairo_surface_get_type(target) != CAIRO_SURFACE_TYPE_IMAGE)
        return;
    size_t *number = cairo_get_user_data(cr, &number_key);
    if (!number) {
        number = malloc(sizeof(*number));
        *number = ++pictures;
        cairo_set_user_data(cr, &number_key, number, free);
    }
    pango_layout_get_pixel_extents(layout, &ink, NULL);
    cairo_get_current_point(cr, &x, &y);
    double x0 = x + ink.x, y0 = y + ink.y;
    double x1 = x0 + ink.width, y1 = y0 + ink.height;
    cairo_clip_extents(cr, &left, &top, &right, &bottom);
    to_pixels(cr, &x0, &y0, &x1, &y1);
    to_pixels(cr, &left, &top, &right, &bottom);
    const char *face = pango_font_description_get_family(
        pango_layout_get_font_description(layout));
    const char *kind = pango_layout_get_unknown_glyphs_count(layout) ? "boxes"
                       : strstr(face, "Mono")                        ? "code"
                       : pango_layout_is_ellipsized(layout)          ? "dots"
                                                                     : "whole";
    fprintf(out, "%zu %d %d %.1f %.1f %.1f %.1f %.1f %.1f %.1f %.1f %s %s\n",
            *number, cairo_image_surface_get_width(target),
            cairo_image_surface_get_height(target), x0, y0, x1, y1, left, top,
            right, bottom, kind, pango_layout_get_text(layout));
    fflush(out);
}

void pango_cairo_show_layout(cairo_t *cr, PangoLayout *layout)
{
    static void (*show)(cairo_t *, PangoLayout *);
    static FILE *out;
    if (!show) {
        *(void **)&show = dlsym(RTLD_NEXT, "pango_cairo_show_layout");
        out = fopen(getenv("TEXT_LOG"), "a");
    }
    if (out)
        tell(cr, layout, out);
    show(cr, layout);
}
