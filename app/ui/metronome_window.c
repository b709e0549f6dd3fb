#include "app/ui/metronome_window.h"

#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/input/key_time.h"
#include "app/keeping.h"
#include "app/metronome_presets.h"
#include "app/practice/metronome_steps.h"
#include "app/practice/tap_tempo.h"
#include "app/report.h"
#include "app/ui/layout.h"
#include "app/ui/live_opening.h"
#include "app/ui/meter_strip.h"
#include "app/ui/metronome_screen.h"
#include "app/ui/scene.h"
#include "app/ui/session_panel.h"
#include "app/ui/sprites.h"
#include "patterns/growing.h"
#include "patterns/words.h"

#define FRAME_MS 8
#define SOON                                                                   \
    7 /* a seventh of a second before a bar, what comes there is laid out */
#define HOUR_S 3600.0

enum { MOST_NOTES = 900000, LAST_HITS = 8 /* of which the mean is shown */ };

/* A pattern that is, or was, played: what was played borrows it. */
struct written {
    char *text;
    struct cr_pattern pattern;
};

struct beating {
    struct cr_stage *stage;
    struct cr_key_time key_time;
    struct cr_metronome metronome;
    struct cr_live_wish wish;
    struct cr_live *live;
    struct written **written;
    uint32_t written_count, written_capacity;
    struct cr_tap_tempo taps;
    struct cr_session_panel panel;
    uint32_t preset; /* that was taken last; 0: none */
    bool has_shift;  /* the key that is being answered */
    bool is_pending; /* something changes at the next bar */
    bool is_leaving;
    char result[100]; /* of the last take, in words */
    struct cr_metronome_view drawn;
    bool is_stale;
    struct cr_side_task *keeping; /* of a preset, or NULL ... */
    uint32_t kept;                /* ... under this number */
    enum cr_status status;
    struct cr_error *error;
};

/* The metronome as it is set, as a pattern of its own. */
static enum cr_status write(struct beating *b, struct written **out)
{
    struct cr_text_buffer text = {0};
    struct cr_diagnostics found = {0};
    struct written *w = calloc(1, sizeof(*w));
    if (!w || !cr_grow((void **)&b->written, b->written_count,
                       &b->written_capacity, sizeof(struct written *))) {
        free(w);
        return CR_ERR_MEMORY;
    }
    b->written[b->written_count++] = w;
    cr_metronome_write(&b->metronome, true, &text);
    if (text.is_broken)
        return CR_ERR_MEMORY;
    w->text = text.text;
    const enum cr_status status =
        cr_pattern_read(&w->pattern, text.text, text.size, &found);
    cr_diagnostics_deinit(&found);
    *out = w;
    return status;
}

/* An hour of it, as far as that fits; the player plays the beats. */
static void fill_wish(struct beating *b, const struct written *w,
                      struct cr_live_wish *wish)
{
    const struct cr_metronome *m = &b->metronome;
    const double bpm = (double)m->bpm.num / (double)m->bpm.den;
    const double bars = cr_metronome_bars(m);
    const double bar_s = 240.0 / bpm * m->meter.beats / m->meter.unit * bars;
    const double notes = w->pattern.stroke_count + bars * m->meter.beats;
    struct cr_session *s = &wish->session;
    *wish = b->wish;
    wish->has_no_countin = true;
    wish->pattern_text = w->text;
    wish->title = _("Metronome");
    snprintf(s->part, sizeof(s->part), "SD");
    snprintf(s->mute, sizeof(s->mute), "SD");
    if (!s->loops && !cr_session_has_end(s))
        s->loops = (uint32_t)fmax(1, fmin(HOUR_S / bar_s, MOST_NOTES / notes));
}

static void say_result(struct beating *b, const struct cr_result *r)
{
    if (!r->all.hits)
        snprintf(b->result, sizeof(b->result), "%s", "");
    else if (r->is_shape_only || !r->all.has_lean)
        cr_say(b->result, sizeof(b->result), _("%u of %u hit, spread %.0f ms"),
               r->all.hits, r->all.notes, r->all.spread_ms);
    else
        cr_say(b->result, sizeof(b->result),
               _("%u of %u hit, %.0f ms %s, spread %.0f ms"), r->all.hits,
               r->all.notes, fabs(r->all.lean_ms),
               r->all.lean_ms < 0 ? _("early") : _("late"), r->all.spread_ms);
}

/* What was played until now is judged and kept. */
static void keep_take(struct beating *b)
{
    struct cr_presses presses = {0};
    struct cr_result result;
    const int64_t until_ns = cr_live_until_ns(b->live);
    if (cr_live_result(b->live, until_ns, &presses, &result))
        return; /* no memory: the raw take is kept all the same */
    const struct cr_report about = {.timeline = &b->live->timeline,
                                    .result = &result,
                                    .presses = presses.items,
                                    .session = &b->live->wish.session};
    say_result(b, &result);
    cr_live_keep(b->live, until_ns, presses.count ? &about : NULL, NULL);
    cr_result_destroy(&result);
    free(presses.items);
}

/* What was changed sounds: from the bar on that comes now, or at the start. */
static void apply(struct beating *b)
{
    struct written *w;
    struct cr_live_wish wish;
    b->is_pending = false;
    if (b->live->state == CR_LIVE_PLAYING)
        keep_take(b);
    b->status = write(b, &w);
    if (b->status)
        return;
    fill_wish(b, w, &wish);
    b->status = cr_live_change_pattern(b->live, &w->pattern, &wish, b->error);
}

static void change(struct beating *b, const char *name, const char *value)
{
    /* what would not fit into a bar is not changed */
    if (!cr_metronome_set(&b->metronome, name, value, NULL))
        b->is_pending = b->is_stale = true;
}

static void change_bpm(struct beating *b, double bpm)
{
    char text[32];
    bpm = fmin(fmax(bpm, 10), 400);
    const long hundredths = lround(bpm * 100);
    snprintf(text, sizeof(text), "%ld.%02ld", hundredths / 100,
             hundredths % 100);
    change(b, "bpm", text);
}

static double bpm_of(const struct beating *b)
{
    return (double)b->metronome.bpm.num / (double)b->metronome.bpm.den;
}

static void step(struct beating *b, enum cr_metronome_step which)
{
    const int by = b->has_shift ? -1 : 1;
    b->is_stale = true;
    if (cr_metronome_step(&b->metronome, which, by))
        b->is_pending = true;
    else if (which == CR_STEP_SHIFT)
        cr_say(b->result, sizeof(b->result),
               _("U first: there is nothing between the beats"));
}

static void take_preset(struct beating *b, enum cr_status status,
                        const struct cr_error *error)
{
    b->is_stale = true;
    b->is_pending |= !status;
    if (status)
        snprintf(b->result, sizeof(b->result), "%.90s", error->text);
    else
        cr_say(b->result, sizeof(b->result), _("Preset %u"), b->preset);
}

/* With Shift it is kept there. */
static void use_preset(struct beating *b, uint32_t number)
{
    struct cr_error error = {0};
    if (!b->has_shift) {
        (void)cr_side_tasks_finish(); /* it may be the one */
        const enum cr_status status =
            cr_preset_find(number, &b->metronome, &error);
        if (!status)
            b->preset = number;
        take_preset(b, status, &error);
        return;
    }
    cr_side_task_drop(b->keeping);
    b->keeping = cr_keep_preset(number, &b->metronome);
    b->kept = number;
}

/* Says what became of it. */
static void look_at_keeping(struct beating *b)
{
    struct cr_error error = {0};
    enum cr_status status;
    if (!b->keeping || !cr_keep_done(b->keeping, &status, &error))
        return;
    cr_side_task_drop(b->keeping);
    b->keeping = NULL;
    b->is_stale = true;
    if (status)
        cr_say(b->result, sizeof(b->result), _("Not kept: %.80s"), error.text);
    else
        cr_say(b->result, sizeof(b->result), _("Kept under %u"), b->kept);
}

/* The presets are a set list: on to the next one that is kept; with Shift back. */
static void turn_preset(struct beating *b)
{
    struct cr_error error = {0};
    (void)cr_side_tasks_finish();
    const enum cr_status status =
        cr_preset_turn(&b->preset, b->has_shift, &b->metronome, &error);
    take_preset(b, status, &error);
}

static void toggle(struct beating *b)
{
    b->is_stale = true;
    if (b->live->state == CR_LIVE_PLAYING) {
        keep_take(b);
        cr_live_stop(b->live);
        return;
    }
    apply(b);
    if (!b->status)
        b->status = cr_live_start(b->live, b->error);
}

static void open_panel(struct beating *b, enum cr_choice choice)
{
    struct cr_choosing choosing = {.pattern = b->live->pattern,
                                   .bars = b->live->timeline.piece_bar_count,
                                   .bpm = bpm_of(b),
                                   .session = b->wish.session};
    if (b->live->state == CR_LIVE_PLAYING)
        toggle(b);
    cr_session_panel_open(&b->panel, &choosing, choice);
}

static void answer_panel(struct beating *b, SDL_Keycode key)
{
    const enum cr_panel_answer answer = cr_session_panel_key(&b->panel, key);
    if (answer == CR_PANEL_STAYS)
        return;
    cr_canvas_forget(&b->stage->canvas);
    b->is_stale = true;
    if (answer != CR_PANEL_TAKEN)
        return;
    b->wish.session = b->panel.choosing.session;
    b->is_pending = true;
}

static void control(struct beating *b, SDL_Keycode key, int64_t at_ns)
{
    double bpm;
    switch (key) {
    case SDLK_SPACE:
    case SDLK_RETURN: toggle(b); break;
    case SDLK_UP: change_bpm(b, bpm_of(b) + 1); break;
    case SDLK_DOWN: change_bpm(b, bpm_of(b) - 1); break;
    case SDLK_RIGHT:
    case SDLK_PAGEUP: change_bpm(b, bpm_of(b) + 5); break;
    case SDLK_LEFT:
    case SDLK_PAGEDOWN: change_bpm(b, bpm_of(b) - 5); break;
    case SDLK_d: change_bpm(b, bpm_of(b) * 2); break;
    case SDLK_h: change_bpm(b, bpm_of(b) / 2); break;
    case SDLK_t:
        if (cr_tap_tempo_add(&b->taps, at_ns, &bpm))
            change_bpm(b, bpm);
        break;
    case SDLK_b: step(b, CR_STEP_METER); break;
    case SDLK_a: step(b, CR_STEP_ACCENTS); break;
    case SDLK_u: step(b, CR_STEP_UNDER); break;
    case SDLK_s: step(b, CR_STEP_SWING); break;
    case SDLK_o: step(b, CR_STEP_SHIFT); break;
    case SDLK_p: step(b, CR_STEP_AGAINST); break;
    case SDLK_c: step(b, CR_STEP_CYCLE); break;
    case SDLK_v:
        b->wish.session.counts_aloud = !b->wish.session.counts_aloud;
        cr_live_read_voice(b->live);
        b->is_pending = b->is_stale = true;
        break;
    case SDLK_n: turn_preset(b); break;
    case SDLK_g: open_panel(b, CR_CHOICE_GAP_MUTE); break;
    case SDLK_r: open_panel(b, CR_CHOICE_RAMP_STEP); break;
    case SDLK_ESCAPE: b->is_leaving = true; break;
    default: break;
    }
}

/* 1 to 9 by the place of the key; 0: none of them. */
static uint32_t digit_of(SDL_Scancode code)
{
    return code >= SDL_SCANCODE_1 && code <= SDL_SCANCODE_9
               ? (uint32_t)(code - SDL_SCANCODE_1) + 1
               : 0;
}

static void press(struct beating *b, const struct cr_key_stamp *stamp)
{
    for (uint32_t lane = 0; lane < b->live->pattern->lane_count; lane++) {
        if (b->live->pattern->lanes[lane].id == CR_SD && !stamp->is_made_up)
            cr_live_press(b->live, lane, CR_PRESS_PLAIN, stamp->ns,
                          stamp->doubt_ns);
    }
}

static void show_help(struct beating *b)
{
    if (b->live->state == CR_LIVE_PLAYING)
        toggle(b); /* nobody would hear where it is */
    b->status = cr_help_show(
        b->stage, b->panel.is_open ? CR_SCREEN_HOW : CR_SCREEN_METRONOME,
        b->error);
    cr_stage_name(b->stage, "metronome");
    b->is_stale = b->panel.is_stale = true;
}

static void handle(struct beating *b, const SDL_Event *event)
{
    (void)cr_pads_take(&b->stage->pads, event);
    if (event->type == SDL_QUIT)
        b->is_leaving = b->stage->is_closed = true;
    if (event->type == SDL_WINDOWEVENT) {
        cr_canvas_forget(&b->stage->canvas);
        b->is_stale = b->panel.is_stale = true;
    }
    if (event->type == SDL_MOUSEBUTTONDOWN) {
        const int row = cr_stage_click(b->stage, &event->button);
        if (row >= 0 && b->panel.is_open)
            cr_session_panel_choose(&b->panel, row);
    }
    if (event->type != SDL_KEYDOWN || event->key.repeat)
        return;
    const struct cr_key_stamp stamp =
        cr_key_time_of(&b->key_time, event->key.keysym.scancode);
    const SDL_Scancode code = event->key.keysym.scancode;
    b->has_shift = event->key.keysym.mod & KMOD_SHIFT;
    if (cr_stage_key(b->stage, &event->key.keysym))
        b->is_stale = b->panel.is_stale = true;
    else if (event->key.keysym.sym == SDLK_F1)
        show_help(b);
    else if (b->panel.is_open)
        answer_panel(b, event->key.keysym.sym);
    else if (code == SDL_SCANCODE_F || code == SDL_SCANCODE_J ||
             cr_pad_of(code))
        press(b, &stamp);
    else if (digit_of(code))
        use_preset(b, digit_of(code));
    else
        control(b, event->key.keysym.sym, stamp.ns);
}

static void add_gaps(const struct cr_session *s, char *text, size_t size)
{
    if (s->gaps.is_random)
        cr_say(text, size, _("Silent by chance, %.0f %%"), s->gaps.from_pct);
    else if (s->gaps.mute)
        cr_say(text, size,
               s->gaps.in_beats
                   ? cr_words_n("Silent %u beat in %u", "Silent %u beats in %u",
                                s->gaps.mute)
                   : cr_words_n("Silent %u bar in %u", "Silent %u bars in %u",
                                s->gaps.mute),
               s->gaps.mute, s->gaps.play + s->gaps.mute);
}

/* How the last hits were, while it runs; then how all of them were. */
static void add_hits(const struct beating *b, char *text, size_t size)
{
    double mean, sd;
    const struct cr_live *live = b->live;
    if (live->state != CR_LIVE_PLAYING) {
        cr_say(text, size, "%s",
               b->result[0] ? b->result : _("F and J play along"));
        return;
    }
    if (!cr_meter_mean(&live->marker, CR_NONE, LAST_HITS, &mean, &sd))
        return;
    cr_say(text, size,
           fabs(mean) < 3 ? _("You: on the beat") : _("You: %.0f ms %s"),
           fabs(mean), mean < 0 ? _("early") : _("late"));
}

static void look(const struct beating *b, struct cr_metronome_view *v)
{
    const struct cr_live *live = b->live;
    const struct cr_timeline *t = &live->timeline;
    const struct cr_session *s = &b->wish.session;
    double whole;
    *v =
        (struct cr_metronome_view){.metronome = &b->metronome,
                                   .is_playing = live->state == CR_LIVE_PLAYING,
                                   .beat = -1};
    cr_metronome_words(&b->metronome, v->lines[0], sizeof(v->lines[0]));
    add_gaps(s, v->lines[1], sizeof(v->lines[1]));
    if (!v->lines[1][0] && s->ramp.step.num)
        cr_say(v->lines[1], sizeof(v->lines[1]), _("Up %.4g every %u, to %.4g"),
               (double)s->ramp.step.num / (double)s->ramp.step.den,
               s->ramp.every, (double)s->ramp.to.num / (double)s->ramp.to.den);
    if (s->counts_aloud) {
        const size_t used = strlen(v->lines[1]);
        cr_say(v->lines[1] + used, sizeof(v->lines[1]) - used, "%s",
               used ? _(", a voice counts") : _("A voice counts"));
    }
    if (live->notice[0])
        snprintf(v->lines[2], sizeof(v->lines[2]), "%.90s", live->notice);
    else
        add_hits(b, v->lines[2], sizeof(v->lines[2]));
    const int64_t now = cr_live_seen_ns(live, cr_monotonic_ns());
    if (!v->is_playing || now < 0)
        return;
    const uint32_t bar = cr_timeline_place(t, now, &whole);
    const struct cr_meter *meter = cr_timeline_meter(t, bar);
    const int beat = (int)floor(whole * meter->unit + 1e-6);
    if (beat < meter->beats &&
        cr_timeline_passage(t, bar, cr_fraction_make(beat, meter->unit)) !=
            CR_SILENT)
        v->beat = beat;
}

static void draw_view(cairo_t *cr, void *context)
{
    const struct beating *b = context;
    struct cr_sheet sheet = {.cr = cr,
                             .layout = cr_stage_layout(b->stage),
                             .theme = b->stage->theme};
    cr_metronome_screen_draw(&b->drawn, &sheet);
}

/* Nothing but the beat is another one. */
static void draw_beat(struct beating *b)
{
    const struct cr_layout layout = cr_stage_layout(b->stage);
    double boxes[CR_BEAT_BOXES][4];
    SDL_Rect rects[CR_BEAT_BOXES];
    cr_metronome_beat_boxes(&layout, boxes);
    for (int i = 0; i < CR_BEAT_BOXES; i++) {
        const double *box = boxes[i], scale = layout.scale;
        const int x = (int)floor(box[0] * scale),
                  y = (int)floor(box[1] * scale);
        rects[i] = (SDL_Rect){x, y, (int)ceil((box[0] + box[2]) * scale) - x,
                              (int)ceil((box[1] + box[3]) * scale) - y};
    }
    cr_canvas_repaint(&b->stage->canvas, rects, CR_BEAT_BOXES, draw_view, b);
}

/* Drawn when a beat comes, or something else is to be seen. */
static void draw(struct beating *b)
{
    struct cr_metronome_view now;
    if (cr_stage_fit(b->stage, &b->status, b->error))
        b->is_stale = b->panel.is_stale = true;
    if (b->status)
        return;
    if (b->panel.is_open) {
        const struct cr_layout layout = cr_stage_layout(b->stage);
        cr_session_panel_draw(&b->panel, &b->stage->canvas, b->stage->theme,
                              &layout);
        return;
    }
    look(b, &now);
    if (!b->is_stale && now.beat == b->drawn.beat &&
        now.is_playing == b->drawn.is_playing &&
        (now.is_playing ||
         memcmp(now.lines, b->drawn.lines, sizeof(now.lines)) == 0))
        return;
    const bool is_beat =
        !b->is_stale && now.is_playing && b->drawn.is_playing &&
        memcmp(now.lines, b->drawn.lines, sizeof(now.lines)) == 0;
    b->is_stale = false;
    b->drawn = now;
    if (is_beat)
        draw_beat(b);
    else
        cr_stage_show(b->stage, draw_view, b);
}

static void run(struct beating *b)
{
    cr_stage_fade(b->stage);
    while (!b->is_leaving && !b->status) {
        SDL_Event event;
        const bool runs = b->live->state == CR_LIVE_PLAYING;
        const bool moves =
            cr_canvas_fades(&b->stage->canvas) || runs || b->keeping != NULL;
        if (SDL_WaitEventTimeout(&event, moves ? FRAME_MS : 250))
            handle(b, &event);
        while (SDL_PollEvent(&event))
            handle(b, &event);
        cr_key_time_leave_pump(&b->key_time);
        cr_live_update(b->live, cr_monotonic_ns());
        look_at_keeping(b);
        cr_canvas_fade_on(&b->stage->canvas);
        if (runs && b->live->state == CR_LIVE_DONE) { /* its end has come */
            keep_take(b);
            b->is_stale = true;
        }
        if (b->is_pending && !b->status &&
            (b->live->state != CR_LIVE_PLAYING ||
             cr_live_frames_to_bar(b->live) < b->live->kit.rate / SOON))
            apply(b);
        if (!b->status)
            draw(b);
        cr_key_time_enter_pump(&b->key_time);
    }
    if (b->live->state == CR_LIVE_PLAYING) {
        keep_take(b);
        cr_live_stop(b->live);
    }
}

static enum cr_status make_live(struct beating *b)
{
    struct written *w;
    struct cr_live_wish wish;
    b->live = calloc(1, sizeof(*b->live));
    enum cr_status status = b->live ? write(b, &w) : CR_ERR_MEMORY;
    if (status)
        return status;
    fill_wish(b, w, &wish);
    status =
        cr_live_open_beside(b->stage, b->live, &w->pattern, &wish, b->error);
    if (status) {
        free(b->live);
        b->live = NULL;
    }
    return status;
}

enum cr_status cr_metronome_window(struct cr_stage *stage,
                                   const struct cr_metronome *metronome,
                                   const struct cr_live_wish *wish,
                                   struct cr_error *error)
{
    struct beating *b = calloc(1, sizeof(*b));
    if (!b)
        return CR_ERR_MEMORY;
    b->metronome = *metronome;
    b->wish = *wish;
    b->error = error;
    b->stage = stage;
    b->is_stale = true;
    cr_stage_name(stage, "metronome");
    b->status = make_live(b);
    if (!b->status) {
        cr_key_time_start(&b->key_time);
        run(b);
        cr_key_time_stop(&b->key_time);
    }
    if (b->live)
        cr_live_close_beside(stage, b->live);
    free(b->live);
    cr_side_task_drop(b->keeping);
    for (uint32_t i = 0; i < b->written_count; i++) {
        free(b->written[i]->text);
        cr_pattern_deinit(&b->written[i]->pattern);
        free(b->written[i]);
    }
    free(b->written);
    const enum cr_status status = b->status;
    free(b);
    return status;
}
