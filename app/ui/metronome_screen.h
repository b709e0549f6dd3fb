/* metronome_screen.h - draws the metronome: the beat, large enough for the far end of the
 * room, tempo and meter, and the bar as cells whose height is their accent.
 *
 * Units     u of the layout, 1280 wide and 800 high. Threads: main.
 * Memory    none of its own. Errors: none.
 */
#ifndef CR_APP_UI_METRONOME_SCREEN_H
#define CR_APP_UI_METRONOME_SCREEN_H

#include "app/practice/metronome.h"
#include "app/ui/paint.h"

struct cr_metronome_view {
    const struct cr_theme *theme;
    const struct cr_metronome *metronome;
    bool is_playing;
    int beat;           /* from 0; -1: nothing moves, as in silence */
    char lines[3][100]; /* what else it does, and how you play */
};

void cr_metronome_screen_draw(const struct cr_metronome_view *view,
                              cairo_t *cr);

#endif
