/* Small tests, against numbers that are known. */
#include "app/practice/evidence.h"
#include "tests/support/check.h"

static void a_t_test_gives_the_kept_numbers(void **state)
{
    /* SCORING's vector: one number a bar */
    static const double d[] = {12, 18, 9, 15, 20, 11, 16, 13};
    static const double flat[] = {3, 3, 3, 3};
    (void)state;
    struct cr_evidence e = cr_evidence_of(d, 8, 0);
    CHECK_NEAR(14.25, e.mean, 1e-12);
    CHECK_NEAR(1.3059, e.se, 0.0001);
    CHECK_NEAR(1.2e-5, e.p, 1e-8);
    CHECK_NEAR(1, e.same_side, 0);
    CHECK_NEAR(14.25 - 2.364624 * 1.3059, e.low, 0.001);
    e = cr_evidence_of(d, 8, 14.25);
    CHECK_NEAR(1, e.p, 1e-9);
    CHECK_NEAR(0, cr_evidence_of(flat, 4, 0).p, 0);
    CHECK_NEAR(1, cr_evidence_of(flat, 4, 3).p, 0);
    CHECK_NEAR(1, cr_evidence_of(d, 1, 0).p, 0);
    CHECK_NEAR(1, cr_evidence_of(d, 0, 0).p, 0);
    CHECK(cr_evidence_in_row(d, 8, 0).se >= cr_evidence_of(d, 8, 0).se);
}

static void holm_steps_down(void **state)
{
    double p[] = {0.01, 0.04, 0.03, 0.005};
    double one[] = {0.2};
    (void)state;
    cr_holm(p, 4);
    CHECK_NEAR(0.03, p[0], 1e-12);
    CHECK_NEAR(0.06, p[1], 1e-12);
    CHECK_NEAR(0.06, p[2], 1e-12);
    CHECK_NEAR(0.02, p[3], 1e-12);
    cr_holm(one, 1);
    CHECK_NEAR(0.2, one[0], 1e-12);
    cr_holm(one, 0);
}

static void counts_are_exact(void **state)
{
    (void)state;
    /* the lady and her tea: 17 of 35 tables */
    CHECK_NEAR(34.0 / 70, cr_fisher(3, 1, 1, 3), 1e-9);
    CHECK_NEAR(2.0 / 70, cr_fisher(4, 0, 0, 4), 1e-9);
    CHECK_NEAR(1, cr_fisher(0, 0, 3, 4), 1e-9);
    CHECK_NEAR(1.0 / 1024, cr_binomial_at_least(10, 10, 0.5), 1e-12);
    CHECK_NEAR(56.0 / 1024, cr_binomial_at_least(8, 10, 0.5), 1e-12);
    CHECK_NEAR(1, cr_binomial_at_least(0, 10, 0.1), 1e-12);
}

static void trends_are_found(void **state)
{
    static const double up[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    static const double x[] = {0, 1, 2, 3, 4}, y[] = {0, 2, 4, 6, 100};
    (void)state;
    /* S = 45, its deviation sqrt(125): z = 44/11.18 */
    CHECK_NEAR(8.3e-5, cr_trend(up, 10), 1e-6);
    CHECK_NEAR(1, cr_trend(up, 2), 0);
    CHECK_NEAR(2, cr_slope(x, y, 5), 1e-12); /* whatever the last one does */
    CHECK_NEAR(0, cr_slope(x, y, 1), 0);
    CHECK_NEAR(0.75, cr_larger_share(x, 2, (const double[]){0, -1}, 2), 0.13);
    CHECK_NEAR(0.5, cr_larger_share(x, 0, y, 5), 0);
}

/* All pairs, one after the other. */
static double slow_trend(const double *values, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++) {
        for (int k = i + 1; k < count; k++)
            sum += (values[k] > values[i]) - (values[k] < values[i]);
    }
    const double n = count, sd = sqrt(n * (n - 1) * (2 * n + 5) / 18);
    const double z = sum > 0 ? (sum - 1) / sd : sum < 0 ? (sum + 1) / sd : 0;
    return erfc(fabs(z) / sqrt(2));
}

static double slow_share(const double *a, int a_count, const double *b,
                         int b_count)
{
    double larger = 0;
    for (int i = 0; i < a_count; i++) {
        for (int k = 0; k < b_count; k++)
            larger += a[i] > b[k] ? 1 : a[i] < b[k] ? 0 : 0.5;
    }
    return larger / a_count / b_count;
}

static void pairs_are_counted_as_one_by_one(void **state)
{
    struct cr_test_random random = {5};
    enum { MOST = 40 };
    (void)state;
    for (int round = 0; round < 2000; round++) {
        double values[MOST];
        const int count = 3 + (int)(cr_test_unit(&random) * (MOST - 3));
        const int part = 1 + (int)(cr_test_unit(&random) * (count - 1));
        const double steps = 1 + floor(cr_test_unit(&random) * 30); /* ties */
        for (int i = 0; i < count; i++)
            values[i] = floor(cr_test_unit(&random) * steps) + i / 8;
        CHECK_NEAR(slow_trend(values, count), cr_trend(values, count), 1e-12);
        CHECK_NEAR(slow_share(values, part, values + part, count - part),
                   cr_larger_share(values, (size_t)part, values + part,
                                   (size_t)(count - part)),
                   1e-12);
    }
}

/* A claim of 1 in 100 is made in about 1 of 100, as the numbers have none. */
static void false_claims_are_as_rare_as_said(void **state)
{
    struct cr_test_random random = {3};
    int plain = 0, in_row = 0, trends = 0;
    enum { TAKES = 4000, N = 24 };
    (void)state;
    for (int take = 0; take < TAKES; take++) {
        double free[N], tied[N];
        for (int i = 0; i < N; i++) {
            double sum = -6;
            for (int k = 0; k < 12; k++)
                sum += cr_test_unit(&random);
            free[i] = sum;
            tied[i] = i ? 0.3 * tied[i - 1] + 0.95 * sum : sum;
        }
        plain += cr_evidence_of(free, N, 0).p < 0.01;
        in_row += cr_evidence_in_row(tied, N, 0).p < 0.01;
        trends += cr_trend(free, N) < 0.01;
    }
    CHECK(plain > TAKES * 0.005 && plain < TAKES * 0.016);
    CHECK(in_row < TAKES * 0.03); /* a plain test: 0.07 */
    CHECK(trends > TAKES * 0.002 && trends < TAKES * 0.016);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_t_test_gives_the_kept_numbers),
        cmocka_unit_test(holm_steps_down),
        cmocka_unit_test(counts_are_exact),
        cmocka_unit_test(trends_are_found),
        cmocka_unit_test(pairs_are_counted_as_one_by_one),
        cmocka_unit_test(false_claims_are_as_rare_as_said)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
