/* random.h - chance that is the same everywhere: splitmix64 (Steele, Lea and
 * Flood, 2014), and normal numbers by Marsaglia's polar method.
 *
 * Memory    the state is a number of the caller's: the seed at first.
 * Threads   any. Errors: none.
 */
#ifndef CR_PRACTICE_RANDOM_H
#define CR_PRACTICE_RANDOM_H

#include <stdint.h>

double cr_random_unit(uint64_t *state); /* 0 (excluded) .. 1 */
double cr_random_normal(uint64_t *state);

#endif
