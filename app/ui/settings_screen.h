/* settings_screen.h - what a person wants to have the same every time, page by page; and a
 * test of keys.
 *
 * Threads   main; devices are looked for beside it. Memory: borrows the settings.
 * Errors    CR_ERR_DEVICE. What cannot be kept is said, and stays as it was set.
 */
#ifndef CR_APP_UI_SETTINGS_SCREEN_H
#define CR_APP_UI_SETTINGS_SCREEN_H

#include "app/settings.h"
#include "app/ui/stage.h"

/* `calibrates` is set if the person left it for that. Keeping what was changed is the
 * caller's. */
enum cr_status cr_settings_show(struct cr_stage *stage,
                                struct cr_settings *settings, bool *calibrates,
                                struct cr_error *error) CR_MUST_CHECK;

/* The look that settings ask for; and the settings that a look comes from. */
void cr_look_of(struct cr_look *look, const struct cr_settings *settings);
void cr_look_take(struct cr_settings *settings, const struct cr_look *look);

#endif
