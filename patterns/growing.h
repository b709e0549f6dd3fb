/* growing.h - an array that grows while it is filled.
 *
 * Units     counts of items. Memory: the array is malloc'ed and the owner's to
 *           free. Threads: one. Errors: false without memory; the array then
 *           is as it was.
 */
#ifndef CR_PATTERNS_GROWING_H
#define CR_PATTERNS_GROWING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Makes room for one more item behind `count`; `*capacity` is kept by the
 * caller beside `*items`. */
bool cr_grow(void **items, uint32_t count, uint32_t *capacity,
             size_t item_size);

#endif
