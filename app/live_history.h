/* live_history.h - tells the history of a take while it is played. For live.c and
 * live_device.c only.
 *
 * Threads   main. Memory: none. Errors: the history's own; without one nothing is
 *           told.
 */
#ifndef CR_APP_LIVE_HISTORY_H
#define CR_APP_LIVE_HISTORY_H

#include "app/live.h"

void cr_live_keep_begin(struct cr_live *live);

/* A press that came, or of which more is known. */
void cr_live_keep_press(struct cr_live *live, uint32_t index);

/* The tempo changes in this bar. */
void cr_live_keep_speed(struct cr_live *live,
                        const struct cr_speed_change *change);

/* How far it has come; to be called often. */
void cr_live_keep_reached(struct cr_live *live, int64_t monotonic_ns);

#endif
