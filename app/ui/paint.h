/* paint.h - text and shapes on a cairo surface, in units of the layout.
 *
 * The caller scales the context, so that 1 is one unit; lines are kept on whole
 * pixels by the caller's scale. Every mark is a path: none is a font's glyph.
 */
#ifndef CR_APP_UI_PAINT_H
#define CR_APP_UI_PAINT_H

#include <cairo.h>
#include <stddef.h>

#include "app/ui/theme.h"

enum cr_align { CR_LEFT, CR_CENTRE, CR_RIGHT };

struct cr_type {
    const char *face;
    double size; /* of the em */
    bool is_bold;
};

void cr_set_colour(cairo_t *cr, struct cr_colour colour);
void cr_fill_box(cairo_t *cr, struct cr_colour colour, double x, double y,
                 double width, double height);

/* Draws text with its baseline at `y`; returns its width. */
double cr_draw_text(cairo_t *cr, const char *text, struct cr_type type,
                    struct cr_colour colour, enum cr_align align, double x,
                    double y);
double cr_text_width(cairo_t *cr, const char *text, struct cr_type type);

/* The same from the left, in smaller letters if it is wider than `room`; what does
 * not fit even so ends in dots. Returns its width. */
double cr_draw_fitting(cairo_t *cr, const char *text, struct cr_type type,
                       struct cr_colour colour, double x, double y,
                       double room);

/* A title, and what stands at the other end of its line, `room` in all; both are smaller
 * where they would meet. */
void cr_draw_ends(cairo_t *cr, const char *left, struct cr_type left_type,
                  struct cr_colour left_colour, const char *right,
                  struct cr_type right_type, struct cr_colour right_colour,
                  double x, double y, double room);

/* A key cap with its letter, or its word in the language of the person, or an arrow for "Up", "Down", "Left", "Right", at most
 * `widest` wide; returns its width. */
double cr_draw_key(cairo_t *cr, const struct cr_theme *theme, const char *key,
                   double size, double widest, double x, double y);

/* What keys do, along the bottom edge at 760 u: a key or two, and words. */
struct cr_hint {
    const char *key, *other; /* NULL: one alone */
    const char *words; /* in English, marked by N_(); NULL: it is left out */
};

void cr_draw_hints(cairo_t *cr, const struct cr_theme *theme,
                   const struct cr_hint *hints, size_t count);
/* The same elsewhere: from `x` on around `middle`, smaller if there is less room; returns
 * where it ends. */
double cr_draw_hints_in(cairo_t *cr, const struct cr_theme *theme,
                        const struct cr_hint *hints, size_t count, double x,
                        double middle, double room);

/* Notes stand on the baseline `y`, centred on `x`. */
enum cr_note_mark { CR_MARK_NORMAL, CR_MARK_ACCENT, CR_MARK_GHOST };

struct cr_note_style {
    enum cr_note_mark mark;
    struct cr_colour fill, ground; /* ground: behind a letter in the note */
    bool is_flam, is_missed;
    char hand; /* 'R', 'L' or 0 */
};

void cr_draw_note(cairo_t *cr, const struct cr_note_style *style, double x,
                  double y, double width, double height);

/* Marks of hits, centred on `x`, `y`; `size` is half their height. */
enum cr_hit_mark {
    CR_HIT_LOCKED,      /* diamond */
    CR_HIT_TIGHT_EARLY, /* half a diamond, its point to its side */
    CR_HIT_TIGHT_LATE,
    CR_HIT_LOOSE_EARLY, /* triangle */
    CR_HIT_LOOSE_LATE,
    CR_HIT_OFF_EARLY, /* doubled triangle */
    CR_HIT_OFF_LATE,
    CR_HIT_MISSED, /* ring */
    CR_HIT_EXTRA,  /* cross */
    CR_HIT_MARK_COUNT
};

void cr_draw_hit(cairo_t *cr, enum cr_hit_mark mark, struct cr_colour colour,
                 double x, double y, double size);
/* The mark of a mean: a diamond if it is less than 3 ms. */
enum cr_hit_mark cr_lean_mark(double ms);
struct cr_colour cr_hit_colour(const struct cr_theme *theme,
                               enum cr_hit_mark mark);

#endif
