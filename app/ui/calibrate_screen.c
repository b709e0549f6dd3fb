#include "app/ui/calibrate_screen.h"

#include <math.h>
#include <stdio.h>

#include "app/ui/layout.h"
#include "patterns/words.h"

#define MARGIN 40.0
#define PLOT_LEFT 430.0
#define PLOT_RIGHT 1240.0
#define PLOT_TOP 240.0
#define AXIS 474.0

static const struct cr_type words = {CR_FACE_TEXT, 23, false};
static const struct cr_type small = {CR_FACE_TEXT, 20, false};

static double place_of(double ms, double low, double high)
{
    return PLOT_LEFT + 30 +
           (ms - low) / (high - low) * (PLOT_RIGHT - PLOT_LEFT - 60);
}

static void draw_count(const struct cr_calibrate_view *v, cairo_t *cr)
{
    const double x = 238, y = 408, r = 134;
    const double part = fmin(1, (double)v->used / v->wished);
    char number[16];
    cairo_set_line_width(cr, 3);
    cr_set_colour(cr, v->theme->line2);
    cairo_new_path(cr);
    cairo_arc(cr, x, y, r, 0, 6.2831853);
    cairo_stroke(cr);
    cairo_set_line_width(cr, 11);
    cr_set_colour(cr, v->theme->ink1);
    cairo_arc(cr, x, y, r, -1.5707963, -1.5707963 + 6.2831853 * part);
    if (part > 0)
        cairo_stroke(cr);
    cairo_new_path(cr);
    snprintf(number, sizeof(number), "%d", v->used);
    cr_draw_text(cr, number, (struct cr_type){CR_FACE_TITLE, 128, true},
                 v->theme->ink1, CR_CENTRE, x, y + 46);
    cr_say(number, sizeof(number), _("of %d"), v->wished);
    cr_draw_text(cr, number, words, v->theme->ink2, CR_CENTRE, x, y + 84);
}

/* The range that holds all points, in whole steps of 20 ms. */
static void find_range(const struct cr_calibrate_view *v, double *low,
                       double *high)
{
    *low = -20;
    *high = 140;
    for (int i = 0; i < v->point_count; i++) {
        *low = fmin(*low, 20 * floor(v->points[i].ms / 20));
        *high = fmax(*high, 20 * ceil(v->points[i].ms / 20));
    }
}

static void draw_axis(const struct cr_calibrate_view *v, cairo_t *cr,
                      double low, double high)
{
    const double step = high - low > 400 ? 100 : high - low > 200 ? 50 : 20;
    cr_fill_box(cr, v->theme->line2, PLOT_LEFT + 30, AXIS,
                PLOT_RIGHT - PLOT_LEFT - 60, 1.5);
    for (double ms = step * ceil(low / step); ms <= high; ms += step) {
        char number[16];
        const double x = place_of(ms, low, high);
        cr_fill_box(cr, v->theme->line2, x - 0.75, AXIS, 1.5, 8);
        snprintf(number, sizeof(number), "%.0f", ms);
        cr_draw_text(cr, number, small, v->theme->ink2, CR_CENTRE, x,
                     AXIS + 34);
    }
    cr_draw_text(cr, _("milliseconds"), small, v->theme->ink2, CR_RIGHT,
                 PLOT_RIGHT - 30, AXIS + 60);
}

static void draw_plot(const struct cr_calibrate_view *v, cairo_t *cr)
{
    double low, high;
    find_range(v, &low, &high);
    cr_fill_box(cr, v->theme->bg2, PLOT_LEFT, PLOT_TOP, PLOT_RIGHT - PLOT_LEFT,
                304);
    cr_draw_text(cr, v->plot_title, (struct cr_type){CR_FACE_TEXT, 20, true},
                 v->theme->ink1, CR_LEFT, PLOT_LEFT + 30, PLOT_TOP + 34);
    if (v->has_delay) {
        char text[64];
        const double x = place_of(v->delay_ms, low, high);
        const double half =
            place_of(v->delay_ms + fmin(v->doubt_ms, 100), low, high) - x;
        cr_fill_box(cr, v->theme->bg3, x - half, PLOT_TOP + 56, 2 * half,
                    AXIS - PLOT_TOP - 56);
        cr_fill_box(cr, v->theme->ink1, x - 1.5, PLOT_TOP + 52, 3,
                    AXIS - PLOT_TOP - 52);
        cr_say(text, sizeof(text), _("%.0f ms, give or take %.0f"), v->delay_ms,
               ceil(v->doubt_ms));
        const bool is_right = x > (PLOT_LEFT + PLOT_RIGHT) / 2;
        cr_draw_text(cr, text, (struct cr_type){CR_FACE_TEXT, 22, true},
                     v->theme->ink1, is_right ? CR_RIGHT : CR_LEFT,
                     x + (is_right ? -12 : 12), PLOT_TOP + 72);
    }
    for (int i = 0; i < v->point_count; i++) {
        const struct cr_calibrate_point *point = &v->points[i];
        const double x = place_of(point->ms, low, high);
        const double y = PLOT_TOP + 96 + point->row * 18;
        if (point->is_wild) {
            cr_draw_hit(cr, CR_HIT_EXTRA, v->theme->ink3, x, y, 9);
            continue;
        }
        cr_set_colour(cr, v->theme->ink1);
        cairo_new_path(cr);
        cairo_arc(cr, x, y, 6.5, 0, 6.2831853);
        cairo_fill(cr);
    }
    draw_axis(v, cr, low, high);
}

static void draw_words(const struct cr_calibrate_view *v, cairo_t *cr)
{
    static const double at[CR_CALIBRATE_LINES] = {614, 654, 686, 718};
    const struct cr_type big = {CR_FACE_TEXT, 30, true};
    for (int i = 0; i < CR_CALIBRATE_LINES; i++) {
        if (v->lines[i])
            cr_draw_fitting(cr, v->lines[i], i ? words : big,
                            i ? v->theme->ink2 : v->theme->ink1, MARGIN, at[i],
                            1280 - 2 * MARGIN);
    }
}

void cr_calibrate_screen_draw(const struct cr_calibrate_view *view, cairo_t *cr)
{
    const struct cr_calibrate_view *v = view;
    const struct cr_type title = {CR_FACE_TITLE, 64, true};
    cr_draw_letterbox(cr, v->theme, 92, 750);
    cr_draw_text(cr, _("CALIBRATE"), (struct cr_type){CR_FACE_TITLE, 56, true},
                 v->theme->ink1, CR_LEFT, MARGIN, 64);
    cr_draw_fitting(cr, v->title, title, v->theme->ink1, MARGIN, 164,
                    1280 - 2 * MARGIN);
    cr_draw_text(cr, v->subtitle, words, v->theme->ink2, CR_LEFT, MARGIN, 202);
    draw_count(v, cr);
    draw_plot(v, cr);
    draw_words(v, cr);
    cr_draw_hints(cr, v->theme, v->hints, CR_CALIBRATE_HINTS);
}
