/* No sound card: the same callback, paced by the system's clock. */
#define _POSIX_C_SOURCE 200809L
#include "audio/device_backend.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct null_stream {
    pthread_t thread;
    _Atomic bool is_stopping;
    float *block;
};

static void wait_until(int64_t ns)
{
    const struct timespec until = {.tv_sec = ns / 1000000000,
                                   .tv_nsec = ns % 1000000000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) ==
           EINTR)
        ;
}

static void *run(void *context)
{
    struct cr_device *device = context;
    struct null_stream *stream = device->stream;
    const int64_t start = cr_monotonic_ns(), first = device->frames_done;
    int64_t skipped = 0; /* frames lost while the machine slept */
    while (!atomic_load_explicit(&stream->is_stopping, memory_order_acquire)) {
        const int64_t due = start + (device->frames_done - first + skipped) *
                                        1000000000 / device->rate;
        wait_until(due);
        const int64_t late = cr_monotonic_ns() - due;
        if (late > 500000000)
            skipped += late * device->rate / 1000000000;
        /* heard when it was due: the system's clock is this device's own */
        const struct cr_device_call call = {.out = stream->block,
                                            .frames = device->frames,
                                            .now_s =
                                                (double)cr_monotonic_ns() / 1e9,
                                            .heard_at_s = (double)due / 1e9,
                                            .had_underflow = late > 500000000};
        cr_device_block(device, &call);
    }
    return NULL;
}

enum cr_status cr_null_start(struct cr_device *device, struct cr_error *error)
{
    struct null_stream *stream = calloc(1, sizeof(*stream));
    if (stream)
        stream->block = calloc(2 * (size_t)device->frames, sizeof(float));
    if (!stream || !stream->block) {
        free(stream);
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    }
    device->stream = stream;
    if (pthread_create(&stream->thread, NULL, run, device)) {
        free(stream->block);
        free(stream);
        device->stream = NULL;
        return cr_fail(error, CR_ERR_DEVICE, 0, 0,
                       "the silent device could not be started");
    }
    return CR_OK;
}

void cr_null_stop(struct cr_device *device)
{
    struct null_stream *stream = device->stream;
    if (!stream)
        return;
    atomic_store_explicit(&stream->is_stopping, true, memory_order_release);
    pthread_join(stream->thread, NULL);
    free(stream->block);
    free(stream);
    device->stream = NULL;
}
