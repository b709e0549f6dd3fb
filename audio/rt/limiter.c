#include "audio/rt/limiter.h"

#include <stdbool.h>

#include "audio/rt/rt_poison.h"

void cr_limiter_init(struct cr_limiter *limiter, uint32_t rate)
{
    /* 10 = e^2.302585 in half a second; 1 + x is e^x for such a small x */
    limiter->gain = 1.0f;
    limiter->release = 1.0f + 2.302585f / (0.5f * (float)rate);
}

static float magnitude(float x)
{
    return x < 0 ? -x : x;
}

/* True if a sample is beyond the ceiling. Eight running extremes each way, so
 * that the compiler can keep them in registers. */
static bool is_too_loud(const float *samples, uint32_t count)
{
    float high[8] = {0}, low[8] = {0};
    uint32_t i = 0;
    for (; i + 8 <= count; i += 8) {
        for (uint32_t k = 0; k < 8; k++) {
            const float x = samples[i + k];
            high[k] = x > high[k] ? x : high[k];
            low[k] = x < low[k] ? x : low[k];
        }
    }
    for (; i < count; i++) {
        const float x = samples[i];
        high[0] = x > high[0] ? x : high[0];
        low[0] = x < low[0] ? x : low[0];
    }
    for (uint32_t k = 0; k < 8; k++) {
        if (high[k] > CR_LIMITER_CEILING || -low[k] > CR_LIMITER_CEILING)
            return true;
    }
    return false;
}

uint32_t cr_limiter_run(struct cr_limiter *limiter, float *frames,
                        uint32_t count) CR_RT
{
    uint32_t limited = 0;
    if (limiter->gain >= 1.0f && !is_too_loud(frames, 2 * count))
        return 0;
    for (uint32_t i = 0; i < count; i++) {
        const float left = magnitude(frames[2 * i]);
        const float right = magnitude(frames[2 * i + 1]);
        const float peak = left > right ? left : right;
        float gain = limiter->gain * limiter->release;
        if (gain > 1.0f)
            gain = 1.0f;
        if (peak * gain > CR_LIMITER_CEILING)
            gain = CR_LIMITER_CEILING / peak;
        limiter->gain = gain;
        if (gain < 1.0f) {
            frames[2 * i] *= gain;
            frames[2 * i + 1] *= gain;
            limited++;
        }
    }
    return limited;
}
