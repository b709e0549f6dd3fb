#include "app/practice/lessons.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/follow.h"
#include "patterns/words.h"

static const int32_t gaps[CR_REVIEWS] = {1, 3, 7, 16, 35};
static const double speeds[CR_REVIEWS] = {1, 0.75, 1.25, 1, 1};

const char *cr_lesson_kind_word(enum cr_lesson_kind kind)
{
    static const char *const words[CR_LESSON_KINDS] = {
        N_("free"),   N_("warm-up"), N_("new"), N_("review"),
        N_("repair"), N_("credits"), N_("test")};
    return words[kind];
}

void cr_lesson_word(const struct cr_programme_step *step, char *word)
{
    size_t size = strcspn(step->name, " ");
    if (size >= CR_UNLOCK_SIZE)
        size = CR_UNLOCK_SIZE - 1;
    memcpy(word, step->name, size);
    word[size] = '\0';
}

static double bpm_of(struct cr_fraction bpm)
{
    return bpm.den ? (double)bpm.num / (double)bpm.den : 0;
}

double cr_lesson_pass_bpm(const struct cr_programme_step *step)
{
    const double own = bpm_of(step->pass_tempo);
    return own > 0 ? own : bpm_of(step->tempo);
}

bool cr_lesson_is_earned(const struct cr_programme_step *step)
{
    const struct cr_session *s = &step->session;
    return step->pass.has_spread && !step->pass.has_landing &&
           !s->ramp.step.num && !s->gaps.mute && !s->break_play &&
           !s->minutes && !s->earn.bars;
}

static enum cr_status measure_loop(const struct cr_pattern *pattern,
                                   const struct cr_session *session,
                                   double *seconds, uint32_t *bars)
{
    struct cr_timeline once;
    const struct cr_timeline_options options = {.from_bar = session->from_bar,
                                                .to_bar = session->to_bar,
                                                .speed = session->speed};
    const enum cr_status status = cr_timeline_create(&once, pattern, &options);
    if (status)
        return status;
    *seconds = (double)once.end_ns / 1e9;
    *bars = once.loop_bar_count;
    cr_timeline_destroy(&once);
    return CR_OK;
}

enum cr_status cr_lesson_session(const struct cr_programme_step *step,
                                 const struct cr_pattern *pattern, double bpm,
                                 double minutes, struct cr_session *session)
{
    struct cr_programme_step own = *step;
    double seconds;
    uint32_t bars;
    own.tempo = cr_fraction_make(llround(bpm * 10), 10);
    *session = cr_programme_session(&own, pattern);
    if (cr_session_has_end(&step->session) && !step->session.loops)
        return CR_OK; /* it says itself how long it is */
    if (cr_lesson_is_earned(step)) {
        const double top = bpm_of(step->stretch);
        session->earn = (struct cr_earn_rule){
            .bars = step->pass.has_bars ? (uint32_t)step->pass.bars : 4,
            .hits_pct = step->pass.has_hits ? step->pass.hits_pct : 90,
            .extra_pct = step->pass.has_extra ? step->pass.extra_pct : 10,
            .spread_ms = step->pass.spread_ms,
            .top_bpm = top > 0 ? top : 240};
    }
    const enum cr_status status =
        measure_loop(pattern, session, &seconds, &bars);
    if (status)
        return status;
    const double least = step->pass.has_bars ? step->pass.bars : 1;
    const double loops =
        fmax(ceil(least / bars), round(minutes * 60 / seconds));
    session->loops = (uint32_t)fmin(fmax(loops, 1), 10000);
    return CR_OK;
}

static uint8_t stars_of(double spread, double limit)
{
    return spread <= 0.55 * limit ? 3 : spread <= 0.75 * limit ? 2 : 1;
}

static uint8_t landing_stars(double landing, double limit)
{
    return landing <= 0.4 * limit ? 3 : landing <= 0.7 * limit ? 2 : 1;
}

static bool is_fast_enough(const struct cr_programme_step *step, double bpm)
{
    /* a ramp has its own tempo */
    return step->session.ramp.step.num ||
           bpm >= 0.995 * cr_lesson_pass_bpm(step);
}

static enum cr_status judge_earned(const struct cr_programme_step *step,
                                   const struct cr_session *session,
                                   const struct cr_timeline *timeline,
                                   const struct cr_result *result,
                                   const struct cr_press *presses,
                                   struct cr_lesson_take *take)
{
    struct cr_earn_estimate estimate;
    struct cr_repetition *reps;
    struct cr_earn *earn = malloc(sizeof(*earn));
    enum cr_status status =
        earn ? cr_follow_review(session, timeline, result, presses, &reps,
                                &take->reps, &estimate)
             : CR_ERR_MEMORY;
    if (status) {
        free(earn);
        return status;
    }
    cr_earn_init(earn, cr_timeline_bar_bpm(timeline, timeline->countin_count),
                 session->earn.top_bpm);
    earn->aim = session->earn.aim_pct / 100;
    for (uint32_t i = 0; i < take->reps; i++) {
        const struct cr_repetition *r = &reps[i];
        cr_earn_add(earn, r->is_clean);
        take->clean += r->is_clean;
        if (r->is_clean && is_fast_enough(step, r->bpm)) {
            const uint8_t stars = stars_of(r->spread_ms, r->limit_ms);
            take->stars = stars > take->stars ? stars : take->stars;
        }
    }
    take->bpm = earn->bpm;
    free(earn);
    free(reps);
    return CR_OK;
}

static enum cr_status judge_whole(const struct cr_programme_step *step,
                                  const struct cr_timeline *timeline,
                                  const struct cr_result *result,
                                  const struct cr_press *presses,
                                  struct cr_lesson_take *take)
{
    struct cr_verdict verdict;
    const enum cr_status status =
        cr_programme_judge(&step->pass, timeline, result, presses, &verdict);
    if (status)
        return status;
    take->bpm = cr_timeline_bar_bpm(timeline, timeline->countin_count);
    take->reps = 1;
    take->clean = verdict.is_passed;
    if (!verdict.is_passed || !is_fast_enough(step, take->bpm))
        return CR_OK;
    take->stars = step->pass.has_spread
                      ? stars_of(verdict.spread_ms, step->pass.spread_ms)
                      : 1;
    if (step->pass.has_landing) {
        const uint8_t stars =
            landing_stars(verdict.landing_ms, step->pass.landing_ms);
        take->stars = stars < take->stars ? stars : take->stars;
    }
    return CR_OK;
}

enum cr_status cr_lesson_judge(const struct cr_programme_step *step,
                               const struct cr_session *session,
                               const struct cr_timeline *timeline,
                               const struct cr_result *result,
                               const struct cr_press *presses,
                               struct cr_lesson_take *take)
{
    take->stars = 0;
    take->reps = take->clean = 0;
    return session->earn.bars
               ? judge_earned(step, session, timeline, result, presses, take)
               : judge_whole(step, timeline, result, presses, take);
}

/* A dark take is a review if one was due, and only the first of its day. */
static void review(struct cr_lesson *lesson, const struct cr_lesson_take *take)
{
    if (!take->is_dark || take->day < lesson->due_day ||
        take->day == lesson->counted_day)
        return;
    lesson->counted_day = take->day;
    lesson->is_shaky = !take->reps || take->clean < take->reps;
    if (!lesson->is_shaky) {
        lesson->reviews++;
        lesson->due_day =
            take->day + gaps[lesson->reviews < CR_REVIEWS ? lesson->reviews
                                                          : CR_REVIEWS - 1];
        return;
    }
    if (lesson->reviews)
        lesson->reviews--;
    lesson->due_day = take->day + 1;
}

static void add_take(struct cr_lesson *lesson,
                     const struct cr_lesson_take *take)
{
    if (!lesson->takes++)
        lesson->passed_first = take->stars > 0;
    if (lesson->passed_day != CR_NO_DAY)
        review(lesson, take);
    if (take->stars) {
        lesson->is_grey =
            take->is_assisted && (lesson->is_grey || !lesson->stars);
        if (take->stars > lesson->stars)
            lesson->stars = take->stars;
        if (lesson->passed_day == CR_NO_DAY) {
            lesson->passed_day = lesson->counted_day = take->day;
            lesson->due_day = take->day + gaps[0];
        }
    }
    lesson->last_day = take->day;
    /* the tempo of a review was asked for, not reached */
    if (take->bpm > 0 && take->kind != CR_LESSON_REVIEW &&
        take->kind != CR_LESSON_CREDITS)
        lesson->bpm = take->bpm;
}

/* Three at the first try: whoever can play a level can play the ones below. */
static bool is_known(const struct cr_programme *course,
                     const struct cr_lesson *lessons, uint32_t level)
{
    uint32_t known = 0;
    for (uint32_t i = 0; i < course->step_count; i++)
        known += !course->steps[i].is_warm_up &&
                 course->steps[i].level >= level && lessons[i].passed_first;
    return known >= 3;
}

bool cr_lessons_level_is_open(const struct cr_programme *course,
                              const struct cr_lesson *lessons, uint32_t level)
{
    uint32_t all = 0, passed = 0, before = 0;
    for (uint32_t i = 0; i < course->step_count; i++) {
        const struct cr_programme_step *s = &course->steps[i];
        if (!s->is_warm_up && s->level < level && s->level > before)
            before = s->level;
    }
    for (uint32_t i = 0; i < course->step_count; i++) {
        const struct cr_programme_step *s = &course->steps[i];
        all += !s->is_warm_up && s->level == before;
        passed += !s->is_warm_up && s->level == before && lessons[i].stars;
    }
    return !before || 10 * passed >= 7 * all ||
           is_known(course, lessons, level);
}

static void reach(const struct cr_programme *course, struct cr_lesson *lessons)
{
    for (uint32_t i = 0; i < course->step_count; i++) {
        const struct cr_programme_step *s = &course->steps[i];
        for (uint32_t k = 0; k < s->unlock_count; k++) {
            const struct cr_programme_step *other =
                cr_programme_find(course, s->unlocks[k]);
            /* a level that is known is entered at its beginning */
            lessons[other - course->steps].is_reached |=
                lessons[i].stars || (s->level < other->level &&
                                     is_known(course, lessons, other->level));
        }
    }
}

void cr_lessons_stand(const struct cr_programme *course,
                      const struct cr_lesson_take *takes, uint32_t count,
                      struct cr_lesson *lessons)
{
    for (uint32_t i = 0; i < course->step_count; i++)
        lessons[i] = (struct cr_lesson){.is_reached = true,
                                        .passed_day = CR_NO_DAY,
                                        .last_day = CR_NO_DAY,
                                        .due_day = CR_NO_DAY,
                                        .counted_day = CR_NO_DAY};
    for (uint32_t i = 0; i < count; i++) {
        const struct cr_programme_step *step =
            cr_programme_find(course, takes[i].exercise);
        if (step) /* another version of the course may have had it */
            add_take(&lessons[step - course->steps], &takes[i]);
    }
    for (uint32_t i = 0; i < course->step_count; i++) {
        const struct cr_programme_step *s = &course->steps[i];
        for (uint32_t k = 0; k < s->unlock_count; k++)
            lessons[cr_programme_find(course, s->unlocks[k]) - course->steps]
                .is_reached = false;
    }
    reach(course, lessons);
    for (uint32_t i = 0; i < course->step_count; i++) {
        const struct cr_programme_step *s = &course->steps[i];
        lessons[i].is_open = lessons[i].is_reached &&
                             (s->is_warm_up || cr_lessons_level_is_open(
                                                   course, lessons, s->level));
    }
}

double cr_lesson_bpm(const struct cr_programme_step *step,
                     const struct cr_lesson *lesson, int32_t today)
{
    const double first = bpm_of(step->tempo);
    if (!cr_lesson_is_earned(step))
        return cr_lesson_pass_bpm(step);
    if (!(lesson->bpm > 0))
        return first;
    return fmax(lesson->bpm * (lesson->last_day < today ? 0.95 : 1), first);
}

double cr_lesson_review_speed(const struct cr_lesson *lesson)
{
    return speeds[lesson->reviews < CR_REVIEWS ? lesson->reviews
                                               : CR_REVIEWS - 1] *
           (lesson->is_shaky ? 0.9 : 1);
}

uint32_t cr_lessons_next(const struct cr_programme *course,
                         const struct cr_lesson *lessons)
{
    uint32_t best = CR_NONE;
    for (uint32_t i = 0; i < course->step_count; i++) {
        const struct cr_programme_step *s = &course->steps[i];
        if (s->is_warm_up || !lessons[i].is_open || lessons[i].stars)
            continue;
        if (best == CR_NONE || s->level < course->steps[best].level)
            best = i;
    }
    return best;
}
