/* session.h - how a pattern is practised: which bars, how often, at what tempo,
 * where it is silent, what the player plays. A plan is a function of the pattern
 * and of these options alone, chance included (it is seeded).
 *
 * Units     bars count from 1 in options, from 0 in a plan; tempo is quarters a
 *           minute, that of the piece's beginning: all others move with it.
 * Memory    a session is a plain value; a plan owns its arrays.
 * Threads   any. Errors: CR_ERR_SYNTAX with words, CR_ERR_RANGE, CR_ERR_LIMIT,
 *           CR_ERR_MEMORY.
 *
 * Each option is a name and a value, on the command line, in a programme and in
 * the history alike:
 *
 *      gaps      play=2,mute=2       silence, in which you go on. unit=beats;
 *                                    grow=1: each is a bar longer; random=30: any
 *                                    bar is silent by chance, in %; random=10-50:
 *                                    more and more of them; seed=1;
 *                                    ladder=30: a bar longer after each return
 *                                    within 30 ms, a bar shorter after others
 *      breaks    play=4,rest=1       you stop as well
 *      ramp      from=80,to=120,step=4,every=4    step=5% too; unit=bars, loops
 *                                    or seconds; end=stop, stay, reverse or
 *                                    restart
 *      earn      bars=4              the tempo is earned, four bars at a time
 *                                    (earn.h): clean are hits=90 per cent and
 *                                    more, extra=10 and less, and a spread of
 *                                    spread=30 ms at 120 bpm; top=240 bpm; aim=85:
 *                                    so many per cent clean, 70 to 95
 *      lead-in   1                   bars of each loop that are not judged
 *      part      SD,BD               what you play; the rest is the program's
 *      mute      HH                  not heard, but to be played
 *      clicks    1,2,3,4             clicks a beat, each for every=4 bars
 *      windows   strict              locked, tight and loose: usual, wide; or in ms
 *                                    at 120 bpm: 10/20/40; or for hands and feet:
 *                                    hands=10/20/40,feet=15/30/60
 *      fade      from=12,to=30       the click steps back while you are within
 *                                    12 ms, and is all there from 30 ms on (fade.h)
 *      human     sd=6,velocity=8     what the program plays is uneven by so many ms
 *                                    and per cent; seed=1 (human.h)
 *      gate      usual               your own drums sound only within 50 ms of a note
 *                                    at 120 bpm; strict: 37.5; wide: 75
 *      minutes   5                   so often that it lasts that long, if nothing says
 *                                    how often
 *      sticking  as-written          your hands are those of the sticking: they are
 *                                    compared; lanes: each hand is a lane (hands.h);
 *                                    free: nothing is known
 *      ears      pan                 your own strokes sound left if they are early, right
 *                                    if they are late (ears.h), and the take is summed
 *                                    up by a voice
 *      count     aloud               a voice counts where the click would be
 *      hands     left                left-handed: right and left change places
 *      click-shift 1/2               late by that part of a beat; rotate=4: each
 *                                    four bars a part more
 */
#ifndef CR_PRACTICE_SESSION_H
#define CR_PRACTICE_SESSION_H

#include "app/practice/fade.h"
#include "app/practice/human.h"
#include "app/practice/windows.h"
#include "patterns/text_buffer.h"
#include "patterns/timeline.h"

struct cr_gaps {
    uint32_t play, mute; /* 0: none */
    uint32_t grow;
    bool in_beats, is_random;
    double from_pct, to_pct; /* chance of a bar, first and last */
    bool is_ladder;
    double landing_ms; /* of a return that is good enough to climb */
    uint64_t seed;
};

enum cr_ramp_unit { CR_RAMP_BARS, CR_RAMP_LOOPS, CR_RAMP_SECONDS };
enum cr_ramp_end {
    CR_RAMP_STOP,
    CR_RAMP_STAY,
    CR_RAMP_REVERSE,
    CR_RAMP_RESTART
};

struct cr_ramp {
    struct cr_fraction from, to, step; /* bpm; a step of 0: there is none */
    bool is_percent;                   /* `step` is per cent of the tempo */
    uint32_t every;
    enum cr_ramp_unit unit;
    enum cr_ramp_end end;
};

struct cr_earn_rule {
    uint32_t bars; /* of a repetition; 0: the tempo is not earned */
    double hits_pct, extra_pct;
    double spread_ms; /* at most, at 120 bpm; at others as score.h has D */
    double top_bpm;
    double aim_pct; /* of clean repetitions; 0: as earn.h has it */
};

/* What is known of the hands. */
enum cr_sticking {
    CR_STICKING_UNSAID, /* nothing is; the window takes lanes where it can */
    CR_STICKING_FREE,   /* nothing is */
    CR_STICKING_AS_WRITTEN, /* they are those of the sticking */
    CR_STICKING_LANES       /* each hand is a lane: see patterns/hands.h */
};

/* How near to a note a hit must be to be heard. */
enum cr_gate { CR_GATE_NONE, CR_GATE_STRICT, CR_GATE_USUAL, CR_GATE_WIDE };

/* That distance at 120 bpm, in ms; HUGE_VAL without a gate. */
double cr_gate_ms(enum cr_gate gate);

struct cr_session {
    uint32_t from_bar, to_bar, loops; /* 0: the first, the last, as needed */
    struct cr_fraction speed;         /* {0, 0}: 1 */
    uint32_t lead_in;
    struct cr_gaps gaps;
    uint32_t break_play, break_rest;
    struct cr_ramp ramp;
    struct cr_earn_rule earn;
    struct cr_click_plan click;
    struct cr_windows windows;
    struct cr_fade fade;
    struct cr_human human;
    enum cr_gate gate;
    enum cr_sticking sticking;
    bool is_left_handed;
    bool counts_aloud;       /* a voice, where the click is */
    bool pans_strokes;       /* one\'s own: see ears.h */
    uint32_t minutes;        /* 0: as `loops` has it */
    char part[64], mute[64]; /* names of lanes; "" for all, for none */
};

/* Sets one option; a value that is not understood leaves all as it was. */
enum cr_status cr_session_set(struct cr_session *session, const char *name,
                              const char *value,
                              struct cr_error *error) CR_MUST_CHECK;

/* Makes of a pattern that was just read the one that is practised: with a lane for each
 * hand, for a left-handed drummer. CR_ERR_RANGE if its sticking does not say enough. */
enum cr_status cr_session_arrange(const struct cr_session *session,
                                  struct cr_pattern *pattern,
                                  struct cr_error *error) CR_MUST_CHECK;

/* True if it says itself how often it is played. */
bool cr_session_has_end(const struct cr_session *session);

/* True if there is such an option. */
bool cr_session_knows(const char *name);

/* "gaps:play=2,mute=2 lead-in:1", of the options above alone, in their canonical
 * form; and back. */
void cr_session_write(const struct cr_session *session,
                      struct cr_text_buffer *out);
enum cr_status cr_session_read(struct cr_session *session, const char *text,
                               struct cr_error *error) CR_MUST_CHECK;

struct cr_session_plan {
    struct cr_timeline_options timeline; /* points into the plan */
    struct cr_speed_change *changes;
    struct cr_passage *passages;
    uint64_t muted; /* a bit for each lane that is not heard */
};

/* What was decided so far, of repetitions and of gaps, in their order. */
struct cr_outcomes {
    const bool *reps, *gaps;
    uint32_t rep_count, gap_count;
};

/* Plans a session on a pattern. `outcomes` NULL: nothing is decided yet; what is
 * not stays as it is. */
enum cr_status cr_session_plan(struct cr_session_plan *plan,
                               const struct cr_session *session,
                               const struct cr_pattern *pattern,
                               const struct cr_outcomes *outcomes,
                               struct cr_error *error) CR_MUST_CHECK;
void cr_session_plan_destroy(struct cr_session_plan *plan);

#endif
