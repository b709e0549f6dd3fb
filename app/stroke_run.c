#include "app/stroke_run.h"
#include "patterns/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH_S 90
#define TAIL_S 0.05 /* of a stroke's sound, after its press */
#define HANG_NS INT64_C(3000000000)

static void hear(void *context, const float *in, uint32_t frames)
{
    struct cr_stroke_run *run = context;
    uint32_t at =
        atomic_load_explicit(&run->recorded_count, memory_order_relaxed);
    const uint32_t left = run->room - at;
    frames = frames < left ? frames : left;
    for (uint32_t i = 0; i < frames; i++)
        run->recorded[at + i] = in ? in[i] : 0;
    atomic_store_explicit(&run->recorded_count, at + frames,
                          memory_order_release);
}

enum cr_status cr_stroke_run_start(struct cr_stroke_run *run,
                                   const struct cr_device_wish *wish,
                                   struct cr_error *error)
{
    struct cr_device_wish duplex = *wish;
    duplex.hear = hear;
    *run = (struct cr_stroke_run){0};
    enum cr_status status =
        cr_device_open(&run->device, &duplex, NULL, run, error);
    if (status)
        return status;
    cr_device_key(run->device, &run->key);
    snprintf(run->recorded_from, sizeof(run->recorded_from), "%s",
             cr_device_input(run->device));
    cr_clock_init(&run->clock, run->key.rate);
    run->room = LENGTH_S * run->key.rate;
    run->recorded = malloc(run->room * sizeof(*run->recorded));
    if (run->recorded) {
        /* so that the callback finds its memory there */
        memset(run->recorded, 0, run->room * sizeof(*run->recorded));
        status = cr_device_start(run->device, 0, error);
        run->alive_ns = cr_monotonic_ns();
    } else {
        status = cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    }
    if (status)
        cr_stroke_run_stop(run);
    return status;
}

void cr_stroke_run_stop(struct cr_stroke_run *run)
{
    cr_device_close(run->device);
    free(run->recorded);
    run->device = NULL;
    run->recorded = NULL;
}

void cr_stroke_run_press(struct cr_stroke_run *run, int64_t ns)
{
    if (run->is_over || run->press_count == CR_STROKE_WISHED ||
        !cr_clock_is_running(&run->clock))
        return;
    run->presses[run->press_count++] = (struct cr_stroke_press){
        .ns = ns, .frame = cr_clock_frame_heard(&run->clock, ns)};
}

static void take_stamps(struct cr_stroke_run *run)
{
    struct cr_device_stamp stamp;
    while (cr_device_stamp(run->device, &stamp)) {
        cr_device_clock_add(&run->clock, &stamp);
        cr_round_trip_add(&run->trip, &stamp);
        run->alive_ns = cr_monotonic_ns();
    }
}

/* Searches the recording for the first `count` presses; those near lost sound are
 * left out. */
static enum cr_status search(struct cr_stroke_run *run, int count,
                             double trip_frames)
{
    double frames[CR_HEARD_STROKES];
    run->count = 0;
    for (int i = 0; i < count; i++) {
        if (!cr_clock_is_near_gap(&run->clock, run->presses[i].ns))
            frames[run->count++] = run->presses[i].frame + trip_frames;
    }
    run->known_count = count;
    return cr_stroke_sound_find(
        &run->sound, run->each, run->recorded,
        atomic_load_explicit(&run->recorded_count, memory_order_acquire),
        run->key.rate, frames, run->count);
}

enum cr_status cr_stroke_run_update(struct cr_stroke_run *run, bool *is_new,
                                    struct cr_error *error)
{
    *is_new = false;
    if (run->is_over)
        return CR_OK;
    take_stamps(run);
    if (cr_monotonic_ns() - run->alive_ns > HANG_NS)
        return cr_fail(error, CR_ERR_DEVICE, 0, 0,
                       "the device has stopped; nothing was changed");
    const double rate = run->key.rate;
    const double trip_ms = cr_round_trip_ms(&run->trip);
    const double trip_frames = trip_ms * rate / 1000;
    const uint32_t recorded =
        atomic_load_explicit(&run->recorded_count, memory_order_acquire);
    int count = run->known_count;
    while (count < run->press_count &&
           run->presses[count].frame + trip_frames + TAIL_S * rate < recorded)
        count++;
    run->is_over = count == CR_STROKE_WISHED || recorded == run->room;
    *is_new = count != run->known_count || run->is_over;
    if (!*is_new)
        return CR_OK;
    if (search(run, count, trip_frames))
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    if (trip_ms == 0) {
        run->sound.is_trusted = false;
        run->sound.reason = _("the device does not say when it records");
    }
    return CR_OK;
}
