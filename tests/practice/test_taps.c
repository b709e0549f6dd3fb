/* Imagined people tap along: the delay is known, the person is not. */
#include "app/practice/taps.h"
#include "tests/support/check.h"

struct person {
    double sd_ms, ar;       /* of the errors; how much one is like the last */
    double miss, double_at; /* shares of clicks not tapped, tapped twice */
};

static double gauss(struct cr_test_random *random)
{
    return sqrt(-2 * log(cr_test_unit(random) + 1e-12)) *
           cos(6.283185307179586 * cr_test_unit(random));
}

/* Returns the number of taps; `mean_ms` is that of the errors that were made. */
static int tap(int64_t *taps, double delay_ms, const struct person *p,
               struct cr_test_random *random, double *mean_ms)
{
    double error = p->sd_ms * gauss(random), sum = 0;
    int count = 0, clicks = 0;
    for (int i = 0; i < CR_TAP_CLICKS; i++) {
        error =
            p->ar * error + p->sd_ms * sqrt(1 - p->ar * p->ar) * gauss(random);
        if (cr_test_unit(random) < p->miss)
            continue;
        sum += error;
        clicks++;
        taps[count++] = cr_tap_click_ns(i) + llround((delay_ms + error) * 1e6);
        if (cr_test_unit(random) < p->double_at) {
            taps[count] = taps[count - 1] + 90000000;
            count++;
        }
    }
    *mean_ms = sum / clicks;
    return count;
}

/* Complaint 4: a wizard that finds +107 where -300 is true, as delays of more
 * than half a beat alias. */
static void delays_up_to_600_ms_do_not_alias(void **state)
{
    static const struct person person = {.sd_ms = 15};
    struct cr_test_random random = {4};
    (void)state;
    for (int delay = 0; delay <= 600; delay += 10) {
        int64_t taps[CR_TAP_LIMIT];
        struct cr_tap each[CR_TAP_LIMIT];
        struct cr_taps found;
        double mean, sum = 0;
        /* one person's mean over 24 taps is off by 3 ms itself: of forty */
        for (int i = 0; i < 40; i++) {
            const int count = tap(taps, delay, &person, &random, &mean);
            cr_taps_find(&found, each, taps, count);
            CHECK(found.is_trusted);
            CHECK_NEAR(delay + mean, found.delay_ms, 12);
            sum += found.delay_ms;
        }
        CHECK_NEAR(delay, sum / 40, 3);
    }
}

/* Complaint 5: no doubt is told, or a wrong one. */
static void the_doubt_is_what_repeating_shows(void **state)
{
    static const struct person people[] = {
        {15, 0, 0, 0}, {16, 0.3, 0.05, 0}, {12, 0.5, 0.02, 0.03}};
    struct cr_test_random random = {5};
    (void)state;
    for (int p = 0; p < 3; p++) {
        double sum = 0, squares = 0, told = 0;
        int count = 0;
        for (int i = 0; i < 1000; i++) {
            int64_t taps[CR_TAP_LIMIT];
            struct cr_tap each[CR_TAP_LIMIT];
            struct cr_taps found;
            double mean;
            const int n = tap(taps, 137, &people[p], &random, &mean);
            cr_taps_find(&found, each, taps, n);
            if (!found.is_trusted)
                continue;
            count++;
            sum += found.delay_ms;
            squares += found.delay_ms * found.delay_ms;
            told += found.doubt_ms;
        }
        CHECK(count > 900);
        const double sd = sqrt(squares / count - sum / count * sum / count);
        CHECK_NEAR(1, told / count / sd, 0.15);
    }
}

static void wild_taps_are_left_out_in_sight(void **state)
{
    static const struct person person = {.sd_ms = 8};
    struct cr_test_random random = {6};
    int64_t taps[CR_TAP_LIMIT];
    struct cr_tap each[CR_TAP_LIMIT];
    struct cr_taps found, calm;
    double mean;
    (void)state;
    const int count = tap(taps, 41, &person, &random, &mean);
    cr_taps_find(&calm, each, taps, count);
    taps[7] += 75000000;
    cr_taps_find(&found, each, taps, count);
    CHECK(found.is_trusted);
    CHECK(each[7].is_wild);
    CHECK_INT(calm.used - 1, found.used);
    CHECK_NEAR(calm.delay_ms, found.delay_ms, 2);
}

static void what_cannot_be_trusted_is_refused(void **state)
{
    static const struct person drunk = {.sd_ms = 90}, lazy = {.miss = 0.5};
    struct cr_test_random random = {7};
    int64_t taps[CR_TAP_LIMIT] = {0};
    struct cr_tap each[CR_TAP_LIMIT];
    struct cr_taps found;
    double mean;
    (void)state;
    cr_taps_find(&found, each, taps, 0);
    CHECK(!found.is_trusted && found.reason);
    int count = tap(taps, 100, &drunk, &random, &mean);
    cr_taps_find(&found, each, taps, count);
    CHECK(!found.is_trusted && found.reason);
    count = tap(taps, 100, &lazy, &random, &mean);
    cr_taps_find(&found, each, taps, count);
    CHECK(!found.is_trusted && found.reason);
    /* on every beat, the rests as well: which one is the first? */
    for (count = 0; count < 32; count++)
        taps[count] = count * INT64_C(600000000) + 50000000;
    cr_taps_find(&found, each, taps, count);
    CHECK(!found.is_trusted && found.reason);
    for (count = 0; count < CR_TAP_LIMIT; count++)
        taps[count] = count * INT64_C(70000000); /* hammering */
    cr_taps_find(&found, each, taps, count);
    CHECK(!found.is_trusted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delays_up_to_600_ms_do_not_alias),
        cmocka_unit_test(the_doubt_is_what_repeating_shows),
        cmocka_unit_test(wild_taps_are_left_out_in_sight),
        cmocka_unit_test(what_cannot_be_trusted_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
