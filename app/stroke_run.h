/* stroke_run.h - records what a microphone beside the keyboard or pad hears, and
 * finds the delay of the keys in it (practice/stroke_sound.h).
 *
 * Units     ms, nanoseconds of CLOCK_MONOTONIC. Threads: main. Memory: a run owns
 *           its device and its recording, a minute and a half long.
 * Errors    CR_ERR_DEVICE with words. What cannot be trusted is no error, but
 *           has a reason.
 *
 * When a frame was recorded is known as the device tells it. What the device does
 * not tell of its input's delay is missing here, and is in the output's offset as
 * `calibrate --loopback` finds it: in a hit's place, where both are added, it is
 * counted once.
 */
#ifndef CR_APP_STROKE_RUN_H
#define CR_APP_STROKE_RUN_H

#include <stdatomic.h>

#include "app/device_clock.h"
#include "app/known_devices.h"
#include "app/practice/stroke_sound.h"

struct cr_stroke_run {
    struct cr_device_key key;
    char recorded_from[256];
    struct cr_stroke_sound sound;
    struct cr_heard_stroke each[CR_HEARD_STROKES];
    int count; /* strokes whose sound was looked for */
    bool is_over;

    struct cr_device *device;
    struct cr_clock clock;
    struct cr_round_trip trip;
    int64_t alive_ns; /* when the device was last heard of */
    float *recorded;
    uint32_t room;
    _Atomic uint32_t recorded_count; /* written by the callback's thread */
    struct cr_stroke_press {
        int64_t ns;
        double frame; /* that was heard then */
    } presses[CR_HEARD_STROKES];
    int press_count, known_count; /* of them; those that `sound` is of */
};

/* Opens the device and begins to record; `run` must stay where it is. */
enum cr_status cr_stroke_run_start(struct cr_stroke_run *run,
                                   const struct cr_device_wish *wish,
                                   struct cr_error *error) CR_MUST_CHECK;
void cr_stroke_run_stop(struct cr_stroke_run *run);

/* A press that was stamped then. */
void cr_stroke_run_press(struct cr_stroke_run *run, int64_t ns);

/* Looks for the strokes whose sound is recorded by now: sets `*is_new` if there
 * was one, or if it is over. */
enum cr_status cr_stroke_run_update(struct cr_stroke_run *run, bool *is_new,
                                    struct cr_error *error) CR_MUST_CHECK;

#endif
