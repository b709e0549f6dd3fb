/* roll_screen.h - a roll that moves: where it stands, and its picture.
 *
 * Units     u of the layout; 60 of them go by in a second. Threads: main.
 * Memory    owns its pictures, borrows the canvas. Errors: without memory less is drawn.
 */
#ifndef CR_APP_UI_ROLL_SCREEN_H
#define CR_APP_UI_ROLL_SCREEN_H

#include <SDL.h>

#include "app/ui/canvas.h"
#include "app/ui/layout.h"
#include "app/ui/roll.h"

struct cr_roll_screen {
    struct cr_roll roll;
    double place; /* u that have gone by */
    bool is_held;
    int64_t at_ns; /* when it was there */
    struct cr_layout layout;
    cairo_surface_t *ground, *text, *fades[2]; /* NULL: not drawn yet */
};

/* From its beginning on; it stands where less is to move. */
void cr_roll_screen_start(struct cr_roll_screen *screen, bool is_calm);

/* Holds it, or winds it by a step: true if the key was one for that. */
bool cr_roll_screen_key(struct cr_roll_screen *screen, SDL_Keycode key);

/* The window's picture is another one now. */
void cr_roll_screen_forget(struct cr_roll_screen *screen);

/* Moves on and draws; true at its end. */
bool cr_roll_screen_draw(struct cr_roll_screen *screen,
                         struct cr_canvas *canvas,
                         const struct cr_layout *layout, int64_t now_ns);

#endif
