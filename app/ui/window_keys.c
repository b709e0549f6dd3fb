#include "app/ui/window_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/keyboard.h"
#include "app/ui/scene.h"
#include "patterns/words.h"

#define MESSAGE_NS INT64_C(2500000000) /* how long it stands */

static void press(struct cr_window *w, SDL_Scancode code)
{
    const struct cr_key_stamp stamp = cr_key_time_of(&w->key_time, code);
    uint8_t velocity = CR_PRESS_PLAIN;
    const char *key = cr_drum_key(&w->keys, code, &velocity);
    uint32_t lane;
    if (!key || stamp.is_made_up ||
        !cr_drum_key_lane(w->live->pattern, key, &lane))
        return;
    cr_live_press(w->live, lane, velocity, stamp.ns, stamp.doubt_ns);
    if (!cr_live_is_running(w->live) && !w->screen.has_question &&
        cr_four_hits_add(&w->four_hits, stamp.ns, lane))
        cr_window_start(w);
}

static void change_tempo(struct cr_window *w, int by)
{
    if (!cr_live_is_running(w->live))
        cr_window_hide_result(w);
    w->status = cr_live_change_tempo(w->live, by, w->error);
}

void cr_window_say(struct cr_window *w, const char *message)
{
    w->screen.message = message;
    w->message_end_ns = cr_monotonic_ns() + MESSAGE_NS;
}

static void toggle_click(struct cr_window *w)
{
    cr_live_set_click(w->live, w->live->is_click_off);
    cr_window_say(w, w->live->is_click_off ? _("Click off") : _("Click on"));
}

static void toggle_visual_click(struct cr_window *w)
{
    w->stage->look.has_visual_click = !w->stage->look.has_visual_click;
    cr_window_say(w, w->stage->look.has_visual_click
                         ? _("The click is seen as well")
                         : _("The click is not seen"));
}

static void change_feedback(struct cr_window *w)
{
    w->screen.feedback = (w->screen.feedback + 1) % CR_FEEDBACK_COUNT;
    w->feedback = w->screen.feedback;
    w->was_lit |= w->feedback != CR_FEEDBACK_OFF;
    cr_window_say(w, cr_feedback_words(w->screen.feedback));
}

static void change_hit_scale(struct cr_window *w)
{
    w->screen.hit_scale = w->screen.hit_scale == 1 ? 3 : 1;
    cr_window_say(w, w->screen.hit_scale == 1
                         ? _("Hits stand where they fell")
                         : _("Hits stand three times as far off"));
}

static void listen(struct cr_window *w)
{
    if (w->live->state == CR_LIVE_LISTENING) {
        cr_live_stop(w->live);
    } else if (w->live->state != CR_LIVE_PLAYING) {
        cr_window_hide_result(w);
        w->status = cr_live_listen(w->live, w->error);
    }
}

/* How it is practised, from now on: the tempo that was set by hand stays. */
static void open_panel(struct cr_window *w, SDL_Keycode key)
{
    const struct cr_timeline *t = &w->live->timeline;
    const struct cr_fraction speed = w->live->plan.timeline.speed;
    struct cr_choosing choosing = {.pattern = w->live->pattern,
                                   .bars = t->piece_bar_count,
                                   .session = w->live->wish.session};
    if (cr_live_is_running(w->live)) {
        cr_window_say(
            w, _("Enter stops; then F3, F4 and F5 change how you practise"));
        return;
    }
    const bool is_ramp = w->live->change_count && !w->live->changes[0].bar;
    const struct cr_fraction now = is_ramp ? w->live->changes[0].speed : speed;
    choosing.session.speed = speed;
    choosing.bpm = cr_timeline_bar_bpm(t, t->countin_count) * (double)now.den /
                   (double)now.num;
    cr_session_panel_open(&w->panel, &choosing,
                          key == SDLK_F3   ? CR_CHOICE_RAMP_STEP
                          : key == SDLK_F4 ? CR_CHOICE_GAP_MUTE
                                           : CR_CHOICE_FROM);
}

static void answer_panel(struct cr_window *w, SDL_Keycode key)
{
    const enum cr_panel_answer answer = cr_session_panel_key(&w->panel, key);
    if (answer == CR_PANEL_STAYS)
        return;
    cr_canvas_forget(&w->stage->canvas);
    w->results.is_stale = true;
    if (answer == CR_PANEL_LEFT)
        return;
    cr_window_hide_result(w);
    w->loop.looped = 0;
    w->status =
        cr_live_set_session(w->live, &w->panel.choosing.session, w->error);
}

/* The answer to where the drums sound; other keys wait. */
static void answer(struct cr_window *w, SDL_Keycode key)
{
    const bool is_program = key == SDLK_RETURN || key == SDLK_KP_ENTER;
    if (!is_program && key != SDLK_F4 && key != SDLK_ESCAPE)
        return;
    w->screen.has_question = false;
    if (key == SDLK_ESCAPE)
        return;
    cr_live_answer(w->live,
                   is_program ? CR_LISTENING_PROGRAM : CR_LISTENING_OWN);
}

/* Keys that do the same on every screen: true if it was one. */
static bool is_common(struct cr_window *w, const SDL_Keysym *key)
{
    if (!cr_stage_key(w->stage, key))
        return false;
    cr_window_forget(w);
    return true;
}

/* Which keys do what, in what is at hand. */
static void show_help(struct cr_window *w)
{
    const enum cr_screen screen = w->lessons.is_open   ? CR_SCREEN_LESSONS
                                  : w->panel.is_open   ? CR_SCREEN_HOW
                                  : w->results.is_open ? CR_SCREEN_RESULTS
                                                       : CR_SCREEN_PRACTICE;
    if (cr_live_is_running(w->live)) {
        cr_window_say(w, _("Enter stops; then F1 shows all keys"));
        return;
    }
    w->status = cr_help_show(w->stage, screen, w->error);
    cr_stage_name(w->stage, NULL);
    cr_window_forget(w);
}

static void control(struct cr_window *w, const SDL_Keysym *pressed)
{
    const SDL_Keycode key = pressed->sym;
    if (w->screen.has_question) {
        answer(w, key);
        return;
    }
    if (is_common(w, pressed))
        return;
    switch (key) {

    case SDLK_RETURN:
    case SDLK_KP_ENTER:
        if (w->live->state == CR_LIVE_PLAYING)
            cr_live_stop(w->live);
        else
            cr_window_go_on(w);
        break;
    case SDLK_F2:
        if (pressed->mod & KMOD_SHIFT)
            toggle_visual_click(w);
        else
            toggle_click(w);
        break;
    case SDLK_F3:
    case SDLK_F4:
    case SDLK_F5: open_panel(w, key); break;
    case SDLK_F6: change_feedback(w); break;
    case SDLK_F7: listen(w); break;
    case SDLK_F8: change_hit_scale(w); break;
    case SDLK_F9:
        if (w->live->is_lost) {
            cr_live_look_for_device(w->live);
            cr_window_say(w, _("Looking for the sound device"));
        }
        break;
    case SDLK_BACKSPACE: cr_window_start(w); break;
    case SDLK_UP: change_tempo(w, 1); break;
    case SDLK_DOWN: change_tempo(w, -1); break;
    case SDLK_PAGEUP: change_tempo(w, 5); break;
    case SDLK_PAGEDOWN: change_tempo(w, -5); break;
    case SDLK_ESCAPE:
        if (cr_live_is_running(w->live))
            cr_live_stop(w->live);
        else if (w->teaching.course)
            cr_window_open_lessons(w);
        else
            w->is_leaving = true;
        break;
    default: break;
    }
}

static void answer_first_minute(struct cr_window *w, const SDL_Keysym *key)
{
    const struct cr_key_stamp stamp =
        cr_key_time_of(&w->key_time, key->scancode);
    const bool is_enter = key->sym == SDLK_RETURN || key->sym == SDLK_KP_ENTER;
    uint32_t lane;
    if (key->sym == SDLK_ESCAPE || (w->first.is_over && is_enter))
        cr_window_leave_first_minute(w, is_enter);
    else if (w->first.is_on && !stamp.is_made_up &&
             cr_first_minute_lane(&w->first, w->live->pattern, key->scancode,
                                  &lane))
        cr_live_press(w->live, lane, CR_PRESS_PLAIN, stamp.ns, stamp.doubt_ns);
}

static void answer_lessons(struct cr_window *w, SDL_Keycode key)
{
    const enum cr_lessons_answer answer =
        cr_lessons_screen_key(&w->lessons, key);
    if (answer == CR_LESSONS_KEYS) {
        w->lessons.tests_keys = true;
        w->lessons.rollover = (struct cr_rollover){0};
        return;
    }
    if (answer == CR_LESSONS_HANDS)
        cr_course_set_hands(w->teaching.course,
                            !w->teaching.course->is_left_handed);
    if (answer == CR_LESSONS_STAY || answer == CR_LESSONS_HANDS)
        return;
    if (answer == CR_LESSONS_TEST &&
        !cr_teaching_test(&w->teaching, cr_lessons_screen_step(&w->lessons))) {
        w->lessons.notice =
            _("This level has no three exercises that you never tried");
        return;
    }
    cr_canvas_forget(&w->stage->canvas);
    if (answer == CR_LESSONS_LEFT || answer == CR_LESSONS_METRONOME) {
        w->is_leaving = true;
        w->take->wants_metronome = answer == CR_LESSONS_METRONOME;
        return;
    }
    if (answer == CR_LESSONS_TAKEN)
        cr_teaching_choose(&w->teaching, cr_lessons_screen_step(&w->lessons));
    else if (answer == CR_LESSONS_SESSION)
        cr_teaching_plan(&w->teaching, w->lessons.minutes);
    w->lessons.is_open = false;
    cr_window_teach(w);
}

/* What the test of the keyboard found is kept. */
static void test_keys(struct cr_window *w, const SDL_KeyboardEvent *key)
{
    struct cr_lessons_screen *s = &w->lessons;
    struct cr_error error = {0};
    if (key->keysym.sym == SDLK_ESCAPE) {
        s->tests_keys = false;
        s->is_stale = true;
        return;
    }
    if (!cr_lessons_screen_test(s, key->keysym.scancode,
                                key->type == SDL_KEYDOWN))
        return;
    s->tests_keys = false;
    w->teaching.course->keys = s->rollover.state == CR_ROLLOVER_HOLDS ? 3 : 2;
    s->notice = cr_keyboard_keep(w->teaching.course->keys, &error)
                    ? _("What your keyboard can do could not be kept")
                : w->teaching.course->keys == 3
                    ? _("Your keyboard tells of three keys at once")
                    : _("Your keyboard tells of two keys at once: where three "
                        "drums are due together, one is played for you");
}

/* A player who looks at the grid does not see where the keys go. */
static void watch_focus(struct cr_window *w, Uint8 event)
{
    if (event == SDL_WINDOWEVENT_FOCUS_LOST && cr_live_is_running(w->live)) {
        cr_window_say(w, _("Your keys go to another window"));
        w->message_end_ns = INT64_MAX;
    } else if (event == SDL_WINDOWEVENT_FOCUS_GAINED &&
               w->message_end_ns == INT64_MAX) {
        w->screen.message = NULL;
    }
}

/* Keys of what is shown behind a take: true if it was one. */
static bool answer_results(struct cr_window *w, SDL_Keycode key)
{
    const bool is_open = w->results.is_open;
    if (cr_results_key(&w->results, key))
        return true;
    if (is_open && key == SDLK_F7)
        cr_window_replay(w);
    else if (is_open && key == SDLK_w && w->results.page == CR_PAGE_REPORT)
        cr_window_loop_worst(w);
    else if (is_open && key == SDLK_a)
        cr_live_sum_up(w->live, &w->take->result);
    else
        return false;
    return true;
}

/* What was plugged in or out. */
static void tell_of_pads(struct cr_window *w)
{
    const char *lost = w->stage->pads.lost;
    w->input_notice[0] = '\0';
    if (lost[0])
        cr_say(w->input_notice, sizeof(w->input_notice),
               _("%s unplugged. Keys still work"), lost);
    w->screen.input_notice = w->input_notice;
}

/* A pad that plays nothing is told of. */
static void tell_of_pad(struct cr_window *w, int pad)
{
    cr_say(w->pad_notice, sizeof(w->pad_notice),
           _("Pad %d plays no drum: Settings, Input"), pad);
    cr_window_say(w, w->pad_notice);
}

void cr_window_handle(struct cr_window *w, const SDL_Event *event)
{
    if (cr_pads_take(&w->stage->pads, event))
        tell_of_pads(w);
    switch (event->type) {
    case SDL_QUIT: w->is_leaving = w->stage->is_closed = true; break;
    case SDL_MOUSEBUTTONDOWN: {
        const int row = cr_stage_click(w->stage, &event->button);
        if (row >= 0 && w->lessons.is_open)
            cr_lessons_screen_choose(&w->lessons, (uint32_t)row);
        else if (row >= 0 && w->panel.is_open)
            cr_session_panel_choose(&w->panel, row);
        break;
    }
    case SDL_KEYUP:
        if (w->lessons.is_open && w->lessons.tests_keys &&
            event->key.keysym.sym != SDLK_ESCAPE)
            test_keys(w, &event->key);
        break;
    case SDL_KEYDOWN:
        if (event->key.repeat)
            break;
        if (w->first.is_on || w->first.is_over) {
            if (!is_common(w, &event->key.keysym))
                answer_first_minute(w, &event->key.keysym);
            break;
        }
        if (w->lessons.is_open && w->lessons.tests_keys) {
            test_keys(w, &event->key);
            break;
        }
        if (event->key.keysym.sym == SDLK_F1 && !w->screen.has_question) {
            show_help(w);
            break;
        }
        if (w->lessons.is_open) {
            if (!is_common(w, &event->key.keysym))
                answer_lessons(w, event->key.keysym.sym);
            break;
        }
        if (w->panel.is_open) {
            answer_panel(w, event->key.keysym.sym);
            break;
        }
        if (w->is_replaying) {
            const SDL_Keycode key = event->key.keysym.sym;
            if (key == SDLK_F7 || key == SDLK_ESCAPE || key == SDLK_RETURN)
                cr_window_end_replay(w);
            break;
        }
        if (answer_results(w, event->key.keysym.sym))
            break;
        uint8_t velocity;
        if (cr_drum_key(&w->keys, event->key.keysym.scancode, &velocity))
            press(w, event->key.keysym.scancode);
        else if (cr_pad_of(event->key.keysym.scancode))
            tell_of_pad(w, cr_pad_of(event->key.keysym.scancode));
        else
            control(w, &event->key.keysym);
        break;
    case SDL_WINDOWEVENT:
        cr_canvas_forget(&w->stage->canvas);
        w->results.is_stale = true;
        w->panel.is_stale = true;
        w->lessons.is_stale = true;
        w->first.is_stale = true;
        watch_focus(w, event->window.event);
        break;
    default: break;
    }
}
