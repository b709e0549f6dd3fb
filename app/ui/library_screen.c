#define _POSIX_C_SOURCE 200809L
#include "app/ui/library_screen.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/files.h"
#include "app/history/exercise_search.h"
#include "app/preview.h"
#include "app/ui/scene.h"
#include "patterns/words.h"

enum { NARROW = 430, MOST = 20000, PITCH = 66, SHELF_ROW = 10000 };

/* A file that is read beside the screen. */
struct reading {
    char path[4096];
    char *text; /* NULL: it cannot be read */
    size_t size;
    struct cr_error error;
};

/* The file of the item that is selected, as far as it can be read. */
struct preview {
    uint32_t item;             /* CR_NONE: none */
    struct cr_side_task *task; /* it is being read */
    char *text;
    size_t size;
    bool is_pattern;
    struct cr_pattern pattern;
    char trouble[260];
};

struct browsing {
    struct cr_library *library;
    struct cr_library_place *place;
    enum cr_library_answer answer;
    uint32_t item;
    uint32_t *found, *spare, count, all;
    uint32_t shown; /* rows that there is room for */
    struct preview look;
    struct cr_preview sound;
    struct cr_side_task *search;
    char notice[260];
};

static void read_it(void *context)
{
    struct reading *r = context;
    if (cr_file_read(r->path, CR_FILE_LIMIT, &r->text, &r->size, &r->error))
        r->text = NULL;
}

static void free_reading(void *context)
{
    struct reading *r = context;
    free(r->text);
    free(r);
}

static void forget_look(struct browsing *b)
{
    cr_side_task_drop(b->look.task);
    if (b->look.is_pattern)
        cr_pattern_deinit(&b->look.pattern);
    free(b->look.text);
    b->look = (struct preview){.item = CR_NONE};
}

static const struct cr_library_item *selected(const struct browsing *b)
{
    return b->count ? &b->library->items[b->found[b->place->selected]] : NULL;
}

/* Begins to read the file that is selected. */
static void look(struct browsing *b)
{
    const uint32_t item = b->count ? b->found[b->place->selected] : CR_NONE;
    if (b->look.item == item)
        return;
    forget_look(b);
    b->look.item = item;
    struct reading *r = item == CR_NONE ? NULL : calloc(1, sizeof(*r));
    if (!r)
        return;
    snprintf(r->path, sizeof(r->path), "%s", b->library->items[item].path);
    b->look.task = cr_side_task_start(read_it, free_reading, r);
}

/* What was read; true if there is something else to see. */
static bool take_look(struct browsing *b)
{
    struct cr_diagnostics found = {0};
    struct preview *p = &b->look;
    struct reading *r = p->task ? cr_side_task_done(p->task) : NULL;
    if (!r)
        return false;
    p->text = r->text;
    p->size = r->size;
    r->text = NULL;
    if (!p->text)
        snprintf(p->trouble, sizeof(p->trouble), "%s", r->error.text);
    cr_side_task_drop(p->task);
    p->task = NULL;
    if (!p->text || cr_programme_is(p->text, p->size))
        return true;
    p->is_pattern = !cr_pattern_read(&p->pattern, p->text, p->size, &found);
    if (!p->is_pattern && found.count)
        cr_say(p->trouble, sizeof(p->trouble), _("Line %d: %s"),
               found.items[0].line, found.items[0].text);
    cr_diagnostics_deinit(&found);
    return true;
}

static void find(struct browsing *b)
{
    b->count = cr_library_find(b->library, b->place->shelf, b->place->search,
                               b->place->order, b->found, MOST, &b->all);
    if (b->place->selected >= b->count)
        b->place->selected = b->count ? b->count - 1 : 0;
    look(b);
}

static void select_row(struct browsing *b, int64_t row)
{
    if (!b->count)
        return;
    const int64_t last = (int64_t)b->count - 1;
    b->place->selected = (uint32_t)(row < 0 ? 0 : row > last ? last : row);
    b->notice[0] = '\0';
    cr_preview_stop(&b->sound);
    look(b);
}

static void turn_shelf(struct browsing *b, int by)
{
    b->place->shelf = (enum cr_shelf)(
        ((int)b->place->shelf + by + CR_SHELF_COUNT) % CR_SHELF_COUNT);
    b->place->selected = 0;
    cr_preview_stop(&b->sound);
    find(b);
}

static void hear(struct browsing *b)
{
    struct cr_error error = {0};
    b->notice[0] = '\0';
    if (cr_preview_is_playing(&b->sound))
        cr_preview_stop(&b->sound);
    else if (!b->look.is_pattern)
        cr_say(b->notice, sizeof(b->notice), "%s",
               b->look.task ? _("It is still being read")
               : b->look.trouble[0]
                   ? _("It cannot be read, and so not heard")
                   : _("A programme is not heard, but played"));
    else if (cr_preview_play(&b->sound, b->look.text, b->look.size, &error))
        snprintf(b->notice, sizeof(b->notice), "%s", error.text);
}

static void decide(struct cr_scene *scene, enum cr_library_answer answer)
{
    struct browsing *b = scene->context;
    if (!b->count)
        return;
    b->answer = answer;
    b->item = b->found[b->place->selected];
    scene->is_over = true;
}

static void erase(struct browsing *b)
{
    if (!cr_typed_erase(b->place->search))
        return;
    b->place->selected = 0;
    find(b);
}

static void leave(struct cr_scene *scene)
{
    struct browsing *b = scene->context;
    if (!b->place->search[0]) {
        scene->is_over = true;
        return;
    }
    b->place->search[0] = '\0';
    find(b);
}

static void key(struct cr_scene *scene, const SDL_KeyboardEvent *event)
{
    struct browsing *b = scene->context;
    const int64_t row = b->place->selected, page = b->shown;
    scene->is_stale = true;
    switch (event->keysym.sym) {
    case SDLK_UP: select_row(b, row - 1); break;
    case SDLK_DOWN: select_row(b, row + 1); break;
    case SDLK_PAGEUP: select_row(b, row - page); break;
    case SDLK_PAGEDOWN: select_row(b, row + page); break;
    case SDLK_HOME: select_row(b, 0); break;
    case SDLK_END: select_row(b, MOST); break;
    case SDLK_LEFT: turn_shelf(b, -1); break;
    case SDLK_RIGHT: turn_shelf(b, 1); break;
    case SDLK_TAB:
        turn_shelf(b, event->keysym.mod & KMOD_SHIFT ? -1 : 1);
        break;
    case SDLK_BACKSPACE: erase(b); break;
    case SDLK_F6:
        b->place->order = (b->place->order + 1) % CR_ORDER_COUNT;
        find(b);
        break;
    case SDLK_F7: hear(b); break;
    case SDLK_F8: decide(scene, CR_LIBRARY_EDIT); break;
    case SDLK_RETURN:
    case SDLK_KP_ENTER: decide(scene, CR_LIBRARY_PLAY); break;
    case SDLK_ESCAPE: leave(scene); break;
    default: break;
    }
}

static void text(struct cr_scene *scene, const char *typed)
{
    struct browsing *b = scene->context;
    const size_t used = strlen(b->place->search);
    if (used + strlen(typed) >= sizeof(b->place->search) ||
        (!used && typed[0] == ' '))
        return;
    snprintf(b->place->search + used, sizeof(b->place->search) - used, "%s",
             typed);
    b->place->selected = 0;
    find(b);
    scene->is_stale = true;
}

static void choose(struct cr_scene *scene, int row)
{
    struct browsing *b = scene->context;
    if (row >= SHELF_ROW)
        turn_shelf(b, row - SHELF_ROW - (int)b->place->shelf);
    else if ((uint32_t)row == b->place->selected)
        decide(scene, CR_LIBRARY_PLAY);
    else
        select_row(b, row);
}

static void update(struct cr_scene *scene)
{
    struct browsing *b = scene->context;
    struct cr_exercises exercises;
    struct cr_error error = {0};
    enum cr_status status;
    const bool was_heard = cr_preview_is_playing(&b->sound);
    cr_preview_update(&b->sound);
    scene->is_stale |= take_look(b);
    scene->is_stale |= was_heard != cr_preview_is_playing(&b->sound);
    if (!b->search ||
        !cr_exercise_search_look(b->search, &exercises, &status, &error))
        return;
    cr_side_task_drop(b->search);
    b->search = NULL;
    if (!status) {
        cr_library_take_history(b->library, &exercises);
        cr_exercises_destroy(&exercises);
        find(b);
    }
    scene->is_stale = true;
}

static const struct cr_type small = {CR_FACE_TEXT, 19, false};

static void draw_shelves(struct cr_sheet *s, const struct browsing *b, double x,
                         double width)
{
    double y = s->top + 22;
    for (int i = 0; i < CR_SHELF_COUNT; i++, y += 58) {
        const bool is_own = i == (int)b->place->shelf;
        char name[64], count[16];
        uint32_t none, all;
        (void)cr_library_find(b->library, (enum cr_shelf)i, "", CR_ORDER_AS_IS,
                              &none, 0, &all);
        if (is_own) {
            cr_fill_box(s->cr, s->theme->bg3, x, y, width, 50);
            cr_fill_box(s->cr, s->theme->ink1, x, y, 5, 50);
        }
        cr_capitals(cr_shelf_name((enum cr_shelf)i), name, sizeof(name));
        snprintf(count, sizeof(count), "%u", all);
        cr_draw_ends(s->cr, name, (struct cr_type){CR_FACE_TITLE, 31, true},
                     is_own ? s->theme->ink1 : s->theme->ink2, count, small,
                     s->theme->ink2, x + 20, y + 35, width - 36);
        cr_sheet_add_row(s, x, y, width, 50, SHELF_ROW + i);
    }
}

static void draw_item(struct cr_sheet *s, const struct cr_library_item *item,
                      bool is_selected, double x, double y, double width)
{
    const struct cr_theme *t = s->theme;
    const struct cr_colour ink = is_selected ? t->inv : t->ink1;
    const struct cr_colour faint = is_selected ? t->inv : t->ink2;
    const struct cr_type big = {CR_FACE_TITLE, 31, true};
    const bool is_narrow = width < NARROW;
    const double score = x + width - (is_narrow ? 10 : 18);
    const double meter = score - (is_narrow ? 108 : 184);
    char text[160];
    if (is_selected)
        cr_fill_box(s->cr, t->ink1, x, y, width, PITCH - 4);
    else
        cr_fill_box(s->cr, t->line1, x, y + PITCH - 3, width, 1.5);
    cr_capitals(item->title, text, sizeof(text));
    cr_draw_fitting(s->cr, text, big, ink, x + 18, y + 42, meter - x - 30);
    cr_draw_text(s->cr, item->is_programme ? "" : item->meter, big, ink,
                 CR_LEFT, meter, y + 42);
    if (!is_narrow)
        cr_draw_fitting(s->cr, item->groups,
                        (struct cr_type){CR_FACE_TEXT, 18, false}, faint,
                        meter + 64, y + 39, 62);
    if (item->is_broken)
        cr_say(text, sizeof(text), _("mistake"));
    else if (item->is_programme)
        cr_say(text, sizeof(text), _("programme"));
    else if (item->has_best)
        snprintf(text, sizeof(text), "%.0f", item->best_score);
    else
        cr_say(text, sizeof(text), "%s", item->takes ? _("played") : _("new"));
    cr_draw_text(s->cr, text, item->has_best && !item->is_broken ? big : small,
                 item->has_best ? ink : faint, CR_RIGHT, score, y + 40);
}

/* Nothing was found on this shelf: where else it is. */
static void say_elsewhere(const struct browsing *b, char *text, size_t size)
{
    size_t used = (size_t)cr_say(
        text, size, _("Nothing here has \xE2\x80\x9C%s\xE2\x80\x9D."),
        b->place->search);
    for (int i = 0; i < CR_SHELF_COUNT && used < size; i++) {
        uint32_t all;
        const uint32_t count =
            cr_library_find(b->library, (enum cr_shelf)i, b->place->search,
                            CR_ORDER_AS_IS, b->spare, MOST, &all);
        if (count)
            used += (size_t)snprintf(text + used, size - used, " %s: %u.",
                                     cr_shelf_name((enum cr_shelf)i), count);
    }
    if (used < size)
        cr_say(text + used, size - used, _(" Esc clears the search."));
}

static void draw_list(struct cr_sheet *s, struct browsing *b, double x,
                      double width)
{
    const double top = s->top + 48;
    const uint32_t rows = (uint32_t)fmax(1, (s->bottom - top - 30) / PITCH);
    const uint32_t own = b->place->selected;
    char text[300];
    b->shown = rows;
    cr_draw_text(s->cr, _("Name"), small, s->theme->ink2, CR_LEFT, x + 18,
                 s->top + 34);
    const bool is_narrow = width < NARROW;
    const double columns = is_narrow ? 118 : 202;
    cr_draw_ends(s->cr, _("Meter"), small, s->theme->ink2,
                 is_narrow ? _("best") : _("best score"), small, s->theme->ink2,
                 x + width - columns, s->top + 34, columns - 18);
    uint32_t first = own > rows / 2 ? own - rows / 2 : 0;
    if (first + rows > b->count)
        first = b->count > rows ? b->count - rows : 0;
    double y = top;
    for (uint32_t i = first; i < b->count && i < first + rows; i++) {
        draw_item(s, &b->library->items[b->found[i]], i == own, x, y, width);
        cr_sheet_add_row(s, x, y, width, PITCH - 4, (int)i);
        y += PITCH;
    }
    text[0] = '\0';
    if (!b->all)
        cr_say(text, sizeof(text), "%s",
               b->place->shelf == CR_SHELF_MINE
                   ? _("Nothing is here yet: N at home begins a pattern, F8 on "
                       "another shelf copies one.")
                   : _("Nothing is on this shelf."));
    else if (!b->count)
        say_elsewhere(b, text, sizeof(text));
    else if (b->count < b->all)
        cr_say(text, sizeof(text),
               _("%u more on this shelf without \xE2\x80\x9C%s\xE2\x80\x9D."),
               b->all - b->count, b->place->search);
    else if (b->place->order)
        cr_say(text, sizeof(text), _("Sorted %s."),
               cr_library_order_words(b->place->order));
    (void)cr_sheet_lines(s, text, small, s->theme->ink3, x + 18,
                         fmin(y + 34, s->bottom - 12), width - 36, 28,
                         (int)fmax(1, fmin(3, (s->bottom - y - 18) / 28)));
}

/* Returns where the next one begins; what ends below `limit` is left out. */
static double draw_fact(struct cr_sheet *s, const char *name, const char *text,
                        double x, double y, double width, double limit)
{
    if (!text || !text[0] || y > limit)
        return y;
    cr_draw_fitting(s->cr, name, small, s->theme->ink2, x, y, 98);
    return fmax(y + 34,
                cr_sheet_lines(s, text, small, s->theme->ink1, x + 108, y,
                               width - 108, 26, y + 26 > limit ? 1 : 2) +
                    8);
}

static void say_tempo(const struct cr_pattern *p, char *text, size_t size)
{
    const double from =
        (double)p->tempo.from_bpm.num / (double)p->tempo.from_bpm.den;
    if (p->tempo.is_ramp)
        cr_say(text, size, _("%.4g to %.4g bpm"), from,
               (double)p->tempo.to_bpm.num / (double)p->tempo.to_bpm.den);
    else
        cr_say(text, size, _("%.4g bpm"), from);
}

static void say_played(const struct cr_library_item *item, char *text,
                       size_t size)
{
    if (!item->takes)
        cr_say(text, size, _("not played yet"));
    else if (item->has_best)
        cr_say(text, size,
               cr_words_n("%u take, best %.0f at %.4g bpm",
                          "%u takes, best %.0f at %.4g bpm", item->takes),
               item->takes, item->best_score, item->best_bpm);
    else
        cr_say(text, size, cr_words_n("%u take", "%u takes", item->takes),
               item->takes);
}

static void draw_facts(struct cr_sheet *s, const struct browsing *b, double x,
                       double y, double width, double limit)
{
    const struct cr_library_item *item = selected(b);
    const struct cr_pattern *p = &b->look.pattern;
    char words[120];
    if (b->look.is_pattern) {
        uint32_t bars = 0;
        for (uint32_t i = 0; i < p->play_count; i++)
            bars += p->sections[p->play[i].section].bar_count *
                    (uint32_t)(p->play[i].repeats > 0 ? p->play[i].repeats : 1);
        say_tempo(p, words, sizeof(words));
        y = draw_fact(s, _("Tempo"), words, x, y, width, limit);
        cr_say(words, sizeof(words),
               cr_words_n("%u bar of %s", "%u bars of %s", bars), bars,
               item->meter);
        y = draw_fact(s, _("Length"), words, x, y, width, limit);
        y = draw_fact(s, _("Tags"), p->tags, x, y, width, limit);
    }
    say_played(item, words, sizeof(words));
    y = draw_fact(s, _("You"), words, x, y, width, limit);
    y = draw_fact(s, _("File"), item->file, x, y, width, limit);
    if (b->look.trouble[0]) {
        cr_draw_fitting(s->cr, _("It has a mistake:"), small, s->theme->ink1, x,
                        y + 8, width);
        (void)cr_sheet_lines(s, b->look.trouble, small, s->theme->alert, x,
                             y + 38, width, 26, 3);
    } else if (b->look.is_pattern && p->note_count) {
        (void)draw_fact(s, _("Note"), p->notes[0], x, y, width, limit);
    }
}

static void draw_card(struct cr_sheet *s, const struct browsing *b, double x,
                      double width)
{
    const struct cr_library_item *item = selected(b);
    const double top = s->top + 16, in = x + 26, room = width - 52;
    const double bottom = s->bottom - 18;
    const bool is_heard = cr_preview_is_playing(&b->sound);
    char title[160];
    cr_fill_box(s->cr, s->theme->bg2, x, top, width, bottom - top);
    if (!item)
        return;
    cr_capitals(item->title, title, sizeof(title));
    cr_draw_fitting(s->cr, title, (struct cr_type){CR_FACE_TITLE, 44, true},
                    s->theme->ink1, in, top + 52, room);
    double y = top + 76;
    if (b->look.is_pattern)
        y += cr_sheet_pattern(s, &b->look.pattern, in, y, room,
                              fmin(190, bottom - top - 300)) +
             38;
    else
        y += 24;
    draw_facts(s, b, in, y, room, bottom - 122);
    (void)cr_sheet_button(s, "Enter", SDLK_RETURN,
                          item->is_broken ? _("see what is wrong") : _("play"),
                          in, bottom - 104, room);
    if (b->notice[0]) {
        cr_draw_fitting(s->cr, b->notice, small, s->theme->ink1, in,
                        bottom - 20, room);
        return;
    }
    const struct cr_hint more[] = {
        {"F7", NULL, is_heard ? N_("stop") : N_("hear it")},
        {"F8", NULL,
         item->shelf == CR_SHELF_MINE ? N_("edit") : N_("edit a copy")}};
    const double end = cr_draw_hints_in(s->cr, s->theme, more, 1, in,
                                        bottom - 27, room * 0.42);
    const double from = end + 26;
    const double last = cr_draw_hints_in(s->cr, s->theme, more + 1, 1, from,
                                         bottom - 27, in + room - from);
    cr_sheet_add_key(s, in, bottom - 42, end - in, 30, SDLK_F7);
    cr_sheet_add_key(s, from, bottom - 42, last - from, 30, SDLK_F8);
}

static void draw_search(struct cr_sheet *s, const struct browsing *b)
{
    const double width = fmin(380, s->layout.width * 0.4), tall = 46;
    const double x = s->layout.width - s->margin - width;
    const double y = (s->top - tall) / 2;
    const struct cr_type type = {CR_FACE_TEXT, 22, false};
    char count[48];
    cr_fill_box(s->cr, s->theme->bg2, x, y, width, tall);
    cr_set_colour(s->cr, s->theme->line2);
    cairo_set_line_width(s->cr, 1.5);
    cairo_rectangle(s->cr, x, y, width, tall);
    cairo_stroke(s->cr);
    cr_say(count, sizeof(count), _("%u of %u"), b->count, b->all);
    cr_draw_text(s->cr, count, small, s->theme->ink2, CR_RIGHT, x + width - 18,
                 y + 30);
    const char *typed = b->place->search;
    if (typed[0])
        cr_draw_fitting(s->cr, typed, type, s->theme->ink1, x + 18, y + 31,
                        width - 130);
    else
        cr_draw_fitting(s->cr, _("type to search"), type, s->theme->ink3,
                        x + 18, y + 31, width - 130);
    if (typed[0])
        cr_fill_box(s->cr, s->theme->ink1,
                    x + 20 +
                        fmin(cr_text_width(s->cr, typed, type), width - 130),
                    y + 8, 2, tall - 16);
}

static void draw(struct cr_sheet *s, void *context)
{
    static const struct cr_hint hints[] = {
        {"Up", "Down", N_("choose")},
        {"Left", "Right", N_("shelf")},
        {N_("any letter"), NULL, N_("search")},
        {"F6", NULL, N_("sort")},
        {"F1", NULL, N_("help")},
        {"Esc", NULL, N_("clear, then home")}};
    struct browsing *b = context;
    (void)cr_sheet_begin(s, cr_shelf_name(b->place->shelf),
                         fmin(380, s->layout.width * 0.4) + 20);
    const double width = s->layout.width;
    /* what there is no room for is left out, the list never */
    const double shelves = width > 980 ? 216 : 0;
    const double card = width > 1150 ? 428 : width > 700 ? width * 0.38 : 0;
    const double list = s->margin - 16 + (shelves > 0 ? shelves + 24 : 0);
    const double end = width - s->margin - (card > 0 ? card + 28 : 0);
    draw_search(s, b);
    if (shelves > 0)
        draw_shelves(s, b, s->margin - 16, shelves);
    draw_list(s, b, list, end - list);
    if (card > 0)
        draw_card(s, b, width - s->margin - card, card);
    cr_sheet_hints(s, hints, sizeof(hints) / sizeof(hints[0]));
}

enum cr_status cr_library_show(struct cr_stage *stage,
                               struct cr_library *library,
                               const struct cr_live_wish *wish,
                               struct cr_library_place *place,
                               enum cr_library_answer *answer, uint32_t *item,
                               struct cr_error *error)
{
    struct browsing b = {.library = library,
                         .place = place,
                         .found = malloc(2 * MOST * sizeof(uint32_t)),
                         .look = {.item = CR_NONE},
                         .sound = {.wish = *wish}};
    struct cr_scene scene = {.screen = CR_SCREEN_LIBRARY,
                             .context = &b,
                             .takes_text = true,
                             .draw = draw,
                             .key = key,
                             .text = text,
                             .choose = choose,
                             .update = update};
    if (!b.found)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    b.spare = b.found + MOST;
    b.search = cr_exercise_search(0, (int64_t)time(NULL) * 1000);
    find(&b);
    const enum cr_status status = cr_scene_show(stage, &scene, error);
    cr_preview_close(&b.sound);
    forget_look(&b);
    cr_side_task_drop(b.search);
    free(b.found);
    *answer = b.answer;
    *item = b.item;
    return status;
}
