/* result_panel.h - the results of a take as words, in the place of the grid.
 *
 * Threads   main. Memory: none of its own. Errors: none.
 */
#ifndef CR_APP_UI_RESULT_PANEL_H
#define CR_APP_UI_RESULT_PANEL_H

#include "app/practice/score.h"
#include "app/ui/grid.h"

/* `question`: what is to be asked about the device, or NULL. */
void cr_result_panel_draw(const struct cr_grid *grid, cairo_t *cr,
                          const struct cr_result *result, const char *question);

#endif
