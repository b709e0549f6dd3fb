/* What is said in German, and in a language that is not there: words, plurals, numbers,
 * columns. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/language.h"
#include "patterns/lane.h"
#include "patterns/words.h"
#include "tests/support/check.h"

static void says(const char *wanted, const char *format, ...) CR_PRINTF(2, 3);

static void says(const char *wanted, const char *format, ...)
{
    char text[256];
    va_list values;
    va_start(values, format);
    const int length = cr_say_args(text, sizeof(text), format, values);
    va_end(values);
    assert_string_equal(text, wanted);
    assert_int_equal(length, strlen(wanted));
}

static void say_bars(unsigned n, char *text, size_t size)
{
    cr_say(text, size, cr_words_n("%u bar", "%u bars", n), n);
}

static void test_german(void **state)
{
    char text[64];
    struct cr_lane snare;
    (void)state;
    cr_language_set("de");
    assert_string_equal(_("Nothing to undo"),
                        "Nichts ist rückgängig zu machen");
    assert_string_equal(_(""), "");
    assert_string_equal(_("a word that nobody has"), "a word that nobody has");
    assert_string_equal(cr_words_in("setting", "off"), "aus");
    assert_string_equal(cr_words_in("judgement", "off"), "daneben");
    assert_string_equal(cr_words_in("no such place", "off"), "off");
    say_bars(1, text, sizeof(text));
    assert_string_equal(text, "1 Takt");
    say_bars(0, text, sizeof(text));
    assert_string_equal(text, "0 Takte");
    say_bars(21, text, sizeof(text));
    assert_string_equal(text, "21 Takte");
    assert_true(cr_lane_find("BD", 2, &snare));
    assert_string_equal(cr_lane_label(&snare), "Bassdrum");
}

static void test_numbers(void **state)
{
    (void)state;
    cr_language_set("de");
    says("8,5 ms", "%.1f ms", 8.5);
    says("-0,25, 97,3 und 100", "%+.2f, %.4g und %g", -0.25, 97.3, 100.0);
    /* only numbers: not the name of a file, nor a version */
    says("1.5.beat 1,5", "%s %.1f", "1.5.beat", 1.5);
    says("50 %, 8,0", "%d %%, %.*f", 50, 1, 8.0);
    const char *turned = "%2$u um %1$.4g"; /* as a translation may be */
    says("2 um 1,5", turned, 1.5, 2u);
    cr_language_set("en");
    says("8.5 ms", "%.1f ms", 8.5);
}

static void test_columns(void **state)
{
    (void)state;
    cr_language_set("de");
    says("spät  |", "%-6s|", "spät");
    says("  spät|", "%6s|", "spät");
    says("ÄÖÜ  |x    |", "%-5s|%-5s|", "ÄÖÜ", "x");
    says("longer|", "%-3s|", "longer");
    says("  7|", "%3d|", 7);
}

static void test_no_room(void **state)
{
    char small[6], *huge = malloc(9000);
    (void)state;
    cr_language_set("de");
    assert_int_equal(cr_say(small, sizeof(small), "%.1f and more", 8.5), 12);
    assert_string_equal(small, "8,5 a");
    assert_int_equal(cr_say(NULL, 0, "%.1f", 8.5), 3);
    /* a format that is too long to be marked is only written */
    assert_non_null(huge);
    memset(huge, 'x', 8999);
    huge[8999] = '\0';
    assert_true(cr_say(small, sizeof(small), "%s", huge) >= 4095);
    assert_string_equal(small, "xxxxx");
    free(huge);
}

/* LANGUAGE before LC_ALL before LANG; the person's own choice before all; English is
 * English, though there is no catalogue of it. Each in a process of its own: what the
 * system says is asked once. */
static void test_system(void **state)
{
    static const struct {
        const char *language, *all, *lang, *own, *wanted;
    } cases[] = {{NULL, NULL, "de_DE.UTF-8", NULL, "Takte"},
                 {NULL, "de_AT.UTF-8@euro", "en_GB.UTF-8", NULL, "Takte"},
                 {"de", NULL, "en_GB.UTF-8", NULL, "Takte"},
                 {"en:de", NULL, "de_DE.UTF-8", NULL, "bars"},
                 {"en_GB:de", NULL, NULL, NULL, "bars"},
                 {NULL, NULL, "en_GB.UTF-8", NULL, "bars"},
                 {NULL, NULL, "C", NULL, "bars"},
                 {NULL, NULL, NULL, NULL, "bars"},
                 {"tlh", NULL, NULL, NULL, "bars"},
                 {"tlh:de", NULL, NULL, NULL, "Takte"},
                 {"de", NULL, NULL, "en", "bars"},
                 {NULL, NULL, "en_GB.UTF-8", "de", "Takte"}};
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char command[600];
        snprintf(command, sizeof(command),
                 "env -u LANGUAGE -u LC_ALL -u LC_MESSAGES -u LANG %s%s %s%s "
                 "%s%s /proc/%ld/exe --say '%s' | grep -qx '%s'",
                 cases[i].language ? "LANGUAGE=" : "",
                 cases[i].language ? cases[i].language : "",
                 cases[i].all ? "LC_ALL=" : "",
                 cases[i].all ? cases[i].all : "", cases[i].lang ? "LANG=" : "",
                 cases[i].lang ? cases[i].lang : "", (long)getpid(),
                 cases[i].own ? cases[i].own : "", cases[i].wanted);
        if (system(command))
            fail_msg("case %zu: %s", i, command);
    }
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--say") == 0) {
        cr_language_set(argv[2]);
        puts(_("bars"));
        return 0;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_german), cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_columns), cmocka_unit_test(test_no_room),
        cmocka_unit_test(test_system)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
