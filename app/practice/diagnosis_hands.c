/* What is said of hands and feet. */
#include <math.h>

#include "app/practice/diagnosing.h"
#include "app/practice/stats.h"
#include "patterns/words.h"

enum { LEAST_IN_FAMILY = 8 };

void cr_look_all_over(struct cr_diagnosing *w)
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
    if (w->r->is_shape_only || n < 16 || e.p >= CR_ALPHA || fabs(e.mean) < 12 ||
        e.same_side < 0.8 || high - low > 10)
        return;
    struct cr_finding f = cr_finding_of(CR_FINDS_ALL_OVER, N_("bars"), &e);
    f.points = cr_points_of(w, e.mean, CR_NONE, NULL);
    cr_claim(w, &f);
}

/* A cell against where drummers have that drum, and the chance of it: of that or of
 * the note itself, whichever is more. */
static double place_chance(const struct cr_diagnosing *w,
                           const struct cr_cell_measure *c, double *far)
{
    *far = c->d.mean - cr_usual_lead_ms(w->t->pattern->lanes[c->lane].id);
    if (c->d.n < 2)
        return 1;
    return c->d.se > 0
               ? fmax(c->d.p, cr_t_two_sided(*far / c->d.se, c->d.n - 1))
               : 0;
}

void cr_look_at_places(struct cr_diagnosing *w)
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
            (far > 0) != (c->d.mean > 0) || c->d.same_side < CR_SIDE ||
            c->bars * 10 < w->bar_count * 6)
            continue;
        struct cr_finding f = cr_finding_of(CR_FINDS_PLACE, N_("bars"), &c->d);
        f.lane = c->lane;
        f.at = c->at;
        f.meter = c->meter;
        f.points = cr_points_of(w, c->d.mean, c->lane, &c->at);
        if (c->d.n >= 16 && p < CR_ALPHA) {
            cr_claim(w, &f);
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
static bool is_everywhere(const struct cr_diagnosing *w, uint32_t lane,
                          double ms)
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

void cr_look_at_limbs(struct cr_diagnosing *w)
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
            struct cr_finding f =
                cr_finding_of(CR_FINDS_LIMB, N_("bars"), &l->d);
            f.lane = l->second;
            f.other = l->first;
            f.points = cr_points_of(w, far, l->second, NULL);
            if (w->more[family++] < CR_ALPHA && fabs(far) >= 10 &&
                fabs(l->d.mean) >= 10 && (far > 0) == (l->d.mean > 0) &&
                l->d.same_side >= CR_SIDE &&
                is_everywhere(w, l->second, l->d.mean))
                cr_claim(w, &f);
        }
        if (round == 0)
            cr_holm(w->more, family);
    }
}

void cr_look_at_swing(struct cr_diagnosing *w)
{
    int family = 0, at = 0;
    for (uint32_t i = 0; i < w->m->swing_count; i++)
        w->more[family++] = w->m->swings[i].per_bar.p;
    cr_holm(w->more, family);
    for (uint32_t i = 0; i < w->m->swing_count; i++) {
        const struct cr_swing_measure *s = &w->m->swings[i];
        const double p = w->more[at++];
        if (fabs(s->written - 1) > 0.01 || s->per_bar.n < 12 || p >= CR_ALPHA ||
            s->per_bar.mean < 1.08 || s->per_bar.same_side < CR_SIDE)
            continue;
        struct cr_finding f =
            cr_finding_of(CR_FINDS_SWING, N_("bars"), &s->per_bar);
        f.lane = s->lane;
        f.points = 10 * (s->per_bar.mean - 1);
        cr_claim(w, &f);
    }
}

void cr_look_at_flams(struct cr_diagnosing *w)
{
    const struct cr_flam_measure *m = &w->m->flams;
    const uint32_t wrong[] = {m->flat, m->open};
    for (int i = 0; i < 2; i++) {
        const double p =
            2 * cr_binomial_at_least((int)wrong[i], (int)m->count, 0.1);
        if (m->count < 10 || p >= CR_ALPHA || wrong[i] * 10 < m->count * 3)
            continue;
        const struct cr_finding f = {.kind = CR_FINDS_FLAMS,
                                     .unit = N_("flams"),
                                     .n = (int)m->count,
                                     .estimate = 100.0 * wrong[i] / m->count,
                                     .low = i, /* 0 flat, 1 open */
                                     .part = wrong[i],
                                     .of = m->count,
                                     .points = 1,
                                     .lane = CR_NONE,
                                     .other = CR_NONE};
        cr_claim(w, &f);
    }
}

void cr_look_at_left_out(struct cr_diagnosing *w)
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
        if (p >= CR_ALPHA || missed * 4 < c->notes ||
            (double)missed / c->notes <=
                (double)(notes - hits) / (notes ? notes : 1))
            continue;
        const struct cr_finding f = {.kind = CR_FINDS_LEFT_OUT,
                                     .unit = N_("bars"),
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
        cr_claim(w, &f);
    }
}

void cr_look_at_dynamics(struct cr_diagnosing *w)
{
    int accents = 0, ghosts = 0;
    bool has_levels = false;
    uint8_t first = 0;
    for (uint32_t i = 0; i < w->r->target_count; i++) {
        const struct cr_note *note = cr_diagnosed_note(w, i);
        if (!cr_diagnosed_hit(w, i))
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
                                 .unit = N_("pairs"),
                                 .n = accents < ghosts ? accents : ghosts,
                                 .estimate = 100 * share,
                                 .points = 1,
                                 .lane = CR_NONE,
                                 .other = CR_NONE};
    cr_claim(w, &f);
}

static void look_at_hand(struct cr_diagnosing *w, enum cr_finding_kind kind,
                         const struct cr_evidence *e, double least,
                         double points)
{
    if (e->n < 12 || e->p >= CR_ALPHA || e->same_side < CR_SIDE ||
        fabs(e->mean) < least)
        return;
    struct cr_finding f = cr_finding_of(kind, N_("bars"), e);
    f.points = points;
    cr_claim(w, &f);
}

void cr_look_at_hands(struct cr_diagnosing *w)
{
    const struct cr_hand_measure *m = &w->m->hands;
    look_at_hand(w, CR_FINDS_HAND_LATE, &m->late, 8, fabs(m->late.mean) / 2);
    look_at_hand(w, CR_FINDS_HAND_LOUD, &m->loud, 15, 1);
}
