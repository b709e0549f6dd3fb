/* Hands as lanes: what is split, that nothing but the lanes changes, and that what the
 * wrong hand played is in time and told. */
#include "app/practice/marker.h"
#include "app/practice/measures.h"
#include "app/practice/player.h"
#include "app/practice/score.h"
#include "app/practice/session.h"
#include "patterns/hands.h"
#include "tests/support/check.h"

static const char flams[] = "beat 1\ntempo: 90\nmeter: 4/4\n\n"
                            "ST |RLRRLRLL RLRRLRLR|\n"
                            "SD |fooofooo DoooFooz|\nHF |x------- --------|\n";

static void read_pattern(struct cr_pattern *pattern, const char *text)
{
    struct cr_diagnostics found = {0};
    if (cr_pattern_read(pattern, text, strlen(text), &found))
        CHECK_FAIL("%s", found.items[0].text);
    cr_diagnostics_deinit(&found);
}

static void lay_out(struct cr_timeline *timeline,
                    const struct cr_pattern *pattern)
{
    CHECK(!cr_timeline_create(timeline, pattern,
                              &(struct cr_timeline_options){.loops = 12}));
}

static void only_what_has_a_hand_is_split(void **state)
{
    static const struct {
        const char *text;
        bool can;
    } rows[] = {{"beat 1\nST |RLRL|\nSD |oooo|\n", true},
                {"beat 1\nST |RLRL|\nSD |oooo|\nBD |x-x-|\n", true},
                {"beat 1\nST |RLRL|\nHH |xxxx|\n", true},
                {"beat 1\nSD |oooo|\n", false},
                {"beat 1\nST |RLR-|\nSD |oooo|\n", false},
                {"beat 1\nST |RLRB|\nSD |oooo|\n", false},
                {"beat 1\nST |RLRL|\nHH |x-x-|\nSD |-o-o|\n", false},
                {"beat 1\nBD |x-x-|\n", false}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct cr_pattern p = {0};
        cr_check_row(rows[i].text);
        read_pattern(&p, rows[i].text);
        const uint32_t lanes = p.lane_count;
        CHECK(cr_pattern_can_split_hands(&p) == rows[i].can);
        CHECK_INT(rows[i].can ? CR_OK : CR_ERR_RANGE,
                  cr_pattern_split_hands(&p));
        CHECK_INT(lanes + rows[i].can, p.lane_count);
        CHECK(cr_pattern_has_hands(&p) == rows[i].can);
        CHECK(!cr_pattern_can_split_hands(&p)); /* not twice */
        cr_pattern_deinit(&p);
    }
}

/* The same notes at the same times; each in its hand's lane, a grace note in the
 * other's. */
static void nothing_but_the_lanes_changes(void **state)
{
    struct cr_pattern one = {0}, two = {0};
    struct cr_timeline a, b;
    uint32_t graces = 0;
    (void)state;
    read_pattern(&one, flams);
    read_pattern(&two, flams);
    CHECK(!cr_pattern_split_hands(&two));
    lay_out(&a, &one);
    lay_out(&b, &two);
    CHECK_INT(a.note_count, b.note_count);
    for (uint32_t i = 0; i < a.note_count; i++) {
        const struct cr_note *x = &a.notes[i], *y = &b.notes[i];
        const struct cr_lane *lane = &two.lanes[y->lane];
        const char hand = one.strokes[x->stroke].hand;
        CHECK(x->at_ns == y->at_ns && x->velocity == y->velocity &&
              x->kind == y->kind && x->stroke == y->stroke);
        CHECK(lane->id == one.lanes[x->lane].id);
        if (lane->id != CR_SD) {
            CHECK_INT(0, lane->hand);
        } else if (x->kind == CR_NOTE_GRACE) {
            CHECK_INT(hand == 'R' ? 'L' : 'R', lane->hand);
            graces++;
        } else {
            CHECK_INT(hand, lane->hand);
        }
    }
    CHECK_INT(12 * 5, graces); /* three flams and a drag */
    CHECK_TEXT("SD-R", two.lanes[0].name);
    CHECK_TEXT("SD-L", two.lanes[1].name);
    cr_timeline_destroy(&a);
    cr_timeline_destroy(&b);
    cr_pattern_deinit(&one);
    cr_pattern_deinit(&two);
}

static void hands_have_names(void **state)
{
    (void)state;
    CHECK_TEXT("Right hand", cr_hand_label("SD-R"));
    CHECK_TEXT("Left hand", cr_hand_label("PAD-L"));
    CHECK(!cr_hand_label("SD") && !cr_hand_label("-R") && !cr_hand_label(""));
}

/* Left-handed, split before or after: the same. */
static void hands_change_places(void **state)
{
    static const struct cr_session left = {.sticking = CR_STICKING_LANES,
                                           .is_left_handed = true};
    struct cr_pattern a = {0}, b = {0}, right = {0};
    struct cr_error error = {0};
    (void)state;
    read_pattern(&a, flams);
    read_pattern(&b, flams);
    read_pattern(&right, flams);
    CHECK(!cr_session_arrange(&left, &a, &error));
    CHECK(!cr_pattern_split_hands(&b) && !cr_pattern_split_hands(&right));
    cr_pattern_swap_hands(&b);
    CHECK(a.is_left_handed && b.is_left_handed && !right.is_left_handed);
    for (uint32_t i = 0; i < a.stroke_count; i++) {
        CHECK(a.strokes[i].lane == b.strokes[i].lane &&
              a.strokes[i].hand == b.strokes[i].hand);
        CHECK_INT(cr_pattern_grace_lane(&right, right.strokes[i].lane),
                  a.strokes[i].lane);
    }
    cr_pattern_swap_hands(&b);
    for (uint32_t i = 0; i < a.stroke_count; i++)
        CHECK(right.strokes[i].lane == b.strokes[i].lane);
    cr_pattern_deinit(&a);
    cr_pattern_deinit(&b);
    cr_pattern_deinit(&right);
}

/* With the right hands, any player has the score that the drum as one lane gives; the
 * one lane is the oracle. */
static void hands_are_scored_as_their_drum(void **state)
{
    static const char *const players[] = {
        "sd=8,seed=1", "sd=20,mean=30,seed=2", "sd=12,miss=8,seed=3",
        "sd=12,extra=9,seed=4", "sd=35,miss=5,extra=5,left=15,seed=5"};
    struct cr_pattern one = {0}, two = {0};
    struct cr_timeline a, b;
    (void)state;
    read_pattern(&one, flams);
    read_pattern(&two, flams);
    CHECK(!cr_pattern_split_hands(&two));
    lay_out(&a, &one);
    lay_out(&b, &two);
    for (size_t i = 0; i < sizeof(players) / sizeof(players[0]); i++) {
        struct cr_player player = {0};
        struct cr_presses presses = {0};
        struct cr_error error = {0};
        struct cr_result x, y;
        cr_check_row(players[i]);
        CHECK(!cr_player_parse(&player, players[i], &error));
        CHECK(!cr_player_play(&player, &b, &presses));
        CHECK(!cr_score(&y, &b, presses.items, presses.count));
        for (uint32_t p = 0; p < presses.count; p++)
            presses.items[p].lane = presses.items[p].lane < 2 ? 0 : 1;
        CHECK(!cr_score(&x, &a, presses.items, presses.count));
        CHECK_INT(x.all.missed, y.all.missed);
        CHECK_INT(x.all.extra, y.all.extra);
        CHECK_INT(x.all.hits, y.all.hits + y.all.wrong_drum);
        CHECK(y.all.wrong_drum <= 6); /* an extra that took a note's place */
        for (uint32_t t = 0; t < x.target_count; t++)
            CHECK(x.answers[t].press == y.answers[t].press);
        cr_result_destroy(&x);
        cr_result_destroy(&y);
        free(presses.items);
    }
    cr_timeline_destroy(&a);
    cr_timeline_destroy(&b);
    cr_pattern_deinit(&one);
    cr_pattern_deinit(&two);
}

/* Twelve bars of hands as lanes, played, and what the marks of the screen say of it. */
struct played {
    struct cr_pattern pattern;
    struct cr_timeline timeline;
    struct cr_presses presses;
    struct cr_result result;
    struct cr_marker marker;
};

static void play(struct played *p, const char *text,
                 const struct cr_player *player, bool is_crossed)
{
    *p = (struct played){0};
    read_pattern(&p->pattern, text);
    CHECK(!cr_pattern_split_hands(&p->pattern));
    lay_out(&p->timeline, &p->pattern);
    CHECK(!cr_player_play(player, &p->timeline, &p->presses));
    for (uint32_t i = 0; is_crossed && i < p->presses.count; i++)
        p->presses.items[i].lane = 1 - p->presses.items[i].lane;
    CHECK(!cr_score(&p->result, &p->timeline, p->presses.items,
                    p->presses.count));
    CHECK(!cr_marker_lay_out(&p->marker, &p->timeline));
    for (uint32_t i = 0; i < p->presses.count; i++)
        CHECK(!cr_marker_add(&p->marker, p->presses.items[i].at_ns,
                             p->presses.items[i].lane));
}

static uint32_t marks_of(const struct played *p, enum cr_press_fate fate)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < p->marker.mark_count; i++)
        count += p->marker.marks[i].fate == fate;
    return count;
}

static void forget(struct played *p)
{
    cr_marker_destroy(&p->marker);
    cr_result_destroy(&p->result);
    free(p->presses.items);
    cr_timeline_destroy(&p->timeline);
    cr_pattern_deinit(&p->pattern);
}

/* Singles that began with the other hand are in time, not a sixteenth off. */
static void the_wrong_hand_is_in_time(void **state)
{
    const struct cr_player player = {.sd_ms = 6, .seed = 9};
    struct played p;
    (void)state;
    play(&p,
         "beat 1\ntempo: 120\nST |RLRLRLRLRLRLRLRL|\n"
         "SD |oooooooooooooooo|\n",
         &player, true);
    const struct cr_tally *all = &p.result.all;
    CHECK_INT(0, all->hits + all->missed + all->extra);
    CHECK_INT(all->notes, all->wrong_drum);
    for (uint32_t i = 0; i < p.result.target_count; i++)
        CHECK(p.result.answers[i].is_wrong_drum &&
              fabs(p.result.answers[i].error_ms) < 30);
    /* the marks say the same at once, and at the end */
    CHECK_INT(p.presses.count, marks_of(&p, CR_PRESS_WRONG_DRUM));
    CHECK(!cr_marker_settle(&p.marker, INT64_MAX / 2));
    CHECK_INT(p.presses.count, marks_of(&p, CR_PRESS_WRONG_DRUM));
    forget(&p);
}

/* A flam's gap is measured from hand to hand, and its grace note is no early hit. */
static void flams_go_from_hand_to_hand(void **state)
{
    const struct cr_player player = {.flam_ms = 34, .seed = 3};
    struct cr_measures m;
    struct played p;
    (void)state;
    play(&p,
         "beat 1\ntempo: 76\nmeter: 2/4\nST |RLRLRL|\n"
         "SD |foofoo|\n",
         &player, false);
    const struct cr_tally *all = &p.result.all;
    CHECK(!all->extra && !all->missed && !all->wrong_drum);
    CHECK(!cr_measure(&m, &p.timeline, &p.result, p.presses.items));
    CHECK_INT(24, m.flams.count);
    CHECK_NEAR(34, m.flams.median_ms, 0.001);
    CHECK(!m.flams.flat && !m.flams.open);
    CHECK_INT(24, marks_of(&p, CR_PRESS_FREE));
    CHECK_INT(p.presses.count - 24, marks_of(&p, CR_PRESS_MATCHED));
    cr_measures_destroy(&m);
    forget(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_has_a_hand_is_split),
        cmocka_unit_test(nothing_but_the_lanes_changes),
        cmocka_unit_test(hands_have_names),
        cmocka_unit_test(hands_change_places),
        cmocka_unit_test(hands_are_scored_as_their_drum),
        cmocka_unit_test(the_wrong_hand_is_in_time),
        cmocka_unit_test(flams_go_from_hand_to_hand)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
