/* canvas.h - a window's picture, drawn by cairo, of which only what changed is
 * drawn and handed to the screen: a press never waits for a picture that stands
 * still.
 *
 * A frame is a background and a list of what lies on it. The list is compared
 * with the one of the frame before; what is in one of them only is where the two
 * pictures differ. There, and only there, all is drawn anew.
 *
 * Units     pixels of the window. Threads: main.
 * Memory    a canvas owns its lists and what it draws with; it borrows the
 *           window, and pictures until they are forgotten.
 * Errors    CR_ERR_DEVICE; what does not fit into memory is not drawn.
 */
#ifndef CR_APP_UI_CANVAS_H
#define CR_APP_UI_CANVAS_H

#include <SDL.h>
#include <cairo.h>
#include <stdbool.h>

#include "app/ui/clicks.h"
#include "patterns/status.h"

enum cr_canvas_kind { CR_CANVAS_PICTURE, CR_CANVAS_BOX, CR_CANVAS_WIPE };

/* What lies at a place; two that are alike, byte by byte, look alike. */
struct cr_canvas_item {
    enum cr_canvas_kind kind;
    SDL_Rect to;
    cairo_surface_t *picture;
    unsigned id;      /* of what that shows */
    int skip;         /* of its pixels at the left that are not drawn */
    SDL_Color colour; /* of a box, or a picture's opacity */
    SDL_Color edge;   /* of a wipe: the line at its end */
    float edge_width, part;
};

enum { CR_CANVAS_RECTS = 24 };

struct cr_canvas {
    SDL_Window *window;
    SDL_Surface *surface; /* the window's ... */
    const void *pixels;   /* ... and where its pixels are */
    SDL_Surface
        *drawn; /* what is drawn, where the window's pixels are others */
    cairo_t *cr;
    int width, height;
    cairo_surface_t *background;
    cairo_surface_t *picture; /* of cr_canvas_paint() */
    struct cr_canvas_item *items, *before;
    uint32_t count, before_count, capacity, before_capacity;
    SDL_Rect rects[CR_CANVAS_RECTS]; /* where this frame differs */
    int rect_count;
    bool is_all_new;
    struct cr_clicks clicks; /* on the background */
    uint64_t drawn_pixels;   /* ever, for benchmarks */
    int64_t fade_ns; /* when it began to come out of the black; 0: it has */
    double light;    /* how far it has, of 1 */
};

enum cr_status cr_canvas_init(struct cr_canvas *canvas, SDL_Window *window,
                              struct cr_error *error) CR_MUST_CHECK;
void cr_canvas_deinit(struct cr_canvas *canvas);

/* True if the window has another size than the canvas, which must then be made
 * anew. */
bool cr_canvas_is_stale(const struct cr_canvas *canvas);

/* The whole picture is drawn next time. */
void cr_canvas_forget(struct cr_canvas *canvas);

/* A picture is about to go: it is not drawn any more. */
void cr_canvas_forget_picture(struct cr_canvas *canvas,
                              const cairo_surface_t *picture);

/* Begins a frame on a background as large as the window. */
void cr_canvas_begin(struct cr_canvas *canvas, cairo_surface_t *background);
void cr_canvas_add(struct cr_canvas *canvas, const struct cr_canvas_item *item);

/* Draws what differs and shows it. */
void cr_canvas_end(struct cr_canvas *canvas);

/* What is shown from now on comes out of the black, in 120 ms. */
void cr_canvas_fade(struct cr_canvas *canvas);

/* True while it comes. */
bool cr_canvas_fades(const struct cr_canvas *canvas);

/* For a frame in which nothing is drawn: what was painted last is shown as light as it is
 * by then. */
void cr_canvas_fade_on(struct cr_canvas *canvas);

/* Shows a whole picture that `draw` paints, in pixels, on all of it. It is drawn where the
 * last one was: memory that was never used costs more than what is drawn there. */
void cr_canvas_paint(struct cr_canvas *canvas,
                     void (*draw)(cairo_t *cr, void *context), void *context);

/* The same where the last picture that was painted differs in some places only. */
void cr_canvas_repaint(struct cr_canvas *canvas, const SDL_Rect *rects,
                       int count, void (*draw)(cairo_t *cr, void *context),
                       void *context);

#endif
