/* window.h - the window: practises a pattern until the person leaves.
 *
 * Threads   main. Memory: the take belongs to the caller, who frees it with
 *           cr_take_deinit(). Errors: CR_ERR_DEVICE if there is no display.
 */
#ifndef CR_APP_UI_WINDOW_H
#define CR_APP_UI_WINDOW_H

#include "app/live.h"
#include "patterns/text_buffer.h"

struct cr_window_options {
    int width, height; /* 0: 1280 x 800 */
    const char *theme;
    bool is_json; /* the report */
};

/* The last take that was played, as it was at its end. */
struct cr_take {
    bool is_there;
    struct cr_presses presses;
    struct cr_result result;
    struct cr_text_buffer report;
    struct cr_text_buffer question; /* about the device; or empty */
};

void cr_take_deinit(struct cr_take *take);

/* True if a window can be opened. */
bool cr_window_is_possible(void);

enum cr_status cr_window_practise(struct cr_live *live,
                                  const struct cr_window_options *options,
                                  struct cr_take *take,
                                  struct cr_error *error) CR_MUST_CHECK;

#endif
