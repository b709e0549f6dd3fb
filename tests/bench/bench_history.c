/* bench_history FOLDER HITS - a history of so many hits, and what each screen asks of
 * it, in milliseconds: the median and the worst of some tries. */
#define _POSIX_C_SOURCE 200809L
#include "app/history/exercises.h"
#include "app/history/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LOOPS = 40, TAKE_HITS = 12 * LOOPS, EXERCISES = 12, TRIES = 21 };

static const char groove[] = "beat 1\ntitle: Groove %d\ntempo: 100\n"
                             "HH |x-x-x-x-x-x-x-x-|\n"
                             "SD |----o-------o---|\n"
                             "BD |o-------o-------|\n";

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* What one take of an exercise is. */
struct exercise {
    char text[400], title[40];
    struct cr_pattern pattern;
    struct cr_timeline timeline;
    struct cr_press presses[TAKE_HITS];
    struct cr_result result;
};

static bool make(struct exercise *e, int number)
{
    struct cr_diagnostics found = {0};
    const struct cr_timeline_options options = {.loops = LOOPS};
    snprintf(e->text, sizeof(e->text), groove, number);
    snprintf(e->title, sizeof(e->title), "Groove %d", number);
    if (cr_pattern_read(&e->pattern, e->text, strlen(e->text), &found) ||
        cr_timeline_create(&e->timeline, &e->pattern, &options) ||
        e->timeline.note_count != TAKE_HITS)
        return false;
    for (uint32_t i = 0; i < TAKE_HITS; i++)
        e->presses[i] = (struct cr_press){.at_ns = e->timeline.notes[i].at_ns +
                                                   i % 7 * 3000000,
                                          .lane = e->timeline.notes[i].lane,
                                          .velocity = 96};
    return !cr_score(&e->result, &e->timeline, e->presses, TAKE_HITS);
}

static void forget(struct exercise *e)
{
    cr_result_destroy(&e->result);
    cr_timeline_destroy(&e->timeline);
    cr_pattern_deinit(&e->pattern);
}

static void play(struct cr_history_writer *writer, const struct exercise *e)
{
    const struct cr_report about = {
        .timeline = &e->timeline, .result = &e->result, .presses = e->presses};
    const struct cr_take_start start = {
        .player = CR_PLAYER_PERSON,
        .pattern = e->text,
        .title = e->title,
        .from_bar = 1,
        .to_bar = 1,
        .loops = LOOPS,
        .speed = {1, 1},
        .session = "",
        .bpm = 100,
        .kit = "house",
        .output = "card",
        .input = "keys",
        .rate = 48000,
        .buffer = 128,
        .calibration = {.listening = CR_LISTENING_PROGRAM}};
    cr_history_begin(writer, &start);
    for (uint32_t i = 0; i < TAKE_HITS; i++)
        cr_history_hit(writer, i, e->pattern.lanes[e->presses[i].lane].name,
                       &e->presses[i]);
    cr_history_end(
        writer, &(struct cr_take_end){.until_ns = INT64_MAX, .about = &about});
}

static int fill(const char *path, int takes)
{
    static struct exercise exercises[EXERCISES];
    struct cr_history_writer *writer = cr_history_writer_create(path);
    struct cr_error error = {0};
    bool is_good = writer != NULL;
    for (int i = 0; is_good && i < EXERCISES; i++)
        is_good = make(&exercises[i], i);
    for (int i = 0; is_good && i < takes; i++)
        play(writer, &exercises[i % EXERCISES]);
    for (int i = 0; i < EXERCISES; i++)
        forget(&exercises[i]);
    if (cr_history_writer_close(writer, &error) || !is_good) {
        fprintf(stderr, "no history: %s\n", error.text);
        return 1;
    }
    return 0;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void tell(const char *what, double *times)
{
    qsort(times, TRIES, sizeof(*times), compare);
    printf("%-28s %8.2f %8.2f\n", what, times[TRIES / 2], times[TRIES - 1]);
}

static int measure(struct cr_history *history, int takes)
{
    double list[TRIES], load[TRIES], progress[TRIES], judge[TRIES];
    double earlier[TRIES];
    struct cr_error error = {0};
    for (int i = 0; i < TRIES; i++) {
        struct cr_take_row rows[20];
        struct cr_kept_take take;
        struct cr_session session;
        struct cr_timeline timeline;
        struct cr_result result;
        struct cr_exercises exercises;
        struct cr_earlier_take other;
        uint32_t got;
        double at = now_ms();
        if (cr_history_list(history, rows, 20, &got, &error))
            return 1;
        list[i] = now_ms() - at;
        at = now_ms();
        if (cr_history_load(history, 1 + i * (takes - 1) / TRIES, &take,
                            &error))
            return 1;
        load[i] = now_ms() - at;
        at = now_ms();
        if (cr_kept_take_judge(&take, NULL, &session, &timeline, &result))
            return 1;
        judge[i] = now_ms() - at;
        cr_result_destroy(&result);
        cr_timeline_destroy(&timeline);
        cr_kept_take_destroy(&take);
        at = now_ms();
        if (cr_exercises_read(history, 0, (int64_t)time(NULL) * 1000,
                              &exercises, &error))
            return 1;
        progress[i] = now_ms() - at;
        cr_exercises_destroy(&exercises);
        at = now_ms();
        (void)cr_history_find_earlier(history, takes, &other);
        earlier[i] = now_ms() - at;
    }
    tell("list of the last 20", list);
    tell("a take is loaded", load);
    tell("and judged", judge);
    tell("progress, all of it", progress);
    tell("the take of an earlier day", earlier);
    return 0;
}

int main(int argc, char **argv)
{
    char path[4096], notice[CR_HISTORY_NOTICE];
    struct cr_history *history = NULL;
    struct cr_error error = {0};
    if (argc != 3)
        return 2;
    const int takes = atoi(argv[2]) / TAKE_HITS + 1;
    snprintf(path, sizeof(path), "%s/bench.db", argv[1]);
    const double begun = now_ms();
    if (fill(path, takes) || cr_history_open(&history, path, notice, &error)) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    printf("%d takes of %d hits, written in %.1f s\n\n", takes, TAKE_HITS,
           (now_ms() - begun) / 1000);
    printf("%-28s %8s %8s\n", "", "median", "worst");
    const int code = measure(history, takes);
    cr_history_close(history);
    return code;
}
