#include "audio/rt/engine.h"

#include <string.h>

#include "audio/rt/rt_poison.h"

void cr_engine_init(struct cr_engine *engine, uint32_t rate)
{
    memset(engine, 0, sizeof(*engine));
    for (int i = 0; i < CR_ENGINE_LANES; i++)
        engine->lane_gain[i] = 1.0f;
    engine->fade_frames = rate / 100; /* 10 ms: a fade, not a click */
    cr_limiter_init(&engine->limiter, rate);
    cr_ring_init(&engine->commands, engine->command_storage,
                 sizeof(engine->command_storage[0]), CR_COMMAND_COUNT);
    cr_ring_init(&engine->events, engine->event_storage,
                 sizeof(engine->event_storage[0]), CR_EVENT_COUNT);
    atomic_init(&engine->played_frames, 0);
    atomic_init(&engine->lost_events, 0);
    atomic_init(&engine->stolen_voices, 0);
    atomic_init(&engine->limited_frames, 0);
}

bool cr_engine_send(struct cr_engine *engine,
                    const struct cr_engine_command *command)
{
    return cr_ring_push(&engine->commands, command);
}

bool cr_engine_receive(struct cr_engine *engine, struct cr_engine_event *event)
{
    return cr_ring_pop(&engine->events, event);
}

/* Counters have one writer: a load and a store are enough. */
static void count(_Atomic uint32_t *counter, uint32_t more)
{
    atomic_store_explicit(
        counter, atomic_load_explicit(counter, memory_order_relaxed) + more,
        memory_order_relaxed);
}

static void tell(struct cr_engine *engine, const struct cr_engine_event *event)
{
    if (!cr_ring_push(&engine->events, event))
        count(&engine->lost_events, 1);
}

static void fade(struct cr_voice *voice, uint32_t length)
{
    if (!voice->sound || voice->fade_length)
        return;
    voice->fade_length = length ? length : 1;
    voice->fade_left = voice->fade_length;
}

static void choke(struct cr_engine *engine, uint8_t groups)
{
    for (uint32_t v = 0; groups && v < engine->used_slots; v++) {
        if (engine->voices[v].group & groups)
            fade(&engine->voices[v], engine->fade_frames);
    }
}

/* About how loud a voice is from here on. */
static float loudness(const struct cr_voice *voice)
{
    const float gain = voice->left > voice->right ? voice->left : voice->right;
    const float fading =
        voice->fade_length ? (float)voice->fade_left / (float)voice->fade_length
                           : 1.0f;
    return gain * fading *
           voice->sound->envelope[voice->position / CR_ENVELOPE_FRAMES];
}

/* The quietest voice; of fading ones only, or of those that do not fade. */
static struct cr_voice *quietest(struct cr_engine *engine, bool is_fading)
{
    struct cr_voice *found = NULL;
    float least = 0;
    for (uint32_t v = 0; v < engine->used_slots; v++) {
        struct cr_voice *voice = &engine->voices[v];
        if (!voice->sound || (voice->fade_length != 0) != is_fading)
            continue;
        const float now = loudness(voice);
        if (!found || now < least) {
            found = voice;
            least = now;
        }
    }
    return found;
}

/* A free slot. When too many voices sound, the quietest begins to fade and a
 * spare slot takes the new one, so that nothing is cut. */
static struct cr_voice *take_slot(struct cr_engine *engine)
{
    uint32_t sounding = 0, free_slot = CR_VOICE_SLOTS;
    for (uint32_t v = 0; v < engine->used_slots; v++) {
        const struct cr_voice *voice = &engine->voices[v];
        if (voice->sound)
            sounding += voice->fade_length == 0;
        else if (free_slot == CR_VOICE_SLOTS)
            free_slot = v;
    }
    if (sounding >= CR_VOICE_COUNT) {
        fade(quietest(engine, false), engine->fade_frames / 2);
        count(&engine->stolen_voices, 1);
    }
    if (free_slot < CR_VOICE_SLOTS)
        return &engine->voices[free_slot];
    if (engine->used_slots < CR_VOICE_SLOTS)
        return &engine->voices[engine->used_slots++];
    return quietest(engine, true);
}

/* Starts a hit `late` frames into its sound. */
static void start(struct cr_engine *engine, const struct cr_hit *hit,
                  uint32_t late)
{
    choke(engine, hit->ends);
    if (late >= hit->sound->frame_count)
        return;
    struct cr_voice *voice = take_slot(engine);
    const float gain = engine->lane_gain[hit->lane];
    *voice = (struct cr_voice){.sound = hit->sound,
                               .position = late,
                               .left = hit->left * gain,
                               .right = hit->right * gain,
                               .lane = hit->lane,
                               .group = hit->group};
    if (hit->choke_after) {
        voice->choke_after =
            hit->choke_after > late ? hit->choke_after - late : 1;
    }
}

static void give_back(struct cr_engine *engine)
{
    if (engine->schedule.owner) {
        const struct cr_engine_event event = {.kind = CR_EVENT_RETURNED,
                                              .owner = engine->schedule.owner};
        tell(engine, &event);
    }
    engine->schedule = (struct cr_schedule){0};
    engine->next_hit = 0;
}

static void set_gain(struct cr_engine *engine, int lane, float gain)
{
    if (lane < 0 || lane >= CR_ENGINE_LANES)
        return;
    engine->lane_gain[lane] = gain;
    for (uint32_t v = 0; gain <= 0 && v < engine->used_slots; v++) {
        if (engine->voices[v].lane == lane)
            fade(&engine->voices[v], engine->fade_frames);
    }
}

/* The first hit that is not over yet. */
static uint32_t first_due(const struct cr_engine *engine)
{
    const struct cr_schedule *schedule = &engine->schedule;
    uint32_t low = 0, high = schedule->hit_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (schedule->start_frames + schedule->hits[middle].at_frames <
            engine->now_frames)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Starts a stroke. What comes before its attack is skipped: there was no way to
 * know of it. */
static void strike(struct cr_engine *engine, const struct cr_hit *hit,
                   uint32_t id)
{
    const struct cr_engine_event event = {.kind = CR_EVENT_HIT,
                                          .id = id,
                                          .frames = engine->now_frames,
                                          .late_frames = engine->now_frames -
                                                         hit->at_frames};
    start(engine, hit, hit->sound->onset_frames);
    tell(engine, &event);
}

/* Puts a stroke behind those that are not later than it. */
static void await(struct cr_engine *engine, const struct cr_hit *hit,
                  uint32_t id)
{
    if (hit->at_frames <= engine->now_frames ||
        engine->waiting_count == CR_WAITING_COUNT) {
        strike(engine, hit, id);
        return;
    }
    uint32_t i = engine->waiting_count++;
    for (; i > 0 && engine->waiting[i - 1].hit.at_frames > hit->at_frames; i--)
        engine->waiting[i] = engine->waiting[i - 1];
    engine->waiting[i] = (struct cr_waiting){.hit = *hit, .id = id};
}

static void start_due_strokes(struct cr_engine *engine)
{
    uint32_t due = 0;
    while (due < engine->waiting_count &&
           engine->waiting[due].hit.at_frames <= engine->now_frames) {
        strike(engine, &engine->waiting[due].hit, engine->waiting[due].id);
        due++;
    }
    if (due == 0)
        return;
    engine->waiting_count -= due;
    for (uint32_t i = 0; i < engine->waiting_count; i++)
        engine->waiting[i] = engine->waiting[i + due];
}

static void obey(struct cr_engine *engine,
                 const struct cr_engine_command *command)
{
    switch (command->kind) {
    case CR_COMMAND_PLAY:
        give_back(engine);
        engine->schedule = command->schedule;
        break;
    case CR_COMMAND_SWAP:
        give_back(engine);
        engine->schedule = command->schedule;
        engine->next_hit = first_due(engine);
        break;
    case CR_COMMAND_HIT: await(engine, &command->hit, command->id); break;
    case CR_COMMAND_STOP:
        give_back(engine);
        for (uint32_t v = 0; v < engine->used_slots; v++)
            fade(&engine->voices[v], engine->fade_frames);
        break;
    case CR_COMMAND_GAIN: set_gain(engine, command->lane, command->gain); break;
    }
}

static int64_t due(const struct cr_engine *engine)
{
    return engine->schedule.start_frames +
           engine->schedule.hits[engine->next_hit].at_frames;
}

static void start_due_hits(struct cr_engine *engine)
{
    while (engine->next_hit < engine->schedule.hit_count &&
           due(engine) <= engine->now_frames) {
        const int64_t late = engine->now_frames - due(engine);
        start(engine, &engine->schedule.hits[engine->next_hit++],
              late > UINT32_MAX ? UINT32_MAX : (uint32_t)late);
    }
}

/* Frames until something starts or is choked, at most `limit`. */
static uint32_t undisturbed(const struct cr_engine *engine, uint32_t limit)
{
    if (engine->next_hit < engine->schedule.hit_count) {
        const int64_t until = due(engine) - engine->now_frames;
        if (until < limit)
            limit = (uint32_t)until;
    }
    if (engine->waiting_count) {
        const int64_t until =
            engine->waiting[0].hit.at_frames - engine->now_frames;
        if (until < limit)
            limit = (uint32_t)until;
    }
    for (uint32_t v = 0; v < engine->used_slots; v++) {
        const struct cr_voice *voice = &engine->voices[v];
        if (voice->sound && voice->choke_after && voice->choke_after < limit)
            limit = voice->choke_after;
    }
    return limit;
}

static const float *place(const struct cr_voice *voice)
{
    return voice->sound->frames +
           (voice->sound->is_mono ? 1 : 2) * (size_t)voice->position;
}

/* Eight samples at a time: left and right of four frames. */
enum { LANES = 8 };

static void spread_gains(float gains[LANES], const struct cr_voice *voice)
{
    for (int k = 0; k < LANES; k++)
        gains[k] = k % 2 ? voice->right : voice->left;
}

/* Sample i + k of what is heard, i being even if k is there: of one channel, frame
 * i / 2 + k / 2. The functions below are made for one channel and for two, so that
 * nothing is asked for each sample. */
static inline float at(const float *from, uint32_t i, uint32_t k, bool is_mono)
{
    return from[is_mono ? i / 2 + k / 2 : i + k];
}

static inline void mix_one(float *restrict out, const struct cr_voice *voice,
                           uint32_t frames, bool is_mono)
{
    const float *from = place(voice);
    const uint32_t samples = 2 * frames;
    float gains[LANES];
    uint32_t i = 0;
    spread_gains(gains, voice);
    for (; i + LANES <= samples; i += LANES) {
        for (uint32_t k = 0; k < LANES; k++)
            out[i + k] += at(from, i, k, is_mono) * gains[k];
    }
    for (; i < samples; i++)
        out[i] += at(from, i, 0, is_mono) * gains[i % 2];
}

/* Four voices with as many channels at once: the sum is taken in their order, so that
 * it is the same however they are grouped. */
static inline void mix_four(float *restrict out, struct cr_voice *const *voices,
                            uint32_t frames, bool is_mono)
{
    const float *from[4];
    const uint32_t samples = 2 * frames;
    float gains[4][LANES];
    uint32_t i = 0;
    for (int v = 0; v < 4; v++) {
        from[v] = place(voices[v]);
        spread_gains(gains[v], voices[v]);
    }
    for (; i + LANES <= samples; i += LANES) {
        for (uint32_t k = 0; k < LANES; k++)
            out[i + k] = out[i + k] + at(from[0], i, k, is_mono) * gains[0][k] +
                         at(from[1], i, k, is_mono) * gains[1][k] +
                         at(from[2], i, k, is_mono) * gains[2][k] +
                         at(from[3], i, k, is_mono) * gains[3][k];
    }
    for (; i < samples; i++)
        out[i] = out[i] + at(from[0], i, 0, is_mono) * gains[0][i % 2] +
                 at(from[1], i, 0, is_mono) * gains[1][i % 2] +
                 at(from[2], i, 0, is_mono) * gains[2][i % 2] +
                 at(from[3], i, 0, is_mono) * gains[3][i % 2];
}

/* out += a * gains, for up to four voices. */
static void mix_steady(float *restrict out, struct cr_voice *const *voices,
                       int voice_count, uint32_t frames)
{
    bool is_even = voice_count == 4;
    for (int v = 1; is_even && v < 4; v++)
        is_even = voices[v]->sound->is_mono == voices[0]->sound->is_mono;
    if (is_even && voices[0]->sound->is_mono)
        mix_four(out, voices, frames, true);
    else if (is_even)
        mix_four(out, voices, frames, false);
    for (int v = is_even ? voice_count : 0; v < voice_count; v++) {
        if (voices[v]->sound->is_mono)
            mix_one(out, voices[v], frames, true);
        else
            mix_one(out, voices[v], frames, false);
    }
}

static void mix_fading(float *restrict out, struct cr_voice *voice,
                       uint32_t frames)
{
    const float *from = place(voice);
    const uint32_t channels = voice->sound->is_mono ? 1 : 2;
    const float length = (float)voice->fade_length;
    for (uint32_t i = 0; i < frames; i++) {
        const float part = (float)(voice->fade_left - i) / length;
        out[2 * i] += from[channels * i] * (voice->left * part);
        out[2 * i + 1] +=
            from[channels * i + channels - 1] * (voice->right * part);
    }
}

/* Moves a voice on by what was mixed; frees its slot at its end. */
static void advance(struct cr_engine *engine, struct cr_voice *voice,
                    uint32_t frames)
{
    voice->position += frames;
    if (voice->fade_length)
        voice->fade_left -= frames;
    if (voice->position == voice->sound->frame_count ||
        (voice->fade_length && !voice->fade_left)) {
        voice->sound = NULL;
        return;
    }
    if (voice->choke_after) {
        voice->choke_after -= frames;
        if (!voice->choke_after)
            fade(voice, engine->fade_frames * 2);
    }
}

static uint32_t frames_left(const struct cr_voice *voice)
{
    const uint32_t left = voice->sound->frame_count - voice->position;
    return voice->fade_length && voice->fade_left < left ? voice->fade_left
                                                         : left;
}

/* Mixes all voices in the order of their slots. Voices side by side that last
 * the whole run go together. */
static void mix(struct cr_engine *engine, float *out, uint32_t frames)
{
    struct cr_voice *together[4];
    int together_count = 0;
    for (uint32_t v = 0; v < engine->used_slots; v++) {
        struct cr_voice *voice = &engine->voices[v];
        if (!voice->sound)
            continue;
        const uint32_t left = frames_left(voice);
        if (!voice->fade_length && left >= frames) {
            together[together_count++] = voice;
            if (together_count == 4) {
                mix_steady(out, together, 4, frames);
                together_count = 0;
            }
            continue;
        }
        mix_steady(out, together, together_count, frames);
        together_count = 0;
        if (voice->fade_length)
            mix_fading(out, voice, left < frames ? left : frames);
        else
            mix_steady(out, &voice, 1, left);
    }
    mix_steady(out, together, together_count, frames);
    for (uint32_t v = 0; v < engine->used_slots; v++) {
        struct cr_voice *voice = &engine->voices[v];
        if (voice->sound) {
            const uint32_t left = frames_left(voice);
            advance(engine, voice, left < frames ? left : frames);
        }
    }
    while (engine->used_slots && !engine->voices[engine->used_slots - 1].sound)
        engine->used_slots--;
}

void cr_engine_render(struct cr_engine *engine, float *out,
                      uint32_t frames) CR_RT
{
    struct cr_engine_command command;
    while (cr_ring_pop(&engine->commands, &command))
        obey(engine, &command);
    memset(out, 0, 2 * (size_t)frames * sizeof(*out));

    /* Cut the block at every hit, so that each starts on its own frame. */
    bool is_silent = true;
    for (uint32_t done = 0, run; done < frames; done += run) {
        start_due_hits(engine);
        start_due_strokes(engine);
        run = undisturbed(engine, frames - done);
        is_silent &= engine->used_slots == 0;
        mix(engine, out + 2 * (size_t)done, run);
        engine->now_frames += run;
    }
    if (!is_silent || engine->limiter.gain < 1.0f)
        count(&engine->limited_frames,
              cr_limiter_run(&engine->limiter, out, frames));
    atomic_store_explicit(&engine->played_frames, engine->now_frames,
                          memory_order_release);
}
