/* exercises.h - what was practised, exercise by exercise and day by day, and
 * whether it became better.
 *
 * Units     days since 1970 by the local clock; minutes; ms; quarters a minute.
 * Threads   that of the history. Memory: exercises own their arrays;
 *           cr_exercises_destroy() frees them.
 * Errors    CR_ERR_IO with words, CR_ERR_MEMORY.
 *
 * An exercise is a pattern, some of its bars, and a way of practising. Only takes
 * that a person played to their end are counted, and only those are compared that
 * were played on the devices of the last one, with delays known as well as then.
 * Hits are not read: a screen of a million of them costs no more than their takes.
 */
#ifndef CR_APP_HISTORY_EXERCISES_H
#define CR_APP_HISTORY_EXERCISES_H

#include "app/history/history.h"
#include "app/practice/evidence.h"
#include "app/practice/progress.h"

enum { CR_EXERCISE_LIMBS = 8, CR_EXERCISE_GAPS = 8 };

struct cr_exercise_day {
    int32_t day;
    uint32_t takes;
    double minutes;
    uint32_t spreads, leans; /* takes that have one */
    double ln_spread;        /* mean of ln(spread at 120 bpm) */
    double lean_ms;          /* mean */
};

/* Where a drum leans: the first days and the last ones, apart. */
struct cr_exercise_limb {
    char name[CR_LANE_NAME_SIZE]; /* "": all drums */
    struct cr_evidence then, now; /* one number a day; n 0: none */
};

struct cr_exercise_gap {
    double bpm;
    uint32_t bars;
};

struct cr_exercise {
    char title[128], session[128];
    uint32_t from_bar, to_bar; /* 0: all */
    int64_t last_ms;           /* when it was played last */
    uint32_t takes, elsewhere; /* of them, on other devices: not compared */
    double minutes;
    struct cr_exercise_day *days;
    uint32_t day_count;
    struct cr_progress_trend trend; /* of the spread */
    struct cr_exercise_limb limbs[CR_EXERCISE_LIMBS];
    uint32_t limb_count; /* the first is of all drums */
    bool has_best;
    double best_score, best_bpm; /* of its takes, and where it was */
    bool has_clean, has_clean_interval;
    double clean_bpm, clean_low_bpm, clean_high_bpm;
    struct cr_exercise_gap gaps[CR_EXERCISE_GAPS]; /* records, by tempo */
    uint32_t gap_count;
};

struct cr_practice_day {
    int32_t day;
    double minutes;
};

struct cr_exercises {
    struct cr_exercise *items; /* the one that was played last first */
    uint32_t count;
    struct cr_practice_day *days; /* on which something was played */
    uint32_t day_count;
    int32_t today;
};

/* What was played since `since_ms`; 0: ever. `now_ms` says what today is. */
enum cr_status cr_exercises_read(struct cr_history *history, int64_t since_ms,
                                 int64_t now_ms, struct cr_exercises *exercises,
                                 struct cr_error *error) CR_MUST_CHECK;
void cr_exercises_destroy(struct cr_exercises *exercises);

/* The last take of an earlier day that a take can be compared with: the same
 * exercise, within 5 % of its tempo, on the same devices. False if there is none. */
bool cr_history_find_earlier(struct cr_history *history, int64_t id,
                             struct cr_earlier_take *earlier);

#endif
