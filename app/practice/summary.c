#include "app/practice/summary.h"

#include <math.h>
#include <stdlib.h>

#include "app/practice/follow.h"
#include "app/practice/silence.h"
#include "app/practice/stats.h"

enum { PART_BARS = 4, PART_NOTES = 8, LEAST_NOTES = 16, LEAST_REPS = 8 };

#define LEAST_SPREAD 0.1 /* ms: ln of 0 is none */

static bool is_one_tempo(const struct cr_timeline *t, uint32_t bars)
{
    const double first = cr_timeline_bar_bpm(t, t->countin_count);
    for (uint32_t b = 1; b < bars; b++) {
        if (fabs(cr_timeline_bar_bpm(t, t->countin_count + b) - first) > 0.005)
            return false;
    }
    return bars > 0;
}

static void find_whole_tempo(struct cr_take_summary *s,
                             const struct cr_timeline *t,
                             const struct cr_result *r)
{
    const struct cr_tally *all = &r->all;
    s->has_clean = all->notes >= LEAST_NOTES &&
                   all->hits * 100.0 >= 90.0 * all->notes &&
                   all->extra * 100.0 <= 10.0 * all->notes && all->has_spread &&
                   r->spread120_ms <= 30 && is_one_tempo(t, r->bar_count);
    if (s->has_clean)
        s->clean_bpm = cr_timeline_bar_bpm(t, t->countin_count);
}

static enum cr_status find_earned_tempo(struct cr_take_summary *s,
                                        const struct cr_session *session,
                                        const struct cr_timeline *t,
                                        const struct cr_result *r,
                                        const struct cr_press *presses)
{
    struct cr_repetition *reps;
    struct cr_earn_estimate estimate;
    uint32_t count;
    const enum cr_status status =
        cr_follow_review(session, t, r, presses, &reps, &count, &estimate);
    if (status)
        return status;
    double fastest = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (reps[i].is_clean)
            fastest = fmax(fastest, reps[i].bpm);
    }
    free(reps);
    s->has_clean = count >= LEAST_REPS && fastest > 0;
    s->has_clean_interval = s->has_clean && estimate.bpm <= fastest;
    s->clean_bpm = fmin(estimate.bpm, fastest);
    s->clean_low_bpm = estimate.low_bpm;
    s->clean_high_bpm = estimate.high_bpm;
    return CR_OK;
}

static enum cr_status find_gap(struct cr_take_summary *s,
                               const struct cr_timeline *t,
                               const struct cr_result *r)
{
    struct cr_silences silences;
    const enum cr_status status = cr_silences_judge(&silences, t, r);
    if (status)
        return status;
    for (uint32_t i = 0; i < silences.count; i++) {
        const struct cr_silence *g = &silences.items[i];
        const uint32_t bars = g->end_bar - g->first_bar;
        if (g->is_played && cr_silence_is_held(g) &&
            g->hits * 10 >= g->notes * 7 && bars > s->gap_bars) {
            s->gap_bars = bars;
            s->gap_bpm = g->bpm;
        }
    }
    cr_silences_destroy(&silences);
    return CR_OK;
}

/* ln of the spread of some targets; false if there are too few. */
static bool spread_of(const struct cr_result *r, const struct cr_press *presses,
                      uint32_t from, uint32_t to, double *room, double *value)
{
    struct cr_tally tally = {0};
    uint32_t notes = 0, hits = 0;
    double beats = 0;
    for (uint32_t i = from; i < to; i++) {
        const struct cr_answer *a = &r->answers[i];
        if (!cr_target_counts(&r->targets[i]) ||
            (a->press != CR_NONE && presses[a->press].doubt))
            continue;
        notes++;
        beats += r->targets[i].beat_ms;
        if (a->press != CR_NONE && !a->is_wrong_drum)
            room[hits++] = a->error_ms;
    }
    if (notes < PART_NOTES)
        return false;
    cr_spread(room, hits, notes, &tally);
    *value = log(fmax(tally.spread_ms, LEAST_SPREAD) *
                 cr_pow_two_fifths(500 / (beats / notes)));
    return tally.has_spread;
}

static uint32_t part_of(const struct cr_timeline *t, const struct cr_result *r,
                        uint32_t target)
{
    return (t->notes[r->target_notes[target]].bar - t->countin_count) /
           PART_BARS;
}

static enum cr_status find_parts(struct cr_take_summary *s,
                                 const struct cr_timeline *t,
                                 const struct cr_result *r,
                                 const struct cr_press *presses)
{
    double *room = malloc((r->target_count + 1) * sizeof(*room));
    double squares = 0;
    if (!room)
        return CR_ERR_MEMORY;
    for (uint32_t from = 0, to; from < r->target_count; from = to) {
        const uint32_t part = part_of(t, r, from);
        double value;
        to = from + 1;
        while (to < r->target_count && part_of(t, r, to) == part)
            to++;
        /* one that was not played to its end says nothing */
        if ((part + 1) * PART_BARS > r->bar_count ||
            !spread_of(r, presses, from, to, room, &value))
            continue;
        const double before = value - s->parts.mean;
        s->parts.mean += before / ++s->parts.count;
        squares += before * (value - s->parts.mean);
    }
    if (s->parts.count > 1)
        s->parts.variance = squares / (s->parts.count - 1);
    free(room);
    return CR_OK;
}

enum cr_status cr_summarise(struct cr_take_summary *summary,
                            const struct cr_session *session,
                            const struct cr_timeline *timeline,
                            const struct cr_result *result,
                            const struct cr_press *presses, int64_t until_ns)
{
    struct cr_take_summary *s = summary;
    *s = (struct cr_take_summary){0};
    const int64_t end =
        until_ns < timeline->end_ns ? until_ns : timeline->end_ns;
    s->played_ns = end > 0 ? end : 0;
    enum cr_status status = CR_OK;
    if (session && session->earn.bars)
        status = find_earned_tempo(s, session, timeline, result, presses);
    else
        find_whole_tempo(s, timeline, result);
    if (!status && !(session && session->gaps.in_beats))
        status = find_gap(s, timeline, result);
    if (!status)
        status = find_parts(s, timeline, result, presses);
    return status;
}
