/* recovery.h - a copy of a text that is not saved yet: what was written survives a kill or a
 * power cut by all but the last second.
 *
 * Threads   one; copies are written beside it. Memory: its own.
 * Errors    none: a copy that cannot be kept is missing, and the text is still there.
 */
#ifndef CR_APP_RECOVERY_H
#define CR_APP_RECOVERY_H

#include <stdbool.h>
#include <stddef.h>

#include "app/side_task.h"

struct cr_recovery {
    char path[4096]; /* of the copy; "": there is no place for one */
    struct cr_side_task *task;
};

/* Of the file at `path`; NULL: of a new one. */
void cr_recovery_begin(struct cr_recovery *recovery, const char *path);

/* The copy that an earlier program has left; false: none. The caller frees it. It is put
 * aside, where new copies do not reach it, until it is dropped. */
bool cr_recovery_find(struct cr_recovery *recovery, char **text, size_t *size);
void cr_recovery_drop_found(struct cr_recovery *recovery);

/* Keeps one; false: the last one is still being written, try later. */
bool cr_recovery_keep(struct cr_recovery *recovery, const char *text,
                      size_t size);

/* True if no copy is being written. */
bool cr_recovery_is_idle(struct cr_recovery *recovery);

/* Waits for the last copy. */
void cr_recovery_finish(struct cr_recovery *recovery);

/* The text is saved, or not wanted: waits for the last copy, and takes it away. */
void cr_recovery_forget(struct cr_recovery *recovery);

#endif
