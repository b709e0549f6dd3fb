/* practice_screen.h - draws a live take: the standing layer once for each page
 * and state, what moves in every frame.
 *
 * Threads   main. Memory: owns its pictures, borrows stage, live and theme.
 * Errors    what cannot be drawn is left out.
 */
#ifndef CR_APP_UI_PRACTICE_SCREEN_H
#define CR_APP_UI_PRACTICE_SCREEN_H

#include "app/live.h"
#include "app/ui/drum_keys.h"
#include "app/ui/feedback.h"
#include "app/ui/grid.h"
#include "app/ui/sprites.h"
#include "app/ui/stage.h"

/* The moment that is drawn. */
struct cr_moment {
    int64_t song_ns;
    uint32_t bar; /* of the timeline; the first one if nothing plays */
    double whole; /* whole notes into it */
    bool is_playing, is_countin; /* judged or only heard alike */
    bool shows_hits;
    enum cr_passage_kind passage; /* that it is in */
    bool
        is_dark; /* in silence nothing moves: bar, place and time are those of its
                     beginning */
    uint32_t dark_bars; /* how long it lasts, bars that are begun counted */
};

/* A row of bars as it looks, wherever in the take it comes. */
struct cr_standing_row {
    uint32_t bar, hint_bar; /* counted in their loop; CR_GRID_NONE: none */
    bool is_next;
};

/* What a standing layer shows: two that are alike look alike. */
struct cr_standing {
    int width, height;
    struct cr_standing_row rows[CR_GRID_ROWS];
    uint32_t row_count;
    double bpm;
    enum cr_live_state state;
    const struct cr_theme *theme;
    int hit_scale;
    bool has_question, is_dark, is_far;
    double unit; /* in pixels */
};

/* Drawing one takes longer than a frame may: those of a loop are kept. */
enum { CR_PAGE_COUNT = 6 };

struct cr_page {
    cairo_surface_t *picture; /* NULL: free */
    struct cr_standing shows;
    unsigned used;
};

struct cr_practice_screen {
    struct cr_marker shown; /* the marks of now: it borrows those of live */
    struct cr_stage *stage;
    const struct cr_theme *theme;
    const struct cr_live *live;
    enum cr_feedback feedback;
    const char *input_notice; /* what is wrong with it; NULL or "": nothing */
    const struct cr_drum_keys *keys; /* NULL: the usual ones */
    int hit_scale;     /* errors are drawn this many times as wide: 1 or 3 */
    bool has_question; /* the question panel is shown */
    const char
        *headline;       /* in the empty room under the lanes, large; or NULL */
    const char *message; /* said in the status strip instead, if not NULL */
    struct cr_sprites sprites;
    struct cr_grid grid;
    struct cr_page pages[CR_PAGE_COUNT];
    struct cr_page *page; /* the one that is seen */
    unsigned clock, redraws;
};

void cr_practice_screen_init(struct cr_practice_screen *screen,
                             struct cr_stage *stage,
                             const struct cr_live *live);
void cr_practice_screen_deinit(struct cr_practice_screen *screen);

/* Everything is drawn anew next time. */
void cr_practice_screen_forget(struct cr_practice_screen *screen);

/* Draws the moment `song_ns`. */
void cr_practice_screen_draw(struct cr_practice_screen *screen,
                             int64_t song_ns);

#endif
