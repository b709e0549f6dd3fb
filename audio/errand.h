/* errand.h - calls into the sound system from a thread of their own, so that one
 * that never comes back holds up nobody: servers freeze and die, and the calls
 * into them with them.
 *
 * Units     milliseconds. Threads: run and post: any, one at a time.
 * Memory    after run's false, or post's true, the errand may still be under way
 *           and use its context: that must then be left to it for good.
 * Errors    false if it is not done by the deadline, or if one before it still
 *           is not.
 */
#ifndef CR_AUDIO_ERRAND_H
#define CR_AUDIO_ERRAND_H

#include <stdbool.h>

typedef void cr_errand(void *context);

/* Runs `work` on the sound thread and waits for its end. */
bool cr_errand_run(cr_errand *work, void *context, int deadline_ms);

/* Has it run and does not wait; false if the thread is busy. */
bool cr_errand_post(cr_errand *work, void *context);

#endif
