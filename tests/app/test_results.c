/* What keys do behind a take, without a window: pages, bars, the take judged again; and
 * where a programme goes on. */
#include "app/ui/hits_screen.h"
#include "app/ui/results.h"
#include "app/ui/set_list.h"
#include "tests/practice/takes.h"

static const char rock[] = "beat 1\ntempo: 120\nHH |x-x-x-x-|\nSD |--o---o-|\n"
                           "BD |o---o---|\n";

struct take {
    struct cr_pattern pattern;
    struct cr_session session;
    struct cr_timeline timeline;
    struct cr_presses presses;
    struct cr_result result;
    struct cr_results results;
};

static void open_take(struct take *t, const char *player, bool rolls)
{
    static const struct cr_results_words said = {"the report", "", "", "", ""};
    *t = (struct take){0};
    cr_test_play(rock, "", 24, player, &t->pattern, &t->session, &t->timeline,
                 &t->presses);
    CHECK(!cr_score(&t->result, &t->timeline, t->presses.items,
                    t->presses.count));
    const struct cr_report about = {.timeline = &t->timeline,
                                    .result = &t->result,
                                    .presses = t->presses.items,
                                    .session = &t->session};
    const struct cr_score_options judged = {.until_ns = INT64_MAX};
    cr_results_open(&t->results, &about, &judged, &said, rolls);
}

static void close_take(struct take *t)
{
    cr_results_close(&t->results);
    cr_result_destroy(&t->result);
    cr_timeline_destroy(&t->timeline);
    free(t->presses.items);
    cr_pattern_deinit(&t->pattern);
}

static void press(struct take *t, SDL_Keycode key, int times)
{
    for (int i = 0; i < times; i++)
        CHECK(cr_results_key(&t->results, key));
}

static void pages_are_turned(void **state)
{
    struct take t;
    (void)state;
    open_take(&t, "sd=10,seed=1", true);
    CHECK_INT(CR_PAGE_ROLL, t.results.page);
    press(&t, SDLK_RETURN, 1);
    CHECK_INT(CR_PAGE_REPORT, t.results.page);
    CHECK(!cr_results_key(&t.results, SDLK_RETURN)); /* the window's */
    CHECK(!cr_results_key(&t.results, SDLK_ESCAPE));
    press(&t, SDLK_r, 1);
    CHECK_INT(CR_PAGE_ROLL, t.results.page);
    press(&t, SDLK_RETURN, 1);
    press(&t, SDLK_h, 1);
    CHECK_INT(CR_PAGE_HITS, t.results.page);
    press(&t, SDLK_ESCAPE, 1);
    press(&t, SDLK_l, 1);
    CHECK_INT(CR_PAGE_LAB, t.results.page);
    press(&t, SDLK_h, 1);
    CHECK_INT(CR_PAGE_HITS, t.results.page);
    press(&t, SDLK_h, 1);
    CHECK_INT(CR_PAGE_REPORT, t.results.page);
    close_take(&t);
    open_take(&t, "sd=10,seed=1", false);
    CHECK_INT(CR_PAGE_REPORT, t.results.page);
    close_take(&t);
    CHECK(!cr_results_key(&t.results, SDLK_h)); /* it is closed */
}

static void bars_have_ends(void **state)
{
    struct take t;
    (void)state;
    open_take(&t, "sd=10,seed=1", false);
    const uint32_t rows =
        cr_hits_screen_rows(&t.results.about, &t.results.layout);
    CHECK(rows >= 1 && rows < 24);
    press(&t, SDLK_h, 1);
    press(&t, SDLK_UP, 3);
    CHECK_INT(0, t.results.first_bar);
    press(&t, SDLK_DOWN, 2);
    CHECK_INT(2, t.results.first_bar);
    press(&t, SDLK_PAGEDOWN, 1);
    CHECK_INT(2 + rows, t.results.first_bar);
    press(&t, SDLK_PAGEDOWN, 30);
    CHECK_INT(24 - rows, t.results.first_bar);
    press(&t, SDLK_PAGEUP, 30);
    CHECK_INT(0, t.results.first_bar);
    close_take(&t);
}

/* As the score of hits that were moved; and back to what was played. */
static void a_take_is_judged_again(void **state)
{
    struct take t;
    struct cr_result moved;
    (void)state;
    open_take(&t, "mean=9,sd=8,seed=4", false);
    press(&t, SDLK_LEFT, 9);
    CHECK_INT(-9, t.results.again.shift_ms);
    CHECK_TEXT("9 ms earlier", t.results.again.words);
    for (uint32_t i = 0; i < t.presses.count; i++)
        t.presses.items[i].at_ns -= 9000000;
    CHECK(!cr_score(&moved, &t.timeline, t.presses.items, t.presses.count));
    for (uint32_t i = 0; i < t.presses.count; i++)
        t.presses.items[i].at_ns += 9000000;
    CHECK(t.results.about.result->score == moved.score);
    CHECK(moved.score > t.result.score + 3);
    CHECK_NEAR(t.result.all.lean_ms - 9, t.results.about.result->all.lean_ms,
               1e-9);
    cr_result_destroy(&moved);
    press(&t, SDLK_v, 1);
    CHECK_TEXT("9 ms earlier, strict windows", t.results.again.words);
    press(&t, SDLK_RIGHT, 9);
    CHECK_TEXT("strict windows", t.results.again.words);
    CHECK(t.results.about.result->score == t.result.score);
    CHECK(t.results.about.result->all.judged[CR_LOCKED] <
          t.result.all.judged[CR_LOCKED]);
    press(&t, SDLK_v, 2);
    CHECK_TEXT("wide windows", t.results.again.words);
    CHECK(t.results.about.result->all.judged[CR_LOCKED] >
          t.result.all.judged[CR_LOCKED]);
    press(&t, SDLK_v, 1);
    CHECK(t.results.about.result == &t.result);
    CHECK(t.results.about.presses == t.presses.items);
    close_take(&t);
}

static void a_programme_goes_on(void **state)
{
    struct cr_programme_step steps[2] = {
        {.name = "One",
         .again = 2,
         .pass = {.has_spread = true, .spread_ms = 9}},
        {.name = "Two", .again = 1}};
    const struct cr_programme_files files = {
        .programme = {.steps = steps, .step_count = 2}};
    struct cr_set_list list;
    struct cr_live *live = calloc(1, sizeof(*live));
    struct take loose, tight;
    (void)state;
    CHECK(live != NULL);
    open_take(&loose, "sd=20,seed=1", false);
    open_take(&tight, "sd=5,seed=1", false);
    live->timeline = loose.timeline;
    cr_set_list_begin(&list, &files);
    CHECK_TEXT("One (1 of 2). Enter starts", list.ready);
    cr_set_list_judge(&list, live, &loose.result, loose.presses.items);
    CHECK(!list.goes_on);
    CHECK_TEXT("One, try 2 of 2", list.next);
    CHECK(strncmp(list.verdict, "Not passed: 100 % hit", 21) == 0);
    cr_set_list_judge(&list, live, &loose.result, loose.presses.items);
    CHECK(list.goes_on); /* it was tried as often as it says */
    CHECK_TEXT("Two (2 of 2)", list.next);
    cr_set_list_begin(&list, &files);
    cr_set_list_judge(&list, live, &tight.result, tight.presses.items);
    CHECK(list.goes_on);
    CHECK(strncmp(list.verdict, "Passed: 100 % hit", 17) == 0);
    list.step = 1; /* the last one has no limits */
    list.tries = 0;
    cr_set_list_judge(&list, live, &loose.result, loose.presses.items);
    CHECK(!list.goes_on);
    CHECK_TEXT("the programme is over; Two once more", list.next);
    CHECK_TEXT("", list.verdict);
    cr_set_list_begin(&list, NULL);
    cr_set_list_judge(&list, live, &loose.result,
                      loose.presses.items); /* there is none */
    CHECK_TEXT("", list.next);
    close_take(&loose);
    close_take(&tight);
    free(live);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(pages_are_turned),
                                       cmocka_unit_test(bars_have_ends),
                                       cmocka_unit_test(a_take_is_judged_again),
                                       cmocka_unit_test(a_programme_goes_on)};
    (void)argc;
    (void)argv;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
