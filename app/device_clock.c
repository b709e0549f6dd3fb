#define _POSIX_C_SOURCE 200809L
#include "app/device_clock.h"

#include <time.h>

#include "app/practice/stats.h"

#define SETTLED_S 2.5

void cr_device_clock_add(struct cr_clock *clock,
                         const struct cr_device_stamp *stamp)
{
    cr_clock_add(clock,
                 &(struct cr_clock_stamp){.frames = stamp->frames,
                                          .block_frames = stamp->block_frames,
                                          .entry_ns = stamp->entry_ns,
                                          .now_s = stamp->now_s,
                                          .heard_at_s = stamp->heard_at_s,
                                          .had_gap = stamp->had_underflow});
}

uint32_t cr_device_clock_update(struct cr_clock *clock,
                                struct cr_device *device)
{
    struct cr_device_stamp stamp;
    uint32_t block_frames = 0;
    while (cr_device_stamp(device, &stamp)) {
        cr_device_clock_add(clock, &stamp);
        block_frames = stamp.block_frames;
    }
    return block_frames;
}

/* Takes in what comes for so long; returns the frames of the newest block. */
static uint32_t listen(struct cr_clock *clock, struct cr_device *device,
                       double seconds,
                       const volatile sig_atomic_t *is_interrupted)
{
    const struct timespec nap = {.tv_nsec = 10000000};
    const int64_t end = cr_monotonic_ns() + (int64_t)(seconds * 1e9);
    uint32_t block_frames = 0;
    while (cr_monotonic_ns() < end && !*is_interrupted) {
        const uint32_t frames = cr_device_clock_update(clock, device);
        if (frames)
            block_frames = frames;
        nanosleep(&nap, NULL);
    }
    return block_frames;
}

void cr_device_examine(struct cr_device_findings *found, struct cr_clock *clock,
                       struct cr_device *device, double seconds,
                       const volatile sig_atomic_t *is_interrupted)
{
    if (!cr_device_is_null(device))
        (void)listen(clock, device, SETTLED_S, is_interrupted);
    cr_device_watch_anew(device);
    const struct cr_device_stats before = cr_device_stats(device);
    const uint32_t gaps = clock->gaps;
    found->block_frames = listen(clock, device, seconds, is_interrupted);
    found->stats = cr_device_stats(device);
    found->stats.callbacks -= before.callbacks;
    found->stats.underflows -= before.underflows;
    found->gaps = clock->gaps - gaps;
}

void cr_round_trip_add(struct cr_round_trip *trip,
                       const struct cr_device_stamp *stamp)
{
    const size_t most = sizeof(trip->claims_ms) / sizeof(trip->claims_ms[0]);
    if (stamp->heard_at_s > 0 && stamp->captured_at_s > 0 && trip->count < most)
        trip->claims_ms[trip->count++] =
            1000 * (stamp->heard_at_s - stamp->captured_at_s);
}

double cr_round_trip_ms(struct cr_round_trip *trip)
{
    const double claimed =
        trip->count ? cr_median(trip->claims_ms, trip->count) : 0;
    return claimed > 0 && claimed < 2000 ? claimed : 0;
}
