/* course.h - a course with its patterns, and where the person at hand stands in it.
 *
 * Threads   any one at a time. Memory: owns all of it; cr_course_close() frees it.
 * Errors    CR_ERR_SYNTAX with everything in `found`, as programme_files.h has it;
 *           CR_ERR_RANGE if no course ships; CR_ERR_IO, CR_ERR_MEMORY.
 */
#ifndef CR_APP_COURSE_H
#define CR_APP_COURSE_H

#include "app/history/lesson_takes.h"
#include "app/practice/planner.h"
#include "app/programme_files.h"
#include "app/side_task.h"

enum { CR_WEEK = 7 };

struct cr_course {
    struct cr_programme_files files;
    struct cr_lesson *lessons; /* as many as there are steps */
    struct cr_lesson_takes takes;
    int32_t today;
    double week[CR_WEEK]; /* minutes of each day, today last */
    bool is_left_handed;
    bool has_own_hands; /* which, a setting says, and not the last take */
    uint32_t keys;      /* that the keyboard tells of at once; 0: not known */
    double
        aim_pct; /* of clean repetitions where the tempo is earned; 0: earn.h */
};

/* Where the course that ships is; false: none does. */
bool cr_course_shipped(char *path, size_t size);

/* Opens a course; nothing of it was played yet. */
enum cr_status cr_course_open(struct cr_course *course, const char *path,
                              const char *text, size_t size,
                              struct cr_diagnostics *found) CR_MUST_CHECK;
void cr_course_close(struct cr_course *course);

/* Takes in what the history has; today is the day of `now_ms` since 1970. */
enum cr_status cr_course_recall(struct cr_course *course,
                                struct cr_history *history, int64_t now_ms,
                                struct cr_error *error) CR_MUST_CHECK;

/* The same beside the caller's thread, from the person's own history: begins it; takes it
 * in, true when it is over. What cannot be read leaves all as it is. */
struct cr_side_task *cr_course_search(const struct cr_course *course,
                                      int64_t now_ms);
bool cr_course_search_look(struct cr_side_task *search,
                           struct cr_course *course);

/* For left-handed drummers, or for right-handed ones: stickings and keys of all its
 * patterns. No take is under way. */
void cr_course_set_hands(struct cr_course *course, bool is_left_handed);

/* The exercise to go on with; the first one if all are passed. */
uint32_t cr_course_next(const struct cr_course *course);

/* One more take was played. */
enum cr_status cr_course_add(struct cr_course *course,
                             const struct cr_lesson_take *take) CR_MUST_CHECK;

/* "42 minutes on 3 of 7 days"; "" if nothing was played. */
void cr_course_week(const struct cr_course *course, char *text, size_t size);

/* What to practise in so many minutes. */
void cr_course_plan(const struct cr_course *course, uint32_t minutes,
                    struct cr_plan *plan);

/* "hits from 88 %, extra up to 10 %, spread up to 45 ms, 8 bars in a row at 90 bpm". */
void cr_course_limits(const struct cr_programme_step *step, char *text,
                      size_t size);

/* "two stars, review in 3 days"; "for later". */
void cr_course_standing(const struct cr_course *course, uint32_t step,
                        char *text, size_t size);

#endif
