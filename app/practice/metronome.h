/* metronome.h - a metronome as a pattern: clicks with their levels, what lies under the
 * beat, another rhythm against it, and the beats themselves to be played.
 *
 * Units     tempo is quarters a minute. Threads: any. Memory: a plain value.
 * Errors    CR_ERR_SYNTAX with words, and nothing is changed.
 *
 * Each setting is a name and a value, as on the command line:
 *
 *      bpm       104.25              10 to 400, by hundredths
 *      meter     7/8 2+2+3           1 to 32 beats over 1 2 4 8 16 32
 *      levels    3121211             of each beat: 0 silent, 1 soft, 2, 3 accent
 *      under     4:3121              clicks a beat, 1 to 12, and their levels; the first
 *                                    is the beat's own, of which it can only be silent
 *      swing     62%                 50 to 80 %, of the first of each two clicks under the
 *                                    beat; the nearest ratio of up to 12 parts
 *      shift     1                   all clicks so many of them later, up to the beat's
 *                                    last: the beat itself is where it was
 *      against   5                   1 to 16 strokes across the bar; 0: none
 *      cycle     x--x-               a lane of its own length, up to 32 clicks (X is an
 *                                    accent), which goes on across the bar lines and
 *                                    meets them again after as many bars as it takes;
 *                                    0: none
 *
 * A bar has up to 192 cells, of which swing needs several for each click.
 */
#ifndef CR_PRACTICE_METRONOME_H
#define CR_PRACTICE_METRONOME_H

#include "patterns/pattern.h"
#include "patterns/text_buffer.h"

enum {
    CR_METRONOME_BEATS = 32,
    CR_METRONOME_UNDER = 12,
    CR_METRONOME_AGAINST = 16,
    CR_METRONOME_CYCLE = 32
};

struct cr_metronome {
    struct cr_fraction bpm;
    struct cr_meter meter;
    uint8_t levels[CR_METRONOME_BEATS];
    uint32_t under;
    uint8_t under_levels[CR_METRONOME_UNDER];
    uint32_t swing_first, swing_of; /* parts of a pair; 0: even */
    uint32_t shift;
    uint32_t against;
    char cycle[CR_METRONOME_CYCLE + 1]; /* "": none */
};

/* 120 bpm, 4/4. */
void cr_metronome_init(struct cr_metronome *metronome);

/* A meter with its usual levels: the first beat is accented, the first of another group
 * stands out. */
void cr_metronome_use_meter(struct cr_metronome *metronome,
                            const struct cr_meter *meter);

/* All settings in a line, "bpm=104.25; meter=7/8 2+2+3; levels=3121211; ..."; and back:
 * CR_ERR_SYNTAX, and nothing is changed, if one is wrong. */
void cr_metronome_write_settings(const struct cr_metronome *metronome,
                                 struct cr_text_buffer *out);
enum cr_status cr_metronome_read_settings(struct cr_metronome *metronome,
                                          const char *text, size_t size,
                                          struct cr_error *error) CR_MUST_CHECK;

enum cr_status cr_metronome_set(struct cr_metronome *metronome,
                                const char *name, const char *value,
                                struct cr_error *error) CR_MUST_CHECK;

/* As a .beat file, which reads without a mistake; with its beats as snare, if they are
 * to be played. */
void cr_metronome_write(const struct cr_metronome *metronome, bool is_played,
                        struct cr_text_buffer *out);

/* Bars until all of it begins together again. */
uint32_t cr_metronome_bars(const struct cr_metronome *metronome);

/* True if its beats are in groups of several. */
bool cr_metronome_has_groups(const struct cr_meter *meter);

/* "4 clicks a beat, swung 2:1, 5 against 4"; "" if there is nothing to say. */
void cr_metronome_words(const struct cr_metronome *metronome, char *text,
                        size_t size);

#endif
