#include "app/practice/diagnosis.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/silence.h"
#include "app/practice/stats.h"

#define ALPHA 0.01
#define SIDE 0.7

enum { LEAST_IN_FAMILY = 8 };

double cr_usual_lead_ms(enum cr_lane_id lane)
{
    return lane == CR_BD ? -5.6 : lane == CR_SD ? -3.4 : 0;
}

const char *cr_finding_word(enum cr_finding_kind kind)
{
    static const char *const words[] = {
        "all over",   "place",    "limb",  "fill",   "gap tempo",
        "gap spread", "tiring",   "swing", "groups", "flams",
        "left out",   "dynamics", "ramp"};
    return words[kind];
}

const char *cr_finding_repair(enum cr_finding_kind kind)
{
    static const char *const repairs[] = {
        "E08, E40",   "slower, with that place accented",
        "E10",        "E21 to E23",
        "E36 to E38", "E36 to E38",
        "E42",        "E31",
        "E43, E46",   "R20",
        "E18",        "E25 to E27",
        "E41"};
    return repairs[kind];
}

struct diagnosing {
    struct cr_diagnosis *d;
    const struct cr_timeline *t;
    const struct cr_result *r;
    const struct cr_press *presses;
    const struct cr_measures *m;
    uint32_t bar_count;
    double *bars; /* mean error of each bar ... */
    uint32_t *bar_hits;
    double *values, *more; /* room */
    bool is_out_of_memory;
};

static const struct cr_note *note_of(const struct diagnosing *w, uint32_t i)
{
    return &w->t->notes[w->r->target_notes[i]];
}

static bool is_measured(const struct diagnosing *w, uint32_t i)
{
    return cr_is_measured(w->r, w->presses, i);
}

/* Points that the hits would gain if `ms` were taken off those of a lane and
 * place; CR_NONE and no place: of all. */
static double points_of(const struct diagnosing *w, double ms, uint32_t lane,
                        const struct cr_fraction *at)
{
    double cost = 0;
    for (uint32_t i = 0; i < w->r->target_count; i++) {
        const struct cr_answer *a = &w->r->answers[i];
        const struct cr_note *note = note_of(w, i);
        if (!is_measured(w, i) || (lane != CR_NONE && note->lane != lane) ||
            (at && (note->at.num != at->num || note->at.den != at->den)))
            continue;
        cost += fmin(1, fabs(a->error_ms) / a->distance_ms) -
                fmin(1, fabs(a->error_ms - ms) / a->distance_ms);
    }
    return w->r->all.notes ? 100 * cost / w->r->all.notes : 0;
}

/* True if the one says in part what the other says on the whole: a drum that is
 * late everywhere is late on four as well; who swings is late between beats and, from
 * there, early on them. */
static bool is_in(const struct cr_finding *part, const struct cr_finding *whole)
{
    if (part->kind == CR_FINDS_PLACE && whole->kind == CR_FINDS_SWING)
        return (part->at.num * 4 % part->at.den != 0) == (part->estimate > 0);
    return part->kind == CR_FINDS_PLACE && whole->kind == CR_FINDS_LIMB &&
           part->lane == whole->lane &&
           (part->estimate > 0) == (whole->estimate > 0) &&
           fabs(part->estimate) < fabs(whole->estimate) + 8;
}

/* Leaves the three that cost most. */
static void choose(struct cr_diagnosis *d)
{
    int kept = 0;
    for (int i = 0; i < d->count && kept < CR_FINDINGS; i++) {
        bool is_said = false;
        for (int k = 0; k < d->count; k++)
            is_said |= is_in(&d->findings[i], &d->findings[k]);
        if (!is_said)
            d->findings[kept++] = d->findings[i];
    }
    d->count = kept;
}

/* Keeps those that cost most, in that order. */
static void say(struct diagnosing *w, const struct cr_finding *finding)
{
    struct cr_diagnosis *d = w->d;
    int at = d->count;
    while (at > 0 && d->findings[at - 1].points < finding->points)
        at--;
    if (at == CR_CANDIDATES)
        return;
    if (d->count < CR_CANDIDATES)
        d->count++;
    for (int i = d->count - 1; i > at; i--)
        d->findings[i] = d->findings[i - 1];
    d->findings[at] = *finding;
}

static struct cr_finding finding_of(enum cr_finding_kind kind, const char *unit,
                                    const struct cr_evidence *e)
{
    return (struct cr_finding){.kind = kind,
                               .unit = unit,
                               .n = e->n,
                               .estimate = e->mean,
                               .low = e->low,
                               .high = e->high,
                               .lane = CR_NONE,
                               .other = CR_NONE};
}

static void look_all_over(struct diagnosing *w)
{
    int n = 0;
    double low = HUGE_VAL, high = -HUGE_VAL;
    for (uint32_t b = 0; b < w->bar_count; b++) {
        if (w->bar_hits[b])
            w->values[n++] = w->bars[b];
    }
    const struct cr_evidence e = cr_evidence_in_row(w->values, n, 0);
    for (uint32_t lane = 0; lane < w->t->pattern->lane_count; lane++) {
        const struct cr_tally *tally = &w->r->lanes[lane];
        if (!tally->has_lean || tally->hits < 8)
            continue;
        low = fmin(low, tally->lean_ms);
        high = fmax(high, tally->lean_ms);
    }
    if (w->r->is_shape_only || n < 16 || e.p >= ALPHA || fabs(e.mean) < 12 ||
        e.same_side < 0.8 || high - low > 10)
        return;
    struct cr_finding f = finding_of(CR_FINDS_ALL_OVER, "bars", &e);
    f.points = points_of(w, e.mean, CR_NONE, NULL);
    say(w, &f);
}

/* A cell against where drummers have that drum, and the chance of it: of that or of
 * the note itself, whichever is more. */
static double place_chance(const struct diagnosing *w,
                           const struct cr_cell_measure *c, double *far)
{
    *far = c->d.mean - cr_usual_lead_ms(w->t->pattern->lanes[c->lane].id);
    if (c->d.n < 2)
        return 1;
    return c->d.se > 0
               ? fmax(c->d.p, cr_t_two_sided(*far / c->d.se, c->d.n - 1))
               : 0;
}

static void look_at_places(struct diagnosing *w)
{
    int family = 0, at = 0;
    double far;
    for (uint32_t i = 0; i < w->m->cell_count; i++) {
        if (w->m->cells[i].d.n >= LEAST_IN_FAMILY)
            w->more[family++] = place_chance(w, &w->m->cells[i], &far);
    }
    cr_holm(w->more, family);
    for (uint32_t i = 0; i < w->m->cell_count; i++) {
        const struct cr_cell_measure *c = &w->m->cells[i];
        const double chance = place_chance(w, c, &far);
        const double p = c->d.n >= LEAST_IN_FAMILY ? w->more[at++] : 1;
        if (c->is_swung || fabs(c->d.mean) < 8 || fabs(far) < 8 ||
            (far > 0) != (c->d.mean > 0) || c->d.same_side < SIDE ||
            c->bars * 10 < w->bar_count * 6)
            continue;
        struct cr_finding f = finding_of(CR_FINDS_PLACE, "bars", &c->d);
        f.lane = c->lane;
        f.at = c->at;
        f.meter = c->meter;
        f.points = points_of(w, c->d.mean, c->lane, &c->at);
        if (c->d.n >= 16 && p < ALPHA) {
            say(w, &f);
            continue;
        }
        /* so many bars would show it, if it stays as it is */
        const double sd = c->d.se * sqrt(c->d.n);
        const double wanted =
            fmax(16, 4 * sd / fabs(far) * 4 * sd / fabs(far) + 2);
        const int to_go = (int)ceil(wanted) - c->d.n;
        if (c->d.n < 6 || chance >= 0.05 || to_go < 1 || to_go > 64 ||
            (w->d->is_listening && w->d->suspect.points >= f.points))
            continue;
        w->d->is_listening = true;
        w->d->suspect = f;
        w->d->bars_to_go = to_go;
    }
}

/* True if a drum is off wherever it is struck, and not at one place alone. */
static bool is_everywhere(const struct diagnosing *w, uint32_t lane, double ms)
{
    for (uint32_t i = 0; i < w->m->cell_count; i++) {
        const struct cr_cell_measure *c = &w->m->cells[i];
        if (c->lane == lane && c->d.n >= 6 &&
            (c->d.mean > 0 ? c->d.mean : -c->d.mean) *
                    ((c->d.mean > 0) == (ms > 0) ? 1 : -1) <
                fabs(ms) / 2)
            return false;
    }
    return true;
}

static void look_at_limbs(struct diagnosing *w)
{
    int family = 0;
    for (uint32_t i = 0; i < w->m->limb_count && i < CR_LANE_LIMIT; i++)
        w->more[i] = 1;
    for (int round = 0; round < 2; round++) {
        family = 0;
        for (uint32_t i = 0; i < w->m->limb_count; i++) {
            const struct cr_limb_measure *l = &w->m->limbs[i];
            const enum cr_lane_id id = w->t->pattern->lanes[l->second].id;
            const bool is_known = id == CR_BD || id == CR_SD;
            if (!is_known || l->d.n < 12 || l->pairs < 8)
                continue;
            const double far = l->d.mean - cr_usual_lead_ms(id);
            const double p =
                l->d.se > 0
                    ? fmax(l->d.p, cr_t_two_sided(far / l->d.se, l->d.n - 1))
                    : 0;
            if (round == 0) {
                w->more[family++] = p;
                continue;
            }
            struct cr_finding f = finding_of(CR_FINDS_LIMB, "bars", &l->d);
            f.lane = l->second;
            f.other = l->first;
            f.points = points_of(w, far, l->second, NULL);
            if (w->more[family++] < ALPHA && fabs(far) >= 10 &&
                fabs(l->d.mean) >= 10 && (far > 0) == (l->d.mean > 0) &&
                l->d.same_side >= SIDE &&
                is_everywhere(w, l->second, l->d.mean))
                say(w, &f);
        }
        if (round == 0)
            cr_holm(w->more, family);
    }
}

/* A bar that goes to the toms, while most bars do not. */
static bool is_fill(const struct diagnosing *w, uint32_t bar)
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

/* The first target at or after a time. */
static uint32_t first_at(const struct diagnosing *w, int64_t ns)
{
    uint32_t low = 0, high = w->r->target_count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (w->r->targets[middle].at_ns < ns)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Mean error of the hits at the first instant of a bar. */
static bool landing_of(const struct diagnosing *w, uint32_t bar, double *ms)
{
    double sum = 0;
    int n = 0;
    const int64_t start = w->t->bars[bar].start_ns;
    for (uint32_t i = first_at(w, start);
         i < w->r->target_count && w->r->targets[i].at_ns == start; i++) {
        if (!is_measured(w, i))
            continue;
        sum += w->r->answers[i].error_ms;
        n++;
    }
    *ms = n ? sum / n : 0;
    return n > 0;
}

static void look_at_fills(struct diagnosing *w)
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
    if (n < 6 || e.p >= ALPHA || fabs(e.mean) < 10 || e.same_side < SIDE)
        return;
    struct cr_finding f = finding_of(CR_FINDS_FILL, "fills", &e);
    f.points = fabs(e.mean) * n / fmax(1, w->r->all.notes) * 4;
    say(w, &f);
}

/* ln of the variance of the errors from one time to another, a straight trend
 * taken off; false for fewer than 8 hits, or fewer than 85 of 100. */
static bool log_variance(const struct diagnosing *w, int64_t from_ns,
                         int64_t to_ns, double *value)
{
    double sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
    int n = 0, notes = 0;
    for (uint32_t i = first_at(w, from_ns);
         i < w->r->target_count && w->r->targets[i].at_ns < to_ns; i++) {
        const int64_t at = w->r->targets[i].at_ns;
        if (!cr_target_counts(&w->r->targets[i]))
            continue;
        notes++;
        if (!is_measured(w, i))
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

static void look_at_gaps(struct diagnosing *w)
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
    if (tempi >= 6 && tempo.p < ALPHA && fabs(tempo.mean) >= 1 &&
        tempo.same_side >= SIDE) {
        struct cr_finding f = finding_of(CR_FINDS_GAP_TEMPO, "gaps", &tempo);
        f.points = fabs(tempo.mean) * 2;
        say(w, &f);
    }
    const struct cr_evidence spread = cr_evidence_of(w->more, pairs, 0);
    if (pairs >= 6 && spread.p < ALPHA && spread.mean >= 2 * log(1.5) &&
        spread.same_side >= SIDE) {
        struct cr_finding f = finding_of(CR_FINDS_GAP_SPREAD, "gaps", &spread);
        f.estimate = exp(spread.mean / 2); /* of spreads, not variances */
        f.low = exp(spread.low / 2);
        f.high = exp(spread.high / 2);
        f.points = f.estimate;
        say(w, &f);
    }
}

static bool has_one_tempo(const struct diagnosing *w)
{
    const uint32_t first = w->t->countin_count;
    for (uint32_t b = 1; b < w->bar_count; b++) {
        if (fabs(cr_timeline_bar_bpm(w->t, first + b) -
                 cr_timeline_bar_bpm(w->t, first)) > 0.05)
            return false;
    }
    return true;
}

static void look_at_tiring(struct diagnosing *w)
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
    if (n < 12 || cr_trend(w->values, n) >= ALPHA || ratio < 1.25)
        return;
    const struct cr_finding f = {.kind = CR_FINDS_TIRING,
                                 .unit = "blocks of 4 bars",
                                 .n = n,
                                 .estimate = ratio,
                                 .low = ratio,
                                 .high = ratio,
                                 .points = 2 * (ratio - 1),
                                 .lane = CR_NONE,
                                 .other = CR_NONE};
    say(w, &f);
}

static void look_at_swing(struct diagnosing *w)
{
    int family = 0, at = 0;
    for (uint32_t i = 0; i < w->m->swing_count; i++)
        w->more[family++] = w->m->swings[i].per_bar.p;
    cr_holm(w->more, family);
    for (uint32_t i = 0; i < w->m->swing_count; i++) {
        const struct cr_swing_measure *s = &w->m->swings[i];
        const double p = w->more[at++];
        if (fabs(s->written - 1) > 0.01 || s->per_bar.n < 12 || p >= ALPHA ||
            s->per_bar.mean < 1.08 || s->per_bar.same_side < SIDE)
            continue;
        struct cr_finding f = finding_of(CR_FINDS_SWING, "bars", &s->per_bar);
        f.lane = s->lane;
        f.points = 10 * (s->per_bar.mean - 1);
        say(w, &f);
    }
}

/* When a beat of a bar was struck, by all that is due there, in ms of song. */
static bool beat_at(const struct diagnosing *w, uint32_t bar,
                    struct cr_fraction at, uint32_t *from, double *ms)
{
    double sum = 0;
    int n = 0;
    for (uint32_t i = *from; i < w->r->target_count; i++) {
        const struct cr_note *note = note_of(w, i);
        if (note->bar > bar)
            break;
        if (note->bar < bar) {
            *from = i + 1;
            continue;
        }
        if (note->at.num != at.num || note->at.den != at.den ||
            !is_measured(w, i))
            continue;
        sum += (double)w->r->targets[i].at_ns / 1e6 + w->r->answers[i].error_ms;
        n++;
    }
    *ms = n ? sum / n : 0;
    return n > 0;
}

/* Groups of three beats against groups of two, in one bar: (3/2)/1.5. */
static bool group_ratio(const struct diagnosing *w, uint32_t bar,
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

static void look_at_groups(struct diagnosing *w)
{
    uint32_t from = 0;
    int n = 0;
    for (uint32_t b = 0; b < w->bar_count; b++) {
        double ratio;
        if (group_ratio(w, w->t->countin_count + b, &from, &ratio))
            w->values[n++] = 100 * (ratio - 1);
    }
    const struct cr_evidence e = cr_evidence_of(w->values, n, 0);
    if (n < 12 || e.p >= ALPHA || fabs(e.mean) < 3 || e.same_side < SIDE)
        return;
    struct cr_finding f = finding_of(CR_FINDS_GROUPS, "bars", &e);
    f.points = fabs(e.mean) / 3;
    say(w, &f);
}

static void look_at_flams(struct diagnosing *w)
{
    const struct cr_flam_measure *m = &w->m->flams;
    const uint32_t wrong[] = {m->flat, m->open};
    for (int i = 0; i < 2; i++) {
        const double p =
            2 * cr_binomial_at_least((int)wrong[i], (int)m->count, 0.1);
        if (m->count < 10 || p >= ALPHA || wrong[i] * 10 < m->count * 3)
            continue;
        const struct cr_finding f = {.kind = CR_FINDS_FLAMS,
                                     .unit = "flams",
                                     .n = (int)m->count,
                                     .estimate = 100.0 * wrong[i] / m->count,
                                     .low = i, /* 0 flat, 1 open */
                                     .part = wrong[i],
                                     .of = m->count,
                                     .points = 1,
                                     .lane = CR_NONE,
                                     .other = CR_NONE};
        say(w, &f);
    }
}

static void look_at_left_out(struct diagnosing *w)
{
    uint32_t notes = 0, hits = 0;
    int family = 0, at = 0;
    for (uint32_t i = 0; i < w->m->cell_count; i++) {
        notes += w->m->cells[i].notes;
        hits += w->m->cells[i].hits;
    }
    for (uint32_t i = 0; i < w->m->cell_count; i++) {
        const struct cr_cell_measure *c = &w->m->cells[i];
        if (c->bars < 8)
            continue;
        const uint32_t missed = c->notes - c->hits;
        w->more[family++] =
            cr_fisher((int)missed, (int)c->hits, (int)(notes - hits - missed),
                      (int)(hits - c->hits));
    }
    cr_holm(w->more, family);
    for (uint32_t i = 0; i < w->m->cell_count; i++) {
        const struct cr_cell_measure *c = &w->m->cells[i];
        if (c->bars < 8)
            continue;
        const double p = w->more[at++];
        const uint32_t missed = c->notes - c->hits;
        if (p >= ALPHA || missed * 4 < c->notes ||
            (double)missed / c->notes <=
                (double)(notes - hits) / (notes ? notes : 1))
            continue;
        const struct cr_finding f = {.kind = CR_FINDS_LEFT_OUT,
                                     .unit = "bars",
                                     .n = (int)c->bars,
                                     .estimate = 100.0 * missed / c->notes,
                                     .part = missed,
                                     .of = c->notes,
                                     .points = 100.0 * missed /
                                               fmax(1, w->r->all.notes),
                                     .lane = c->lane,
                                     .other = CR_NONE,
                                     .at = c->at,
                                     .meter = c->meter};
        say(w, &f);
    }
}

static void look_at_dynamics(struct diagnosing *w)
{
    int accents = 0, ghosts = 0;
    bool has_levels = false;
    uint8_t first = 0;
    for (uint32_t i = 0; i < w->r->target_count; i++) {
        const struct cr_note *note = note_of(w, i);
        if (!is_measured(w, i))
            continue;
        const uint8_t velocity = w->presses[w->r->answers[i].press].velocity;
        const enum cr_weight weight =
            cr_stroke_meaning(w->t->pattern,
                              &w->t->pattern->strokes[note->stroke])
                .weight;
        has_levels |= velocity && first && velocity != first;
        first = velocity ? velocity : first;
        if (!velocity)
            continue;
        if (weight == CR_WEIGHT_ACCENT)
            w->values[accents++] = velocity;
        else if (weight == CR_WEIGHT_GHOST)
            w->more[ghosts++] = velocity;
    }
    const double share =
        cr_larger_share(w->values, (size_t)accents, w->more, (size_t)ghosts);
    if (!has_levels || accents < 12 || ghosts < 12 || share >= 0.8)
        return;
    const struct cr_finding f = {.kind = CR_FINDS_DYNAMICS,
                                 .unit = "pairs",
                                 .n = accents < ghosts ? accents : ghosts,
                                 .estimate = 100 * share,
                                 .points = 1,
                                 .lane = CR_NONE,
                                 .other = CR_NONE};
    say(w, &f);
}

/* Which way the tempo goes in a bar: 1 up, -1 down, 0 neither. */
static int way_of(const struct diagnosing *w, uint32_t bar)
{
    const double own = cr_timeline_bar_bpm(w->t, bar);
    if (bar + 1 >= w->t->bar_count)
        return 0;
    const double next = cr_timeline_bar_bpm(w->t, bar + 1);
    return (next > own + 0.05) - (next < own - 0.05);
}

static void look_at_ramps(struct diagnosing *w)
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
    if (n < 2 || e.p >= ALPHA || fabs(e.mean) < 15 || e.same_side < SIDE)
        return;
    struct cr_finding f = finding_of(CR_FINDS_RAMP, "ramps", &e);
    f.points = fabs(e.mean) / 4;
    say(w, &f);
}

enum cr_status cr_diagnose(struct cr_diagnosis *diagnosis,
                           const struct cr_timeline *timeline,
                           const struct cr_result *result,
                           const struct cr_press *presses,
                           const struct cr_measures *measures)
{
    struct diagnosing w = {.d = diagnosis,
                           .t = timeline,
                           .r = result,
                           .presses = presses,
                           .m = measures,
                           .bar_count = result->bar_count};
    const size_t room = result->target_count + measures->cell_count +
                        timeline->bar_count + CR_LANE_LIMIT + 1;
    *diagnosis = (struct cr_diagnosis){.bars = result->bar_count};
    w.bars = calloc(timeline->bar_count + 1, sizeof(*w.bars));
    w.bar_hits = calloc(timeline->bar_count + 1, sizeof(*w.bar_hits));
    w.values = malloc(room * sizeof(*w.values));
    w.more = malloc(room * sizeof(*w.more));
    w.is_out_of_memory = !w.bars || !w.bar_hits || !w.values || !w.more;
    for (uint32_t i = 0; !w.is_out_of_memory && i < result->target_count; i++) {
        if (!is_measured(&w, i) || note_of(&w, i)->passage == CR_SILENT)
            continue;
        const uint32_t b = note_of(&w, i)->bar - timeline->countin_count;
        w.bar_hits[b]++;
        w.bars[b] += (result->answers[i].error_ms - w.bars[b]) / w.bar_hits[b];
    }
    if (!w.is_out_of_memory) {
        look_all_over(&w);
        look_at_places(&w);
        look_at_limbs(&w);
        look_at_fills(&w);
        look_at_gaps(&w);
        look_at_tiring(&w);
        look_at_swing(&w);
        look_at_groups(&w);
        look_at_flams(&w);
        look_at_left_out(&w);
        look_at_dynamics(&w);
        look_at_ramps(&w);
        choose(diagnosis);
    }
    free(w.bars);
    free(w.bar_hits);
    free(w.values);
    free(w.more);
    return w.is_out_of_memory ? CR_ERR_MEMORY : CR_OK;
}
