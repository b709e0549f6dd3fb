/* tempo_map.h - tempo over played bars, and the one place that turns musical
 * positions into seconds; for timeline*.c only.
 *
 * Units     quarters a minute; 32nds of a whole note; seconds as a pair of
 *           long doubles (a sum and its rounding), so that a piece of ten
 *           hours is exact to far below a frame.
 */
#ifndef CR_PATTERNS_TEMPO_MAP_H
#define CR_PATTERNS_TEMPO_MAP_H

#include "patterns/timeline.h"

struct cr_tempo_segment {
    int64_t start_32;
    bool is_ramp;
    struct cr_fraction bpm;           /* constant tempo: exact */
    long double start_bpm, slope;     /* ramp: bpm, bpm a quarter */
    long double start_s, start_low_s; /* exact sum: start_s + start_low_s */
};

/* What sets tempo and loudness in one bar of the piece. */
struct cr_bar_source {
    uint32_t bar, section; /* of the pattern */
    const struct cr_tempo *tempo;
    const struct cr_dynamics *dynamics;
    uint32_t tempo_from, tempo_to; /* bars of the piece: a ramp's reach */
    uint32_t dynamics_from, dynamics_to;
};

struct cr_piece {
    struct cr_bar_source *bars;
    int64_t *start_32; /* of each bar, and of the end */
    uint32_t bar_count;
};

enum cr_status cr_piece_create(struct cr_piece *piece,
                               const struct cr_pattern *pattern) CR_MUST_CHECK;
void cr_piece_destroy(struct cr_piece *piece);

/* The tempo of piece bar `index`, at its start, as a segment that starts there
 * (times left 0), every tempo multiplied by `speed`. */
struct cr_tempo_segment cr_piece_tempo(const struct cr_piece *piece,
                                       uint32_t index,
                                       struct cr_fraction speed);

/* Velocity of a plain stroke at the start of a bar and at its end. */
void cr_piece_velocity(const struct cr_piece *piece, uint32_t index,
                       double *from, double *to);

/* Seconds from the segment's start to a place `quarters` behind it. */
long double cr_segment_seconds(const struct cr_tempo_segment *segment,
                               long double quarters);

/* Moves the start of `next` to where `segment` has lasted until. */
void cr_segment_follow(const struct cr_tempo_segment *segment,
                       struct cr_tempo_segment *next);

#endif
