#include "app/live.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/kit_choice.h"
#include "patterns/growing.h"

static void render(void *context, float *out, uint32_t frames)
{
    cr_engine_render(context, out, frames);
}

static void send(struct cr_live *live, const struct cr_engine_command *command)
{
    (void)cr_engine_send(&live->engine, command); /* full: the sound is lost */
}

/* Scored notes of the timeline, its count-in left out. */
static bool collect_targets(struct cr_live *live)
{
    struct cr_result result = {0};
    if (cr_score(&result, &live->timeline, NULL, 0))
        return false;
    free(live->targets);
    free(live->target_notes);
    free(live->is_answered);
    live->targets = result.targets;
    live->target_notes = result.target_notes;
    live->target_count = result.target_count;
    result.targets = NULL;
    result.target_notes = NULL;
    cr_result_destroy(&result);
    live->is_answered = calloc(live->target_count + 1, sizeof(bool));
    return live->is_answered != NULL;
}

static enum cr_status lay_out(struct cr_live *live, struct cr_error *error)
{
    const struct cr_schedule_options options = {
        .has_pattern = true, .has_click = true, .click_gain = 1};
    const struct cr_timeline_options wanted = {
        .from_bar = (uint32_t)live->session.from,
        .to_bar = (uint32_t)live->session.to,
        .loops = (uint32_t)live->session.loops,
        .countin_bars = live->pattern->countin_bars,
        .speed = live->speed,
        .has_click = true};
    struct cr_timeline timeline = {0};
    struct cr_hits hits = {0};
    enum cr_status status =
        cr_timeline_create(&timeline, live->pattern, &wanted);
    if (status)
        return cr_fail(error, status, 0, 0, "the piece has no such bars");
    status = cr_hits_create(&hits, &timeline, &live->kit, &options);
    if (status) {
        cr_timeline_destroy(&timeline);
        return status;
    }
    cr_timeline_destroy(&live->timeline);
    cr_hits_destroy(&live->hits);
    live->timeline = timeline;
    live->hits = hits;
    return collect_targets(live) ? CR_OK : CR_ERR_MEMORY;
}

static enum cr_status open_device(struct cr_live *live, struct cr_error *error)
{
    enum cr_status status = cr_device_open(&live->device, &live->wish, render,
                                           &live->engine, error);
    if (!status) {
        cr_engine_init(&live->engine, cr_device_rate(live->device));
        status = cr_device_start(live->device, error);
    }
    if (status != CR_ERR_DEVICE)
        return status;
    snprintf(live->notice, sizeof(live->notice), "No sound: %.180s",
             error->text);
    cr_device_close(live->device);
    live->device = NULL;
    live->wish.is_null = true;
    status = cr_device_open(&live->device, &live->wish, render, &live->engine,
                            error);
    if (status)
        return status;
    cr_engine_init(&live->engine, cr_device_rate(live->device));
    return cr_device_start(live->device, error);
}

enum cr_status cr_live_create(struct cr_live *live,
                              const struct cr_pattern *pattern,
                              const struct cr_session_options *session,
                              const struct cr_device_wish *wish,
                              const char *kit, struct cr_error *error)
{
    *live = (struct cr_live){.pattern = pattern,
                             .session = *session,
                             .wish = *wish,
                             .kit_name = kit,
                             .speed = {1, 1}};
    if (session->tempo.den)
        live->speed = cr_fraction_mul(
            session->tempo, (struct cr_fraction){pattern->tempo.from_bpm.den,
                                                 pattern->tempo.from_bpm.num});
    if (session->speed)
        live->speed = cr_fraction_mul(live->speed,
                                      cr_fraction_make(session->speed, 100));
    enum cr_status status = open_device(live, error);
    if (!status)
        status = cr_kit_open(&live->kit, kit, cr_device_rate(live->device),
                             error);
    if (!status)
        status = lay_out(live, error);
    if (status) {
        cr_live_destroy(live);
        return status;
    }
    cr_clock_map_init(&live->clock, cr_device_rate(live->device));
    return CR_OK;
}

void cr_live_destroy(struct cr_live *live)
{
    cr_device_close(live->device);
    cr_hits_destroy(&live->hits);
    cr_kit_destroy(&live->kit);
    cr_timeline_destroy(&live->timeline);
    free(live->targets);
    free(live->target_notes);
    free(live->is_answered);
    free(live->presses.items);
    free(live->marks);
    live->device = NULL;
    live->targets = NULL;
    live->target_notes = NULL;
    live->is_answered = NULL;
    live->presses = (struct cr_presses){0};
    live->marks = NULL;
}

void cr_live_update(struct cr_live *live)
{
    struct cr_clock_pair pair;
    struct cr_engine_event event;
    if (cr_device_pair(live->device, &pair))
        cr_clock_map_add(&live->clock, pair.frames, pair.heard_ns);
    while (cr_engine_receive(&live->engine, &event)) /* own hits need no answer */
        ;
    const int64_t played = atomic_load_explicit(&live->engine.played_frames,
                                                memory_order_acquire);
    const uint32_t rate = cr_device_rate(live->device);
    const int64_t end = live->start_frames +
                        cr_timeline_end_frame(&live->timeline, rate);
    /* a late last stroke still counts */
    if (live->state == CR_LIVE_PLAYING && played > end + rate / 4)
        cr_live_stop(live);
}

enum cr_status cr_live_start(struct cr_live *live, struct cr_error *error)
{
    const uint32_t rate = cr_device_rate(live->device);
    const struct cr_note first = {.bar = 0, .at = {0, 1}};
    if (live->state == CR_LIVE_PLAYING)
        cr_live_stop(live);
    live->presses.count = live->mark_count = 0;
    memset(live->is_answered, 0, live->target_count * sizeof(bool));
    const int64_t now = atomic_load_explicit(&live->engine.played_frames,
                                             memory_order_acquire);
    /* a little ahead, so that the first beat is as whole as the others */
    live->start_frames =
        now + rate / 5 - cr_timeline_frame(&live->timeline, &first, rate);
    const struct cr_engine_command play = {
        .kind = CR_COMMAND_PLAY,
        .schedule = {.hits = live->hits.items,
                     .hit_count = live->hits.count,
                     .start_frames = live->start_frames}};
    if (!cr_engine_send(&live->engine, &play))
        return cr_fail(error, CR_ERR_FULL, 0, 0, "the sound does not answer");
    live->state = CR_LIVE_PLAYING;
    return CR_OK;
}

/* Returns when the engine has let go of the schedule. */
static void silence(struct cr_live *live)
{
    const struct cr_engine_command stop = {.kind = CR_COMMAND_STOP};
    send(live, &stop);
}

void cr_live_stop(struct cr_live *live)
{
    silence(live);
    live->state = CR_LIVE_DONE;
}

double cr_live_bpm(const struct cr_live *live)
{
    return (double)live->pattern->tempo.from_bpm.num /
           (double)live->pattern->tempo.from_bpm.den *
           (double)live->speed.num / (double)live->speed.den;
}

enum cr_status cr_live_change_tempo(struct cr_live *live, int by,
                                    struct cr_error *error)
{
    const bool was_playing = live->state == CR_LIVE_PLAYING;
    const int64_t bpm = llround(cr_live_bpm(live)) + by;
    const struct cr_fraction written = live->pattern->tempo.from_bpm;
    if (bpm < 20 || bpm > 400)
        return CR_OK;
    /* the engine may still read the hits: take the device down for a moment */
    cr_device_stop(live->device);
    live->speed = cr_fraction_mul((struct cr_fraction){bpm, 1},
                                  (struct cr_fraction){written.den, written.num});
    enum cr_status status = lay_out(live, error);
    cr_engine_init(&live->engine, cr_device_rate(live->device));
    cr_device_close(live->device);
    live->device = NULL;
    live->state = CR_LIVE_READY;
    if (!status)
        status = open_device(live, error);
    if (status)
        return status;
    cr_clock_map_init(&live->clock, cr_device_rate(live->device));
    return was_playing ? cr_live_start(live, error) : CR_OK;
}

int64_t cr_live_song_ns(const struct cr_live *live, int64_t monotonic_ns)
{
    if (!live->clock.is_running)
        return INT64_MIN / 2;
    const double frames = cr_clock_map_frames(&live->clock, monotonic_ns) -
                          (double)live->start_frames;
    return llround(frames * 1e9 / cr_device_rate(live->device));
}

/* The nearest note of the lane that is not answered yet, inside its window. */
static void mark_press(const struct cr_live *live, struct cr_live_mark *mark)
{
    double nearest = HUGE_VAL, gap = HUGE_VAL;
    int64_t before = INT64_MIN;
    mark->target = CR_NONE;
    for (uint32_t i = 0; i < live->target_count; i++) {
        const struct cr_target *t = &live->targets[i];
        if (t->lane != mark->lane || t->is_grace)
            continue;
        const double error = (double)(mark->song_ns - t->at_ns) / 1e6;
        const double own_gap = before == INT64_MIN
                                   ? HUGE_VAL
                                   : (double)(t->at_ns - before) / 1e6;
        before = t->at_ns;
        if (error < -1000)
            break;
        const double window =
            fmin(1.5 * cr_distance_ms(t->beat_ms), own_gap);
        if (live->is_answered[i] || fabs(error) > window ||
            fabs(error) >= nearest)
            continue;
        nearest = fabs(error);
        gap = own_gap;
        mark->target = i;
        mark->error_ms = error;
    }
    if (mark->target != CR_NONE)
        mark->judgement = cr_judge(
            mark->error_ms,
            cr_distance_ms(live->targets[mark->target].beat_ms), gap);
}

void cr_live_press(struct cr_live *live, uint32_t lane, int64_t monotonic_ns)
{
    struct cr_engine_command command = {.kind = CR_COMMAND_HIT};
    if (cr_kit_hit(&live->kit, &live->turns, &live->pattern->lanes[lane],
                   CR_ART_NORMAL, 96, &command.hit)) {
        command.hit.lane = (uint8_t)lane;
        send(live, &command);
    }
    if (live->state != CR_LIVE_PLAYING)
        return;
    struct cr_live_mark mark = {.song_ns = cr_live_song_ns(live, monotonic_ns),
                                .lane = lane};
    if (mark.song_ns < -150000000)
        return; /* counted in: not scored yet */
    mark_press(live, &mark);
    if (!cr_grow((void **)&live->presses.items, live->presses.count,
                 &live->press_capacity, sizeof(*live->presses.items)) ||
        !cr_grow((void **)&live->marks, live->mark_count, &live->mark_capacity,
                 sizeof(*live->marks)))
        return;
    live->presses.items[live->presses.count++] =
        (struct cr_press){.at_ns = mark.song_ns, .lane = lane};
    live->marks[live->mark_count++] = mark;
    if (mark.target != CR_NONE)
        live->is_answered[mark.target] = true;
}

enum cr_status cr_live_result(const struct cr_live *live,
                              struct cr_result *result)
{
    struct cr_presses copy = {.count = live->presses.count};
    copy.items = malloc((copy.count + 1) * sizeof(*copy.items));
    if (!copy.items)
        return CR_ERR_MEMORY;
    if (copy.count)
        memcpy(copy.items, live->presses.items,
               copy.count * sizeof(*copy.items));
    cr_presses_sort(&copy);
    enum cr_status status =
        cr_score(result, &live->timeline, copy.items, copy.count);
    free(copy.items);
    return status;
}
