#include "app/ui/roll.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/practice/silence.h"
#include "app/practice/follow.h"
#include "patterns/words.h"

#define AXIS 0.43 /* of the width */
#define PITCH 58.0
#define TOP 60.0
#define AFTER_TITLE 120.0
#define BEFORE_HEADING 24.0
#define NARROW 1000.0 /* details stand below the names */
#define DETAIL_PITCH 36.0

static struct cr_roll_line *add(struct cr_roll *roll, enum cr_roll_kind kind,
                                const char *role)
{
    if (roll->count == CR_ROLL_LINES)
        return NULL;
    struct cr_roll_line *line = &roll->lines[roll->count++];
    *line = (struct cr_roll_line){.kind = kind};
    snprintf(line->role, sizeof(line->role), "%s", role);
    return line;
}

static CR_PRINTF(2, 3) void name(struct cr_roll_line *line, const char *format,
                                 ...)
{
    va_list values;
    if (!line)
        return;
    va_start(values, format);
    vsnprintf(line->name, sizeof(line->name), format, values);
    va_end(values);
}

static CR_PRINTF(2, 3) void detail(struct cr_roll_line *line,
                                   const char *format, ...)
{
    va_list values;
    if (!line)
        return;
    va_start(values, format);
    vsnprintf(line->detail, sizeof(line->detail), format, values);
    va_end(values);
}

/* Who usually plays a drum. */
static const char *limb_of(const struct cr_pattern *p, uint32_t lane)
{
    static const char *const hands[] = {N_("Your right hand"),
                                        N_("Your left hand")};
    static const char *const feet[] = {N_("Your right foot"),
                                       N_("Your left foot")};
    if (p->lanes[lane].hand)
        return _(hands[p->lanes[lane].hand == 'L']);
    switch (p->lanes[lane].id) {
    case CR_BD: return _(feet[p->is_left_handed]);
    case CR_HF: return _(feet[!p->is_left_handed]);
    case CR_SD: return _(hands[!p->is_left_handed]);
    case CR_HH:
    case CR_RD: return _(hands[p->is_left_handed]);
    default: return _("Your hands");
    }
}

static void write_players(struct cr_roll *roll, const struct cr_report *about)
{
    const struct cr_pattern *p = about->timeline->pattern;
    for (uint32_t lane = 0; lane < p->lane_count && lane < 12; lane++) {
        const struct cr_tally *t = &about->result->lanes[lane];
        if (!t->notes)
            continue;
        const struct cr_lane drum = p->lanes[lane].hand
                                        ? cr_lane_of_kit(p->lanes[lane].id)
                                        : p->lanes[lane];
        struct cr_roll_line *line =
            add(roll, CR_ROLL_ROW, cr_lane_label(&drum));
        name(line, "%s", limb_of(p, lane));
        detail(line, "%.0f %%",
               100.0 * (t->judged[CR_LOCKED] + t->judged[CR_TIGHT]) / t->notes);
    }
}

static void write_steadiest(struct cr_roll *roll, const struct cr_report *about)
{
    const struct cr_pattern *p = about->timeline->pattern;
    uint32_t best = CR_NONE, lanes = 0;
    for (uint32_t lane = 0; lane < p->lane_count; lane++) {
        const struct cr_tally *t = &about->result->lanes[lane];
        if (!t->has_spread || t->notes < 16)
            continue;
        lanes++;
        if (best == CR_NONE ||
            t->spread_ms < about->result->lanes[best].spread_ms)
            best = lane;
    }
    if (lanes < 2)
        return; /* it has nobody to be steadier than */
    struct cr_roll_line *line = add(roll, CR_ROLL_ROW, _("Steadiest"));
    name(line, "%s", limb_of(p, best));
    detail(line, _("%s, \xC2\xB1 %.0f ms"), cr_lane_label(&p->lanes[best]),
           about->result->lanes[best].spread_ms);
}

/* Of each bar: the mean error, how many were hit of how many, and the mean size of
 * the errors. */
struct bar {
    double mean_ms, size_ms;
    uint32_t hits, notes;
};

static struct bar *bars_of(const struct cr_report *about)
{
    const struct cr_result *r = about->result;
    const struct cr_timeline *t = about->timeline;
    struct bar *bars = calloc(t->bar_count + 1, sizeof(*bars));
    for (uint32_t i = 0; bars && i < r->target_count; i++) {
        struct bar *bar =
            &bars[t->notes[r->target_notes[i]].bar - t->countin_count];
        if (!cr_target_counts(&r->targets[i]))
            continue;
        bar->notes++;
        if (!cr_is_measured(r, about->presses, i))
            continue;
        bar->hits++;
        const double e = r->answers[i].error_ms;
        bar->mean_ms += (e - bar->mean_ms) / bar->hits;
        bar->size_ms += (fabs(e) - bar->size_ms) / bar->hits;
    }
    return bars;
}

/* The four bars that were farthest off together. */
static void write_rush(struct cr_roll *roll, const struct cr_report *about,
                       const struct bar *bars)
{
    const double lean =
        about->result->all.has_lean ? about->result->all.lean_ms : 0;
    uint32_t at = 0;
    double most = 0;
    for (uint32_t b = 0; b + 4 <= about->result->bar_count; b++) {
        double sum = 0;
        uint32_t hits = 0;
        for (uint32_t k = b; k < b + 4; k++) {
            sum += bars[k].mean_ms * bars[k].hits;
            hits += bars[k].hits;
        }
        if (hits >= 8 && fabs(sum / hits - lean) > fabs(most)) {
            most = sum / hits - lean;
            at = b;
        }
    }
    if (fabs(most) < 10)
        return;
    struct cr_roll_line *line =
        add(roll, CR_ROLL_ROW, most < 0 ? _("Rushed in") : _("Dragged in"));
    name(line, _("Bars %u to %u"), at + 1, at + 4);
    detail(line, _("%.0f ms %s than the rest"), fabs(most),
           most < 0 ? _("earlier") : _("later"));
}

static void write_silence(struct cr_roll *roll, const struct cr_report *about)
{
    struct cr_silences silences;
    uint32_t held = 0, all = 0, back = 0;
    double sum = 0;
    if (cr_silences_judge(&silences, about->timeline, about->result))
        return;
    for (uint32_t i = 0; i < silences.count; i++) {
        const struct cr_silence *s = &silences.items[i];
        all += s->is_played;
        back += s->has_return;
        sum += s->has_return ? s->return_ms : 0;
        held += cr_silence_is_held(s);
    }
    cr_silences_destroy(&silences);
    if (!all)
        return;
    struct cr_roll_line *line = add(roll, CR_ROLL_ROW, _("Held the silence"));
    name(line, cr_words_n("%u of %u time", "%u of %u times", all), held, all);
    if (back)
        detail(line, _("%.0f ms %s on average"), fabs(sum / back),
               sum < 0 ? _("early") : _("late"));
}

static void write_stunts(struct cr_roll *roll, const struct cr_measures *m)
{
    if (m->flams.count < 4)
        return;
    struct cr_roll_line *line = add(roll, CR_ROLL_ROW, _("Stunts"));
    name(line, _("%u of %u flams"),
         m->flams.count - m->flams.flat - m->flams.open, m->flams.count);
    detail(line, _("landed"));
}

static void write_best_bar(struct cr_roll *roll, const struct cr_report *about,
                           const struct bar *bars)
{
    uint32_t best = CR_NONE, whole = 0;
    for (uint32_t b = 0; b < about->result->bar_count; b++) {
        if (bars[b].notes < 4 || bars[b].hits < bars[b].notes)
            continue;
        whole++;
        if (best == CR_NONE || bars[b].size_ms < bars[best].size_ms)
            best = b;
    }
    if (whole < 4)
        return; /* one of few is no best */
    struct cr_roll_line *line = add(roll, CR_ROLL_ROW, _("Best bar"));
    name(line, _("Bar %u"), best + 1);
    detail(line, _("%.0f ms off on average, nothing missed"),
           bars[best].size_ms);
}

static void write_run(struct cr_roll *roll, const struct cr_report *about)
{
    const struct cr_result *r = about->result;
    uint32_t run = 0, longest = 0;
    for (uint32_t i = 0; i < r->target_count; i++) {
        if (!cr_target_counts(&r->targets[i]))
            continue;
        const bool is_good = cr_result_judgement(r, i) <= CR_TIGHT;
        run = is_good ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    if (longest < 16)
        return;
    struct cr_roll_line *line = add(roll, CR_ROLL_ROW, _("Longest take"));
    name(line, _("%u notes"), longest);
    detail(line, _("in a row on time"));
}

static void write_earned(struct cr_roll *roll, const struct cr_report *about)
{
    struct cr_repetition *reps = NULL;
    struct cr_earn_estimate estimate;
    uint32_t count = 0;
    if (!about->session || !about->session->earn.bars ||
        cr_follow_review(about->session, about->timeline, about->result,
                         about->presses, &reps, &count, &estimate))
        return;
    if (count >= 4) {
        struct cr_roll_line *line = add(roll, CR_ROLL_ROW, _("Earned"));
        name(line, _("%.0f bpm"), estimate.bpm);
        detail(line, _("clean, %.0f to %.0f for sure"), estimate.low_bpm,
               estimate.high_bpm);
    }
    free(reps);
}

static void write_place(struct cr_roll *roll, const struct cr_report *about)
{
    const struct cr_timeline *t = about->timeline;
    double low = HUGE_VAL, high = 0;
    char text[48];
    for (uint32_t b = 0; b < about->result->bar_count; b++) {
        const double bpm = cr_timeline_bar_bpm(t, t->countin_count + b);
        low = fmin(low, bpm);
        high = fmax(high, bpm);
    }
    if (!about->result->bar_count)
        return;
    cr_say(text, sizeof(text),
           high - low > 0.05 ? _("shot on location at %.4g to %.4g bpm")
                             : _("shot on location at %.4g bpm"),
           low, high);
    (void)add(roll, CR_ROLL_HEADING, text);
}

void cr_roll_write(struct cr_roll *roll, const struct cr_report *about,
                   const struct cr_measures *measures)
{
    struct bar *bars = bars_of(about);
    const struct cr_pattern *p = about->timeline->pattern;
    *roll = (struct cr_roll){0};
    struct cr_roll_line *title = add(roll, CR_ROLL_TITLE, "");
    name(title, "%s", p->title ? cr_title(p->title) : _("A take"));
    write_players(roll, about);
    const int before = roll->count;
    (void)add(roll, CR_ROLL_HEADING, _("the story"));
    write_earned(roll, about);
    write_silence(roll, about);
    if (bars)
        write_rush(roll, about, bars);
    write_stunts(roll, measures);
    write_run(roll, about);
    write_steadiest(roll, about);
    if (bars)
        write_best_bar(roll, about, bars);
    if (roll->count > before + 7) /* six are enough */
        roll->count = before + 7;
    if (roll->count == before + 1)
        roll->count = before; /* nothing happened */
    write_place(roll, about);
    free(bars);
}

/* Where each line's baseline is; a detail for which there is no room has its own. */
static double place_of(const struct cr_roll *roll, double width, int index)
{
    double y = TOP;
    for (int i = 0; i <= index; i++) {
        const struct cr_roll_line *before = i ? &roll->lines[i - 1] : NULL;
        if (roll->lines[i].kind == CR_ROLL_HEADING)
            y += BEFORE_HEADING;
        if (before)
            y += before->kind == CR_ROLL_TITLE ? AFTER_TITLE : PITCH;
        if (before && width < NARROW && before->detail[0])
            y += DETAIL_PITCH;
    }
    return y;
}

double cr_roll_height(const struct cr_roll *roll, double width)
{
    return roll->count ? place_of(roll, width, roll->count - 1) + TOP : 0;
}

/* Its right end, or its middle, there; smaller if it is wider than the room. */
static void draw_at(cairo_t *cr, const char *text, struct cr_type type,
                    struct cr_colour colour, enum cr_align align, double x,
                    double y, double room)
{
    const double width = fmin(cr_text_width(cr, text, type), room);
    (void)cr_draw_fitting(cr, text, type, colour,
                          x - (align == CR_RIGHT ? width : width / 2), y,
                          width);
}

static void draw_row(const struct cr_roll_line *line, cairo_t *cr, double width,
                     double y)
{
    static const struct cr_type small = {CR_FACE_TEXT, 27, false};
    const struct cr_theme *dark = cr_theme_find("dark"); /* as a cinema is */
    const double axis = AXIS * width, right = axis + 24;
    const double room = width - right - 60;
    draw_at(cr, line->role, (struct cr_type){CR_FACE_TEXT, 29, false},
            dark->ink2, CR_RIGHT, axis - 24, y, axis - 44);
    const double end = cr_draw_fitting(
        cr, line->name, (struct cr_type){CR_FACE_TITLE, 47, true}, dark->ink1,
        right, y, room);
    if (width < NARROW)
        cr_draw_fitting(cr, line->detail, small, dark->ink2, right,
                        y + DETAIL_PITCH, room);
    else
        cr_draw_fitting(cr, line->detail, small, dark->ink2, right + 18 + end,
                        y, room - end - 18);
}

void cr_roll_draw(const struct cr_roll *roll, cairo_t *cr, double width)
{
    const struct cr_theme *dark = cr_theme_find("dark");
    for (int i = 0; i < roll->count; i++) {
        const struct cr_roll_line *line = &roll->lines[i];
        const double y = place_of(roll, width, i), axis = AXIS * width;
        const double room = 2 * axis - 40;
        if (line->kind == CR_ROLL_TITLE)
            draw_at(cr, line->name, (struct cr_type){CR_FACE_TITLE, 72, true},
                    dark->ink1, CR_CENTRE, axis, y, room);
        else if (line->kind == CR_ROLL_HEADING)
            draw_at(cr, line->role, (struct cr_type){CR_FACE_TEXT, 25, true},
                    dark->ink3, CR_CENTRE, axis, y, room);
        else
            draw_row(line, cr, width, y);
    }
}
