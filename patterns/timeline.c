#include "patterns/timeline.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/growing.h"
#include "patterns/hands.h"
#include "patterns/tempo_map.h"

/* Far below a frame, far above the error of the arithmetic: what is this near
 * to the middle between two frames is there, and rounds up. */
#define TIE 1e-8L

struct layout {
    struct cr_timeline *timeline;
    struct cr_piece piece;
    struct cr_fraction speed;              /* of the bar at hand */
    const struct cr_speed_change *changes; /* still to come */
    uint32_t change_count;
    uint32_t bar_capacity, segment_capacity, note_capacity;
    int64_t last_ns[CR_LANE_LIMIT]; /* main stroke before, INT64_MIN: none */
    struct cr_click_plan click;
    bool needs_sorting;
};

static long double seconds_at(const struct cr_timeline *t, uint32_t bar,
                              struct cr_fraction at, long double *low)
{
    const struct cr_played_bar *b = &t->bars[bar];
    const struct cr_tempo_segment *segment = &t->segments[b->segment];
    const long double quarters =
        (long double)(b->start_32 - segment->start_32) / 8 +
        4 * (long double)at.num / (long double)at.den;
    *low = segment->start_low_s + cr_segment_seconds(segment, quarters);
    return segment->start_s;
}

static int64_t scaled(long double high, long double low, long double scale)
{
    /* rounds down: floorl() takes a third of the time of laying a piece out */
    const long double at = high * scale + low * scale + 0.5L + TIE;
    const int64_t whole = (int64_t)at;
    return whole - (at < (long double)whole);
}

int64_t cr_timeline_ns(const struct cr_timeline *timeline, uint32_t bar,
                       struct cr_fraction at)
{
    long double low;
    const long double high = seconds_at(timeline, bar, at, &low);
    return scaled(high, low, 1e9L);
}

int64_t cr_timeline_frame(const struct cr_timeline *timeline,
                          const struct cr_note *note, uint32_t rate)
{
    long double low;
    const long double high = seconds_at(timeline, note->bar, note->at, &low);
    return scaled(high, low - (long double)note->lead_ns / 1e9L, rate);
}

static struct cr_fraction bar_length(const struct cr_timeline *t, uint32_t bar)
{
    return cr_fraction_make(cr_meter_length_32(cr_timeline_meter(t, bar)), 32);
}

int64_t cr_timeline_end_frame(const struct cr_timeline *timeline, uint32_t rate)
{
    const uint32_t last = timeline->bar_count - 1;
    const struct cr_note end = {.bar = last, .at = bar_length(timeline, last)};
    return cr_timeline_frame(timeline, &end, rate);
}

double cr_timeline_bpm(const struct cr_timeline *timeline, uint32_t bar,
                       struct cr_fraction at)
{
    const struct cr_played_bar *b = &timeline->bars[bar];
    const struct cr_tempo_segment *segment = &timeline->segments[b->segment];
    if (!segment->is_ramp)
        return (double)segment->bpm.num / (double)segment->bpm.den;
    const double quarters = (double)(b->start_32 - segment->start_32) / 8 +
                            4 * (double)at.num / (double)at.den;
    return (double)segment->start_bpm + (double)segment->slope * quarters;
}

double cr_timeline_bar_bpm(const struct cr_timeline *timeline, uint32_t bar)
{
    return cr_timeline_bpm(timeline, bar, (struct cr_fraction){0, 1});
}

const struct cr_meter *cr_timeline_meter(const struct cr_timeline *timeline,
                                         uint32_t bar)
{
    const struct cr_pattern *p = timeline->pattern;
    return &p->meters[p->bars[timeline->bars[bar].bar].meter];
}

enum cr_passage_kind cr_timeline_passage(const struct cr_timeline *t,
                                         uint32_t bar, struct cr_fraction at)
{
    uint32_t low = 0, high = t->passage_count;
    if (bar < t->countin_count)
        return CR_AS_WRITTEN;
    const uint32_t played = bar - t->countin_count;
    while (low < high) { /* the first of that bar */
        const uint32_t middle = low + (high - low) / 2;
        if (t->passages[middle].bar < played)
            low = middle + 1;
        else
            high = middle;
    }
    const int64_t beat = at.num * cr_timeline_meter(t, bar)->unit / at.den;
    for (; low < t->passage_count && t->passages[low].bar == played; low++) {
        const struct cr_passage *p = &t->passages[low];
        if (beat >= p->from_beat && beat < p->to_beat)
            return (enum cr_passage_kind)p->kind;
    }
    return CR_AS_WRITTEN;
}

uint32_t cr_timeline_place(const struct cr_timeline *timeline, int64_t at_ns,
                           double *whole_notes)
{
    uint32_t low = 0, high = timeline->bar_count;
    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;
        if (timeline->bars[middle].start_ns <= at_ns)
            low = middle;
        else
            high = middle;
    }
    const struct cr_played_bar *bar = &timeline->bars[low];
    const double length =
        (double)cr_meter_length_32(cr_timeline_meter(timeline, low)) / 32;
    const double bpm =
        cr_timeline_bpm(timeline, low, (struct cr_fraction){0, 1});
    const double s = (double)(at_ns - bar->start_ns) / 1e9;
    const struct cr_tempo_segment *segment = &timeline->segments[bar->segment];
    double quarters = s * bpm / 60;
    if (segment->is_ramp) {
        const double slope = (double)segment->slope;
        quarters = bpm / slope * expm1(slope * s / 60);
    }
    *whole_notes = fmin(fmax(quarters / 4, 0), length);
    return low;
}

static bool same_tempo(const struct cr_tempo_segment *a,
                       const struct cr_tempo_segment *b)
{
    return !a->is_ramp && !b->is_ramp && a->bpm.num == b->bpm.num &&
           a->bpm.den == b->bpm.den;
}

/* True if bar `index` of the piece goes on with the ramp of the bar before. */
static bool same_ramp(const struct layout *l, uint32_t index,
                      const struct cr_tempo_segment *before,
                      const struct cr_tempo_segment *now)
{
    const struct cr_bar_source *bars = l->piece.bars;
    return before->is_ramp && now->is_ramp && index > 0 &&
           bars[index].tempo == bars[index - 1].tempo &&
           bars[index].tempo_from == bars[index - 1].tempo_from;
}

static bool add_segment(struct layout *l,
                        const struct cr_tempo_segment *segment)
{
    struct cr_timeline *t = l->timeline;
    if (!cr_grow((void **)&t->segments, t->segment_count, &l->segment_capacity,
                 sizeof(*t->segments)))
        return false;
    t->segments[t->segment_count++] = *segment;
    return true;
}

static bool add_bar(struct layout *l, uint32_t index, int64_t start_32,
                    uint32_t number, uint32_t loop)
{
    struct cr_timeline *t = l->timeline;
    const struct cr_bar_source *source = &l->piece.bars[index];
    if (!cr_grow((void **)&t->bars, t->bar_count, &l->bar_capacity,
                 sizeof(*t->bars)))
        return false;
    struct cr_played_bar *bar = &t->bars[t->bar_count];
    *bar = (struct cr_played_bar){.start_32 = start_32,
                                  .bar = source->bar,
                                  .section = source->section,
                                  .number = number,
                                  .loop = loop,
                                  .segment = t->segment_count - 1};
    cr_piece_velocity(&l->piece, index, &bar->velocity_from, &bar->velocity_to);
    bar->start_ns =
        cr_timeline_ns(t, t->bar_count++, (struct cr_fraction){0, 1});
    return true;
}

/* The count-in has the meter and the tempo of the first bar. */
static bool lay_countin(struct layout *l, uint32_t first, int bars)
{
    struct cr_tempo_segment segment =
        cr_piece_tempo(&l->piece, first, l->speed);
    if (segment.is_ramp) {
        segment.is_ramp = false;
        segment.bpm = cr_fraction_make(
            (int64_t)llroundl(segment.start_bpm * 1000000), 1000000);
    }
    if (!add_segment(l, &segment))
        return false;
    const int64_t length =
        l->piece.start_32[first + 1] - l->piece.start_32[first];
    for (int b = bars; b > 0; b--) {
        if (!add_bar(l, first, -b * length, 0, 0))
            return false;
    }
    l->timeline->countin_count = l->timeline->bar_count;
    return true;
}

/* Takes the changes of speed up to a played bar; false if the speed stays. */
static bool change_speed(struct layout *l, uint32_t bar)
{
    const struct cr_fraction before = l->speed;
    for (; l->change_count && l->changes->bar <= bar; l->change_count--)
        l->speed = l->changes++->speed;
    return before.num != l->speed.num || before.den != l->speed.den;
}

static bool lay_bars(struct layout *l, uint32_t first, uint32_t last,
                     uint32_t loops)
{
    struct cr_timeline *t = l->timeline;
    int64_t start_32 = 0;
    for (uint32_t loop = 0; loop < loops; loop++) {
        for (uint32_t b = first; b <= last; b++) {
            const bool is_changed =
                change_speed(l, t->bar_count - t->countin_count);
            struct cr_tempo_segment now =
                cr_piece_tempo(&l->piece, b, l->speed);
            const struct cr_tempo_segment *before =
                &t->segments[t->segment_count - 1];
            const bool goes_on =
                same_tempo(before, &now) ||
                (b > first && !is_changed && same_ramp(l, b, before, &now));
            now.start_32 = start_32;
            if (!goes_on) {
                cr_segment_follow(before, &now);
                if (!add_segment(l, &now))
                    return false;
            }
            if (!add_bar(l, b, start_32, b + 1, loop))
                return false;
            start_32 += l->piece.start_32[b + 1] - l->piece.start_32[b];
        }
    }
    t->end_32 = start_32;
    return true;
}

static bool add_note(struct layout *l, const struct cr_note *note)
{
    struct cr_timeline *t = l->timeline;
    if (!cr_grow((void **)&t->notes, t->note_count, &l->note_capacity,
                 sizeof(*t->notes)))
        return false;
    t->notes[t->note_count] = *note;
    t->notes[t->note_count++].passage =
        (uint8_t)cr_timeline_passage(t, note->bar, note->at);
    return true;
}

static uint8_t clamp_velocity(double velocity)
{
    const double rounded = floor(velocity + 0.5 + 1e-9);
    return (uint8_t)(rounded < 1 ? 1 : rounded > 127 ? 127 : rounded);
}

static uint8_t velocity_of(const struct cr_played_bar *bar,
                           const struct cr_glyph *glyph, double part)
{
    const double plain =
        bar->velocity_from + (bar->velocity_to - bar->velocity_from) * part;
    if (glyph->level)
        return (uint8_t)(14 * glyph->level);
    if (glyph->weight == CR_WEIGHT_GHOST)
        return clamp_velocity(plain * 0.45);
    return clamp_velocity(glyph->weight == CR_WEIGHT_ACCENT ? plain * 1.5
                                                            : plain);
}

/* Grace notes: one 30 ms before a flam, two 60 and 30 ms before a drag, none
 * farther than half the way to the stroke before. */
static bool add_graces(struct layout *l, const struct cr_note *note,
                       enum cr_ornament ornament)
{
    const uint32_t own =
        cr_pattern_grace_lane(l->timeline->pattern, note->lane);
    const int64_t before = l->last_ns[note->lane] > l->last_ns[own]
                               ? l->last_ns[note->lane]
                               : l->last_ns[own];
    const int64_t half =
        before == INT64_MIN ? INT64_MAX : (note->at_ns - before) / 2;
    const int count = ornament == CR_DRAG ? 2 : 1;
    for (int i = count; i > 0; i--) {
        int64_t lead = i * INT64_C(30000000);
        if (lead > half)
            lead = count == 2 && i == 1 ? half / 2 : half;
        struct cr_note grace = *note;
        grace.kind = CR_NOTE_GRACE;
        grace.lane = (uint8_t)own;
        grace.lead_ns = (int32_t)lead;
        grace.at_ns -= lead;
        grace.velocity = clamp_velocity(note->velocity * 0.5);
        l->needs_sorting = true;
        if (!add_note(l, &grace))
            return false;
    }
    return true;
}

/* Strokes to the whole note of an open roll: 24ths or 32nds, halved or doubled
 * until 10 to 20 sound in a second, the nearest to 15. */
static int64_t roll_division(double bpm)
{
    int64_t best = 32;
    double nearest = HUGE_VAL;
    for (int64_t base = 24; base <= 32; base += 8) {
        int64_t division = base / 8;
        for (; division <= base * 64; division *= 2) {
            const double a_second = (double)division / 4 * bpm / 60;
            if (a_second >= 10 && a_second <= 20 &&
                fabs(a_second - 15) < nearest) {
                nearest = fabs(a_second - 15);
                best = division;
            }
        }
    }
    return best;
}

/* Where the stroke's cell ends, in whole notes from the start of its bar. */
static struct cr_fraction end_of(const struct cr_timeline *t, uint32_t bar,
                                 const struct cr_stroke *stroke)
{
    const struct cr_section *s = &t->pattern->sections[t->bars[bar].section];
    const uint32_t own = t->bars[bar].bar - s->first_bar;
    int64_t lengths_32 = 0;
    for (uint32_t b = own; b < stroke->end_bar; b++)
        lengths_32 += cr_meter_length_32(
            &t->pattern->meters[t->pattern->bars[s->first_bar + b].meter]);
    return cr_fraction_add(stroke->end, cr_fraction_make(lengths_32, 32));
}

static bool add_roll(struct layout *l, const struct cr_note *note,
                     const struct cr_stroke *stroke, enum cr_ornament ornament)
{
    struct cr_timeline *t = l->timeline;
    const double bpm = cr_timeline_bpm(t, note->bar, note->at);
    const bool is_buzz = ornament != CR_ROLL;
    const int64_t division = roll_division(bpm) * (is_buzz ? 2 : 1);
    const struct cr_fraction step = {1, division};
    struct cr_fraction end = end_of(t, note->bar, stroke);
    int64_t most = CR_STROKE_LIMIT;
    if (ornament == CR_BUZZ_ONE) /* dies away after about 150 ms */
        most = (int64_t)(0.150 * (double)division / 4 * bpm / 60);
    struct cr_note further = *note;
    further.kind = CR_NOTE_ROLL;
    if (is_buzz)
        further.velocity = clamp_velocity(note->velocity * 0.6);
    struct cr_fraction length = bar_length(t, further.bar);
    for (int64_t i = 1; i <= most; i++) {
        further.at = cr_fraction_add(further.at, step);
        if (cr_fraction_compare(further.at, end) >= 0)
            break;
        while (cr_fraction_compare(further.at, length) >= 0) {
            further.at = cr_fraction_sub(further.at, length);
            end = cr_fraction_sub(end, length);
            if (++further.bar == t->bar_count)
                return true;
            length = bar_length(t, further.bar);
        }
        further.at_ns = cr_timeline_ns(t, further.bar, further.at);
        l->needs_sorting = true;
        if (t->note_count >= 2 * CR_STROKE_LIMIT || !add_note(l, &further))
            return false;
    }
    return true;
}

static bool add_strokes(struct layout *l, uint32_t index)
{
    struct cr_timeline *t = l->timeline;
    const struct cr_played_bar *played = &t->bars[index];
    const struct cr_bar *bar = &t->pattern->bars[played->bar];
    const struct cr_fraction length = bar_length(t, index);
    for (uint32_t i = 0; i < bar->stroke_count; i++) {
        const uint32_t number = bar->first_stroke + i;
        const struct cr_stroke *stroke = &t->pattern->strokes[number];
        const struct cr_glyph glyph = cr_stroke_meaning(t->pattern, stroke);
        const double part = (double)stroke->at.num * (double)length.den /
                            ((double)stroke->at.den * (double)length.num);
        const struct cr_note note = {
            .at_ns = cr_timeline_ns(t, index, stroke->at),
            .at = stroke->at,
            .bar = index,
            .stroke = number,
            .lane = stroke->lane,
            .velocity = velocity_of(played, &glyph, part),
            .kind = CR_NOTE,
            .articulation = (uint8_t)glyph.articulation};
        const bool has_graces =
            glyph.ornament == CR_FLAM || glyph.ornament == CR_DRAG;
        const bool is_roll = glyph.ornament == CR_ROLL ||
                             glyph.ornament == CR_BUZZ ||
                             glyph.ornament == CR_BUZZ_ONE;
        if ((has_graces && !add_graces(l, &note, glyph.ornament)) ||
            !add_note(l, &note) ||
            (is_roll && !add_roll(l, &note, stroke, glyph.ornament)))
            return false;
        l->last_ns[note.lane] = note.at_ns;
    }
    return true;
}

/* How the metronome clicks in a bar; in the count-in, on the beat. */
struct clicking {
    int parts;                /* clicks a beat */
    struct cr_fraction shift; /* in beats */
};

static struct clicking clicking_in(const struct layout *l, uint32_t index)
{
    const struct cr_click_plan *plan = &l->click;
    const uint32_t countin = l->timeline->countin_count;
    struct clicking c = {.parts = 1, .shift = {0, 1}};
    if (index < countin)
        return c;
    const uint32_t played = index - countin;
    if (plan->rung_count)
        c.parts = plan->rungs[played / (plan->rung_bars ? plan->rung_bars : 1) %
                              plan->rung_count];
    if (plan->shift_of) {
        const uint32_t turns =
            plan->rotate_bars ? played / plan->rotate_bars : 0;
        c.shift = cr_fraction_make((plan->shift + turns) % plan->shift_of,
                                   plan->shift_of);
    }
    return c;
}

static bool add_click(struct layout *l, uint32_t index, int unit,
                      struct cr_fraction beat, uint8_t velocity)
{
    struct cr_timeline *t = l->timeline;
    struct cr_note click = {
        .at = cr_fraction_mul(beat, (struct cr_fraction){1, unit}),
        .bar = index,
        .stroke = CR_NO_STROKE,
        .lane = CR_CLICK_LANE,
        .velocity = velocity,
        .kind = CR_NOTE_CLICK};
    click.at_ns = cr_timeline_ns(t, index, click.at);
    l->needs_sorting = true;
    return add_note(l, &click);
}

/* A click on every beat of the meter; the bar's first is loudest, the first of
 * each group next. Between beats it is soft. */
static bool add_clicks(struct layout *l, uint32_t index)
{
    const struct cr_meter *meter = cr_timeline_meter(l->timeline, index);
    const struct clicking c = clicking_in(l, index);
    int beat = 0;
    for (int g = 0; g < meter->group_count; g++) {
        for (int k = 0; k < meter->groups[g]; k++, beat++) {
            for (int part = 0; part < c.parts; part++) {
                struct cr_fraction at =
                    cr_fraction_make((int64_t)beat * c.parts + part, c.parts);
                at = cr_fraction_add(at, c.shift);
                if (!add_click(l, index, meter->unit, at,
                               part        ? CR_CLICK_SUB / 2
                               : beat == 0 ? CR_CLICK_ACCENT
                               : k == 0    ? CR_CLICK_BEAT
                                           : CR_CLICK_SUB))
                    return false;
            }
        }
    }
    return true;
}

static int compare_notes(const void *a, const void *b)
{
    const struct cr_note *left = a, *right = b;
    if (left->at_ns != right->at_ns)
        return left->at_ns < right->at_ns ? -1 : 1;
    if (left->lane != right->lane)
        return (int)left->lane - (int)right->lane;
    if (left->kind != right->kind)
        return (int)left->kind - (int)right->kind;
    return (left->stroke > right->stroke) - (left->stroke < right->stroke);
}

static bool lay_notes(struct layout *l, bool has_click)
{
    struct cr_timeline *t = l->timeline;
    for (uint32_t b = 0; b < t->bar_count; b++) {
        const bool is_countin = b < t->countin_count;
        const bool owns_click = t->pattern->bars[t->bars[b].bar].owns_click;
        if ((has_click && (is_countin || !owns_click) && !add_clicks(l, b)) ||
            (!is_countin && !add_strokes(l, b)))
            return false;
    }
    if (l->needs_sorting)
        qsort(t->notes, t->note_count, sizeof(*t->notes), compare_notes);
    return true;
}

static bool copy_passages(struct cr_timeline *t,
                          const struct cr_timeline_options *options)
{
    if (!options->passage_count)
        return true;
    const size_t size = options->passage_count * sizeof(*t->passages);
    t->passages = malloc(size);
    if (!t->passages)
        return false;
    memcpy(t->passages, options->passages, size);
    t->passage_count = options->passage_count;
    return true;
}

static bool is_too_long(const struct layout *l, uint32_t first, uint32_t last,
                        uint32_t loops)
{
    int64_t strokes = 0;
    for (uint32_t b = first; b <= last; b++)
        strokes +=
            l->timeline->pattern->bars[l->piece.bars[b].bar].stroke_count;
    return strokes * loops > CR_STROKE_LIMIT ||
           (int64_t)(last - first + 1) * loops > CR_PLAYED_BAR_LIMIT;
}

enum cr_status cr_timeline_create(struct cr_timeline *timeline,
                                  const struct cr_pattern *pattern,
                                  const struct cr_timeline_options *options)
{
    struct cr_timeline draft = {.pattern = pattern,
                                .part =
                                    options->part ? options->part : UINT64_MAX,
                                .has_hands = options->has_hands};
    struct layout l = {.timeline = &draft,
                       .click = options->click,
                       .speed = options->speed,
                       .changes = options->changes,
                       .change_count = options->change_count};
    if (!l.speed.den)
        l.speed = (struct cr_fraction){1, 1};
    for (int i = 0; i < CR_LANE_LIMIT; i++)
        l.last_ns[i] = INT64_MIN;
    enum cr_status status = cr_piece_create(&l.piece, pattern);
    if (status)
        return status;
    const uint32_t loops = options->loops ? options->loops : 1;
    const uint32_t first = options->from_bar ? options->from_bar - 1 : 0;
    const uint32_t last =
        options->to_bar ? options->to_bar - 1 : l.piece.bar_count - 1;
    draft.loop_bar_count = last - first + 1;
    draft.piece_bar_count = l.piece.bar_count;
    if (first > last || last >= l.piece.bar_count)
        status = CR_ERR_RANGE;
    else if (is_too_long(&l, first, last, loops))
        status = CR_ERR_LIMIT;
    else if (!lay_countin(&l, first, options->countin_bars) ||
             !lay_bars(&l, first, last, loops) ||
             !copy_passages(&draft, options) ||
             !lay_notes(&l, options->has_click))
        status = CR_ERR_MEMORY;
    cr_piece_destroy(&l.piece);
    if (status) {
        cr_timeline_destroy(&draft);
        return status;
    }
    const uint32_t end_bar = draft.bar_count - 1;
    draft.end_ns = cr_timeline_ns(&draft, end_bar, bar_length(&draft, end_bar));
    *timeline = draft;
    return CR_OK;
}

void cr_timeline_destroy(struct cr_timeline *timeline)
{
    free(timeline->bars);
    free(timeline->segments);
    free(timeline->notes);
    free(timeline->passages);
    *timeline = (struct cr_timeline){0};
}
