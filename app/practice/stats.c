#include "app/practice/stats.h"

#include <math.h>
#include <stdint.h>

static void swap(double *a, double *b)
{
    const double held = *a;
    *a = *b;
    *b = held;
}

double cr_select(double *values, size_t count, size_t rank)
{
    size_t low = 0, high = count - 1;
    uint64_t random = 1;
    while (low < high) {
        /* a pivot from anywhere: no order of the values is a bad one */
        random = random * UINT64_C(6364136223846793005) + 1;
        swap(&values[low], &values[low + (random >> 33) % (high - low + 1)]);
        const double pivot = values[low];
        size_t i = low, j = high;
        for (;; i++, j--) {
            while (values[i] < pivot)
                i++;
            while (values[j] > pivot)
                j--;
            if (i >= j)
                break;
            swap(&values[i], &values[j]);
        }
        /* low .. j are not above the pivot, the others not below it; the pivot
         * began at the left, so that there are others */
        if (rank <= j)
            high = j;
        else
            low = j + 1;
    }
    return values[rank];
}

double cr_median(double *values, size_t count)
{
    if (!count)
        return 0;
    const double upper = cr_select(values, count, count / 2);
    if (count % 2)
        return upper;
    /* the other middle one is the largest of those before */
    double lower = values[0];
    for (size_t i = 1; i < count / 2; i++)
        lower = values[i] > lower ? values[i] : lower;
    return (lower + upper) / 2;
}

double cr_pow_two_fifths(double x)
{
    const double square = x * x;
    double y = x > 1 ? x : 1; /* above the root: converges from there */
    for (int i = 0; i < 200; i++) {
        const double fourth = y * y * y * y;
        const double next = (4 * y + square / fourth) / 5;
        if (next >= y)
            break;
        y = next;
    }
    return y;
}

double cr_t_two_sided(double t, int degrees)
{
    const double size = t < 0 ? -t : t;
    if (degrees > 1000)
        return erfc(size * (1 - 1 / (4.0 * degrees)) /
                    sqrt(1 + size * size / (2.0 * degrees)) / sqrt(2));
    const double cos2 = degrees / (degrees + size * size);
    const double sine = size / sqrt(degrees + size * size);
    double sum = 0, term = 1;
    if (degrees % 2 == 0) {
        for (int k = 0; k < degrees; k += 2) {
            sum += term;
            term *= cos2 * (k + 1) / (k + 2);
        }
        return 1 - sine * sum;
    }
    for (int k = 1; k < degrees; k += 2) {
        sum += term;
        term *= cos2 * (k + 1) / (k + 2);
    }
    const double angle = atan(size / sqrt(degrees));
    const double pi = 3.14159265358979323846;
    return 1 - 2 / pi * (angle + sine * sqrt(cos2) * sum);
}

double cr_t_quantile(double two_sided_p, int degrees)
{
    double low = 0, high = 1;
    while (cr_t_two_sided(high, degrees) > two_sided_p && high < 1e9)
        high *= 2;
    for (int i = 0; i < 100; i++) {
        const double middle = (low + high) / 2;
        if (cr_t_two_sided(middle, degrees) > two_sided_p)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

double cr_c4(int count)
{
    /* Gamma(n/2)/Gamma((n-1)/2) by its recurrence from n = 2, without any
     * large number: g(n) = (n-2)/2 / g(n-1), g(2) = 1/sqrt(pi). */
    double ratio = 1 / sqrt(3.14159265358979323846);
    for (int n = 3; n <= count; n++)
        ratio = (n - 2) / 2.0 / ratio;
    return sqrt(2.0 / (count - 1)) * ratio;
}

double cr_lag1(const double *values, size_t count)
{
    double mean = 0, power = 0, product = 0;
    if (count < 6)
        return 0;
    for (size_t i = 0; i < count; i++)
        mean += values[i];
    mean /= (double)count;
    for (size_t i = 0; i < count; i++) {
        const double d = values[i] - mean;
        power += d * d;
        if (i + 1 < count)
            product += d * (values[i + 1] - mean);
    }
    if (power <= 0)
        return 0;
    const double n = (double)count;
    const double corrected = (n * (product / power) + 1) / (n - 4);
    return fmin(fmax(corrected, -0.99), 0.99);
}
