/* results.h - what the window shows behind a take: the roll, then the report.
 *
 * Threads   main. Memory: owns what it draws and measures; borrows the take, its
 *           timeline and the canvas while it is open.
 * Errors    without memory the roll is left out.
 *
 *      long take --> roll --its end, Enter--> report --R--> roll
 *      short take -------------------------> report
 */
#ifndef CR_APP_UI_RESULTS_H
#define CR_APP_UI_RESULTS_H

#include "app/ui/canvas.h"
#include "app/ui/report_screen.h"
#include "app/ui/roll.h"

struct cr_results {
    bool is_open, is_rolling, is_held, is_stale;
    struct cr_report about;
    struct cr_measures measures;
    struct cr_diagnosis diagnosis;
    const char *question;
    char loop[48]; /* what W does; "": nothing */
    struct cr_roll roll;
    cairo_surface_t *picture; /* the whole roll */
    double place;             /* of the roll, u that have gone by */
    int64_t at_ns;            /* when it was there */
};

/* Shows a take; a long one begins with the roll. */
void cr_results_open(struct cr_results *results, const struct cr_report *about,
                     const char *question, const char *loop);
void cr_results_close(struct cr_results *results);

/* A key that is about the results themselves: true if it was one. */
bool cr_results_key(struct cr_results *results, SDL_Keycode key);

/* True while something moves. */
bool cr_results_move(const struct cr_results *results);

/* The window's picture is another one now. */
void cr_results_forget(struct cr_results *results);

void cr_results_draw(struct cr_results *results, struct cr_canvas *canvas,
                     const struct cr_theme *theme, int64_t now_ns);

#endif
