#include "app/live_presses.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/live_device.h"
#include "app/live_history.h"
#include "app/practice/ears.h"
#include "patterns/growing.h"

/* No stroke waits longer for its sound, beside two blocks: the device stands then, or the
 * clock is wrong. */
#define LONGEST_WAIT_S 0.1
#define MOST_DOUBT_NS INT64_C(2000000)
#define UNHEARD_NS INT64_C(250000000)

enum cr_status cr_live_copy_presses(const struct cr_live *live,
                                    struct cr_presses *copy)
{
    *copy = (struct cr_presses){.count = live->presses.count};
    copy->items = malloc((copy->count + 1) * sizeof(*copy->items));
    if (!copy->items)
        return CR_ERR_MEMORY;
    if (copy->count)
        memcpy(copy->items, live->presses.items,
               copy->count * sizeof(*copy->items));
    cr_presses_sort(copy);
    return CR_OK;
}

/* Puts a press where it belongs; it is marked if the take has begun. */
static void place(struct cr_live *live, uint32_t index)
{
    const struct cr_press *press = &live->presses.items[index];
    live->placed = index + 1;
    if (press->at_ns >= cr_marker_start_ns(&live->marker) &&
        cr_marker_add(&live->marker, press->at_ns, press->lane))
        return; /* no memory: kept all the same, only not seen */
}

void cr_live_hear_press(struct cr_live *live,
                        const struct cr_engine_event *event)
{
    const uint32_t take = event->id >> 20, index = event->id & 0xFFFFF;
    if (take != (live->take & 0xFFF) || index < live->placed ||
        index >= live->presses.count)
        return;
    while (live->placed < index)
        place(live, live->placed);
    struct cr_press *press = &live->presses.items[index];
    if (press->doubt != CR_DOUBT_GAP)
        press->at_ns = cr_live_song_ns(live, (double)event->frames);
    /* a sound that came late because the program stood is not the player's */
    const int64_t late_ns =
        event->late_frames * CR_NS_PER_S / cr_device_rate(live->device);
    if (late_ns > MOST_DOUBT_NS && press->doubt == CR_CERTAIN)
        press->doubt = CR_DOUBT_WAIT;
    live->health.longest_pump_ms =
        fmax(live->health.longest_pump_ms, (double)late_ns / 1e6);
    cr_live_keep_press(live, index);
    place(live, index);
}

void cr_live_place_old(struct cr_live *live, int64_t now_ns)
{
    if (live->placed == live->presses.count)
        return;
    const int64_t old_ns = cr_live_song_ns(
        live, cr_clock_frame_struck(&live->clock, now_ns - UNHEARD_NS));
    while (live->placed < live->presses.count &&
           live->presses.items[live->placed].at_ns < old_ns) {
        live->presses.items[live->placed].doubt = CR_DOUBT_GAP;
        cr_live_keep_press(live, live->placed);
        place(live, live->placed);
    }
}

void cr_live_forget_presses(struct cr_live *live)
{
    live->presses.count = 0;
    live->placed = 0;
    live->take++;
}

/* The frame on which the sound of a stroke begins, if the engine hears of it in time. */
static double answer_frame(const struct cr_live *live, int64_t monotonic_ns)
{
    /* before the device has told any time, it is about now */
    return cr_clock_is_running(&live->clock)
               ? cr_clock_frame_answered(&live->clock, monotonic_ns)
               : (double)cr_live_played_frames(live);
}

static bool is_too_far(const struct cr_live *live, double frame)
{
    const double most =
        2.0 * live->clock.last.block_frames + LONGEST_WAIT_S * live->clock.rate;
    return frame > (double)cr_live_played_frames(live) + most;
}

/* To one side, if it is early or late and ears are to know. */
static void pan(const struct cr_live *live, uint32_t lane, int64_t at_ns,
                struct cr_hit *hit)
{
    double error_ms, beat_ms;
    if (!live->wish.session.pans_strokes || live->state != CR_LIVE_PLAYING ||
        !cr_marker_error(&live->marker, at_ns, lane, &error_ms, &beat_ms))
        return;
    const struct cr_ears ears = cr_ears_of(error_ms, beat_ms);
    hit->left *= (float)ears.left;
    hit->right *= (float)ears.right;
}

/* The player's own drum, from a frame of the device on; false if it will not be heard. */
static bool sound_press(struct cr_live *live, uint32_t lane, uint8_t velocity,
                        uint32_t index, int64_t frames, int64_t at_ns)
{
    struct cr_engine_command command = {.kind = CR_COMMAND_HIT,
                                        .id = (live->take & 0xFFF) << 20 |
                                              (index & 0xFFFFF)};
    if (live->wish.is_own_sound_off ||
        !cr_kit_hit(&live->kit, &live->turns, &live->pattern->lanes[lane],
                    CR_ART_NORMAL, velocity, &command.hit))
        return false;
    command.hit.lane = (uint8_t)lane;
    command.hit.at_frames = frames;
    pan(live, lane, at_ns, &command.hit);
    return cr_engine_send(&live->engine, &command); /* full: not heard */
}

/* Far from each note a drum is not heard, if there is a gate. */
static bool passes_gate(const struct cr_live *live, uint32_t lane,
                        int64_t at_ns)
{
    const enum cr_gate gate = live->wish.session.gate;
    return !gate || live->state != CR_LIVE_PLAYING ||
           at_ns < cr_marker_start_ns(&live->marker) ||
           cr_marker_is_near(&live->marker, at_ns, lane, cr_gate_ms(gate));
}

void cr_live_press(struct cr_live *live, uint32_t lane, uint8_t velocity,
                   int64_t monotonic_ns, int64_t doubt_ns)
{
    const uint32_t index = live->presses.count;
    const bool is_by_sound =
        !live->wish.is_own_sound_off &&
        cr_calibration_is_sound_to_sound(&live->known.calibration);
    const bool is_known = cr_clock_is_running(&live->clock);
    const double answer = answer_frame(live, monotonic_ns);
    const int64_t at_ns = cr_live_song_ns(
        live, is_by_sound || !is_known
                  ? answer
                  : cr_clock_frame_struck(&live->clock, monotonic_ns));
    const bool is_far = is_too_far(live, answer);
    const int64_t sounds_at =
        is_far ? cr_live_played_frames(live) : llround(answer);
    const bool is_heard =
        passes_gate(live, lane, at_ns) &&
        sound_press(live, lane, velocity, index, sounds_at, at_ns);
    if (live->state != CR_LIVE_PLAYING)
        return;
    live->health.longest_pump_ms =
        fmax(live->health.longest_pump_ms, (double)doubt_ns / 1e6);
    if (!cr_grow((void **)&live->presses.items, live->presses.count,
                 &live->press_capacity, sizeof(*live->presses.items)))
        return;
    live->presses.items[live->presses.count++] = (struct cr_press){
        .at_ns = at_ns,
        .lane = lane,
        .velocity = velocity,
        .doubt = !is_known || (is_by_sound && is_far) ||
                         cr_clock_is_near_gap(&live->clock, monotonic_ns)
                     ? CR_DOUBT_GAP
                 : doubt_ns > MOST_DOUBT_NS ? CR_DOUBT_WAIT
                                            : CR_CERTAIN};
    cr_live_keep_press(live, index);
    if (is_by_sound && is_heard)
        return; /* the engine will tell if it came late */
    while (live->placed < live->presses.count)
        place(live, live->placed);
}
