#include "patterns/hands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/words.h"

/* The one drum that hands play; CR_LANE_LIMIT if there are several or none. */
static uint32_t find_drum(const struct cr_pattern *p)
{
    uint32_t drum = CR_LANE_LIMIT;
    for (uint32_t i = 0; i < p->lane_count; i++) {
        if (!cr_lane_is_hand(&p->lanes[i]))
            continue;
        if (drum != CR_LANE_LIMIT)
            return CR_LANE_LIMIT;
        drum = i;
    }
    return drum;
}

bool cr_pattern_can_split_hands(const struct cr_pattern *pattern)
{
    const uint32_t drum = find_drum(pattern);
    bool has_strokes = false;
    if (drum == CR_LANE_LIMIT || pattern->lane_count == CR_LANE_LIMIT)
        return false;
    for (uint32_t i = 0; i < pattern->stroke_count; i++) {
        const struct cr_stroke *stroke = &pattern->strokes[i];
        if (stroke->lane != drum)
            continue;
        if (stroke->hand != 'R' && stroke->hand != 'L')
            return false;
        has_strokes = true;
    }
    return has_strokes;
}

const char *cr_hand_label(const char *lane_name)
{
    const size_t size = strlen(lane_name);
    const char *end = lane_name + (size > 2 ? size - 2 : size);
    return strcmp(end, "-R") == 0   ? _("Right hand")
           : strcmp(end, "-L") == 0 ? _("Left hand")
                                    : NULL;
}

static struct cr_lane hand_of(const struct cr_lane *drum, char hand)
{
    struct cr_lane lane = *drum;
    snprintf(lane.name, sizeof(lane.name), "%.6s-%c", drum->name, hand);
    lane.hand = hand;
    return lane;
}

enum cr_status cr_pattern_split_hands(struct cr_pattern *pattern)
{
    if (!cr_pattern_can_split_hands(pattern))
        return CR_ERR_RANGE;
    const uint32_t drum = find_drum(pattern);
    struct cr_lane *lanes =
        realloc(pattern->lanes, (pattern->lane_count + 1) * sizeof(*lanes));
    if (!lanes)
        return CR_ERR_MEMORY;
    memmove(lanes + drum + 1, lanes + drum,
            (pattern->lane_count - drum) * sizeof(*lanes));
    lanes[drum + 1] = hand_of(&lanes[drum], 'L');
    lanes[drum] = hand_of(&lanes[drum], 'R');
    pattern->lanes = lanes;
    pattern->lane_count++;
    for (uint32_t i = 0; i < pattern->stroke_count; i++) {
        struct cr_stroke *stroke = &pattern->strokes[i];
        const bool moves = stroke->lane > drum ||
                           (stroke->lane == drum && stroke->hand == 'L');
        stroke->lane = (uint8_t)(stroke->lane + moves);
    }
    return CR_OK;
}

void cr_pattern_swap_hands(struct cr_pattern *pattern)
{
    pattern->is_left_handed = !pattern->is_left_handed;
    for (uint32_t i = 0; i < pattern->stroke_count; i++) {
        struct cr_stroke *stroke = &pattern->strokes[i];
        stroke->lane = (uint8_t)cr_pattern_grace_lane(pattern, stroke->lane);
        if (stroke->hand == 'R' || stroke->hand == 'L')
            stroke->hand = stroke->hand == 'R' ? 'L' : 'R';
    }
}

bool cr_pattern_has_hands(const struct cr_pattern *pattern)
{
    for (uint32_t i = 0; i < pattern->lane_count; i++) {
        if (pattern->lanes[i].hand)
            return true;
    }
    return false;
}

uint32_t cr_pattern_grace_lane(const struct cr_pattern *pattern, uint32_t lane)
{
    switch (pattern->lanes[lane].hand) {
    case 'R': return lane + 1;
    case 'L': return lane - 1;
    default: return lane;
    }
}
