/* progress_screen.h - draws what came of practice: the spread day by day, where each
 * drum leans, the minutes, the fastest clean tempi.
 *
 * Units     u of the layout, 1280 wide and 800 high. Threads: main.
 * Memory    none of its own. Errors: none.
 */
#ifndef CR_APP_UI_PROGRESS_SCREEN_H
#define CR_APP_UI_PROGRESS_SCREEN_H

#include "app/progress_report.h"
#include "app/ui/layout.h"
#include "app/ui/paint.h"

struct cr_progress_view {
    const struct cr_theme *theme;
    const struct cr_exercises *exercises; /* NULL: still being looked for */
    const char *trouble;                  /* why there are none; or NULL */
    uint32_t selected;
    enum cr_progress_range range;
    bool has_keys;
};

void cr_progress_screen_draw(const struct cr_progress_view *view, cairo_t *cr);

/* The same, part below part, in pixels: see flow.h. Returns how far it scrolls. */
double cr_progress_screen_flow(const struct cr_progress_view *view, cairo_t *cr,
                               const struct cr_layout *layout, double scroll);

#endif
