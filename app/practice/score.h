/* score.h - judges a take: score, bill, spread, lean, of all and of each lane.
 *
 * Units     milliseconds; negative errors are early. Points: 100 is the most.
 * Memory    a result owns its arrays. Threads: any. Errors: CR_ERR_MEMORY.
 *
 * The result is a function of notes and hits alone: the same bytes everywhere.
 *
 * Score     100 max(0, 1 - C/N): C the cost of the alignment (match.h), N the
 *           notes. The bill says where the lost points went and always sums to
 *           100 - score.
 * Spread    half-width around the lean that holds 68.27 % of all N notes, a
 *           missed one counting as infinitely far: the ceil(0.6827 N)-th
 *           smallest |e - lean|, times N/(N - 1.3). It is the standard
 *           deviation of normal errors. Not defined if too few were hit.
 * Lean      median error; its interval from bar means m:
 *           mean +- t(0.975, B-1) s / sqrt(B) sqrt((1+r)/(1-r)).
 */
#ifndef CR_PRACTICE_SCORE_H
#define CR_PRACTICE_SCORE_H

#include "app/practice/match.h"
#include "app/practice/windows.h"
#include "patterns/timeline.h"

enum cr_judgement {
    CR_LOCKED, /* as windows.h has it */
    CR_TIGHT,
    CR_LOOSE,
    CR_OFF, /* inside the match's window */
    CR_MISSED,
    CR_WRONG_DRUM,
    CR_JUDGEMENT_COUNT
};

struct cr_tally {
    uint32_t notes, hits, missed, extra, wrong_drum;
    uint32_t doubtful; /* hits whose time is in doubt: not in lean and spread */
    uint32_t judged[CR_JUDGEMENT_COUNT];
    bool has_lean, has_spread;
    double lean_ms, spread_ms, mean_ms, sd_ms;
};

struct cr_bill { /* points */
    double off_time, missed, extra, wrong_drum;
};

struct cr_result {
    struct cr_target *targets;
    uint32_t target_count;
    uint32_t *target_notes; /* the timeline's note of each target */
    struct cr_answer *answers;
    struct cr_fate *fates; /* of each press */
    uint32_t press_count;
    uint32_t bar_count;  /* that were begun */
    uint32_t whole_bars; /* of them, those with no scored note left out */
    struct cr_tally all;
    struct cr_tally lanes[CR_LANE_LIMIT]; /* by the pattern's lanes */
    double score, cost, shift_ms;
    struct cr_windows windows;
    bool is_shape_only;     /* errors are from the take's own median */
    double removed_lean_ms; /* that median */
    struct cr_bill bill;
    bool has_lean_interval;
    double lean_low_ms, lean_high_ms;
    double spread120_ms; /* spread if the mean beat were 500 ms */
};

struct cr_score_options {
    int64_t until_ns; /* notes after it were not played; INT64_MAX: all were */
    bool is_shape_only; /* the delay of the devices is not known: the median
                           error is taken off all hits before they are judged */
    const struct cr_windows *windows; /* NULL: the usual ones */
};

/* Judges `presses`, in the order of time, against the scored notes of the
 * timeline. */
enum cr_status
cr_score_take(struct cr_result *result, const struct cr_timeline *timeline,
              const struct cr_press *presses, uint32_t press_count,
              const struct cr_score_options *options) CR_MUST_CHECK;

/* The same for a whole take whose times are true, in the usual windows. */
enum cr_status cr_score(struct cr_result *result,
                        const struct cr_timeline *timeline,
                        const struct cr_press *presses,
                        uint32_t press_count) CR_MUST_CHECK;

void cr_result_destroy(struct cr_result *result);

/* Judgement of an answer that matched; of a target of a result. */
enum cr_judgement cr_judge(const struct cr_windows *windows,
                           const struct cr_target *target,
                           const struct cr_answer *answer);
enum cr_judgement cr_result_judgement(const struct cr_result *result,
                                      uint32_t target);

/* Their words. */
const char *cr_judgement_word(enum cr_judgement judgement);

/* Lean and spread of `count` errors of `notes` expected; uses
 * `errors` up. */
void cr_spread(double *errors, uint32_t count, uint32_t notes,
               struct cr_tally *tally);

#endif
