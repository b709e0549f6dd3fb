/* file_watch.h - notices that a file is another one than before: looked at now and then, on
 * a thread of its own, so that a slow disk holds nothing up.
 *
 * Units     nanoseconds of CLOCK_MONOTONIC. Threads: one. Memory: owns its path.
 * Errors    a file that cannot be read is as if it had not changed.
 */
#ifndef CR_APP_FILE_WATCH_H
#define CR_APP_FILE_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/side_task.h"

struct cr_file_watch {
    char path[4096]; /* "": nothing is watched */
    uint64_t seen;   /* of what was there: a sum of its bytes */
    int64_t next_ns;
    struct cr_side_task *task;
};

/* Watches a file that has this text now; it may be left at any time. */
void cr_file_watch_begin(struct cr_file_watch *watch, const char *path,
                         const char *text, size_t size);
void cr_file_watch_end(struct cr_file_watch *watch);

/* To be called often: true if the file has another text, which is the caller's to free. */
bool cr_file_watch_look(struct cr_file_watch *watch, int64_t now_ns,
                        char **text, size_t *size);

/* What was written by ourselves is no news. */
void cr_file_watch_know(struct cr_file_watch *watch, const char *text,
                        size_t size);

#endif
