/* What is said of time: of fills, silence, tempo and meter. */
#include <math.h>

#include "app/practice/diagnosing.h"
#include "app/practice/silence.h"
#include "app/practice/stats.h"
#include "patterns/words.h"

/* A bar that goes to the toms, while most bars do not. */
static bool is_fill(const struct cr_diagnosing *w, uint32_t bar)
{
    const struct cr_pattern *p = w->t->pattern;
    const struct cr_bar *own = &p->bars[w->t->bars[bar].bar];
    for (uint32_t s = 0; s < own->stroke_count; s++) {
        const uint8_t lane = p->strokes[own->first_stroke + s].lane;
        if (p->lanes[lane].id >= CR_T1 && p->lanes[lane].id <= CR_FT)
            return true;
    }
    return false;
}

/* Mean error of the hits at the first instant of a bar. */
static bool landing_of(const struct cr_diagnosing *w, uint32_t bar, double *ms)
{
    double sum = 0;
    int n = 0;
    const int64_t start = w->t->bars[bar].start_ns;
    for (uint32_t i =
             cr_targets_first(w->r->targets, w->r->target_count, start);
         i < w->r->target_count && w->r->targets[i].at_ns == start; i++) {
        if (!cr_diagnosed_hit(w, i))
            continue;
        sum += w->r->answers[i].error_ms;
        n++;
    }
    *ms = n ? sum / n : 0;
    return n > 0;
}

void cr_look_at_fills(struct cr_diagnosing *w)
{
    const uint32_t first = w->t->countin_count;
    int n = 0, fills = 0;
    for (uint32_t b = 0; b < w->bar_count; b++)
        fills += is_fill(w, first + b);
    if (fills * 2 > (int)w->bar_count)
        return; /* that is how it goes */
    for (uint32_t b = 1; b + 1 < w->bar_count; b++) {
        double landing;
        if (!is_fill(w, first + b) || is_fill(w, first + b - 1) ||
            !w->bar_hits[b - 1] || !landing_of(w, first + b + 1, &landing))
            continue;
        w->values[n++] = landing - w->bars[b - 1];
    }
    const struct cr_evidence e = cr_evidence_of(w->values, n, 0);
    if (n < 6 || e.p >= CR_ALPHA || fabs(e.mean) < 10 || e.same_side < CR_SIDE)
        return;
    struct cr_finding f = cr_finding_of(CR_FINDS_FILL, N_("fills"), &e);
    f.points = fabs(e.mean) * n / fmax(1, w->r->all.notes) * 4;
    cr_claim(w, &f);
}

/* ln of the variance of the errors from one time to another, a straight trend
 * taken off; false for fewer than 8 hits, or fewer than 85 of 100. */
static bool log_variance(const struct cr_diagnosing *w, int64_t from_ns,
                         int64_t to_ns, double *value)
{
    double sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
    int n = 0, notes = 0;
    for (uint32_t i =
             cr_targets_first(w->r->targets, w->r->target_count, from_ns);
         i < w->r->target_count && w->r->targets[i].at_ns < to_ns; i++) {
        const int64_t at = w->r->targets[i].at_ns;
        if (!cr_target_counts(&w->r->targets[i]))
            continue;
        notes++;
        if (!cr_diagnosed_hit(w, i))
            continue;
        const double x = (double)(at - from_ns) / 1e9;
        const double y = w->r->answers[i].error_ms;
        sx += x, sy += y, sxx += x * x, sxy += x * y, syy += y * y;
        n++;
    }
    if (n < 8 || n * 100 < notes * 85)
        return false;
    const double vx = sxx - sx * sx / n, vy = syy - sy * sy / n;
    const double cov = sxy - sx * sy / n;
    const double left = vy - (vx > 0 ? cov * cov / vx : 0);
    *value = log(fmax(left, 1e-6) / (n - 2));
    return true;
}

void cr_look_at_gaps(struct cr_diagnosing *w)
{
    struct cr_silences silences;
    int tempi = 0, pairs = 0;
    if (cr_silences_judge(&silences, w->t, w->r)) {
        w->is_out_of_memory = true;
        return;
    }
    for (uint32_t i = 0; i < silences.count; i++) {
        const struct cr_silence *s = &silences.items[i];
        const double beats =
            (double)(s->to_ns - s->from_ns) / 1e9 * s->bpm / 60;
        const int64_t before = i ? silences.items[i - 1].to_ns : 0;
        double inside, outside;
        if (s->has_tempo && beats > 3.99)
            w->values[tempi++] = s->tempo_pct;
        if (s->is_played && log_variance(w, s->from_ns, s->to_ns, &inside) &&
            log_variance(w, before, s->from_ns, &outside))
            w->more[pairs++] = inside - outside;
    }
    cr_silences_destroy(&silences);
    const struct cr_evidence tempo = cr_evidence_of(w->values, tempi, 0);
    if (tempi >= 6 && tempo.p < CR_ALPHA && fabs(tempo.mean) >= 1 &&
        tempo.same_side >= CR_SIDE) {
        struct cr_finding f =
            cr_finding_of(CR_FINDS_GAP_TEMPO, N_("gaps"), &tempo);
        f.points = fabs(tempo.mean) * 2;
        cr_claim(w, &f);
    }
    const struct cr_evidence spread = cr_evidence_of(w->more, pairs, 0);
    if (pairs >= 6 && spread.p < CR_ALPHA && spread.mean >= 2 * log(1.5) &&
        spread.same_side >= CR_SIDE) {
        struct cr_finding f =
            cr_finding_of(CR_FINDS_GAP_SPREAD, N_("gaps"), &spread);
        f.estimate = exp(spread.mean / 2); /* of spreads, not variances */
        f.low = exp(spread.low / 2);
        f.high = exp(spread.high / 2);
        f.points = f.estimate;
        cr_claim(w, &f);
    }
}

static bool has_one_tempo(const struct cr_diagnosing *w)
{
    const uint32_t first = w->t->countin_count;
    for (uint32_t b = 1; b < w->bar_count; b++) {
        if (fabs(cr_timeline_bar_bpm(w->t, first + b) -
                 cr_timeline_bar_bpm(w->t, first)) > 0.05)
            return false;
    }
    return true;
}

void cr_look_at_tiring(struct cr_diagnosing *w)
{
    const uint32_t first = w->t->countin_count;
    double early = 0, late = 0;
    int n = 0;
    if (!has_one_tempo(w))
        return;
    for (uint32_t b = 0; b + 4 <= w->bar_count; b += 4) {
        const int64_t end = b + 4 < w->bar_count
                                ? w->t->bars[first + b + 4].start_ns
                                : w->t->end_ns;
        double value;
        if (log_variance(w, w->t->bars[first + b].start_ns, end, &value))
            w->values[n++] = value;
    }
    const int third = n / 3;
    for (int i = 0; i < third; i++) {
        early += w->values[i] / third;
        late += w->values[n - 1 - i] / third;
    }
    const double ratio = third ? exp((late - early) / 2) : 1;
    if (n < 12 || cr_trend(w->values, n) >= CR_ALPHA || ratio < 1.25)
        return;
    const struct cr_finding f = {.kind = CR_FINDS_TIRING,
                                 .unit = N_("blocks of 4 bars"),
                                 .n = n,
                                 .estimate = ratio,
                                 .low = ratio,
                                 .high = ratio,
                                 .points = 2 * (ratio - 1),
                                 .lane = CR_NONE,
                                 .other = CR_NONE};
    cr_claim(w, &f);
}

/* When a beat of a bar was struck, by all that is due there, in ms of song. */
static bool beat_at(const struct cr_diagnosing *w, uint32_t bar,
                    struct cr_fraction at, uint32_t *from, double *ms)
{
    double sum = 0;
    int n = 0;
    for (uint32_t i = *from; i < w->r->target_count; i++) {
        const struct cr_note *note = cr_diagnosed_note(w, i);
        if (note->bar > bar)
            break;
        if (note->bar < bar) {
            *from = i + 1;
            continue;
        }
        if (note->at.num != at.num || note->at.den != at.den ||
            !cr_diagnosed_hit(w, i))
            continue;
        sum += (double)w->r->targets[i].at_ns / 1e6 + w->r->answers[i].error_ms;
        n++;
    }
    *ms = n ? sum / n : 0;
    return n > 0;
}

/* Groups of three beats against groups of two, in one bar: (3/2)/1.5. */
static bool group_ratio(const struct cr_diagnosing *w, uint32_t bar,
                        uint32_t *from, double *ratio)
{
    const struct cr_meter *meter = cr_timeline_meter(w->t, bar);
    double length[2] = {0, 0};
    int count[2] = {0, 0}, beat = 0;
    for (int g = 0; g < meter->group_count; g++) {
        const int beats = meter->groups[g];
        double start, end;
        uint32_t here = *from;
        if (beats == 2 || beats == 3) {
            const bool is_last = beat + beats == meter->beats;
            const struct cr_fraction a = cr_fraction_make(beat, meter->unit);
            const struct cr_fraction b =
                is_last ? (struct cr_fraction){0, 1}
                        : cr_fraction_make(beat + beats, meter->unit);
            if (beat_at(w, bar, a, from, &start) &&
                beat_at(w, is_last ? bar + 1 : bar, b, &here, &end)) {
                length[beats - 2] += end - start;
                count[beats - 2]++;
            }
        }
        beat += beats;
    }
    if (!count[0] || !count[1])
        return false;
    *ratio = length[1] / count[1] / (length[0] / count[0]) / 1.5;
    return true;
}

void cr_look_at_groups(struct cr_diagnosing *w)
{
    uint32_t from = 0;
    int n = 0;
    for (uint32_t b = 0; b < w->bar_count; b++) {
        double ratio;
        if (group_ratio(w, w->t->countin_count + b, &from, &ratio))
            w->values[n++] = 100 * (ratio - 1);
    }
    const struct cr_evidence e = cr_evidence_of(w->values, n, 0);
    if (n < 12 || e.p >= CR_ALPHA || fabs(e.mean) < 3 || e.same_side < CR_SIDE)
        return;
    struct cr_finding f = cr_finding_of(CR_FINDS_GROUPS, N_("bars"), &e);
    f.points = fabs(e.mean) / 3;
    cr_claim(w, &f);
}

/* Which way the tempo goes in a bar: 1 up, -1 down, 0 neither. */
static int way_of(const struct cr_diagnosing *w, uint32_t bar)
{
    const double own = cr_timeline_bar_bpm(w->t, bar);
    if (bar + 1 >= w->t->bar_count)
        return 0;
    const double next = cr_timeline_bar_bpm(w->t, bar + 1);
    return (next > own + 0.05) - (next < own - 0.05);
}

void cr_look_at_ramps(struct cr_diagnosing *w)
{
    /* means of the ramps one after the other; a climb with the fall behind it */
    double sum = 0, climb = 0;
    int n = 0, bars = 0, way = 0;
    bool has_climb = false;
    for (uint32_t b = 0; b <= w->bar_count; b++) {
        const int own =
            b < w->bar_count ? way_of(w, w->t->countin_count + b) : 0;
        if (own != way && bars) {
            if (way > 0) {
                climb = sum / bars;
                has_climb = true;
            } else if (has_climb) {
                w->values[n++] = climb - sum / bars;
                has_climb = false;
            }
        }
        if (own != way)
            sum = bars = 0;
        way = own;
        if (own && w->bar_hits[b]) {
            sum += w->bars[b];
            bars++;
        }
    }
    const struct cr_evidence e = cr_evidence_of(w->values, n, 0);
    if (n < 2 || e.p >= CR_ALPHA || fabs(e.mean) < 15 || e.same_side < CR_SIDE)
        return;
    struct cr_finding f = cr_finding_of(CR_FINDS_RAMP, N_("ramps"), &e);
    f.points = fabs(e.mean) / 4;
    cr_claim(w, &f);
}
