/* What was practised, day by day, out of a history. */
#define _POSIX_C_SOURCE 200809L
#include "app/history/exercise_search.h"
#include "app/history/store.h"
#include "app/progress_report.h"
#include "tests/app/history_helpers.h"

#include <sched.h>
#include <sqlite3.h>
#include <sys/stat.h>

#define DAY_MS INT64_C(86400000)
#define NOON_MS (INT64_C(20000) * DAY_MS + DAY_MS / 2) /* of day 20000, UTC */

static void execute(const char *path, const char *sql)
{
    sqlite3 *db;
    char *words = NULL;
    CHECK(sqlite3_open(path, &db) == SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &words) != SQLITE_OK)
        CHECK_FAIL("%s: %s", sql, words);
    sqlite3_close(db);
}

/* A take with given numbers, `day` days behind day 20000. */
struct day {
    int day;
    const char *output;
    double bpm, spread120, lean, clean;
    int gap_bars, minutes;
};

static void keep(const char *path, const struct day *d)
{
    char sql[800];
    struct cr_history_writer *writer = cr_history_writer_create(path);
    play(writer, pattern, 8);
    cr_history_end(writer, &(struct cr_take_end){.until_ns = 1});
    close_writer(writer);
    snprintf(sql, sizeof(sql),
             "UPDATE take SET began_ms = %lld, output = '%s', bpm = %f,"
             " notes = 8, hits = 8, spread120_ms = %f, lean_ms = %f,"
             " clean_bpm = nullif(%f, 0), gap_bars = %d, gap_bpm = %f,"
             " played_ns = %lld, part_count = 6, part_mean = 3,"
             " part_variance = 0.01 WHERE id = (SELECT max(id) FROM take);"
             "INSERT INTO lane SELECT max(id), 'HH', 8, 8, %f, 5 FROM take",
             (long long)(NOON_MS + d->day * DAY_MS), d->output, d->bpm,
             d->spread120, d->lean, d->clean, d->gap_bars, d->bpm,
             (long long)d->minutes * 60 * CR_NS_PER_S, d->lean - 2);
    execute(path, sql);
}

static struct cr_exercises read_all(const char *path, int64_t since_ms)
{
    struct cr_exercises x;
    struct cr_error error = {0};
    char notice[400];
    struct cr_history *history = open_history(path, notice);
    if (cr_exercises_read(history, since_ms, NOON_MS + 12 * DAY_MS, &x, &error))
        CHECK_FAIL("%s", error.text);
    cr_history_close(history);
    return x;
}

static void days_are_added_up(void **state)
{
    static const struct day days[] = {
        {0, "card", 100, 24, -10, 0, 1, 3},
        {1, "other", 100, 90, 50, 0, 0, 4}, /* not compared */
        {2, "card", 100, 22, -9, 90, 2, 3},
        {2, "card", 100, 20, -11, 0, 0, 3}, /* the same day */
        {3, "card", 100, 20, -8, 95, 4, 3},
        {4, "card", 120, 19, -8, 0, 3, 3},
        {5, "card", 100, 18, -6, 0, 2, 3},
        {7, "card", 100, 17, -6, 0, 0, 3},
        {8, "card", 100, 16, -4, 0, 0, 3},
        {9, "card", 100, 15, -2, 0, 0, 3}};
    const char *path = path_of("days.db");
    (void)state;
    for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
        keep(path, &days[i]);
    struct cr_exercises x = read_all(path, 0);
    CHECK_INT(1, x.count);
    const struct cr_exercise *e = &x.items[0];
    CHECK_INT(10, e->takes);
    CHECK_INT(1, e->elsewhere);
    CHECK_INT(9, e->day_count);
    CHECK_INT(9, x.day_count);
    CHECK_INT(3, x.today - x.days[8].day);
    CHECK_NEAR(31, e->minutes, 1e-9);
    CHECK_INT(0, e->days[1].spreads);
    CHECK_NEAR(log(sqrt(22 * 20)), e->days[2].ln_spread, 1e-12);
    CHECK_NEAR(-10, e->days[2].lean_ms, 1e-12);
    CHECK(e->trend.is_claimed && e->trend.days == 8);
    CHECK_NEAR(15.0 / 24, e->trend.ratio, 0.03);
    CHECK_INT(2, e->limb_count);
    CHECK_NEAR((-10 - 10 - 8 - 8) / 4.0, e->limbs[0].then.mean, 1e-12);
    CHECK_NEAR((-6 - 6 - 4 - 2) / 4.0, e->limbs[0].now.mean, 1e-12);
    CHECK_TEXT("HH", e->limbs[1].name);
    CHECK_NEAR(-6.5, e->limbs[1].now.mean, 1e-12);
    CHECK(e->has_clean);
    CHECK_NEAR(95, e->clean_bpm, 1e-9);
    CHECK_INT(2, e->gap_count);
    CHECK_NEAR(100, e->gaps[0].bpm, 0);
    CHECK_INT(4, e->gaps[0].bars);
    CHECK_INT(3, e->gaps[1].bars);
    cr_exercises_destroy(&x);

    /* a range begins in the middle */
    x = read_all(path, NOON_MS + 5 * DAY_MS - 1);
    CHECK_INT(4, x.items[0].day_count);
    CHECK(!x.items[0].trend.is_enough);
    cr_exercises_destroy(&x);
    x = read_all(path, NOON_MS + 50 * DAY_MS);
    CHECK_INT(0, x.count);
    cr_exercises_destroy(&x);
}

/* Later takes that are earlier by the clock: nothing is lost, days stand in order. */
static void a_clock_may_be_set_back(void **state)
{
    static const struct day days[] = {{5, "card", 100, 20, -4, 0, 0, 3},
                                      {-3, "card", 100, 22, -6, 0, 0, 3},
                                      {2, "card", 100, 18, -2, 0, 0, 3},
                                      {5, "card", 100, 20, -4, 0, 0, 3}};
    const char *path = path_of("back.db");
    struct cr_take_row rows[8];
    struct cr_error error = {0};
    char notice[400];
    uint32_t got;
    (void)state;
    for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
        keep(path, &days[i]);
    struct cr_exercises x = read_all(path, 0);
    CHECK_INT(1, x.count);
    CHECK_INT(4, x.items[0].takes);
    CHECK_INT(3, x.items[0].day_count);
    CHECK_INT(2, x.items[0].days[2].takes);
    for (uint32_t i = 1; i < x.items[0].day_count; i++)
        CHECK(x.items[0].days[i - 1].day < x.items[0].days[i].day);
    CHECK_NEAR(12, x.items[0].minutes, 1e-9);
    cr_exercises_destroy(&x);
    struct cr_history *history = open_history(path, notice);
    CHECK(!cr_history_list(history, rows, 8, &got, &error));
    CHECK_INT(4, got);
    for (uint32_t i = 0; i < got; i++)
        CHECK_INT(4 - i, rows[i].id); /* as they were written */
    cr_history_close(history);
}

/* Imagined players and takes that were cut off are nobody's progress; another way
 * of practising is another exercise. */
static void exercises_are_kept_apart(void **state)
{
    static const struct day day = {0, "card", 100, 20, 0, 0, 0, 3};
    const char *path = path_of("apart.db");
    struct cr_text_buffer text = {0}, json = {0};
    (void)state;
    for (int i = 0; i < 5; i++)
        keep(path, &day);
    execute(path, "UPDATE take SET player = 'imagined' WHERE id = 1;"
                  "UPDATE take SET is_ended = 0 WHERE id = 2;"
                  "UPDATE take SET session = 'gaps:play=2,mute=2', from_bar = "
                  "2, to_bar = 2 WHERE id = 3;"
                  "UPDATE take SET began_ms = began_ms + 5 WHERE id = 3;");
    struct cr_exercises x = read_all(path, 0);
    CHECK_INT(2, x.count);
    CHECK_INT(1, x.items[0].takes); /* the last one that was played */
    CHECK_INT(2, x.items[1].takes);
    CHECK_INT(1, x.day_count);
    cr_progress_text(&text, &x, "all time");
    if (!strstr(text.text, "In all time: 9 min on 1 day\n") ||
        !strstr(text.text, ": bar 2, gaps play=2,mute=2\n") ||
        !strstr(text.text, "1 day so far: 7 more before a trend"))
        CHECK_FAIL("it says: %s", text.text);
    cr_progress_json(&json, &x);
    CHECK(strstr(json.text, "\"session\": \"gaps:play=2,mute=2\"") != NULL);
    free(text.text);
    free(json.text);
    cr_exercises_destroy(&x);
}

static void an_earlier_day_is_found(void **state)
{
    static const struct day days[] = {
        {0, "card", 100, 20, 0, 0, 0, 3}, {1, "card", 104, 20, 0, 0, 0, 3},
        {1, "card", 110, 20, 0, 0, 0, 3}, {1, "other", 102, 20, 0, 0, 0, 3},
        {2, "card", 102, 20, 0, 0, 0, 3}, {2, "card", 102, 20, 0, 0, 0, 3},
        {2, "card", 150, 20, 0, 0, 0, 3}};
    struct cr_earlier_take earlier;
    const char *path = path_of("earlier.db");
    char notice[400];
    (void)state;
    for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
        keep(path, &days[i]);
    struct cr_history *history = open_history(path, notice);
    CHECK(cr_history_find_earlier(history, 6, &earlier));
    CHECK_INT(NOON_MS + DAY_MS, earlier.began_ms);
    CHECK_INT(6, earlier.parts.count);
    CHECK(!cr_history_find_earlier(history, 1, &earlier));
    CHECK(!cr_history_find_earlier(history, 4, &earlier));
    CHECK(!cr_history_find_earlier(history, 7, &earlier));
    CHECK(!cr_history_find_earlier(history, 99, &earlier));
    cr_history_close(history);
}

/* The writer tells of it soon after a take has begun, and only of that take. */
static void the_writer_finds_it(void **state)
{
    static const struct day day = {0, "card", 100, 20, 0, 0, 0, 3};
    struct cr_earlier_take earlier;
    const char *path = path_of("writer.db");
    (void)state;
    keep(path, &day);
    struct cr_history_writer *writer = cr_history_writer_create(path);
    CHECK(!cr_history_earlier(writer, &earlier));
    play(writer, pattern, 1);
    while (!cr_history_earlier(writer, &earlier))
        sched_yield();
    CHECK_INT(NOON_MS, earlier.began_ms);
    play(writer, longer, 1); /* of which there is none */
    CHECK(!cr_history_earlier(writer, &earlier));
    close_writer(writer);
}

static void a_long_take_is_remembered_for_a_day(void **state)
{
    static const struct day days[] = {{0, "card", 100, 20, 0, 0, 0, 3},
                                      {1, "card", 100, 20, 0, 0, 0, 1},
                                      {1, "card", 100, 20, 0, 0, 0, 2},
                                      {1, "card", 100, 20, 0, 0, 0, 1},
                                      {2, "card", 100, 20, 0, 0, 0, 1}};
    static const bool had[] = {false, false, false, true, false};
    const char *path = path_of("long.db");
    sqlite3 *db;
    (void)state;
    for (size_t i = 0; i < sizeof(days) / sizeof(days[0]); i++)
        keep(path, &days[i]);
    CHECK(sqlite3_open(path, &db) == SQLITE_OK);
    for (int id = 1; id <= 5; id++)
        CHECK_INT(had[id - 1], cr_store_had_long(db, id, CR_LONG_TAKE_NS));
    sqlite3_close(db);
}

/* On a thread of its own; one that is dropped ends by itself. */
static void a_search_comes_back(void **state)
{
    static const struct day day = {0, "card", 100, 20, 0, 0, 0, 3};
    struct cr_exercises found;
    struct cr_error error = {0};
    enum cr_status status;
    char own[300];
    (void)state;
    snprintf(own, sizeof(own), "%s", path_of("creditroll"));
    CHECK(mkdir(own, 0700) == 0);
    setenv("XDG_DATA_HOME", folder, 1);
    keep(path_of("creditroll/history.db"), &day);
    for (int i = 0; i < 20; i++)
        cr_side_task_drop(cr_exercise_search(0, NOON_MS));
    struct cr_side_task *search = cr_exercise_search(0, NOON_MS);
    CHECK(search != NULL);
    while (!cr_exercise_search_look(search, &found, &status, &error))
        sched_yield();
    CHECK(!status);
    CHECK_INT(1, found.count);
    cr_exercises_destroy(&found);
    cr_side_task_drop(search);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_are_added_up),
        cmocka_unit_test(a_clock_may_be_set_back),
        cmocka_unit_test(exercises_are_kept_apart),
        cmocka_unit_test(an_earlier_day_is_found),
        cmocka_unit_test(the_writer_finds_it),
        cmocka_unit_test(a_long_take_is_remembered_for_a_day),
        cmocka_unit_test(a_search_comes_back)};
    setenv("TZ", "UTC", 1);
    CR_RUN_IN_FOLDER(tests);
}
