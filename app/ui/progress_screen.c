#include "app/ui/progress_screen.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/ui/flow.h"
#include "patterns/words.h"

static const struct cr_type words = {CR_FACE_TEXT, 20, false};
static const struct cr_type strong = {CR_FACE_TEXT, 22, true};
static const struct cr_type small = {CR_FACE_TEXT, 18, false};
static const struct cr_type figure = {CR_FACE_TITLE, 27, true};
static const struct cr_type name_type = {CR_FACE_TITLE, 25, true};

enum { CLEAN_ROWS = 5, LEAN_ROWS = 5 };

static void draw_card(const struct cr_progress_view *v, cairo_t *cr,
                      const char *title, const char *note, double x, double y,
                      double width, double height)
{
    cr_fill_box(cr, v->theme->bg2, x, y, width, height);
    cr_draw_ends(cr, title, strong, v->theme->ink1, note, small, v->theme->ink2,
                 x + 20, y + 34, width - 40);
}

static const struct cr_exercise *selected(const struct cr_progress_view *v)
{
    return v->exercises && v->selected < v->exercises->count
               ? &v->exercises->items[v->selected]
               : NULL;
}

static void draw_head(const struct cr_progress_view *v, cairo_t *cr)
{
    double x = 1240;
    cr_draw_text(cr, _("Progress"), (struct cr_type){CR_FACE_TITLE, 54, true},
                 v->theme->ink1, CR_LEFT, 40, 64);
    for (int i = CR_RANGE_COUNT - 1; i >= 0; i--) {
        const char *name = _(cr_progress_range_word((enum cr_progress_range)i));
        const double width = cr_text_width(cr, name, strong) + 32;
        const bool is_own = v->range == (enum cr_progress_range)i;
        x -= width;
        if (is_own)
            cr_fill_box(cr, v->theme->ink1, x, 26, width, 42);
        cr_draw_text(cr, name, strong, is_own ? v->theme->inv : v->theme->ink2,
                     CR_CENTRE, x + width / 2, 55);
        x -= 8;
    }
}

static void draw_sentence(const struct cr_progress_view *v, cairo_t *cr)
{
    const struct cr_exercise *e = selected(v);
    char text[400], way[200];
    if (v->trouble)
        snprintf(text, sizeof(text), "%.290s", v->trouble);
    else if (!v->exercises)
        cr_say(text, sizeof(text), _("Looking into the history."));
    else if (!e)
        cr_say(text, sizeof(text),
               _("Nothing was played in that time. Left and Right choose "
                 "another one."));
    else
        cr_progress_sentence(e, text, sizeof(text));
    if (e)
        strcat(text, ".");
    cr_draw_fitting(cr, text, (struct cr_type){CR_FACE_TEXT, 29, true},
                    v->theme->ink1, 40, 128, 1200);
    if (!e)
        return;
    cr_progress_way(e, way, sizeof(way));
    char takes[40], days[40];
    cr_say(takes, sizeof(takes), cr_words_n("%u take", "%u takes", e->takes),
           e->takes);
    cr_say(days, sizeof(days), cr_words_n("%u day", "%u days", e->day_count),
           e->day_count);
    int used = cr_say(text, sizeof(text), _("%s%s%s, %s on %s"),
                      cr_title(e->title), way[0] ? ": " : "", way, takes, days);
    if (e->elsewhere)
        cr_say(text + used, sizeof(text) - (size_t)used,
               _("; %u on other devices are not compared"), e->elsewhere);
    cr_draw_fitting(cr, text, words, v->theme->ink2, 40, 158, 1200);
}

/* A round scale: the least and the most of it. */
static void scale_of(const struct cr_exercise *e, double *low, double *high)
{
    *low = HUGE_VAL;
    *high = 0;
    for (uint32_t i = 0; i < e->day_count; i++) {
        if (!e->days[i].spreads)
            continue;
        *low = fmin(*low, exp(e->days[i].ln_spread));
        *high = fmax(*high, exp(e->days[i].ln_spread));
    }
    if (*low > *high)
        *low = *high = 20;
    *low = 5 * floor(*low / 5);
    *high = 5 * ceil(*high / 5);
    if (*high - *low < 10)
        *high = *low + 10;
}

static void draw_spread(const struct cr_progress_view *v, cairo_t *cr)
{
    const struct cr_exercise *e = selected(v);
    const double left = 100, right = 684, top = 240, bottom = 400;
    char text[64];
    double low, high;
    draw_card(v, cr, _("Spread of your hits"),
              _("ms at 120 bpm, smaller is steadier"), 40, 174, 720, 270);
    if (!e || !e->day_count)
        return;
    scale_of(e, &low, &high);
    const double per_ms = (bottom - top) / (high - low);
    const double step = high - low > 25 ? 5 * ceil((high - low) / 25) : 5;
    const int32_t first = e->days[0].day;
    const int32_t span = v->exercises->today - first;
    const double per_day = (right - left) / (span > 0 ? span : 1);
    for (double ms = low; ms <= high + 0.1; ms += step) {
        const double y = bottom - (ms - low) * per_ms;
        cr_fill_box(cr, ms > low ? v->theme->line1 : v->theme->line3, left, y,
                    right - left, 1.5);
        snprintf(text, sizeof(text), "%.0f", ms);
        cr_draw_text(cr, text, figure, v->theme->ink2, CR_RIGHT, 88, y + 9);
    }
    for (uint32_t i = 0; i < e->day_count; i++) {
        const struct cr_exercise_day *d = &e->days[i];
        if (!d->spreads)
            continue;
        cr_set_colour(cr, v->theme->ink3);
        cairo_new_path(cr);
        cairo_arc(cr, left + (d->day - first) * per_day,
                  bottom - (exp(d->ln_spread) - low) * per_ms, 4.5, 0,
                  2 * acos(-1));
        cairo_fill(cr);
    }
    /* a line only where one can be claimed */
    if (e->trend.is_claimed) {
        const int32_t last = e->days[e->day_count - 1].day;
        const double y = bottom - (exp(e->trend.to) - low) * per_ms;
        cr_set_colour(cr, v->theme->ink1);
        cairo_set_line_width(cr, 3.5);
        cairo_move_to(cr, left, bottom - (exp(e->trend.from) - low) * per_ms);
        for (int i = 1; i <= 40; i++) /* straight in ln, not in ms */
            cairo_line_to(cr, left + (last - first) * per_day * i / 40,
                          bottom -
                              (exp(e->trend.from +
                                   (e->trend.to - e->trend.from) * i / 40) -
                               low) *
                                  per_ms);
        cairo_stroke(cr);
        cr_say(text, sizeof(text), "\xC2\xB1%.0f", exp(e->trend.to));
        cr_draw_text(cr, text, (struct cr_type){CR_FACE_TITLE, 36, true},
                     v->theme->ink1, CR_LEFT, 698, y + 12);
    }
    cr_say(text, sizeof(text),
           span >= 21 ? _("%d weeks ago") : _("%d days ago"),
           span >= 21 ? (span + 3) / 7 : span);
    if (span > 0)
        cr_draw_text(cr, text, small, v->theme->ink2, CR_LEFT, left, 430);
    cr_draw_text(cr, _("today"), small, v->theme->ink2, CR_RIGHT, right, 430);
}

static void draw_lean_row(const struct cr_progress_view *v, cairo_t *cr,
                          const struct cr_exercise_limb *l, double y)
{
    const double middle = 1072, reach = 128;
    const double per_ms = reach / 40;
    char text[32];
    const double now = middle + fmax(-reach, fmin(reach, l->now.mean * per_ms));
    const enum cr_hit_mark mark = cr_lean_mark(l->now.mean);
    char name[40];
    cr_progress_limb_name(l, name, sizeof(name));
    cr_draw_fitting(cr, name, name_type, v->theme->ink1, 796, y + 9, 130);
    cr_fill_box(cr, v->theme->line1, middle - reach, y - 0.5, 2 * reach, 1.5);
    if (l->now.n >= 3) {
        const double low = fmax(-reach, l->now.low * per_ms);
        const double high = fmin(reach, l->now.high * per_ms);
        if (high > low)
            cr_fill_box(cr, v->theme->line3, middle + low, y - 2, high - low,
                        4);
    }
    if (l->then.n) {
        const double then =
            middle + fmax(-reach, fmin(reach, l->then.mean * per_ms));
        cr_draw_hit(cr, CR_HIT_MISSED, v->theme->ink2, then, y, 8);
    }
    cr_draw_hit(cr, mark, cr_hit_colour(v->theme, mark), now, y, 11);
    snprintf(text, sizeof(text), "%.0f", fabs(l->now.mean));
    cr_draw_text(cr, text, figure, v->theme->ink1, CR_RIGHT, 1228, y + 9);
}

static void draw_leans(const struct cr_progress_view *v, cairo_t *cr)
{
    const struct cr_exercise *e = selected(v);
    double y = 240;
    int rows = 0;
    draw_card(v, cr, _("Which way each drum leans"), _("ms"), 776, 174, 464,
              270);
    for (uint32_t i = 0; e && i < e->limb_count && rows < LEAN_ROWS; i++) {
        if (!e->limbs[i].now.n)
            continue;
        if (!rows++)
            cr_fill_box(cr, v->theme->ink2, 1071, 218, 2, 184);
        draw_lean_row(v, cr, &e->limbs[i], y);
        y += 35;
    }
    if (!rows && e) {
        cr_draw_fitting(cr, _("Not judged: the delay of the devices"), words,
                        v->theme->ink2, 796, 260, 424);
        cr_draw_fitting(cr, _("is not known. Measure it: calibrate"), words,
                        v->theme->ink2, 796, 288, 424);
        return;
    }
    if (!rows)
        return;
    cr_draw_text(cr, _("ring at first, solid now"), small, v->theme->ink2,
                 CR_LEFT, 796, 430);
    cr_draw_hit(cr, CR_HIT_LOOSE_EARLY, v->theme->early, 1010, 424, 8);
    cr_draw_text(cr, _("early"), small, v->theme->ink2, CR_LEFT, 1026, 430);
    cr_draw_text(cr, _("late"), small, v->theme->ink2, CR_RIGHT, 1186, 430);
    cr_draw_hit(cr, CR_HIT_LOOSE_LATE, v->theme->late, 1204, 424, 8);
}

static void draw_minutes(const struct cr_progress_view *v, cairo_t *cr)
{
    const double left = 100, right = 736, top = 530, bottom = 696;
    const struct cr_exercises *x = v->exercises;
    double most = 0, sum = 0;
    char text[64] = "";
    if (x) {
        for (uint32_t i = 0; i < x->day_count; i++) {
            most = fmax(most, x->days[i].minutes);
            sum += x->days[i].minutes;
        }
        cr_say(text, sizeof(text),
               cr_words_n("%.0f min on %u day", "%.0f min on %u days",
                          x->day_count),
               sum, x->day_count);
    }
    draw_card(v, cr, _("Minutes at the kit"), text, 40, 460, 720, 276);
    if (!x || !x->day_count)
        return;
    const int32_t span = x->today - x->days[0].day + 1;
    const double slot = (right - left) / (span < 14 ? 14 : span);
    const double step = most > 120  ? 60
                        : most > 60 ? 30
                        : most > 20 ? 20
                        : most > 8  ? 5
                                    : 2;
    const double full = fmax(step, step * ceil(most / step));
    for (double m = 0; m <= full + 0.1; m += step) {
        const double y = bottom - m / full * (bottom - top);
        cr_fill_box(cr, m > 0 ? v->theme->line1 : v->theme->line3, left, y,
                    right - left, 1.5);
        snprintf(text, sizeof(text), "%.0f", m);
        cr_draw_text(cr, text, figure, v->theme->ink2, CR_RIGHT, 88, y + 9);
    }
    for (uint32_t i = 0; i < x->day_count; i++) {
        const int32_t ago = x->today - x->days[i].day;
        const double h = x->days[i].minutes / full * (bottom - top);
        const double wide = fmax(1, slot - (slot > 6 ? 3 : slot > 2 ? 1 : 0));
        if (ago < 0) /* the clock was ahead then */
            continue;
        cr_fill_box(cr, ago < 7 ? v->theme->ink1 : v->theme->spent,
                    right - (ago + 1) * slot, bottom - h, wide, h);
    }
    cr_draw_text(cr, _("the last seven days bright"), small, v->theme->ink2,
                 CR_RIGHT, right, 724);
}

static void draw_clean(const struct cr_progress_view *v, cairo_t *cr)
{
    const struct cr_exercises *x = v->exercises;
    double y = 542, most = 0;
    int rows = 0;
    char text[64];
    draw_card(v, cr, _("Fastest clean tempo"), _("bpm, with 95 %"), 776, 460,
              464, 276);
    for (uint32_t i = 0; x && i < x->count; i++)
        most = fmax(most, x->items[i].has_clean_interval
                              ? x->items[i].clean_high_bpm
                              : x->items[i].clean_bpm);
    for (uint32_t i = 0; x && i < x->count && rows < CLEAN_ROWS; i++) {
        const struct cr_exercise *e = &x->items[i];
        if (!e->has_clean)
            continue;
        rows++;
        cr_draw_fitting(cr, cr_title(e->title), name_type, v->theme->ink1, 796,
                        y, 172);
        cr_fill_box(cr, v->theme->ink1, 982, y - 18, 190 * e->clean_bpm / most,
                    18);
        if (e->has_clean_interval) {
            const double low = 982 + 190 * e->clean_low_bpm / most;
            const double high = 982 + 190 * e->clean_high_bpm / most;
            cr_fill_box(cr, v->theme->line3, low, y - 10, high - low, 3);
            cr_fill_box(cr, v->theme->line3, low - 1, y - 16, 2, 15);
            cr_fill_box(cr, v->theme->line3, high - 1, y - 16, 2, 15);
        }
        snprintf(text, sizeof(text), "%.0f", e->clean_bpm);
        cr_draw_text(cr, text, (struct cr_type){CR_FACE_TITLE, 33, true},
                     v->theme->ink1, CR_RIGHT, 1224, y + 2);
        y += 42;
    }
    if (x && !rows)
        cr_draw_fitting(cr, _("None yet: nine notes in ten, and a spread of"),
                        words, v->theme->ink2, 796, 540, 424);
    if (x && !rows)
        cr_draw_fitting(cr, _("30 ms and less at 120 bpm."), words,
                        v->theme->ink2, 796, 568, 424);
}

/* The first one only where it scrolls. */
static const struct cr_hint hints[] = {{"PgUp", "PgDn", N_("scroll")},
                                       {"Left", "Right", N_("range")},
                                       {"Up", "Down", N_("exercise")},
                                       {"Esc", NULL, N_("back")}};

void cr_progress_screen_draw(const struct cr_progress_view *view, cairo_t *cr)
{
    const struct cr_progress_view *v = view;
    cr_draw_letterbox(cr, v->theme, 92, 750);
    draw_head(v, cr);
    draw_sentence(v, cr);
    draw_spread(v, cr);
    draw_leans(v, cr);
    draw_minutes(v, cr);
    draw_clean(v, cr);
    if (v->has_keys)
        cr_draw_hints(cr, v->theme, hints + 1,
                      sizeof(hints) / sizeof(hints[0]) - 1);
}

static void draw_wide(cairo_t *cr, void *context)
{
    cr_progress_screen_draw(context, cr);
}

double cr_progress_screen_flow(const struct cr_progress_view *view, cairo_t *cr,
                               const struct cr_layout *layout, double scroll)
{
    static const struct cr_flow_part parts[] = {
        {40, 16, 480, 60},   {620, 16, 620, 60},   {40, 98, 1200, 72},
        {40, 174, 720, 270}, {776, 174, 464, 270}, {40, 460, 720, 276},
        {776, 460, 464, 276}};
    struct cr_progress_view own = *view;
    const struct cr_flow flow = {parts,     sizeof(parts) / sizeof(parts[0]),
                                 draw_wide, &own,
                                 hints,     sizeof(hints) / sizeof(hints[0])};
    own.has_keys = false;
    return cr_flow_draw(&flow, cr, layout, view->theme, scroll);
}
