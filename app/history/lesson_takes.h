/* lesson_takes.h - what was played of a course, as lessons.h has it.
 *
 * Units     days since 1970 by the local clock. Threads: that of the history.
 * Memory    the caller frees the takes. Errors: CR_ERR_IO with words, CR_ERR_MEMORY.
 */
#ifndef CR_APP_HISTORY_LESSON_TAKES_H
#define CR_APP_HISTORY_LESSON_TAKES_H

#include "app/history/history.h"

struct cr_lesson_takes {
    struct cr_lesson_take *items; /* in the order in which they were played */
    uint32_t count;
    char finding[16]; /* that the last report said first; "" */
};

/* Of the course with that title; a person's takes only. */
enum cr_status cr_lesson_takes_read(struct cr_history *history,
                                    const char *course,
                                    struct cr_lesson_takes *takes,
                                    struct cr_error *error) CR_MUST_CHECK;

#endif
