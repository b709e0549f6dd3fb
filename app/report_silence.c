#include <math.h>
#include <stdlib.h>

#include "app/practice/silence.h"
#include "app/report_parts.h"
#include "patterns/words.h"

static void add_silence(struct cr_text_buffer *out, const struct cr_timeline *t,
                        const struct cr_silence *s)
{
    const uint32_t first = s->first_bar - t->countin_count + 1;
    const uint32_t last = s->end_bar - t->countin_count;
    cr_text_say(out, first == last ? _("  bar %u") : _("  bars %u to %u"),
                first, last);
    if (!s->is_played) {
        cr_text_say(out, _(": not played to its end\n"));
        return;
    }
    if (s->has_return)
        cr_text_say(out, _(": back %.0f ms%s"), fabs(s->return_ms),
                    cr_report_side(s->return_ms));
    else
        cr_text_say(out, _(": the first beat after it was missed"));
    if (s->has_tempo)
        cr_text_say(out, _(", tempo %+.2f %% (%.1f bpm)"),
                    cr_report_clean(s->tempo_pct),
                    s->bpm * (1 + s->tempo_pct / 100));
    cr_text_say(out, _(", %u of %u hit"), s->hits, s->notes);
    if (s->end_bar - s->first_bar > 1) {
        cr_text_say(out, _("; bar by bar"));
        for (uint32_t b = 0; b < s->end_bar - s->first_bar; b++) {
            if (s->bars[b].hits)
                cr_text_addf(out, " %+.0f", round(s->bars[b].mean_ms) + 0.0);
            else
                cr_text_addf(out, " -");
        }
        cr_text_say(out, _(" ms"));
    }
    cr_text_addf(out, "\n");
}

static bool judge(struct cr_text_buffer *out, const struct cr_timeline *t,
                  const struct cr_result *result, struct cr_silences *silences)
{
    if (!cr_silences_judge(silences, t, result))
        return silences->count > 0;
    out->is_broken = true;
    return false;
}

void cr_report_silences_text(struct cr_text_buffer *out,
                             const struct cr_timeline *timeline,
                             const struct cr_result *result)
{
    struct cr_silences silences;
    if (!judge(out, timeline, result, &silences))
        return;
    cr_text_say(out, _("\nSilence\n"));
    for (uint32_t i = 0; i < silences.count; i++)
        add_silence(out, timeline, &silences.items[i]);
    cr_silences_destroy(&silences);
}

void cr_report_silences_json(struct cr_text_buffer *out,
                             const struct cr_timeline *timeline,
                             const struct cr_result *result)
{
    struct cr_silences silences;
    if (!judge(out, timeline, result, &silences))
        return;
    cr_text_addf(out, ",\n \"silences\": [");
    for (uint32_t i = 0; i < silences.count; i++) {
        const struct cr_silence *s = &silences.items[i];
        cr_text_addf(out,
                     "%s\n  {\"bar\": %u, \"bars\": %u, \"bpm\": %.4f, "
                     "\"N\": %u, \"hits\": %u, \"played\": %s, ",
                     i ? "," : "", s->first_bar - timeline->countin_count + 1,
                     s->end_bar - s->first_bar, s->bpm, s->notes, s->hits,
                     s->is_played ? "true" : "false");
        cr_report_number(out, "return_ms", s->has_return, s->return_ms);
        cr_text_addf(out, ", ");
        cr_report_number(out, "tempo_pct", s->has_tempo, s->tempo_pct);
        cr_text_addf(out, ", \"curve_ms\": [");
        for (uint32_t b = 0; b < s->end_bar - s->first_bar; b++)
            cr_text_addf(out, s->bars[b].hits ? "%s%.4f" : "%snull",
                         b ? ", " : "", cr_report_clean(s->bars[b].mean_ms));
        cr_text_addf(out, "]}");
    }
    cr_text_addf(out, "]");
    cr_silences_destroy(&silences);
}

/* False if the click stood where it was; the caller frees. */
static bool find_levels(struct cr_text_buffer *out, const struct cr_report *r,
                        double **levels, uint32_t *count)
{
    *levels = NULL;
    if (!r->session || !(r->session->fade.to_ms > 0))
        return false;
    if (cr_fade_levels(&r->session->fade, r->timeline, r->result, levels,
                       count)) {
        out->is_broken = true;
        return false;
    }
    return *count > 0;
}

void cr_report_fade_text(struct cr_text_buffer *out,
                         const struct cr_report *report)
{
    double *levels;
    uint32_t count, silent = 0, soft = 0;
    if (!find_levels(out, report, &levels, &count))
        return;
    for (uint32_t i = 0; i < count; i++) {
        silent += levels[i] <= 0;
        soft += levels[i] > 0 && levels[i] <= 0.5;
    }
    cr_text_say(
        out,
        _("\nThe click stepped back: silent at %u of %u beats, soft at %u\n"),
        silent, count, soft);
    free(levels);
}

void cr_report_fade_json(struct cr_text_buffer *out,
                         const struct cr_report *report)
{
    double *levels;
    uint32_t count;
    if (!find_levels(out, report, &levels, &count))
        return;
    cr_text_addf(out, ",\n \"click_levels\": [");
    for (uint32_t i = 0; i < count; i++)
        cr_text_addf(out, "%s%.4f", i ? ", " : "", levels[i]);
    cr_text_addf(out, "]");
    free(levels);
}
