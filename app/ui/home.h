/* home.h - where the program begins, and returns to: what to go on with, what there is,
 * and the week.
 *
 * Threads   main. Memory: borrows all. Errors: CR_ERR_DEVICE.
 */
#ifndef CR_APP_UI_HOME_H
#define CR_APP_UI_HOME_H

#include "app/course.h"
#include "app/keeping.h"
#include "app/library.h"
#include "app/settings.h"
#include "app/ui/stage.h"

enum cr_place {
    CR_PLACE_QUIT,
    CR_PLACE_HOME,
    CR_PLACE_LESSON, /* the exercise that comes next */
    CR_PLACE_LESSONS,
    CR_PLACE_METRONOME,
    CR_PLACE_LIBRARY, /* at a shelf */
    CR_PLACE_EDITOR,  /* with a new pattern */
    CR_PLACE_PROGRESS,
    CR_PLACE_CALIBRATE,
    CR_PLACE_SETTINGS
};

struct cr_home {
    struct cr_course *course;
    struct cr_library *library;
    const struct cr_settings *settings;
    char notice[260];             /* something went wrong before; or "" */
    struct cr_side_task *keeping; /* of settings; or NULL */
    enum cr_shelf shelf;          /* of the library, that was chosen */
    int selected;                 /* 0: the card, then the rows of the menu */
};

enum cr_status cr_home_show(struct cr_stage *stage, struct cr_home *home,
                            enum cr_place *place,
                            struct cr_error *error) CR_MUST_CHECK;

#endif
