/* loopback.h - how long sound takes from the program to the ear and back into
 * it: clicks at coded times are played, what comes back is searched for them.
 *
 * Units     frames and ms; mono float. Threads: any. Memory: the caller's; work
 *           space is allocated and freed inside.
 * Errors    a recording that cannot be trusted gives no number, but a reason.
 *
 * A click is a short rising tone, whose correlation with itself has one narrow
 * peak, so that it is found far below the noise (a matched filter). The
 * distances between clicks are uneven: no delay up to 600 ms can be mistaken for
 * another. Each click's correlation is divided by the most energy around it,
 * so that a gain that is turned up and down on the way changes nothing, and an
 * echo counts as much as it is loud. The delay is the median over the clicks; its
 * spread is the half-width that holds 68 %.
 */
#ifndef CR_PRACTICE_LOOPBACK_H
#define CR_PRACTICE_LOOPBACK_H

#include <stdbool.h>
#include <stdint.h>

#include "patterns/status.h"

enum { CR_LOOPBACK_CLICKS = 24 };

struct cr_loopback {
    bool is_trusted;
    double delay_ms, spread_ms;
    int found;          /* clicks that agree, of CR_LOOPBACK_CLICKS */
    const char *reason; /* why it is not trusted; NULL if it is */
};

/* Length of what is played and must be recorded from its first frame on. */
uint32_t cr_loopback_frames(uint32_t rate);

/* The signal's value at a time, seconds from its start: -1..1. */
double cr_loopback_signal(double seconds);

/* Searches a recording of cr_loopback_frames() frames. */
enum cr_status cr_loopback_find(struct cr_loopback *loop, const float *recorded,
                                uint32_t rate) CR_MUST_CHECK;

#endif
