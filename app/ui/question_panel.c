#include "app/ui/question_panel.h"
#include "app/ui/clicks.h"
#include "patterns/words.h"

#include <stdio.h>

static const struct cr_type words = {CR_FACE_TEXT, 26, false};
static const struct cr_type small = {CR_FACE_TEXT, 20, false};

static void draw_answer(const struct cr_grid *g, cairo_t *cr, const char *key,
                        const char *answer, const char *meaning, double y)
{
    const double left = g->margin + 120;
    (void)cr_draw_key(cr, g->theme, key, 36, 110, g->margin, y - 27);
    const double room = g->width - g->margin - left;
    cr_draw_fitting(cr, answer, words, g->theme->ink1, left, y, room);
    cr_draw_fitting(cr, meaning, small, g->theme->ink2, left, y + 32, room);
    cr_clicks_add(cr, g->margin, y - 30, g->width - 2 * g->margin, 70, key);
}

void cr_question_panel_draw(const struct cr_grid *grid, cairo_t *cr,
                            const char *device)
{
    const struct cr_grid *g = grid;
    const double top = g->status_top + 56;
    const double step = (g->hints_top - top - 150) / 3;
    char text[320];
    cr_fill_box(cr, g->theme->bg1, 0, top, g->width, g->hints_top - top);
    cr_draw_text(cr, _("WHERE DO YOUR DRUMS SOUND?"),
                 (struct cr_type){CR_FACE_TITLE, 64, true}, g->theme->ink1,
                 CR_LEFT, g->margin, top + 84);
    cr_say(text, sizeof(text), _("Asked once for %.60s. Try a drum key now."),
           device);
    cr_draw_text(cr, text, small, g->theme->ink2, CR_LEFT, g->margin,
                 top + 120);
    const double y = top + 150 + step / 2;
    draw_answer(g, cr, "Enter", _("From this program, with the click"),
                _("Then your sound is compared with the click's: the delay of "
                  "the sound card does not count."),
                y);
    draw_answer(g, cr, "F4",
                _("By themselves: a pad or kit beside this program"),
                _("Then the delay of the sound card counts: "
                  "creditroll calibrate finds it."),
                y + step);
    draw_answer(g, cr, "Esc", _("Ask me another time"),
                _("Until then your lean is not judged."), y + 2 * step);
}
