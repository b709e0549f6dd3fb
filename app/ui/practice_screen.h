/* practice_screen.h - draws a live take: the standing layer once for each page
 * and state, what moves in every frame.
 *
 * Threads   main. Memory: owns its textures, borrows renderer, live and theme.
 * Errors    what cannot be drawn is left out.
 */
#ifndef CR_APP_UI_PRACTICE_SCREEN_H
#define CR_APP_UI_PRACTICE_SCREEN_H

#include "app/live.h"
#include "app/ui/grid.h"
#include "app/ui/sprites.h"

/* When a player sees how the hits were. */
enum cr_feedback { CR_FEEDBACK_LIVE, CR_FEEDBACK_BAR, CR_FEEDBACK_OFF };

/* What the standing layer shows: it is drawn anew when this changes. */
struct cr_standing {
    int width, height;
    uint32_t first_bars[CR_GRID_ROWS];
    double bpm;
    enum cr_live_state state;
    const struct cr_result *result;
    const struct cr_theme *theme;
    int hit_scale;
};

struct cr_practice_screen {
    SDL_Renderer *renderer;
    const struct cr_theme *theme;
    const struct cr_live *live;
    enum cr_feedback feedback;
    int hit_scale; /* errors are drawn this many times as wide: 1 or 3 */
    const char *message; /* said in the status strip instead, if not NULL */
    struct cr_sprites sprites;
    struct cr_grid grid;
    SDL_Texture *texture;
    struct cr_standing standing; /* what `texture` shows */
    unsigned redraws;
};

void cr_practice_screen_init(struct cr_practice_screen *screen,
                             SDL_Renderer *renderer,
                             const struct cr_live *live,
                             const struct cr_theme *theme);
void cr_practice_screen_deinit(struct cr_practice_screen *screen);

/* Everything is drawn anew next time. */
void cr_practice_screen_forget(struct cr_practice_screen *screen);

/* Draws the moment `song_ns`. `result` is shown if it is not NULL. */
void cr_practice_screen_draw(struct cr_practice_screen *screen, int64_t song_ns,
                             const struct cr_result *result);

#endif
