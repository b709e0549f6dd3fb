#include "app/ui/paint.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "app/ui/clicks.h"
#include "patterns/words.h"

#define PI 3.14159265358979323846

void cr_set_colour(cairo_t *cr, struct cr_colour colour)
{
    cairo_set_source_rgb(cr, colour.r, colour.g, colour.b);
}

void cr_fill_box(cairo_t *cr, struct cr_colour colour, double x, double y,
                 double width, double height)
{
    cr_set_colour(cr, colour);
    cairo_rectangle(cr, x, y, width, height);
    cairo_fill(cr);
}

static PangoLayout *lay_out(cairo_t *cr, const char *text, struct cr_type type)
{
    PangoLayout *layout = pango_cairo_create_layout(cr);
    PangoFontDescription *font = pango_font_description_from_string(type.face);
    /* where there is no room a letter is a dot */
    pango_font_description_set_absolute_size(font,
                                             fmax(type.size, 1) * PANGO_SCALE);
    pango_font_description_set_weight(font, type.is_bold ? PANGO_WEIGHT_BOLD
                                                         : PANGO_WEIGHT_MEDIUM);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    PangoAttrList *attributes = pango_attr_list_new();
    pango_attr_list_insert(
        attributes, pango_attr_font_features_new("tnum=1, calt=0, liga=0"));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

static double width_of(PangoLayout *layout)
{
    int width;
    pango_layout_get_size(layout, &width, NULL);
    return (double)width / PANGO_SCALE;
}

double cr_text_width(cairo_t *cr, const char *text, struct cr_type type)
{
    PangoLayout *layout = lay_out(cr, text, type);
    const double width = width_of(layout);
    g_object_unref(layout);
    return width;
}

/* Draws a layout, and frees it; returns its width. */
static double show(cairo_t *cr, PangoLayout *layout, struct cr_colour colour,
                   enum cr_align align, double x, double y)
{
    const double width = width_of(layout);
    const double baseline =
        (double)pango_layout_get_baseline(layout) / PANGO_SCALE;
    const double left = align == CR_LEFT    ? x
                        : align == CR_RIGHT ? x - width
                                            : x - width / 2;
    cr_set_colour(cr, colour);
    cairo_move_to(cr, left, y - baseline);
    pango_cairo_show_layout(cr, layout);
    g_object_unref(layout);
    return width;
}

double cr_draw_text(cairo_t *cr, const char *text, struct cr_type type,
                    struct cr_colour colour, enum cr_align align, double x,
                    double y)
{
    return show(cr, lay_out(cr, text, type), colour, align, x, y);
}

static void round_box(cairo_t *cr, double x, double y, double width,
                      double height, double radius)
{
    cairo_new_sub_path(cr);
    cairo_arc(cr, x + width - radius, y + radius, radius, -PI / 2, 0);
    cairo_arc(cr, x + width - radius, y + height - radius, radius, 0, PI / 2);
    cairo_arc(cr, x + radius, y + height - radius, radius, PI / 2, PI);
    cairo_arc(cr, x + radius, y + radius, radius, PI, 1.5 * PI);
    cairo_close_path(cr);
}

/* Which way an arrow key points, in right angles from the right on; -1: it is none. */
static int arrow_of(const char *key)
{
    static const char *const arrows[] = {"Right", "Down", "Left", "Up"};
    for (int i = 0; i < 4; i++) {
        if (strcmp(key, arrows[i]) == 0)
            return i;
    }
    return -1;
}

static void draw_arrow(cairo_t *cr, int turns, double x, double y, double size)
{
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_rotate(cr, turns * 1.5707963267948966);
    cairo_move_to(cr, size, 0);
    cairo_line_to(cr, -size, 1.16 * size);
    cairo_line_to(cr, -size, -1.16 * size);
    cairo_close_path(cr);
    cairo_restore(cr);
    cairo_fill(cr);
}

/* What stands on a key in the language of the person. */
static const char *key_words(const char *key)
{
    static const char *const keys[] = {
        NC_("key", "Enter"),       NC_("key", "Esc"),
        NC_("key", "Space"),       NC_("key", "Backspace"),
        NC_("key", "Bksp"),        NC_("key", "Del"),
        NC_("key", "Tab"),         NC_("key", "PgUp"),
        NC_("key", "PgDn"),        NC_("key", "Home"),
        NC_("key", "End"),         NC_("key", "Shift+F2"),
        NC_("key", "Ctrl+Z"),      NC_("key", "Ctrl+Y"),
        NC_("key", "Ctrl+S"),      NC_("key", "Ctrl++"),
        NC_("key", "Ctrl+-"),      NC_("key", "1 to 9"),
        NC_("key", "any letter"),  NC_("key", "any glyph"),
        NC_("key", "any key"),     NC_("key", "any drum key"),
        NC_("key", "one drum key")};
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (strcmp(keys[i], key) == 0)
            return cr_words_in("key", keys[i]);
    }
    return key;
}

double cr_draw_key(cairo_t *cr, const struct cr_theme *theme, const char *key,
                   double size, double widest, double x, double y)
{
    const char *text = key_words(key);
    struct cr_type type = {CR_FACE_TEXT, size * 0.56, true};
    const double room = size * 0.36;
    const int arrow = arrow_of(key);
    double words = arrow < 0 ? cr_text_width(cr, text, type) : 0;
    if (words + room > widest) { /* smaller letters, and closer to the edge */
        type.size *= fmax(0.5, (widest - room / 2) / words);
        words = widest - room;
    }
    const double width = fmax(size, words + room);
    round_box(cr, x + 0.75, y + 0.75, width - 1.5, size - 1.5, size * 0.14);
    cr_set_colour(cr, theme->bg3);
    cairo_fill_preserve(cr);
    cr_set_colour(cr, theme->line3);
    cairo_set_line_width(cr, 1.5);
    cairo_stroke(cr);
    cr_set_colour(cr, theme->ink1);
    if (arrow >= 0)
        draw_arrow(cr, arrow, x + width / 2, y + size / 2, size / 5);
    else
        cr_draw_text(cr, text, type, theme->ink1, CR_CENTRE, x + width / 2,
                     y + size * 0.5 + type.size * 0.36);
    return width;
}

static void note_path(cairo_t *cr, enum cr_note_mark mark, double x, double y,
                      double width, double height)
{
    const double left = x - width / 2;
    if (mark == CR_MARK_ACCENT) {
        cairo_move_to(cr, left, y);
        cairo_line_to(cr, left, y - height * 0.74);
        cairo_line_to(cr, x, y - height);
        cairo_line_to(cr, left + width, y - height * 0.74);
        cairo_line_to(cr, left + width, y);
        cairo_close_path(cr);
        return;
    }
    const double tall = height * (mark == CR_MARK_GHOST ? 0.46 : 0.66);
    cairo_rectangle(cr, left, y - tall, width, tall);
}

void cr_draw_note(cairo_t *cr, const struct cr_note_style *style, double x,
                  double y, double width, double height)
{
    const bool is_ghost = style->mark == CR_MARK_GHOST;
    const double line = fmax(2, width * 0.07);
    if (style->is_flam) {
        const double thin = width * 0.26;
        cr_fill_box(cr, style->fill, x - width / 2 - thin - width * 0.09,
                    y - height * 0.5, thin, height * 0.5);
    }
    cr_set_colour(cr, style->fill);
    if (is_ghost || style->is_missed) {
        const double inset = line / 2;
        note_path(cr, style->mark, x, y - inset,
                  (is_ghost ? 0.84 : 1) * width - line, height - line);
        cairo_set_line_width(cr, line);
        cairo_stroke(cr);
    } else {
        note_path(cr, style->mark, x, y, width, height);
        cairo_fill(cr);
    }
    if (style->is_missed) {
        cairo_move_to(cr, x - width * 0.4, y - line);
        cairo_line_to(cr, x + width * 0.4, y - height * 0.6);
        cairo_stroke(cr);
    }
    if (style->hand && !is_ghost) {
        const char letter[2] = {style->hand, '\0'};
        const struct cr_type type = {CR_FACE_TITLE, height * 0.52, true};
        cr_draw_text(cr, letter, type, style->ground, CR_CENTRE, x,
                     y - height * 0.15);
    }
}

/* A triangle, its tip to `side` (-1 left, 1 right), its flat edge at x. */
static void triangle(cairo_t *cr, double x, double y, double size, double side)
{
    cairo_move_to(cr, x, y - size);
    cairo_line_to(cr, x + side * size * 1.5, y);
    cairo_line_to(cr, x, y + size);
    cairo_close_path(cr);
}

static void diamond(cairo_t *cr, double x, double y, double size)
{
    cairo_move_to(cr, x, y - size);
    cairo_line_to(cr, x + size, y);
    cairo_line_to(cr, x, y + size);
    cairo_line_to(cr, x - size, y);
    cairo_close_path(cr);
}

void cr_draw_hit(cairo_t *cr, enum cr_hit_mark mark, struct cr_colour colour,
                 double x, double y, double size)
{
    const bool is_late = mark == CR_HIT_TIGHT_LATE ||
                         mark == CR_HIT_LOOSE_LATE || mark == CR_HIT_OFF_LATE;
    const double side = is_late ? 1 : -1;
    cr_set_colour(cr, colour);
    cairo_set_line_width(cr, size * 0.34);
    switch (mark) {
    case CR_HIT_LOCKED: diamond(cr, x, y, size); break;
    case CR_HIT_TIGHT_EARLY:
    case CR_HIT_TIGHT_LATE:
        cairo_move_to(cr, x, y - size);
        cairo_line_to(cr, x + side * size, y);
        cairo_line_to(cr, x, y + size);
        cairo_close_path(cr);
        break;
    case CR_HIT_OFF_EARLY:
    case CR_HIT_OFF_LATE:
        triangle(cr, x + side * size * 1.3, y, size * 0.95, side);
        triangle(cr, x, y, size * 0.95, side);
        break;
    case CR_HIT_MISSED:
        cairo_new_sub_path(cr);
        cairo_arc(cr, x, y, size * 0.83, 0, 2 * PI);
        cairo_stroke(cr);
        return;
    case CR_HIT_EXTRA:
        for (int d = -1; d <= 1; d += 2) {
            cairo_move_to(cr, x - size * 0.75, y - d * size * 0.75);
            cairo_line_to(cr, x + size * 0.75, y + d * size * 0.75);
        }
        cairo_stroke(cr);
        return;
    default: triangle(cr, x, y, size, side);
    }
    cairo_fill(cr);
}

struct cr_colour cr_hit_colour(const struct cr_theme *theme,
                               enum cr_hit_mark mark)
{
    switch (mark) {
    case CR_HIT_LOCKED: return theme->on;
    case CR_HIT_TIGHT_EARLY:
    case CR_HIT_LOOSE_EARLY:
    case CR_HIT_OFF_EARLY: return theme->early;
    case CR_HIT_TIGHT_LATE:
    case CR_HIT_LOOSE_LATE:
    case CR_HIT_OFF_LATE: return theme->late;
    default: return theme->ink2;
    }
}

enum cr_hit_mark cr_lean_mark(double ms)
{
    return fabs(ms) < 3 ? CR_HIT_LOCKED
           : ms < 0     ? CR_HIT_LOOSE_EARLY
                        : CR_HIT_LOOSE_LATE;
}

double cr_draw_fitting(cairo_t *cr, const char *text, struct cr_type type,
                       struct cr_colour colour, double x, double y, double room)
{
    enum { SMALLEST = 11 };
    PangoLayout *layout = lay_out(cr, text, type);
    double width = width_of(layout);
    while (width > room && type.size > SMALLEST) {
        const double smaller = floor(type.size * room / width);
        type.size = fmax(SMALLEST, fmin(smaller, type.size - 1));
        g_object_unref(layout);
        layout = lay_out(cr, text, type);
        width = width_of(layout);
    }
    if (width > room) {
        pango_layout_set_width(layout, (int)(fmax(room, 1) * PANGO_SCALE));
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
    return show(cr, layout, colour, CR_LEFT, x, y);
}

void cr_draw_ends(cairo_t *cr, const char *left, struct cr_type left_type,
                  struct cr_colour left_colour, const char *right,
                  struct cr_type right_type, struct cr_colour right_colour,
                  double x, double y, double room)
{
    enum { APART = 10 };
    const double first = cr_text_width(cr, left, left_type);
    const double second = cr_text_width(cr, right, right_type);
    const double part = fmin(1, (room - APART) / (first + second));
    (void)cr_draw_fitting(cr, left, left_type, left_colour, x, y, first * part);
    (void)cr_draw_fitting(cr, right, right_type, right_colour,
                          x + room - second * part, y, second * part);
}

/* The width of hints, drawn or not, from 0. */
static double lay_hints(cairo_t *cr, const struct cr_theme *theme,
                        const struct cr_hint *hints, size_t count, double gap,
                        bool is_drawn)
{
    const struct cr_type type = {CR_FACE_TEXT, 18, false};
    double x = 0;
    cairo_save(cr);
    if (!is_drawn) {
        cairo_rectangle(cr, 0, 0, 0, 0);
        cairo_clip(cr);
    }
    for (size_t i = 0; i < count; i++) {
        const char *const keys[] = {hints[i].key, hints[i].other};
        if (!hints[i].words || !hints[i].key)
            continue;
        for (int k = 0; k < 2 && keys[k]; k++) {
            const double width = cr_draw_key(cr, theme, keys[k], 30, 200, x, 0);
            cr_clicks_add(cr, x, 0, width, 30, keys[k]);
            x += width + 6;
        }
        x += 2;
        const double width = cr_draw_text(cr, _(hints[i].words), type,
                                          theme->ink2, CR_LEFT, x, 21);
        if (!hints[i].other)
            cr_clicks_add(cr, x, 0, width, 30, hints[i].key);
        x += width + gap;
    }
    cairo_restore(cr);
    return x - gap;
}

double cr_draw_hints_in(cairo_t *cr, const struct cr_theme *theme,
                        const struct cr_hint *hints, size_t count, double x,
                        double middle, double room)
{
    enum { WIDE_GAP = 28, NARROW_GAP = 12 };
    double gap = WIDE_GAP;
    double width = lay_hints(cr, theme, hints, count, gap, false);
    if (width > room) { /* many stand closer */
        gap = NARROW_GAP;
        width = lay_hints(cr, theme, hints, count, gap, false);
    }
    const double part = fmin(1, room / width);
    cairo_save(cr);
    cairo_translate(cr, x, middle - 15 * part);
    cairo_scale(cr, part, part);
    (void)lay_hints(cr, theme, hints, count, gap, true);
    cairo_restore(cr);
    return x + width * part;
}

void cr_draw_hints(cairo_t *cr, const struct cr_theme *theme,
                   const struct cr_hint *hints, size_t count)
{
    (void)cr_draw_hints_in(cr, theme, hints, count, 40, 775, 1200);
}
