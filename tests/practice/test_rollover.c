/* Three keys at once: a good keyboard passes all six orders, one that swallows a third
 * key fails; whoever presses something else only tries again. */
#include "app/practice/rollover.h"
#include "tests/support/check.h"

static const uint32_t orders[6][3] = {{0, 1, 2}, {1, 0, 2}, {0, 2, 1},
                                      {2, 0, 1}, {1, 2, 0}, {2, 1, 0}};
static const char *const names[3] = {"F", "J", "Space"};

static void hold(struct cr_rollover *r, const uint32_t *keys, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        cr_rollover_key(r, keys[i], true);
    for (uint32_t i = 0; i < count; i++)
        cr_rollover_key(r, keys[i], false);
}

static void six_orders_are_asked(void **state)
{
    struct cr_rollover r = {0};
    char text[200];
    (void)state;
    for (uint32_t i = 0; i < 6; i++) {
        char wanted[100];
        CHECK_INT(CR_ROLLOVER_TESTS, r.state);
        CHECK_INT(i, r.order);
        snprintf(wanted, sizeof(wanted), "%u of 6: hold %s and %s, ", i + 1,
                 names[orders[i][0]], names[orders[i][1]]);
        cr_rollover_words(&r, names, text, sizeof(text));
        CHECK(strncmp(text, wanted, strlen(wanted)) == 0);
        hold(&r, orders[i], 3);
    }
    CHECK_INT(CR_ROLLOVER_HOLDS, r.state);
    cr_rollover_words(&r, names, text, sizeof(text));
    CHECK(strstr(text, "three keys at once") != NULL);
    hold(&r, orders[0], 3); /* it is over */
    CHECK_INT(CR_ROLLOVER_HOLDS, r.state);
}

static void a_swallowed_key_fails(void **state)
{
    char text[200];
    (void)state;
    for (uint32_t bad = 0; bad < 6; bad++) {
        struct cr_rollover r = {0};
        for (uint32_t i = 0; i < bad; i++)
            hold(&r, orders[i], 3);
        hold(&r, orders[bad], 2); /* the third does not come */
        CHECK_INT(CR_ROLLOVER_TESTS, r.state);
        cr_rollover_words(&r, names, text, sizeof(text));
        CHECK(strstr(text, "once more") != NULL);
        hold(&r, orders[bad], 2);
        CHECK_INT(CR_ROLLOVER_FAILS, r.state);
        cr_rollover_words(&r, names, text, sizeof(text));
        CHECK(strstr(text, "two keys at once") != NULL);
    }
}

static void one_that_comes_late_is_forgiven(void **state)
{
    struct cr_rollover r = {0};
    (void)state;
    hold(&r, orders[0], 2);
    hold(&r, orders[0], 3);
    CHECK_INT(1, r.order);
    CHECK_INT(0, r.misses);
    hold(&r, orders[1], 2);
    CHECK_INT(CR_ROLLOVER_TESTS, r.state); /* misses are of one order */
}

static void other_keys_prove_nothing(void **state)
{
    static const uint32_t wrong[] = {0, 2, 1};
    struct cr_rollover r = {0};
    (void)state;
    for (int i = 0; i < 20; i++) {
        hold(&r, wrong, 3);           /* in another order */
        hold(&r, wrong, 1);           /* one key alone */
        cr_rollover_key(&r, 7, true); /* a key that is none of them */
    }
    /* a key that was let go before the third came */
    cr_rollover_key(&r, 0, true);
    cr_rollover_key(&r, 1, true);
    cr_rollover_key(&r, 0, false);
    cr_rollover_key(&r, 2, true);
    cr_rollover_key(&r, 1, false);
    cr_rollover_key(&r, 2, false);
    CHECK_INT(CR_ROLLOVER_TESTS, r.state);
    CHECK_INT(0, r.order);
    CHECK_INT(0, r.misses);
    cr_rollover_key(&r, 0, true);
    cr_rollover_key(&r, 0, true); /* key repeat */
    cr_rollover_key(&r, 0, false);
    hold(&r, orders[0], 3);
    CHECK_INT(1, r.order);
}

/* Of random keys a test that was failed or passed was so by its rule: the third key of
 * an order came, or did not while two were held. */
static void random_keys_do_no_harm(void **state)
{
    struct cr_test_random random = {3};
    int over = 0;
    (void)state;
    for (int run = 0; run < 300; run++) {
        struct cr_rollover r = {0};
        for (int i = 0; i < 400; i++) {
            const struct cr_rollover before = r;
            cr_rollover_key(&r, (uint32_t)cr_test_int(&random, 0, 3),
                            cr_test_int(&random, 0, 1));
            CHECK(r.pressed <= 3 && r.order <= 6 && r.misses <= 2);
            CHECK(r.order == before.order || before.pressed == 3);
            CHECK(r.state != CR_ROLLOVER_FAILS || r.misses == 2);
        }
        over += r.state != CR_ROLLOVER_TESTS;
    }
    CHECK(over > 0);
}

static void three_drums_need_three_keys(void **state)
{
    static const struct {
        const char *text;
        bool needs;
    } rows[] = {
        {"beat 1\nHH |x-x-|\nSD |--o-|\nBD |o---|\n", false},
        {"beat 1\nHH |x-x-|\nSD |--o-|\nBD |o-o-|\n", true},
        {"beat 1\nHH |x---|x-x-|\nSD |----|--o-|\nBD |o---|--o-|\n", true},
        {"beat 1\nCK |X-x-|\nSD |--o-|\nBD |o-o-|\n", false},
        {"beat 1\nHH |xxxx|\n", false}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct cr_pattern p = {0};
        struct cr_diagnostics found = {0};
        cr_check_row(rows[i].text);
        CHECK(!cr_pattern_read(&p, rows[i].text, strlen(rows[i].text), &found));
        CHECK(cr_pattern_needs_three_keys(&p) == rows[i].needs);
        cr_pattern_deinit(&p);
        cr_diagnostics_deinit(&found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(six_orders_are_asked),
        cmocka_unit_test(a_swallowed_key_fails),
        cmocka_unit_test(one_that_comes_late_is_forgiven),
        cmocka_unit_test(other_keys_prove_nothing),
        cmocka_unit_test(random_keys_do_no_harm),
        cmocka_unit_test(three_drums_need_three_keys)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
