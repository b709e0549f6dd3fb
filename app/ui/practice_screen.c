#include "app/ui/practice_screen.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/ui/meter_strip.h"
#include "app/ui/practice_words.h"
#include "app/ui/question_panel.h"
#include "app/ui/visual_click.h"
#include "patterns/words.h"

enum { LANE_MEAN = 8 };

void cr_practice_screen_init(struct cr_practice_screen *screen,
                             struct cr_stage *stage, const struct cr_live *live)
{
    memset(screen, 0, sizeof(*screen));
    screen->stage = stage;
    cr_sprites_init(&screen->sprites, &stage->canvas, 1);
    screen->live = live;
    screen->theme = stage->theme;
    screen->hit_scale = 1;
    screen->page = &screen->pages[0];
}

void cr_practice_screen_forget(struct cr_practice_screen *screen)
{
    cr_sprites_clear(&screen->sprites);
    cr_canvas_forget(&screen->stage->canvas);
    for (int i = 0; i < CR_PAGE_COUNT; i++) {
        if (screen->pages[i].picture)
            cairo_surface_destroy(screen->pages[i].picture);
    }
    memset(screen->pages, 0, sizeof(screen->pages));
    screen->page = &screen->pages[0];
}

void cr_practice_screen_deinit(struct cr_practice_screen *screen)
{
    cr_practice_screen_forget(screen);
}

#define LIGHTS_NS INT64_C(150000000) /* for going down, or up */

/* The standing layer. */

struct standing_job {
    const struct cr_practice_screen *screen;
    double scale;
    struct cr_standing shows;
};

static void draw_standing(cairo_t *cr, void *context)
{
    const struct standing_job *job = context;
    const struct cr_grid *g = &job->screen->grid;
    cairo_scale(cr, job->scale, job->scale);
    struct cr_grid lit = *g;
    lit.is_dark = job->shows.is_dark;
    cr_grid_draw(&lit, cr);
    cr_grid_draw_top(g, cr, job->shows.bpm);
    static const struct cr_hint way_out[] = {
        {"Esc", NULL, N_("I can play: all lessons")}};
    if (job->screen->headline && !g->is_far)
        cr_draw_hints(cr, g->theme, way_out, 1);
    else if (!job->shows.has_question && !g->is_far)
        cr_words_draw_hints(g, cr, job->shows.state);
    if (job->shows.has_question) {
        cr_question_panel_draw(g, cr, _(job->screen->live->known.key.output));
        return;
    }
    if (job->shows.is_dark) {
        cr_words_draw_dark(g, cr);
        return;
    }
    const struct cr_type label = {CR_FACE_TEXT, 19, false};
    const double label_y = cr_grid_playing(g)->top - 12;
    if (!g->is_far)
        cr_draw_fitting(cr, _("lean, ms"), label, g->theme->ink2, g->right + 20,
                        label_y, g->width - g->right - 26);
    if (job->shows.hit_scale > 1) {
        char text[32];
        cr_say(text, sizeof(text), _("hits \xC3\x97%d"), job->shows.hit_scale);
        cr_draw_text(cr, text, label, g->theme->ink1, CR_LEFT, g->right + 20,
                     label_y - 24);
    }
    cr_meter_draw_axis(
        g, cr,
        cr_windows_of(&job->screen->shown.windows, false)[CR_TIGHT] / 100 *
            cr_distance_ms(60000 / job->shows.bpm));
}

static bool same(const struct cr_standing *a, const struct cr_standing *b)
{
    for (uint32_t r = 0; r < CR_GRID_ROWS; r++) {
        if (a->rows[r].bar != b->rows[r].bar ||
            a->rows[r].hint_bar != b->rows[r].hint_bar ||
            a->rows[r].is_next != b->rows[r].is_next)
            return false;
    }
    return a->width == b->width && a->height == b->height &&
           a->row_count == b->row_count && a->bpm == b->bpm &&
           a->state == b->state && a->theme == b->theme &&
           a->hit_scale == b->hit_scale && a->has_question == b->has_question &&
           a->is_dark == b->is_dark && a->is_far == b->is_far &&
           a->unit == b->unit;
}

static uint32_t bar_in_loop(const struct cr_timeline *t, uint32_t bar)
{
    return bar == CR_GRID_NONE ? CR_GRID_NONE
                               : (bar - t->countin_count) % t->loop_bar_count;
}

/* The page that shows `wanted`, or the one unused for longest. */
static struct cr_page *find_page(struct cr_practice_screen *s,
                                 const struct cr_standing *wanted)
{
    struct cr_page *oldest = &s->pages[0];
    for (int i = 0; i < CR_PAGE_COUNT; i++) {
        struct cr_page *page = &s->pages[i];
        if (page->picture && same(wanted, &page->shows))
            return page;
        if (page->used < oldest->used)
            oldest = page;
    }
    if (oldest->picture)
        cairo_surface_destroy(oldest->picture);
    cr_canvas_forget(
        &s->stage->canvas); /* the next may stand at the same address */
    *oldest = (struct cr_page){.shows = *wanted};
    return oldest;
}

/* A question is read by who sits at the keys. */
static struct cr_layout layout_of(const struct cr_practice_screen *s)
{
    if (!s->has_question)
        return cr_stage_layout(s->stage);
    struct cr_stage near = *s->stage;
    near.look.is_far = false;
    near.look.scale = 1;
    return cr_stage_layout(&near);
}

static void refresh(struct cr_practice_screen *s, uint32_t bar, bool is_dark)
{
    const struct cr_timeline *t = &s->live->timeline;
    struct cr_standing wanted = {.width = s->stage->canvas.width,
                                 .height = s->stage->canvas.height,
                                 .bpm = cr_timeline_bar_bpm(t, bar),
                                 .state = s->live->state,
                                 .theme = s->theme,
                                 .hit_scale = s->hit_scale,
                                 .has_question = s->has_question,
                                 .is_dark = is_dark};
    const struct cr_layout layout = layout_of(s);
    wanted.unit = layout.scale;
    wanted.is_far = layout.is_far;
    cr_grid_lay_out(&s->grid, t, s->theme, &layout, bar);
    for (uint32_t i = 0; s->keys && i < s->grid.lane_count; i++) {
        if (s->grid.keys[i])
            s->grid.keys[i] = cr_drum_key_cap(s->keys, s->grid.keys[i]);
    }
    if (s->headline)
        s->grid.has_keys = false; /* any key will do, then */
    wanted.row_count = s->grid.row_count;
    for (uint32_t r = 0; r < s->grid.row_count; r++) {
        const struct cr_grid_row *row = &s->grid.rows[r];
        wanted.rows[r] = (struct cr_standing_row){
            bar_in_loop(t, row->first_bar), bar_in_loop(t, row->hint_bar),
            row->is_next};
    }
    if (wanted.width != s->page->shows.width ||
        wanted.height != s->page->shows.height ||
        wanted.unit != s->page->shows.unit) {
        cr_practice_screen_forget(s);
        cr_sprites_init(&s->sprites, &s->stage->canvas, layout.scale);
    }
    s->page = find_page(s, &wanted);
    s->page->used = ++s->clock;
    if (s->page->picture)
        return;
    struct standing_job job = {s, layout.scale, wanted};
    s->page->picture = cr_picture_of(CAIRO_FORMAT_RGB24, wanted.width,
                                     wanted.height, draw_standing, &job);
    s->redraws++;
}

/* What moves. */

static uint32_t first_shown(const struct cr_practice_screen *s)
{
    uint32_t first = s->grid.rows[0].first_bar;
    for (uint32_t r = 1; r < s->grid.row_count; r++) {
        if (s->grid.rows[r].first_bar < first)
            first = s->grid.rows[r].first_bar;
    }
    return first;
}

/* Notes that have passed turn grey; those that nobody hit show a slash. */
static void draw_passed(struct cr_practice_screen *s,
                        const struct cr_moment *now)
{
    const struct cr_live *live = s->live;
    const struct cr_marker *m = &s->shown;
    const uint32_t first_bar = first_shown(s);
    uint32_t i = cr_marker_first(m, live->timeline.bars[first_bar].start_ns);
    for (; i < m->count && m->targets[i].at_ns <= now->song_ns; i++) {
        const struct cr_target *target = &m->targets[i];
        const struct cr_note *note = &live->timeline.notes[m->notes[i]];
        uint32_t row, lane;
        double x;
        if (target->is_grace ||
            !cr_grid_place(&s->grid, note->bar,
                           (double)note->at.num / (double)note->at.den, &row,
                           &x) ||
            !cr_grid_lane(&s->grid, note->lane, &lane))
            continue;
        struct cr_note_style style =
            cr_grid_note_style(&s->grid, &live->pattern->strokes[note->stroke]);
        const double base = cr_grid_baseline(&s->grid, row, lane);
        style.fill = s->theme->spent;
        style.is_missed = now->shows_hits && !m->is_answered[i] &&
                          target->at_ns + 150000000 < now->song_ns;
        if (style.is_missed) { /* an outline needs its ground back */
            const double tall =
                s->grid.note_height * (style.mark == CR_MARK_ACCENT  ? 1
                                       : style.mark == CR_MARK_GHOST ? 0.46
                                                                     : 0.66);
            cr_sprite_box(&s->sprites, s->theme->bg1, 1,
                          x - s->grid.note_width / 2, base - tall,
                          s->grid.note_width, tall);
            cr_sprite_mark(&s->sprites, CR_HIT_MISSED, s->theme->ink2, x,
                           base + s->grid.lane_height * 0.2,
                           s->grid.lane_height * 0.13, 1);
        }
        cr_sprite_note(&s->sprites, &style, x, base, s->grid.note_width,
                       s->grid.note_height);
        struct cr_grid_box boxes[2];
        const uint32_t graces = cr_grid_graces(
            &s->grid, row, &live->pattern->strokes[note->stroke], x, boxes);
        for (uint32_t k = 0; k < graces; k++)
            cr_sprite_box(&s->sprites, s->theme->spent, 1, boxes[k].x,
                          boxes[k].y, boxes[k].width, boxes[k].height);
    }
}

/* Where a mark fell: from its note, so that an early one stands left of it. */
static uint32_t place_of(const struct cr_practice_screen *s,
                         const struct cr_mark *mark, double *whole)
{
    const struct cr_live *live = s->live;
    const struct cr_timeline *t = &live->timeline;
    if (mark->target == CR_NONE)
        return cr_timeline_place(t, mark->at_ns, whole);
    const struct cr_note *note = &t->notes[s->shown.notes[mark->target]];
    *whole = (double)note->at.num / (double)note->at.den +
             s->hit_scale * mark->error_ms / 1000 *
                 cr_timeline_bpm(t, note->bar, note->at) / 240;
    return note->bar;
}

static bool shows_bar(const struct cr_practice_screen *s, uint32_t bar)
{
    const uint32_t countin = s->live->timeline.countin_count;
    return cr_feedback_shows_bar(s->feedback, bar > countin ? bar - countin : 0,
                                 s->live->wish.session.earn.bars);
}

static bool shows_means(const struct cr_practice_screen *s)
{
    return s->live->state != CR_LIVE_PLAYING ||
           cr_feedback_shows_means(s->feedback);
}

/* Hits where they fell; those of the last time round stay faintly until the
 * playhead comes there again. */
static void draw_marks(struct cr_practice_screen *s,
                       const struct cr_moment *now)
{
    const struct cr_live *live = s->live;
    const struct cr_timeline *t = &live->timeline;
    const uint32_t first = first_shown(s);
    const uint32_t loop = t->loop_bar_count;
    const uint32_t oldest =
        first > loop + t->countin_count ? first - loop - 1 : 0;
    for (uint32_t i = s->shown.mark_count; i-- > 0;) {
        const struct cr_mark *mark = &s->shown.marks[i];
        double whole, x;
        uint32_t row, lane;
        uint32_t bar = place_of(s, mark, &whole);
        if (bar < oldest)
            break;
        const bool is_shown =
            mark->fate != CR_PRESS_MERGED && mark->fate != CR_PRESS_FREE;
        if (!is_shown || !cr_grid_lane(&s->grid, mark->lane, &lane) ||
            (s->live->state == CR_LIVE_PLAYING &&
             !(shows_bar(s, bar) && cr_feedback_shows_mark(s->feedback, mark))))
            continue;
        double opacity = 1;
        if (!cr_grid_place(&s->grid, bar, whole, &row, &x)) {
            bar += loop; /* the last time round */
            opacity = 0.36;
            const bool is_over =
                bar < now->bar || (bar == now->bar && whole < now->whole);
            if (is_over || !cr_grid_place(&s->grid, bar, whole, &row, &x))
                continue;
        }
        if (x < s->grid.left - s->grid.column ||
            x > s->grid.right + s->grid.column)
            continue;
        const enum cr_hit_mark shape = cr_meter_hit_mark(mark);
        cr_sprite_hit(&s->sprites, shape, cr_hit_colour(s->theme, shape), x,
                      cr_grid_baseline(&s->grid, row, lane) +
                          s->grid.lane_height * 0.2,
                      s->grid.lane_height * 0.18, opacity);
    }
}

/* The count and its group: inverted while playing, in outline while counting
 * in. */
static void draw_count(struct cr_practice_screen *s,
                       const struct cr_moment *now, uint32_t bar)
{
    const struct cr_grid *g = &s->grid;
    const struct cr_meter *meter = cr_timeline_meter(g->timeline, bar);
    const int beat = (int)floor(now->whole * meter->unit + 1e-9);
    int first = 0, group = 0;
    double at, from, to;
    uint32_t row;
    char number[16];
    if (beat >= meter->beats)
        return;
    while (first + meter->groups[group] <= beat)
        first += meter->groups[group++];
    if (!cr_grid_place(g, bar, (double)beat / meter->unit, &row, &at) ||
        !cr_grid_place(g, bar, (double)first / meter->unit, &row, &from) ||
        !cr_grid_place(g, bar,
                       (double)(first + meter->groups[group]) / meter->unit,
                       &row, &to))
        return;
    const double half = g->column / 2, y = g->rows[row].top - 8;
    const double size = g->row_count > 1 ? 34 : 46;
    cr_sprite_box(&s->sprites, s->theme->ink1, 1, from - half + 4,
                  g->rows[row].ruler + 5, to - from - 10, 6);
    snprintf(number, sizeof(number), "%d", beat + 1);
    const double wide = size * (beat < 9 ? 0.84 : 1.2);
    const double left = at - wide / 2, top = y - size * 0.82;
    const double tall = size * 0.92;
    cr_sprite_box(&s->sprites, s->theme->ink1, 1, left, top, wide, tall);
    if (now->is_countin)
        cr_sprite_box(&s->sprites, s->theme->bg1, 1, left + 3, top + 3,
                      wide - 6, tall - 6);
    cr_sprite_text(
        &s->sprites, number, (struct cr_type){CR_FACE_TITLE, size, true},
        now->is_countin ? s->theme->ink1 : s->theme->inv, CR_CENTRE, at, y);
}

/* From line to line, if less is to move. */
static double playhead_place(const struct cr_practice_screen *s,
                             const struct cr_moment *now)
{
    const struct cr_meter *meter =
        cr_timeline_meter(s->grid.timeline, now->bar);
    const double line =
        (double)meter->beats / meter->unit / cr_grid_cells(&s->grid, now->bar);
    return s->stage->look.is_calm ? floor(now->whole / line + 1e-9) * line
                                  : now->whole;
}

static void draw_playhead(struct cr_practice_screen *s,
                          const struct cr_moment *now)
{
    uint32_t row;
    double x;
    if (!cr_grid_place(&s->grid, now->bar, playhead_place(s, now), &row, &x))
        return;
    const struct cr_grid_row *r = &s->grid.rows[row];
    const double bottom = r->top + s->grid.lane_height * s->grid.lane_count;
    if (!s->stage->look.is_calm)
        cr_sprite_trail(&s->sprites, s->theme->ink1, 0.15, x - 84, r->top, 84,
                        bottom - r->top, s->grid.left);
    cr_sprite_box(&s->sprites, s->theme->ink1, 1, x - 1.5, r->top - 6, 3,
                  bottom - r->top + 6);
    cr_sprite_shape(&s->sprites, CR_SHAPE_DOWN, s->theme->ink1, x, r->top - 4,
                    8);
}

static void draw_lane_leans(struct cr_practice_screen *s)
{
    const struct cr_grid *g = &s->grid;
    for (uint32_t i = 0; i < g->lane_count; i++) {
        char number[16];
        double mean, sd;
        if (!cr_meter_mean(&s->shown, g->lanes[i], LANE_MEAN, &mean, &sd))
            continue;
        const double y = cr_grid_playing(g)->top + g->lane_height * (i + 0.46);
        const double shown = fmin(floor(fabs(mean) + 0.5), 999);
        const double size =
            fmin(48, g->lane_height * 0.7) * (shown < 100 ? 1 : 0.7);
        const double left = g->right + (g->is_far ? 22 : 34);
        const enum cr_hit_mark mark = cr_lean_mark(mean);
        const double shift = mark == CR_HIT_LOCKED        ? 0
                             : mark == CR_HIT_LOOSE_EARLY ? 9
                                                          : -9;
        snprintf(number, sizeof(number), "%.0f", shown);
        cr_sprite_mark(&s->sprites, mark, cr_hit_colour(s->theme, mark),
                       left + shift, y, size * 0.27, 1);
        cr_sprite_text(&s->sprites, number,
                       (struct cr_type){CR_FACE_TITLE, size, true},
                       s->theme->ink1, CR_LEFT, left + 26, y + size * 0.36);
    }
}

static void draw_progress(struct cr_practice_screen *s,
                          const struct cr_moment *now)
{
    const double done = (double)now->song_ns / (double)s->live->timeline.end_ns;
    if (done > 0)
        cr_sprite_box(&s->sprites, s->theme->ink1, 1, 0, s->grid.status_top - 4,
                      s->grid.width * fmin(done, 1), 4);
}

static bool is_silent(const struct cr_timeline *t, uint32_t bar, int beat)
{
    const struct cr_meter *meter = cr_timeline_meter(t, bar);
    return cr_timeline_passage(t, bar, cr_fraction_make(beat, meter->unit)) ==
           CR_SILENT;
}

/* Lights down: the moment stands still where the silence began. */
static void stand_still(const struct cr_practice_screen *s,
                        struct cr_moment *now)
{
    const struct cr_timeline *t = &s->live->timeline;
    uint32_t end = now->bar + 1;
    int beat = (int)floor(now->whole * cr_timeline_meter(t, now->bar)->unit);
    for (;;) { /* back to its first beat */
        const bool has_before = beat > 0 || now->bar > t->countin_count;
        const uint32_t bar = beat > 0 ? now->bar : now->bar - 1;
        if (!has_before ||
            !is_silent(t, bar,
                       (beat > 0 ? beat : cr_timeline_meter(t, bar)->beats) -
                           1))
            break;
        beat = (beat > 0 ? beat : cr_timeline_meter(t, bar)->beats) - 1;
        now->bar = bar;
    }
    while (end < t->bar_count && is_silent(t, end, 0))
        end++;
    const struct cr_fraction at =
        cr_fraction_make(beat, cr_timeline_meter(t, now->bar)->unit);
    now->whole = (double)at.num / (double)at.den;
    now->song_ns = cr_timeline_ns(t, now->bar, at);
    now->dark_bars = end - now->bar;
    now->is_dark = true;
    now->shows_hits = false;
}

static struct cr_moment moment_of(const struct cr_practice_screen *s,
                                  int64_t song_ns)
{
    const struct cr_live *live = s->live;
    const struct cr_timeline *t = &live->timeline;
    struct cr_moment now = {.song_ns = song_ns,
                            .bar = t->countin_count,
                            .is_playing = cr_live_is_running(live)};
    if (now.is_playing)
        now.bar = cr_timeline_place(t, song_ns, &now.whole);
    now.is_countin = now.bar < t->countin_count;
    now.shows_hits =
        (live->state != CR_LIVE_LISTENING || live->is_replay) &&
        (live->is_replay || !now.is_playing || shows_bar(s, now.bar));
    if (!now.is_playing || now.is_countin)
        return now;
    const struct cr_fraction at = {llround(now.whole * 65536), 65536};
    now.passage = cr_timeline_passage(t, now.bar, at);
    if (now.passage == CR_SILENT && !live->is_replay)
        stand_still(s, &now);
    return now;
}

static void draw_countin(struct cr_practice_screen *s,
                         const struct cr_moment *now)
{
    const struct cr_timeline *t = &s->live->timeline;
    const struct cr_meter *meter = cr_timeline_meter(t, now->bar);
    const double beats = now->whole * meter->unit;
    draw_count(s, now, t->countin_count);
    cr_meter_draw_leader(&s->grid, &s->sprites,
                         1 + (int)fmin(floor(beats + 1e-9), meter->beats - 1),
                         fmin(beats / meter->beats, 1));
}

/* Lights go down and up in a moment: how much of the other state is still seen, at
 * the beginning of a silence and behind its end. */
static double light_left(const struct cr_practice_screen *s,
                         const struct cr_moment *now, int64_t song_ns)
{
    const struct cr_timeline *t = &s->live->timeline;
    int64_t from_ns = now->song_ns;
    if (s->stage->look.is_calm || !now->is_playing || now->is_countin ||
        s->live->is_replay)
        return 0;
    if (!now->is_dark) {
        double whole;
        const uint32_t bar = cr_timeline_place(t, song_ns - LIGHTS_NS, &whole);
        const struct cr_fraction at = {llround(whole * 65536), 65536};
        if (bar == now->bar || cr_timeline_passage(t, bar, at) != CR_SILENT)
            return 0;
        from_ns = t->bars[now->bar].start_ns;
    }
    const double part = (double)(song_ns - from_ns) / LIGHTS_NS;
    return part < 0 || part >= 1 ? 0 : 1 - part;
}

/* What stands still; in a moment between two states, the other one over it. */
static void draw_lights(struct cr_practice_screen *s,
                        const struct cr_moment *now, int64_t song_ns)
{
    const uint32_t bar =
        now->is_countin ? s->live->timeline.countin_count : now->bar;
    const double left = light_left(s, now, song_ns);
    cairo_surface_t *other = NULL;
    if (left > 0) {
        refresh(s, bar, !now->is_dark);
        other = s->page->picture;
    }
    refresh(s, bar, now->is_dark);
    cr_canvas_begin(&s->stage->canvas, s->page->picture);
    if (!other)
        return;
    const struct cr_canvas_item over = {
        .kind = CR_CANVAS_PICTURE,
        .to = {0, 0, s->stage->canvas.width, s->stage->canvas.height},
        .picture = other,
        .colour.a = (Uint8)lround(255 * left)};
    cr_canvas_add(&s->stage->canvas, &over);
}

void cr_practice_screen_draw(struct cr_practice_screen *screen, int64_t song_ns)
{
    struct cr_practice_screen *s = screen;
    const struct cr_moment now = moment_of(s, song_ns);
    s->shown = s->live->marker;
    while (s->live->is_replay && s->shown.mark_count &&
           s->shown.marks[s->shown.mark_count - 1].at_ns > song_ns)
        s->shown.mark_count--; /* that is still to come */
    draw_lights(s, &now, song_ns);
    cr_words_draw_loops(s, &now);
    cr_words_draw_status(s, &now);
    cr_words_draw_headline(s);
    if (!s->has_question) {
        cr_words_draw_next_tempo(s, &now);
        if (now.is_playing && !now.is_countin)
            draw_progress(s, &now);
        if (now.is_playing && !now.is_countin && !now.is_dark) {
            draw_passed(s, &now);
            draw_playhead(s, &now);
            draw_count(s, &now, now.bar);
        }
        if (now.is_playing && !now.is_dark &&
            (s->stage->look.has_visual_click || s->live->is_lost))
            cr_visual_click_draw(&s->grid, &s->sprites, now.bar, song_ns);
        if (now.shows_hits) {
            draw_marks(s, &now);
            if (shows_means(s))
                draw_lane_leans(s);
        }
        if (now.is_countin)
            draw_countin(s, &now);
        else if (now.shows_hits && !now.is_dark && shows_means(s))
            cr_meter_draw_marks(&s->grid, &s->sprites, &s->shown);
    }
    cr_canvas_end(&s->stage->canvas);
}
