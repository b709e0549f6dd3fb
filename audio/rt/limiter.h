/* limiter.h - keeps the sum of all voices below full scale without latency.
 *
 * Units     interleaved stereo float. Threads: audio. Memory: a plain value.
 * Errors    none.
 *
 * Below the ceiling it does nothing at all: what goes in comes out bit by bit.
 * A frame that would pass the ceiling is brought down to it at once, both
 * channels alike, and the gain then rises back by the same factor each frame
 * (half a second for 20 dB). Every frame depends on the frame before only, so
 * blocks of any size give the same output.
 */
#ifndef CR_AUDIO_RT_LIMITER_H
#define CR_AUDIO_RT_LIMITER_H

#include <stdint.h>

#include "audio/rt/rt.h"

#define CR_LIMITER_CEILING 0.97f

struct cr_limiter {
    float gain;    /* 1: at rest */
    float release; /* factor a frame */
};

void cr_limiter_init(struct cr_limiter *limiter, uint32_t rate);

/* Works in place; returns how many frames were turned down. */
uint32_t cr_limiter_run(struct cr_limiter *limiter, float *frames,
                        uint32_t count) CR_RT;

#endif
