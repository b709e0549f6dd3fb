#include "app/ui/lessons_screen.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/ui/clicks.h"
#include "app/ui/sheet.h"
#include "app/ui/sprites.h"
#include "patterns/words.h"

#define PITCH 40.0

enum { LEVEL = 1 };

static const struct cr_type words = {CR_FACE_TEXT, 21, false};
static const struct cr_type strong = {CR_FACE_TEXT, 21, true};
static const struct cr_type small = {CR_FACE_TEXT, 18, false};
static const struct cr_type number = {CR_FACE_TITLE, 25, true};

static const struct cr_programme *programme(const struct cr_lessons_screen *s)
{
    return &s->course->files.programme;
}

/* The steps as they are shown: by level, the warm-ups behind. */
static uint32_t step_at(const struct cr_programme *p, uint32_t place)
{
    for (int warm_ups = 0; warm_ups < 2; warm_ups++) {
        for (uint32_t i = 0; i < p->step_count; i++) {
            if (p->steps[i].is_warm_up == (warm_ups == 1) && !place--)
                return i;
        }
    }
    return 0;
}

static uint32_t place_of(const struct cr_programme *p, uint32_t step)
{
    uint32_t place = 0;
    while (place + 1 < p->step_count && step_at(p, place) != step)
        place++;
    return place;
}

uint32_t cr_lessons_screen_step(const struct cr_lessons_screen *screen)
{
    return step_at(programme(screen), screen->selected);
}

void cr_lessons_screen_open(struct cr_lessons_screen *screen,
                            const struct cr_course *course, uint32_t step)
{
    const uint32_t minutes = screen->minutes ? screen->minutes : 20;
    *screen = (struct cr_lessons_screen){.is_open = true,
                                         .is_stale = true,
                                         .course = course,
                                         .minutes = minutes};
    screen->selected = place_of(programme(screen), step);
}

static void move(struct cr_lessons_screen *s, int by)
{
    const int last = (int)programme(s)->step_count - 1;
    const int to = (int)s->selected + by;
    s->selected = (uint32_t)(to < 0 ? 0 : to > last ? last : to);
}

static bool is_same_level(const struct cr_programme_step *a,
                          const struct cr_programme_step *b)
{
    return a->is_warm_up == b->is_warm_up &&
           (a->is_warm_up || a->level == b->level);
}

/* To the first exercise of the level before or behind. */
static void move_level(struct cr_lessons_screen *s, int by)
{
    const struct cr_programme *p = programme(s);
    const struct cr_programme_step *from = &p->steps[step_at(p, s->selected)];
    while (is_same_level(from, &p->steps[step_at(p, s->selected)])) {
        const uint32_t before = s->selected;
        move(s, by);
        if (s->selected == before)
            return;
    }
    const struct cr_programme_step *to = &p->steps[step_at(p, s->selected)];
    while (s->selected &&
           is_same_level(to, &p->steps[step_at(p, s->selected - 1)]))
        s->selected--;
}

static void change_minutes(struct cr_lessons_screen *s, int by)
{
    const int to = (int)s->minutes + by;
    if (to >= CR_PLAN_LEAST && to <= CR_PLAN_MOST)
        s->minutes = (uint32_t)to;
}

enum cr_lessons_answer cr_lessons_screen_key(struct cr_lessons_screen *screen,
                                             SDL_Keycode key)
{
    struct cr_lessons_screen *s = screen;
    s->is_stale = true;
    s->notice = NULL;
    switch (key) {
    case SDLK_UP: move(s, -1); break;
    case SDLK_DOWN: move(s, 1); break;
    case SDLK_PAGEUP: move_level(s, -1); break;
    case SDLK_PAGEDOWN: move_level(s, 1); break;
    case SDLK_HOME: s->selected = 0; break;
    case SDLK_END: move(s, INT16_MAX); break;
    case SDLK_LEFT: change_minutes(s, -5); break;
    case SDLK_RIGHT: change_minutes(s, 5); break;
    case SDLK_RETURN:
    case SDLK_KP_ENTER: s->is_open = false; return CR_LESSONS_TAKEN;
    case SDLK_l: return CR_LESSONS_HANDS;
    case SDLK_t: return CR_LESSONS_TEST;
    case SDLK_k: return CR_LESSONS_KEYS;
    case SDLK_m: s->is_open = false; return CR_LESSONS_METRONOME;
    case SDLK_s: s->is_open = false; return CR_LESSONS_SESSION;
    case SDLK_ESCAPE: s->is_open = false; return CR_LESSONS_LEFT;
    default: break;
    }
    return CR_LESSONS_STAY;
}

bool cr_lessons_screen_test(struct cr_lessons_screen *screen, SDL_Scancode code,
                            bool is_down)
{
    static const SDL_Scancode keys[CR_ROLLOVER_KEYS] = {
        SDL_SCANCODE_F, SDL_SCANCODE_J, SDL_SCANCODE_SPACE};
    screen->is_stale = true;
    for (uint32_t i = 0; i < CR_ROLLOVER_KEYS; i++) {
        if (code == keys[i])
            cr_rollover_key(&screen->rollover, i, is_down);
    }
    return screen->rollover.state != CR_ROLLOVER_TESTS;
}

struct lessons_job {
    const struct cr_lessons_screen *screen;
    const struct cr_theme *theme;
    struct cr_layout layout;
    struct cr_sheet *sheet;
    double list;       /* its width; it begins at the margin */
    double card, room; /* where the card begins, and its width */
    double top;        /* of both */
    int rows;
};

static void draw_star(cairo_t *cr, double x, double y, double size,
                      bool is_filled)
{
    for (int i = 0; i < 10; i++) {
        const double far = i % 2 ? 0.42 * size : size;
        const double turn = i * 0.6283185307179586 - 1.5707963267948966;
        const double px = x + far * cos(turn), py = y + far * sin(turn);
        if (i)
            cairo_line_to(cr, px, py);
        else
            cairo_move_to(cr, px, py);
    }
    cairo_close_path(cr);
    cairo_set_line_width(cr, 1.5);
    if (is_filled)
        cairo_fill(cr);
    else
        cairo_stroke(cr);
}

static void draw_dot(cairo_t *cr, double x, double y)
{
    cairo_new_path(cr);
    cairo_arc(cr, x, y, 2.5, 0, 6.283185307179586);
    cairo_fill(cr);
}

/* Stars that were given with help are hollow. */
static void draw_stars(const struct lessons_job *job, cairo_t *cr,
                       const struct cr_lesson *lesson, bool is_selected,
                       double x, double y)
{
    const struct cr_theme *theme = job->theme;
    for (int i = 0; i < 3; i++) {
        const bool has = i < lesson->stars;
        if (!has && !lesson->is_open)
            continue;
        cr_set_colour(cr, is_selected ? theme->inv
                          : has       ? theme->ink1
                                      : theme->line2);
        if (has)
            draw_star(cr, x + 26 * i, y, 10, !lesson->is_grey);
        else
            draw_dot(cr, x + 26 * i, y);
    }
}

static void draw_row(const struct lessons_job *job, cairo_t *cr, uint32_t place,
                     double y)
{
    const struct cr_lessons_screen *s = job->screen;
    const struct cr_theme *theme = job->theme;
    const uint32_t step = step_at(programme(s), place);
    const struct cr_lesson *lesson = &s->course->lessons[step];
    const bool is_selected = place == s->selected;
    const double left = job->sheet->margin;
    const bool is_due = lesson->stars && lesson->due_day <= s->course->today;
    const struct cr_colour ink = is_selected       ? theme->inv
                                 : lesson->is_open ? theme->ink1
                                                   : theme->ink3;
    if (is_selected)
        cr_fill_box(cr, theme->ink1, left, y, job->list, PITCH - 3);
    cr_draw_fitting(cr, cr_title(programme(s)->steps[step].name),
                    is_selected ? strong : words, ink, left + 16, y + 26,
                    job->list - (is_due ? 190 : 120));
    if (is_due)
        cr_draw_text(cr, _("due"), small,
                     is_selected ? theme->inv : theme->ink2, CR_RIGHT,
                     left + job->list - 92, y + 26);
    draw_stars(job, cr, lesson, is_selected, left + job->list - 72, y + 19);
    cr_clicks_add_row(cr, left, y, job->list, PITCH, (int)place);
}

static void draw_level(const struct lessons_job *job, cairo_t *cr,
                       const struct cr_programme_step *step, double y)
{
    const struct cr_lessons_screen *s = job->screen;
    const bool is_open =
        step->is_warm_up ||
        cr_lessons_level_is_open(programme(s), s->course->lessons, step->level);
    char text[80];
    if (step->is_warm_up)
        cr_say(text, sizeof(text), _("Warm-ups"));
    else
        cr_say(text, sizeof(text), _("Level %u%s"), step->level,
               is_open ? "" : _(", for later"));
    cr_draw_fitting(cr, text, number, job->theme->ink2, job->sheet->margin,
                    y + 28, job->list);
}

/* The list scrolls so that the selected row stands in the middle. */
static void draw_list(const struct lessons_job *job, cairo_t *cr)
{
    const struct cr_lessons_screen *s = job->screen;
    const struct cr_programme *p = programme(s);
    double y = 0, selected = 0, all = 0;
    for (int pass = 0; pass < 2; pass++) {
        const struct cr_programme_step *before = NULL;
        double from = selected - job->rows / 2 * PITCH;
        if (from > all - job->rows * PITCH)
            from = all - job->rows * PITCH;
        from = fmax(from, 0);
        from = PITCH * round(from / PITCH);
        y = 0;
        for (uint32_t place = 0; place < p->step_count; place++) {
            const struct cr_programme_step *step = &p->steps[step_at(p, place)];
            const bool is_new = !before || !is_same_level(before, step);
            for (int row = is_new ? 0 : LEVEL; row < 2; row++, y += PITCH) {
                const double at = y - from;
                if (!pass || at < 0 || at > (job->rows - 0.5) * PITCH)
                    continue;
                if (row < LEVEL)
                    draw_level(job, cr, step, job->top + at);
                else
                    draw_row(job, cr, place, job->top + at);
            }
            if (place == s->selected)
                selected = y - PITCH;
            before = step;
        }
        all = y;
    }
}

/* A line of the card: a word, and what it says, on as many lines as it needs. */
static double draw_fact(const struct lessons_job *job, cairo_t *cr,
                        const char *name, const char *text, double y)
{
    const double words_at = fmin(100, job->room * 0.25);
    if (!*text || y > job->sheet->bottom - 20)
        return y;
    cr_draw_fitting(cr, name, small, job->theme->ink3, job->card, y,
                    words_at - 10);
    return cr_sheet_lines(job->sheet, text, small, job->theme->ink1,
                          job->card + words_at, y, job->room - words_at, 26,
                          (int)fmax(1, floor((job->sheet->bottom - y) / 26))) +
           4;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A sticking in words, "R L R R", for the other hand. */
static void swap_letters(char *text)
{
    for (char *c = text; *c; c++) {
        if ((*c == 'R' || *c == 'L') && (c == text || !is_letter(c[-1])) &&
            !is_letter(c[1]))
            *c = *c == 'R' ? 'L' : 'R';
    }
}

static void draw_key_test(const struct lessons_job *job, cairo_t *cr)
{
    static const char *const names[CR_ROLLOVER_KEYS] = {"F", "J", "Space"};
    char text[200];
    cr_rollover_words(&job->screen->rollover, names, text, sizeof(text));
    cr_draw_fitting(cr, _("Your keyboard"),
                    (struct cr_type){CR_FACE_TITLE, 40, true}, job->theme->ink1,
                    job->card, job->top + 24, job->room);
    const double y = draw_fact(job, cr, _("Keys"), text, job->top + 62);
    (void)draw_fact(job, cr, "", _("Esc leaves it as it was"), y + 16);
}

static void draw_card(const struct lessons_job *job, cairo_t *cr)
{
    const struct cr_lessons_screen *s = job->screen;
    const uint32_t step = cr_lessons_screen_step(s);
    const struct cr_programme_step *own = &programme(s)->steps[step];
    const struct cr_programme_file *file = &s->course->files.files[step];
    char text[300];
    double y = job->top + 24;
    cr_draw_fitting(cr, cr_title(own->name),
                    (struct cr_type){CR_FACE_TITLE, 40, true}, job->theme->ink1,
                    job->card, y, job->room);
    y += 38;
    snprintf(text, sizeof(text), "%s", cr_goal(own->goal));
    if (s->course->is_left_handed)
        swap_letters(text);
    y = draw_fact(job, cr, _("Goal"), text, y);
    cr_course_standing(s->course, step, text, sizeof(text));
    y = draw_fact(job, cr, _("You"), text, y);
    cr_course_limits(own, text, sizeof(text));
    y = draw_fact(job, cr, _("A star"), text, y);
    if (own->assist[0]) {
        cr_say(text, sizeof(text), _("the program plays %s"), own->assist);
        y = draw_fact(job, cr, _("Help"), text, y);
    }
    for (uint32_t i = 0; i < file->pattern.note_count && i < 2; i++)
        y = draw_fact(job, cr, i ? "" : _("Note"),
                      cr_remark(file->pattern.notes[i]), y);
    if (!own->is_warm_up &&
        !cr_lessons_level_is_open(programme(s), s->course->lessons, own->level))
        y = draw_fact(
            job, cr, _("Level"),
            _("for later, or now: T asks three of its exercises, each "
              "once. Played at the first try they open it"),
            y);
    if (s->notice)
        y = draw_fact(job, cr, "", s->notice, y);
    (void)cr_sheet_pattern(job->sheet, &file->pattern, job->card, y + 8,
                           job->room, job->sheet->bottom - y - 20);
}

static const struct cr_hint hints[] = {
    {"Up", "Down", N_("exercise")},   {"PgUp", "PgDn", N_("level")},
    {"Enter", NULL, N_("practise")},  {"S", NULL, N_("session")},
    {"Left", "Right", N_("minutes")}, {"M", NULL, N_("metronome")},
    {"L", NULL, N_("hands")},         {"Esc", NULL, N_("leave")}};

/* The last seven days, left of `right`: a bar for what was practised, a dash for a day
 * off. */
static void draw_week(const struct lessons_job *job, cairo_t *cr, double right)
{
    enum { DAY = 26, TALL = 34, FULL_MINUTES = 30 };
    const struct cr_course *course = job->screen->course;
    char text[80];
    cr_course_week(course, text, sizeof(text));
    if (!text[0])
        return;
    for (int i = 0; i < CR_WEEK; i++) {
        const double x = right - (CR_WEEK - i) * DAY + 6;
        const double part = fmin(1, course->week[i] / FULL_MINUTES);
        const double tall = part > 0 ? fmax(5, TALL * part) : 2;
        cr_fill_box(cr, part > 0 ? job->theme->ink1 : job->theme->ink3, x,
                    48 - tall, DAY - 8, tall);
    }
    cr_draw_text(cr, text, small, job->theme->ink2, CR_RIGHT, right, 76);
}

/* Beside the title: the session, how far one is, and the week if there is room. */
static void draw_head(const struct lessons_job *job, cairo_t *cr, double from)
{
    const struct cr_lessons_screen *s = job->screen;
    const struct cr_programme *p = programme(s);
    const struct cr_sheet *sheet = job->sheet;
    const double right = sheet->layout.width - sheet->margin;
    const double room = right - from;
    char text[120];
    uint32_t passed = 0, due = 0;
    for (uint32_t i = 0; i < p->step_count; i++) {
        passed += s->course->lessons[i].stars > 0;
        due += s->course->lessons[i].stars &&
               s->course->lessons[i].due_day <= s->course->today;
    }
    cr_say(text, sizeof(text), _("Session of %u minutes"), s->minutes);
    double width = fmin(cr_text_width(cr, text, strong), room);
    double most = width;
    cr_draw_fitting(cr, text, strong, job->theme->ink1, right - width,
                    sheet->top - 42, width + 1);
    cr_say(text, sizeof(text), _("%u of %u passed, %u due for review%s"),
           passed, p->step_count, due,
           s->course->is_left_handed ? _(", left-handed") : "");
    width = fmin(cr_text_width(cr, text, small), room);
    most = fmax(most, width);
    cr_draw_fitting(cr, text, small, job->theme->ink2, right - width,
                    sheet->top - 14, width + 1);
    if (room - most > 320)
        draw_week(job, cr, right - most - 40);
}

static void draw_screen(cairo_t *cr, void *context)
{
    struct lessons_job *job = context;
    const struct cr_lessons_screen *s = job->screen;
    const struct cr_programme *p = programme(s);
    struct cr_sheet sheet = {
        .cr = cr, .layout = job->layout, .theme = job->theme};
    job->sheet = &sheet;
    const double end =
        cr_sheet_begin(&sheet, p->title[0] ? cr_title(p->title) : _("Lessons"),
                       sheet.layout.width * 0.42);
    const double room = sheet.layout.width - 2 * sheet.margin;
    job->list = floor(room * (room > 900 ? 0.467 : 0.5));
    job->card = sheet.margin + job->list + (room > 900 ? 40 : 20);
    job->room = sheet.margin + room - job->card;
    job->top = sheet.top + 24;
    job->rows = (int)fmax(2, floor((sheet.bottom - job->top - 4) / PITCH));
    draw_head(job, cr, end + 24);
    draw_list(job, cr);
    if (s->tests_keys)
        draw_key_test(job, cr);
    else
        draw_card(job, cr);
    cr_sheet_hints(&sheet, hints, sizeof(hints) / sizeof(hints[0]));
}

void cr_lessons_screen_choose(struct cr_lessons_screen *screen, uint32_t row)
{
    screen->selected = row;
    screen->is_stale = true;
}

void cr_lessons_screen_draw(struct cr_lessons_screen *screen,
                            struct cr_canvas *canvas,
                            const struct cr_theme *theme,
                            const struct cr_layout *layout)
{
    struct lessons_job job = {
        .screen = screen, .theme = theme, .layout = *layout};
    if (!screen->is_stale)
        return;
    screen->is_stale = false;
    cr_canvas_paint(canvas, draw_screen, &job);
}
