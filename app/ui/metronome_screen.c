#include "app/ui/metronome_screen.h"
#include "patterns/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define LEFT 40.0
#define WIDTH 1200.0
#define BOTTOM 690.0 /* of the cells */

const double cr_metronome_beat_boxes[CR_BEAT_BOXES][4] = {
    {LEFT, 0, 684, BOTTOM - 130}, {LEFT - 4, BOTTOM - 128, WIDTH + 8, 132}};

static double level_height(uint8_t level)
{
    static const double heights[] = {14, 62, 94, 124};
    return heights[level];
}

/* The bar: a cell for each beat, a line under each group. */
static void draw_bar(const struct cr_metronome_view *v, cairo_t *cr)
{
    const struct cr_metronome *m = v->metronome;
    const double pitch = WIDTH / m->meter.beats;
    const double gap = pitch > 40 ? 8 : 2;
    const double size = fmin(46, 0.62 * pitch);
    int beat = 0;
    for (int g = 0; g < m->meter.group_count; g++) {
        const int count = m->meter.groups[g];
        if (cr_metronome_has_groups(&m->meter))
            cr_fill_box(cr, v->theme->line3, LEFT + beat * pitch, BOTTOM + 9,
                        count * pitch - gap, 4);
        for (int k = 0; k < count; k++, beat++) {
            const double height = level_height(m->levels[beat]);
            const bool is_now = v->beat == beat;
            const double x = LEFT + beat * pitch;
            char number[16];
            cr_fill_box(cr, is_now ? v->theme->ink1 : v->theme->bg3, x,
                        BOTTOM - height, pitch - gap, height);
            snprintf(number, sizeof(number), "%d", beat + 1);
            if (height > size)
                cr_draw_text(cr, number,
                             (struct cr_type){CR_FACE_TITLE, size, true},
                             is_now ? v->theme->inv : v->theme->ink2, CR_CENTRE,
                             x + (pitch - gap) / 2, BOTTOM - 14);
        }
    }
}

static void draw_tempo(const struct cr_metronome_view *v, cairo_t *cr)
{
    const struct cr_metronome *m = v->metronome;
    const int64_t hundredths = m->bpm.num * 100 / m->bpm.den;
    char text[64];
    cr_set_colour(cr, v->theme->ink2);
    cairo_save(cr); /* a quarter, as a path */
    cairo_translate(cr, 747, 243);
    cairo_rotate(cr, -0.35);
    cairo_scale(cr, 22, 16);
    cairo_arc(cr, 0, 0, 1, 0, 6.283185307179586);
    cairo_restore(cr);
    cairo_fill(cr);
    cairo_rectangle(cr, 762, 162, 7, 78);
    cairo_fill(cr);
    snprintf(text, sizeof(text), "%lld", (long long)(hundredths / 100));
    const struct cr_type large = {CR_FACE_TITLE, 270, true};
    const double width =
        cr_draw_text(cr, text, large, v->theme->ink1, CR_LEFT, 796, 262);
    snprintf(text, sizeof(text), ".%02lld", (long long)(hundredths % 100));
    if (hundredths % 100)
        cr_draw_text(cr, text, (struct cr_type){CR_FACE_TITLE, 96, true},
                     v->theme->ink2, CR_LEFT, 800 + width, 262);
    int used =
        snprintf(text, sizeof(text), "%d/%d", m->meter.beats, m->meter.unit);
    const double meter =
        cr_draw_text(cr, text, (struct cr_type){CR_FACE_TITLE, 96, true},
                     v->theme->ink1, CR_LEFT, 730, 364);
    used = 0;
    for (int g = 0; g < m->meter.group_count && used < 56; g++)
        used += snprintf(text + used, sizeof(text) - (size_t)used, "%s%d",
                         g ? " + " : "", m->meter.groups[g]);
    if (cr_metronome_has_groups(&m->meter))
        cr_draw_fitting(cr, text, (struct cr_type){CR_FACE_TITLE, 66, true},
                        v->theme->ink2, 766 + meter, 362, 470 - meter);
}

static const struct cr_hint hints[] = {
    {"Space", NULL, N_("start")}, {"T", NULL, N_("tap")},
    {"Up", "Down", N_("tempo")},  {"B", NULL, N_("meter")},
    {"A", "O", N_("clicks")},     {"U", "S", N_("under")},
    {"P", "C", N_("across")},     {"V", NULL, N_("voice")},
    {"G", "R", N_("how")},        {"Esc", NULL, N_("leave")}};

enum { HINTS = sizeof(hints) / sizeof(hints[0]) };

void cr_metronome_screen_draw(const struct cr_metronome_view *view, cairo_t *cr)
{
    const struct cr_metronome_view *v = view;
    struct cr_hint own[HINTS];
    char beat[16] = "";
    if (v->beat >= 0)
        snprintf(beat, sizeof(beat), "%d", v->beat + 1);
    else if (v->is_playing)
        snprintf(beat, sizeof(beat), "-");
    cr_draw_text(
        cr, beat,
        (struct cr_type){CR_FACE_TITLE, strlen(beat) > 1 ? 470 : 620, true},
        v->is_playing && v->beat < 0 ? v->theme->spent : v->theme->ink1,
        CR_CENTRE, 372, 516);
    draw_tempo(v, cr);
    for (int i = 0; i < 3; i++)
        cr_draw_fitting(cr, v->lines[i],
                        (struct cr_type){CR_FACE_TEXT, 28, false},
                        v->theme->ink1, 730, 426 + 42 * i, 510);
    draw_bar(v, cr);
    memcpy(own, hints, sizeof(own));
    own[0].words = v->is_playing ? _("stop") : _("start");
    cr_draw_hints(cr, v->theme, own, HINTS);
}
