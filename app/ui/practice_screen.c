#include "app/ui/practice_screen.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { METER_MARKS = 22, METER_MEAN = 16, LANE_MEAN = 8 };

void cr_practice_screen_init(struct cr_practice_screen *screen,
                             SDL_Renderer *renderer, const struct cr_live *live,
                             const struct cr_theme *theme)
{
    memset(screen, 0, sizeof(*screen));
    screen->renderer = renderer;
    screen->live = live;
    screen->theme = theme;
    screen->is_stale = true;
}

void cr_practice_screen_deinit(struct cr_practice_screen *screen)
{
    cr_sprites_clear(&screen->sprites);
    SDL_DestroyTexture(screen->standing);
    screen->standing = NULL;
}

static double units(const struct cr_practice_screen *s, int width, int height)
{
    (void)s;
    const double u = fmin(width / 1280.0, height / 800.0);
    if (width >= 1100 && height >= 700)
        return u;
    return fmin(width / 1000.0, height / 750.0);
}

/* Standing layer: grid, letterbox words, hints. */

static void draw_hints(const struct cr_grid *g, cairo_t *cr)
{
    static const struct {
        const char *key, *words;
    } hints[] = {{"Enter", "start, stop"},
                 {"Backspace", "retake"},
                 {"Up", ""},
                 {"Down", "tempo"},
                 {"Esc", "finish"}};
    const struct cr_type type = {CR_FACE_TEXT, 18, false};
    double x = g->margin;
    const double y = g->hints_top + 10;
    for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++) {
        x += cr_draw_key(cr, g->theme, hints[i].key, 30, x, y) + 8;
        if (hints[i].words[0])
            x += cr_draw_text(cr, hints[i].words, type, g->theme->ink2, CR_LEFT,
                              x, y + 21) + 26;
    }
}

static void draw_meter_axis(const struct cr_grid *g, cairo_t *cr)
{
    const double middle = (g->left + 60 + g->right - 52) / 2;
    const double span = (g->right - 52 - g->left - 60) / 120;
    const double axis = g->meter_top + 87;
    const struct cr_type type = {CR_FACE_TEXT, 18, false};
    const struct cr_type words = {CR_FACE_TEXT, 20, true};
    cr_fill_box(cr, g->theme->zone, middle - 25 * span, g->meter_top + 22,
                50 * span, 65);
    for (int side = -1; side <= 1; side += 2)
        cr_fill_box(cr, g->theme->on, middle + side * 25 * span - 1,
                    g->meter_top + 22, 2, 65);
    cr_fill_box(cr, g->theme->line3, middle - 60 * span, axis, 120 * span, 2);
    for (int ms = -60; ms <= 60; ms += 20) {
        char number[16];
        snprintf(number, sizeof(number), "%d", ms < 0 ? -ms : ms);
        cr_fill_box(cr, g->theme->line3, middle + ms * span - 1, axis, 2, 8);
        cr_draw_text(cr, number, type, g->theme->ink3, CR_CENTRE,
                     middle + ms * span, axis + 50);
    }
    cr_draw_hit(cr, CR_HIT_LOOSE_EARLY, g->theme->early, middle - 58 * span,
                g->meter_top + 32, 8);
    cr_draw_text(cr, "EARLY", words, g->theme->ink1, CR_LEFT,
                 middle - 58 * span + 12, g->meter_top + 39);
    cr_draw_text(cr, "LATE", words, g->theme->ink1, CR_RIGHT,
                 middle + 58 * span - 12, g->meter_top + 39);
    cr_draw_hit(cr, CR_HIT_LOOSE_LATE, g->theme->late, middle + 58 * span,
                g->meter_top + 32, 8);
}

struct standing_job {
    const struct cr_practice_screen *screen;
    double scale;
};

static void draw_standing(cairo_t *cr, void *context)
{
    const struct standing_job *job = context;
    const struct cr_grid *g = &job->screen->grid;
    const struct cr_type type = {CR_FACE_TEXT, 19, false};
    cairo_scale(cr, job->scale, job->scale);
    cr_grid_draw(g, cr);
    cr_grid_draw_top(g, cr, "", cr_live_bpm(job->screen->live));
    cr_draw_text(cr, "lean, ms", type, g->theme->ink2, CR_LEFT, g->right + 20,
                 g->rows[0].top - 12);
    draw_meter_axis(g, cr);
    draw_hints(g, cr);
}

static void refresh(struct cr_practice_screen *s, uint32_t bar)
{
    int width, height;
    uint32_t row;
    double x;
    SDL_GetRendererOutputSize(s->renderer, &width, &height);
    const double bpm = cr_live_bpm(s->live);
    const bool is_shown = s->standing && !s->is_stale &&
                          width == s->pixel_width &&
                          height == s->pixel_height && bpm == s->shown_bpm &&
                          cr_grid_place(&s->grid, bar, 0, &row, &x);
    if (is_shown)
        return;
    const double scale = units(s, width, height);
    if (width != s->pixel_width || height != s->pixel_height) {
        cr_sprites_clear(&s->sprites);
        cr_sprites_init(&s->sprites, s->renderer, scale);
    }
    cr_grid_lay_out(&s->grid, &s->live->timeline, s->theme, width / scale,
                    height / scale, bar);
    struct standing_job job = {s, scale};
    SDL_DestroyTexture(s->standing);
    s->standing =
        cr_texture_of(s->renderer, width, height, draw_standing, &job);
    if (s->standing)
        SDL_SetTextureBlendMode(s->standing, SDL_BLENDMODE_NONE);
    s->pixel_width = width;
    s->pixel_height = height;
    s->shown_bpm = bpm;
    s->is_stale = false;
}

/* What moves. */

static enum cr_hit_mark mark_of(const struct cr_live_mark *mark)
{
    const bool is_late = mark->error_ms > 0;
    if (mark->target == CR_NONE)
        return CR_HIT_EXTRA;
    switch (mark->judgement) {
    case CR_LOCKED:
        return CR_HIT_LOCKED;
    case CR_TIGHT:
        return is_late ? CR_HIT_TIGHT_LATE : CR_HIT_TIGHT_EARLY;
    case CR_LOOSE:
        return is_late ? CR_HIT_LOOSE_LATE : CR_HIT_LOOSE_EARLY;
    default:
        return is_late ? CR_HIT_OFF_LATE : CR_HIT_OFF_EARLY;
    }
}

static bool lane_row(const struct cr_grid *g, uint32_t lane, uint32_t *index)
{
    for (*index = 0; *index < g->lane_count; (*index)++) {
        if (g->lanes[*index] == lane)
            return true;
    }
    return false;
}

/* Notes that have passed turn grey; those that nobody hit show a slash. */
static void draw_passed(struct cr_practice_screen *s, int64_t song_ns)
{
    const struct cr_live *live = s->live;
    for (uint32_t i = 0; i < live->target_count; i++) {
        const struct cr_target *target = &live->targets[i];
        const struct cr_note *note =
            &live->timeline.notes[live->target_notes[i]];
        uint32_t row, lane;
        double x;
        if (target->at_ns > song_ns)
            break;
        if (target->is_grace ||
            !cr_grid_place(&s->grid, note->bar,
                           (double)note->at.num / (double)note->at.den, &row,
                           &x) ||
            !lane_row(&s->grid, note->lane, &lane))
            continue;
        const struct cr_stroke *stroke =
            &live->pattern->strokes[note->stroke];
        const struct cr_glyph glyph = cr_stroke_meaning(live->pattern, stroke);
        const bool is_missed = !live->is_answered[i] &&
                               target->at_ns + 150000000 < song_ns;
        const double base = cr_grid_baseline(&s->grid, row, lane);
        const struct cr_note_style style = {
            .mark = glyph.weight == CR_WEIGHT_ACCENT  ? CR_MARK_ACCENT
                    : glyph.weight == CR_WEIGHT_GHOST ? CR_MARK_GHOST
                                                      : CR_MARK_NORMAL,
            .fill = s->theme->spent,
            .ground = s->theme->inv,
            .is_flam = glyph.ornament == CR_FLAM || glyph.ornament == CR_DRAG,
            .is_missed = is_missed,
            .hand = stroke->hand};
        if (is_missed) { /* an outline needs its ground back */
            cr_sprite_box(&s->sprites, s->theme->bg1, 1,
                          x - s->grid.note_width / 2,
                          base - s->grid.note_height, s->grid.note_width,
                          s->grid.note_height);
            cr_sprite_hit(&s->sprites, CR_HIT_MISSED, s->theme->ink2, x,
                          base + s->grid.lane_height * 0.2,
                          s->grid.lane_height * 0.13, 1);
        }
        cr_sprite_note(&s->sprites, &style, x, base, s->grid.note_width,
                       s->grid.note_height);
    }
}

static void draw_marks(struct cr_practice_screen *s)
{
    const struct cr_live *live = s->live;
    for (uint32_t i = 0; i < live->mark_count; i++) {
        const struct cr_live_mark *mark = &live->marks[i];
        double whole, x;
        uint32_t row, lane;
        const uint32_t bar =
            cr_timeline_place(&live->timeline, mark->song_ns, &whole);
        if (!cr_grid_place(&s->grid, bar, whole, &row, &x) ||
            !lane_row(&s->grid, mark->lane, &lane))
            continue;
        const enum cr_hit_mark shape = mark_of(mark);
        cr_sprite_hit(&s->sprites, shape, cr_hit_colour(s->theme, shape), x,
                      cr_grid_baseline(&s->grid, row, lane) +
                          s->grid.lane_height * 0.2,
                      s->grid.lane_height * 0.18, 1);
    }
}

static void draw_playhead(struct cr_practice_screen *s, uint32_t bar,
                          double whole)
{
    uint32_t row;
    double x;
    if (!cr_grid_place(&s->grid, bar, whole, &row, &x))
        return;
    const struct cr_grid_row *r = &s->grid.rows[row];
    const double bottom = r->top + s->grid.lane_height * s->grid.lane_count;
    const double from = fmax(x - 84, s->grid.left);
    for (int i = 0; i < 21; i++) { /* a trail of 84 u, 0 to 15 % */
        const double left = x - 84 + 4 * i;
        if (left >= from)
            cr_sprite_box(&s->sprites, s->theme->ink1, 0.15 * i / 21, left,
                          r->top, 4, bottom - r->top);
    }
    cr_sprite_box(&s->sprites, s->theme->ink1, 1, x - 1.5, r->top - 8, 3,
                  bottom - r->top + 8);
    /* the count, inverted */
    const struct cr_meter *meter = cr_timeline_meter(&s->live->timeline, bar);
    const int beat = (int)floor(whole * meter->unit + 1e-9);
    char number[16];
    double at;
    if (beat >= meter->beats ||
        !cr_grid_place(&s->grid, bar, (double)beat / meter->unit, &row, &at))
        return;
    snprintf(number, sizeof(number), "%d", beat + 1);
    const double size = s->grid.row_count > 1 ? 34 : 46;
    cr_sprite_box(&s->sprites, s->theme->ink1, 1, at - size * 0.42,
                  r->top - 8 - size * 0.82, size * 0.84, size * 0.92);
    cr_sprite_text(&s->sprites, number,
                   (struct cr_type){CR_FACE_TITLE, size, true}, s->theme->inv,
                   CR_CENTRE, at, r->top - 8);
}

/* Mean of the last `most` errors on a lane, or on all with CR_NONE. */
static uint32_t recent_errors(const struct cr_live *live, uint32_t lane,
                              uint32_t most, double *errors)
{
    uint32_t count = 0;
    for (uint32_t i = live->mark_count; i-- > 0 && count < most;) {
        if (live->marks[i].target != CR_NONE &&
            (lane == CR_NONE || live->marks[i].lane == lane))
            errors[count++] = live->marks[i].error_ms;
    }
    return count;
}

static double mean_of(const double *values, uint32_t count)
{
    double sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += values[i];
    return count ? sum / count : 0;
}

static enum cr_hit_mark lean_mark(double ms)
{
    return fabs(ms) < 3 ? CR_HIT_LOCKED
           : ms < 0     ? CR_HIT_LOOSE_EARLY
                        : CR_HIT_LOOSE_LATE;
}

static void draw_lane_leans(struct cr_practice_screen *s)
{
    for (uint32_t i = 0; i < s->grid.lane_count; i++) {
        double errors[LANE_MEAN];
        char number[16];
        const uint32_t count =
            recent_errors(s->live, s->grid.lanes[i], LANE_MEAN, errors);
        if (!count)
            continue;
        const double mean = mean_of(errors, count);
        const double y = s->grid.rows[0].top + s->grid.lane_height * (i + 0.5);
        const enum cr_hit_mark mark = lean_mark(mean);
        snprintf(number, sizeof(number), "%.0f", fabs(mean));
        cr_sprite_hit(&s->sprites, mark, cr_hit_colour(s->theme, mark),
                      s->grid.right + 36, y, 14, 1);
        cr_sprite_text(&s->sprites, number,
                       (struct cr_type){CR_FACE_TITLE,
                                        fmin(48, s->grid.lane_height * 0.7),
                                        true},
                       s->theme->ink1, CR_LEFT, s->grid.right + 62,
                       y + fmin(17, s->grid.lane_height * 0.25));
    }
}

static void draw_meter(struct cr_practice_screen *s)
{
    const struct cr_grid *g = &s->grid;
    const double middle = (g->left + 60 + g->right - 52) / 2;
    const double span = (g->right - 52 - g->left - 60) / 120;
    const double axis = g->meter_top + 87;
    double errors[METER_MARKS];
    uint32_t count = recent_errors(s->live, CR_NONE, METER_MARKS, errors);
    cr_sprite_box(&s->sprites, s->theme->ink1, 1, middle - 1, g->meter_top + 18,
                  2.5, 70);
    for (uint32_t i = count; i-- > 0;) {
        const double ms = fmin(fmax(errors[i], -60), 60);
        const double tall = i ? 46 - 1.2 * i : 58;
        const enum cr_hit_mark mark = fabs(ms) <= 25 ? CR_HIT_LOCKED
                                                     : lean_mark(ms);
        cr_sprite_box(&s->sprites, cr_hit_colour(s->theme, mark),
                      i ? 0.75 - 0.028 * i : 1, middle + ms * span - 2,
                      axis - tall, i ? 4 : 7, tall);
        if (!i)
            cr_sprite_hit(&s->sprites, mark, cr_hit_colour(s->theme, mark),
                          middle + ms * span, axis - tall - 4, 11, 1);
    }
    if (count > METER_MEAN)
        count = METER_MEAN;
    if (!count)
        return;
    const double mean = mean_of(errors, count);
    double squares = 0;
    for (uint32_t i = 0; i < count; i++)
        squares += (errors[i] - mean) * (errors[i] - mean);
    const double sd = count > 1 ? sqrt(squares / (count - 1)) : 0;
    cr_sprite_box(&s->sprites, s->theme->ink1, 1, middle + (mean - sd) * span,
                  axis + 16, 2 * sd * span, 3);
    cr_sprite_box(&s->sprites, s->theme->ink1, 1, middle + mean * span - 4,
                  axis + 10, 8, 14);
    char number[16];
    const enum cr_hit_mark mark = lean_mark(mean);
    const struct cr_colour colour = cr_hit_colour(s->theme, mark);
    cr_sprite_hit(&s->sprites, mark, colour, g->margin + 26, g->meter_top + 73,
                  30, 1);
    snprintf(number, sizeof(number), "%.0f", fabs(mean));
    const double x = g->margin + (fabs(mean) < 9.5 ? 112 : 136);
    cr_sprite_text(&s->sprites, number,
                   (struct cr_type){CR_FACE_TITLE, 104, true}, s->theme->ink1,
                   CR_RIGHT, x, g->meter_top + 112);
    cr_sprite_text(&s->sprites, "ms", (struct cr_type){CR_FACE_TEXT, 25, true},
                   s->theme->ink2, CR_LEFT, x + 8, g->meter_top + 72);
    cr_sprite_text(&s->sprites,
                   fabs(mean) < 3 ? "on time" : mean < 0 ? "early" : "late",
                   (struct cr_type){CR_FACE_TEXT, 25, true}, colour, CR_LEFT,
                   x + 8, g->meter_top + 102);
    snprintf(number, sizeof(number), "\xC2\xB1%.0f", sd);
    cr_sprite_text(&s->sprites, number,
                   (struct cr_type){CR_FACE_TITLE, 80, true}, s->theme->ink1,
                   CR_RIGHT, g->width - g->margin, g->meter_top + 98);
    cr_sprite_text(&s->sprites, "ms spread",
                   (struct cr_type){CR_FACE_TEXT, 20, false}, s->theme->ink2,
                   CR_RIGHT, g->width - g->margin, g->meter_top + 128);
}

static void draw_words(struct cr_practice_screen *s, uint32_t bar,
                       int64_t song_ns)
{
    const struct cr_live *live = s->live;
    const struct cr_timeline *t = &live->timeline;
    char loops[64], status[256];
    const long all = live->session.loops ? live->session.loops : 1;
    const bool is_playing = live->state == CR_LIVE_PLAYING;
    const bool is_countin = is_playing && song_ns < 0;
    const uint32_t loop = is_playing && !is_countin ? t->bars[bar].loop + 1 : 0;
    snprintf(loops, sizeof(loops), "%u OF %ld LOOP%s", loop, all,
             all == 1 ? "" : "S");
    cr_sprite_text(&s->sprites, loops,
                   (struct cr_type){CR_FACE_TITLE, 50, true}, s->theme->ink1,
                   CR_LEFT, s->grid.margin, s->grid.is_compact ? 84 : 104);
    if (is_countin)
        snprintf(status, sizeof(status),
                 "Count-in: you start on the next 1 (not scored yet)");
    else if (is_playing)
        snprintf(status, sizeof(status), "%s", live->notice);
    else if (live->state == CR_LIVE_READY)
        snprintf(status, sizeof(status), "Press Enter to start%s%s",
                 live->notice[0] ? ".  " : "", live->notice);
    else
        snprintf(status, sizeof(status),
                 "Press Enter to play again, Esc to leave");
    cr_sprite_text(&s->sprites, status,
                   (struct cr_type){CR_FACE_TEXT, 28, true}, s->theme->ink1,
                   CR_LEFT, s->grid.margin, s->grid.status_top + 40);
    const double done =
        is_playing ? fmin(fmax((double)song_ns / (double)t->end_ns, 0), 1) : 0;
    if (done > 0)
        cr_sprite_box(&s->sprites, s->theme->ink1, 1, 0,
                      s->grid.status_top - 4, s->grid.width * done, 4);
}

/* The result in the picture's place, as text. */
static void draw_result(struct cr_practice_screen *s,
                        const struct cr_result *r)
{
    const struct cr_grid *g = &s->grid;
    const struct cr_tally *all = &r->all;
    const struct cr_type big = {CR_FACE_TITLE, 72, true};
    const struct cr_type words = {CR_FACE_TEXT, 25, false};
    char line[200];
    double y = g->status_top + 130;
    cr_sprite_box(&s->sprites, s->theme->bg1, 1, 0, g->status_top + 56,
                  g->width, g->hints_top - g->status_top - 56);
    snprintf(line, sizeof(line), "SCORE %.0f", r->score);
    cr_sprite_text(&s->sprites, line, big, s->theme->ink1, CR_LEFT, g->margin,
                   y);
    snprintf(line, sizeof(line),
             "%.1f points off time, %.1f missed, %.1f extra, %.1f wrong drum",
             r->bill.off_time, r->bill.missed, r->bill.extra,
             r->bill.wrong_drum);
    cr_sprite_text(&s->sprites, line, words, s->theme->ink2, CR_LEFT, g->margin,
                   y += 46);
    if (all->has_spread)
        snprintf(line, sizeof(line), "Spread %.0f ms%s", all->spread_ms,
                 all->notes < 16 ? " (preliminary)" : "");
    else
        snprintf(line, sizeof(line), "Spread: too few hits");
    cr_sprite_text(&s->sprites, line, words, s->theme->ink1, CR_LEFT, g->margin,
                   y += 42);
    if (all->has_lean)
        snprintf(line, sizeof(line),
                 "Lean %.0f ms %s, device delay not measured: not judged",
                 fabs(all->lean_ms), all->lean_ms < 0 ? "early" : "late");
    else
        snprintf(line, sizeof(line), "Nothing was played");
    cr_sprite_text(&s->sprites, line, words, s->theme->ink1, CR_LEFT, g->margin,
                   y += 36);
    y += 14;
    for (uint32_t i = 0; i < g->lane_count && y < g->hints_top - 40; i++) {
        const struct cr_tally *lane = &r->lanes[g->lanes[i]];
        char spread[32] = "too few hits";
        if (lane->has_spread)
            snprintf(spread, sizeof(spread), "spread %.0f ms", lane->spread_ms);
        snprintf(line, sizeof(line),
                 "%s: %u of %u hit, %u extra, %.0f ms %s, %s",
                 s->live->pattern->lanes[g->lanes[i]].label, lane->hits,
                 lane->notes, lane->extra, fabs(lane->lean_ms),
                 lane->lean_ms < 0 ? "early" : "late", spread);
        cr_sprite_text(&s->sprites, line, words, s->theme->ink2, CR_LEFT,
                       g->margin, y += 34);
    }
}

void cr_practice_screen_draw(struct cr_practice_screen *screen,
                             int64_t monotonic_ns,
                             const struct cr_result *result)
{
    struct cr_practice_screen *s = screen;
    const struct cr_live *live = s->live;
    const bool is_playing = live->state == CR_LIVE_PLAYING;
    const int64_t song_ns =
        is_playing ? cr_live_song_ns(live, monotonic_ns) : 0;
    double whole = 0;
    const uint32_t bar =
        is_playing ? cr_timeline_place(&live->timeline, song_ns, &whole)
                   : live->timeline.countin_count;
    const bool is_countin = bar < live->timeline.countin_count;
    const uint32_t shown = is_countin ? live->timeline.countin_count : bar;
    refresh(s, shown);
    SDL_RenderCopy(s->renderer, s->standing, NULL, NULL);
    if (is_playing && !is_countin)
        draw_passed(s, song_ns);
    draw_marks(s);
    if (is_playing && !is_countin)
        draw_playhead(s, bar, whole);
    if (is_countin && is_playing)
        draw_playhead(s, shown, whole);
    draw_lane_leans(s);
    draw_meter(s);
    if (result)
        draw_result(s, result);
    draw_words(s, bar, song_ns);
    SDL_RenderPresent(s->renderer);
}
