/* hands.h - a pattern of one drum whose lanes are the hands that play it, and one for
 * left-handed drummers.
 *
 * Units     none. Threads: one may change a pattern, before others read it.
 * Memory    the pattern owns all it points to, as before.
 * Errors    CR_ERR_RANGE: it cannot be split; CR_ERR_MEMORY. It is unchanged then.
 */
#ifndef CR_PATTERNS_HANDS_H
#define CR_PATTERNS_HANDS_H

#include "patterns/pattern.h"

/* True if the hands play a single drum and every stroke of it has its hand: its
 * sticking says all. */
bool cr_pattern_can_split_hands(const struct cr_pattern *pattern);

/* The drum's lane becomes two, "SD-R" and "SD-L", which sound as it did; feet stay. A
 * flam's grace note is the other hand's. */
enum cr_status cr_pattern_split_hands(struct cr_pattern *pattern) CR_MUST_CHECK;

/* Right and left change places in the sticking and on the keyboard: for left-handed
 * drummers. */
void cr_pattern_swap_hands(struct cr_pattern *pattern);

/* True if hands are lanes. */
bool cr_pattern_has_hands(const struct cr_pattern *pattern);

/* "Right hand" of a lane's name, "SD-R"; NULL if it names no hand. */
const char *cr_hand_label(const char *lane_name);

/* The lane that plays the grace notes of a lane: the other hand's, or itself. */
uint32_t cr_pattern_grace_lane(const struct cr_pattern *pattern, uint32_t lane);

#endif
