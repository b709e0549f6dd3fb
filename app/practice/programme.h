/* programme.h - exercises one after the other, as a text file in the syntax of .beat
 * keys and sections.
 *
 *      programme 1
 *      title: Twenty minutes
 *
 *      [Warm up]
 *      pattern: rock-first-beat.beat
 *      tempo: 80
 *      times: 8
 *
 *      [Silence]
 *      pattern: rock-first-beat.beat
 *      gaps: play=2,mute=2
 *      pass: hits=90,extra=10,spread=30,landing=40
 *      again: 2
 *
 * Keys      pattern   a file, seen from the programme, or one that ships
 *           tempo     of the first bar; all others move with it. speed: in per cent
 *           bars      2-4, or 3. times: how often they are played
 *           pass      hits and extra in per cent, spread in ms at 120 bpm, landing:
 *                     mean error of the returns from silence, ms; bars: so many in
 *                     a row, anywhere in the take
 *           again     how often it is tried at most, until it is passed
 *           assist    lanes that the program plays: HH,BD
 *           level     1 to 10; pass-tempo and stretch: bpm that a course asks for;
 *                     unlocks: other exercises, by the first words of their names
 *           warm-up   yes: practised beside the levels, none of which it waits for
 *           repairs   what it mends: words of diagnosis.h, like place, limb
 *           goal      and note: in words; and every option of session.h
 *
 * Memory    a programme owns its steps. Threads: any.
 * Errors    CR_ERR_SYNTAX, with everything in `found` as beat_read has it (FORMAT.md:
 *           E01 E02 E04 E06 E07 E16 E18 E19, W03; E21: no exercise, one without a
 *           pattern, or one that is unlocked and not there); CR_ERR_MEMORY. Nothing is half read.
 */
#ifndef CR_PRACTICE_PROGRAMME_H
#define CR_PRACTICE_PROGRAMME_H

#include "app/practice/score.h"
#include "app/practice/session.h"
#include "patterns/diagnostics.h"

enum { CR_PROGRAMME_STEPS = 200, CR_PROGRAMME_SIZE = 1 << 18 };

struct cr_pass { /* each 0: not asked */
    bool has_hits, has_extra, has_spread, has_landing, has_bars;
    double hits_pct, extra_pct, spread_ms, landing_ms, bars;
};

enum { CR_UNLOCKS = 24, CR_REPAIRS = 8, CR_UNLOCK_SIZE = 12 };

struct cr_programme_step {
    char name[64], pattern[256];
    struct cr_fraction tempo; /* {0, 0}: as written */
    uint32_t speed_pct;       /* 0: 100 */
    struct cr_session session;
    struct cr_pass pass;
    uint32_t again; /* times at most */
    char assist[64], goal[200];
    uint32_t level; /* 0: not said */
    struct cr_fraction pass_tempo, stretch;
    bool is_warm_up;
    char repairs[CR_REPAIRS][CR_UNLOCK_SIZE];
    uint32_t repair_count;
    char unlocks[CR_UNLOCKS][CR_UNLOCK_SIZE];
    uint32_t unlock_count;
    int line; /* of its heading */
    int pattern_line, pattern_column;
};

struct cr_programme {
    char title[128];
    struct cr_programme_step *steps;
    uint32_t step_count;
};

/* True if a text is a programme by its first line. */
bool cr_programme_is(const char *text, size_t size);

enum cr_status cr_programme_read(struct cr_programme *programme,
                                 const char *text, size_t size,
                                 struct cr_diagnostics *found) CR_MUST_CHECK;
void cr_programme_deinit(struct cr_programme *programme);

/* Its canonical form, which the caller frees: comments and unknown keys are kept. */
enum cr_status cr_programme_format(const char *text, size_t size, char **out,
                                   size_t *out_size,
                                   struct cr_diagnostics *found) CR_MUST_CHECK;

/* The step whose name begins with a word; NULL: none. */
const struct cr_programme_step *
cr_programme_find(const struct cr_programme *programme, const char *word);

/* The session of a step, once its pattern is known. */
struct cr_session cr_programme_session(const struct cr_programme_step *step,
                                       const struct cr_pattern *pattern);

/* The program plays some lanes, "HH" or "HH,BD", the player all others. */
void cr_programme_hand_over(struct cr_session *session, const char *lanes,
                            const struct cr_pattern *pattern);

struct cr_verdict {
    bool is_passed;
    bool has_spread, has_landing;
    double hits_pct, extra_pct, spread_ms, landing_ms;
};

/* True if there is anything to pass. */
bool cr_pass_is_set(const struct cr_pass *pass);

/* How a take stands against the limits of its step. */
enum cr_status cr_programme_judge(const struct cr_pass *pass,
                                  const struct cr_timeline *timeline,
                                  const struct cr_result *result,
                                  const struct cr_press *presses,
                                  struct cr_verdict *verdict) CR_MUST_CHECK;

#endif
