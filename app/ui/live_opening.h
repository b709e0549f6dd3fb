/* live_opening.h - opens and closes what is played on, a device with its kit, beside the
 * window: that goes on meanwhile, and says what it waits for if that takes long. What is
 * pressed meanwhile comes afterwards.
 *
 * Threads   main. Memory and errors: those of live.h.
 */
#ifndef CR_APP_UI_LIVE_OPENING_H
#define CR_APP_UI_LIVE_OPENING_H

#include "app/live.h"
#include "app/ui/stage.h"

/* As cr_live_create() does. */
enum cr_status cr_live_open_beside(struct cr_stage *stage, struct cr_live *live,
                                   const struct cr_pattern *pattern,
                                   const struct cr_live_wish *wish,
                                   struct cr_error *error) CR_MUST_CHECK;

/* As cr_live_destroy() does. */
void cr_live_close_beside(struct cr_stage *stage, struct cr_live *live);

#endif
