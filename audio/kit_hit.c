#include <math.h>
#include <string.h>

#include "audio/kit.h"

static const struct cr_kit_drum *find_drum(const struct cr_kit *kit,
                                           const char *lane,
                                           enum cr_articulation articulation)
{
    for (uint32_t i = 0; i < kit->drum_count; i++) {
        const struct cr_kit_drum *drum = &kit->drums[i];
        if (drum->layer_count && drum->articulation == articulation &&
            strcmp(drum->lane, lane) == 0)
            return drum;
    }
    return NULL;
}

/* The next best way to play a drum: one step nearer to the plain stroke. */
static enum cr_articulation plainer(enum cr_articulation articulation)
{
    switch (articulation) {
    case CR_ART_HALF: return CR_ART_OPEN;
    case CR_ART_SPLASH: return CR_ART_FOOT;
    case CR_ART_RIM: return CR_ART_RIM_SHOT;
    case CR_ART_RIM_SHOT: return CR_ART_CROSS_STICK;
    default: return CR_ART_NORMAL;
    }
}

static const struct cr_kit_drum *find_played(const struct cr_kit *kit,
                                             const char *lane,
                                             enum cr_articulation articulation)
{
    for (;;) {
        const struct cr_kit_drum *drum = find_drum(kit, lane, articulation);
        if (drum || articulation == CR_ART_NORMAL)
            return drum;
        articulation = plainer(articulation);
    }
}

static const struct cr_kit_drum *
find_relative(const struct cr_kit *kit, const struct cr_lane *lane,
              enum cr_articulation articulation)
{
    static const struct {
        const char *lane, *relative;
    } family[] = {{"C2", "CC"}, {"CH", "CC"}, {"SP", "CC"}, {"RB", "RD"},
                  {"RD", "CC"}, {"CC", "RD"}, {"B2", "BD"}, {"PAD", "SD"},
                  {"T3", "T2"}, {"T2", "T1"}, {"T1", "FT"}, {"F2", "FT"},
                  {"FT", "T1"}, {"CB", "RB"}, {"TB", "HH"}, {"CP", "SD"}};
    if (lane->id == CR_HF) /* the foot's sounds are the hat's */
        return find_played(kit, "HH",
                           articulation == CR_ART_SPLASH ? CR_ART_SPLASH
                                                         : CR_ART_FOOT);
    for (size_t i = 0; i < sizeof(family) / sizeof(family[0]); i++) {
        if (strcmp(family[i].lane, lane->name) != 0)
            continue;
        if (lane->id == CR_RB)
            articulation = CR_ART_BELL;
        const struct cr_kit_drum *drum =
            find_played(kit, family[i].relative, articulation);
        if (drum)
            return drum;
    }
    return lane->kind == CR_LANE_PERC ? find_drum(kit, "CK", CR_ART_NORMAL)
                                      : NULL;
}

const struct cr_kit_drum *cr_kit_drum_of(const struct cr_kit *kit,
                                         const struct cr_lane *lane,
                                         enum cr_articulation articulation)
{
    const struct cr_kit_drum *drum = find_played(kit, lane->name, articulation);
    return drum ? drum : find_relative(kit, lane, articulation);
}

static void set_chokes(const struct cr_lane *lane,
                       enum cr_articulation articulation,
                       const struct cr_kit_drum *drum, struct cr_hit *hit)
{
    const bool is_hat = lane->kind == CR_LANE_HAT;
    const bool is_open = articulation == CR_ART_OPEN ||
                         articulation == CR_ART_HALF ||
                         articulation == CR_ART_SPLASH;
    hit->group = hit->ends = 0;
    if ((is_hat || lane->kind == CR_LANE_FOOT) && is_open)
        hit->group = CR_CHOKE_OPEN_HAT;
    /* all but an open stroke end an open hat; so does a half open one */
    if ((is_hat && articulation != CR_ART_OPEN) ||
        (lane->kind == CR_LANE_FOOT && articulation != CR_ART_SPLASH))
        hit->ends = CR_CHOKE_OPEN_HAT;
    if (drum->group >= 0)
        hit->group = (uint8_t)drum->group;
    if (drum->ends >= 0)
        hit->ends = (uint8_t)drum->ends;
}

bool cr_kit_hit(const struct cr_kit *kit, struct cr_kit_turns *turns,
                const struct cr_lane *lane, enum cr_articulation articulation,
                int velocity, struct cr_hit *hit)
{
    const struct cr_kit_drum *drum = cr_kit_drum_of(kit, lane, articulation);
    if (!drum)
        return false;
    int layer = 0;
    while (layer + 1 < drum->layer_count &&
           drum->layers[layer].top_velocity < velocity)
        layer++;
    const struct cr_kit_layer *chosen = &drum->layers[layer];
    uint8_t *turn = &turns->next[drum - kit->drums][layer];
    const uint32_t take = *turn % chosen->sample_count;
    *turn = (uint8_t)((take + 1) % chosen->sample_count);
    const double top = chosen->top_velocity > 0 ? chosen->top_velocity : 127;
    const double level = drum->gain * pow(fmin(velocity / top, 1), drum->curve);
    hit->sound = &kit->samples[chosen->first_sample + take].sound;
    hit->left = (float)(level * fmin(1 - drum->pan, 1));
    hit->right = (float)(level * fmin(1 + drum->pan, 1));
    set_chokes(lane, articulation, drum, hit);
    return true;
}
