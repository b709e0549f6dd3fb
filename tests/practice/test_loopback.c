/* Simulated loops: the delay is known, the rest is as bad as it gets. */
#include "app/practice/loopback.h"
#include "tests/support/check.h"

struct room {
    const char *says;
    double level;    /* of what comes back; negative: upside down */
    double noise_db; /* of the noise above the clicks; -200: none */
    double agc;      /* the gain swings between 1 and this */
    double hum;      /* 50 Hz, amplitude */
    bool is_trusted;
};

static double gauss(struct cr_test_random *random)
{
    return sqrt(-2 * log(cr_test_unit(random) + 1e-12)) *
           cos(6.283185307179586 * cr_test_unit(random));
}

static void record(float *out, uint32_t rate, double delay_s,
                   const struct room *room, struct cr_test_random *random)
{
    const uint32_t frames = cr_loopback_frames(rate);
    /* a faded tone of amplitude 1: its mean square is 3/16 */
    const double noise =
        fabs(room->level) * sqrt(3.0 / 16) * pow(10, room->noise_db / 20);
    for (uint32_t i = 0; i < frames; i++) {
        const double t = (double)i / rate;
        const double swing = 0.5 - 0.5 * cos(2.1 * t);
        const double gain = 1 + (room->agc - 1) * swing;
        const double heard = room->level * cr_loopback_signal(t - delay_s) +
                             noise * gauss(random) +
                             room->hum * sin(314.159 * t);
        out[i] = (float)(gain * heard);
    }
}

static void delays_are_found_or_refused(void **state)
{
    static const struct room rooms[] = {
        {"a cable", 0.5, -200, 1, 0, true},
        {"a cable, upside down", -0.5, -60, 1, 0, true},
        {"noise 20 dB above the clicks", 0.1, 20, 1, 0, true},
        {"and a gain that swings", 0.1, 20, 0.1, 0, true},
        {"a loud hum", 0.1, 0, 1, 0.5, true},
        {"silence", 0, -200, 1, 0, false},
        {"clicks too far below the noise", 0.001, 45, 1, 0, false},
    };
    static const double delays_ms[] = {0.37,   3,       12.3456,
                                       101.77, 333.333, 599.9};
    struct cr_test_random random = {12};
    (void)state;
    for (size_t r = 0; r < sizeof(rooms) / sizeof(rooms[0]); r++) {
        for (size_t d = 0; d < sizeof(delays_ms) / sizeof(delays_ms[0]); d++) {
            const uint32_t rate = (r + d) % 2 ? 44100 : 48000;
            float *recorded =
                malloc(cr_loopback_frames(rate) * sizeof(*recorded));
            struct cr_loopback loop;
            CHECK(recorded != NULL);
            cr_check_row(rooms[r].says);
            record(recorded, rate, delays_ms[d] / 1000, &rooms[r], &random);
            CHECK(!cr_loopback_find(&loop, recorded, rate));
            free(recorded);
            if (loop.is_trusted != rooms[r].is_trusted)
                CHECK_FAIL("%s at %.2f ms: %s", rooms[r].says, delays_ms[d],
                           loop.reason ? loop.reason : "trusted");
            if (!loop.is_trusted)
                continue;
            CHECK_NEAR(delays_ms[d], loop.delay_ms, 0.2);
            CHECK(loop.spread_ms < 0.2);
        }
    }
}

/* Two ways round that are as loud: which one is meant cannot be known. A faint
 * second one, as of a wall, does no harm. */
static void a_second_way_as_loud_is_refused(void **state)
{
    enum { RATE = 48000 };
    static const double echoes[] = {0.3, 0.95};
    const uint32_t frames = cr_loopback_frames(RATE);
    float *recorded = malloc(frames * sizeof(*recorded));
    (void)state;
    CHECK(recorded != NULL);
    for (int e = 0; e < 2; e++) {
        struct cr_loopback loop;
        for (uint32_t i = 0; i < frames; i++) {
            const double t = (double)i / RATE;
            recorded[i] =
                (float)(0.4 * (cr_loopback_signal(t - 0.1) +
                               echoes[e] * cr_loopback_signal(t - 0.16)));
        }
        CHECK(!cr_loopback_find(&loop, recorded, RATE));
        CHECK_INT(e == 0, loop.is_trusted);
        if (!e)
            CHECK_NEAR(100, loop.delay_ms, 0.2);
    }
    free(recorded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delays_are_found_or_refused),
        cmocka_unit_test(a_second_way_as_loud_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
