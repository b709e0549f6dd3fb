/* what_if.h - what the score would be without one of its faults.
 *
 * Units     points. Threads: any. Memory: none is kept. Errors: CR_ERR_MEMORY.
 *
 * Lean      all hits moved by the take's lean, and judged anew.
 * Place     the hits of one drum at one place moved by their mean, and judged anew: of
 *           all places that have eight hits the one that gains most.
 * Missed    the missed notes hit as far off as the median of the others is, in notes.
 */
#ifndef CR_PRACTICE_WHAT_IF_H
#define CR_PRACTICE_WHAT_IF_H

#include "app/practice/measures.h"

enum cr_what_if_kind { CR_IF_LEAN, CR_IF_PLACE, CR_IF_MISSED };

struct cr_what_if {
    enum cr_what_if_kind kind;
    double score;
    const struct cr_cell_measure *cell; /* of a place; borrows the measures */
};

enum { CR_WHAT_IFS = 2 };

/* Up to two that gain a point and more, the most first; their number. None in takes of
 * more than a hundred thousand notes, whose reports shall not take seconds. */
enum cr_status cr_what_if(const struct cr_timeline *timeline,
                          const struct cr_result *result,
                          const struct cr_press *presses,
                          const struct cr_measures *measures,
                          struct cr_what_if *found, int *count) CR_MUST_CHECK;

#endif
