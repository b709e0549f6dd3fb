/* session_panel.h - how a pattern is practised, chosen by keys: a list of all that can
 * be chosen, with what each does.
 *
 * Units     u of the layout, 1280 wide and 800 high. Threads: main.
 * Memory    a panel is a plain value. Errors: what cannot be planned is said on it.
 */
#ifndef CR_APP_UI_SESSION_PANEL_H
#define CR_APP_UI_SESSION_PANEL_H

#include <SDL.h>

#include "app/session_choices.h"
#include "app/ui/canvas.h"
#include "app/ui/layout.h"
#include "app/ui/theme.h"

struct cr_session_panel {
    bool is_open, is_stale;
    struct cr_choosing choosing;
    struct cr_session before; /* how it was when the panel was opened */
    enum cr_choice selected;
    struct cr_error trouble; /* why it cannot be practised so */
};

enum cr_panel_answer { CR_PANEL_STAYS, CR_PANEL_TAKEN, CR_PANEL_LEFT };

void cr_session_panel_open(struct cr_session_panel *panel,
                           const struct cr_choosing *choosing,
                           enum cr_choice selected);

/* TAKEN: the panel's session is the one to practise. */
enum cr_panel_answer cr_session_panel_key(struct cr_session_panel *panel,
                                          SDL_Keycode key);

void cr_session_panel_draw(struct cr_session_panel *panel,
                           struct cr_canvas *canvas,
                           const struct cr_theme *theme,
                           const struct cr_layout *layout);

/* A choice was clicked. */
void cr_session_panel_choose(struct cr_session_panel *panel, int row);

#endif
