/* hits_screen.h - a take hit by hit: each bar as a strip of the practice grid, one
 * below the other.
 *
 * Units     u of the layout. Threads: main.
 * Memory    none of its own. Errors: none.
 */
#ifndef CR_APP_UI_HITS_SCREEN_H
#define CR_APP_UI_HITS_SCREEN_H

#include "app/report.h"
#include "app/ui/sheet.h"

struct cr_hits_view {
    const struct cr_report *about;
    uint32_t first_bar; /* played, from 0: the top one */
    int hit_scale;      /* distances from the beat so many times as wide */
    const char *judged; /* how, if not as it was played; or NULL */
    bool has_keys;
};

/* Bars that are shown at once. */
uint32_t cr_hits_screen_rows(const struct cr_report *about,
                             const struct cr_layout *layout);

/* On a sheet that has not begun. */
void cr_hits_screen_draw(const struct cr_hits_view *view,
                         struct cr_sheet *sheet);

#endif
