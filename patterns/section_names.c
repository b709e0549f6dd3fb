#include "patterns/section_names.h"

#include <stdlib.h>
#include <string.h>

/* FNV-1a of the letters without their case. */
static uint32_t hash_of(struct cr_span name)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < name.size; i++) {
        const unsigned char c = (unsigned char)name.at[i];
        hash ^= c >= 'A' && c <= 'Z' ? c + 32u : c;
        hash *= 16777619u;
    }
    return hash;
}

static struct cr_span name_of(const struct cr_section *section)
{
    return (struct cr_span){section->name, strlen(section->name)};
}

/* The slot that holds the name, or the free one where it belongs. */
static uint32_t slot_of(const struct cr_section_names *names,
                        const struct cr_section *sections, struct cr_span name)
{
    uint32_t slot = hash_of(name);
    for (;; slot++) {
        slot &= names->slot_count - 1;
        if (!names->slots[slot])
            return slot;
        const struct cr_span held = name_of(&sections[names->slots[slot] - 1]);
        if (cr_same_word(held.at, held.size, name.at, name.size))
            return slot;
    }
}

static bool widen(struct cr_section_names *names,
                  const struct cr_section *sections)
{
    const uint32_t wanted = names->slot_count ? 2 * names->slot_count : 64;
    struct cr_section_names wide = {calloc(wanted, sizeof(*wide.slots)), wanted,
                                    names->used};
    if (!wide.slots)
        return false;
    for (uint32_t i = 0; i < names->slot_count; i++) {
        if (names->slots[i])
            wide.slots[slot_of(&wide, sections,
                               name_of(&sections[names->slots[i] - 1]))] =
                names->slots[i];
    }
    free(names->slots);
    *names = wide;
    return true;
}

bool cr_section_names_add(struct cr_section_names *names,
                          const struct cr_section *sections, uint32_t index)
{
    if (2 * (names->used + 1) > names->slot_count && !widen(names, sections))
        return false;
    const uint32_t slot = slot_of(names, sections, name_of(&sections[index]));
    if (!names->slots[slot]) {
        names->slots[slot] = index + 1;
        names->used++;
    }
    return true;
}

uint32_t cr_section_names_find(const struct cr_section_names *names,
                               const struct cr_section *sections,
                               struct cr_span name)
{
    const uint32_t held =
        names->slot_count ? names->slots[slot_of(names, sections, name)] : 0;
    return held ? held - 1 : UINT32_MAX;
}

void cr_section_names_deinit(struct cr_section_names *names)
{
    free(names->slots);
    *names = (struct cr_section_names){0};
}
