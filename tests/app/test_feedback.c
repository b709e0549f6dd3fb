/* What is shown becomes less: every hit, every second repetition, only what is not tight,
 * the report alone. */
#include "app/ui/feedback.h"
#include "tests/support/check.h"

static void it_fades_with_the_stars(void **state)
{
    static const enum cr_feedback wanted[] = {
        CR_FEEDBACK_LIVE, CR_FEEDBACK_HALF, CR_FEEDBACK_COARSE,
        CR_FEEDBACK_OFF};
    (void)state;
    for (uint8_t stars = 0; stars < 4; stars++)
        CHECK_INT(wanted[stars], cr_feedback_of_stars(stars));
}

static void every_second_repetition_is_dark(void **state)
{
    (void)state;
    for (uint32_t bar = 0; bar < 64; bar++) {
        CHECK(cr_feedback_shows_bar(CR_FEEDBACK_LIVE, bar, 8));
        CHECK(cr_feedback_shows_bar(CR_FEEDBACK_COARSE, bar, 8));
        CHECK(!cr_feedback_shows_bar(CR_FEEDBACK_BAR, bar, 8));
        CHECK(!cr_feedback_shows_bar(CR_FEEDBACK_OFF, bar, 8));
        CHECK(cr_feedback_shows_bar(CR_FEEDBACK_HALF, bar, 8) ==
              (bar % 16 < 8));
        CHECK(cr_feedback_shows_bar(CR_FEEDBACK_HALF, bar, 0) == (bar % 8 < 4));
    }
}

static void what_is_tight_needs_no_mark(void **state)
{
    (void)state;
    for (int j = CR_LOCKED; j <= CR_OFF; j++) {
        const struct cr_mark mark = {.fate = CR_PRESS_MATCHED,
                                     .judgement = (enum cr_judgement)j};
        CHECK(cr_feedback_shows_mark(CR_FEEDBACK_LIVE, &mark));
        CHECK(cr_feedback_shows_mark(CR_FEEDBACK_COARSE, &mark) ==
              (j > CR_TIGHT));
    }
    const struct cr_mark extra = {.fate = CR_PRESS_EXTRA};
    CHECK(cr_feedback_shows_mark(CR_FEEDBACK_COARSE, &extra));
    CHECK(!cr_feedback_shows_means(CR_FEEDBACK_COARSE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_fades_with_the_stars),
        cmocka_unit_test(every_second_repetition_is_dark),
        cmocka_unit_test(what_is_tight_needs_no_mark)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
