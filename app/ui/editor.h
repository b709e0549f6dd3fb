/* editor.h - a pattern as a grid and as a file, with one cursor in both: what is written is
 * heard when it comes round, every step can be undone, and nothing is lost unless a person
 * says so.
 *
 * Threads   main; files are read and copied beside it. Memory: its own.
 * Errors    CR_ERR_DEVICE, CR_ERR_IO if there is no such file.
 */
#ifndef CR_APP_UI_EDITOR_H
#define CR_APP_UI_EDITOR_H

#include "app/live.h"
#include "app/ui/stage.h"

struct cr_editing {
    const char *path; /* NULL: a new pattern */
    bool is_copy;     /* it is saved under a name of its own */
    int line, column; /* to begin at; 0: at the first cell */

    bool practises;   /* the person wants to play what is saved ... */
    char saved[4096]; /* ... under this name; or "" */
};

enum cr_status cr_editor_show(struct cr_stage *stage,
                              const struct cr_live_wish *wish,
                              struct cr_editing *editing,
                              struct cr_error *error) CR_MUST_CHECK;

#endif
