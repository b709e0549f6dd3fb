#include "app/ui/meter_strip.h"
#include "patterns/words.h"

#include <math.h>
#include <stdio.h>

enum { SHOWN = 22, AVERAGED = 16, EDGE_MS = 60 };

struct axis {
    double middle, span; /* of 0 ms, of 1 ms */
    double y;
};

static struct axis axis_of(const struct cr_grid *g)
{
    const double left = g->left + (g->is_far ? 130 : g->is_compact ? 40 : 60);
    const double right = g->right - (g->is_far ? 48 : g->is_compact ? 30 : 52);
    return (struct axis){(left + right) / 2, (right - left) / (2 * EDGE_MS),
                         g->meter_top + (g->is_far       ? 66
                                         : g->is_compact ? 78
                                                         : 87)};
}

void cr_meter_draw_axis(const struct cr_grid *grid, cairo_t *cr,
                        double tight_ms)
{
    const struct cr_grid *g = grid;
    const struct axis a = axis_of(g);
    const double top = g->meter_top + (g->is_compact ? 18 : 22);
    const struct cr_type type = {CR_FACE_TEXT, g->is_compact ? 16 : 18, false};
    const struct cr_type words = {CR_FACE_TEXT, 20, true};
    const double band = fmin(tight_ms, EDGE_MS) * a.span;
    cr_fill_box(cr, g->theme->zone, a.middle - band, top, 2 * band, a.y - top);
    for (int side = -1; side <= 1; side += 2)
        cr_fill_box(cr, g->theme->on, a.middle + side * band - 1, top, 2,
                    a.y - top);
    cr_fill_box(cr, g->theme->line3, a.middle - EDGE_MS * a.span, a.y,
                2 * EDGE_MS * a.span, 2);
    for (int ms = -EDGE_MS; ms <= EDGE_MS; ms += 20) {
        char number[16];
        snprintf(number, sizeof(number), "%d", ms < 0 ? -ms : ms);
        cr_fill_box(cr, g->theme->line3, a.middle + ms * a.span - 1, a.y, 2, 8);
        if (!g->is_far)
            cr_draw_text(cr, number, type, g->theme->ink3, CR_CENTRE,
                         a.middle + ms * a.span, a.y + 50);
    }
    const double edge = EDGE_MS * a.span;
    const double word_y = g->meter_top + (g->is_far ? 30 : 39);
    cr_draw_hit(cr, CR_HIT_LOOSE_EARLY, g->theme->early, a.middle - edge + 14,
                word_y - 7, 9);
    cr_draw_text(cr, _("EARLY"), words, g->theme->ink1, CR_LEFT,
                 a.middle - edge + 26, word_y);
    cr_draw_text(cr, _("LATE"), words, g->theme->ink1, CR_RIGHT,
                 a.middle + edge - 26, word_y);
    cr_draw_hit(cr, CR_HIT_LOOSE_LATE, g->theme->late, a.middle + edge - 14,
                word_y - 7, 9);
}

uint32_t cr_meter_mean(const struct cr_marker *marker, uint32_t lane,
                       uint32_t most, double *mean, double *sd)
{
    double sum = 0, squares = 0;
    uint32_t count = 0, seen = 0;
    for (uint32_t i = marker->mark_count; i-- > 0 && count < most;) {
        const struct cr_mark *mark = &marker->marks[i];
        if (++seen > 64 * most)
            break;
        if (mark->target == CR_NONE || (lane != CR_NONE && mark->lane != lane))
            continue;
        sum += mark->error_ms;
        squares += mark->error_ms * mark->error_ms;
        count++;
    }
    *mean = count ? sum / count : 0;
    *sd = count > 1 ? sqrt(fmax(0, squares - sum * *mean) / (count - 1)) : 0;
    return count;
}

enum cr_hit_mark cr_meter_hit_mark(const struct cr_mark *mark)
{
    const bool is_late = mark->error_ms > 0;
    if (mark->target == CR_NONE)
        return CR_HIT_EXTRA;
    switch (mark->judgement) {
    case CR_LOCKED: return CR_HIT_LOCKED;
    case CR_TIGHT: return is_late ? CR_HIT_TIGHT_LATE : CR_HIT_TIGHT_EARLY;
    case CR_LOOSE: return is_late ? CR_HIT_LOOSE_LATE : CR_HIT_LOOSE_EARLY;
    default: return is_late ? CR_HIT_OFF_LATE : CR_HIT_OFF_EARLY;
    }
}

/* The newest tallest and under its mark, the older ones fading in steps. */
static void draw_last_hits(const struct cr_grid *g, struct cr_sprites *sprites,
                           const struct cr_marker *marker)
{
    const struct axis a = axis_of(g);
    uint32_t found[SHOWN], count = 0;
    for (uint32_t i = marker->mark_count; i-- > 0 && count < SHOWN;) {
        if (marker->marks[i].target != CR_NONE)
            found[count++] = i;
    }
    for (uint32_t age = count; age-- > 0;) {
        const struct cr_mark *mark = &marker->marks[found[age]];
        const enum cr_hit_mark shape = cr_meter_hit_mark(mark);
        const struct cr_colour colour = mark->judgement <= CR_TIGHT
                                            ? g->theme->on
                                            : cr_hit_colour(g->theme, shape);
        const double x =
            a.middle + fmax(-EDGE_MS, fmin(EDGE_MS, mark->error_ms)) * a.span;
        const double tall = age ? 46 - 0.9 * age : 58;
        cr_sprite_box(sprites, colour, age ? 0.75 - 0.028 * age : 1,
                      x - (age ? 2 : 3.5), a.y - tall, age ? 4 : 7, tall);
        if (!age)
            cr_sprite_hit(sprites, shape, cr_hit_colour(g->theme, shape), x,
                          a.y - tall - 5, 12, 1);
    }
}

/* A word and a number at the left, the spread at the right. */
static void draw_numbers(const struct cr_grid *g, struct cr_sprites *sprites,
                         double mean, double sd)
{
    const double scale = g->meter_scale, top = g->meter_top;
    const enum cr_hit_mark mark = cr_lean_mark(mean);
    const struct cr_colour colour = cr_hit_colour(g->theme, mark);
    const double shown = fmin(floor(fabs(mean) + 0.5), 999);
    const double size = 112 * scale * (shown < 100 ? 1 : 0.7);
    const double arrow = 26 * scale;
    const double at = g->margin + (mark == CR_HIT_LOOSE_EARLY ? 1.5 * arrow
                                   : mark == CR_HIT_LOCKED    ? arrow
                                                              : 0);
    char number[16];
    cr_sprite_mark(sprites, mark, colour, at, top + 73 * scale, arrow, 1);
    snprintf(number, sizeof(number), "%.0f", shown);
    const double x = g->margin + 62 * scale;
    const double width = size * 0.396 * (shown < 10 ? 1 : shown < 100 ? 2 : 3);
    cr_sprite_text(sprites, number, (struct cr_type){CR_FACE_TITLE, size, true},
                   g->theme->ink1, CR_LEFT, x, top + 112 * scale);
    cr_sprite_text(sprites, _("ms"),
                   (struct cr_type){CR_FACE_TEXT, 25 * scale, true},
                   g->theme->ink2, CR_LEFT, x + width + 9, top + 76 * scale);
    cr_sprite_text(sprites,
                   mark == CR_HIT_LOCKED ? _("on time")
                   : mean < 0            ? _("early")
                                         : _("late"),
                   (struct cr_type){CR_FACE_TEXT, 25 * scale, true}, colour,
                   CR_LEFT, x + width + 9, top + 105 * scale);
    cr_say(number, sizeof(number), "\xC2\xB1%.0f", fmin(sd, 999));
    cr_sprite_text(
        sprites, number, (struct cr_type){CR_FACE_TITLE, 80 * scale, true},
        g->theme->ink1, CR_RIGHT, g->width - g->margin, top + 98 * scale);
    if (g->is_far)
        return;
    cr_sprite_text(sprites, _("ms spread"),
                   (struct cr_type){CR_FACE_TEXT, 20 * scale, false},
                   g->theme->ink2, CR_RIGHT, g->width - g->margin,
                   top + 126 * scale);
}

void cr_meter_draw_marks(const struct cr_grid *grid, struct cr_sprites *sprites,
                         const struct cr_marker *marker)
{
    const struct cr_colour ink = grid->theme->ink1;
    const struct axis a = axis_of(grid);
    double mean, sd;
    cr_sprite_box(sprites, ink, 1, a.middle - 1.25, grid->meter_top + 18, 2.5,
                  a.y - grid->meter_top - 18);
    draw_last_hits(grid, sprites, marker);
    const uint32_t count = cr_meter_mean(marker, CR_NONE, AVERAGED, &mean, &sd);
    if (!count)
        return;
    const double low = fmax(mean - sd, -EDGE_MS - 3);
    const double high = fmin(mean + sd, EDGE_MS + 3);
    if (low < high) {
        const double left = a.middle + low * a.span;
        const double right = a.middle + high * a.span;
        cr_sprite_box(sprites, ink, 1, left, a.y + 16, right - left, 3);
        cr_sprite_box(sprites, ink, 1, left - 1.5, a.y + 11, 3, 13);
        cr_sprite_box(sprites, ink, 1, right - 1.5, a.y + 11, 3, 13);
    }
    if (fabs(mean) <= EDGE_MS)
        cr_sprite_shape(sprites, CR_SHAPE_UP, ink, a.middle + mean * a.span,
                        a.y + 18, 11);
    if (count > 1)
        draw_numbers(grid, sprites, mean, sd);
}

void cr_meter_draw_leader(const struct cr_grid *grid,
                          struct cr_sprites *sprites, int count, double part)
{
    const struct cr_grid *g = grid;
    const double height = g->hints_top - g->meter_top;
    const double x = g->width / 2, y = g->meter_top + height / 2;
    const struct cr_type words = {CR_FACE_TEXT, 27, true};
    char number[16];
    cr_sprite_box(sprites, g->theme->bg1, 1, 0, g->meter_top, g->width, height);
    cr_sprite_wipe(sprites, g->theme->bg3, g->theme->ink1, x, y, g->width,
                   height, part);
    cr_sprite_box(sprites, g->theme->line3, 1, 0, y - 0.75, g->width, 1.5);
    cr_sprite_shape(sprites, CR_SHAPE_LEADER, g->theme->ink1, x, y,
                    height * 0.46);
    snprintf(number, sizeof(number), "%d", count);
    cr_sprite_text(sprites, number,
                   (struct cr_type){CR_FACE_TITLE, height * 0.71, true},
                   g->theme->ink1, CR_CENTRE, x, y + height * 0.253);
    cr_sprite_text(sprites, _("Not scored yet"), words, g->theme->ink1, CR_LEFT,
                   g->margin, y - 14);
    cr_sprite_text(sprites, _("You start on the next 1"), words, g->theme->ink1,
                   CR_RIGHT, g->width - g->margin, y - 14);
}
