#include "patterns/text_cells.h"

#include <string.h>

#include "patterns/beat_lines.h"

/* The lines of one system, and where in the text it ends. */
struct walk {
    const char *text;
    struct cr_lines lines;
    struct cr_line line;
    bool has_line;
};

static void step(struct walk *w)
{
    w->has_line = cr_lines_next(&w->lines, &w->line);
}

static void take_line(const struct walk *w, struct cr_text_bar *bar)
{
    if (bar->lane_count == CR_LANE_LIMIT)
        return;
    struct cr_text_lane *lane = &bar->lanes[bar->lane_count++];
    lane->line = w->line.number;
    lane->line_at = (size_t)(w->line.text.at - w->text);
    lane->line_size = w->line.text.size;
    lane->bar_at = lane->bar_size = 0;
    lane->bar_count = lane->cell_count = 0;
    const size_t size = w->line.name.size < CR_LANE_NAME_SIZE - 1
                            ? w->line.name.size
                            : CR_LANE_NAME_SIZE - 1;
    memcpy(lane->name, w->line.name.at, size);
    lane->name[size] = '\0';
}

/* The next system of the text; false: there is none. */
static bool take_system(struct walk *w, struct cr_text_bar *bar)
{
    while (w->has_line && w->line.kind != CR_LINE_LANE)
        step(w);
    bar->lane_count = 0;
    bar->bar_count = 0;
    while (w->has_line &&
           (w->line.kind == CR_LINE_LANE || w->line.kind == CR_LINE_COUNT ||
            w->line.kind == CR_LINE_COMMENT)) {
        if (w->line.kind == CR_LINE_LANE)
            take_line(w, bar);
        step(w);
    }
    return bar->lane_count > 0;
}

/* A tuplet "(xxx)2": its glyphs share the room of two cells. */
static size_t take_tuplet(struct cr_text_lane *lane, const char *text,
                          size_t from, size_t end, float *place)
{
    size_t at = from + 1;
    const uint32_t first = lane->cell_count;
    while (at < end && text[at] != ')') {
        if (!cr_is_blank(text[at]) && lane->cell_count < CR_CELL_LIMIT)
            lane->cells[lane->cell_count++] =
                (struct cr_text_cell){.at = at, .glyph = text[at]};
        at++;
    }
    at += at < end;
    int cells = 0;
    while (at < end && cr_is_digit(text[at]) && cells < CR_CELL_LIMIT)
        cells = cells * 10 + (text[at++] - '0');
    const uint32_t count = lane->cell_count - first;
    for (uint32_t i = 0; i < count; i++) {
        struct cr_text_cell *cell = &lane->cells[first + i];
        cell->from = *place + (float)cells * (float)i / (float)count;
        cell->to = *place + (float)cells * (float)(i + 1) / (float)count;
    }
    *place += (float)cells;
    return at;
}

static void cut_cells(struct cr_text_lane *lane, const char *text)
{
    float place = 0;
    const size_t end = lane->bar_at + lane->bar_size;
    lane->cell_count = 0;
    for (size_t at = lane->bar_at; at < end;) {
        if (text[at] == '(') {
            at = take_tuplet(lane, text, at, end, &place);
            continue;
        }
        if (!cr_is_blank(text[at]) && lane->cell_count < CR_CELL_LIMIT) {
            lane->cells[lane->cell_count++] =
                (struct cr_text_cell){at, text[at], place, place + 1};
            place++;
        }
        at++;
    }
    for (uint32_t i = 0; i < lane->cell_count && place > 0; i++) {
        lane->cells[i].from /= place;
        lane->cells[i].to /= place;
    }
}

/* Counts a line's bars; keeps the one that is asked for. */
static void cut_bars(struct cr_text_lane *lane, const char *text,
                     uint32_t number)
{
    struct cr_line line = {.text = {text + lane->line_at, lane->line_size}};
    struct cr_span bar;
    cr_line_cut(&line);
    lane->bar_count = 0;
    lane->bar_at = lane->bar_size = 0;
    lane->cell_count = 0;
    if (line.kind != CR_LINE_LANE || !line.value.size)
        return;
    for (const char *at = line.value.at; cr_next_bar(&line.value, &at, &bar);) {
        if (lane->bar_count++ != number)
            continue;
        lane->bar_at = (size_t)(bar.at - text);
        lane->bar_size = bar.size;
        cut_cells(lane, text);
    }
}

void cr_text_bar_turn(const char *text, size_t size, struct cr_text_bar *bar,
                      uint32_t number)
{
    (void)size;
    bar->bar = number;
    bar->bar_count = 0;
    for (uint32_t i = 0; i < bar->lane_count; i++) {
        cut_bars(&bar->lanes[i], text, number);
        if (bar->lanes[i].bar_count > bar->bar_count)
            bar->bar_count = bar->lanes[i].bar_count;
    }
}

/* The bar of a lane's line that a place lies in, or stands before. */
static uint32_t bar_in_line(const struct cr_text_lane *lane, const char *text,
                            size_t at)
{
    struct cr_text_lane own = *lane;
    uint32_t number = 0;
    for (;; number++) {
        cut_bars(&own, text, number);
        if (number >= own.bar_count || at <= own.bar_at + own.bar_size)
            break;
    }
    return own.bar_count && number >= own.bar_count ? own.bar_count - 1
                                                    : number;
}

bool cr_text_bar_at(const char *text, size_t size, size_t at,
                    struct cr_text_bar *bar)
{
    struct walk w = {.text = text};
    uint32_t system = 0, number = 0;
    bool has_any = false;
    cr_lines_init(&w.lines, text, size);
    for (step(&w); take_system(&w, bar); system++) {
        const struct cr_text_lane *last = &bar->lanes[bar->lane_count - 1];
        has_any = true;
        bar->system = system;
        if (at > last->line_at + last->line_size)
            continue;
        for (uint32_t i = 0; i < bar->lane_count; i++) {
            const struct cr_text_lane *lane = &bar->lanes[i];
            if (at >= lane->line_at && at <= lane->line_at + lane->line_size)
                number = bar_in_line(lane, text, at);
        }
        cr_text_bar_turn(text, size, bar, number);
        return true;
    }
    if (!has_any)
        return false;
    /* behind all of them: the last one, which has to be taken again */
    cr_lines_init(&w.lines, text, size);
    step(&w);
    for (uint32_t i = 0; i < system; i++)
        (void)take_system(&w, bar);
    bar->system = system - 1;
    cr_text_bar_turn(text, size, bar, 0);
    if (bar->bar_count)
        cr_text_bar_turn(text, size, bar, bar->bar_count - 1);
    return true;
}

bool cr_text_cell_find(const struct cr_text_bar *bar, size_t at, uint32_t *lane,
                       uint32_t *cell)
{
    for (*lane = 0; *lane < bar->lane_count; (*lane)++) {
        const struct cr_text_lane *own = &bar->lanes[*lane];
        for (*cell = 0; *cell < own->cell_count; (*cell)++) {
            if (own->cells[*cell].at == at)
                return true;
        }
    }
    return false;
}
