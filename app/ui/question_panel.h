/* question_panel.h - asks once for each sound device where the player's own
 * drums sound, in the place of the grid.
 *
 * Threads   main. Memory: none of its own. Errors: none.
 */
#ifndef CR_APP_UI_QUESTION_PANEL_H
#define CR_APP_UI_QUESTION_PANEL_H

#include "app/ui/grid.h"

void cr_question_panel_draw(const struct cr_grid *grid, cairo_t *cr,
                            const char *device);

#endif
