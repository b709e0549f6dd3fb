/* text_cells.h - where the cells of a .beat text stand, as they are written: for editing a
 * bar in the text and on a grid at once. It works on a text with mistakes as well.
 *
 * Units     bytes of the text; places in a bar are parts of it, 0 to 1.
 * Memory    a plain value. Threads: any. Errors: none: what is no cell is left out.
 */
#ifndef CR_PATTERNS_TEXT_CELLS_H
#define CR_PATTERNS_TEXT_CELLS_H

#include "patterns/pattern.h"

struct cr_text_cell {
    size_t at; /* of its glyph */
    char glyph;
    float from, to;
};

struct cr_text_lane {
    int line;                  /* in the text, from 1 */
    size_t line_at, line_size; /* without its end */
    char name[CR_LANE_NAME_SIZE];
    size_t bar_at,
        bar_size;       /* between its bar lines; the bar may be missing: 0 */
    uint32_t bar_count; /* that the line has */
    struct cr_text_cell cells[CR_CELL_LIMIT];
    uint32_t cell_count;
};

/* A bar of a system: of lane lines that stand together. */
struct cr_text_bar {
    uint32_t system;         /* counted from 0 in the text */
    uint32_t bar, bar_count; /* of the system's longest line */
    struct cr_text_lane lanes[CR_LANE_LIMIT];
    uint32_t lane_count;
};

/* Lane and cell of a place; false if it is in no cell. */
bool cr_text_cell_find(const struct cr_text_bar *bar, size_t at, uint32_t *lane,
                       uint32_t *cell);

/* The bar that a place lies in; of a place outside all bars, the first one behind it, else
 * the last one before it. False: the text has no lane. */
bool cr_text_bar_at(const char *text, size_t size, size_t at,
                    struct cr_text_bar *bar);

/* Bar `number` of the same system. */
void cr_text_bar_turn(const char *text, size_t size, struct cr_text_bar *bar,
                      uint32_t number);

#endif
