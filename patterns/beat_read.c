/* Reads a .beat text line by line into a draft, and hands the draft out only
 * when nothing was wrong with it. */
#include "patterns/beat_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/words.h"

struct cr_diagnostic *cr_reader_error(struct cr_reader *r, int code,
                                      const struct cr_line *line,
                                      const char *at, const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof(text), cr_words(format), arguments);
    va_end(arguments);
    /* a column is counted from the line's start: not for what is dropped */
    const bool is_kept = r->found->count < CR_DIAGNOSTICS_KEPT;
    return cr_diagnostics_add(r->found, CR_ERROR, code, line->number,
                              is_kept ? cr_column(line, at) : 1, "%s", text);
}

bool cr_reader_open_section(struct cr_reader *r, const char *name, size_t size)
{
    char *copy = malloc(size + 1);
    if (!copy || !cr_grow((void **)&r->draft.sections, r->draft.section_count,
                          &r->section_capacity, sizeof(*r->draft.sections))) {
        free(copy);
        r->out_of_memory = true;
        return false;
    }
    memcpy(copy, name, size);
    copy[size] = '\0';
    r->section = r->draft.section_count++;
    r->draft.sections[r->section] =
        (struct cr_section){.name = copy,
                            .repeats = 1,
                            .line = r->line.number,
                            .first_bar = r->draft.bar_count,
                            .first_change = r->draft.change_count};
    if (!cr_section_names_add(&r->names, r->draft.sections, r->section)) {
        r->out_of_memory = true;
        return false;
    }
    r->scope = r->header;
    r->is_in_body = true;
    return true;
}

/* `beat 1` must be the first line that says anything. */
static bool read_magic(struct cr_reader *r, struct cr_lines *lines)
{
    while (cr_lines_next(lines, &r->line)) {
        if (r->line.kind == CR_LINE_BLANK || r->line.kind == CR_LINE_COMMENT)
            continue;
        const struct cr_span text = cr_trim(r->line.text);
        const char *end = text.at + text.size;
        const char *at = text.at + 4;
        if (text.size < 4 || memcmp(text.at, "beat", 4) != 0 || at == end ||
            !cr_is_blank(*at))
            break;
        while (cr_is_blank(*at))
            at++;
        const char *version = at;
        while (at < end && !cr_is_blank(*at))
            at++;
        const struct cr_span rest =
            cr_trim((struct cr_span){at, (size_t)(end - at)});
        const bool is_one = at - version == 1 && *version == '1';
        if (!is_one)
            cr_diagnostic_hint(
                cr_reader_error(r, 2, &r->line, version,
                                "version '%.*s' of the format is not known",
                                (int)(at - version > 20 ? 20 : at - version),
                                version),
                "this program reads 'beat 1'");
        else if (rest.size && rest.at[0] != '#')
            cr_reader_error(r, 4, &r->line, rest.at,
                            "nothing but a comment follows 'beat 1'");
        return is_one;
    }
    const bool is_empty = r->line.number == 0;
    cr_diagnostic_hint(
        cr_diagnostics_add(r->found, CR_ERROR, 1, is_empty ? 1 : r->line.number,
                           1, "a pattern file starts with 'beat 1'"),
        "put a line 'beat 1' on top");
    return false;
}

static void read_body(struct cr_reader *r, struct cr_lines *lines)
{
    while (!r->out_of_memory && cr_lines_next(lines, &r->line)) {
        switch (r->line.kind) {
        case CR_LINE_COMMENT:
        case CR_LINE_COUNT:
            continue; /* may stand between the lanes of a system */
        case CR_LINE_LANE: cr_reader_lane(r); continue;
        case CR_LINE_BLANK: cr_reader_end_system(r); break;
        case CR_LINE_KEY:
            cr_reader_end_system(r);
            cr_reader_key(r);
            break;
        case CR_LINE_SECTION:
            cr_reader_end_system(r);
            cr_reader_heading(r);
            break;
        case CR_LINE_OTHER:
            cr_reader_end_system(r);
            cr_diagnostic_hint(
                cr_reader_error(r, 7, &r->line, cr_trim(r->line.text).at,
                                "this line is of no kind"),
                "a line is 'key: value', '[Section]', 'HH |x-x-|' or "
                "'# comment'");
            break;
        }
    }
    cr_reader_end_system(r);
}

/* Strokes that will be played; one past the limit if they are more. */
static bool count_played(struct cr_reader *r)
{
    const struct cr_pattern *p = &r->draft;
    int64_t strokes = 0, bars = 0;
    for (uint32_t i = 0; i < p->play_count; i++) {
        const struct cr_section *s = &p->sections[p->play[i].section];
        int64_t in_section = 0;
        for (uint32_t b = 0; b < s->bar_count; b++)
            in_section += p->bars[s->first_bar + b].stroke_count;
        const int64_t passes = (int64_t)p->play[i].repeats * s->repeats;
        strokes += passes * in_section;
        bars += passes * s->bar_count;
        if (strokes > CR_STROKE_LIMIT || bars > CR_PLAYED_BAR_LIMIT) {
            const int line = r->play.text.at ? r->play.number : s->line;
            cr_diagnostics_add(r->found, CR_ERROR, 18, line, 1,
                               "the piece is too long: at most %d strokes and "
                               "%d bars are played",
                               CR_STROKE_LIMIT, CR_PLAYED_BAR_LIMIT);
            return false;
        }
    }
    return bars > 0;
}

/* Own lanes stand where CR_OWN does, in the order of their declaration. */
static int lane_rank(const struct cr_reader *r, uint32_t lane)
{
    return (int)r->draft.lanes[lane].id * CR_LANE_LIMIT +
           (r->draft.lanes[lane].id == CR_OWN ? r->own_order[lane] : 0);
}

static int compare_strokes(const void *a, const void *b)
{
    const struct cr_stroke *left = a, *right = b;
    const int order = cr_fraction_compare(left->at, right->at);
    return order ? order : (int)left->lane - (int)right->lane;
}

static void put_in_order(struct cr_reader *r)
{
    struct cr_pattern *p = &r->draft;
    struct cr_lane sorted[CR_LANE_LIMIT];
    uint8_t place[CR_LANE_LIMIT];
    for (uint32_t i = 0; i < p->lane_count; i++) {
        uint8_t rank = 0;
        for (uint32_t k = 0; k < p->lane_count; k++)
            rank += (uint8_t)(lane_rank(r, k) < lane_rank(r, i));
        place[i] = rank;
        sorted[rank] = p->lanes[i];
    }
    for (uint32_t i = 0; i < p->lane_count; i++)
        p->lanes[i] = sorted[i];
    for (uint32_t i = 0; i < p->stroke_count; i++)
        p->strokes[i].lane = place[p->strokes[i].lane];
    for (uint32_t b = 0; b < p->bar_count; b++) {
        if (p->bars[b].stroke_count > 1)
            qsort(p->strokes + p->bars[b].first_stroke, p->bars[b].stroke_count,
                  sizeof(*p->strokes), compare_strokes);
    }
}

static void start(struct cr_reader *r, struct cr_diagnostics *found)
{
    r->found = found;
    r->draft.countin_bars = 1;
    r->draft.tempo = (struct cr_tempo){{120, 1}, {120, 1}, false, 0};
    r->draft.dynamics = (struct cr_dynamics){80, 80, false, 0};
    r->header.meters.count = 1;
    r->header.meters.items[0] = (struct cr_meter){
        .beats = 4, .unit = 4, .group_count = 4, .groups = {1, 1, 1, 1}};
}

static void read_text(struct cr_reader *r, const char *text, size_t size)
{
    struct cr_lines lines;
    cr_lines_init(&lines, text, size);
    if (size > CR_FILE_LIMIT) {
        cr_diagnostics_add(r->found, CR_ERROR, 18, 1, 1,
                           "the file is larger than 1 MiB");
        return;
    }
    const char *bad = cr_find_bad_utf8(text, size);
    if (bad) {
        while (cr_lines_next(&lines, &r->line) && lines.at <= bad)
            ;
        cr_reader_error(r, 19, &r->line, bad, "this is not UTF-8 text");
        return;
    }
    if (!read_magic(r, &lines))
        return;
    read_body(r, &lines);
    if (r->out_of_memory)
        return;
    cr_reader_resolve_play(r);
    if (r->found->error_count)
        return; /* what is missing may be what was wrong */
    if (r->draft.bar_count == 0)
        cr_diagnostic_hint(cr_diagnostics_add(r->found, CR_ERROR, 20, 1, 1,
                                              "there are no bars to play"),
                           "write a lane, for example: HH |x-x-x-x-|");
    else if (!count_played(r) && !r->found->error_count)
        cr_reader_error(r, 20, &r->play, r->play.value.at,
                        "no section that is played has a bar");
}

enum cr_status cr_pattern_read(struct cr_pattern *pattern, const char *text,
                               size_t size, struct cr_diagnostics *found)
{
    struct cr_reader *r = calloc(1, sizeof(*r));
    if (!r)
        return CR_ERR_MEMORY;
    const size_t errors_before = found->error_count;
    start(r, found);
    read_text(r, text, size);
    cr_diagnostics_sort(found);
    enum cr_status status = CR_OK;
    if (r->out_of_memory) {
        status = CR_ERR_MEMORY;
    } else if (found->error_count > errors_before) {
        status = CR_ERR_SYNTAX;
    } else {
        put_in_order(r);
        *pattern = r->draft;
        r->draft = (struct cr_pattern){0};
    }
    cr_pattern_deinit(&r->draft);
    free(r->bar_spans);
    cr_section_names_deinit(&r->names);
    free(r);
    return status;
}

void cr_pattern_deinit(struct cr_pattern *pattern)
{
    for (uint32_t i = 0; i < pattern->note_count; i++)
        free(pattern->notes[i]);
    for (uint32_t i = 0; i < pattern->section_count; i++)
        free(pattern->sections[i].name);
    free(pattern->notes);
    free(pattern->title);
    free(pattern->author);
    free(pattern->source);
    free(pattern->license);
    free(pattern->tags);
    free(pattern->kit);
    free(pattern->lanes);
    free(pattern->meters);
    free(pattern->strokes);
    free(pattern->bars);
    free(pattern->changes);
    free(pattern->sections);
    free(pattern->play);
    *pattern = (struct cr_pattern){0};
}

int64_t cr_meter_length_32(const struct cr_meter *meter)
{
    return (int64_t)meter->beats * 32 / meter->unit;
}

struct cr_glyph cr_stroke_meaning(const struct cr_pattern *pattern,
                                  const struct cr_stroke *stroke)
{
    struct cr_glyph meaning = {0};
    (void)cr_lane_glyph(&pattern->lanes[stroke->lane], stroke->glyph, &meaning);
    return meaning;
}
