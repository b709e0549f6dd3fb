/* report_file.h - saves a report where the person finds it, beside the caller's
 * thread: reports/DATE TIME.txt in the folder of the program's data.
 *
 * Threads, memory   as side_task.h has it. Errors: in words.
 */
#ifndef CR_APP_REPORT_FILE_H
#define CR_APP_REPORT_FILE_H

#include "app/side_task.h"
#include "patterns/text_buffer.h"

/* Copies the text; NULL without memory or threads. */
struct cr_side_task *cr_report_file_save(const struct cr_text_buffer *text);

/* What became of it: "Saved as ..."; NULL as long as it goes on. The task's own. */
const char *cr_report_file_done(struct cr_side_task *task);

#endif
