/* Times in buckets against times that are sorted. */
#include "audio/histogram.h"
#include "tests/support/check.h"

static int compare(const void *a, const void *b)
{
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void quantiles_are_at_most_a_quarter_too_large(void **state)
{
    enum { COUNT = 10000 };
    static int64_t times[COUNT];
    static struct cr_histogram histogram;
    struct cr_test_random random = {1};
    (void)state;
    for (int i = 0; i < COUNT; i++) {
        times[i] = (int64_t)exp(5 + 15 * cr_test_unit(&random));
        cr_histogram_add(&histogram, times[i]);
    }
    qsort(times, COUNT, sizeof(times[0]), compare);
    for (int percent = 1; percent <= 100; percent++) {
        const int64_t exact = times[COUNT * percent / 100 - 1];
        const int64_t said = cr_histogram_quantile(&histogram, percent / 100.0);
        if (said < exact || (double)said > 1.26 * (double)exact)
            CHECK_FAIL("%d %%: %lld instead of %lld", percent, (long long)said,
                       (long long)exact);
    }
}

static void extremes_have_their_buckets(void **state)
{
    static struct cr_histogram histogram;
    (void)state;
    CHECK_INT(0, cr_histogram_quantile(&histogram, 0.5));
    cr_histogram_add(&histogram, -5);
    cr_histogram_add(&histogram, 0);
    cr_histogram_add(&histogram, INT64_MAX);
    CHECK(cr_histogram_quantile(&histogram, 0.5) <= 5);
    CHECK(cr_histogram_quantile(&histogram, 1) > INT64_MAX / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_at_most_a_quarter_too_large),
        cmocka_unit_test(extremes_have_their_buckets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
