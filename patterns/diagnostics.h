/* diagnostics.h - what a reader has to say about a text: all of it, in order.
 *
 * Units     lines and columns count from 1, columns in Unicode code points.
 * Memory    a list owns its items; cr_diagnostics_deinit() frees them.
 * Threads   any, one at a time.
 * Errors    adding cannot fail: without memory, or past CR_DIAGNOSTICS_KEPT,
 *           the item is counted and dropped.
 */
#ifndef CR_PATTERNS_DIAGNOSTICS_H
#define CR_PATTERNS_DIAGNOSTICS_H

#include "patterns/status.h"

#define CR_DIAGNOSTICS_KEPT 100

enum cr_severity { CR_WARNING, CR_ERROR };

struct cr_diagnostic {
    int line, column;
    enum cr_severity severity;
    int code; /* 9 for E09, 12 for W12 */
    char text[256];
    char hint[200]; /* empty if there is none */
};

struct cr_diagnostics {
    struct cr_diagnostic *items;
    size_t count;
    size_t error_count, warning_count; /* dropped ones included */
};

/* Adds one and returns it, so that the caller can add a hint; NULL if it was
 * dropped. The pointer holds until the next call. */
struct cr_diagnostic *
cr_diagnostics_add(struct cr_diagnostics *list, enum cr_severity severity,
                   int code, int line, int column, const char *format, ...)
    CR_PRINTF(6, 7);

/* Sets the hint of `item`, which may be NULL. */
void cr_diagnostic_hint(struct cr_diagnostic *item, const char *format, ...)
    CR_PRINTF(2, 3);

/* Orders the items by place; those of one place keep their order. */
void cr_diagnostics_sort(struct cr_diagnostics *list);

void cr_diagnostics_deinit(struct cr_diagnostics *list);

#endif
