#include "app/ui/practice_words.h"
#include "patterns/words.h"

#include <math.h>
#include <stdio.h>

enum { MOST_PIPS = 16 };

void cr_words_draw_loops(struct cr_practice_screen *s,
                         const struct cr_moment *now)
{
    const struct cr_live *live = s->live;
    const struct cr_grid *g = &s->grid;
    const uint32_t all = live->plan.timeline.loops;
    uint32_t loop = now->is_playing && !now->is_countin
                        ? live->timeline.bars[now->bar].loop + 1
                        : 0;
    const double scale = g->top_scale, y = 106 * scale;
    const struct cr_type big = {CR_FACE_TITLE, 72 * scale, true};
    const struct cr_type small = {CR_FACE_TITLE, 42 * scale, true};
    char text[64];
    const double digits = loop < 10 ? 1 : loop < 100 ? 2 : loop < 1000 ? 3 : 4;
    snprintf(text, sizeof(text), "%u", loop);
    cr_sprite_text(&s->sprites, text, big, s->theme->ink1, CR_LEFT, g->margin,
                   y);
    cr_say(text, sizeof(text), cr_words_n("OF %u LOOP", "OF %u LOOPS", all),
           all);
    cr_sprite_text(&s->sprites, text, small, s->theme->ink2, CR_LEFT,
                   g->margin + big.size * 0.396 * digits + 12, y);
}

/* The next bar that differs in tempo, meter or section; 0 if none is near. */
static uint32_t find_change(const struct cr_timeline *t, uint32_t bar,
                            uint32_t within, bool tempo_only)
{
    for (uint32_t b = bar + 1; b < t->bar_count && b <= bar + within; b++) {
        if (fabs(cr_timeline_bar_bpm(t, b) - cr_timeline_bar_bpm(t, bar)) >
            0.05)
            return b;
        if (!tempo_only &&
            (cr_timeline_meter(t, b) != cr_timeline_meter(t, bar) ||
             t->bars[b].section != t->bars[bar].section))
            return b;
    }
    return 0;
}

void cr_words_draw_next_tempo(struct cr_practice_screen *s,
                              const struct cr_moment *now)
{
    const struct cr_timeline *t = &s->live->timeline;
    const struct cr_grid *g = &s->grid;
    const uint32_t bar = find_change(t, now->bar, 64, true);
    const double scale = g->top_scale;
    const struct cr_type type = {CR_FACE_TITLE, 34 * scale, true};
    char text[64];
    if (!bar || now->is_countin)
        return;
    const double x = g->width / 2 + 150 * scale;
    cr_say(text, sizeof(text), _("NEXT %.4g"), cr_timeline_bar_bpm(t, bar));
    cr_sprite_text(&s->sprites, text, type, s->theme->ink2, CR_LEFT, x,
                   69 * scale);
    cr_say(text, sizeof(text),
           cr_words_n("IN %u BAR", "IN %u BARS", bar - now->bar),
           bar - now->bar);
    cr_sprite_text(&s->sprites, text, type, s->theme->ink2, CR_LEFT, x,
                   104 * scale);
}

/* A disc for each bar of the loop: gone, now, to come; a ring if it is silent.
 * Returns where they end. */
static double draw_pips(struct cr_practice_screen *s,
                        const struct cr_moment *now)
{
    const struct cr_timeline *t = &s->live->timeline;
    const double y = s->grid.status_top + 29;
    double x = s->grid.margin + 9;
    if (t->loop_bar_count < 2 || t->loop_bar_count > MOST_PIPS)
        return s->grid.margin;
    const bool is_going = now->is_playing && !now->is_countin;
    const uint32_t own =
        is_going ? (now->bar - t->countin_count) % t->loop_bar_count : CR_NONE;
    for (uint32_t b = 0; b < t->loop_bar_count; b++, x += 31) {
        const bool is_gone = own != CR_NONE && b < own;
        const uint32_t bar =
            now->bar - (own == CR_NONE ? 0 : own) + b; /* of the timeline */
        const bool is_silent =
            is_going && cr_timeline_passage(
                            t, bar, (struct cr_fraction){0, 1}) == CR_SILENT;
        cr_sprite_shape(&s->sprites, is_silent ? CR_SHAPE_RING : CR_SHAPE_DISC,
                        is_gone ? s->theme->line2 : s->theme->ink1, x, y, 9);
        if (b == own)
            cr_sprite_shape(&s->sprites, CR_SHAPE_FRAME, s->theme->ink1, x, y,
                            16);
    }
    return x + 10;
}

static void name_change(const struct cr_timeline *t, uint32_t bar,
                        uint32_t next, char *text, size_t size)
{
    const struct cr_meter *meter = cr_timeline_meter(t, next);
    const struct cr_section *section =
        &t->pattern->sections[t->bars[next].section];
    const bool is_other_part = t->bars[next].section != t->bars[bar].section;
    int used = cr_say(text, size, _("Next bar:"));
    if (is_other_part && section->name)
        used += snprintf(text + used, size - (size_t)used, " %.40s,",
                         section->name);
    if (meter != cr_timeline_meter(t, bar))
        used += snprintf(text + used, size - (size_t)used, " %d/%d,",
                         meter->beats, meter->unit);
    if (fabs(cr_timeline_bar_bpm(t, next) - cr_timeline_bar_bpm(t, bar)) > 0.05)
        used += cr_say(text + used, size - (size_t)used, _(" %.4g bpm,"),
                       cr_timeline_bar_bpm(t, next));
    text[used - 1] = '\0'; /* the last comma, or the colon */
}

/* How the bar before went. */
static void name_bar(const struct cr_live *live, uint32_t bar, char *text,
                     size_t size)
{
    const struct cr_timeline *t = &live->timeline;
    if (bar <= t->countin_count)
        return;
    const struct cr_marker_sum sum = cr_marker_sum(
        &live->marker, t->bars[bar - 1].start_ns, t->bars[bar].start_ns);
    const uint32_t missed = sum.notes - sum.hits;
    int used =
        cr_say(text, size, _("Last bar: %s"), sum.hits ? "" : _("no hits"));
    if (sum.hits && fabs(sum.mean_ms) < 3)
        used += cr_say(text + used, size - (size_t)used, _("on time"));
    else if (sum.hits)
        used +=
            cr_say(text + used, size - (size_t)used, _("%.0f ms %s"),
                   fabs(sum.mean_ms), sum.mean_ms < 0 ? _("early") : _("late"));
    if (sum.hits && missed)
        cr_say(text + used, size - (size_t)used, _(", %u missed"), missed);
}

/* What a passage asks for; how a silence ended, in the bar behind it. */
static void name_passage(const struct cr_live *live,
                         const struct cr_moment *now, char *text, size_t size)
{
    const struct cr_timeline *t = &live->timeline;
    uint32_t first = now->bar;
    if (now->is_dark)
        cr_say(text, size,
               cr_words_n("Click silent, %u bar. Your time now.",
                          "Click silent, %u bars. Your time now.",
                          now->dark_bars),
               now->dark_bars);
    else if (now->passage == CR_BREAK)
        cr_say(text, size, _("Rest: you stop as well"));
    else if (now->passage == CR_LEAD_IN)
        cr_say(text, size, _("Lead-in: not judged yet"));
    else
        while (first > t->countin_count &&
               cr_timeline_passage(t, first - 1, (struct cr_fraction){0, 1}) ==
                   CR_SILENT)
            first--;
    if (first == now->bar)
        return;
    const struct cr_marker_sum sum =
        cr_marker_sum(&live->marker, t->bars[now->bar].start_ns,
                      t->bars[now->bar].start_ns + 1);
    const uint32_t bars = now->bar - first;
    if (!sum.hits)
        cr_say(text, size, _("The click is back"));
    else if (fabs(sum.mean_ms) < 0.5)
        cr_say(text, size,
               cr_words_n("Back, on time over %u bar",
                          "Back, on time over %u bars", bars),
               bars);
    else
        cr_say(text, size,
               cr_words_n("Back, %.0f ms %s over %u bar",
                          "Back, %.0f ms %s over %u bars", bars),
               fabs(sum.mean_ms), sum.mean_ms < 0 ? _("early") : _("late"),
               bars);
}

void cr_words_draw_dark(const struct cr_grid *grid, cairo_t *cr)
{
    const double x = grid->width / 2;
    const double middle = (grid->meter_top + grid->hints_top) / 2;
    cr_draw_text(cr, _("Lights down: nothing moves, so nothing can help you."),
                 (struct cr_type){CR_FACE_TEXT, 32, true}, grid->theme->ink1,
                 CR_CENTRE, x, middle - 6);
    cr_draw_text(cr, _("Your hits are kept and shown when the click is back."),
                 (struct cr_type){CR_FACE_TEXT, 26, false}, grid->theme->ink2,
                 CR_CENTRE, x, middle + 36);
}

/* In letters that are smaller if there are many of them. */
static void draw_sentence(struct cr_practice_screen *s, const char *text,
                          double x, double room)
{
    struct cr_type type = {CR_FACE_TEXT, 29, true};
    const double width = cr_sprite_text_width(&s->sprites, text, type);
    if (width > room)
        type.size = fmax(17, floor(type.size * room / width));
    cr_sprite_text(&s->sprites, text, type, s->theme->ink1, CR_LEFT, x,
                   s->grid.status_top + 39);
}

void cr_words_draw_headline(struct cr_practice_screen *s)
{
    const struct cr_grid *g = &s->grid;
    const struct cr_type type = {CR_FACE_TITLE, 76, true};
    if (s->headline && g->row_count)
        cr_sprite_text(&s->sprites, s->headline, type, s->theme->ink1,
                       CR_CENTRE, g->width / 2,
                       (g->rows[g->row_count - 1].top +
                        g->lane_height * g->lane_count + g->meter_top) /
                               2 +
                           26);
}

void cr_words_draw_status(struct cr_practice_screen *s,
                          const struct cr_moment *now)
{
    const struct cr_live *live = s->live;
    const struct cr_timeline *t = &live->timeline;
    const struct cr_grid *g = &s->grid;
    char text[256] = "";
    if (now->is_playing && !now->is_countin && live->state == CR_LIVE_PLAYING)
        name_passage(live, now, text, sizeof(text));
    const uint32_t next = now->is_playing && !now->is_countin && !text[0]
                              ? find_change(t, now->bar, 1, false)
                              : 0;
    const double x = draw_pips(s, now);
    if (s->message)
        snprintf(text, sizeof(text), "%s", s->message);
    else if (s->input_notice && s->input_notice[0])
        snprintf(text, sizeof(text), "%s", s->input_notice);
    else if (text[0])
        ; /* the passage has said it */
    else if (now->is_countin)
        cr_say(text, sizeof(text),
               cr_words_n("Count-in, %u bar", "Count-in, %u bars",
                          t->countin_count),
               t->countin_count);
    else if (next)
        name_change(t, now->bar, next, text, sizeof(text));
    else if (live->is_replay)
        cr_say(text, sizeof(text),
               _("Your take again: pattern left, you right. Esc goes back"));
    else if (live->state == CR_LIVE_LISTENING)
        cr_say(text, sizeof(text), _("Listen. Enter starts, F7 stops"));
    else if (live->state == CR_LIVE_DONE)
        cr_say(text, sizeof(text), _("Enter plays it again, Esc leaves"));
    else if (live->state == CR_LIVE_PLAYING && s->feedback == CR_FEEDBACK_BAR)
        name_bar(live, now->bar, text, sizeof(text));
    else if (live->notice[0])
        cr_say(text, sizeof(text), "%s%s", live->notice,
               live->state == CR_LIVE_READY ? _(". Enter starts silently")
                                            : "");
    else if (s->has_question)
        cr_say(text, sizeof(text), _("One question first"));
    else if (live->state == CR_LIVE_READY)
        cr_say(text, sizeof(text), _("Enter, or four even hits on any drum"));
    draw_sentence(s, text, x, g->width - g->margin - 40 - x);
    if (next) /* the cue mark of a change */
        cr_sprite_shape(&s->sprites, CR_SHAPE_RING, s->theme->ink1,
                        g->width - g->margin - 13, g->status_top + 29, 13);
}

void cr_words_draw_hints(const struct cr_grid *grid, cairo_t *cr,
                         enum cr_live_state state)
{
    const struct cr_grid *g = grid;
    const bool is_running =
        state == CR_LIVE_PLAYING || state == CR_LIVE_LISTENING;
    const bool is_narrow = g->is_compact;
    const struct cr_hint hints[] = {
        {"Enter", NULL, is_running ? N_("stop") : N_("start")},
        {is_narrow ? "Bksp" : "Backspace", NULL, N_("retake")},
        {"Up", "Down", N_("tempo")},
        {"F2", NULL, N_("click")},
        {"F4", NULL, N_("how")},
        {"F6", NULL, is_narrow ? NULL : N_("feedback")},
        {"F7", NULL, N_("hear")},
        {"F8", NULL, is_narrow ? NULL : N_("zoom")},
        {"Esc", NULL, state == CR_LIVE_PLAYING ? N_("finish") : N_("leave")}};
    (void)cr_draw_hints_in(
        cr, g->theme, hints, sizeof(hints) / sizeof(hints[0]), g->margin,
        (g->height + g->hints_top) / 2, g->width - 2 * g->margin);
}
