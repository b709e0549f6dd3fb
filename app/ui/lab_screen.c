#include "app/ui/lab_screen.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/practice/lab.h"
#include "app/ui/flow.h"
#include "patterns/words.h"

enum { PLACES = 32, LANES = 10, SURE_HITS = 8 };

#define LEFT 180.0
#define RIGHT 1240.0
#define TOP 196.0
#define ROOM 300.0
#define STRONG_MS 30.0 /* the fullest colour */

static const struct cr_type words = {CR_FACE_TEXT, 20, false};
static const struct cr_type small = {CR_FACE_TEXT, 17, false};
static const struct cr_type figure = {CR_FACE_TITLE, 29, true};
static const struct cr_type drum = {CR_FACE_TITLE, 25, true};

/* The places of the bar that have notes, in their order, and the lanes. */
struct matrix {
    struct cr_fraction places[PLACES];
    const struct cr_meter *meters[PLACES];
    uint32_t lanes[LANES];
    int place_count, lane_count;
    double wide, high;
};

static int compare_cells(const void *a, const void *b)
{
    const struct cr_cell_measure *const *x = a, *const *y = b;
    return cr_fraction_compare((*x)->at, (*y)->at);
}

static void add_place(struct matrix *x, const struct cr_cell_measure *c)
{
    const int last = x->place_count - 1;
    if (x->place_count == PLACES ||
        (last >= 0 && cr_fraction_compare(x->places[last], c->at) == 0))
        return;
    x->places[x->place_count] = c->at;
    x->meters[x->place_count++] = c->meter;
}

static void lay_out(struct matrix *x, const struct cr_lab_view *v)
{
    const struct cr_measures *m = v->measures;
    const struct cr_cell_measure **cells =
        malloc((m->cell_count + 1) * sizeof(*cells));
    *x = (struct matrix){0};
    for (uint32_t lane = 0; lane < v->about->timeline->pattern->lane_count &&
                            x->lane_count < LANES;
         lane++) {
        if (v->about->result->lanes[lane].notes)
            x->lanes[x->lane_count++] = lane;
    }
    if (!cells)
        return;
    for (uint32_t i = 0; i < m->cell_count; i++)
        cells[i] = &m->cells[i];
    qsort(cells, m->cell_count, sizeof(*cells), compare_cells);
    for (uint32_t i = 0; i < m->cell_count; i++)
        add_place(x, cells[i]);
    free(cells);
    x->wide = (RIGHT - LEFT) / (x->place_count ? x->place_count : 1);
    x->wide = fmin(x->wide, 130);
    x->high = fmin(60, ROOM / (x->lane_count ? x->lane_count : 1));
}

static const struct cr_cell_measure *
find_cell(const struct cr_measures *m, uint32_t lane, struct cr_fraction at)
{
    for (uint32_t i = 0; i < m->cell_count; i++) {
        if (m->cells[i].lane == lane &&
            cr_fraction_compare(m->cells[i].at, at) == 0)
            return &m->cells[i];
    }
    return NULL;
}

static struct cr_colour mix(struct cr_colour a, struct cr_colour b, double part)
{
    return (struct cr_colour){a.r + (b.r - a.r) * part,
                              a.g + (b.g - a.g) * part,
                              a.b + (b.b - a.b) * part};
}

/* Colour and side tell early from late, strength how far, and a faint number that
 * the interval has both sides in it. */
static void draw_cell(const struct cr_lab_view *v, cairo_t *cr,
                      const struct matrix *x, const struct cr_cell_measure *c,
                      double left, double top)
{
    const struct cr_theme *theme = v->theme;
    const double wide = x->wide - 3, high = x->high - 3;
    const bool is_sure = c->d.n >= SURE_HITS;
    const bool is_off = is_sure && c->d.low * c->d.high > 0;
    char text[32];
    cr_fill_box(cr, theme->bg2, left, top, wide, high);
    if (!is_sure) {
        snprintf(text, sizeof(text), "n %d", c->d.n);
        cr_draw_text(cr, text, small, theme->ink3, CR_CENTRE, left + wide / 2,
                     top + high / 2 + 6);
        return;
    }
    if (is_off) {
        const double part = fmin(1, fabs(c->d.mean) / STRONG_MS);
        const struct cr_colour side =
            c->d.mean < 0 ? theme->early : theme->late;
        cr_fill_box(cr, mix(theme->bg2, side, 0.25 + 0.45 * part), left, top,
                    wide, high);
        cr_fill_box(cr, side, c->d.mean < 0 ? left : left + wide - 4, top, 4,
                    high);
    }
    snprintf(text, sizeof(text), "%.0f", fabs(c->d.mean));
    cr_draw_text(cr, text, figure, is_off ? theme->ink1 : theme->ink3,
                 CR_CENTRE, left + wide / 2,
                 top + (high > 44 ? high / 2 + 3 : high / 2 + 10));
    if (high <= 44 || wide < 70)
        return;
    cr_say(text, sizeof(text), _("\xC2\xB1%.0f, n %d"),
           (c->d.high - c->d.low) / 2, c->d.n);
    cr_draw_text(cr, text,
                 (struct cr_type){CR_FACE_TEXT, wide < 96 ? 13 : 16, false},
                 is_off ? theme->ink1 : theme->ink3, CR_CENTRE, left + wide / 2,
                 top + high - 7);
}

static void draw_matrix(const struct cr_lab_view *v, cairo_t *cr)
{
    const struct cr_pattern *p = v->about->timeline->pattern;
    struct matrix x;
    char text[48];
    lay_out(&x, v);
    cr_draw_ends(cr, _("Each drum at each place of the bar"),
                 (struct cr_type){CR_FACE_TEXT, 23, true}, v->theme->ink1,
                 _("ms from the rest of its bar, with 95 %; faint: it may be "
                   "chance; n: too few hits"),
                 words, v->theme->ink2, 40, 148, 1200);
    for (int i = 0; i < x.place_count; i++) {
        cr_report_place(x.places[i], x.meters[i], text, sizeof(text));
        if (x.wide < 62 && text[1] == ' ')
            text[1] = '\0'; /* "& of 2": the beat stands beside it */
        cr_draw_text(cr, text, words, v->theme->ink2, CR_CENTRE,
                     LEFT + x.wide * (i + 0.5), TOP - 12);
    }
    for (int l = 0; l < x.lane_count; l++) {
        const double top = TOP + x.high * l;
        cr_draw_fitting(cr, cr_lane_label(&p->lanes[x.lanes[l]]), drum,
                        v->theme->ink1, 40, top + x.high / 2 + 7, 130);
        for (int i = 0; i < x.place_count; i++) {
            const struct cr_cell_measure *c =
                find_cell(v->measures, x.lanes[l], x.places[i]);
            if (c)
                draw_cell(v, cr, &x, c, LEFT + x.wide * i, top);
        }
    }
    cr_draw_hit(cr, CR_HIT_LOOSE_EARLY, v->theme->early, 50, TOP - 18, 8);
    cr_draw_text(cr, _("early"), small, v->theme->ink2, CR_LEFT, 64, TOP - 12);
    cr_draw_hit(cr, CR_HIT_LOOSE_LATE, v->theme->late, 122, TOP - 18, 8);
    cr_draw_text(cr, _("late"), small, v->theme->ink2, CR_LEFT, 138, TOP - 12);
}

static void draw_number(const struct cr_lab_view *v, cairo_t *cr,
                        const char *number, const char *name, int *place)
{
    const double x = 40 + *place % 3 * 404, y = 510 + *place / 3 * 79;
    (*place)++;
    cr_fill_box(cr, v->theme->bg2, x, y, 392, 73);
    cr_draw_fitting(cr, number, (struct cr_type){CR_FACE_TITLE, 37, true},
                    v->theme->ink1, x + 16, y + 38, 360);
    cr_draw_fitting(cr, name, small, v->theme->ink2, x + 16, y + 62, 364);
}

static void draw_numbers(const struct cr_lab_view *v, cairo_t *cr)
{
    struct cr_lab lab;
    const struct cr_measures *m = v->measures;
    char text[64];
    int place = 0;
    if (cr_lab_measure(&lab, v->about->timeline, v->about->result,
                       v->about->presses))
        return;
    cr_say(text, sizeof(text), "%.1f", m->jitter_ms);
    draw_number(v, cr, m->has_jitter ? text : "-",
                _("ms, the hand without drift"), &place);
    cr_say(text, sizeof(text), "%.1f", lab.sd_ms);
    draw_number(v, cr, lab.has_sd ? text : "-",
                _("ms SD, as if hits were independent"), &place);
    cr_say(text, sizeof(text), "%.1f", lab.interval_cv_pct);
    draw_number(
        v, cr, lab.has_intervals ? text : "-",
        /* xgettext:no-c-format */ _("% that intervals between beats vary by"),
        &place);
    cr_say(text, sizeof(text), "%.2f / %.2f / %.2f", lab.allan_pct[0],
           lab.allan_pct[1], lab.allan_pct[2]);
    draw_number(v, cr, lab.has_allan[2] ? text : "-",
                /* xgettext:no-c-format */ _("% steady over 1, 4 and 16 beats"),
                &place);
    cr_say(text, sizeof(text), _("%.0f and %.0f"), lab.clock_ms, lab.hand_ms);
    draw_number(v, cr, lab.has_clock ? text : "-",
                lab.free_intervals < 128
                    ? _("clock and hand: 128 silent beats are needed")
                    : _("ms, the clock in the head and the hand"),
                &place);
    draw_number(
        v, cr, lab.has_steering ? _(cr_steering_word(lab.steering)) : "-",
        lab.steered < 64 ? _("steering by the click: 64 beats are needed")
                         : _("steering by the click"),
        &place);
    if (m->swing_count) {
        cr_say(text, sizeof(text), "%.2f : 1", m->swings[0].median);
        draw_number(v, cr, text, _("swing, long to short"), &place);
    }
    if (m->flams.count >= 4) {
        snprintf(text, sizeof(text), "%.0f", m->flams.median_ms);
        draw_number(v, cr, text, _("ms from grace note to main stroke"),
                    &place);
    }
    if (lab.has_contrast) {
        snprintf(text, sizeof(text), "%.0f", 100 * lab.contrast);
        draw_number(
            v, cr, text,
            /* xgettext:no-c-format */ _("% of accents are louder than ghosts"),
            &place);
    }
}

/* The first one only where it scrolls. */
static const struct cr_hint hints[] = {{"Up", "Down", N_("scroll")},
                                       {"L", NULL, N_("report")},
                                       {"H", NULL, N_("hit by hit")},
                                       {"A", NULL, N_("say it")},
                                       {"Esc", NULL, N_("back")}};

void cr_lab_screen_draw(const struct cr_lab_view *view, cairo_t *cr)
{
    const struct cr_lab_view *v = view;
    const struct cr_pattern *p = v->about->timeline->pattern;
    char text[200];
    cr_draw_letterbox(cr, v->theme, 112, 750);
    cr_draw_text(cr, _("Lab"), (struct cr_type){CR_FACE_TITLE, 48, true},
                 v->theme->ink1, CR_LEFT, 40, 52);
    cr_say(text, sizeof(text), _("%.80s, %u bars%s%.60s"),
           p->title ? cr_title(p->title) : _("Pattern"),
           v->about->result->bar_count, v->judged ? _(". Judged again: ") : "",
           v->judged ? v->judged : "");
    cr_draw_fitting(cr, text, words, v->theme->ink2, 40, 86, 1200);
    draw_matrix(v, cr);
    draw_numbers(v, cr);
    if (v->has_keys)
        cr_draw_hints(cr, v->theme, hints + 1,
                      sizeof(hints) / sizeof(hints[0]) - 1);
}

static void draw_wide(cairo_t *cr, void *context)
{
    cr_lab_screen_draw(context, cr);
}

double cr_lab_screen_flow(const struct cr_lab_view *view, cairo_t *cr,
                          const struct cr_layout *layout, double scroll)
{
    static const struct cr_flow_part parts[] = {{40, 0, 1200, 112},
                                                {40, 120, 1200, 382},
                                                {40, 510, 392, 236},
                                                {444, 510, 392, 236},
                                                {848, 510, 392, 236}};
    struct cr_lab_view own = *view;
    const struct cr_flow flow = {parts,     sizeof(parts) / sizeof(parts[0]),
                                 draw_wide, &own,
                                 hints,     sizeof(hints) / sizeof(hints[0])};
    own.has_keys = false;
    return cr_flow_draw(&flow, cr, layout, view->theme, scroll);
}
