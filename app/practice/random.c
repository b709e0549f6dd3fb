#include "app/practice/random.h"

#include <math.h>

double cr_random_unit(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return ((double)((z ^ (z >> 31)) >> 11) + 0.5) / 9007199254740992.0;
}

double cr_random_normal(uint64_t *state)
{
    for (;;) {
        const double x = 2 * cr_random_unit(state) - 1;
        const double y = 2 * cr_random_unit(state) - 1;
        const double s = x * x + y * y;
        if (s > 0 && s < 1)
            return x * sqrt(-2 * log(s) / s);
    }
}
