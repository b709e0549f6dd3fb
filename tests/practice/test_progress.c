/* Whether somebody became steadier: claimed where it is so, and not where chance
 * has it so. What a take is summed up by. */
#include "app/practice/summary.h"
#include "tests/practice/takes.h"

/* About normal, of deviation 1. */
static double noise(struct cr_test_random *random)
{
    double sum = -6;
    for (int k = 0; k < 12; k++)
        sum += cr_test_unit(random);
    return sum;
}

/* Thirty days on which nothing changes, but for one in ten the spread itself. */
static void chance_makes_no_trend(void **state)
{
    struct cr_test_random random = {11};
    enum { SEEDS = 4000, DAYS = 30 };
    int claims = 0;
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct cr_progress_trend trend;
        double days[DAYS], values[DAYS];
        for (int i = 0; i < DAYS; i++) {
            days[i] = 2 * i + (int)(2 * cr_test_unit(&random));
            values[i] = log(20) + 0.15 * noise(&random);
        }
        CHECK(!cr_progress_trend(&trend, days, values, DAYS));
        CHECK(trend.is_enough);
        claims += trend.is_claimed;
    }
    CHECK(claims < SEEDS * 0.015); /* N15 allows 5 in 100 */
}

static void a_trend_is_found(void **state)
{
    struct cr_test_random random = {12};
    enum { SEEDS = 500, DAYS = 24 };
    int claims = 0, covered = 0;
    double sum = 0;
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        struct cr_progress_trend trend;
        double days[DAYS], values[DAYS];
        for (int i = 0; i < DAYS; i++) {
            days[i] = i;
            values[i] =
                log(20) + log(0.7) * i / (DAYS - 1.0) + 0.1 * noise(&random);
        }
        CHECK(!cr_progress_trend(&trend, days, values, DAYS));
        claims += trend.is_claimed && trend.ratio < 1;
        covered += trend.low <= 0.7 && 0.7 <= trend.high;
        sum += log(trend.ratio);
    }
    CHECK(claims > SEEDS * 0.95);
    CHECK(covered > SEEDS * 0.92 && covered < SEEDS * 0.985);
    CHECK_NEAR(log(0.7), sum / SEEDS, 0.01);
}

static void few_days_say_nothing(void **state)
{
    static const double days[] = {0, 1, 2, 3, 4, 5, 6, 7};
    static const double values[] = {4, 3.5, 3, 2.5, 2, 1.5, 1, 0.5};
    static const double same[] = {2, 2, 2, 2, 2, 2, 2, 2};
    struct cr_progress_trend trend;
    (void)state;
    for (int count = 0; count <= 8; count++) {
        CHECK(!cr_progress_trend(&trend, days, values, count));
        CHECK(trend.is_enough == (count == 8));
        CHECK(trend.is_claimed == (count == 8));
    }
    CHECK_NEAR(4, trend.from, 1e-12);
    CHECK_NEAR(0.5, trend.to, 1e-12);
    CHECK_NEAR(exp(-3.5), trend.ratio, 1e-12);
    CHECK(!cr_progress_trend(&trend, same, values, 8)); /* all on one day */
    CHECK(!trend.is_claimed);
    CHECK(!cr_progress_trend(&trend, days, same, 8));
    CHECK(!trend.is_claimed && trend.ratio == 1);
}

static void two_takes_are_compared(void **state)
{
    /* t = -ln(1.25) / sqrt(0.04/8 + 0.02/6), 11.99.. degrees */
    const struct cr_parts then = {8, 3.0, 0.04};
    const struct cr_parts now = {6, 3.0 - log(1.25), 0.02};
    const struct cr_parts few = {4, 2.0, 0.01};
    const struct cr_parts flat = {6, 2.0, 0};
    (void)state;
    struct cr_progress_step step = cr_progress_compare(&then, &now);
    CHECK(step.is_enough && step.is_claimed);
    CHECK_NEAR(0.8, step.ratio, 1e-12);
    CHECK_NEAR(0.0325, step.p, 0.001);
    CHECK(step.low < 0.8 && 0.8 < step.high && step.high < 1);
    CHECK(!cr_progress_compare(&few, &now).is_enough);
    CHECK(!cr_progress_compare(&then, &few).is_enough);
    CHECK(!cr_progress_compare(&flat, &flat).is_claimed);
    /* surely different, but nobody would notice */
    const struct cr_parts close = {400, 3.0, 0.01}, by = {400, 2.9, 0.01};
    step = cr_progress_compare(&close, &by);
    CHECK(step.p < 1e-6 && !step.is_claimed);
}

struct take {
    struct cr_pattern pattern;
    struct cr_session session;
    struct cr_timeline timeline;
    struct cr_presses presses;
    struct cr_result result;
    struct cr_take_summary summary;
};

static void play(struct take *t, const char *text, const char *options,
                 uint32_t loops, const char *player)
{
    *t = (struct take){0};
    cr_test_play(text, options, loops, player, &t->pattern, &t->session,
                 &t->timeline, &t->presses);
    CHECK(!cr_score(&t->result, &t->timeline, t->presses.items,
                    t->presses.count));
    CHECK(!cr_summarise(&t->summary, &t->session, &t->timeline, &t->result,
                        t->presses.items, INT64_MAX));
}

static void put_away(struct take *t)
{
    cr_result_destroy(&t->result);
    cr_timeline_destroy(&t->timeline);
    free(t->presses.items);
    cr_pattern_deinit(&t->pattern);
}

static const char rock[] = "beat 1\ntempo: 120\n"
                           "HH |x-x-x-x-|\nSD |--o---o-|\nBD |o---o---|\n";

/* The same player twice is not said to be another one. */
static void the_same_player_is_no_step(void **state)
{
    enum { PAIRS = 400 };
    int claims = 0, found = 0;
    (void)state;
    for (int i = 0; i < PAIRS; i++) {
        char text[64];
        struct take a, b, c;
        snprintf(text, sizeof(text), "sd=14,seed=%d", 3 * i);
        play(&a, rock, "", 32, text);
        snprintf(text, sizeof(text), "sd=14,seed=%d", 3 * i + 1);
        play(&b, rock, "", 32, text);
        snprintf(text, sizeof(text), "sd=9,seed=%d", 3 * i + 2);
        play(&c, rock, "", 32, text);
        CHECK_INT(8, a.summary.parts.count);
        claims +=
            cr_progress_compare(&a.summary.parts, &b.summary.parts).is_claimed;
        found +=
            cr_progress_compare(&a.summary.parts, &c.summary.parts).is_claimed;
        put_away(&a);
        put_away(&b);
        put_away(&c);
    }
    CHECK(claims <= PAIRS * 0.05);
    CHECK(found > PAIRS * 0.9);
}

static void a_take_is_summed_up(void **state)
{
    struct take t;
    (void)state;
    play(&t, rock, "", 16, "sd=10,seed=1");
    CHECK_INT(32 * CR_NS_PER_S, t.summary.played_ns);
    CHECK(t.summary.has_clean && !t.summary.has_clean_interval);
    CHECK_NEAR(120, t.summary.clean_bpm, 1e-9);
    CHECK_INT(0, t.summary.gap_bars);
    CHECK_INT(4, t.summary.parts.count);
    CHECK_NEAR(log(10), t.summary.parts.mean, 0.3);
    /* a take that was stopped */
    CHECK(!cr_summarise(&t.summary, &t.session, &t.timeline, &t.result,
                        t.presses.items, 5 * CR_NS_PER_S));
    CHECK_INT(5 * CR_NS_PER_S, t.summary.played_ns);
    put_away(&t);

    play(&t, rock, "", 16, "sd=45,seed=1"); /* too loose */
    CHECK(!t.summary.has_clean);
    put_away(&t);
    play(&t, rock, "", 16, "sd=10,miss=15,seed=1");
    CHECK(!t.summary.has_clean);
    put_away(&t);
    /* no one tempo is that of a ramp */
    play(&t, rock, "ramp:from=100,to=130,step=10,every=4", 16, "sd=8,seed=1");
    CHECK(!t.summary.has_clean);
    put_away(&t);

    play(&t, rock, "gaps:play=2,mute=2,grow=1", 16, "sd=6,seed=2");
    CHECK_INT(4, t.summary.gap_bars); /* 2, 3, 4 */
    CHECK_NEAR(120, t.summary.gap_bpm, 1e-9);
    put_away(&t);
    /* who rests in silence has kept none, however good the return */
    play(&t, rock, "gaps:play=2,mute=2", 16, "sd=6,seed=2");
    CHECK_INT(2, t.summary.gap_bars);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < t.presses.count; i++) {
        double whole;
        const int64_t at = t.presses.items[i].at_ns + 100000000;
        const uint32_t bar = cr_timeline_place(&t.timeline, at, &whole);
        if (bar / 2 % 2 == 0)
            t.presses.items[kept++] = t.presses.items[i];
    }
    cr_result_destroy(&t.result);
    CHECK(!cr_score(&t.result, &t.timeline, t.presses.items, kept));
    CHECK(!cr_summarise(&t.summary, &t.session, &t.timeline, &t.result,
                        t.presses.items, INT64_MAX));
    CHECK_INT(0, t.summary.gap_bars);
    put_away(&t);
    /* lost in silence: none is kept */
    play(&t, rock, "gaps:play=2,mute=2", 16, "sd=6,gap-drift=2.5,seed=2");
    CHECK_INT(0, t.summary.gap_bars);
    put_away(&t);
}

static void an_earned_tempo_is_no_faster_than_was_played(void **state)
{
    struct take t;
    (void)state;
    play(&t, rock, "earn:bars=4,top=140", 0, "sd=4,seed=1");
    CHECK(t.summary.has_clean && !t.summary.has_clean_interval);
    CHECK_NEAR(140, t.summary.clean_bpm, 1e-9);
    put_away(&t);
    play(&t, rock, "earn:bars=4,spread=12", 0, "sd=12,seed=1");
    CHECK(!t.summary.has_clean || t.summary.clean_bpm <= 120);
    put_away(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chance_makes_no_trend),
        cmocka_unit_test(a_trend_is_found),
        cmocka_unit_test(few_days_say_nothing),
        cmocka_unit_test(two_takes_are_compared),
        cmocka_unit_test(the_same_player_is_no_step),
        cmocka_unit_test(a_take_is_summed_up),
        cmocka_unit_test(an_earned_tempo_is_no_faster_than_was_played)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
