#include "app/course.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/files.h"
#include "app/history/days.h"
#include "app/history/exercises.h"
#include "app/practice/score.h"
#include "patterns/hands.h"
#include "patterns/words.h"

bool cr_course_shipped(char *path, size_t size)
{
    return cr_file_shipped_pattern("course/drums.prog", path, size);
}

enum cr_status cr_course_open(struct cr_course *course, const char *path,
                              const char *text, size_t size,
                              struct cr_diagnostics *found)
{
    *course = (struct cr_course){0};
    enum cr_status status =
        cr_programme_files_open(&course->files, path, text, size, found);
    if (status)
        return status;
    const struct cr_programme *p = &course->files.programme;
    course->lessons = calloc(p->step_count, sizeof(*course->lessons));
    if (!course->lessons) {
        cr_course_close(course);
        return CR_ERR_MEMORY;
    }
    cr_lessons_stand(p, NULL, 0, course->lessons);
    return CR_OK;
}

void cr_course_close(struct cr_course *course)
{
    cr_programme_files_close(&course->files);
    free(course->lessons);
    free(course->takes.items);
    *course = (struct cr_course){0};
}

void cr_course_set_hands(struct cr_course *course, bool is_left_handed)
{
    if (course->is_left_handed == is_left_handed)
        return;
    course->is_left_handed = is_left_handed;
    for (uint32_t i = 0; i < course->files.programme.step_count; i++) {
        cr_pattern_swap_hands(&course->files.files[i].pattern);
        course->files.files[i].session.is_left_handed = is_left_handed;
    }
}

/* What a history has of a course. */
struct recalled {
    char title[128];
    int64_t now_ms;
    struct cr_lesson_takes takes;
    int32_t today;
    double week[CR_WEEK];
    bool has_hands, is_left_handed; /* of the last take */
    enum cr_status status;
    struct cr_error error;
};

/* Minutes of the last days. */
static enum cr_status recall_week(struct recalled *r,
                                  struct cr_history *history)
{
    static const int64_t day_ms = INT64_C(86400000);
    struct cr_exercises all;
    const enum cr_status status =
        cr_exercises_read(history, r->now_ms - (CR_WEEK + 1) * day_ms,
                          r->now_ms, &all, &r->error);
    if (status)
        return status;
    for (uint32_t i = 0; i < all.day_count; i++) {
        const int32_t ago = all.today - all.days[i].day;
        if (ago >= 0 && ago < CR_WEEK)
            r->week[CR_WEEK - 1 - ago] += all.days[i].minutes;
    }
    cr_exercises_destroy(&all);
    return CR_OK;
}

/* As the last take was played. */
static enum cr_status recall_hands(struct recalled *r,
                                   struct cr_history *history)
{
    struct cr_take_row row;
    struct cr_kept_take take;
    struct cr_session session = {0};
    uint32_t count = 0;
    enum cr_status status =
        cr_history_list(history, &row, 1, &count, &r->error);
    if (status || !count)
        return status;
    if (cr_history_load(history, row.id, &take, &r->error))
        return CR_OK; /* a take that is broken says nothing */
    r->has_hands = !cr_session_read(&session, take.start.session, NULL);
    r->is_left_handed = session.is_left_handed;
    cr_kept_take_destroy(&take);
    return CR_OK;
}

static void recall(struct recalled *r, struct cr_history *history)
{
    r->status = cr_lesson_takes_read(history, r->title, &r->takes, &r->error);
    if (!r->status)
        r->status = recall_week(r, history);
    if (!r->status)
        r->status = recall_hands(r, history);
}

static void take_in(struct cr_course *course, struct recalled *r)
{
    course->today = r->today;
    if (r->status)
        return;
    free(course->takes.items);
    course->takes = r->takes;
    r->takes = (struct cr_lesson_takes){0};
    memcpy(course->week, r->week, sizeof(course->week));
    cr_lessons_stand(&course->files.programme, course->takes.items,
                     course->takes.count, course->lessons);
    if (r->has_hands && !course->has_own_hands)
        cr_course_set_hands(course, r->is_left_handed);
}

static struct recalled *make_recalled(const struct cr_course *course,
                                      int64_t now_ms)
{
    struct recalled *r = calloc(1, sizeof(*r));
    if (r) {
        snprintf(r->title, sizeof(r->title), "%s",
                 course->files.programme.title);
        r->now_ms = now_ms;
        r->today = cr_local_day(now_ms);
    }
    return r;
}

static void destroy_recalled(void *context)
{
    struct recalled *r = context;
    free(r->takes.items);
    free(r);
}

enum cr_status cr_course_recall(struct cr_course *course,
                                struct cr_history *history, int64_t now_ms,
                                struct cr_error *error)
{
    struct recalled *r = make_recalled(course, now_ms);
    if (!r)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    recall(r, history);
    take_in(course, r);
    const enum cr_status status = r->status;
    if (status && error)
        *error = r->error;
    destroy_recalled(r);
    return status;
}

static void search(void *context)
{
    struct recalled *r = context;
    struct cr_history *history = NULL;
    char notice[CR_HISTORY_NOTICE]; /* the writer says the same */
    r->status = cr_history_open(&history, NULL, notice, &r->error);
    if (!r->status)
        recall(r, history);
    cr_history_close(history);
}

struct cr_side_task *cr_course_search(const struct cr_course *course,
                                      int64_t now_ms)
{
    struct recalled *r = make_recalled(course, now_ms);
    return r ? cr_side_task_start(search, destroy_recalled, r) : NULL;
}

bool cr_course_search_look(struct cr_side_task *task, struct cr_course *course)
{
    struct recalled *r = cr_side_task_done(task);
    if (!r)
        return false;
    take_in(course, r);
    return true;
}

uint32_t cr_course_next(const struct cr_course *course)
{
    const uint32_t next =
        cr_lessons_next(&course->files.programme, course->lessons);
    return next == CR_NONE ? 0 : next;
}

void cr_course_week(const struct cr_course *course, char *text, size_t size)
{
    double minutes = 0;
    int days = 0;
    for (int i = 0; i < CR_WEEK; i++) {
        minutes += course->week[i];
        days += course->week[i] > 0;
    }
    text[0] = '\0';
    if (days)
        cr_say(text, size,
               cr_words_n("%.0f minute on %d of %d days",
                          "%.0f minutes on %d of %d days",
                          lround(ceil(minutes))),
               ceil(minutes), days, CR_WEEK);
}

enum cr_status cr_course_add(struct cr_course *course,
                             const struct cr_lesson_take *take)
{
    struct cr_lesson_takes *t = &course->takes;
    struct cr_lesson_take *items =
        realloc(t->items, (t->count + 1) * sizeof(*items));
    if (!items)
        return CR_ERR_MEMORY;
    t->items = items;
    t->items[t->count++] = *take;
    cr_lessons_stand(&course->files.programme, t->items, t->count,
                     course->lessons);
    return CR_OK;
}

void cr_course_plan(const struct cr_course *course, uint32_t minutes,
                    struct cr_plan *plan)
{
    const struct cr_programme *p = &course->files.programme;
    const struct cr_plan_wish wish = {
        .today = course->today,
        .seed = 1,
        .minutes = minutes,
        .repair =
            course->takes.finding[0]
                ? cr_plan_repair(p, course->lessons, course->takes.finding)
                : CR_NONE};
    cr_plan_lessons(plan, p, course->lessons, &wish);
}

void cr_course_limits(const struct cr_programme_step *step, char *text,
                      size_t size)
{
    const struct cr_pass *p = &step->pass;
    struct cr_text_buffer out = {0};
    const double bpm = step->pass_tempo.den ? (double)step->pass_tempo.num /
                                                  (double)step->pass_tempo.den
                                            : 0;
    if (p->has_hits)
        cr_text_say(&out, _(", hits from %g %%"), p->hits_pct);
    if (p->has_extra)
        cr_text_say(&out, _(", extra up to %g %%"), p->extra_pct);
    if (p->has_spread) /* at that tempo it is said as it is measured */
        cr_text_say(&out, _(", spread up to %.0f ms"),
                    bpm > 0 ? p->spread_ms * cr_distance_ms(60000 / bpm) /
                                  cr_distance_ms(500)
                            : p->spread_ms);
    if (p->has_landing)
        cr_text_say(&out, _(", landing up to %g ms"), p->landing_ms);
    if (p->has_bars)
        cr_text_say(&out, _(", %g bars in a row"), p->bars);
    if (bpm > 0)
        cr_text_say(&out, _("%s at %.4g bpm"), out.size ? "" : ",", bpm);
    snprintf(text, size, "%s", out.text && out.size > 2 ? out.text + 2 : "");
    free(out.text);
}

static void add_days(struct cr_text_buffer *out, int32_t days)
{
    if (days <= 0)
        cr_text_say(out, _(", review is due"));
    else if (days == 1)
        cr_text_say(out, _(", review tomorrow"));
    else
        cr_text_say(out, _(", review in %d days"), (int)days);
}

void cr_course_standing(const struct cr_course *course, uint32_t step,
                        char *text, size_t size)
{
    static const char *const stars[] = {"", N_("one star"), N_("two stars"),
                                        N_("three stars")};
    const struct cr_lesson *lesson = &course->lessons[step];
    struct cr_text_buffer out = {0};
    if (lesson->stars) {
        cr_text_say(&out, "%s%s", _(stars[lesson->stars]),
                    lesson->is_grey ? _(", with help") : "");
        add_days(&out, lesson->due_day - course->today);
    } else if (lesson->takes) {
        cr_text_say(&out,
                    cr_words_n("%u take, not passed yet",
                               "%u takes, not passed yet", lesson->takes),
                    lesson->takes);
        if (lesson->bpm > 0)
            cr_text_say(&out, _(", left at %.4g bpm"), lesson->bpm);
    } else {
        cr_text_say(&out, lesson->is_open ? _("open") : _("for later"));
    }
    snprintf(text, size, "%s", out.text ? out.text : "");
    free(out.text);
}
