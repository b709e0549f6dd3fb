/* device_clock.h - brings what a device's callbacks know of time to the clock.
 *
 * Threads   the one that owns the clock. Memory: none. Errors: none.
 */
#ifndef CR_APP_DEVICE_CLOCK_H
#define CR_APP_DEVICE_CLOCK_H

#include <signal.h>
#include <stddef.h>

#include "app/practice/clock.h"
#include "audio/device.h"

/* Takes in all stamps that have come. Returns the frames of the newest block, 0
 * if there was none. */
uint32_t cr_device_clock_update(struct cr_clock *clock,
                                struct cr_device *device);

/* What came from a device in some time, once it had settled. */
struct cr_device_findings {
    struct cr_device_stats stats;
    uint32_t gaps, block_frames; /* of the newest block; 0: there was none */
};

/* Lets a device settle, as some hold their breath when they begin, and takes in what comes
 * for so long, or until it is interrupted; waits meanwhile. */
void cr_device_examine(struct cr_device_findings *found, struct cr_clock *clock,
                       struct cr_device *device, double seconds,
                       const volatile sig_atomic_t *is_interrupted);

void cr_device_clock_add(struct cr_clock *clock,
                         const struct cr_device_stamp *stamp);

/* What a device that records says of the way out and in again, of each block, in
 * ms. */
struct cr_round_trip {
    double claims_ms[16384]; /* later ones are not taken in */
    size_t count;
};

void cr_round_trip_add(struct cr_round_trip *trip,
                       const struct cr_device_stamp *stamp);

/* What most of the stamps say; 0 if they cannot be believed. Puts them into
 * another order. */
double cr_round_trip_ms(struct cr_round_trip *trip);

#endif
