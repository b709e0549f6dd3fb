#define _POSIX_C_SOURCE 200809L
#include "app/cli/realtime.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/device_clock.h"
#include "app/kit_choice.h"
#include "audio/schedule.h"
#include "patterns/words.h"

static void render(void *context, float *out, uint32_t frames)
{
    cr_engine_render(context, out, frames);
}

/* The device asked for; if it cannot be had, a sentence and the silent one. */
static enum cr_status open_device(const struct cr_device_wish *wanted,
                                  struct cr_device **device,
                                  struct cr_engine *engine,
                                  struct cr_error *error)
{
    struct cr_device_wish wish = *wanted;
    enum cr_status status =
        cr_device_open(device, &wish, render, engine, error);
    if (status != CR_ERR_DEVICE)
        return status;
    fprintf(stderr, _("creditroll: %s. Practice goes on silently.\n"),
            error->text);
    wish.is_null = true;
    return cr_device_open(device, &wish, render, engine, error);
}

/* What plays, and what is known of when. */
struct playing {
    struct cr_device *device;
    struct cr_engine *engine;
    const struct cr_timeline *timeline;
    const struct cr_hits *hits;
    struct cr_clock clock;
    int64_t lead, start; /* frames of silence; of the device at song time 0 */
    uint32_t next_note;  /* whose time was not told yet */
    struct cr_text_buffer *heard; /* gets the times; or NULL */
    const volatile sig_atomic_t *is_interrupted;
};

/* Tells when the notes are heard that are about to be. */
static void tell_heard(struct playing *p)
{
    const uint32_t rate = cr_device_rate(p->device);
    const int64_t played =
        atomic_load_explicit(&p->engine->played_frames, memory_order_acquire);
    (void)cr_device_clock_update(&p->clock, p->device);
    for (; p->heard && p->next_note < p->timeline->note_count; p->next_note++) {
        const int64_t frame =
            p->start + cr_timeline_frame(p->timeline,
                                         &p->timeline->notes[p->next_note],
                                         rate);
        if (frame > played)
            break;
        cr_text_addf(p->heard, "%" PRId64 ",%" PRId64 "\n", frame - p->lead,
                     cr_clock_ns_heard(&p->clock, (double)frame));
    }
}

/* Times are told as they come; else now and then is enough for the clock. Some
 * devices hold their breath for two seconds when they begin. */
enum { SHORT_NAP_MS = 10, LONG_NAP_MS = 250, MOST_STILL_MS = 4000 };

/* Waits until a frame has been played, or until the device hangs. */
static void wait_for(struct playing *p, int64_t frames, bool may_stop)
{
    struct cr_engine *engine = p->engine;
    const int nap_ms = p->heard ? SHORT_NAP_MS : LONG_NAP_MS;
    const struct timespec nap = {.tv_nsec = nap_ms * 1000000};
    int64_t before = -1;
    for (int still = 0;
         still < MOST_STILL_MS && !(may_stop && *p->is_interrupted);) {
        const int64_t played =
            atomic_load_explicit(&engine->played_frames, memory_order_acquire);
        if (played >= frames)
            break;
        still = played == before ? still + nap_ms : 0;
        before = played;
        tell_heard(p);
        nanosleep(&nap, NULL);
    }
}

/* Plays the whole timeline on the device and waits for its end. `until_ns` is
 * where it was interrupted, else as it was. */
static enum cr_status play_through(struct playing *p, int64_t *until_ns,
                                   struct cr_error *error)
{
    struct cr_device *device = p->device;
    struct cr_engine *engine = p->engine;
    const struct cr_timeline *timeline = p->timeline;
    const uint32_t rate = cr_device_rate(device);
    const struct cr_note first = {.bar = 0, .at = {0, 1}};
    const int64_t countin = -cr_timeline_frame(timeline, &first, rate);
    /* some systems lose what comes first: begin with silence */
    p->lead = cr_device_keeps_start(device) ? rate / 100 : rate / 10;
    p->start = p->lead + countin;
    cr_clock_init(&p->clock, rate);
    const int64_t start = p->start;
    const struct cr_engine_command play = {
        .kind = CR_COMMAND_PLAY,
        .schedule = {.hits = p->hits->items,
                     .hit_count = p->hits->count,
                     .start_frames = start}};
    if (!cr_engine_send(engine, &play))
        return CR_ERR_FULL;
    const enum cr_status status = cr_device_start(device, 0, error);
    const int64_t end = start + cr_timeline_end_frame(timeline, rate);
    /* the last stroke rings a little, and then fades */
    const struct cr_engine_command stop = {.kind = CR_COMMAND_STOP};
    if (!status)
        wait_for(p, end + rate / 2, true);
    const int64_t played =
        atomic_load_explicit(&engine->played_frames, memory_order_acquire);
    if (!status && cr_engine_send(engine, &stop))
        wait_for(p, played + rate / 20, false);
    cr_device_stop(device);
    if (played < end)
        *until_ns = (played - start) * CR_NS_PER_S / rate;
    if (!status && played < end && !*p->is_interrupted)
        fputs(
            _("creditroll: the sound device has stopped; what came before that "
              "is scored\n"),
            stderr);
    return status;
}

static void tell_how_it_went(const struct playing *p)
{
    const struct cr_device_stats stats = cr_device_stats(p->device);
    fprintf(stderr,
            _("%s at %u Hz: %llu blocks, %llu underflows, %u gaps, longest gap "
              "%.1f ms, longest block %.2f ms\n"),
            cr_device_name(p->device), cr_device_rate(p->device),
            (unsigned long long)stats.callbacks,
            (unsigned long long)stats.underflows, p->clock.gaps,
            (double)stats.longest_gap_ns / 1e6,
            (double)stats.longest_render_ns / 1e6);
}

enum cr_status cr_realtime_play(const struct cr_realtime *wanted,
                                int64_t *until_ns, struct cr_error *error)
{
    struct cr_engine *engine = calloc(1, sizeof(*engine));
    struct cr_kit kit = {0}, voice = {0};
    struct cr_hits hits = {0};
    struct playing p = {.engine = engine,
                        .timeline = wanted->timeline,
                        .hits = &hits,
                        .heard = wanted->heard,
                        .is_interrupted = wanted->is_interrupted};
    struct cr_schedule_options options = {.has_pattern = true,
                                          .has_countin = true,
                                          .has_click = wanted->has_click,
                                          .muted = wanted->muted,
                                          .click_gain = 1};
    if (!engine)
        return CR_ERR_MEMORY;
    struct cr_kit_early *early = cr_kit_begin(wanted->kit, wanted->device->rate,
                                              wanted->timeline->pattern);
    enum cr_status status =
        open_device(wanted->device, &p.device, engine, error);
    if (!status)
        cr_engine_init(engine, cr_device_rate(p.device));
    const enum cr_status finished =
        cr_kit_finish(early, status ? NULL : &kit, wanted->kit,
                      status ? 0 : cr_device_rate(p.device),
                      wanted->timeline->pattern, error);
    status = status ? status : finished;
    struct cr_note *notes = NULL;
    if (!status)
        status = cr_humanise(wanted->human, wanted->timeline, &notes);
    options.notes = notes;
    if (!status && wanted->counts_aloud)
        cr_kit_open_voice(&voice, kit.rate);
    options.voice = voice.drum_count ? &voice : NULL;
    if (!status)
        status = cr_hits_create(&hits, wanted->timeline, &kit, &options);
    free(notes);
    if (!status)
        status = play_through(&p, until_ns, error);
    if (!status)
        tell_how_it_went(&p);
    cr_device_close(p.device);
    cr_hits_destroy(&hits);
    cr_kit_destroy(&kit);
    cr_kit_destroy(&voice);
    free(engine);
    return status;
}
