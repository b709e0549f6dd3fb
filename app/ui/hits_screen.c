#include "app/ui/hits_screen.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/ui/grid.h"
#include "app/ui/layout.h"
#include "app/ui/meter_strip.h"
#include "patterns/words.h"

#define HEAD 112.0  /* of the window, for words */
#define LEFT 156.0  /* of the picture, for number and names */
#define RIGHT 136.0 /* of it, for mean and spread */
#define LANE 29.0   /* a lane with its hits below the notes, at least ... */
#define WIDE 44.0   /* ... and at most */
#define TRACK 13.0  /* of it, for the hits */
#define GAP 22.0    /* between two bars */

static const struct cr_type small = {CR_FACE_TEXT, 18, false};
static const struct cr_type words = {CR_FACE_TEXT, 20, false};
static const struct cr_type figure = {CR_FACE_TITLE, 31, true};
static const struct cr_type drum = {CR_FACE_TITLE, 22, true};

/* Lanes of which something was to be played, from the top. */
static uint32_t lanes_of(const struct cr_report *about, uint32_t *lanes)
{
    const struct cr_pattern *p = about->timeline->pattern;
    uint32_t count = 0;
    for (uint32_t i = 0; i < p->lane_count && count < CR_GRID_LANES; i++) {
        if (about->result->lanes[i].notes || about->result->lanes[i].extra)
            lanes[count++] = i;
    }
    return count;
}

static double room_of(const struct cr_layout *layout)
{
    return cr_sheet_bottom(layout) - 8 - (HEAD + 12);
}

static uint32_t rows_of(uint32_t lane_count, double room)
{
    const double rows = floor((room + GAP) / (LANE * lane_count + GAP));
    return rows < 1 ? 1 : (uint32_t)rows;
}

uint32_t cr_hits_screen_rows(const struct cr_report *about,
                             const struct cr_layout *layout)
{
    uint32_t lanes[CR_GRID_LANES];
    return rows_of(lanes_of(about, lanes), room_of(layout));
}

/* A bar that is drawn. */
struct strip {
    const struct cr_hits_view *v;
    const struct cr_theme *theme;
    cairo_t *cr;
    uint32_t bar; /* of the timeline */
    double margin, left, right, top;
    double lane; /* height of one */
    double per_ns;
    int64_t from_ns, to_ns;
    uint32_t lanes[CR_GRID_LANES], lane_count;
};

static double place(const struct strip *s, int64_t ns)
{
    return s->left + (double)(ns - s->from_ns) * s->per_ns;
}

static bool find_row(const struct strip *s, uint32_t lane, double *y)
{
    for (uint32_t i = 0; i < s->lane_count; i++) {
        if (s->lanes[i] == lane) {
            *y = s->top + s->lane * i;
            return true;
        }
    }
    return false;
}

/* Ground, beats and names. */
static void draw_ground(const struct strip *s)
{
    const struct cr_theme *theme = s->theme;
    const struct cr_timeline *t = s->v->about->timeline;
    const struct cr_meter *meter = cr_timeline_meter(t, s->bar);
    const double high = s->lane * s->lane_count;
    const bool is_silent =
        cr_timeline_passage(t, s->bar, (struct cr_fraction){0, 1}) == CR_SILENT;
    cr_fill_box(s->cr, is_silent ? theme->bg3 : theme->bg2, s->left - 16,
                s->top, s->right - s->left + 32, high);
    for (int beat = 0, group = 0, left = 0; beat < meter->beats; beat++) {
        const bool is_start = !left;
        if (is_start)
            left = meter->groups[group++];
        left--;
        const int64_t at =
            cr_timeline_ns(t, s->bar, cr_fraction_make(beat, meter->unit));
        cr_fill_box(s->cr, is_start ? theme->line3 : theme->line1,
                    place(s, at) - 0.75, s->top, 1.5, high);
    }
    for (uint32_t i = 0; i < s->lane_count; i++) {
        const double y = s->top + s->lane * (i + 1);
        cr_fill_box(s->cr, theme->track, s->left - 16, y - TRACK,
                    s->right - s->left + 32, TRACK);
        cr_draw_fitting(s->cr, cr_lane_label(&t->pattern->lanes[s->lanes[i]]),
                        drum, theme->ink2, s->margin + 56, y - 8, 80);
    }
}

static void draw_target(const struct strip *s, uint32_t target)
{
    const struct cr_report *about = s->v->about;
    const struct cr_timeline *t = about->timeline;
    const struct cr_result *r = about->result;
    const struct cr_answer *a = &r->answers[target];
    const struct cr_note *note = &t->notes[r->target_notes[target]];
    const struct cr_grid grid = {.timeline = t, .theme = s->theme};
    struct cr_note_style style =
        cr_grid_note_style(&grid, &t->pattern->strokes[note->stroke]);
    const double x = place(s, r->targets[target].at_ns);
    double y;
    if (r->targets[target].is_grace ||
        !find_row(s, r->targets[target].lane, &y))
        return;
    style.fill = s->theme->ink2;
    style.is_missed = a->press == CR_NONE && !r->targets[target].is_unjudged;
    cr_draw_note(s->cr, &style, x, y + s->lane - TRACK - 1, 16,
                 fmin(20, s->lane - TRACK - 4));
    if (r->targets[target].is_unjudged)
        return;
    const struct cr_mark mark = {.fate = a->press == CR_NONE ? CR_PRESS_FREE
                                         : a->is_wrong_drum
                                             ? CR_PRESS_WRONG_DRUM
                                             : CR_PRESS_MATCHED,
                                 .error_ms = a->error_ms,
                                 .judgement = cr_result_judgement(r, target)};
    const enum cr_hit_mark shape =
        a->press == CR_NONE ? CR_HIT_MISSED : cr_meter_hit_mark(&mark);
    const double off = a->press == CR_NONE
                           ? 0
                           : a->error_ms * 1e6 * s->per_ns * s->v->hit_scale;
    cr_draw_hit(s->cr, shape, cr_hit_colour(s->theme, shape), x + off,
                y + s->lane - TRACK / 2, 5.5);
}

static void draw_extras(const struct strip *s)
{
    const struct cr_report *about = s->v->about;
    for (uint32_t i = 0; i < about->result->press_count; i++) {
        const struct cr_press *press = &about->presses[i];
        double y;
        if (about->result->fates[i].fate != CR_PRESS_EXTRA ||
            press->at_ns < s->from_ns || press->at_ns >= s->to_ns ||
            !find_row(s, press->lane, &y))
            continue;
        cr_draw_hit(s->cr, CR_HIT_EXTRA, cr_hit_colour(s->theme, CR_HIT_EXTRA),
                    place(s, press->at_ns), y + s->lane - TRACK / 2, 5.5);
    }
}

/* Number and tempo at the left, mean and spread at the right. */
static void draw_words(const struct strip *s, double *errors, uint32_t count,
                       uint32_t notes)
{
    const struct cr_theme *theme = s->theme;
    const struct cr_timeline *t = s->v->about->timeline;
    const struct cr_played_bar *bar = &t->bars[s->bar];
    struct cr_tally tally = {0};
    char text[48];
    snprintf(text, sizeof(text), "%u", s->bar - t->countin_count + 1);
    cr_draw_text(s->cr, text, figure, theme->ink1, CR_LEFT, s->margin,
                 s->top + 25);
    if (t->piece_bar_count > 1) {
        cr_say(text, sizeof(text), _("bar %u"), bar->number);
        cr_draw_text(s->cr, text, (struct cr_type){CR_FACE_TEXT, 17, false},
                     theme->ink3, CR_LEFT, s->margin, s->top + 46);
    }
    cr_spread(errors, count, notes, &tally);
    if (!count) {
        cr_draw_text(s->cr, notes ? _("missed") : "-", small, theme->ink2,
                     CR_LEFT, s->right + 30, s->top + 24);
        return;
    }
    const enum cr_hit_mark mark = cr_lean_mark(tally.mean_ms);
    cr_draw_hit(s->cr, mark, cr_hit_colour(theme, mark), s->right + 40,
                s->top + 15, 8);
    snprintf(text, sizeof(text), "%.0f", fabs(tally.mean_ms));
    cr_draw_text(s->cr, text, figure, theme->ink1, CR_LEFT, s->right + 56,
                 s->top + 25);
    cr_say(text, sizeof(text), "\xC2\xB1%.0f", tally.sd_ms);
    cr_draw_text(s->cr, text, figure, theme->ink2, CR_RIGHT, s->right + RIGHT,
                 s->top + 25);
}

static void draw_strip(struct strip *s)
{
    const struct cr_report *about = s->v->about;
    const struct cr_timeline *t = about->timeline;
    const struct cr_result *r = about->result;
    double errors[256];
    uint32_t count = 0, notes = 0;
    s->from_ns = t->bars[s->bar].start_ns;
    s->to_ns =
        s->bar + 1 < t->bar_count ? t->bars[s->bar + 1].start_ns : t->end_ns;
    s->per_ns = (s->right - s->left) / (double)(s->to_ns - s->from_ns);
    draw_ground(s);
    for (uint32_t i = cr_targets_first(r->targets, r->target_count, s->from_ns);
         i < r->target_count && r->targets[i].at_ns < s->to_ns; i++) {
        draw_target(s, i);
        if (!cr_target_counts(&r->targets[i]))
            continue;
        notes++;
        if (r->answers[i].press != CR_NONE && !r->answers[i].is_wrong_drum &&
            count < sizeof(errors) / sizeof(errors[0]))
            errors[count++] = r->answers[i].error_ms;
    }
    draw_extras(s);
    draw_words(s, errors, count, notes);
}

static void draw_head(const struct cr_hits_view *v, struct cr_sheet *s,
                      uint32_t rows)
{
    const struct cr_timeline *t = v->about->timeline;
    const uint32_t bars = v->about->result->bar_count;
    const double right = s->layout.width - s->margin;
    const double room = right - 160 - s->margin;
    char text[200];
    cr_draw_fitting(s->cr, _("Hit by hit"),
                    (struct cr_type){CR_FACE_TITLE, 48, true}, s->theme->ink1,
                    s->margin, 52, fmin(400, room));
    cr_say(text, sizeof(text), _("%.80s, bars %u to %u of %u%s%.60s"),
           t->pattern->title ? cr_title(t->pattern->title) : _("Pattern"),
           bars ? v->first_bar + 1 : 0,
           v->first_bar + rows < bars ? v->first_bar + rows : bars, bars,
           v->judged ? _(". Judged again: ") : "", v->judged ? v->judged : "");
    cr_draw_fitting(s->cr, text, words, s->theme->ink2, s->margin, 86,
                    fmin(1000, room));
    if (v->hit_scale > 1) {
        cr_say(text, sizeof(text), _("hits \xC3\x97%d"), v->hit_scale);
        cr_draw_text(s->cr, text, small, s->theme->ink1, CR_RIGHT, right, 52);
    }
    cr_draw_ends(s->cr, _("mean"), small, s->theme->ink2, "SD", small,
                 s->theme->ink2, right - 112, 100, 112);
}

static const struct cr_hint hints[] = {
    {"Up", "Down", N_("bars")}, {"Left", "Right", N_("judge 1 ms off")},
    {"V", NULL, N_("windows")}, {"F7", NULL, N_("hear it")},
    {"F8", NULL, N_("wider")},  {"H", NULL, N_("report")},
    {"Esc", NULL, N_("back")}};

static void draw_bars(const struct cr_hits_view *v, struct cr_sheet *s)
{
    const uint32_t bars = v->about->result->bar_count;
    const double room = room_of(&s->layout);
    struct strip strip = {.v = v,
                          .theme = s->theme,
                          .cr = s->cr,
                          .margin = s->margin,
                          .left = s->margin + LEFT,
                          .right = s->layout.width - s->margin - RIGHT};
    strip.lane_count = lanes_of(v->about, strip.lanes);
    const uint32_t rows = rows_of(strip.lane_count, room);
    if (strip.lane_count)
        strip.lane = fmin(WIDE, ((room + GAP) / rows - GAP) / strip.lane_count);
    for (uint32_t i = 0; i < rows && v->first_bar + i < bars; i++) {
        strip.bar = v->about->timeline->countin_count + v->first_bar + i;
        strip.top = HEAD + 12 + i * (strip.lane * strip.lane_count + GAP);
        draw_strip(&strip);
    }
    cr_draw_letterbox(s->cr, s->theme, HEAD, s->bottom);
    draw_head(v, s, rows);
}

void cr_hits_screen_draw(const struct cr_hits_view *view,
                         struct cr_sheet *sheet)
{
    (void)cr_sheet_begin(sheet, NULL, 0);
    cr_fill_box(sheet->cr, sheet->theme->bg1, 0, 0, sheet->layout.width,
                sheet->bottom);
    draw_bars(view, sheet);
    if (view->has_keys)
        cr_sheet_hints(sheet, hints, sizeof(hints) / sizeof(hints[0]));
}
