#include "app/practice/lab.h"

#include <math.h>
#include <stdlib.h>

#include "app/practice/evidence.h"
#include "app/practice/measures.h"
#include "app/practice/stats.h"
#include "patterns/words.h"

enum {
    LEAST_HITS = 16,
    LEAST_INTERVALS = 16,
    LEAST_FREE = 128,
    LEAST_RUN = 16,
    LEAST_DRIFT = 32,
    LEAST_STEERED = 64,
    LEAST_CLASS = 8
};

const int cr_allan_beats[CR_ALLAN_COUNT] = {1, 4, 16};

const char *cr_steering_word(enum cr_steering steering)
{
    static const char *const words[] = {N_("loose"), N_("firm"), N_("jumpy")};
    return words[steering];
}

/* A beat of the take; only those that were hit have a time. */
struct beat {
    int64_t at_ns;
    bool is_hit, is_silent;
    double error_ms, length_ms;
};

struct work {
    struct cr_lab *lab;
    const struct cr_timeline *t;
    const struct cr_result *r;
    const struct cr_press *presses;
    struct beat *beats;
    uint32_t beat_count;
    double *values, *more; /* room for as many as there are beats and targets */
    uint32_t *runs;
};

/* The beats of all bars that were played. */
static void find_beats(struct work *w)
{
    const struct cr_timeline *t = w->t;
    uint32_t target = 0;
    for (uint32_t b = 0; b < w->r->bar_count; b++) {
        const uint32_t bar = t->countin_count + b;
        const struct cr_meter *meter = cr_timeline_meter(t, bar);
        for (int i = 0; i < meter->beats; i++) {
            const struct cr_fraction at = cr_fraction_make(i, meter->unit);
            struct beat beat = {
                .at_ns = cr_timeline_ns(t, bar, at),
                .is_silent = cr_timeline_passage(t, bar, at) == CR_SILENT,
                .length_ms =
                    60000 / cr_timeline_bpm(t, bar, at) * 4 / meter->unit};
            uint32_t hits = 0;
            while (target < w->r->target_count &&
                   w->r->targets[target].at_ns < beat.at_ns)
                target++;
            for (; target < w->r->target_count &&
                   w->r->targets[target].at_ns == beat.at_ns;
                 target++) {
                if (!cr_is_measured(w->r, w->presses, target))
                    continue;
                hits++;
                beat.error_ms +=
                    (w->r->answers[target].error_ms - beat.error_ms) / hits;
            }
            beat.is_hit = hits > 0;
            w->beats[w->beat_count++] = beat;
        }
    }
}

/* Ends of a stretch of beats that were hit and of which `is_silent` is so. */
static bool next_run(const struct work *w, bool is_silent, bool is_any,
                     uint32_t *from, uint32_t *to)
{
    uint32_t i = *to;
    while (
        i < w->beat_count &&
        !(w->beats[i].is_hit && (is_any || w->beats[i].is_silent == is_silent)))
        i++;
    *from = i;
    while (i < w->beat_count && w->beats[i].is_hit &&
           (is_any || w->beats[i].is_silent == is_silent))
        i++;
    *to = i;
    return *from < *to;
}

/* From one beat of a run to the next one, as it was played. */
static double interval(const struct work *w, uint32_t beat)
{
    const struct beat *a = &w->beats[beat], *b = a + 1;
    return (double)(b->at_ns - a->at_ns) / 1e6 + b->error_ms - a->error_ms;
}

static void count_sides(struct work *w)
{
    for (uint32_t i = 0; i < w->r->target_count; i++) {
        if (!cr_is_measured(w->r, w->presses, i) ||
            cr_result_judgement(w->r, i) <= CR_TIGHT)
            continue;
        w->lab->early += w->r->answers[i].error_ms < 0;
        w->lab->late += w->r->answers[i].error_ms > 0;
    }
}

static void measure_sd(struct work *w)
{
    struct cr_lab *lab = w->lab;
    uint32_t n = 0;
    double mean = 0, squares = 0;
    for (uint32_t i = 0; i < w->r->target_count; i++) {
        if (cr_is_measured(w->r, w->presses, i))
            w->values[n++] = w->r->answers[i].error_ms;
    }
    count_sides(w);
    if (n < LEAST_HITS)
        return;
    for (uint32_t i = 0; i < n; i++)
        mean += (w->values[i] - mean) / (i + 1);
    for (uint32_t i = 0; i < n; i++)
        squares += (w->values[i] - mean) * (w->values[i] - mean);
    lab->unstable_rate = 10 * sqrt(squares / n);
    lab->lag1 = cr_lag1(w->values, n);
    double sum = 0, power = 1;
    for (uint32_t k = 1; k < n && fabs(power) > 1e-12; k++) {
        power *= lab->lag1;
        sum += (n - k) * power;
    }
    const double bracket = 1 - 2 * sum / ((double)n * (n - 1));
    lab->has_sd = bracket > 0.1;
    if (lab->has_sd)
        lab->sd_ms = sqrt(squares / (n - 1) / bracket) / cr_c4((int)n);
}

static void measure_intervals(struct work *w)
{
    struct cr_lab *lab = w->lab;
    double mean = 0, squares = 0;
    for (uint32_t from, to = 0; next_run(w, false, true, &from, &to);) {
        for (uint32_t i = from; i + 1 < to; i++) { /* Welford's sums */
            const double y = interval(w, i) / w->beats[i].length_ms;
            const double before = y - mean;
            mean += before / ++lab->intervals;
            squares += before * (y - mean);
        }
    }
    lab->has_intervals = lab->intervals >= LEAST_INTERVALS;
    if (lab->has_intervals)
        lab->interval_cv_pct =
            100 * sqrt(squares / (lab->intervals - 1)) / mean;
}

/* The mean interval of m beats from one on, in beats. */
static double mean_interval(const struct work *w, uint32_t from, uint32_t m)
{
    double sum = 0;
    for (uint32_t i = from; i < from + m; i++)
        sum += interval(w, i) / w->beats[i].length_ms;
    return sum / m;
}

static void measure_allan(struct work *w, int which)
{
    const uint32_t m = (uint32_t)cr_allan_beats[which];
    double squares = 0;
    uint32_t n = 0;
    for (uint32_t from, to = 0; next_run(w, false, true, &from, &to);) {
        for (uint32_t i = from; i + 2 * m < to; i++) {
            const double d =
                mean_interval(w, i + m, m) - mean_interval(w, i, m);
            squares += d * d;
            n++;
        }
    }
    w->lab->has_allan[which] = n >= LEAST_INTERVALS;
    if (w->lab->has_allan[which])
        w->lab->allan_pct[which] = 100 * sqrt(squares / n / 2);
}

/* Takes the line of least squares off. */
static void remove_trend(double *values, uint32_t count)
{
    double mean = 0, sum = 0, squares = 0;
    const double middle = (count - 1) / 2.0;
    for (uint32_t i = 0; i < count; i++)
        mean += values[i] / count;
    for (uint32_t i = 0; i < count; i++) {
        sum += (i - middle) * (values[i] - mean);
        squares += (i - middle) * (i - middle);
    }
    for (uint32_t i = 0; i < count; i++)
        values[i] -= mean + (squares > 0 ? sum / squares * (i - middle) : 0);
}

bool cr_lab_clock(double *intervals, const uint32_t *runs, uint32_t run_count,
                  double *clock_ms, double *hand_ms)
{
    double zero = 0, one = 0, freedom = 0, all = 0;
    for (uint32_t r = 0; r < run_count; r++) {
        remove_trend(intervals, runs[r]);
        for (uint32_t i = 0; i < runs[r]; i++) {
            zero += intervals[i] * intervals[i];
            one += i ? intervals[i] * intervals[i - 1] : 0;
        }
        freedom += runs[r] - 1;
        all += runs[r];
        intervals += runs[r];
    }
    if (!(freedom > 0))
        return false;
    const double g0 = zero / freedom;
    double g1 = one / freedom, t2 = g0 + 2 * g1;
    for (int round = 0; round < 3; round++) {
        g1 = one / freedom + fmax(0, t2) * run_count / all;
        t2 = g0 + 2 * g1;
    }
    if (g1 >= 0 || t2 < 0)
        return false;
    *hand_ms = sqrt(-g1);
    *clock_ms = sqrt(t2);
    return true;
}

bool cr_lab_tempo_drift(const double *intervals, const double *minutes,
                        const uint32_t *runs, uint32_t run_count,
                        double *pct_min)
{
    double up = 0, down = 0;
    for (uint32_t r = 0; r < run_count; r++) {
        double x = 0, y = 0;
        for (uint32_t i = 0; i < runs[r]; i++) {
            x += minutes[i] / runs[r];
            y += log(intervals[i]) / runs[r];
        }
        for (uint32_t i = 0; i < runs[r]; i++) {
            up += (minutes[i] - x) * (log(intervals[i]) - y);
            down += (minutes[i] - x) * (minutes[i] - x);
        }
        intervals += runs[r];
        minutes += runs[r];
    }
    if (!(down > 0))
        return false;
    *pct_min = -100 * up / down;
    return true;
}

/* In silence: intervals in beats, which must be longer than nothing. */
static void measure_free_drift(struct work *w)
{
    struct cr_lab *lab = w->lab;
    uint32_t n = 0, runs = 0;
    for (uint32_t from, to = 0; next_run(w, true, false, &from, &to);) {
        const uint32_t first = n;
        if (to - from < LEAST_RUN + 1)
            continue;
        for (uint32_t i = from; i + 1 < to; i++) {
            const double beats = interval(w, i) / w->beats[i].length_ms;
            if (!(beats > 0))
                continue;
            w->values[n] = beats;
            w->more[n++] = (double)w->beats[i].at_ns / 60e9;
        }
        w->runs[runs++] = n - first;
    }
    lab->has_free_drift =
        n >= LEAST_DRIFT && cr_lab_tempo_drift(w->values, w->more, w->runs,
                                               runs, &lab->free_drift_pct_min);
}

static void measure_clock(struct work *w)
{
    struct cr_lab *lab = w->lab;
    uint32_t n = 0, runs = 0;
    for (uint32_t from, to = 0; next_run(w, true, false, &from, &to);) {
        if (to - from < LEAST_RUN + 1)
            continue;
        for (uint32_t i = from; i + 1 < to; i++)
            w->values[n++] = interval(w, i);
        w->runs[runs++] = to - from - 1;
    }
    lab->free_intervals = n;
    lab->has_clock =
        n >= LEAST_FREE &&
        cr_lab_clock(w->values, w->runs, runs, &lab->clock_ms, &lab->hand_ms);
}

/* Solves K x = y for the covariance of T + M' - M: a + 2b on the diagonal, -b beside
 * it. `room` is as long as y, which becomes x. */
static void solve(double a, double b, double *y, double *room, uint32_t count)
{
    const double diagonal = a + 2 * b;
    double divisor = diagonal;
    y[0] /= divisor;
    for (uint32_t i = 1; i < count; i++) {
        room[i] = -b / divisor;
        divisor = diagonal + b * room[i];
        y[i] = (y[i] + b * y[i - 1]) / divisor;
    }
    for (uint32_t i = count - 1; i-- > 0;)
        y[i] -= room[i + 1] * y[i + 1];
}

bool cr_lab_steering(const double *errors, uint32_t count, double *alpha)
{
    enum { ROUNDS = 20 };
    const uint32_t n = count - 1;
    double *room = malloc(4 * (size_t)count * sizeof(*room));
    double *e = room, *weighed = room + count, *work = room + 2 * (size_t)count;
    double *left = room + 3 * (size_t)count;
    double mean = 0, kept = 0; /* of an error, what stays: 1 - a */
    bool is_good = room && count > 3;
    for (uint32_t i = 0; is_good && i < count; i++)
        mean += errors[i] / count;
    for (uint32_t i = 0; is_good && i < count; i++)
        e[i] = errors[i] - mean;
    double t2 = 1, m2 = 0.25; /* at first */
    for (int round = 0; is_good && round < ROUNDS; round++) {
        double up = 0, down = 0, zero = 0, one = 0;
        for (uint32_t i = 0; i < n; i++)
            weighed[i] = e[i];
        solve(t2, m2, weighed, work, n);
        for (uint32_t i = 0; i < n; i++) {
            up += weighed[i] * e[i + 1];
            down += weighed[i] * e[i];
        }
        is_good = down > 0;
        if (!is_good)
            break;
        kept = up / down;
        for (uint32_t i = 0; i < n; i++) {
            left[i] = e[i + 1] - kept * e[i];
            zero += left[i] * left[i] / n;
            one += i ? left[i] * left[i - 1] / n : 0;
        }
        /* T >= M: g1 lies between -g0/3 and 0 */
        m2 = fmin(fmax(-one, 0), zero / 3);
        t2 = zero - 2 * m2;
    }
    *alpha = 1 - kept;
    free(room);
    return is_good;
}

/* The longest stretch with the click: two that are joined would not steer. */
static void measure_steering(struct work *w)
{
    struct cr_lab *lab = w->lab;
    uint32_t start = 0, n = 0;
    for (uint32_t from, to = 0; next_run(w, false, false, &from, &to);) {
        if (to - from > n) {
            start = from;
            n = to - from;
        }
    }
    lab->steered = n;
    if (n < LEAST_STEERED)
        return;
    for (uint32_t i = 0; i < n; i++)
        w->values[i] = w->beats[start + i].error_ms;
    lab->has_steering = cr_lab_steering(w->values, n, &lab->alpha);
    lab->steering = lab->alpha < 0.15  ? CR_STEERS_LOOSE
                    : lab->alpha > 0.9 ? CR_STEERS_JUMPY
                                       : CR_STEERS_FIRM;
}

/* Velocities of one class; their number. */
static uint32_t velocities(const struct work *w, enum cr_weight weight,
                           double *values)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->r->target_count; i++) {
        const struct cr_note *note = &w->t->notes[w->r->target_notes[i]];
        if (!cr_is_measured(w->r, w->presses, i) ||
            !w->presses[w->r->answers[i].press].velocity ||
            cr_stroke_meaning(w->t->pattern,
                              &w->t->pattern->strokes[note->stroke])
                    .weight != weight)
            continue;
        values[n++] = w->presses[w->r->answers[i].press].velocity;
    }
    return n;
}

/* Keys have one loudness: of them nothing is told. */
static bool has_loudness(const struct work *w)
{
    uint8_t first = 0;
    for (uint32_t i = 0; i < w->r->press_count; i++) {
        const uint8_t own = w->presses[i].velocity;
        if (first && own && own != first)
            return true;
        first = first ? first : own;
    }
    return false;
}

static void measure_dynamics(struct work *w)
{
    struct cr_lab *lab = w->lab;
    lab->has_dynamics = has_loudness(w);
    if (!lab->has_dynamics)
        return;
    for (int k = 0; k < 3; k++) {
        struct cr_lab_class *c = &lab->classes[k];
        double squares = 0;
        c->n = velocities(w, (enum cr_weight)k, w->values);
        for (uint32_t i = 0; i < c->n; i++)
            c->mean += w->values[i] / c->n;
        for (uint32_t i = 0; i < c->n; i++)
            squares += (w->values[i] - c->mean) * (w->values[i] - c->mean);
        if (c->n >= LEAST_CLASS)
            c->cv_pct = 100 * sqrt(squares / (c->n - 1)) / c->mean;
    }
    const uint32_t accents = velocities(w, CR_WEIGHT_ACCENT, w->values);
    const uint32_t ghosts = velocities(w, CR_WEIGHT_GHOST, w->more);
    lab->has_contrast = accents >= LEAST_CLASS && ghosts >= LEAST_CLASS;
    if (lab->has_contrast)
        lab->contrast = cr_larger_share(w->values, accents, w->more, ghosts);
}

enum cr_status cr_lab_measure(struct cr_lab *lab,
                              const struct cr_timeline *timeline,
                              const struct cr_result *result,
                              const struct cr_press *presses)
{
    struct work w = {
        .lab = lab, .t = timeline, .r = result, .presses = presses};
    size_t beats = 1;
    *lab = (struct cr_lab){0};
    for (uint32_t b = 0; b < result->bar_count; b++)
        beats +=
            (size_t)cr_timeline_meter(timeline, timeline->countin_count + b)
                ->beats;
    const size_t most =
        beats > result->target_count ? beats : result->target_count + 1;
    w.beats = malloc(beats * sizeof(*w.beats));
    w.values = malloc(most * sizeof(*w.values));
    w.more = malloc(most * sizeof(*w.more));
    w.runs = malloc(beats * sizeof(*w.runs));
    const bool is_good = w.beats && w.values && w.more && w.runs;
    if (is_good) {
        find_beats(&w);
        measure_sd(&w);
        measure_intervals(&w);
        for (int i = 0; i < CR_ALLAN_COUNT; i++)
            measure_allan(&w, i);
        measure_free_drift(&w);
        measure_clock(&w);
        measure_steering(&w);
        measure_dynamics(&w);
    }
    free(w.beats);
    free(w.values);
    free(w.more);
    free(w.runs);
    return is_good ? CR_OK : CR_ERR_MEMORY;
}
