/* lessons.h - a course as it is learned: how a take of an exercise counts, where a
 * person stands, what is open. Functions of the course and of what was played alone.
 *
 * Units     days since 1970 by the local clock; quarters a minute. Threads: any.
 * Memory    the caller's, as many lessons as the course has steps. Errors:
 *           CR_ERR_MEMORY, CR_ERR_RANGE of the plan.
 *
 * Tempo     an exercise that has neither a ramp nor silence of its own is earned
 *           (earn.h), in repetitions of as many bars as its pass has; it begins where
 *           the person stopped, on another day at 0.95 of that, not under the
 *           course's first tempo. Others are played at the tempo of their pass.
 * Stars     of a repetition, or of the bars in a row, that passes at the course's
 *           tempo: one; two if the spread is within three quarters of the limit, three
 *           within 0.55; of a landing, within 0.7 and 0.4. Passed with lanes handed to
 *           the program that the course does not hand over itself: the star is grey.
 * Open      is what an exercise unlocks that was passed, if its level is open: the
 *           first is; another, if seven in ten of the level before have a star, or if
 *           three of its own were passed at their first try. A warm-up waits for no
 *           level. What is not open can be played all the same.
 * Review    1, 3, 7, 16 and 35 days after the last one that was passed; the first
 *           take of a day in the dark counts. The second one is asked at 0.75 of the
 *           tempo, the third at 1.25. One that fails comes again the next day, a
 *           tenth slower, and then as if it were one earlier.
 */
#ifndef CR_PRACTICE_LESSONS_H
#define CR_PRACTICE_LESSONS_H

#include "app/practice/programme.h"

enum cr_lesson_kind {
    CR_LESSON_FREE,
    CR_LESSON_WARM_UP,
    CR_LESSON_NEW,
    CR_LESSON_REVIEW,
    CR_LESSON_REPAIR,
    CR_LESSON_CREDITS,
    CR_LESSON_TEST, /* one of three that open a level */
    CR_LESSON_KINDS
};

/* "free", "warm-up", ... */
const char *cr_lesson_kind_word(enum cr_lesson_kind kind);

/* What a take came to. */
struct cr_lesson_take {
    char exercise[CR_UNLOCK_SIZE]; /* the first word of its name */
    int32_t day;
    enum cr_lesson_kind kind;
    bool is_assisted, is_dark;
    uint8_t stars;        /* 0: not passed at the course's tempo */
    uint32_t reps, clean; /* repetitions, and those that passed */
    double bpm;           /* to go on with */
};

/* The first word of a step's name. */
void cr_lesson_word(const struct cr_programme_step *step, char *word);

/* True if the tempo of a step is earned. */
bool cr_lesson_is_earned(const struct cr_programme_step *step);

/* The tempo of its pass; 0: it has none. */
double cr_lesson_pass_bpm(const struct cr_programme_step *step);

/* How a step is practised at a tempo for so long, at least once. */
enum cr_status cr_lesson_session(const struct cr_programme_step *step,
                                 const struct cr_pattern *pattern, double bpm,
                                 double minutes,
                                 struct cr_session *session) CR_MUST_CHECK;

/* What was played; `take` has stars, repetitions and tempo then, and the rest as it
 * was. */
enum cr_status cr_lesson_judge(const struct cr_programme_step *step,
                               const struct cr_session *session,
                               const struct cr_timeline *timeline,
                               const struct cr_result *result,
                               const struct cr_press *presses,
                               struct cr_lesson_take *take) CR_MUST_CHECK;

enum { CR_NO_DAY = INT32_MIN, CR_REVIEWS = 5 };

/* Where a person stands with a step. */
struct cr_lesson {
    bool is_reached; /* something that unlocks it was passed */
    bool is_open;    /* and its level is open */
    uint8_t stars;
    bool is_grey;      /* never passed without help */
    bool passed_first; /* at the first try */
    bool is_shaky;     /* its last review failed */
    uint32_t takes, reviews;
    int32_t passed_day, last_day, due_day, counted_day; /* CR_NO_DAY: none */
    double bpm;                                         /* it was left at; 0 */
};

/* `takes` in the order in which they were played. */
void cr_lessons_stand(const struct cr_programme *course,
                      const struct cr_lesson_take *takes, uint32_t count,
                      struct cr_lesson *lessons);

/* The tempo to begin with. */
double cr_lesson_bpm(const struct cr_programme_step *step,
                     const struct cr_lesson *lesson, int32_t today);

/* How much faster than its pass the next review of a step is. */
double cr_lesson_review_speed(const struct cr_lesson *lesson);

/* The step to go on with: the first one that is open and not passed, warm-ups left
 * out; CR_NONE if all are. */
uint32_t cr_lessons_next(const struct cr_programme *course,
                         const struct cr_lesson *lessons);

/* True if a level is open to a person who stands there. */
bool cr_lessons_level_is_open(const struct cr_programme *course,
                              const struct cr_lesson *lessons, uint32_t level);

#endif
