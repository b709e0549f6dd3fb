#include "app/practice/silence.h"

#include <math.h>
#include <stdlib.h>

#include "patterns/growing.h"

void cr_silences_destroy(struct cr_silences *silences)
{
    for (uint32_t i = 0; i < silences->count; i++)
        free(silences->items[i].bars);
    free(silences->items);
    *silences = (struct cr_silences){0};
}

static int64_t ns_of(const struct cr_timeline *t, uint32_t bar, int beat)
{
    const struct cr_meter *meter = cr_timeline_meter(t, bar);
    if (beat < meter->beats)
        return cr_timeline_ns(t, bar, cr_fraction_make(beat, meter->unit));
    return bar + 1 < t->bar_count ? t->bars[bar + 1].start_ns : t->end_ns;
}

static bool add_passage(struct cr_silences *s, uint32_t *capacity,
                        const struct cr_timeline *t,
                        const struct cr_passage *passage)
{
    const uint32_t bar = passage->bar + t->countin_count;
    const int64_t from_ns = ns_of(t, bar, passage->from_beat);
    struct cr_silence *last = s->count ? &s->items[s->count - 1] : NULL;
    if (!last || last->to_ns != from_ns) {
        if (!cr_grow((void **)&s->items, s->count, capacity, sizeof(*s->items)))
            return false;
        last = &s->items[s->count++];
        *last = (struct cr_silence){
            .from_ns = from_ns,
            .first_bar = bar,
            .bpm = cr_timeline_bpm(
                t, bar,
                cr_fraction_make(passage->from_beat,
                                 cr_timeline_meter(t, bar)->unit))};
    }
    last->to_ns = ns_of(t, bar, passage->to_beat);
    last->end_bar = bar + 1;
    return true;
}

enum cr_status cr_silences_find(struct cr_silences *silences,
                                const struct cr_timeline *timeline)
{
    uint32_t capacity = 0;
    *silences = (struct cr_silences){0};
    for (uint32_t i = 0; i < timeline->passage_count; i++) {
        const struct cr_passage *p = &timeline->passages[i];
        if (p->kind != CR_SILENT ||
            p->bar + timeline->countin_count >= timeline->bar_count)
            continue;
        if (!add_passage(silences, &capacity, timeline, p)) {
            cr_silences_destroy(silences);
            return CR_ERR_MEMORY;
        }
    }
    return CR_OK;
}

static bool was_hit(const struct cr_result *r, uint32_t target)
{
    const struct cr_answer *a = &r->answers[target];
    return cr_target_counts(&r->targets[target]) && a->press != CR_NONE &&
           !a->is_wrong_drum;
}

/* The mean error of the notes at the instant of `target`; false if none of them
 * was hit. */
static bool error_at(const struct cr_result *r, uint32_t target, double *ms)
{
    double sum = 0;
    uint32_t count = 0;
    for (uint32_t i = target;
         i < r->target_count && r->targets[i].at_ns == r->targets[target].at_ns;
         i++) {
        if (!was_hit(r, i))
            continue;
        sum += r->answers[i].error_ms;
        count++;
    }
    *ms = count ? sum / count : 0;
    return count > 0;
}

static void judge_return(struct cr_silence *s, const struct cr_result *r)
{
    const uint32_t end =
        cr_targets_first(r->targets, r->target_count, s->to_ns);
    uint32_t first = cr_targets_first(r->targets, r->target_count, s->from_ns);
    double first_ms = 0;
    s->is_played = end < r->target_count;
    s->has_return = s->is_played && error_at(r, end, &s->return_ms);
    while (first < end && !error_at(r, first, &first_ms))
        first++;
    if (!s->has_return || first >= end)
        return;
    const double expected =
        (double)(r->targets[end].at_ns - r->targets[first].at_ns) / 1e6;
    const double played = expected + s->return_ms - first_ms;
    s->has_tempo = played > 0;
    s->tempo_pct = s->has_tempo ? 100 * (expected / played - 1) : 0;
}

static bool judge(struct cr_silence *s, const struct cr_timeline *t,
                  const struct cr_result *r)
{
    s->bars = calloc(s->end_bar - s->first_bar, sizeof(*s->bars));
    if (!s->bars)
        return false;
    for (uint32_t i = cr_targets_first(r->targets, r->target_count, s->from_ns);
         i < r->target_count && r->targets[i].at_ns < s->to_ns; i++) {
        if (!cr_target_counts(&r->targets[i]))
            continue;
        const struct cr_note *note = &t->notes[r->target_notes[i]];
        struct cr_silent_bar *bar = &s->bars[note->bar - s->first_bar];
        bar->notes++;
        s->notes++;
        if (!was_hit(r, i))
            continue;
        bar->hits++;
        s->hits++;
        bar->mean_ms += r->answers[i].error_ms;
    }
    for (uint32_t b = 0; b < s->end_bar - s->first_bar; b++) {
        if (s->bars[b].hits)
            s->bars[b].mean_ms /= s->bars[b].hits;
    }
    judge_return(s, r);
    return true;
}

enum cr_status cr_silences_judge(struct cr_silences *silences,
                                 const struct cr_timeline *timeline,
                                 const struct cr_result *result)
{
    enum cr_status status = cr_silences_find(silences, timeline);
    for (uint32_t i = 0; !status && i < silences->count; i++) {
        if (!judge(&silences->items[i], timeline, result))
            status = CR_ERR_MEMORY;
    }
    if (status)
        cr_silences_destroy(silences);
    return status;
}

bool cr_silence_is_held(const struct cr_silence *silence)
{
    return silence->has_return &&
           fabs(silence->return_ms) <=
               0.25 * cr_distance_ms(60000 / silence->bpm);
}
