#include "app/practice/progress.h"

#include <math.h>
#include <stdlib.h>

#include "app/practice/evidence.h"
#include "app/practice/stats.h"

#define TREND_ALPHA 0.01
#define TREND_RATIO 1.1
#define STEP_ALPHA 0.05
#define STEP_RATIO 1.15
#define Z_975 1.959963984540054

static int compare_values(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The slopes of all pairs of days, in order. */
static uint32_t find_slopes(const double *days, const double *values, int count,
                            double *slopes)
{
    uint32_t n = 0;
    for (int i = 0; i < count; i++) {
        for (int k = i + 1; k < count; k++) {
            if (days[k] > days[i])
                slopes[n++] = (values[k] - values[i]) / (days[k] - days[i]);
        }
    }
    qsort(slopes, n, sizeof(*slopes), compare_values);
    return n;
}

static double rank_of(const double *slopes, uint32_t n, double rank)
{
    const double last = (double)n - 1;
    return slopes[(uint32_t)fmin(fmax(rank, 0), last)];
}

static bool is_large(double ratio, double least)
{
    return ratio >= least || ratio <= 1 / least;
}

enum cr_status cr_progress_trend(struct cr_progress_trend *trend,
                                 const double *days, const double *values,
                                 int count)
{
    *trend = (struct cr_progress_trend){
        .days = count, .is_enough = count >= CR_PROGRESS_DAYS, .p = 1};
    if (count < 2)
        return CR_OK;
    const size_t size = (size_t)count;
    double *room = malloc((size * size + size) * sizeof(*room));
    if (!room)
        return CR_ERR_MEMORY;
    double *slopes = room + size;
    const uint32_t n = find_slopes(days, values, count, slopes);
    if (n) {
        const double span = days[count - 1] - days[0];
        const double slope =
            (slopes[(n - 1) / 2] + slopes[n / 2]) / 2; /* the median */
        const double d = count;
        const double reach = Z_975 * sqrt(d * (d - 1) * (2 * d + 5) / 18) / 2;
        for (int i = 0; i < count; i++)
            room[i] = values[i] - slope * (days[i] - days[0]);
        trend->from = cr_median(room, size);
        trend->to = trend->from + slope * span;
        trend->ratio = exp(slope * span);
        trend->low = exp(rank_of(slopes, n, floor(n / 2.0 - reach)) * span);
        trend->high = exp(rank_of(slopes, n, ceil(n / 2.0 + reach)) * span);
        trend->p = cr_trend(values, count);
        trend->is_claimed = trend->is_enough && trend->p < TREND_ALPHA &&
                            is_large(trend->ratio, TREND_RATIO);
    }
    free(room);
    return CR_OK;
}

struct cr_progress_step cr_progress_compare(const struct cr_parts *then,
                                            const struct cr_parts *now)
{
    struct cr_progress_step step = {.is_enough =
                                        then->count >= CR_PROGRESS_PARTS &&
                                        now->count >= CR_PROGRESS_PARTS,
                                    .ratio = exp(now->mean - then->mean),
                                    .p = 1};
    if (!step.is_enough)
        return step;
    const double a = then->variance / then->count;
    const double b = now->variance / now->count;
    const double se = sqrt(a + b);
    if (!(se > 0))
        return step;
    const int degrees =
        (int)floor((a + b) * (a + b) /
                   (a * a / (then->count - 1) + b * b / (now->count - 1)));
    const double d = now->mean - then->mean;
    const double half = cr_t_quantile(0.05, degrees) * se;
    step.p = cr_t_two_sided(d / se, degrees);
    step.low = exp(d - half);
    step.high = exp(d + half);
    step.is_claimed = step.p < STEP_ALPHA && is_large(step.ratio, STEP_RATIO);
    return step;
}
