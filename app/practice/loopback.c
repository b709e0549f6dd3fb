#include "app/practice/loopback.h"

#include <math.h>
#include <stdlib.h>

#include "app/practice/stats.h"
#include "patterns/words.h"

#define PI 3.14159265358979323846
#define CLICK_S 0.04
#define LOW_HZ 400.0
#define HIGH_HZ 5000.0
#define LONGEST_S 0.6
#define FIRST_S 0.1

/* Gaps in steps of 17 ms on top of a quarter second: sums of neighbours differ
 * as well, so that no shift fits more than a click or two. */
static double gap_before(int click)
{
    static const int steps[CR_LOOPBACK_CLICKS] = {0,  1,  3,  7, 12, 5,  9,  2,
                                                  15, 4,  11, 6, 13, 8,  14, 10,
                                                  1,  12, 3,  9, 7,  15, 2,  5};
    return click ? 0.25 + 0.017 * steps[click] : FIRST_S;
}

static double click_start(int click)
{
    double start = 0;
    for (int i = 0; i <= click; i++)
        start += gap_before(i);
    return start;
}

uint32_t cr_loopback_frames(uint32_t rate)
{
    const double end = click_start(CR_LOOPBACK_CLICKS - 1) + CLICK_S;
    return (uint32_t)ceil((end + LONGEST_S + 0.05) * rate);
}

/* A tone that rises evenly, faded in and out. */
static double click_at(double s)
{
    if (s < 0 || s >= CLICK_S)
        return 0;
    const double phase =
        2 * PI * (LOW_HZ * s + (HIGH_HZ - LOW_HZ) * s * s / (2 * CLICK_S));
    return sin(phase) * (0.5 - 0.5 * cos(2 * PI * s / CLICK_S));
}

double cr_loopback_signal(double seconds)
{
    for (int click = 0; click < CR_LOOPBACK_CLICKS; click++) {
        seconds -= gap_before(click);
        if (seconds < CLICK_S)
            return click_at(seconds); /* 0 before it */
    }
    return 0;
}

/* The search first runs at a quarter of the rate, then finely near its peak. */
enum { COARSE = 4 };

/* A recording, or a coarse copy of it, and the click to be found in it. */
struct sound {
    float *frames, *click;
    int64_t frame_count;
    int click_frames;
    double rate;
};

struct search {
    struct sound fine, coarse;
    int lags;    /* coarse */
    double *sum; /* of the clicks' correlations, by coarse lag */
    double *row; /* of one click */
};

/* Eight sums at once, which compilers turn into one instruction. */
static float product(const float *a, const float *b, int count)
{
    float sums[8] = {0}, sum = 0;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
        for (int k = 0; k < 8; k++)
            sums[k] += a[i + k] * b[i + k];
    }
    for (; i < count; i++)
        sum += a[i] * b[i];
    for (int k = 0; k < 8; k++)
        sum += sums[k];
    return sum;
}

/* Correlation of the recording with a click that starts at `start`, by lag,
 * divided by the root of the energies: -1..1. The recording's is that at the lag,
 * or the most at any lag: then an echo counts as much as it is loud. */
static void correlate(const struct sound *s, int64_t start, int from, int to,
                      bool by_loudest, double *out)
{
    const int n = s->click_frames;
    const double own = (double)product(s->click, s->click, n);
    double energy = 0, most = 1e-12;
    for (int i = 0; i < n; i++) {
        const double x = (double)s->frames[start + from + i];
        energy += x * x;
    }
    for (int lag = from; lag < to; lag++) {
        const float *at = s->frames + start + lag;
        const double by = by_loudest ? 1 : energy;
        out[lag - from] =
            energy > 1e-12 ? (double)product(at, s->click, n) / sqrt(by * own)
                           : 0;
        most = fmax(most, energy);
        const double first = (double)at[0], next = (double)at[n];
        energy = fmax(0, energy + next * next - first * first);
    }
    for (int lag = from; by_loudest && lag < to; lag++)
        out[lag - from] /= sqrt(most);
}

static int strongest(const double *values, int from, int to)
{
    int best = from;
    for (int i = from; i < to; i++) {
        if (fabs(values[i]) > fabs(values[best]))
            best = i;
    }
    return best;
}

/* The top of a parabola through a peak and its neighbours. */
static double peak_at(const double *values, int at, int count)
{
    if (at < 1 || at + 1 >= count)
        return at;
    const double a = values[at - 1], b = values[at], c = values[at + 1];
    const double bend = a - 2 * b + c;
    return bend != 0 ? at + 0.5 * (a - c) / bend : at;
}

/* Delays of the clicks near the common one, in ms; how many are clear. */
static int refine(struct search *s, int common, double *delays)
{
    const struct sound *fine = &s->fine;
    const int reach = (int)(0.0015 * fine->rate), middle = common * COARSE;
    const int from = middle > reach ? middle - reach : 0;
    const int to = middle + reach;
    const double sign = s->sum[common] < 0 ? -1 : 1;
    int count = 0;
    for (int click = 0; click < CR_LOOPBACK_CLICKS; click++) {
        const double start = click_start(click) * fine->rate;
        correlate(fine, (int64_t)floor(start), from, to, false, s->row);
        for (int i = 0; i < to - from; i++)
            s->row[i] = fmax(0, sign * s->row[i]);
        const int at = strongest(s->row, 0, to - from);
        /* three times and a half what noise gives */
        if (s->row[at] < 3.5 / sqrt(fine->click_frames))
            continue;
        const double lag =
            from + peak_at(s->row, at, to - from) - (start - floor(start));
        delays[count++] = lag * 1000 / fine->rate;
    }
    return count;
}

static void settle(struct cr_loopback *loop, double *delays, int count)
{
    double distances[CR_LOOPBACK_CLICKS], near[CR_LOOPBACK_CLICKS];
    double copy[CR_LOOPBACK_CLICKS];
    for (int i = 0; i < count; i++)
        copy[i] = delays[i];
    const double middle = cr_median(copy, (size_t)count);
    for (int i = 0; i < count; i++) {
        if (fabs(delays[i] - middle) < 0.5)
            near[loop->found++] = delays[i];
    }
    if (!loop->found)
        return;
    loop->delay_ms = cr_median(near, (size_t)loop->found);
    for (int i = 0; i < loop->found; i++)
        distances[i] = fabs(near[i] - loop->delay_ms);
    loop->spread_ms = cr_select(distances, (size_t)loop->found,
                                (size_t)ceil(0.6827 * loop->found) - 1);
}

static void judge(struct cr_loopback *loop, double peak, double next)
{
    if (peak <= 1.6 * next)
        loop->reason = _("the clicks were not heard, or something as loud was "
                         "there all the time");
    else if (loop->found < CR_LOOPBACK_CLICKS * 6 / 10)
        loop->reason = _("too few of the clicks were heard clearly");
    else if (loop->spread_ms > 0.5)
        loop->reason = _("the clicks came back at different distances");
    loop->is_trusted = !loop->reason;
}

static void search_all(struct search *s, struct cr_loopback *loop)
{
    double delays[CR_LOOPBACK_CLICKS];
    for (int click = 0; click < CR_LOOPBACK_CLICKS; click++) {
        const double start = click_start(click) * s->coarse.rate;
        correlate(&s->coarse, llround(start), 0, s->lags, true, s->row);
        for (int lag = 0; lag < s->lags; lag++)
            s->sum[lag] += s->row[lag];
    }
    const int common = strongest(s->sum, 0, s->lags);
    const int apart = (int)(0.005 * s->coarse.rate);
    double next = 0;
    for (int lag = 0; lag < s->lags; lag++) {
        if (abs(lag - common) > apart)
            next = fmax(next, fabs(s->sum[lag]));
    }
    const int count = refine(s, common, delays);
    settle(loop, delays, count);
    judge(loop, fabs(s->sum[common]), next);
}

static void thin_out(const float *from, float *to, int64_t count)
{
    for (int64_t i = 0; i < count; i++, from += COARSE)
        to[i] = (from[0] + from[1] + from[2] + from[3]) / COARSE;
}

static bool prepare(struct search *s, const float *recorded, uint32_t rate)
{
    const int64_t frames = cr_loopback_frames(rate);
    const int click = (int)(CLICK_S * rate) / COARSE * COARSE;
    s->lags = (int)(LONGEST_S * rate / COARSE) + 2;
    s->fine = (struct sound){.frame_count = frames,
                             .click_frames = click,
                             .rate = rate,
                             .frames = malloc((size_t)frames * sizeof(float)),
                             .click = malloc((size_t)click * sizeof(float))};
    s->coarse = (struct sound){
        .frame_count = frames / COARSE,
        .click_frames = click / COARSE,
        .rate = (double)rate / COARSE,
        .frames = malloc((size_t)(frames / COARSE) * sizeof(float)),
        .click = malloc((size_t)(click / COARSE) * sizeof(float))};
    s->sum = calloc((size_t)s->lags, sizeof(*s->sum));
    s->row = malloc((size_t)s->lags * sizeof(*s->row));
    if (!s->fine.frames || !s->fine.click || !s->coarse.frames ||
        !s->coarse.click || !s->sum || !s->row)
        return false;
    for (int64_t i = 0; i < frames; i++)
        s->fine.frames[i] = isfinite(recorded[i]) ? recorded[i] : 0;
    for (int i = 0; i < click; i++)
        s->fine.click[i] = (float)click_at((double)i / rate);
    thin_out(s->fine.frames, s->coarse.frames, frames / COARSE);
    thin_out(s->fine.click, s->coarse.click, click / COARSE);
    return true;
}

enum cr_status cr_loopback_find(struct cr_loopback *loop, const float *recorded,
                                uint32_t rate)
{
    struct search s = {0};
    *loop = (struct cr_loopback){0};
    const bool is_good = prepare(&s, recorded, rate);
    if (is_good)
        search_all(&s, loop);
    free(s.fine.frames);
    free(s.fine.click);
    free(s.coarse.frames);
    free(s.coarse.click);
    free(s.sum);
    free(s.row);
    return is_good ? CR_OK : CR_ERR_MEMORY;
}
