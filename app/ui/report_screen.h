/* report_screen.h - draws the report of a take: what stands out, in a sentence and
 * what mends it; where the hits fell, limb by limb, bar by bar.
 *
 * Units     u of the layout, 1280 wide and 800 high. Threads: main.
 * Memory    none of its own. Errors: none. It is a function of the report alone, so
 *           that a file and the window show the same.
 */
#ifndef CR_APP_UI_REPORT_SCREEN_H
#define CR_APP_UI_REPORT_SCREEN_H

#include "app/practice/diagnosis.h"
#include "app/report.h"
#include "app/ui/layout.h"
#include "app/ui/paint.h"

enum { CR_REPORT_WIDTH = 1280, CR_REPORT_HEIGHT = 800 };

struct cr_report_view {
    const struct cr_theme *theme;
    const struct cr_report *about;
    const struct cr_measures *measures;
    const struct cr_diagnosis *diagnosis;
    const char *question; /* about the device; or NULL */
    const char *judged;   /* how, if not as it was played; or NULL */
    const char *notice;   /* a verdict, or what became of saving; or NULL */
    const char *next;     /* what Enter does; NULL: once more */
    bool has_keys;        /* what the window's keys do */
    bool has_roll;
    const char *loop; /* what W does: "loop bar 5"; or NULL */
};

void cr_report_screen_draw(const struct cr_report_view *view, cairo_t *cr);

/* The same, part below part, where the window is narrower or all is larger: in pixels, of
 * which those before `scroll` u have gone by. Returns how far it scrolls. */
double cr_report_screen_flow(const struct cr_report_view *view, cairo_t *cr,
                             const struct cr_layout *layout, double scroll);

#endif
