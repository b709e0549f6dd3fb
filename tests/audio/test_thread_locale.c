/* Numbers beside a program whose locale changes, as SDL has it for moments. */
#define _POSIX_C_SOURCE 200809L
#include <locale.h>
#include <stdlib.h>

#include "app/language.h"
#include "app/side_task.h"
#include "audio/errand.h"
#include "patterns/words.h"
#include "tests/support/check.h"

static bool has_comma(void)
{
    return strtod("0,5", NULL) > 0;
}

static void read_numbers(void *context)
{
    int *wrong = context;
    char text[16];
    for (int i = 0; i < 1000; i++) {
        snprintf(text, sizeof(text), "%.1f", 0.5);
        if (has_comma() || !(strtod("0.5", NULL) > 0) || strcmp(text, "0.5"))
            ++*wrong;
    }
}

static void keep(void *context)
{
    (void)context;
}

/* The locales that it changes between; the release with clang is tested with them. */
static bool has_german(void)
{
    const bool is_there = setlocale(LC_ALL, "de_DE.UTF-8") && has_comma();
    setlocale(LC_ALL, "C");
    if (!is_there)
        puts("SKIPPED: there is no locale with 0,5 here");
    return is_there;
}

/* Many short ones: each begins beside a locale that changes. */
static void side_tasks_keep_their_numbers(void **state)
{
    int wrong = 0;
    bool is_german = true;
    (void)state;
    if (!has_german())
        return;
    for (int i = 0; i < 100; i++) {
        struct cr_side_task *task =
            cr_side_task_start(read_numbers, keep, &wrong);
        CHECK(task);
        for (; !cr_side_task_done(task); is_german ^= true)
            CHECK(setlocale(LC_ALL, is_german ? "C" : "de_DE.UTF-8"));
        cr_side_task_drop(task);
    }
    CHECK_INT(0, wrong);
    setlocale(LC_ALL, "C");
}

static void the_sound_thread_keeps_its_numbers(void **state)
{
    int wrong = 0;
    (void)state;
    if (!has_german())
        return;
    setlocale(LC_ALL, "de_DE.UTF-8");
    CHECK(cr_errand_run(read_numbers, &wrong, 10000));
    CHECK_INT(0, wrong);
    CHECK(has_comma()); /* the program has its own still */
    setlocale(LC_ALL, "C");
}

static void translate(void *context)
{
    snprintf(context, 64, "%s", _("Nothing to undo"));
}

static void threads_speak_the_language_of_the_program(void **state)
{
    char words[64] = "";
    (void)state;
    cr_language_set("de");
    CHECK(cr_errand_run(translate, words, 10000));
    assert_string_equal("Nichts ist rückgängig zu machen", words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(side_tasks_keep_their_numbers),
        cmocka_unit_test(the_sound_thread_keeps_its_numbers),
        cmocka_unit_test(threads_speak_the_language_of_the_program)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
