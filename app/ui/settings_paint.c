#include "app/ui/settings_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/files.h"
#include "app/library.h"
#include "patterns/words.h"

enum { PITCH = 58, LEAST_PITCH = 46 };

static const struct cr_type small = {CR_FACE_TEXT, 19, false};
static const struct cr_type strong = {CR_FACE_TEXT, 22, true};

static void draw_tabs(struct cr_sheet *s, const struct setting_up *u,
                      double title_end)
{
    const bool is_tight = s->layout.is_compact;
    const double first =
        fmax(s->margin + (is_tight ? 150 : 220), title_end + 36);
    const double gap = is_tight ? 26 : 48;
    struct cr_type type = {CR_FACE_TITLE, is_tight ? 28 : 36, true};
    char names[CR_SETTING_PAGES][48];
    double all = gap * (CR_SETTING_PAGES - 1), x = first;
    for (int i = 0; i < CR_SETTING_PAGES; i++) {
        cr_capitals(_(cr_settings_page(i)->title), names[i], sizeof(names[i]));
        all += cr_text_width(s->cr, names[i], type);
    }
    const double part = fmin(1, (s->layout.width - s->margin - first) / all);
    type.size *= part;
    for (int i = 0; i < CR_SETTING_PAGES; i++) {
        const bool is_own = i == (int)u->page;
        const double width = cr_draw_text(
            s->cr, names[i], type, is_own ? s->theme->ink1 : s->theme->ink2,
            CR_LEFT, x, s->top - 28);
        if (is_own)
            cr_fill_box(s->cr, s->theme->ink1, x - 4, s->top - 18, width + 8,
                        5);
        cr_sheet_add_row(s, x - 8, 0, width + 16, s->top, CR_TAB_ROW + i);
        x += width + gap * part;
    }
}

/* A drum has its key, and a pad if one was chosen. */
static void add_value(const struct setting_up *u, enum cr_setting setting,
                      char *text, size_t size)
{
    const int drum = (int)setting - CR_SET_KEY_CRASH;
    cr_setting_words(u->settings, setting, text, size);
    if (drum >= 0 && drum < CR_DRUM_KEYS && u->keys.pads[drum])
        cr_say(text + strlen(text), size - strlen(text), _(", pad %d"),
               u->keys.pads[drum]);
}
static void draw_value(struct cr_sheet *s, const struct setting_up *u, int row,
                       bool is_selected, double x, double y, double room)
{
    const enum cr_setting setting =
        (enum cr_setting)((int)cr_settings_page((int)u->page)->first + row);
    const struct cr_colour ink = is_selected ? s->theme->inv : s->theme->ink1;
    char text[CR_SETTING_SIZE + 32];
    if (u->page == PAGE_INPUT) {
        const bool waits = is_selected && u->is_learning;
        (void)cr_draw_key(s->cr, s->theme,
                          waits ? _("press a key, or hit a pad")
                                : u->settings->values[setting],
                          38, room, x, y - 28);
        return;
    }
    if (is_selected && u->is_typing)
        snprintf(text, sizeof(text), "%s_", u->typed);
    else
        add_value(u, setting, text, sizeof(text));
    cr_draw_fitting(s->cr, text, strong, ink, x, y, room);
}

/* As many rows as there is room for, the selected one among them. */
static void draw_rows(struct cr_sheet *s, const struct setting_up *u,
                      double width)
{
    const double x = s->margin;
    const int count = cr_settings_rows(u);
    const double room =
        s->bottom - s->top - (s->bottom - s->top > 400 ? 150 : 92);
    const double pitch = fmin(PITCH, fmax(LEAST_PITCH, room / count));
    const int shown = (int)fmax(1, fmin(count, floor(room / pitch)));
    int first = u->row - shown / 2;
    if (first > count - shown)
        first = count - shown;
    if (first < 0)
        first = 0;
    double y = s->top + 20;
    for (int i = first; i < first + shown; i++, y += pitch) {
        const struct cr_setting_kind *kind = cr_setting_kind(
            (enum cr_setting)((int)cr_settings_page((int)u->page)->first + i));
        const bool is_selected = i == u->row;
        char name[64];
        if (is_selected)
            cr_fill_box(s->cr, s->theme->ink1, x - 16, y, width + 16,
                        pitch - 4);
        else
            cr_fill_box(s->cr, s->theme->line1, x, y + pitch - 3, width, 1.5);
        cr_capitals(_(kind->label), name, sizeof(name));
        const double base = y + pitch / 2 + 10;
        cr_draw_fitting(s->cr, name, (struct cr_type){CR_FACE_TITLE, 31, true},
                        is_selected ? s->theme->inv : s->theme->ink1, x, base,
                        width * 0.42);
        draw_value(s, u, i, is_selected, x + width * 0.46, base, width * 0.5);
        cr_sheet_add_row(s, x - 16, y, width + 16, pitch - 4, i);
    }
    const char *words = u->notice[0]
                            ? u->notice
                            : _(cr_setting_kind(cr_settings_row(u))->meaning);
    (void)cr_sheet_lines(s, words, strong, s->theme->ink1, x, y + 34, width, 28,
                         y + 100 < s->bottom ? 3 : 2);
}

static void draw_test(struct cr_sheet *s, const struct setting_up *u, double x,
                      double y, double width)
{
    const struct hit_test *t = &u->test;
    const double tall = 120, each = width / CR_SHOWN_HITS;
    char text[80];
    cr_draw_text(s->cr, _("Live hit test"), strong, s->theme->ink1, CR_LEFT, x,
                 y);
    cr_draw_text(s->cr, _("hit anything"), small, s->theme->ink2, CR_RIGHT,
                 x + width, y);
    if (t->drum) {
        cr_capitals(t->drum, text, sizeof(text));
        cr_draw_fitting(s->cr, text, (struct cr_type){CR_FACE_TITLE, 88, true},
                        s->theme->ink1, x, y + 92, width - 130);
        snprintf(text, sizeof(text), "%u", t->velocity);
        cr_draw_text(s->cr, text, (struct cr_type){CR_FACE_TITLE, 88, true},
                     s->theme->ink1, CR_RIGHT, x + width, y + 92);
        cr_draw_text(s->cr, t->key, small, s->theme->ink2, CR_LEFT, x, y + 124);
        cr_draw_text(s->cr, _("how hard, of 127"), small, s->theme->ink2,
                     CR_RIGHT, x + width, y + 124);
    }
    const double base = y + 160 + tall;
    for (int i = 0; i < CR_SHOWN_HITS; i++) {
        const double part = t->last[i] / 127.0 * tall;
        cr_fill_box(s->cr,
                    i + 1 == CR_SHOWN_HITS ? s->theme->ink1 : s->theme->spent,
                    x + each * i, base - part, each - 4, part);
    }
    cr_fill_box(s->cr, s->theme->line2, x, base, width, 1.5);
    char held[16], hits[16], waited[48];
    snprintf(held, sizeof(held), "%d", t->most_held);
    snprintf(hits, sizeof(hits), "%d", t->count);
    cr_say(waited, sizeof(waited), t->count ? _("%u ms, at most %u ms") : "-",
           t->waited_ms, t->most_waited_ms);
    const char *const rows[][2] = {{_("Keys down at once"), held},
                                   {_("Hits"), hits},
                                   {_("Answered after"), waited}};
    for (int i = 0; i < 3; i++)
        cr_draw_ends(s->cr, rows[i][0], small, s->theme->ink2, rows[i][1],
                     strong, s->theme->ink1, x, base + 44 + 34 * i, width);
    (void)cr_sheet_lines(s,
                         _("The row above plays accents, the row below ghost "
                           "notes. K in the lessons tests which keys your "
                           "keyboard tells of together."),
                         small, s->theme->ink2, x, base + 156, width, 26, 4);
}

/* What is known of the delays of each device, and from where. */
static void draw_delays(struct cr_sheet *s, const struct setting_up *u,
                        double x, double y, double width)
{
    const struct cr_known_devices *known = &u->known;
    const char *trouble = u->known_error.text;
    char line[300];
    cr_draw_text(s->cr, _("Delays of your devices"), strong, s->theme->ink1,
                 CR_LEFT, x, y);
    y += 40;
    if (trouble[0])
        y = cr_sheet_lines(s, trouble, small, s->theme->ink1, x, y, width, 26,
                           3);
    for (uint32_t i = 0; i < known->count && i < 6; i++) {
        const struct cr_known_device *d = &known->items[i];
        const struct cr_calibration *c = &d->calibration;
        cr_draw_fitting(s->cr, _(d->key.output), strong, s->theme->ink1, x, y,
                        width);
        cr_say(line, sizeof(line),
               _("sound %.1f ms, keys %.1f ms, picture %.1f ms, %s"),
               c->offsets.output_ms, c->offsets.input_ms, c->offsets.display_ms,
               _(cr_offset_state_word(c->state)));
        cr_draw_fitting(s->cr, line, small, s->theme->ink2, x, y + 28, width);
        y += 70;
    }
    if (!known->count && !trouble[0])
        y = cr_sheet_lines(
            s,
            _("None is known yet. F4 finds them by taps; the "
              "command calibrate --loopback measures them with a "
              "cable or a microphone."),
            small, s->theme->ink2, x, y, width, 26, 5);
}

static void draw_files(struct cr_sheet *s)
{
    char path[4096] = "";
    const double x = s->margin, width = s->layout.width - 2 * s->margin;
    double y = s->top + 60;
    const struct {
        const char *name, *words;
    } rows[] = {
        {_("Settings"),
         _("A text to edit by hand as well; what it does not know "
           "it keeps.")},
        {_("Your patterns"),
         _("Files that end in .beat or .prog and lie here are "
           "on the shelf My files.")},
        {_("Everything played"), _("history.db beside them: creditroll history "
                                   "exports it.")}};
    for (int i = 0; i < 3; i++, y += 130) {
        bool is_there = false;
        if (i == 0)
            is_there = cr_settings_path(path, sizeof(path));
        else if (i == 1)
            is_there = !cr_library_own_folder(false, path, sizeof(path), NULL);
        else
            is_there = cr_file_data_folder(path, sizeof(path));
        cr_draw_text(s->cr, rows[i].name, strong, s->theme->ink1, CR_LEFT, x,
                     y);
        cr_draw_fitting(s->cr, is_there ? path : _("there is no home folder"),
                        (struct cr_type){CR_FACE_CODE, 19, false},
                        s->theme->ink1, x, y + 34, width);
        cr_draw_fitting(s->cr, rows[i].words, small, s->theme->ink2, x, y + 66,
                        width);
    }
}

void cr_settings_draw(struct cr_sheet *sheet, void *context)
{
    struct cr_sheet *s = sheet;
    static const struct cr_hint hints[] = {{"Up", "Down", N_("choose")},
                                           {"Left", "Right", N_("change")},
                                           {"Enter", NULL, N_("type, learn")},
                                           {"Del", NULL, N_("as it ships")},
                                           {"F7", NULL, N_("hear the kit")},
                                           {"F4", NULL, N_("calibrate")},
                                           {"Tab", NULL, N_("next page")},
                                           {"Esc", NULL, N_("keep and close")}};
    const struct setting_up *u = context;
    draw_tabs(s, u, cr_sheet_begin(s, _("Settings"), 0));
    const double width = s->layout.width - 2 * s->margin;
    const bool has_card =
        width > 900 && (u->page == PAGE_INPUT || u->page == PAGE_SOUND);
    const double rows = has_card ? fmin(634, width * 0.55) : fmin(760, width);
    if (u->page == PAGE_FILES)
        draw_files(s);
    else
        draw_rows(s, u, rows);
    if (has_card) {
        const double x = s->margin + rows + 36;
        const double room = s->layout.width - s->margin - x;
        cr_fill_box(s->cr, s->theme->bg2, x, s->top + 16, room,
                    s->bottom - s->top - 34);
        if (u->page == PAGE_INPUT)
            draw_test(s, u, x + 24, s->top + 56, room - 48);
        else
            draw_delays(s, u, x + 24, s->top + 56, room - 48);
    }
    cr_sheet_hints(s, hints, sizeof(hints) / sizeof(hints[0]));
}
