#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/practice/diagnosis.h"
#include "app/practice/what_if.h"
#include "app/practice/worst.h"
#include "app/report_parts.h"

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
        snprintf(text, size, "%s of %" PRId64, word, beat + 1);
    else
        snprintf(text, size, "%" PRId64 "+%" PRId64 "/%" PRId64, beat + 1,
                 in.num, in.den);
}

/* "snare": as it stands in a sentence. */
static void name_lane(const struct cr_pattern *p, uint32_t lane, char *text,
                      size_t size)
{
    snprintf(text, size, "%s", p->lanes[lane].label);
    if (text[0] >= 'A' && text[0] <= 'Z')
        text[0] = (char)(text[0] - 'A' + 'a');
}

static const char *side_of(double ms)
{
    return ms < 0 ? "early" : "late";
}

void cr_report_sentence(const struct cr_report *report,
                        const struct cr_finding *f, char *text, size_t size)
{
    const struct cr_pattern *p = report->timeline->pattern;
    char lane[40] = "", other[40] = "", place[40] = "";
    const double e = f->estimate, ms = fabs(e);
    if (f->lane != CR_NONE)
        name_lane(p, f->lane, lane, sizeof(lane));
    if (f->other != CR_NONE)
        name_lane(p, f->other, other, sizeof(other));
    if (f->meter)
        cr_report_place(f->at, f->meter, place, sizeof(place));
    switch (f->kind) {
    case CR_FINDS_ALL_OVER:
        snprintf(text, size, "You are %.0f ms %s the click all over", ms,
                 e < 0 ? "ahead of" : "behind");
        break;
    case CR_FINDS_PLACE:
        snprintf(text, size, "Your %s on %s is %.0f ms %s", lane, place, ms,
                 side_of(e));
        break;
    case CR_FINDS_LIMB:
        snprintf(text, size, "Your %s %s your %s by %.0f ms", lane,
                 e < 0 ? "leads" : "trails", other, ms);
        break;
    case CR_FINDS_FILL:
        snprintf(text, size, "You %s in fills: you land %.0f ms %s",
                 e < 0 ? "rush" : "drag", ms, side_of(e));
        break;
    case CR_FINDS_GAP_TEMPO:
        snprintf(text, size, "Without the click you %s by %.1f %%",
                 e > 0 ? "speed up" : "slow down", ms);
        break;
    case CR_FINDS_GAP_SPREAD:
        snprintf(text, size,
                 "Your spread grows %.1f times when the click drops out", e);
        break;
    case CR_FINDS_TIRING:
        snprintf(text, size,
                 "The end is looser than the beginning: %.1f times the spread",
                 e);
        break;
    case CR_FINDS_SWING:
        snprintf(text, size, "Your straight notes on the %s swing: %.2f : 1",
                 lane, e);
        break;
    case CR_FINDS_GROUPS:
        snprintf(text, size, "Your groups of three are %.0f %% %s%s", ms,
                 e > 0 ? "long" : "short",
                 e > 0 ? "; so are those of trained musicians" : "");
        break;
    case CR_FINDS_FLAMS:
        snprintf(text, size, "%u of %u flams are %s", f->part, f->of,
                 f->low > 0.5 ? "open" : "flat");
        break;
    case CR_FINDS_LEFT_OUT:
        snprintf(text, size, "You leave out the %s on %s (%u of %u)", lane,
                 place, f->part, f->of);
        break;
    case CR_FINDS_DYNAMICS:
        snprintf(text, size, "Your ghosts are as loud as your accents");
        break;
    case CR_FINDS_RAMP:
        snprintf(text, size, "You follow the ramp %s",
                 e > 0 ? "late" : "ahead of it");
        break;
    case CR_FINDS_HAND_LATE:
        snprintf(text, size, "Your %s hand is %.0f ms late",
                 e > 0 ? "left" : "right", ms);
        break;
    case CR_FINDS_HAND_LOUD:
        snprintf(text, size, "Your left hand is %.0f %% %s", ms,
                 e > 0 ? "louder" : "quieter");
        break;
    case CR_FINDING_KINDS: text[0] = '\0'; break;
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
    default: return " ms";
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
        cr_text_addf(out, "%s (%d %s", text, f->n, f->unit);
        if (has_interval(f))
            cr_text_addf(out, ", 95 %%: %.*f to %.*f%s", *scale_of(f) ? 1 : 2,
                         f->low, *scale_of(f) ? 1 : 2, f->high, scale_of(f));
        cr_text_addf(out, "). To mend: %s\n", cr_finding_repair(f->kind));
    }
    if (!d->count)
        cr_text_addf(out, "Nothing stood out in %u bar%s\n", d->bars,
                     d->bars == 1 ? "" : "s");
    if (d->is_listening) {
        char lane[40], place[40];
        name_lane(p, d->suspect.lane, lane, sizeof(lane));
        cr_report_place(d->suspect.at, d->suspect.meter, place, sizeof(place));
        cr_text_addf(out,
                     "Listening: %d more bar%s to be sure about the %s on %s\n",
                     d->bars_to_go, d->bars_to_go == 1 ? "" : "s", lane, place);
    }
}

/* What no offset can touch. */
static void add_measures(struct cr_text_buffer *out, const struct cr_report *r,
                         const struct cr_measures *m)
{
    const struct cr_pattern *p = r->timeline->pattern;
    if (m->has_jitter)
        cr_text_addf(out, "Hand alone %.1f ms", m->jitter_ms);
    if (m->has_drift)
        cr_text_addf(out, "%sdrift %+.2f ms a second",
                     m->has_jitter ? ", " : "", cr_report_clean(m->drift_ms_s));
    if (m->has_jitter || m->has_drift)
        cr_text_addf(out, "\n");
    for (uint32_t i = 0; i < m->limb_count; i++) {
        const struct cr_limb_measure *l = &m->limbs[i];
        if (l->d.n < 8)
            continue;
        cr_text_addf(out,
                     "%s %.1f ms %s the %c%s (%d bars, 95 %%: %.1f to %.1f)\n",
                     p->lanes[l->second].label, fabs(l->d.mean),
                     l->d.mean < 0 ? "before" : "after",
                     p->lanes[l->first].label[0] | 0x20,
                     p->lanes[l->first].label + 1, l->d.n, l->d.low, l->d.high);
    }
    for (uint32_t i = 0; i < m->swing_count; i++) {
        const struct cr_swing_measure *s = &m->swings[i];
        cr_text_addf(out,
                     "Swing on the %c%s %.2f : 1, that is %.1f %% (written "
                     "%.2f), two thirds within %.2f, %u pairs\n",
                     p->lanes[s->lane].label[0] | 0x20,
                     p->lanes[s->lane].label + 1, s->median,
                     100 * s->median / (1 + s->median), s->written,
                     s->half_width, s->pairs);
    }
    if (m->flams.count >= 4)
        cr_text_addf(out, "Flams %.0f ms apart, %u of %u flat, %u open\n",
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
        char lane[40], place[40];
        cr_text_addf(out, "%s%.1f", i ? ", " : "It would be ", found[i].score);
        switch (found[i].kind) {
        case CR_IF_LEAN: cr_text_addf(out, " without your lean"); break;
        case CR_IF_MISSED:
            cr_text_addf(out, " with the missed notes hit like the others");
            break;
        case CR_IF_PLACE:
            name_lane(r->timeline->pattern, found[i].cell->lane, lane,
                      sizeof(lane));
            cr_report_place(found[i].cell->at, found[i].cell->meter, place,
                            sizeof(place));
            cr_text_addf(out, " with the %s on %s in its place", lane, place);
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
    cr_text_addf(out, "Worth a loop: bar %u (%.0f of 100 lost)",
                 w.bars[0].number, w.bars[0].points);
    if (w.count > 1)
        cr_text_addf(out, " and bar %u (%.0f)", w.bars[1].number,
                     w.bars[1].points);
    cr_text_addf(out, "; the middle bar loses %.0f\n", w.middle_points);
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
                     cr_report_clean(f->points), cr_finding_repair(f->kind));
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
