#include "app/practice/rollover.h"
#include "patterns/words.h"

#include <stdio.h>

static const uint8_t orders[CR_ROLLOVER_ORDERS][CR_ROLLOVER_KEYS] = {
    {0, 1, 2}, {1, 0, 2}, {0, 2, 1}, {2, 0, 1}, {1, 2, 0}, {2, 1, 0}};

static bool is_any_down(const struct cr_rollover *r)
{
    return r->is_down[0] || r->is_down[1] || r->is_down[2];
}

/* All keys are up: the try is over. */
static void end_try(struct cr_rollover *r)
{
    if (r->pressed == CR_ROLLOVER_KEYS) {
        r->misses = 0;
        if (++r->order == CR_ROLLOVER_ORDERS)
            r->state = CR_ROLLOVER_HOLDS;
    } else if (r->pressed == CR_ROLLOVER_KEYS - 1 && !r->is_spoilt) {
        if (++r->misses == CR_ROLLOVER_TRIES)
            r->state = CR_ROLLOVER_FAILS;
    }
    r->pressed = 0;
    r->is_spoilt = false;
}

void cr_rollover_key(struct cr_rollover *rollover, uint32_t key, bool is_down)
{
    struct cr_rollover *r = rollover;
    if (r->state != CR_ROLLOVER_TESTS || key >= CR_ROLLOVER_KEYS ||
        r->is_down[key] == is_down)
        return;
    r->is_down[key] = is_down;
    if (!is_down) {
        if (!is_any_down(r))
            end_try(r);
        return;
    }
    /* those before it are to be held still */
    bool is_next = !r->is_spoilt && r->pressed < CR_ROLLOVER_KEYS &&
                   orders[r->order][r->pressed] == key;
    for (uint32_t i = 0; i < r->pressed; i++)
        is_next &= r->is_down[orders[r->order][i]];
    if (is_next)
        r->pressed++;
    else if (r->pressed < CR_ROLLOVER_KEYS)
        r->is_spoilt = true;
}

void cr_rollover_words(const struct cr_rollover *rollover,
                       const char *const names[CR_ROLLOVER_KEYS], char *text,
                       size_t size)
{
    const struct cr_rollover *r = rollover;
    if (r->state == CR_ROLLOVER_HOLDS) {
        cr_say(text, size, _("This keyboard tells of three keys at once"));
    } else if (r->state == CR_ROLLOVER_FAILS) {
        cr_say(text, size,
               _("This keyboard tells of two keys at once: where three drums "
                 "are due together, one is played for you"));
    } else if (r->pressed == CR_ROLLOVER_KEYS || r->is_spoilt) {
        cr_say(text, size, _("Let go of all keys"));
    } else {
        const uint8_t *order = orders[r->order];
        cr_say(text, size,
               _("%u of %d: hold %s and %s, in this order, then press %s as "
                 "well%s"),
               r->order + 1, CR_ROLLOVER_ORDERS, names[order[0]],
               names[order[1]], names[order[2]],
               r->misses ? _(". The last one did not come: once more") : "");
    }
}

bool cr_pattern_needs_three_keys(const struct cr_pattern *pattern)
{
    for (uint32_t b = 0; b < pattern->bar_count; b++) {
        const struct cr_bar *bar = &pattern->bars[b];
        uint32_t together = 0;
        for (uint32_t i = 0; i < bar->stroke_count; i++) {
            const struct cr_stroke *stroke =
                &pattern->strokes[bar->first_stroke + i];
            if (pattern->lanes[stroke->lane].kind == CR_LANE_CLICK)
                continue;
            const bool goes_on =
                together && cr_fraction_compare(stroke[-1].at, stroke->at) == 0;
            together = goes_on ? together + 1 : 1;
            if (together >= CR_ROLLOVER_KEYS)
                return true;
        }
    }
    return false;
}
