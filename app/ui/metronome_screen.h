/* metronome_screen.h - draws the metronome: the beat, large enough for the far end of the
 * room, tempo and meter, and the bar as cells whose height is their accent.
 *
 * Units     u of the layout. Threads: main.
 * Memory    none of its own. Errors: none.
 */
#ifndef CR_APP_UI_METRONOME_SCREEN_H
#define CR_APP_UI_METRONOME_SCREEN_H

#include "app/practice/metronome.h"
#include "app/ui/sheet.h"

struct cr_metronome_view {
    const struct cr_metronome *metronome;
    bool is_playing;
    int beat;           /* from 0; -1: nothing moves, as in silence */
    char lines[3][100]; /* what else it does, and how you play */
};

/* Where it differs when another beat comes: x, y, width and height in u. */
enum { CR_BEAT_BOXES = 2 };
void cr_metronome_beat_boxes(const struct cr_layout *layout,
                             double boxes[CR_BEAT_BOXES][4]);

/* On a sheet that has not begun. */
void cr_metronome_screen_draw(const struct cr_metronome_view *view,
                              struct cr_sheet *sheet);

#endif
