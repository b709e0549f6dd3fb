#include "app/ui/calibrate_screen.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "patterns/words.h"

#define PLOT 304.0   /* how high it is ... */
#define AXIS 234.0   /* ... and where its axis is */
#define CIRCLE 134.0 /* radius of the count */

static const struct cr_type words = {CR_FACE_TEXT, 23, false};
static const struct cr_type small = {CR_FACE_TEXT, 20, false};

/* What is drawn of it: its room, and its range in milliseconds. */
struct plot {
    double left, right, top;
    double low, high;
};

static double place_of(const struct plot *p, double ms)
{
    return p->left + 30 +
           (ms - p->low) / (p->high - p->low) * (p->right - p->left - 60);
}

static void draw_count(const struct cr_calibrate_view *v, struct cr_sheet *s,
                       double x, double y)
{
    const double part = fmin(1, (double)v->used / v->wished);
    cairo_t *cr = s->cr;
    char number[16];
    cairo_set_line_width(cr, 3);
    cr_set_colour(cr, s->theme->line2);
    cairo_new_path(cr);
    cairo_arc(cr, x, y, CIRCLE, 0, 6.2831853);
    cairo_stroke(cr);
    cairo_set_line_width(cr, 11);
    cr_set_colour(cr, s->theme->ink1);
    cairo_arc(cr, x, y, CIRCLE, -1.5707963, -1.5707963 + 6.2831853 * part);
    if (part > 0)
        cairo_stroke(cr);
    cairo_new_path(cr);
    snprintf(number, sizeof(number), "%d", v->used);
    cr_draw_text(cr, number, (struct cr_type){CR_FACE_TITLE, 128, true},
                 s->theme->ink1, CR_CENTRE, x, y + 46);
    cr_say(number, sizeof(number), _("of %d"), v->wished);
    cr_draw_text(cr, number, words, s->theme->ink2, CR_CENTRE, x, y + 84);
}

/* The range that holds all points, in whole steps of 20 ms. */
static void find_range(const struct cr_calibrate_view *v, struct plot *p)
{
    p->low = -20;
    p->high = 140;
    for (int i = 0; i < v->point_count; i++) {
        p->low = fmin(p->low, 20 * floor(v->points[i].ms / 20));
        p->high = fmax(p->high, 20 * ceil(v->points[i].ms / 20));
    }
}

static void draw_axis(struct cr_sheet *s, const struct plot *p)
{
    const double range = p->high - p->low, y = p->top + AXIS;
    const double sparse = p->right - p->left < 600 ? 2 : 1;
    const double step = sparse * (range > 400 ? 100 : range > 200 ? 50 : 20);
    cr_fill_box(s->cr, s->theme->line2, p->left + 30, y,
                p->right - p->left - 60, 1.5);
    for (double ms = step * ceil(p->low / step); ms <= p->high; ms += step) {
        char number[16];
        const double x = place_of(p, ms);
        cr_fill_box(s->cr, s->theme->line2, x - 0.75, y, 1.5, 8);
        snprintf(number, sizeof(number), "%.0f", ms);
        cr_draw_text(s->cr, number, small, s->theme->ink2, CR_CENTRE, x,
                     y + 34);
    }
    cr_draw_text(s->cr, _("milliseconds"), small, s->theme->ink2, CR_RIGHT,
                 p->right - 30, y + 60);
}

static void draw_delay(const struct cr_calibrate_view *v, struct cr_sheet *s,
                       const struct plot *p)
{
    char text[64];
    const double x = place_of(p, v->delay_ms);
    const double half = place_of(p, v->delay_ms + fmin(v->doubt_ms, 100)) - x;
    const bool is_right = x > (p->left + p->right) / 2;
    cr_fill_box(s->cr, s->theme->bg3, x - half, p->top + 56, 2 * half,
                AXIS - 56);
    cr_fill_box(s->cr, s->theme->ink1, x - 1.5, p->top + 52, 3, AXIS - 52);
    cr_say(text, sizeof(text), _("%.0f ms, give or take %.0f"), v->delay_ms,
           ceil(v->doubt_ms));
    cr_draw_text(s->cr, text, (struct cr_type){CR_FACE_TEXT, 22, true},
                 s->theme->ink1, is_right ? CR_RIGHT : CR_LEFT,
                 x + (is_right ? -12 : 12), p->top + 72);
}

static void draw_plot(const struct cr_calibrate_view *v, struct cr_sheet *s,
                      double left, double right, double top)
{
    struct plot p = {.left = left, .right = right, .top = top};
    find_range(v, &p);
    cr_fill_box(s->cr, s->theme->bg2, left, top, right - left, PLOT);
    cr_draw_fitting(s->cr, v->plot_title,
                    (struct cr_type){CR_FACE_TEXT, 20, true}, s->theme->ink1,
                    left + 30, top + 34, right - left - 60);
    if (v->has_delay)
        draw_delay(v, s, &p);
    for (int i = 0; i < v->point_count; i++) {
        const struct cr_calibrate_point *point = &v->points[i];
        const double x = place_of(&p, point->ms);
        const double y = top + 96 + point->row * 18;
        if (point->is_wild) {
            cr_draw_hit(s->cr, CR_HIT_EXTRA, s->theme->ink3, x, y, 9);
            continue;
        }
        cr_set_colour(s->cr, s->theme->ink1);
        cairo_new_path(s->cr);
        cairo_arc(s->cr, x, y, 6.5, 0, 6.2831853);
        cairo_fill(s->cr);
    }
    draw_axis(s, &p);
}

static const struct cr_type strong = {CR_FACE_TEXT, 30, true};

/* Some of the lines, one below the other; returns where the next one would stand. */
static double draw_words(const struct cr_calibrate_view *v, struct cr_sheet *s,
                         int from, int to, double y)
{
    for (int i = from; i < to; i++) {
        if (v->lines[i])
            y = cr_sheet_lines(s, v->lines[i], i ? words : strong,
                               i ? s->theme->ink2 : s->theme->ink1, s->margin,
                               y, s->layout.width - 2 * s->margin, i ? 32 : 38,
                               4);
    }
    return y;
}

static void draw_wide(const struct cr_calibrate_view *v, struct cr_sheet *s)
{
    const double x = s->margin, width = s->layout.width - 2 * s->margin;
    cr_draw_fitting(s->cr, v->title, (struct cr_type){CR_FACE_TITLE, 64, true},
                    s->theme->ink1, x, 164, width);
    cr_draw_fitting(s->cr, v->subtitle, words, s->theme->ink2, x, 202, width);
    draw_count(v, s, x + 198, 408);
    draw_plot(v, s, x + 390, x + width, 240);
    for (int i = 0; i < CR_CALIBRATE_LINES; i++) {
        if (v->lines[i])
            cr_draw_fitting(s->cr, v->lines[i], i ? words : strong,
                            i ? s->theme->ink2 : s->theme->ink1, x,
                            i ? 622 + 32 * i : 614, width);
    }
}

/* Part below part: what is to be done first. */
static double draw_narrow(const struct cr_calibrate_view *v, struct cr_sheet *s,
                          double scroll)
{
    const double x = s->margin, width = s->layout.width - 2 * s->margin;
    const struct cr_type big = {CR_FACE_TITLE, 48, true};
    char count[32];
    s->scrolls = true;
    cairo_save(s->cr);
    cairo_rectangle(s->cr, 0, s->top, s->layout.width, s->bottom - s->top);
    cairo_clip(s->cr);
    double y = s->top + 46 - scroll;
    cr_say(count, sizeof(count), _("%u of %u"), (unsigned)v->used,
           (unsigned)v->wished);
    cr_draw_ends(s->cr, v->title, big, s->theme->ink1, count, big,
                 s->theme->ink1, x, y, width);
    y = cr_sheet_lines(s, v->subtitle, words, s->theme->ink2, x, y + 36, width,
                       30, 3);
    y = draw_words(v, s, 0, 1, y + 8);
    draw_plot(v, s, x, x + width, y - 14);
    y = draw_words(v, s, 1, CR_CALIBRATE_LINES, y + PLOT + 26) - 10;
    cairo_restore(s->cr);
    s->scrolls = false;
    return fmax(0, y + scroll - s->bottom);
}

double cr_calibrate_screen_draw(const struct cr_calibrate_view *view,
                                struct cr_sheet *sheet, double scroll)
{
    struct cr_hint hints[CR_CALIBRATE_HINTS + 1];
    double most = 0;
    (void)cr_sheet_begin(sheet, _("Calibrate"), 0);
    if (sheet->layout.is_compact)
        most = draw_narrow(view, sheet, scroll);
    else
        draw_wide(view, sheet);
    memcpy(hints + 1, view->hints, sizeof(view->hints));
    hints[0] = (struct cr_hint){most > 0 ? "Up" : NULL, "Down", N_("scroll")};
    cr_sheet_hints(sheet, hints, CR_CALIBRATE_HINTS + 1);
    return most;
}
