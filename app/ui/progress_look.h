/* progress_look.h - looks at what came of practice: the range, the exercise, and what is
 * read beside the screen.
 *
 * Threads   main; the history is read on one of its own. Memory: owns what was found.
 * Errors    what could not be read is said on the screen.
 */
#ifndef CR_APP_UI_PROGRESS_LOOK_H
#define CR_APP_UI_PROGRESS_LOOK_H

#include "app/history/exercise_search.h"
#include "app/ui/progress_screen.h"
#include "app/ui/stage.h"

struct cr_progress_look {
    enum cr_progress_range range;
    uint32_t selected;
    struct cr_side_task *search; /* while it goes on */
    bool is_there;
    struct cr_exercises exercises;
    struct cr_error trouble;
    double scroll, most; /* where it flows */
};

/* Looks the range up anew. */
void cr_progress_look_begin(struct cr_progress_look *look);
void cr_progress_look_forget(struct cr_progress_look *look);

/* To be called often: true if something was found. */
bool cr_progress_look_update(struct cr_progress_look *look);

/* Range and exercise: true if the key was one of theirs. */
bool cr_progress_look_key(struct cr_progress_look *look, SDL_Keycode key);

/* On all of a picture. */
void cr_progress_look_draw(struct cr_progress_look *look,
                           const struct cr_theme *theme,
                           const struct cr_layout *layout, cairo_t *cr);

/* As a screen of its own, until the person leaves. */
enum cr_status cr_progress_show(struct cr_stage *stage,
                                struct cr_error *error) CR_MUST_CHECK;

#endif
