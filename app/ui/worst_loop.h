/* worst_loop.h - the worst bars of a take, one after the other alone and slowly, then
 * the whole again.
 *
 * Threads   main. Memory: a plain value. Errors: without memory there are none.
 */
#ifndef CR_APP_UI_WORST_LOOP_H
#define CR_APP_UI_WORST_LOOP_H

#include "app/live.h"
#include "app/practice/worst.h"
#include "app/report.h"

struct cr_worst_loop {
    struct cr_worst worst;   /* bars of the whole piece */
    int looped;              /* of them; 0: it is the whole that is played */
    struct cr_session whole; /* how that is */
    double whole_bpm;        /* and its first tempo */
};

/* Looks for them in a take of the whole. */
void cr_worst_loop_find(struct cr_worst_loop *loop,
                        const struct cr_report *about);

/* What comes next: "loop bar 5", "the whole again"; "": nothing. */
void cr_worst_loop_words(const struct cr_worst_loop *loop, char *text,
                         size_t size);

/* The worst bar at seven tenths of its tempo, which it has to earn; then the next
 * one; then the whole as it was. */
struct cr_session cr_worst_loop_next(struct cr_worst_loop *loop,
                                     const struct cr_live *live);

#endif
