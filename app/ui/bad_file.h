/* bad_file.h - a file that is not understood: what is wrong, in its place, and what can be
 * done about it. Nothing of it was loaded, and it was not changed.
 *
 * Threads   main. Memory: its own. Errors: CR_ERR_DEVICE.
 */
#ifndef CR_APP_UI_BAD_FILE_H
#define CR_APP_UI_BAD_FILE_H

#include "app/ui/stage.h"
#include "patterns/pattern.h"

enum cr_bad_file_answer {
    CR_BAD_FILE_LEFT,
    CR_BAD_FILE_GOOD, /* it was repaired, or changed elsewhere: it can be read now */
    CR_BAD_FILE_EDIT /* at `line` and `column` */
};

struct cr_bad_file {
    const char *path;
    const char *shelf; /* where the person came from: the title */
    enum cr_bad_file_answer answer;
    int line, column;
};

enum cr_status cr_bad_file_show(struct cr_stage *stage,
                                struct cr_bad_file *bad_file,
                                struct cr_error *error) CR_MUST_CHECK;

#endif
