/* live_opening.h - opens and closes what is played on, a device with its kit, beside the
 * window: that goes on meanwhile, and says what it waits for if that takes long. What is
 * pressed meanwhile comes afterwards.
 *
 * Threads   main. Memory and errors: those of live.h.
 */
#ifndef CR_APP_UI_LIVE_OPENING_H
#define CR_APP_UI_LIVE_OPENING_H

#include "app/live.h"
#include "app/side_task.h"
#include "app/ui/stage.h"

/* What is under way; it stays where it is until it is finished. */
struct cr_live_opening {
    struct cr_live *live;
    const struct cr_pattern *pattern;
    struct cr_live_wish wish;
    struct cr_side_task *task; /* NULL: it is done */
    enum cr_status status;
    struct cr_error error;
};

/* Begins what cr_live_create() does; a window can be opened meanwhile. */
void cr_live_begin_opening(struct cr_live_opening *opening,
                           struct cr_live *live,
                           const struct cr_pattern *pattern,
                           const struct cr_live_wish *wish);

/* Waits for its end. Without a stage there is nothing to go on. */
enum cr_status cr_live_finish_opening(struct cr_live_opening *opening,
                                      struct cr_stage *stage,
                                      struct cr_error *error) CR_MUST_CHECK;

/* Both. */
enum cr_status cr_live_open_beside(struct cr_stage *stage, struct cr_live *live,
                                   const struct cr_pattern *pattern,
                                   const struct cr_live_wish *wish,
                                   struct cr_error *error) CR_MUST_CHECK;

/* As cr_live_destroy() does. */
void cr_live_close_beside(struct cr_stage *stage, struct cr_live *live);

#endif
