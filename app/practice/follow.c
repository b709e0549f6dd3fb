#include "app/practice/follow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/silence.h"
#include "app/practice/stats.h"
#include "patterns/growing.h"

#define CUT_NS INT64_C(400000000)    /* notes so near to the end count later */
#define DECIDE_NS INT64_C(250000000) /* before the end */
#define RETURN_NS INT64_C(500000000) /* after a gap */

void cr_follow_destroy(struct cr_follow *follow)
{
    free(follow->reps);
    free(follow->gaps);
    *follow = (struct cr_follow){0};
}

void cr_follow_clear(struct cr_follow *follow)
{
    follow->rep_count = follow->gap_count = 0;
}

struct cr_outcomes cr_follow_outcomes(const struct cr_follow *follow)
{
    return (struct cr_outcomes){follow->reps, follow->gaps, follow->rep_count,
                                follow->gap_count};
}

bool cr_follow_has_work(const struct cr_session *session)
{
    return session->earn.bars > 0 || session->gaps.is_ladder;
}

static int64_t bar_start(const struct cr_timeline *t, uint64_t played)
{
    const uint64_t bar = played + t->countin_count;
    return bar < t->bar_count ? t->bars[bar].start_ns : t->end_ns;
}

/* The end of a repetition; INT64_MAX if it is not in the timeline. */
static int64_t rep_end(const struct cr_session *s, const struct cr_timeline *t,
                       uint32_t rep)
{
    const uint64_t end = (uint64_t)(rep + 1) * s->earn.bars;
    return !s->earn.bars || end > t->bar_count - t->countin_count
               ? INT64_MAX
               : bar_start(t, end);
}

/* When the next gap is judged; INT64_MAX: never. */
static enum cr_status gap_due(const struct cr_follow *f,
                              const struct cr_session *s,
                              const struct cr_timeline *t, int64_t *due_ns)
{
    struct cr_silences silences;
    *due_ns = INT64_MAX;
    if (!s->gaps.is_ladder)
        return CR_OK;
    const enum cr_status status = cr_silences_find(&silences, t);
    if (status)
        return status;
    if (f->gap_count < silences.count &&
        silences.items[f->gap_count].to_ns < t->end_ns)
        *due_ns = silences.items[f->gap_count].to_ns + RETURN_NS;
    cr_silences_destroy(&silences);
    return CR_OK;
}

static int64_t rep_due(const struct cr_follow *f, const struct cr_session *s,
                       const struct cr_timeline *t)
{
    const int64_t end = rep_end(s, t, f->rep_count);
    return end == INT64_MAX ? INT64_MAX : end - DECIDE_NS;
}

enum cr_status cr_follow_due(const struct cr_follow *follow,
                             const struct cr_session *session,
                             const struct cr_timeline *timeline,
                             int64_t *due_ns)
{
    const int64_t rep = rep_due(follow, session, timeline);
    const enum cr_status status = gap_due(follow, session, timeline, due_ns);
    *due_ns = rep < *due_ns ? rep : *due_ns;
    return status;
}

/* Judges the notes and the extra hits of a repetition. */
static enum cr_status judge_rep(const struct cr_session *s,
                                const struct cr_timeline *t,
                                const struct cr_result *r,
                                const struct cr_press *presses, uint32_t rep,
                                struct cr_repetition *found)
{
    const int64_t from =
        rep ? bar_start(t, (uint64_t)rep * s->earn.bars) - CUT_NS : INT64_MIN;
    const int64_t to = rep_end(s, t, rep) - CUT_NS;
    double *errors = malloc((r->target_count + 1) * sizeof(*errors));
    double beats = 0;
    uint32_t count = 0, doubtful = 0;
    struct cr_tally tally = {0};
    if (!errors)
        return CR_ERR_MEMORY;
    *found = (struct cr_repetition){
        .bpm = cr_timeline_bar_bpm(t, rep * s->earn.bars + t->countin_count)};
    for (uint32_t i = cr_targets_first(r->targets, r->target_count, from);
         i < r->target_count && r->targets[i].at_ns < to; i++) {
        const struct cr_answer *a = &r->answers[i];
        if (!cr_target_counts(&r->targets[i]))
            continue;
        found->notes++;
        beats += r->targets[i].beat_ms;
        if (a->press == CR_NONE || a->is_wrong_drum)
            continue;
        found->hits++;
        if (presses[a->press].doubt)
            doubtful++;
        else
            errors[count++] = a->error_ms;
    }
    for (uint32_t p = 0; p < r->press_count; p++)
        found->extra += r->fates[p].fate == CR_PRESS_EXTRA &&
                        presses[p].at_ns >= from && presses[p].at_ns < to;
    cr_spread(errors, count, found->notes - doubtful, &tally);
    free(errors);
    found->has_spread = tally.has_spread;
    found->spread_ms = tally.spread_ms;
    if (found->notes)
        found->limit_ms =
            s->earn.spread_ms * cr_pow_two_fifths(beats / found->notes / 500);
    found->is_clean =
        found->notes &&
        found->hits * 100.0 >= s->earn.hits_pct * found->notes &&
        found->extra * 100.0 <= s->earn.extra_pct * found->notes &&
        found->has_spread && found->spread_ms <= found->limit_ms;
    return CR_OK;
}

/* A gap is passed if its first beat back is near enough, and was not rested
 * for: seven of ten notes were played. */
static enum cr_status judge_gap(const struct cr_session *s,
                                const struct cr_timeline *t,
                                const struct cr_result *r, uint32_t gap,
                                bool *is_passed)
{
    struct cr_silences silences;
    const enum cr_status status = cr_silences_judge(&silences, t, r);
    if (status)
        return status;
    const struct cr_silence *own = &silences.items[gap];
    *is_passed = own->has_return &&
                 fabs(own->return_ms) <= s->gaps.landing_ms &&
                 own->hits * 10 >= own->notes * 7;
    cr_silences_destroy(&silences);
    return CR_OK;
}

static bool add(bool **outcomes, uint32_t *count, uint32_t *capacity,
                bool is_good)
{
    if (!cr_grow((void **)outcomes, *count, capacity, sizeof(**outcomes)))
        return false;
    (*outcomes)[(*count)++] = is_good;
    return true;
}

enum cr_status cr_follow_judge(struct cr_follow *follow,
                               const struct cr_session *session,
                               const struct cr_timeline *timeline,
                               const struct cr_press *presses, uint32_t count)
{
    struct cr_follow *f = follow;
    struct cr_result result;
    struct cr_repetition rep;
    int64_t gap_ns;
    bool is_passed = false;
    enum cr_status status = gap_due(f, session, timeline, &gap_ns);
    const int64_t rep_ns = rep_due(f, session, timeline);
    const bool is_rep = rep_ns <= gap_ns;
    /* what came later was not known then */
    while (count && presses[count - 1].at_ns > (is_rep ? rep_ns : gap_ns))
        count--;
    if (!status)
        status = cr_score(&result, timeline, presses, count);
    if (status)
        return status;
    status =
        is_rep
            ? judge_rep(session, timeline, &result, presses, f->rep_count, &rep)
            : judge_gap(session, timeline, &result, f->gap_count, &is_passed);
    cr_result_destroy(&result);
    if (status)
        return status;
    const bool is_kept =
        is_rep ? add(&f->reps, &f->rep_count, &f->rep_capacity, rep.is_clean)
               : add(&f->gaps, &f->gap_count, &f->gap_capacity, is_passed);
    return is_kept ? CR_OK : CR_ERR_MEMORY;
}

/* One round: plans with what is known, plays, judges the next part. */
static enum cr_status
go_round(struct cr_follow *f, struct cr_session_plan *plan,
         const struct cr_session *session, const struct cr_pattern *pattern,
         const struct cr_player *player, struct cr_presses *presses,
         bool *is_over, struct cr_error *error)
{
    struct cr_timeline timeline = {0};
    const struct cr_outcomes outcomes = cr_follow_outcomes(f);
    int64_t due_ns = INT64_MAX;
    enum cr_status status =
        cr_session_plan(plan, session, pattern, &outcomes, error);
    if (status)
        return status;
    status = cr_timeline_create(&timeline, pattern, &plan->timeline);
    if (status == CR_ERR_LIMIT)
        (void)cr_fail(error, status, 0, 0,
                      "that is more than a million strokes or bars");
    if (!status && player) {
        free(presses->items);
        *presses = (struct cr_presses){0};
        status = cr_player_play(player, &timeline, presses);
    }
    if (!status)
        status = cr_follow_due(f, session, &timeline, &due_ns);
    *is_over = due_ns == INT64_MAX;
    if (!status && !*is_over)
        status = cr_follow_judge(f, session, &timeline, presses->items,
                                 presses->count);
    cr_timeline_destroy(&timeline);
    if (status || !*is_over)
        cr_session_plan_destroy(plan);
    return status;
}

enum cr_status cr_follow_through(struct cr_session_plan *plan,
                                 const struct cr_session *session,
                                 const struct cr_pattern *pattern,
                                 const struct cr_player *player,
                                 struct cr_presses *presses,
                                 struct cr_error *error)
{
    struct cr_follow follow = {0};
    bool is_over = false;
    enum cr_status status = CR_OK;
    if (!player && !cr_follow_has_work(session))
        return cr_session_plan(plan, session, pattern, NULL, error);
    while (!status && !is_over)
        status = go_round(&follow, plan, session, pattern, player, presses,
                          &is_over, error);
    cr_follow_destroy(&follow);
    return status;
}

enum cr_status cr_follow_review(const struct cr_session *session,
                                const struct cr_timeline *timeline,
                                const struct cr_result *result,
                                const struct cr_press *presses,
                                struct cr_repetition **repetitions,
                                uint32_t *count,
                                struct cr_earn_estimate *estimate)
{
    const uint32_t all = timeline->bar_count - timeline->countin_count;
    struct cr_earn *earn = malloc(sizeof(*earn));
    uint32_t capacity = 0;
    enum cr_status status = earn ? CR_OK : CR_ERR_MEMORY;
    *repetitions = NULL;
    *count = 0;
    if (earn)
        cr_earn_init(earn,
                     cr_timeline_bar_bpm(timeline, timeline->countin_count), 1);
    while (!status) {
        struct cr_repetition rep;
        const uint64_t end = (uint64_t)(*count + 1) * session->earn.bars;
        /* one in which the take was stopped says nothing */
        if (!session->earn.bars || end > all || end > result->whole_bars)
            break;
        status = judge_rep(session, timeline, result, presses, *count, &rep);
        if (!status &&
            !cr_grow((void **)repetitions, *count, &capacity, sizeof(rep)))
            status = CR_ERR_MEMORY;
        if (status)
            break;
        (*repetitions)[(*count)++] = rep;
        cr_earn_learn(earn, rep.bpm, rep.is_clean);
    }
    if (!status)
        *estimate = cr_earn_estimate(earn);
    free(earn);
    if (status) {
        free(*repetitions);
        *repetitions = NULL;
    }
    return status;
}
