/* timeline.h - a pattern laid out in time: every bar as often as it is played,
 * every stroke, grace note, roll stroke and click at its exact place.
 *
 * Units     bar starts are counted in 32nds of a whole note from the first bar
 *           (a bar's length is always a whole number of them); places in a bar
 *           are exact fractions of a whole note. Seconds exist only inside the
 *           one conversion, cr_timeline_ns() and cr_timeline_frame(): time is
 *           computed from the piece's start, never by adding rounded parts.
 *           Time 0 is the first bar's first beat; a count-in lies before it.
 * Formulas  constant tempo: t = 60 x / a. A ramp from a to b quarters a minute,
 *           linear in quarters, over Q quarters, at quarter x:
 *           t = 60 Q/(b-a) ln(1 + (b-a) x/(Q a)).
 * Memory    a timeline owns its arrays and borrows its pattern, which must
 *           outlive it. It never changes once created.
 * Threads   any may read.
 */
#ifndef CR_PATTERNS_TIMELINE_H
#define CR_PATTERNS_TIMELINE_H

#include "patterns/pattern.h"

#define CR_NO_STROKE UINT32_MAX
#define CR_CLICK_LANE 255 /* lane of the metronome's own click */
#define CR_NS_PER_S INT64_C(1000000000)

/* From a played bar on (counted over all loops from 0, count-in left out) the
 * tempo is another. Bars before it stay exactly where they are. */
struct cr_speed_change {
    uint32_t bar;
    struct cr_fraction speed;
};

/* What is other than written from beat to beat of a played bar. */
enum cr_passage_kind {
    CR_AS_WRITTEN,
    CR_SILENT, /* neither click nor pattern sounds; it is to be played */
    CR_BREAK,  /* nothing sounds, and nothing is to be played */
    CR_LEAD_IN /* it sounds, but is not judged */
};

struct cr_passage {
    uint32_t bar;               /* played, from 0, count-in left out */
    uint8_t from_beat, to_beat; /* of its meter; `to_beat` is not in it */
    uint8_t kind;               /* enum cr_passage_kind */
};

enum { CR_RUNG_LIMIT = 8 };

/* How the metronome clicks; all 0: once a beat, on it. */
struct cr_click_plan {
    uint8_t rungs[CR_RUNG_LIMIT]; /* clicks a beat, one after the other ... */
    uint8_t rung_count;
    uint32_t rung_bars;      /* ... for so many bars each; 0: one */
    uint8_t shift, shift_of; /* late by that part of a beat */
    uint32_t rotate_bars;    /* every so many bars, one part later; 0: never */
};

struct cr_timeline_options {
    uint32_t from_bar,
        to_bar;     /* of the piece, from 1; 0: its first, its last */
    uint32_t loops; /* times that these bars are played; 0: once */
    int countin_bars;
    struct cr_fraction speed; /* factor on every tempo; {0, 0} for 1 */
    const struct cr_speed_change *changes; /* of the speed, by their bars */
    uint32_t change_count;
    bool has_click; /* write the metronome's clicks as notes */
    struct cr_click_plan click;
    const struct cr_passage *passages; /* by bar, then beat; apart */
    uint32_t passage_count;
    uint64_t part;  /* a bit for each lane that the player plays; 0: all */
    bool has_hands; /* the player's hands are those of the sticking */
};

enum cr_note_kind { CR_NOTE, CR_NOTE_GRACE, CR_NOTE_ROLL, CR_NOTE_CLICK };

/* How loud a click is meant. */
enum { CR_CLICK_ACCENT = 120, CR_CLICK_BEAT = 80, CR_CLICK_SUB = 40 };

struct cr_note {
    int64_t at_ns;         /* for ordering and scoring */
    struct cr_fraction at; /* in its bar */
    uint32_t bar;          /* index into timeline->bars */
    uint32_t stroke;       /* of the pattern; CR_NO_STROKE for a click */
    int32_t lead_ns;       /* a grace note sounds this long before `at` */
    uint8_t lane;          /* of the pattern, or CR_CLICK_LANE */
    uint8_t velocity;      /* 1..127 */
    uint8_t kind;          /* enum cr_note_kind */
    uint8_t articulation;  /* enum cr_articulation */
    uint8_t passage;       /* enum cr_passage_kind */
};

struct cr_played_bar {
    int64_t start_32; /* negative in the count-in */
    int64_t start_ns;
    uint32_t bar;     /* of the pattern */
    uint32_t section; /* of the pattern */
    uint32_t number;  /* in the piece, from 1; 0 in the count-in */
    uint32_t loop;    /* from 0 */
    uint32_t segment;
    double velocity_from, velocity_to; /* of a plain stroke, across the bar */
};

struct cr_tempo_segment;

struct cr_timeline {
    const struct cr_pattern *pattern;
    struct cr_played_bar *bars; /* count-in first */
    uint32_t bar_count, countin_count;
    uint32_t piece_bar_count; /* bars of the whole piece, once */
    uint32_t loop_bar_count;  /* bars of one loop */
    struct cr_tempo_segment *segments;
    uint32_t segment_count;
    struct cr_note *notes; /* in the order of time, then of the lanes */
    uint32_t note_count;
    struct cr_passage *passages;
    uint32_t passage_count;
    uint64_t part; /* lanes that the player plays */
    bool has_hands;
    int64_t end_ns, end_32;
};

/* CR_ERR_RANGE if the bars asked for do not exist, CR_ERR_LIMIT if there would
 * be more than a million bars or strokes, CR_ERR_MEMORY. */
enum cr_status
cr_timeline_create(struct cr_timeline *timeline,
                   const struct cr_pattern *pattern,
                   const struct cr_timeline_options *options) CR_MUST_CHECK;

void cr_timeline_destroy(struct cr_timeline *timeline);

/* Time of a place in a played bar, rounded to the nearest. */
int64_t cr_timeline_ns(const struct cr_timeline *timeline, uint32_t bar,
                       struct cr_fraction at);
int64_t cr_timeline_frame(const struct cr_timeline *timeline,
                          const struct cr_note *note, uint32_t rate);

/* The end of the last bar, in frames. */
int64_t cr_timeline_end_frame(const struct cr_timeline *timeline,
                              uint32_t rate);

/* Tempo in quarters a minute at a place. */
double cr_timeline_bpm(const struct cr_timeline *timeline, uint32_t bar,
                       struct cr_fraction at);
/* At the start of a bar. */
double cr_timeline_bar_bpm(const struct cr_timeline *timeline, uint32_t bar);

/* Where the music is at `at_ns`: the bar, and how far into it in whole notes.
 * Before the start it is the first bar's start, past the end the last bar's
 * end. For drawing: not exact. */
uint32_t cr_timeline_place(const struct cr_timeline *timeline, int64_t at_ns,
                           double *whole_notes);

/* What is other than written at a place of a bar. */
enum cr_passage_kind cr_timeline_passage(const struct cr_timeline *timeline,
                                         uint32_t bar, struct cr_fraction at);

const struct cr_meter *cr_timeline_meter(const struct cr_timeline *timeline,
                                         uint32_t bar);

#endif
