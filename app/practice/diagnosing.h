/* diagnosing.h - what looking for each sentence shares; for diagnosis*.c only.
 *
 * Threads   any. Memory: the room belongs to cr_diagnose(). Errors: what cannot be
 *           had of memory sets `is_out_of_memory`.
 */
#ifndef CR_PRACTICE_DIAGNOSING_H
#define CR_PRACTICE_DIAGNOSING_H

#include "app/practice/diagnosis.h"

#define CR_ALPHA 0.01 /* a sentence that is wrong so often is not said */
#define CR_SIDE 0.7   /* share of the numbers that must be on its side */

struct cr_diagnosing {
    struct cr_diagnosis *d;
    const struct cr_timeline *t;
    const struct cr_result *r;
    const struct cr_press *presses;
    const struct cr_measures *m;
    uint32_t bar_count;
    double *bars; /* mean error of each bar ... */
    uint32_t *bar_hits;
    double *values, *more; /* room */
    bool is_out_of_memory;
};

const struct cr_note *cr_diagnosed_note(const struct cr_diagnosing *w,
                                        uint32_t target);
bool cr_diagnosed_hit(const struct cr_diagnosing *w, uint32_t target);

/* Points that the hits would gain if `ms` were taken off those of a lane and
 * place; CR_NONE and no place: of all. */
double cr_points_of(const struct cr_diagnosing *w, double ms, uint32_t lane,
                    const struct cr_fraction *at);

/* Keeps those that cost most, in that order. */
void cr_claim(struct cr_diagnosing *w, const struct cr_finding *finding);
struct cr_finding cr_finding_of(enum cr_finding_kind kind, const char *unit,
                                const struct cr_evidence *e);

/* Of hands and feet: diagnosis_hands.c. */
void cr_look_all_over(struct cr_diagnosing *w);
void cr_look_at_places(struct cr_diagnosing *w);
void cr_look_at_limbs(struct cr_diagnosing *w);
void cr_look_at_swing(struct cr_diagnosing *w);
void cr_look_at_flams(struct cr_diagnosing *w);
void cr_look_at_left_out(struct cr_diagnosing *w);
void cr_look_at_dynamics(struct cr_diagnosing *w);
void cr_look_at_hands(struct cr_diagnosing *w);

/* Of time: diagnosis_time.c. */
void cr_look_at_fills(struct cr_diagnosing *w);
void cr_look_at_gaps(struct cr_diagnosing *w);
void cr_look_at_tiring(struct cr_diagnosing *w);
void cr_look_at_groups(struct cr_diagnosing *w);
void cr_look_at_ramps(struct cr_diagnosing *w);

#endif
