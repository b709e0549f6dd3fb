/* The bars that are worth a loop of their own. */
#include "app/practice/follow.h"
#include "app/practice/worst.h"
#include "tests/support/check.h"

static const char bar[] = "HH |x-x-x-x-x-x-x-x-|\nSD |----o-------o---|\n"
                          "BD |o-------o-------|\n\n";

struct take {
    struct cr_pattern pattern;
    struct cr_timeline timeline;
    struct cr_presses presses;
    struct cr_worst worst;
};

/* A piece of so many bars, each of which is written. */
static void play(struct take *t, int bars, uint32_t loops, const char *player)
{
    struct cr_text_buffer text = {0};
    struct cr_diagnostics found = {0};
    const struct cr_session session = {.loops = loops};
    struct cr_session_plan plan;
    struct cr_player who = {0};
    struct cr_error error = {0};
    *t = (struct take){0};
    cr_text_addf(&text, "beat 1\ntempo: 100\n[A]\n");
    for (int i = 0; i < bars; i++)
        cr_text_addf(&text, "%s", bar);
    CHECK(!cr_pattern_read(&t->pattern, text.text, text.size, &found));
    cr_diagnostics_deinit(&found);
    free(text.text);
    CHECK(!cr_player_parse(&who, player, &error));
    CHECK(!cr_follow_through(&plan, &session, &t->pattern, &who, &t->presses,
                             &error));
    CHECK(!cr_timeline_create(&t->timeline, &t->pattern, &plan.timeline));
    cr_session_plan_destroy(&plan);
}

static void judge(struct take *t)
{
    struct cr_result result;
    CHECK(!cr_score(&result, &t->timeline, t->presses.items, t->presses.count));
    CHECK(!cr_worst_bars(&t->worst, &t->timeline, &result, t->presses.items));
    cr_result_destroy(&result);
}

static void end(struct take *t)
{
    cr_timeline_destroy(&t->timeline);
    cr_pattern_deinit(&t->pattern);
    free(t->presses.items);
}

/* Moves all hits of a bar of the piece. */
static void spoil(struct take *t, uint32_t number, double ms)
{
    for (uint32_t i = 0; i < t->presses.count; i++) {
        double ignored;
        struct cr_press *press = &t->presses.items[i];
        const uint32_t own =
            cr_timeline_place(&t->timeline, press->at_ns + 50000000, &ignored);
        if (t->timeline.bars[own].number == number)
            press->at_ns += llround((i % 2 ? ms : -ms) * 1e6);
    }
    cr_presses_sort(&t->presses);
}

static void planted_bars_are_chosen(void **state)
{
    struct take t;
    (void)state;
    play(&t, 16, 3, "sd=8,seed=1");
    spoil(&t, 5, 45);
    spoil(&t, 11, 40);
    judge(&t);
    CHECK_INT(2, t.worst.count);
    CHECK_INT(5, t.worst.bars[0].number);
    CHECK_INT(11, t.worst.bars[1].number);
    CHECK(t.worst.bars[0].points > t.worst.bars[1].points);
    CHECK(t.worst.bars[1].points > 3 * t.worst.middle_points);
    end(&t);
    play(&t, 16, 3, "sd=8,seed=1");
    spoil(&t, 16, 45);
    judge(&t);
    CHECK_INT(1, t.worst.count);
    CHECK_INT(16, t.worst.bars[0].number);
    end(&t);
}

static void an_even_take_has_none(void **state)
{
    static const char *const players[] = {"sd=8,seed=1", "sd=20,ar=0.5,seed=2",
                                          "mean=30,seed=3", ""};
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct take t;
        cr_check_row(players[i]);
        play(&t, 16, 4, players[i]);
        judge(&t);
        CHECK_INT(0, t.worst.count);
        end(&t);
    }
    struct take t; /* of two bars none stands out */
    play(&t, 2, 4, "sd=8,seed=1");
    spoil(&t, 2, 60);
    judge(&t);
    CHECK_INT(0, t.worst.count);
    end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(planted_bars_are_chosen),
        cmocka_unit_test(an_even_take_has_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
