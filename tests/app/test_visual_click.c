/* The click that is seen: on its beats, never more than three times a second, never in
 * silence. */
#include "app/ui/visual_click.h"
#include "tests/support/check.h"

static void lay_out(struct cr_timeline *t, struct cr_pattern *p,
                    const char *tempo, const char *meter,
                    const struct cr_passage *silence)
{
    struct cr_diagnostics found = {0};
    char text[120];
    snprintf(text, sizeof(text), "beat 1\ntempo: %s\nmeter: %s\nBD/1 |x|\n",
             tempo, meter);
    CHECK(!cr_pattern_read(p, text, strlen(text), &found));
    cr_diagnostics_deinit(&found);
    CHECK(!cr_timeline_create(
        t, p,
        &(struct cr_timeline_options){
            .loops = 64, .passages = silence, .passage_count = silence != 0}));
}

static void it_never_harms(void **state)
{
    static const struct {
        const char *tempo, *meter;
        int most; /* a second, at most */
    } rows[] = {{"60", "4/4", 1},       {"120", "4/4", 2},
                {"180", "4/4", 3},      {"181", "4/4", 1},
                {"400", "4/4", 2},      {"400", "1/4", 2},
                {"400", "3/4", 3},      {"200", "7/8 2+2+3", 1},
                {"90", "7/8 2+2+3", 3}, {"400", "5/32", 3}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct cr_pattern p = {0};
        struct cr_timeline t;
        int64_t last[4] = {-CR_NS_PER_S * 9, -CR_NS_PER_S * 9, -CR_NS_PER_S * 9,
                           -CR_NS_PER_S * 9};
        int flashes = 0, most = 0;
        bool was_lit = false;
        cr_check_row(rows[i].tempo);
        lay_out(&t, &p, rows[i].tempo, rows[i].meter, NULL);
        const int64_t end =
            t.end_ns < 12 * CR_NS_PER_S ? t.end_ns : 12 * CR_NS_PER_S;
        for (int64_t at = 0; at < end; at += 1000000) {
            double whole;
            const uint32_t bar = cr_timeline_place(&t, at, &whole);
            const bool is_lit = cr_visual_click_level(&t, bar, at) > 0;
            if (is_lit && !was_lit) {
                int close = 1;
                for (int k = 0; k < 4; k++)
                    close += at - last[k] < CR_NS_PER_S - 5000000;
                most = close > most ? close : most;
                last[flashes++ % 4] = at;
            }
            was_lit = is_lit;
        }
        CHECK(flashes >= 3);
        CHECK(most <= 3);
        CHECK_INT(rows[i].most, most);
        cr_timeline_destroy(&t);
        cr_pattern_deinit(&p);
    }
}

static void it_stands_on_the_beats(void **state)
{
    struct cr_pattern p = {0};
    struct cr_timeline t;
    (void)state;
    lay_out(&t, &p, "120", "4/4", NULL);
    for (uint32_t bar = 0; bar < 3; bar++) {
        for (int beat = 0; beat < 4; beat++) {
            const int64_t at = t.bars[bar].start_ns + beat * 500000000;
            const double level = cr_visual_click_level(&t, bar, at);
            CHECK(beat ? level > 0 && level < 1 : level == 1);
            CHECK(cr_visual_click_level(&t, bar, at + 89000000) == level);
            CHECK(cr_visual_click_level(&t, bar, at + 91000000) == 0);
            CHECK(cr_visual_click_level(&t, bar, at + 499000000) == 0);
        }
    }
    cr_timeline_destroy(&t);
    cr_pattern_deinit(&p);
}

static void it_keeps_still_in_silence(void **state)
{
    static const struct cr_passage silence = {
        .bar = 1, .to_beat = 4, .kind = CR_SILENT};
    struct cr_pattern p = {0};
    struct cr_timeline t;
    (void)state;
    lay_out(&t, &p, "120", "4/4", &silence);
    for (int64_t at = 2 * CR_NS_PER_S; at < 4 * CR_NS_PER_S; at += 10000000)
        CHECK(cr_visual_click_level(&t, 1, at) == 0);
    CHECK(cr_visual_click_level(&t, 2, 4 * CR_NS_PER_S) == 1);
    cr_timeline_destroy(&t);
    cr_pattern_deinit(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_never_harms),
        cmocka_unit_test(it_stands_on_the_beats),
        cmocka_unit_test(it_keeps_still_in_silence)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
