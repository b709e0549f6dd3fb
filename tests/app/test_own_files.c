/* A person's own files: what is on which shelf, what a search finds, what is mended, what is
 * noticed of a change, and the copy of what was never saved. */
#define _POSIX_C_SOURCE 200809L
#include "app/file_watch.h"
#include "app/files.h"
#include "app/library.h"
#include "app/mend.h"
#include "app/recovery.h"
#include "app/report_file.h"
#include "tests/support/check.h"

#include <strings.h>
#include <time.h>
#include <unistd.h>

static char folder[] = "/tmp/creditroll-own-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return !mkdtemp(folder) || setenv("XDG_DATA_HOME", folder, 1);
}

static int remove_folder(void **state)
{
    char command[200];
    (void)state;
    snprintf(command, sizeof(command), "rm -r '%s'", folder);
    return system(command);
}

static void put(const char *name, const char *text)
{
    char own[300], path[400];
    CHECK(!cr_library_own_folder(true, own, sizeof(own), NULL));
    snprintf(path, sizeof(path), "%s/%s", own, name);
    CHECK(!cr_file_write(path, text, strlen(text), NULL));
}

static uint32_t find(const struct cr_library *l, enum cr_shelf shelf,
                     const char *search, uint32_t *found, uint32_t *all)
{
    return cr_library_find(l, shelf, search, CR_ORDER_AS_IS, found, 100, all);
}

static void patterns_are_on_their_shelves(void **state)
{
    struct cr_library l;
    uint32_t found[100], all, own;
    (void)state;
    put("b.beat", "beat 1\ntitle: Zebra Walk\nmeter: 7/8\nSD |o------|\n");
    put("broken.beat", "beat 1\nSD |o-\n");
    put("a.prog", "no programme\n");
    put("notes.txt", "nothing to play\n");
    CHECK(!cr_library_read(&l, NULL));
    CHECK_INT(3, find(&l, CR_SHELF_MINE, "", found, &own));
    CHECK_INT(3, own);
    CHECK(l.items[found[0]].is_broken); /* a.prog */
    CHECK_INT(1, find(&l, CR_SHELF_MINE, "WALK  zeb", found, &own));
    CHECK_TEXT(l.items[found[0]].title, "Zebra Walk");
    CHECK_TEXT(l.items[found[0]].meter, "7/8");
    CHECK_INT(0, find(&l, CR_SHELF_MINE, "walk x", found, &own));
    CHECK_INT(3, own);
    /* what ships: odd meters stand apart */
    CHECK(find(&l, CR_SHELF_ODD, "", found, &all) >= 8);
    for (uint32_t i = 0; i < all; i++)
        CHECK(strcmp(l.items[found[i]].meter, "4/4") != 0 ||
              strstr(l.items[found[i]].file, "changing"));
    CHECK(find(&l, CR_SHELF_GROOVES, "", found, &all) >= 20);
    for (uint32_t i = 0; i < all; i++) {
        CHECK(strncmp(l.items[found[i]].meter, "7/", 2) != 0);
        CHECK(!i || strcasecmp(l.items[found[i - 1]].title,
                               l.items[found[i]].title) <= 0);
    }
    cr_library_destroy(&l);
}

static void scores_come_from_the_history(void **state)
{
    struct cr_library l;
    struct cr_exercise played[2] = {{.title = "Zebra Walk",
                                     .takes = 2,
                                     .has_best = true,
                                     .best_score = 71,
                                     .best_bpm = 90},
                                    {.title = "Zebra Walk",
                                     .takes = 1,
                                     .has_best = true,
                                     .best_score = 88,
                                     .best_bpm = 120}};
    const struct cr_exercises all = {.items = played, .count = 2};
    uint32_t found[100], count;
    (void)state;
    CHECK(!cr_library_read(&l, NULL));
    cr_library_take_history(&l, &all);
    CHECK_INT(1, find(&l, CR_SHELF_MINE, "zebra", found, &count));
    CHECK_INT(3, l.items[found[0]].takes);
    CHECK(l.items[found[0]].best_score == 88 &&
          l.items[found[0]].best_bpm == 120);
    CHECK(cr_library_find(&l, CR_SHELF_MINE, "", CR_ORDER_SCORE, found, 100,
                          &count) == 3);
    CHECK_TEXT(l.items[found[0]].title, "Zebra Walk");
    cr_library_destroy(&l);
}

/* What is read beside takes the place of what was read before; the course's stays. */
static void files_come_and_go(void **state)
{
    const struct timespec moment = {.tv_nsec = 2000000};
    struct cr_programme_step step = {.name = "E01 Mine"};
    struct cr_programme_file file = {.path = "mine.beat"};
    struct cr_programme_files course = {.files = &file};
    struct cr_library l = {0}, whole;
    struct cr_error error;
    enum cr_status status;
    uint32_t found[100], count;
    (void)state;
    course.programme.steps = &step;
    course.programme.step_count = 1;
    CHECK(!cr_library_add_course(&l, &course, NULL));
    CHECK(!l.is_read);
    for (int round = 0; round < 3; round++) {
        if (round == 2)
            put("later.beat", "beat 1\ntitle: Later\nSD |o-|\n");
        struct cr_side_task *search = cr_library_search();
        while (!cr_library_search_look(search, &l, &status, &error))
            nanosleep(&moment, NULL);
        cr_side_task_drop(search);
        CHECK(!status && l.is_read);
        CHECK(!cr_library_read(&whole, NULL));
        CHECK_INT(whole.count + 1, l.count);
        cr_library_destroy(&whole);
        CHECK_TEXT("E01 Mine", l.items[0].title);
        CHECK_INT(round == 2, find(&l, CR_SHELF_MINE, "later", found, &count));
    }
    cr_library_destroy(&l);
}

static void new_files_get_names_of_their_own(void **state)
{
    char path[4096];
    (void)state;
    CHECK(!cr_library_new_path("Seven, my \xC3\xA9 Version!", path,
                               sizeof(path), NULL));
    CHECK_TEXT(strrchr(path, '/') + 1, "seven-my-version.beat");
    put("seven-my-version.beat", "x");
    CHECK(!cr_library_new_path("Seven my version", path, sizeof(path), NULL));
    CHECK_TEXT(strrchr(path, '/') + 1, "seven-my-version-2.beat");
    CHECK(!cr_library_new_path("../../etc/passwd", path, sizeof(path), NULL));
    CHECK_TEXT(strrchr(path, '/') + 1, "etc-passwd.beat");
    CHECK(!cr_library_new_path("\xE6\xBC\xA2", path, sizeof(path), NULL));
    CHECK_TEXT(strrchr(path, '/') + 1, "pattern.beat");
}

struct mend_case {
    const char *text, *words, *result;
};

static void plain_mistakes_are_mended(void **state)
{
    static const struct mend_case all[] = {
        {"beat 1\nHH |x-x-x-x-|\nSD |--o---o|\n", "add 1 rest",
         "beat 1\nHH |x-x-x-x-|\nSD |--o---o-|\n"},
        {"beat 1\nHH |x-x-x-x-|\nBD |x-x-x-x-|\nSD |--o---o---|\n",
         "take 2 rests away",
         "beat 1\nHH |x-x-x-x-|\nBD |x-x-x-x-|\nSD |--o---o-|\n"},
        {"beat 1\nSD |o---\n", "close the bar", "beat 1\nSD |o---|\n"},
        {"beat 1\nSD |o-q-|\n", "put a rest there", "beat 1\nSD |o---|\n"},
        {"SD |o---|\n", "put 'beat 1' above all", "beat 1\nSD |o---|\n"},
        {"beat 1\ntempo: fast\nSD |o---|\n", NULL, NULL}};
    (void)state;
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        struct cr_pattern p = {0};
        struct cr_diagnostics found = {0};
        char words[60] = "";
        CHECK(cr_pattern_read(&p, all[i].text, strlen(all[i].text), &found));
        char *text = cr_mend(all[i].text, strlen(all[i].text), &found.items[0],
                             words, sizeof(words));
        CHECK(!text == !all[i].result);
        if (text) {
            CHECK_TEXT(text, all[i].result);
            CHECK_TEXT(words, all[i].words);
        }
        free(text);
        cr_diagnostics_deinit(&found);
    }
}

static void pause_a_moment(void)
{
    const struct timespec moment = {.tv_nsec = 1000000};
    nanosleep(&moment, NULL);
}

static void another_text_is_noticed_once(void **state)
{
    struct cr_file_watch watch = {0};
    char path[300], *text = NULL;
    size_t size = 0;
    int64_t now = 0;
    (void)state;
    snprintf(path, sizeof(path), "%s/watched.beat", folder);
    CHECK(!cr_file_write(path, "one", 3, NULL));
    cr_file_watch_begin(&watch, path, "one", 3);
    for (int i = 0; i < 50; i++, now += 100000000) {
        CHECK(!cr_file_watch_look(&watch, now, &text, &size));
        pause_a_moment();
    }
    CHECK(!cr_file_write(path, "two!", 4, NULL));
    while (!cr_file_watch_look(&watch, now += 100000000, &text, &size))
        pause_a_moment(); /* the test's own time limit ends it */
    CHECK(size == 4 && memcmp(text, "two!", 4) == 0);
    free(text);
    CHECK(!cr_file_write(path, "mine", 4, NULL));
    cr_file_watch_know(&watch, "mine", 4);
    remove(path); /* for a moment it is not there, as while it is written */
    for (int i = 0; i < 50; i++, now += 100000000) {
        CHECK(!cr_file_watch_look(&watch, now, &text, &size));
        pause_a_moment();
    }
    cr_file_watch_end(&watch);
}

static void what_was_not_saved_is_there_again(void **state)
{
    struct cr_recovery r;
    char *text;
    size_t size;
    (void)state;
    cr_recovery_begin(&r, "/somewhere/mine.beat");
    CHECK(!cr_recovery_find(&r, &text, &size));
    CHECK(cr_recovery_keep(&r, "first", 5));
    cr_recovery_finish(&r);
    /* the program is killed; the next one finds it, and writes a copy of its own */
    cr_recovery_begin(&r, "/somewhere/mine.beat");
    CHECK(cr_recovery_find(&r, &text, &size));
    CHECK(size == 5 && memcmp(text, "first", 5) == 0);
    free(text);
    CHECK(cr_recovery_keep(&r, "second", 6));
    cr_recovery_forget(&r); /* which is saved: the first one is still there */
    CHECK(cr_recovery_find(&r, &text, &size));
    CHECK(size == 5);
    free(text);
    cr_recovery_drop_found(&r);
    CHECK(!cr_recovery_find(&r, &text, &size));
    struct cr_recovery other;
    cr_recovery_begin(&other, NULL);
    CHECK(strcmp(other.path, r.path) != 0);
}

/* Nobody looks at the task again: the report is there, or the end says why not. */
static void a_report_that_is_left_alone_is_saved(void **state)
{
    struct cr_text_buffer text = {0};
    char command[300];
    (void)state;
    cr_text_addf(&text, "a report\n");
    cr_side_task_drop(cr_report_file_save(&text));
    CHECK(!cr_side_tasks_finish());
    snprintf(command, sizeof(command),
             "grep -qx 'a report' '%s/creditroll/reports/'*.txt &&"
             " rm -r '%s/creditroll/reports' &&"
             " touch '%s/creditroll/reports'",
             folder, folder, folder);
    CHECK(system(command) == 0);
    cr_side_task_drop(cr_report_file_save(&text));
    const char *words = cr_side_tasks_finish();
    CHECK(words && strncmp(words, "Not saved: ", 11) == 0);
    free(text.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_are_on_their_shelves),
        cmocka_unit_test(scores_come_from_the_history),
        cmocka_unit_test(new_files_get_names_of_their_own),
        cmocka_unit_test(files_come_and_go),
        cmocka_unit_test(plain_mistakes_are_mended),
        cmocka_unit_test(another_text_is_noticed_once),
        cmocka_unit_test(what_was_not_saved_is_there_again),
        cmocka_unit_test(a_report_that_is_left_alone_is_saved)};
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
