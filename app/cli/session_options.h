/* session_options.h - what is practised: the same options for score, simulate
 * and practice. */
#ifndef CR_APP_CLI_SESSION_OPTIONS_H
#define CR_APP_CLI_SESSION_OPTIONS_H

#include "app/cli/cli.h"
#include "app/practice/player.h"

struct cr_session_options {
    long loops, from, to, speed;
    struct cr_fraction tempo; /* {0, 0}: as written */
};

enum { CR_OPT_LOOPS = 300, CR_OPT_FROM, CR_OPT_TO, CR_OPT_TEMPO, CR_OPT_SPEED };

#define CR_SESSION_LONGS                                                       \
    {"loops", required_argument, NULL, CR_OPT_LOOPS},                          \
        {"from", required_argument, NULL, CR_OPT_FROM},                        \
        {"to", required_argument, NULL, CR_OPT_TO},                            \
        {"tempo", required_argument, NULL, CR_OPT_TEMPO},                      \
    {                                                                          \
        "speed", required_argument, NULL, CR_OPT_SPEED                         \
    }

#define CR_SESSION_HELP                                                        \
    "      --loops N       play the bars N times (1; in the window 16)\n"      \
    "      --from BAR      first bar of the piece that is played\n"            \
    "      --to BAR        last bar\n"                                         \
    "      --tempo BPM     the first tempo; all others move with it\n"         \
    "      --speed PCT     25 to 200 % of the tempo\n"

/* False if `choice` is none of these options; `*is_good` tells of its value. */
bool cr_session_option(struct cr_session_options *options, int choice,
                       const char *value, bool *is_good);

/* Bars, loops and speed as asked. */
struct cr_timeline_options
cr_session_timeline(const struct cr_session_options *options,
                    const struct cr_pattern *pattern);

/* Lays the pattern out as asked; an exit code. */
int cr_session_lay_out(const struct cr_session_options *options,
                       const struct cr_pattern *pattern, int countin_bars,
                       bool has_click, struct cr_timeline *timeline);

/* Reads hits from a file or '-'; an exit code. */
int cr_session_hits(const char *path, const struct cr_pattern *pattern,
                    struct cr_presses *presses);

#endif
