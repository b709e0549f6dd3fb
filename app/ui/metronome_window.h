/* metronome_window.h - the metronome in a window: every setting on a key, changed while
 * it runs, from the next bar on; and F and J play along and are scored.
 *
 * Threads   main. Memory: none is kept. Errors: those of live.h.
 */
#ifndef CR_APP_UI_METRONOME_WINDOW_H
#define CR_APP_UI_METRONOME_WINDOW_H

#include "app/live.h"
#include "app/practice/metronome.h"
#include "app/ui/stage.h"

/* Until the person leaves. `wish` has device, kit, history, and gaps and the like. */
enum cr_status cr_metronome_window(struct cr_stage *stage,
                                   const struct cr_metronome *metronome,
                                   const struct cr_live_wish *wish,
                                   struct cr_error *error) CR_MUST_CHECK;

#endif
