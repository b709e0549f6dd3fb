/* session_options.h - what is practised: the same options for score, simulate
 * and practice. */
#ifndef CR_APP_CLI_SESSION_OPTIONS_H
#define CR_APP_CLI_SESSION_OPTIONS_H

#include "app/cli/cli.h"
#include "app/practice/player.h"
#include "app/practice/session.h"
#include "patterns/words.h"

struct cr_session_options {
    long loops, from, to, speed;
    struct cr_fraction tempo;  /* {0, 0}: as written */
    struct cr_session session; /* the rest */
};

enum {
    CR_OPT_LOOPS = 300,
    CR_OPT_FROM,
    CR_OPT_TO,
    CR_OPT_TEMPO,
    CR_OPT_SPEED,
    CR_OPT_SESSION, /* and what follows: those of session.h */
};

#define CR_SESSION_LONGS                                                       \
    {"loops", required_argument, NULL, CR_OPT_LOOPS},                          \
        {"from", required_argument, NULL, CR_OPT_FROM},                        \
        {"to", required_argument, NULL, CR_OPT_TO},                            \
        {"tempo", required_argument, NULL, CR_OPT_TEMPO},                      \
        {"speed", required_argument, NULL, CR_OPT_SPEED},                      \
        {"gaps", required_argument, NULL, CR_OPT_SESSION},                     \
        {"breaks", required_argument, NULL, CR_OPT_SESSION + 1},               \
        {"ramp", required_argument, NULL, CR_OPT_SESSION + 2},                 \
        {"lead-in", required_argument, NULL, CR_OPT_SESSION + 3},              \
        {"part", required_argument, NULL, CR_OPT_SESSION + 4},                 \
        {"mute", required_argument, NULL, CR_OPT_SESSION + 5},                 \
        {"clicks", required_argument, NULL, CR_OPT_SESSION + 6},               \
        {"click-shift", required_argument, NULL, CR_OPT_SESSION + 7},          \
        {"earn", required_argument, NULL, CR_OPT_SESSION + 8},                 \
        {"fade", required_argument, NULL, CR_OPT_SESSION + 10},                \
        {"human", required_argument, NULL, CR_OPT_SESSION + 11},               \
        {"gate", required_argument, NULL, CR_OPT_SESSION + 12},                \
        {"sticking", required_argument, NULL, CR_OPT_SESSION + 13},            \
        {"minutes", required_argument, NULL, CR_OPT_SESSION + 14},             \
        {"hands", required_argument, NULL, CR_OPT_SESSION + 15},               \
        {"count", required_argument, NULL, CR_OPT_SESSION + 16},               \
        {"ears", required_argument, NULL, CR_OPT_SESSION + 17},                \
    {                                                                          \
        "windows", required_argument, NULL, CR_OPT_SESSION + 9                 \
    }

#define CR_SESSION_HELP                                                        \
    N_("      --loops N       play the bars N times (1; in the window 16)\n"   \
       "      --minutes M     or as often as it takes to last so long\n"       \
       "      --from BAR      first bar of the piece that is played\n"         \
       "      --to BAR        last bar\n"                                      \
       "      --tempo BPM     the first tempo; all others move with it\n"      \
       "      --speed PCT     25 to 200 % of the tempo\n"                      \
       "      --gaps G        silence in which you go on: play=2,mute=2; "     \
       "unit=\n"                                                               \
       "                      beats, grow=1; or random=30, random=10-50; "     \
       "seed=1;\n"                                                             \
       "                      ladder=30: longer after a return within 30 ms\n" \
       "      --breaks B      you stop as well: play=4,rest=1\n"               \
       "      --ramp R        from=80,to=120,step=4,every=4: step=5%; "        \
       "unit=bars,\n"                                                          \
       "                      loops, seconds; end=stop, stay, reverse, "       \
       "restart\n"                                                             \
       "      --earn E        bars=4: faster after clean repetitions, slower " \
       "after\n"                                                               \
       "                      failed ones; "                                   \
       "hits=90,extra=10,spread=30,top=240;\n"                                 \
       "                      aim=85: so many per cent clean\n"                \
       "      --lead-in N     bars of each loop that are not judged\n"         \
       "      --part LANES    what you play, as SD,BD: the rest is played "    \
       "for "                                                                  \
       "you\n"                                                                 \
       "      --mute LANES    not heard, but to be played\n"                   \
       "      --clicks N,...  clicks a beat, each for every=4 bars\n"          \
       "      --click-shift P the click is late by part of a beat, as 1/2; "   \
       "with\n"                                                                \
       "                      rotate=4, by a part more each four bars\n"       \
       "      --fade F        from=12,to=30: the click steps back while you "  \
       "are "                                                                  \
       "in\n"                                                                  \
       "      --human H       what is played for you is uneven: "              \
       "sd=6,velocity=8,\n"                                                    \
       "                      seed=1\n"                                        \
       "      --gate G        your own drums sound only near a note: strict, " \
       "usual,\n"                                                              \
       "                      wide\n"                                          \
       "      --sticking as-written  your hands are those of the sticking: "   \
       "they "                                                                 \
       "are\n"                                                                 \
       "                      compared; lanes: each hand is a lane, F and J\n" \
       "      --hands left    right and left change places\n"                  \
       "      --ears pan      your own strokes sound left if they are early, " \
       "right\n"                                                               \
       "                      if they are late; a voice sums the take up\n"    \
       "      --count aloud   a voice counts where the click would be\n"       \
       "      --windows W     strict, usual or wide, or 10/20/40 ms: what "    \
       "counts "                                                               \
       "as\n"                                                                  \
       "                      locked, tight and loose; hands=W,feet=W "        \
       "apart\n")

/* False if `choice` is none of these options; `*is_good` tells of its value. */
bool cr_session_option(struct cr_session_options *options, int choice,
                       const char *value, bool *is_good);

/* The session as asked, with so many loops if nothing says how many, and the pattern
 * that was just read as that session has it; an exit code. */
int cr_session_of(const struct cr_session_options *options,
                  struct cr_pattern *pattern, uint32_t usual_loops,
                  struct cr_session *session);

/* Plans it; an exit code. What is decided by the hits is decided by those of the
 * player, which `presses` gets, or by those that it has if `player` is NULL. */
int cr_session_prepare(const struct cr_session *session,
                       const struct cr_pattern *pattern,
                       const struct cr_player *player,
                       struct cr_presses *presses,
                       struct cr_session_plan *plan);

/* Lays the pattern out as planned; an exit code. */
int cr_session_lay_out(const struct cr_session_plan *plan,
                       const struct cr_pattern *pattern, int countin_bars,
                       bool has_click, struct cr_timeline *timeline);

/* Reads hits from a file or '-'; an exit code. */
int cr_session_hits(const char *path, const struct cr_pattern *pattern,
                    struct cr_presses *presses);

#endif
