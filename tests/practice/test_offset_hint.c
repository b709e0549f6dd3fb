/* Play never changes an offset; it asks only if it looks like the device. */
#include "app/practice/offset_hint.h"
#include "tests/support/check.h"

struct play {
    const char *says;
    int notes, tempi, slowest, fastest;
    double lean_ms, sd_ms;
    double by_tempo_ms, by_lane_ms; /* what the last one adds to the lean */
    bool asks;
};

static double gauss(struct cr_test_random *random)
{
    return sqrt(-2 * log(cr_test_unit(random) + 1e-12)) *
           cos(6.283185307179586 * cr_test_unit(random));
}

static void fill(struct cr_offset_hint *hint, const struct play *p,
                 struct cr_test_random *random)
{
    *hint = (struct cr_offset_hint){0};
    for (int i = 0; i < p->notes; i++) {
        const int step = i % p->tempi, lane = i % 2;
        const int bpm = p->slowest + (p->tempi > 1 ? (p->fastest - p->slowest) *
                                                         step / (p->tempi - 1)
                                                   : 0);
        hint->notes[hint->count++ % CR_HINT_NOTES] = (struct cr_hint_note){
            .error_ms = p->lean_ms + p->sd_ms * gauss(random) +
                        (step == p->tempi - 1 ? p->by_tempo_ms : 0) +
                        (lane ? p->by_lane_ms : 0),
            .bpm = bpm,
            .lane = (uint32_t)lane};
    }
}

static void it_asks_only_if_all_conditions_hold(void **state)
{
    static const struct play plays[] = {
        {"late everywhere", 300, 3, 80, 130, 52, 15, 0, 0, true},
        {"early everywhere", 3000, 3, 80, 130, -52, 15, 0, 0, true},
        {"too few notes", 190, 3, 80, 130, 52, 15, 0, 0, false},
        {"two tempi", 300, 2, 80, 130, 52, 15, 0, 0, false},
        {"tempi too near", 300, 3, 80, 110, 52, 15, 0, 0, false},
        {"a small lean", 300, 3, 80, 130, 33, 15, 0, 0, false},
        {"a lean that grows with the tempo", 300, 3, 80, 130, 52, 10, 25, 0,
         false},
        {"one drum only", 300, 3, 80, 130, 52, 10, 0, 25, false},
        {"all over the place", 300, 3, 80, 130, 52, 40, 0, 0, false},
    };
    struct cr_test_random random = {9};
    struct cr_offset_hint hint;
    (void)state;
    for (size_t i = 0; i < sizeof(plays) / sizeof(plays[0]); i++) {
        double delay = 0;
        cr_check_row(plays[i].says);
        fill(&hint, &plays[i], &random);
        CHECK_INT(plays[i].asks, cr_offset_hint_asks(&hint, &delay));
        if (plays[i].asks)
            CHECK_NEAR(plays[i].lean_ms, delay, 3);
    }
}

/* Complaint 3: a mean that a few wild hits pull away. */
static void wild_hits_do_not_pull_the_number(void **state)
{
    static const struct play play = {"", 1000, 3, 80, 130, 52, 12, 0, 0, true};
    struct cr_test_random random = {3};
    struct cr_offset_hint hint;
    double calm, pulled;
    (void)state;
    fill(&hint, &play, &random);
    CHECK(cr_offset_hint_asks(&hint, &calm));
    for (int i = 0; i < 1000; i += 100)
        hint.notes[i].error_ms += 150;
    CHECK(cr_offset_hint_asks(&hint, &pulled));
    CHECK_NEAR(calm, pulled, 0.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_asks_only_if_all_conditions_hold),
        cmocka_unit_test(wild_hits_do_not_pull_the_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
