#include "app/live.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/live_device.h"
#include "app/live_history.h"
#include "app/live_plan.h"
#include "app/live_presses.h"
#include "app/live_speech.h"
#include "app/replay_hits.h"
#include "patterns/growing.h"
#include "patterns/words.h"

#define FADE_NS INT64_C(60000000) /* before its beat a click becomes softer */

int64_t cr_live_played_frames(const struct cr_live *live)
{
    return atomic_load_explicit(&live->engine.played_frames,
                                memory_order_acquire);
}

enum cr_status cr_live_create(struct cr_live *live,
                              const struct cr_pattern *pattern,
                              const struct cr_live_wish *wish,
                              struct cr_error *error)
{
    *live = (struct cr_live){.pattern = pattern, .wish = *wish};
    const enum cr_status planned =
        cr_session_plan(&live->plan, &wish->session, pattern, NULL, error);
    if (planned)
        return planned;
    const struct cr_pattern *drums = wish->has_all_drums ? NULL : pattern;
    struct cr_kit_early *early =
        cr_kit_begin(wish->kit, wish->device.rate, drums);
    enum cr_status status = cr_live_open_device(live, error);
    const enum cr_status finished =
        cr_kit_finish(early, status ? NULL : &live->kit, wish->kit,
                      status ? 0 : cr_device_rate(live->device), drums, error);
    status = status ? status : finished;
    if (!status)
        status = cr_live_take_ramp(live, error);
    if (!status)
        status = cr_live_lay_out(live, error);
    if (status) {
        cr_live_destroy(live);
        return status;
    }
    cr_clock_init(&live->clock, cr_device_rate(live->device));
    live->click_level = 1;
    cr_live_recall_device(live);
    cr_live_set_click(live, !wish->is_click_off);
    return CR_OK;
}

void cr_live_destroy(struct cr_live *live)
{
    cr_device_search_drop(live->search);
    cr_side_task_drop(live->keeping);
    live->search = NULL;
    live->keeping = NULL;
    cr_device_close(live->device);
    cr_live_sweep(live, true);
    cr_kit_destroy(&live->kit);
    cr_kit_beside_destroy(&live->voice);
    cr_kit_beside_destroy(&live->summary);
    cr_timeline_destroy(&live->timeline);
    cr_marker_destroy(&live->marker);
    cr_session_plan_destroy(&live->plan);
    cr_follow_destroy(&live->follow);
    free(live->changes);
    free(live->presses.items);
    live->device = NULL;
    live->changes = NULL;
    live->presses = (struct cr_presses){0};
}

static uint32_t bar_at(const struct cr_live *live, int64_t frames)
{
    double whole;
    return cr_timeline_place(
        &live->timeline,
        (frames - live->start_frames) * CR_NS_PER_S / live->kit.rate, &whole);
}

static enum cr_status find_due(struct cr_live *live)
{
    live->due_ns = INT64_MAX;
    return cr_follow_has_work(&live->wish.session)
               ? cr_follow_due(&live->follow, &live->wish.session,
                               &live->timeline, &live->due_ns)
               : CR_OK;
}

/* Judges what is due, and goes on as that decides. */
static enum cr_status follow_hits(struct cr_live *live)
{
    struct cr_error error = {0};
    struct cr_presses sorted = {0};
    const uint32_t changes = live->change_count;
    enum cr_status status = cr_live_copy_presses(live, &sorted);
    if (!status)
        status = cr_follow_judge(&live->follow, &live->wish.session,
                                 &live->timeline, sorted.items, sorted.count);
    free(sorted.items);
    if (!status)
        status = cr_live_plan_anew(live, &error);
    if (!status)
        status = find_due(live);
    if (!status && live->change_count > changes)
        cr_live_keep_speed(live, &live->changes[live->change_count - 1]);
    if (!status && !cr_live_play(live, CR_COMMAND_SWAP))
        status = CR_ERR_FULL;
    return status;
}

static void follow(struct cr_live *live)
{
    const double played = (double)cr_live_played_frames(live);
    if (live->state != CR_LIVE_PLAYING || live->has_own_tempo ||
        cr_live_song_ns(live, played) < live->due_ns)
        return;
    if (follow_hits(live)) { /* without memory it stays as it is */
        live->due_ns = INT64_MAX;
        cr_say(live->notice, sizeof(live->notice),
               _("The tempo stays: there is no memory to judge more"));
    }
}

/* At the end of each bar its marks become what the score will say. */
static void settle_marks(struct cr_live *live)
{
    const uint32_t bar = bar_at(live, cr_live_played_frames(live));
    if (live->state != CR_LIVE_PLAYING || bar <= live->settled_bar)
        return;
    live->settled_bar = bar;
    /* without memory the live marks stay */
    if (cr_marker_settle(&live->marker, live->timeline.bars[bar].start_ns))
        return;
}

static bool set_click_gain(struct cr_live *live, bool is_on)
{
    const double gain = live->click_level * live->click_level;
    const struct cr_engine_command command = {.kind = CR_COMMAND_GAIN,
                                              .lane = CR_CLICK_GAIN_LANE,
                                              .gain =
                                                  is_on ? (float)gain : 0.0f};
    return cr_engine_send(&live->engine, &command);
}

/* The beat after a time of the song. */
static int64_t next_beat_ns(const struct cr_live *live, int64_t ns)
{
    const struct cr_timeline *t = &live->timeline;
    double whole;
    uint32_t bar = cr_timeline_place(t, ns, &whole);
    for (int beat = 0; bar < t->bar_count; beat++) {
        const struct cr_meter *meter = cr_timeline_meter(t, bar);
        if (beat == meter->beats) {
            bar++;
            beat = -1;
            continue;
        }
        const int64_t at =
            cr_timeline_ns(t, bar, cr_fraction_make(beat, meter->unit));
        if (at > ns)
            return at;
    }
    return INT64_MAX;
}

/* Before each beat the click becomes as loud as the last notes say. */
static void fade_click(struct cr_live *live)
{
    double errors[CR_FADE_NOTES];
    const struct cr_fade *fade = &live->wish.session.fade;
    const int64_t soon =
        cr_live_song_ns(live, (double)cr_live_played_frames(live)) + FADE_NS;
    if (live->state != CR_LIVE_PLAYING || !(fade->to_ms > 0) ||
        soon < live->fade_ns)
        return;
    live->click_level = cr_fade_next(
        fade, live->click_level, errors,
        cr_marker_last_errors(&live->marker, live->fade_ns, errors));
    (void)set_click_gain(live, !live->is_click_off); /* full: next time */
    live->fade_ns = next_beat_ns(live, live->fade_ns);
}

int64_t cr_live_song_ns(const struct cr_live *live, double frame)
{
    return llround((frame - (double)live->start_frames) * 1e9 / live->kit.rate);
}

void cr_live_update(struct cr_live *live, int64_t monotonic_ns)
{
    struct cr_engine_event event;
    cr_live_watch_device(live, monotonic_ns);
    while (cr_engine_receive(&live->engine, &event)) {
        if (event.kind == CR_EVENT_RETURNED) {
            struct cr_live_sound *sound = event.owner;
            sound->users--;
        } else {
            cr_live_hear_press(live, &event);
        }
    }
    cr_live_place_old(live, monotonic_ns);
    cr_live_sweep(live, false);
    cr_live_speak(live);
    settle_marks(live);
    follow(live);
    fade_click(live);
    cr_live_keep_reached(live, monotonic_ns);
    const uint32_t rate = live->kit.rate;
    const int64_t end =
        live->start_frames + cr_timeline_end_frame(&live->timeline, rate);
    /* a late last stroke still counts */
    if (cr_live_is_running(live) &&
        cr_live_played_frames(live) > end + rate / 4)
        cr_live_stop(live);
}

/* The speed of the end of the last take is that of the next, if the player has
 * changed it; a ramp begins again. */
static enum cr_status settle_changes(struct cr_live *live,
                                     struct cr_error *error)
{
    const bool has_decided = live->follow.rep_count || live->follow.gap_count;
    const bool is_set = live->has_own_tempo && live->change_count;
    cr_follow_clear(&live->follow);
    if (is_set)
        live->plan.timeline.speed = live->changes[live->change_count - 1].speed;
    if (cr_follow_has_work(&live->wish.session))
        live->has_own_tempo = false; /* it is earned from there */
    if (has_decided)
        return cr_live_plan_anew(live, error);
    if (is_set)
        live->change_count = 0;
    return is_set ? cr_live_lay_out(live, error) : CR_OK;
}

/* A bar begins in a moment, so that its first beat is as whole as the others. */
static void start_at(struct cr_live *live, uint32_t bar)
{
    const struct cr_note first = {.bar = bar, .at = {0, 1}};
    const uint32_t rate = live->kit.rate;
    cr_live_hush(live);
    live->start_frames = cr_live_played_frames(live) + rate / 5 -
                         cr_timeline_frame(&live->timeline, &first, rate);
}

/* What every new take begins with. */
static void forget_take(struct cr_live *live)
{
    cr_live_forget_presses(live);
    cr_live_watch_anew(live);
    live->settled_bar = live->timeline.countin_count;
    cr_marker_clear(&live->marker);
}

/* Begins with the count-in, or with the first bar. */
static enum cr_status begin(struct cr_live *live, enum cr_live_state state,
                            bool has_countin, struct cr_error *error)
{
    if (cr_live_is_running(live))
        cr_live_stop(live);
    if (state == CR_LIVE_PLAYING)
        forget_take(live);
    enum cr_status status = settle_changes(live, error);
    if (!status)
        status = find_due(live);
    if (status)
        return status;
    start_at(live, has_countin ? 0 : live->timeline.countin_count);
    if (!cr_live_play(live, has_countin ? CR_COMMAND_PLAY : CR_COMMAND_SWAP))
        return cr_fail(error, CR_ERR_FULL, 0, 0, "the sound does not answer");
    live->state = state;
    live->is_replay = false;
    live->fade_ns = 0;
    live->click_level = 1;
    (void)set_click_gain(live, !live->is_click_off);
    if (state == CR_LIVE_PLAYING)
        cr_live_keep_begin(live);
    if (live->wish.session.pans_strokes) /* its end is said as well */
        cr_live_read_summary(live);
    return CR_OK;
}

enum cr_status cr_live_set_session(struct cr_live *live,
                                   const struct cr_session *session,
                                   struct cr_error *error)
{
    struct cr_session_plan plan;
    enum cr_status status =
        cr_session_plan(&plan, session, live->pattern, NULL, error);
    if (status)
        return status;
    if (cr_live_is_running(live))
        cr_live_stop(live);
    cr_session_plan_destroy(&live->plan);
    live->plan = plan;
    live->wish.session = *session;
    live->has_own_tempo = false;
    cr_follow_clear(&live->follow);
    cr_marker_clear(&live->marker);
    cr_live_forget_presses(live);
    live->state = CR_LIVE_READY;
    status = cr_live_take_ramp(live, error);
    return status ? status : cr_live_lay_out(live, error);
}

/* Where the bar after the one that plays begins, in frames of the device. */
static int64_t next_bar_frames(const struct cr_live *live)
{
    const struct cr_timeline *t = &live->timeline;
    const uint32_t rate = live->kit.rate;
    const uint32_t bar = bar_at(live, cr_live_played_frames(live)) + 1;
    const struct cr_note first = {.bar = bar, .at = {0, 1}};
    return live->start_frames + (bar < t->bar_count
                                     ? cr_timeline_frame(t, &first, rate)
                                     : cr_timeline_end_frame(t, rate));
}

int64_t cr_live_frames_to_bar(const struct cr_live *live)
{
    return next_bar_frames(live) - cr_live_played_frames(live);
}

/* Lays another pattern out in place of the one that was. */
static enum cr_status take_pattern(struct cr_live *live,
                                   const struct cr_pattern *pattern,
                                   const struct cr_live_wish *wish,
                                   bool has_no_countin, struct cr_error *error)
{
    struct cr_session_plan plan;
    enum cr_status status =
        cr_session_plan(&plan, &wish->session, pattern, NULL, error);
    if (status)
        return status;
    cr_session_plan_destroy(&live->plan);
    live->plan = plan;
    live->pattern = pattern;
    live->wish.session = wish->session;
    live->wish.pattern_text = wish->pattern_text;
    live->wish.title = wish->title;
    live->wish.has_no_countin = has_no_countin;
    live->has_own_tempo = false;
    cr_follow_clear(&live->follow);
    cr_marker_clear(&live->marker);
    cr_live_forget_presses(live);
    status = cr_live_take_ramp(live, error);
    if (!status)
        status = cr_live_lay_out(live, error);
    return status ? status : find_due(live);
}

enum cr_status cr_live_change_pattern(struct cr_live *live,
                                      const struct cr_pattern *pattern,
                                      const struct cr_live_wish *wish,
                                      struct cr_error *error)
{
    const bool goes_on = live->state == CR_LIVE_PLAYING;
    const int64_t start = goes_on ? next_bar_frames(live) : 0;
    const enum cr_status status = take_pattern(
        live, pattern, wish, wish->has_no_countin || goes_on, error);
    if (status || !goes_on) {
        live->state = CR_LIVE_READY;
        return status;
    }
    forget_take(live);
    live->start_frames = start;
    if (!cr_live_play(live, CR_COMMAND_SWAP))
        return cr_fail(error, CR_ERR_FULL, 0, 0, "the sound does not answer");
    live->fade_ns = 0;
    cr_live_keep_begin(live);
    return CR_OK;
}

enum cr_status cr_live_exchange_pattern(struct cr_live *live,
                                        const struct cr_pattern *pattern,
                                        const struct cr_live_wish *wish,
                                        struct cr_error *error)
{
    const enum cr_live_state state = live->state;
    const bool goes_on = cr_live_is_running(live);
    const uint32_t bar =
        goes_on ? bar_at(live, cr_live_played_frames(live)) + 1 : 0;
    const int64_t start = goes_on ? next_bar_frames(live) : 0;
    const enum cr_status status =
        take_pattern(live, pattern, wish, true, error);
    live->state = CR_LIVE_READY;
    if (status || !goes_on)
        return status;
    /* the same bar of the loop, with one before it for what still sounds */
    const uint32_t loop = live->timeline.loop_bar_count;
    const struct cr_note next = {
        .bar = bar % loop + (live->timeline.bar_count > 2 * loop ? loop : 0),
        .at = {0, 1}};
    live->start_frames =
        start - cr_timeline_frame(&live->timeline, &next, live->kit.rate);
    if (!cr_live_play(live, CR_COMMAND_SWAP))
        return cr_fail(error, CR_ERR_FULL, 0, 0, "the sound does not answer");
    live->state = state;
    return CR_OK;
}

enum cr_status cr_live_start(struct cr_live *live, struct cr_error *error)
{
    return begin(live, CR_LIVE_PLAYING, true, error);
}

enum cr_status cr_live_listen(struct cr_live *live, struct cr_error *error)
{
    return begin(live, CR_LIVE_LISTENING, false, error);
}

enum cr_status cr_live_replay(struct cr_live *live, uint32_t bar,
                              struct cr_error *error)
{
    struct cr_presses presses;
    struct cr_live_sound *sound = calloc(1, sizeof(*sound));
    if (cr_live_is_running(live))
        cr_live_stop(live);
    enum cr_status status = sound && bar < live->timeline.bar_count
                                ? cr_live_copy_presses(live, &presses)
                                : CR_ERR_MEMORY;
    if (!status) {
        status = cr_replay_hits(&sound->hits, &live->timeline, &presses,
                                &live->kit, true);
        free(presses.items);
    }
    if (status) {
        free(sound);
        return cr_fail(error, status, 0, 0, "no memory");
    }
    start_at(live, bar);
    if (!cr_live_play_once(live, sound, CR_COMMAND_SWAP, live->start_frames))
        return cr_fail(error, CR_ERR_FULL, 0, 0, "the sound does not answer");
    live->state = CR_LIVE_LISTENING;
    live->is_replay = true;
    return CR_OK;
}

bool cr_live_is_running(const struct cr_live *live)
{
    return live->state == CR_LIVE_PLAYING || live->state == CR_LIVE_LISTENING;
}

void cr_live_stop(struct cr_live *live)
{
    const struct cr_engine_command stop = {.kind = CR_COMMAND_STOP};
    (void)cr_engine_send(&live->engine, &stop); /* full: it plays to its end */
    live->state = live->state == CR_LIVE_LISTENING && !live->is_replay
                      ? CR_LIVE_READY
                      : CR_LIVE_DONE;
    live->is_replay = false;
}

void cr_live_set_click(struct cr_live *live, bool is_on)
{
    if (set_click_gain(live, is_on)) /* full: it stays as it is */
        live->is_click_off = !is_on;
}

/* The first bar that starts late enough to be changed. */
static uint32_t next_bar(const struct cr_live *live)
{
    const uint32_t rate = live->kit.rate;
    return bar_at(live, cr_live_played_frames(live) + rate / 5) + 1;
}

/* From `bar` of the timeline on; changes that were to come there are void. */
static enum cr_status change_from(struct cr_live *live, uint32_t bar,
                                  struct cr_fraction speed,
                                  struct cr_error *error)
{
    const uint32_t played = bar - live->timeline.countin_count;
    const uint32_t before = live->change_count;
    while (live->change_count &&
           live->changes[live->change_count - 1].bar >= played)
        live->change_count--;
    if (!cr_grow((void **)&live->changes, live->change_count,
                 &live->change_capacity, sizeof(*live->changes)))
        return CR_ERR_MEMORY;
    live->changes[live->change_count++] =
        (struct cr_speed_change){played, speed};
    const enum cr_status status = cr_live_lay_out(live, error);
    if (status) {
        live->change_count = before;
        return status;
    }
    cr_live_keep_speed(live, &live->changes[live->change_count - 1]);
    if (!cr_live_play(live, CR_COMMAND_SWAP))
        return cr_fail(error, CR_ERR_FULL, 0, 0, "the sound does not answer");
    return CR_OK;
}

enum cr_status cr_live_change_tempo(struct cr_live *live, int by,
                                    struct cr_error *error)
{
    const struct cr_timeline *t = &live->timeline;
    const bool is_playing = cr_live_is_running(live);
    const uint32_t next = is_playing ? next_bar(live) : t->countin_count;
    if (next >= t->bar_count)
        return CR_OK;
    const uint32_t shown = next > t->countin_count ? next : t->countin_count;
    struct cr_fraction speed = live->plan.timeline.speed;
    for (uint32_t i = 0; i < live->change_count; i++) {
        if (live->changes[i].bar <= shown - t->countin_count)
            speed = live->changes[i].speed;
    }
    const double written =
        cr_timeline_bar_bpm(t, shown) * (double)speed.den / (double)speed.num;
    const int64_t bpm = llround(cr_timeline_bar_bpm(t, shown)) + by;
    if (bpm < 20 || bpm > 400)
        return CR_OK;
    live->has_own_tempo = true;
    speed = cr_fraction_mul((struct cr_fraction){bpm, 1},
                            cr_fraction_make(10000, llround(written * 10000)));
    if (is_playing && next > t->countin_count)
        return change_from(live, next, speed, error);
    if (is_playing)
        cr_live_stop(live);
    live->plan.timeline.speed = speed;
    live->change_count = 0;
    cr_marker_clear(&live->marker);
    cr_live_forget_presses(live);
    const enum cr_status status = cr_live_lay_out(live, error);
    if (!status && is_playing)
        return cr_live_start(live, error);
    if (!status)
        live->state = CR_LIVE_READY;
    return status;
}

int64_t cr_live_seen_ns(const struct cr_live *live, int64_t monotonic_ns)
{
    if (!cr_clock_is_running(&live->clock))
        return INT64_MIN / 2;
    return cr_live_song_ns(live,
                           cr_clock_frame_seen(&live->clock, monotonic_ns));
}

int64_t cr_live_until_ns(const struct cr_live *live)
{
    const int64_t now = (cr_live_played_frames(live) - live->start_frames) *
                        CR_NS_PER_S / live->kit.rate;
    /* the last notes before a stop might still have been answered */
    return now > live->timeline.end_ns
               ? INT64_MAX
               : now + cr_marker_start_ns(&live->marker);
}

enum cr_status cr_live_result(const struct cr_live *live, int64_t until_ns,
                              struct cr_presses *presses,
                              struct cr_result *result)
{
    const struct cr_score_options options = {
        .until_ns = until_ns,
        .is_shape_only = !cr_calibration_has_lean(&live->known.calibration),
        .windows = &live->wish.session.windows};
    struct cr_presses copy;
    enum cr_status status = cr_live_copy_presses(live, &copy);
    if (status)
        return status;
    status = cr_score_take(result, &live->timeline, copy.items, copy.count,
                           &options);
    if (status)
        free(copy.items);
    else
        *presses = copy;
    return status;
}
