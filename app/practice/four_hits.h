/* four_hits.h - four even hits on one drum: how to start without a free hand.
 *
 * Units     nanoseconds of any one clock. Threads: any, one at a time.
 * Memory    a plain value; all zero is the beginning. Errors: none.
 */
#ifndef CR_PRACTICE_FOUR_HITS_H
#define CR_PRACTICE_FOUR_HITS_H

#include <stdbool.h>
#include <stdint.h>

struct cr_four_hits {
    uint32_t lane;
    int count;        /* of the hits below */
    int64_t at_ns[4]; /* the newest last */
};

/* Takes a hit; true if it is the fourth of an even count: 40 to 300 a minute,
 * the three distances within 20 % of their mean. It then starts over. */
bool cr_four_hits_add(struct cr_four_hits *hits, int64_t at_ns, uint32_t lane);

#endif
