/* What a finding says, in both directions: what is early or of the right hand is negative. */
#include "app/practice/diagnosis.h"
#include "app/report.h"
#include "tests/support/check.h"

enum { HAT, SNARE };

static const struct cr_meter four = {.beats = 4, .unit = 4};

static void a_finding_says_which_way(void **state)
{
    static const struct {
        const char *said;
        struct cr_finding f;
    } rows[] = {
        {"You are 12 ms ahead of the click all over",
         {.kind = CR_FINDS_ALL_OVER, .estimate = -12}},
        {"You are 12 ms behind the click all over",
         {.kind = CR_FINDS_ALL_OVER, .estimate = 12}},
        {"Your snare on 4 is 18 ms early",
         {.kind = CR_FINDS_PLACE, .estimate = -18, .at = {3, 4}}},
        {"Your snare on & of 2 is 18 ms late",
         {.kind = CR_FINDS_PLACE, .estimate = 18, .at = {3, 8}}},
        {"Your snare leads your hi-hat by 9 ms",
         {.kind = CR_FINDS_LIMB, .estimate = -9}},
        {"Your snare trails your hi-hat by 9 ms",
         {.kind = CR_FINDS_LIMB, .estimate = 9}},
        {"You rush in fills: you land 20 ms early",
         {.kind = CR_FINDS_FILL, .estimate = -20}},
        {"You drag in fills: you land 20 ms late",
         {.kind = CR_FINDS_FILL, .estimate = 20}},
        {"Without the click you speed up by 1.5 %",
         {.kind = CR_FINDS_GAP_TEMPO, .estimate = 1.5}},
        {"Without the click you slow down by 1.5 %",
         {.kind = CR_FINDS_GAP_TEMPO, .estimate = -1.5}},
        {"Your spread grows 1.7 times when the click drops out",
         {.kind = CR_FINDS_GAP_SPREAD, .estimate = 1.7}},
        {"The end is looser than the beginning: 1.6 times the spread",
         {.kind = CR_FINDS_TIRING, .estimate = 1.6}},
        {"Your straight notes on the snare swing: 1.25 : 1",
         {.kind = CR_FINDS_SWING, .estimate = 1.25}},
        {"Your groups of three are 4 % long; so are those of trained musicians",
         {.kind = CR_FINDS_GROUPS, .estimate = 4}},
        {"Your groups of three are 4 % short",
         {.kind = CR_FINDS_GROUPS, .estimate = -4}},
        {"7 of 12 flams are open",
         {.kind = CR_FINDS_FLAMS, .low = 1, .part = 7, .of = 12}},
        {"7 of 12 flams are flat",
         {.kind = CR_FINDS_FLAMS, .low = 0, .part = 7, .of = 12}},
        {"You leave out the snare on a of 1 (5 of 16)",
         {.kind = CR_FINDS_LEFT_OUT, .at = {3, 16}, .part = 5, .of = 16}},
        {"Your ghosts are as loud as your accents",
         {.kind = CR_FINDS_DYNAMICS, .estimate = 0.5}},
        {"You follow the ramp late", {.kind = CR_FINDS_RAMP, .estimate = 16}},
        {"You follow the ramp ahead of it",
         {.kind = CR_FINDS_RAMP, .estimate = -16}},
        {"Your left hand is 10 ms late",
         {.kind = CR_FINDS_HAND_LATE, .estimate = 10}},
        {"Your right hand is 10 ms late",
         {.kind = CR_FINDS_HAND_LATE, .estimate = -10}},
        {"Your left hand is 20 % louder",
         {.kind = CR_FINDS_HAND_LOUD, .estimate = 20}},
        {"Your left hand is 20 % quieter",
         {.kind = CR_FINDS_HAND_LOUD, .estimate = -20}}};
    const struct cr_lane lanes[] = {
        [HAT] = cr_lane_of_kit(CR_HH), [SNARE] = cr_lane_of_kit(CR_SD)};
    const struct cr_pattern pattern = {.lanes = (struct cr_lane *)lanes,
                                       .lane_count = 2};
    const struct cr_timeline timeline = {.pattern = &pattern};
    const struct cr_report report = {.timeline = &timeline};
    bool is_seen[CR_FINDING_KINDS] = {false};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct cr_finding f = rows[i].f;
        char text[200];
        f.lane = SNARE;
        f.other = HAT;
        f.meter = f.at.den ? &four : NULL;
        is_seen[f.kind] = true;
        cr_check_row(rows[i].said);
        cr_report_sentence(&report, &f, text, sizeof(text));
        if (strcmp(text, rows[i].said) != 0)
            CHECK_FAIL("says \"%s\"", text);
    }
    for (int kind = 0; kind < CR_FINDING_KINDS; kind++)
        assert_true(is_seen[kind]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_says_which_way)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
