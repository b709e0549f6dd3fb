#include "app/ui/grid.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "patterns/hands.h"
#include "patterns/words.h"

static void line(cairo_t *cr, struct cr_colour colour, double width, double x0,
                 double y0, double x1, double y1)
{
    cr_set_colour(cr, colour);
    cairo_set_line_width(cr, width);
    cairo_move_to(cr, x0, y0);
    cairo_line_to(cr, x1, y1);
    cairo_stroke(cr);
}

/* One beat group: its shade, its bar over the ruler, its beats and columns. */
static void draw_group(const struct cr_grid *g, cairo_t *cr, uint32_t r,
                       uint32_t bar, int first_beat, int beats, bool is_shaded)
{
    const struct cr_meter *meter = cr_timeline_meter(g->timeline, bar);
    const struct cr_grid_row *row = &g->rows[r];
    const double bottom = row->top + g->lane_height * g->lane_count;
    const int cells = cr_grid_cells(g, bar);
    const double part = (double)cr_meter_length_32(meter) / 32 / cells;
    uint32_t found;
    double from, to;
    cr_grid_place(g, bar, (double)first_beat / meter->unit, &found, &from);
    cr_grid_place(g, bar, (double)(first_beat + beats) / meter->unit, &found,
                  &to);
    const double half = g->column / 2;
    if (is_shaded)
        cr_fill_box(cr, g->theme->bg2, from - half, row->ruler + 6, to - from,
                    bottom - row->ruler - 6);
    line(cr, g->theme->line3, 3, from - half + 4, row->ruler + 8, to - half - 6,
         row->ruler + 8);
    for (int c = 0; c < cells; c++) {
        const double at = c * part * meter->unit; /* in beats */
        if (at < first_beat - 1e-9 || at >= first_beat + beats - 1e-9)
            continue;
        const bool is_beat = fabs(at - floor(at + 0.5)) < 1e-9;
        const bool is_start = fabs(at - first_beat) < 1e-9;
        double x;
        cr_grid_place(g, bar, c * part, &found, &x);
        line(cr,
             is_start  ? g->theme->line3
             : is_beat ? g->theme->line2
                       : g->theme->line1,
             is_start ? 2.5 : 1.5, x, row->top, x, bottom);
        if (!is_beat)
            continue;
        char number[8];
        snprintf(number, sizeof(number), "%d", (int)floor(at + 1.5));
        const struct cr_type type = {CR_FACE_TITLE, g->row_count > 1 ? 34 : 46,
                                     true};
        if (g->column * cells / meter->beats > 22)
            cr_draw_text(cr, number, type,
                         is_start ? g->theme->ink1 : g->theme->ink2, CR_CENTRE,
                         x, row->top - 8);
    }
}

/* "1 e + a": what is counted between the beats, where there is room. */
static void draw_subdivisions(const struct cr_grid *g, cairo_t *cr, uint32_t r,
                              uint32_t bar)
{
    static const char *const words[5][4] = {[2] = {"", "+"},
                                            [3] = {"", N_("TRIP"), N_("LET")},
                                            [4] = {"", "E", "+", "A"}};
    const struct cr_meter *meter = cr_timeline_meter(g->timeline, bar);
    const int cells = cr_grid_cells(g, bar), each = cells / meter->beats;
    const struct cr_type type = {CR_FACE_TITLE, 21, true};
    if (meter->unit != 4 || cells % meter->beats || each < 2 || each > 4 ||
        g->column < 40)
        return;
    for (int c = 0; c < cells; c++) {
        uint32_t row;
        double x;
        cr_grid_place(g, bar, (double)c / each / meter->unit, &row, &x);
        if (c % each)
            cr_draw_text(cr, _(words[each][c % each]), type, g->theme->ink3,
                         CR_CENTRE, x, g->rows[r].top - 10);
    }
}

static double place_of(const struct cr_word *word)
{
    return (double)word->at.num / (double)word->at.den;
}

/* What the pattern says above its bars, each with a rule over what it is said of. */
static void draw_words(const struct cr_grid *g, cairo_t *cr, uint32_t r,
                       uint32_t bar)
{
    const struct cr_pattern *p = g->timeline->pattern;
    const struct cr_meter *meter = cr_timeline_meter(g->timeline, bar);
    const double length = (double)cr_meter_length_32(meter) / 32;
    const double y = g->rows[r].ruler - 8, half = g->column / 2;
    for (uint32_t i = 0; i < p->word_count; i++) {
        const double at = place_of(&p->words[i]);
        const double next =
            i + 1 < p->word_count ? place_of(&p->words[i + 1]) : length;
        uint32_t row;
        double from, to;
        if (at >= length)
            break;
        cr_grid_place(g, bar, at, &row, &from);
        cr_grid_place(g, bar, fmin(next, length), &row, &to);
        line(cr, g->theme->line3, 1.5, from - half + 4, y + 5, to - half - 6,
             y + 5);
        cr_draw_fitting(
            cr, p->words[i].text, (struct cr_type){CR_FACE_TEXT, 24, true},
            g->theme->ink1, from - half + 4, y, fmax(to - from - 10, 1));
    }
}

static void draw_bar(const struct cr_grid *g, cairo_t *cr, uint32_t r,
                     uint32_t bar, bool *is_shaded)
{
    const struct cr_meter *meter = cr_timeline_meter(g->timeline, bar);
    int beat = 0;
    for (int k = 0; k < meter->group_count; k++) {
        draw_group(g, cr, r, bar, beat, meter->groups[k], *is_shaded);
        *is_shaded = !*is_shaded;
        beat += meter->groups[k];
    }
    draw_subdivisions(g, cr, r, bar);
    draw_words(g, cr, r, bar);
}

static const char *short_name(const struct cr_lane *lane)
{
    return lane->hand == 'R'   ? _("RH")
           : lane->hand        ? _("LH")
           : lane->id == CR_SD ? _("SN")
                               : lane->name;
}

static void draw_lane_label(const struct cr_grid *g, cairo_t *cr, uint32_t r,
                            uint32_t i)
{
    const struct cr_lane *lane = &g->timeline->pattern->lanes[g->lanes[i]];
    const double middle = g->rows[r].top + g->lane_height * (i + 0.46);
    struct cr_type type = {CR_FACE_TITLE, fmin(34, g->lane_height * 0.62),
                           true};
    const double cap = fmin(42, g->lane_height * 0.64);
    const double name_x = g->margin + (g->is_far ? 0 : g->is_compact ? 62 : 86);
    const char *name = g->is_compact ? short_name(lane) : cr_lane_label(lane);
    char upper[64];
    size_t size = 0;
    for (; name[size] && size + 1 < sizeof(upper); size++)
        upper[size] = name[size] >= 'a' && name[size] <= 'z'
                          ? (char)(name[size] - 'a' + 'A')
                          : name[size];
    upper[size] = '\0';
    if (g->has_keys && g->keys[i])
        cr_draw_key(cr, g->theme, g->keys[i], cap, name_x - g->margin - 14,
                    g->margin, middle - cap / 2);
    while (type.size > 17 &&
           name_x + cr_text_width(cr, upper, type) > g->left - 10)
        type.size -= 1;
    cr_draw_text(cr, upper, type, g->theme->ink1, CR_LEFT, name_x,
                 middle + type.size * 0.36);
}

static void draw_lanes(const struct cr_grid *g, cairo_t *cr, uint32_t r)
{
    for (uint32_t i = 0; i < g->lane_count; i++) {
        const double base = cr_grid_baseline(g, r, i);
        const double end = g->rows[r].top + g->lane_height * (i + 1);
        cr_fill_box(cr, g->theme->track, g->left, base, g->right - g->left,
                    end - base);
        line(cr, g->theme->line2, 1.5, g->left, base, g->right, base);
        line(cr, g->theme->line1, 1.5, g->margin, end, g->width - g->margin,
             end);
        draw_lane_label(g, cr, r, i);
    }
}

static bool has_grace(const struct cr_glyph *glyph)
{
    return glyph->ornament == CR_FLAM || glyph->ornament == CR_DRAG;
}

struct cr_note_style cr_grid_note_style(const struct cr_grid *grid,
                                        const struct cr_stroke *stroke)
{
    const struct cr_glyph glyph =
        cr_stroke_meaning(grid->timeline->pattern, stroke);
    return (struct cr_note_style){
        .mark = glyph.weight == CR_WEIGHT_ACCENT  ? CR_MARK_ACCENT
                : glyph.weight == CR_WEIGHT_GHOST ? CR_MARK_GHOST
                                                  : CR_MARK_NORMAL,
        .fill = grid->theme->ink1,
        .ground = grid->theme->inv,
        .is_flam = has_grace(&glyph) &&
                   !grid->timeline->pattern->lanes[stroke->lane].hand,
        .hand = stroke->hand};
}

uint32_t cr_grid_graces(const struct cr_grid *grid, uint32_t row,
                        const struct cr_stroke *stroke, double x,
                        struct cr_grid_box boxes[2])
{
    const struct cr_pattern *p = grid->timeline->pattern;
    const struct cr_glyph glyph = cr_stroke_meaning(p, stroke);
    const uint32_t other = cr_pattern_grace_lane(p, stroke->lane);
    const uint32_t count = glyph.ornament == CR_DRAG ? 2 : 1;
    uint32_t lane;
    if (!has_grace(&glyph) || other == stroke->lane ||
        !cr_grid_lane(grid, other, &lane))
        return 0;
    const double height = grid->note_height * 0.5;
    for (uint32_t k = 0; k < count; k++)
        boxes[k] =
            (struct cr_grid_box){x - grid->note_width * (0.7 + 0.4 * k),
                                 cr_grid_baseline(grid, row, lane) - height,
                                 grid->note_width * 0.3, height};
    return count;
}

/* The strokes of a bar; those of a hint only to the end of its first group. */
static void draw_strokes(const struct cr_grid *g, cairo_t *cr, uint32_t r,
                         uint32_t bar, bool is_hint)
{
    const struct cr_timeline *t = g->timeline;
    const struct cr_bar *written = &t->pattern->bars[t->bars[bar].bar];
    const struct cr_meter *meter = cr_timeline_meter(t, bar);
    const double end = is_hint ? (double)meter->groups[0] / meter->unit : 99;
    for (uint32_t i = 0; i < written->stroke_count; i++) {
        const struct cr_stroke *stroke =
            &t->pattern->strokes[written->first_stroke + i];
        const double at = (double)stroke->at.num / (double)stroke->at.den;
        uint32_t lane, row;
        double x;
        if (!cr_grid_lane(g, stroke->lane, &lane) || at >= end - 1e-9)
            continue;
        struct cr_note_style style = cr_grid_note_style(g, stroke);
        if (is_hint || g->is_dark)
            style.fill = g->theme->spent;
        if (is_hint) {
            x = cr_grid_hint_place(g, at);
        } else {
            cr_grid_place(g, bar, at, &row, &x);
        }
        cr_draw_note(cr, &style, x, cr_grid_baseline(g, r, lane), g->note_width,
                     g->note_height);
        struct cr_grid_box boxes[2];
        const uint32_t graces = cr_grid_graces(g, r, stroke, x, boxes);
        for (uint32_t k = 0; k < graces; k++)
            cr_fill_box(cr, style.fill, boxes[k].x, boxes[k].y, boxes[k].width,
                        boxes[k].height);
    }
}

static void draw_hint(const struct cr_grid *g, cairo_t *cr)
{
    const struct cr_grid_row *row = &g->rows[0];
    const struct cr_type type = {CR_FACE_TEXT, 18, false};
    if (row->hint_bar == CR_GRID_NONE)
        return;
    const double bottom = row->top + g->lane_height * g->lane_count;
    const double x = row->right + g->column / 4;
    line(cr, g->theme->line3, 1.5, x, row->top, x, bottom);
    line(cr, g->theme->line3, 1.5, x + 5, row->top, x + 5, bottom);
    cr_draw_text(cr, _("next"), type, g->theme->ink3, CR_LEFT,
                 cr_grid_hint_place(g, 0) - g->note_width / 2, row->top - 12);
    draw_strokes(g, cr, 0, row->hint_bar, true);
}

void cr_grid_draw(const struct cr_grid *grid, cairo_t *cr)
{
    const struct cr_grid *g = grid;
    cr_fill_box(cr, g->theme->bg1, 0, 0, g->width, g->height);
    cr_fill_box(cr, g->theme->bg0, 0, 0, g->width, g->status_top - 4);
    cr_fill_box(cr, g->theme->line1, 0, g->status_top - 4, g->width, 4);
    cr_fill_box(cr, g->theme->bg0, 0, g->hints_top, g->width,
                g->height - g->hints_top);
    for (uint32_t r = 0; r < g->row_count; r++) {
        const struct cr_grid_row *row = &g->rows[r];
        bool is_shaded = false;
        draw_lanes(g, cr, r);
        for (uint32_t b = 0; b < row->bar_count; b++)
            draw_bar(g, cr, r, row->first_bar + b, &is_shaded);
        for (uint32_t i = 0; i < g->lane_count; i++) {
            const double base = cr_grid_baseline(g, r, i);
            const double end = row->top + g->lane_height * (i + 1);
            line(cr, g->theme->line2, 1.5, g->left, base, g->right, base);
            cr_fill_box(cr, g->theme->track, g->left, base + 0.75,
                        g->right - g->left, end - base - 1.5);
        }
        for (uint32_t b = 0; b < row->bar_count; b++)
            draw_strokes(g, cr, r, row->first_bar + b, false);
        if (row->is_next)
            cr_draw_fitting(cr, g->is_far ? _("next") : _("next bar"),
                            (struct cr_type){CR_FACE_TEXT, 18, false},
                            g->theme->ink2, g->right + 20, row->top + 22,
                            g->width - g->right - 26);
    }
    draw_hint(g, cr);
    line(cr, g->theme->line2, 1.5, 0, g->meter_top - 1, g->width,
         g->meter_top - 1);
}

static void draw_quarter(cairo_t *cr, struct cr_colour colour, double x,
                         double y, double size)
{
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_rotate(cr, -0.35);
    cairo_scale(cr, size * 0.3, size * 0.21);
    cr_set_colour(cr, colour);
    cairo_arc(cr, 0, 0, 1, 0, 6.2831853);
    cairo_fill(cr);
    cairo_restore(cr);
    line(cr, colour, size * 0.09, x + size * 0.25, y - size * 0.05,
         x + size * 0.25, y - size * 1.1);
}

static void draw_meter_sign(const struct cr_grid *g, cairo_t *cr)
{
    const struct cr_meter *meter =
        cr_timeline_meter(g->timeline, g->rows[0].first_bar);
    const double scale = g->top_scale;
    const struct cr_type type = {CR_FACE_TITLE, 74 * scale, true};
    char number[8], groups[256] = "";
    const double right = g->width - g->margin;
    const double x = right - 16 * scale;
    snprintf(number, sizeof(number), "%d", meter->beats);
    const double top = cr_draw_text(cr, number, type, g->theme->ink1, CR_CENTRE,
                                    x, 59 * scale);
    snprintf(number, sizeof(number), "%d", meter->unit);
    cr_draw_text(cr, number, type, g->theme->ink1, CR_CENTRE, x, 118 * scale);
    cr_fill_box(cr, g->theme->ink1, x - 16 * scale, 62.5 * scale, 32 * scale,
                3);
    if (g->is_compact || meter->group_count == meter->beats)
        return;
    size_t used = 0;
    for (int k = 0; k < meter->group_count && used + 8 < sizeof(groups); k++)
        used += (size_t)snprintf(groups + used, sizeof(groups) - used, "%s%d",
                                 k ? " + " : "", meter->groups[k]);
    const struct cr_type words = {CR_FACE_TITLE, 40, true};
    cr_draw_text(cr, groups, words, g->theme->ink2, CR_RIGHT,
                 x - fmax(top, 32) / 2 - 24, 79);
}

void cr_grid_draw_top(const struct cr_grid *grid, cairo_t *cr, double bpm)
{
    const struct cr_grid *g = grid;
    const double scale = g->top_scale;
    const struct cr_type small = {CR_FACE_TITLE, 31, true};
    const struct cr_type big = {CR_FACE_TITLE, 150 * scale, true};
    char number[32], title[80];
    cr_say(title, sizeof(title), "%.60s",
           g->timeline->pattern->title ? cr_title(g->timeline->pattern->title)
                                       : _("Pattern"));
    if (!g->is_compact)
        cr_draw_text(cr, title, small, g->theme->ink2, CR_LEFT, g->margin, 43);
    cr_say(number, sizeof(number), "%.4g", bpm);
    const double width = cr_draw_text(cr, number, big, g->theme->ink1,
                                      CR_CENTRE, g->width / 2, 115 * scale);
    draw_quarter(cr, g->theme->ink2, g->width / 2 - width / 2 - 48 * scale,
                 104 * scale, 42 * scale);
    draw_meter_sign(g, cr);
}
