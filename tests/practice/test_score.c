/* A take judged as a whole: from a pattern's text and hits to the numbers. */
#include "app/practice/marker.h"
#include "app/practice/player.h"
#include "app/practice/score.h"
#include "tests/support/check.h"

enum { HITS = 512 };

static const char groove[] = "beat 1\n"
                             "tempo: 120\n"
                             "HH |x-x-x-x-x-x-x-x-|\n"
                             "SD |----o-------o---|\n"
                             "BD |o-------o-------|\n";

struct piece {
    struct cr_pattern pattern;
    struct cr_timeline timeline;
    struct cr_press presses[HITS];
    uint32_t count;
};

static void open_piece(struct piece *p, const char *text, uint32_t loops)
{
    struct cr_diagnostics found = {0};
    const struct cr_timeline_options options = {.loops = loops};
    memset(p, 0, sizeof(*p));
    CHECK(!cr_pattern_read(&p->pattern, text, strlen(text), &found));
    CHECK(!cr_timeline_create(&p->timeline, &p->pattern, &options));
    cr_diagnostics_deinit(&found);
}

static void close_piece(struct piece *p)
{
    cr_timeline_destroy(&p->timeline);
    cr_pattern_deinit(&p->pattern);
}

/* Everything on its place, moved by `ms`. */
static void play_all(struct piece *p, double ms)
{
    for (p->count = 0; p->count < p->timeline.note_count; p->count++) {
        const struct cr_note *note = &p->timeline.notes[p->count];
        p->presses[p->count] = (struct cr_press){
            .at_ns = note->at_ns + llround(ms * 1e6), .lane = note->lane};
    }
}

static struct cr_result score(const struct piece *p)
{
    struct cr_result result = {0};
    CHECK(!cr_score(&result, &p->timeline, p->presses, p->count));
    return result;
}

static double score_only(const struct piece *p)
{
    struct cr_result result = score(p);
    const double points = result.score;
    cr_result_destroy(&result);
    return points;
}

static void perfect_is_100_and_nothing_is_0(void **state)
{
    struct piece p;
    (void)state;
    open_piece(&p, groove, 4);
    CHECK_NEAR(0, score_only(&p), 0);
    play_all(&p, 0);
    CHECK_NEAR(100, score_only(&p), 0);
    close_piece(&p);
}

/* One point is about one millisecond at 120 bpm, where D is 100 ms. */
static void a_millisecond_costs_a_point(void **state)
{
    struct piece p;
    (void)state;
    open_piece(&p, groove, 4);
    play_all(&p, 13);
    CHECK_NEAR(87, score_only(&p), 0.01);
    play_all(&p, -8);
    CHECK_NEAR(92, score_only(&p), 0.01);
    close_piece(&p);
}

static void the_bill_is_what_is_lost(void **state)
{
    struct cr_test_random random = {7};
    (void)state;
    for (int round = 0; round < 200; round++) {
        struct piece p;
        open_piece(&p, groove, 4);
        play_all(&p, cr_test_int(&random, -20, 20));
        for (uint32_t i = 0; i < p.count; i++)
            p.presses[i].at_ns += cr_test_int(&random, -9000000, 9000000);
        for (int i = cr_test_int(&random, 0, 40); i > 0; i--) /* left out */
            p.presses[cr_test_int(&random, 0, (int)p.count - 1)].lane = 9;
        struct cr_result r = score(&p);
        CHECK_NEAR(100 - r.score,
                   r.bill.off_time + r.bill.missed + r.bill.extra +
                       r.bill.wrong_drum,
                   1e-9);
        CHECK_INT(r.all.notes, r.all.hits + r.all.missed + r.all.wrong_drum);
        cr_result_destroy(&r);
        close_piece(&p);
    }
}

static void a_constant_moves_the_lean_and_not_the_spread(void **state)
{
    struct cr_test_random random = {3};
    struct piece p;
    (void)state;
    open_piece(&p, groove, 8);
    play_all(&p, 0);
    for (uint32_t i = 0; i < p.count; i++)
        p.presses[i].at_ns += cr_test_int(&random, -15000000, 15000000);
    struct cr_result before = score(&p);
    for (uint32_t i = 0; i < p.count; i++)
        p.presses[i].at_ns += 21000000;
    struct cr_result after = score(&p);
    CHECK_NEAR(before.all.lean_ms + 21, after.all.lean_ms, 1e-6);
    CHECK_NEAR(before.all.spread_ms, after.all.spread_ms, 1e-6);
    cr_result_destroy(&before);
    cr_result_destroy(&after);
    close_piece(&p);
}

/* The same part of D off at any tempo costs the same. */
static void tempo_does_not_change_what_an_error_costs(void **state)
{
    static const char slow[] = "beat 1\ntempo: 60\nHH |xxxx|\n";
    static const char fast[] = "beat 1\ntempo: 200\nHH |xxxx|\n";
    struct piece p;
    (void)state;
    open_piece(&p, slow, 8);
    play_all(&p, 0.2 * cr_distance_ms(1000));
    const double at_60 = score_only(&p);
    close_piece(&p);
    open_piece(&p, fast, 8);
    play_all(&p, 0.2 * cr_distance_ms(300));
    CHECK_NEAR(at_60, score_only(&p), 0.01);
    close_piece(&p);
}

static void the_count_in_is_not_scored(void **state)
{
    struct piece p;
    (void)state;
    open_piece(&p, groove, 1);
    play_all(&p, 0);
    memmove(p.presses + 4, p.presses, p.count * sizeof(*p.presses));
    for (int i = 0; i < 4; i++) /* along with the count */
        p.presses[i] = (struct cr_press){.at_ns = (i - 4) * INT64_C(500000000),
                                         .lane = p.timeline.notes[0].lane};
    p.count += 4;
    p.presses[4].at_ns -= 9000000; /* the first note, played early, counts */
    struct cr_result r = score(&p);
    CHECK_INT(0, r.all.extra);
    CHECK_INT(0, r.all.missed);
    CHECK_NEAR(-9, r.answers[0].error_ms, 1e-9);
    cr_result_destroy(&r);
    close_piece(&p);
}

static void what_was_not_reached_is_not_missed(void **state)
{
    struct piece p;
    (void)state;
    open_piece(&p, groove, 4);
    play_all(&p, 5);
    p.count /= 2;
    const struct cr_score_options options = {
        .until_ns = p.timeline.bars[2].start_ns - 1};
    struct cr_result r = {0};
    CHECK(!cr_score_take(&r, &p.timeline, p.presses, p.count, &options));
    CHECK_INT(p.count, r.all.notes);
    CHECK_INT(0, r.all.missed);
    CHECK_INT(2, r.bar_count);
    CHECK_NEAR(95, r.score, 0.01);
    cr_result_destroy(&r);
    close_piece(&p);
}

static void without_a_known_delay_only_the_shape_counts(void **state)
{
    struct piece p;
    struct cr_result r = {0};
    const struct cr_score_options options = {.until_ns = INT64_MAX,
                                             .is_shape_only = true};
    (void)state;
    open_piece(&p, groove, 4);
    play_all(&p, 42);
    CHECK(!cr_score_take(&r, &p.timeline, p.presses, p.count, &options));
    CHECK(r.is_shape_only);
    CHECK_NEAR(42, r.removed_lean_ms, 1e-6);
    CHECK_NEAR(100, r.score, 1e-6);
    cr_result_destroy(&r);
    close_piece(&p);
}

/* A hit whose time is not to be trusted counts as hit, and for no more. Complaint 14: a crackle that spoils the numbers. */
static void hits_in_doubt_are_left_out_of_lean_and_spread(void **state)
{
    struct piece p;
    (void)state;
    open_piece(&p, groove, 8);
    play_all(&p, 4);
    struct cr_result before = score(&p);
    for (uint32_t i = 10; i < 20; i++) {
        p.presses[i].at_ns += 30000000;
        p.presses[i].doubt = CR_DOUBT_WAIT;
    }
    struct cr_result after = score(&p);
    CHECK_INT(10, after.all.doubtful);
    CHECK_INT(before.all.hits, after.all.hits);
    CHECK_NEAR(before.all.lean_ms, after.all.lean_ms, 1e-9);
    CHECK_NEAR(before.all.spread_ms, after.all.spread_ms, 1e-9);
    cr_result_destroy(&before);
    cr_result_destroy(&after);
    close_piece(&p);
}

/* The mark that is seen at once is the one that counts in the end, as long as
 * nothing is left out or doubled. */
static void live_marks_agree_with_the_score(void **state)
{
    struct cr_test_random random = {5};
    struct cr_marker marker = {0};
    struct piece p;
    (void)state;
    open_piece(&p, groove, 8);
    play_all(&p, 0);
    CHECK(!cr_marker_lay_out(&marker, &p.timeline));
    for (uint32_t i = 0; i < p.count; i++) {
        p.presses[i].at_ns += cr_test_int(&random, -40000000, 40000000);
        CHECK(!cr_marker_add(&marker, p.presses[i].at_ns, p.presses[i].lane));
    }
    cr_presses_sort(&(struct cr_presses){p.presses, p.count});
    struct cr_result r = score(&p);
    CHECK_INT(p.count, marker.mark_count);
    for (uint32_t i = 0; i < marker.mark_count; i++) {
        const struct cr_mark *mark = &marker.marks[i];
        CHECK(mark->target != CR_NONE);
        const struct cr_answer *a = &r.answers[mark->target];
        CHECK_NEAR(a->error_ms, mark->error_ms, 1e-9);
        CHECK_INT(cr_result_judgement(&r, mark->target), mark->judgement);
    }
    cr_result_destroy(&r);
    cr_marker_destroy(&marker);
    close_piece(&p);
}

/* A late player at close spacing: the nearest open note is the wrong one until
 * the bar has been seen as a whole. */
static void marks_are_settled_as_the_score_has_them(void **state)
{
    static const char runs[] = "beat 1\ntempo: 140\nSD |oooooooooooooooo|\n"
                               "BD |o-------o-------|\n";
    struct cr_marker marker = {0};
    struct piece p;
    (void)state;
    open_piece(&p, runs, 4);
    play_all(&p, 58);
    p.presses[3].lane = p.presses[2].lane ? 0 : 1; /* a wrong drum */
    CHECK(!cr_marker_lay_out(&marker, &p.timeline));
    for (uint32_t i = 0; i < p.count; i++)
        CHECK(!cr_marker_add(&marker, p.presses[i].at_ns, p.presses[i].lane));
    CHECK(!cr_marker_settle(&marker, p.timeline.end_ns));
    struct cr_result r = score(&p);
    uint32_t matched = 0;
    for (uint32_t i = 0; i < marker.mark_count; i++) {
        CHECK_INT(r.fates[i].fate, marker.marks[i].fate);
        if (marker.marks[i].fate != CR_PRESS_MATCHED)
            continue;
        CHECK_INT(r.fates[i].target, marker.marks[i].target);
        CHECK_NEAR(58, marker.marks[i].error_ms, 1e-6);
        matched++;
    }
    CHECK_INT(r.all.hits, matched);
    const struct cr_marker_sum sum =
        cr_marker_sum(&marker, 0, p.timeline.end_ns);
    CHECK_INT(r.all.notes, sum.notes);
    CHECK_INT(r.all.hits, sum.hits);
    CHECK_NEAR(58, sum.mean_ms, 1e-6);
    cr_result_destroy(&r);
    cr_marker_destroy(&marker);
    close_piece(&p);
}

static void a_roll_takes_what_is_played_at_once(void **state)
{
    struct cr_marker marker = {0};
    struct piece p;
    (void)state;
    open_piece(&p, "beat 1\ntempo: 60\nSD |r~~~----|\n", 1);
    CHECK(!cr_marker_lay_out(&marker, &p.timeline));
    for (int i = 0; i < 30; i++)
        CHECK(!cr_marker_add(&marker, i * INT64_C(80000000), 0));
    CHECK_INT(CR_PRESS_MATCHED, marker.marks[0].fate);
    CHECK_INT(CR_PRESS_FREE, marker.marks[12].fate);
    CHECK_INT(CR_PRESS_EXTRA, marker.marks[28].fate); /* 2.24 s */
    cr_marker_destroy(&marker);
    close_piece(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(perfect_is_100_and_nothing_is_0),
        cmocka_unit_test(a_millisecond_costs_a_point),
        cmocka_unit_test(the_bill_is_what_is_lost),
        cmocka_unit_test(a_constant_moves_the_lean_and_not_the_spread),
        cmocka_unit_test(tempo_does_not_change_what_an_error_costs),
        cmocka_unit_test(the_count_in_is_not_scored),
        cmocka_unit_test(what_was_not_reached_is_not_missed),
        cmocka_unit_test(without_a_known_delay_only_the_shape_counts),
        cmocka_unit_test(hits_in_doubt_are_left_out_of_lean_and_spread),
        cmocka_unit_test(live_marks_agree_with_the_score),
        cmocka_unit_test(marks_are_settled_as_the_score_has_them),
        cmocka_unit_test(a_roll_takes_what_is_played_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
