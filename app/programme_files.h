/* programme_files.h - a programme with the patterns that it names.
 *
 * Memory    owns all of it; cr_programme_files_close() frees it. Threads: any.
 * Errors    CR_ERR_SYNTAX, with everything in `found`: what programme.h has, and E22
 *           for a pattern that cannot be read or practised so; CR_ERR_MEMORY.
 *
 * A pattern is looked for beside the programme, then among those that ship.
 */
#ifndef CR_APP_PROGRAMME_FILES_H
#define CR_APP_PROGRAMME_FILES_H

#include "app/practice/programme.h"

struct cr_programme_file { /* of a step */
    char path[4096];
    char *text;
    struct cr_pattern pattern;
    struct cr_session session;
};

struct cr_programme_files {
    struct cr_programme programme;
    struct cr_programme_file *files; /* as many as there are steps */
};

enum cr_status
cr_programme_files_open(struct cr_programme_files *files, const char *path,
                        const char *text, size_t size,
                        struct cr_diagnostics *found) CR_MUST_CHECK;
void cr_programme_files_close(struct cr_programme_files *files);

/* "Passed: 98 % hit, 0 % extra, spread 14.2 ms at 120 bpm, landing 12 ms". */
void cr_verdict_words(const struct cr_verdict *verdict,
                      const struct cr_pass *pass, char *text, size_t size);

#endif
