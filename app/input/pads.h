/* pads.h - drums that are game controllers: each button is a pad, and comes as a key that no
 * keyboard has. Controllers come and go.
 *
 * Threads   main. Memory: its own. Errors: none; without controllers nothing comes.
 */
#ifndef CR_APP_INPUT_PADS_H
#define CR_APP_INPUT_PADS_H

#include <SDL.h>
#include <stdbool.h>

enum {
    CR_PADS = 64, /* buttons that count */
    CR_PAD_CONTROLLERS = 8,
    CR_PAD_KEY = 400 /* the scancode of the first; SDL leaves these free */
};

struct cr_pads {
    SDL_Joystick *open[CR_PAD_CONTROLLERS];
    char lost[64]; /* the controller that went last, and is not back; or "" */
};

/* The pad of a key, from 1; 0: it is a key of a keyboard. */
int cr_pad_of(SDL_Scancode code);

/* Begins to look for controllers; SDL's video must be up. */
void cr_pads_start(struct cr_pads *pads);
void cr_pads_stop(struct cr_pads *pads);

/* Takes in any event: true if a controller came or went. */
bool cr_pads_take(struct cr_pads *pads, const SDL_Event *event);

#endif
