#include "app/ui/teaching.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/diagnosis.h"
#include "app/practice/rollover.h"
#include "app/ui/live_opening.h"
#include "patterns/words.h"

enum { MINUTES = 5 };    /* of one exercise */
enum { LEAST_LEFT = 2 }; /* of a session, for one exercise more */

static const struct cr_programme *programme(const struct cr_teaching *t)
{
    return &t->course->files.programme;
}

const struct cr_planned *cr_teaching_item(const struct cr_teaching *teaching)
{
    return &teaching->plan.items[teaching->item];
}

static const struct cr_programme_step *step_of(const struct cr_teaching *t)
{
    return &programme(t)->steps[cr_teaching_item(t)->step];
}

/* The drum that is played for who has a keyboard of two keys at once: the hat, else the
 * first that hands play; NULL: none is. */
static const struct cr_lane *helped_drum(const struct cr_teaching *t)
{
    const struct cr_pattern *p =
        &t->course->files.files[cr_teaching_item(t)->step].pattern;
    const struct cr_lane *found = NULL;
    if (t->course->keys != 2 || step_of(t)->assist[0] ||
        !cr_pattern_needs_three_keys(p))
        return NULL;
    for (uint32_t i = 0; i < p->lane_count; i++) {
        if (p->lanes[i].id == CR_HH)
            return &p->lanes[i];
        if (!found && cr_lane_is_hand(&p->lanes[i]))
            found = &p->lanes[i];
    }
    return found;
}

static void say_help(struct cr_teaching *t)
{
    const size_t used = strlen(t->ready);
    const struct cr_lane *drum = helped_drum(t);
    if (drum)
        cr_say(t->ready + used, sizeof(t->ready) - used,
               _(". Two keys at once: %s is played for you"),
               cr_lane_label(drum));
}

static void say_ready(struct cr_teaching *t)
{
    const struct cr_planned *item = cr_teaching_item(t);
    t->goes_on = false;
    t->verdict[0] = '\0';
    if (t->is_test)
        cr_say(t->ready, sizeof(t->ready),
               _("%u of 3 at %.4g bpm, one try: %s. Enter starts"), t->item + 1,
               item->bpm, cr_title(step_of(t)->name));
    else if (t->minutes)
        cr_say(t->ready, sizeof(t->ready),
               _("%u of %u, %s, %.1f minutes: %s. Enter starts"), t->item + 1,
               t->plan.count, _(cr_lesson_kind_word(item->kind)), item->minutes,
               cr_title(step_of(t)->name));
    else
        cr_say(t->ready, sizeof(t->ready), _("%s. Enter starts"),
               cr_title(step_of(t)->name));
    say_help(t);
}

void cr_teaching_choose(struct cr_teaching *teaching, uint32_t step)
{
    struct cr_teaching *t = teaching;
    const struct cr_programme_step *s = &programme(t)->steps[step];
    const struct cr_lesson *lesson = &t->course->lessons[step];
    t->plan = (struct cr_plan){.count = 1};
    t->plan.items[0] =
        (struct cr_planned){.step = step,
                            .kind = CR_LESSON_FREE,
                            .minutes = MINUTES,
                            .bpm = cr_lesson_bpm(s, lesson, t->course->today),
                            .is_earned = cr_lesson_is_earned(s)};
    t->item = 0;
    t->minutes = 0;
    t->is_test = false;
    say_ready(t);
}

void cr_teaching_plan(struct cr_teaching *teaching, uint32_t minutes)
{
    cr_course_plan(teaching->course, minutes, &teaching->plan);
    teaching->item = 0;
    teaching->minutes = minutes;
    teaching->played = 0;
    teaching->is_test = false;
    say_ready(teaching);
}

bool cr_teaching_test(struct cr_teaching *teaching, uint32_t step)
{
    struct cr_teaching *t = teaching;
    if (!cr_plan_test(&t->plan, programme(t), t->course->lessons,
                      programme(t)->steps[step].level))
        return false;
    t->item = 0;
    t->minutes = 0;
    t->is_test = true;
    say_ready(t);
    return true;
}

enum cr_status cr_teaching_wish(const struct cr_teaching *teaching,
                                const struct cr_live_wish *as,
                                struct cr_live_wish *wish,
                                const struct cr_pattern **pattern)
{
    const struct cr_planned *item = cr_teaching_item(teaching);
    const struct cr_programme_file *file =
        &teaching->course->files.files[item->step];
    *wish = *as;
    *pattern = &file->pattern;
    wish->pattern_text = file->text;
    wish->title = file->pattern.title ? file->pattern.title : _("Exercise");
    const enum cr_status status = cr_planned_session(
        item, programme(teaching), &file->pattern, &wish->session);
    const struct cr_lane *drum = helped_drum(teaching);
    if (drum && !status)
        cr_programme_hand_over(&wish->session, drum->name, &file->pattern);
    if (wish->session.earn.bars)
        wish->session.earn.aim_pct = teaching->course->aim_pct;
    return status;
}

enum cr_status cr_teaching_get_ready(struct cr_teaching *teaching,
                                     struct cr_stage *stage,
                                     struct cr_live *live,
                                     struct cr_error *error)
{
    struct cr_live_wish wish;
    const struct cr_pattern *pattern;
    const enum cr_status status =
        cr_teaching_wish(teaching, &live->wish, &wish, &pattern);
    if (status)
        return cr_fail(error, status, 0, 0, "%.60s cannot be practised so",
                       cr_title(step_of(teaching)->name));
    wish.is_click_off = live->is_click_off;
    cr_live_close_beside(stage, live);
    return cr_live_open_beside(stage, live, pattern, &wish, error);
}

static void find_fault(const struct cr_report *about, char *word, size_t size)
{
    struct cr_measures measures;
    struct cr_diagnosis found;
    word[0] = '\0';
    if (cr_measure(&measures, about->timeline, about->result, about->presses))
        return; /* no memory: no fault is known */
    if (!cr_diagnose(&found, about->timeline, about->result, about->presses,
                     &measures) &&
        found.count)
        snprintf(word, size, "%s", cr_finding_word(found.findings[0].kind));
    cr_measures_destroy(&measures);
}

static void say_verdict(struct cr_teaching *t,
                        const struct cr_lesson_take *take)
{
    static const char *const stars[] = {"", N_("One star"), N_("Two stars"),
                                        N_("Three stars")};
    const struct cr_programme_step *s = step_of(t);
    char limits[200];
    cr_course_limits(s, limits, sizeof(limits));
    if (take->stars)
        cr_say(t->verdict, sizeof(t->verdict), "%s%s: %.130s",
               _(stars[take->stars]), take->is_assisted ? _(", with help") : "",
               limits);
    else if (take->reps > 1 && take->clean)
        cr_say(t->verdict, sizeof(t->verdict),
               _("%u of %u repetitions clean, up to %.4g bpm. A star: %.130s"),
               take->clean, take->reps, take->bpm, limits);
    else
        cr_say(t->verdict, sizeof(t->verdict),
               _("Not passed yet. A star: %.160s"), limits);
}

/* The exercise that mends what stood out. */
static void say_repair(struct cr_teaching *t, const char *finding)
{
    const size_t used = strlen(t->verdict);
    const uint32_t step =
        finding[0] ? cr_plan_repair(programme(t), t->course->lessons, finding)
                   : CR_NONE;
    if (step != CR_NONE && step != cr_teaching_item(t)->step)
        cr_say(t->verdict + used, sizeof(t->verdict) - used,
               _(". What stood out is mended by %.60s"),
               cr_title(programme(t)->steps[step].name));
}

/* What a session or a test goes on with; false: with nothing. */
static bool find_next_item(struct cr_teaching *t)
{
    const double left = t->minutes - t->played;
    if (t->item + 1 < t->plan.count)
        return true;
    return !t->is_test && left >= LEAST_LEFT &&
           cr_plan_more(&t->plan, programme(t), t->course->lessons,
                        t->course->today, left);
}

static void say_test_result(struct cr_teaching *t)
{
    const uint32_t level = step_of(t)->level;
    if (cr_lessons_level_is_open(programme(t), t->course->lessons, level))
        cr_say(t->next, sizeof(t->next), _("level %u is open; %s once more"),
               level, cr_title(step_of(t)->name));
    else
        cr_say(t->next, sizeof(t->next),
               _("level %u is for later; %s once more"), level,
               cr_title(step_of(t)->name));
}

static void say_next(struct cr_teaching *t, bool has_star)
{
    const uint32_t step = cr_teaching_item(t)->step;
    uint32_t next = step;
    if (t->minutes || t->is_test) {
        t->goes_on = find_next_item(t);
        if (t->goes_on)
            next = t->plan.items[t->item + 1].step;
    } else if (has_star) {
        next = cr_lessons_next(programme(t), t->course->lessons);
        t->goes_on = next != CR_NONE && next != step;
        t->next_step = next;
    } else {
        t->goes_on = false;
    }
    if (t->goes_on)
        snprintf(t->next, sizeof(t->next), "%s",
                 cr_title(programme(t)->steps[next].name));
    else if (t->is_test)
        say_test_result(t);
    else if (t->minutes)
        cr_say(t->next, sizeof(t->next),
               _("that was the session; %s once more"),
               cr_title(step_of(t)->name));
    else
        cr_say(t->next, sizeof(t->next), _("%s once more"),
               cr_title(step_of(t)->name));
}

static double minutes_of(const struct cr_live *live)
{
    const int64_t until = cr_live_until_ns(live);
    const int64_t end = live->timeline.end_ns;
    return fmax(0, (double)(until < end ? until : end) / 60e9);
}

bool cr_teaching_judge(struct cr_teaching *teaching, const struct cr_live *live,
                       const struct cr_report *about, bool is_dark,
                       struct cr_kept_lesson *kept)
{
    struct cr_teaching *t = teaching;
    const struct cr_session *played = &live->wish.session;
    const struct cr_programme_step *s = step_of(t);
    const struct cr_session own = cr_programme_session(s, live->pattern);
    struct cr_lesson_take *take = &kept->take;
    *kept = (struct cr_kept_lesson){
        .take = {.day = t->course->today,
                 .kind = cr_teaching_item(t)->kind,
                 .is_dark = is_dark,
                 .is_assisted = strcmp(played->part, own.part) != 0}};
    snprintf(kept->course, sizeof(kept->course), "%s", programme(t)->title);
    cr_lesson_word(s, take->exercise);
    t->played += minutes_of(live);
    t->course->week[CR_WEEK - 1] += minutes_of(live);
    if (played->from_bar != own.from_bar || played->to_bar != own.to_bar ||
        cr_lesson_judge(s, played, about->timeline, about->result,
                        about->presses, take)) {
        cr_say(t->verdict, sizeof(t->verdict),
               _("Only some of its bars were played: that is not judged"));
        say_next(t, false);
        return false;
    }
    find_fault(about, kept->finding, sizeof(kept->finding));
    if (cr_course_add(t->course, take))
        t->verdict[0] = '\0'; /* no memory: it is known next time */
    snprintf(t->course->takes.finding, sizeof(t->course->takes.finding), "%s",
             kept->finding);
    say_verdict(t, take);
    say_repair(t, kept->finding);
    say_next(t, take->stars > 0);
    return true;
}

static bool has_star(const struct cr_teaching *t, const struct cr_live *live)
{
    struct cr_presses presses;
    struct cr_result result;
    struct cr_lesson_take take = {0};
    if (cr_live_result(live, cr_live_until_ns(live), &presses, &result))
        return false; /* no memory: it is said at the end */
    const bool has =
        !cr_lesson_judge(step_of(t), &live->wish.session, &live->timeline,
                         &result, presses.items, &take) &&
        take.stars > 0;
    cr_result_destroy(&result);
    free(presses.items);
    return has;
}

/* A repetition is judged shortly before its end; it counts once its last notes can no
 * longer be answered. */
static bool is_whole(const struct cr_live *live, uint32_t repetition)
{
    const struct cr_timeline *t = &live->timeline;
    const uint32_t end =
        t->countin_count + (repetition + 1) * live->wish.session.earn.bars;
    return cr_live_until_ns(live) >=
           (end < t->bar_count ? t->bars[end].start_ns : t->end_ns);
}

bool cr_teaching_watch(struct cr_teaching *teaching, const struct cr_live *live)
{
    struct cr_teaching *t = teaching;
    const struct cr_follow *f = &live->follow;
    if (live->state != CR_LIVE_PLAYING || !f->rep_count) {
        t->seen_reps = 0;
        t->is_passed = false;
        return false;
    }
    if (!t->course || t->is_passed || cr_teaching_item(t)->is_dark ||
        t->seen_reps >= f->rep_count || !is_whole(live, t->seen_reps))
        return false;
    t->is_passed = f->reps[t->seen_reps++] && has_star(t, live);
    return t->is_passed;
}

void cr_teaching_go_on(struct cr_teaching *teaching)
{
    if (!teaching->goes_on)
        return;
    if (!teaching->minutes && !teaching->is_test) {
        cr_teaching_choose(teaching, teaching->next_step);
        return;
    }
    teaching->item++;
    say_ready(teaching);
}
