/* pattern_file.h - writes a pattern on a thread of its own: whole or not at all, a new one
 * among the person's own under the name of its title.
 *
 * Threads, memory   as side_task.h has it. Errors: NULL without memory or threads; else in
 *                   what is saved.
 */
#ifndef CR_APP_PATTERN_FILE_H
#define CR_APP_PATTERN_FILE_H

#include <stddef.h>

#include "app/side_task.h"
#include "patterns/status.h"

struct cr_saved_pattern {
    char path[4096];
    char *text;
    size_t size;
    enum cr_status status; /* not CR_OK: nothing was written */
    struct cr_error error;
};

/* Writes to `path`; "": to a new file for `title`. */
struct cr_side_task *cr_pattern_file_save(const char *path, const char *title,
                                          const char *text, size_t size);

/* NULL as long as it goes on. */
const struct cr_saved_pattern *cr_pattern_file_done(struct cr_side_task *task);

#endif
