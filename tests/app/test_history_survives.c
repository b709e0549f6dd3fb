/* What is played is kept, whatever happens: no room, no folder, others, a kill. */
#define _POSIX_C_SOURCE 200809L
#define _DEFAULT_SOURCE /* for memory that processes share */
#include "tests/app/history_helpers.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>

/* Waits until the writer has something to say. */
static bool says(struct cr_history_writer *writer, const char *words)
{
    const struct timespec nap = {.tv_nsec = 5000000};
    char notice[CR_HISTORY_NOTICE];
    for (int i = 0; i < 4000; i++) {
        if (cr_history_notice(writer, notice))
            return strstr(notice, words) != NULL;
        nanosleep(&nap, NULL);
    }
    return false;
}

/* The disk is full for a while: nothing is lost, and both are said. */
static void a_full_disk_is_waited_for(void **state)
{
    const char *path = path_of("full.db");
    struct rlimit before, little = {.rlim_cur = 120000};
    (void)state;
    signal(SIGXFSZ, SIG_IGN);
    CHECK(getrlimit(RLIMIT_FSIZE, &before) == 0);
    little.rlim_max = before.rlim_max;
    struct cr_history_writer *writer = cr_history_writer_create(path);
    CHECK(setrlimit(RLIMIT_FSIZE, &little) == 0);
    play(writer, pattern, 20000);
    CHECK(says(writer, "not lost yet"));
    CHECK(setrlimit(RLIMIT_FSIZE, &before) == 0);
    CHECK(says(writer, "again"));
    cr_history_end(writer, &(struct cr_take_end){.until_ns = 1});
    close_writer(writer);
    struct cr_kept_take take;
    struct cr_error error = {0};
    char notice[400];
    struct cr_history *history = open_history(path, notice);
    CHECK(!cr_history_load(history, 1, &take, &error));
    CHECK_INT(20000, take.presses.count);
    cr_kept_take_destroy(&take);
    cr_history_close(history);
}

/* Where nothing can be written, the take goes to a file that can be imported. */
static void a_take_is_rescued(void **state)
{
    struct cr_error error = {0};
    char name[300], notice[400];
    uint32_t added;
    size_t size;
    (void)state;
    CHECK(setenv("TMPDIR", folder, 1) == 0);
    struct cr_history_writer *writer =
        cr_history_writer_create("/proc/no/history.db");
    play(writer, pattern, 5);
    cr_history_end(writer, &(struct cr_take_end){.until_ns = 1});
    play(writer, pattern, 7);
    CHECK(cr_history_writer_close(writer, &error) == CR_ERR_IO);
    snprintf(name, sizeof(name), "%s/creditroll-take-%ld.json", folder,
             (long)getpid());
    if (!strstr(error.text, name) || !strstr(error.text, "--import"))
        CHECK_FAIL("it says: %s", error.text);
    char *text = cr_test_file(name, &size);
    CHECK(text != NULL);
    struct cr_history *history = open_history(path_of("rescued.db"), notice);
    CHECK(!cr_history_import(history, text, size, &added, &error));
    CHECK_INT(2, added);
    for (int64_t id = 1; id <= 2; id++) { /* to the last hit */
        struct cr_kept_take take;
        CHECK(!cr_history_load(history, id, &take, &error));
        CHECK_INT(id == 1 ? 5 : 7, take.presses.count);
        CHECK(take.row.is_ended == (id == 1));
        cr_kept_take_destroy(&take);
    }
    cr_history_close(history);
    free(text);
}

/* Writes takes as a program of its own, once `gun` is closed. */
static pid_t program(const char *path, int takes, const char *played,
                     const int *gun)
{
    const pid_t child = fork();
    char byte;
    if (child)
        return child;
    close(gun[1]);
    (void)!read(gun[0], &byte, 1);
    for (int i = 0; i < takes; i++) {
        struct cr_error error = {0};
        struct cr_history_writer *writer = cr_history_writer_create(path);
        play(writer, played, 30);
        cr_history_end(writer, &(struct cr_take_end){.until_ns = 1});
        if (cr_history_writer_close(writer, &error)) {
            fprintf(stderr, "%s\n", error.text);
            _exit(1);
        }
    }
    _exit(0);
}

static void play_at_once(const char *path, int takes)
{
    enum { PROGRAMS = 4 };
    pid_t children[PROGRAMS];
    int gun[2], well = 0;
    CHECK(pipe(gun) == 0);
    for (int p = 0; p < PROGRAMS; p++)
        children[p] = program(path, takes, p % 2 ? pattern : longer, gun);
    close(gun[0]);
    close(gun[1]);
    for (int p = 0; p < PROGRAMS; p++) {
        int how;
        CHECK(waitpid(children[p], &how, 0) == children[p]);
        well += WIFEXITED(how) && WEXITSTATUS(how) == 0;
    }
    CHECK_INT(PROGRAMS, well);
    CHECK_INT(PROGRAMS * takes, count_takes(path));
}

/* Several programs write at once, and make the file at once. */
static void programs_do_each_other_no_harm(void **state)
{
    (void)state;
    play_at_once(path_of("shared.db"), 12);
    for (int i = 0; i < 40; i++) {
        char name[32];
        snprintf(name, sizeof(name), "new-%d.db", i);
        play_at_once(path_of(name), 1);
    }
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A player who never stops; each hit is told to `pipe` with its time. */
static void play_for_ever(const char *path, int pipe)
{
    const struct timespec nap = {.tv_nsec = 3000000};
    const struct cr_take_start start = start_of(pattern);
    struct cr_history_writer *writer = cr_history_writer_create(path);
    cr_history_begin(writer, &start);
    for (int64_t i = 0;; i++) {
        const struct cr_press press = {.at_ns = i * 3000000};
        const int64_t ms = now_ms();
        cr_history_hit(writer, (uint32_t)i, "HH", &press);
        if (write(pipe, &ms, sizeof(ms)) != (ssize_t)sizeof(ms))
            _exit(1);
        nanosleep(&nap, NULL);
    }
}

/* A few bytes to the disk. */
static void write_a_line(void)
{
    static FILE *file;
    if (!file)
        file = fopen(path_of("yardstick"), "w");
    if (!file || fputs("a few bytes\n", file) < 0 || fflush(file) ||
        fdatasync(fileno(file)))
        _exit(1);
}

/* A new file of takes, and one hit in it. */
static void write_a_take(void)
{
    const struct cr_take_start start = start_of(pattern);
    const struct cr_press press = {.at_ns = 0};
    struct cr_error error;
    char path[300];
    snprintf(path, sizeof(path), "%s/yardstick.db", folder);
    struct cr_history_writer *writer = cr_history_writer_create(path);
    cr_history_begin(writer, &start);
    cr_history_hit(writer, 0, "HH", &press);
    if (cr_history_writer_close(writer, &error))
        _exit(1);
    remove(path);
}

/* How long this machine takes for something at worst, beside the players: what they lose
 * beyond a second may be the disk's, and the scheduler's, alone. */
static pid_t begin_yardstick(void (*work)(void), double *longest_ms)
{
    const struct timespec nap = {.tv_nsec = 3000000};
    const pid_t child = fork();
    if (child)
        return child;
    for (int64_t from = now_ms();; from = now_ms()) {
        work();
        nanosleep(&nap, NULL);
        *longest_ms = fmax(*longest_ms, (double)(now_ms() - from));
    }
}

static void end_yardstick(pid_t yardstick)
{
    kill(yardstick, SIGKILL);
    CHECK(waitpid(yardstick, NULL, 0) == yardstick);
}

/* Killed at any moment, a player loses at most the last second. */
static void a_kill_loses_at_most_a_second(void **state)
{
    enum { AT_ONCE = 16, MOST = 1024 };
    const char *times = getenv("CREDITROLL_KILLS");
    const int kills = times ? atoi(times) : 48;
    struct cr_test_random random = {11};
    double worst_ms = 0;
    double *longest_ms =
        mmap(NULL, 2 * sizeof(*longest_ms), PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    (void)state;
    CHECK(longest_ms != MAP_FAILED);
    const pid_t lines = begin_yardstick(write_a_line, &longest_ms[0]);
    const pid_t takes = begin_yardstick(write_a_take, &longest_ms[1]);
    for (int done = 0; done < kills; done += AT_ONCE) {
        pid_t children[AT_ONCE];
        int pipes[AT_ONCE];
        char paths[AT_ONCE][300];
        for (int i = 0; i < AT_ONCE; i++) {
            int ends[2];
            CHECK(pipe(ends) == 0);
            snprintf(paths[i], sizeof(paths[i]), "%s/killed-%d.db", folder, i);
            remove(paths[i]);
            children[i] = fork();
            if (!children[i])
                play_for_ever(paths[i], ends[1]);
            close(ends[1]);
            pipes[i] = ends[0];
        }
        for (int i = 0; i < AT_ONCE; i++) {
            const struct timespec nap = {
                .tv_nsec = cr_test_int(&random, 0, 150000000)};
            int64_t told[MOST], killed_ms;
            struct cr_error error = {0};
            char notice[400];
            int how;
            nanosleep(&nap, NULL);
            killed_ms = now_ms();
            kill(children[i], SIGKILL);
            CHECK(waitpid(children[i], &how, 0) == children[i]);
            CHECK(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL);
            const ssize_t size = read(pipes[i], told, sizeof(told));
            const int count =
                size > 0 ? (int)(size / (ssize_t)sizeof(*told)) : 0;
            close(pipes[i]);
            struct cr_history *history = open_history(paths[i], notice);
            CHECK_TEXT("", notice);
            struct cr_kept_take take = {0};
            const bool is_there = !cr_history_load(history, 1, &take, &error);
            const int kept = is_there ? (int)take.presses.count : 0;
            for (int k = 0; k < kept; k++) /* the first ones, without a hole */
                CHECK_INT(k * INT64_C(3000000), take.presses.items[k].at_ns);
            if (kept < count)
                worst_ms = fmax(worst_ms, (double)(killed_ms - told[kept]));
            cr_kept_take_destroy(&take);
            cr_history_close(history);
            remove(paths[i]);
        }
    }
    end_yardstick(lines);
    end_yardstick(takes);
    remove(path_of("yardstick"));
    remove(path_of("yardstick.db"));
    print_message("%d kills, at most the last %.0f ms lost; meanwhile a few "
                  "bytes to the disk took up to %.0f ms, a new file with a "
                  "hit in it up to %.0f\n",
                  kills, worst_ms, longest_ms[0], longest_ms[1]);
#ifndef CR_SANITIZED /* which take many times as long: there it is seen that nothing breaks */
    CHECK(worst_ms <= 1000 + fmax(2 * longest_ms[0], longest_ms[1]));
#endif
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_disk_is_waited_for),
        cmocka_unit_test(a_take_is_rescued),
        cmocka_unit_test(programs_do_each_other_no_harm),
        cmocka_unit_test(a_kill_loses_at_most_a_second)};
    CR_RUN_IN_FOLDER(tests);
}
