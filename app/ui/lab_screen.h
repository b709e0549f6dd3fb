/* lab_screen.h - draws what is behind a report: each drum at each place of the bar,
 * and the numbers of the lab.
 *
 * Units     u of the layout, 1280 wide and 800 high. Threads: main.
 * Memory    none of its own. Errors: without memory the numbers are left out.
 */
#ifndef CR_APP_UI_LAB_SCREEN_H
#define CR_APP_UI_LAB_SCREEN_H

#include "app/practice/measures.h"
#include "app/report.h"
#include "app/ui/layout.h"
#include "app/ui/paint.h"

struct cr_lab_view {
    const struct cr_theme *theme;
    const struct cr_report *about;
    const struct cr_measures *measures;
    const char *judged; /* how, if not as it was played; or NULL */
    bool has_keys;
};

void cr_lab_screen_draw(const struct cr_lab_view *view, cairo_t *cr);

/* The same, part below part, in pixels: see flow.h. Returns how far it scrolls. */
double cr_lab_screen_flow(const struct cr_lab_view *view, cairo_t *cr,
                          const struct cr_layout *layout, double scroll);

#endif
