#include "app/practice/planner.h"

#include <math.h>
#include <string.h>

#include "app/practice/random.h"

enum { FEWEST = 3, MOST = 6 }; /* reviews of a session */
enum { SHORT_TURN = 3 };       /* days, of which one is the warm-ups' */

static const double shares[CR_LESSON_KINDS] = {[CR_LESSON_WARM_UP] = 3 / 20.0,
                                               [CR_LESSON_NEW] = 5 / 20.0,
                                               [CR_LESSON_REVIEW] = 8 / 20.0,
                                               [CR_LESSON_REPAIR] = 2 / 20.0,
                                               [CR_LESSON_CREDITS] = 2 / 20.0};

struct planning {
    struct cr_plan *plan;
    const struct cr_programme *course;
    const struct cr_lesson *lessons;
    const struct cr_plan_wish *wish;
    uint64_t chance;
};

static bool is_planned(const struct planning *p, uint32_t step)
{
    for (uint32_t i = 0; i < p->plan->count; i++) {
        if (p->plan->items[i].step == step)
            return true;
    }
    return false;
}

static void add(struct planning *p, uint32_t step, enum cr_lesson_kind kind)
{
    const struct cr_programme_step *s = &p->course->steps[step];
    const struct cr_lesson *lesson = &p->lessons[step];
    const bool is_review =
        kind == CR_LESSON_REVIEW || kind == CR_LESSON_CREDITS;
    struct cr_planned *item = &p->plan->items[p->plan->count++];
    *item =
        (struct cr_planned){.step = step,
                            .kind = kind,
                            .bpm = cr_lesson_bpm(s, lesson, p->wish->today),
                            .is_earned = !is_review && cr_lesson_is_earned(s),
                            .is_dark = is_review};
    if (!is_review || !s->pass_tempo.den)
        return;
    const double asked = (double)s->pass_tempo.num / (double)s->pass_tempo.den;
    const double top = s->stretch.den
                           ? (double)s->stretch.num / (double)s->stretch.den
                           : asked;
    item->bpm = fmin(asked * cr_lesson_review_speed(lesson), fmax(top, asked));
}

/* The best of all steps that a rule admits; of equal ones any. */
static uint32_t choose(struct planning *p,
                       bool (*admits)(const struct planning *p, uint32_t step),
                       double (*worth)(const struct planning *p, uint32_t step))
{
    uint32_t best = CR_NONE, equal = 0;
    double most = 0;
    for (uint32_t i = 0; i < p->course->step_count; i++) {
        if (!admits(p, i) || is_planned(p, i))
            continue;
        const double own = worth(p, i);
        equal = best == CR_NONE || own > most ? 1 : own == most ? equal + 1 : 0;
        if (equal == 1 ||
            (equal > 1 && cr_random_unit(&p->chance) * equal <= 1)) {
            best = i;
            most = own;
        } else if (!equal) {
            equal = 1;
        }
    }
    return best;
}

/* Days since it was played last; one that never was comes before all others, in the
 * order of the course. */
static double days_away(const struct planning *p, uint32_t step)
{
    const int32_t last = p->lessons[step].last_day;
    return last == CR_NO_DAY ? 1e6 - step : (double)p->wish->today - last;
}

static double days_overdue(const struct planning *p, uint32_t step)
{
    return (double)p->wish->today - p->lessons[step].due_day;
}

static bool warms_up(const struct planning *p, uint32_t step)
{
    return p->course->steps[step].is_warm_up && p->lessons[step].is_open;
}

/* What was passed is reviewed; it warms up if nothing else is left. */
static bool is_new_warm_up(const struct planning *p, uint32_t step)
{
    return warms_up(p, step) && !p->lessons[step].stars;
}

static bool is_due(const struct planning *p, uint32_t step)
{
    return p->lessons[step].stars && p->lessons[step].due_day <= p->wish->today;
}

static bool was_passed(const struct planning *p, uint32_t step)
{
    return p->lessons[step].stars > 0;
}

static void add_reviews(struct planning *p)
{
    const uint32_t fewest =
        (uint32_t)fmax(1, round(FEWEST * p->wish->minutes / 20.0));
    const uint32_t most =
        (uint32_t)fmax(1, round(MOST * p->wish->minutes / 20.0));
    uint32_t count = 0, step;
    while (count < most &&
           (step = choose(p, is_due, days_overdue)) != CR_NONE) {
        add(p, step, CR_LESSON_REVIEW);
        count++;
    }
    while (count < fewest &&
           (step = choose(p, was_passed, days_away)) != CR_NONE) {
        add(p, step, CR_LESSON_REVIEW);
        count++;
    }
}

/* Each kind's part of the time, shared among its items; what a kind does not need goes
 * to the others. */
static void share_time(struct planning *p)
{
    uint32_t counts[CR_LESSON_KINDS] = {0};
    double all = 0;
    for (uint32_t i = 0; i < p->plan->count; i++)
        counts[p->plan->items[i].kind]++;
    for (int k = 0; k < CR_LESSON_KINDS; k++)
        all += counts[k] ? shares[k] : 0;
    for (uint32_t i = 0; i < p->plan->count; i++) {
        struct cr_planned *item = &p->plan->items[i];
        item->minutes =
            p->wish->minutes * shares[item->kind] / all / counts[item->kind];
    }
}

void cr_plan_lessons(struct cr_plan *plan, const struct cr_programme *course,
                     const struct cr_lesson *lessons,
                     const struct cr_plan_wish *wish)
{
    struct cr_plan_wish own = *wish;
    struct planning p = {.plan = plan,
                         .course = course,
                         .lessons = lessons,
                         .wish = &own,
                         .chance = wish->seed ^
                                   ((uint64_t)(uint32_t)wish->today << 20)};
    const bool is_short = wish->minutes < 8;
    *plan = (struct cr_plan){0};
    own.minutes = own.minutes < CR_PLAN_LEAST  ? CR_PLAN_LEAST
                  : own.minutes > CR_PLAN_MOST ? CR_PLAN_MOST
                                               : own.minutes;
    const uint32_t new = cr_lessons_next(course, lessons);
    const bool has_warm_up =
        !is_short || new == CR_NONE || wish->today % SHORT_TURN == 0;
    uint32_t warm_up = CR_NONE;
    if (has_warm_up)
        warm_up = choose(&p, is_new_warm_up, days_away);
    if (has_warm_up && warm_up == CR_NONE && !is_short)
        warm_up = choose(&p, warms_up, days_away);
    if (warm_up != CR_NONE)
        add(&p, warm_up, CR_LESSON_WARM_UP);
    if (new != CR_NONE && (!is_short || warm_up == CR_NONE))
        add(&p, new, CR_LESSON_NEW);
    add_reviews(&p);
    if (!is_short && own.repair != CR_NONE && lessons[own.repair].is_open &&
        !is_planned(&p, own.repair))
        add(&p, own.repair, CR_LESSON_REPAIR);
    const uint32_t last = choose(&p, is_due, days_overdue);
    if (last != CR_NONE)
        add(&p, last, CR_LESSON_CREDITS);
    share_time(&p);
}

static bool is_untried(const struct cr_programme *course,
                       const struct cr_lesson *lessons, uint32_t step,
                       uint32_t level)
{
    return !course->steps[step].is_warm_up &&
           course->steps[step].level == level && !lessons[step].takes;
}

bool cr_plan_test(struct cr_plan *plan, const struct cr_programme *course,
                  const struct cr_lesson *lessons, uint32_t level)
{
    enum { TESTED = 3, TEST_MINUTES = 1 };
    uint32_t found = 0, seen = 0;
    for (uint32_t i = 0; i < course->step_count; i++)
        found += is_untried(course, lessons, i, level);
    if (found < TESTED)
        return false;
    *plan = (struct cr_plan){0};
    for (uint32_t i = 0; i < course->step_count; i++) {
        if (!is_untried(course, lessons, i, level))
            continue;
        /* the first, one in the middle, the last */
        if (seen++ != plan->count * (found - 1) / (TESTED - 1))
            continue;
        plan->items[plan->count++] =
            (struct cr_planned){.step = i,
                                .kind = CR_LESSON_TEST,
                                .minutes = TEST_MINUTES,
                                .bpm = cr_lesson_pass_bpm(&course->steps[i])};
    }
    return true;
}

bool cr_plan_more(struct cr_plan *plan, const struct cr_programme *course,
                  const struct cr_lesson *lessons, int32_t today,
                  double minutes)
{
    const uint32_t next = cr_lessons_next(course, lessons);
    if (next == CR_NONE || plan->count == CR_PLAN_ITEMS)
        return false;
    const struct cr_programme_step *s = &course->steps[next];
    plan->items[plan->count++] =
        (struct cr_planned){.step = next,
                            .kind = CR_LESSON_NEW,
                            .minutes = minutes,
                            .bpm = cr_lesson_bpm(s, &lessons[next], today),
                            .is_earned = cr_lesson_is_earned(s)};
    return true;
}

uint32_t cr_plan_repair(const struct cr_programme *course,
                        const struct cr_lesson *lessons,
                        const char *finding_word)
{
    uint32_t best = CR_NONE;
    for (uint32_t i = 0; i < course->step_count; i++) {
        const struct cr_programme_step *s = &course->steps[i];
        bool mends = false;
        for (uint32_t k = 0; k < s->repair_count; k++)
            mends |= strcmp(s->repairs[k], finding_word) == 0;
        if (!mends || !lessons[i].is_open)
            continue;
        if (best == CR_NONE || (lessons[best].stars &&
                                (!lessons[i].stars ||
                                 lessons[i].last_day < lessons[best].last_day)))
            best = i;
    }
    return best;
}

enum cr_status cr_planned_session(const struct cr_planned *item,
                                  const struct cr_programme *course,
                                  const struct cr_pattern *pattern,
                                  struct cr_session *session)
{
    const struct cr_programme_step *step = &course->steps[item->step];
    const enum cr_status status =
        cr_lesson_session(step, pattern, item->bpm, item->minutes, session);
    if (status)
        return status;
    if (!item->is_earned)
        session->earn = (struct cr_earn_rule){0};
    const uint32_t bars = step->pass.has_bars ? (uint32_t)step->pass.bars : 4;
    if (item->kind == CR_LESSON_CREDITS && !session->gaps.mute && bars > 1) {
        session->gaps.play = bars - 1;
        session->gaps.mute = 1;
    }
    return CR_OK;
}
