/* Every diagnostic has a broken file, and names the exact place in it. */
#include "patterns/pattern.h"
#include "tests/support/check.h"

static const struct {
    const char *file;
    int line, column;
    char letter;
    int code;
} expected[] = {
    {"e01_no_magic", 1, 1, 'E', 1},
    {"e02_version", 1, 6, 'E', 2},
    {"e04_dyn", 2, 6, 'E', 4},
    {"e04_key_in_body", 4, 1, 'E', 4},
    {"e04_lane_exists", 2, 7, 'E', 4},
    {"e04_meter_unit", 2, 10, 'E', 4},
    {"e04_ramp_in_header", 2, 17, 'E', 4},
    {"e04_swing_share", 2, 10, 'E', 4},
    {"e04_tempo_range", 2, 8, 'E', 4},
    {"e04_tempo_word", 2, 8, 'E', 4},
    {"e04_words_none", 2, 10, 'E', 4},
    {"e04_words_order", 2, 14, 'E', 4},
    {"e04_words_place", 2, 8, 'E', 4},
    {"e04_words_twice", 2, 12, 'E', 4},
    {"e05_lane", 2, 1, 'E', 5},
    {"e06_twice", 3, 1, 'E', 6},
    {"e07_colon", 2, 1, 'E', 7},
    {"e07_kind", 2, 1, 'E', 7},
    {"e07_unclosed", 2, 22, 'E', 7},
    {"e08_bars", 4, 10, 'E', 8},
    {"e09_cells", 3, 20, 'E', 9},
    {"e10_grid", 3, 13, 'E', 10},
    {"e10_meter", 3, 21, 'E', 10},
    {"e10_ratio", 2, 9, 'E', 10},
    {"e11_click_ghost", 2, 5, 'E', 11},
    {"e11_glyph", 2, 7, 'E', 11},
    {"e12_empty", 2, 5, 'E', 12},
    {"e12_nested", 2, 7, 'E', 12},
    {"e12_number", 2, 10, 'E', 12},
    {"e12_open", 2, 5, 'E', 12},
    {"e13_after_rest", 2, 7, 'E', 13},
    {"e13_tie", 2, 5, 'E', 13},
    {"e14_repeat", 2, 5, 'E', 14},
    {"e15_play", 2, 10, 'E', 15},
    {"e15_twice", 5, 2, 'E', 15},
    {"e16_open", 2, 3, 'E', 16},
    {"e16_option", 2, 9, 'E', 16},
    {"e17_groups", 2, 12, 'E', 17},
    {"e18_cells", 2, 197, 'E', 18},
    {"e18_repeats", 2, 6, 'E', 18},
    {"e18_strokes", 2, 1, 'E', 18},
    {"e18_words", 2, 285, 'E', 18},
    {"e19_latin1", 2, 11, 'E', 19},
    {"e20_empty", 1, 1, 'E', 20},
    {"e20_play_empty", 2, 7, 'E', 20},
    {"several", 2, 8, 'E', 4},
    {"several", 3, 12, 'E', 17},
    {"several", 6, 1, 'E', 5},
    {"several", 7, 6, 'E', 11},
    {"w03_key", 2, 1, 'W', 3},
    {"w12_margin", 2, 11, 'W', 12},
    {"w13_sticking", 2, 5, 'W', 13},
};

#define EXPECTED_COUNT (sizeof(expected) / sizeof(expected[0]))

static void read_bad(const char *name, struct cr_pattern *pattern,
                     struct cr_diagnostics *found, enum cr_status *status)
{
    char path[512];
    size_t size;
    snprintf(path, sizeof(path), CR_TEST_DATA "/bad/%s.beat", name);
    char *text = cr_test_file(path, &size);
    CHECK(text != NULL);
    *status = cr_pattern_read(pattern, text, size, found);
    free(text);
}

static void errors_name_the_exact_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXPECTED_COUNT;) {
        struct cr_pattern pattern = {.level = 77};
        struct cr_diagnostics found = {0};
        enum cr_status status;
        cr_check_row(expected[i].file);
        read_bad(expected[i].file, &pattern, &found, &status);
        const bool is_bad = expected[i].letter == 'E';
        CHECK_INT(is_bad ? CR_ERR_SYNTAX : CR_OK, status);
        size_t k = 0;
        const char *file = expected[i].file;
        for (; i < EXPECTED_COUNT && !strcmp(expected[i].file, file);
             i++, k++) {
            CHECK(k < found.count);
            CHECK_INT(expected[i].line, found.items[k].line);
            CHECK_INT(expected[i].column, found.items[k].column);
            CHECK_INT(expected[i].code, found.items[k].code);
            CHECK_INT(is_bad, found.items[k].severity == CR_ERROR);
        }
        CHECK_INT(k, found.count);
        /* a failed read changes nothing */
        if (is_bad)
            CHECK_INT(77, pattern.level);
        else
            cr_pattern_deinit(&pattern);
        cr_diagnostics_deinit(&found);
    }
}

static void every_code_of_the_language_has_a_broken_file(void **state)
{
    static const int errors[] = {1,  2,  4,  5,  6,  7,  8,  9,  10, 11,
                                 12, 13, 14, 15, 16, 17, 18, 19, 20};
    (void)state;
    for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
        bool is_there = false;
        for (size_t k = 0; k < EXPECTED_COUNT; k++)
            is_there |=
                expected[k].code == errors[i] && expected[k].letter == 'E';
        CHECK(is_there);
    }
}

static void a_missing_dash_is_explained(void **state)
{
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    enum cr_status status;
    (void)state;
    read_bad("e09_cells", &pattern, &found, &status);
    CHECK_TEXT("bar 1: lane SD has 15 cells, HH/BD have 16 (one missing)",
               found.items[0].text);
    CHECK_TEXT("meant on purpose? write SD/15 |...", found.items[0].hint);
    cr_diagnostics_deinit(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_name_the_exact_place),
        cmocka_unit_test(every_code_of_the_language_has_a_broken_file),
        cmocka_unit_test(a_missing_dash_is_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
