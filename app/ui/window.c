#include "app/ui/window.h"

#include <SDL.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/history/writer.h"
#include "app/input/key_time.h"
#include "app/practice/four_hits.h"
#include "app/practice/offset_hint.h"
#include "app/practice/worst.h"
#include "app/report.h"
#include "app/ui/practice_screen.h"
#include "app/ui/results.h"

#define FRAME_NS 16666667
#define CALM_NS 250000000 /* between two looks at what stands still */
#define LONG_MESSAGE_NS INT64_C(10000000000) /* and what must be read */
#define MESSAGE_NS INT64_C(2500000000)       /* how long it stands */

struct window {
    SDL_Window *window;
    struct cr_canvas canvas;
    struct cr_live *live;
    struct cr_practice_screen screen;
    struct cr_take *take;
    struct cr_results results;
    struct cr_worst worst;   /* bars of the whole piece, to be looped */
    int looped;              /* of them; 0: it is the whole that is played */
    struct cr_session whole; /* how that is */
    double whole_bpm;        /* and its first tempo */
    bool is_json, is_result_shown, is_leaving;
    struct cr_error *error;
    enum cr_status status;
    struct cr_key_time key_time;
    struct cr_four_hits four_hits;
    struct cr_offset_hint hint;
    int64_t message_end_ns;
    char history_notice[CR_HISTORY_NOTICE];
};

void cr_take_deinit(struct cr_take *take)
{
    free(take->presses.items);
    free(take->report.text);
    free(take->question.text);
    cr_result_destroy(&take->result);
    *take = (struct cr_take){0};
}

bool cr_window_is_possible(void)
{
    const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    return (x11 && *x11) || (wayland && *wayland);
}

/* By the place of the key, whatever letter the keyboard has there. */
static const char *drum_key(SDL_Scancode code)
{
    switch (code) {
    case SDL_SCANCODE_D: return "D";
    case SDL_SCANCODE_F: return "F";
    case SDL_SCANCODE_G: return "G";
    case SDL_SCANCODE_H: return "H";
    case SDL_SCANCODE_J: return "J";
    case SDL_SCANCODE_K: return "K";
    case SDL_SCANCODE_L: return "L";
    case SDL_SCANCODE_SPACE: return "Space";
    default: return NULL;
    }
}

static struct cr_take_facts take_facts(struct window *w,
                                       const struct cr_take *take)
{
    struct cr_take_facts facts = {.calibration = w->live->known.calibration,
                                  .health = cr_live_health(w->live),
                                  .key_source =
                                      cr_key_time_source(&w->key_time)};
    cr_offset_hint_add(&w->hint, &w->live->timeline, &take->result,
                       take->presses.items);
    facts.asks_for_offset = cr_offset_hint_asks(&w->hint, &facts.late_ms);
    return facts;
}

/* The last take, as it was at its end. */
static void show_result(struct window *w)
{
    const struct cr_report about = {.timeline = &w->live->timeline,
                                    .result = &w->take->result,
                                    .presses = w->take->presses.items,
                                    .session = &w->live->wish.session};
    char loop[48] = "";
    if (!w->looped &&
        cr_worst_bars(&w->worst, about.timeline, about.result, about.presses))
        w->worst.count = 0;
    if (w->looped < w->worst.count)
        snprintf(loop, sizeof(loop), "loop bar %u, slowly",
                 w->worst.bars[w->looped].number);
    else if (w->looped)
        snprintf(loop, sizeof(loop), "the whole again");
    cr_results_open(&w->results, &about, w->take->question.text, loop);
    w->is_result_shown = true;
}

static void hide_result(struct window *w)
{
    cr_results_close(&w->results);
    w->is_result_shown = false;
    cr_canvas_forget(&w->canvas);
}

static void finish_take(struct window *w)
{
    struct cr_take take = {0};
    w->status = cr_live_result(w->live, &take.presses, &take.result);
    if (w->status)
        return;
    if (w->take->is_there && !take.presses.count && !take.result.all.notes) {
        cr_take_deinit(&take); /* nothing came of it: the one before stays */
        cr_live_keep(w->live, NULL, NULL);
        w->is_result_shown = true;
        return;
    }
    const struct cr_take_facts facts = take_facts(w, &take);
    cr_report_add_question(&take.question, &facts);
    const struct cr_report about = {.timeline = &w->live->timeline,
                                    .result = &take.result,
                                    .presses = take.presses.items,
                                    .session = &w->live->wish.session,
                                    .facts = &facts};
    if (w->is_json)
        cr_report_json(&take.report, &about);
    else
        cr_report_text(&take.report, &about);
    cr_live_keep(w->live, &take.result, &facts);
    take.is_there = true;
    cr_take_deinit(w->take);
    *w->take = take;
    show_result(w);
}

static void start(struct window *w)
{
    hide_result(w);
    w->status = cr_live_start(w->live, w->error);
}

/* The worst bar alone, at seven tenths of its tempo, which it has to earn; then the
 * next one; then the whole as it was. */
static void loop_worst(struct window *w)
{
    const struct cr_timeline *t = &w->live->timeline;
    if (!w->results.loop[0])
        return;
    if (!w->looped) {
        w->whole = w->live->wish.session;
        w->whole.speed = w->live->plan.timeline.speed; /* as set by hand */
        w->whole_bpm = cr_timeline_bar_bpm(t, t->countin_count);
    }
    struct cr_session session = w->whole;
    if (w->looped < w->worst.count) {
        const uint32_t number = w->worst.bars[w->looped].number;
        session = (struct cr_session){
            .from_bar = number,
            .to_bar = number,
            .speed =
                cr_fraction_mul(w->whole.speed, (struct cr_fraction){7, 10}),
            .earn = {.bars = 4,
                     .hits_pct = 90,
                     .extra_pct = 10,
                     .spread_ms = 30,
                     .top_bpm = w->whole_bpm},
            .click = w->whole.click};
        snprintf(session.part, sizeof(session.part), "%s", w->whole.part);
        snprintf(session.mute, sizeof(session.mute), "%s", w->whole.mute);
        w->looped++;
    } else {
        w->looped = 0;
    }
    hide_result(w);
    w->status = cr_live_set_session(w->live, &session, w->error);
    if (!w->status)
        start(w);
}

static void press(struct window *w, SDL_Scancode code)
{
    const struct cr_key_stamp stamp = cr_key_time_of(&w->key_time, code);
    const char *key = drum_key(code);
    const struct cr_pattern *p = w->live->pattern;
    for (uint32_t lane = 0; key && lane < p->lane_count; lane++) {
        const char *own = cr_lane_key(&p->lanes[lane]);
        if (!own || strcmp(own, key) != 0 || stamp.is_made_up)
            continue;
        cr_live_press(w->live, lane, stamp.ns, stamp.doubt_ns);
        if (!cr_live_is_running(w->live) && !w->screen.has_question &&
            cr_four_hits_add(&w->four_hits, stamp.ns, lane))
            start(w);
        return;
    }
}

static void change_tempo(struct window *w, int by)
{
    if (!cr_live_is_running(w->live))
        hide_result(w);
    w->status = cr_live_change_tempo(w->live, by, w->error);
}

static void say(struct window *w, const char *message)
{
    w->screen.message = message;
    w->message_end_ns = cr_monotonic_ns() + MESSAGE_NS;
}

static void toggle_click(struct window *w)
{
    cr_live_set_click(w->live, w->live->is_click_off);
    say(w, w->live->is_click_off ? "Click off" : "Click on");
}

static void change_feedback(struct window *w)
{
    static const char *const names[] = {
        "Hits are shown as you play", "Hits are shown after each bar",
        "Hits are shown when you have finished"};
    w->screen.feedback = (w->screen.feedback + 1) % 3;
    say(w, names[w->screen.feedback]);
}

static void change_hit_scale(struct window *w)
{
    w->screen.hit_scale = w->screen.hit_scale == 1 ? 3 : 1;
    say(w, w->screen.hit_scale == 1 ? "Hits stand where they fell"
                                    : "Hits stand three times as far off");
}

static void listen(struct window *w)
{
    if (w->live->state == CR_LIVE_LISTENING) {
        cr_live_stop(w->live);
    } else if (w->live->state != CR_LIVE_PLAYING) {
        hide_result(w);
        w->status = cr_live_listen(w->live, w->error);
    }
}

/* The answer to where the drums sound; other keys wait. */
static void answer(struct window *w, SDL_Keycode key)
{
    struct cr_error error = {0};
    const bool is_program = key == SDLK_RETURN || key == SDLK_KP_ENTER;
    if (!is_program && key != SDLK_F4 && key != SDLK_ESCAPE)
        return;
    w->screen.has_question = false;
    if (key == SDLK_ESCAPE)
        return;
    if (cr_live_answer(w->live,
                       is_program ? CR_LISTENING_PROGRAM : CR_LISTENING_OWN,
                       &error))
        snprintf(w->live->notice, sizeof(w->live->notice),
                 "Not kept for next time: %.150s", error.text);
}

static void control(struct window *w, SDL_Keycode key)
{
    if (w->screen.has_question) {
        answer(w, key);
        return;
    }
    switch (key) {
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
        if (w->live->state == CR_LIVE_PLAYING)
            cr_live_stop(w->live);
        else
            start(w);
        break;
    case SDLK_F2: toggle_click(w); break;
    case SDLK_F6: change_feedback(w); break;
    case SDLK_F7: listen(w); break;
    case SDLK_F8: change_hit_scale(w); break;
    case SDLK_F9:
        if (w->live->is_lost) {
            cr_live_look_for_device(w->live);
            say(w, "Looking for the sound device");
        }
        break;
    case SDLK_BACKSPACE: start(w); break;
    case SDLK_UP: change_tempo(w, 1); break;
    case SDLK_DOWN: change_tempo(w, -1); break;
    case SDLK_PAGEUP: change_tempo(w, 5); break;
    case SDLK_PAGEDOWN: change_tempo(w, -5); break;
    case SDLK_F11:
        SDL_SetWindowFullscreen(w->window, SDL_GetWindowFlags(w->window) &
                                                   SDL_WINDOW_FULLSCREEN_DESKTOP
                                               ? 0
                                               : SDL_WINDOW_FULLSCREEN_DESKTOP);
        break;
    case SDLK_F12:
        w->screen.theme = cr_theme_find(
            strcmp(w->screen.theme->name, "dark") == 0 ? "light" : "dark");
        cr_practice_screen_forget(&w->screen);
        w->results.is_stale = true;
        break;
    case SDLK_ESCAPE:
        if (cr_live_is_running(w->live))
            cr_live_stop(w->live);
        else
            w->is_leaving = true;
        break;
    default: break;
    }
}

/* A player who looks at the grid does not see where the keys go. */
static void watch_focus(struct window *w, Uint8 event)
{
    if (event == SDL_WINDOWEVENT_FOCUS_LOST && cr_live_is_running(w->live)) {
        say(w, "Your keys go to another window");
        w->message_end_ns = INT64_MAX;
    } else if (event == SDL_WINDOWEVENT_FOCUS_GAINED &&
               w->message_end_ns == INT64_MAX) {
        w->screen.message = NULL;
    }
}

static void handle(struct window *w, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT: w->is_leaving = true; break;
    case SDL_KEYDOWN:
        if (event->key.repeat)
            break;
        if (cr_results_key(&w->results, event->key.keysym.sym))
            break;
        if (w->results.is_open && !w->results.is_rolling &&
            event->key.keysym.sym == SDLK_w) {
            loop_worst(w);
            break;
        }
        if (drum_key(event->key.keysym.scancode))
            press(w, event->key.keysym.scancode);
        else
            control(w, event->key.keysym.sym);
        break;
    case SDL_WINDOWEVENT:
        cr_canvas_forget(&w->canvas);
        w->results.is_stale = true;
        watch_focus(w, event->window.event);
        break;
    default: break;
    }
}

/* A window of another size has another picture, and all that goes with it. */
static void fit_canvas(struct window *w)
{
    if (!cr_canvas_is_stale(&w->canvas))
        return;
    cr_practice_screen_forget(&w->screen);
    cr_results_forget(&w->results);
    cr_canvas_deinit(&w->canvas);
    w->status = cr_canvas_init(&w->canvas, w->window, w->error);
}

/* What the wait has already brought in: looking at the system again would cost
 * as much as drawing does. */
static void handle_waiting(struct window *w)
{
    SDL_Event event;
    while (SDL_PeepEvents(&event, 1, SDL_GETEVENT, SDL_FIRSTEVENT,
                          SDL_LASTEVENT) > 0)
        handle(w, &event);
}

/* True if nothing moves. */
static bool is_calm(const struct window *w)
{
    return !cr_live_is_running(w->live) && !cr_results_move(&w->results);
}

/* Waits for events until the next frame is due, so that a press never waits
 * for drawing and drawing never spins. */
static void run(struct window *w)
{
    int64_t due = cr_monotonic_ns();
    while (!w->is_leaving && !w->status) {
        const int64_t left = due - cr_monotonic_ns();
        if (left > 0) {
            SDL_Event event;
            const bool has_event =
                SDL_WaitEventTimeout(&event, (int)(left / 1000000) + 1);
            if (has_event)
                handle(w, &event);
            /* what stands still is drawn when something happens */
            if (cr_monotonic_ns() < due && !(has_event && is_calm(w)))
                continue;
        } else {
            SDL_PumpEvents();
        }
        handle_waiting(w);
        cr_key_time_leave_pump(&w->key_time);
        const bool was_lost = w->live->is_lost;
        cr_live_update(w->live, cr_monotonic_ns());
        if (was_lost && !w->live->is_lost)
            say(w, "Sound is back");
        if (w->live->state == CR_LIVE_DONE && !w->is_result_shown)
            finish_take(w);
        if (w->live->wish.history &&
            cr_history_notice(w->live->wish.history, w->history_notice)) {
            say(w, w->history_notice);
            w->message_end_ns += LONG_MESSAGE_NS;
        }
        if (w->screen.message && cr_monotonic_ns() > w->message_end_ns)
            w->screen.message = NULL;
        fit_canvas(w);
        if (w->status)
            break;
        if (w->results.is_open)
            cr_results_draw(&w->results, &w->canvas, w->screen.theme,
                            cr_monotonic_ns());
        else
            cr_practice_screen_draw(
                &w->screen, cr_live_seen_ns(w->live, cr_monotonic_ns()));
        cr_key_time_enter_pump(&w->key_time);
        due = is_calm(w) ? cr_monotonic_ns() + CALM_NS : due + FRAME_NS;
        if (due < cr_monotonic_ns())
            due = cr_monotonic_ns();
    }
    if (w->live->state == CR_LIVE_PLAYING) {
        cr_live_stop(w->live);
        finish_take(w);
    }
}

static enum cr_status open_window(struct window *w,
                                  const struct cr_window_options *options,
                                  struct cr_error *error)
{
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return cr_fail(error, CR_ERR_DEVICE, 0, 0, "no window: %s",
                       SDL_GetError());
    w->window = SDL_CreateWindow(
        "creditroll", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
        options->width ? options->width : 1280,
        options->height ? options->height : 800,
        SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (!w->window)
        return cr_fail(error, CR_ERR_DEVICE, 0, 0, "no window: %s",
                       SDL_GetError());
    SDL_SetWindowMinimumSize(w->window, 800, 600);
    return cr_canvas_init(&w->canvas, w->window, error);
}

enum cr_status cr_window_practise(struct cr_live *live,
                                  const struct cr_window_options *options,
                                  struct cr_take *take, struct cr_error *error)
{
    struct window *w = calloc(1, sizeof(*w));
    if (!w)
        return CR_ERR_MEMORY;
    w->live = live;
    w->take = take;
    w->is_json = options->is_json;
    w->error = error;
    enum cr_status status = open_window(w, options, error);
    if (!status) {
        const struct cr_theme *theme =
            cr_theme_find(options->theme ? options->theme : "dark");
        cr_practice_screen_init(&w->screen, &w->canvas, live, theme);
        w->screen.has_question = cr_live_has_question(live);
        cr_key_time_start(&w->key_time);
        SDL_StopTextInput(); /* an input method would hold letters back */
        run(w);
        cr_key_time_stop(&w->key_time);
        cr_results_close(&w->results);
        cr_practice_screen_deinit(&w->screen);
        status = w->status;
    }
    cr_canvas_deinit(&w->canvas);
    SDL_DestroyWindow(w->window);
    SDL_Quit();
    free(w);
    return status;
}
