/* Starting without a free hand. */
#include "app/practice/four_hits.h"
#include "tests/support/check.h"

/* Which hit starts, from 1; 0: none. */
static int starts_at(const int *ms, const uint32_t *lanes, int count)
{
    struct cr_four_hits hits = {0};
    for (int i = 0; i < count; i++) {
        if (cr_four_hits_add(&hits, ms[i] * INT64_C(1000000), lanes[i]))
            return i + 1;
    }
    return 0;
}

static void four_even_hits_on_one_drum_start(void **state)
{
    static const struct {
        const char *says;
        int ms[8];
        uint32_t lanes[8];
        int count, starts;
    } table[] = {
        {"even", {0, 500, 1000, 1500}, {2, 2, 2, 2}, 4, 4},
        {"as a person counts", {0, 540, 1010, 1500}, {2, 2, 2, 2}, 4, 4},
        {"three are too few", {0, 500, 1000}, {2, 2, 2}, 3, 0},
        {"uneven", {0, 500, 800, 1500}, {2, 2, 2, 2}, 4, 0},
        {"uneven at first", {0, 150, 650, 1150, 1650}, {1, 1, 1, 1, 1}, 5, 5},
        {"another drum between",
         {0, 500, 700, 1000, 1500},
         {1, 1, 2, 1, 1},
         5,
         0},
        {"a roll", {0, 100, 200, 300, 400}, {1, 1, 1, 1, 1}, 5, 0},
        {"too slow", {0, 2000, 4000, 6000}, {1, 1, 1, 1}, 4, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        cr_check_row(table[i].says);
        CHECK_INT(table[i].starts,
                  starts_at(table[i].ms, table[i].lanes, table[i].count));
    }
}

static void it_starts_over_after_a_start(void **state)
{
    struct cr_four_hits hits = {0};
    int starts = 0;
    (void)state;
    for (int i = 0; i < 8; i++)
        starts += cr_four_hits_add(&hits, i * INT64_C(400000000), 0);
    CHECK_INT(2, starts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_even_hits_on_one_drum_start),
        cmocka_unit_test(it_starts_over_after_a_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
