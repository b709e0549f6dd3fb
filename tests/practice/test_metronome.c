/* The metronome as a pattern: every setting reads without a mistake, and each click lies on
 * the frame where exact fractions say, an hour on; tap tempo. */
#include "app/practice/metronome_steps.h"
#include "app/practice/random.h"
#include "app/practice/tap_tempo.h"
#include "patterns/timeline.h"
#include "tests/support/check.h"

static void set(struct cr_metronome *m, const char *name, const char *value)
{
    struct cr_error error = {0};
    if (cr_metronome_set(m, name, value, &error))
        CHECK_FAIL("%s %s: %s", name, value, error.text);
}

static void read_it(const struct cr_metronome *m, struct cr_pattern *pattern)
{
    struct cr_text_buffer out = {0};
    struct cr_diagnostics found = {0};
    cr_metronome_write(m, true, &out);
    if (cr_pattern_read(pattern, out.text, out.size, &found) || found.count)
        CHECK_FAIL("%s\n%s", out.text, found.items[0].text);
    free(out.text);
    cr_diagnostics_deinit(&found);
}

static void it_is_written_as_it_is_set(void **state)
{
    struct cr_metronome m;
    struct cr_text_buffer out = {0};
    (void)state;
    cr_metronome_init(&m);
    set(&m, "bpm", "104.25");
    set(&m, "meter", "7/8 2+2+3");
    set(&m, "under", "2:21");
    set(&m, "against", "5");
    cr_metronome_write(&m, true, &out);
    CHECK_TEXT("beat 1\ntitle: Metronome\ncountin: 0\ntempo: 104.25\nmeter: "
               "7/8 2+2+3\n\n"
               "CB/5 |xxxxx|\nSD/7 |ooooooo|\nCK |93336333633333|\n",
               out.text);
    free(out.text);
    out = (struct cr_text_buffer){0};
    set(&m, "against", "0");
    set(&m, "meter", "3/4");
    set(&m, "levels", "301");
    set(&m, "swing", "66%");
    cr_metronome_write(&m, true, &out);
    CHECK_TEXT(
        "beat 1\ntitle: Metronome\ncountin: 0\ntempo: 104.25\nmeter: 3/4\n\n"
        "SD/3 |ooo|\nCK |9-3--33-3|\n",
        out.text);
    free(out.text);
}

/* The click off the beat: the same clicks, later; the beats are played where they were. */
static void clicks_come_later(void **state)
{
    struct cr_metronome m;
    struct cr_text_buffer out = {0};
    (void)state;
    cr_metronome_init(&m);
    set(&m, "meter", "3/4");
    set(&m, "under", "4");
    set(&m, "shift", "2");
    cr_metronome_write(&m, true, &out);
    CHECK_TEXT("beat 1\ntitle: Metronome\ncountin: 0\ntempo: 120\nmeter: "
               "3/4\n\nSD/3 |ooo|\nCK |339333633363|\n",
               out.text);
    free(out.text);
    out = (struct cr_text_buffer){0};
    set(&m, "under", "2"); /* it cannot be later than the beat's last */
    cr_metronome_write(&m, false, &out);
    CHECK(strstr(out.text, "CK |393636|\n") != NULL);
    free(out.text);
}

static void wrong_settings_change_nothing(void **state)
{
    static const char *const wrong[][2] = {
        {"cycle", "x"},       {"cycle", "---"},
        {"cycle", "xo"},      {"cycle", "x--------------------------------"},
        {"bpm", "9.99"},      {"bpm", "400.01"},
        {"bpm", "100.001"},   {"bpm", ""},
        {"bpm", "fast"},      {"meter", "33/4"},
        {"meter", "0/4"},     {"meter", "4/3"},
        {"meter", "7/8 2+2"}, {"meter", "4/4\nx:"},
        {"levels", "333"},    {"levels", "3224"},
        {"under", "13"},      {"under", "0"},
        {"under", "3:12"},    {"swing", "49"},
        {"swing", "81%"},     {"swing", "x"},
        {"against", "17"},    {"against", "-1"},
        {"nonsense", "1"}};
    struct cr_metronome m, before;
    (void)state;
    cr_metronome_init(&m);
    before = m;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct cr_error error = {0};
        cr_check_row(wrong[i][1]);
        CHECK_INT(CR_ERR_SYNTAX,
                  cr_metronome_set(&m, wrong[i][0], wrong[i][1], &error));
        CHECK(error.text[0] && memcmp(&m, &before, sizeof(m)) == 0);
    }
    set(&m, "meter", "32/4");
    CHECK_INT(CR_ERR_SYNTAX, cr_metronome_set(&m, "under", "12", NULL));
    set(&m, "under", "6");
}

static void swing_takes_the_nearest_ratio(void **state)
{
    static const struct {
        const char *asked;
        uint32_t first, of;
    } rows[] = {{"50", 0, 0},   {"66", 2, 3}, {"67%", 2, 3}, {"60", 3, 5},
                {"62.5", 5, 8}, {"75", 3, 4}, {"58", 7, 12}, {"80", 4, 5}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct cr_metronome m;
        cr_metronome_init(&m);
        cr_check_row(rows[i].asked);
        set(&m, "swing", rows[i].asked);
        CHECK_INT(rows[i].first, m.swing_first);
        CHECK_INT(rows[i].of, m.swing_of);
    }
}

/* Frames from the piece's beginning of part `at`/`of` of bar `bar`, rounded to the
 * nearest: whole numbers alone. */
static int64_t exact_frame(const struct cr_metronome *m, int64_t bar,
                           int64_t at, int64_t of)
{
    /* quarters = 4 beats/unit (bar + at/of); seconds = 60 quarters / bpm */
    const int64_t top =
        INT64_C(48000) * 240 * m->meter.beats * (bar * of + at) * m->bpm.den;
    const int64_t under = (int64_t)m->meter.unit * of * m->bpm.num;
    return (2 * top + under) / (2 * under);
}

static void clicks_stand_on_their_frames(void **state)
{
    static const struct {
        const char *bpm, *meter, *under, *against;
    } rows[] = {{"97.3", "4/4", "1", "0"},
                {"137", "7/8 2+2+3", "2", "5"},
                {"10", "1/1", "12", "16"},
                {"400", "32/32", "1", "7"},
                {"33.33", "13/16", "5", "11"},
                {"61.07", "5/4", "7", "3"},
                {"211.11", "11/8 3+3+3+2", "3", "13"},
                {"119.99", "3/2", "11", "4"}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct cr_metronome m;
        struct cr_pattern pattern = {0};
        struct cr_timeline timeline;
        cr_check_row(rows[i].meter);
        cr_metronome_init(&m);
        set(&m, "bpm", rows[i].bpm);
        set(&m, "meter", rows[i].meter);
        set(&m, "under", rows[i].under);
        set(&m, "against", rows[i].against);
        read_it(&m, &pattern);
        const double bar_s = (double)exact_frame(&m, 1, 0, 1) / 48000;
        const uint32_t bars = (uint32_t)(3600 / bar_s) + 1; /* an hour */
        CHECK(!cr_timeline_create(
            &timeline, &pattern,
            &(struct cr_timeline_options){.loops = bars, .has_click = true}));
        const uint32_t clicks = (uint32_t)m.meter.beats * m.under;
        uint32_t click = 0, stroke = 0, beat = 0;
        for (uint32_t n = 0; n < timeline.note_count; n++) {
            const struct cr_note *note = &timeline.notes[n];
            const bool is_click =
                pattern.lanes[note->lane].kind == CR_LANE_CLICK;
            const bool is_beat = pattern.lanes[note->lane].id == CR_SD;
            uint32_t *count = is_click ? &click : is_beat ? &beat : &stroke;
            const uint32_t of = is_click  ? clicks
                                : is_beat ? (uint32_t)m.meter.beats
                                          : m.against;
            CHECK_INT(exact_frame(&m, *count / of, *count % of, of),
                      cr_timeline_frame(&timeline, note, 48000));
            (*count)++;
        }
        CHECK_INT(bars * clicks, click);
        CHECK_INT(bars * (uint32_t)m.meter.beats, beat);
        CHECK_INT(bars * m.against, stroke);
        cr_timeline_destroy(&timeline);
        cr_pattern_deinit(&pattern);
    }
}

/* A lane of its own length goes on across the bar lines for an hour, each stroke on its
 * frame, and meets them again after exactly the least common multiple. */
static void a_cycle_crosses_the_bar_lines(void **state)
{
    static const struct {
        const char *bpm, *meter, *under, *cycle;
        uint32_t bars;
    } rows[] = {{"97.3", "4/4", "2", "x--x-", 5},
                {"137", "7/8 2+2+3", "1", "X--", 3},
                {"211.11", "5/4", "3", "x-xx--x", 7},
                {"60", "3/4", "4", "x--x--x---x---x-", 4},
                {"33.33", "13/16", "2", "x-------------------------", 1}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct cr_metronome m;
        struct cr_pattern pattern = {0};
        struct cr_timeline timeline;
        const uint32_t size = (uint32_t)strlen(rows[i].cycle);
        cr_check_row(rows[i].cycle);
        cr_metronome_init(&m);
        set(&m, "bpm", rows[i].bpm);
        set(&m, "meter", rows[i].meter);
        set(&m, "under", rows[i].under);
        set(&m, "cycle", rows[i].cycle);
        CHECK_INT(rows[i].bars, cr_metronome_bars(&m));
        read_it(&m, &pattern);
        CHECK_INT(rows[i].bars, pattern.bar_count);
        const double bar_s = (double)exact_frame(&m, 1, 0, 1) / 48000;
        const uint32_t loops = (uint32_t)(3600 / bar_s / rows[i].bars) + 1;
        CHECK(!cr_timeline_create(
            &timeline, &pattern,
            &(struct cr_timeline_options){.loops = loops, .has_click = true}));
        const uint32_t clicks = (uint32_t)m.meter.beats * m.under;
        const uint32_t all = loops * rows[i].bars * clicks;
        uint32_t at = 0;
        for (uint32_t n = 0; n < timeline.note_count; n++) {
            const struct cr_note *note = &timeline.notes[n];
            if (pattern.lanes[note->lane].id != CR_TB)
                continue;
            while (rows[i].cycle[at % size] == '-')
                at++;
            CHECK_INT(exact_frame(&m, at / clicks, at % clicks, clicks),
                      cr_timeline_frame(&timeline, note, 48000));
            at++;
        }
        while (at < all && rows[i].cycle[at % size] == '-')
            at++;
        CHECK_INT(all, at);
        cr_timeline_destroy(&timeline);
        cr_pattern_deinit(&pattern);
    }
}

/* Any setting that is accepted can be read. */
static void all_that_is_accepted_reads(void **state)
{
    struct cr_test_random random = {5};
    int accepted = 0;
    (void)state;
    for (int i = 0; i < 3000; i++) {
        struct cr_metronome m;
        struct cr_pattern pattern = {0};
        char value[64];
        cr_metronome_init(&m);
        snprintf(value, sizeof(value), "%d/%d", cr_test_int(&random, 1, 32),
                 1 << cr_test_int(&random, 0, 5));
        bool is_good = !cr_metronome_set(&m, "meter", value, NULL);
        snprintf(value, sizeof(value), "%d", cr_test_int(&random, 1, 12));
        is_good &= !cr_metronome_set(&m, "under", value, NULL);
        snprintf(value, sizeof(value), "%d", cr_test_int(&random, 50, 80));
        is_good &= !cr_metronome_set(&m, "swing", value, NULL);
        snprintf(value, sizeof(value), "%d", cr_test_int(&random, 0, 16));
        is_good &= !cr_metronome_set(&m, "against", value, NULL);
        snprintf(value, sizeof(value), "%d.%02d", cr_test_int(&random, 10, 399),
                 cr_test_int(&random, 0, 99));
        is_good &= !cr_metronome_set(&m, "bpm", value, NULL);
        const int size = cr_test_int(&random, 2, 32);
        for (int k = 0; k < size; k++)
            value[k] = "x-X"[cr_test_int(&random, 0, 2)];
        value[size] = '\0';
        is_good &= !cr_metronome_set(&m, "cycle", value, NULL) ||
                   !strpbrk(value, "xX");
        accepted += is_good;
        read_it(&m, &pattern);
        CHECK_NEAR((double)m.bpm.num / (double)m.bpm.den,
                   (double)pattern.tempo.from_bpm.num /
                       (double)pattern.tempo.from_bpm.den,
                   1e-12);
        cr_pattern_deinit(&pattern);
    }
    CHECK(accepted > 1000);
}

/* Every key goes all the way round, forwards and backwards. */
static void steps_go_round(void **state)
{
    static const struct {
        enum cr_metronome_step step;
        int count;
    } rows[] = {{CR_STEP_METER, 18}, {CR_STEP_ACCENTS, 3},  {CR_STEP_UNDER, 12},
                {CR_STEP_SWING, 4},  {CR_STEP_AGAINST, 17}, {CR_STEP_CYCLE, 5}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        for (int by = -1; by <= 1; by += 2) {
            struct cr_text_buffer first = {0};
            struct cr_metronome m;
            cr_metronome_init(&m);
            cr_metronome_write_settings(&m, &first);
            for (int k = 1; k <= rows[i].count; k++) {
                struct cr_text_buffer now = {0};
                struct cr_metronome read;
                CHECK(cr_metronome_step(&m, rows[i].step, by));
                cr_metronome_write_settings(&m, &now);
                CHECK((strcmp(first.text, now.text) == 0) ==
                      (k == rows[i].count));
                /* as settings in a line it comes back */
                CHECK(!cr_metronome_read_settings(&read, now.text, now.size,
                                                  NULL));
                CHECK(memcmp(&read.meter, &m.meter, sizeof(m.meter)) == 0 &&
                      memcmp(read.levels, m.levels, (size_t)m.meter.beats) ==
                          0 &&
                      read.under == m.under && read.swing_of == m.swing_of &&
                      read.against == m.against &&
                      strcmp(read.cycle, m.cycle) == 0);
                free(now.text);
            }
            free(first.text);
        }
    }
}

static void a_hand_taps_a_tempo(void **state)
{
    uint64_t chance = 3;
    (void)state;
    for (int bpm = 20; bpm <= 300; bpm += 28) {
        struct cr_tap_tempo taps = {0};
        double told = 0;
        const double beat = 60e9 / bpm;
        int64_t at = 1000000000;
        for (int i = 0; i < 12; i++) {
            /* one hand in eight taps far beside the beat */
            const double off =
                i == 8 ? 0.3 * beat : 0.01 * beat * cr_random_normal(&chance);
            const bool tells =
                cr_tap_tempo_add(&taps, at + (int64_t)off, &told);
            CHECK(tells == (i >= 3));
            if (i >= 6)
                CHECK_NEAR(bpm, told, 0.03 * bpm);
            at += (int64_t)beat;
        }
        /* a pause begins anew */
        CHECK(!cr_tap_tempo_add(&taps, at + 7000000000, &told));
        CHECK(!cr_tap_tempo_add(&taps, at + 7500000000, &told));
        CHECK(!cr_tap_tempo_add(&taps, at + 8000000000, &told));
        CHECK(cr_tap_tempo_add(&taps, at + 8500000000, &told));
        CHECK_NEAR(120, told, 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_written_as_it_is_set),
        cmocka_unit_test(clicks_come_later),
        cmocka_unit_test(wrong_settings_change_nothing),
        cmocka_unit_test(swing_takes_the_nearest_ratio),
        cmocka_unit_test(clicks_stand_on_their_frames),
        cmocka_unit_test(a_cycle_crosses_the_bar_lines),
        cmocka_unit_test(all_that_is_accepted_reads),
        cmocka_unit_test(steps_go_round),
        cmocka_unit_test(a_hand_taps_a_tempo)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
