#include "app/ui/sheet.h"

#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/ui/clicks.h"
#include "app/ui/grid.h"
#include "patterns/words.h"

static const struct cr_type hint_type = {CR_FACE_TEXT, 18, false};

double cr_sheet_bottom(const struct cr_layout *layout)
{
    return layout->height - (layout->is_compact ? 46 : 50);
}

double cr_sheet_begin(struct cr_sheet *sheet, const char *title, double right)
{
    struct cr_sheet *s = sheet;
    const bool is_tight = s->layout.is_compact;
    char text[160];
    s->margin = is_tight ? 20 : 40;
    s->top = is_tight ? 72 : 92;
    s->bottom = cr_sheet_bottom(&s->layout);
    cr_set_colour(s->cr, s->theme->bg1);
    cairo_paint(s->cr);
    cairo_scale(s->cr, s->layout.scale, s->layout.scale);
    cr_draw_letterbox(s->cr, s->theme, s->top, s->bottom);
    if (!title)
        return s->margin;
    cr_capitals(title, text, sizeof(text));
    return s->margin +
           cr_draw_fitting(
               s->cr, text,
               (struct cr_type){CR_FACE_TITLE, is_tight ? 44 : 56, true},
               s->theme->ink1, s->margin, s->top - (is_tight ? 20 : 28),
               s->layout.width - 2 * s->margin - right);
}

static void add_spot(struct cr_sheet *sheet, struct cr_spot spot)
{
    struct cr_spots *all = sheet->spots;
    if (all && all->count < CR_SPOT_COUNT)
        all->items[all->count++] = spot;
}

void cr_sheet_add_key(struct cr_sheet *sheet, double x, double y, double width,
                      double height, SDL_Keycode key)
{
    if (key != SDLK_UNKNOWN)
        add_spot(sheet,
                 (struct cr_spot){x, y, width, height, .key = {.sym = key},
                                  .row = CR_NO_ROW});
}

void cr_sheet_add_row(struct cr_sheet *sheet, double x, double y, double width,
                      double height, int row)
{
    add_spot(sheet, (struct cr_spot){x, y, width, height, .row = row});
}

const struct cr_spot *cr_spot_at(const struct cr_spots *spots, double x,
                                 double y)
{
    for (uint32_t i = spots->count; i-- > 0;) { /* what lies above first */
        const struct cr_spot *s = &spots->items[i];
        if (x >= s->x && x < s->x + s->width && y >= s->y &&
            y < s->y + s->height)
            return s;
    }
    return NULL;
}

SDL_Keycode cr_key_of_name(const char *name)
{
    static const struct {
        const char *name;
        SDL_Keycode key;
    } keys[] = {{"Enter", SDLK_RETURN},   {"Esc", SDLK_ESCAPE},
                {"Space", SDLK_SPACE},    {"Backspace", SDLK_BACKSPACE},
                {"Bksp", SDLK_BACKSPACE}, {"Del", SDLK_DELETE},
                {"Tab", SDLK_TAB},        {"PgUp", SDLK_PAGEUP},
                {"PgDn", SDLK_PAGEDOWN},  {"Up", SDLK_UP},
                {"Down", SDLK_DOWN},      {"Left", SDLK_LEFT},
                {"Right", SDLK_RIGHT}};
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
        if (strcmp(keys[i].name, name) == 0)
            return keys[i].key;
    }
    if (name[0] == 'F' && name[1] >= '1' && name[1] <= '9')
        return SDL_GetKeyFromName(name);
    if (name[0] && !name[1])
        return name[0] >= 'A' && name[0] <= 'Z' ? name[0] - 'A' + 'a' : name[0];
    return SDLK_UNKNOWN;
}

/* Its width, drawn or not. */
static double draw_hint(struct cr_sheet *s, const struct cr_hint *hint,
                        double x, double y, bool is_drawn)
{
    const char *const keys[] = {hint->key, hint->other};
    const double from = x;
    cairo_save(s->cr);
    if (!is_drawn) {
        cairo_rectangle(s->cr, 0, 0, 0, 0);
        cairo_clip(s->cr);
    }
    for (int k = 0; k < 2 && keys[k]; k++) {
        const double width =
            cr_draw_key(s->cr, s->theme, keys[k], 30, 200, x, y);
        if (is_drawn)
            cr_sheet_add_key(s, x, y, width, 30, cr_key_of_name(keys[k]));
        cr_clicks_add(s->cr, x, y, width, 30, keys[k]);
        x += width + 6;
    }
    const double words = cr_draw_text(s->cr, _(hint->words), hint_type,
                                      s->theme->ink2, CR_LEFT, x + 2, y + 21);
    if (is_drawn && !hint->other)
        cr_sheet_add_key(s, x, y, words, 30, cr_key_of_name(hint->key));
    if (!hint->other)
        cr_clicks_add(s->cr, x, y, words, 30, hint->key);
    cairo_restore(s->cr);
    return x + 2 + words - from;
}

void cr_sheet_hints(struct cr_sheet *sheet, const struct cr_hint *hints,
                    size_t count)
{
    struct cr_sheet *s = sheet;
    const double y = s->bottom + (s->layout.height - s->bottom - 30) / 2;
    const double gap = s->layout.is_compact ? 18 : 28;
    double x = s->margin;
    if (!count)
        return;
    const double last = draw_hint(s, &hints[count - 1], 0, y, false);
    const double end = s->layout.width - s->margin;
    for (size_t i = 0; i + 1 < count; i++) {
        if (!hints[i].words || !hints[i].key)
            continue;
        const double width = draw_hint(s, &hints[i], x, y, false);
        if (x + width + gap + last > end)
            continue;
        x += draw_hint(s, &hints[i], x, y, true) + gap;
    }
    (void)draw_hint(s, &hints[count - 1], x, y, true);
}

double cr_sheet_button(struct cr_sheet *sheet, const char *key,
                       SDL_Keycode code, const char *words, double x, double y,
                       double widest)
{
    struct cr_sheet *s = sheet;
    const struct cr_type type = {CR_FACE_TEXT, 24, true};
    const struct cr_type cap = {CR_FACE_TEXT, 18, true};
    const double key_width = cr_text_width(s->cr, key, cap) + 28;
    const double width =
        fmin(widest, key_width + cr_text_width(s->cr, words, type) + 58);
    cr_fill_box(s->cr, s->theme->ink1, x, y, width, 48);
    cr_fill_box(s->cr, s->theme->inv, x + 10, y + 9, key_width, 30);
    cr_draw_text(s->cr, key, cap, s->theme->ink1, CR_CENTRE,
                 x + 10 + key_width / 2, y + 30);
    cr_draw_fitting(s->cr, words, type, s->theme->inv, x + key_width + 26,
                    y + 33, width - key_width - 36);
    cr_sheet_add_key(s, x, y, width, 48, code);
    return width;
}

double cr_sheet_lines(struct cr_sheet *sheet, const char *text,
                      struct cr_type type, struct cr_colour colour, double x,
                      double y, double width, double pitch, int most)
{
    char line[400];
    for (int n = 0; *text && n < most; n++, y += pitch) {
        size_t size = strcspn(text, "\n"), good = 0;
        if (size >= sizeof(line))
            size = sizeof(line) - 1;
        for (size_t at = 1; at <= size; at++) {
            if (at < size && text[at] != ' ')
                continue;
            snprintf(line, sizeof(line), "%.*s", (int)at, text);
            if (good && cr_text_width(sheet->cr, line, type) > width)
                break;
            good = at;
        }
        const char *rest = text + good + strspn(text + good, " \n");
        snprintf(line, sizeof(line), "%.*s%s", (int)good, text,
                 *rest && n + 1 == most ? " \xE2\x80\xA6" : "");
        if (!sheet->scrolls ||
            (y - type.size > sheet->top && y + type.size * 0.4 < sheet->bottom))
            cr_draw_fitting(sheet->cr, line, type, colour, x, y, width);
        text = rest;
        if (!good)
            break;
    }
    return y;
}

double cr_sheet_pattern(struct cr_sheet *sheet,
                        const struct cr_pattern *pattern, double x, double y,
                        double width, double height)
{
    const struct cr_timeline_options options = {0};
    const struct cr_layout wide = cr_layout_wide();
    struct cr_timeline timeline;
    struct cr_grid grid;
    cairo_t *cr = sheet->cr;
    if (height <= 0 || cr_timeline_create(&timeline, pattern, &options))
        return 0; /* without memory there is no preview */
    cr_grid_lay_out(&grid, &timeline, sheet->theme, &wide, 0);
    grid.has_keys = false;
    for (uint32_t r = 0; r < grid.row_count; r++)
        grid.rows[r].is_next = false; /* there is no room for its words */
    const double left = grid.margin + 60, right = grid.right + 8;
    const double top = grid.rows[0].ruler - 4;
    const double one = grid.rows[0].top + grid.lane_height * grid.lane_count;
    const double all =
        grid.rows[grid.row_count - 1].top + grid.lane_height * grid.lane_count;
    /* all rows, or as much of the first one as there is room for */
    double scale = width / (right - left);
    const double tall = (all - top) * scale <= height ? all - top : one - top;
    scale = fmin(scale, height / tall);
    const double shown = tall * scale;
    cairo_save(cr);
    cairo_rectangle(cr, x, y, width, shown);
    cairo_clip(cr);
    cairo_translate(cr, x - left * scale, y - top * scale);
    cairo_scale(cr, scale, scale);
    cr_grid_draw(&grid, cr);
    cairo_restore(cr);
    cr_timeline_destroy(&timeline);
    return shown;
}

void cr_capitals(const char *text, char *out, size_t size)
{
    gchar *upper = g_utf8_validate(text, -1, NULL) ? g_utf8_strup(text, -1)
                                                   : g_strdup(text);
    if (g_strlcpy(out, upper, size) >= size) { /* no part of a letter */
        gchar *last = g_utf8_find_prev_char(out, out + size - 1);
        *(last ? last : out) = '\0';
    }
    g_free(upper);
}
