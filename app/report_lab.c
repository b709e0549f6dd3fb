#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "app/practice/lab.h"
#include "app/practice/measures.h"
#include "app/report_parts.h"
#include "patterns/words.h"

enum { PLACE_HITS = 8, PLACES_A_LINE = 6 };

static void add_places(struct cr_text_buffer *out, const struct cr_pattern *p,
                       const struct cr_measures *m, uint32_t lane)
{
    int count = 0;
    for (uint32_t i = 0; i < m->cell_count; i++) {
        const struct cr_cell_measure *c = &m->cells[i];
        char place[40];
        if (c->lane != lane || c->d.n < PLACE_HITS)
            continue;
        cr_report_place(c->at, c->meter, place, sizeof(place));
        if (count++ % PLACES_A_LINE == 0)
            cr_text_say(out, "%s  %-12s", count > 1 ? "\n" : "",
                        count > 1 ? "" : cr_lane_label(&p->lanes[lane]));
        cr_text_addf(out, "  %s %+.0f (%.0f)", place,
                     cr_report_clean(round(c->d.mean)),
                     (c->d.high - c->d.low) / 2);
    }
    if (count)
        cr_text_addf(out, "\n");
}

static void add_numbers(struct cr_text_buffer *out, const struct cr_lab *lab)
{
    static const char *const names[] = {N_("strokes"), N_("ghosts"),
                                        N_("accents")};
    if (lab->has_sd)
        cr_text_say(out,
                    _("  SD %.1f ms as if hits did not depend on each other "
                      "(each keeps %.2f of the one before)\n"),
                    lab->sd_ms, lab->lag1);
    if (lab->has_sd)
        cr_text_say(
            out,
            _("  Unstable rate %.0f; outside the tight window %u early, "
              "%u late\n"),
            lab->unstable_rate, lab->early, lab->late);
    if (lab->has_intervals)
        cr_text_say(out, _("  Intervals between beats vary by %.1f %%"),
                    lab->interval_cv_pct);
    for (int i = 0; i < CR_ALLAN_COUNT; i++) {
        if (lab->has_allan[i])
            cr_text_say(out, _("%s%.2f %% over %d"),
                        i ? ", " : _("; steady to "), lab->allan_pct[i],
                        cr_allan_beats[i]);
    }
    if (lab->has_intervals)
        cr_text_addf(out, "\n");
    if (lab->has_clock)
        cr_text_say(out,
                    _("  In silence (%u intervals): the clock in the head "
                      "%.1f ms, the hand %.1f ms\n"),
                    lab->free_intervals, lab->clock_ms, lab->hand_ms);
    if (lab->has_free_drift)
        cr_text_say(out,
                    _("  In silence the tempo drifts by %+.2f %% a minute\n"),
                    cr_report_clean(lab->free_drift_pct_min));
    if (lab->has_steering)
        cr_text_say(out, _("  Steering by the click: %s (%u beats)\n"),
                    _(cr_steering_word(lab->steering)), lab->steered);
    for (int k = 0; lab->has_dynamics && k < 3; k++) {
        const struct cr_lab_class *c = &lab->classes[k];
        if (c->n >= PLACE_HITS)
            cr_text_say(out,
                        _("  Loudness of %s %.0f, varies by %.0f %% (%u)\n"),
                        _(names[k]), c->mean, c->cv_pct, c->n);
    }
    if (lab->has_contrast)
        cr_text_say(out,
                    _("  Accents louder than ghosts in %.0f %% of the pairs\n"),
                    100 * lab->contrast);
}

/* What a take could have told, and did not. */
static const char *const unmeasured[] = {N_("loudness"), N_("hands"),
                                         N_("lean")};

static bool is_unmeasured(const struct cr_report *r, const struct cr_lab *lab,
                          int which)
{
    return which == 0   ? !lab->has_dynamics
           : which == 1 ? !r->timeline->has_hands
                        : r->result->is_shape_only;
}

void cr_report_lab_text(struct cr_text_buffer *out,
                        const struct cr_report *report)
{
    const struct cr_pattern *p = report->timeline->pattern;
    struct cr_measures m;
    struct cr_lab lab;
    if (cr_measure(&m, report->timeline, report->result, report->presses)) {
        out->is_broken = true;
        return;
    }
    bool has_places = false;
    for (uint32_t i = 0; i < m.cell_count; i++)
        has_places |= m.cells[i].d.n >= PLACE_HITS;
    if (has_places)
        cr_text_say(out, _("\nPlaces: ms from the rest of the bar (half of the "
                           "95 %% interval)\n"));
    for (uint32_t lane = 0; lane < p->lane_count; lane++)
        add_places(out, p, &m, lane);
    cr_measures_destroy(&m);
    if (cr_lab_measure(&lab, report->timeline, report->result,
                       report->presses)) {
        out->is_broken = true;
        return;
    }
    if (lab.has_sd || lab.has_intervals || lab.has_dynamics)
        cr_text_say(out, _("\nLab\n"));
    add_numbers(out, &lab);
    cr_text_say(out, _("\nNot measured:"));
    bool is_first = true;
    for (int i = 0; i < 3; i++) {
        static const char *const why[] = {N_("all hits have one"),
                                          "--sticking as-written",
                                          N_("the delay is not known")};
        if (!is_unmeasured(report, &lab, i))
            continue;
        cr_text_addf(out, "%s %s (%s)", is_first ? "" : ",", _(unmeasured[i]),
                     _(why[i]));
        is_first = false;
    }
    cr_text_say(out, "%s\n", is_first ? _(" nothing was left out") : "");
}

void cr_report_lab_json(struct cr_text_buffer *out,
                        const struct cr_report *report)
{
    static const char *const names[] = {"stroke", "ghost", "accent"};
    struct cr_lab lab;
    if (cr_lab_measure(&lab, report->timeline, report->result,
                       report->presses)) {
        out->is_broken = true;
        return;
    }
    cr_text_addf(out, ",\n \"not_measured\": [");
    for (int i = 0, n = 0; i < 3; i++) {
        if (is_unmeasured(report, &lab, i))
            cr_text_addf(out, "%s\"%s\"", n++ ? ", " : "", unmeasured[i]);
    }
    cr_text_addf(out, "],\n \"lab\": {");
    cr_report_number(out, "sd_ms", lab.has_sd, lab.sd_ms);
    cr_text_addf(out, ", ");
    cr_report_number(out, "lag1", lab.has_sd, lab.lag1);
    cr_text_addf(out, ", ");
    cr_report_number(out, "unstable_rate", lab.has_sd, lab.unstable_rate);
    cr_text_addf(out, ", \"early\": %u, \"late\": %u", lab.early, lab.late);
    cr_text_addf(out, ", \"intervals\": %u, ", lab.intervals);
    cr_report_number(out, "interval_cv_pct", lab.has_intervals,
                     lab.interval_cv_pct);
    for (int i = 0; i < CR_ALLAN_COUNT; i++) {
        char name[24];
        snprintf(name, sizeof(name), "allan%d_pct", cr_allan_beats[i]);
        cr_text_addf(out, ", ");
        cr_report_number(out, name, lab.has_allan[i], lab.allan_pct[i]);
    }
    cr_text_addf(out, ",\n  \"free_intervals\": %u, ", lab.free_intervals);
    cr_report_number(out, "clock_ms", lab.has_clock, lab.clock_ms);
    cr_text_addf(out, ", ");
    cr_report_number(out, "hand_ms", lab.has_clock, lab.hand_ms);
    cr_text_addf(out, ", ");
    cr_report_number(out, "free_drift_pct_min", lab.has_free_drift,
                     lab.free_drift_pct_min);
    if (lab.has_steering)
        cr_text_addf(out, ", \"steering\": \"%s\"",
                     cr_steering_word(lab.steering));
    else
        cr_text_addf(out, ", \"steering\": null");
    cr_text_addf(out, ", \"velocity\": ");
    if (!lab.has_dynamics) {
        cr_text_addf(out, "null}");
        return;
    }
    cr_text_addf(out, "{");
    for (int k = 0; k < 3; k++) {
        const struct cr_lab_class *c = &lab.classes[k];
        cr_text_addf(out, "%s\"%s\": {\"n\": %u, ", k ? ", " : "", names[k],
                     c->n);
        cr_report_number(out, "mean", c->n > 0, c->mean);
        cr_text_addf(out, ", ");
        cr_report_number(out, "cv_pct", c->n >= PLACE_HITS, c->cv_pct);
        cr_text_addf(out, "}");
    }
    cr_text_addf(out, ", ");
    cr_report_number(out, "contrast", lab.has_contrast, lab.contrast);
    cr_text_addf(out, "}}");
}
