/* match.h - which hit answers which note.
 *
 * Units     times are nanoseconds on one clock; costs are notes: a note that is
 *           missed costs 1, a hit that is too much costs 1, a hit that is off
 *           by e costs |e| / D, at most 1, where D = 100 ms (beat / 500 ms)^0.4
 *           is the distance that costs the whole note.
 * Memory    the caller's arrays; work space is allocated and freed inside.
 * Threads   any. Errors: CR_ERR_MEMORY.
 *
 * Method    per lane, the cheapest order-preserving alignment, by dynamic
 *           programming over the notes and, for each, the hits in its window
 *           W = min(1.5 D, distance to the next note of the lane). First, hits
 *           closer than min(35 ms, 0.35 of that distance) become one. Two
 *           passes: the first finds the player's lean, the second aligns hits
 *           moved back by it, so that a player who drags a lot is not read as
 *           one who hits the note before. Windows, errors and costs are always
 *           those of the hits as played: the shift only decides between notes.
 *           At last, a hit and a note left over in two lanes at one time are
 *           one note on the wrong drum.
 * Hands     two lanes that are the hands of one drum are aligned as that drum: what
 *           the wrong hand played is where it belongs, and counts as a wrong drum.
 */
#ifndef CR_PRACTICE_MATCH_H
#define CR_PRACTICE_MATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "patterns/status.h"

#define CR_NONE UINT32_MAX

struct cr_target {
    int64_t at_ns;
    double beat_ms; /* a quarter note at this place */
    uint32_t lane;
    bool is_foot;          /* it is played by one */
    bool is_grace;         /* costs nothing, hit or missed */
    bool is_unjudged;      /* of a lead-in: it is not counted */
    bool takes_many;       /* flam, drag: hits near it are not merged */
    int64_t free_until_ns; /* a roll: hits up to here are no extras; 0: none */
    int8_t other_hand;     /* its lane is so far off; 0: lanes are drums */
};

/* True if a lane plays the target's drum, with whichever hand. */
static inline bool cr_target_is_of(const struct cr_target *target,
                                   uint32_t lane)
{
    return target->lane == lane ||
           (int64_t)target->lane + target->other_hand == lane;
}

/* True if it is one of the notes that are counted. */
static inline bool cr_target_counts(const struct cr_target *target)
{
    return !target->is_grace && !target->is_unjudged;
}

/* Why the time of a press may be off. */
enum cr_doubt {
    CR_CERTAIN,
    CR_DOUBT_WAIT, /* the program stood, and saw it late */
    CR_DOUBT_GAP,  /* sound was lost near it */
    CR_DOUBT_COUNT
};

/* "wait", "gap"; "" if there is none. */
const char *cr_doubt_word(uint8_t doubt);

struct cr_press {
    int64_t at_ns;
    uint32_t lane;
    uint8_t velocity; /* 1..127, 0: not known */
    uint8_t doubt;    /* enum cr_doubt; else it is kept, but not measured */
};

enum cr_press_fate {
    CR_PRESS_MATCHED,
    CR_PRESS_WRONG_DRUM,
    CR_PRESS_EXTRA,
    CR_PRESS_MERGED, /* one with the hit before */
    CR_PRESS_FREE,   /* inside a roll */
};

struct cr_answer {  /* of a target */
    uint32_t press; /* CR_NONE: missed */
    bool is_wrong_drum;
    double distance_ms; /* D */
    double gap_ms;      /* to the nearest note of the lane; HUGE_VAL alone */
    double window_ms;   /* W */
    double error_ms;    /* of its press: negative is early */
    double cost;
};

struct cr_fate { /* of a press */
    enum cr_press_fate fate;
    uint32_t target; /* matched or wrong drum; else CR_NONE */
};

/* `targets` and `presses` are in the order of time. `answers` and `fates` get
 * one entry for each of them. `shift_ms`, if not NULL, gets the lean that the
 * second pass took off. */
enum cr_status cr_match(const struct cr_target *targets, uint32_t target_count,
                        const struct cr_press *presses, uint32_t press_count,
                        struct cr_answer *answers, struct cr_fate *fates,
                        double *shift_ms) CR_MUST_CHECK;

/* One pass with a given shift: for tests and for what builds on it. */
enum cr_status cr_match_shifted(const struct cr_target *targets,
                                uint32_t target_count,
                                const struct cr_press *presses,
                                uint32_t press_count, double shift_ms,
                                struct cr_answer *answers,
                                struct cr_fate *fates) CR_MUST_CHECK;

/* The first target at or after a time; `count` if there is none. */
uint32_t cr_targets_first(const struct cr_target *targets, uint32_t count,
                          int64_t ns);

/* D of a beat, and the cost of an error at that D. */
double cr_distance_ms(double beat_ms);
double cr_error_cost(double error_ms, double distance_ms);

#endif
