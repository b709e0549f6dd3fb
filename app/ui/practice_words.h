/* practice_words.h - what the practice screen says in words and numbers above
 * the grid: loops, what comes next, the status strip.
 *
 * Threads   main. Memory: none of its own. Errors: none.
 */
#ifndef CR_APP_UI_PRACTICE_WORDS_H
#define CR_APP_UI_PRACTICE_WORDS_H

#include "app/ui/practice_screen.h"

/* "3 OF 16 LOOPS". */
void cr_words_draw_loops(struct cr_practice_screen *screen,
                         const struct cr_moment *now);

/* "NEXT 96 IN 4 BARS". */
void cr_words_draw_next_tempo(struct cr_practice_screen *screen,
                              const struct cr_moment *now);

/* Pips of the bars, one sentence, the cue mark of a change. */
void cr_words_draw_headline(struct cr_practice_screen *s);
void cr_words_draw_status(struct cr_practice_screen *screen,
                          const struct cr_moment *now);

/* In place of the meter while it is silent. */
void cr_words_draw_dark(const struct cr_grid *grid, cairo_t *cr);

/* What the keys do, along the bottom edge. */
void cr_words_draw_hints(const struct cr_grid *grid, cairo_t *cr,
                         enum cr_live_state state);

#endif
