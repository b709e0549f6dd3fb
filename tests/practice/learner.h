/* learner.h - an imagined person who learns a course, day by day: at each exercise
 * there is a tempo at which half the repetitions pass; it rises with each of them, by
 * less and less, and falls a little on each day without. */
#ifndef CR_TESTS_PRACTICE_LEARNER_H
#define CR_TESTS_PRACTICE_LEARNER_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/earn.h"
#include "app/practice/planner.h"
#include "app/practice/random.h"

struct learner {
    const struct cr_programme *course;
    uint64_t chance;
    uint32_t minutes; /* a day */
    double skip;      /* part of the days that are left out */
    double *half;     /* log2 of the tempo at which half passes, of each step */
    double *gained;
    struct cr_lesson *lessons;
    struct cr_lesson_take *takes;
    uint32_t take_count, take_capacity;

    /* what came of it */
    uint32_t reps, clean; /* of all */
    uint32_t kind_reps[CR_LESSON_KINDS], kind_clean[CR_LESSON_KINDS];
    uint32_t asked_early, passed, days; /* before its prerequisite */
    int32_t longest_wait;   /* of what was due, in days of practice */
    int32_t longest_rest;   /* of what is open and not passed */
    int32_t *waits, *rests; /* of each step */
};

static inline double learner_pass_bpm(const struct cr_programme_step *s)
{
    return (double)s->pass_tempo.num / (double)s->pass_tempo.den;
}

static inline bool learner_repeats(struct learner *l, uint32_t step, double bpm)
{
    const double x = log2(bpm);
    const double pass = 0.01 + 0.96 / (1 + exp((x - l->half[step]) / 0.05));
    l->half[step] += 0.012 * exp(-l->gained[step]);
    l->gained[step] += 0.012;
    return cr_random_unit(&l->chance) < pass;
}

static inline void learner_keep(struct learner *l,
                                const struct cr_lesson_take *take)
{
    if (l->take_count == l->take_capacity) {
        l->take_capacity = 2 * l->take_capacity + 64;
        l->takes = realloc(l->takes, l->take_capacity * sizeof(*l->takes));
        if (!l->takes)
            abort();
    }
    l->takes[l->take_count++] = *take;
}

/* One planned item: repetitions of as many bars as its pass has, in four beats a bar. */
static inline void learner_plays(struct learner *l,
                                 const struct cr_planned *item, int32_t day)
{
    const struct cr_programme_step *s = &l->course->steps[item->step];
    struct cr_lesson_take take = {
        .day = day, .kind = item->kind, .is_dark = item->is_dark};
    const double bars = s->pass.has_bars ? s->pass.bars : 4;
    struct cr_earn *earn = calloc(1, sizeof(*earn));
    double left = item->minutes;
    if (!earn)
        abort();
    cr_lesson_word(s, take.exercise);
    cr_earn_init(
        earn, item->bpm,
        s->stretch.den ? (double)s->stretch.num / (double)s->stretch.den : 240);
    while (left > 0) {
        const double bpm = item->is_earned ? cr_earn_next(earn) : item->bpm;
        const bool is_clean = learner_repeats(l, item->step, bpm);
        left -= 4 * bars / bpm;
        take.reps++;
        take.clean += is_clean;
        cr_earn_add(earn, is_clean);
        if (is_clean && bpm >= 0.995 * learner_pass_bpm(s) && !take.stars)
            take.stars = 1;
    }
    l->reps += take.reps;
    l->clean += take.clean;
    l->kind_reps[item->kind] += take.reps;
    l->kind_clean[item->kind] += take.clean;
    take.bpm = item->is_earned ? earn->bpm : item->bpm;
    if (!item->is_earned) { /* bars in a row, anywhere in the take */
        take.clean = take.clean > 0;
        take.reps = 1;
    }
    free(earn);
    learner_keep(l, &take);
}

static inline bool learner_may(const struct learner *l, uint32_t step)
{
    bool is_unlocked = false, has_lock = false;
    for (uint32_t i = 0; i < l->course->step_count; i++) {
        const struct cr_programme_step *s = &l->course->steps[i];
        for (uint32_t k = 0; k < s->unlock_count; k++) {
            if (cr_programme_find(l->course, s->unlocks[k]) !=
                &l->course->steps[step])
                continue;
            has_lock = true;
            is_unlocked |= l->lessons[i].stars > 0;
        }
    }
    return is_unlocked || !has_lock;
}

static inline void learner_waits(struct learner *l, int32_t day,
                                 const bool *is_asked)
{
    for (uint32_t i = 0; i < l->course->step_count; i++) {
        const bool is_due = l->lessons[i].stars && l->lessons[i].due_day <= day;
        const bool is_new = l->lessons[i].is_open && !l->lessons[i].stars;
        l->waits[i] = is_due && !is_asked[i] ? l->waits[i] + 1 : 0;
        l->rests[i] = is_new && !is_asked[i] ? l->rests[i] + 1 : 0;
        if (l->waits[i] > l->longest_wait)
            l->longest_wait = l->waits[i];
        if (l->rests[i] > l->longest_rest)
            l->longest_rest = l->rests[i];
    }
}

static inline void learner_day(struct learner *l, int32_t day)
{
    struct cr_plan plan;
    bool *is_asked = calloc(l->course->step_count, sizeof(*is_asked));
    if (!is_asked)
        abort();
    for (uint32_t i = 0; i < l->course->step_count; i++) {
        if (l->lessons[i].takes && l->lessons[i].last_day < day)
            l->half[i] -= 0.004;
    }
    if (cr_random_unit(&l->chance) >= l->skip) {
        cr_plan_lessons(&plan, l->course, l->lessons,
                        &(struct cr_plan_wish){.today = day,
                                               .seed = 1,
                                               .minutes = l->minutes,
                                               .repair = CR_NONE});
        l->days++;
        for (uint32_t i = 0; i < plan.count; i++) {
            is_asked[plan.items[i].step] = true;
            l->asked_early += !learner_may(l, plan.items[i].step);
            learner_plays(l, &plan.items[i], day);
        }
        learner_waits(l, day, is_asked);
    }
    cr_lessons_stand(l->course, l->takes, l->take_count, l->lessons);
    free(is_asked);
}

/* `talent`: octaves that the first tempo is above the one to pass; negative: below. */
static inline void learner_learns(struct learner *l, double talent, int days)
{
    const uint32_t n = l->course->step_count;
    l->half = calloc(n, sizeof(*l->half));
    l->gained = calloc(n, sizeof(*l->gained));
    l->lessons = calloc(n, sizeof(*l->lessons));
    l->waits = calloc(n, sizeof(*l->waits));
    l->rests = calloc(n, sizeof(*l->rests));
    if (!l->half || !l->gained || !l->lessons || !l->waits || !l->rests)
        abort();
    for (uint32_t i = 0; i < n; i++)
        l->half[i] = log2(learner_pass_bpm(&l->course->steps[i])) + talent +
                     0.15 * cr_random_normal(&l->chance);
    cr_lessons_stand(l->course, NULL, 0, l->lessons);
    for (int day = 1; day <= days; day++)
        learner_day(l, day);
    for (uint32_t i = 0; i < n; i++)
        l->passed += l->lessons[i].stars > 0;
}

static inline void learner_rests(struct learner *l)
{
    free(l->half);
    free(l->gained);
    free(l->lessons);
    free(l->takes);
    free(l->waits);
    free(l->rests);
}

#endif
