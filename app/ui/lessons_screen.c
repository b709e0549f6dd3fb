#include "app/ui/lessons_screen.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/ui/grid.h"
#include "app/ui/layout.h"
#include "app/ui/sprites.h"
#include "patterns/words.h"

#define TOP 128.0
#define PITCH 40.0
#define LIST 560.0 /* width of the list */
#define CARD 640.0 /* where the card begins */
#define ROOM 600.0 /* its width */

enum { ROWS = 15, LEVEL = 1 };

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
    const bool is_due = lesson->stars && lesson->due_day <= s->course->today;
    const struct cr_colour ink = is_selected       ? theme->inv
                                 : lesson->is_open ? theme->ink1
                                                   : theme->ink3;
    if (is_selected)
        cr_fill_box(cr, theme->ink1, 40, y, LIST, PITCH - 3);
    cr_draw_fitting(cr, programme(s)->steps[step].name,
                    is_selected ? strong : words, ink, 56, y + 26,
                    LIST - (is_due ? 190 : 120));
    if (is_due)
        cr_draw_text(cr, _("due"), small,
                     is_selected ? theme->inv : theme->ink2, CR_RIGHT,
                     40 + LIST - 92, y + 26);
    draw_stars(job, cr, lesson, is_selected, 40 + LIST - 72, y + 19);
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
    cr_draw_text(cr, text, number, job->theme->ink2, CR_LEFT, 40, y + 28);
}

/* The list scrolls so that the selected row stands in the middle. */
static void draw_list(const struct lessons_job *job, cairo_t *cr)
{
    const struct cr_lessons_screen *s = job->screen;
    const struct cr_programme *p = programme(s);
    double y = 0, selected = 0, all = 0;
    for (int pass = 0; pass < 2; pass++) {
        const struct cr_programme_step *before = NULL;
        double from = selected - ROWS / 2 * PITCH;
        if (from > all - ROWS * PITCH)
            from = all - ROWS * PITCH;
        from = fmax(from, 0);
        from = PITCH * round(from / PITCH);
        y = 0;
        for (uint32_t place = 0; place < p->step_count; place++) {
            const struct cr_programme_step *step = &p->steps[step_at(p, place)];
            const bool is_new = !before || !is_same_level(before, step);
            for (int row = is_new ? 0 : LEVEL; row < 2; row++, y += PITCH) {
                const double at = y - from;
                if (!pass || at < 0 || at > (ROWS - 0.5) * PITCH)
                    continue;
                if (row < LEVEL)
                    draw_level(job, cr, step, TOP + at);
                else
                    draw_row(job, cr, place, TOP + at);
            }
            if (place == s->selected)
                selected = y - PITCH;
            before = step;
        }
        all = y;
    }
}

/* The practice screen of the exercise, small. */
static void draw_preview(const struct lessons_job *job, cairo_t *cr,
                         const struct cr_pattern *pattern, double y,
                         double height)
{
    struct cr_timeline timeline;
    struct cr_grid grid;
    const struct cr_timeline_options options = {0};
    const struct cr_layout wide = cr_layout_wide();
    const double scale = ROOM / 1280;
    if (cr_timeline_create(&timeline, pattern, &options))
        return; /* without memory there is no preview */
    cr_grid_lay_out(&grid, &timeline, job->theme, &wide, 0);
    grid.has_keys = false;
    cairo_save(cr);
    const double top = grid.rows[0].ruler - 8;
    const double bottom =
        grid.rows[grid.row_count - 1].top + grid.lane_height * grid.lane_count;
    cairo_rectangle(cr, CARD, y, ROOM, fmin(height, (bottom - top) * scale));
    cairo_clip(cr);
    cairo_translate(cr, CARD, y - top * scale);
    cairo_scale(cr, scale, scale);
    cr_grid_draw(&grid, cr);
    cairo_restore(cr);
    cr_timeline_destroy(&timeline);
}

/* A line of the card: a word, and what it says, on as many lines as it needs. */
static double draw_fact(const struct lessons_job *job, cairo_t *cr,
                        const char *name, const char *text, double y)
{
    char line[160];
    const char *at = text;
    if (!*text)
        return y;
    cr_draw_text(cr, name, small, job->theme->ink3, CR_LEFT, CARD, y);
    while (*at) {
        size_t size = 0, good = 0;
        for (; at[size] && size + 1 < sizeof(line); size++) {
            if (at[size] != ' ')
                continue;
            snprintf(line, sizeof(line), "%.*s", (int)size, at);
            if (cr_text_width(cr, line, small) > ROOM - 100)
                break;
            good = size;
        }
        snprintf(line, sizeof(line), "%s", at);
        if (!at[size] && cr_text_width(cr, line, small) <= ROOM - 100)
            good = size;
        good = good ? good : size;
        snprintf(line, sizeof(line), "%.*s", (int)good, at);
        cr_draw_text(cr, line, small, job->theme->ink1, CR_LEFT, CARD + 100, y);
        y += 26;
        at += good;
        at += strspn(at, " ");
    }
    return y + 4;
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
                    CARD, 152, ROOM);
    (void)draw_fact(job, cr, _("Keys"), text, 190);
    (void)draw_fact(job, cr, "", _("Esc leaves it as it was"), 260);
}

static void draw_card(const struct lessons_job *job, cairo_t *cr)
{
    const struct cr_lessons_screen *s = job->screen;
    const uint32_t step = cr_lessons_screen_step(s);
    const struct cr_programme_step *own = &programme(s)->steps[step];
    const struct cr_programme_file *file = &s->course->files.files[step];
    char text[300];
    double y = 152;
    cr_draw_fitting(cr, own->name, (struct cr_type){CR_FACE_TITLE, 40, true},
                    job->theme->ink1, CARD, y, ROOM);
    y += 38;
    snprintf(text, sizeof(text), "%s", own->goal);
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
        y = draw_fact(job, cr, i ? "" : _("Note"), file->pattern.notes[i], y);
    if (!own->is_warm_up &&
        !cr_lessons_level_is_open(programme(s), s->course->lessons, own->level))
        y = draw_fact(
            job, cr, _("Level"),
            _("for later, or now: T asks three of its exercises, each "
              "once. Played at the first try they open it"),
            y);
    if (s->notice)
        y = draw_fact(job, cr, "", s->notice, y);
    draw_preview(job, cr, &file->pattern, y + 8, 736 - y - 8);
}

static const struct cr_hint hints[] = {
    {"Up", "Down", N_("exercise")},   {"PgUp", "PgDn", N_("level")},
    {"Enter", NULL, N_("practise")},  {"S", NULL, N_("session")},
    {"Left", "Right", N_("minutes")}, {"M", NULL, N_("metronome")},
    {"L", NULL, N_("hands")},         {"Esc", NULL, N_("leave")}};

/* The last seven days: a bar for what was practised, a dash for a day off. */
static void draw_week(const struct lessons_job *job, cairo_t *cr)
{
    enum { RIGHT = 900, DAY = 26, TALL = 34, FULL_MINUTES = 30 };
    const struct cr_course *course = job->screen->course;
    char text[80];
    cr_course_week(course, text, sizeof(text));
    if (!text[0])
        return;
    for (int i = 0; i < CR_WEEK; i++) {
        const double x = RIGHT - (CR_WEEK - i) * DAY + 6;
        const double part = fmin(1, course->week[i] / FULL_MINUTES);
        const double tall = part > 0 ? fmax(5, TALL * part) : 2;
        cr_fill_box(cr, part > 0 ? job->theme->ink1 : job->theme->ink3, x,
                    56 - tall, DAY - 8, tall);
    }
    cr_draw_text(cr, text, small, job->theme->ink2, CR_RIGHT, RIGHT, 86);
}

static void draw_screen(cairo_t *cr, void *context)
{
    const struct lessons_job *job = context;
    const struct cr_lessons_screen *s = job->screen;
    const struct cr_theme *theme = job->theme;
    const struct cr_programme *p = programme(s);
    char text[120];
    uint32_t passed = 0, due = 0;
    for (uint32_t i = 0; i < p->step_count; i++) {
        passed += s->course->lessons[i].stars > 0;
        due += s->course->lessons[i].stars &&
               s->course->lessons[i].due_day <= s->course->today;
    }
    cr_layout_fit(cr, theme->bg1);
    cr_draw_letterbox(cr, theme, 104, 750);
    cr_draw_fitting(cr, p->title[0] ? p->title : _("Lessons"),
                    (struct cr_type){CR_FACE_TITLE, 48, true}, theme->ink1, 40,
                    54, 600);
    cr_say(text, sizeof(text), _("%u of %u passed, %u due for review%s"),
           passed, p->step_count, due,
           s->course->is_left_handed ? _(", left-handed") : "");
    cr_draw_text(cr, text, small, theme->ink2, CR_LEFT, 40, 86);
    cr_say(text, sizeof(text), _("Session of %u minutes"), s->minutes);
    cr_draw_text(cr, text, strong, theme->ink1, CR_RIGHT, 1240, 54);
    cr_draw_text(cr, _("warm-up, new, reviews, one repair"), small, theme->ink2,
                 CR_RIGHT, 1240, 86);
    draw_week(job, cr);
    draw_list(job, cr);
    if (s->tests_keys)
        draw_key_test(job, cr);
    else
        draw_card(job, cr);
    cr_draw_hints(cr, theme, hints, sizeof(hints) / sizeof(hints[0]));
}

void cr_lessons_screen_draw(struct cr_lessons_screen *screen,
                            struct cr_canvas *canvas,
                            const struct cr_theme *theme)
{
    struct lessons_job job = {.screen = screen, .theme = theme};
    if (!screen->is_stale)
        return;
    screen->is_stale = false;
    cr_canvas_show(canvas, cr_picture_of(CAIRO_FORMAT_RGB24, canvas->width,
                                         canvas->height, draw_screen, &job));
}
