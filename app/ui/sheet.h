/* sheet.h - what a screen that stands still is drawn on: its room in units, its colours,
 * and where the mouse finds what the keys do.
 *
 * Units     u, from the top left of the window.
 * Memory    borrows all. Threads: main. Errors: none.
 */
#ifndef CR_APP_UI_SHEET_H
#define CR_APP_UI_SHEET_H

#include <SDL.h>

#include "app/ui/layout.h"
#include "app/ui/paint.h"
#include "patterns/timeline.h"

enum { CR_SPOT_COUNT = 160, CR_NO_ROW = -1 };

/* A place that can be clicked: the same as a key, or a row of a list. */
struct cr_spot {
    double x, y, width, height;
    SDL_Keysym key;
    int row; /* CR_NO_ROW: it is the key */
};

struct cr_spots {
    struct cr_spot items[CR_SPOT_COUNT];
    uint32_t count;
};

struct cr_sheet {
    cairo_t *cr;
    struct cr_layout layout;
    const struct cr_theme *theme;
    struct cr_spots *spots;     /* NULL: nobody clicks */
    double margin, top, bottom; /* of the picture between the black bands */
    bool scrolls; /* lines that do not lie as a whole in between are left out */
};

/* Where the picture ends: below it is what keys do. */
double cr_sheet_bottom(const struct cr_layout *layout);

/* Paints the ground and the bands, with a title in the upper one (NULL: none) that
 * leaves `right` to other things; returns where it ends. */
double cr_sheet_begin(struct cr_sheet *sheet, const char *title, double right);

void cr_sheet_add_key(struct cr_sheet *sheet, double x, double y, double width,
                      double height, SDL_Keycode key);
void cr_sheet_add_row(struct cr_sheet *sheet, double x, double y, double width,
                      double height, int row);

/* The spot at a place; NULL: none. */
const struct cr_spot *cr_spot_at(const struct cr_spots *spots, double x,
                                 double y);

/* What keys do, in the lower band, as many as there is room for; the last of them is
 * always there. */
void cr_sheet_hints(struct cr_sheet *sheet, const struct cr_hint *hints,
                    size_t count);

/* The one thing that Enter, or another key, does: inverted. Returns its width. */
double cr_sheet_button(struct cr_sheet *sheet, const char *key,
                       SDL_Keycode code, const char *words, double x, double y,
                       double widest);

/* Text on as many lines as it needs, at most `most`; returns the baseline behind it. */
double cr_sheet_lines(struct cr_sheet *sheet, const char *text,
                      struct cr_type type, struct cr_colour colour, double x,
                      double y, double width, double pitch, int most);

/* The first bars of a pattern as the practice screen shows them, in a box: all its rows if
 * they fit, else the first one, smaller if need be. Returns the height of what was drawn. */
double cr_sheet_pattern(struct cr_sheet *sheet,
                        const struct cr_pattern *pattern, double x, double y,
                        double width, double height);

/* The key of a name like "Enter" or "F2"; SDLK_UNKNOWN: no such key. */
SDL_Keycode cr_key_of_name(const char *name);

/* In capitals, as the title face has no other letters. */
void cr_capitals(const char *text, char *out, size_t size);

#endif
