/* What the score would be without one of its faults, where that is known. */
#include "app/practice/follow.h"
#include "app/practice/what_if.h"
#include "tests/support/check.h"

static const char rock[] = "beat 1\ntempo: 120\nHH |x-x-x-x-|\nSD |--o---o-|\n";

struct take {
    struct cr_pattern pattern;
    struct cr_timeline timeline;
    struct cr_presses presses;
    struct cr_result result;
    struct cr_measures measures;
    struct cr_what_if found[CR_WHAT_IFS];
    int count;
};

static void play(struct take *t, const char *player_text, const char *lane,
                 bool is_shape_only)
{
    struct cr_diagnostics found = {0};
    const struct cr_timeline_options options = {.loops = 12};
    const struct cr_score_options judged = {.until_ns = INT64_MAX,
                                            .is_shape_only = is_shape_only};
    struct cr_player player = {0};
    struct cr_error error = {0};
    *t = (struct take){0};
    CHECK(!cr_pattern_read(&t->pattern, rock, strlen(rock), &found));
    cr_diagnostics_deinit(&found);
    CHECK(!cr_timeline_create(&t->timeline, &t->pattern, &options));
    CHECK(!cr_player_parse(&player, player_text, &error));
    CHECK(!lane[0] ||
          !cr_player_parse_lane(&player, lane, &t->pattern, &error));
    CHECK(!cr_player_play(&player, &t->timeline, &t->presses));
    CHECK(!cr_score_take(&t->result, &t->timeline, t->presses.items,
                         t->presses.count, &judged));
    CHECK(
        !cr_measure(&t->measures, &t->timeline, &t->result, t->presses.items));
    CHECK(!cr_what_if(&t->timeline, &t->result, t->presses.items, &t->measures,
                      t->found, &t->count));
}

static void put_away(struct take *t)
{
    cr_measures_destroy(&t->measures);
    cr_result_destroy(&t->result);
    cr_timeline_destroy(&t->timeline);
    free(t->presses.items);
    cr_pattern_deinit(&t->pattern);
}

static void a_lean_is_taken_off(void **state)
{
    struct take t;
    (void)state;
    play(&t, "mean=20", "", false);
    CHECK_NEAR(80, t.result.score, 0.01);
    CHECK(t.count >= 1 && t.found[0].kind == CR_IF_LEAN);
    CHECK_NEAR(100, t.found[0].score, 1e-9);
    put_away(&t);
    play(&t, "mean=20", "", true); /* it is not judged as it is */
    CHECK_INT(0, t.count);
    put_away(&t);
}

static void a_place_is_put_right(void **state)
{
    struct take t;
    (void)state;
    for (int shape = 0; shape < 2; shape++) {
        play(&t, "sd=0", "SD@4=40", shape);
        CHECK_NEAR(100 - 40.0 / 6, t.result.score, 0.01);
        CHECK_INT(1, t.count);
        CHECK(t.found[0].kind == CR_IF_PLACE);
        CHECK_INT(1, t.found[0].cell->lane);
        CHECK_NEAR(100, t.found[0].score, 1e-9);
        put_away(&t);
    }
}

static void what_was_missed_is_hit(void **state)
{
    struct take t;
    (void)state;
    play(&t, "miss=30,seed=3", "", false);
    CHECK(t.result.all.missed > 8 && t.result.all.extra == 0);
    CHECK_INT(1, t.count);
    CHECK(t.found[0].kind == CR_IF_MISSED);
    CHECK_NEAR(100, t.found[0].score, 1e-9);
    put_away(&t);
    play(&t, "sd=6,seed=3", "", false); /* nothing is worth a word */
    CHECK_INT(0, t.count);
    put_away(&t);
}

/* Whatever is said gains, and the most is said first. */
static void what_is_said_gains(void **state)
{
    (void)state;
    for (int seed = 0; seed < 200; seed++) {
        struct take t;
        char text[80];
        snprintf(text, sizeof(text), "mean=%d,sd=%d,miss=%d,extra=3,seed=%d",
                 seed % 7 * 6 - 18, 5 + seed % 5 * 5, seed % 3 * 4, seed);
        cr_check_row(text);
        play(&t, text, "", seed % 2);
        CHECK(t.count <= CR_WHAT_IFS);
        for (int i = 0; i < t.count; i++) {
            CHECK(t.found[i].score >= t.result.score + 1);
            CHECK(t.found[i].score <= 100);
            CHECK(!i || t.found[i - 1].score >= t.found[i].score);
        }
        put_away(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_lean_is_taken_off),
                                       cmocka_unit_test(a_place_is_put_right),
                                       cmocka_unit_test(what_was_missed_is_hit),
                                       cmocka_unit_test(what_is_said_gains)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
