/* section_names.h - finds a section by its name, whatever its case, in a time
 * that does not grow with the number of sections; for beat_read*.c only.
 *
 * Memory    owns its table; borrows the sections, whose names must stay.
 * Threads   one. Errors: false without memory.
 */
#ifndef CR_PATTERNS_SECTION_NAMES_H
#define CR_PATTERNS_SECTION_NAMES_H

#include "patterns/beat_lines.h"
#include "patterns/pattern.h"

struct cr_section_names {
    uint32_t *slots;     /* index of a section + 1; 0: free */
    uint32_t slot_count; /* a power of two, or 0 */
    uint32_t used;
};

/* Adds sections[index]; the first of a name stays the one that is found. */
bool cr_section_names_add(struct cr_section_names *names,
                          const struct cr_section *sections, uint32_t index);

/* Index of the section of that name; UINT32_MAX if there is none. */
uint32_t cr_section_names_find(const struct cr_section_names *names,
                               const struct cr_section *sections,
                               struct cr_span name);

void cr_section_names_deinit(struct cr_section_names *names);

#endif
