/* worst.h - the bars of a piece that are worth a loop of their own.
 *
 * Units     bars of the piece, from 1; points lost of 100. Threads: any.
 * Memory    none is kept. Errors: CR_ERR_MEMORY.
 *
 * Rule      each bar's cost (match.h) for each of its notes, over all times that it
 *           was played, a hit that nobody asked for costing as much as a note. The
 *           worst bar is named if it costs 1.5 times what the middle bar costs, and
 *           5 points more; a second one if it does as well, and costs at least six
 *           tenths of the first.
 */
#ifndef CR_PRACTICE_WORST_H
#define CR_PRACTICE_WORST_H

#include "app/practice/score.h"

struct cr_worst {
    int count; /* 0 to 2 */
    struct cr_worst_bar {
        uint32_t number;
        double points;
    } bars[2];
    double middle_points;
};

enum cr_status cr_worst_bars(struct cr_worst *worst,
                             const struct cr_timeline *timeline,
                             const struct cr_result *result,
                             const struct cr_press *presses) CR_MUST_CHECK;

#endif
