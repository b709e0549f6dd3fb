/* The clock against devices that lie in every way that devices have been seen to
 * lie: what it says is compared with what is true. */
#include "app/practice/clock.h"
#include "tests/support/check.h"

enum fake {
    HONEST,
    ZEROS,     /* no times at all */
    CONSTANT,  /* times that stand still */
    BACKWARDS, /* now and then a time from before */
    LATE,      /* a buffer late, all the time */
    EARLY,     /* a buffer early */
    ROUGH,     /* "heard at" jumps by whole milliseconds */
    WILD,      /* one absurd time in a hundred */
    SET_ANEW,  /* its clock is a day off at first, then set, as PipeWire's */
    BURSTS,    /* callbacks in bursts, and a "heard at" that wanders */
    COUNTING,  /* its clock counts the frames it played, as JACK's */
};

struct device {
    enum fake kind;
    double rate, ppm, jitter_ms; /* of the callbacks, to both sides */
    uint32_t block;
    double latency_ms;     /* from a callback to the ear */
    double clock_offset_s; /* of its own clock */
    double clock_ppm;      /* and by how much that runs fast */
    int64_t lost_frames;   /* so far */
    double late_ms;        /* of callbacks, on top of the jitter */
    struct cr_test_random random;
};

#define START_NS 5e12

/* True time at which a frame is heard. */
static double heard_ns(const struct device *d, double frame)
{
    return START_NS + d->latency_ms * 1e6 +
           (frame + (double)d->lost_frames) * 1e9 / d->rate /
               (1 + d->ppm * 1e-6);
}

static double own_clock(const struct device *d, double ns)
{
    return (ns / 1e9) * (1 + d->clock_ppm * 1e-6) + d->clock_offset_s;
}

static struct cr_clock_stamp stamp(struct device *d, int64_t block)
{
    const int64_t frames = block * d->block;
    const double heard = heard_ns(d, (double)frames);
    const double due = heard - d->latency_ms * 1e6;
    const double entry =
        due + (2 * cr_test_unit(&d->random) - 1) * d->jitter_ms * 1e6;
    struct cr_clock_stamp s = {.frames = frames,
                               .block_frames = d->block,
                               .entry_ns = llround(entry),
                               .now_s = own_clock(d, entry),
                               .heard_at_s = own_clock(d, heard)};
    const double buffer_s = d->block / d->rate;
    switch (d->kind) {
    case HONEST: break;
    case ZEROS: s.now_s = s.heard_at_s = 0; break;
    case CONSTANT: s.now_s = s.heard_at_s = 12.5; break;
    case BACKWARDS:
        if (block % 5 == 0)
            s.heard_at_s -= 3 * buffer_s;
        break;
    case LATE: s.heard_at_s += buffer_s; break;
    case EARLY: s.heard_at_s -= buffer_s; break;
    case ROUGH: s.heard_at_s += (cr_test_unit(&d->random) - 0.5) * 0.02; break;
    case SET_ANEW:
        s.now_s += block < 4 ? 86400 : 0;
        s.heard_at_s += block < 4 ? 86400 : 0;
        break;
    case WILD:
        if (block % 100 == 7)
            s.heard_at_s += 1.7;
        break;
    case BURSTS:
        s.entry_ns = llround(due + 2e6 * (double)(block % 11));
        s.now_s = own_clock(d, (double)s.entry_ns);
        s.heard_at_s += 0.0005 * sin((double)block / 9);
        break;
    case COUNTING:
        s.entry_ns = llround(due + fabs(entry - due) + d->late_ms * 1e6);
        s.now_s = 7 + (double)frames / d->rate;
        s.heard_at_s = s.now_s + d->latency_ms / 1e3;
        break;
    }
    return s;
}

/* The widest and the narrowest error, ms, from `settle_s` on. */
struct spread {
    double low, high;
};

static struct spread follow(struct cr_clock *clock, struct device *d,
                            double seconds, double settle_s)
{
    struct spread spread = {HUGE_VAL, -HUGE_VAL};
    const int64_t blocks = (int64_t)(seconds * d->rate / d->block);
    const int64_t settled = (int64_t)(settle_s * d->rate / d->block);
    for (int64_t b = 0; b < blocks; b++) {
        const struct cr_clock_stamp s = stamp(d, b);
        cr_clock_add(clock, &s);
        if (b < settled)
            continue;
        /* a press somewhere in the block that is heard now */
        const double frame =
            (double)s.frames + cr_test_unit(&d->random) * d->block;
        const double said =
            cr_clock_frame_heard(clock, llround(heard_ns(d, frame)));
        const double error = (said - frame) * 1000 / d->rate;
        spread.low = fmin(spread.low, error);
        spread.high = fmax(spread.high, error);
    }
    return spread;
}

static struct device device(enum fake kind)
{
    return (struct device){.kind = kind,
                           .rate = 48000,
                           .block = 256,
                           .latency_ms = 10.7,
                           .jitter_ms = 1,
                           .clock_offset_s = -3000,
                           .random = {(uint64_t)kind + 1}};
}

/* Complaint 8: the times of the sound system are missing or wrong. */
static void every_fake_is_followed_or_found_out(void **state)
{
    static const struct {
        const char *says;
        enum fake kind;
        enum cr_clock_source source;
        double constant_ms,
            error_ms; /* what calibration would find; the rest */
    } table[] = {
        {"honest", HONEST, CR_CLOCK_HEARD, 0, 0.05},
        {"zeros", ZEROS, CR_CLOCK_ENTRY, 10.7, 0.5},
        {"constant", CONSTANT, CR_CLOCK_ENTRY, 10.7, 0.5},
        {"backwards", BACKWARDS, CR_CLOCK_ENTRY, -1, 0.5},
        {"late", LATE, CR_CLOCK_HEARD, -5.333, 0.05},
        {"early", EARLY, CR_CLOCK_HEARD, 5.333, 0.05},
        {"rough", ROUGH, CR_CLOCK_ENTRY, -1, 0.5},
        {"wild", WILD, CR_CLOCK_HEARD, 0, 0.05},
        {"set anew", SET_ANEW, CR_CLOCK_HEARD, 0, 0.05},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        struct cr_clock clock;
        struct device d = device(table[i].kind);
        cr_check_row(table[i].says);
        cr_clock_init(&clock, 48000);
        const struct spread s = follow(&clock, &d, 120, 8);
        CHECK_INT(table[i].source, cr_clock_report(&clock).source);
        const double middle = (s.low + s.high) / 2;
        if (table[i].constant_ms >= 0 || table[i].kind == LATE)
            CHECK_NEAR(table[i].constant_ms, middle, 0.3);
        if ((s.high - s.low) / 2 > table[i].error_ms)
            CHECK_FAIL("%s: %.3f to %.3f ms", table[i].says, s.low, s.high);
    }
}

/* The first beat is a fifth of a second away. */
static void a_wild_start_is_over_at_once(void **state)
{
    struct cr_clock clock;
    struct device d = device(SET_ANEW);
    (void)state;
    cr_clock_init(&clock, 48000);
    const struct spread s = follow(&clock, &d, 5, 0.15);
    CHECK(s.low > -2 && s.high < 2);
}

/* Headphones are plugged in: the device says that its sound comes later now. */
static void another_way_is_noticed(void **state)
{
    struct cr_clock clock;
    struct device d = device(HONEST);
    (void)state;
    cr_clock_init(&clock, 48000);
    follow(&clock, &d, 10, 8);
    CHECK_NEAR(0, cr_clock_report(&clock).way_change_ms, 0);
    CHECK(cr_clock_report(&clock).has_drift);
    d.latency_ms = 42;
    const int64_t first = 10 * 48000 / d.block;
    for (int64_t b = first; b < first + 3 * 48000 / d.block; b++) {
        const struct cr_clock_stamp s = stamp(&d, b);
        cr_clock_add(&clock, &s);
    }
    CHECK_NEAR(31.3, cr_clock_report(&clock).way_change_ms, 2);
}

/* A map of bursts starts anew again and again: it must not seem steady for that. */
static void bursts_are_no_better_clock(void **state)
{
    struct cr_clock clock;
    struct device d = device(BURSTS);
    (void)state;
    d.block = 2048;
    cr_clock_init(&clock, 48000);
    const struct spread s = follow(&clock, &d, 60, 2);
    const struct cr_clock_report report = cr_clock_report(&clock);
    CHECK_INT(CR_CLOCK_HEARD, report.source);
    CHECK_INT(0, report.gaps);
    if (s.low < -1 || s.high > 1)
        CHECK_FAIL("%.3f to %.3f ms", s.low, s.high);
}

/* An hour, the device 200 ppm fast, its callbacks up to 3 ms off. Complaint 7: sync that drifts in long runs. */
static void an_hour_of_drift_is_followed(void **state)
{
    static const enum fake kinds[] = {HONEST, ZEROS, LATE};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct cr_clock clock;
        struct device d = device(kinds[i]);
        d.ppm = 200;
        d.jitter_ms = 3;
        d.clock_ppm = -30;
        cr_clock_init(&clock, 48000);
        const struct spread s = follow(&clock, &d, 3600, 10);
        if ((s.high - s.low) / 2 > 0.5)
            CHECK_FAIL("fake %d: %.3f to %.3f ms", (int)kinds[i], s.low,
                       s.high);
        CHECK_NEAR(200, cr_clock_report(&clock).drift_ppm, 20);
        CHECK_INT(0, cr_clock_report(&clock).gaps);
    }
}

/* Lost periods move everything after them, and are counted. */
static void lost_periods_move_the_clock(void **state)
{
    (void)state;
    for (uint32_t block = 64; block <= 1024; block *= 2) {
        struct cr_clock clock;
        struct device d = device(HONEST);
        d.block = block;
        d.jitter_ms = 0.2;
        cr_clock_init(&clock, 48000);
        (void)follow(&clock, &d, 20, 20);
        const int64_t before = (int64_t)(20 * d.rate / d.block);
        double worst = 0;
        for (int loss = 1; loss <= 3; loss++) {
            d.lost_frames += loss * (int64_t)block;
            for (int64_t b = 0; b < 2000; b++) {
                const struct cr_clock_stamp s =
                    stamp(&d, before + loss * 2000 + b - 2000);
                cr_clock_add(&clock, &s);
                const double frame = (double)s.frames;
                const double said =
                    cr_clock_frame_heard(&clock, llround(heard_ns(&d, frame)));
                if (b >= 5)
                    worst = fmax(worst, fabs(said - frame) * 1000 / d.rate);
            }
        }
        if (worst > 0.1)
            CHECK_FAIL("blocks of %u: %.3f ms", block, worst);
        CHECK_INT(3, cr_clock_report(&clock).gaps);
    }
}

static double error_ms(const struct cr_clock *clock, const struct device *d,
                       int64_t block)
{
    const double frame = (double)(block * d->block);
    return (cr_clock_frame_heard(clock, llround(heard_ns(d, frame))) - frame) *
           1000 / d->rate;
}

/* A device that counts what it played says nothing of what it lost: only the
 * callbacks are late from then on. Found within a few of them, or at once if the
 * device owns up to it; and if they were only late, all is as it was. */
static void losses_that_nobody_tells_are_found(void **state)
{
    (void)state;
    for (uint32_t size = 64; size <= 1024; size *= 2) {
        for (int is_told = 0; is_told < 2; is_told++) {
            struct cr_clock clock;
            struct device d = device(COUNTING);
            int64_t block = 0;
            uint32_t gaps = 0;
            d.block = size;
            d.jitter_ms = 0.3;
            cr_clock_init(&clock, 48000);
            for (; block < 2000; block++) {
                const struct cr_clock_stamp s = stamp(&d, block);
                cr_clock_add(&clock, &s);
            }
            for (int lost = 0; lost <= 3; lost++) {
                d.lost_frames += lost * (int64_t)size;
                d.late_ms = lost ? 0 : 2 * size / 48.0; /* only late */
                for (int b = 0; b < 1500; b++, block++) {
                    struct cr_clock_stamp s = stamp(&d, block);
                    s.had_gap = is_told && lost && b == 0;
                    if (b == 2)
                        d.late_ms = 0;
                    cr_clock_add(&clock, &s);
                    const double error = error_ms(&clock, &d, block);
                    if (b >= (is_told ? 0 : 6) && fabs(error) > 0.45)
                        CHECK_FAIL("%d blocks of %u lost%s: %.3f ms off at the "
                                   "%d. callback after",
                                   lost, size, is_told ? ", told" : "", error,
                                   b + 1);
                }
                gaps += lost > 0;
                CHECK_INT(gaps, cr_clock_report(&clock).gaps);
            }
        }
    }
}

/* A device that stood for most of a second: its sound was lost from the beginning
 * of that on, not only at its end. */
static void a_gap_is_near_at_both_its_ends(void **state)
{
    struct cr_clock clock;
    struct device d = device(HONEST);
    (void)state;
    cr_clock_init(&clock, 48000);
    (void)follow(&clock, &d, 5, 5);
    const int64_t block = (int64_t)(5 * d.rate / d.block);
    const int64_t before_ns = clock.last.entry_ns;
    CHECK(!cr_clock_is_near_gap(&clock, before_ns));
    d.lost_frames += 700 * 48;
    struct cr_clock_stamp s = stamp(&d, block);
    s.had_gap = true;
    cr_clock_add(&clock, &s);
    CHECK(cr_clock_is_near_gap(&clock, before_ns - 100000000));
    CHECK(cr_clock_is_near_gap(&clock, s.entry_ns + 100000000));
    CHECK(!cr_clock_is_near_gap(&clock, before_ns - 200000000));
    CHECK(!cr_clock_is_near_gap(&clock, s.entry_ns + 200000000));
}

/* Whoever asks is moved by exactly the offset, whatever the tempo: there is no
 * tempo here. Complaint 6: an offset that is honoured in one place and not in another, or scaled by the speed. */
/* A stroke at any moment of a block is answered as long after it as any other, on a frame
 * that is not played yet when the next callback hears of it. */
static void answers_come_always_as_long_after_the_stroke(void **state)
{
    static const struct {
        const char *says;
        enum fake kind;
        uint32_t block;
        double jitter_ms; /* of the callbacks */
        double apart_ms;  /* of the answers, at most */
        double missed;    /* share of those that are not heard of in time */
    } rows[] = {{"small blocks", HONEST, 64, 0.1, 0.05, 0.001},
                {"large ones", HONEST, 1024, 0.1, 0.1, 0.001},
                {"a few a second", HONEST, 8192, 0.1, 0.3, 0.001},
                {"callbacks all over the place", HONEST, 256, 1, 0.4, 0.01},
                {"a clock that counts its frames", COUNTING, 256, 1, 0.2, 0.01},
                {"bursts", BURSTS, 256, 1, 0.1, 0.01},
                {"no times at all", ZEROS, 256, 0.1, 0.1, 0.001}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct device d = device(rows[i].kind);
        struct cr_clock clock;
        double low = HUGE_VAL, high = -HUGE_VAL;
        d.block = rows[i].block;
        d.jitter_ms = rows[i].jitter_ms;
        cr_check_row(rows[i].says);
        cr_clock_init(&clock, 48000);
        const int64_t blocks = 60 * 48000 / d.block;
        int64_t missed = 0, settled = 20 * 48000 / d.block;
        struct cr_clock_stamp now = stamp(&d, 0);
        for (int64_t b = 0; b < blocks; b++) {
            const struct cr_clock_stamp next = stamp(&d, b + 1);
            cr_clock_add(&clock, &now);
            const double part = cr_test_unit(&d.random);
            const int64_t struck =
                now.entry_ns +
                llround((double)(next.entry_ns - now.entry_ns) * part);
            const double frame = cr_clock_frame_answered(&clock, struck);
            const double truly = /* the frame that is due then */
                ((double)struck - heard_ns(&d, 0) + d.latency_ms * 1e6) * 48e-6;
            const double after = (frame - truly) / 48;
            if (b >= settled) {
                low = fmin(low, after);
                high = fmax(high, after);
                missed += frame < (double)next.frames;
            }
            now = next;
        }
        const double block_ms = d.block / 48.0;
        if (high - low > rows[i].apart_ms ||
            (double)missed > rows[i].missed * (double)(blocks - settled) ||
            low < block_ms - 0.2 || high > block_ms + 1)
            CHECK_FAIL("answered %.2f to %.2f ms after, %lld of %lld missed",
                       low, high, (long long)missed,
                       (long long)(blocks - settled));
    }
}

static void offsets_are_real_milliseconds(void **state)
{
    struct cr_clock clock;
    struct device d = device(HONEST);
    (void)state;
    cr_clock_init(&clock, 48000);
    (void)follow(&clock, &d, 10, 10);
    const int64_t now = llround(heard_ns(&d, 480000));
    const double heard = cr_clock_frame_heard(&clock, now);
    CHECK_NEAR(heard, cr_clock_frame_struck(&clock, now), 0);
    CHECK_NEAR(heard, cr_clock_frame_seen(&clock, now), 0);
    clock.offsets = (struct cr_offsets){7, 3, 20};
    CHECK_NEAR(heard - 7 * 48, cr_clock_frame_heard(&clock, now), 0.01);
    CHECK_NEAR(heard - 10 * 48, cr_clock_frame_struck(&clock, now), 0.01);
    CHECK_NEAR(heard + 13 * 48, cr_clock_frame_seen(&clock, now), 0.01);
    CHECK_NEAR(
        (double)now,
        (double)cr_clock_ns_heard(&clock, cr_clock_frame_heard(&clock, now)),
        30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fake_is_followed_or_found_out),
        cmocka_unit_test(a_wild_start_is_over_at_once),
        cmocka_unit_test(another_way_is_noticed),
        cmocka_unit_test(bursts_are_no_better_clock),
        cmocka_unit_test(an_hour_of_drift_is_followed),
        cmocka_unit_test(lost_periods_move_the_clock),
        cmocka_unit_test(a_gap_is_near_at_both_its_ends),
        cmocka_unit_test(losses_that_nobody_tells_are_found),
        cmocka_unit_test(answers_come_always_as_long_after_the_stroke),
        cmocka_unit_test(offsets_are_real_milliseconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
