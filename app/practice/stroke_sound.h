/* stroke_sound.h - how long a keyboard or pad takes to tell of a stroke: a
 * microphone beside it records the strokes' own sound.
 *
 * Units     frames of the recording, ms; mono float. Threads: any. Memory: the
 *           caller's; work space is allocated and freed inside.
 * Errors    strokes that cannot be trusted give no number, but a reason.
 *
 * A stroke's sound is looked for from a quarter of a second before its press was
 * stamped to a little after: some keys tell before they reach the ground. It
 * starts at the first step from frame to frame that is a third of the largest
 * one there and six times what noise has (1.4826 of the median step is the
 * standard deviation of normal noise). The delay is the median over the strokes;
 * those more than three robust standard deviations and 2 ms off are left out in
 * sight. Its doubt is the standard error of a median, sqrt(pi/2) s/sqrt(n).
 */
#ifndef CR_PRACTICE_STROKE_SOUND_H
#define CR_PRACTICE_STROKE_SOUND_H

#include <stdbool.h>
#include <stdint.h>

#include "patterns/status.h"

enum {
    CR_STROKE_WISHED = 20, /* strokes to ask for */
    CR_HEARD_STROKES = 64  /* that are looked at */
};

struct cr_heard_stroke {
    bool is_heard, is_wild;
    double delay_ms; /* of the stamp after the sound */
};

struct cr_stroke_sound {
    bool is_trusted;
    double delay_ms, doubt_ms; /* median and its standard error */
    int used;
    const char *reason; /* why it is not trusted; NULL if it is */
};

/* Presses are given by the frame that was recorded when each was stamped, in
 * order. `each` gets one for each of them, at most CR_HEARD_STROKES. */
enum cr_status cr_stroke_sound_find(struct cr_stroke_sound *result,
                                    struct cr_heard_stroke *each,
                                    const float *recorded, int64_t frame_count,
                                    uint32_t rate, const double *presses,
                                    int count) CR_MUST_CHECK;

#endif
