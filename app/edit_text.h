/* edit_text.h - a pattern's text while it is edited: a place in it, what can be done there
 * on the grid and in the text, and all of it undone and done again.
 *
 * Units     bytes. Threads: one.
 * Memory    owns the text and its steps; at most 10,000 steps are remembered.
 * Errors    false without memory: the text is as it was then.
 */
#ifndef CR_APP_EDIT_TEXT_H
#define CR_APP_EDIT_TEXT_H

#include "patterns/text_cells.h"

enum { CR_EDIT_STEPS = 10000 };

/* From one text to another: what was replaced by what, and where the place was. */
struct cr_edit_step {
    size_t at, removed_size, added_size, place_before, place_after;
    char *bytes; /* removed, then added */
};

struct cr_edit_text {
    char *text; /* a zero byte follows */
    size_t size, at;
    struct cr_edit_step *steps;
    uint32_t step_count, step_capacity;
    uint32_t done; /* steps before this are in the text */
    uint32_t
        saved; /* the text is as it was saved when so many were done; or ... */
    bool is_saved_lost; /* ... that can not come back */
    bool joins;         /* the next letter belongs to the last step */
};

bool cr_edit_open(struct cr_edit_text *edit, const char *text, size_t size);
void cr_edit_close(struct cr_edit_text *edit);

bool cr_edit_is_changed(
    const struct cr_edit_text *edit); /* since it was saved */
void cr_edit_mark_saved(struct cr_edit_text *edit);
void cr_edit_mark_unsaved(
    struct cr_edit_text *edit); /* whatever comes, but saving */

/* Another text, as one step. */
bool cr_edit_replace(struct cr_edit_text *edit, const char *text, size_t size,
                     size_t at);

bool cr_edit_undo(struct cr_edit_text *edit); /* false: there is nothing */
bool cr_edit_redo(struct cr_edit_text *edit);

/* In the text. */
bool cr_edit_insert(struct cr_edit_text *edit, const char *text);
bool cr_edit_erase(struct cr_edit_text *edit, bool before);
void cr_edit_move(struct cr_edit_text *edit, int columns, int lines);
void cr_edit_end(struct cr_edit_text *edit, bool is_end); /* of the line */
void cr_edit_go(struct cr_edit_text *edit, int line, int column);
void cr_edit_place(const struct cr_edit_text *edit, int *line, int *column);

/* On the grid: the place is at a cell then. False if there is none. */
bool cr_edit_enter_grid(struct cr_edit_text *edit);
bool cr_edit_glyph(struct cr_edit_text *edit,
                   char glyph); /* and on to the next */
bool cr_edit_step_cell(struct cr_edit_text *edit,
                       int by); /* into other bars too */
bool cr_edit_step_lane(struct cr_edit_text *edit, int by);
bool cr_edit_go_cell(struct cr_edit_text *edit, uint32_t lane, uint32_t cell);

/* One more bar of rests behind this one; without this one. */
bool cr_edit_add_bar(struct cr_edit_text *edit);
bool cr_edit_remove_bar(struct cr_edit_text *edit);

/* One more lane of rests: the first usual one that the system has not; without this one. */
bool cr_edit_add_lane(struct cr_edit_text *edit);
bool cr_edit_remove_lane(struct cr_edit_text *edit);

/* What a new pattern begins with. */
extern const char cr_edit_new_text[];

#endif
