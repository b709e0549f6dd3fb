#include "app/practice/four_hits.h"

#include <stdlib.h>
#include <string.h>

#define SHORTEST_NS INT64_C(200000000)
#define LONGEST_NS INT64_C(1500000000)

static bool are_even(const int64_t *at_ns)
{
    const int64_t mean = (at_ns[3] - at_ns[0]) / 3;
    if (mean < SHORTEST_NS || mean > LONGEST_NS)
        return false;
    for (int i = 0; i < 3; i++) {
        if (llabs(at_ns[i + 1] - at_ns[i] - mean) > mean / 5)
            return false;
    }
    return true;
}

bool cr_four_hits_add(struct cr_four_hits *hits, int64_t at_ns, uint32_t lane)
{
    if (hits->count && hits->lane != lane)
        hits->count = 0;
    if (hits->count == 4) {
        memmove(hits->at_ns, hits->at_ns + 1, 3 * sizeof(hits->at_ns[0]));
        hits->count = 3;
    }
    hits->lane = lane;
    hits->at_ns[hits->count++] = at_ns;
    if (hits->count < 4 || !are_even(hits->at_ns))
        return false;
    hits->count = 0;
    return true;
}
