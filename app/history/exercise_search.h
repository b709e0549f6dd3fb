/* exercise_search.h - reads what was practised beside the caller's thread, so that
 * nobody waits for the disk.
 *
 * Threads, memory   as side_task.h has it. Errors: NULL without memory or threads;
 *                   else the history's own words.
 */
#ifndef CR_APP_HISTORY_EXERCISE_SEARCH_H
#define CR_APP_HISTORY_EXERCISE_SEARCH_H

#include "app/history/exercises.h"
#include "app/side_task.h"

/* Of the person's own history, as cr_exercises_read() has it. */
struct cr_side_task *cr_exercise_search(int64_t since_ms, int64_t now_ms);

/* True when it is over: then it has failed, with words in `error`, or found; what it
 * found is the caller's. */
bool cr_exercise_search_look(struct cr_side_task *search,
                             struct cr_exercises *exercises,
                             enum cr_status *status, struct cr_error *error);

#endif
