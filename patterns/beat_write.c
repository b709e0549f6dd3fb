/* Writes the canonical form of a .beat text. It works on the text's lines, not
 * on the pattern, so that nothing a person wrote is lost; the pattern says what
 * the bars' meters are. */
#include <stdlib.h>
#include <string.h>

#include "patterns/beat_lines.h"
#include "patterns/beat_write_values.h"
#include "patterns/growing.h"
#include "patterns/pattern.h"
#include "patterns/text_buffer.h"

enum { BARS_A_LINE = 4, LINE_WIDTH = 78, UNGROUPED_CELLS = 8 };

struct row {
    struct cr_line line;
    uint32_t first_above, above_count; /* comments above it, in lines */
    int rank;                          /* its place in a system */
    char name[CR_LANE_NAME_SIZE + 8];
    uint32_t first_bar; /* in bars */
};

/* The last thing that was written: decides where a blank line stands. */
enum last {
    LAST_NOTHING,
    LAST_HEADER,
    LAST_COMMENT,
    LAST_SECTION,
    LAST_KEY,
    LAST_SYSTEM
};

struct writer {
    struct cr_text_buffer out;
    const struct cr_pattern *pattern;
    struct cr_line *lines;
    uint32_t line_count, line_capacity;
    struct row rows[CR_LANE_LIMIT];
    uint32_t row_count;
    struct cr_span *bars; /* of the rows, one row after the other */
    uint32_t bar_count, bar_capacity;
    uint32_t next_bar; /* of the pattern */
    enum last last;
    bool wants_blank; /* a blank line was left behind a comment */
    bool is_broken;
};

static void put(struct writer *w, const char *text)
{
    cr_text_add(&w->out, text, strlen(text));
}

static void put_span(struct writer *w, struct cr_span span)
{
    cr_text_add(&w->out, span.at, span.size);
}

static void put_margin(struct writer *w, const struct cr_line *line)
{
    if (line->margin.size) {
        put(w, "  ");
        put_span(w, line->margin);
    }
    put(w, "\n");
}

static void put_key(struct writer *w, const struct cr_line *line)
{
    put_span(w, line->name);
    put(w, ":");
    if (line->value.size)
        put(w, " ");
    cr_write_value(&w->out, line->name, line->value);
    put_margin(w, line);
}

static void put_section(struct writer *w, const struct cr_line *line)
{
    put(w, "[");
    put_span(w, line->name);
    put(w, "]");
    if (line->value.size && line->value.at[0] != ',')
        put(w, " ");
    cr_write_tokens(&w->out, line->value);
    put_margin(w, line);
}

static void put_comments(struct writer *w, uint32_t first, uint32_t count)
{
    for (uint32_t i = first; i < first + count; i++) {
        put_span(w, cr_trim(w->lines[i].text));
        put(w, "\n");
    }
}

static bool is_comment(const struct cr_line *line)
{
    return line->kind == CR_LINE_COMMENT || line->kind == CR_LINE_COUNT;
}

/* The header, in the order of the manual's table. */

static int key_rank(struct cr_span name)
{
    static const char *const order[] = {
        "title", "author", "source",  "license", "note", "tags",
        "level", "kit",    "countin", "play",    "lane", "tempo",
        "meter", "grid",   "swing",   "dyn",     "words"};
    int rank = 0;
    const int count = (int)(sizeof(order) / sizeof(order[0]));
    while (rank < count && !cr_span_is(name, order[rank]))
        rank++;
    return rank;
}

/* Writes the header's keys with the comments above them; returns the first
 * line of the body. */
static uint32_t write_header(struct writer *w, uint32_t first)
{
    uint32_t body = first, last_key = first;
    for (; body < w->line_count; body++) {
        const enum cr_line_kind kind = w->lines[body].kind;
        if (kind == CR_LINE_SECTION || kind == CR_LINE_LANE)
            break;
        if (kind == CR_LINE_KEY)
            last_key = body + 1;
    }
    for (int rank = 0; rank <= 17; rank++) {
        uint32_t above = first;
        for (uint32_t i = first; i < last_key; i++) {
            const struct cr_line *line = &w->lines[i];
            if (line->kind != CR_LINE_KEY)
                continue;
            if (key_rank(line->name) == rank) {
                for (uint32_t k = above; k < i; k++) {
                    if (is_comment(&w->lines[k]))
                        put_comments(w, k, 1);
                }
                put_key(w, line);
            }
            above = i + 1;
        }
    }
    w->last = LAST_HEADER;
    w->wants_blank = false;
    return last_key;
}

/* Systems. */

static int lane_rank(const struct writer *w, struct cr_span name, int depth)
{
    struct cr_lane lane;
    int own = 0;
    for (uint32_t i = 0; i < w->line_count && depth < CR_LANE_LIMIT; i++) {
        const struct cr_line *line = &w->lines[i];
        if (line->kind != CR_LINE_KEY || !cr_span_is(line->name, "lane"))
            continue;
        const char *equals = memchr(line->value.at, '=', line->value.size);
        const struct cr_span declared = cr_trim((struct cr_span){
            line->value.at, (size_t)(equals - line->value.at)});
        const struct cr_span target = cr_trim((struct cr_span){
            equals + 1,
            (size_t)(line->value.at + line->value.size - equals - 1)});
        const bool is_same =
            cr_same_word(declared.at, declared.size, name.at, name.size);
        if (is_same && target.size && cr_is_letter(target.at[0]))
            return lane_rank(w, target, depth + 1);
        if (is_same)
            return CR_OWN * CR_LANE_LIMIT + own;
        own++;
    }
    if (cr_lane_find(name.at, name.size, &lane))
        return (int)lane.id * CR_LANE_LIMIT;
    return CR_LANE_ID_COUNT * CR_LANE_LIMIT;
}

static void name_row(struct row *row)
{
    struct cr_lane lane;
    struct cr_span name = row->line.name;
    if (cr_lane_find(name.at, name.size, &lane))
        name = (struct cr_span){lane.name, strlen(lane.name)};
    memset(row->name, 0, sizeof(row->name));
    memcpy(row->name, name.at, name.size);
    if (row->line.ratio.at) {
        const size_t digits =
            row->line.ratio.size < 6 ? row->line.ratio.size : 6;
        row->name[name.size] = '/';
        memcpy(row->name + name.size + 1, row->line.ratio.at, digits);
    }
}

static bool is_hand_rank(int rank)
{
    const struct cr_lane lane = {.id = (enum cr_lane_id)(rank / CR_LANE_LIMIT)};
    const struct cr_lane full = lane.id == CR_OWN || lane.id >= CR_LANE_ID_COUNT
                                    ? lane
                                    : cr_lane_of_kit(lane.id);
    return cr_lane_is_hand(&full);
}

static int compare_rows(const void *a, const void *b)
{
    const struct row *left = a, *right = b;
    return (left->rank > right->rank) - (left->rank < right->rank);
}

/* ST stands above its lane if only one lane is played by hands. */
static void sort_rows(struct writer *w)
{
    int hands = 0, hand_rank = 0, sticking = -1;
    for (uint32_t i = 0; i < w->row_count; i++) {
        const int rank = w->rows[i].rank;
        w->rows[i].rank = 2 * rank; /* leaves room above each */
        if (rank == CR_ST * CR_LANE_LIMIT) {
            sticking = (int)i;
        } else if (is_hand_rank(rank)) {
            hands++;
            hand_rank = 2 * rank;
        }
    }
    if (sticking >= 0 && hands == 1)
        w->rows[sticking].rank = hand_rank - 1;
    qsort(w->rows, w->row_count, sizeof(w->rows[0]), compare_rows);
}

/* A boundary between beat groups lies at cell `at` of `cells`. */
static bool is_boundary(const struct cr_meter *meter, int cells, int at)
{
    if (cells <= UNGROUPED_CELLS || cells < 2 * meter->group_count)
        return false;
    int beats = 0;
    for (int g = 0; g + 1 < meter->group_count; g++) {
        beats += meter->groups[g];
        if (at * meter->beats == beats * cells)
            return true;
    }
    return false;
}

/* Writes one bar of one row; returns its width. With `out` NULL it only tells
 * the width. */
static int put_bar(struct cr_text_buffer *out, struct cr_span text,
                   const struct cr_meter *meter, int cells)
{
    const char *end = text.at + text.size;
    int width = 0, cell = 0;
    bool is_inside = false, is_after_number = false;
    for (const char *p = text.at; p < end; p++) {
        if (cr_is_blank(*p))
            continue;
        const char c = *p == '.' ? '-' : *p;
        /* a digit behind a tuplet's number would become part of it */
        const bool must_part = is_after_number && cr_is_digit(c);
        is_after_number = false;
        if (must_part ||
            (!is_inside && cell > 0 && is_boundary(meter, cells, cell))) {
            if (out)
                cr_text_add(out, " ", 1);
            width++;
        }
        if (out)
            cr_text_add(out, &c, 1);
        width++;
        if (c == '(') {
            is_inside = true;
        } else if (c == ')') {
            is_inside = false;
            int number = 0;
            for (p++; p < end && cr_is_digit(*p); p++, width++) {
                number = number * 10 + (*p - '0');
                if (out)
                    cr_text_add(out, p, 1);
            }
            p--;
            cell += number;
            is_after_number = true;
        } else if (!is_inside) {
            cell++;
        }
    }
    return width;
}

static const struct cr_meter *meter_of(const struct writer *w, uint32_t bar)
{
    return &w->pattern->meters[w->pattern->bars[bar].meter];
}

/* A lane with /N, and a bar of digits, have no beat groups to show. */
static int grouped_cells(const struct writer *w, const struct row *row,
                         uint32_t bar)
{
    return row->line.ratio.at ? 0 : w->pattern->bars[bar].cells;
}

static int bar_width(const struct writer *w, uint32_t bar)
{
    int widest = 1;
    for (uint32_t i = 0; i < w->row_count; i++) {
        const uint32_t of_pattern = w->next_bar + bar;
        const int width = put_bar(NULL, w->bars[w->rows[i].first_bar + bar],
                                  meter_of(w, of_pattern),
                                  grouped_cells(w, &w->rows[i], of_pattern));
        if (width > widest)
            widest = width;
    }
    return widest;
}

static void put_row(struct writer *w, const struct row *row, int name_width,
                    const int *widths, uint32_t from, uint32_t to)
{
    cr_text_addf(&w->out, "%-*s |", name_width, row->name);
    for (uint32_t b = from; b < to; b++) {
        const uint32_t of_pattern = w->next_bar + b;
        const int used =
            put_bar(&w->out, w->bars[row->first_bar + b],
                    meter_of(w, of_pattern), grouped_cells(w, row, of_pattern));
        cr_text_addf(&w->out, "%*s|", widths[b - from] - used, "");
    }
}

static void write_system(struct writer *w, uint32_t bars)
{
    int name_width = 0;
    for (uint32_t i = 0; i < w->row_count; i++) {
        const int width = (int)strlen(w->rows[i].name);
        if (width > name_width)
            name_width = width;
    }
    for (uint32_t from = 0; from < bars;) {
        int widths[BARS_A_LINE], total = name_width + 2;
        uint32_t to = from;
        while (to < bars && to - from < BARS_A_LINE) {
            const int width = bar_width(w, to);
            if (to > from && total + width + 1 > LINE_WIDTH)
                break;
            widths[to - from] = width;
            total += width + 1;
            to++;
        }
        if (from > 0)
            put(w, "\n");
        for (uint32_t i = 0; i < w->row_count; i++) {
            const struct row *row = &w->rows[i];
            if (from == 0)
                put_comments(w, row->first_above, row->above_count);
            put_row(w, row, name_width, widths, from, to);
            if (to == bars)
                put_margin(w, &row->line);
            else
                put(w, "\n");
        }
        from = to;
    }
    w->next_bar += bars;
}

static bool read_row(struct writer *w, uint32_t line, uint32_t first_above)
{
    struct row *row = &w->rows[w->row_count++];
    *row = (struct row){.line = w->lines[line],
                        .first_above = first_above,
                        .above_count = line - first_above,
                        .first_bar = w->bar_count};
    row->rank = lane_rank(w, row->line.name, 0);
    name_row(row);
    const char *at = row->line.value.at;
    struct cr_span bar;
    while (cr_next_bar(&row->line.value, &at, &bar)) {
        if (!cr_grow((void **)&w->bars, w->bar_count, &w->bar_capacity,
                     sizeof(*w->bars)))
            return false;
        w->bars[w->bar_count++] = bar;
    }
    return true;
}

/* Reads the system that starts at `first` and writes it. Returns the line
 * behind it; comments that stand directly above a key or heading are left to
 * that. */
static uint32_t take_system(struct writer *w, uint32_t first)
{
    uint32_t line = first, above = first;
    w->row_count = w->bar_count = 0;
    for (; line < w->line_count; line++) {
        if (w->lines[line].kind == CR_LINE_LANE) {
            if (!read_row(w, line, above)) {
                w->is_broken = true;
                return w->line_count;
            }
            above = line + 1;
        } else if (!is_comment(&w->lines[line])) {
            break;
        }
    }
    const uint32_t bars = w->bar_count / w->row_count;
    sort_rows(w);
    write_system(w, bars);
    const bool is_left_alone =
        line == w->line_count || w->lines[line].kind == CR_LINE_BLANK;
    if (!is_left_alone)
        return above;
    put_comments(w, above, line - above);
    return line;
}

static void separate(struct writer *w, enum last next)
{
    bool wants = w->wants_blank;
    if (next == LAST_SECTION)
        wants |= w->last != LAST_COMMENT;
    else if (next == LAST_KEY)
        wants |= w->last == LAST_SYSTEM;
    else /* a system or a comment */
        wants |= w->last == LAST_SYSTEM || w->last == LAST_HEADER;
    if (wants && w->last != LAST_NOTHING)
        put(w, "\n");
    w->wants_blank = false;
    w->last = next;
}

static void write_body(struct writer *w, uint32_t line)
{
    while (line < w->line_count && !w->is_broken) {
        const struct cr_line *now = &w->lines[line];
        if (now->kind == CR_LINE_BLANK) {
            w->wants_blank |= w->last == LAST_COMMENT;
            line++;
        } else if (is_comment(now)) {
            if (w->last == LAST_COMMENT && !w->wants_blank) {
                put_comments(w, line, 1);
            } else {
                separate(w, LAST_COMMENT);
                put_comments(w, line, 1);
            }
            line++;
        } else if (now->kind == CR_LINE_SECTION) {
            separate(w, LAST_SECTION);
            put_section(w, now);
            line++;
        } else if (now->kind == CR_LINE_KEY) {
            separate(w, LAST_KEY);
            put_key(w, now);
            line++;
        } else {
            separate(w, LAST_SYSTEM);
            line = take_system(w, line);
        }
    }
}

/* Comments on top, then `beat 1`. Returns the line behind it. */
static uint32_t write_magic(struct writer *w)
{
    uint32_t line = 0;
    for (; w->lines[line].kind == CR_LINE_BLANK ||
           w->lines[line].kind == CR_LINE_COMMENT;
         line++) {
        if (w->lines[line].kind == CR_LINE_COMMENT)
            put_comments(w, line, 1);
    }
    const struct cr_span text = w->lines[line].text;
    const char *hash = memchr(text.at, '#', text.size);
    put(w, "beat 1");
    if (hash) {
        put(w, "  ");
        put_span(w, cr_trim((struct cr_span){
                        hash, (size_t)(text.at + text.size - hash)}));
    }
    put(w, "\n");
    return line + 1;
}

static bool collect_lines(struct writer *w, const char *text, size_t size)
{
    struct cr_lines lines;
    struct cr_line line;
    cr_lines_init(&lines, text, size);
    while (cr_lines_next(&lines, &line)) {
        if (!cr_grow((void **)&w->lines, w->line_count, &w->line_capacity,
                     sizeof(*w->lines)))
            return false;
        w->lines[w->line_count++] = line;
    }
    return true;
}

enum cr_status cr_pattern_format(const char *text, size_t size, char **out,
                                 size_t *out_size, struct cr_diagnostics *found)
{
    struct cr_pattern pattern = {0};
    enum cr_status status = cr_pattern_read(&pattern, text, size, found);
    if (status)
        return status;
    struct writer *w = calloc(1, sizeof(*w));
    if (w && collect_lines(w, text, size)) {
        w->pattern = &pattern;
        write_body(w, write_header(w, write_magic(w)));
    }
    if (!w || w->is_broken || w->out.is_broken || !w->out.text) {
        status = CR_ERR_MEMORY;
        if (w)
            free(w->out.text);
    } else {
        *out = w->out.text;
        *out_size = w->out.size;
    }
    if (w) {
        free(w->lines);
        free(w->bars);
        free(w);
    }
    cr_pattern_deinit(&pattern);
    return status;
}
