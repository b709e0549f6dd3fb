#include "app/ui/visual_click.h"

#include <math.h>

#define FLASH_NS INT64_C(90000000)
#define WIDTH 10.0

/* Flashes a second harm nobody up to three. */
static const double fewest_s = 1 / 3.0;

/* Of all beats, the starts of groups, or of each so manieth bar: what is seldom enough. */
struct rhythm {
    bool has_beats, has_groups;
    uint32_t bars;
};

static struct rhythm rhythm_of(const struct cr_timeline *t, uint32_t bar)
{
    const struct cr_meter *meter = cr_timeline_meter(t, bar);
    const double beat_s =
        240 / cr_timeline_bar_bpm(t, bar) / meter->unit * (1 + 1e-9);
    int shortest = meter->beats;
    for (int g = 0; g < meter->group_count; g++)
        shortest = meter->groups[g] < shortest ? meter->groups[g] : shortest;
    struct rhythm r = {.has_beats = beat_s >= fewest_s,
                       .has_groups = shortest * beat_s >= fewest_s,
                       .bars = 1};
    while ((double)r.bars * meter->beats * beat_s < fewest_s)
        r.bars *= 2;
    return r;
}

static bool is_group_start(const struct cr_meter *meter, int beat)
{
    int start = 0;
    for (int g = 0; g < meter->group_count && start <= beat; g++) {
        if (start == beat)
            return true;
        start += meter->groups[g];
    }
    return false;
}

double cr_visual_click_level(const struct cr_timeline *timeline, uint32_t bar,
                             int64_t song_ns)
{
    const struct cr_timeline *t = timeline;
    const struct cr_meter *meter = cr_timeline_meter(t, bar);
    const struct rhythm r = rhythm_of(t, bar);
    int beat = meter->beats - 1;
    int64_t start_ns;
    while ((start_ns = cr_timeline_ns(
                t, bar, cr_fraction_make(beat, meter->unit))) > song_ns &&
           beat > 0)
        beat--;
    if (song_ns < start_ns || song_ns >= start_ns + FLASH_NS ||
        cr_timeline_passage(t, bar, cr_fraction_make(beat, meter->unit)) ==
            CR_SILENT)
        return 0;
    if (beat == 0)
        return bar % r.bars == 0 ? 1 : 0;
    if (is_group_start(meter, beat))
        return r.has_groups ? 0.6 : 0;
    return r.has_beats ? 0.35 : 0;
}

void cr_visual_click_draw(const struct cr_grid *grid,
                          struct cr_sprites *sprites, uint32_t bar,
                          int64_t song_ns)
{
    const double level = cr_visual_click_level(grid->timeline, bar, song_ns);
    const double height = grid->hints_top - grid->status_top;
    if (level <= 0)
        return;
    cr_sprite_box(sprites, grid->theme->ink1, level, 0, grid->status_top, WIDTH,
                  height);
    cr_sprite_box(sprites, grid->theme->ink1, level, grid->width - WIDTH,
                  grid->status_top, WIDTH, height);
}
