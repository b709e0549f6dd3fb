#define _POSIX_C_SOURCE 200809L
#include "app/ui/home.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

#include "app/ui/scene.h"
#include "patterns/words.h"

enum { MENU = 7, WEEK = 7 };

struct showing {
    struct cr_home *home;
    enum cr_place place;
    struct cr_side_task *files, *recall; /* what may be another one by now */
};

struct entry {
    SDL_Keycode key;
    enum cr_place place;
    enum cr_shelf shelf;
    const char *words;
};

static const struct entry menu[MENU] = {
    {SDLK_m, CR_PLACE_METRONOME, 0, N_("Metronome")},
    {SDLK_l, CR_PLACE_LESSONS, 0, N_("Lessons")},
    {SDLK_r, CR_PLACE_LIBRARY, CR_SHELF_RUDIMENTS, N_("Rudiments")},
    {SDLK_g, CR_PLACE_LIBRARY, CR_SHELF_GROOVES, N_("Grooves")},
    {SDLK_o, CR_PLACE_LIBRARY, CR_SHELF_ODD, N_("Odd meters")},
    {SDLK_f, CR_PLACE_LIBRARY, CR_SHELF_MINE, N_("My files")},
    {SDLK_n, CR_PLACE_EDITOR, 0, N_("New pattern")}};

static const struct entry more[] = {{SDLK_p, CR_PLACE_PROGRESS, 0, NULL},
                                    {SDLK_c, CR_PLACE_CALIBRATE, 0, NULL},
                                    {SDLK_s, CR_PLACE_SETTINGS, 0, NULL},
                                    {SDLK_ESCAPE, CR_PLACE_QUIT, 0, NULL}};

/* Exercises of the course, or its rudiments: all, and those with a star. */
static void count_steps(const struct cr_course *course, bool are_rudiments,
                        uint32_t *all, uint32_t *passed)
{
    *all = *passed = 0;
    for (uint32_t i = 0; i < course->files.programme.step_count; i++) {
        const char first = course->files.programme.steps[i].name[0];
        if ((first == 'R') != are_rudiments)
            continue;
        ++*all;
        *passed += course->lessons[i].stars > 0;
    }
}

/* What stands at the right of a row. */
static void say_entry(const struct cr_home *h, const struct entry *e,
                      char *text, size_t size)
{
    uint32_t all, passed, found;
    text[0] = '\0';
    if (e->place == CR_PLACE_LESSONS) {
        count_steps(h->course, false, &all, &passed);
        cr_say(text, size, _("%u of %u"), passed, all);
    } else if (e->place == CR_PLACE_LIBRARY && e->shelf == CR_SHELF_RUDIMENTS) {
        count_steps(h->course, true, &all, &passed);
        cr_say(text, size, _("%u of %u clean"), passed, all);
    } else if (e->place == CR_PLACE_LIBRARY && h->library->is_read) {
        (void)cr_library_find(h->library, e->shelf, "", CR_ORDER_AS_IS, &found,
                              0, &all);
        snprintf(text, size, "%u", all);
    } else if (e->place == CR_PLACE_EDITOR) {
        cr_say(text, size, _("draw or type"));
    }
}

static void draw_row(struct cr_sheet *s, const struct cr_home *h, int i,
                     double x, double y, double width, double pitch)
{
    const struct entry *e = &menu[i];
    const bool is_selected = h->selected == i + 1;
    const struct cr_theme *t = s->theme;
    const struct cr_colour ink = is_selected ? t->inv : t->ink1;
    const double cap = fmin(44, pitch - 14), middle = y + pitch / 2;
    char text[64], name[64], key[2] = {(char)(e->key - 'a' + 'A'), '\0'};
    if (is_selected)
        cr_fill_box(s->cr, t->ink1, x - 10, y + 3, width + 20, pitch - 6);
    (void)cr_draw_key(s->cr, t, key, cap, cap, x, middle - cap / 2);
    cr_capitals(_(e->words), name, sizeof(name));
    const double title = cr_draw_text(
        s->cr, name,
        (struct cr_type){CR_FACE_TITLE, fmin(40, pitch * 0.62), true}, ink,
        CR_LEFT, x + cap + 18, middle + fmin(40, pitch * 0.62) * 0.35);
    say_entry(h, e, text, sizeof(text));
    const struct cr_type small = {CR_FACE_TEXT, 20, false};
    const double room = width - cap - 18 - title - 12;
    if (cr_text_width(s->cr, text, small) <= room)
        cr_draw_text(s->cr, text, small, is_selected ? t->inv : t->ink2,
                     CR_RIGHT, x + width, middle + 9);
    if (i + 1 < MENU)
        cr_fill_box(s->cr, t->line1, x, y + pitch - 1, width, 1.5);
    cr_sheet_add_key(s, x - 10, y, width + 20, pitch, e->key);
}

/* What comes next in the course, as it is played. */
static void draw_card(struct cr_sheet *s, const struct cr_home *h, double x,
                      double y, double width, double height)
{
    const struct cr_course *course = h->course;
    const uint32_t step = cr_course_next(course);
    const struct cr_programme_step *own = &course->files.programme.steps[step];
    const struct cr_theme *t = s->theme;
    const double in = x + (width > 560 ? 36 : 20);
    const double room = width - 2 * (in - x);
    const bool is_tall = height > 380;
    char text[400], title[160], limits[280];
    uint32_t all, passed;
    cr_fill_box(s->cr, t->bg1, x, y, width, height);
    cairo_pattern_t *glow = cairo_pattern_create_linear(0, y + height, 0, y);
    cairo_pattern_add_color_stop_rgba(glow, 0, 0x3A / 255.0, 0x2A / 255.0,
                                      0x18 / 255.0,
                                      t->bg1.r < 0.5 ? 0.55 : 0.16);
    cairo_pattern_add_color_stop_rgba(glow, 1, 0x3A / 255.0, 0x2A / 255.0,
                                      0x18 / 255.0, 0);
    cairo_rectangle(s->cr, x, y, width, height);
    cairo_set_source(s->cr, glow);
    cairo_fill(s->cr);
    cairo_pattern_destroy(glow);
    if (h->selected == 0) {
        cr_set_colour(s->cr, t->ink1);
        cairo_set_line_width(s->cr, 4);
        cairo_rectangle(s->cr, x + 2, y + 2, width - 4, height - 4);
        cairo_stroke(s->cr);
    }
    count_steps(course, false, &all, &passed);
    cr_say(text, sizeof(text), _("%s. %u of %u lessons passed"),
           passed || course->takes.count ? _("Continue") : _("Begin here"),
           passed, all);
    cr_draw_fitting(s->cr, text, (struct cr_type){CR_FACE_TEXT, 23, false},
                    t->ink2, in, y + (is_tall ? 58 : 38), room);
    cr_capitals(cr_title(own->name), title, sizeof(title));
    const double size = is_tall ? 88 : 54;
    cr_draw_fitting(s->cr, title, (struct cr_type){CR_FACE_TITLE, size, true},
                    t->ink1, in, y + (is_tall ? 142 : 92), room);
    const double grid = y + (is_tall ? 176 : 110);
    const double below = 142;
    (void)cr_sheet_pattern(s, &course->files.files[step].pattern, in, grid,
                           room, y + height - grid - below);
    cr_course_limits(own, limits, sizeof(limits));
    cr_say(text, sizeof(text), _("A star: %s"), limits);
    (void)cr_sheet_lines(s, text, (struct cr_type){CR_FACE_TEXT, 20, false},
                         t->ink1, in, y + height - below + 34, room, 28, 2);
    (void)cr_sheet_button(s, "Enter", SDLK_RETURN, _("play it"), in,
                          y + height - 68, room);
}

/* One frame of film for each day of this week; today is framed. */
static void draw_week(struct cr_sheet *s, const struct cr_home *h, double x,
                      double y, double width, double height)
{
    static const char *const days[WEEK] = {N_("Mon"), N_("Tue"), N_("Wed"),
                                           N_("Thu"), N_("Fri"), N_("Sat"),
                                           N_("Sun")};
    const struct cr_theme *t = s->theme;
    const time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    const int today = (local.tm_wday + 6) % 7;
    const double frame = (width - 24) / WEEK, hole = 16;
    double most = 30;
    for (int i = 0; i < CR_WEEK; i++)
        most = fmax(most, h->course->week[i]);
    cr_fill_box(s->cr, t->bg2, x, y, width, height);
    for (double at = x + 12; at + 12 < x + width; at += 25) {
        cr_fill_box(s->cr, t->bg0, at, y + 7, 12, 9);
        cr_fill_box(s->cr, t->bg0, at, y + height - hole, 12, 9);
    }
    for (int d = 0; d < WEEK; d++) {
        const double left = x + 12 + frame * d, top = y + 23;
        const double wide = frame - 7, tall = height - 46;
        char text[16];
        cr_fill_box(s->cr, t->bg0, left, top, wide, tall);
        if (d == today) {
            cr_set_colour(s->cr, t->ink1);
            cairo_set_line_width(s->cr, 3);
            cairo_rectangle(s->cr, left, top, wide, tall);
            cairo_stroke(s->cr);
        }
        cr_draw_fitting(s->cr, _(days[d]),
                        (struct cr_type){CR_FACE_TEXT, 18, false}, t->ink2,
                        left + 10, top + 28, wide - 14);
        if (d > today)
            continue;
        const double minutes = h->course->week[CR_WEEK - 1 - (today - d)];
        const double part = minutes / most;
        if (minutes > 0)
            snprintf(text, sizeof(text), "%.0f", ceil(minutes));
        else
            cr_say(text, sizeof(text), "\xE2\x80\x93");
        cr_draw_text(s->cr, text, (struct cr_type){CR_FACE_TITLE, 32, true},
                     minutes > 0 ? t->ink1 : t->ink3, CR_LEFT, left + 10,
                     top + tall - 12);
        if (minutes > 0 && wide > 90)
            cr_fill_box(s->cr, d == today ? t->ink1 : t->ink2, left + wide - 40,
                        top + tall - 4 - (tall - 12) * part, 30,
                        (tall - 12) * part);
    }
}

static void draw_minutes(struct cr_sheet *s, const struct cr_home *h, double x,
                         double y)
{
    const time_t now = time(NULL);
    struct tm local;
    localtime_r(&now, &local);
    const int today = (local.tm_wday + 6) % 7;
    const int goal = cr_setting_number(h->settings, CR_SET_GOAL);
    double minutes = 0;
    int days = 0;
    char text[80];
    for (int i = 0; i < CR_WEEK; i++) {
        days += h->course->week[i] > 0;
        if (CR_WEEK - 1 - i <= today)
            minutes += h->course->week[i];
    }
    cr_say(text, sizeof(text), _("%.0f MIN"), ceil(minutes));
    cr_draw_text(s->cr, text, (struct cr_type){CR_FACE_TITLE, 60, true},
                 s->theme->ink1, CR_LEFT, x, y + 54);
    if (goal)
        cr_say(text, sizeof(text), _("this week, goal %d"), goal);
    else
        cr_say(text, sizeof(text), _("this week"));
    cr_draw_text(s->cr, text, (struct cr_type){CR_FACE_TEXT, 20, false},
                 s->theme->ink2, CR_LEFT, x, y + 88);
    cr_say(text, sizeof(text), _("Practised %d of the last 7 days"), days);
    cr_draw_text(s->cr, text, (struct cr_type){CR_FACE_TEXT, 18, false},
                 s->theme->ink2, CR_LEFT, x, y + 116);
}

static void draw(struct cr_sheet *s, void *context)
{
    static const struct cr_hint hints[] = {
        {"P", NULL, N_("progress")},      {"C", NULL, N_("calibrate")},
        {"S", NULL, N_("settings")},      {"F1", NULL, N_("help")},
        {"F11", NULL, N_("full screen")}, {"Esc", NULL, N_("quit")}};
    const struct showing *w = context;
    const struct cr_home *h = w->home;
    (void)cr_sheet_begin(s, NULL, 0);
    const double width = s->layout.width, gap = s->layout.is_compact ? 20 : 40;
    cr_fill_box(s->cr, s->theme->bg0, 0, 0, width, s->layout.height);
    cr_draw_text(s->cr, "CREDITROLL", (struct cr_type){CR_FACE_TITLE, 44, true},
                 s->theme->ink1, CR_LEFT, s->margin, s->top - 26);
    const struct cr_type small = {CR_FACE_TEXT, 18, false};
    if (h->notice[0])
        cr_draw_fitting(s->cr, h->notice, small, s->theme->ink1,
                        s->margin + 200, s->top - 32,
                        width - 2 * s->margin - 200);
    else
        cr_draw_text(s->cr, _("Keyboard"), small, s->theme->ink2, CR_RIGHT,
                     width - s->margin, s->top - 32);
    const bool has_week = s->bottom - s->top > 520;
    const double end = has_week ? s->bottom - 186 : s->bottom - 12;
    const double menu_width = fmin(360, (width - 2 * s->margin) * 0.46);
    const double menu_x = width - s->margin - menu_width;
    const double pitch = fmin(65, (end - s->top) / MENU);
    const double card = menu_x - gap - s->margin;
    if (card > 240)
        draw_card(s, h, s->margin, s->top + 4, card, end - s->top - 4);
    for (int i = 0; i < MENU; i++)
        draw_row(s, h, i, menu_x, s->top + pitch * i, menu_width, pitch);
    if (has_week) {
        const double strip = s->margin + (width > 900 ? 290 : 0);
        if (width > 900)
            draw_minutes(s, h, s->margin, s->bottom - 164);
        draw_week(s, h, strip, s->bottom - 160, width - s->margin - strip, 132);
    }
    cr_sheet_hints(s, hints, sizeof(hints) / sizeof(hints[0]));
}

static void go(struct cr_scene *scene, const struct entry *e)
{
    struct showing *w = scene->context;
    w->place = e->place;
    w->home->shelf = e->shelf;
    scene->is_over = true;
}

static void key(struct cr_scene *scene, const SDL_KeyboardEvent *event)
{
    static const struct entry next = {SDLK_RETURN, CR_PLACE_LESSON, 0, NULL};
    struct showing *w = scene->context;
    const SDL_Keycode code = event->keysym.sym;
    struct cr_home *h = w->home;
    if (event->repeat && code != SDLK_UP && code != SDLK_DOWN)
        return;
    scene->is_stale = true;
    if (code == SDLK_UP)
        h->selected = (h->selected + MENU) % (MENU + 1);
    else if (code == SDLK_DOWN || code == SDLK_TAB)
        h->selected = (h->selected + 1) % (MENU + 1);
    else if (code == SDLK_RETURN || code == SDLK_KP_ENTER)
        go(scene, h->selected ? &menu[h->selected - 1] : &next);
    for (int i = 0; i < MENU; i++) {
        if (code == menu[i].key)
            go(scene, &menu[i]);
    }
    for (size_t i = 0; i < sizeof(more) / sizeof(more[0]); i++) {
        if (code == more[i].key)
            go(scene, &more[i]);
    }
}

/* Files may have come and gone, and something was played. */
static void update(struct cr_scene *scene)
{
    struct showing *w = scene->context;
    enum cr_status status;
    struct cr_error error = {0};
    if (w->files &&
        cr_library_search_look(w->files, w->home->library, &status, &error)) {
        cr_side_task_drop(w->files);
        w->files = NULL;
        scene->is_stale = true;
    }
    if (w->recall && cr_course_search_look(w->recall, w->home->course)) {
        cr_side_task_drop(w->recall);
        w->recall = NULL;
        scene->is_stale = true;
    }
    struct cr_home *h = w->home;
    if (h->keeping && cr_keep_done(h->keeping, &status, &error)) {
        cr_side_task_drop(h->keeping);
        h->keeping = NULL;
        if (status)
            cr_say(h->notice, sizeof(h->notice), _("Not kept: %.200s"),
                   error.text);
        scene->is_stale |= status != CR_OK;
    }
    if (!w->files && !w->recall && !h->keeping)
        scene->update = NULL;
}

enum cr_status cr_home_show(struct cr_stage *stage, struct cr_home *home,
                            enum cr_place *place, struct cr_error *error)
{
    struct showing w = {
        .home = home,
        .place = CR_PLACE_QUIT,
        .files = cr_library_search(),
        .recall = cr_course_search(home->course, (int64_t)time(NULL) * 1000)};
    struct cr_scene scene = {.screen = CR_SCREEN_HOME,
                             .context = &w,
                             .draw = draw,
                             .key = key,
                             .update = update};
    const enum cr_status status = cr_scene_show(stage, &scene, error);
    cr_side_task_drop(w.files);
    cr_side_task_drop(w.recall);
    *place = w.place;
    return status;
}
