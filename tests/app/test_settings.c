/* Settings: what a person has written by hand stays, what is wrong names its place, and a
 * file that is not understood is never written to. */
#define _POSIX_C_SOURCE 200809L
#include "app/files.h"
#include "app/settings.h"
#include "tests/support/config_folder.h"

static int make(void **state)
{
    (void)state;
    return make_folder("creditroll.settings");
}

static void put(const char *text)
{
    struct cr_error error = {0};
    char own[256];
    CHECK(!cr_file_config_path("creditroll.settings", true, own, sizeof(own),
                               &error));
    CHECK(!cr_file_write(own, text, strlen(text), &error));
}

static void check_file(const char *expected)
{
    struct cr_error error = {0};
    char *text;
    size_t size;
    CHECK(!cr_file_read(path, CR_SETTINGS_FILE_LIMIT, &text, &size, &error));
    CHECK_TEXT(text, expected);
    free(text);
}

static void without_a_file_all_is_as_it_ships(void **state)
{
    struct cr_settings settings;
    struct cr_error error = {0};
    (void)state;
    CHECK(!cr_settings_load(&settings, &error));
    CHECK_TEXT(settings.values[CR_SET_THEME], "dark");
    CHECK_TEXT(settings.values[CR_SET_KEY_KICK], "Space");
    CHECK(cr_setting_number(&settings, CR_SET_SCALE) == 0);
    CHECK(!cr_file_exists(path));
}

static void what_is_changed_is_kept_and_the_rest_stays(void **state)
{
    struct cr_settings settings;
    struct cr_error error = {0};
    (void)state;
    put("# mine\nsettings 1\n\n  theme :  light\nfuture-thing: 7 : x\n# end\n");
    CHECK(!cr_settings_load(&settings, &error));
    CHECK_TEXT(settings.values[CR_SET_THEME], "light");
    CHECK(!cr_setting_set(&settings, CR_SET_SCALE, "130 %", &error));
    CHECK(!cr_setting_keep(&settings, CR_SET_SCALE, &error));
    CHECK(!cr_setting_set(&settings, CR_SET_THEME, "dark", &error));
    CHECK(!cr_setting_keep(&settings, CR_SET_THEME, &error));
    check_file("# mine\nsettings 1\n\ntheme: dark\nfuture-thing: 7 : x\n# end\n"
               "scale: 130 %\n");
    CHECK(!cr_settings_load(&settings, &error));
    CHECK(cr_setting_number(&settings, CR_SET_SCALE) == 130);
    /* another program wrote another line meanwhile */
    put("settings 1\nkit: mine\n");
    CHECK(!cr_setting_keep(&settings, CR_SET_SCALE, &error));
    check_file("settings 1\nkit: mine\nscale: 130 %\n");
    remove(path);
}

static void a_first_file_begins_with_its_mark(void **state)
{
    struct cr_settings settings;
    struct cr_error error = {0};
    (void)state;
    cr_settings_init(&settings);
    cr_setting_turn(&settings, CR_SET_THEME, 1);
    CHECK(!cr_setting_keep(&settings, CR_SET_THEME, &error));
    check_file("settings 1\ntheme: light\n");
    remove(path);
}

struct wrong {
    const char *text, *words;
    int line, column;
};

static void a_wrong_file_names_its_place_and_is_left_alone(void **state)
{
    static const struct wrong all[] = {
        {"theme: dark\n", "it begins with", 1, 1},
        {"settings 1\n theme: blue\n", "theme is one of: dark, light", 2, 9},
        {"settings 1\nscale: 250 %\n", "scale is 100 to 200 %", 2, 8},
        {"settings 1\npad-kick: 65\n", "pad-kick is 1 to 64", 2, 11},
        {"settings 1\npad-kick: 3 %\n", "pad-kick is 1 to 64", 2, 11},
        {"settings 1\nscale: 120 u\n", "scale is 100 to 200 %", 2, 8},
        {"settings 1\nscale 120\n", "is written", 2, 1},
        {"settings 1\ntheme: dark\ntheme: dark\n", "stands in line 2", 3, 1},
        {"settings 1\nkit: \xff\n", "UTF-8", 2, 6},
        {"settings 1\nkit: a\x01\n", "no letter", 2, 6}};
    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        struct cr_settings settings, before;
        struct cr_error error = {0};
        cr_settings_init(&settings);
        cr_setting_turn(&settings, CR_SET_THEME, 1);
        before = settings;
        CHECK(cr_settings_read(&settings, all[i].text, strlen(all[i].text),
                               &error));
        CHECK(strstr(error.text, all[i].words));
        CHECK(error.line == all[i].line && error.column == all[i].column);
        CHECK(memcmp(&before, &settings, sizeof(before)) == 0);
        put(all[i].text);
        CHECK(cr_setting_keep(&before, CR_SET_THEME, &error));
        check_file(all[i].text);
        CHECK(cr_settings_load(&settings, &error));
        CHECK(strstr(error.text, all[i].words));
        CHECK_TEXT(settings.values[CR_SET_THEME], "dark");
        remove(path);
    }
}

static void values_are_turned_within_what_they_take(void **state)
{
    struct cr_settings settings;
    char text[64];
    (void)state;
    cr_settings_init(&settings);
    cr_setting_turn(&settings, CR_SET_FEEDBACK, -1);
    CHECK_TEXT(settings.values[CR_SET_FEEDBACK], "off");
    cr_setting_turn(&settings, CR_SET_FEEDBACK, 1);
    CHECK_TEXT(settings.values[CR_SET_FEEDBACK], "live");
    cr_setting_turn(&settings, CR_SET_SCALE, 1);
    cr_setting_words(&settings, CR_SET_SCALE, text, sizeof(text));
    CHECK_TEXT(text, "100 %");
    for (int i = 0; i < 30; i++)
        cr_setting_turn(&settings, CR_SET_SCALE, 1);
    CHECK(cr_setting_number(&settings, CR_SET_SCALE) == 200);
    for (int i = 0; i < 30; i++)
        cr_setting_turn(&settings, CR_SET_SCALE, -1);
    CHECK(cr_setting_number(&settings, CR_SET_SCALE) == 0);
}

/* The rows of the design's table of what is read from the throne: a name of 34 u at 1.5 m
 * stands 20 minutes high on 24 inches, 12 on 13.3. */
static void the_size_follows_the_distance(void **state)
{
    struct cr_settings settings;
    struct cr_error error = {0};
    (void)state;
    cr_settings_init(&settings);
    CHECK(cr_settings_scale_of_distance(&settings) == 0);
    CHECK(!cr_setting_set(&settings, CR_SET_DISTANCE, "150", &error));
    CHECK(!cr_setting_set(&settings, CR_SET_DIAGONAL, "24", &error));
    CHECK(cr_settings_scale_of_distance(&settings) == 100);
    CHECK(!cr_setting_set(&settings, CR_SET_DIAGONAL, "13", &error));
    CHECK(cr_settings_scale_of_distance(&settings) == 170);
    CHECK(!cr_setting_set(&settings, CR_SET_DISTANCE, "60", &error));
    CHECK(cr_settings_scale_of_distance(&settings) == 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_file_all_is_as_it_ships),
        cmocka_unit_test(what_is_changed_is_kept_and_the_rest_stays),
        cmocka_unit_test(a_first_file_begins_with_its_mark),
        cmocka_unit_test(a_wrong_file_names_its_place_and_is_left_alone),
        cmocka_unit_test(values_are_turned_within_what_they_take),
        cmocka_unit_test(the_size_follows_the_distance)};
    return cmocka_run_group_tests(tests, make, remove_folder);
}
