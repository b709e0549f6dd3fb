#include "app/ui/metronome_screen.h"
#include "patterns/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define CELL 124.0  /* the highest cell where there is room */
#define DIGIT 0.396 /* how wide one is, of its size ... */
#define CAP 0.7     /* ... and how high */

/* Where things are: the beat at the left, the tempo at the right, below them, or below the
 * tempo, what else it does; and the bar along the bottom. */
struct places {
    double margin, width;             /* of the bar */
    double bottom, cell;              /* its lower edge, its highest cell */
    double beat_x, beat_y, beat_size; /* its middle, its baseline */
    double beat_end;                  /* nothing of it is lower */
    double tempo_x, tempo_y, tempo_scale;
    double lines_x, lines_y, lines_width, lines_size, lines_pitch;
};

static struct places find_places(const struct cr_layout *layout)
{
    const double w = layout->width, h = layout->height;
    if (!layout->is_compact)
        return (struct places){.margin = 40,
                               .width = w - 80,
                               .bottom = h - 110,
                               .cell = CELL,
                               .beat_x = w * 0.29,
                               .beat_y = h - 284,
                               .beat_size = 620,
                               .beat_end = h - 240,
                               .tempo_x = w * 0.57,
                               .tempo_y = 262,
                               .tempo_scale = 1,
                               .lines_x = w * 0.57,
                               .lines_y = 426,
                               .lines_width = w * 0.43 - 40,
                               .lines_size = 28,
                               .lines_pitch = 42};
    struct places p = {.margin = 20,
                       .width = w - 40,
                       .bottom = cr_sheet_bottom(layout) - 26,
                       .cell = CELL * fmin(1, h / 800),
                       .lines_x = 20,
                       .lines_width = w - 40,
                       .lines_size = 24,
                       .lines_pitch = 31};
    p.lines_y = p.bottom - p.cell - 18 - 2 * p.lines_pitch;
    p.beat_end = p.lines_y - p.lines_size - 2;
    const double room = p.beat_end - 14;
    p.beat_size = fmin(fmin(620, room / CAP), w * 0.46 / DIGIT * 0.9);
    p.beat_x = w * 0.25;
    p.beat_y = 10 + (room + CAP * p.beat_size) / 2;
    p.tempo_x = w * 0.5;
    p.tempo_scale = fmin(1, fmin((w * 0.5 - 20) / 510, room / 310));
    p.tempo_y = 10 + (room - 310 * p.tempo_scale) / 2 + 200 * p.tempo_scale;
    return p;
}

void cr_metronome_beat_boxes(const struct cr_layout *layout,
                             double boxes[CR_BEAT_BOXES][4])
{
    const struct places p = find_places(layout);
    const double own[CR_BEAT_BOXES][4] = {
        {0, 0, p.tempo_x - 4, p.beat_end},
        {p.margin - 4, p.bottom - p.cell - 4, p.width + 8, p.cell + 8}};
    memcpy(boxes, own, sizeof(own));
}

static double level_height(uint8_t level)
{
    static const double heights[] = {14, 62, 94, CELL};
    return heights[level] / CELL;
}

/* The bar: a cell for each beat, a line under each group. */
static void draw_bar(const struct cr_metronome_view *v, struct cr_sheet *s,
                     const struct places *p)
{
    const struct cr_metronome *m = v->metronome;
    const struct cr_theme *t = s->theme;
    const double pitch = p->width / m->meter.beats;
    const double gap = pitch > 40 ? 8 : 2;
    const double size = fmin(46 * p->cell / CELL, 0.62 * pitch);
    int beat = 0;
    for (int g = 0; g < m->meter.group_count; g++) {
        const int count = m->meter.groups[g];
        if (cr_metronome_has_groups(&m->meter))
            cr_fill_box(s->cr, t->line3, p->margin + beat * pitch,
                        p->bottom + 9, count * pitch - gap, 4);
        for (int k = 0; k < count; k++, beat++) {
            const double height = p->cell * level_height(m->levels[beat]);
            const bool is_now = v->beat == beat;
            const double x = p->margin + beat * pitch;
            char number[16];
            cr_fill_box(s->cr, is_now ? t->ink1 : t->bg3, x, p->bottom - height,
                        pitch - gap, height);
            snprintf(number, sizeof(number), "%d", beat + 1);
            if (height > size)
                cr_draw_text(s->cr, number,
                             (struct cr_type){CR_FACE_TITLE, size, true},
                             is_now ? t->inv : t->ink2, CR_CENTRE,
                             x + (pitch - gap) / 2, p->bottom - 14);
        }
    }
}

/* The tempo with its baseline at 0. */
static void draw_tempo(const struct cr_metronome_view *v,
                       const struct cr_theme *t, cairo_t *cr)
{
    const struct cr_metronome *m = v->metronome;
    const int64_t hundredths = m->bpm.num * 100 / m->bpm.den;
    char text[64];
    cr_set_colour(cr, t->ink2);
    cairo_save(cr); /* a quarter, as a path */
    cairo_translate(cr, 17, -19);
    cairo_rotate(cr, -0.35);
    cairo_scale(cr, 22, 16);
    cairo_arc(cr, 0, 0, 1, 0, 6.283185307179586);
    cairo_restore(cr);
    cairo_fill(cr);
    cairo_rectangle(cr, 32, -100, 7, 78);
    cairo_fill(cr);
    snprintf(text, sizeof(text), "%lld", (long long)(hundredths / 100));
    const struct cr_type large = {CR_FACE_TITLE, 270, true};
    const double width = cr_draw_text(cr, text, large, t->ink1, CR_LEFT, 66, 0);
    snprintf(text, sizeof(text), ".%02lld", (long long)(hundredths % 100));
    if (hundredths % 100)
        cr_draw_text(cr, text, (struct cr_type){CR_FACE_TITLE, 96, true},
                     t->ink2, CR_LEFT, 70 + width, 0);
    int used =
        snprintf(text, sizeof(text), "%d/%d", m->meter.beats, m->meter.unit);
    const double meter =
        cr_draw_text(cr, text, (struct cr_type){CR_FACE_TITLE, 96, true},
                     t->ink1, CR_LEFT, 0, 102);
    used = 0;
    for (int g = 0; g < m->meter.group_count && used < 56; g++)
        used += snprintf(text + used, sizeof(text) - (size_t)used, "%s%d",
                         g ? " + " : "", m->meter.groups[g]);
    if (cr_metronome_has_groups(&m->meter))
        cr_draw_fitting(cr, text, (struct cr_type){CR_FACE_TITLE, 66, true},
                        t->ink2, 36 + meter, 100, 470 - meter);
}

static const struct cr_hint hints[] = {
    {"Space", NULL, N_("start")}, {"T", NULL, N_("tap")},
    {"Up", "Down", N_("tempo")},  {"B", NULL, N_("meter")},
    {"A", "O", N_("clicks")},     {"U", "S", N_("under")},
    {"P", "C", N_("across")},     {"V", NULL, N_("voice")},
    {"G", "R", N_("how")},        {"Esc", NULL, N_("leave")}};

enum { HINTS = sizeof(hints) / sizeof(hints[0]) };

static void draw_beat(const struct cr_metronome_view *v, struct cr_sheet *s,
                      const struct places *p)
{
    char beat[16] = "";
    if (v->beat >= 0)
        snprintf(beat, sizeof(beat), "%d", v->beat + 1);
    else if (v->is_playing)
        snprintf(beat, sizeof(beat), "-");
    const double size = p->beat_size * (strlen(beat) > 1 ? 0.76 : 1);
    cr_draw_text(s->cr, beat, (struct cr_type){CR_FACE_TITLE, size, true},
                 v->is_playing && v->beat < 0 ? s->theme->spent
                                              : s->theme->ink1,
                 CR_CENTRE, p->beat_x, p->beat_y);
}

void cr_metronome_screen_draw(const struct cr_metronome_view *view,
                              struct cr_sheet *sheet)
{
    struct cr_sheet *s = sheet;
    const struct places p = find_places(&s->layout);
    struct cr_hint own[HINTS];
    (void)cr_sheet_begin(s, NULL, 0);
    cr_fill_box(s->cr, s->theme->bg0, 0, 0, s->layout.width, s->layout.height);
    draw_beat(view, s, &p);
    cairo_save(s->cr);
    cairo_translate(s->cr, p.tempo_x, p.tempo_y);
    cairo_scale(s->cr, p.tempo_scale, p.tempo_scale);
    draw_tempo(view, s->theme, s->cr);
    cairo_restore(s->cr);
    for (int i = 0; i < 3; i++)
        cr_draw_fitting(s->cr, view->lines[i],
                        (struct cr_type){CR_FACE_TEXT, p.lines_size, false},
                        s->theme->ink1, p.lines_x,
                        p.lines_y + p.lines_pitch * i, p.lines_width);
    draw_bar(view, s, &p);
    memcpy(own, hints, sizeof(own));
    if (view->is_playing)
        own[0].words = N_("stop");
    cr_sheet_hints(s, own, HINTS);
}
