/* Imagined keyboards, their sound in noise: the delay is known. */
#include "app/practice/stroke_sound.h"
#include "tests/support/check.h"

enum { RATE = 48000, SECONDS = 16, FRAMES = RATE * SECONDS };

struct keyboard {
    const char *name;
    double delay_ms, scan_ms; /* it looks at its keys that often */
    double noise;             /* its standard deviation; a stroke is 1 */
    double releases;          /* how loud letting go is, 90 ms later */
    double knocks;            /* share of strokes with a louder one elsewhere */
};

static float recorded[FRAMES];

static double gauss(struct cr_test_random *random)
{
    return sqrt(-2 * log(cr_test_unit(random) + 1e-12)) *
           cos(6.283185307179586 * cr_test_unit(random));
}

/* A short burst that dies away within some milliseconds. */
static void strike(struct cr_test_random *random, double frame, double loud)
{
    for (int i = 0; i < RATE / 50; i++) {
        const int64_t at = (int64_t)frame + i;
        if (at >= 0 && at < FRAMES)
            recorded[at] +=
                (float)(loud * exp(-i / 100.0) * (i ? gauss(random) : 1));
    }
}

static int play(const struct keyboard *k, struct cr_test_random *random,
                double *presses)
{
    int count = 0;
    for (int i = 0; i < FRAMES; i++)
        recorded[i] = (float)(k->noise * gauss(random));
    for (double at = RATE; count < CR_STROKE_WISHED; count++) {
        strike(random, at, 0.5 + 0.5 * cr_test_unit(random));
        strike(random, at + 0.09 * RATE, k->releases);
        if (cr_test_unit(random) < k->knocks)
            strike(random, at - 0.2 * RATE * cr_test_unit(random), 4);
        presses[count] =
            at + (k->delay_ms + k->scan_ms * (cr_test_unit(random) - 0.5)) *
                     RATE / 1000;
        at += RATE * (0.5 + 0.3 * cr_test_unit(random));
    }
    return count;
}

static void a_keyboards_delay_is_found(void **state)
{
    static const struct keyboard keyboards[] = {
        {"at once, in silence", 0, 0, 0, 0, 0},
        {"a wired one", 12, 4, 0.01, 0.3, 0},
        {"a slow one by radio", 45, 8, 0.01, 0.5, 0},
        {"it tells before it reaches the ground", -6, 1, 0.01, 0.3, 0},
        {"a loud room", 20, 1, 0.1, 0.3, 0},
        {"somebody knocks", 15, 1, 0.01, 0.3, 0.15}};
    struct cr_test_random random = {7};
    (void)state;
    for (size_t i = 0; i < sizeof(keyboards) / sizeof(keyboards[0]); i++) {
        const struct keyboard *k = &keyboards[i];
        double presses[CR_STROKE_WISHED], sum = 0, far = 0;
        enum { TIMES = 10 };
        cr_check_row(k->name);
        for (int t = 0; t < TIMES; t++) {
            struct cr_stroke_sound found;
            struct cr_heard_stroke each[CR_HEARD_STROKES];
            const int count = play(k, &random, presses);
            CHECK(!cr_stroke_sound_find(&found, each, recorded, FRAMES, RATE,
                                        presses, count));
            CHECK(found.is_trusted);
            sum += found.delay_ms - k->delay_ms;
            far +=
                fabs(found.delay_ms - k->delay_ms) > 3 * found.doubt_ms + 0.2;
        }
        CHECK_NEAR(0, sum / TIMES, 0.6);
        CHECK(far <= 1);
    }
}

static void what_cannot_be_trusted_is_refused(void **state)
{
    static const struct keyboard keyboards[] = {
        {"nothing but noise", 0, 0, 0.5, 0, 0},
        {"all over the place", 60, 100, 0.01, 0, 0}};
    struct cr_test_random random = {8};
    struct cr_stroke_sound found;
    struct cr_heard_stroke each[CR_HEARD_STROKES];
    double presses[CR_STROKE_WISHED];
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        cr_check_row(keyboards[i].name);
        const int count = play(&keyboards[i], &random, presses);
        CHECK(!cr_stroke_sound_find(&found, each, recorded, FRAMES, RATE,
                                    presses, count));
        CHECK(!found.is_trusted && found.reason);
    }
    cr_check_row("silence");
    memset(recorded, 0, sizeof(recorded));
    CHECK(!cr_stroke_sound_find(&found, each, recorded, FRAMES, RATE, presses,
                                CR_STROKE_WISHED));
    CHECK(!found.is_trusted);
    CHECK_INT(0, found.used);
    cr_check_row("presses outside of the recording, and none");
    for (int i = 0; i < CR_STROKE_WISHED; i++)
        presses[i] = i % 2 ? -1e18 : i == 4 ? (double)NAN : 1e18;
    CHECK(!cr_stroke_sound_find(&found, each, recorded, FRAMES, RATE, presses,
                                CR_STROKE_WISHED));
    CHECK_INT(0, found.used);
    CHECK(!cr_stroke_sound_find(&found, each, recorded, 0, RATE, presses, 0));
    CHECK(!found.is_trusted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_keyboards_delay_is_found),
        cmocka_unit_test(what_cannot_be_trusted_is_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
