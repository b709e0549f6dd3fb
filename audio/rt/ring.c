#include "audio/rt/ring.h"

#include <string.h>

#include "audio/rt/rt_poison.h"

void cr_ring_init(struct cr_ring *ring, void *storage, size_t item_size,
                  size_t capacity)
{
    ring->storage = storage;
    ring->item_size = item_size;
    ring->mask = capacity - 1;
    atomic_init(&ring->head, 0);
    atomic_init(&ring->tail, 0);
}

bool cr_ring_push(struct cr_ring *ring, const void *item) CR_RT
{
    const size_t tail = atomic_load_explicit(&ring->tail, memory_order_relaxed);
    const size_t head = atomic_load_explicit(&ring->head, memory_order_acquire);
    if (tail - head > ring->mask)
        return false;
    memcpy(ring->storage + (tail & ring->mask) * ring->item_size, item,
           ring->item_size);
    atomic_store_explicit(&ring->tail, tail + 1, memory_order_release);
    return true;
}

bool cr_ring_pop(struct cr_ring *ring, void *item) CR_RT
{
    const size_t head = atomic_load_explicit(&ring->head, memory_order_relaxed);
    const size_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
    if (head == tail)
        return false;
    memcpy(item, ring->storage + (head & ring->mask) * ring->item_size,
           ring->item_size);
    atomic_store_explicit(&ring->head, head + 1, memory_order_release);
    return true;
}
