#include "app/replay_hits.h"

#include <stdlib.h>

#include "app/hits.h"

/* As loud as both sides were, on one of them. */
static void move_to(struct cr_hit *hit, bool is_right)
{
    const float loud = hit->left > hit->right ? hit->left : hit->right;
    hit->left = is_right ? 0 : loud;
    hit->right = is_right ? loud : 0;
}

static int by_time(const void *a, const void *b)
{
    const struct cr_hit *x = a, *y = b;
    if (x->at_frames != y->at_frames)
        return x->at_frames < y->at_frames ? -1 : 1;
    return (int)x->lane - (int)y->lane;
}

int64_t cr_replay_frames(int64_t ns, int64_t rate)
{
    return ns / CR_NS_PER_S * rate + ns % CR_NS_PER_S * rate / CR_NS_PER_S;
}

enum cr_status cr_replay_hits(struct cr_hits *hits,
                              const struct cr_timeline *timeline,
                              const struct cr_presses *presses,
                              const struct cr_kit *kit, bool has_click)
{
    const struct cr_schedule_options options = {
        .has_pattern = true, .has_click = has_click, .click_gain = 1};
    struct cr_kit_turns turns = {0};
    enum cr_status status = cr_hits_create(hits, timeline, kit, &options);
    if (status)
        return status;
    struct cr_hit *all =
        realloc(hits->items, (hits->count + presses->count + 1) * sizeof(*all));
    if (!all) {
        cr_hits_destroy(hits);
        return CR_ERR_MEMORY;
    }
    hits->items = all;
    for (uint32_t i = 0; i < hits->count; i++)
        move_to(&all[i], false);
    for (uint32_t i = 0; i < presses->count; i++) {
        const struct cr_press *press = &presses->items[i];
        const struct cr_lane drum =
            cr_hits_drum(timeline->pattern, press->lane);
        struct cr_hit hit = {0};
        if (!cr_kit_hit(kit, &turns, &drum, CR_ART_NORMAL,
                        press->velocity ? press->velocity : 96, &hit))
            continue;
        hit.at_frames =
            cr_replay_frames(press->at_ns, kit->rate) - hit.sound->onset_frames;
        move_to(&hit, true);
        all[hits->count++] = hit;
    }
    qsort(all, hits->count, sizeof(*all), by_time);
    return CR_OK;
}
