#include "app/ui/window_parts.h"

#include <stdio.h>

#include "app/report.h"
#include "patterns/words.h"

static struct cr_take_facts take_facts(struct cr_window *w,
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

/* True if the credits roll behind a take. */
static bool rolls(const struct cr_window *w, const struct cr_result *result)
{
    const uint32_t count = result->target_count;
    const bool is_long =
        count && result->targets[count - 1].at_ns >= CR_LONG_TAKE_NS;
    switch (w->roll) {
    case CR_ROLL_ALWAYS: return count > 0;
    case CR_ROLL_NEVER: return false;
    case CR_ROLL_DAY:
        return is_long && (!w->live->wish.history ||
                           !cr_history_had_long(w->live->wish.history));
    default: return is_long;
    }
}

/* The last take, as it was at its end. */
static void show_result(struct cr_window *w)
{
    const struct cr_report about = {
        .timeline = &w->live->timeline,
        .result = &w->take->result,
        .presses = w->take->presses.items,
        .session = &w->live->wish.session,
        .earlier = w->take->has_earlier ? &w->take->earlier : NULL};
    const struct cr_score_options judged = {
        .until_ns = w->take->until_ns,
        .is_shape_only = w->take->result.is_shape_only,
        .windows = &w->live->wish.session.windows};
    char loop[48];
    cr_worst_loop_find(&w->loop, &about);
    cr_worst_loop_words(&w->loop, loop, sizeof(loop));
    struct cr_results_words said = {.report = w->take->words.text,
                                    .question = w->take->question.text,
                                    .loop = loop,
                                    .verdict = "",
                                    .next = ""};
    if (!w->loop.looped && w->teaching.course) {
        said.verdict = w->teaching.verdict;
        said.next = w->teaching.next;
    } else if (!w->loop.looped && w->list.files) {
        said.verdict = w->list.verdict;
        said.next = w->list.next;
    }
    cr_results_open(&w->results, &about, &judged, &said,
                    rolls(w, about.result));
    w->is_result_shown = true;
}

void cr_window_hide_result(struct cr_window *w)
{
    cr_results_close(&w->results);
    w->is_result_shown = false;
    cr_canvas_forget(&w->stage->canvas);
}

void cr_window_finish_take(struct cr_window *w)
{
    struct cr_take take = {.pattern = w->live->pattern,
                           .until_ns = cr_live_until_ns(w->live)};
    w->status =
        cr_live_result(w->live, take.until_ns, &take.presses, &take.result);
    if (w->status)
        return;
    if (w->take->is_there && !take.presses.count && !take.result.all.notes) {
        cr_take_deinit(&take); /* nothing came of it: the one before stays */
        cr_live_keep(w->live, take.until_ns, NULL, NULL);
        w->is_result_shown = true;
        return;
    }
    const struct cr_take_facts facts = take_facts(w, &take);
    cr_report_add_question(&take.question, &facts);
    take.has_earlier = w->live->wish.history &&
                       cr_history_earlier(w->live->wish.history, &take.earlier);
    const struct cr_report about = {.timeline = &w->live->timeline,
                                    .result = &take.result,
                                    .presses = take.presses.items,
                                    .session = &w->live->wish.session,
                                    .facts = &facts,
                                    .earlier = take.has_earlier ? &take.earlier
                                                                : NULL};
    cr_report_text(&take.words, &about);
    if (w->is_json)
        cr_report_json(&take.json, &about);
    struct cr_kept_lesson lesson;
    const bool is_lesson =
        w->teaching.course && !w->loop.looped &&
        cr_teaching_judge(&w->teaching, w->live, &about, !w->was_lit, &lesson);
    cr_live_keep(w->live, take.until_ns, &about, is_lesson ? &lesson : NULL);
    take.is_there = true;
    cr_take_deinit(w->take);
    *w->take = take;
    if (!w->loop.looped)
        cr_set_list_judge(&w->list, w->live, &w->take->result,
                          w->take->presses.items);
    show_result(w);
    if (w->live->wish.session.pans_strokes)
        cr_live_sum_up(w->live, &w->take->result);
}

/* What was played of the old text is a take of its own. */
void cr_window_reload(struct cr_window *w)
{
    if (w->live->state == CR_LIVE_PLAYING)
        cr_window_finish_take(w);
    if (w->status)
        return;
    cr_window_hide_result(w);
    w->is_result_shown = w->live->state == CR_LIVE_DONE;
    cr_practice_screen_forget(&w->screen);
    w->loop = (struct cr_worst_loop){0};
    w->status = cr_reload_take(w->reload, w->live, w->error);
}

void cr_window_start(struct cr_window *w)
{
    cr_window_hide_result(w);
    w->was_lit = w->screen.feedback != CR_FEEDBACK_OFF;
    w->screen.message = NULL;
    w->status = cr_live_start(w->live, w->error);
}

/* In the dark nothing is shown; else what was asked for, or as much as fits the stars
 * that there are. */
enum cr_feedback cr_window_feedback(const struct cr_window *w)
{
    const struct cr_planned *item = cr_teaching_item(&w->teaching);
    return item->is_dark ? CR_FEEDBACK_OFF
           : w->feedback != CR_FEEDBACK_LIVE
               ? w->feedback
               : cr_feedback_of_stars(
                     w->teaching.course->lessons[item->step].stars);
}

void cr_window_teach(struct cr_window *w)
{
    cr_window_hide_result(w);
    cr_practice_screen_forget(&w->screen);
    w->status =
        cr_teaching_get_ready(&w->teaching, w->stage, w->live, w->error);
    w->loop = (struct cr_worst_loop){0};
    w->screen.feedback = cr_window_feedback(w);
    cr_window_say(w, w->teaching.ready);
    w->message_end_ns = INT64_MAX; /* until it starts */
}

void cr_window_open_lessons(struct cr_window *w)
{
    cr_window_hide_result(w);
    w->is_result_shown = w->live->state == CR_LIVE_DONE; /* it was */
    cr_lessons_screen_open(&w->lessons, w->teaching.course,
                           cr_teaching_item(&w->teaching)->step);
}

/* What is to be done is said on the title bar as well: for readers of the screen. */
void cr_window_name_first_minute(struct cr_window *w)
{
    char title[80];
    cr_say(title, sizeof(title), _("creditroll: %s"),
           w->first.is_on ? cr_first_minute_prompt(w->first.stage)
                          : _("You are playing a beat"));
    SDL_SetWindowTitle(w->stage->window, title);
}

/* To the next exercise, or to a choice of all. */
void cr_window_leave_first_minute(struct cr_window *w, bool keeps_going)
{
    const struct cr_course *course = w->teaching.course;
    cr_first_minute_leave(&w->first, w->live);
    SDL_SetWindowTitle(w->stage->window, "creditroll");
    w->screen.headline = NULL;
    cr_canvas_forget(&w->stage->canvas);
    w->is_result_shown = true; /* its own end was */
    cr_teaching_choose(&w->teaching, cr_course_next(course));
    if (keeps_going)
        cr_window_teach(w);
    else
        cr_window_open_lessons(w);
}

/* With what comes next, if it is a programme that is played. */
void cr_window_go_on(struct cr_window *w)
{
    const bool is_other = w->results.is_open && w->list.goes_on;
    if (w->results.is_open && w->teaching.course && w->teaching.goes_on) {
        cr_teaching_go_on(&w->teaching);
        cr_window_teach(w);
        return;
    }
    cr_window_hide_result(w);
    if (is_other) {
        cr_practice_screen_forget(&w->screen);
        w->status = cr_set_list_go_on(&w->list, w->stage, w->live, w->error);
        w->loop = (struct cr_worst_loop){0};
    }
    if (!w->status)
        cr_window_start(w);
}

void cr_window_loop_worst(struct cr_window *w)
{
    if (!w->results.loop[0])
        return;
    const struct cr_session session = cr_worst_loop_next(&w->loop, w->live);
    cr_window_hide_result(w);
    w->status = cr_live_set_session(w->live, &session, w->error);
    if (!w->status)
        cr_window_start(w);
}

/* The take again, beside the grid, from the bar that is looked at on. */
void cr_window_replay(struct cr_window *w)
{
    struct cr_error error = {0};
    const uint32_t bar = w->results.first_bar + w->live->timeline.countin_count;
    w->is_replaying = !cr_live_replay(w->live, bar, &error);
    cr_canvas_forget(&w->stage->canvas);
}

void cr_window_end_replay(struct cr_window *w)
{
    cr_live_stop(w->live);
    w->is_replaying = false;
    w->results.is_stale = true;
    cr_canvas_forget(&w->stage->canvas);
}
