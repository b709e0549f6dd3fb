#include "patterns/growing.h"

#include <stdlib.h>

bool cr_grow(void **items, uint32_t count, uint32_t *capacity, size_t item_size)
{
    if (count < *capacity)
        return true;
    if (*capacity > UINT32_MAX / 2)
        return false;
    const uint32_t wanted = *capacity ? *capacity * 2 : 16;
    void *moved = realloc(*items, wanted * item_size);
    if (!moved)
        return false;
    *items = moved;
    *capacity = wanted;
    return true;
}
