/* Positions are exact: compared with sums of fractions done another way. */
#include "patterns/timeline.h"
#include "tests/support/check.h"

static void lay(const char *text, const struct cr_timeline_options *options,
                struct cr_pattern *pattern, struct cr_timeline *timeline)
{
    struct cr_diagnostics found = {0};
    cr_check_row(text);
    CHECK_INT(CR_OK, cr_pattern_read(pattern, text, strlen(text), &found));
    CHECK_INT(CR_OK, cr_timeline_create(timeline, pattern, options));
    cr_diagnostics_deinit(&found);
}

static void clear(struct cr_pattern *pattern, struct cr_timeline *timeline)
{
    cr_timeline_destroy(timeline);
    cr_pattern_deinit(pattern);
}

/* floor((2 num + den) / (2 den)): the nearest whole, halves up. */
static int64_t nearest(int64_t num, int64_t den)
{
    return (2 * num + den) / (2 * den);
}

/* Complaint 1: a click that drifts, as rounded intervals are added up. Complaint 15: events that are exact only to the period. */
static void ten_hours_end_on_the_exact_frame(void **state)
{
    static const struct {
        const char *tempo;
        int64_t milli_bpm;
    } tempi[] = {{"123.456", 123456},
                 {"97.3", 97300},
                 {"128", 128000},
                 {"137", 137000},
                 {"61.007", 61007}};
    const struct cr_timeline_options options = {.loops = 18000};
    (void)state;
    for (size_t i = 0; i < sizeof(tempi) / sizeof(tempi[0]); i++) {
        char text[256];
        struct cr_pattern pattern = {0};
        struct cr_timeline timeline = {0};
        snprintf(text, sizeof(text),
                 "beat 1\ntempo: %s\nmeter: 4/4\nHH/7 |xxxxxxx|\n",
                 tempi[i].tempo);
        lay(text, &options, &pattern, &timeline);
        CHECK_INT(7 * 18000, timeline.note_count);
        for (int64_t n = 0; n < 7 * 18000; n += 997) {
            /* n sevenths of four quarters, 60 s / bpm each, at 48 kHz */
            const int64_t num = n * 4 * 60 * INT64_C(48000000);
            const int64_t den = 7 * tempi[i].milli_bpm;
            CHECK_INT(nearest(num, den),
                      cr_timeline_frame(&timeline, &timeline.notes[n], 48000));
        }
        clear(&pattern, &timeline);
    }
}

static void a_ramp_follows_its_formula(void **state)
{
    struct cr_pattern pattern = {0};
    struct cr_timeline timeline = {0};
    const struct cr_timeline_options options = {0};
    (void)state;
    lay("beat 1\n[A] x4, tempo 60 -> 120\nHH |xxxx|\n", &options, &pattern,
        &timeline);
    CHECK_NEAR(16 * log(2) * 1e9, (double)timeline.end_ns, 1);
    /* 16 quarters; at quarter x: 16 ln(1 + x/16) s */
    for (int x = 0; x < 16; x++)
        CHECK_NEAR(16 * log1p(x / 16.0) * 1e9, (double)timeline.notes[x].at_ns,
                   1);
    clear(&pattern, &timeline);
}

static void a_section_starts_from_the_header(void **state)
{
    struct cr_pattern pattern = {0};
    struct cr_timeline timeline = {0};
    const struct cr_timeline_options options = {0};
    (void)state;
    lay("beat 1\ntempo: 60\nplay: A, B, A\n\n[A]\nHH |xxxx|\n\ntempo: 120\n"
        "HH |xxxx|\n\n[B]\nmeter: 3/4\nHH |xxx|\n",
        &options, &pattern, &timeline);
    /* A: 4 s + 2 s; B at 60 again: 3 s; A: 6 s */
    CHECK_INT(15 * CR_NS_PER_S, timeline.end_ns);
    CHECK_INT(6 * CR_NS_PER_S, timeline.bars[2].start_ns);
    CHECK_INT(9 * CR_NS_PER_S, timeline.bars[3].start_ns);
    clear(&pattern, &timeline);
}

static void swing_lends_time_to_the_first_of_a_pair(void **state)
{
    struct cr_pattern pattern = {0};
    struct cr_timeline timeline = {0};
    const struct cr_timeline_options options = {0};
    (void)state;
    lay("beat 1\ntempo: 60\nswing: 8 2:1\nHH |xxxxxxxx|\nCB/8 |xxxxxxxx|\n",
        &options, &pattern, &timeline);
    int hats = 0, bells = 0;
    for (uint32_t i = 0; i < timeline.note_count; i++) {
        const struct cr_note *note = &timeline.notes[i];
        if (pattern.lanes[note->lane].id == CR_HH) {
            const int eighth = hats++;
            const int64_t third_ms =
                1000 * (eighth / 2) * 3 + (eighth % 2 ? 2000 : 0);
            CHECK_NEAR((double)third_ms / 3 * 1e6, (double)note->at_ns, 1);
        } else { /* a lane with /N stays straight */
            CHECK_INT(bells++ * INT64_C(500000000), note->at_ns);
        }
    }
    CHECK_INT(8, hats);
    CHECK_INT(8, bells);
    clear(&pattern, &timeline);
}

/* The last eighth of a 5/8 bar has no other half to take time from. */
static void half_a_pair_does_not_swing(void **state)
{
    static const struct cr_fraction places[10] = {
        {0, 1}, {1, 12}, {1, 6},   {5, 24}, {1, 4},
        {1, 3}, {5, 12}, {11, 24}, {1, 2},  {9, 16}};
    struct cr_pattern pattern = {0};
    struct cr_timeline timeline = {0};
    const struct cr_timeline_options options = {0};
    (void)state;
    lay("beat 1\nmeter: 5/8\nswing: 8 2:1\nHH |xxxxxxxxxx|\n", &options,
        &pattern, &timeline);
    CHECK_INT(10, timeline.note_count);
    for (int i = 0; i < 10; i++) {
        CHECK_INT(places[i].num, timeline.notes[i].at.num);
        CHECK_INT(places[i].den, timeline.notes[i].at.den);
    }
    clear(&pattern, &timeline);
}

static void grace_notes_come_before_and_never_too_early(void **state)
{
    struct cr_pattern pattern = {0};
    struct cr_timeline timeline = {0};
    const struct cr_timeline_options options = {0};
    (void)state;
    lay("beat 1\ntempo: 60\nSD |o-f-d---|\n", &options, &pattern, &timeline);
    static const struct {
        int64_t ms;
        int kind, velocity;
    } expected[] = {{0, CR_NOTE, 80},          {970, CR_NOTE_GRACE, 40},
                    {1000, CR_NOTE, 80},       {1940, CR_NOTE_GRACE, 40},
                    {1970, CR_NOTE_GRACE, 40}, {2000, CR_NOTE, 80}};
    CHECK_INT(6, timeline.note_count);
    for (int i = 0; i < 6; i++) {
        CHECK_INT(expected[i].ms * 1000000, timeline.notes[i].at_ns);
        CHECK_INT(expected[i].kind, timeline.notes[i].kind);
        CHECK_INT(expected[i].velocity, timeline.notes[i].velocity);
    }
    clear(&pattern, &timeline);
    /* 32nds at 240: 31.25 ms apart; half of it is nearer than 30 ms */
    lay("beat 1\ntempo: 240\nSD |of------------------------------|\n", &options,
        &pattern, &timeline);
    CHECK_INT(15625000, timeline.notes[1].at_ns);
    clear(&pattern, &timeline);
}

static void loudness_is_as_the_manual_says(void **state)
{
    struct cr_pattern pattern = {0};
    struct cr_timeline timeline = {0};
    const struct cr_timeline_options options = {0};
    static const int expected[] = {80, 36, 120, 14, 126, 48, 72, 1, 32, 48};
    (void)state;
    lay("beat 1\nSD |og O1 9---|\n\ndyn: p\nSD |oO--|\n", &options, &pattern,
        &timeline);
    for (int i = 0; i < 7; i++)
        CHECK_INT(expected[i], timeline.notes[i].velocity);
    clear(&pattern, &timeline);
    lay("beat 1\n[A] x2, dyn p -> f\nSD |oooo|\n", &options, &pattern,
        &timeline);
    for (int i = 0; i < 8; i++) /* 48 .. 96 over eight quarters */
        CHECK_INT(48 + 6 * i, timeline.notes[i].velocity);
    clear(&pattern, &timeline);
}

/* Complaint 12: a count-in of four whatever the meter, or counted twice in a
 * loop. */
static void the_count_in_has_the_meter(void **state)
{
    static const struct {
        const char *meter;
        int beats;
        int64_t ns; /* of a bar at 60 quarters */
    } meters[] = {{"2/4", 2, 2000000000},   {"3/4", 3, 3000000000},
                  {"4/4", 4, 4000000000},   {"5/4", 5, 5000000000},
                  {"6/8", 6, 3000000000},   {"7/8", 7, 3500000000},
                  {"9/8", 9, 4500000000},   {"12/8", 12, 6000000000},
                  {"15/16", 15, 3750000000}};
    (void)state;
    for (size_t i = 0; i < sizeof(meters) / sizeof(meters[0]); i++) {
        for (uint32_t loops = 1; loops <= 3; loops += 2) {
            char text[128];
            struct cr_pattern pattern = {0};
            struct cr_timeline timeline = {0};
            const struct cr_timeline_options options = {
                .countin_bars = 1, .has_click = true, .loops = loops};
            snprintf(text, sizeof(text),
                     "beat 1\ntempo: 1/4=60\nmeter: %s\nHH |x%.*s|\n",
                     meters[i].meter, meters[i].beats - 1, "---------------");
            cr_check_row(text);
            lay(text, &options, &pattern, &timeline);
            CHECK_INT(1, timeline.countin_count);
            CHECK_INT(1 + loops, timeline.bar_count);
            CHECK_INT(-meters[i].ns, timeline.bars[0].start_ns);
            int counted = 0;
            for (uint32_t n = 0; n < timeline.note_count; n++)
                counted += timeline.notes[n].bar == 0;
            CHECK_INT(meters[i].beats, counted);
            clear(&pattern, &timeline);
        }
    }
}

static void a_count_in_lies_before_time_zero(void **state)
{
    struct cr_pattern pattern = {0};
    struct cr_timeline timeline = {0};
    const struct cr_timeline_options options = {.countin_bars = 2,
                                                .has_click = true};
    (void)state;
    lay("beat 1\ntempo: 60\nmeter: 7/8\nHH |xxxxxxx|\n", &options, &pattern,
        &timeline);
    CHECK_INT(-7 * CR_NS_PER_S, timeline.notes[0].at_ns);
    CHECK_INT(3 * 7 + 7, timeline.note_count);
    CHECK_INT(CR_CLICK_ACCENT, timeline.notes[0].velocity);
    CHECK_INT(CR_CLICK_SUB, timeline.notes[1].velocity);
    CHECK_INT(CR_CLICK_BEAT, timeline.notes[2].velocity); /* 2+2+3 */
    CHECK_INT(0, timeline.bars[2].start_ns);
    clear(&pattern, &timeline);
}

/* From the changed bar on the tempo is another; before it nothing moves. */
static void speed_changes_at_a_bar(void **state)
{
    struct cr_pattern pattern = {0}, same = {0};
    struct cr_timeline steady = {0}, changed = {0};
    const struct cr_speed_change changes[] = {{2, {2, 1}}, {3, {1, 2}}};
    const struct cr_timeline_options plain = {.loops = 5, .countin_bars = 1};
    struct cr_timeline_options options = plain;
    (void)state;
    options.changes = changes;
    options.change_count = 2;
    const char *text = "beat 1\ntempo: 120\nSD |f---o---|\n";
    lay(text, &plain, &pattern, &steady);
    lay(text, &options, &same, &changed);
    CHECK_INT(steady.note_count, changed.note_count);
    static const int64_t starts_ms[] = {-2000, 0, 2000, 4000, 5000, 9000};
    for (int b = 0; b < 6; b++)
        CHECK_INT(starts_ms[b] * 1000000, changed.bars[b].start_ns);
    for (uint32_t n = 0; steady.notes[n].bar < 3; n++)
        CHECK_INT(steady.notes[n].at_ns, changed.notes[n].at_ns);
    CHECK_INT(INT64_C(13) * CR_NS_PER_S, changed.end_ns);
    CHECK_INT(1, changed.loop_bar_count);
    clear(&pattern, &steady);
    clear(&same, &changed);
}

static void fractions_compare_exactly(void **state)
{
    struct cr_test_random random = {1};
    (void)state;
    for (int i = 0; i < 100000; i++) {
        const struct cr_fraction a = cr_fraction_make(
            cr_test_int(&random, 0, 100000), cr_test_int(&random, 1, 9999));
        const struct cr_fraction b = cr_fraction_make(
            cr_test_int(&random, 0, 100000), cr_test_int(&random, 1, 9999));
        const int64_t cross = a.num * b.den - b.num * a.den;
        CHECK_INT((cross > 0) - (cross < 0), cr_fraction_compare(a, b));
        const struct cr_fraction sum = cr_fraction_add(a, b);
        CHECK_INT(0, cr_fraction_compare(cr_fraction_sub(sum, b), a));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ten_hours_end_on_the_exact_frame),
        cmocka_unit_test(a_ramp_follows_its_formula),
        cmocka_unit_test(a_section_starts_from_the_header),
        cmocka_unit_test(swing_lends_time_to_the_first_of_a_pair),
        cmocka_unit_test(half_a_pair_does_not_swing),
        cmocka_unit_test(grace_notes_come_before_and_never_too_early),
        cmocka_unit_test(loudness_is_as_the_manual_says),
        cmocka_unit_test(the_count_in_has_the_meter),
        cmocka_unit_test(a_count_in_lies_before_time_zero),
        cmocka_unit_test(speed_changes_at_a_bar),
        cmocka_unit_test(fractions_compare_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
