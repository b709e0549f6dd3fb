#include "app/ui/result_panel.h"

#include <math.h>
#include <stdio.h>

static const struct cr_type label = {CR_FACE_TEXT, 20, false};
static const struct cr_type figure = {CR_FACE_TITLE, 40, true};

/* A number over its name. */
static void draw_figure(const struct cr_grid *g, cairo_t *cr,
                        const char *number, const char *name, double x,
                        double y)
{
    cr_draw_text(cr, number, (struct cr_type){CR_FACE_TITLE, 58, true},
                 g->theme->ink1, CR_LEFT, x, y);
    cr_draw_text(cr, name, label, g->theme->ink2, CR_LEFT, x, y + 30);
}

static void draw_head(const struct cr_grid *g, cairo_t *cr,
                      const struct cr_result *r, double y)
{
    const struct {
        const char *name;
        double points;
    } bill[] = {{"off time", r->bill.off_time},
                {"missed", r->bill.missed},
                {"extra", r->bill.extra},
                {"wrong drum", r->bill.wrong_drum}};
    const double scale = g->is_compact ? 0.8 : 1;
    char text[64];
    snprintf(text, sizeof(text), "%.0f", r->score);
    const double width = cr_draw_text(
        cr, text, (struct cr_type){CR_FACE_TITLE, 150 * scale, true},
        g->theme->ink1, CR_LEFT, g->margin, y + 36);
    cr_draw_text(cr, "of 100", label, g->theme->ink2, CR_LEFT,
                 g->margin + width + 12, y + 6);
    cr_draw_text(cr, r->is_shape_only ? "shape only" : "score", label,
                 g->theme->ink2, CR_LEFT, g->margin + width + 12, y + 34);
    double x = g->margin + 330 * scale;
    const double step = (g->width - g->margin - x) / 5;
    for (int i = 0; i < 4; i++, x += step) {
        snprintf(text, sizeof(text), bill[i].points < 0.05 ? "0" : "-%.1f",
                 bill[i].points);
        draw_figure(g, cr, text, bill[i].name, x, y);
    }
    if (r->all.has_spread)
        snprintf(text, sizeof(text), "\xC2\xB1%.0f", r->all.spread_ms);
    draw_figure(g, cr, r->all.has_spread ? text : "-",
                !r->all.has_spread  ? "too few hits"
                : r->all.notes < 16 ? "ms, preliminary"
                                    : "ms spread",
                x, y);
}

/* A lane's lean, the whole take's taken off if that is not known. */
static void draw_lean(const struct cr_grid *g, cairo_t *cr,
                      const struct cr_tally *lane, double x, double y)
{
    char text[32];
    if (!lane->has_lean) {
        cr_draw_text(cr, "-", figure, g->theme->ink2, CR_RIGHT, x + 84, y);
        return;
    }
    const enum cr_hit_mark mark = fabs(lane->lean_ms) < 3 ? CR_HIT_LOCKED
                                  : lane->lean_ms < 0     ? CR_HIT_LOOSE_EARLY
                                                          : CR_HIT_LOOSE_LATE;
    cr_draw_hit(cr, mark, cr_hit_colour(g->theme, mark), x + 20, y - 14, 11);
    snprintf(text, sizeof(text), "%.0f", fabs(lane->lean_ms));
    cr_draw_text(cr, text, figure, g->theme->ink1, CR_RIGHT, x + 84, y);
}

static void draw_table(const struct cr_grid *g, cairo_t *cr,
                       const struct cr_result *r, double top, double bottom)
{
    static const char *const heads[] = {"hit", "missed", "extra", "lean, ms",
                                        "spread, ms"};
    const double left = g->margin + (g->is_compact ? 220 : 290);
    const double step = (g->width - g->margin - left) / 5;
    for (int i = 0; i < 5; i++)
        cr_draw_text(cr, heads[i], label, g->theme->ink2, CR_RIGHT,
                     left + step * i + 84, top);
    double y = top + 48;
    const double pitch =
        fmin(50, (bottom - y) / (g->lane_count ? g->lane_count : 1));
    for (uint32_t i = 0; i < g->lane_count; i++, y += pitch) {
        const struct cr_tally *lane = &r->lanes[g->lanes[i]];
        char text[3][32];
        cr_fill_box(cr, g->theme->line1, g->margin, y - 38,
                    g->width - 2 * g->margin, 1.5);
        cr_draw_text(cr, g->timeline->pattern->lanes[g->lanes[i]].label,
                     (struct cr_type){CR_FACE_TITLE, 34, true}, g->theme->ink1,
                     CR_LEFT, g->margin, y);
        snprintf(text[0], sizeof(text[0]), "%u of %u", lane->hits, lane->notes);
        snprintf(text[1], sizeof(text[1]), "%u", lane->missed);
        snprintf(text[2], sizeof(text[2]), "%u", lane->extra);
        for (int k = 0; k < 3; k++)
            cr_draw_text(cr, text[k], figure, g->theme->ink1, CR_RIGHT,
                         left + step * k + 84, y);
        draw_lean(g, cr, lane, left + step * 3, y);
        if (lane->has_spread)
            snprintf(text[0], sizeof(text[0]), "\xC2\xB1%.0f", lane->spread_ms);
        cr_draw_text(cr, lane->has_spread ? text[0] : "-", figure,
                     g->theme->ink1, CR_RIGHT, left + step * 4 + 84, y);
    }
}

void cr_result_panel_draw(const struct cr_grid *grid, cairo_t *cr,
                          const struct cr_result *result, const char *question)
{
    const struct cr_grid *g = grid;
    const double top = g->status_top + 130;
    cr_fill_box(cr, g->theme->bg1, 0, g->status_top + 56, g->width,
                g->hints_top - g->status_top - 56);
    draw_head(g, cr, result, top);
    const double foot = g->hints_top - 26;
    draw_table(g, cr, result, top + 92, foot - 40);
    if (question)
        cr_draw_text(cr, question, label, g->theme->ink1, CR_LEFT, g->margin,
                     foot);
    else if (result->is_shape_only)
        cr_draw_text(cr,
                     "The delay of your devices is not known: your lean is "
                     "not judged, lanes are compared with each other.",
                     label, g->theme->ink2, CR_LEFT, g->margin, foot);
}
