#include "app/report.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/hits.h"
#include "app/report_parts.h"
#include "patterns/hands.h"
#include "patterns/words.h"

double cr_report_clean(double value)
{
    return fabs(value) < 0.00005 ? 0 : value;
}

const char *cr_report_side(double ms)
{
    return ms < -0.05 ? _(" early") : ms > 0.05 ? _(" late") : "";
}

static void add_tempo(struct cr_text_buffer *out, const struct cr_timeline *t)
{
    double low = HUGE_VAL, high = 0;
    for (uint32_t b = t->countin_count; b < t->bar_count; b++) {
        const double bpm = cr_timeline_bar_bpm(t, b);
        low = fmin(low, bpm);
        high = fmax(high, bpm);
    }
    if (high - low > 0.005)
        cr_text_say(out, _("%.4g to %.4g bpm"), low, high);
    else
        cr_text_say(out, _("%.6g bpm"), low);
}

static void add_lane(struct cr_text_buffer *out, const char *name,
                     const struct cr_tally *tally)
{
    cr_text_say(out, "  %-12s %5u %5u %5u %5u", name, tally->notes, tally->hits,
                tally->missed, tally->extra);
    if (tally->has_lean)
        cr_text_say(out, _(" %5.1f ms%-6s"),
                    cr_report_clean(fabs(tally->lean_ms)),
                    cr_report_side(tally->lean_ms));
    else
        cr_text_addf(out, " %14s", "-");
    if (tally->has_spread)
        cr_text_say(out, _(" %6.1f ms%s\n"), tally->spread_ms,
                    tally->notes < 16 ? _(" (preliminary)") : "");
    else
        cr_text_say(out, _(" too few hits\n"));
}

void cr_report_add_question(struct cr_text_buffer *out,
                            const struct cr_take_facts *facts)
{
    if (facts->asks_for_offset)
        cr_text_say(
            out,
            _("Everything arrives %.0f ms %s at every tempo and on every "
              "drum. That looks like the device, not you. Measure it: "
              "creditroll calibrate"),
            fabs(facts->late_ms), facts->late_ms < 0 ? _("early") : _("late"));
}

/* Where the numbers come from, and how well it went. */
static void add_facts(struct cr_text_buffer *out,
                      const struct cr_take_facts *facts)
{
    const struct cr_calibration *c = &facts->calibration;
    const struct cr_take_health *h = &facts->health;
    const bool is_by_offset =
        !cr_calibration_is_sound_to_sound(c) && c->state != CR_OFFSET_UNKNOWN;
    char drift[32] = "";
    if (h->clock.has_drift)
        cr_say(drift, sizeof(drift), _(", drift %+.0f ppm"),
               h->clock.drift_ppm);
    cr_text_say(out, _("\nTiming: %s"), _(cr_calibration_word(c)));
    if (is_by_offset)
        cr_text_say(out, _(", output %+.1f ms, keys %+.1f ms"),
                    cr_report_clean(c->offsets.output_ms),
                    cr_report_clean(c->offsets.input_ms));
    if (is_by_offset && c->doubt_ms > 0)
        cr_text_say(out, _(", give or take %.1f ms"), c->doubt_ms);
    if (is_by_offset && c->state == CR_OFFSET_TAPPED)
        cr_text_say(out, _("; people tap ahead, that is in it"));
    cr_text_say(
        out,
        _("\nClock: %s, steady to %.2f ms%s; keys: %s, longest wait %.1f "
          "ms\n"),
        h->clock.source == CR_CLOCK_HEARD ? _("by the device")
                                          : _("by the callbacks"),
        h->clock.residual_ms, drift, facts->key_source, h->longest_pump_ms);
    cr_text_say(out,
                _("Sound: %llu underflows, %u gaps, longest wait %.1f ms%s\n"),
                (unsigned long long)h->underflows, h->gaps, h->longest_gap_ms,
                h->was_lost ? _("; the device was lost") : "");
    if (h->clock.way_change_ms != 0)
        cr_text_say(out,
                    _("The sound's way to your ears changed by %+.0f ms: other "
                      "headphones? Calibrate again\n"),
                    h->clock.way_change_ms);
    if (facts->asks_for_offset) {
        cr_report_add_question(out, facts);
        cr_text_addf(out, "\n");
    }
}

enum { MOST_TEMPI = 8 }; /* more are a ramp, of which rows would say nothing */

/* The tempo of a target, in whole hundredths: tempi that print alike are one. */
static int64_t tempo_of(const struct cr_timeline *t, const struct cr_result *r,
                        uint32_t target)
{
    const struct cr_note *note = &t->notes[r->target_notes[target]];
    return llround(cr_timeline_bar_bpm(t, note->bar) * 100);
}

/* The tempi of a take in their order; more than MOST_TEMPI are not counted. */
static int find_tempi(const struct cr_timeline *t, const struct cr_result *r,
                      int64_t *tempi)
{
    int count = 0;
    for (uint32_t i = 0; i < r->target_count && count <= MOST_TEMPI; i++) {
        const int64_t tempo = tempo_of(t, r, i);
        int at = 0;
        while (at < count && tempi[at] != tempo)
            at++;
        if (at == count)
            tempi[count++] = tempo;
    }
    return count;
}

/* A row for each tempo: what was played at one says nothing of another. */
static void add_tempi(struct cr_text_buffer *out, const struct cr_timeline *t,
                      const struct cr_result *r)
{
    int64_t tempi[MOST_TEMPI + 1];
    const int count = find_tempi(t, r, tempi);
    double *errors = malloc((r->target_count + 1) * sizeof(*errors));
    for (int k = 0; errors && count > 1 && count <= MOST_TEMPI && k < count;
         k++) {
        struct cr_tally tally = {0};
        uint32_t known = 0;
        char name[32];
        for (uint32_t i = 0; i < r->target_count; i++) {
            const struct cr_answer *a = &r->answers[i];
            if (!cr_target_counts(&r->targets[i]) ||
                tempo_of(t, r, i) != tempi[k])
                continue;
            tally.notes++;
            tally.hits += a->press != CR_NONE && !a->is_wrong_drum;
            tally.missed += a->press == CR_NONE;
            if (a->press != CR_NONE && !a->is_wrong_drum)
                errors[known++] = a->error_ms;
        }
        cr_spread(errors, known, tally.notes, &tally);
        cr_say(name, sizeof(name), _("%.6g bpm"), (double)tempi[k] / 100);
        if (!k)
            cr_text_addf(out, "\n");
        add_lane(out, name, &tally);
    }
    free(errors);
}

/* How often the hand was the written one. */
static void add_sticking(struct cr_text_buffer *out, const struct cr_pattern *p,
                         const struct cr_result *result)
{
    uint32_t right = 0, all = 0;
    for (uint32_t lane = 0; lane < p->lane_count; lane++) {
        const struct cr_tally *t = &result->lanes[lane];
        if (!p->lanes[lane].hand)
            continue;
        right += t->hits;
        all += t->hits + t->wrong_drum;
    }
    if (all)
        cr_text_say(out,
                    _("Sticking: %u of %u strokes with the written hand\n"),
                    right, all);
}

void cr_report_text(struct cr_text_buffer *out, const struct cr_report *report)
{
    const struct cr_timeline *timeline = report->timeline;
    const struct cr_result *result = report->result;
    const struct cr_pattern *p = timeline->pattern;
    const struct cr_tally *all = &result->all;
    const uint32_t bars = result->bar_count;
    const bool has_hands = cr_pattern_has_hands(p);
    cr_text_say(out, "%s, ", p->title ? cr_title(p->title) : _("Pattern"));
    add_tempo(out, timeline);
    cr_text_say(out, cr_words_n(", %u bar\n", ", %u bars\n", bars), bars);
    cr_text_say(out, _("Score %.1f of 100%s"), result->score,
                result->is_shape_only ? _(", shape only") : "");
    cr_text_say(out,
                _("  (lost: %.1f off time, %.1f missed, %.1f extra, %.1f wrong "
                  "%s)\n"),
                cr_report_clean(result->bill.off_time),
                cr_report_clean(result->bill.missed),
                cr_report_clean(result->bill.extra),
                cr_report_clean(result->bill.wrong_drum),
                has_hands ? _("hand") : _("drum"));
    if (has_hands)
        add_sticking(out, p, result);
    if (all->has_spread)
        cr_text_say(out, _("Spread %.1f ms%s"), all->spread_ms,
                    all->notes < 16 ? _(" (preliminary)") : "");
    else
        cr_text_say(out, _("Spread: too few hits"));
    if (result->is_shape_only)
        cr_text_say(out, _(", lean not judged: the delay of the devices is not "
                           "known"));
    else if (all->has_lean)
        cr_text_say(out, _(", lean %.1f ms%s"),
                    cr_report_clean(fabs(all->lean_ms)),
                    cr_report_side(all->lean_ms));
    if (result->has_lean_interval && !result->is_shape_only)
        cr_text_say(out, _(" (95 %%: %.1f to %.1f ms)"), result->lean_low_ms,
                    result->lean_high_ms);
    cr_text_addf(out, "\n");
    for (int j = 0; j < CR_JUDGEMENT_COUNT; j++)
        cr_text_say(out, "%s%u %s", j ? ", " : "", all->judged[j],
                    has_hands && j == CR_WRONG_DRUM
                        ? _("wrong hand")
                        : cr_words_in("judgement",
                                      cr_judgement_word((enum cr_judgement)j)));
    cr_text_say(out, _(", %u extra\n"), all->extra);
    if (!cr_windows_are_usual(&result->windows)) {
        cr_text_say(out, _("Windows: "));
        cr_windows_write(&result->windows, out);
        cr_text_addf(out, "\n");
    }
    if (all->doubtful)
        cr_text_say(
            out,
            cr_words_n("%u hit fell where sound was lost or the program stood: "
                       "kept, but not in lean and spread\n",
                       "%u hits fell where sound was lost or the program "
                       "stood: kept, but not in lean and spread\n",
                       all->doubtful),
            all->doubtful);
    cr_text_addf(out, "\n");
    cr_text_say(out, "  %-12s %5s %5s %5s %5s %14s %9s\n", "", _("notes"),
                _("hit"), _("miss"), _("extra"), _("lean"), _("spread"));
    for (uint32_t lane = 0; lane < p->lane_count; lane++) {
        if (result->lanes[lane].notes || result->lanes[lane].extra)
            add_lane(out, cr_lane_label(&p->lanes[lane]), &result->lanes[lane]);
    }
    add_tempi(out, timeline, result);
    cr_report_findings_text(out, report);
    cr_report_silences_text(out, timeline, result);
    cr_report_fade_text(out, report);
    cr_report_earned_text(out, report);
    cr_report_lab_text(out, report);
    if (report->facts)
        add_facts(out, report->facts);
}

void cr_report_number(struct cr_text_buffer *out, const char *key,
                      bool is_there, double value)
{
    if (is_there)
        cr_text_addf(out, "\"%s\": %.4f", key, cr_report_clean(value));
    else
        cr_text_addf(out, "\"%s\": null", key);
}

static void add_tally(struct cr_text_buffer *out, const struct cr_tally *t)
{
    cr_text_addf(out,
                 "\"N\": %u, \"hits\": %u, \"missed\": %u, \"extra\": %u, "
                 "\"wrong\": %u, \"doubtful\": %u, ",
                 t->notes, t->hits, t->missed, t->extra, t->wrong_drum,
                 t->doubtful);
    cr_report_number(out, "lean_ms", t->has_lean, t->lean_ms);
    cr_text_addf(out, ", ");
    cr_report_number(out, "spread_ms", t->has_spread, t->spread_ms);
    cr_text_addf(out, ", ");
    cr_report_number(out, "mean_ms", t->has_lean, t->mean_ms);
    cr_text_addf(out, ", ");
    cr_report_number(out, "sd_ms", t->has_lean, t->sd_ms);
    for (int j = 0; j <= CR_OFF; j++)
        cr_text_addf(out, ", \"%s\": %u",
                     cr_judgement_word((enum cr_judgement)j), t->judged[j]);
}

static void add_time(struct cr_text_buffer *out, int64_t ns)
{
    const int64_t size = ns < 0 ? -ns : ns;
    cr_text_addf(out, "%s%" PRId64 ".%09" PRId64, ns < 0 ? "-" : "",
                 size / CR_NS_PER_S, size % CR_NS_PER_S);
}

static void add_note(struct cr_text_buffer *out, const struct cr_timeline *t,
                     const struct cr_result *r, uint32_t i,
                     const struct cr_press *presses)
{
    const struct cr_answer *a = &r->answers[i];
    const struct cr_note *note = &t->notes[r->target_notes[i]];
    const char *judgement =
        a->press == CR_NONE
            ? (cr_target_counts(&r->targets[i]) ? "missed" : "free")
            : cr_judgement_word(cr_result_judgement(r, i));
    cr_text_addf(out, "{\"time_s\": ");
    add_time(out, r->targets[i].at_ns);
    cr_text_addf(out, ", \"lane\": ");
    cr_text_add_json(out, t->pattern->lanes[r->targets[i].lane].name);
    cr_text_addf(out,
                 ", \"bar\": %u, \"at\": \"%" PRId64 "/%" PRId64
                 "\", \"kind\": \"%s\", \"hit_s\": ",
                 note->bar - t->countin_count + 1, note->at.num, note->at.den,
                 r->targets[i].is_grace      ? "grace"
                 : r->targets[i].is_unjudged ? "lead-in"
                                             : "note");
    if (a->press == CR_NONE) {
        cr_text_addf(out, "null, \"e_ms\": null");
    } else {
        add_time(out, presses[a->press].at_ns);
        cr_text_addf(out, ", \"e_ms\": %.6f", cr_report_clean(a->error_ms));
        if (presses[a->press].doubt)
            cr_text_addf(out, ", \"doubt\": \"%s\"",
                         cr_doubt_word(presses[a->press].doubt));
    }
    cr_text_addf(out, ", \"judge\": \"%s\"}", judgement);
}

static void add_facts_json(struct cr_text_buffer *out,
                           const struct cr_take_facts *facts)
{
    const struct cr_calibration *c = &facts->calibration;
    const struct cr_take_health *h = &facts->health;
    cr_text_addf(out,
                 ",\n \"timing\": {\"state\": \"%s\", \"listening\": \"%s\", "
                 "\"output_ms\": %.4f, \"input_ms\": %.4f, \"display_ms\": "
                 "%.4f, \"doubt_ms\": %.4f,\n",
                 cr_calibration_word(c), cr_listening_word(c->listening),
                 cr_report_clean(c->offsets.output_ms),
                 cr_report_clean(c->offsets.input_ms),
                 cr_report_clean(c->offsets.display_ms), c->doubt_ms);
    cr_text_addf(
        out,
        "  \"clock\": \"%s\", \"residual_ms\": %.4f, \"way_change_ms\": "
        "%.4f, ",
        h->clock.source == CR_CLOCK_HEARD ? "device" : "callbacks",
        h->clock.residual_ms, cr_report_clean(h->clock.way_change_ms));
    cr_report_number(out, "drift_ppm", h->clock.has_drift, h->clock.drift_ppm);
    cr_text_addf(out, ", \"keys\": ");
    cr_text_add_json(out, facts->key_source);
    cr_text_addf(out,
                 ", \"longest_pump_ms\": %.4f,\n  \"underflows\": %llu, "
                 "\"gaps\": %u, \"longest_gap_ms\": %.4f, \"device_lost\": %s",
                 h->longest_pump_ms, (unsigned long long)h->underflows, h->gaps,
                 h->longest_gap_ms, h->was_lost ? "true" : "false");
    if (facts->asks_for_offset)
        cr_text_addf(out, ", \"all_late_ms\": %.4f", facts->late_ms);
    cr_text_addf(out, "}");
}

void cr_report_json(struct cr_text_buffer *out, const struct cr_report *report)
{
    const struct cr_timeline *timeline = report->timeline;
    const struct cr_result *result = report->result;
    const struct cr_press *presses = report->presses;
    const struct cr_pattern *p = timeline->pattern;
    cr_text_addf(out, "{\"schema\": 1, \"title\": ");
    cr_text_add_json(out, p->title ? p->title : "");
    cr_text_addf(out, ",\n \"score\": %.4f, \"cost\": %.4f,\n", result->score,
                 result->cost);
    cr_text_addf(
        out,
        " \"bill\": {\"off_time\": %.4f, \"missed\": %.4f, \"extra\": "
        "%.4f, \"wrong\": %.4f},\n \"shape_only\": %s,\n \"summary\": {",
        cr_report_clean(result->bill.off_time),
        cr_report_clean(result->bill.missed),
        cr_report_clean(result->bill.extra),
        cr_report_clean(result->bill.wrong_drum),
        result->is_shape_only ? "true" : "false");
    add_tally(out, &result->all);
    if (!cr_windows_are_usual(&result->windows)) {
        cr_text_addf(out, ", \"windows\": \"");
        cr_windows_write(&result->windows, out);
        cr_text_addf(out, "\"");
    }
    cr_text_addf(out, ", ");
    cr_report_number(out, "spread120_ms", result->all.has_spread,
                     result->spread120_ms);
    if (result->has_lean_interval)
        cr_text_addf(out, ", \"lean_ci_ms\": [%.4f, %.4f]",
                     cr_report_clean(result->lean_low_ms),
                     cr_report_clean(result->lean_high_ms));
    else
        cr_text_addf(out, ", \"lean_ci_ms\": null");
    cr_text_addf(out, ", \"preliminary\": %s},\n \"lanes\": [",
                 result->all.notes < 16 ? "true" : "false");
    bool is_first = true;
    for (uint32_t lane = 0; lane < p->lane_count; lane++) {
        if (!result->lanes[lane].notes && !result->lanes[lane].extra)
            continue;
        cr_text_addf(out, "%s\n  {\"lane\": ", is_first ? "" : ",");
        cr_text_add_json(out, p->lanes[lane].name);
        cr_text_addf(out, ", ");
        add_tally(out, &result->lanes[lane]);
        cr_text_addf(out, "}");
        is_first = false;
    }
    cr_text_addf(out, "],\n \"notes\": [");
    for (uint32_t i = 0; i < result->target_count; i++) {
        cr_text_addf(out, "%s\n  ", i ? "," : "");
        add_note(out, timeline, result, i, presses);
    }
    cr_text_addf(out, "],\n \"extras\": [");
    is_first = true;
    for (uint32_t i = 0; i < result->press_count; i++) {
        if (result->fates[i].fate != CR_PRESS_EXTRA)
            continue;
        const struct cr_lane lane = cr_hits_drum(p, presses[i].lane);
        cr_text_addf(out, "%s\n  {\"time_s\": ", is_first ? "" : ",");
        add_time(out, presses[i].at_ns);
        cr_text_addf(out, ", \"lane\": \"%s\", \"velocity\": %d}", lane.name,
                     presses[i].velocity);
        is_first = false;
    }
    cr_text_addf(out, "]");
    cr_report_findings_json(out, report);
    cr_report_silences_json(out, timeline, result);
    cr_report_fade_json(out, report);
    cr_report_earned_json(out, report);
    cr_report_earlier_json(out, report);
    cr_report_lab_json(out, report);
    if (report->facts)
        add_facts_json(out, report->facts);
    cr_text_addf(out, "}\n");
}
