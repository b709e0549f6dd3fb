#include "app/practice/fade.h"

#include <math.h>
#include <stdlib.h>

#define MOST_UP 0.5
#define MOST_DOWN 0.125

double cr_fade_error(const struct cr_target *target, double error_ms)
{
    return error_ms * 100 / cr_distance_ms(target->beat_ms);
}

double cr_fade_next(const struct cr_fade *fade, double level,
                    const double *errors, uint32_t count)
{
    double squares = 0;
    if (count < CR_FADE_NOTES)
        return 1;
    for (uint32_t i = 0; i < CR_FADE_NOTES; i++)
        squares += errors[i] * errors[i] / CR_FADE_NOTES;
    const double wished =
        (sqrt(squares) - fade->from_ms) / (fade->to_ms - fade->from_ms);
    const double aim = fmax(0, fmin(1, wished));
    return level + fmax(-MOST_DOWN, fmin(MOST_UP, aim - level));
}

/* The last notes before a target; their number. */
static uint32_t last_errors(const struct cr_result *r, uint32_t end,
                            double *errors)
{
    uint32_t n = 0;
    while (end-- > 0 && n < CR_FADE_NOTES) {
        const struct cr_answer *a = &r->answers[end];
        if (!cr_target_counts(&r->targets[end]))
            continue;
        errors[n++] = a->press == CR_NONE || a->is_wrong_drum
                          ? CR_FADE_MISSED_MS
                          : cr_fade_error(&r->targets[end], a->error_ms);
    }
    return n;
}

enum cr_status cr_fade_levels(const struct cr_fade *fade,
                              const struct cr_timeline *timeline,
                              const struct cr_result *result, double **levels,
                              uint32_t *count)
{
    double errors[CR_FADE_NOTES], level = 1;
    size_t beats = 0;
    uint32_t end = 0;
    for (uint32_t b = 0; b < result->bar_count; b++)
        beats +=
            (size_t)cr_timeline_meter(timeline, timeline->countin_count + b)
                ->beats;
    *count = 0;
    *levels = malloc((beats + 1) * sizeof(**levels));
    if (!*levels)
        return CR_ERR_MEMORY;
    for (uint32_t b = 0; b < result->bar_count; b++) {
        const uint32_t bar = timeline->countin_count + b;
        const struct cr_meter *meter = cr_timeline_meter(timeline, bar);
        for (int i = 0; i < meter->beats; i++) {
            const int64_t at_ns =
                cr_timeline_ns(timeline, bar, cr_fraction_make(i, meter->unit));
            while (end < result->target_count &&
                   result->targets[end].at_ns <= at_ns - CR_FADE_OLD_NS)
                end++;
            level = cr_fade_next(fade, level, errors,
                                 last_errors(result, end, errors));
            (*levels)[(*count)++] = level;
        }
    }
    return CR_OK;
}
