#include "app/practice/marker.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/growing.h"

#define REACH_NS INT64_C(1000000000) /* wider than any window */

void cr_marker_destroy(struct cr_marker *marker)
{
    free(marker->targets);
    free(marker->notes);
    free(marker->gaps);
    free(marker->is_answered);
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
    uint32_t low = 0, high = marker->count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (marker->targets[middle].at_ns < at_ns)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct cr_mark judge(const struct cr_marker *m, int64_t at_ns,
                            uint32_t lane)
{
    struct cr_mark mark = {.at_ns = at_ns, .lane = lane, .target = CR_NONE};
    double nearest = HUGE_VAL;
    for (uint32_t i = cr_marker_first(m, at_ns - REACH_NS);
         i < m->count && m->targets[i].at_ns <= at_ns + REACH_NS; i++) {
        const struct cr_target *t = &m->targets[i];
        if (t->lane != lane || t->is_grace || m->is_answered[i])
            continue;
        const double distance = cr_distance_ms(t->beat_ms);
        const double error = (double)(at_ns - t->at_ns) / 1e6;
        if (fabs(error) > fmin(1.5 * distance, m->gaps[i]) ||
            fabs(error) >= nearest)
            continue;
        nearest = fabs(error);
        mark.target = i;
        mark.error_ms = error;
        mark.judgement = cr_judge(error, distance, m->gaps[i]);
    }
    return mark;
}

enum cr_status cr_marker_add(struct cr_marker *marker, int64_t at_ns,
                             uint32_t lane)
{
    if (!cr_grow((void **)&marker->marks, marker->mark_count,
                 &marker->mark_capacity, sizeof(*marker->marks)))
        return CR_ERR_MEMORY;
    const struct cr_mark mark = judge(marker, at_ns, lane);
    marker->marks[marker->mark_count++] = mark;
    if (mark.target != CR_NONE)
        marker->is_answered[mark.target] = true;
    return CR_OK;
}

/* Gaps as the score sees them: it knows without a single press. */
static bool take_over(struct cr_marker *m, struct cr_result *result)
{
    m->gaps = malloc((result->target_count + 1) * sizeof(*m->gaps));
    m->is_answered = calloc(result->target_count + 1, sizeof(bool));
    if (!m->gaps || !m->is_answered)
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
    struct cr_marker draft = {0};
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

int64_t cr_marker_start_ns(const struct cr_marker *marker)
{
    const double beat_ms = marker->count ? marker->targets[0].beat_ms : 500;
    return -(int64_t)(1.5e6 * cr_distance_ms(beat_ms));
}
