#include "app/ui/grid.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *cr_lane_key(const struct cr_lane *lane)
{
    switch (lane->id) {
    case CR_HF: return "D";
    case CR_SD: case CR_PAD: return "F";
    case CR_T1: case CR_T2: case CR_T3: return "G";
    case CR_FT: case CR_F2: return "H";
    case CR_HH: return "J";
    case CR_RD: case CR_RB: case CR_CB: return "K";
    case CR_CC: case CR_C2: case CR_CH: case CR_SP: return "L";
    case CR_BD: case CR_B2: return "Space";
    default: return NULL;
    }
}

static int cells_of(const struct cr_timeline *t, uint32_t bar)
{
    const struct cr_bar *written = &t->pattern->bars[t->bars[bar].bar];
    const int beats = cr_timeline_meter(t, bar)->beats;
    const int cells = written->cells > beats ? written->cells : beats;
    return cells;
}

static double length_of(const struct cr_timeline *t, uint32_t bar)
{
    return (double)cr_meter_length_32(cr_timeline_meter(t, bar)) / 32;
}

static void choose_lanes(struct cr_grid *g)
{
    const struct cr_pattern *p = g->timeline->pattern;
    g->lane_count = 0;
    for (uint32_t i = 0; i < p->lane_count && g->lane_count < CR_GRID_LANES;
         i++) {
        if (p->lanes[i].kind == CR_LANE_STICKING ||
            p->lanes[i].kind == CR_LANE_CLICK)
            continue;
        g->keys[g->lane_count] = cr_lane_key(&p->lanes[i]);
        g->lanes[g->lane_count++] = i;
    }
}

/* As many bars as keep a column 44 u wide, at least one; never across a loop. */
static uint32_t bars_that_fit(const struct cr_grid *g, uint32_t first)
{
    const struct cr_timeline *t = g->timeline;
    int columns = 0;
    uint32_t count = 0;
    while (first + count < t->bar_count && count < 4) {
        const uint32_t bar = first + count;
        if (count && (t->bars[bar].loop != t->bars[first].loop ||
                      t->bars[bar].number == 0))
            break;
        columns += cells_of(t, bar);
        if (count && (g->right - g->left) / columns < 44)
            break;
        count++;
    }
    return count;
}

/* The first bar of the page: pages begin at the first bar of each loop. */
static uint32_t page_start(const struct cr_grid *g, uint32_t bar,
                           uint32_t rows)
{
    const struct cr_timeline *t = g->timeline;
    uint32_t first = bar;
    while (first > t->countin_count &&
           t->bars[first - 1].loop == t->bars[bar].loop)
        first--;
    for (;;) {
        uint32_t next = first;
        for (uint32_t r = 0; r < rows && next < t->bar_count; r++)
            next += bars_that_fit(g, next);
        if (bar < next || next >= t->bar_count)
            return first;
        first = next;
    }
}

static void lay_rows(struct cr_grid *g, uint32_t bar)
{
    const struct cr_timeline *t = g->timeline;
    const bool has_phrase = t->piece_bar_count > 1 && g->lane_count <= 4;
    const uint32_t wanted = has_phrase ? 2 : 1;
    if (bar < t->countin_count)
        bar = t->countin_count;
    uint32_t next = page_start(g, bar, wanted);
    g->row_count = 0;
    for (uint32_t r = 0; r < wanted && next < t->bar_count; r++) {
        const uint32_t count = bars_that_fit(g, next);
        g->rows[g->row_count++] =
            (struct cr_grid_row){.first_bar = next, .bar_count = count};
        next += count;
    }
    const double space = g->meter_top - 10 - (g->status_top + 58);
    const double each = space / g->row_count;
    int columns = 1;
    g->lane_height = 70;
    for (uint32_t r = 0; r < g->row_count; r++) {
        struct cr_grid_row *row = &g->rows[r];
        const double ruler = g->row_count > 1 ? 44 : 58;
        int in_row = 0;
        row->ruler = g->status_top + 58 + each * r;
        row->top = row->ruler + ruler;
        row->bottom = row->ruler + each - (g->row_count > 1 ? 12 : 0);
        for (uint32_t b = 0; b < row->bar_count; b++)
            in_row += cells_of(t, row->first_bar + b);
        columns = in_row > columns ? in_row : columns;
        const double tall = (row->bottom - row->top) /
                            (g->lane_count ? g->lane_count : 1);
        g->lane_height = fmin(g->lane_height, tall);
    }
    g->column = (g->right - g->left) / columns;
    g->note_width = fmin(0.56 * g->column, 46);
    g->note_height = 0.54 * g->lane_height;
}

void cr_grid_lay_out(struct cr_grid *grid, const struct cr_timeline *timeline,
                     const struct cr_theme *theme, double width, double height,
                     uint32_t bar)
{
    *grid = (struct cr_grid){.timeline = timeline,
                             .theme = theme,
                             .width = width,
                             .height = height,
                             .has_keys = true};
    grid->is_compact = width < 1100 || height < 700;
    grid->margin = grid->is_compact ? 20 : 40;
    grid->left = grid->is_compact ? 170 : 246;
    grid->right = width - (grid->is_compact ? 116 : 164);
    grid->status_top = grid->is_compact ? 102 : 128;
    grid->hints_top = height - (grid->is_compact ? 46 : 50);
    grid->meter_top = grid->hints_top - (grid->is_compact ? 132 : 146);
    choose_lanes(grid);
    lay_rows(grid, bar);
}

bool cr_grid_place(const struct cr_grid *grid, uint32_t bar, double whole_notes,
                   uint32_t *row, double *x)
{
    for (uint32_t r = 0; r < grid->row_count; r++) {
        const struct cr_grid_row *line = &grid->rows[r];
        if (bar < line->first_bar || bar >= line->first_bar + line->bar_count)
            continue;
        double before = 0, all = 0;
        int columns = 0;
        for (uint32_t b = 0; b < line->bar_count; b++) {
            const double length = length_of(grid->timeline, line->first_bar + b);
            if (line->first_bar + b < bar)
                before += length;
            all += length;
            columns += cells_of(grid->timeline, line->first_bar + b);
        }
        const double width = grid->right - grid->left;
        /* the first line stands half a column in */
        *x = grid->left + width / columns / 2 +
             width * (before + whole_notes) / all;
        *row = r;
        return true;
    }
    return false;
}

double cr_grid_baseline(const struct cr_grid *grid, uint32_t row, uint32_t lane)
{
    return grid->rows[row].top + grid->lane_height * (lane + 0.61);
}

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
    const int cells = cells_of(g->timeline, bar);
    const double part = length_of(g->timeline, bar) / cells;
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
        line(cr, is_start  ? g->theme->line3
                 : is_beat ? g->theme->line2
                           : g->theme->line1,
             is_start ? 2.5 : 1.5, x, row->top, x, bottom);
        if (!is_beat)
            continue;
        char number[8];
        snprintf(number, sizeof(number), "%d", (int)floor(at + 1.5));
        const struct cr_type type = {CR_FACE_TITLE,
                                     g->row_count > 1 ? 34 : 46, true};
        if (g->column * cells / meter->beats > 22)
            cr_draw_text(cr, number, type,
                         is_start ? g->theme->ink1 : g->theme->ink2, CR_CENTRE,
                         x, row->top - 8);
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
}

static const char *short_name(const struct cr_lane *lane)
{
    return lane->id == CR_SD ? "SN" : lane->name;
}

static void draw_lane_label(const struct cr_grid *g, cairo_t *cr, uint32_t r,
                            uint32_t i)
{
    const struct cr_lane *lane = &g->timeline->pattern->lanes[g->lanes[i]];
    const double middle = g->rows[r].top + g->lane_height * (i + 0.46);
    struct cr_type type = {CR_FACE_TITLE, fmin(34, g->lane_height * 0.62), true};
    const double cap = fmin(42, g->lane_height * 0.64);
    const double name_x = g->margin + (g->is_compact ? 62 : 86);
    const char *name = g->is_compact ? short_name(lane) : lane->label;
    char upper[64];
    size_t size = 0;
    for (; name[size] && size + 1 < sizeof(upper); size++)
        upper[size] = name[size] >= 'a' && name[size] <= 'z'
                          ? (char)(name[size] - 'a' + 'A')
                          : name[size];
    upper[size] = '\0';
    if (g->has_keys && g->keys[i])
        cr_draw_key(cr, g->theme, g->keys[i], cap, g->margin, middle - cap / 2);
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
        cr_fill_box(cr, g->theme->track, g->left, base,
                    g->right - g->left, end - base);
        line(cr, g->theme->line2, 1.5, g->left, base, g->right, base);
        line(cr, g->theme->line1, 1.5, g->margin, end, g->width - g->margin,
             end);
        draw_lane_label(g, cr, r, i);
    }
}

static void draw_notes(const struct cr_grid *g, cairo_t *cr)
{
    const struct cr_timeline *t = g->timeline;
    for (uint32_t n = 0; n < t->note_count; n++) {
        const struct cr_note *note = &t->notes[n];
        uint32_t row, lane = 0;
        double x;
        if (note->kind != CR_NOTE ||
            !cr_grid_place(g, note->bar,
                           (double)note->at.num / (double)note->at.den, &row,
                           &x))
            continue;
        while (lane < g->lane_count && g->lanes[lane] != note->lane)
            lane++;
        if (lane == g->lane_count)
            continue;
        const struct cr_stroke *stroke = &t->pattern->strokes[note->stroke];
        const struct cr_glyph glyph = cr_stroke_meaning(t->pattern, stroke);
        const struct cr_note_style style = {
            .mark = glyph.weight == CR_WEIGHT_ACCENT  ? CR_MARK_ACCENT
                    : glyph.weight == CR_WEIGHT_GHOST ? CR_MARK_GHOST
                                                      : CR_MARK_NORMAL,
            .fill = g->theme->ink1,
            .ground = g->theme->inv,
            .is_flam = glyph.ornament == CR_FLAM || glyph.ornament == CR_DRAG,
            .hand = stroke->hand};
        cr_draw_note(cr, &style, x, cr_grid_baseline(g, row, lane),
                     g->note_width, g->note_height);
    }
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
        bool is_shaded = false;
        draw_lanes(g, cr, r);
        for (uint32_t b = 0; b < g->rows[r].bar_count; b++)
            draw_bar(g, cr, r, g->rows[r].first_bar + b, &is_shaded);
        for (uint32_t i = 0; i < g->lane_count; i++) {
            const double base = cr_grid_baseline(g, r, i);
            const double end = g->rows[r].top + g->lane_height * (i + 1);
            line(cr, g->theme->line2, 1.5, g->left, base, g->right, base);
            cr_fill_box(cr, g->theme->track, g->left, base + 0.75,
                        g->right - g->left, end - base - 1.5);
        }
    }
    draw_notes(g, cr);
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
    const double scale = g->is_compact ? 0.78 : 1;
    const struct cr_type type = {CR_FACE_TITLE, 74 * scale, true};
    char number[8], groups[256] = "";
    const double right = g->width - g->margin;
    const double x = right - 16 * scale;
    snprintf(number, sizeof(number), "%d", meter->beats);
    const double top = cr_draw_text(cr, number, type, g->theme->ink1, CR_CENTRE,
                                    x, 59 * scale);
    snprintf(number, sizeof(number), "%d", meter->unit);
    cr_draw_text(cr, number, type, g->theme->ink1, CR_CENTRE, x, 118 * scale);
    cr_fill_box(cr, g->theme->ink1, x - 16 * scale, 62.5 * scale, 32 * scale, 3);
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

void cr_grid_draw_top(const struct cr_grid *grid, cairo_t *cr,
                      const char *loops, double bpm)
{
    const struct cr_grid *g = grid;
    const double scale = g->is_compact ? 0.78 : 1;
    const struct cr_type small = {CR_FACE_TITLE, 31, true};
    const struct cr_type big = {CR_FACE_TITLE, 150 * scale, true};
    char number[32], title[80];
    snprintf(title, sizeof(title), "%.60s",
             g->timeline->pattern->title ? g->timeline->pattern->title
                                         : "Pattern");
    if (!g->is_compact)
        cr_draw_text(cr, title, small, g->theme->ink2, CR_LEFT, g->margin, 43);
    cr_draw_text(cr, loops, (struct cr_type){CR_FACE_TITLE, 50 * scale, true},
                 g->theme->ink1, CR_LEFT, g->margin, 104 * scale);
    snprintf(number, sizeof(number), "%.4g", bpm);
    const double width = cr_draw_text(cr, number, big, g->theme->ink1, CR_CENTRE,
                                      g->width / 2, 115 * scale);
    draw_quarter(cr, g->theme->ink2, g->width / 2 - width / 2 - 48 * scale,
                 104 * scale, 42 * scale);
    draw_meter_sign(g, cr);
}
