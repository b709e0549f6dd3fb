/* calibrate_window.h - the window that calibrations by a person share: what it
 * does with keys, when it draws. What is measured is its owner's.
 *
 * Threads   main. Memory: none is kept. Errors: those of the owner.
 */
#ifndef CR_APP_UI_CALIBRATE_WINDOW_H
#define CR_APP_UI_CALIBRATE_WINDOW_H

#include "app/input/key_time.h"
#include "app/ui/calibrate_screen.h"
#include "app/ui/stage.h"
#include "patterns/status.h"

/* Each gets the owner's context. */
struct cr_calibrate_owner {
    void *context;
    /* a drum key went down */
    void (*press)(void *context, const struct cr_key_stamp *stamp);
    /* F4; the first time at the start */
    enum cr_status (*begin)(void *context, struct cr_error *error);
    /* Enter: true if the result is kept, and the window closes */
    bool (*keep)(void *context, enum cr_status *status, struct cr_error *error);
    /* many times a second: sets `*is_stale` if the picture is another now */
    enum cr_status (*update)(void *context, bool *is_stale,
                             struct cr_error *error);
    void (*show)(const void *context, struct cr_calibrate_view *view);
};

/* Shows it until the result is kept or the person leaves. */
enum cr_status cr_calibrate_window(struct cr_stage *stage,
                                   const struct cr_calibrate_owner *owner,
                                   struct cr_error *error) CR_MUST_CHECK;

#endif
