#include "app/progress_report.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/report_parts.h"
#include "patterns/hands.h"
#include "patterns/words.h"

const char *cr_progress_range_word(enum cr_progress_range range)
{
    static const char *const names[CR_RANGE_COUNT] = {
        N_("4 weeks"), N_("8 weeks"), N_("1 year"), N_("all")};
    return names[range];
}

int64_t cr_progress_range_since(enum cr_progress_range range, int64_t now_ms)
{
    static const int64_t days[CR_RANGE_COUNT] = {28, 56, 365, 0};
    const int64_t since = now_ms - days[range] * INT64_C(86400000);
    return days[range] && since > 0 ? since : 0;
}

void cr_progress_way(const struct cr_exercise *e, char *text, size_t size)
{
    char bars[48] = "";
    if (e->from_bar && e->from_bar == e->to_bar)
        cr_say(bars, sizeof(bars), _("bar %u"), e->from_bar);
    else if (e->from_bar && e->to_bar)
        cr_say(bars, sizeof(bars), _("bars %u to %u"), e->from_bar, e->to_bar);
    else if (e->from_bar || e->to_bar)
        cr_say(bars, sizeof(bars),
               e->from_bar ? _("from bar %u") : _("to bar %u"),
               e->from_bar ? e->from_bar : e->to_bar);
    snprintf(text, size, "%s%s%s", bars, bars[0] && e->session[0] ? ", " : "",
             e->session);
    for (char *colon; (colon = strchr(text, ':'));)
        *colon = ' ';
}

void cr_progress_limb_name(const struct cr_exercise_limb *limb, char *text,
                           size_t size)
{
    struct cr_lane lane;
    const bool is_known = cr_lane_find(limb->name, strlen(limb->name), &lane);
    const char *hand = cr_hand_label(limb->name);
    cr_say(text, size, "%s",
           !limb->name[0] ? _("All drums")
           : is_known     ? cr_lane_label(&lane)
           : hand         ? hand
                          : limb->name);
}

/* "10 days", "8 weeks". */
static void name_span(int days, char *text, size_t size)
{
    if (days >= 21)
        cr_say(text, size, _("%d weeks"), (days + 3) / 7);
    else
        cr_say(text, size, cr_words_n("%d day", "%d days", days), days);
}

void cr_progress_sentence(const struct cr_exercise *e, char *text, size_t size)
{
    const struct cr_progress_trend *t = &e->trend;
    char span[32];
    if (!t->is_enough) {
        const int left = CR_PROGRESS_DAYS - t->days;
        cr_say(text, size,
               cr_words_n("%d day so far: %d more before a trend can be told",
                          "%d days so far: %d more before a trend can be told",
                          t->days),
               t->days, left);
        return;
    }
    name_span(e->days[e->day_count - 1].day - e->days[0].day + 1, span,
              sizeof(span));
    if (t->is_claimed)
        cr_say(text, size, _("Your spread went from %.0f to %.0f ms in %s"),
               exp(t->from), exp(t->to), span);
    else
        cr_say(text, size, _("No trend that could be told from chance in %s"),
               span);
}

static void add_lean(struct cr_text_buffer *out,
                     const struct cr_exercise_limb *l)
{
    char name[40];
    if (!l->now.n)
        return;
    cr_progress_limb_name(l, name, sizeof(name));
    cr_text_say(out, _("  %-12s lean %.1f ms%s"), name, fabs(l->now.mean),
                cr_report_side(l->now.mean));
    if (l->now.n >= 3)
        cr_text_say(out, _(" (95 %%: %.1f to %.1f)"), l->now.low, l->now.high);
    else
        cr_text_say(out, _(", too few days for an interval"));
    if (l->then.n)
        cr_text_say(out, _("; at first %.1f ms%s"), fabs(l->then.mean),
                    cr_report_side(l->then.mean));
    cr_text_addf(out, "\n");
}

static void add_exercise(struct cr_text_buffer *out,
                         const struct cr_exercise *e)
{
    const struct cr_progress_trend *t = &e->trend;
    char text[300];
    cr_progress_way(e, text, sizeof(text));
    cr_text_addf(out, "\n%s%s%s\n", cr_title(e->title), text[0] ? ": " : "",
                 text);
    char takes[40], days[40];
    cr_say(takes, sizeof(takes), cr_words_n("%u take", "%u takes", e->takes),
           e->takes);
    cr_say(days, sizeof(days), cr_words_n("%u day", "%u days", e->day_count),
           e->day_count);
    cr_text_say(out, _("  %s on %s, %.0f min"), takes, days, e->minutes);
    if (e->elsewhere)
        cr_text_say(out,
                    _("; %u of them on other devices or with other delays, not "
                      "compared"),
                    e->elsewhere);
    cr_progress_sentence(e, text, sizeof(text));
    cr_text_addf(out, "\n  %s", text);
    if (t->is_enough)
        cr_text_say(out, _(" (last to first %.2f, 95 %%: %.2f to %.2f)"),
                    t->ratio, t->low, t->high);
    cr_text_addf(out, "\n");
    for (uint32_t i = 0; i < e->limb_count; i++)
        add_lean(out, &e->limbs[i]);
    if (e->has_clean)
        cr_text_say(out, _("  fastest clean tempo %.4g bpm"), e->clean_bpm);
    if (e->has_clean && e->has_clean_interval)
        cr_text_say(out, _(" (95 %%: %.0f to %.0f)"), e->clean_low_bpm,
                    e->clean_high_bpm);
    if (e->has_clean)
        cr_text_addf(out, "\n");
    for (uint32_t i = 0; i < e->gap_count; i++)
        cr_text_say(out,
                    cr_words_n("%s%u bar at %.0f bpm", "%s%u bars at %.0f bpm",
                               e->gaps[i].bars),
                    i ? ", " : _("  longest silence kept "), e->gaps[i].bars,
                    e->gaps[i].bpm);
    if (e->gap_count)
        cr_text_addf(out, "\n");
}

void cr_progress_text(struct cr_text_buffer *out,
                      const struct cr_exercises *exercises, const char *range)
{
    double minutes = 0;
    for (uint32_t i = 0; i < exercises->day_count; i++)
        minutes += exercises->days[i].minutes;
    if (!exercises->count) {
        cr_text_say(out, _("Nothing was played by you in %s.\n"), range);
        return;
    }
    cr_text_say(out,
                cr_words_n("In %s: %.0f min on %u day\n",
                           "In %s: %.0f min on %u days\n",
                           exercises->day_count),
                range, minutes, exercises->day_count);
    for (uint32_t i = 0; i < exercises->count; i++)
        add_exercise(out, &exercises->items[i]);
}

static void add_evidence(struct cr_text_buffer *out, const char *name,
                         const struct cr_evidence *e)
{
    if (!e->n) {
        cr_text_addf(out, "\"%s\": null", name);
        return;
    }
    cr_text_addf(out, "\"%s\": {\"days\": %d, \"lean_ms\": %.4f", name, e->n,
                 cr_report_clean(e->mean));
    if (e->n >= 3)
        cr_text_addf(out, ", \"ci_ms\": [%.4f, %.4f]", cr_report_clean(e->low),
                     cr_report_clean(e->high));
    cr_text_addf(out, "}");
}

static void add_exercise_json(struct cr_text_buffer *out,
                              const struct cr_exercise *e)
{
    const struct cr_progress_trend *t = &e->trend;
    cr_text_addf(out, "{\"title\": ");
    cr_text_add_json(out, e->title);
    cr_text_addf(out, ", \"session\": ");
    cr_text_add_json(out, e->session);
    cr_text_addf(out,
                 ", \"from_bar\": %u, \"to_bar\": %u, \"takes\": %u, "
                 "\"elsewhere\": %u, \"minutes\": %.4f,\n  \"days\": [",
                 e->from_bar, e->to_bar, e->takes, e->elsewhere, e->minutes);
    for (uint32_t i = 0; i < e->day_count; i++) {
        const struct cr_exercise_day *d = &e->days[i];
        cr_text_addf(out, "%s{\"day\": %d, \"takes\": %u, \"minutes\": %.4f, ",
                     i ? ", " : "", d->day, d->takes, d->minutes);
        cr_report_number(out, "spread120_ms", d->spreads > 0,
                         exp(d->ln_spread));
        cr_text_addf(out, ", ");
        cr_report_number(out, "lean_ms", d->leans > 0, d->lean_ms);
        cr_text_addf(out, "}");
    }
    cr_text_addf(out,
                 "],\n  \"trend\": {\"days\": %d, \"enough\": %s, "
                 "\"claimed\": %s",
                 t->days, t->is_enough ? "true" : "false",
                 t->is_claimed ? "true" : "false");
    if (t->is_enough)
        cr_text_addf(out,
                     ", \"from_ms\": %.4f, \"to_ms\": %.4f, \"ratio\": %.4f, "
                     "\"ci\": [%.4f, %.4f], \"p\": %.6f",
                     exp(t->from), exp(t->to), t->ratio, t->low, t->high, t->p);
    cr_text_addf(out, "},\n  \"leans\": [");
    for (uint32_t i = 0; i < e->limb_count; i++) {
        cr_text_addf(out, "%s{\"lane\": ", i ? ", " : "");
        cr_text_add_json(out, e->limbs[i].name);
        cr_text_addf(out, ", ");
        add_evidence(out, "then", &e->limbs[i].then);
        cr_text_addf(out, ", ");
        add_evidence(out, "now", &e->limbs[i].now);
        cr_text_addf(out, "}");
    }
    cr_text_addf(out, "],\n  ");
    cr_report_number(out, "clean_bpm", e->has_clean, e->clean_bpm);
    if (e->has_clean_interval)
        cr_text_addf(out, ", \"clean_ci_bpm\": [%.4f, %.4f]", e->clean_low_bpm,
                     e->clean_high_bpm);
    cr_text_addf(out, ", \"gaps\": [");
    for (uint32_t i = 0; i < e->gap_count; i++)
        cr_text_addf(out, "%s{\"bpm\": %.0f, \"bars\": %u}", i ? ", " : "",
                     e->gaps[i].bpm, e->gaps[i].bars);
    cr_text_addf(out, "]}");
}

void cr_progress_json(struct cr_text_buffer *out,
                      const struct cr_exercises *exercises)
{
    cr_text_addf(out, "{\"schema\": 1, \"today\": %d, \"days\": [",
                 exercises->today);
    for (uint32_t i = 0; i < exercises->day_count; i++)
        cr_text_addf(out, "%s{\"day\": %d, \"minutes\": %.4f}", i ? ", " : "",
                     exercises->days[i].day, exercises->days[i].minutes);
    cr_text_addf(out, "],\n \"exercises\": [");
    for (uint32_t i = 0; i < exercises->count; i++) {
        cr_text_addf(out, i ? ",\n " : "\n ");
        add_exercise_json(out, &exercises->items[i]);
    }
    cr_text_addf(out, "]}\n");
}
