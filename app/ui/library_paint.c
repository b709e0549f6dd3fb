#include "app/ui/library_parts.h"

#include <math.h>
#include <stdio.h>

#include "patterns/words.h"

enum { NARROW = 430, PITCH = 66 };

static const struct cr_type small = {CR_FACE_TEXT, 19, false};

static void draw_shelves(struct cr_sheet *s, const struct cr_browsing *b,
                         double x, double width)
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
        cr_sheet_add_row(s, x, y, width, 50, CR_SHELF_ROW + i);
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
    cr_capitals(cr_title(item->title), text, sizeof(text));
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
static void say_elsewhere(const struct cr_browsing *b, char *text, size_t size)
{
    size_t used = (size_t)cr_say(
        text, size, _("Nothing here has \xE2\x80\x9C%s\xE2\x80\x9D."),
        b->place->search);
    for (int i = 0; i < CR_SHELF_COUNT && used < size; i++) {
        uint32_t all;
        const uint32_t count =
            cr_library_find(b->library, (enum cr_shelf)i, b->place->search,
                            CR_ORDER_AS_IS, b->spare, CR_LIBRARY_MOST, &all);
        if (count)
            used += (size_t)snprintf(text + used, size - used, " %s: %u.",
                                     cr_shelf_name((enum cr_shelf)i), count);
    }
    if (used < size)
        cr_say(text + used, size - used, _(" Esc clears the search."));
}

static void draw_list(struct cr_sheet *s, struct cr_browsing *b, double x,
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
    if (!b->library->is_read)
        cr_say(text, sizeof(text), _("The folders are being read."));
    else if (!b->all)
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

static void draw_facts(struct cr_sheet *s, const struct cr_browsing *b,
                       double x, double y, double width, double limit)
{
    const struct cr_library_item *item = cr_browsing_item(b);
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
        (void)draw_fact(s, _("Note"), cr_remark(p->notes[0]), x, y, width,
                        limit);
    }
}

static void draw_card(struct cr_sheet *s, const struct cr_browsing *b, double x,
                      double width)
{
    const struct cr_library_item *item = cr_browsing_item(b);
    const double top = s->top + 16, in = x + 26, room = width - 52;
    const double bottom = s->bottom - 18;
    const bool is_heard = cr_preview_is_playing(&b->sound);
    char title[160];
    cr_fill_box(s->cr, s->theme->bg2, x, top, width, bottom - top);
    if (!item)
        return;
    cr_capitals(cr_title(item->title), title, sizeof(title));
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

static void draw_search(struct cr_sheet *s, const struct cr_browsing *b)
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

void cr_library_draw(struct cr_sheet *s, void *context)
{
    static const struct cr_hint hints[] = {
        {"Up", "Down", N_("choose")},
        {"Left", "Right", N_("shelf")},
        {N_("any letter"), NULL, N_("search")},
        {"F6", NULL, N_("sort")},
        {"F1", NULL, N_("help")},
        {"Esc", NULL, N_("clear, then home")}};
    struct cr_browsing *b = context;
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
