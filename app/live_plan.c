#include "app/live_plan.h"

#include <stdlib.h>

#include "patterns/growing.h"

/* Frees what the engine has given back; the newest stays. */
void cr_live_sweep(struct cr_live *live, bool is_over)
{
    struct cr_live_sound **at = &live->sounds;
    while (*at) {
        struct cr_live_sound *sound = *at;
        if (is_over || (sound != live->sounds && !sound->users)) {
            *at = sound->next;
            cr_hits_destroy(&sound->hits);
            free(sound);
        } else {
            at = &sound->next;
        }
    }
}

static bool play_sound(struct cr_live *live, struct cr_live_sound *sound,
                       enum cr_command_kind kind, int64_t start_frames)
{
    const struct cr_engine_command command = {
        .kind = kind,
        .schedule = {.hits = sound->hits.items,
                     .hit_count = sound->hits.count,
                     .start_frames = start_frames,
                     .owner = sound}};
    if (!cr_engine_send(&live->engine, &command))
        return false;
    sound->users++;
    return true;
}

bool cr_live_play(struct cr_live *live, enum cr_command_kind kind)
{
    return play_sound(live, live->sounds, kind, live->start_frames);
}

bool cr_live_play_once(struct cr_live *live, struct cr_live_sound *sound,
                       enum cr_command_kind kind, int64_t start_frames)
{
    sound->next = live->sounds->next; /* the newest is the next take's */
    live->sounds->next = sound;
    return play_sound(live, sound, kind, start_frames);
}

/* Timeline, sound and marks anew; nothing is changed if it fails. */
enum cr_status cr_live_lay_out(struct cr_live *live, struct cr_error *error)
{
    struct cr_schedule_options options = {.has_pattern = true,
                                          .has_countin = true,
                                          .has_click = true,
                                          .click_gain = 1,
                                          .muted = live->plan.muted};
    struct cr_timeline_options wanted = live->plan.timeline;
    struct cr_timeline timeline = {0};
    struct cr_live_sound *sound = calloc(1, sizeof(*sound));
    wanted.countin_bars =
        live->wish.has_no_countin ? 0 : live->pattern->countin_bars;
    wanted.has_click = true;
    wanted.changes = live->changes;
    wanted.change_count = live->change_count;
    if (live->wish.session.counts_aloud) {
        cr_live_read_voice(live);
        options.voice = cr_kit_beside_get(&live->voice);
    }
    enum cr_status status = sound ? CR_OK : CR_ERR_MEMORY;
    if (!status)
        status = cr_timeline_create(&timeline, live->pattern, &wanted);
    struct cr_note *heard = NULL;
    if (!status)
        status = cr_humanise(&live->wish.session.human, &timeline, &heard);
    options.notes = heard;
    if (!status)
        status = cr_hits_create(&sound->hits, &timeline, &live->kit, &options);
    free(heard);
    live->marker.windows = live->wish.session.windows;
    if (!status)
        status = cr_marker_lay_out(&live->marker, &timeline);
    if (status) {
        cr_timeline_destroy(&timeline);
        if (sound)
            cr_hits_destroy(&sound->hits);
        free(sound);
        return cr_fail(error, status, 0, 0,
                       status == CR_ERR_RANGE ? "the piece has no such bars"
                       : status == CR_ERR_LIMIT
                           ? "that is more than a million strokes or bars"
                           : "no memory");
    }
    cr_timeline_destroy(&live->timeline);
    live->timeline = timeline;
    sound->next = live->sounds;
    live->sounds = sound;
    cr_live_sweep(live, false);
    return CR_OK;
}

/* The changes of tempo that are planned. */
enum cr_status cr_live_take_ramp(struct cr_live *live, struct cr_error *error)
{
    const struct cr_session_plan *plan = &live->plan;
    live->change_count = 0;
    for (uint32_t i = 0; i < plan->timeline.change_count; i++) {
        if (!cr_grow((void **)&live->changes, live->change_count,
                     &live->change_capacity, sizeof(*live->changes)))
            return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
        live->changes[live->change_count++] = plan->changes[i];
    }
    return CR_OK;
}

/* Plans anew with what the hits have decided. The speed is that of the plan before,
 * which the player may have set. */
enum cr_status cr_live_plan_anew(struct cr_live *live, struct cr_error *error)
{
    const struct cr_outcomes outcomes = cr_follow_outcomes(&live->follow);
    struct cr_session session = live->wish.session;
    struct cr_session_plan plan;
    session.speed = live->plan.timeline.speed;
    enum cr_status status =
        cr_session_plan(&plan, &session, live->pattern, &outcomes, error);
    if (status)
        return status;
    cr_session_plan_destroy(&live->plan);
    live->plan = plan;
    status = cr_live_take_ramp(live, error);
    return status ? status : cr_live_lay_out(live, error);
}
