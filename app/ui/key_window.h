/* key_window.h - finds the delay of the keys by a microphone beside them, in a
 * window of its own; keeps it only if the person says so.
 *
 * Threads   main. Memory: none is kept. Errors: CR_ERR_DEVICE if the device
 *           cannot be had or does not record, or there is no display.
 */
#ifndef CR_APP_UI_KEY_WINDOW_H
#define CR_APP_UI_KEY_WINDOW_H

#include "app/ui/stage.h"
#include "audio/device.h"

enum cr_status cr_key_window(struct cr_stage *stage,
                             const struct cr_device_wish *wish,
                             struct cr_error *error) CR_MUST_CHECK;

#endif
