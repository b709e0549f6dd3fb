/* The published values that the statistics must give. */
#include "app/practice/score.h"
#include "app/practice/stats.h"
#include "tests/support/check.h"

static void a_note_costs_all_at_its_distance(void **state)
{
    static const struct {
        double beat, distance;
    } table[] = {{300, 81.52},  {400, 91.46},  {500, 100.00},
                 {600, 107.57}, {750, 117.61}, {1000, 131.95}};
    (void)state;
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        CHECK_NEAR(table[i].distance, cr_distance_ms(table[i].beat), 0.005);
    for (double x = 0.01; x < 50; x *= 1.1)
        CHECK_NEAR(pow(x, 0.4), cr_pow_two_fifths(x), 1e-13 * pow(x, 0.4));
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void selection_finds_what_sorting_finds(void **state)
{
    struct cr_test_random random = {20};
    (void)state;
    for (int round = 0; round < 20000; round++) {
        double values[40], sorted[40];
        const int count = cr_test_int(&random, 1, 40);
        const int kinds = cr_test_int(&random, 1, 60); /* many are alike */
        for (int i = 0; i < count; i++)
            values[i] = sorted[i] = cr_test_int(&random, -kinds, kinds);
        qsort(sorted, (size_t)count, sizeof(*sorted), compare);
        const int rank = cr_test_int(&random, 0, count - 1);
        CHECK_NEAR(sorted[rank], cr_select(values, (size_t)count, (size_t)rank),
                   0);
        CHECK_NEAR((sorted[(count - 1) / 2] + sorted[count / 2]) / 2,
                   cr_median(values, (size_t)count), 0);
    }
}

static void c4_and_t_are_as_in_the_tables(void **state)
{
    (void)state;
    CHECK_NEAR(.797885, cr_c4(2), 5e-7);
    CHECK_NEAR(.921318, cr_c4(4), 5e-7);
    CHECK_NEAR(.965030, cr_c4(8), 5e-7);
    CHECK_NEAR(.983484, cr_c4(16), 5e-7);
    CHECK_NEAR(.991969, cr_c4(32), 5e-7);
    CHECK_NEAR(.085619, cr_t_two_sided(2, 7), 5e-7);
    CHECK_NEAR(.003224, cr_t_two_sided(3.5, 15), 5e-7);
    CHECK_NEAR(.050000, cr_t_two_sided(12.7062, 1), 5e-7);
    CHECK_NEAR(2.364624, cr_t_quantile(0.05, 7), 1e-6);
    CHECK_NEAR(2.131450, cr_t_quantile(0.05, 15), 1e-6);
}

/* V13: a contrast of eight bars. */
static void a_contrast_has_its_p(void **state)
{
    static const double d[] = {12, 18, 9, 15, 20, 11, 16, 13};
    double mean = 0, squares = 0;
    (void)state;
    for (int i = 0; i < 8; i++)
        mean += d[i] / 8;
    for (int i = 0; i < 8; i++)
        squares += (d[i] - mean) * (d[i] - mean);
    const double se = sqrt(squares / 7 / 8);
    CHECK_NEAR(14.25, mean, 1e-12);
    CHECK_NEAR(1.3059, se, 5e-5);
    CHECK_NEAR(1.200e-05, cr_t_two_sided(mean / se, 7), 5e-9);
}

static void lag_one_is_corrected_for_short_series(void **state)
{
    (void)state;
    double sum = 0;
    struct cr_test_random random = {11};
    for (int run = 0; run < 4000; run++) {
        double x[16], last = 0;
        for (int i = -30; i < 16; i++) {
            double e = 0;
            for (int k = 0; k < 12; k++)
                e += cr_test_unit(&random) - 0.5;
            last = 0.5 * last + e;
            if (i >= 0)
                x[i] = last;
        }
        sum += cr_lag1(x, 16);
    }
    CHECK_NEAR(0.5, sum / 4000, 0.03);
}

/* V10 to V12. */
static void spread_counts_misses(void **state)
{
    static const double e[16] = {-30, -12, -8, -5, -2, 0,  3,  4,
                                 6,   9,   11, 15, 18, 22, 40, -18};
    static const struct {
        uint32_t notes;
        int has_spread;
        double spread;
    } table[] = {{16, 1, 15.7823}, {20, 1, 22.9947}, {24, 0, 0}};
    (void)state;
    for (int i = 0; i < 3; i++) {
        struct cr_tally tally = {0};
        double copy[16];
        memcpy(copy, e, sizeof(copy));
        cr_spread(copy, 16, table[i].notes, &tally);
        CHECK_NEAR(3.5, tally.lean_ms, 1e-12);
        CHECK_INT(table[i].has_spread, tally.has_spread);
        if (table[i].has_spread)
            CHECK_NEAR(table[i].spread, tally.spread_ms, 5e-5);
    }
}

static void spread_of_normal_errors_is_their_sigma(void **state)
{
    enum { COUNT = 100000 };
    static double errors[COUNT];
    struct cr_test_random random = {4};
    struct cr_tally tally = {0};
    (void)state;
    for (int i = 0; i < COUNT; i++) {
        const double u = cr_test_unit(&random) + 1e-12;
        const double v = cr_test_unit(&random);
        errors[i] = 20 * sqrt(-2 * log(u)) * cos(6.283185307179586 * v) - 7;
    }
    cr_spread(errors, COUNT, COUNT, &tally);
    CHECK_NEAR(20, tally.spread_ms, 0.2);
    CHECK_NEAR(-7, tally.lean_ms, 0.3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_note_costs_all_at_its_distance),
        cmocka_unit_test(selection_finds_what_sorting_finds),
        cmocka_unit_test(c4_and_t_are_as_in_the_tables),
        cmocka_unit_test(a_contrast_has_its_p),
        cmocka_unit_test(lag_one_is_corrected_for_short_series),
        cmocka_unit_test(spread_counts_misses),
        cmocka_unit_test(spread_of_normal_errors_is_their_sigma),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
