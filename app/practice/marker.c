#include "app/practice/marker.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/growing.h"

#define GRACE_MS 60.0
#define REACH_NS INT64_C(1000000000) /* wider than any window */

void cr_marker_destroy(struct cr_marker *marker)
{
    free(marker->targets);
    free(marker->notes);
    free(marker->gaps);
    free(marker->is_answered);
    free(marker->errors);
    free(marker->marks);
    *marker = (struct cr_marker){0};
}

void cr_marker_clear(struct cr_marker *marker)
{
    marker->mark_count = 0;
    if (marker->count)
        memset(marker->is_answered, 0, marker->count * sizeof(bool));
}

uint32_t cr_marker_first(const struct cr_marker *marker, int64_t at_ns)
{
    return cr_targets_first(marker->targets, marker->count, at_ns);
}

/* True inside a roll, where as many hits as one likes are right. */
static bool is_in_roll(const struct cr_marker *m, int64_t at_ns, uint32_t lane)
{
    for (uint32_t i = cr_marker_first(m, at_ns + 1); i-- > 0;) {
        if (cr_target_is_of(&m->targets[i], lane) && !m->targets[i].is_grace)
            return at_ns <= m->targets[i].free_until_ns;
    }
    return false;
}

/* A grace note of the other hand, which is judged by its stroke. */
static bool is_grace(const struct cr_target *target, double error_ms,
                     double nearest)
{
    return target->is_grace && target->other_hand &&
           fabs(error_ms) < fmin(nearest, GRACE_MS);
}

static struct cr_mark judge(const struct cr_marker *m, int64_t at_ns,
                            uint32_t lane)
{
    struct cr_mark mark = {.at_ns = at_ns,
                           .lane = lane,
                           .fate = CR_PRESS_EXTRA,
                           .target = CR_NONE};
    double nearest = HUGE_VAL;
    for (uint32_t i = cr_marker_first(m, at_ns - REACH_NS);
         i < m->count && m->targets[i].at_ns <= at_ns + REACH_NS; i++) {
        const struct cr_target *t = &m->targets[i];
        const double distance = cr_distance_ms(t->beat_ms);
        const double error = (double)(at_ns - t->at_ns) / 1e6;
        if (t->lane == lane && is_grace(t, error, nearest)) {
            nearest = fabs(error);
            mark.fate = CR_PRESS_FREE;
            mark.target = CR_NONE;
        }
        if (!cr_target_is_of(t, lane) || t->is_grace || m->is_answered[i])
            continue;
        if (fabs(error) > fmin(1.5 * distance, m->gaps[i]) ||
            fabs(error) >= nearest)
            continue;
        nearest = fabs(error);
        mark.fate = t->lane == lane ? CR_PRESS_MATCHED : CR_PRESS_WRONG_DRUM;
        mark.target = t->lane == lane ? i : CR_NONE;
        mark.error_ms = error;
        mark.judgement = cr_judge(&m->windows, t,
                                  &(struct cr_answer){.error_ms = error,
                                                      .distance_ms = distance,
                                                      .gap_ms = m->gaps[i]});
    }
    if (mark.fate == CR_PRESS_EXTRA && is_in_roll(m, at_ns, lane))
        mark.fate = CR_PRESS_FREE;
    return mark;
}

enum cr_status cr_marker_add(struct cr_marker *marker, int64_t at_ns,
                             uint32_t lane)
{
    if (!cr_grow((void **)&marker->marks, marker->mark_count,
                 &marker->mark_capacity, sizeof(*marker->marks)))
        return CR_ERR_MEMORY;
    const struct cr_mark mark = judge(marker, at_ns, lane);
    uint32_t at = marker->mark_count++; /* in the order of time */
    for (; at && marker->marks[at - 1].at_ns > at_ns; at--)
        marker->marks[at] = marker->marks[at - 1];
    marker->marks[at] = mark;
    if (mark.target != CR_NONE) {
        marker->is_answered[mark.target] = true;
        marker->errors[mark.target] = mark.error_ms;
    }
    return CR_OK;
}

/* Takes over what the match found, of notes and of marks. */
static void take_answers(struct cr_marker *m, uint32_t count,
                         const struct cr_answer *answers,
                         const struct cr_fate *fates)
{
    for (uint32_t i = 0; i < m->mark_count; i++) {
        struct cr_mark *mark = &m->marks[i];
        mark->fate = fates[i].fate;
        mark->target = CR_NONE;
        if (mark->fate != CR_PRESS_MATCHED)
            continue;
        const struct cr_answer *a = &answers[fates[i].target];
        if (m->targets[fates[i].target].is_grace) {
            mark->fate = CR_PRESS_FREE;
            continue;
        }
        mark->target = fates[i].target;
        mark->error_ms = a->error_ms;
        mark->judgement = cr_judge(&m->windows, &m->targets[mark->target], a);
    }
    for (uint32_t i = 0; i < count; i++) {
        m->is_answered[i] =
            answers[i].press != CR_NONE && !answers[i].is_wrong_drum;
        m->errors[i] = answers[i].error_ms;
    }
}

enum cr_status cr_marker_settle(struct cr_marker *marker, int64_t until_ns)
{
    /* one note more, so that a hit ahead of it is not taken for an extra */
    uint32_t count = cr_marker_first(marker, until_ns + REACH_NS);
    struct cr_press *presses =
        malloc((marker->mark_count + 1) * sizeof(*presses));
    struct cr_answer *answers = malloc((count + 1) * sizeof(*answers));
    struct cr_fate *fates = malloc((marker->mark_count + 1) * sizeof(*fates));
    enum cr_status status = CR_ERR_MEMORY;
    if (presses && answers && fates) {
        for (uint32_t i = 0; i < marker->mark_count; i++)
            presses[i] = (struct cr_press){.at_ns = marker->marks[i].at_ns,
                                           .lane = marker->marks[i].lane};
        status = cr_match(marker->targets, count, presses, marker->mark_count,
                          answers, fates, NULL);
    }
    if (!status)
        take_answers(marker, count, answers, fates);
    free(presses);
    free(answers);
    free(fates);
    return status;
}

struct cr_marker_sum cr_marker_sum(const struct cr_marker *marker,
                                   int64_t from_ns, int64_t until_ns)
{
    const uint32_t first = cr_marker_first(marker, from_ns);
    const uint32_t end = cr_marker_first(marker, until_ns);
    struct cr_marker_sum sum = {0};
    for (uint32_t i = first; i < end; i++)
        sum.notes += !marker->targets[i].is_grace;
    for (uint32_t i = 0; i < marker->mark_count; i++) {
        const struct cr_mark *mark = &marker->marks[i];
        if (mark->target == CR_NONE || mark->target < first ||
            mark->target >= end)
            continue;
        sum.hits++;
        sum.mean_ms += mark->error_ms;
    }
    if (sum.hits)
        sum.mean_ms /= sum.hits;
    return sum;
}

/* Gaps as the score sees them: it knows without a single press. */
static bool take_over(struct cr_marker *m, struct cr_result *result)
{
    m->gaps = malloc((result->target_count + 1) * sizeof(*m->gaps));
    m->is_answered = calloc(result->target_count + 1, sizeof(bool));
    m->errors = calloc(result->target_count + 1, sizeof(*m->errors));
    if (!m->gaps || !m->is_answered || !m->errors)
        return false;
    for (uint32_t i = 0; i < result->target_count; i++)
        m->gaps[i] = result->answers[i].gap_ms;
    m->targets = result->targets;
    m->notes = result->target_notes;
    m->count = result->target_count;
    result->targets = NULL;
    result->target_notes = NULL;
    return true;
}

enum cr_status cr_marker_lay_out(struct cr_marker *marker,
                                 const struct cr_timeline *timeline)
{
    struct cr_marker draft = {.windows = marker->windows};
    struct cr_result result = {0};
    enum cr_status status = cr_score(&result, timeline, NULL, 0);
    if (status)
        return status;
    if (!take_over(&draft, &result))
        status = CR_ERR_MEMORY;
    cr_result_destroy(&result);
    for (uint32_t i = 0; !status && i < marker->mark_count; i++)
        status = cr_marker_add(&draft, marker->marks[i].at_ns,
                               marker->marks[i].lane);
    if (status) {
        cr_marker_destroy(&draft);
        return status;
    }
    cr_marker_destroy(marker);
    *marker = draft;
    return CR_OK;
}

bool cr_marker_error(const struct cr_marker *marker, int64_t at_ns,
                     uint32_t lane, double *error_ms, double *beat_ms)
{
    const struct cr_mark mark = judge(marker, at_ns, lane);
    if (mark.target == CR_NONE)
        return false;
    *error_ms = mark.error_ms;
    *beat_ms = marker->targets[mark.target].beat_ms;
    return true;
}

bool cr_marker_is_near(const struct cr_marker *marker, int64_t at_ns,
                       uint32_t lane, double limit_ms)
{
    const struct cr_mark mark = judge(marker, at_ns, lane);
    if (mark.target == CR_NONE)
        return mark.fate == CR_PRESS_FREE; /* a roll sounds */
    const double scale =
        cr_distance_ms(marker->targets[mark.target].beat_ms) / 100;
    return fabs(mark.error_ms) <=
           fmin(limit_ms * scale, marker->gaps[mark.target] / 2);
}

uint32_t cr_marker_last_errors(const struct cr_marker *marker, int64_t at_ns,
                               double *errors)
{
    uint32_t n = 0;
    for (uint32_t i = cr_marker_first(marker, at_ns - CR_FADE_OLD_NS + 1);
         i-- > 0 && n < CR_FADE_NOTES;) {
        const struct cr_target *t = &marker->targets[i];
        if (cr_target_counts(t))
            errors[n++] = marker->is_answered[i]
                              ? cr_fade_error(t, marker->errors[i])
                              : CR_FADE_MISSED_MS;
    }
    return n;
}

int64_t cr_marker_start_ns(const struct cr_marker *marker)
{
    const double beat_ms = marker->count ? marker->targets[0].beat_ms : 500;
    return -(int64_t)(1.5e6 * cr_distance_ms(beat_ms));
}
