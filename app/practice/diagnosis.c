#include "app/practice/diagnosing.h"
#include "patterns/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double cr_usual_lead_ms(enum cr_lane_id lane)
{
    return lane == CR_BD ? -5.6 : lane == CR_SD ? -3.4 : 0;
}

const char *cr_finding_word(enum cr_finding_kind kind)
{
    static const char *const words[] = {
        "all over",   "place",    "limb",  "fill",      "gap tempo",
        "gap spread", "tiring",   "swing", "groups",    "flams",
        "left out",   "dynamics", "ramp",  "hand late", "hand loud"};
    return words[kind];
}

const char *cr_finding_repair(enum cr_finding_kind kind)
{
    static const char *const repairs[] = {
        [CR_FINDS_ALL_OVER] = N_("play with the click on the off-beats"),
        [CR_FINDS_PLACE] = N_("loop that bar slowly, that place accented"),
        [CR_FINDS_LIMB] = N_("these two drums alone, together"),
        [CR_FINDS_FILL] = N_("loop the fill and the bar behind it"),
        [CR_FINDS_GAP_TEMPO] = N_("one silent bar at a time, then two"),
        [CR_FINDS_GAP_SPREAD] = N_("one silent bar at a time, then two"),
        [CR_FINDS_TIRING] = N_("shorter takes, with breaks"),
        [CR_FINDS_SWING] = N_("play with a click on every eighth"),
        [CR_FINDS_GROUPS] = N_("the groups alone on one drum, counted aloud"),
        [CR_FINDS_FLAMS] = N_("flams alone, slowly"),
        [CR_FINDS_LEFT_OUT] = N_("that drum alone, then the others with it"),
        [CR_FINDS_DYNAMICS] = N_("the ghosts alone, as soft as you can"),
        [CR_FINDS_RAMP] = N_("the ramp in smaller steps"),
        [CR_FINDS_HAND_LATE] = N_("single strokes, that hand leading"),
        [CR_FINDS_HAND_LOUD] =
            N_("single strokes, both hands from one height")};
    return repairs[kind];
}

const struct cr_note *cr_diagnosed_note(const struct cr_diagnosing *w,
                                        uint32_t i)
{
    return &w->t->notes[w->r->target_notes[i]];
}

bool cr_diagnosed_hit(const struct cr_diagnosing *w, uint32_t i)
{
    return cr_is_measured(w->r, w->presses, i);
}

double cr_points_of(const struct cr_diagnosing *w, double ms, uint32_t lane,
                    const struct cr_fraction *at)
{
    double cost = 0;
    for (uint32_t i = 0; i < w->r->target_count; i++) {
        const struct cr_answer *a = &w->r->answers[i];
        const struct cr_note *note = cr_diagnosed_note(w, i);
        if (!cr_diagnosed_hit(w, i) ||
            (lane != CR_NONE && note->lane != lane) ||
            (at && (note->at.num != at->num || note->at.den != at->den)))
            continue;
        cost += fmin(1, fabs(a->error_ms) / a->distance_ms) -
                fmin(1, fabs(a->error_ms - ms) / a->distance_ms);
    }
    return w->r->all.notes ? 100 * cost / w->r->all.notes : 0;
}

/* True if the one says in part what the other says on the whole: a drum that is
 * late everywhere is late on four as well; what a late hand plays is late, and the rest
 * of its bar early; who swings is late between beats and, from
 * there, early on them. */
static bool is_in(const struct cr_finding *part, const struct cr_finding *whole)
{
    if (part->kind == CR_FINDS_PLACE && whole->kind == CR_FINDS_SWING)
        return (part->at.num * 4 % part->at.den != 0) == (part->estimate > 0);
    if (part->kind == CR_FINDS_SWING && whole->kind == CR_FINDS_HAND_LATE)
        return true; /* hands that take turns */
    if (part->kind == CR_FINDS_PLACE && whole->kind == CR_FINDS_HAND_LATE)
        return fabs(part->estimate) < fabs(whole->estimate) + 8;
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

void cr_claim(struct cr_diagnosing *w, const struct cr_finding *finding)
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

struct cr_finding cr_finding_of(enum cr_finding_kind kind, const char *unit,
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

enum cr_status cr_diagnose(struct cr_diagnosis *diagnosis,
                           const struct cr_timeline *timeline,
                           const struct cr_result *result,
                           const struct cr_press *presses,
                           const struct cr_measures *measures)
{
    struct cr_diagnosing w = {.d = diagnosis,
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
        if (!cr_diagnosed_hit(&w, i) ||
            cr_diagnosed_note(&w, i)->passage == CR_SILENT)
            continue;
        const uint32_t b =
            cr_diagnosed_note(&w, i)->bar - timeline->countin_count;
        w.bar_hits[b]++;
        w.bars[b] += (result->answers[i].error_ms - w.bars[b]) / w.bar_hits[b];
    }
    if (!w.is_out_of_memory) {
        cr_look_all_over(&w);
        cr_look_at_places(&w);
        cr_look_at_limbs(&w);
        cr_look_at_fills(&w);
        cr_look_at_gaps(&w);
        cr_look_at_tiring(&w);
        cr_look_at_swing(&w);
        cr_look_at_groups(&w);
        cr_look_at_flams(&w);
        cr_look_at_left_out(&w);
        cr_look_at_dynamics(&w);
        cr_look_at_hands(&w);
        cr_look_at_ramps(&w);
        choose(diagnosis);
    }
    free(w.bars);
    free(w.bar_hits);
    free(w.values);
    free(w.more);
    return w.is_out_of_memory ? CR_ERR_MEMORY : CR_OK;
}
