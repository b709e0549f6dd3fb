#include "app/practice/evidence.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/stats.h"

static struct cr_evidence evidence(const double *values, int count,
                                   double against, double widened)
{
    struct cr_evidence e = {.n = count, .p = 1};
    double squares = 0;
    int same = 0;
    if (count < 2)
        return e;
    for (int i = 0; i < count; i++)
        e.mean += values[i] / count;
    for (int i = 0; i < count; i++) {
        squares += (values[i] - e.mean) * (values[i] - e.mean);
        same += (values[i] > against) == (e.mean > against);
    }
    e.se = sqrt(squares / (count - 1) / count) * widened;
    e.same_side = (double)same / count;
    const double half = cr_t_quantile(0.05, count - 1) * e.se;
    e.low = e.mean - half;
    e.high = e.mean + half;
    if (e.se > 0)
        e.p = cr_t_two_sided((e.mean - against) / e.se, count - 1);
    else
        e.p = e.mean == against ? 1 : 0;
    return e;
}

struct cr_evidence cr_evidence_of(const double *values, int count,
                                  double against)
{
    return evidence(values, count, against, 1);
}

struct cr_evidence cr_evidence_in_row(const double *values, int count,
                                      double against)
{
    const double r = count > 0 ? fmax(0, cr_lag1(values, (size_t)count)) : 0;
    return evidence(values, count, against, sqrt((1 + r) / (1 - r)));
}

void cr_holm(double *p, int count)
{
    double least = 0;
    double *left = malloc((size_t)(count > 0 ? count : 1) * sizeof(*left));
    for (int i = 0; left && i < count; i++)
        left[i] = p[i];
    for (int done = 0; left && done < count; done++) {
        int next = -1;
        for (int i = 0; i < count; i++) {
            if (left[i] >= 0 && (next < 0 || left[i] < left[next]))
                next = i;
        }
        if (next < 0)
            break;
        least = fmax(least, fmin(1, left[next] * (count - done)));
        p[next] = least;
        left[next] = -1;
    }
    for (int i = 0; !left && i < count; i++)
        p[i] = fmin(1, p[i] * count); /* Bonferroni's needs no memory */
    free(left);
}

double cr_binomial_at_least(int hits, int n, double share)
{
    double sum = 0;
    for (int k = hits; k <= n; k++)
        sum += exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) +
                   k * log(share) + (n - k) * log(1 - share));
    return hits <= 0 ? 1 : fmin(1, sum);
}

static double log_choose(int n, int k)
{
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
}

double cr_fisher(int a, int b, int c, int d)
{
    const int row = a + b, column = a + c, all = a + b + c + d;
    const int least = column > all - row ? column - (all - row) : 0;
    const int most = column < row ? column : row;
    const double whole = log_choose(all, column);
    const double own = log_choose(row, a) + log_choose(all - row, c) - whole;
    double sum = 0;
    for (int k = least; k <= most; k++) {
        const double chance =
            log_choose(row, k) + log_choose(all - row, column - k) - whole;
        if (chance <= own + 1e-9)
            sum += exp(chance);
    }
    return fmin(1, sum);
}

/* Sorts values and counts the pairs that stood the wrong way round. */
static double sort_counting(double *values, double *room, size_t count)
{
    if (count < 2)
        return 0;
    const size_t half = count / 2;
    double wrong = sort_counting(values, room, half) +
                   sort_counting(values + half, room, count - half);
    size_t a = 0, b = half, n = 0;
    while (a < half && b < count) {
        if (values[b] < values[a]) {
            wrong += (double)(half - a);
            room[n++] = values[b++];
        } else {
            room[n++] = values[a++];
        }
    }
    memcpy(room + n, values + a, (half - a) * sizeof(*room));
    memcpy(room + n + half - a, values + b, (count - b) * sizeof(*room));
    memcpy(values, room, count * sizeof(*values));
    return wrong;
}

double cr_trend(const double *values, int count)
{
    const size_t size = count > 0 ? (size_t)count : 0;
    double *sorted = malloc((2 * size + 1) * sizeof(*sorted));
    double same = 0, run = 1;
    if (count < 3 || !sorted) {
        free(sorted);
        return 1;
    }
    memcpy(sorted, values, size * sizeof(*sorted));
    const double wrong = sort_counting(sorted, sorted + size, size);
    for (size_t i = 1; i <= size; i++) {
        if (i < size && sorted[i] == sorted[i - 1]) {
            run++;
            continue;
        }
        same += run * (run - 1) / 2;
        run = 1;
    }
    free(sorted);
    const double n = count;
    const double s = n * (n - 1) / 2 - same - 2 * wrong;
    const double sd = sqrt(n * (n - 1) * (2 * n + 5) / 18);
    const double z = s > 0 ? (s - 1) / sd : s < 0 ? (s + 1) / sd : 0;
    return erfc(fabs(z) / sqrt(2));
}

double cr_slope(const double *x, const double *y, size_t count)
{
    enum { MOST = 2000 };
    const size_t step = count > MOST ? (count + MOST - 1) / MOST : 1;
    const size_t used = count ? (count - 1) / step + 1 : 0;
    double *slopes = malloc((used * used / 2 + 1) * sizeof(*slopes));
    size_t n = 0;
    if (!slopes)
        return 0;
    for (size_t i = 0; i < count; i += step) {
        for (size_t k = i + step; k < count; k += step) {
            if (x[k] != x[i])
                slopes[n++] = (y[k] - y[i]) / (x[k] - x[i]);
        }
    }
    const double slope = cr_median(slopes, n);
    free(slopes);
    return slope;
}

static int compare_values(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double cr_larger_share(const double *a, size_t a_count, const double *b,
                       size_t b_count)
{
    double *first = malloc((a_count + b_count + 1) * sizeof(*first));
    double larger = 0;
    if (!first || !a_count || !b_count) {
        free(first);
        return 0.5;
    }
    double *second = first + a_count;
    memcpy(first, a, a_count * sizeof(*a));
    memcpy(second, b, b_count * sizeof(*b));
    qsort(first, a_count, sizeof(*first), compare_values);
    qsort(second, b_count, sizeof(*second), compare_values);
    size_t below = 0, same = 0; /* of the second kind, to the one at hand */
    for (size_t i = 0; i < a_count; i++) {
        while (below < b_count && second[below] < first[i])
            below++;
        same = same > below ? same : below;
        while (same < b_count && second[same] <= first[i])
            same++;
        larger += (double)below + 0.5 * (double)(same - below);
    }
    free(first);
    return larger / (double)a_count / (double)b_count;
}
