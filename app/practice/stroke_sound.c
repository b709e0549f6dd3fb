#include "app/practice/stroke_sound.h"

#include <math.h>
#include <stdlib.h>

#include "app/practice/stats.h"
#include "patterns/words.h"

#define BEFORE_S 0.25
#define AFTER_S 0.03
#define SHARE 0.33
#define NOISE_SDS 6
#define WILD_MS 2.0
#define LEAST_USED 12
#define MOST_DOUBT_MS 2.0
#define PI 3.14159265358979323846

/* The frame at which the sound around a press starts; -1 if none is heard.
 * `steps` has room for all frames that are looked at. */
static int64_t find_start(const float *recorded, int64_t from, int64_t to,
                          double *steps)
{
    double most = 0;
    const int64_t count = to - from;
    for (int64_t i = 0; i < count; i++) {
        const double step =
            fabs((double)recorded[from + i] - (double)recorded[from + i - 1]);
        steps[i] = isfinite(step) ? step : 0;
        most = fmax(most, steps[i]);
    }
    const double noise = 1.4826 * cr_median(steps, (size_t)count);
    const double least = fmax(SHARE * most, NOISE_SDS * noise);
    for (int64_t i = from; most > 0 && i < to; i++) {
        const double step = fabs((double)recorded[i] - (double)recorded[i - 1]);
        if (step >= least)
            return i;
    }
    return -1;
}

static void listen(struct cr_heard_stroke *stroke, const float *recorded,
                   int64_t frame_count, uint32_t rate, double press,
                   double *steps)
{
    *stroke = (struct cr_heard_stroke){0};
    if (!(press > BEFORE_S * rate) ||
        !(press + AFTER_S * rate < (double)frame_count))
        return;
    const int64_t from = (int64_t)(press - BEFORE_S * rate) + 1;
    const int64_t start =
        find_start(recorded, from, (int64_t)(press + AFTER_S * rate), steps);
    stroke->is_heard = start >= 0;
    stroke->delay_ms = 1000 * (press - (double)start) / rate;
}

/* Marks the wild ones; the others' delays go to `kept`. */
static int leave_wild_out(struct cr_heard_stroke *each, int count, double *kept)
{
    double copy[CR_HEARD_STROKES];
    int used = 0;
    for (int i = 0; i < count; i++) {
        if (each[i].is_heard)
            copy[used++] = each[i].delay_ms;
    }
    const double middle = cr_median(copy, (size_t)used);
    for (int i = 0; i < used; i++)
        copy[i] = fabs(copy[i] - middle);
    const double sd = 1.4826 * cr_median(copy, (size_t)used);
    used = 0;
    for (int i = 0; i < count; i++) {
        each[i].is_wild = each[i].is_heard && fabs(each[i].delay_ms - middle) >
                                                  fmax(3 * sd, WILD_MS);
        if (each[i].is_heard && !each[i].is_wild)
            kept[used++] = each[i].delay_ms;
    }
    return used;
}

static void settle(struct cr_stroke_sound *result, double *kept)
{
    const int n = result->used;
    double sum = 0, squares = 0;
    for (int i = 0; i < n; i++)
        sum += kept[i];
    for (int i = 0; i < n; i++)
        squares += (kept[i] - sum / n) * (kept[i] - sum / n);
    result->delay_ms = cr_median(kept, (size_t)n);
    result->doubt_ms = n > 1 ? sqrt(PI / 2 * squares / (n - 1) / n) : HUGE_VAL;
}

enum cr_status cr_stroke_sound_find(struct cr_stroke_sound *result,
                                    struct cr_heard_stroke *each,
                                    const float *recorded, int64_t frame_count,
                                    uint32_t rate, const double *presses,
                                    int count)
{
    double kept[CR_HEARD_STROKES];
    double *steps =
        malloc((size_t)((BEFORE_S + AFTER_S) * rate + 2) * sizeof(*steps));
    *result = (struct cr_stroke_sound){0};
    if (!steps)
        return CR_ERR_MEMORY;
    count = count < CR_HEARD_STROKES ? count : CR_HEARD_STROKES;
    for (int i = 0; i < count; i++)
        listen(&each[i], recorded, frame_count, rate, presses[i], steps);
    free(steps);
    result->used = leave_wild_out(each, count, kept);
    settle(result, kept);
    if (result->used < LEAST_USED || result->used * 10 < count * 6)
        result->reason = _("too few of the strokes were heard clearly");
    else if (result->doubt_ms > MOST_DOUBT_MS)
        result->reason = _("the sounds lie too far apart");
    result->is_trusted = !result->reason;
    return CR_OK;
}
