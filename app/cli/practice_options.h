/* practice_options.h - what the command line says of how a file is practised, in a window
 * or without. */
#ifndef CR_APP_CLI_PRACTICE_OPTIONS_H
#define CR_APP_CLI_PRACTICE_OPTIONS_H

#include "app/cli/headless.h"
#include "app/cli/session_options.h"
#include "app/settings.h"

struct cr_practice_options {
    struct cr_session_options session;
    struct cr_headless who;
    enum cr_roll_when roll;
    bool has_roll; /* it was said */
    bool is_calm, has_visual_click;
};

#endif
