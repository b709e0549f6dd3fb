/* library_screen.h - what there is to play: a shelf, what is on it, and the one that is
 * chosen, drawn and heard.
 *
 * Threads   main; the history is looked up beside it. Memory: borrows the library.
 * Errors    CR_ERR_DEVICE.
 */
#ifndef CR_APP_UI_LIBRARY_SCREEN_H
#define CR_APP_UI_LIBRARY_SCREEN_H

#include "app/library.h"
#include "app/live.h"
#include "app/ui/stage.h"

enum cr_library_answer {
    CR_LIBRARY_LEFT,
    CR_LIBRARY_PLAY, /* the item that was chosen */
    CR_LIBRARY_EDIT
};

/* Where the person is in it: kept from one time to the next. */
struct cr_library_place {
    enum cr_shelf shelf;
    enum cr_library_order order;
    uint32_t selected;
    char search[64];
};

/* `wish` is what patterns are heard with; `item` an index into the library. */
enum cr_status cr_library_show(struct cr_stage *stage,
                               struct cr_library *library,
                               const struct cr_live_wish *wish,
                               struct cr_library_place *place,
                               enum cr_library_answer *answer, uint32_t *item,
                               struct cr_error *error) CR_MUST_CHECK;

#endif
