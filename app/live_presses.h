/* live_presses.h - the presses of a take: heard, put where they belong, marked and
 * kept. For live.c only.
 *
 *      struck --its sound begins--> placed, marked
 *      struck --nothing is told for a quarter of a second--> placed, in doubt
 */
#ifndef CR_APP_LIVE_PRESSES_H
#define CR_APP_LIVE_PRESSES_H

#include "app/live.h"

/* The sound of a press begins at a frame of the device: there it is heard. */
void cr_live_hear_press(struct cr_live *live,
                        const struct cr_engine_event *event);

/* What was not told within a moment stays where it was struck, in doubt: the
 * sound never came. */
void cr_live_place_old(struct cr_live *live, int64_t now_ns);

/* A new take begins. */
void cr_live_forget_presses(struct cr_live *live);

/* In the order of time; the caller's. */
enum cr_status cr_live_copy_presses(const struct cr_live *live,
                                    struct cr_presses *copy) CR_MUST_CHECK;

#endif
