#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/practice/diagnosis.h"
#include "app/practice/what_if.h"
#include "app/practice/worst.h"
#include "app/report_parts.h"
#include "patterns/words.h"

void cr_report_place(struct cr_fraction at, const struct cr_meter *meter,
                     char *text, size_t size)
{
    const int64_t beat = at.num * meter->unit / at.den;
    const struct cr_fraction in = cr_fraction_sub(
        cr_fraction_mul(at, (struct cr_fraction){meter->unit, 1}),
        (struct cr_fraction){beat, 1});
    const char *word = in.den == 2                  ? "&"
                       : in.den == 4 && in.num == 1 ? "e"
                       : in.den == 4 && in.num == 3 ? "a"
                                                    : NULL;
    if (!in.num)
        snprintf(text, size, "%" PRId64, beat + 1);
    else if (word)
        cr_say(text, size, _("%s of %d"), word, (int)beat + 1);
    else
        snprintf(text, size, "%" PRId64 "+%" PRId64 "/%" PRId64, beat + 1,
                 in.num, in.den);
}

/* What is said of the whole take, without a drum or a place. */
static void say_of_all(const struct cr_finding *f, char *text, size_t size)
{
    const double e = f->estimate, ms = fabs(e);
    switch (f->kind) {
    case CR_FINDS_ALL_OVER:
        cr_say(text, size,
               e < 0 ? _("You are %.0f ms ahead of the click all over")
                     : _("You are %.0f ms behind the click all over"),
               ms);
        break;
    case CR_FINDS_FILL:
        cr_say(text, size,
               e < 0 ? _("You rush in fills: you land %.0f ms early")
                     : _("You drag in fills: you land %.0f ms late"),
               ms);
        break;
    case CR_FINDS_GAP_TEMPO:
        cr_say(text, size,
               e > 0 ? _("Without the click you speed up by %.1f %%")
                     : _("Without the click you slow down by %.1f %%"),
               ms);
        break;
    case CR_FINDS_GAP_SPREAD:
        cr_say(text, size,
               _("Your spread grows %.1f times when the click drops out"), e);
        break;
    case CR_FINDS_TIRING:
        cr_say(text, size,
               _("The end is looser than the beginning: %.1f times the spread"),
               e);
        break;
    case CR_FINDS_GROUPS:
        cr_say(text, size,
               e > 0 ? _("Your groups of three are %.0f %% long; so are those "
                         "of trained musicians")
                     : _("Your groups of three are %.0f %% short"),
               ms);
        break;
    case CR_FINDS_FLAMS:
        cr_say(text, size,
               f->low > 0.5 ? _("%u of %u flams are open")
                            : _("%u of %u flams are flat"),
               f->part, f->of);
        break;
    case CR_FINDS_DYNAMICS:
        cr_say(text, size, _("Your ghosts are as loud as your accents"));
        break;
    case CR_FINDS_RAMP:
        cr_say(text, size, "%s",
               e > 0 ? _("You follow the ramp late")
                     : _("You follow the ramp ahead of it"));
        break;
    case CR_FINDS_HAND_LATE:
        cr_say(text, size,
               e > 0 ? _("Your left hand is %.0f ms late")
                     : _("Your right hand is %.0f ms late"),
               ms);
        break;
    case CR_FINDS_HAND_LOUD:
        cr_say(text, size,
               e > 0 ? _("Your left hand is %.0f %% louder")
                     : _("Your left hand is %.0f %% quieter"),
               ms);
        break;
    default: text[0] = '\0'; break;
    }
}

void cr_report_sentence(const struct cr_report *report,
                        const struct cr_finding *f, char *text, size_t size)
{
    const struct cr_pattern *p = report->timeline->pattern;
    const char *lane = "", *other = "";
    char place[40] = "";
    const double e = f->estimate, ms = fabs(e);
    if (f->lane != CR_NONE)
        lane = cr_lane_word(&p->lanes[f->lane]);
    if (f->other != CR_NONE)
        other = cr_lane_word(&p->lanes[f->other]);
    if (f->meter)
        cr_report_place(f->at, f->meter, place, sizeof(place));
    switch (f->kind) {
    case CR_FINDS_PLACE:
        cr_say(text, size,
               e < 0 ? _("Your %s on %s is %.0f ms early")
                     : _("Your %s on %s is %.0f ms late"),
               lane, place, ms);
        break;
    case CR_FINDS_LIMB:
        cr_say(text, size,
               e < 0 ? _("Your %s leads your %s by %.0f ms")
                     : _("Your %s trails your %s by %.0f ms"),
               lane, other, ms);
        break;
    case CR_FINDS_SWING:
        cr_say(text, size, _("Your straight notes on the %s swing: %.2f : 1"),
               lane, e);
        break;
    case CR_FINDS_LEFT_OUT:
        cr_say(text, size, _("You leave out the %s on %s (%u of %u)"), lane,
               place, f->part, f->of);
        break;
    default: say_of_all(f, text, size); break;
    }
}

static bool has_interval(const struct cr_finding *f)
{
    return f->kind != CR_FINDS_TIRING && f->kind != CR_FINDS_FLAMS &&
           f->kind != CR_FINDS_LEFT_OUT && f->kind != CR_FINDS_DYNAMICS;
}

static const char *scale_of(const struct cr_finding *f)
{
    switch (f->kind) {
    case CR_FINDS_GAP_TEMPO:
    case CR_FINDS_HAND_LOUD:
    case CR_FINDS_GROUPS: return " %";
    case CR_FINDS_GAP_SPREAD:
    case CR_FINDS_SWING: return "";
    default: return _(" ms");
    }
}

/* Measures and finds; false without memory. */
static bool find(struct cr_text_buffer *out, const struct cr_report *r,
                 struct cr_measures *m, struct cr_diagnosis *d)
{
    enum cr_status status = cr_measure(m, r->timeline, r->result, r->presses);
    if (!status)
        status = cr_diagnose(d, r->timeline, r->result, r->presses, m);
    if (status) {
        cr_measures_destroy(m);
        out->is_broken = true;
    }
    return !status;
}

static void add_findings(struct cr_text_buffer *out, const struct cr_report *r,
                         const struct cr_diagnosis *d)
{
    char text[160];
    const struct cr_pattern *p = r->timeline->pattern;
    for (int i = 0; i < d->count; i++) {
        const struct cr_finding *f = &d->findings[i];
        cr_report_sentence(r, f, text, sizeof(text));
        cr_text_say(out, "%s (%d %s", text, f->n, _(f->unit));
        if (has_interval(f))
            cr_text_say(out, _(", 95 %%: %.*f to %.*f%s"), *scale_of(f) ? 1 : 2,
                        f->low, *scale_of(f) ? 1 : 2, f->high, scale_of(f));
        cr_text_say(out, _("). To mend: %s\n"), _(cr_finding_repair(f->kind)));
    }
    if (!d->count)
        cr_text_say(out,
                    cr_words_n("Nothing stood out in %u bar\n",
                               "Nothing stood out in %u bars\n", d->bars),
                    d->bars);
    if (d->is_listening) {
        char place[40];
        cr_report_place(d->suspect.at, d->suspect.meter, place, sizeof(place));
        cr_text_say(
            out,
            cr_words_n(
                "Listening: %d more bar to be sure about the %s on %s\n",
                "Listening: %d more bars to be sure about the %s on %s\n",
                d->bars_to_go),
            d->bars_to_go, cr_lane_word(&p->lanes[d->suspect.lane]), place);
    }
}

/* What no offset can touch. */
static void add_measures(struct cr_text_buffer *out, const struct cr_report *r,
                         const struct cr_measures *m)
{
    const struct cr_pattern *p = r->timeline->pattern;
    if (m->has_jitter)
        cr_text_say(out, _("Hand alone %.1f ms"), m->jitter_ms);
    if (m->has_drift)
        cr_text_say(out, _("%sdrift %+.2f ms a second"),
                    m->has_jitter ? ", " : "", cr_report_clean(m->drift_ms_s));
    if (m->has_jitter || m->has_drift)
        cr_text_addf(out, "\n");
    for (uint32_t i = 0; i < m->limb_count; i++) {
        const struct cr_limb_measure *l = &m->limbs[i];
        if (l->d.n < 8)
            continue;
        cr_text_say(out,
                    l->d.mean < 0
                        ? _("%s %.1f ms before the %s (%d bars, 95 %%: %.1f to "
                            "%.1f)\n")
                        : _("%s %.1f ms after the %s (%d bars, 95 %%: %.1f to "
                            "%.1f)\n"),
                    cr_lane_label(&p->lanes[l->second]), fabs(l->d.mean),
                    cr_lane_word(&p->lanes[l->first]), l->d.n, l->d.low,
                    l->d.high);
    }
    for (uint32_t i = 0; i < m->swing_count; i++) {
        const struct cr_swing_measure *s = &m->swings[i];
        cr_text_say(out,
                    _("Swing on the %s %.2f : 1, that is %.1f %% (written "
                      "%.2f), two thirds within %.2f, %u pairs\n"),
                    cr_lane_word(&p->lanes[s->lane]), s->median,
                    100 * s->median / (1 + s->median), s->written,
                    s->half_width, s->pairs);
    }
    if (m->flams.count >= 4)
        cr_text_say(out, _("Flams %.0f ms apart, %u of %u flat, %u open\n"),
                    m->flams.median_ms, m->flams.flat, m->flams.count,
                    m->flams.open);
}

/* What the score would be without one of its faults. */
static void add_what_ifs(struct cr_text_buffer *out, const struct cr_report *r,
                         const struct cr_measures *m)
{
    struct cr_what_if found[CR_WHAT_IFS];
    int count;
    if (cr_what_if(r->timeline, r->result, r->presses, m, found, &count)) {
        out->is_broken = true;
        return;
    }
    for (int i = 0; i < count; i++) {
        char place[40];
        cr_text_say(out, "%s%.1f", i ? ", " : _("It would be "),
                    found[i].score);
        switch (found[i].kind) {
        case CR_IF_LEAN: cr_text_say(out, _(" without your lean")); break;
        case CR_IF_MISSED:
            cr_text_say(out, _(" with the missed notes hit like the others"));
            break;
        case CR_IF_PLACE:
            cr_report_place(found[i].cell->at, found[i].cell->meter, place,
                            sizeof(place));
            cr_text_say(
                out, _(" with the %s on %s in its place"),
                cr_lane_word(&r->timeline->pattern->lanes[found[i].cell->lane]),
                place);
            break;
        }
    }
    if (count)
        cr_text_addf(out, "\n");
}

static void add_what_ifs_json(struct cr_text_buffer *out,
                              const struct cr_report *r,
                              const struct cr_measures *m)
{
    static const char *const names[] = {"lean", "place", "missed"};
    struct cr_what_if found[CR_WHAT_IFS];
    int count;
    if (cr_what_if(r->timeline, r->result, r->presses, m, found, &count)) {
        out->is_broken = true;
        return;
    }
    cr_text_addf(out, ",\n \"what_if\": [");
    for (int i = 0; i < count; i++) {
        cr_text_addf(out, "%s{\"without\": \"%s\", \"score\": %.4f",
                     i ? ", " : "", names[found[i].kind], found[i].score);
        if (found[i].cell) {
            cr_text_addf(out, ", \"lane\": ");
            cr_text_add_json(
                out, r->timeline->pattern->lanes[found[i].cell->lane].name);
            cr_text_addf(out, ", \"at\": \"%" PRId64 "/%" PRId64 "\"",
                         found[i].cell->at.num, found[i].cell->at.den);
        }
        cr_text_addf(out, "}");
    }
    cr_text_addf(out, "]");
}

static bool find_worst(struct cr_text_buffer *out, const struct cr_report *r,
                       struct cr_worst *worst)
{
    if (!cr_worst_bars(worst, r->timeline, r->result, r->presses))
        return worst->count > 0;
    out->is_broken = true;
    return false;
}

static void add_worst(struct cr_text_buffer *out, const struct cr_report *r)
{
    struct cr_worst w;
    if (!find_worst(out, r, &w))
        return;
    cr_text_say(out, _("Worth a loop: bar %u (%.0f of 100 lost)"),
                w.bars[0].number, w.bars[0].points);
    if (w.count > 1)
        cr_text_say(out, _(" and bar %u (%.0f)"), w.bars[1].number,
                    w.bars[1].points);
    cr_text_say(out, _("; the middle bar loses %.0f\n"), w.middle_points);
}

void cr_report_findings_text(struct cr_text_buffer *out,
                             const struct cr_report *report)
{
    struct cr_measures m;
    struct cr_diagnosis d;
    if (!find(out, report, &m, &d))
        return;
    cr_text_addf(out, "\n");
    add_what_ifs(out, report, &m);
    add_findings(out, report, &d);
    cr_report_earlier_text(out, report);
    add_worst(out, report);
    add_measures(out, report, &m);
    cr_measures_destroy(&m);
}

static void add_evidence(struct cr_text_buffer *out,
                         const struct cr_evidence *e)
{
    cr_text_addf(out, "\"n\": %d, ", e->n);
    cr_report_number(out, "mean", e->n > 1, e->mean);
    cr_text_addf(out, ", ");
    cr_report_number(out, "se", e->n > 1, e->se);
}

static void add_sentences_json(struct cr_text_buffer *out,
                               const struct cr_report *r,
                               const struct cr_diagnosis *d)
{
    cr_text_addf(out, ",\n \"sentences\": [");
    for (int i = 0; i < d->count; i++) {
        const struct cr_finding *f = &d->findings[i];
        char text[160];
        cr_report_sentence(r, f, text, sizeof(text));
        cr_text_addf(out, "%s\n  {\"id\": \"%s\", \"text\": ", i ? "," : "",
                     cr_finding_word(f->kind));
        cr_text_add_json(out, text);
        cr_text_addf(out, ", \"n\": %d, \"unit\": \"%s\", \"est\": %.4f, ",
                     f->n, f->unit, cr_report_clean(f->estimate));
        if (has_interval(f))
            cr_text_addf(out, "\"ci\": [%.4f, %.4f], ", cr_report_clean(f->low),
                         cr_report_clean(f->high));
        else
            cr_text_addf(out, "\"ci\": null, ");
        cr_text_addf(out, "\"points\": %.4f, \"repair\": \"%s\"}",
                     cr_report_clean(f->points), _(cr_finding_repair(f->kind)));
    }
    cr_text_addf(out, "], \"listening_bars\": ");
    if (d->is_listening)
        cr_text_addf(out, "%d", d->bars_to_go);
    else
        cr_text_addf(out, "null");
}

static void add_cells_json(struct cr_text_buffer *out,
                           const struct cr_report *r,
                           const struct cr_measures *m)
{
    cr_text_addf(out, ",\n \"cells\": [");
    for (uint32_t i = 0; i < m->cell_count; i++) {
        const struct cr_cell_measure *c = &m->cells[i];
        cr_text_addf(out, "%s\n  {\"lane\": ", i ? "," : "");
        cr_text_add_json(out, r->timeline->pattern->lanes[c->lane].name);
        cr_text_addf(out,
                     ", \"at\": \"%" PRId64 "/%" PRId64
                     "\", \"N\": %u, \"hits\": %u, ",
                     c->at.num, c->at.den, c->notes, c->hits);
        cr_report_number(out, "mean_ms", c->steady > 0, c->mean_ms);
        cr_text_addf(out, ", \"d\": {");
        add_evidence(out, &c->d);
        cr_text_addf(out, "}}");
    }
    cr_text_addf(out, "]");
}

static void add_measures_json(struct cr_text_buffer *out,
                              const struct cr_report *r,
                              const struct cr_measures *m)
{
    const struct cr_pattern *p = r->timeline->pattern;
    cr_text_addf(out, ",\n \"measures\": {");
    cr_report_number(out, "jitter_ms", m->has_jitter, m->jitter_ms);
    cr_text_addf(out, ", ");
    cr_report_number(out, "drift_ms_s", m->has_drift, m->drift_ms_s);
    cr_text_addf(out, ", \"limbs\": [");
    for (uint32_t i = 0; i < m->limb_count; i++) {
        cr_text_addf(out, "%s{\"lane\": \"%s\", \"to\": \"%s\", ",
                     i ? ", " : "", p->lanes[m->limbs[i].second].name,
                     p->lanes[m->limbs[i].first].name);
        add_evidence(out, &m->limbs[i].d);
        cr_text_addf(out, "}");
    }
    cr_text_addf(out, "], \"swing\": [");
    for (uint32_t i = 0; i < m->swing_count; i++) {
        const struct cr_swing_measure *s = &m->swings[i];
        cr_text_addf(out,
                     "%s{\"lane\": \"%s\", \"ratio\": %.4f, \"written\": "
                     "%.4f, \"half_width\": %.4f, \"pairs\": %u}",
                     i ? ", " : "", p->lanes[s->lane].name, s->median,
                     s->written, s->half_width, s->pairs);
    }
    cr_text_addf(out, "], \"flams\": ");
    if (m->has_flams)
        cr_text_addf(out,
                     "{\"median_ms\": %.4f, \"n\": %u, \"flat\": %u, "
                     "\"open\": %u}",
                     cr_report_clean(m->flams.median_ms), m->flams.count,
                     m->flams.flat, m->flams.open);
    else
        cr_text_addf(out, "null");
    cr_text_addf(out, "}");
}

void cr_report_findings_json(struct cr_text_buffer *out,
                             const struct cr_report *report)
{
    struct cr_measures m;
    struct cr_diagnosis d;
    if (!find(out, report, &m, &d))
        return;
    add_what_ifs_json(out, report, &m);
    add_sentences_json(out, report, &d);
    add_measures_json(out, report, &m);
    add_cells_json(out, report, &m);
    struct cr_worst worst;
    cr_text_addf(out, ",\n \"worst_bars\": [");
    for (int i = 0; find_worst(out, report, &worst) && i < worst.count; i++)
        cr_text_addf(out, "%s{\"bar\": %u, \"points\": %.4f}", i ? ", " : "",
                     worst.bars[i].number, worst.bars[i].points);
    cr_text_addf(out, "]");
    cr_measures_destroy(&m);
}
