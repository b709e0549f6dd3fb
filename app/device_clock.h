/* device_clock.h - brings what a device's callbacks know of time to the clock.
 *
 * Threads   the one that owns the clock. Memory: none. Errors: none.
 */
#ifndef CR_APP_DEVICE_CLOCK_H
#define CR_APP_DEVICE_CLOCK_H

#include "app/practice/clock.h"
#include "audio/device.h"

/* Takes in all stamps that have come. Returns the frames of the newest block, 0
 * if there was none. */
uint32_t cr_device_clock_update(struct cr_clock *clock,
                                struct cr_device *device);

#endif
