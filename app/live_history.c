#include "app/live_history.h"

#include <stdlib.h>

#include "app/history/writer.h"
#include "app/live_device.h"

#define TELL_NS INT64_C(500000000)

void cr_live_keep_begin(struct cr_live *live)
{
    const struct cr_timeline_options *o = &live->plan.timeline;
    struct cr_text_buffer session = {0};
    const struct cr_known_device *known = &live->known;
    if (!live->wish.history)
        return;
    cr_session_write(&live->wish.session, &session);
    const struct cr_take_start start = {
        .player = CR_PLAYER_PERSON,
        .pattern = live->wish.pattern_text,
        .title = live->wish.title,
        .from_bar = o->from_bar,
        .to_bar = o->to_bar,
        .loops = o->loops,
        .speed = o->speed,
        .session = session.text,
        .bpm =
            cr_timeline_bar_bpm(&live->timeline, live->timeline.countin_count),
        .kit = live->wish.kit,
        .output = known->key.output,
        .input = known->key.input,
        .rate = known->key.rate,
        .buffer = known->key.frames,
        .calibration = known->calibration};
    cr_history_begin(live->wish.history, &start);
    free(session.text);
    for (uint32_t i = 0; i < live->change_count; i++)
        cr_history_speed(live->wish.history, &live->changes[i]);
    live->told_ns = 0;
}

void cr_live_keep_press(struct cr_live *live, uint32_t index)
{
    const struct cr_press *press = &live->presses.items[index];
    if (live->wish.history)
        cr_history_hit(live->wish.history, index,
                       live->pattern->lanes[press->lane].name, press);
}

void cr_live_keep_speed(struct cr_live *live,
                        const struct cr_speed_change *change)
{
    if (live->wish.history && live->state == CR_LIVE_PLAYING)
        cr_history_speed(live->wish.history, change);
}

void cr_live_keep_reached(struct cr_live *live, int64_t monotonic_ns)
{
    if (!live->wish.history || live->state != CR_LIVE_PLAYING ||
        monotonic_ns - live->told_ns < TELL_NS)
        return;
    live->told_ns = monotonic_ns;
    cr_history_reached(
        live->wish.history,
        cr_live_song_ns(live, (double)cr_live_played_frames(live)));
}

void cr_live_keep(struct cr_live *live, int64_t until_ns,
                  const struct cr_report *about,
                  const struct cr_kept_lesson *lesson)
{
    const struct cr_take_end end = {.until_ns = until_ns,
                                    .about = about,
                                    .lesson = lesson,
                                    .facts = about ? about->facts : NULL};
    if (live->wish.history)
        cr_history_end(live->wish.history, &end);
}
