/* progress.h - whether somebody became steadier: over days, and against one day.
 *
 * Units     ln of a spread in ms at 120 bpm; days. Threads: any.
 * Memory    none is kept. Errors: CR_ERR_MEMORY.
 *
 * Over days one number a day is compared, the mean of its takes: takes of one day
 * depend on each other. A trend is claimed if Mann and Kendall's test gives p < 0.01
 * and the fitted line changes the spread by a tenth and more; its slope is Theil and
 * Sen's, its 95 % interval from the ranks of the slopes (Sen, 1968). Under eight
 * days nothing is said.
 *
 * Against one day the parts of two takes are compared (summary.h): Welch's t, whole
 * degrees of freedom rounded down; claimed if p < 0.05, five parts and more in each,
 * and a ratio of 1.15 and more.
 */
#ifndef CR_PRACTICE_PROGRESS_H
#define CR_PRACTICE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "patterns/status.h"

enum { CR_PROGRESS_DAYS = 8, CR_PROGRESS_PARTS = 5 };

struct cr_progress_trend {
    int days;
    bool is_enough, is_claimed;
    double from, to;  /* on the fitted line, first and last day */
    double ratio;     /* of the spreads, last to first */
    double low, high; /* 95 % of that ratio */
    double p;
};

/* `days` rise; `values` are what each is worth. */
enum cr_status cr_progress_trend(struct cr_progress_trend *trend,
                                 const double *days, const double *values,
                                 int count) CR_MUST_CHECK;

struct cr_parts {
    uint32_t count;
    double mean, variance;
};

struct cr_progress_step {
    bool is_enough, is_claimed;
    double ratio, low, high; /* of spreads, now to then */
    double p;
};

struct cr_progress_step cr_progress_compare(const struct cr_parts *then,
                                            const struct cr_parts *now);

#endif
