#include "app/ui/bad_file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/files.h"
#include "app/mend.h"
#include "app/pattern_file.h"
#include "app/practice/programme.h"
#include "app/ui/scene.h"
#include "patterns/beat_lines.h"
#include "patterns/words.h"

enum { AROUND = 3, PITCH = 40 };

struct showing {
    struct cr_bad_file *file;
    char *text;
    size_t size;
    struct cr_diagnostics found;
    uint32_t at; /* of the mistakes */
    char *mended, mend[60];
    struct cr_side_task *saving; /* of what is mended; or NULL */
    char notice[260];
};

static const struct cr_diagnostic *mistake(const struct showing *w)
{
    return w->at < w->found.count ? &w->found.items[w->at] : NULL;
}

/* To the next mistake, or the one before; warnings are none. */
static void move(struct showing *w, int by)
{
    for (int64_t i = (int64_t)w->at + by; i >= 0 && i < (int64_t)w->found.count;
         i += by) {
        if (w->found.items[i].severity == CR_ERROR) {
            w->at = (uint32_t)i;
            return;
        }
    }
}

static void look(struct showing *w)
{
    free(w->mended);
    w->mended =
        mistake(w) && !cr_programme_is(w->text, w->size)
            ? cr_mend(w->text, w->size, mistake(w), w->mend, sizeof(w->mend))
            : NULL;
}

/* True if it can be read now. */
static bool read_again(struct showing *w)
{
    struct cr_pattern pattern = {0};
    struct cr_programme programme = {0};
    struct cr_error error = {0};
    enum cr_status status;
    free(w->text);
    w->text = NULL;
    w->size = 0;
    w->at = 0;
    w->notice[0] = '\0';
    cr_diagnostics_deinit(&w->found);
    w->found = (struct cr_diagnostics){0};
    if (cr_file_read(w->file->path, CR_FILE_LIMIT, &w->text, &w->size,
                     &error)) {
        snprintf(w->notice, sizeof(w->notice), "%s", error.text);
        look(w);
        return false;
    }
    if (cr_programme_is(w->text, w->size)) {
        status = cr_programme_read(&programme, w->text, w->size, &w->found);
        if (!status)
            cr_programme_deinit(&programme);
    } else {
        status = cr_pattern_read(&pattern, w->text, w->size, &w->found);
        if (!status)
            cr_pattern_deinit(&pattern);
    }
    if (status && w->found.count && w->found.items[0].severity != CR_ERROR)
        move(w, 1);
    look(w);
    return !status;
}

/* What became of it. */
static void update(struct cr_scene *scene)
{
    struct showing *w = scene->context;
    const struct cr_saved_pattern *saved =
        w->saving ? cr_pattern_file_done(w->saving) : NULL;
    if (!saved)
        return;
    scene->is_stale = true;
    const enum cr_status status = saved->status;
    if (status)
        cr_say(w->notice, sizeof(w->notice), _("%s. The file was not changed."),
               saved->error.text);
    cr_side_task_drop(w->saving);
    w->saving = NULL;
    scene->update = NULL;
    if (!status && read_again(w)) {
        w->file->answer = CR_BAD_FILE_GOOD;
        scene->is_over = true;
    }
}

static void mend(struct cr_scene *scene)
{
    struct showing *w = scene->context;
    if (!w->mended || w->saving)
        return;
    w->saving =
        cr_pattern_file_save(w->file->path, "", w->mended, strlen(w->mended));
    scene->update = update;
}

static void say(const struct showing *w, char *text, size_t size)
{
    const struct cr_diagnostic *m = mistake(w);
    if (m)
        snprintf(text, size, "%s:%d:%d: %s%s%s", w->file->path, m->line,
                 m->column, m->text, m->hint[0] ? "; " : "", m->hint);
    else
        snprintf(text, size, "%s: %s", w->file->path, w->notice);
}

static void copy(struct showing *w)
{
    char text[5000];
    say(w, text, sizeof(text));
    cr_say(w->notice, sizeof(w->notice), "%s",
           SDL_SetClipboardText(text) ? _("It could not be copied")
                                      : _("The message is copied"));
}

static void key(struct cr_scene *scene, const SDL_KeyboardEvent *event)
{
    struct showing *w = scene->context;
    if (event->repeat)
        return;
    scene->is_stale = true;
    switch (event->keysym.sym) {
    case SDLK_f: mend(scene); break;
    case SDLK_e:
        w->file->answer = CR_BAD_FILE_EDIT;
        w->file->line = mistake(w) ? mistake(w)->line : 1;
        w->file->column = mistake(w) ? mistake(w)->column : 1;
        scene->is_over = w->text != NULL;
        break;
    case SDLK_r:
        if (read_again(w)) {
            w->file->answer = CR_BAD_FILE_GOOD;
            scene->is_over = true;
        } else if (!w->notice[0]) {
            cr_say(w->notice, sizeof(w->notice),
                   _("Read again: it is as wrong "
                     "as before"));
        }
        break;
    case SDLK_c: copy(w); break;
    case SDLK_UP:
        move(w, -1);
        look(w);
        break;
    case SDLK_DOWN:
        move(w, 1);
        look(w);
        break;
    case SDLK_RETURN:
    case SDLK_KP_ENTER: mend(scene); break;
    case SDLK_ESCAPE: scene->is_over = true; break;
    default: break;
    }
}

static void draw_sign(struct cr_sheet *s, double x, double y, double size)
{
    cairo_t *cr = s->cr;
    cr_set_colour(cr, s->theme->alert);
    cairo_set_line_width(cr, 4);
    cairo_move_to(cr, x, y + size * 0.86);
    cairo_line_to(cr, x + size / 2, y);
    cairo_line_to(cr, x + size, y + size * 0.86);
    cairo_close_path(cr);
    cairo_stroke(cr);
    cr_fill_box(cr, s->theme->alert, x + size / 2 - 2, y + size * 0.32, 4,
                size * 0.26);
    cr_fill_box(cr, s->theme->alert, x + size / 2 - 2, y + size * 0.66, 4, 5);
}

static const struct cr_type code = {CR_FACE_CODE, 23, false};
static const struct cr_type words = {CR_FACE_TEXT, 21, false};
static const struct cr_type strong = {CR_FACE_TEXT, 20, true};

/* The column boxed, under it what is needed. */
static double draw_mistake(struct cr_sheet *s, const struct showing *w,
                           const struct cr_line *line, double x, double y,
                           double width, int most)
{
    const struct cr_diagnostic *m = mistake(w);
    char before[CR_CELL_LIMIT * 4] = "", sentence[480];
    size_t at = 0;
    for (int column = 1; column < m->column && at < line->text.size; column++)
        do
            at++;
        while (at < line->text.size && (line->text.at[at] & 0xC0) == 0x80);
    snprintf(before, sizeof(before), "%.*s", (int)at, line->text.at);
    const double left = x + 100 + cr_text_width(s->cr, before, code);
    cr_set_colour(s->cr, s->theme->alert);
    cairo_set_line_width(s->cr, 2.5);
    cairo_rectangle(s->cr, fmin(left - 1, x + width - 20), y - 24, 16, 32);
    cairo_stroke(s->cr);
    snprintf(sentence, sizeof(sentence), "%s%s%s", m->text,
             m->hint[0] ? ". " : "", m->hint);
    return cr_sheet_lines(s, sentence, strong, s->theme->ink1, x + 100, y + 38,
                          width - 120, 28, most);
}

static void draw_text(struct cr_sheet *s, const struct showing *w, double x,
                      double y, double width, double height)
{
    const struct cr_diagnostic *m = mistake(w);
    const int around = height > 300   ? AROUND
                       : height > 240 ? 2
                       : height > 150 ? 1
                                      : 0;
    struct cr_lines lines;
    struct cr_line line;
    cr_fill_box(s->cr, s->theme->bg2, x, y, width, height);
    if (!m || !w->text)
        return;
    double at = y + 36;
    cr_lines_init(&lines, w->text, w->size);
    while (cr_lines_take(&lines, &line)) {
        char number[16], text[400];
        const bool is_it = line.number == m->line;
        if (line.number < m->line - around || line.number > m->line + around)
            continue;
        snprintf(number, sizeof(number), "%d", line.number);
        snprintf(text, sizeof(text), "%.*s",
                 (int)fmin((double)line.text.size, 300), line.text.at);
        if (is_it) {
            cr_fill_box(s->cr, s->theme->bg3, x, at - 32, width, 76);
            cr_fill_box(s->cr, s->theme->alert, x, at - 32, 6, 76);
        }
        cr_draw_text(s->cr, number, code,
                     is_it ? s->theme->ink1 : s->theme->ink3, CR_RIGHT, x + 70,
                     at);
        cairo_save(s->cr);
        cairo_rectangle(s->cr, x, y, width - 10, height);
        cairo_clip(s->cr);
        cr_draw_text(s->cr, text, code,
                     text[0] == '#' ? s->theme->ink3 : s->theme->ink1, CR_LEFT,
                     x + 100, at);
        cairo_restore(s->cr);
        const double end =
            is_it ? draw_mistake(s, w, &line, x, at, width, around ? 2 : 1) : 0;
        at = fmax(at + (is_it ? 84 : PITCH), end);
    }
}

static void draw(struct cr_sheet *s, void *context)
{
    static const struct cr_hint hints[] = {{"Up", "Down", N_("other mistakes")},
                                           {"C", NULL, N_("copy the message")},
                                           {"F1", NULL, N_("help")},
                                           {"Esc", NULL, N_("back")}};
    const struct showing *w = context;
    const struct cr_diagnostic *m = mistake(w);
    const char *slash = strrchr(w->file->path, '/');
    char title[260], line[400];
    (void)cr_sheet_begin(s, w->file->shelf, 0);
    const double x = s->margin, width = s->layout.width - 2 * s->margin;
    const double y = s->top + 36;
    draw_sign(s, x, y, 58);
    cr_capitals(m ? m->text : _("It cannot be read"), title, sizeof(title));
    cr_draw_fitting(s->cr, title, (struct cr_type){CR_FACE_TITLE, 54, true},
                    s->theme->ink1, x + 76, y + 44, width - 76);
    if (m)
        cr_say(line, sizeof(line),
               _("\xE2\x80\x9C%s\xE2\x80\x9D, line %d. Nothing was loaded; the "
                 "file was not changed."),
               slash ? slash + 1 : w->file->path, m->line);
    else
        snprintf(line, sizeof(line), "%s", w->notice);
    cr_draw_fitting(s->cr, line, words, s->theme->ink2, x + 76, y + 80,
                    width - 76);
    const bool is_low = s->bottom - s->top < 420;
    const double top = y + 110, bottom = s->bottom - (is_low ? 66 : 168);
    draw_text(s, w, x, top, width, bottom - top);
    if (w->notice[0])
        snprintf(line, sizeof(line), "%s", w->notice);
    else if (w->found.error_count > 1)
        cr_say(line, sizeof(line), _("There are %zu mistakes; this is %s."),
               w->found.error_count,
               w->at ? _("one of them") : _("the first of them"));
    else
        cr_say(line, sizeof(line),
               _("Everything else in the file reads well."));
    if (!is_low)
        cr_draw_fitting(s->cr, line, words, s->theme->ink2, x, bottom + 42,
                        width);
    const double buttons = bottom + (is_low ? 10 : 72);
    double at = x;
    if (w->mended) {
        char button[90];
        cr_say(button, sizeof(button), "%s%s", w->mend,
               w->found.error_count > 1 ? "" : _(" and play"));
        at += cr_sheet_button(s, "F", SDLK_f, button, x, buttons, width * 0.5) +
              30;
    }
    static const struct cr_hint more[] = {{"E", NULL, N_("open in the editor")},
                                          {"R", NULL, N_("read it again")}};
    for (int i = 0; i < 2; i++) {
        const double room = (x + width - at) * (i ? 1 : 0.54);
        const double end = cr_draw_hints_in(s->cr, s->theme, &more[i], 1, at,
                                            buttons + 24, room);
        cr_sheet_add_key(s, at, buttons + 6, end - at, 36,
                         cr_key_of_name(more[i].key));
        at = end + 28;
    }
    cr_sheet_hints(s, hints, sizeof(hints) / sizeof(hints[0]));
}

enum cr_status cr_bad_file_show(struct cr_stage *stage,
                                struct cr_bad_file *bad_file,
                                struct cr_error *error)
{
    struct showing w = {.file = bad_file};
    struct cr_scene scene = {
        .screen = CR_SCREEN_BAD_FILE, .context = &w, .draw = draw, .key = key};
    enum cr_status status = CR_OK;
    bad_file->answer = CR_BAD_FILE_LEFT;
    if (read_again(&w))
        bad_file->answer = CR_BAD_FILE_GOOD;
    else
        status = cr_scene_show(stage, &scene, error);
    cr_side_task_drop(w.saving); /* it is written all the same */
    free(w.mended);
    free(w.text);
    cr_diagnostics_deinit(&w.found);
    return status;
}
