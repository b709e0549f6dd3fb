/* actions.h - every key of every screen and what it does: the help is drawn from it, the
 * command `keys` prints it, and a test performs each.
 *
 * Threads   any. Memory: constants. Errors: none.
 */
#ifndef CR_APP_UI_ACTIONS_H
#define CR_APP_UI_ACTIONS_H

#include <stddef.h>

enum cr_screen {
    CR_SCREEN_ALL, /* what is the same everywhere */
    CR_SCREEN_HOME,
    CR_SCREEN_LIBRARY,
    CR_SCREEN_PRACTICE,
    CR_SCREEN_HOW,
    CR_SCREEN_RESULTS,
    CR_SCREEN_LESSONS,
    CR_SCREEN_PROGRESS,
    CR_SCREEN_METRONOME,
    CR_SCREEN_CALIBRATE,
    CR_SCREEN_EDITOR,
    CR_SCREEN_SETTINGS,
    CR_SCREEN_BAD_FILE,
    CR_SCREEN_HELP,
    CR_SCREEN_COUNT
};

struct cr_action {
    enum cr_screen screen;
    const char *keys; /* with commas between those that do alike: "Up, Down" */
    const char *words;
};

/* "library"; NULL for home, which is the program itself. */
const char *cr_screen_word(enum cr_screen screen);

/* "The library", as a title. */
const char *cr_screen_title(enum cr_screen screen);

/* All of them, screen by screen. */
const struct cr_action *cr_actions(size_t *count);

#endif
