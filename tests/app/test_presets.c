/* Nine metronomes that are kept: whole or not at all, and a wrong file is told and left
 * alone. */
#define _POSIX_C_SOURCE 200809L
#include "app/files.h"
#include "app/metronome_presets.h"
#include "tests/support/config_folder.h"

static int make(void **state)
{
    (void)state;
    return make_folder("metronome.presets");
}

static void check_same(const struct cr_metronome *a,
                       const struct cr_metronome *b)
{
    struct cr_text_buffer x = {0}, y = {0};
    cr_metronome_write(a, true, &x);
    cr_metronome_write(b, true, &y);
    CHECK_TEXT(x.text, y.text);
    free(x.text);
    free(y.text);
}

static void set(struct cr_metronome *m, const char *name, const char *value)
{
    CHECK(!cr_metronome_set(m, name, value, NULL));
}

static void what_is_kept_comes_back(void **state)
{
    struct cr_metronome odd, plain, found;
    struct cr_error error = {0};
    (void)state;
    cr_metronome_init(&plain);
    cr_metronome_init(&odd);
    set(&odd, "bpm", "104.25");
    set(&odd, "meter", "7/8 2+2+3");
    set(&odd, "levels", "3021211");
    set(&odd, "under", "2:13");
    set(&odd, "swing", "58");
    set(&odd, "against", "5");
    set(&odd, "cycle", "x--X-");
    CHECK_INT(CR_ERR_RANGE, cr_preset_find(3, &found, &error));
    CHECK(!cr_preset_keep(3, &odd, &error));
    CHECK(!cr_preset_keep(9, &plain, &error));
    CHECK(!cr_preset_find(3, &found, &error));
    check_same(&odd, &found);
    CHECK(!cr_preset_find(9, &found, &error));
    check_same(&plain, &found);
    CHECK_INT(CR_ERR_RANGE, cr_preset_find(1, &found, &error));
    CHECK_INT(CR_ERR_RANGE, cr_preset_find(0, &found, &error));
    CHECK_INT(CR_ERR_RANGE, cr_preset_keep(10, &plain, &error));
    check_same(&plain, &found); /* as it was */
    CHECK(!cr_preset_keep(3, &plain, &error));
    CHECK(!cr_preset_find(3, &found, &error));
    check_same(&plain, &found);
}

/* Round and round, over those that are kept. */
static void presets_are_a_set_list(void **state)
{
    static const uint32_t kept[] = {2, 5, 9};
    struct cr_metronome m, found;
    struct cr_error error = {0};
    uint32_t number = 0;
    (void)state;
    (void)remove(path);
    CHECK_INT(CR_ERR_RANGE, cr_preset_turn(&number, false, &found, &error));
    CHECK_INT(0, number);
    cr_metronome_init(&m);
    for (int i = 0; i < 3; i++) {
        char bpm[8];
        snprintf(bpm, sizeof(bpm), "%u", 100 + kept[i]);
        set(&m, "bpm", bpm);
        CHECK(!cr_preset_keep(kept[i], &m, &error));
    }
    for (int i = 0; i < 7; i++) {
        CHECK(!cr_preset_turn(&number, false, &found, &error));
        CHECK_INT(kept[i % 3], number);
        CHECK_INT(100 + number, found.bpm.num);
    }
    for (int i = 0; i < 7; i++) { /* from 2 on */
        CHECK(!cr_preset_turn(&number, true, &found, &error));
        CHECK_INT(kept[(8 - i) % 3], number);
        CHECK_INT(100 + number, found.bpm.num);
    }
    number = 0;
    CHECK(!cr_preset_turn(&number, true, &found, &error));
    CHECK_INT(9, number);
}

static void a_wrong_file_is_told_and_left(void **state)
{
    static const struct {
        const char *text, *place;
    } rows[] = {{"metronomes\n", ":1:1: "},
                {"presets 1\n0: bpm=120\n", ":2:1: "},
                {"presets 1\n\n  1: bpm=120; metre=4/4\n", ":3:5: "},
                {"presets 1\n1: bpm=1000\n", ":2:3: "},
                {"presets 1\n1: bpm\n", ":2:3: "},
                {"presets 1\n1: bpm=100\n2: \xff\xfe=1\n", ":3:3: "}};
    struct cr_metronome m;
    (void)state;
    cr_metronome_init(&m);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct cr_error error = {0};
        char *text;
        size_t size;
        uint32_t number = 0;
        cr_check_row(rows[i].text);
        CHECK(!cr_file_write(path, rows[i].text, strlen(rows[i].text), &error));
        CHECK_INT(CR_ERR_SYNTAX, cr_preset_find(1, &m, &error));
        CHECK(strstr(error.text, rows[i].place) != NULL);
        CHECK_INT(CR_ERR_SYNTAX, cr_preset_turn(&number, false, &m, &error));
        CHECK_INT(CR_ERR_SYNTAX, cr_preset_keep(1, &m, &error));
        CHECK(!cr_file_read(path, 1000, &text, &size, &error));
        CHECK_TEXT(rows[i].text, text);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_kept_comes_back),
        cmocka_unit_test(presets_are_a_set_list),
        cmocka_unit_test(a_wrong_file_is_told_and_left)};
    return cmocka_run_group_tests(tests, make, remove_folder);
}
