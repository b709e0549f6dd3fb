/* pattern.h - what a .beat file means: a plain value without any sound.
 *
 * Units     positions and lengths are exact fractions of a whole note, counted
 *           from the start of their bar; tempo is quarters a minute, exact;
 *           loudness is MIDI velocity.
 * Memory    cr_pattern_read() makes a pattern that owns all it points to;
 *           cr_pattern_deinit() frees it. It never changes in between.
 * Threads   any may read.
 * Errors    reading reports everything it finds; a text with an error gives no
 *           pattern at all.
 *
 * FORMAT.md describes the language.
 */
#ifndef CR_PATTERNS_PATTERN_H
#define CR_PATTERNS_PATTERN_H

#include <stdbool.h>
#include <stdint.h>

#include "patterns/diagnostics.h"
#include "patterns/fraction.h"
#include "patterns/lane.h"

enum {
    CR_FILE_LIMIT = 1 << 20, /* bytes */
    CR_LANE_LIMIT = 64,
    CR_CELL_LIMIT = 192,
    CR_BAR_LIMIT = 10000,
    CR_STROKE_LIMIT = 1000000, /* played */
    CR_PLAYED_BAR_LIMIT = 1000000,
    CR_REPEAT_LIMIT = 999,
    CR_GROUP_LIMIT = 64,
    CR_WORD_LIMIT = 32,
    CR_WORD_SIZE = 25, /* with its end */
};

struct cr_meter {
    int beats, unit;
    int group_count;
    uint8_t groups[CR_GROUP_LIMIT]; /* in beats; they add up to `beats` */
};

/* A value or a ramp from one to another. `bars` 0: to the end of its scope. */
struct cr_tempo {
    struct cr_fraction from_bpm, to_bpm;
    bool is_ramp;
    int bars;
};

struct cr_dynamics {
    int from, to; /* velocity of a plain stroke */
    bool is_ramp;
    int bars;
};

struct cr_swing {
    int unit;                 /* 0 off, 8 or 16 */
    struct cr_fraction share; /* of the first note in its pair, 1/2..4/5 */
};

struct cr_stroke {
    struct cr_fraction at;  /* swung, in whole notes from the bar's start */
    struct cr_fraction end; /* where its cell, with its '~', ends ... */
    uint32_t end_bar;       /* ... in this bar of the section */
    uint8_t lane;           /* index into lanes */
    char glyph;
    char hand;               /* 'R', 'L', 'B' or 0 */
    bool is_tuplet, is_held; /* in a bracket; goes on with ~ */
    bool is_swung;           /* it is not where it would be straight */
};

struct cr_bar {
    uint32_t meter; /* index into meters */
    uint32_t first_stroke, stroke_count;
    int line;        /* of its first lane, in the file */
    bool owns_click; /* a CK lane replaces the metronome's click */
    uint8_t cells;   /* of the lanes without /N; 0 if all rest */
};

/* A key line inside a section: acts from `bar` on, in every pass anew. */
struct cr_change {
    uint32_t bar; /* in the section */
    bool has_tempo, has_dynamics;
    struct cr_tempo tempo;
    struct cr_dynamics dynamics;
};

struct cr_section {
    char *name; /* "" for the one nameless section */
    int repeats;
    int line;
    uint32_t first_bar, bar_count;
    uint32_t first_change, change_count;
    bool has_tempo, has_dynamics; /* on the heading: for the whole run */
    struct cr_tempo tempo;
    struct cr_dynamics dynamics;
};

struct cr_play_item {
    uint32_t section;
    int repeats;
};

/* What stands above a place of every bar that is long enough. */
struct cr_word {
    struct cr_fraction at;
    char text[CR_WORD_SIZE];
};

struct cr_pattern {
    char *title, *author, *source, *license, *tags, *kit; /* NULL if absent */
    char **notes;
    uint32_t note_count;
    int level;           /* 0 if absent */
    bool is_left_handed; /* right and left have changed places: hands.h */
    int countin_bars;
    struct cr_word words[CR_WORD_LIMIT]; /* in the order of `at` */
    uint32_t word_count;
    struct cr_tempo tempo;
    struct cr_dynamics dynamics;

    struct cr_lane *lanes; /* in canonical order, only those that are written */
    uint32_t lane_count;
    struct cr_meter *meters;
    uint32_t meter_count;
    struct cr_stroke *strokes; /* by bar, then position, then lane */
    uint32_t stroke_count;
    struct cr_bar *bars;
    uint32_t bar_count;
    struct cr_change *changes;
    uint32_t change_count;
    struct cr_section *sections;
    uint32_t section_count;
    struct cr_play_item *play; /* never empty */
    uint32_t play_count;
};

/* Reads a text of `size` bytes. On any error `*pattern` is left as it was.
 * `found` receives errors and warnings in the order of the text. */
enum cr_status cr_pattern_read(struct cr_pattern *pattern, const char *text,
                               size_t size,
                               struct cr_diagnostics *found) CR_MUST_CHECK;

void cr_pattern_deinit(struct cr_pattern *pattern);

/* Writes the canonical form of `text`, which must read without errors, into
 * memory that the caller frees: comments, margin notes and unknown keys are
 * kept. Formatting twice is formatting once. */
enum cr_status cr_pattern_format(const char *text, size_t size, char **out,
                                 size_t *out_size,
                                 struct cr_diagnostics *found) CR_MUST_CHECK;

/* Length of a bar of `meter`, in 32nds of a whole note. */
int64_t cr_meter_length_32(const struct cr_meter *meter);

/* What glyph `stroke` means in its lane. */
struct cr_glyph cr_stroke_meaning(const struct cr_pattern *pattern,
                                  const struct cr_stroke *stroke);

#endif
