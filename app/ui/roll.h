/* roll.h - a take as the closing credits of a film: who played, what happened, where
 * it was shot. Each fact is computed; one that says nothing is left out.
 *
 * Units     u of the layout. Threads: main.
 * Memory    a roll is a plain value. Errors: none.
 */
#ifndef CR_APP_UI_ROLL_H
#define CR_APP_UI_ROLL_H

#include "app/practice/diagnosis.h"
#include "app/report.h"
#include "app/ui/paint.h"

enum cr_roll_kind { CR_ROLL_TITLE, CR_ROLL_ROW, CR_ROLL_HEADING };

struct cr_roll_line {
    enum cr_roll_kind kind;
    char role[48], name[64], detail[96];
};

enum { CR_ROLL_LINES = 40 };

struct cr_roll {
    struct cr_roll_line lines[CR_ROLL_LINES];
    int count;
};

void cr_roll_write(struct cr_roll *roll, const struct cr_report *about,
                   const struct cr_measures *measures);

/* How high it is as a whole where there is so much room. */
double cr_roll_height(const struct cr_roll *roll, double width);

/* All of it, its top at 0. */
void cr_roll_draw(const struct cr_roll *roll, cairo_t *cr, double width);

#endif
