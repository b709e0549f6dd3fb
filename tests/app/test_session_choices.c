/* What keys make of a session is always one that can be written, read and planned. */
#include "app/session_choices.h"
#include "tests/support/check.h"

static const char rock[] = "beat 1\ntempo: 100\n[A] x4\n"
                           "HH |x-x-x-x-|\nSD |--o---o-|\nBD |o---o---|\n";

static struct cr_choosing open_pattern(struct cr_pattern *pattern)
{
    struct cr_diagnostics found = {0};
    CHECK(!cr_pattern_read(pattern, rock, strlen(rock), &found));
    cr_diagnostics_deinit(&found);
    return (struct cr_choosing){
        .pattern = pattern, .bars = 4, .bpm = 100, .session.loops = 16};
}

static void write(const struct cr_session *session, char *text, size_t size)
{
    struct cr_text_buffer out = {0};
    cr_session_write(session, &out);
    snprintf(text, size, "%s", out.text ? out.text : "");
    free(out.text);
}

static void every_way_is_one(void **state)
{
    struct cr_test_random random = {31};
    struct cr_pattern pattern = {0};
    struct cr_choosing c = open_pattern(&pattern);
    char text[1000], again[1000], value[64];
    enum { STEPS = 20000 };
    (void)state;
    for (int i = 0; i < STEPS; i++) {
        const enum cr_choice choice =
            (enum cr_choice)cr_test_int(&random, 0, CR_CHOICE_COUNT - 1);
        struct cr_session read = {0};
        struct cr_session_plan plan = {0};
        struct cr_error error = {0};
        cr_choice_change(&c, choice, cr_test_int(&random, 0, 1) ? 1 : -1);
        cr_choice_value(&c, choice, value, sizeof(value));
        write(&c.session, text, sizeof(text));
        cr_check_row(text);
        CHECK(value[0] != '\0' && strcmp(value, "as on the command line") != 0);
        CHECK(!cr_session_read(&read, text, &error));
        write(&read, again, sizeof(again));
        CHECK_TEXT(text, again);
        CHECK(c.session.from_bar <= 4 && c.session.to_bar <= 4);
        if (cr_session_plan(&plan, &c.session, &pattern, NULL, &error))
            CHECK_FAIL("%s", error.text);
        cr_session_plan_destroy(&plan);
        if (i % 500 == 499)
            c.session = (struct cr_session){.loops = 16};
    }
    cr_pattern_deinit(&pattern);
}

/* As far up as it goes, and down again: each choice ends where it began. */
static void ends_are_ends(void **state)
{
    struct cr_pattern pattern = {0};
    char first[64], last[64], value[64];
    (void)state;
    struct cr_choosing begun = open_pattern(&pattern);
    begun.session.gaps = (struct cr_gaps){.play = 1, .mute = 1};
    begun.session.ramp = (struct cr_ramp){
        {100, 1}, {20, 1}, {1, 1}, false, 1, CR_RAMP_BARS, CR_RAMP_STOP};
    for (int i = 0; i < CR_CHOICE_COUNT; i++) {
        const enum cr_choice choice = (enum cr_choice)i;
        struct cr_choosing c = begun;
        cr_check_row(cr_choice_name(choice));
        CHECK(strlen(cr_choice_help(choice)) > 10);
        for (int k = 0; k < 100; k++)
            cr_choice_change(&c, choice, -1);
        cr_choice_value(&c, choice, first, sizeof(first));
        if (!cr_choice_counts(&c, choice))
            continue;
        for (int k = 0; k < 100; k++)
            cr_choice_change(&c, choice, 1);
        cr_choice_value(&c, choice, last, sizeof(last));
        cr_choice_change(&c, choice, 1);
        cr_choice_value(&c, choice, value, sizeof(value));
        CHECK_TEXT(last, value);
        CHECK(strcmp(first, last) != 0);
        for (int k = 0; k < 100; k++)
            cr_choice_change(&c, choice, -1);
        cr_choice_value(&c, choice, value, sizeof(value));
        CHECK_TEXT(first, value);
    }
    cr_pattern_deinit(&pattern);
}

static void some_exclude_others(void **state)
{
    struct cr_pattern pattern = {0};
    struct cr_choosing c = open_pattern(&pattern);
    (void)state;
    c.session.speed = (struct cr_fraction){9, 10};
    cr_choice_change(&c, CR_CHOICE_RAMP_STEP, 1);
    CHECK_INT(90, c.session.ramp.from.num);
    CHECK_INT(110, c.session.ramp.to.num);
    cr_choice_change(&c, CR_CHOICE_EARN, 1);
    CHECK(c.session.earn.bars == 1 && !c.session.ramp.step.num);
    cr_choice_change(&c, CR_CHOICE_RAMP_STEP, 1);
    CHECK(!c.session.earn.bars && c.session.ramp.step.num == 1);
    CHECK(!cr_choice_counts(&c, CR_CHOICE_GAP_KIND));
    cr_choice_change(&c, CR_CHOICE_GAP_KIND, 1); /* there are none */
    CHECK(!c.session.gaps.mute);
    cr_choice_change(&c, CR_CHOICE_GAP_MUTE, 1);
    CHECK(c.session.gaps.mute == 1 && c.session.gaps.play == 2);
    for (int i = 0; i < 3; i++)
        cr_choice_change(&c, CR_CHOICE_GAP_KIND, 1);
    CHECK(c.session.gaps.is_random && c.session.gaps.seed == 1);
    cr_choice_change(&c, CR_CHOICE_GAP_MUTE, 1);
    CHECK_NEAR(40, c.session.gaps.to_pct, 0);
    cr_pattern_deinit(&pattern);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_way_is_one),
                                       cmocka_unit_test(ends_are_ends),
                                       cmocka_unit_test(some_exclude_others)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
