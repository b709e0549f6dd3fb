#define _POSIX_C_SOURCE 200809L
#include "audio/device_backend.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "patterns/words.h"

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

/* Real-time priority if the system grants it to this user; once, from the first
 * callback, which is silent anyway. */
static void seek_priority(struct cr_device *device)
{
    struct sched_param wanted = {.sched_priority = 20};
    int policy = SCHED_OTHER;
    struct sched_param now;
    (void)pthread_getschedparam(pthread_self(), &policy, &now);
    const bool has_it =
        policy == SCHED_FIFO || policy == SCHED_RR ||
        !pthread_setschedparam(pthread_self(), SCHED_FIFO, &wanted);
    atomic_store_explicit(&device->is_realtime, has_it, memory_order_relaxed);
}

static void play_block(struct cr_device *device,
                       const struct cr_device_call *call,
                       const struct cr_device_stamp *stamp)
{
    const uint32_t frames = stamp->block_frames;
    (void)cr_ring_push(&device->stamps, stamp); /* full: nobody takes them */
    if (!device->last_ns)
        seek_priority(device);
    else
        raise_to(&device->longest_gap_ns, stamp->entry_ns - device->last_ns);
    device->last_ns = stamp->entry_ns;
    if (device->hear)
        device->hear(device->context, call->in, frames);
    if (device->render)
        device->render(device->context, call->out, frames);
    else
        memset(call->out, 0, 2 * (size_t)frames * sizeof(*call->out));
    device->frames_done += frames;
    const int64_t took = cr_monotonic_ns() - stamp->entry_ns;
    raise_to(&device->longest_render_ns, took);
    cr_histogram_add(&device->render_times, took);
    atomic_fetch_add_explicit(&device->callbacks, 1, memory_order_relaxed);
    if (stamp->had_underflow)
        atomic_fetch_add_explicit(&device->underflows, 1, memory_order_relaxed);
}

void cr_device_block(struct cr_device *device,
                     const struct cr_device_call *call)
{
    const struct cr_device_stamp stamp = {.frames = device->frames_done,
                                          .block_frames = call->frames,
                                          .entry_ns = cr_monotonic_ns(),
                                          .now_s = call->now_s,
                                          .heard_at_s = call->heard_at_s,
                                          .captured_at_s = call->captured_at_s,
                                          .had_underflow = call->had_underflow};
    /* in this order, and the owner in the other: one sees the other */
    atomic_store(&device->is_in_block, true);
    if (atomic_load(&device->is_abandoned))
        memset(call->out, 0, 2 * (size_t)call->frames * sizeof(*call->out));
    else
        play_block(device, call, &stamp);
    atomic_store(&device->is_in_block, false);
}

void cr_device_wake(const struct cr_device_wish *wish)
{
    if (!wish->is_null)
        cr_portaudio_wake(wish);
}

void cr_device_rest(void)
{
    cr_portaudio_rest();
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
    made->hear = wish->hear;
    made->context = context;
    made->is_null = wish->is_null;
    cr_ring_init(&made->stamps, made->stamp_storage,
                 sizeof(made->stamp_storage[0]), CR_STAMP_COUNT);
    enum cr_status status = CR_OK;
    if (wish->is_null && wish->hear) {
        status = cr_fail(error, CR_ERR_DEVICE, 0, 0,
                         "the silent device cannot record");
    } else if (wish->is_null) {
        made->rate = wish->rate ? wish->rate : 48000;
        made->frames = wish->frames ? wish->frames : 256;
        snprintf(made->name, sizeof(made->name), N_("silent device"));
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

enum cr_status cr_device_start(struct cr_device *device, int64_t first_frame,
                               struct cr_error *error)
{
    device->frames_done = first_frame;
    return device->is_null ? cr_null_start(device, error)
                           : cr_portaudio_start(device, error);
}

/* What was left behind: its callback may still come, so it is never freed. */
static struct cr_device *abandoned;
static pthread_mutex_t abandoned_mutex = PTHREAD_MUTEX_INITIALIZER;

/* From here on its callback neither renders nor looks at the context. */
static void silence(struct cr_device *device)
{
    const struct timespec nap = {.tv_nsec = 1000000};
    atomic_store(&device->is_abandoned, true);
    /* a callback that is under way ends soon, or hangs where it does no harm */
    for (int i = 0; i < 200 && atomic_load(&device->is_in_block); i++)
        nanosleep(&nap, NULL);
    pthread_mutex_lock(&abandoned_mutex);
    device->next_abandoned = abandoned;
    abandoned = device;
    pthread_mutex_unlock(&abandoned_mutex);
}

void cr_device_abandon(struct cr_device *device)
{
    if (device->is_null) {
        cr_device_close(device);
        return;
    }
    silence(device);
    cr_portaudio_leave(device);
}

void cr_device_stop(struct cr_device *device)
{
    if (device->is_null)
        cr_null_stop(device);
    else if (!cr_portaudio_stop(device))
        atomic_store(&device->is_abandoned, true);
}

void cr_device_close(struct cr_device *device)
{
    if (!device)
        return;
    cr_device_stop(device);
    const bool is_gone =
        device->is_null ||
        (!atomic_load(&device->is_abandoned) && cr_portaudio_close(device));
    if (is_gone)
        free(device);
    else
        silence(device);
}

bool cr_device_is_null(const struct cr_device *device)
{
    return device->is_null;
}

uint32_t cr_device_rate(const struct cr_device *device)
{
    return device->rate;
}

const char *cr_device_name(const struct cr_device *device)
{
    return device->name;
}

const char *cr_device_system(const struct cr_device *device)
{
    return device->system;
}

bool cr_device_keeps_start(const struct cr_device *device)
{
    return device->is_null || strncmp(device->system, "JACK", 4) == 0;
}

const char *cr_device_input(const struct cr_device *device)
{
    return device->input;
}

uint32_t cr_device_frames(const struct cr_device *device)
{
    return device->frames;
}

bool cr_device_stamp(struct cr_device *device, struct cr_device_stamp *stamp)
{
    return cr_ring_pop(&device->stamps, stamp);
}

void cr_device_watch_anew(struct cr_device *device)
{
    atomic_store(&device->longest_gap_ns, 0);
    atomic_store(&device->longest_render_ns, 0);
}

struct cr_device_stats cr_device_stats(struct cr_device *device)
{
    return (struct cr_device_stats){
        .callbacks = atomic_load(&device->callbacks),
        .underflows = atomic_load(&device->underflows),
        .longest_gap_ns = atomic_load(&device->longest_gap_ns),
        .render_p50_ns = cr_histogram_quantile(&device->render_times, 0.5),
        .render_p99_ns = cr_histogram_quantile(&device->render_times, 0.99),
        .longest_render_ns = atomic_load(&device->longest_render_ns),
        .is_realtime = atomic_load(&device->is_realtime)};
}
