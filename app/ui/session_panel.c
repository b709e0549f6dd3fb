#include "app/ui/session_panel.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/ui/clicks.h"
#include "app/ui/sheet.h"
#include "app/ui/sprites.h"
#include "patterns/words.h"

#define PITCH 47.0
#define FOOT 96.0    /* what is said of the choice, below them */
#define NARROW 900.0 /* one column */

enum { HALF = (CR_CHOICE_COUNT + 1) / 2 }; /* from one column to the other */

static const struct cr_type words = {CR_FACE_TEXT, 22, false};
static const struct cr_type strong = {CR_FACE_TEXT, 22, true};
static const struct cr_type small = {CR_FACE_TEXT, 18, false};

/* Tries whether it can be practised so. */
static void check(struct cr_session_panel *p)
{
    struct cr_session_plan plan = {0};
    p->trouble = (struct cr_error){0};
    if (!cr_session_plan(&plan, &p->choosing.session, p->choosing.pattern, NULL,
                         &p->trouble)) {
        p->trouble = (struct cr_error){0};
        cr_session_plan_destroy(&plan);
    }
    p->is_stale = true;
}

void cr_session_panel_open(struct cr_session_panel *panel,
                           const struct cr_choosing *choosing,
                           enum cr_choice selected)
{
    *panel = (struct cr_session_panel){.is_open = true,
                                       .choosing = *choosing,
                                       .before = choosing->session,
                                       .selected = selected};
    check(panel);
}

static void move(struct cr_session_panel *p, int by)
{
    const int to = (int)p->selected + by;
    if (to >= 0 && to < CR_CHOICE_COUNT)
        p->selected = (enum cr_choice)to;
    p->is_stale = true;
}

static void change(struct cr_session_panel *p, int by)
{
    cr_choice_change(&p->choosing, p->selected, by);
    check(p);
}

/* As the pattern is written, at the tempo and so often as it was. */
static void reset(struct cr_session_panel *p)
{
    const struct cr_session *s = &p->choosing.session;
    p->choosing.session =
        (struct cr_session){.loops = s->loops, .speed = s->speed};
    check(p);
}

enum cr_panel_answer cr_session_panel_key(struct cr_session_panel *panel,
                                          SDL_Keycode key)
{
    struct cr_session_panel *p = panel;
    switch (key) {
    case SDLK_UP: move(p, -1); break;
    case SDLK_DOWN: move(p, 1); break;
    case SDLK_TAB: move(p, (int)p->selected < HALF ? HALF : -HALF); break;
    case SDLK_LEFT: change(p, -1); break;
    case SDLK_RIGHT: change(p, 1); break;
    case SDLK_BACKSPACE: reset(p); break;
    case SDLK_F3:
    case SDLK_F4:
    case SDLK_F5:
        p->selected = key == SDLK_F3   ? CR_CHOICE_RAMP_STEP
                      : key == SDLK_F4 ? CR_CHOICE_GAP_MUTE
                                       : CR_CHOICE_FROM;
        p->is_stale = true;
        break;
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
        if (p->trouble.text[0])
            break;
        p->is_open = false;
        return CR_PANEL_TAKEN;
    case SDLK_ESCAPE: p->is_open = false; return CR_PANEL_LEFT;
    default: break;
    }
    return CR_PANEL_STAYS;
}

struct panel_job {
    const struct cr_session_panel *panel;
    const struct cr_theme *theme;
    struct cr_layout layout;
};

/* Where the choices stand: in columns of so many, of which those from `first` on are
 * shown. */
struct table {
    double x, y, width; /* of a column */
    int each, first, shown;
};

static struct table lay_out(const struct cr_sheet *s, int selected)
{
    const double room = s->layout.width - 2 * s->margin;
    const int columns = room < NARROW ? 1 : 2;
    struct table t = {.x = s->margin,
                      .y = s->top + 16,
                      .width = room / columns,
                      .each = (CR_CHOICE_COUNT + columns - 1) / columns};
    t.shown = (int)fmax(1, floor((s->bottom - FOOT - t.y) / PITCH));
    if (t.shown < t.each) { /* the selected one in the middle */
        t.first = selected % t.each - t.shown / 2;
        if (t.first > t.each - t.shown)
            t.first = t.each - t.shown;
        if (t.first < 0)
            t.first = 0;
    }
    return t;
}

static void draw_row(const struct panel_job *job, struct cr_sheet *s,
                     const struct table *t, enum cr_choice choice)
{
    const struct cr_session_panel *p = job->panel;
    const struct cr_theme *theme = job->theme;
    const bool is_selected = p->selected == choice;
    const bool counts = cr_choice_counts(&p->choosing, choice);
    const int row = (int)choice % t->each - t->first;
    const double x = t->x + (int)choice / t->each * t->width;
    const double y = t->y + row * PITCH, width = t->width - 16;
    const double middle = x + fmin(236, width * 0.46);
    char value[64];
    if (row < 0 || row >= t->shown)
        return;
    if (is_selected)
        cr_fill_box(s->cr, theme->ink1, x, y, width, PITCH - 5);
    cr_clicks_add_row(s->cr, x, y, width, PITCH, (int)choice);
    cr_choice_value(&p->choosing, choice, value, sizeof(value));
    cr_draw_fitting(s->cr, cr_choice_name(choice), is_selected ? strong : words,
                    is_selected ? theme->inv
                    : counts    ? theme->ink1
                                : theme->ink3,
                    x + 16, y + 29, middle - x - 46);
    cr_draw_fitting(s->cr, value, is_selected ? strong : words,
                    is_selected ? theme->inv
                    : counts    ? theme->ink2
                                : theme->ink3,
                    middle, y + 29, x + width - 36 - middle);
    if (!is_selected)
        return;
    cr_set_colour(s->cr, theme->inv);
    for (int side = -1; side <= 1; side += 2) {
        const double at = side < 0 ? middle - 20 : x + width - 18;
        cairo_move_to(s->cr, at + side * 8, y + 21);
        cairo_line_to(s->cr, at - side * 4, y + 12);
        cairo_line_to(s->cr, at - side * 4, y + 30);
        cairo_close_path(s->cr);
        cairo_fill(s->cr);
    }
}

static const struct cr_hint hints[] = {{"Up", "Down", N_("choose")},
                                       {"Left", "Right", N_("change")},
                                       {"Backspace", NULL, N_("as written")},
                                       {"Enter", NULL, N_("practise so")},
                                       {"Esc", NULL, N_("back")}};

static void draw_panel(cairo_t *cr, void *context)
{
    const struct panel_job *job = context;
    const struct cr_session_panel *p = job->panel;
    const struct cr_theme *theme = job->theme;
    const char *title = p->choosing.pattern->title;
    struct cr_text_buffer line = {0};
    struct cr_sheet sheet = {
        .cr = cr, .layout = job->layout, .theme = job->theme};
    const double half = job->layout.width * 0.36;
    const double end = cr_sheet_begin(&sheet, _("How you practise"), half);
    const double right = sheet.layout.width - sheet.margin;
    const double room = right - sheet.margin;
    title = title ? cr_title(title) : _("Pattern");
    const double width =
        fmin(cr_text_width(cr, title, small), right - end - 24);
    cr_draw_fitting(cr, title, small, theme->ink2, right - width,
                    sheet.top - 30, width + 1);
    const struct table t = lay_out(&sheet, (int)p->selected);
    for (int i = 0; i < CR_CHOICE_COUNT; i++)
        draw_row(job, &sheet, &t, (enum cr_choice)i);
    cr_draw_fitting(cr, cr_choice_help(p->selected), strong, theme->ink1,
                    sheet.margin, sheet.bottom - 58, room);
    cr_session_write(&p->choosing.session, &line);
    if (p->trouble.text[0]) {
        cr_draw_fitting(cr, p->trouble.text, words, theme->alert, sheet.margin,
                        sheet.bottom - 22, room);
    } else if (line.size && !line.is_broken) {
        char text[900];
        cr_say(text, sizeof(text), _("In words: %.880s"), line.text);
        cr_draw_fitting(cr, text, small, theme->ink2, sheet.margin,
                        sheet.bottom - 22, room);
    }
    free(line.text);
    cr_sheet_hints(&sheet, hints, sizeof(hints) / sizeof(hints[0]));
}

void cr_session_panel_choose(struct cr_session_panel *panel, int row)
{
    panel->selected = (enum cr_choice)row;
    panel->is_stale = true;
}

void cr_session_panel_draw(struct cr_session_panel *panel,
                           struct cr_canvas *canvas,
                           const struct cr_theme *theme,
                           const struct cr_layout *layout)
{
    struct panel_job job = {.panel = panel, .theme = theme, .layout = *layout};
    if (!panel->is_stale)
        return;
    panel->is_stale = false;
    cr_canvas_paint(canvas, draw_panel, &job);
}
