/* ring.h - a queue from one thread to one other, without locks.
 *
 * Units     items of one fixed size. The capacity is a power of two.
 * Threads   push: the one writer. pop: the one reader. Neither waits.
 * Memory    borrows `storage` of capacity * item_size bytes.
 * Errors    push returns false if the queue is full, pop if it is empty.
 *
 * The writer publishes an item by a release store of `tail`, which the reader
 * acquires; the reader gives the place back by a release store of `head`.
 */
#ifndef CR_AUDIO_RT_RING_H
#define CR_AUDIO_RT_RING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "audio/rt/rt.h"

struct cr_ring {
    unsigned char *storage;
    size_t item_size, mask;
    _Atomic size_t head; /* next to pop; written by the reader */
    _Atomic size_t tail; /* next to push; written by the writer */
};

void cr_ring_init(struct cr_ring *ring, void *storage, size_t item_size,
                  size_t capacity);
bool cr_ring_push(struct cr_ring *ring, const void *item) CR_RT;
bool cr_ring_pop(struct cr_ring *ring, void *item) CR_RT;

#endif
