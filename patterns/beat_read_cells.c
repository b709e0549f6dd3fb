/* One bar of one lane: from its letters to cells. */
#include "patterns/beat_reader.h"

#include <string.h>

#include "patterns/words.h"

/* Adds the next cell of a bar; false past the limit. */
static bool add_cell(struct cr_reader *r, uint32_t row, int *count,
                     struct cr_cell cell)
{
    if (*count == CR_CELL_LIMIT) {
        cr_reader_error(r, 18, &r->system[row].line, cell.at,
                        "at most %d cells in a bar", CR_CELL_LIMIT);
        return false;
    }
    r->cells[row][(*count)++] = cell;
    return true;
}

static bool is_cell(const struct cr_lane *lane, char c)
{
    struct cr_glyph ignored;
    if (c == '-' || c == '.' || c == '~')
        return true;
    if (lane->kind == CR_LANE_STICKING)
        return c && strchr("RLBrlb", c) != NULL;
    return cr_lane_glyph(lane, c, &ignored);
}

static bool bad_cell(struct cr_reader *r, uint32_t row, int bar, const char *at)
{
    const struct cr_lane *lane = &r->draft.lanes[r->system[row].lane];
    int size = 1;
    while (((unsigned char)at[size] & 0xC0) == 0x80)
        size++;
    cr_diagnostic_hint(
        cr_reader_error(r, 11, &r->system[row].line, at,
                        "bar %d: '%.*s' is not a stroke of lane %s", bar, size,
                        at, lane->name),
        "lane %s takes %s, and - or . for a rest", lane->name,
        cr_lane_glyphs(lane));
    return false;
}

/* "(xxx)2" from its bracket on: the strokes share the time of 2 cells. */
static bool expand_tuplet(struct cr_reader *r, uint32_t row, int bar,
                          const char **at, const char *end, int *count,
                          int *cells)
{
    const struct cr_line *line = &r->system[row].line;
    const struct cr_lane *lane = &r->draft.lanes[r->system[row].lane];
    const char *open = *at, *p = open + 1;
    int inside = 0;
    const int first = *count;
    for (; p < end && *p != ')'; p++) {
        if (cr_is_blank(*p))
            continue;
        if (*p == '(') {
            cr_reader_error(r, 12, line, p, "bar %d: tuplets do not nest", bar);
            return false;
        }
        if (!is_cell(lane, *p))
            return bad_cell(r, row, bar, p);
        if (!add_cell(r, row, count,
                      (struct cr_cell){*p, p, {inside, 1}, {0, 1}, true}))
            return false;
        inside++;
    }
    if (p == end || !inside) {
        cr_reader_error(r, 12, line, open,
                        p == end
                            ? N_("bar %d: the tuplet is not closed with ')'")
                            : N_("bar %d: the tuplet is empty"),
                        bar);
        return false;
    }
    const char *digits = ++p;
    int width = 0;
    for (; p < end && cr_is_digit(*p); p++)
        width = width > CR_CELL_LIMIT ? width : width * 10 + (*p - '0');
    if (p == digits || width == 0) {
        cr_reader_error(r, 12, line, digits,
                        "bar %d: after ')' stands how many cells the tuplet "
                        "lasts, as in (xxx)2",
                        bar);
        return false;
    }
    if (width > CR_CELL_LIMIT) {
        cr_reader_error(r, 18, line, digits, "at most %d cells in a bar",
                        CR_CELL_LIMIT);
        return false;
    }
    for (int i = 0; i < inside; i++) {
        struct cr_cell *cell = &r->cells[row][first + i];
        cell->from =
            cr_fraction_make((int64_t)*cells * inside + i * width, inside);
        cell->to = cr_fraction_make((int64_t)*cells * inside + (i + 1) * width,
                                    inside);
    }
    *cells += width;
    *at = p;
    return true;
}

int cr_reader_expand_bar(struct cr_reader *r, uint32_t row, int bar,
                         struct cr_span text, int *cells)
{
    const struct cr_lane *lane = &r->draft.lanes[r->system[row].lane];
    const char *at = text.at, *end = text.at + text.size;
    int count = 0;
    *cells = 0;
    while (at < end) {
        bool is_good = true;
        if (cr_is_blank(*at)) {
            at++;
            continue;
        }
        if (*at == '(') {
            is_good = expand_tuplet(r, row, bar, &at, end, &count, cells);
        } else if (!is_cell(lane, *at)) {
            is_good = bad_cell(r, row, bar, at);
        } else {
            is_good = add_cell(
                r, row, &count,
                (struct cr_cell){*at, at, {*cells, 1}, {*cells + 1, 1}, false});
            (*cells)++;
            at++;
        }
        if (is_good && *cells > CR_CELL_LIMIT) {
            cr_reader_error(r, 18, &r->system[row].line, at,
                            "at most %d cells in a bar", CR_CELL_LIMIT);
            is_good = false;
        }
        if (!is_good) {
            *cells = -1;
            return 0;
        }
    }
    return count;
}

bool cr_reader_resolve_repeat(struct cr_reader *r, uint32_t row, int bar,
                              uint32_t bar_in_section, struct cr_span *text)
{
    struct cr_lane_memory *memory = &r->memory[r->system[row].lane];
    const struct cr_span trimmed = cr_trim(*text);
    if (!cr_span_is(trimmed, "%"))
        return true;
    if (!memory->is_written || memory->section != r->section ||
        memory->last_bar + 1 != bar_in_section) {
        cr_reader_error(r, 14, &r->system[row].line, trimmed.at,
                        "bar %d: '%%' repeats the bar before, and there is "
                        "none in lane %s",
                        bar, r->draft.lanes[r->system[row].lane].name);
        return false;
    }
    *text = memory->text;
    return true;
}
