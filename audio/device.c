#define _POSIX_C_SOURCE 200809L
#include "audio/device_backend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int64_t cr_monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void raise_to(_Atomic int64_t *value, int64_t candidate)
{
    if (candidate > atomic_load_explicit(value, memory_order_relaxed))
        atomic_store_explicit(value, candidate, memory_order_relaxed);
}

void cr_device_block(struct cr_device *device, float *out, uint32_t frames,
                     int64_t heard_after_ns, bool had_underflow)
{
    const int64_t asked = cr_monotonic_ns();
    const uint32_t version =
        atomic_load_explicit(&device->pair_version, memory_order_relaxed);
    atomic_store_explicit(&device->pair_version, version + 1,
                          memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&device->pair_frames, device->frames_done,
                          memory_order_relaxed);
    atomic_store_explicit(&device->pair_asked_ns, asked, memory_order_relaxed);
    atomic_store_explicit(&device->pair_heard_ns, asked + heard_after_ns,
                          memory_order_relaxed);
    atomic_store_explicit(&device->pair_version, version + 2,
                          memory_order_release);
    if (device->last_ns)
        raise_to(&device->longest_gap_ns, asked - device->last_ns);
    device->last_ns = asked;
    device->render(device->context, out, frames);
    device->frames_done += frames;
    raise_to(&device->longest_render_ns, cr_monotonic_ns() - asked);
    atomic_fetch_add_explicit(&device->callbacks, 1, memory_order_relaxed);
    if (had_underflow)
        atomic_fetch_add_explicit(&device->underflows, 1, memory_order_relaxed);
}

enum cr_status cr_device_open(struct cr_device **device,
                              const struct cr_device_wish *wish,
                              cr_device_render *render, void *context,
                              struct cr_error *error)
{
    struct cr_device *made = calloc(1, sizeof(*made));
    if (!made)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    made->render = render;
    made->context = context;
    made->is_null = wish->is_null;
    enum cr_status status = CR_OK;
    if (wish->is_null) {
        made->rate = wish->rate ? wish->rate : 48000;
        made->frames = wish->frames ? wish->frames : 256;
        snprintf(made->name, sizeof(made->name), "silent device");
    } else {
        status = cr_portaudio_open(made, wish, error);
    }
    if (status) {
        free(made);
        return status;
    }
    *device = made;
    return CR_OK;
}

enum cr_status cr_device_start(struct cr_device *device, struct cr_error *error)
{
    return device->is_null ? cr_null_start(device, error)
                           : cr_portaudio_start(device, error);
}

void cr_device_stop(struct cr_device *device)
{
    if (device->is_null)
        cr_null_stop(device);
    else
        cr_portaudio_stop(device);
}

void cr_device_close(struct cr_device *device)
{
    if (!device)
        return;
    cr_device_stop(device);
    if (!device->is_null)
        cr_portaudio_close(device);
    free(device);
}

uint32_t cr_device_rate(const struct cr_device *device)
{
    return device->rate;
}

const char *cr_device_name(const struct cr_device *device)
{
    return device->name;
}

bool cr_device_pair(struct cr_device *device, struct cr_clock_pair *pair)
{
    for (int tries = 0; tries < 1000; tries++) {
        const uint32_t before =
            atomic_load_explicit(&device->pair_version, memory_order_acquire);
        pair->frames =
            atomic_load_explicit(&device->pair_frames, memory_order_relaxed);
        pair->asked_ns =
            atomic_load_explicit(&device->pair_asked_ns, memory_order_relaxed);
        pair->heard_ns =
            atomic_load_explicit(&device->pair_heard_ns, memory_order_relaxed);
        atomic_thread_fence(memory_order_acquire);
        const uint32_t after =
            atomic_load_explicit(&device->pair_version, memory_order_relaxed);
        if (before == after && before % 2 == 0)
            return before != 0;
    }
    return false;
}

struct cr_device_stats cr_device_stats(struct cr_device *device)
{
    return (struct cr_device_stats){
        .callbacks = atomic_load(&device->callbacks),
        .underflows = atomic_load(&device->underflows),
        .longest_gap_ns = atomic_load(&device->longest_gap_ns),
        .longest_render_ns = atomic_load(&device->longest_render_ns)};
}
