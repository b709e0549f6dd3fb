/* window.h - the window: practises a pattern until the person leaves.
 *
 * Threads   main. Errors: CR_ERR_DEVICE if there is no display. On return,
 *           `result` holds the last take's result if one was played.
 */
#ifndef CR_APP_UI_WINDOW_H
#define CR_APP_UI_WINDOW_H

#include "app/live.h"

struct cr_window_options {
    int width, height; /* 0: 1280 x 800 */
    const char *theme;
};

/* True if a window can be opened. */
bool cr_window_is_possible(void);

enum cr_status cr_window_practise(struct cr_live *live,
                                  const struct cr_window_options *options,
                                  struct cr_result *result, bool *has_result,
                                  struct cr_error *error) CR_MUST_CHECK;

#endif
