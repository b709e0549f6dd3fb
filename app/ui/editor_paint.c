#include "app/ui/editor_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/ui/grid.h"
#include "patterns/beat_lines.h"
#include "patterns/words.h"

static const struct cr_type words = {CR_FACE_TEXT, 20, false};
static const struct cr_type strong = {CR_FACE_TEXT, 21, true};
static const struct cr_type code = {CR_FACE_CODE, 19, false};

/* Where the grid's bar is drawn. */
struct room {
    double left, right, top, lane; /* lane: how tall each is */
};

static double place_of(const struct room *r, double part)
{
    return r->left + (r->right - r->left) * part;
}

/* How a glyph is drawn: FORMAT.md's table, in the marks of the practice screen. */
static bool mark_of(char glyph, struct cr_note_style *style)
{
    const bool is_accent = strchr("XOHBFD", glyph) != NULL;
    style->mark = glyph == 'g' || (glyph >= '1' && glyph <= '3') ? CR_MARK_GHOST
                  : is_accent || glyph >= 'z' || glyph == '9' ? CR_MARK_ACCENT
                                                              : CR_MARK_NORMAL;
    if (glyph == 'z' || glyph == '~')
        style->mark = CR_MARK_NORMAL;
    style->is_flam = strchr("fFdD", glyph) != NULL;
    return !strchr("-.~%", glyph);
}

/* True if the mark alone does not say it: the letter is written on it. */
static bool has_letter(const char *lane, char glyph)
{
    if (strchr("gfF", glyph))
        return false;
    return strchr(strcmp(lane, "SD") == 0 ? "oO" : "xX", glyph) == NULL &&
           !(strchr("oO", glyph) && strcmp(lane, "HH") != 0);
}

static void draw_cell(struct cr_sheet *s, const struct room *r,
                      const struct cr_text_cell *cell, const char *lane,
                      double width, double y)
{
    struct cr_note_style style = {.fill = s->theme->ink1,
                                  .ground = s->theme->inv};
    const double x = place_of(r, (cell->from + cell->to) / 2.0);
    const double base = y + r->lane * 0.72;
    const char letter[2] = {cell->glyph, '\0'};
    if (strcmp(lane, "ST") == 0) {
        if (cell->glyph != '-' && cell->glyph != '.')
            cr_draw_text(s->cr, letter,
                         (struct cr_type){CR_FACE_TITLE, r->lane * 0.5, true},
                         s->theme->ink1, CR_CENTRE, x, base);
        return;
    }
    if (!mark_of(cell->glyph, &style)) {
        if (cell->glyph == '~')
            cr_fill_box(s->cr, s->theme->ink1, place_of(r, cell->from),
                        base - r->lane * 0.2,
                        place_of(r, cell->to) - place_of(r, cell->from), 4);
        else if (cell->glyph == '%')
            cr_draw_text(s->cr, "%", words, s->theme->ink2, CR_CENTRE, x, base);
        else
            cr_fill_box(s->cr, s->theme->line2, x - 2, base - 6, 4, 4);
        return;
    }
    cr_draw_note(s->cr, &style, x, base, width, r->lane * 0.56);
    if (has_letter(lane, cell->glyph))
        cr_draw_text(
            s->cr, letter,
            (struct cr_type){CR_FACE_CODE, fmin(18, r->lane * 0.26), true},
            s->theme->inv, CR_CENTRE, x, base - 5);
}

/* Beats and groups above the lanes, as the meter has them. */
static void draw_ruler(struct cr_sheet *s, const struct cr_editor *e,
                       const struct cr_text_bar *bar, const struct room *r)
{
    const uint32_t index = cr_editor_bar(e, bar);
    const double bottom = r->top + r->lane * bar->lane_count;
    int beat = 0;
    if (index == CR_NONE)
        return;
    const struct cr_meter *m = &e->pattern.meters[e->pattern.bars[index].meter];
    /* a beat's line stands in the middle of its first cell */
    const uint32_t cells =
        e->pattern.bars[index].cells ? e->pattern.bars[index].cells : 1;
    const double half = 0.5 / cells;
    for (int g = 0; g < m->group_count; beat += m->groups[g++]) {
        const double from = place_of(r, (double)beat / m->beats);
        const double to = place_of(r, (double)(beat + m->groups[g]) / m->beats);
        if (g % 2)
            cr_fill_box(s->cr, s->theme->bg2, from, r->top - 52, to - from,
                        bottom - r->top + 52);
        cr_fill_box(s->cr, s->theme->line3, from + 3, r->top - 52,
                    to - from - 8, 3);
        for (int b = 0; b < m->groups[g]; b++) {
            char number[16];
            const double x = place_of(r, (double)(beat + b) / m->beats + half);
            snprintf(number, sizeof(number), "%d", beat + b + 1);
            cr_fill_box(s->cr, b ? s->theme->line2 : s->theme->line3, x - 1,
                        r->top, b ? 1.5 : 2.5, bottom - r->top);
            if ((to - from) / m->groups[g] > 20)
                cr_draw_text(s->cr, number,
                             (struct cr_type){CR_FACE_TITLE, 36, true},
                             b ? s->theme->ink2 : s->theme->ink1, CR_CENTRE, x,
                             r->top - 10);
        }
    }
}

static const char *label_of(const struct cr_editor *e,
                            const struct cr_text_lane *lane, bool is_narrow)
{
    for (uint32_t i = 0; e->has_pattern && i < e->pattern.lane_count; i++) {
        if (strcmp(e->pattern.lanes[i].name, lane->name) == 0 && !is_narrow)
            return cr_lane_label(&e->pattern.lanes[i]);
    }
    return lane->name;
}

static void draw_lane(struct cr_sheet *s, const struct cr_editor *e,
                      const struct cr_text_bar *bar, const struct room *r,
                      uint32_t i, uint32_t cursor)
{
    const struct cr_text_lane *lane = &bar->lanes[i];
    const double y = r->top + r->lane * i;
    const double base = y + r->lane * 0.72;
    const bool is_own = cursor != CR_NONE;
    char name[64];
    cr_fill_box(s->cr, s->theme->line2, r->left, base, r->right - r->left, 1.5);
    cr_fill_box(s->cr, s->theme->line1, s->margin, y + r->lane - 1,
                r->right - s->margin, 1.5);
    cr_capitals(label_of(e, lane, r->left < 150), name, sizeof(name));
    cr_draw_fitting(
        s->cr, name,
        (struct cr_type){CR_FACE_TITLE, fmin(32, r->lane * 0.6), true},
        is_own && !e->is_in_file ? s->theme->ink1 : s->theme->ink2, s->margin,
        y + r->lane * 0.62, r->left - s->margin - 10);
    const double each =
        (r->right - r->left) / (lane->cell_count ? lane->cell_count : 1);
    for (uint32_t c = 0; c < lane->cell_count; c++) {
        const struct cr_text_cell *cell = &lane->cells[c];
        draw_cell(s, r, cell, lane->name, fmin(0.56 * each, 40), y);
        cr_sheet_add_row(s, place_of(r, cell->from), y,
                         place_of(r, cell->to) - place_of(r, cell->from),
                         r->lane, (int)(i * CR_CELL_LIMIT + c));
    }
    if (!is_own || e->is_in_file || cursor >= lane->cell_count)
        return;
    const struct cr_text_cell *cell = &lane->cells[cursor];
    cr_set_colour(s->cr, s->theme->ink1);
    cairo_set_line_width(s->cr, 4);
    cairo_rectangle(s->cr, place_of(r, cell->from) + 2, y + 4,
                    place_of(r, cell->to) - place_of(r, cell->from) - 4,
                    r->lane - 8);
    cairo_stroke(s->cr);
}

static void draw_playhead(struct cr_sheet *s, const struct cr_editor *e,
                          const struct cr_text_bar *bar, const struct room *r)
{
    uint32_t at;
    double whole;
    if (!cr_preview_place(&e->sound, &at, &whole))
        return;
    const struct cr_timeline *t = &e->sound.live->timeline;
    const struct cr_bar *written = &t->pattern->bars[t->bars[at].bar];
    uint32_t before = 0;
    for (uint32_t i = 0; i < t->bars[at].bar; i++)
        before += t->pattern->bars[i].line == written->line;
    if (written->line != bar->lanes[0].line || before != bar->bar)
        return;
    const struct cr_meter *m = &t->pattern->meters[written->meter];
    const double length = (double)cr_meter_length_32(m) / 32;
    const double x = place_of(
        r,
        fmin(whole / length + 0.5 / (written->cells ? written->cells : 1), 1));
    cr_fill_box(s->cr, s->theme->ink1, x - 1.5, r->top - 6, 3,
                r->lane * bar->lane_count + 6);
}

static void draw_grid(struct cr_sheet *s, const struct cr_editor *e,
                      const struct cr_text_bar *bar, double right,
                      double bottom)
{
    uint32_t lane = CR_NONE, cell = 0;
    struct room r = {.left = s->margin + (s->layout.is_compact ? 76 : 130),
                     .right = right,
                     .top = s->top + 70};
    if (!bar->lane_count) {
        (void)cr_sheet_lines(
            s,
            _("There is no lane yet: Tab goes to the file, where "
              "a line like  SD |--o---o-|  makes one."),
            words, s->theme->ink2, s->margin, s->top + 60, right - s->margin,
            30, 3);
        return;
    }
    r.lane = fmin(88, (bottom - r.top) / bar->lane_count);
    if (!cr_text_cell_find(bar, e->text.at, &lane, &cell))
        lane = CR_NONE;
    draw_ruler(s, e, bar, &r);
    for (uint32_t i = 0; i < bar->lane_count; i++)
        draw_lane(s, e, bar, &r, i, i == lane ? cell : CR_NONE);
    draw_playhead(s, e, bar, &r);
}

/* One line of the file, with the cursor and the mistake in it. */
static void draw_line(struct cr_sheet *s, const struct cr_editor *e,
                      const struct cr_line *line, double x, double y,
                      double width, int own, size_t column, double shift)
{
    const struct cr_diagnostic *m = cr_editor_mistake(e);
    const double each = cr_text_width(s->cr, "x", code);
    char text[1200];
    snprintf(text, sizeof(text), "%.*s",
             (int)fmin((double)line->text.size, 1100), line->text.at);
    if (line->number == own)
        cr_fill_box(s->cr, s->theme->bg3, x - 12, y - 21, width + 24, 29);
    if (m && m->line == line->number)
        cr_fill_box(s->cr, s->theme->alert, x - 12, y - 21, 5, 29);
    cairo_save(s->cr);
    cairo_rectangle(s->cr, x - 2, y - 26, width + 4, 40);
    cairo_clip(s->cr);
    cr_draw_text(s->cr, text, code,
                 text[0] == '#' || text[0] == '|' ? s->theme->ink3
                                                  : s->theme->ink1,
                 CR_LEFT, x - shift, y);
    if (line->number == own) {
        const double at = x - shift + each * (double)column;
        cr_set_colour(s->cr, s->theme->ink1);
        if (e->is_in_file) {
            cairo_rectangle(s->cr, at - 1, y - 19, 2.5, 25);
            cairo_fill(s->cr);
        } else {
            cairo_set_line_width(s->cr, 2);
            cairo_rectangle(s->cr, at - 1.5, y - 19, each + 3, 25);
            cairo_stroke(s->cr);
        }
    }
    cairo_restore(s->cr);
}

static void draw_file(struct cr_sheet *s, const struct cr_editor *e, double x,
                      double top, double width, double bottom)
{
    enum { PITCH = 29 };
    struct cr_lines lines;
    struct cr_line line;
    int own, column, count = 1;
    cr_fill_box(s->cr, s->theme->bg2, x, top, width, bottom - top);
    cr_draw_fitting(s->cr, _("The same thing as a file"), strong,
                    s->theme->ink1, x + 20, top + 34, width - 40);
    cr_edit_place(&e->text, &own, &column);
    for (size_t i = 0; i < e->text.size; i++)
        count += e->text.text[i] == '\n';
    const int rows = (int)((bottom - top - 62) / PITCH);
    int first = own - rows / 2;
    if (first + rows > count + 1)
        first = count + 1 - rows;
    if (first < 1)
        first = 1;
    const double each = cr_text_width(s->cr, "x", code);
    const double shift = fmax(0, each * (column + 2) - (width - 40));
    double y = top + 72;
    cr_lines_init(&lines, e->text.text, e->text.size);
    while (cr_lines_take(&lines, &line)) {
        if (line.number < first || line.number >= first + rows)
            continue;
        draw_line(s, e, &line, x + 20, y, width - 40, own, (size_t)column - 1,
                  line.number == own ? shift : 0);
        cr_sheet_add_row(s, x, y - 21, width, PITCH,
                         CR_EDITOR_FILE_ROW + line.number);
        y += PITCH;
    }
    if (own > lines.number && e->is_in_file) /* behind the last line */
        cr_fill_box(s->cr, s->theme->ink1, x + 19, y - 19, 2.5, 25);
}

static void say_text(const struct cr_editor *e, char *text, size_t size)
{
    const struct cr_diagnostic *m = cr_editor_mistake(e);
    struct cr_timeline timeline;
    const struct cr_timeline_options options = {0};
    if (e->notice[0]) {
        snprintf(text, size, "%s", e->notice);
    } else if (m) {
        cr_say(text, size, _("Line %d: %s%s%s"), m->line, m->text,
               m->hint[0] ? ". " : "", m->hint);
    } else if (e->has_pattern &&
               !cr_timeline_create(&timeline, &e->pattern, &options)) {
        cr_say(text, size,
               cr_words_n("No mistakes found. %u bar, %.2f s at %.4g bpm.",
                          "No mistakes found. %u bars, %.2f s at %.4g bpm.",
                          timeline.bar_count),
               timeline.bar_count, (double)timeline.end_ns / 1e9,
               cr_timeline_bar_bpm(&timeline, 0));
        cr_timeline_destroy(&timeline);
    }
}

/* What stands at the cursor: "Ghost. Step 10 of 14, bar 1 of 2". */
static void say_cell(const struct cr_editor *e, const struct cr_text_bar *bar,
                     char *text, size_t size)
{
    static const struct {
        const char *glyphs, *words;
    } meanings[] = {{"-.", N_("Rest")},
                    {"xo", N_("Stroke")},
                    {"XO", N_("Accent")},
                    {"g", N_("Ghost")},
                    {"fF", N_("Flam")},
                    {"dD", N_("Drag")},
                    {"rz", N_("Roll")},
                    {"~", N_("Goes on")},
                    {"%", N_("The bar before")},
                    {"hH", N_("Half open")},
                    {"p", N_("Foot")},
                    {"s", N_("Splash")},
                    {"+", N_("Closed")},
                    {"bB", N_("Bell or buzz")},
                    {"#", N_("Choked")},
                    {"@", N_("On the rim")},
                    {"R", N_("Right hand")},
                    {"L", N_("Left hand")},
                    {"123456789", N_("Loudness")}};
    uint32_t lane, cell;
    const char *meaning = NULL;
    text[0] = '\0';
    if (!cr_text_cell_find(bar, e->text.at, &lane, &cell))
        return;
    const char glyph = bar->lanes[lane].cells[cell].glyph;
    for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++) {
        if (strchr(meanings[i].glyphs, glyph))
            meaning = meanings[i].words;
    }
    cr_say(text, size, _("%s. Step %u of %u, bar %u of %u"),
           meaning ? _(meaning) : "", cell + 1, bar->lanes[lane].cell_count,
           bar->bar + 1, bar->bar_count);
}

static void draw_head(struct cr_sheet *s, const struct cr_editor *e)
{
    char title[200];
    cr_say(title, sizeof(title), "%s",
           e->has_pattern && e->pattern.title ? e->pattern.title
                                              : _("Pattern"));
    const char *state = cr_edit_is_changed(&e->text) ? _("not saved yet")
                        : e->editing->saved[0]       ? _("saved")
                                                     : _("new");
    const struct cr_type large = {CR_FACE_TITLE, 44, true};
    char meter[16] = "", tempo[32] = "";
    if (e->has_pattern && e->pattern.meter_count) {
        const struct cr_meter *m = &e->pattern.meters[0];
        snprintf(meter, sizeof(meter), "%d/%d", m->beats, m->unit);
        cr_say(tempo, sizeof(tempo), _("%.4g bpm"),
               (double)e->pattern.tempo.from_bpm.num /
                   (double)e->pattern.tempo.from_bpm.den);
    }
    const struct {
        const char *text;
        struct cr_type type;
        struct cr_colour colour;
    } ends[] = {{meter, large, s->theme->ink1},
                {tempo, words, s->theme->ink2},
                {state, words, s->theme->ink2}};
    double all = 0;
    for (int i = 0; i < 3; i++)
        all += ends[i].text[0]
                   ? cr_text_width(s->cr, ends[i].text, ends[i].type) + 24
                   : 0;
    (void)cr_sheet_begin(s, title, all);
    double right = s->layout.width - s->margin;
    for (int i = 0; i < 3; i++) {
        if (ends[i].text[0])
            right -=
                cr_draw_text(s->cr, ends[i].text, ends[i].type, ends[i].colour,
                             CR_RIGHT, right, s->top - (i ? 32 : 28)) +
                24;
    }
}

void cr_editor_draw(struct cr_sheet *sheet, void *context)
{
    static const struct cr_hint hints[] = {
        {"x", "X", N_("note, accent")}, {"g", "f", N_("ghost, flam")},
        {"F7", NULL, N_("hear")},       {"F8", NULL, N_("play")},
        {"Ctrl+S", NULL, N_("save")},   {"Tab", NULL, N_("file")},
        {"F5", "F6", N_("bar, lane")},  {"F1", NULL, N_("all keys")},
        {"Esc", NULL, N_("leave")}};
    struct cr_sheet *s = sheet;
    const struct cr_editor *e = context;
    struct cr_text_bar bar;
    char text[420] = "";
    const bool is_wide = s->layout.width > 880;
    if (!cr_text_bar_at(e->text.text, e->text.size, e->text.at, &bar))
        bar.lane_count = 0;
    draw_head(s, e);
    const bool is_low = s->bottom - s->top < 400; /* one of them is shown */
    const double width = s->layout.width;
    const double file =
        is_wide ? fmax(348, width * 0.3) : width - 2 * s->margin;
    const double split =
        is_wide || is_low ? s->bottom : s->top + (s->bottom - s->top) * 0.56;
    const double right =
        is_wide ? width - s->margin - file - 28 : width - s->margin;
    const bool has_grid = is_wide || !is_low || !e->is_in_file;
    if (has_grid)
        draw_grid(s, e, &bar, right, split - 76);
    say_text(e, text, sizeof(text));
    (void)cr_sheet_lines(s, text, words,
                         e->notice[0] || cr_editor_mistake(e) ? s->theme->ink1
                                                              : s->theme->ink2,
                         s->margin, split - 42, right - s->margin, 26, 2);
    if (is_wide)
        draw_file(s, e, width - s->margin - file, s->top + 16, file,
                  s->bottom - 86);
    else if (!is_low)
        draw_file(s, e, s->margin, split + 4, file, s->bottom - 6);
    else if (!has_grid)
        draw_file(s, e, s->margin, s->top + 8, file, split - 70);
    say_cell(e, &bar, text, sizeof(text));
    if (is_wide)
        cr_draw_fitting(s->cr, text, strong, s->theme->ink1,
                        width - s->margin - file, s->bottom - 48, file);
    cr_sheet_hints(s, hints, sizeof(hints) / sizeof(hints[0]));
}
