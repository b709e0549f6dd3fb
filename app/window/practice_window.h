/* practice_window.h - a file practised in the window: a pattern, or a programme of them.
 *
 * Threads   main. Memory: its own. Errors: exit codes, said on stderr.
 */
#ifndef CR_APP_WINDOW_PRACTICE_WINDOW_H
#define CR_APP_WINDOW_PRACTICE_WINDOW_H

#include "app/cli/practice_options.h"
#include "app/ui/window.h"

/* How it is practised, by options and settings. */
struct cr_practice {
    struct cr_practice_options said; /* and what the settings add to it */
    enum cr_feedback feedback;
    struct cr_drum_keys keys;
    struct cr_look look;
};

/* What no option has said is as in the settings, which must stay. */
void cr_practice_settle(struct cr_practice *practice,
                        const struct cr_settings *settings);

/* Opens a window for it, and prints the last take's report. */
int cr_practice_window(const struct cr_practice_options *options,
                       const char *path);

/* Shows it in a window that is there. `is_bad` is set, and nothing is shown, if the file
 * cannot be understood. `take` is the last one; its pattern is gone then. */
enum cr_status cr_practice_show(struct cr_stage *stage,
                                const struct cr_practice *practice,
                                const char *path,
                                struct cr_history_writer *history,
                                struct cr_take *take, bool *is_bad,
                                struct cr_error *error) CR_MUST_CHECK;

#endif
