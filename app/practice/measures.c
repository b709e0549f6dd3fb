#include "app/practice/measures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/stats.h"
#include "patterns/growing.h"

enum { LEAST_PAIRS = 4 };

bool cr_is_measured(const struct cr_result *r, const struct cr_press *presses,
                    uint32_t target)
{
    const struct cr_answer *a = &r->answers[target];
    return cr_target_counts(&r->targets[target]) && a->press != CR_NONE &&
           !a->is_wrong_drum && !presses[a->press].doubt;
}

void cr_measures_destroy(struct cr_measures *measures)
{
    free(measures->cells);
    free(measures->limbs);
    free(measures->swings);
    *measures = (struct cr_measures){0};
}

/* A take, and room to work in. */
struct measuring {
    struct cr_measures *m;
    const struct cr_timeline *t;
    const struct cr_result *r;
    const struct cr_press *presses;
    uint32_t bar_count;
    uint32_t *bar_first; /* each bar's first target, and the end of the last */
    double *values;      /* room for as many numbers as there are targets */
    double *more;
    double *others; /* of each target, what its bar's others are at */
    uint32_t cell_capacity, limb_capacity, swing_capacity;
};

static const struct cr_note *note_of(const struct measuring *w, uint32_t target)
{
    return &w->t->notes[w->r->target_notes[target]];
}

static uint32_t bar_of(const struct measuring *w, uint32_t target)
{
    return note_of(w, target)->bar - w->t->countin_count;
}

static bool is_measured(const struct measuring *w, uint32_t target)
{
    return cr_is_measured(w->r, w->presses, target);
}

/* The first instant after silence. */
static bool is_return(const struct measuring *w, const struct cr_note *note)
{
    const struct cr_meter *meter = cr_timeline_meter(w->t, note->bar);
    const struct cr_fraction beat = {1, meter->unit};
    if (note->at.num)
        return note->at.num * meter->unit % note->at.den == 0 &&
               cr_timeline_passage(w->t, note->bar,
                                   cr_fraction_sub(note->at, beat)) ==
                   CR_SILENT;
    if (note->bar <= w->t->countin_count)
        return false;
    const struct cr_meter *before = cr_timeline_meter(w->t, note->bar - 1);
    return cr_timeline_passage(
               w->t, note->bar - 1,
               cr_fraction_make(before->beats - 1, before->unit)) == CR_SILENT;
}

/* In silence all of a bar drifts, and the return shows it: their places say nothing
 * of the hands. */
static bool is_steady(const struct measuring *w, uint32_t target)
{
    const struct cr_note *note = note_of(w, target);
    return is_measured(w, target) && note->passage != CR_SILENT &&
           !(w->t->passage_count && is_return(w, note));
}

static double error_of(const struct measuring *w, uint32_t target)
{
    return w->r->answers[target].error_ms;
}

static void measure_hand(struct measuring *w)
{
    double last[CR_LANE_LIMIT], squares = 0;
    bool has_last[CR_LANE_LIMIT] = {false};
    uint32_t pairs = 0, n = 0;
    for (uint32_t i = 0; i < w->r->target_count; i++) {
        const uint32_t lane = w->r->targets[i].lane;
        if (!is_measured(w, i))
            continue;
        const double e = error_of(w, i);
        if (has_last[lane]) {
            squares += (e - last[lane]) * (e - last[lane]);
            pairs++;
        }
        has_last[lane] = true;
        last[lane] = e;
        if (!is_steady(w, i))
            continue;
        w->more[n] = (double)w->r->targets[i].at_ns / 1e9;
        w->values[n++] = e;
    }
    w->m->hits = n;
    w->m->has_jitter = pairs >= LEAST_PAIRS;
    w->m->jitter_ms = w->m->has_jitter ? sqrt(squares / (2.0 * pairs)) : 0;
    w->m->has_drift = n >= 16;
    w->m->drift_ms_s = w->m->has_drift ? cr_slope(w->more, w->values, n) : 0;
}

static struct cr_cell_measure *find_cell(struct measuring *w, uint32_t lane,
                                         struct cr_fraction at)
{
    for (uint32_t i = 0; i < w->m->cell_count; i++) {
        struct cr_cell_measure *c = &w->m->cells[i];
        if (c->lane == lane && c->at.num == at.num && c->at.den == at.den)
            return c;
    }
    if (!cr_grow((void **)&w->m->cells, w->m->cell_count, &w->cell_capacity,
                 sizeof(*w->m->cells)))
        return NULL;
    w->m->cells[w->m->cell_count] =
        (struct cr_cell_measure){.lane = lane, .at = at};
    return &w->m->cells[w->m->cell_count++];
}

static int compare_errors(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median of `count` sorted errors without one of them. */
static double median_without(const double *sorted, uint32_t count, double own)
{
    uint32_t rank = 0;
    while (sorted[rank] != own)
        rank++;
    const uint32_t low = (count - 2) / 2, high = (count - 1) / 2;
    return (sorted[low + (low >= rank)] + sorted[high + (high >= rank)]) / 2;
}

/* For each steady hit the median of the other ones of its bar; NAN: none. */
static void find_others(struct measuring *w)
{
    for (uint32_t bar = 0; bar < w->bar_count; bar++) {
        uint32_t n = 0;
        for (uint32_t i = w->bar_first[bar]; i < w->bar_first[bar + 1]; i++) {
            if (is_steady(w, i))
                w->more[n++] = error_of(w, i);
        }
        qsort(w->more, n, sizeof(*w->more), compare_errors);
        for (uint32_t i = w->bar_first[bar]; i < w->bar_first[bar + 1]; i++)
            w->others[i] = n > 1 && is_steady(w, i)
                               ? median_without(w->more, n, error_of(w, i))
                               : NAN;
    }
}

/* d of each bar that has the cell: less the median of the bar's other hits. */
static void measure_cell(struct measuring *w, struct cr_cell_measure *c)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->r->target_count; i++) {
        const struct cr_note *note = note_of(w, i);
        if (note->lane != c->lane || note->at.num != c->at.num ||
            note->at.den != c->at.den || !is_steady(w, i))
            continue;
        c->mean_ms += error_of(w, i) / c->steady;
        if (!isnan(w->others[i]))
            w->values[n++] = error_of(w, i) - w->others[i];
    }
    c->d = cr_evidence_in_row(w->values, (int)n, 0);
}

static bool measure_cells(struct measuring *w)
{
    for (uint32_t i = 0; i < w->r->target_count; i++) {
        const struct cr_note *note = note_of(w, i);
        if (!cr_target_counts(&w->r->targets[i]))
            continue;
        struct cr_cell_measure *c = find_cell(w, note->lane, note->at);
        if (!c)
            return false;
        c->notes++;
        c->bars++;
        c->hits += is_measured(w, i);
        c->steady += is_steady(w, i);
        c->meter = cr_timeline_meter(w->t, note->bar);
        c->is_swung |= w->t->pattern->strokes[note->stroke].is_swung;
    }
    for (uint32_t i = 0; i < w->m->cell_count; i++)
        measure_cell(w, &w->m->cells[i]);
    return true;
}

/* The lane that keeps time: hat or ride, the one with the most notes. */
static uint32_t time_keeper(const struct measuring *w)
{
    uint32_t best = CR_NONE, most = 0;
    for (uint32_t lane = 0; lane < w->t->pattern->lane_count; lane++) {
        const enum cr_lane_class kind = w->t->pattern->lanes[lane].kind;
        const uint32_t notes = w->r->lanes[lane].notes;
        if ((kind == CR_LANE_HAT || kind == CR_LANE_CYMBAL) && notes > most) {
            best = lane;
            most = notes;
        }
    }
    return best;
}

/* Differences of two lanes where both are written, a mean for each bar. */
static struct cr_limb_measure measure_limb(struct measuring *w, uint32_t first,
                                           uint32_t second)
{
    struct cr_limb_measure limb = {.first = first, .second = second};
    uint32_t n = 0, in_bar = 0, last_bar = CR_NONE;
    for (uint32_t i = 0; i < w->r->target_count; i++) {
        if (w->r->targets[i].lane != second || !is_measured(w, i))
            continue;
        const int64_t at = w->r->targets[i].at_ns;
        uint32_t other = i;
        while (other > 0 && w->r->targets[other - 1].at_ns == at)
            other--;
        while (other < w->r->target_count && w->r->targets[other].at_ns == at &&
               !(w->r->targets[other].lane == first && is_measured(w, other)))
            other++;
        if (other == w->r->target_count || w->r->targets[other].at_ns != at)
            continue;
        const double d = error_of(w, i) - error_of(w, other);
        if (bar_of(w, i) != last_bar) {
            in_bar = 0;
            w->values[n++] = 0;
        }
        last_bar = bar_of(w, i);
        in_bar++;
        w->values[n - 1] += (d - w->values[n - 1]) / in_bar;
        limb.pairs++;
    }
    limb.d = cr_evidence_in_row(w->values, (int)n, 0);
    return limb;
}

static bool measure_limbs(struct measuring *w)
{
    const uint32_t first = time_keeper(w);
    for (uint32_t lane = 0; lane < w->t->pattern->lane_count; lane++) {
        if (first == CR_NONE || lane == first || !w->r->lanes[lane].notes)
            continue;
        const struct cr_limb_measure limb = measure_limb(w, first, lane);
        if (limb.pairs < LEAST_PAIRS)
            continue;
        if (!cr_grow((void **)&w->m->limbs, w->m->limb_count, &w->limb_capacity,
                     sizeof(limb)))
            return false;
        w->m->limbs[w->m->limb_count++] = limb;
    }
    return true;
}

/* The next target of a lane; CR_NONE if there is none. */
static uint32_t next_of(const struct measuring *w, uint32_t lane, uint32_t from)
{
    for (uint32_t i = from; i < w->r->target_count; i++) {
        if (w->r->targets[i].lane == lane &&
            cr_target_counts(&w->r->targets[i]))
            return i;
    }
    return CR_NONE;
}

static bool is_on_beat(const struct measuring *w, uint32_t target)
{
    const struct cr_note *note = note_of(w, target);
    return note->at.num * 4 % note->at.den == 0;
}

/* Three notes in a row: beat, one between, and the next beat, in one bar or over
 * its line; the ratio as written and as played. */
static bool swing_at(const struct measuring *w, uint32_t on, uint32_t off,
                     uint32_t next, double *written, double *played)
{
    const struct cr_target *a = &w->r->targets[on], *b = &w->r->targets[off],
                           *c = &w->r->targets[next];
    const double beat = a->beat_ms;
    const double first = (double)(b->at_ns - a->at_ns) / 1e6;
    const double second = (double)(c->at_ns - b->at_ns) / 1e6;
    if (!is_on_beat(w, on) || is_on_beat(w, off) || !is_on_beat(w, next) ||
        fabs(first + second - beat) > beat / 50 || !is_measured(w, on) ||
        !is_measured(w, off) || !is_measured(w, next))
        return false;
    const double long_ms = first + error_of(w, off) - error_of(w, on);
    const double short_ms = second + error_of(w, next) - error_of(w, off);
    *written = first / second;
    *played = long_ms / short_ms;
    /* only what can be eighths or sixteenths that swing */
    return short_ms > 1 && long_ms > 1 && *written > 0.95 && *written < 4.1;
}

static bool add_swing(struct measuring *w, uint32_t lane)
{
    struct cr_swing_measure s = {.lane = lane};
    uint32_t bars = 0, in_bar = 0, last_bar = CR_NONE;
    for (uint32_t on = next_of(w, lane, 0); on != CR_NONE;
         on = next_of(w, lane, on + 1)) {
        const uint32_t off = next_of(w, lane, on + 1);
        const uint32_t next =
            off == CR_NONE ? CR_NONE : next_of(w, lane, off + 1);
        double written, played;
        if (next == CR_NONE)
            break;
        if (!swing_at(w, on, off, next, &written, &played))
            continue;
        if (s.pairs && fabs(written - s.written) > 0.01)
            return true; /* it is not one feel */
        s.written = written;
        w->more[s.pairs++] = played;
        if (bar_of(w, on) != last_bar) {
            in_bar = 0;
            w->values[bars++] = 0;
        }
        last_bar = bar_of(w, on);
        in_bar++;
        w->values[bars - 1] += (played - w->values[bars - 1]) / in_bar;
    }
    if (s.pairs < 8)
        return true;
    s.per_bar = cr_evidence_of(w->values, (int)bars, s.written);
    s.median = cr_median(w->more, s.pairs);
    for (uint32_t i = 0; i < s.pairs; i++)
        w->more[i] = fabs(w->more[i] - s.median);
    s.half_width =
        cr_select(w->more, s.pairs, (size_t)ceil(0.6827 * s.pairs) - 1);
    if (!cr_grow((void **)&w->m->swings, w->m->swing_count, &w->swing_capacity,
                 sizeof(s)))
        return false;
    w->m->swings[w->m->swing_count++] = s;
    return true;
}

static bool measure_swing(struct measuring *w)
{
    for (uint32_t lane = 0; lane < w->t->pattern->lane_count; lane++) {
        if (w->r->lanes[lane].notes && !add_swing(w, lane))
            return false;
    }
    return true;
}

/* The main stroke of a grace note, which may be the other hand's. A drag has two: the
 * last one before the main stroke is its flam. */
static uint32_t main_of(const struct measuring *w, uint32_t grace)
{
    const struct cr_note *own = note_of(w, grace);
    for (uint32_t i = grace + 1; i < w->r->target_count; i++) {
        const struct cr_note *note = note_of(w, i);
        if (note->bar == own->bar && note->stroke == own->stroke)
            return w->r->targets[i].is_grace ? CR_NONE : i;
        if (note->bar > own->bar)
            break;
    }
    return CR_NONE;
}

static void measure_flams(struct measuring *w)
{
    struct cr_flam_measure *f = &w->m->flams;
    for (uint32_t i = 0; i < w->r->target_count; i++) {
        const struct cr_answer *grace = &w->r->answers[i];
        if (!w->r->targets[i].is_grace || grace->press == CR_NONE)
            continue;
        const uint32_t main = main_of(w, i);
        if (main == CR_NONE || !is_measured(w, main))
            continue;
        const double gap =
            (double)(w->presses[w->r->answers[main].press].at_ns -
                     w->presses[grace->press].at_ns) /
            1e6;
        w->values[f->count++] = gap;
        f->flat += gap < 12;
        f->open += gap > 60;
    }
    w->m->has_flams = f->count > 0;
    f->median_ms = cr_median(w->values, f->count);
}

static bool is_plain(const struct measuring *w, uint32_t target)
{
    return cr_stroke_meaning(
               w->t->pattern,
               &w->t->pattern->strokes[note_of(w, target)->stroke])
               .weight == CR_WEIGHT_STROKE;
}

/* Means of one bar, by hand: of the errors, or of the velocities of plain strokes. */
static bool hands_of_bar(const struct measuring *w, uint32_t bar, bool is_loud,
                         double *left, double *right)
{
    uint32_t lefts = 0, rights = 0;
    *left = *right = 0;
    for (uint32_t i = w->bar_first[bar]; i < w->bar_first[bar + 1]; i++) {
        const char hand = w->t->pattern->strokes[note_of(w, i)->stroke].hand;
        if (!is_steady(w, i) || (hand != 'L' && hand != 'R') ||
            (is_loud && !is_plain(w, i)))
            continue;
        const double value = is_loud
                                 ? w->presses[w->r->answers[i].press].velocity
                                 : error_of(w, i);
        if (hand == 'L')
            *left += (value - *left) / ++lefts;
        else
            *right += (value - *right) / ++rights;
    }
    return lefts && rights;
}

static void measure_hands(struct measuring *w)
{
    uint32_t late = 0, loud = 0;
    double left, right;
    if (!w->t->has_hands)
        return;
    for (uint32_t bar = 0; bar < w->bar_count; bar++) {
        if (hands_of_bar(w, bar, false, &left, &right))
            w->values[late++] = left - right;
        if (hands_of_bar(w, bar, true, &left, &right) && left > 0 && right > 0)
            w->more[loud++] = 100 * (left / right - 1);
    }
    w->m->hands.late = cr_evidence_in_row(w->values, (int)late, 0);
    w->m->hands.loud = cr_evidence_in_row(w->more, (int)loud, 0);
}

enum cr_status cr_measure(struct cr_measures *measures,
                          const struct cr_timeline *timeline,
                          const struct cr_result *result,
                          const struct cr_press *presses)
{
    struct measuring w = {.m = measures,
                          .t = timeline,
                          .r = result,
                          .presses = presses,
                          .bar_count =
                              timeline->bar_count - timeline->countin_count};
    const size_t targets = result->target_count + 1;
    *measures = (struct cr_measures){0};
    w.bar_first = calloc(w.bar_count + 2, sizeof(*w.bar_first));
    w.values = malloc(targets * sizeof(*w.values));
    w.more = malloc(targets * sizeof(*w.more));
    w.others = malloc(targets * sizeof(*w.others));
    bool is_good = w.bar_first && w.values && w.more && w.others;
    for (uint32_t i = 0; is_good && i < result->target_count; i++)
        w.bar_first[bar_of(&w, i) + 1] = i + 1;
    for (uint32_t b = 0; is_good && b <= w.bar_count; b++) {
        if (w.bar_first[b + 1] < w.bar_first[b]) /* a bar without a note */
            w.bar_first[b + 1] = w.bar_first[b];
    }
    if (is_good) {
        measure_hand(&w);
        measure_flams(&w);
        measure_hands(&w);
        find_others(&w);
        is_good = measure_cells(&w) && measure_limbs(&w) && measure_swing(&w);
    }
    free(w.bar_first);
    free(w.values);
    free(w.more);
    free(w.others);
    if (!is_good) {
        cr_measures_destroy(measures);
        return CR_ERR_MEMORY;
    }
    return CR_OK;
}
