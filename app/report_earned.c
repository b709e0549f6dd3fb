#include <stdlib.h>

#include "app/practice/follow.h"
#include "app/report_parts.h"
#include "patterns/words.h"

/* False if there is nothing to tell. The caller frees. */
static bool review(struct cr_text_buffer *out, const struct cr_report *r,
                   struct cr_repetition **reps, uint32_t *count,
                   struct cr_earn_estimate *estimate)
{
    *reps = NULL;
    if (!r->session || !r->session->earn.bars)
        return false;
    if (cr_follow_review(r->session, r->timeline, r->result, r->presses, reps,
                         count, estimate)) {
        out->is_broken = true;
        return false;
    }
    return *count > 0;
}

void cr_report_earned_text(struct cr_text_buffer *out,
                           const struct cr_report *report)
{
    struct cr_repetition *reps;
    struct cr_earn_estimate e;
    uint32_t count, clean = 0;
    double fastest = 0; /* that was played */
    if (!review(out, report, &reps, &count, &e))
        return;
    for (uint32_t i = 0; i < count; i++) {
        clean += reps[i].is_clean;
        fastest = reps[i].bpm > fastest ? reps[i].bpm : fastest;
    }
    cr_text_say(
        out,
        _("\nEarned tempo\n  %u of %u repetitions clean (%.0f %% hit and "
          "more, %.0f %% extra and less, spread %.4g ms and less at 120 "
          "bpm)\n "),
        clean, count, report->session->earn.hits_pct,
        report->session->earn.extra_pct, report->session->earn.spread_ms);
    for (uint32_t i = 0; i < count; i++)
        cr_text_addf(out, " %.4g%s", reps[i].bpm, reps[i].is_clean ? "+" : "-");
    if (e.bpm > fastest && fastest > 0)
        cr_text_say(out,
                    _("\n  clean tempo %.4g bpm and more: nothing faster was "
                      "played\n"),
                    fastest);
    else
        cr_text_say(
            out,
            _("\n  clean tempo %.0f bpm (95 %%: %.0f to %.0f), where 85 of 100 "
              "would be clean\n"),
            e.bpm, e.low_bpm, e.high_bpm);
    free(reps);
}

void cr_report_earned_json(struct cr_text_buffer *out,
                           const struct cr_report *report)
{
    struct cr_repetition *reps;
    struct cr_earn_estimate e;
    uint32_t count;
    if (!review(out, report, &reps, &count, &e))
        return;
    cr_text_addf(out,
                 ",\n \"earned\": {\"clean_bpm\": %.4f, \"ci_bpm\": [%.4f, "
                 "%.4f], \"repetitions\": [",
                 e.bpm, e.low_bpm, e.high_bpm);
    for (uint32_t i = 0; i < count; i++) {
        const struct cr_repetition *p = &reps[i];
        cr_text_addf(out,
                     "%s\n  {\"bpm\": %.4f, \"clean\": %s, \"N\": %u, "
                     "\"hits\": %u, \"extra\": %u, ",
                     i ? "," : "", p->bpm, p->is_clean ? "true" : "false",
                     p->notes, p->hits, p->extra);
        cr_report_number(out, "spread_ms", p->has_spread, p->spread_ms);
        cr_text_addf(out, ", \"limit_ms\": %.4f}", p->limit_ms);
    }
    cr_text_addf(out, "]}");
    free(reps);
}
