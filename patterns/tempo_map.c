#include "patterns/tempo_map.h"

#include <math.h>
#include <stdlib.h>

static uint32_t count_bars(const struct cr_pattern *p)
{
    uint32_t bars = 0;
    for (uint32_t i = 0; i < p->play_count; i++) {
        const struct cr_section *s = &p->sections[p->play[i].section];
        bars += (uint32_t)(p->play[i].repeats * s->repeats) * s->bar_count;
    }
    return bars;
}

/* The bar of the pass where a key line's value ends: the next of its kind. */
static uint32_t reach(const struct cr_pattern *p, const struct cr_section *s,
                      uint32_t change, bool is_tempo)
{
    for (uint32_t c = change + 1; c < s->change_count; c++) {
        const struct cr_change *next = &p->changes[s->first_change + c];
        if (is_tempo ? next->has_tempo : next->has_dynamics)
            return next->bar;
    }
    return s->bar_count;
}

/* Lays out one pass of a section whose bars stand at `first` in the piece. */
static void lay_pass(struct cr_piece *piece, const struct cr_pattern *p,
                     uint32_t section, uint32_t first,
                     struct cr_bar_source inherited)
{
    const struct cr_section *s = &p->sections[section];
    struct cr_bar_source source = inherited;
    uint32_t change = 0;
    for (uint32_t b = 0; b < s->bar_count; b++) {
        for (; change < s->change_count &&
               p->changes[s->first_change + change].bar <= b;
             change++) {
            const struct cr_change *c = &p->changes[s->first_change + change];
            if (c->has_tempo) {
                source.tempo = &c->tempo;
                source.tempo_from = first + b;
                source.tempo_to = c->tempo.bars
                                      ? first + b + (uint32_t)c->tempo.bars
                                      : first + reach(p, s, change, true);
            }
            if (c->has_dynamics) {
                source.dynamics = &c->dynamics;
                source.dynamics_from = first + b;
                source.dynamics_to =
                    c->dynamics.bars ? first + b + (uint32_t)c->dynamics.bars
                                     : first + reach(p, s, change, false);
            }
        }
        source.bar = s->first_bar + b;
        source.section = section;
        piece->bars[first + b] = source;
    }
}

/* Lays out all repeats of a section: what its heading says holds for them. */
static uint32_t lay_run(struct cr_piece *piece, const struct cr_pattern *p,
                        uint32_t section, uint32_t first)
{
    const struct cr_section *s = &p->sections[section];
    const uint32_t end = first + (uint32_t)s->repeats * s->bar_count;
    struct cr_bar_source source = {.tempo = &p->tempo,
                                   .dynamics = &p->dynamics,
                                   .tempo_to = (uint32_t)p->tempo.bars,
                                   .dynamics_to = (uint32_t)p->dynamics.bars};
    if (s->has_tempo) {
        source.tempo = &s->tempo;
        source.tempo_from = first;
        source.tempo_to = s->tempo.bars ? first + (uint32_t)s->tempo.bars : end;
    }
    if (s->has_dynamics) {
        source.dynamics = &s->dynamics;
        source.dynamics_from = first;
        source.dynamics_to =
            s->dynamics.bars ? first + (uint32_t)s->dynamics.bars : end;
    }
    for (uint32_t at = first; at < end; at += s->bar_count)
        lay_pass(piece, p, section, at, source);
    return end;
}

enum cr_status cr_piece_create(struct cr_piece *piece,
                               const struct cr_pattern *pattern)
{
    struct cr_piece draft = {.bar_count = count_bars(pattern)};
    draft.bars = calloc(draft.bar_count, sizeof(*draft.bars));
    draft.start_32 = calloc((size_t)draft.bar_count + 1, sizeof(int64_t));
    if (!draft.bars || !draft.start_32) {
        cr_piece_destroy(&draft);
        return CR_ERR_MEMORY;
    }
    uint32_t at = 0;
    for (uint32_t i = 0; i < pattern->play_count; i++) {
        for (int k = 0; k < pattern->play[i].repeats; k++)
            at = lay_run(&draft, pattern, pattern->play[i].section, at);
    }
    for (uint32_t b = 0; b < draft.bar_count; b++) {
        const struct cr_bar *bar = &pattern->bars[draft.bars[b].bar];
        draft.start_32[b + 1] =
            draft.start_32[b] +
            cr_meter_length_32(&pattern->meters[bar->meter]);
    }
    *piece = draft;
    return CR_OK;
}

void cr_piece_destroy(struct cr_piece *piece)
{
    free(piece->bars);
    free(piece->start_32);
    *piece = (struct cr_piece){0};
}

/* Start of a bar that may lie behind the end: the last bar goes on there. */
static int64_t bar_start_32(const struct cr_piece *piece, uint32_t bar)
{
    const uint32_t count = piece->bar_count;
    if (bar <= count)
        return piece->start_32[bar];
    const int64_t last = piece->start_32[count] - piece->start_32[count - 1];
    return piece->start_32[count] + (int64_t)(bar - count) * last;
}

static long double to_long_double(struct cr_fraction f)
{
    return (long double)f.num / (long double)f.den;
}

struct cr_tempo_segment cr_piece_tempo(const struct cr_piece *piece,
                                       uint32_t index, struct cr_fraction speed)
{
    const struct cr_bar_source *source = &piece->bars[index];
    const struct cr_tempo *tempo = source->tempo;
    struct cr_tempo_segment segment = {
        .bpm = cr_fraction_mul(tempo->from_bpm, speed)};
    if (!tempo->is_ramp)
        return segment;
    const int64_t from = bar_start_32(piece, source->tempo_from);
    const int64_t to = bar_start_32(piece, source->tempo_to);
    const int64_t at = piece->start_32[index];
    const struct cr_fraction target = cr_fraction_mul(tempo->to_bpm, speed);
    if (at >= to || cr_fraction_compare(segment.bpm, target) == 0) {
        segment.bpm = target;
        return segment;
    }
    const long double a = to_long_double(segment.bpm);
    const long double b = to_long_double(target);
    segment.is_ramp = true;
    segment.slope = (b - a) * 8 / (long double)(to - from);
    segment.start_bpm = a + segment.slope * (long double)(at - from) / 8;
    return segment;
}

void cr_piece_velocity(const struct cr_piece *piece, uint32_t index,
                       double *from, double *to)
{
    const struct cr_bar_source *source = &piece->bars[index];
    const struct cr_dynamics *dynamics = source->dynamics;
    *from = *to = dynamics->to;
    if (!dynamics->is_ramp)
        return;
    const int64_t start = bar_start_32(piece, source->dynamics_from);
    const int64_t end = bar_start_32(piece, source->dynamics_to);
    if (piece->start_32[index] >= end)
        return;
    const double slope =
        (double)(dynamics->to - dynamics->from) / (double)(end - start);
    *from = dynamics->from + slope * (double)(piece->start_32[index] - start);
    *to = dynamics->from + slope * (double)(piece->start_32[index + 1] - start);
}

long double cr_segment_seconds(const struct cr_tempo_segment *segment,
                               long double quarters)
{
    if (!segment->is_ramp)
        return 60 * quarters * (long double)segment->bpm.den /
               (long double)segment->bpm.num;
    return 60 / segment->slope *
           log1pl(segment->slope * quarters / segment->start_bpm);
}

void cr_segment_follow(const struct cr_tempo_segment *segment,
                       struct cr_tempo_segment *next)
{
    const long double a = segment->start_s;
    const long double b = cr_segment_seconds(
        segment, (long double)(next->start_32 - segment->start_32) / 8);
    const long double sum = a + b;
    const long double part = sum - a; /* Knuth's exact two-term sum */
    next->start_s = sum;
    next->start_low_s =
        segment->start_low_s + ((a - (sum - part)) + (b - part));
}
