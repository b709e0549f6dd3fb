/* stage.h - the one window of the program: where all screens are shown, one after the
 * other, and what is the same on each of them.
 *
 * Threads   main. Memory: a stage owns window and canvas, borrows theme.
 * Errors    CR_ERR_DEVICE if there is no display.
 */
#ifndef CR_APP_UI_STAGE_H
#define CR_APP_UI_STAGE_H

#include <SDL.h>

#include "app/input/pads.h"
#include "app/ui/canvas.h"
#include "app/ui/layout.h"
#include "app/ui/theme.h"

/* How things are shown; a stage begins with it, and its keys change it. */
struct cr_look {
    const char *theme; /* NULL: dark */
    double scale;      /* 0: 1 */
    bool is_far, is_calm, has_visual_click;
    bool is_full; /* the whole screen */
};

struct cr_stage {
    SDL_Window *window;
    struct cr_canvas canvas;
    const struct cr_theme *theme;
    struct cr_look look;
    struct cr_pads pads;
    bool is_closed; /* the person has closed the window: every screen leaves */
};

enum cr_status cr_stage_open(struct cr_stage *stage, const struct cr_look *look,
                             struct cr_error *error) CR_MUST_CHECK;
void cr_stage_close(struct cr_stage *stage);

/* How long a frame lasts: as the display has it, 60 to 120 in a second. */
int64_t cr_stage_frame_ns(const struct cr_stage *stage);
int64_t cr_frame_ns_of(int refresh_rate); /* 0: it is not known */

/* What the window is called: "creditroll", or "creditroll: metronome". */
void cr_stage_name(struct cr_stage *stage, const char *screen);

/* Far, full screen, theme and scale: true if the key was one of theirs. Then all is to
 * be drawn anew. */
bool cr_stage_key(struct cr_stage *stage, const SDL_Keysym *key);

/* The mouse was pressed: if that is where a key is drawn, the key comes as if it had been
 * pressed; if it is a row, that one is returned, else -1. */
int cr_stage_click(struct cr_stage *stage, const SDL_MouseButtonEvent *button);

/* Another look, `is_full` of it only if it is another one. */
void cr_stage_look(struct cr_stage *stage, const struct cr_look *look,
                   bool changes_full);

struct cr_layout cr_stage_layout(const struct cr_stage *stage);

/* True if the window has another size: its canvas is a new one then, and all is to be
 * drawn anew. */
bool cr_stage_fit(struct cr_stage *stage, enum cr_status *status,
                  struct cr_error *error);

/* What is shown next is another screen: it comes out of the black, or at once if less is
 * to move. */
void cr_stage_fade(struct cr_stage *stage);

/* Shows a picture that `draw` paints, in pixels. */
void cr_stage_show(struct cr_stage *stage,
                   void (*draw)(cairo_t *cr, void *context), void *context);

#endif
