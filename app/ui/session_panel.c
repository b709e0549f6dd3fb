#include "app/ui/session_panel.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/ui/layout.h"
#include "app/ui/paint.h"
#include "app/ui/sprites.h"
#include "patterns/words.h"

#define TOP 132.0
#define PITCH 47.0
#define COLUMN 608.0

enum { ROWS = (CR_CHOICE_COUNT + 1) / 2 };

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
    case SDLK_TAB: move(p, (int)p->selected < ROWS ? ROWS : -ROWS); break;
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
};

static void draw_row(const struct panel_job *job, cairo_t *cr,
                     enum cr_choice choice)
{
    const struct cr_session_panel *p = job->panel;
    const struct cr_theme *theme = job->theme;
    const bool is_selected = p->selected == choice;
    const bool counts = cr_choice_counts(&p->choosing, choice);
    const double x = 40 + (int)choice / ROWS * COLUMN;
    const double y = TOP + (int)choice % ROWS * PITCH;
    char value[64];
    if (is_selected)
        cr_fill_box(cr, theme->ink1, x, y, COLUMN - 16, PITCH - 5);
    cr_choice_value(&p->choosing, choice, value, sizeof(value));
    cr_draw_fitting(cr, cr_choice_name(choice), is_selected ? strong : words,
                    is_selected ? theme->inv
                    : counts    ? theme->ink1
                                : theme->ink3,
                    x + 16, y + 29, 190);
    cr_draw_fitting(cr, value, is_selected ? strong : words,
                    is_selected ? theme->inv
                    : counts    ? theme->ink2
                                : theme->ink3,
                    x + 236, y + 29, COLUMN - 280);
    if (!is_selected)
        return;
    cr_set_colour(cr, theme->inv);
    for (int side = -1; side <= 1; side += 2) {
        const double at = side < 0 ? x + 216 : x + COLUMN - 34;
        cairo_move_to(cr, at + side * 8, y + 21);
        cairo_line_to(cr, at - side * 4, y + 12);
        cairo_line_to(cr, at - side * 4, y + 30);
        cairo_close_path(cr);
        cairo_fill(cr);
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
    cr_layout_fit(cr, theme->bg1);
    cr_draw_letterbox(cr, theme, 112, 750);
    cr_draw_text(cr, _("How you practise"),
                 (struct cr_type){CR_FACE_TITLE, 48, true}, theme->ink1,
                 CR_LEFT, 40, 52);
    cr_draw_fitting(cr, title ? title : _("Pattern"), small, theme->ink2, 40,
                    86, 1200);
    for (int i = 0; i < CR_CHOICE_COUNT; i++)
        draw_row(job, cr, (enum cr_choice)i);
    cr_draw_fitting(cr, cr_choice_help(p->selected), strong, theme->ink1, 40,
                    686, 1200);
    cr_session_write(&p->choosing.session, &line);
    if (p->trouble.text[0]) {
        cr_draw_fitting(cr, p->trouble.text, words, theme->alert, 40, 724,
                        1200);
    } else if (line.size && !line.is_broken) {
        char text[900];
        cr_say(text, sizeof(text), _("In words: %.880s"), line.text);
        cr_draw_fitting(cr, text, small, theme->ink2, 40, 724, 1200);
    }
    free(line.text);
    cr_draw_hints(cr, theme, hints, sizeof(hints) / sizeof(hints[0]));
}

void cr_session_panel_draw(struct cr_session_panel *panel,
                           struct cr_canvas *canvas,
                           const struct cr_theme *theme)
{
    struct panel_job job = {.panel = panel, .theme = theme};
    if (!panel->is_stale)
        return;
    panel->is_stale = false;
    cr_canvas_show(canvas, cr_picture_of(CAIRO_FORMAT_RGB24, canvas->width,
                                         canvas->height, draw_panel, &job));
}
