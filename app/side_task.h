/* side_task.h - work on a thread of its own, so that nobody waits for it.
 *
 * Threads   all functions from one thread; the work from its own.
 * Memory    a task owns its context from the start. One that is dropped ends by
 *           itself and then frees it.
 * Errors    NULL without memory or threads: then the context is freed at once.
 */
#ifndef CR_APP_SIDE_TASK_H
#define CR_APP_SIDE_TASK_H

#include <stdbool.h>

struct cr_side_task;

struct cr_side_task *cr_side_task_start(void (*work)(void *context),
                                        void (*destroy)(void *context),
                                        void *context);

/* A task that writes what the person wants kept: the program does not end before it.
 * `complain` says what went wrong, in the context's memory; NULL if nothing did. */
struct cr_side_task *
cr_side_task_start_writing(void (*work)(void *context),
                           const char *(*complain)(void *context),
                           void (*destroy)(void *context), void *context);

/* What the work left in its context; NULL as long as it goes on. */
void *cr_side_task_done(struct cr_side_task *task);

void cr_side_task_drop(struct cr_side_task *task); /* NULL: nothing */

/* Waits until all is written, also by tasks that were dropped. Returns the first complaint
 * that nobody took with cr_side_task_done(), or NULL; it stays the first. */
const char *cr_side_tasks_finish(void);

#endif
