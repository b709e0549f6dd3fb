/* beat_reader.h - the state of reading one .beat text; for beat_read*.c only.
 *
 * Memory    a reader owns its draft until the draft is handed out.
 * Errors    found ones go to `found`; running out of memory sets
 *           `out_of_memory` and ends the reading.
 */
#ifndef CR_PATTERNS_BEAT_READER_H
#define CR_PATTERNS_BEAT_READER_H

#include "patterns/beat_lines.h"
#include "patterns/beat_values.h"
#include "patterns/growing.h"
#include "patterns/pattern.h"
#include "patterns/section_names.h"

/* One lane line of the system that is being read. */
struct cr_lane_line {
    struct cr_line line;
    uint32_t lane;                 /* index into the draft's lanes */
    int ratio;                     /* cells a bar after '/', 0 without */
    uint32_t first_bar, bar_count; /* in reader.bar_spans */
};

/* One cell of a bar, before it is known how long the bar's cells are. */
struct cr_cell {
    char glyph;
    const char *at;
    struct cr_fraction from, to; /* in cells */
    bool is_tuplet;
};

/* What a lane did last, for '~' and '%'. */
struct cr_lane_memory {
    bool is_written;
    uint32_t last_bar; /* in the section */
    uint32_t section;
    struct cr_span text; /* of that bar, '%' resolved */
    bool is_sounding;    /* its last cell was a stroke or '~' */
    uint32_t last_stroke;
};

struct cr_lane_alias {
    char name[CR_LANE_NAME_SIZE];
    uint32_t lane; /* index into own, or CR_LANE_LIMIT + id of the kit */
};

/* Values that hold from a place on; sections start from the header's. */
struct cr_scope {
    struct cr_meter_list meters;
    uint32_t meters_from; /* bar of the section where the list begins */
    struct cr_swing swing;
    int grid;
    bool is_fit_unknown; /* meter or grid had an error: cells are not checked */
};

struct cr_reader {
    struct cr_pattern draft;
    uint32_t lane_capacity, meter_capacity, stroke_capacity, bar_capacity,
        change_capacity, section_capacity, play_capacity, note_capacity;
    struct cr_diagnostics *found;
    bool out_of_memory;
    bool is_over_limit; /* bars or strokes: said once */

    struct cr_line line; /* the one being read */
    struct cr_line play; /* the line of `play`, text.at = NULL without */
    bool is_in_body;     /* a section or a lane was seen */
    struct cr_scope header, scope;
    uint32_t section; /* index; meaningful in the body */
    struct cr_section_names names;

    struct cr_lane own[CR_LANE_LIMIT];
    uint32_t own_count;
    struct cr_lane_alias aliases[CR_LANE_LIMIT];
    uint32_t alias_count;
    struct cr_lane_memory memory[CR_LANE_LIMIT];
    uint8_t own_order[CR_LANE_LIMIT]; /* of the draft's lanes */

    struct cr_lane_line system[CR_LANE_LIMIT];
    uint32_t system_count;
    struct cr_span *bar_spans;
    uint32_t bar_span_count, bar_span_capacity;
    struct cr_cell cells[CR_LANE_LIMIT][CR_CELL_LIMIT + 1];
};

/* Adds an error about `line` at `at`; returns it for a hint (may be NULL). */
struct cr_diagnostic *cr_reader_error(struct cr_reader *r, int code,
                                      const struct cr_line *line,
                                      const char *at, const char *format, ...)
    CR_PRINTF(5, 6);

/* Opens the section if the body begins with a lane. */
bool cr_reader_open_section(struct cr_reader *r, const char *name, size_t size);

/* Keys and headings (beat_read_keys.c). */
void cr_reader_key(struct cr_reader *r);
void cr_reader_heading(struct cr_reader *r);
void cr_reader_resolve_play(struct cr_reader *r);

/* Lanes (beat_read_lanes.c). */
void cr_reader_lane(struct cr_reader *r);
void cr_reader_end_system(struct cr_reader *r);
bool cr_reader_find_lane(struct cr_reader *r, const char *name, size_t size,
                         struct cr_lane *lane, int *own_index);

/* The cells of one bar (beat_read_cells.c). `row` is a line of the system,
 * `bar` counts from 1, for messages. */

/* Cuts a bar into r->cells[row]; returns how many there are with those inside
 * of tuplets. `*cells` is how many the bar is divided into, -1 after an error.
 */
int cr_reader_expand_bar(struct cr_reader *r, uint32_t row, int bar,
                         struct cr_span text, int *cells);

/* A '%' becomes the text of the bar before in this lane. */
bool cr_reader_resolve_repeat(struct cr_reader *r, uint32_t row, int bar,
                              uint32_t bar_in_section, struct cr_span *text);

/* The strokes of one bar (beat_read_strokes.c): `count` cells of a bar that is
 * divided into `cells` and is `length` whole notes long. */

/* Adds them to the draft; keeps what '~' and '%' need. */
void cr_reader_write_strokes(struct cr_reader *r, uint32_t row, int bar,
                             uint32_t bar_in_section, int count, int cells,
                             struct cr_fraction length);

/* Gives each stroke of the hands that stands over a letter of ST its hand. */
void cr_reader_write_hands(struct cr_reader *r, uint32_t row, int bar,
                           int count, int cells, struct cr_fraction length,
                           uint32_t first_stroke);

#endif
