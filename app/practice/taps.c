#include "app/practice/taps.h"

#include <math.h>

#include "app/practice/stats.h"
#include "patterns/words.h"

#define BEAT_NS INT64_C(600000000)
#define LEAST_SHIFT_MS (-250)
#define MOST_SHIFT_MS 750
#define STEP_MS 5
#define REACH_MS 120.0 /* of a tap from where it should be */
#define APART_MS 200   /* another shift is another reading */
#define WILD_MS 30.0
#define PI 3.14159265358979323846
#define LEAST_USED 16
#define MOST_DOUBT_MS 15.0

int64_t cr_tap_click_ns(int click)
{
    return (click / 3 * 4 + click % 3) * BEAT_NS;
}

/* The click whose shifted place is nearest to a tap. */
static int nearest_click(int64_t tap_ns, double shift_ms, double *error_ms)
{
    const double at = (double)tap_ns / 1e6 - shift_ms;
    const int beat = (int)floor(at / ((double)BEAT_NS / 1e6) + 0.5);
    int best = -1;
    for (int b = beat - 1; b <= beat + 1; b++) {
        if (b < 0 || b % 4 == 3 || b / 4 >= CR_TAP_BARS)
            continue;
        const double error = at - (double)(b * BEAT_NS) / 1e6;
        if (best < 0 || fabs(error) < fabs(*error_ms)) {
            best = b / 4 * 3 + b % 4;
            *error_ms = error;
        }
    }
    return best;
}

/* How badly the taps fit clicks that are shifted: a click without a tap, and a
 * tap without a click, cost as much as a tap at the end of the reach. */
static double misfit(const int64_t *taps, int count, double shift_ms)
{
    double best[CR_TAP_CLICKS], cost = 0;
    for (int i = 0; i < CR_TAP_CLICKS; i++)
        best[i] = 1;
    for (int i = 0; i < count; i++) {
        double error = 0;
        const int click = nearest_click(taps[i], shift_ms, &error);
        const double far = fabs(error) / REACH_MS;
        if (click < 0 || far >= 1) {
            cost += 1;
        } else if (best[click] < 1) { /* a second tap on a click */
            best[click] = fmin(best[click], far);
            cost += 1;
        } else {
            best[click] = far;
        }
    }
    for (int i = 0; i < CR_TAP_CLICKS; i++)
        cost += best[i];
    return cost;
}

/* The shift that fits best; false if one that is far from it fits nearly as
 * well, so that the taps can be read in two ways. */
static bool find_shift(const int64_t *taps, int count, double *shift_ms)
{
    enum { COUNT = (MOST_SHIFT_MS - LEAST_SHIFT_MS) / STEP_MS + 1 };
    double costs[COUNT], other = HUGE_VAL;
    int best = 0;
    for (int i = 0; i < COUNT; i++) {
        costs[i] = misfit(taps, count, LEAST_SHIFT_MS + i * STEP_MS);
        if (costs[i] < costs[best])
            best = i;
    }
    for (int i = 0; i < COUNT; i++) {
        if ((i > best ? i - best : best - i) * STEP_MS > APART_MS)
            other = fmin(other, costs[i]);
    }
    *shift_ms = LEAST_SHIFT_MS + best * STEP_MS;
    return other > costs[best] + CR_TAP_BARS / 2;
}

static double median_of(const double *values, int count)
{
    double copy[CR_TAP_LIMIT];
    for (int i = 0; i < count; i++)
        copy[i] = values[i];
    return cr_median(copy, (size_t)count);
}

/* Pairs taps with clicks, the nearest one if there are two. */
static void pair(struct cr_tap *each, const int64_t *taps, int count,
                 double shift_ms)
{
    int tap_of[CR_TAP_CLICKS];
    for (int i = 0; i < CR_TAP_CLICKS; i++)
        tap_of[i] = -1;
    for (int i = 0; i < count; i++) {
        double error = 0;
        const int click = nearest_click(taps[i], shift_ms, &error);
        each[i] = (struct cr_tap){.click = -1};
        if (click < 0 || fabs(error) >= REACH_MS)
            continue;
        const int other = tap_of[click];
        if (other >= 0 && fabs(each[other].error_ms - shift_ms) <= fabs(error))
            continue;
        if (other >= 0)
            each[other].click = -1;
        each[i] = (struct cr_tap){.click = click, .error_ms = error + shift_ms};
        tap_of[click] = i;
    }
}

/* Marks the wild ones; the others' errors go to `kept`. */
static int leave_wild_out(struct cr_tap *each, int count, double *kept)
{
    double distances[CR_TAP_LIMIT];
    int used = 0;
    for (int i = 0; i < count; i++) {
        if (each[i].click >= 0)
            kept[used++] = each[i].error_ms;
    }
    const double middle = median_of(kept, used);
    for (int i = 0; i < used; i++)
        distances[i] = fabs(kept[i] - middle);
    const double sd = 1.4826 * median_of(distances, used);
    used = 0;
    for (int i = 0; i < count; i++) {
        if (each[i].click < 0)
            continue;
        each[i].is_wild =
            fabs(each[i].error_ms - middle) > fmax(3 * sd, WILD_MS);
        if (!each[i].is_wild)
            kept[used++] = each[i].error_ms;
    }
    return used;
}

/* Of the median of errors that each depend on the one before. */
static double standard_error(const double *kept, int count)
{
    double sum = 0, squares = 0;
    if (count < 2)
        return HUGE_VAL;
    for (int i = 0; i < count; i++)
        sum += kept[i];
    for (int i = 0; i < count; i++)
        squares += (kept[i] - sum / count) * (kept[i] - sum / count);
    const double r = fmax(0, cr_lag1(kept, (size_t)count));
    double widened = 1;
    for (double rho = r; rho > 0.001; rho *= r)
        widened += 2 * (2 / PI) * asin(rho);
    return sqrt(PI / 2 * squares / (count - 1) / count * widened);
}

void cr_taps_find(struct cr_taps *result, struct cr_tap *each,
                  const int64_t *taps_ns, int count)
{
    double kept[CR_TAP_LIMIT], shift;
    *result = (struct cr_taps){0};
    count = count < CR_TAP_LIMIT ? count : CR_TAP_LIMIT;
    const bool is_clear = find_shift(taps_ns, count, &shift);
    pair(each, taps_ns, count, shift);
    result->used = leave_wild_out(each, count, kept);
    if (result->used) {
        result->delay_ms = median_of(kept, result->used);
        result->doubt_ms = standard_error(kept, result->used);
    }
    if (result->used < LEAST_USED)
        result->reason = _("too few taps answer a click");
    else if (!is_clear)
        result->reason = _("the taps can be read in more than one way");
    else if (result->doubt_ms > MOST_DOUBT_MS)
        result->reason = _("the taps lie too far apart");
    result->is_trusted = !result->reason;
}
