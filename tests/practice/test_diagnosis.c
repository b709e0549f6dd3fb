/* Players with a known fault, and what is said of them: that, and nothing else. */
#include "app/practice/diagnosis.h"
#include "app/practice/follow.h"
#include "tests/support/check.h"

#define ROCK                                                                   \
    "HH |x-x-x-x-x-x-x-x-|\n"                                                  \
    "SD |----o-------o---|\n"                                                  \
    "BD |o-------o-------|\n"

static const char rock[] = "beat 1\ntempo: 100\n" ROCK;
static const char flams[] = "beat 1\ntempo: 100\n"
                            "HH |x-x-x-x-|\nSD |--f---f-|\nBD |o---o---|\n";
static const char fills[] =
    "beat 1\ntempo: 100\nplay: A, B\n[A] x3\n" ROCK "[B]\n"
    "SD |oooo--------o---|\n"
    "T1 |----oooooooo----|\n"
    "BD |o-----------o---|\n";
static const char dynamics[] = "beat 1\ntempo: 100\n"
                               "SD |O-g-O-g-|\nBD |o---o---|\n";
static const char sevens[] = "beat 1\nmeter: 7/8 3+2+2\ntempo: 120\n"
                             "HH |xxxxxxx|\nBD |o--o-o-|\n";
static const char swung[] = "beat 1\ntempo: 120\nswing: 8 67%\n"
                            "HH |x-xxx-xx|\nBD |o---o---|\n";

struct take {
    struct cr_pattern pattern;
    struct cr_timeline timeline;
    struct cr_presses presses;
    struct cr_result result;
    struct cr_measures measures;
    struct cr_diagnosis found;
};

static void lay_out(struct take *t, const char *pattern, const char *options,
                    uint32_t loops, const char *player_text, const char *lane)
{
    struct cr_diagnostics found = {0};
    struct cr_session session = {.loops = loops};
    struct cr_session_plan plan;
    struct cr_player player = {0};
    struct cr_error error = {0};
    *t = (struct take){0};
    if (cr_pattern_read(&t->pattern, pattern, strlen(pattern), &found))
        CHECK_FAIL("pattern: %s", found.items[0].text);
    cr_diagnostics_deinit(&found);
    CHECK(!cr_session_read(&session, options, &error));
    if (cr_player_parse(&player, player_text, &error) ||
        (lane[0] && cr_player_parse_lane(&player, lane, &t->pattern, &error)))
        CHECK_FAIL("player: %s", error.text);
    CHECK(!cr_follow_through(&plan, &session, &t->pattern, &player, &t->presses,
                             &error));
    CHECK(!cr_timeline_create(&t->timeline, &t->pattern, &plan.timeline));
    cr_session_plan_destroy(&plan);
}

static void diagnose(struct take *t)
{
    CHECK(!cr_score(&t->result, &t->timeline, t->presses.items,
                    t->presses.count));
    CHECK(
        !cr_measure(&t->measures, &t->timeline, &t->result, t->presses.items));
    CHECK(!cr_diagnose(&t->found, &t->timeline, &t->result, t->presses.items,
                       &t->measures));
}

static void forget_findings(struct take *t)
{
    cr_measures_destroy(&t->measures);
    cr_result_destroy(&t->result);
}

static void end(struct take *t)
{
    forget_findings(t);
    cr_timeline_destroy(&t->timeline);
    cr_pattern_deinit(&t->pattern);
    free(t->presses.items);
}

static void only_says(const struct take *t, enum cr_finding_kind kind,
                      double estimate, double tolerance)
{
    bool is_there = false;
    for (int i = 0; i < t->found.count; i++) {
        const struct cr_finding *f = &t->found.findings[i];
        if (f->kind != kind)
            CHECK_FAIL("it also says: %s", cr_finding_word(f->kind));
        is_there = true;
        CHECK_NEAR(estimate, f->estimate, tolerance);
        CHECK(f->low <= f->estimate || kind == CR_FINDS_FLAMS);
    }
    if (!is_there)
        CHECK_FAIL("it does not say: %s", cr_finding_word(kind));
}

static void planted_faults_are_said_and_no_others(void **state)
{
    static const struct {
        const char *pattern, *session, *player, *lane;
        uint32_t loops;
        enum cr_finding_kind kind;
        double estimate, tolerance;
    } rows[] = {
        {rock, "", "mean=20,sd=10,ar=0.5,seed=1", "", 32, CR_FINDS_ALL_OVER, 20,
         3},
        {rock, "", "mean=-16,sd=10,ar=0.5,seed=1", "", 32, CR_FINDS_ALL_OVER,
         -16, 3},
        {rock, "", "sd=10,ar=0.5,seed=2", "SD@4=15", 48, CR_FINDS_PLACE, 15, 4},
        {rock, "", "sd=8,ar=0.5,seed=2", "SD@4=28", 48, CR_FINDS_PLACE, 28, 5},
        {rock, "", "sd=10,ar=0.5,seed=2", "HH@2+1/2=-14", 48, CR_FINDS_PLACE,
         -14, 4},
        {rock, "", "sd=10,ar=0.5,seed=3", "BD=-20", 48, CR_FINDS_LIMB, -20, 4},
        {rock, "", "sd=10,ar=0.5,seed=3", "SD=17", 48, CR_FINDS_LIMB, 17, 4},
        {rock, "", "swing=1.15,sd=10,ar=0.5,seed=4", "", 32, CR_FINDS_SWING,
         1.15, 0.03},
        {rock, "gaps:play=2,mute=2", "gap-drift=1.5,sd=6,ar=0.5,seed=5", "", 40,
         CR_FINDS_GAP_TEMPO, 1.5, 0.2},
        {rock, "gaps:play=2,mute=2", "gap-drift=-1.5,sd=6,ar=0.5,seed=5", "",
         40, CR_FINDS_GAP_TEMPO, -1.5, 0.2},
        {flams, "", "flam=6,sd=4,seed=6", "", 16, CR_FINDS_FLAMS, 100, 3},
        {flams, "", "flam=75,sd=4,seed=6", "", 16, CR_FINDS_FLAMS, 100, 3}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct take t;
        char row[120];
        snprintf(row, sizeof(row), "%s %s", rows[i].player, rows[i].lane);
        cr_check_row(row);
        lay_out(&t, rows[i].pattern, rows[i].session, rows[i].loops,
                rows[i].player, rows[i].lane);
        diagnose(&t);
        only_says(&t, rows[i].kind, rows[i].estimate, rows[i].tolerance);
        end(&t);
    }
}

/* Changes hits by a rule; those that it returns false for go. */
static void change_hits(struct take *t,
                        bool (*rule)(struct take *t, struct cr_press *press,
                                     uint32_t number))
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < t->presses.count; i++) {
        struct cr_press press = t->presses.items[i];
        if (rule(t, &press, i))
            t->presses.items[kept++] = press;
    }
    t->presses.count = kept;
    cr_presses_sort(&t->presses);
}

static uint32_t bar_of(const struct take *t, const struct cr_press *press)
{
    double ignored;
    return cr_timeline_place(&t->timeline, press->at_ns + 60000000, &ignored);
}

static bool leaves_out_a_snare(struct take *t, struct cr_press *press,
                               uint32_t number)
{
    (void)number;
    double whole;
    const uint32_t bar =
        cr_timeline_place(&t->timeline, press->at_ns + 60000000, &whole);
    return strcmp(t->pattern.lanes[press->lane].name, "SD") != 0 ||
           whole < 0.5 || bar % 2;
}

static bool lands_early(struct take *t, struct cr_press *press, uint32_t number)
{
    double whole;
    (void)number;
    const uint32_t bar =
        cr_timeline_place(&t->timeline, press->at_ns + 60000000, &whole);
    if (bar % 4 == 0 && bar && whole < 0.1)
        press->at_ns -= 30000000;
    return true;
}

static bool tires(struct take *t, struct cr_press *press, uint32_t number)
{
    const double part = (double)bar_of(t, press) / t->timeline.bar_count;
    uint64_t z = (number + 1) * UINT64_C(0x9E3779B97F4A7C15);
    z ^= z >> 29;
    press->at_ns += llround(((double)(z % 2001) - 1000) * 40000 * part * part);
    return true;
}

static bool loses_it_in_silence(struct take *t, struct cr_press *press,
                                uint32_t number)
{
    double whole;
    uint64_t z = (number + 1) * UINT64_C(0x9E3779B97F4A7C15);
    const uint32_t bar = cr_timeline_place(&t->timeline, press->at_ns, &whole);
    z ^= z >> 29;
    if (cr_timeline_passage(&t->timeline, bar, (struct cr_fraction){0, 1}) ==
        CR_SILENT)
        press->at_ns += llround(((double)(z % 2001) - 1000) * 30000);
    return true;
}

static bool strikes_all_alike(struct take *t, struct cr_press *press,
                              uint32_t number)
{
    (void)t;
    press->velocity = (uint8_t)(70 + number * 7 % 11);
    return true;
}

/* The first group of a bar of seven is a quarter of its last beat too long. */
static bool stretches_the_three(struct take *t, struct cr_press *press,
                                uint32_t number)
{
    double whole;
    (void)number;
    (void)cr_timeline_place(&t->timeline, press->at_ns + 30000000, &whole);
    const double late[] = {0, 12, 24, 36, 24, 12, 6};
    press->at_ns += llround(late[(int)(whole * 8 + 0.01) % 7] * 1e6);
    return true;
}

static void other_faults_are_said(void **state)
{
    static const struct {
        const char *pattern, *session, *player;
        uint32_t loops;
        bool (*rule)(struct take *t, struct cr_press *press, uint32_t number);
        enum cr_finding_kind kind;
        double low, high;
    } rows[] = {
        {rock, "", "sd=8,ar=0.5,seed=7", 32, leaves_out_a_snare,
         CR_FINDS_LEFT_OUT, 40, 60},
        {fills, "", "sd=8,ar=0.5,seed=7", 12, lands_early, CR_FINDS_FILL, -34,
         -24},
        {rock, "", "sd=6,ar=0.5,seed=8", 64, tires, CR_FINDS_TIRING, 1.5, 4},
        {rock, "gaps:play=2,mute=2", "sd=6,ar=0.5,seed=9", 48,
         loses_it_in_silence, CR_FINDS_GAP_SPREAD, 1.8, 4.5},
        {dynamics, "", "sd=6,seed=10", 16, strikes_all_alike, CR_FINDS_DYNAMICS,
         30, 70},
        {sevens, "", "sd=4,seed=11", 32, stretches_the_three, CR_FINDS_GROUPS,
         3, 10}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct take t;
        bool is_there = false;
        cr_check_row(cr_finding_word(rows[i].kind));
        lay_out(&t, rows[i].pattern, rows[i].session, rows[i].loops,
                rows[i].player, "");
        change_hits(&t, rows[i].rule);
        diagnose(&t);
        for (int k = 0; k < t.found.count; k++) {
            const struct cr_finding *f = &t.found.findings[k];
            if (f->kind != rows[i].kind)
                continue;
            is_there = true;
            CHECK(f->estimate >= rows[i].low && f->estimate <= rows[i].high);
        }
        CHECK(is_there);
        end(&t);
    }
}

/* Five bars are too few, whatever they look like; a bar more or two are asked
 * for. */
static void too_few_bars_claim_nothing(void **state)
{
    struct take t;
    (void)state;
    lay_out(&t, rock, "", 5, "sd=4,seed=2", "SD@4=25");
    diagnose(&t);
    CHECK_INT(0, t.found.count);
    end(&t);
    lay_out(&t, rock, "", 10, "sd=6,seed=2", "SD@4=25");
    diagnose(&t);
    CHECK_INT(0, t.found.count);
    CHECK(t.found.is_listening);
    CHECK_INT(6, t.found.bars_to_go);
    end(&t);
}

/* What no offset can touch, no offset touches. */
static void a_constant_changes_only_what_says_so(void **state)
{
    struct take a, b;
    (void)state;
    lay_out(&a, rock, "gaps:play=2,mute=2", 40,
            "sd=9,ar=0.5,seed=3,swing=1.1,gap-drift=1", "SD=9");
    lay_out(&b, rock, "gaps:play=2,mute=2", 40,
            "sd=9,ar=0.5,seed=3,swing=1.1,gap-drift=1", "SD=9");
    for (uint32_t i = 0; i < b.presses.count; i++)
        b.presses.items[i].at_ns += 25000000;
    diagnose(&a);
    diagnose(&b);
    CHECK_NEAR(25, b.result.all.lean_ms - a.result.all.lean_ms, 0.001);
    CHECK_NEAR(a.result.all.spread_ms, b.result.all.spread_ms, 0.001);
    CHECK_NEAR(a.measures.jitter_ms, b.measures.jitter_ms, 0.001);
    CHECK_NEAR(a.measures.drift_ms_s, b.measures.drift_ms_s, 0.001);
    CHECK_INT(a.measures.cell_count, b.measures.cell_count);
    for (uint32_t i = 0; i < a.measures.cell_count; i++)
        CHECK_NEAR(a.measures.cells[i].d.mean, b.measures.cells[i].d.mean,
                   0.001);
    CHECK_INT(2, a.measures.limb_count);
    for (uint32_t i = 0; i < 2; i++)
        CHECK_NEAR(a.measures.limbs[i].d.mean, b.measures.limbs[i].d.mean,
                   0.001);
    CHECK_INT(1, a.measures.swing_count);
    CHECK_NEAR(a.measures.swings[0].median, b.measures.swings[0].median, 1e-6);
    end(&a);
    end(&b);
}

static void swing_is_measured_as_it_is(void **state)
{
    struct take t;
    (void)state;
    lay_out(&t, rock, "", 24, "swing=1.6316,sd=8,seed=5", ""); /* 62 : 38 */
    diagnose(&t);
    CHECK_INT(1, t.measures.swing_count);
    const double ratio = t.measures.swings[0].median;
    CHECK_NEAR(62, 100 * ratio / (1 + ratio), 1.5);
    CHECK(t.measures.swings[0].pairs >= 64);
    end(&t);
    lay_out(&t, rock, "", 24, "sd=8,seed=5", "");
    diagnose(&t);
    CHECK_NEAR(1, t.measures.swings[0].median, 0.04);
    end(&t);
    cr_check_row("swing that is written is no fault");
    lay_out(&t, swung, "", 32, "sd=8,seed=5", "");
    diagnose(&t);
    CHECK_INT(0, t.found.count);
    for (uint32_t i = 0; i < t.measures.cell_count; i++)
        CHECK(
            t.measures.cells[i].is_swung ==
            (t.measures.cells[i].at.num * 8 % t.measures.cells[i].at.den != 0));
    end(&t);
}

/* Of 600 players without a fault, few are told of one. */
static void nothing_is_said_of_nothing(void **state)
{
    int places = 0, reports = 0;
    enum { TAKES = 600 };
    (void)state;
    for (int i = 0; i < TAKES; i++) {
        struct take t;
        char player[64];
        snprintf(player, sizeof(player), "sd=20,ar=0.5,miss=2,seed=%d", i + 1);
        lay_out(&t, rock, "", 32, player, "");
        diagnose(&t);
        for (int k = 0; k < t.found.count; k++)
            places += t.found.findings[k].kind == CR_FINDS_PLACE;
        reports += t.found.count > 0;
        end(&t);
    }
    print_message("of %d takes, %d claim a place, %d anything\n", TAKES, places,
                  reports);
    CHECK(places <= TAKES / 50 && reports <= TAKES / 40);
}

static const char singles[] = "beat 1\ntempo: 90\n"
                              "ST |RLRLRLRLRLRLRLRL|\n"
                              "SD |oooooooooooooooo|\n";

/* The left hand, late and soft; only if it is known which hand plays. */
static void hands_are_told_apart(void **state)
{
    static const struct {
        const char *session, *player;
        int late, loud; /* sentences */
    } rows[] = {
        {"sticking:as-written", "sd=8,left=14,loudness=8,seed=1", 1, 0},
        {"sticking:as-written", "sd=8,left-soft=30,loudness=8,seed=2", 0, 1},
        {"sticking:as-written", "sd=8,left=14,left-soft=30,loudness=8,seed=3",
         1, 1},
        {"sticking:as-written", "sd=8,loudness=8,seed=4", 0, 0},
        {"sticking:as-written", "sd=8,left=14,seed=5", 1, 0},
        {"", "sd=8,left=14,left-soft=30,loudness=8,seed=1", 0, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct take t;
        int late = 0, loud = 0;
        cr_check_row(rows[i].player);
        lay_out(&t, singles, rows[i].session, 24, rows[i].player, "");
        diagnose(&t);
        for (int k = 0; k < t.found.count; k++) {
            const struct cr_finding *f = &t.found.findings[k];
            late += f->kind == CR_FINDS_HAND_LATE;
            loud += f->kind == CR_FINDS_HAND_LOUD;
            if (f->kind == CR_FINDS_HAND_LATE)
                CHECK(f->low < 14 && f->high > 14);
            if (f->kind == CR_FINDS_HAND_LOUD)
                CHECK(f->low < -30 + 4 && f->high > -30 - 4);
        }
        CHECK_INT(rows[i].late, late);
        CHECK_INT(rows[i].loud, loud);
        CHECK_INT(rows[i].session[0] ? 24 : 0, t.measures.hands.late.n);
        end(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hands_are_told_apart),
        cmocka_unit_test(planted_faults_are_said_and_no_others),
        cmocka_unit_test(other_faults_are_said),
        cmocka_unit_test(too_few_bars_claim_nothing),
        cmocka_unit_test(a_constant_changes_only_what_says_so),
        cmocka_unit_test(swing_is_measured_as_it_is),
        cmocka_unit_test(nothing_is_said_of_nothing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
