/* metronome_steps.h - the settings of a metronome one after the other: what a key goes on
 * to.
 *
 * Threads   any. Memory, errors: none; what would not fit into a bar is left out.
 */
#ifndef CR_PRACTICE_METRONOME_STEPS_H
#define CR_PRACTICE_METRONOME_STEPS_H

#include "app/practice/metronome.h"

enum cr_metronome_step {
    CR_STEP_METER, /* of a list of usual ones */
    CR_STEP_ACCENTS, /* as the meter has it; the first alone; all alike; the first silent */
    CR_STEP_UNDER,   /* 1 to 12 */
    CR_STEP_SWING,   /* straight, 3:2, 2:1, 3:1 */
    CR_STEP_SHIFT,   /* none, to the beat's last click */
    CR_STEP_AGAINST, /* none, 1 to 16 */
    CR_STEP_CYCLE    /* none, one stroke in 3, 5, 7 or 9 clicks */
};

/* The next one, with `by` 1, or the one before, with -1. False if nothing changes. */
bool cr_metronome_step(struct cr_metronome *metronome,
                       enum cr_metronome_step step, int by);

#endif
