/* visual_click.h - the click for those who cannot hear it: bars at both sides of the
 * practice screen.
 *
 * Units     u; ns of the song. Threads: main. Memory, errors: none.
 *
 * It shows each beat, or where these come more than three times a second the starts of
 * the groups, of the bars, of each second bar and so on. In silence nothing moves.
 */
#ifndef CR_APP_UI_VISUAL_CLICK_H
#define CR_APP_UI_VISUAL_CLICK_H

#include "app/ui/grid.h"
#include "app/ui/sprites.h"

/* How bright it is at a moment in a bar of the timeline: 1 on the first beat, less on
 * others, 0 between them. */
double cr_visual_click_level(const struct cr_timeline *timeline, uint32_t bar,
                             int64_t song_ns);

void cr_visual_click_draw(const struct cr_grid *grid,
                          struct cr_sprites *sprites, uint32_t bar,
                          int64_t song_ns);

#endif
