/* One bar of one lane: from its cells to strokes at exact places. */
#include "patterns/beat_reader.h"

/* Swing moves what lies inside whole pairs; an odd half pair at the end of a
 * bar has no second note to lend it time, so it stays straight. */
static struct cr_fraction swung(struct cr_fraction at, struct cr_fraction end,
                                const struct cr_swing *swing)
{
    if (!swing->unit)
        return at;
    const struct cr_fraction unit = {1, swing->unit};
    const struct cr_fraction pair = cr_fraction_make(2, swing->unit);
    const int64_t index = at.num * pair.den / (at.den * pair.num);
    const struct cr_fraction start =
        cr_fraction_mul(pair, (struct cr_fraction){index, 1});
    const struct cr_fraction stop = cr_fraction_add(start, pair);
    if (cr_fraction_compare(stop, end) > 0)
        return at;
    const struct cr_fraction two = {2, 1}, s = swing->share;
    struct cr_fraction p = cr_fraction_sub(at, start);
    if (cr_fraction_compare(p, unit) < 0) {
        p = cr_fraction_mul(cr_fraction_mul(two, s), p);
    } else {
        const struct cr_fraction rest =
            cr_fraction_sub(two, cr_fraction_mul(two, s));
        p = cr_fraction_add(cr_fraction_mul(cr_fraction_mul(two, s), unit),
                            cr_fraction_mul(cr_fraction_sub(p, unit), rest));
    }
    return cr_fraction_add(start, p);
}

static bool add_stroke(struct cr_reader *r, struct cr_stroke stroke)
{
    struct cr_pattern *p = &r->draft;
    if (p->stroke_count == CR_STROKE_LIMIT) {
        if (!r->is_over_limit)
            cr_reader_error(r, 18, &r->system[0].line,
                            r->system[0].line.text.at, "at most %d strokes",
                            CR_STROKE_LIMIT);
        r->is_over_limit = true;
        return false;
    }
    if (!cr_grow((void **)&p->strokes, p->stroke_count, &r->stroke_capacity,
                 sizeof(*p->strokes))) {
        r->out_of_memory = true;
        return false;
    }
    p->strokes[p->stroke_count++] = stroke;
    return true;
}

/* The place of `cell` (of `cells` in the bar) in whole notes. */
static struct cr_fraction straight_place(struct cr_fraction cell, int cells,
                                         struct cr_fraction length)
{
    return cr_fraction_mul(
        length, cr_fraction_mul(cell, (struct cr_fraction){1, cells}));
}

static struct cr_fraction place(const struct cr_reader *r, uint32_t row,
                                struct cr_fraction cell, int cells,
                                struct cr_fraction length)
{
    const struct cr_lane_line *line = &r->system[row];
    const struct cr_fraction at = straight_place(cell, cells, length);
    const bool is_straight =
        line->ratio || r->draft.lanes[line->lane].kind == CR_LANE_CLICK;
    return is_straight ? at : swung(at, length, &r->scope.swing);
}

void cr_reader_write_strokes(struct cr_reader *r, uint32_t row, int bar,
                             uint32_t bar_in_section, int count, int cells,
                             struct cr_fraction length)
{
    const struct cr_lane_line *line = &r->system[row];
    struct cr_lane_memory *memory = &r->memory[line->lane];
    const bool goes_on = memory->is_written && memory->is_sounding &&
                         memory->section == r->section &&
                         memory->last_bar + 1 == bar_in_section;
    const bool is_sticking =
        r->draft.lanes[line->lane].kind == CR_LANE_STICKING;
    memory->is_sounding = goes_on;
    for (int i = 0; i < count; i++) {
        const struct cr_cell *cell = &r->cells[row][i];
        const bool is_rest = cell->glyph == '-' || cell->glyph == '.';
        if (cell->glyph == '~' && !memory->is_sounding) {
            cr_reader_error(r, 13, &line->line, cell->at,
                            "bar %d: '~' goes on with the stroke before, and "
                            "there is none",
                            bar);
            return;
        }
        memory->is_sounding = !is_rest;
        if (is_rest || is_sticking)
            continue;
        const struct cr_fraction end = place(r, row, cell->to, cells, length);
        if (cell->glyph == '~') {
            struct cr_stroke *last = &r->draft.strokes[memory->last_stroke];
            last->end = end;
            last->end_bar = bar_in_section;
            last->is_held = true;
            continue;
        }
        struct cr_stroke stroke = {.at =
                                       place(r, row, cell->from, cells, length),
                                   .end = end,
                                   .end_bar = bar_in_section,
                                   .lane = (uint8_t)line->lane,
                                   .glyph = cell->glyph,
                                   .is_tuplet = cell->is_tuplet};
        stroke.is_swung =
            cr_fraction_compare(stroke.at,
                                straight_place(cell->from, cells, length)) != 0;
        if (!add_stroke(r, stroke)) {
            memory->is_sounding = false;
            return;
        }
        memory->last_stroke = r->draft.stroke_count - 1;
    }
    if (!count)
        memory->is_sounding = false;
}

/* The strokes of each lane, and the letters, are in the order of time. */
void cr_reader_write_hands(struct cr_reader *r, uint32_t row, int bar,
                           int count, int cells, struct cr_fraction length,
                           uint32_t first_stroke)
{
    struct cr_pattern *p = &r->draft;
    const struct cr_line *line = &r->system[row].line;
    const char *letters[CR_CELL_LIMIT];
    struct cr_fraction places[CR_CELL_LIMIT];
    bool is_played[CR_CELL_LIMIT] = {false};
    int letter_count = 0, next = 0;
    for (int i = 0; i < count; i++) {
        const struct cr_cell *cell = &r->cells[row][i];
        if (cell->glyph == '-' || cell->glyph == '.' || cell->glyph == '~')
            continue;
        letters[letter_count] = cell->at;
        places[letter_count++] = place(r, row, cell->from, cells, length);
    }
    for (uint32_t s = first_stroke; s < p->stroke_count; s++) {
        struct cr_stroke *stroke = &p->strokes[s];
        if (!cr_lane_is_hand(&p->lanes[stroke->lane]))
            continue;
        if (s > first_stroke && stroke[-1].lane != stroke->lane)
            next = 0;
        while (next < letter_count &&
               cr_fraction_compare(places[next], stroke->at) < 0)
            next++;
        if (next < letter_count &&
            cr_fraction_compare(places[next], stroke->at) == 0) {
            const char c = *letters[next];
            stroke->hand = c >= 'a' ? (char)(c - 'a' + 'A') : c;
            is_played[next] = true;
        }
    }
    for (int i = 0; i < letter_count; i++) {
        if (is_played[i])
            continue;
        cr_diagnostics_add(r->found, CR_WARNING, 13, line->number,
                           cr_column(line, letters[i]),
                           "bar %d: sticking where no hand plays", bar);
        return; /* once a bar is enough */
    }
}
