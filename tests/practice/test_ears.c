/* For ears alone: a stroke that is early sounds left, a late one right, by the law that
 * ears.h has. */
#include "app/practice/ears.h"
#include "app/practice/marker.h"
#include "app/practice/session.h"
#include "tests/support/check.h"

static void early_is_left_and_late_is_right(void **state)
{
    static const struct {
        double error_ms, beat_ms, left, right;
    } rows[] = {{0, 500, 1, 1},        {-30, 500, 1, 0.5}, {30, 500, 0.5, 1},
                {-60, 500, 1, 0},      {60, 500, 0, 1},    {-500, 500, 1, 0},
                {500, 500, 0, 1},      {6, 500, 0.9, 1},   {-15, 500, 1, 0.75},
                {39.585, 1000, 0.5, 1}}; /* 30 ms 2^0.4 */
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct cr_ears e = cr_ears_of(rows[i].error_ms, rows[i].beat_ms);
        CHECK_NEAR(rows[i].left, e.left, 1e-4);
        CHECK_NEAR(rows[i].right, e.right, 1e-4);
    }
}

/* What the marks of the screen would say is what ears hear; extra hits stay in the
 * middle. */
static void ears_hear_what_eyes_see(void **state)
{
    static const char text[] = "beat 1\ntempo: 120\nHH |x---|\nSD |--x-|\n";
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    struct cr_timeline timeline;
    struct cr_marker marker = {0};
    double error_ms = 0, beat_ms = 0;
    (void)state;
    CHECK(!cr_pattern_read(&pattern, text, sizeof(text) - 1, &found));
    CHECK(!cr_timeline_create(&timeline, &pattern,
                              &(struct cr_timeline_options){.loops = 2}));
    CHECK(!cr_marker_lay_out(&marker, &timeline));
    CHECK(cr_marker_error(&marker, -30000000, 0, &error_ms, &beat_ms));
    CHECK_NEAR(-30, error_ms, 1e-9);
    CHECK_NEAR(500, beat_ms, 1e-6);
    CHECK(cr_marker_error(&marker, 1030000000, 1, &error_ms, &beat_ms));
    CHECK_NEAR(30, error_ms, 1e-9);
    CHECK(!cr_marker_error(&marker, 500000000, 0, &error_ms, &beat_ms));
    CHECK_INT(0, marker.mark_count); /* nothing is marked by asking */
    cr_marker_destroy(&marker);
    cr_timeline_destroy(&timeline);
    cr_pattern_deinit(&pattern);
}

static void it_is_kept_with_the_take(void **state)
{
    struct cr_session session = {0}, again = {0};
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    (void)state;
    CHECK(!cr_session_read(&session,
                           "earn:bars=4,aim=90 sticking:lanes hands:left "
                           "count:aloud ears:pan",
                           &error));
    cr_session_write(&session, &out);
    CHECK_TEXT("earn:bars=4,hits=90,extra=10,spread=30,top=240,aim=90 "
               "sticking:lanes hands:left count:aloud ears:pan",
               out.text);
    CHECK(!cr_session_read(&again, out.text, &error));
    CHECK(again.pans_strokes && again.counts_aloud && again.is_left_handed &&
          again.sticking == CR_STICKING_LANES && again.earn.aim_pct == 90);
    CHECK_INT(CR_ERR_SYNTAX,
              cr_session_read(&again, "earn:bars=4,aim=96", NULL));
    CHECK_INT(CR_ERR_SYNTAX, cr_session_read(&again, "ears:nose", NULL));
    CHECK_INT(CR_ERR_SYNTAX, cr_session_read(&again, "sticking:", NULL));
    free(out.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(early_is_left_and_late_is_right),
        cmocka_unit_test(ears_hear_what_eyes_see),
        cmocka_unit_test(it_is_kept_with_the_take)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
