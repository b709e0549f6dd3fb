#include "app/practice/what_if.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/player.h"
#include "app/practice/stats.h"

enum { LEAST_HITS = 8, MOST_NOTES = 100000 };

#define LEAST_POINTS 1.0

struct asking {
    const struct cr_timeline *t;
    const struct cr_result *r;
    const struct cr_press *presses;
    int64_t until_ns;
    struct cr_what_if *found;
    int count;
};

/* Keeps the two that gain most. */
static void keep(struct asking *a, struct cr_what_if one)
{
    if (one.score < a->r->score + LEAST_POINTS)
        return;
    int at = a->count < CR_WHAT_IFS ? a->count++ : CR_WHAT_IFS;
    for (; at > 0 && a->found[at - 1].score < one.score; at--) {
        if (at < CR_WHAT_IFS)
            a->found[at] = a->found[at - 1];
    }
    if (at < CR_WHAT_IFS)
        a->found[at] = one;
}

static bool is_of(const struct asking *a, uint32_t press,
                  const struct cr_cell_measure *cell)
{
    const uint32_t target = a->r->fates[press].target;
    if (!cell)
        return true;
    if (target == CR_NONE || a->r->fates[press].fate != CR_PRESS_MATCHED)
        return false;
    const struct cr_note *note = &a->t->notes[a->r->target_notes[target]];
    return note->lane == cell->lane &&
           cr_fraction_compare(note->at, cell->at) == 0;
}

/* The score with some hits moved; all, without a cell. */
static enum cr_status score_moved(const struct asking *a,
                                  const struct cr_cell_measure *cell, double ms,
                                  double *score)
{
    const uint32_t count = a->r->press_count;
    const struct cr_score_options options = {.until_ns = a->until_ns};
    struct cr_presses moved = {malloc((count + 1) * sizeof(*moved.items)),
                               count};
    struct cr_result result;
    if (!moved.items)
        return CR_ERR_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        moved.items[i] = a->presses[i];
        /* what a shape was judged without is not in it */
        const double lean = a->r->is_shape_only ? a->r->removed_lean_ms : 0;
        moved.items[i].at_ns -=
            llround((lean + (is_of(a, i, cell) ? ms : 0)) * 1e6);
    }
    cr_presses_sort(&moved);
    const enum cr_status status =
        cr_score_take(&result, a->t, moved.items, count, &options);
    if (!status) {
        *score = result.score;
        cr_result_destroy(&result);
    }
    free(moved.items);
    return status;
}

static enum cr_status ask_lean(struct asking *a)
{
    struct cr_what_if one = {.kind = CR_IF_LEAN};
    if (a->r->is_shape_only || !a->r->all.has_lean)
        return CR_OK;
    const enum cr_status status =
        score_moved(a, NULL, a->r->all.lean_ms, &one.score);
    if (!status)
        keep(a, one);
    return status;
}

/* The place whose mean costs most: only that one is judged anew. */
static enum cr_status ask_place(struct asking *a, const struct cr_measures *m)
{
    struct cr_what_if one = {.kind = CR_IF_PLACE};
    double most = 0;
    for (uint32_t i = 0; i < m->cell_count; i++) {
        const struct cr_cell_measure *c = &m->cells[i];
        const double weight = fabs(c->mean_ms) * c->steady;
        if (c->steady >= LEAST_HITS && weight > most) {
            most = weight;
            one.cell = c;
        }
    }
    if (!one.cell)
        return CR_OK;
    const enum cr_status status =
        score_moved(a, one.cell, one.cell->mean_ms, &one.score);
    if (!status)
        keep(a, one);
    return status;
}

static enum cr_status ask_missed(struct asking *a)
{
    const struct cr_result *r = a->r;
    double *costs = malloc((r->target_count + 1) * sizeof(*costs));
    uint32_t n = 0;
    if (!costs)
        return CR_ERR_MEMORY;
    for (uint32_t i = 0; i < r->target_count; i++) {
        const struct cr_answer *answer = &r->answers[i];
        if (cr_target_counts(&r->targets[i]) && answer->press != CR_NONE &&
            !answer->is_wrong_drum)
            costs[n++] = answer->cost;
    }
    const double cost = cr_median(costs, n);
    free(costs);
    if (n && r->all.missed)
        keep(a, (struct cr_what_if){
                    .kind = CR_IF_MISSED,
                    .score = 100 * fmax(0, 1 - (r->cost -
                                                r->all.missed * (1 - cost)) /
                                                   r->all.notes)});
    return CR_OK;
}

enum cr_status cr_what_if(const struct cr_timeline *timeline,
                          const struct cr_result *result,
                          const struct cr_press *presses,
                          const struct cr_measures *measures,
                          struct cr_what_if *found, int *count)
{
    struct asking a = {
        .t = timeline, .r = result, .presses = presses, .found = found};
    const uint32_t targets = result->target_count, hits = result->press_count;
    *count = 0;
    if (!targets || targets > MOST_NOTES)
        return CR_OK;
    /* notes that were not reached are not in the result */
    a.until_ns = result->targets[targets - 1].at_ns;
    if (hits && presses[hits - 1].at_ns > a.until_ns)
        a.until_ns = presses[hits - 1].at_ns;
    enum cr_status status = ask_lean(&a);
    if (!status)
        status = ask_place(&a, measures);
    if (!status)
        status = ask_missed(&a);
    *count = status ? 0 : a.count;
    return status;
}
