#include "app/practice/worst.h"

#include <stdlib.h>

#include "app/practice/stats.h"

enum { LEAST_BARS = 3 }; /* of fewer none stands out */

/* What each bar of the piece costs for each of its notes, in points. */
static void collect(double *points, uint32_t *notes,
                    const struct cr_timeline *t, const struct cr_result *r,
                    const struct cr_press *presses)
{
    for (uint32_t i = 0; i < r->target_count; i++) {
        const uint32_t number =
            t->bars[t->notes[r->target_notes[i]].bar].number;
        if (!cr_target_counts(&r->targets[i]) || !number)
            continue;
        notes[number - 1]++;
        points[number - 1] += 100 * r->answers[i].cost;
    }
    for (uint32_t p = 0; p < r->press_count; p++) {
        double ignored;
        if (r->fates[p].fate != CR_PRESS_EXTRA)
            continue;
        const uint32_t bar = cr_timeline_place(t, presses[p].at_ns, &ignored);
        if (t->bars[bar].number)
            points[t->bars[bar].number - 1] += 100;
    }
    for (uint32_t b = 0; b < t->piece_bar_count; b++)
        points[b] = notes[b] ? points[b] / notes[b] : 0;
}

static void choose(struct cr_worst *w, const double *points,
                   const uint32_t *notes, uint32_t count, double *room)
{
    uint32_t played = 0;
    for (uint32_t b = 0; b < count; b++) {
        if (notes[b])
            room[played++] = points[b];
    }
    if (played < LEAST_BARS)
        return;
    w->middle_points = cr_median(room, played);
    for (w->count = 0; w->count < 2; w->count++) {
        uint32_t best = count;
        for (uint32_t b = 0; b < count; b++) {
            if (notes[b] && (!w->count || b + 1 != w->bars[0].number) &&
                (best == count || points[b] > points[best]))
                best = b;
        }
        if (points[best] < 1.5 * w->middle_points ||
            points[best] < w->middle_points + 5 ||
            (w->count && points[best] < 0.6 * w->bars[0].points))
            return;
        w->bars[w->count] = (struct cr_worst_bar){best + 1, points[best]};
    }
}

enum cr_status cr_worst_bars(struct cr_worst *worst,
                             const struct cr_timeline *timeline,
                             const struct cr_result *result,
                             const struct cr_press *presses)
{
    const uint32_t count = timeline->piece_bar_count;
    double *points = calloc(count + 1, sizeof(*points));
    double *room = calloc(count + 1, sizeof(*room));
    uint32_t *notes = calloc(count + 1, sizeof(*notes));
    const bool is_good = points && room && notes;
    *worst = (struct cr_worst){0};
    if (is_good) {
        collect(points, notes, timeline, result, presses);
        choose(worst, points, notes, count, room);
    }
    free(points);
    free(room);
    free(notes);
    return is_good ? CR_OK : CR_ERR_MEMORY;
}
