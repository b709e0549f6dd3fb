/* offset_hint.h - notices when play looks as if the device were late, not the
 * player. It only asks: play never changes an offset.
 *
 * Units     ms, bpm. Threads: one. Memory: a plain value; it keeps the last
 *           CR_HINT_NOTES notes. Errors: none.
 *
 * A lean that changes with tempo or drum is the player's. So it asks only if all
 * hold: 200 notes or more; three tempi or more, the fastest 1.5 times the
 * slowest; a median of 40 ms or more; the medians of the tempi within 10 ms of
 * each other, those of the lanes as well; a spread of 25 ms at most.
 */
#ifndef CR_PRACTICE_OFFSET_HINT_H
#define CR_PRACTICE_OFFSET_HINT_H

#include "app/practice/score.h"

enum { CR_HINT_NOTES = 2048 };

struct cr_hint_note {
    double error_ms;
    int bpm;
    uint32_t lane;
};

struct cr_offset_hint {
    struct cr_hint_note notes[CR_HINT_NOTES]; /* a ring */
    uint32_t count;                           /* all that ever came */
};

/* Takes in the matched notes of a take, with the errors as they were played;
 * those whose time is in doubt are left out. */
void cr_offset_hint_add(struct cr_offset_hint *hint,
                        const struct cr_timeline *timeline,
                        const struct cr_result *result,
                        const struct cr_press *presses);

/* True if the device is to be asked about; `*delay_ms` is the common error. */
bool cr_offset_hint_asks(const struct cr_offset_hint *hint, double *delay_ms);

#endif
