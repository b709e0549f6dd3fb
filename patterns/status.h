/* status.h - how everything reports failure.
 *
 * Errors    a function that can fail returns enum cr_status; CR_OK is 0. If a
 *           person must act, it also fills the caller's struct cr_error.
 * Memory    nothing here allocates.
 * Threads   any.
 */
#ifndef CR_PATTERNS_STATUS_H
#define CR_PATTERNS_STATUS_H

#include <stddef.h>

#if defined(__GNUC__)
#define CR_MUST_CHECK __attribute__((warn_unused_result))
#define CR_FORMAT_OF(at) __attribute__((format_arg(at)))
#define CR_PRINTF(format_at, first_at)                                         \
    __attribute__((format(printf, format_at, first_at)))
#else
#define CR_MUST_CHECK
#define CR_FORMAT_OF(at)
#define CR_PRINTF(format_at, first_at)
#endif

enum cr_status {
    CR_OK = 0,
    CR_ERR_SYNTAX,      /* the input cannot be understood */
    CR_ERR_RANGE,       /* understood, but outside what is allowed */
    CR_ERR_LIMIT,       /* larger than the program takes */
    CR_ERR_IO,          /* a file cannot be read or written */
    CR_ERR_MEMORY,      /* no memory */
    CR_ERR_DEVICE,      /* this machine cannot do it */
    CR_ERR_FULL,        /* a queue is full: try later */
    CR_ERR_INTERRUPTED, /* the person stopped it */
};

/* Place and words of a failure. Line and column count from 1; 0 means that the
 * failure has no place in a text. */
struct cr_error {
    int line, column;
    char text[256];
};

/* Fills `error` (which may be NULL) and returns `status`. The format is English; what
 * is said is in the language of the person. */
enum cr_status cr_fail(struct cr_error *error, enum cr_status status, int line,
                       int column, const char *format, ...) CR_PRINTF(5, 6);

#endif
