/* history_helpers.h - a folder of histories, and someone who plays into them. */
#ifndef CR_TESTS_APP_HISTORY_HELPERS_H
#define CR_TESTS_APP_HISTORY_HELPERS_H

#include "app/history/writer.h"
#include "tests/support/check.h"

#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static const char pattern[] = "beat 1\n"
                              "tempo: 120\n"
                              "HH |x-x-x-x-|\n"
                              "SD |--o---o-|\n";
static const char longer[] = "beat 1\n"
                             "title: Longer\n"
                             "tempo: 90\n"
                             "[A] x4\n"
                             "SD |o-o-o-o-|\n";

static char folder[] = "/tmp/creditroll-XXXXXX";

static inline const char *path_of(const char *name)
{
    static char path[256];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return path;
}

static inline struct cr_take_start start_of(const char *text)
{
    return (struct cr_take_start){
        .player = CR_PLAYER_PERSON,
        .pattern = text,
        .title = "A \"title\", \xC3\xA9",
        .from_bar = 1,
        .to_bar = 1,
        .loops = 4,
        .speed = {5, 6},
        .bpm = 100,
        .kit = "house",
        .output = "card",
        .input = "keyboard",
        .rate = 48000,
        .buffer = 128,
        .calibration = {.listening = CR_LISTENING_OWN,
                        .state = CR_OFFSET_MEASURED,
                        .offsets = {12.25, -3, 20.125},
                        .doubt_ms = 0.25,
                        .input_doubt_ms = 0.5}};
}

/* Plays `count` hits of the hat and one of a drum that is not written. */
static inline void play(struct cr_history_writer *writer, const char *text,
                        int count)
{
    const struct cr_take_start start = start_of(text);
    cr_history_begin(writer, &start);
    for (int i = 0; i < count; i++) {
        const struct cr_press press = {.at_ns = INT64_C(300000000) * i +
                                                i % 3 * 4000000,
                                       .velocity = (uint8_t)(i % 128),
                                       .doubt = (uint8_t)(i % CR_DOUBT_COUNT)};
        cr_history_hit(writer, (uint32_t)i, i % 7 == 6 ? "CR" : "HH", &press);
    }
}

static inline void close_writer(struct cr_history_writer *writer)
{
    struct cr_error error = {0};
    if (cr_history_writer_close(writer, &error))
        CHECK_FAIL("closing: %s", error.text);
}

static inline struct cr_history *open_history(const char *path, char *notice)
{
    struct cr_history *history = NULL;
    struct cr_error error = {0};
    if (cr_history_open(&history, path, notice, &error))
        CHECK_FAIL("opening: %s", error.text);
    return history;
}

static inline uint32_t count_takes(const char *path)
{
    struct cr_take_row rows[200];
    char notice[400];
    struct cr_error error = {0};
    uint32_t count = 0;
    struct cr_history *history = open_history(path, notice);
    CHECK(!cr_history_list(history, rows, 200, &count, &error));
    cr_history_close(history);
    return count;
}

/* Runs tests in a folder of their own, and in a process of their own: what was
 * begun there and is not waited for has ended before the folder is removed.
 */
#define CR_RUN_IN_FOLDER(tests)                                                \
    do {                                                                       \
        char command_[80];                                                     \
        int left_ = 0;                                                         \
        if (!mkdtemp(folder))                                                  \
            return 1;                                                          \
        const pid_t child_ = fork();                                           \
        if (child_ == 0)                                                       \
            return cmocka_run_group_tests(tests, NULL, NULL);                  \
        if (child_ < 0 || waitpid(child_, &left_, 0) != child_)                \
            return 1;                                                          \
        snprintf(command_, sizeof(command_), "rm -r '%s'", folder);            \
        return system(command_) != 0 || left_ != 0;                            \
    } while (0)

#endif
