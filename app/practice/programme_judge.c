#include <math.h>
#include <stdlib.h>

#include "app/practice/programme.h"
#include "app/practice/silence.h"
#include "app/practice/stats.h"

bool cr_pass_is_set(const struct cr_pass *pass)
{
    return pass->has_hits || pass->has_extra || pass->has_spread ||
           pass->has_landing;
}

/* The mean error of the returns from silence, whichever side. */
static enum cr_status find_landing(const struct cr_timeline *timeline,
                                   const struct cr_result *result,
                                   struct cr_verdict *verdict)
{
    struct cr_silences silences;
    uint32_t n = 0;
    const enum cr_status status =
        cr_silences_judge(&silences, timeline, result);
    if (status)
        return status;
    for (uint32_t i = 0; i < silences.count; i++) {
        if (silences.items[i].has_return)
            verdict->landing_ms +=
                (fabs(silences.items[i].return_ms) - verdict->landing_ms) / ++n;
    }
    verdict->has_landing = n > 0;
    cr_silences_destroy(&silences);
    return CR_OK;
}

static bool passes(const struct cr_pass *pass, const struct cr_verdict *v)
{
    return (!pass->has_hits || v->hits_pct >= pass->hits_pct) &&
           (!pass->has_extra || v->extra_pct <= pass->extra_pct) &&
           (!pass->has_spread ||
            (v->has_spread && v->spread_ms <= pass->spread_ms)) &&
           (!pass->has_landing ||
            (v->has_landing && v->landing_ms <= pass->landing_ms));
}

/* Some bars of a take by themselves; `room` is for as many numbers as it has notes. */
static struct cr_verdict judge_stretch(const struct cr_result *r,
                                       const struct cr_press *presses,
                                       int64_t from_ns, int64_t to_ns,
                                       double *room)
{
    struct cr_verdict v = {0};
    struct cr_tally tally = {0};
    uint32_t notes = 0, hits = 0, known = 0, doubtful = 0, extra = 0;
    double beats = 0;
    for (uint32_t i = cr_targets_first(r->targets, r->target_count, from_ns);
         i < r->target_count && r->targets[i].at_ns < to_ns; i++) {
        const struct cr_answer *a = &r->answers[i];
        if (!cr_target_counts(&r->targets[i]))
            continue;
        notes++;
        beats += r->targets[i].beat_ms;
        if (a->press == CR_NONE || a->is_wrong_drum)
            continue;
        hits++;
        if (presses[a->press].doubt)
            doubtful++;
        else
            room[known++] = a->error_ms;
    }
    for (uint32_t p = 0; p < r->press_count; p++)
        extra += r->fates[p].fate == CR_PRESS_EXTRA &&
                 presses[p].at_ns >= from_ns && presses[p].at_ns < to_ns;
    if (!notes)
        return v;
    cr_spread(room, known, notes - doubtful, &tally);
    v.hits_pct = 100.0 * hits / notes;
    v.extra_pct = 100.0 * extra / notes;
    v.has_spread = tally.has_spread;
    v.spread_ms = tally.spread_ms * cr_pow_two_fifths(500 / (beats / notes));
    return v;
}

/* The first stretch of so many bars in a row that passes; else the one with the most
 * hits, of those the tightest. */
static enum cr_status judge_bars(const struct cr_pass *pass,
                                 const struct cr_timeline *t,
                                 const struct cr_result *r,
                                 const struct cr_press *presses,
                                 struct cr_verdict *verdict)
{
    const uint32_t bars = (uint32_t)pass->bars;
    const struct cr_verdict whole = *verdict;
    double *room = malloc((r->target_count + 1) * sizeof(*room));
    bool has_one = false;
    if (!room)
        return CR_ERR_MEMORY;
    *verdict = (struct cr_verdict){0};
    for (uint32_t b = 0; !verdict->is_passed && b + bars <= r->whole_bars;
         b++) {
        const uint32_t end = t->countin_count + b + bars;
        struct cr_verdict v = judge_stretch(
            r, presses, t->bars[t->countin_count + b].start_ns,
            end < t->bar_count ? t->bars[end].start_ns : t->end_ns, room);
        v.has_landing = whole.has_landing;
        v.landing_ms = whole.landing_ms;
        v.is_passed = passes(pass, &v);
        if (!has_one || v.is_passed || v.hits_pct > verdict->hits_pct ||
            (v.hits_pct == verdict->hits_pct &&
             v.spread_ms < verdict->spread_ms))
            *verdict = v;
        has_one = true;
    }
    free(room);
    return CR_OK;
}

enum cr_status cr_programme_judge(const struct cr_pass *pass,
                                  const struct cr_timeline *timeline,
                                  const struct cr_result *result,
                                  const struct cr_press *presses,
                                  struct cr_verdict *verdict)
{
    const struct cr_tally *all = &result->all;
    struct cr_verdict *v = verdict;
    *v = (struct cr_verdict){.has_spread = all->has_spread,
                             .spread_ms = result->spread120_ms};
    if (all->notes) {
        v->hits_pct = 100.0 * all->hits / all->notes;
        v->extra_pct = 100.0 * all->extra / all->notes;
    }
    const enum cr_status status = find_landing(timeline, result, v);
    v->is_passed = all->notes && passes(pass, v);
    return status || !pass->has_bars
               ? status
               : judge_bars(pass, timeline, result, presses, v);
}
