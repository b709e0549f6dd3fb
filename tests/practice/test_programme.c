/* Programmes: read with exact errors, written in one form, judged by their limits. */
#include "app/practice/player.h"
#include "app/practice/programme.h"
#include "tests/support/check.h"

static const char good[] = "# one\n\n"
                           "programme 1 # the first\n"
                           "title: A # B\n"
                           "[One]\n"
                           "pattern: a.beat\n"
                           "tempo: 87.5\n"
                           "bars: 2-4\n"
                           "times: 3\n"
                           "gaps: play=2, mute=1\n"
                           "fade: to=40\n"
                           "pass: hits=80, landing=25.5\n"
                           "again: 4 # or so\n"
                           "x-own: anything # at all\n"
                           "[Two]\n"
                           "pattern: b c.beat\n"
                           "speed: 75 %\n"
                           "bars: 3\n";

static void a_programme_is_read(void **state)
{
    struct cr_programme p = {0};
    struct cr_diagnostics found = {0};
    (void)state;
    CHECK(cr_programme_is(good, strlen(good)));
    CHECK(!cr_programme_is("beat 1\n", 7));
    CHECK(!cr_programme_is("", 0));
    CHECK(!cr_programme_read(&p, good, strlen(good), &found));
    CHECK_INT(0, found.count);
    CHECK_TEXT("A # B", p.title);
    CHECK_INT(2, p.step_count);
    const struct cr_programme_step *s = &p.steps[0];
    CHECK_TEXT("One", s->name);
    CHECK_TEXT("a.beat", s->pattern);
    CHECK_INT(6, s->pattern_line);
    CHECK_INT(10, s->pattern_column);
    CHECK_INT(175, s->tempo.num);
    CHECK_INT(2, s->tempo.den);
    CHECK_INT(2, s->session.from_bar);
    CHECK_INT(4, s->session.to_bar);
    CHECK_INT(3, s->session.loops);
    CHECK_INT(1, s->session.gaps.mute);
    CHECK_NEAR(12, s->session.fade.from_ms, 0);
    CHECK_NEAR(40, s->session.fade.to_ms, 0);
    CHECK(s->pass.has_hits && s->pass.has_landing && !s->pass.has_spread);
    CHECK_NEAR(25.5, s->pass.landing_ms, 0);
    CHECK_INT(4, s->again);
    s = &p.steps[1];
    CHECK_TEXT("b c.beat", s->pattern);
    CHECK_INT(75, s->speed_pct);
    CHECK(s->session.from_bar == 3 && s->session.to_bar == 3);
    CHECK(s->again == 1 && !s->pass.has_hits);
    cr_programme_deinit(&p);
    cr_diagnostics_deinit(&found);
}

static void it_has_one_form(void **state)
{
    static const char form[] = "# one\n\n"
                               "programme 1 # the first\n"
                               "title: A # B\n\n"
                               "[One]\n"
                               "pattern: a.beat\n"
                               "tempo: 87.5\n"
                               "bars: 2-4\n"
                               "times: 3\n"
                               "gaps: play=2,mute=1\n"
                               "fade: from=12,to=40\n"
                               "pass: hits=80, landing=25.5\n"
                               "again: 4  # or so\n"
                               "x-own: anything # at all\n\n"
                               "[Two]\n"
                               "pattern: b c.beat\n"
                               "speed: 75 %\n"
                               "bars: 3\n";
    struct cr_diagnostics found = {0};
    char *out, *again;
    size_t size, again_size;
    (void)state;
    CHECK(!cr_programme_format(good, strlen(good), &out, &size, &found));
    CHECK_TEXT(form, out);
    CHECK(!cr_programme_format(out, size, &again, &again_size, &found));
    CHECK(size == again_size && memcmp(out, again, size) == 0);
    free(out);
    free(again);
    cr_diagnostics_deinit(&found);
}

#define HEAD "programme 1\n[A]\npattern: a.beat\n"

static void mistakes_have_their_place(void **state)
{
    static const struct {
        const char *text;
        int line, column, code;
    } rows[] = {{"", 1, 1, 1},
                {"beat 1\n", 1, 1, 1},
                {"programmes\n", 1, 1, 1},
                {"programme 2\n", 1, 11, 2},
                {"programme 1\n", 1, 1, 21},
                {"programme 1\n\n[A]\n", 3, 1, 21},
                {"programme 1\n[A\npattern: a\n", 2, 2, 16},
                {"programme 1\n[A] x4\npattern: a\n", 2, 5, 16},
                {HEAD "tempo: 2\n", 4, 8, 4},
                {HEAD "tempo: fast\n", 4, 8, 4},
                {HEAD "speed: 300\n", 4, 8, 4},
                {HEAD "bars: 4-2\n", 4, 7, 4},
                {HEAD "bars: 0\n", 4, 7, 4},
                {HEAD "times: -1\n", 4, 8, 4},
                {HEAD "again: 100\n", 4, 8, 4},
                {HEAD "pass: hits=101\n", 4, 7, 4},
                {HEAD "pass: speed=3\n", 4, 7, 4},
                {HEAD "pass:\n", 4, 6, 4},
                {HEAD "pass: bars=1.5\n", 4, 7, 4},
                {HEAD "level: 11\n", 4, 8, 4},
                {HEAD "pass-tempo: 2\n", 4, 13, 4},
                {HEAD "assist:\n", 4, 8, 4},
                {HEAD "unlocks: B\n", 2, 1, 21},
                {HEAD "warm-up: maybe\n", 4, 10, 4},
                {HEAD "repairs: place, nonsense\n", 4, 10, 4},
                {HEAD "unlocks: A B\n", 4, 10, 4},
                {HEAD "gaps: play=2\n", 4, 7, 4},
                {HEAD "gaps:\n", 4, 6, 4},
                {HEAD "pattern: b.beat\n", 4, 1, 6},
                {HEAD "gaps: random=3\ngaps: random=4\n", 5, 1, 6},
                {HEAD "hello\n", 4, 1, 7},
                {HEAD "HH |x-x-|\n", 4, 1, 7},
                {"programme 1\ntitle: a\ntitle: b\n[A]\npattern: a\n", 3, 1, 6},
                {"programme 1\n[A]\npattern: a\rb\r\n", 3, 11, 19},
                {"programme 1\n[A]\npattern: \xFF\n", 1, 1, 19}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct cr_programme p = {.step_count = 7};
        struct cr_diagnostics found = {0};
        cr_check_row(rows[i].text);
        CHECK_INT(
            CR_ERR_SYNTAX,
            cr_programme_read(&p, rows[i].text, strlen(rows[i].text), &found));
        CHECK_INT(1, found.error_count);
        CHECK_INT(rows[i].code, found.items[0].code);
        CHECK_INT(rows[i].line, found.items[0].line);
        CHECK_INT(rows[i].column, found.items[0].column);
        CHECK_INT(7, p.step_count); /* nothing is half read */
        cr_diagnostics_deinit(&found);
    }
}

static void limits_are_limits(void **state)
{
    struct cr_text_buffer text = {0};
    struct cr_programme p = {0};
    struct cr_diagnostics found = {0};
    (void)state;
    cr_text_addf(&text, "programme 1\n");
    for (int i = 0; i < CR_PROGRAMME_STEPS; i++)
        cr_text_addf(&text, "[%d]\npattern: a\n", i);
    CHECK(!cr_programme_read(&p, text.text, text.size, &found));
    CHECK_INT(CR_PROGRAMME_STEPS, p.step_count);
    cr_programme_deinit(&p);
    cr_text_addf(&text, "[one more]\npattern: a\n");
    CHECK_INT(CR_ERR_SYNTAX,
              cr_programme_read(&p, text.text, text.size, &found));
    CHECK_INT(18, found.items[0].code);
    cr_diagnostics_deinit(&found);
    while (text.size <= CR_PROGRAMME_SIZE)
        cr_text_addf(&text, "# and so on, and so on, and so on\n");
    CHECK_INT(CR_ERR_SYNTAX,
              cr_programme_read(&p, text.text, text.size, &found));
    CHECK_INT(18, found.items[0].code);
    cr_diagnostics_deinit(&found);
    free(text.text);
}

static struct cr_verdict play(const char *options, const char *player_text,
                              const struct cr_pass *pass)
{
    static const char rock[] = "beat 1\ntempo: 120\n"
                               "HH |x-x-x-x-|\nSD |--o---o-|\n";
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    struct cr_programme_step step = {.session.loops = 16};
    struct cr_session_plan plan;
    struct cr_timeline timeline;
    struct cr_player player = {0};
    struct cr_presses presses = {0};
    struct cr_result result;
    struct cr_verdict verdict;
    struct cr_error error = {0};
    CHECK(!cr_pattern_read(&pattern, rock, strlen(rock), &found));
    cr_diagnostics_deinit(&found);
    CHECK(!cr_session_read(&step.session, options, &error));
    CHECK(!cr_player_parse(&player, player_text, &error));
    const struct cr_session session = cr_programme_session(&step, &pattern);
    CHECK(!cr_session_plan(&plan, &session, &pattern, NULL, &error));
    CHECK(!cr_timeline_create(&timeline, &pattern, &plan.timeline));
    CHECK(!cr_player_play(&player, &timeline, &presses));
    CHECK(!cr_score(&result, &timeline, presses.items, presses.count));
    CHECK(
        !cr_programme_judge(pass, &timeline, &result, presses.items, &verdict));
    cr_result_destroy(&result);
    free(presses.items);
    cr_timeline_destroy(&timeline);
    cr_session_plan_destroy(&plan);
    cr_pattern_deinit(&pattern);
    return verdict;
}

static void takes_stand_against_limits(void **state)
{
    const struct cr_pass usual = {.has_hits = true,
                                  .hits_pct = 90,
                                  .has_extra = true,
                                  .extra_pct = 10,
                                  .has_spread = true,
                                  .spread_ms = 20};
    const struct cr_pass landing = {.has_landing = true, .landing_ms = 20};
    (void)state;
    CHECK(play("", "sd=10,seed=1", &usual).is_passed);
    CHECK(!play("", "sd=30,seed=1", &usual).is_passed);
    CHECK(!play("", "sd=10,miss=20,seed=1", &usual).is_passed);
    CHECK(!play("", "sd=10,extra=20,seed=1", &usual).is_passed);
    struct cr_verdict v = play("", "sd=10,seed=1", &landing);
    CHECK(!v.is_passed && !v.has_landing); /* there was no silence */
    v = play("gaps:play=2,mute=2", "sd=5,seed=1", &landing);
    CHECK(v.is_passed && v.has_landing);
    /* four bars in a row are enough, wherever they are */
    const struct cr_pass row = {
        .has_spread = true, .spread_ms = 10, .has_bars = true, .bars = 4};
    const struct cr_pass all = {.has_spread = true, .spread_ms = 10};
    CHECK(play("", "sd=12,ar=0,seed=1", &row).is_passed);
    CHECK(!play("", "sd=12,ar=0,seed=1", &all).is_passed);
    CHECK(!play("", "sd=24,ar=0,seed=1", &row).is_passed);
    v = play("gaps:play=2,mute=2", "sd=5,gap-drift=2,seed=1", &landing);
    CHECK(!v.is_passed && v.has_landing);
    CHECK(v.landing_ms > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_programme_is_read),
        cmocka_unit_test(it_has_one_form),
        cmocka_unit_test(mistakes_have_their_place),
        cmocka_unit_test(limits_are_limits),
        cmocka_unit_test(takes_stand_against_limits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
