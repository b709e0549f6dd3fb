/* What is played is kept: written, read, exported, whatever the file was. */
#define _POSIX_C_SOURCE 200809L
#include "app/history/database.h"
#include "app/history/lesson_takes.h"
#include "tests/app/history_helpers.h"

#include <sqlite3.h>

static void a_take_comes_back(void **state)
{
    const char *path = path_of("history.db");
    const struct cr_take_facts facts = {
        .health = {.underflows = 3,
                   .gaps = 2,
                   .longest_gap_ms = 1.0 / 3,
                   .longest_pump_ms = 0.7,
                   .clock = {.source = CR_CLOCK_ENTRY,
                             .residual_ms = 0.1,
                             .has_drift = true,
                             .drift_ppm = -12.5},
                   .was_lost = true},
        .key_source = "a test"};
    struct cr_error error = {0};
    struct cr_kept_take take;
    char notice[400];
    (void)state;
    struct cr_history_writer *writer = cr_history_writer_create(path);
    play(writer, longer, 40);
    /* the engine tells a better time; the tempo changes */
    const struct cr_press better = {.at_ns = 123456789, .velocity = 1};
    const struct cr_speed_change change = {2, {7, 6}};
    cr_history_hit(writer, 1, "HH", &better);
    cr_history_speed(writer, &change);
    const struct cr_kept_lesson lesson = {.course = "A course",
                                          .take = {.exercise = "E05",
                                                   .kind = CR_LESSON_REVIEW,
                                                   .is_dark = true,
                                                   .stars = 2,
                                                   .reps = 7,
                                                   .clean = 5,
                                                   .bpm = 92.3},
                                          .finding = "hand late"};
    cr_history_end(writer, &(struct cr_take_end){.until_ns = INT64_MAX,
                                                 .facts = &facts,
                                                 .lesson = &lesson});
    close_writer(writer);
    struct cr_history *history = open_history(path, notice);
    CHECK_TEXT("", notice);
    CHECK(!cr_history_load(history, 1, &take, &error));
    CHECK(take.has_lesson);
    CHECK_TEXT("E05", take.lesson.take.exercise);
    CHECK_TEXT("hand late", take.lesson.finding);
    CHECK(take.lesson.take.is_dark && !take.lesson.take.is_assisted);
    CHECK_INT(5, take.lesson.take.clean);
    CHECK_TEXT(longer, take.text);
    CHECK_TEXT("A \"title\", \xC3\xA9", take.row.title);
    CHECK(take.row.is_ended && take.start.player == CR_PLAYER_PERSON);
    CHECK_INT(4, take.start.loops);
    CHECK_INT(5, take.start.speed.num);
    CHECK_INT(128, take.start.buffer);
    CHECK_TEXT("card", take.start.output);
    CHECK_INT(CR_LISTENING_OWN, take.start.calibration.listening);
    CHECK_INT(CR_OFFSET_MEASURED, take.start.calibration.state);
    CHECK_NEAR(12.25, take.start.calibration.offsets.output_ms, 0);
    CHECK_NEAR(0.5, take.start.calibration.input_doubt_ms, 0);
    CHECK(take.until_ns == INT64_MAX);
    CHECK_INT(40, take.presses.count);
    CHECK_INT(123456789, take.presses.items[1].at_ns);
    CHECK_INT(1, take.change_count);
    CHECK_INT(2, take.changes[0].bar);
    CHECK_INT(7, take.changes[0].speed.num);
    CHECK(take.has_facts);
    CHECK_INT(3, take.facts.health.underflows);
    CHECK_NEAR(1.0 / 3, take.facts.health.longest_gap_ms, 0);
    CHECK_NEAR(-12.5, take.facts.health.clock.drift_ppm, 0);
    CHECK(take.facts.health.was_lost && !take.facts.asks_for_offset);
    CHECK_INT(CR_CLOCK_ENTRY, take.facts.health.clock.source);
    CHECK_TEXT("a test", take.facts.key_source);
    cr_kept_take_destroy(&take);
    CHECK_INT(CR_ERR_RANGE, cr_history_load(history, 2, &take, &error));
    cr_history_close(history);
}

/* A take without a hit is nothing; one that is begun again is one. */
static void what_was_not_finished_is_kept(void **state)
{
    const char *path = path_of("unfinished.db");
    struct cr_error error = {0};
    struct cr_kept_take take;
    char notice[400];
    (void)state;
    struct cr_history_writer *writer = cr_history_writer_create(path);
    play(writer, pattern, 0);
    cr_history_end(writer, &(struct cr_take_end){.until_ns = 5});
    play(writer, pattern, 10); /* begun again in the middle */
    play(writer, pattern, 20); /* and the window is closed */
    close_writer(writer);
    struct cr_history *history = open_history(path, notice);
    CHECK_INT(2, count_takes(path));
    CHECK(!cr_history_load(history, 2, &take, &error));
    CHECK_INT(10, take.presses.count);
    CHECK_INT(2700000000, take.until_ns);
    cr_kept_take_destroy(&take);
    CHECK(!cr_history_load(history, 3, &take, &error));
    CHECK_INT(20, take.presses.count);
    CHECK(!take.row.is_ended);
    CHECK_INT(take.presses.items[19].at_ns, take.until_ns);
    cr_kept_take_destroy(&take);
    cr_history_close(history);
}

static void an_export_comes_back(void **state)
{
    const char *path = path_of("history.db");
    struct cr_text_buffer out = {0}, again = {0};
    struct cr_error error = {0};
    struct cr_take_row rows[8];
    char notice[400];
    uint32_t added, count, left_out;
    (void)state;
    struct cr_history *history = open_history(path, notice);
    CHECK(!cr_history_export_json(history, &out, &left_out, &error));
    CHECK_INT(0, left_out);
    cr_history_close(history);
    history = open_history(path_of("imported.db"), notice);
    if (cr_history_import(history, out.text, out.size, &added, &error))
        CHECK_FAIL("import: %s", error.text);
    CHECK_INT(1, added);
    CHECK(!cr_history_import(history, out.text, out.size, &added, &error));
    CHECK_INT(0, added); /* it is there already */
    CHECK(!cr_history_export_json(history, &again, &left_out, &error));
    CHECK_TEXT(out.text, again.text);
    CHECK(strstr(out.text, "\"exercise\": \"E05\"") != NULL);
    struct cr_lesson_takes lessons;
    CHECK(!cr_lesson_takes_read(history, "A course", &lessons, &error));
    CHECK_INT(1, lessons.count);
    CHECK_INT(CR_LESSON_REVIEW, lessons.items[0].kind);
    CHECK_INT(2, lessons.items[0].stars);
    CHECK_NEAR(92.3, lessons.items[0].bpm, 0);
    CHECK_TEXT("hand late", lessons.finding);
    free(lessons.items);
    CHECK(!cr_lesson_takes_read(history, "Another", &lessons, &error));
    CHECK_INT(0, lessons.count);
    /* and is judged anew */
    CHECK(!cr_history_list(history, rows, 8, &count, &error));
    CHECK(count == 1 && rows[0].has_result && rows[0].notes > 0);
    /* a later one, from a system whose clock was behind, is still the last */
    char *year = strstr(out.text, "\"began_ms\": ");
    CHECK(year != NULL);
    memcpy(year, "\"began_ms\": 10", 14);
    char *key = strstr(out.text, "\"key\": \"");
    key[8] = key[8] == 'a' ? 'b' : 'a';
    CHECK(!cr_history_import(history, out.text, out.size, &added, &error));
    CHECK(!cr_history_list(history, rows, 8, &count, &error));
    CHECK_INT(2, count);
    CHECK_INT(2, rows[0].id);
    CHECK(rows[0].began_ms < rows[1].began_ms);
    cr_history_close(history);
    free(out.text);
    free(again.text);
}

static void a_wrong_import_changes_nothing(void **state)
{
    static const char *const wrong[][2] = {
        {"{\"takes\": 3", "1:"},
        {"{\"takes\": 3}", "there is no list"},
        {"{\"takes\": [{}]}", "take 1: 'its settings'"}};
    static const char *const cuts[][3] = {
        {"\"HH\", 1,", "\"XQ\", 1,", "'hits'"},
        {"\"HH\", 2, 2", "\"HH\", 2, 9", "'hits'"},
        {"\"HH\", 2, 2", "\"HH\",-2, 2", "'hits'"},
        {"\"speed\": [5", "\"speed\": [0", "'its settings'"},
        {"\"speeds\": [[2", "\"speeds\": [[-", ""},
        {"\"speeds\": [[2, 7", "\"speeds\": [[2, 0", "'speeds'"},
        {"\"beat 1", "\"beaT 1", "'pattern'"},
        {"\"person\"", "\"parson\"", "'its settings'"},
        {"\"measured\"", "\"mesaured\"", "'its settings'"}};
    struct cr_error error = {0};
    struct cr_text_buffer out = {0};
    char notice[400];
    uint32_t added = 7, left_out;
    (void)state;
    struct cr_history *from = open_history(path_of("history.db"), notice);
    CHECK(!cr_history_export_json(from, &out, &left_out, &error));
    cr_history_close(from);
    struct cr_history *history = open_history(path_of("wrong.db"), notice);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        cr_check_row(wrong[i][0]);
        CHECK(cr_history_import(history, wrong[i][0], strlen(wrong[i][0]),
                                &added, &error));
        char said[300];
        snprintf(said, sizeof(said), "%d:%d: %s", error.line, error.column,
                 error.text);
        if (!strstr(said, wrong[i][1]))
            CHECK_FAIL("it says: %s", said);
    }
    for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
        cr_check_row(cuts[i][1]);
        char *text = strdup(out.text), *at = strstr(text, cuts[i][0]);
        CHECK(at != NULL);
        memcpy(at, cuts[i][1], strlen(cuts[i][1]));
        CHECK(cr_history_import(history, text, strlen(text), &added, &error));
        if (!strstr(error.text, cuts[i][2]))
            CHECK_FAIL("it says: %s", error.text);
        CHECK_INT(0, added);
        free(text);
    }
    cr_history_close(history);
    CHECK_INT(0, count_takes(path_of("wrong.db")));
    free(out.text);
}

static void write_file(const char *path, const char *text, size_t size)
{
    FILE *file = fopen(path, "wb");
    CHECK(file && fwrite(text, 1, size, file) == size && !fclose(file));
}

/* A file that cannot be used is kept as it is, and said. */
static void a_broken_history_is_set_aside(void **state)
{
    static const char garbage[] = "this was a history once, but not any more: "
                                  "somebody has written over it, from the "
                                  "beginning to the end of its header";
    char path[300], notice[400], aside[400];
    size_t size = 0, kept = 0;
    (void)state;
    snprintf(path, sizeof(path), "%s", path_of("broken.db"));
    char *good = cr_test_file(path_of("history.db"), &size);
    for (int i = 0; i < 4; i++) {
        char *text = malloc(size);
        size_t length = size;
        memcpy(text, good, size);
        switch (i) {
        case 0:
            cr_check_row("no database");
            length = sizeof(garbage) - 1;
            memcpy(text, garbage, length);
            break;
        case 1:
            cr_check_row("cut off");
            length = size / 2;
            break;
        case 2:
            cr_check_row("pages overwritten");
            memset(text + 4096, 0x5A, size - 4096);
            break;
        case 3:
            cr_check_row("tables written over");
            memset(text + 150, 0x5A, 3900);
            break;
        }
        write_file(path, text, length);
        struct cr_history_writer *writer = cr_history_writer_create(path);
        play(writer, pattern, 3);
        cr_history_end(writer, &(struct cr_take_end){.until_ns = 1});
        close_writer(writer);
        CHECK_INT(1, count_takes(path)); /* what was played then */
        write_file(path, text, length);
        struct cr_history *history = open_history(path, notice);
        char *name = strstr(notice, "kept as ");
        if (!name)
            CHECK_FAIL("it says: %s", notice);
        snprintf(aside, sizeof(aside), "%s", name + 8);
        *strchr(aside, ',') = '\0';
        char *found = cr_test_file(aside, &kept);
        CHECK(found && kept == length && memcmp(found, text, length) == 0);
        cr_history_close(history);
        free(found);
        free(text);
        remove(path);
    }
    free(good);
}

static void execute(const char *path, const char *sql)
{
    sqlite3 *db;
    CHECK(sqlite3_open(path, &db) == SQLITE_OK);
    CHECK(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
    sqlite3_close(db);
}

static void a_newer_history_is_left_alone(void **state)
{
    char path[300], beside[320], notice[400];
    size_t before = 0, after = 0;
    (void)state;
    snprintf(path, sizeof(path), "%s", path_of("newer.db"));
    snprintf(beside, sizeof(beside), "%s.schema%d", path, CR_HISTORY_SCHEMA);
    execute(path, "CREATE TABLE something(new); PRAGMA user_version = 1000");
    char *text = cr_test_file(path, &before);
    struct cr_history_writer *writer = cr_history_writer_create(path);
    play(writer, pattern, 3);
    close_writer(writer);
    struct cr_history *history = open_history(path, notice);
    if (!strstr(notice, "newer program"))
        CHECK_FAIL("it says: %s", notice);
    cr_history_close(history);
    char *again = cr_test_file(path, &after);
    CHECK(before == after && memcmp(text, again, after) == 0);
    CHECK_INT(1, count_takes(beside));
    free(text);
    free(again);
}

/* A take that cannot be read does not keep the others from being taken along. */
static void one_bad_take_is_left_out(void **state)
{
    const char *path = path_of("onebad.db");
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    char notice[400];
    uint32_t left_out, added;
    (void)state;
    struct cr_history_writer *writer = cr_history_writer_create(path);
    for (int i = 0; i < 3; i++) {
        play(writer, i == 1 ? longer : pattern, 8);
        cr_history_end(writer, &(struct cr_take_end){.until_ns = 1});
    }
    close_writer(writer);
    execute(path, "UPDATE pattern SET text = 'no pattern' WHERE id = 2");
    struct cr_history *history = open_history(path, notice);
    CHECK(!cr_history_export_json(history, &out, &left_out, &error));
    CHECK_INT(1, left_out);
    CHECK_TEXT("the pattern of take 2 cannot be read", error.text);
    cr_history_close(history);
    history = open_history(path_of("good.db"), notice);
    CHECK(!cr_history_import(history, out.text, out.size, &added, &error));
    CHECK_INT(2, added);
    cr_history_close(history);
    free(out.text);
}

/* A file of each older program is brought forward, and kept as it was. */
static void an_older_history_is_brought_forward(void **state)
{
    char path[300], notice[400], backup[400];
    size_t size;
    (void)state;
    for (int version = 1; version < CR_HISTORY_SCHEMA; version++) {
        struct cr_kept_take take;
        struct cr_session session;
        struct cr_timeline timeline;
        struct cr_result result;
        struct cr_error error = {0};
        snprintf(path, sizeof(path), CR_TEST_DATA "/history/schema%d.sql",
                 version);
        cr_check_row(path);
        char *sql = cr_test_file(path, &size);
        CHECK(sql != NULL);
        snprintf(path, sizeof(path), "%s", path_of("older.db"));
        remove(path);
        execute(path, sql);
        free(sql);
        struct cr_history *history = open_history(path, notice);
        CHECK_TEXT("", notice);
        CHECK(!cr_history_load(history, 1, &take, &error));
        CHECK_INT(8, take.presses.count);
        CHECK(!cr_kept_take_judge(&take, NULL, &session, &timeline, &result));
        CHECK_NEAR(take.row.score, result.score, 1e-9);
        cr_result_destroy(&result);
        cr_timeline_destroy(&timeline);
        cr_kept_take_destroy(&take);
        cr_history_close(history);
        snprintf(backup, sizeof(backup), "%s.schema%d.backup", path, version);
        sqlite3 *db;
        sqlite3_stmt *found;
        CHECK(sqlite3_open(backup, &db) == SQLITE_OK);
        CHECK(sqlite3_prepare_v2(db,
                                 "SELECT user_version, (SELECT count(*) FROM "
                                 "hit) FROM pragma_user_version",
                                 -1, &found, NULL) == SQLITE_OK);
        CHECK(sqlite3_step(found) == SQLITE_ROW);
        CHECK_INT(version, sqlite3_column_int(found, 0));
        CHECK_INT(8, sqlite3_column_int(found, 1));
        sqlite3_finalize(found);
        sqlite3_close(db);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_take_comes_back),
        cmocka_unit_test(what_was_not_finished_is_kept),
        cmocka_unit_test(an_export_comes_back),
        cmocka_unit_test(a_wrong_import_changes_nothing),
        cmocka_unit_test(a_broken_history_is_set_aside),
        cmocka_unit_test(one_bad_take_is_left_out),
        cmocka_unit_test(an_older_history_is_brought_forward),
        cmocka_unit_test(a_newer_history_is_left_alone)};
    CR_RUN_IN_FOLDER(tests);
}
