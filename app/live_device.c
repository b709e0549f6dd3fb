#include "app/live_device.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/device_clock.h"
#include "app/keeping.h"
#include "app/live_history.h"
#include "patterns/words.h"

#define DEAD_NS INT64_C(1000000000)
#define SEARCH_NS INT64_C(3000000000) /* between two searches */
/* Some devices hold their breath for two seconds when they begin. */
#define YOUNG_NS INT64_C(5000000000)
#define DEAD_YOUNG_NS INT64_C(3000000000)
/* Between two looks: then it is the program that stood, or all of the machine. */
#define STOOD_NS INT64_C(500000000)

static void render(void *context, float *out, uint32_t frames)
{
    cr_engine_render(context, out, frames);
}

/* What is known of a device. With another block it is another one, of which the
 * player has yet the same to say. */
static enum cr_status recall(const struct cr_device_key *key,
                             struct cr_known_device *known,
                             struct cr_error *error)
{
    struct cr_device_key any = *key;
    struct cr_known_device other;
    enum cr_status status = cr_known_device_find(key, known, error);
    if (status || !key->frames ||
        known->calibration.listening != CR_LISTENING_UNASKED)
        return status;
    any.frames = 0;
    status = cr_known_device_find(&any, &other, error);
    if (!status)
        known->calibration.listening = other.calibration.listening;
    return status;
}

/* What is known of the device: its offsets and how it is listened to. A file
 * that cannot be read is said, and then nothing is known. */
void cr_live_recall_device(struct cr_live *live)
{
    struct cr_error error = {0};
    struct cr_device_key key;
    cr_device_key(live->device, &key);
    live->known = (struct cr_known_device){.key = key};
    if (!live->wish.ignores_known && !cr_device_is_null(live->device) &&
        recall(&key, &live->known, &error))
        snprintf(live->notice, sizeof(live->notice), "%.190s", error.text);
    live->clock.offsets = live->known.calibration.offsets;
}

static enum cr_status open_and_start(struct cr_live *live,
                                     struct cr_error *error)
{
    const enum cr_status status = cr_device_open(
        &live->device, &live->wish.device, render, &live->engine, error);
    if (status)
        return status;
    cr_engine_init(&live->engine, cr_device_rate(live->device));
    return cr_device_start(live->device, 0, error);
}

enum cr_status cr_live_open_device(struct cr_live *live, struct cr_error *error)
{
    enum cr_status status = open_and_start(live, error);
    if (status != CR_ERR_DEVICE)
        return status;
    cr_say(live->notice, sizeof(live->notice), _("No sound: %.180s"),
           error->text);
    cr_device_close(live->device);
    live->device = NULL;
    live->wish.device.is_null = true;
    return open_and_start(live, error);
}

/* What was struck shortly before sound was lost is in doubt as well. */
static void doubt_before_gap(struct cr_live *live)
{
    const struct cr_clock *c = &live->clock;
    int64_t gap_ns = INT64_MAX;
    for (; live->seen_gaps < c->gap_count; live->seen_gaps++) {
        const int64_t ns = c->gap_ns[live->seen_gaps % CR_CLOCK_GAPS];
        gap_ns = ns < gap_ns ? ns : gap_ns;
    }
    if (gap_ns == INT64_MAX)
        return;
    const int64_t from = cr_live_song_ns(
        live, cr_clock_frame_struck(c, gap_ns - CR_CLOCK_NEAR_GAP_NS));
    for (uint32_t i = live->presses.count;
         i-- > 0 && live->presses.items[i].at_ns >= from;) {
        live->presses.items[i].doubt = CR_DOUBT_GAP;
        cr_live_keep_press(live, i);
    }
}

/* Renders what should have sounded meanwhile, for nobody to hear, so that the
 * song is where it would be. */
static void catch_up(struct cr_live *live, int64_t until_frames)
{
    enum { BLOCK = 512 };
    float unheard[2 * BLOCK];
    const int64_t most = INT64_C(3600) * live->kit.rate;
    int64_t left = until_frames - cr_live_played_frames(live);
    for (left = left < most ? left : most; left > 0; left -= BLOCK)
        cr_engine_render(&live->engine, unheard,
                         left < BLOCK ? (uint32_t)left : BLOCK);
}

/* Goes on with another device where the old one would be now. The old one plays
 * until then, if it still can. */
static enum cr_status go_on_with(struct cr_live *live, struct cr_device *device,
                                 struct cr_error *error)
{
    const bool is_null = cr_device_is_null(device);
    const int64_t now_ns = cr_monotonic_ns();
    live->health = cr_live_health(live);
    if (is_null)
        cr_device_abandon(live->device);
    else
        cr_device_close(live->device);
    if (cr_clock_is_running(&live->clock)) /* it may never have played */
        catch_up(live, (int64_t)cr_clock_frame_heard(&live->clock, now_ns));
    live->device = device;
    cr_clock_init(&live->clock, live->kit.rate);
    live->seen_gaps = 0;
    const enum cr_listening listening = live->known.calibration.listening;
    if (is_null) { /* silence is heard when it is due */
        live->clock.offsets = live->known.calibration.offsets;
        live->clock.offsets.output_ms = 0;
    } else { /* it may be another one */
        cr_live_recall_device(live);
        if (live->known.calibration.listening == CR_LISTENING_UNASKED)
            live->known.calibration.listening = listening;
    }
    live->old_underflows = 0;
    live->old_gaps = 0;
    live->callbacks = 0;
    live->device_ns = live->alive_ns = now_ns;
    return cr_device_start(device, cr_live_played_frames(live), error);
}

static enum cr_status go_on_silently(struct cr_live *live,
                                     struct cr_error *error)
{
    /* kit and song are laid out for that rate */
    const struct cr_device_wish silent = {.is_null = true,
                                          .rate = live->kit.rate};
    struct cr_device *device = NULL;
    enum cr_status status =
        cr_device_open(&device, &silent, render, &live->engine, error);
    return status ? status : go_on_with(live, device, error);
}

/* Says once that the sound takes another way than at first; without a device it takes
 * none. */
static void watch_way(struct cr_live *live)
{
    const double change = cr_clock_report(&live->clock).way_change_ms;
    if (change != 0 && !live->notice[0] && !live->is_lost &&
        !live->wish.device.is_null)
        cr_say(live->notice, sizeof(live->notice),
               _("The sound's way changed by %+.0f ms: other headphones? "
                 "Calibrate again"),
               change);
}

/* A device that has not asked for sound for so long is dead. */
static void watch_device(struct cr_live *live, int64_t now_ns)
{
    const uint64_t callbacks = cr_device_stats(live->device).callbacks;
    struct cr_error error = {0};
    if (!live->device_ns)
        live->device_ns = now_ns;
    const bool has_stood = now_ns - live->looked_ns > STOOD_NS;
    live->looked_ns = now_ns;
    if (has_stood) /* and it may hold its breath again */
        live->device_ns = now_ns;
    if (callbacks != live->callbacks || !live->alive_ns || has_stood) {
        live->callbacks = callbacks;
        live->alive_ns = now_ns;
    }
    const bool is_young = now_ns - live->device_ns < YOUNG_NS;
    if (now_ns - live->alive_ns < (is_young ? DEAD_YOUNG_NS : DEAD_NS) ||
        cr_device_is_null(live->device))
        return;
    cr_clock_add_gap(&live->clock,
                     live->alive_ns); /* hits since then are in doubt */
    doubt_before_gap(live);
    if (go_on_silently(live, &error)) {
        cr_say(live->notice, sizeof(live->notice), _("Sound lost: %.150s"),
               error.text);
        return;
    }
    live->is_lost = true;
    live->next_search_ns = now_ns + SEARCH_NS;
    live->health.was_lost = true;
    cr_say(live->notice, sizeof(live->notice),
           _("Sound lost. The take goes on. F9 looks for the device"));
}

void cr_live_look_for_device(struct cr_live *live)
{
    live->next_search_ns = 0;
}

/* Looks for a lost device now and then, and takes it back. */
static void search_device(struct cr_live *live, int64_t now_ns)
{
    struct cr_device *device = NULL;
    struct cr_error error = {0};
    struct cr_device_wish wish = live->wish.device;
    wish.rate = live->kit.rate;
    if (!live->search && now_ns >= live->next_search_ns)
        live->search = cr_device_search(&wish, render, &live->engine);
    if (!live->search)
        return;
    const enum cr_search_state state =
        cr_device_search_look(live->search, &device, &error);
    if (state == CR_SEARCH_GOES_ON)
        return;
    cr_device_search_drop(live->search);
    live->search = NULL;
    live->next_search_ns = now_ns + SEARCH_NS;
    if (state == CR_SEARCH_FAILED) {
        cr_say(live->notice, sizeof(live->notice),
               _("Sound lost. The take goes on. F9 looks again: %.90s"),
               error.text);
    } else if (!go_on_with(live, device, &error)) {
        live->is_lost = false;
        live->notice[0] = '\0';
    }
}

void cr_live_watch_anew(struct cr_live *live)
{
    cr_device_watch_anew(live->device);
    live->health = (struct cr_take_health){0};
    live->old_underflows = cr_device_stats(live->device).underflows;
    live->old_gaps = live->clock.gaps;
}

struct cr_take_health cr_live_health(const struct cr_live *live)
{
    const struct cr_device_stats stats = cr_device_stats(live->device);
    struct cr_take_health health = live->health;
    health.clock = cr_clock_report(&live->clock);
    health.underflows += stats.underflows - live->old_underflows;
    health.gaps += live->clock.gaps - live->old_gaps;
    health.longest_gap_ms =
        fmax(health.longest_gap_ms, (double)stats.longest_gap_ns / 1e6);
    health.longest_block_ms =
        fmax(health.longest_block_ms, (double)stats.longest_render_ns / 1e6);
    return health;
}

bool cr_live_has_question(const struct cr_live *live)
{
    return !cr_device_is_null(live->device) && !live->wish.ignores_known &&
           live->known.calibration.listening == CR_LISTENING_UNASKED;
}

void cr_live_answer(struct cr_live *live, enum cr_listening listening)
{
    live->known.calibration.listening = listening;
    cr_side_task_drop(live->keeping);
    live->keeping = cr_keep_device(&live->known);
}

/* Says if the answer cannot be kept. */
static void watch_keeping(struct cr_live *live)
{
    enum cr_status status;
    struct cr_error error = {0};
    if (!live->keeping || !cr_keep_done(live->keeping, &status, &error))
        return;
    cr_side_task_drop(live->keeping);
    live->keeping = NULL;
    if (status)
        cr_say(live->notice, sizeof(live->notice),
               _("Not kept for next time: %.150s"), error.text);
}

void cr_live_watch_device(struct cr_live *live, int64_t now_ns)
{
    (void)cr_device_clock_update(&live->clock, live->device);
    doubt_before_gap(live);
    watch_way(live);
    watch_device(live, now_ns);
    watch_keeping(live);
    if (live->is_lost)
        search_device(live, now_ns);
}
