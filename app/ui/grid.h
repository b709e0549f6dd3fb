/* grid.h - the practice screen's standing layer: letterbox, ruler, lanes and
 * notes, laid out in units and drawn with cairo. The window draws it into a
 * picture, `creditroll picture` into a file.
 *
 * Units     u: the width of the layout is `width` u, its height `height` u.
 * Memory    a grid is a value; it borrows its timeline and theme.
 * Errors    none.
 */
#ifndef CR_APP_UI_GRID_H
#define CR_APP_UI_GRID_H

#include "app/ui/layout.h"
#include "app/ui/paint.h"
#include "patterns/timeline.h"

#define CR_GRID_NONE UINT32_MAX

enum { CR_GRID_LANES = 16, CR_GRID_ROWS = 2, CR_GRID_BARS = 4 };

#define CR_GRID_WORDS 34 /* above a ruler, for a pattern with words */

struct cr_grid_row {
    uint32_t first_bar, bar_count; /* of the timeline */
    double top, bottom;            /* of its lanes */
    double ruler;                  /* top of its ruler */
    double right;                  /* end of its beats */
    bool is_next;                  /* it comes after the row that plays */
    uint32_t hint_bar; /* whose first group is shown at the right, or NONE */
};

struct cr_grid {
    const struct cr_timeline *timeline;
    const struct cr_theme *theme;
    double width, height;
    bool is_compact, is_far;
    double top_scale, meter_scale; /* of what is written there */
    bool has_keys;                 /* key caps and hints are drawn */
    bool is_dark;                  /* all notes as if they had passed */
    double margin, left, right;    /* of the beats */
    double lane_height, note_width, note_height, column;
    uint32_t lanes[CR_GRID_LANES]; /* of the pattern, from the top */
    uint32_t lane_count;
    struct cr_grid_row rows[CR_GRID_ROWS];
    uint32_t row_count;
    /* bands, in u from the top */
    double status_top, meter_top, hints_top;
    const char *keys[CR_GRID_LANES]; /* caps of the lanes; NULL: none */
};

/* Lays out the page of bars that `bar` is on. */
void cr_grid_lay_out(struct cr_grid *grid, const struct cr_timeline *timeline,
                     const struct cr_theme *theme,
                     const struct cr_layout *layout, uint32_t bar);

/* The row that shows `bar`, and where a place in it is; false if the page does
 * not show that bar. */
bool cr_grid_place(const struct cr_grid *grid, uint32_t bar, double whole_notes,
                   uint32_t *row, double *x);

/* Where a place of the bar hinted at stands. */
double cr_grid_hint_place(const struct cr_grid *grid, double whole_notes);

/* Columns of a bar. */
int cr_grid_cells(const struct cr_grid *grid, uint32_t bar);

/* The grid's index of a lane of the pattern; false if it is not drawn. */
bool cr_grid_lane(const struct cr_grid *grid, uint32_t lane, uint32_t *index);

/* The row that plays: its leans stand beside it. */
const struct cr_grid_row *cr_grid_playing(const struct cr_grid *grid);

/* Baseline of lane `lane` (its index in the grid) in a row. */
double cr_grid_baseline(const struct cr_grid *grid, uint32_t row,
                        uint32_t lane);

/* Everything that stands still while a page plays. */
void cr_grid_draw(const struct cr_grid *grid, cairo_t *cr);

/* Title, tempo and meter in the letterbox. */
void cr_grid_draw_top(const struct cr_grid *grid, cairo_t *cr, double bpm);

/* How a stroke looks in ink1. */
struct cr_note_style cr_grid_note_style(const struct cr_grid *grid,
                                        const struct cr_stroke *stroke);

/* Where hands are lanes: the grace notes of a stroke that stands at `x`, in the other
 * hand's lane. Their number. */
struct cr_grid_box {
    double x, y, width, height;
};
uint32_t cr_grid_graces(const struct cr_grid *grid, uint32_t row,
                        const struct cr_stroke *stroke, double x,
                        struct cr_grid_box boxes[2]);

/* The drum key of a lane: "F" for the snare and the left hand; NULL if it has none. For
 * left-handed drummers the keyboard is mirrored, hands apart. */
const char *cr_lane_key(const struct cr_pattern *pattern, uint32_t lane);

#endif
