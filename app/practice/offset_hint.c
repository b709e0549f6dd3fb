#include "app/practice/offset_hint.h"

#include <math.h>

#include "app/practice/stats.h"

#define LEAST_NOTES 200
#define LEAST_TEMPI 3
#define LEAST_RATIO 1.5
#define LEAST_LEAN_MS 40.0
#define MOST_APART_MS 10.0
#define MOST_SPREAD_MS 25.0
#define LEAST_IN_GROUP 20 /* a median of fewer says little */

void cr_offset_hint_add(struct cr_offset_hint *hint,
                        const struct cr_timeline *timeline,
                        const struct cr_result *result,
                        const struct cr_press *presses)
{
    for (uint32_t i = 0; i < result->target_count; i++) {
        const struct cr_answer *a = &result->answers[i];
        if (a->press == CR_NONE || a->is_wrong_drum ||
            !cr_target_counts(&result->targets[i]) || presses[a->press].doubt)
            continue;
        const struct cr_note *note = &timeline->notes[result->target_notes[i]];
        hint->notes[hint->count++ % CR_HINT_NOTES] = (struct cr_hint_note){
            .error_ms = a->error_ms + result->removed_lean_ms,
            .bpm = (int)lround(cr_timeline_bar_bpm(timeline, note->bar)),
            .lane = result->targets[i].lane};
    }
}

static uint32_t kept(const struct cr_offset_hint *hint)
{
    return hint->count < CR_HINT_NOTES ? hint->count : CR_HINT_NOTES;
}

/* The next group: the smallest key above `above`; false if there is none. */
static bool next_key(const struct cr_offset_hint *hint, bool by_lane, int above,
                     int *key)
{
    bool is_found = false;
    for (uint32_t i = 0; i < kept(hint); i++) {
        const struct cr_hint_note *note = &hint->notes[i];
        const int own = by_lane ? (int)note->lane : note->bpm;
        if (own > above && (!is_found || own < *key)) {
            *key = own;
            is_found = true;
        }
    }
    return is_found;
}

struct groups {
    int count, first, last; /* those with enough notes */
    double low_ms, high_ms; /* of their medians */
};

static struct groups group(const struct cr_offset_hint *hint, bool by_lane)
{
    struct groups g = {.low_ms = HUGE_VAL, .high_ms = -HUGE_VAL};
    double errors[CR_HINT_NOTES];
    for (int key = -1; next_key(hint, by_lane, key, &key);) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < kept(hint); i++) {
            const struct cr_hint_note *note = &hint->notes[i];
            if ((by_lane ? (int)note->lane : note->bpm) == key)
                errors[n++] = note->error_ms;
        }
        if (n < LEAST_IN_GROUP)
            continue;
        const double median = cr_median(errors, n);
        g.low_ms = fmin(g.low_ms, median);
        g.high_ms = fmax(g.high_ms, median);
        g.first = g.count++ ? g.first : key;
        g.last = key;
    }
    return g;
}

bool cr_offset_hint_asks(const struct cr_offset_hint *hint, double *delay_ms)
{
    double errors[CR_HINT_NOTES];
    struct cr_tally all = {0};
    const uint32_t count = kept(hint);
    if (count < LEAST_NOTES)
        return false;
    for (uint32_t i = 0; i < count; i++)
        errors[i] = hint->notes[i].error_ms;
    cr_spread(errors, count, count, &all);
    if (!all.has_spread || all.spread_ms > MOST_SPREAD_MS ||
        fabs(all.lean_ms) < LEAST_LEAN_MS)
        return false;
    const struct groups tempi = group(hint, false), lanes = group(hint, true);
    if (tempi.count < LEAST_TEMPI || tempi.last < LEAST_RATIO * tempi.first)
        return false;
    if (tempi.high_ms - tempi.low_ms > MOST_APART_MS ||
        lanes.high_ms - lanes.low_ms > MOST_APART_MS)
        return false;
    *delay_ms = all.lean_ms;
    return true;
}
