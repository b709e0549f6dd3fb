/* The lab's numbers, on series whose truth is known. */
#include "app/practice/lab.h"
#include "tests/practice/takes.h"

/* About normal, of deviation 1. */
static double noise(struct cr_test_random *random)
{
    double sum = -6;
    for (int k = 0; k < 12; k++)
        sum += cr_test_unit(random);
    return sum;
}

/* Intervals T + M' - M of 500 ms, with a drift that is no part of it. */
static void tap(struct cr_test_random *random, double t, double m, int count,
                double *intervals)
{
    double before = m * noise(random);
    for (int i = 0; i < count; i++) {
        const double hand = m * noise(random);
        intervals[i] = 500 - 0.1 * i + t * noise(random) + hand - before;
        before = hand;
    }
}

static void clock_and_hand_are_told_apart(void **state)
{
    static const struct {
        double t, m;
    } players[] = {{15, 10}, {8, 8}, {10, 6}};
    struct cr_test_random random = {21};
    enum { SEEDS = 600, RUNS = 4, RUN = 32 };
    double intervals[RUNS * RUN], clock, hand;
    static const uint32_t runs[RUNS] = {RUN, RUN, RUN, RUN};
    (void)state;
    for (size_t p = 0; p < 3; p++) {
        double t2 = 0, m2 = 0;
        int n = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            for (int r = 0; r < RUNS; r++)
                tap(&random, players[p].t, players[p].m, RUN,
                    intervals + r * RUN);
            if (!cr_lab_clock(intervals, runs, RUNS, &clock, &hand))
                continue;
            t2 += clock * clock;
            m2 += hand * hand;
            n++;
        }
        CHECK(n > SEEDS * 0.9);
        CHECK_NEAR(players[p].t, sqrt(t2 / n), 0.07 * players[p].t);
        CHECK_NEAR(players[p].m, sqrt(m2 / n), 0.12 * players[p].m);
    }
    /* a clock alone that wanders to and fro is no such thing */
    for (int i = 0; i < RUN; i++)
        intervals[i] = 500 + 10 * sin(i / 3.0);
    CHECK(!cr_lab_clock(intervals, runs, 1, &clock, &hand));
    CHECK(!cr_lab_clock(intervals, runs, 0, &clock, &hand));
}

/* Somebody who becomes faster by 3 % a minute, in three silences. */
static void a_drift_of_the_tempo_is_found(void **state)
{
    struct cr_test_random random = {23};
    enum { SEEDS = 300, RUNS = 3, RUN = 32 };
    static const uint32_t runs[RUNS] = {RUN, RUN, RUN};
    double intervals[RUNS * RUN], minutes[RUNS * RUN], found, sum = 0;
    (void)state;
    for (int seed = 0; seed < SEEDS; seed++) {
        double at = 0;
        for (int i = 0; i < RUNS * RUN; i++) {
            if (i % RUN == 0)
                at += 0.5; /* where it sounds, they fall in again */
            const double since = i % RUN * 0.5 / 60;
            minutes[i] = at + since;
            intervals[i] = exp(-0.03 * since) * (1 + 0.02 * noise(&random));
        }
        CHECK(cr_lab_tempo_drift(intervals, minutes, runs, RUNS, &found));
        sum += found;
    }
    CHECK_NEAR(3, sum / SEEDS, 0.4);
    for (int i = 0; i < RUNS * RUN; i++)
        intervals[i] = exp(-0.03 * minutes[i]);
    CHECK(cr_lab_tempo_drift(intervals, minutes, runs, RUNS, &found));
    CHECK_NEAR(3, found, 1e-9);
    CHECK(!cr_lab_tempo_drift(intervals, minutes, runs, 0, &found));
}

static void steering_is_found(void **state)
{
    static const double alphas[] = {0.05, 0.3, 0.6, 1.0};
    struct cr_test_random random = {22};
    enum { SEEDS = 300, BEATS = 192 };
    double errors[BEATS], found;
    (void)state;
    for (size_t a = 0; a < 4; a++) {
        double sum = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            double e = 0, before = 5 * noise(&random);
            for (int i = 0; i < BEATS; i++) {
                const double hand = 5 * noise(&random);
                e = (1 - alphas[a]) * e + 10 * noise(&random) + hand - before;
                before = hand;
                errors[i] = e - 20;
            }
            CHECK(cr_lab_steering(errors, BEATS, &found));
            sum += found;
        }
        CHECK_NEAR(alphas[a], sum / SEEDS, 0.07);
    }
    for (int i = 0; i < BEATS; i++)
        errors[i] = 3;
    CHECK(!cr_lab_steering(errors, BEATS, &found)); /* nothing varies */
    CHECK(!cr_lab_steering(errors, 2, &found));
}

struct take {
    struct cr_pattern pattern;
    struct cr_timeline timeline;
    struct cr_presses presses;
    struct cr_result result;
    struct cr_lab lab;
};

static void play(struct take *t, const char *text, const char *options,
                 uint32_t loops, const char *player)
{
    struct cr_session session;
    *t = (struct take){0};
    cr_test_play(text, options, loops, player, &t->pattern, &session,
                 &t->timeline, &t->presses);
}

static void measure(struct take *t)
{
    CHECK(!cr_score(&t->result, &t->timeline, t->presses.items,
                    t->presses.count));
    CHECK(!cr_lab_measure(&t->lab, &t->timeline, &t->result, t->presses.items));
}

static void put_away(struct take *t)
{
    cr_result_destroy(&t->result);
    cr_timeline_destroy(&t->timeline);
    free(t->presses.items);
    cr_pattern_deinit(&t->pattern);
}

static const char beats[] = "beat 1\ntempo: 120\nSD |oooo|\n";

static void hits_that_do_not_depend_are_white(void **state)
{
    struct take t;
    (void)state;
    play(&t, beats, "", 500, "sd=10,ar=0,seed=4");
    measure(&t);
    CHECK_INT(1999, t.lab.intervals);
    CHECK(t.lab.has_sd && t.lab.has_intervals);
    CHECK_NEAR(10, t.lab.sd_ms, 0.4);
    CHECK_NEAR(10 * t.result.all.sd_ms * sqrt(1999.0 / 2000),
               t.lab.unstable_rate, 1e-6);
    CHECK_INT(t.result.all.judged[CR_LOOSE] + t.result.all.judged[CR_OFF],
              t.lab.early + t.lab.late);
    CHECK_NEAR(100 * sqrt(2) * 10 / 500, t.lab.interval_cv_pct, 0.15);
    for (int i = 0; i < CR_ALLAN_COUNT; i++) {
        CHECK(t.lab.has_allan[i]);
        CHECK_NEAR(100 * sqrt(3) * 10 / 500 / cr_allan_beats[i],
                   t.lab.allan_pct[i], 0.2 / cr_allan_beats[i]);
    }
    CHECK(!t.lab.has_clock && t.lab.free_intervals == 0);
    CHECK(t.lab.has_steering);
    CHECK_INT(2000, t.lab.steered);
    CHECK(t.lab.steering == CR_STEERS_JUMPY);
    CHECK(!t.lab.has_dynamics);
    put_away(&t);
    /* what successive hits share is in the deviation again */
    double sum = 0;
    enum { TAKES = 200 };
    for (int i = 0; i < TAKES; i++) {
        char text[64];
        snprintf(text, sizeof(text), "sd=14,ar=0.5,seed=%d", i);
        play(&t, beats, "", 8, text);
        measure(&t);
        sum += t.lab.sd_ms * t.lab.sd_ms;
        put_away(&t);
    }
    CHECK_NEAR(14, sqrt(sum / TAKES), 0.9);
}

static void few_beats_say_little(void **state)
{
    struct take t;
    (void)state;
    play(&t, beats, "", 3, "sd=10,seed=4");
    measure(&t);
    CHECK(!t.lab.has_sd && !t.lab.has_intervals && !t.lab.has_steering);
    CHECK(!t.lab.has_allan[0] && !t.lab.has_clock);
    put_away(&t);
    play(&t, beats, "gaps:play=2,mute=10", 48, "sd=10,seed=4");
    measure(&t);
    CHECK_INT(4 * 39, t.lab.free_intervals);
    CHECK(t.lab.has_free_drift);
    CHECK(!t.lab.has_steering); /* eight beats with the click at a time */
    put_away(&t);
}

static void loudness_is_measured(void **state)
{
    struct take t;
    (void)state;
    play(&t, "beat 1\ntempo: 120\nSD |OgOg|\n", "", 8, "sd=2,seed=1");
    for (uint32_t i = 0; i < t.presses.count; i++)
        t.presses.items[i].velocity = (uint8_t)(i % 2 ? 30 + i % 4 * 5 : 100);
    measure(&t);
    CHECK(t.lab.has_dynamics && t.lab.has_contrast);
    CHECK_NEAR(1, t.lab.contrast, 1e-12);
    CHECK_INT(16, t.lab.classes[CR_WEIGHT_ACCENT].n);
    CHECK_NEAR(0, t.lab.classes[CR_WEIGHT_ACCENT].cv_pct, 1e-9);
    CHECK_NEAR(40, t.lab.classes[CR_WEIGHT_GHOST].mean, 1e-9);
    CHECK_NEAR(100 * 5 * sqrt(16.0 / 15) / 40,
               t.lab.classes[CR_WEIGHT_GHOST].cv_pct, 1e-9);
    put_away(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clock_and_hand_are_told_apart),
        cmocka_unit_test(a_drift_of_the_tempo_is_found),
        cmocka_unit_test(steering_is_found),
        cmocka_unit_test(hits_that_do_not_depend_are_white),
        cmocka_unit_test(few_beats_say_little),
        cmocka_unit_test(loudness_is_measured)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
