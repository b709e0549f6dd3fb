/* practice_screen.h - draws a live take: the standing layer once for each page,
 * what moves in every frame.
 *
 * Threads   main. Memory: owns its textures, borrows renderer, live and theme.
 */
#ifndef CR_APP_UI_PRACTICE_SCREEN_H
#define CR_APP_UI_PRACTICE_SCREEN_H

#include "app/live.h"
#include "app/ui/grid.h"
#include "app/ui/sprites.h"

struct cr_practice_screen {
    SDL_Renderer *renderer;
    const struct cr_theme *theme;
    const struct cr_live *live;
    struct cr_sprites sprites;
    struct cr_grid grid;
    SDL_Texture *standing;
    int pixel_width, pixel_height;
    uint32_t page_bar; /* first bar of the page that `standing` shows */
    double shown_bpm;
    bool is_stale;
};

void cr_practice_screen_init(struct cr_practice_screen *screen,
                             SDL_Renderer *renderer,
                             const struct cr_live *live,
                             const struct cr_theme *theme);
void cr_practice_screen_deinit(struct cr_practice_screen *screen);

/* Draws the moment `monotonic_ns`. `result` is shown if it is not NULL. */
void cr_practice_screen_draw(struct cr_practice_screen *screen,
                             int64_t monotonic_ns,
                             const struct cr_result *result);

#endif
