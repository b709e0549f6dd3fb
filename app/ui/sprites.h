/* sprites.h - small pictures drawn once and kept.
 *
 * Units     pixels; `scale` is pixels to a unit of the layout.
 * Threads   main. Memory: a cache owns its pictures; it borrows the canvas.
 * Errors    a picture that cannot be made is not drawn.
 */
#ifndef CR_APP_UI_SPRITES_H
#define CR_APP_UI_SPRITES_H

#include "app/ui/canvas.h"
#include "app/ui/paint.h"

enum { CR_SPRITE_COUNT = 160, CR_SPRITE_KEY = 256 };

/* What a sprite shows, in the bytes of all that says it. */
struct cr_sprite_key {
    uint32_t hash, size;
    unsigned char bytes[CR_SPRITE_KEY];
};

struct cr_sprite {
    struct cr_sprite_key key;
    cairo_surface_t *picture; /* NULL: free */
    unsigned id;              /* no other sprite ever has it */
    int width, height;
    double anchor_x, anchor_y; /* in pixels: where it is placed by */
    unsigned used;             /* for throwing out the oldest */
};

struct cr_sprites {
    struct cr_canvas *canvas;
    double scale;
    unsigned clock, last_id;
    struct cr_sprite items[CR_SPRITE_COUNT];
    char measured[CR_SPRITE_KEY]; /* the text that was measured last */
    struct cr_type measured_type;
    double measured_width;
};

void cr_sprites_init(struct cr_sprites *sprites, struct cr_canvas *canvas,
                     double scale);
void cr_sprites_clear(struct cr_sprites *sprites);

/* All places are in units of the layout. */
void cr_sprite_text(struct cr_sprites *sprites, const char *text,
                    struct cr_type type, struct cr_colour colour,
                    enum cr_align align, double x, double y);
/* In units, for any scale. The last answer is kept: the same is asked in every
 * frame. */
double cr_sprite_text_width(struct cr_sprites *sprites, const char *text,
                            struct cr_type type);

void cr_sprite_hit(struct cr_sprites *sprites, enum cr_hit_mark mark,
                   struct cr_colour colour, double x, double y, double size,
                   double opacity);
/* The mark alone, without the line at its instant. */
void cr_sprite_mark(struct cr_sprites *sprites, enum cr_hit_mark mark,
                    struct cr_colour colour, double x, double y, double size,
                    double opacity);
void cr_sprite_note(struct cr_sprites *sprites,
                    const struct cr_note_style *style, double x, double y,
                    double width, double height);

/* Small figures; `size` is half their height. */
enum cr_shape {
    CR_SHAPE_UP,   /* triangle, its tip at y - size */
    CR_SHAPE_DOWN, /* its tip at y + size */
    CR_SHAPE_DISC,
    CR_SHAPE_RING,
    CR_SHAPE_FRAME,  /* rounded square */
    CR_SHAPE_LEADER, /* the film leader's double circle, its inside dark */
};

void cr_sprite_shape(struct cr_sprites *sprites, enum cr_shape shape,
                     struct cr_colour colour, double x, double y, double size);

/* Fills `part` of a box, clockwise from above its middle x, y, up to a line. */
void cr_sprite_wipe(struct cr_sprites *sprites, struct cr_colour colour,
                    struct cr_colour edge, double x, double y, double width,
                    double height, double part);

/* A box that grows from nothing to `opacity` from its left to its right; what is
 * left of `edge` is not drawn. */
void cr_sprite_trail(struct cr_sprites *sprites, struct cr_colour colour,
                     double opacity, double x, double y, double width,
                     double height, double edge);

void cr_sprite_box(struct cr_sprites *sprites, struct cr_colour colour,
                   double opacity, double x, double y, double width,
                   double height);

/* A picture of what `draw` paints on `width` x `height` pixels; NULL if there is
 * no memory. */
cairo_surface_t *cr_picture_of(cairo_format_t format, int width, int height,
                               void (*draw)(cairo_t *cr, void *context),
                               void *context);

#endif
