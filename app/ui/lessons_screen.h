/* lessons_screen.h - the course: what is open, what was passed, what one exercise asks;
 * chosen by keys.
 *
 * Units     u of the layout, 1280 wide and 800 high. Threads: main.
 * Memory    borrows the course. Errors: none.
 */
#ifndef CR_APP_UI_LESSONS_SCREEN_H
#define CR_APP_UI_LESSONS_SCREEN_H

#include <SDL.h>

#include "app/course.h"
#include "app/practice/rollover.h"
#include "app/ui/canvas.h"
#include "app/ui/layout.h"
#include "app/ui/theme.h"

struct cr_lessons_screen {
    bool is_open, is_stale;
    const struct cr_course *course;
    uint32_t selected;  /* in the order that is shown */
    uint32_t minutes;   /* of a session */
    const char *notice; /* or NULL */
    bool tests_keys;    /* the keyboard is tested */
    struct cr_rollover rollover;
};

enum cr_lessons_answer {
    CR_LESSONS_STAY,
    CR_LESSONS_TAKEN,   /* the exercise that is selected */
    CR_LESSONS_SESSION, /* a session of `minutes` */
    CR_LESSONS_TEST,    /* three exercises open the level that is selected */
    CR_LESSONS_METRONOME,
    CR_LESSONS_KEYS,  /* the keyboard is to be tested */
    CR_LESSONS_HANDS, /* right and left change places */
    CR_LESSONS_LEFT
};

/* Opens it at a step. */
void cr_lessons_screen_open(struct cr_lessons_screen *screen,
                            const struct cr_course *course, uint32_t step);

enum cr_lessons_answer cr_lessons_screen_key(struct cr_lessons_screen *screen,
                                             SDL_Keycode key);

/* A key while the keyboard is tested: true when that is over. */
bool cr_lessons_screen_test(struct cr_lessons_screen *screen, SDL_Scancode code,
                            bool is_down);

/* A row was clicked. */
void cr_lessons_screen_choose(struct cr_lessons_screen *screen, uint32_t row);

/* The step that is selected. */
uint32_t cr_lessons_screen_step(const struct cr_lessons_screen *screen);

void cr_lessons_screen_draw(struct cr_lessons_screen *screen,
                            struct cr_canvas *canvas,
                            const struct cr_theme *theme,
                            const struct cr_layout *layout);

#endif
