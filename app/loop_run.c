#define _POSIX_C_SOURCE 200809L
#include "app/loop_run.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/device_clock.h"

#define LEVEL 0.5f
#define LEAD_S 0.5 /* silence at the start, which some devices lose */
#define HANG_MS 2000

/* The callback's thread goes through the frames, main waits for their end. */
struct tape {
    float *signal, *recorded; /* of each frame of the device */
    uint32_t frame_count;
    uint32_t played, heard; /* the callback's thread only */
    _Atomic uint32_t done;
};

static void hear(void *context, const float *in, uint32_t frames)
{
    struct tape *t = context;
    for (uint32_t i = 0; i < frames && t->heard < t->frame_count; i++)
        t->recorded[t->heard++] = in ? in[i] : 0;
}

static void render(void *context, float *out, uint32_t frames)
{
    struct tape *t = context;
    for (uint32_t i = 0; i < frames; i++) {
        const float value =
            t->played < t->frame_count ? t->signal[t->played++] : 0;
        out[2 * i] = value;
        out[2 * i + 1] = value;
    }
    atomic_store_explicit(&t->done, t->played, memory_order_release);
}

static enum cr_status make_tape(struct tape *t, uint32_t rate, uint32_t lead)
{
    t->frame_count = lead + cr_loopback_frames(rate);
    t->signal = calloc(t->frame_count, sizeof(*t->signal));
    t->recorded = calloc(t->frame_count, sizeof(*t->recorded));
    if (!t->signal || !t->recorded)
        return CR_ERR_MEMORY;
    for (uint32_t i = lead; i < t->frame_count; i++)
        t->signal[i] =
            LEVEL * (float)cr_loopback_signal((double)(i - lead) / rate);
    return CR_OK;
}

/* Waits for the end of the tape; takes down what the device says of its way out
 * and in. */
static enum cr_status wait_for(struct tape *t, struct cr_device *device,
                               struct cr_round_trip *trip,
                               const volatile sig_atomic_t *is_interrupted,
                               struct cr_error *error)
{
    const struct timespec nap = {.tv_nsec = 10000000};
    uint32_t before = 0;
    int64_t alive_ns = cr_monotonic_ns();
    for (;;) {
        struct cr_device_stamp stamp;
        const uint32_t done =
            atomic_load_explicit(&t->done, memory_order_acquire);
        while (cr_device_stamp(device, &stamp))
            cr_round_trip_add(trip, &stamp);
        if (done == t->frame_count)
            return CR_OK;
        if (*is_interrupted)
            return cr_fail(error, CR_ERR_INTERRUPTED, 0, 0,
                           "stopped; nothing was changed");
        if (done != before)
            alive_ns = cr_monotonic_ns();
        before = done;
        if (cr_monotonic_ns() - alive_ns > HANG_MS * INT64_C(1000000))
            return cr_fail(error, CR_ERR_DEVICE, 0, 0,
                           "the device has stopped; nothing was changed");
        nanosleep(&nap, NULL);
    }
}

static enum cr_status measure(struct cr_loop_run *run, struct cr_device *device,
                              struct tape *tape, uint32_t lead,
                              const volatile sig_atomic_t *is_interrupted,
                              struct cr_error *error)
{
    struct cr_round_trip *trip = calloc(1, sizeof(*trip));
    enum cr_status status = trip ? CR_OK : CR_ERR_MEMORY;
    if (!status)
        status = cr_device_start(device, 0, error);
    if (!status)
        status = wait_for(tape, device, trip, is_interrupted, error);
    cr_device_stop(device);
    if (!status) {
        run->claimed_ms = cr_round_trip_ms(trip);
        run->underflows = cr_device_stats(device).underflows;
        status =
            cr_loopback_find(&run->loop, tape->recorded + lead, run->key.rate);
    }
    free(trip);
    return status;
}

enum cr_status cr_loop_run(struct cr_loop_run *run,
                           const struct cr_device_wish *wish,
                           const volatile sig_atomic_t *is_interrupted,
                           struct cr_error *error)
{
    struct tape *tape = calloc(1, sizeof(*tape));
    struct cr_device *device = NULL;
    struct cr_device_wish duplex = *wish;
    *run = (struct cr_loop_run){0};
    duplex.hear = hear;
    if (!tape)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    enum cr_status status =
        cr_device_open(&device, &duplex, render, tape, error);
    if (!status) {
        cr_device_key(device, &run->key);
        snprintf(run->recorded_from, sizeof(run->recorded_from), "%s",
                 cr_device_input(device));
        const uint32_t lead = (uint32_t)(LEAD_S * run->key.rate);
        status = make_tape(tape, run->key.rate, lead);
        if (!status)
            status = measure(run, device, tape, lead, is_interrupted, error);
    }
    cr_device_close(device);
    free(tape->signal);
    free(tape->recorded);
    free(tape);
    return status;
}

double cr_loop_run_offset_ms(const struct cr_loop_run *run)
{
    return run->loop.delay_ms - run->claimed_ms;
}
