/* Systems of lanes: cells become strokes at exact places. */
#include "patterns/beat_reader.h"

#include <stdio.h>
#include <string.h>

#include "patterns/words.h"

bool cr_reader_find_lane(struct cr_reader *r, const char *name, size_t size,
                         struct cr_lane *lane, int *own_index)
{
    *own_index = -1;
    for (uint32_t i = 0; i < r->alias_count; i++) {
        if (!cr_same_word(r->aliases[i].name, strlen(r->aliases[i].name), name,
                          size))
            continue;
        const uint32_t target = r->aliases[i].lane;
        if (target >= CR_LANE_LIMIT) {
            *lane = cr_lane_of_kit((enum cr_lane_id)(target - CR_LANE_LIMIT));
        } else {
            *own_index = (int)target;
            *lane = r->own[target];
        }
        return true;
    }
    for (uint32_t i = 0; i < r->own_count; i++) {
        if (cr_same_word(r->own[i].name, strlen(r->own[i].name), name, size)) {
            *own_index = (int)i;
            *lane = r->own[i];
            return true;
        }
    }
    return cr_lane_find(name, size, lane);
}

/* The draft's index of `lane`; CR_LANE_LIMIT if it cannot be added. */
static uint32_t use_lane(struct cr_reader *r, const struct cr_lane *lane,
                         int own_index)
{
    struct cr_pattern *p = &r->draft;
    for (uint32_t i = 0; i < p->lane_count; i++) {
        if (strcmp(p->lanes[i].name, lane->name) == 0)
            return i;
    }
    if (p->lane_count == CR_LANE_LIMIT) {
        cr_reader_error(r, 18, &r->line, r->line.name.at, "at most %d lanes",
                        CR_LANE_LIMIT);
        return CR_LANE_LIMIT;
    }
    if (!cr_grow((void **)&p->lanes, p->lane_count, &r->lane_capacity,
                 sizeof(*p->lanes))) {
        r->out_of_memory = true;
        return CR_LANE_LIMIT;
    }
    p->lanes[p->lane_count] = *lane;
    r->own_order[p->lane_count] = (uint8_t)(own_index < 0 ? 0 : own_index);
    r->memory[p->lane_count] = (struct cr_lane_memory){0};
    return p->lane_count++;
}

static void unknown_lane(struct cr_reader *r)
{
    const int size = (int)(r->line.name.size > 20 ? 20 : r->line.name.size);
    const char *name = r->line.name.at;
    const char *near = cr_lane_nearest(name, r->line.name.size);
    struct cr_diagnostic *item = cr_reader_error(
        r, 5, &r->line, name, "lane '%.*s' is not known", size, name);
    if (near)
        cr_diagnostic_hint(item,
                           "did you mean %s? declare your own: lane: %.*s = 76",
                           near, size, name);
    else
        cr_diagnostic_hint(item, "declare your own: lane: %.*s = 76", size,
                           name);
}

static bool read_ratio(struct cr_reader *r, int *ratio)
{
    *ratio = 0;
    if (!r->line.ratio.at)
        return true;
    struct cr_value_error error = {.code = 4};
    struct cr_cursor c = {r->line.ratio.at,
                          r->line.ratio.at + r->line.ratio.size, &error};
    if (cr_take_whole(&c, N_("the cells of a bar after '/'"), 1, CR_CELL_LIMIT,
                      ratio))
        return true;
    cr_reader_error(r, error.code, &r->line, error.at, "%s", error.text);
    return false;
}

/* A margin of nothing but cells is a bar that lacks its bar line. */
static bool looks_like_bar(const struct cr_lane *lane, struct cr_span margin)
{
    bool has_rest = false;
    for (size_t i = 0; i < margin.size; i++) {
        const char c = margin.at[i];
        struct cr_glyph ignored;
        has_rest |= c == '-';
        if (!cr_is_blank(c) && c != '-' && c != '.' && c != '~' &&
            !(lane->kind == CR_LANE_STICKING && strchr("RLBrlb", c)) &&
            !cr_lane_glyph(lane, c, &ignored))
            return false;
    }
    return has_rest;
}

static void check_margin(struct cr_reader *r)
{
    const struct cr_span margin = r->line.margin;
    if (margin.size > 1 && margin.at[0] == 'x' && cr_is_digit(margin.at[1]))
        cr_diagnostic_hint(
            cr_diagnostics_add(r->found, CR_WARNING, 12, r->line.number,
                               cr_column(&r->line, margin.at),
                               "'%.*s' after a bar is a margin note: nothing "
                               "is repeated",
                               (int)(margin.size > 20 ? 20 : margin.size),
                               margin.at),
            "repeats stand in a heading: [Name] x4");
}

static bool collect_bars(struct cr_reader *r, const struct cr_lane *lane,
                         struct cr_lane_line *added)
{
    const char *at = r->line.value.at;
    const char *end = r->line.text.at + r->line.text.size;
    struct cr_span bar;
    added->first_bar = r->bar_span_count;
    while (cr_next_bar(&r->line.value, &at, &bar)) {
        if (r->bar_span_count - added->first_bar == CR_BAR_LIMIT) {
            cr_reader_error(r, 18, &r->line, bar.at, "at most %d bars",
                            CR_BAR_LIMIT);
            return false;
        }
        if (!cr_grow((void **)&r->bar_spans, r->bar_span_count,
                     &r->bar_span_capacity, sizeof(*r->bar_spans))) {
            r->out_of_memory = true;
            return false;
        }
        r->bar_spans[r->bar_span_count++] = bar;
    }
    added->bar_count = r->bar_span_count - added->first_bar;
    if (!added->bar_count || looks_like_bar(lane, r->line.margin)) {
        cr_reader_error(r, 7, &r->line, end,
                        "lane %s: the last bar is not closed with '|'",
                        lane->name);
        return false;
    }
    return true;
}

void cr_reader_lane(struct cr_reader *r)
{
    struct cr_lane lane;
    struct cr_lane_line added = {.line = r->line};
    int own_index;
    if (!r->is_in_body && !cr_reader_open_section(r, "", 0))
        return;
    if (!cr_reader_find_lane(r, r->line.name.at, r->line.name.size, &lane,
                             &own_index)) {
        unknown_lane(r);
        return;
    }
    if (!read_ratio(r, &added.ratio))
        return;
    added.lane = use_lane(r, &lane, own_index);
    if (added.lane == CR_LANE_LIMIT)
        return;
    for (uint32_t i = 0; i < r->system_count; i++) {
        if (r->system[i].lane == added.lane) {
            cr_reader_error(r, 6, &r->line, r->line.name.at,
                            "lane %s is in this system already", lane.name);
            return;
        }
    }
    check_margin(r);
    if (collect_bars(r, &lane, &added))
        r->system[r->system_count++] = added;
}

static bool fits_meter(int cells, const struct cr_meter *meter)
{
    const bool is_compound =
        meter->unit >= 8 && meter->beats % 3 == 0 && meter->beats > 3;
    const int upper = meter->beats, third = is_compound ? upper / 3 : upper;
    return cells % upper == 0 || upper % cells == 0 || cells % third == 0 ||
           third % cells == 0;
}

static const char *bar_close(const struct cr_reader *r, uint32_t row,
                             uint32_t bar)
{
    const struct cr_span span = r->bar_spans[r->system[row].first_bar + bar];
    return span.at + span.size;
}

/* One lane's cells against `/N`, `grid` or the meter. */
static bool check_fit(struct cr_reader *r, uint32_t row, uint32_t bar,
                      int cells, const struct cr_meter *meter)
{
    const struct cr_lane_line *line = &r->system[row];
    const char *name = r->draft.lanes[line->lane].name;
    const int number = (int)bar + 1, grid = r->scope.grid;
    const char *at = bar_close(r, row, bar);
    if (cells <= 0)
        return cells == 0;
    if (line->ratio) {
        if (cells == line->ratio)
            return true;
        cr_reader_error(r, 10, &line->line, at,
                        "bar %d: lane %s/%d has %d cells, not %d", number, name,
                        line->ratio, cells, line->ratio);
        return false;
    }
    if (r->scope.is_fit_unknown)
        return false;
    if (grid) {
        if (cells * meter->unit == grid * meter->beats)
            return true;
        cr_reader_error(r, 10, &line->line, at,
                        grid * meter->beats % meter->unit
                            ? N_("bar %d: %d cells, but a bar of %d/%d on a "
                                 "grid of %d has %d and a part")
                            : N_("bar %d: %d cells, but a bar of %d/%d on a "
                                 "grid of %d has %d"),
                        number, cells, meter->beats, meter->unit, grid,
                        grid * meter->beats / meter->unit);
        return false;
    }
    if (fits_meter(cells, meter))
        return true;
    cr_diagnostic_hint(
        cr_reader_error(r, 10, &line->line, at,
                        "bar %d: %d cells do not fit a bar of %d/%d", number,
                        cells, meter->beats, meter->unit),
        "meant on purpose? write %s/%d |...; or is a 'meter:' line missing?",
        name, cells);
    return false;
}

/* Names of the lanes that have `wanted` cells: "HH/BD". */
static void name_lanes(const struct cr_reader *r, const int *cells, int wanted,
                       char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < r->system_count && used + 12 < size; i++) {
        if (cells[i] == wanted && !r->system[i].ratio)
            used += (size_t)snprintf(out + used, size - used, "%s%s",
                                     used ? "/" : "",
                                     r->draft.lanes[r->system[i].lane].name);
    }
}

/* The number of cells that most lanes of the bar have; 0 if none has any. */
static int usual_cells(const struct cr_reader *r, const int *cells)
{
    int usual = 0, most = 0;
    for (uint32_t i = 0; i < r->system_count; i++) {
        if (r->system[i].ratio || cells[i] <= 0)
            continue;
        int same = 0;
        for (uint32_t k = 0; k < r->system_count; k++)
            same += !r->system[k].ratio && cells[k] == cells[i];
        if (same > most) {
            most = same;
            usual = cells[i];
        }
    }
    return usual;
}

static bool check_agreement(struct cr_reader *r, uint32_t bar, int *cells,
                            const struct cr_meter *meter)
{
    const int usual = usual_cells(r, cells);
    bool is_good = true, usual_is_checked = false;
    for (uint32_t i = 0; i < r->system_count; i++) {
        const struct cr_lane_line *line = &r->system[i];
        if (line->ratio || cells[i] <= 0 || cells[i] == usual) {
            is_good &= cells[i] >= 0;
            /* all that agree are wrong or right together: say it once */
            if (!line->ratio && cells[i] == usual && usual_is_checked)
                continue;
            is_good &= check_fit(r, i, bar, cells[i], meter);
            usual_is_checked |= !line->ratio && cells[i] == usual && usual;
            continue;
        }
        char others[100], by[48];
        const int missing = usual - cells[i];
        is_good = false;
        if (missing > 0)
            cr_say(by, sizeof(by),
                   cr_words_n("one missing", "%d missing", missing), missing);
        else
            cr_say(by, sizeof(by),
                   cr_words_n("one too many", "%d too many", -missing),
                   -missing);
        name_lanes(r, cells, usual, others, sizeof(others));
        const char *name = r->draft.lanes[line->lane].name;
        cr_diagnostic_hint(
            cr_reader_error(r, 9, &line->line, bar_close(r, i, bar),
                            strchr(others, '/')
                                ? N_("bar %d: lane %s has %d cells, %s have %d "
                                     "(%s)")
                                : N_("bar %d: lane %s has %d cells, %s has %d "
                                     "(%s)"),
                            (int)bar + 1, name, cells[i], others, usual, by),
            "meant on purpose? write %s/%d |...", name, cells[i]);
    }
    return is_good;
}

static uint32_t use_meter(struct cr_reader *r, const struct cr_meter *meter)
{
    struct cr_pattern *p = &r->draft;
    for (uint32_t i = p->meter_count; i-- > 0 && p->meter_count - i < 64;) {
        if (memcmp(&p->meters[i], meter, sizeof(*meter)) == 0)
            return i;
    }
    if (!cr_grow((void **)&p->meters, p->meter_count, &r->meter_capacity,
                 sizeof(*p->meters))) {
        r->out_of_memory = true;
        return 0;
    }
    p->meters[p->meter_count] = *meter;
    return p->meter_count++;
}

static const struct cr_meter *meter_of_bar(const struct cr_reader *r,
                                           uint32_t bar_in_section)
{
    const struct cr_scope *scope = &r->scope;
    const uint32_t turn = bar_in_section - scope->meters_from;
    return &scope->meters.items[turn % (uint32_t)scope->meters.count];
}

/* Reads bar `bar` of the system in all its lanes. */
static void read_bar(struct cr_reader *r, uint32_t bar)
{
    struct cr_pattern *p = &r->draft;
    struct cr_section *section = &p->sections[r->section];
    const uint32_t in_section = section->bar_count;
    const struct cr_meter *meter = meter_of_bar(r, in_section);
    const int64_t length_32 = cr_meter_length_32(meter);
    const struct cr_fraction length = cr_fraction_make(length_32, 32);
    int counts[CR_LANE_LIMIT], cells[CR_LANE_LIMIT];
    bool owns_click = false;
    for (uint32_t i = 0; i < r->system_count; i++) {
        struct cr_span *text = &r->bar_spans[r->system[i].first_bar + bar];
        struct cr_span resolved = *text;
        counts[i] = 0;
        cells[i] = -1;
        if (cr_reader_resolve_repeat(r, i, (int)bar + 1, in_section, &resolved))
            counts[i] =
                cr_reader_expand_bar(r, i, (int)bar + 1, resolved, &cells[i]);
        r->memory[r->system[i].lane].text = resolved;
        owns_click |= p->lanes[r->system[i].lane].kind == CR_LANE_CLICK;
    }
    if (!cr_grow((void **)&p->bars, p->bar_count, &r->bar_capacity,
                 sizeof(*p->bars))) {
        r->out_of_memory = true;
        return;
    }
    const uint32_t first_stroke = p->stroke_count;
    if (check_agreement(r, bar, cells, meter)) {
        for (uint32_t i = 0; i < r->system_count; i++)
            cr_reader_write_strokes(r, i, (int)bar + 1, in_section, counts[i],
                                    cells[i], length);
        for (uint32_t i = 0; i < r->system_count; i++) {
            if (p->lanes[r->system[i].lane].kind == CR_LANE_STICKING)
                cr_reader_write_hands(r, i, (int)bar + 1, counts[i], cells[i],
                                      length, first_stroke);
        }
    } else {
        for (uint32_t i = 0; i < r->system_count; i++)
            r->memory[r->system[i].lane].is_sounding = false;
    }
    for (uint32_t i = 0; i < r->system_count; i++) {
        struct cr_lane_memory *memory = &r->memory[r->system[i].lane];
        memory->is_written = true;
        memory->section = r->section;
        memory->last_bar = in_section;
    }
    const int usual = usual_cells(r, cells);
    p->bars[p->bar_count++] =
        (struct cr_bar){.meter = use_meter(r, meter),
                        .first_stroke = first_stroke,
                        .stroke_count = p->stroke_count - first_stroke,
                        .line = r->system[0].line.number,
                        .owns_click = owns_click,
                        .cells = (uint8_t)usual};
    section->bar_count++;
}

/* All lanes of a system have the same number of bars. */
static uint32_t agree_on_bars(struct cr_reader *r)
{
    uint32_t usual = 0, most = 0, least = UINT32_MAX;
    for (uint32_t i = 0; i < r->system_count; i++) {
        uint32_t same = 0;
        for (uint32_t k = 0; k < r->system_count; k++)
            same += r->system[k].bar_count == r->system[i].bar_count;
        if (same > most) {
            most = same;
            usual = r->system[i].bar_count;
        }
        if (r->system[i].bar_count < least)
            least = r->system[i].bar_count;
    }
    for (uint32_t i = 0; i < r->system_count; i++) {
        const struct cr_lane_line *line = &r->system[i];
        if (line->bar_count != usual)
            cr_reader_error(
                r, 8, &line->line, line->line.text.at + line->line.text.size,
                line->bar_count == 1
                    ? N_("lane %s has %u bar, the others have %u")
                    : N_("lane %s has %u bars, the others have %u"),
                r->draft.lanes[line->lane].name, line->bar_count, usual);
    }
    return least;
}

void cr_reader_end_system(struct cr_reader *r)
{
    if (!r->system_count)
        return;
    const uint32_t bars = agree_on_bars(r);
    for (uint32_t b = 0; b < bars && !r->out_of_memory; b++) {
        if (r->draft.bar_count == CR_BAR_LIMIT) {
            if (!r->is_over_limit)
                cr_reader_error(r, 18, &r->system[0].line,
                                r->system[0].line.text.at,
                                "at most %d bars are written", CR_BAR_LIMIT);
            r->is_over_limit = true;
            break;
        }
        read_bar(r, b);
    }
    r->system_count = 0;
    r->bar_span_count = 0;
}
