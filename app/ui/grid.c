#include "app/ui/grid.h"

#include <math.h>
#include <string.h>

enum { LEAST_LANE_HEIGHT = 30, MOST_LANE_HEIGHT = 86, MOST_NOTE_HEIGHT = 42 };

const char *cr_lane_key(const struct cr_pattern *pattern, uint32_t lane)
{
    static const char *const keys[CR_LANE_ID_COUNT] = {
        [CR_HF] = "D",     [CR_SD] = "F",    [CR_PAD] = "F", [CR_T1] = "G",
        [CR_T2] = "G",     [CR_T3] = "G",    [CR_FT] = "H",  [CR_F2] = "H",
        [CR_HH] = "J",     [CR_RD] = "K",    [CR_RB] = "K",  [CR_CB] = "K",
        [CR_CC] = "L",     [CR_C2] = "L",    [CR_CH] = "L",  [CR_SP] = "L",
        [CR_BD] = "Space", [CR_B2] = "Space"};
    static const char right[] = "DFGHJKL";
    static const char *const left_keys[] = {"K", "J", "H", "G", "F", "D", "S"};
    const struct cr_lane *own = &pattern->lanes[lane];
    if (own->hand)
        return own->hand == 'R' ? "J" : "F";
    const char *key = keys[own->id];
    if (!key || key[1] || !pattern->is_left_handed)
        return key;
    return left_keys[strchr(right, key[0]) - right];
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
        g->keys[g->lane_count] = cr_lane_key(p, i);
        g->lanes[g->lane_count++] = i;
    }
}

/* As many bars as keep a column 44 u wide, at least one; never across a loop.
 * `first` and `end` are bars of the timeline. */
static uint32_t bars_that_fit(const struct cr_grid *g, uint32_t first,
                              uint32_t end)
{
    int columns = 0;
    uint32_t count = 0;
    while (first + count < end && count < CR_GRID_BARS) {
        columns += cells_of(g->timeline, first + count);
        if (count && (g->right - g->left) / columns < 44)
            break;
        count++;
    }
    return count;
}

/* The rows of the piece as it is played, numbered over all loops. */
struct row_walk {
    uint32_t first, count; /* bars of the timeline */
    uint32_t number;
    uint32_t in_loop; /* rows that a loop has */
};

static struct row_walk find_row(const struct cr_grid *g, uint32_t bar)
{
    const struct cr_timeline *t = g->timeline;
    const uint32_t loop = (bar - t->countin_count) / t->loop_bar_count;
    const uint32_t start = t->countin_count + loop * t->loop_bar_count;
    const uint32_t end = start + t->loop_bar_count;
    struct row_walk walk = {0};
    for (uint32_t first = start; first < end;) {
        const uint32_t count = bars_that_fit(g, first, end);
        if (bar >= first && bar < first + count) {
            walk.first = first;
            walk.count = count;
            walk.number = walk.in_loop;
        }
        walk.in_loop++;
        first += count;
    }
    walk.number += loop * walk.in_loop;
    return walk;
}

static void set_row(struct cr_grid *g, uint32_t index, struct row_walk walk,
                    bool is_next)
{
    struct cr_grid_row *row = &g->rows[index];
    row->first_bar = walk.first;
    row->bar_count = walk.count;
    row->is_next = is_next;
    row->right = g->right;
    row->hint_bar = CR_GRID_NONE;
}

static bool has_room_for_two(const struct cr_grid *g)
{
    const double tall = (g->meter_top - g->status_top - 58) / 2 - 56;
    return tall >= LEAST_LANE_HEIGHT * g->lane_count;
}

/* Two rows leapfrog: while one plays, the other shows what comes next. */
static void choose_rows(struct cr_grid *g, uint32_t bar)
{
    const struct cr_timeline *t = g->timeline;
    const struct row_walk now = find_row(g, bar);
    const bool has_two =
        g->lane_count <= 4 && t->loop_bar_count > 1 && has_room_for_two(g);
    const uint32_t after = now.first + now.count;
    g->row_count = has_two ? 2 : 1;
    if (!has_two) {
        set_row(g, 0, now, false);
        if (now.in_loop > 1 && after < t->bar_count)
            g->rows[0].hint_bar = after;
        return;
    }
    const uint32_t own = now.number % 2;
    set_row(g, own, now, false);
    if (after < t->bar_count)
        set_row(g, 1 - own, find_row(g, after), true);
    else if (now.first > t->countin_count)
        set_row(g, 1 - own, find_row(g, now.first - 1), false);
    else
        g->row_count = 1; /* all there is */
}

static int columns_of(const struct cr_grid *g, const struct cr_grid_row *row)
{
    int columns = 0;
    for (uint32_t b = 0; b < row->bar_count; b++)
        columns += cells_of(g->timeline, row->first_bar + b);
    return columns > 0 ? columns : 1;
}

/* Room at the right for the first group of the next page's bar. */
static void make_hint_room(struct cr_grid *g, struct cr_grid_row *row)
{
    if (row->hint_bar == CR_GRID_NONE)
        return;
    const struct cr_meter *meter =
        cr_timeline_meter(g->timeline, row->hint_bar);
    const double cells = (double)cells_of(g->timeline, row->hint_bar) *
                         meter->groups[0] / meter->beats;
    const double column =
        (g->right - g->left) / (columns_of(g, row) + cells + 1);
    row->right = g->right - column * (cells + 1);
}

static void lay_rows(struct cr_grid *g, uint32_t bar)
{
    const struct cr_timeline *t = g->timeline;
    choose_rows(g, bar < t->countin_count ? t->countin_count : bar);
    const double space = g->meter_top - 10 - (g->status_top + 58);
    const double each = space / g->row_count;
    g->lane_height = MOST_LANE_HEIGHT;
    g->column = g->right - g->left;
    for (uint32_t r = 0; r < g->row_count; r++) {
        struct cr_grid_row *row = &g->rows[r];
        make_hint_room(g, row);
        row->ruler = g->status_top + 58 + each * r +
                     (t->pattern->word_count ? CR_GRID_WORDS : 0);
        row->top = row->ruler + (g->row_count > 1 ? 44 : 58);
        row->bottom =
            g->status_top + 58 + each * (r + 1) - (g->row_count > 1 ? 12 : 0);
        const double tall =
            (row->bottom - row->top) / (g->lane_count ? g->lane_count : 1);
        g->lane_height = fmin(g->lane_height, tall);
        g->column =
            fmin(g->column, (row->right - g->left) / columns_of(g, row));
    }
    g->note_width = fmin(0.56 * g->column, 46);
    g->note_height = fmin(0.54 * g->lane_height, MOST_NOTE_HEIGHT);
}

void cr_grid_lay_out(struct cr_grid *grid, const struct cr_timeline *timeline,
                     const struct cr_theme *theme,
                     const struct cr_layout *layout, uint32_t bar)
{
    const double width = layout->width, height = layout->height;
    *grid = (struct cr_grid){.timeline = timeline,
                             .theme = theme,
                             .width = width,
                             .height = height,
                             .is_compact = layout->is_compact,
                             .is_far = layout->is_far,
                             .has_keys = !layout->is_far};
    grid->margin = grid->is_compact ? 20 : 40;
    grid->left = grid->is_far ? 86 : grid->is_compact ? 170 : 246;
    grid->right = width - (grid->is_far ? 98 : grid->is_compact ? 116 : 164);
    grid->status_top = grid->is_compact ? 102 : 128;
    grid->top_scale = grid->is_compact ? 0.78 : 1;
    grid->hints_top = height - (grid->is_far ? 0 : grid->is_compact ? 46 : 50);
    grid->meter_top = grid->hints_top - (grid->is_far       ? 94
                                         : grid->is_compact ? 132
                                                            : 146);
    grid->meter_scale = grid->is_far ? 0.7 : grid->is_compact ? 0.84 : 1;
    choose_lanes(grid);
    lay_rows(grid, bar);
}

/* Width of a whole note in a row. */
static double whole_width(const struct cr_grid *g,
                          const struct cr_grid_row *row)
{
    double all = 0;
    for (uint32_t b = 0; b < row->bar_count; b++)
        all += length_of(g->timeline, row->first_bar + b);
    return (row->right - g->left) / all;
}

bool cr_grid_place(const struct cr_grid *grid, uint32_t bar, double whole_notes,
                   uint32_t *row, double *x)
{
    for (uint32_t r = 0; r < grid->row_count; r++) {
        const struct cr_grid_row *line = &grid->rows[r];
        if (bar < line->first_bar || bar >= line->first_bar + line->bar_count)
            continue;
        double before = 0;
        for (uint32_t b = line->first_bar; b < bar; b++)
            before += length_of(grid->timeline, b);
        /* the first line stands half a column in */
        *x = grid->left +
             (line->right - grid->left) / columns_of(grid, line) / 2 +
             whole_width(grid, line) * (before + whole_notes);
        *row = r;
        return true;
    }
    return false;
}

double cr_grid_hint_place(const struct cr_grid *grid, double whole_notes)
{
    const struct cr_grid_row *row = &grid->rows[0];
    const double half = (row->right - grid->left) / columns_of(grid, row) / 2;
    return row->right + 2 * half + whole_width(grid, row) * whole_notes;
}

double cr_grid_baseline(const struct cr_grid *grid, uint32_t row, uint32_t lane)
{
    return grid->rows[row].top + grid->lane_height * (lane + 0.61);
}

bool cr_grid_lane(const struct cr_grid *grid, uint32_t lane, uint32_t *index)
{
    for (*index = 0; *index < grid->lane_count; (*index)++) {
        if (grid->lanes[*index] == lane)
            return true;
    }
    return false;
}

const struct cr_grid_row *cr_grid_playing(const struct cr_grid *grid)
{
    return &grid->rows[grid->row_count > 1 && grid->rows[0].is_next];
}

int cr_grid_cells(const struct cr_grid *grid, uint32_t bar)
{
    return cells_of(grid->timeline, bar);
}
