#include "app/ui/window_parts.h"
#include "patterns/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CALM_NS 250000000 /* between two looks at what stands still */
#define LONG_MESSAGE_NS INT64_C(10000000000) /* and what must be read */

void cr_take_deinit(struct cr_take *take)
{
    free(take->presses.items);
    free(take->words.text);
    free(take->json.text);
    free(take->question.text);
    cr_result_destroy(&take->result);
    *take = (struct cr_take){0};
}

/* Another size, or another look: all is to be drawn anew. */
void cr_window_forget(struct cr_window *w)
{
    w->screen.theme = w->stage->theme;
    cr_practice_screen_forget(&w->screen);
    cr_results_forget(&w->results);
    w->panel.is_stale = true;
    w->lessons.is_stale = true;
    w->first.is_stale = true;
}

/* What the wait has already brought in: looking at the system again would cost
 * as much as drawing does. */
static void handle_waiting(struct cr_window *w)
{
    SDL_Event event;
    while (SDL_PeepEvents(&event, 1, SDL_GETEVENT, SDL_FIRSTEVENT,
                          SDL_LASTEVENT) > 0)
        cr_window_handle(w, &event);
}

/* True if nothing moves. */
static bool is_calm(struct cr_window *w)
{
    return !cr_live_is_running(w->live) && !cr_results_move(&w->results);
}

static void go_on_with_first_minute(struct cr_window *w)
{
    const uint32_t stage = w->first.stage;
    w->status = cr_first_minute_update(&w->first, w->live, w->error);
    w->screen.headline =
        w->first.is_on ? cr_first_minute_prompt(w->first.stage) : NULL;
    if (w->first.stage != stage)
        cr_practice_screen_forget(&w->screen);
    if (w->first.stage != stage || !w->first.is_on)
        cr_window_name_first_minute(w);
}

/* Which of the screens of a window is shown. */
static int page_of(const struct cr_window *w)
{
    enum { PRACTICE, FIRST_MINUTE, LESSONS, PANEL, RESULTS };
    return w->first.is_over     ? FIRST_MINUTE
           : w->lessons.is_open ? LESSONS
           : w->panel.is_open   ? PANEL
           : w->results.is_open && !w->is_replaying
               ? RESULTS + (int)w->results.page
               : PRACTICE;
}

/* True while a screen comes out of the black, or another one is to come. */
static bool draw(struct cr_window *w)
{
    struct cr_canvas *canvas = &w->stage->canvas;
    const struct cr_layout layout = cr_stage_layout(w->stage);
    const int page = page_of(w);
    if (page != w->page)
        cr_stage_fade(w->stage);
    else
        cr_canvas_fade_on(canvas);
    w->page = page;
    if (w->first.is_over)
        cr_first_minute_draw(&w->first, canvas, w->screen.theme);
    else if (w->lessons.is_open)
        cr_lessons_screen_draw(&w->lessons, canvas, w->screen.theme, &layout);
    else if (w->panel.is_open)
        cr_session_panel_draw(&w->panel, canvas, w->screen.theme, &layout);
    else if (w->results.is_open && !w->is_replaying)
        cr_results_draw(&w->results, canvas, w->screen.theme, &layout,
                        cr_monotonic_ns());
    else
        cr_practice_screen_draw(&w->screen,
                                cr_live_seen_ns(w->live, cr_monotonic_ns()));
    return cr_canvas_fades(canvas) || page_of(w) != page;
}

/* Waits for events until the next frame is due, so that a press never waits
 * for drawing and drawing never spins. */
static void run(struct cr_window *w)
{
    const int64_t frame_ns = cr_stage_frame_ns(w->stage);
    int64_t due = cr_monotonic_ns();
    while (!w->is_leaving && !w->status) {
        const int64_t left = due - cr_monotonic_ns();
        if (left > 0) {
            SDL_Event event;
            const bool has_event =
                SDL_WaitEventTimeout(&event, (int)(left / 1000000) + 1);
            if (has_event)
                cr_window_handle(w, &event);
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
            cr_window_say(w, _("Sound is back"));
        if (!w->first.is_on && !w->loop.looped &&
            cr_teaching_watch(&w->teaching, w->live))
            cr_window_say(w, w->teaching.minutes ? _("Passed. Enter goes on")
                                                 : _("Passed. Enter stops"));
        if (w->reload &&
            cr_reload_look(w->reload, w->live, cr_monotonic_ns())) {
            cr_window_say(w, w->reload->words);
            w->message_end_ns += LONG_MESSAGE_NS;
        }
        if (w->reload && !w->is_replaying &&
            cr_reload_is_due(w->reload, w->live))
            cr_window_reload(w);
        if (w->first.is_on && !w->status)
            go_on_with_first_minute(w);
        if (w->live->state == CR_LIVE_DONE && !w->is_result_shown &&
            !w->first.is_over)
            cr_window_finish_take(w);
        if (w->live->wish.history &&
            cr_history_notice(w->live->wish.history, w->history_notice)) {
            cr_window_say(w, w->history_notice);
            w->message_end_ns += LONG_MESSAGE_NS;
        }
        if (w->screen.message && cr_monotonic_ns() > w->message_end_ns)
            w->screen.message = NULL;
        if (cr_stage_fit(w->stage, &w->status, w->error))
            cr_window_forget(w);
        if (w->status)
            break;
        if (w->is_replaying && !cr_live_is_running(w->live))
            cr_window_end_replay(w);
        const bool fades = draw(w);
        cr_key_time_enter_pump(&w->key_time);
        const int64_t now = cr_monotonic_ns();
        due = is_calm(w) && !fades ? now + CALM_NS
                                   : (due < now ? due : now) + frame_ns;
        if (due < now)
            due = now;
    }
    if (w->first.is_on) {
        cr_first_minute_leave(&w->first, w->live);
    } else if (w->live->state == CR_LIVE_PLAYING) {
        cr_live_stop(w->live);
        cr_window_finish_take(w);
    }
}

/* With the exercise that the live take is of, or with a choice of all. */
static void begin_course(struct cr_window *w,
                         const struct cr_window_options *options)
{
    if (!options->teaching)
        return;
    w->teaching = *options->teaching;
    w->screen.feedback = cr_window_feedback(w);
    if (options->is_first_minute) {
        w->screen.has_question = false; /* that is asked later */
        w->status = cr_first_minute_begin(&w->first, w->teaching.course,
                                          w->live, w->error);
        cr_window_name_first_minute(w);
    } else if (options->chooses_lesson) {
        cr_window_open_lessons(w);
    } else {
        cr_window_say(w, w->teaching.ready);
        w->message_end_ns = INT64_MAX;
    }
}

enum cr_status cr_window_practise(struct cr_stage *stage, struct cr_live *live,
                                  const struct cr_window_options *options,
                                  struct cr_take *take, struct cr_error *error)
{
    struct cr_window *w = calloc(1, sizeof(*w));
    if (!w)
        return CR_ERR_MEMORY;
    w->stage = stage;
    w->page = -1;
    w->live = live;
    w->take = take;
    w->is_json = options->is_json;
    w->roll = options->roll;
    w->feedback = options->feedback;
    w->keys = options->keys;
    w->results.is_calm = stage->look.is_calm;
    w->error = error;
    cr_stage_name(stage, NULL);
    cr_practice_screen_init(&w->screen, stage, live);
    w->screen.has_question = cr_live_has_question(live);
    w->screen.feedback = w->feedback;
    w->screen.keys = &w->keys;
    cr_set_list_begin(&w->list, options->programme);
    if (options->programme)
        cr_window_say(w, w->list.ready);
    begin_course(w, options);
    w->reload = options->reload;
    cr_key_time_start(&w->key_time);
    run(w);
    cr_key_time_stop(&w->key_time);
    cr_results_close(&w->results);
    cr_practice_screen_deinit(&w->screen);
    const enum cr_status status = w->status;
    free(w);
    return status;
}
