/* lesson_window.h - the window on a course.
 *
 * Threads   main. Memory: borrows the course. Errors: an exit code.
 */
#ifndef CR_APP_WINDOW_LESSON_WINDOW_H
#define CR_APP_WINDOW_LESSON_WINDOW_H

#include "app/course.h"

/* With exercise `step`; with CR_NONE a session of `minutes`, or a choice of all
 * exercises if that is 0. */
int cr_lesson_window(struct cr_course *course, uint32_t step, uint32_t minutes);

/* With the first minute of somebody who never drummed. */
int cr_first_minute_window(struct cr_course *course);

/* Lessons in a window that is there, and the metronome from them and back; `take` is the
 * last one of the last of them. */
struct cr_stage;
struct cr_teaching;
struct cr_window_options;
struct cr_live_wish;
struct cr_take;
enum cr_status cr_lesson_show(struct cr_stage *stage,
                              struct cr_teaching *teaching,
                              const struct cr_window_options *options,
                              const struct cr_live_wish *as,
                              struct cr_take *take,
                              struct cr_error *error) CR_MUST_CHECK;

#endif
