/* Time stamps of keys, from made-up events. */
#include "app/input/key_time.h"

#include <SDL_syswm.h>

#include "tests/support/check.h"

#define MS INT64_C(1000000)

static void a_stamp_is_the_watch_without_a_system_time(void **state)
{
    static struct cr_key_time t;
    (void)state;
    memset(&t, 0, sizeof(t));
    cr_key_time_take(&t, SDL_SCANCODE_F, 5000 * MS, false, 0);
    CHECK_INT(5000 * MS, cr_key_time_of(&t, SDL_SCANCODE_F).ns);
    CHECK_TEXT("event watch", cr_key_time_source(&t));
}

/* A press that waited while a frame was drawn is not stamped with the frame. */
static void the_system_time_bounds_the_watch(void **state)
{
    static struct cr_key_time t;
    struct cr_test_random random = {9};
    (void)state;
    memset(&t, 0, sizeof(t));
    for (int i = 0; i < 500; i++) {
        const int64_t pressed =
            (3000 + 40 * i) * MS + cr_test_int(&random, 0, 999999);
        /* the server's clock is another: 77 s behind, whole ms */
        const uint32_t server_ms = (uint32_t)(pressed / MS - 77000 + 100000);
        const bool is_late = i % 3 == 0;
        const int64_t seen = pressed + 60000 + (is_late ? 9 * MS : 0);
        cr_key_time_take(&t, SDL_SCANCODE_F, seen, true, server_ms);
        const struct cr_key_stamp s = cr_key_time_of(&t, SDL_SCANCODE_F);
        CHECK(s.ns <= seen);
        if (i > 40 && (s.ns < pressed - MS || s.ns > pressed + 3 * MS / 2))
            CHECK_FAIL("press %d: %.3f ms off", i,
                       (double)(s.ns - pressed) / 1e6);
    }
}

/* Kolmogorov and Smirnov's distance of values in 0..1 from evenness. */
static double unevenness(double *values, int count)
{
    double worst = 0;
    for (int i = 1; i < count; i++) {
        const double value = values[i];
        int at = i;
        for (; at > 0 && values[at - 1] > value; at--)
            values[at] = values[at - 1];
        values[at] = value;
    }
    for (int i = 0; i < count; i++)
        worst = fmax(worst, fmax(values[i] - (double)i / count,
                                 (double)(i + 1) / count - values[i]));
    return worst;
}

/* Complaint 2: hits judged in steps of a frame. A thousand presses at any moment
 * of a loop that draws for most of each frame: their stamps are even over it. */
static void stamps_have_no_steps_of_a_frame(void **state)
{
    enum { PRESSES = 1000 };
    static const int rates[] = {30, 60, 144};
    static const double busy[] = {0.1, 0.7}; /* of a frame, drawing */
    (void)state;
    for (int k = 0; k < 6; k++) {
        static struct cr_key_time t;
        struct cr_test_random random = {(uint64_t)k + 2};
        static double phases[PRESSES];
        const int64_t frame = INT64_C(1000000000) / rates[k % 3];
        const int64_t drawing = (int64_t)(busy[k / 3] * (double)frame);
        int64_t pressed = 5000 * MS;
        memset(&t, 0, sizeof(t));
        t.has_system = true;
        for (int i = -100; i < PRESSES; i++) {
            pressed += cr_test_int(&random, 40000000, 400000000);
            const int64_t begun = pressed / frame * frame;
            const bool is_drawing = pressed - begun < drawing;
            t.left_ns = begun;
            t.entered_ns = begun + drawing;
            const int64_t seen = (is_drawing ? t.entered_ns : pressed) + 40000;
            cr_key_time_take(&t, SDL_SCANCODE_F, seen, true,
                             (uint32_t)(pressed / MS - 1234));
            const struct cr_key_stamp s = cr_key_time_of(&t, SDL_SCANCODE_F);
            if (i < 0) /* it learns the server's clock */
                continue;
            CHECK(s.ns >= pressed - MS && s.ns <= pressed + MS);
            CHECK(s.doubt_ns <= 2 * MS);
            phases[i] = (double)(s.ns % frame) / (double)frame;
        }
        /* 1.63 / sqrt(n): p = 0.01 */
        const double d = unevenness(phases, PRESSES);
        CHECK(d < 1.63 / sqrt(PRESSES));
    }
}

/* Milliseconds in 32 bits begin again after 49.7 days. */
static void a_wrap_of_the_server_time_is_no_jump(void **state)
{
    static struct cr_key_time t;
    (void)state;
    memset(&t, 0, sizeof(t));
    for (int i = -50; i < 50; i++) {
        const int64_t pressed = (900000 + 100 * i) * MS;
        cr_key_time_take(&t, SDL_SCANCODE_J, pressed + 50000, true,
                         (uint32_t)(100 * i));
        const struct cr_key_stamp s = cr_key_time_of(&t, SDL_SCANCODE_J);
        CHECK_NEAR((double)pressed, (double)s.ns, 1.1e6);
    }
}

/* Two presses of one key that waited together keep their own times. */
static void each_press_has_its_own_stamp(void **state)
{
    static struct cr_key_time t;
    (void)state;
    memset(&t, 0, sizeof(t));
    for (int i = 0; i < 8; i++) { /* it learns the server's clock */
        cr_key_time_take(&t, SDL_SCANCODE_F, (4000 + i) * MS, true,
                         (uint32_t)(i - 900));
        (void)cr_key_time_of(&t, SDL_SCANCODE_F);
    }
    cr_key_time_take(&t, SDL_SCANCODE_F, 5000 * MS, true, 100);
    cr_key_time_take(&t, SDL_SCANCODE_J, 5000 * MS, true, 100);
    cr_key_time_take(&t, SDL_SCANCODE_F, 5000 * MS, true, 93);
    CHECK_INT(5000 * MS, cr_key_time_of(&t, SDL_SCANCODE_F).ns);
    CHECK_INT(4994 * MS - MS / 2, cr_key_time_of(&t, SDL_SCANCODE_F).ns);
    CHECK_INT(5000 * MS, cr_key_time_of(&t, SDL_SCANCODE_J).ns);
}

/* Keys that are down when a window comes to the front are told as presses. */
static void what_nobody_pressed_is_known(void **state)
{
    static struct cr_key_time t;
    (void)state;
    memset(&t, 0, sizeof(t));
    t.has_system = true;
    cr_key_time_take(&t, SDL_SCANCODE_F, 5000 * MS, true, 100);
    cr_key_time_take(&t, SDL_SCANCODE_F, 6000 * MS, false, 0);
    CHECK(!cr_key_time_of(&t, SDL_SCANCODE_F).is_made_up);
    CHECK(cr_key_time_of(&t, SDL_SCANCODE_F).is_made_up);
}

#if defined(SDL_VIDEO_DRIVER_X11)
/* What the system says of a key, and SDL after it; true if that is a press. */
static bool is_press(struct cr_key_time *t, int type, unsigned code)
{
    SDL_SysWMmsg message = {.subsystem = SDL_SYSWM_X11};
    message.msg.x11.event.type = type;
    message.msg.x11.event.xkey.keycode = code;
    t->has_system_time = false;
    cr_key_time_take_system(t, &message);
    cr_key_time_take(t, SDL_SCANCODE_J, 7000 * MS, t->has_system_time, 200);
    return !cr_key_time_of(t, SDL_SCANCODE_J).is_made_up;
}

static void tell_held(struct cr_key_time *t, unsigned code)
{
    SDL_SysWMmsg message = {.subsystem = SDL_SYSWM_X11};
    message.msg.x11.event.type = KeymapNotify;
    if (code)
        message.msg.x11.event.xkeymap.key_vector[code / 8] =
            (char)(1 << code % 8);
    cr_key_time_take_system(t, &message);
}

/* A key that is held while the window goes back and comes again repeats; the others, and
 * the key itself once it was let go, are presses. */
static void a_key_that_was_held_is_no_press_until_it_was_let_go(void **state)
{
    static struct cr_key_time t;
    (void)state;
    memset(&t, 0, sizeof(t));
    t.has_system = true;
    for (unsigned held = 9; held < 256; held += 6) {
        const unsigned other = held - 1;
        CHECK(is_press(&t, KeyPress, held));
        tell_held(&t, held);
        CHECK(!is_press(&t, KeyPress, held));
        CHECK(is_press(&t, KeyPress, other));
        CHECK(!is_press(&t, KeyPress, held));
        (void)is_press(&t, KeyRelease, held);
        CHECK(is_press(&t, KeyPress, held));
        tell_held(&t, held);
        tell_held(&t, 0); /* it was let go elsewhere */
        CHECK(is_press(&t, KeyPress, held));
    }
}
#endif

/* The longest that it can have waited is what the loop did before. */
static void doubt_is_what_the_pump_stood(void **state)
{
    static struct cr_key_time t;
    (void)state;
    memset(&t, 0, sizeof(t));
    t.left_ns = 1000 * MS;
    t.entered_ns = 1012 * MS;
    cr_key_time_take(&t, SDL_SCANCODE_F, 1012 * MS + 1000, false, 0);
    CHECK_INT(12 * MS, cr_key_time_of(&t, SDL_SCANCODE_F).doubt_ns);
    cr_key_time_take(&t, SDL_SCANCODE_F, 1020 * MS, false, 0);
    CHECK_INT(0, cr_key_time_of(&t, SDL_SCANCODE_F).doubt_ns);
    /* the system's time bounds it once its clock is known */
    for (int i = 0; i < 8; i++) {
        cr_key_time_take(&t, SDL_SCANCODE_F, (1100 + i) * MS + 1000, true,
                         (uint32_t)(1100 + i));
        (void)cr_key_time_of(&t, SDL_SCANCODE_F);
    }
    t.left_ns = 2000 * MS;
    t.entered_ns = 2012 * MS;
    cr_key_time_take(&t, SDL_SCANCODE_F, 2012 * MS + 1000, true, 2005);
    CHECK_INT(MS, cr_key_time_of(&t, SDL_SCANCODE_F).doubt_ns);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stamp_is_the_watch_without_a_system_time),
        cmocka_unit_test(the_system_time_bounds_the_watch),
        cmocka_unit_test(stamps_have_no_steps_of_a_frame),
        cmocka_unit_test(a_wrap_of_the_server_time_is_no_jump),
        cmocka_unit_test(each_press_has_its_own_stamp),
        cmocka_unit_test(what_nobody_pressed_is_known),
#if defined(SDL_VIDEO_DRIVER_X11)
        cmocka_unit_test(a_key_that_was_held_is_no_press_until_it_was_let_go),
#endif
        cmocka_unit_test(doubt_is_what_the_pump_stood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
