/* cli.h - what the commands share: exit codes, options, patterns from files.
 *
 * Results go to standard output, messages to standard error. Numbers are
 * written in the C locale.
 */
#ifndef CR_APP_CLI_CLI_H
#define CR_APP_CLI_CLI_H

#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>

#include "app/settings.h"
#include "patterns/pattern.h"
#include "patterns/text_buffer.h"
#include "patterns/timeline.h"

enum cr_exit {
    CR_EXIT_OK = 0,
    CR_EXIT_INPUT = 1,   /* the input is bad */
    CR_EXIT_USAGE = 2,   /* the command line is wrong */
    CR_EXIT_MACHINE = 3, /* this machine cannot do it */
    CR_EXIT_INTERRUPTED = 130,
};

enum cr_format { CR_FORMAT_TEXT, CR_FORMAT_JSON, CR_FORMAT_CSV };

struct cr_command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
};

int cr_cli_check(int argc, char **argv);
int cr_cli_fmt(int argc, char **argv);
int cr_cli_events(int argc, char **argv);
int cr_cli_render(int argc, char **argv);
int cr_cli_picture(int argc, char **argv);
int cr_cli_score(int argc, char **argv);
int cr_cli_simulate(int argc, char **argv);
int cr_cli_practice(int argc, char **argv);
int cr_cli_history(int argc, char **argv);
int cr_cli_replay(int argc, char **argv);
int cr_cli_rescore(int argc, char **argv);
int cr_cli_keys(int argc, char **argv);
int cr_cli_kits(int argc, char **argv);
int cr_cli_lessons(int argc, char **argv);
int cr_cli_metronome(int argc, char **argv);
int cr_cli_devices(int argc, char **argv);
int cr_cli_calibrate(int argc, char **argv);
int cr_cli_doctor(int argc, char **argv);
int cr_cli_demo(int argc, char **argv);

/* The course that ships, and how the person stands in it; an exit code. */
struct cr_course;
int cr_cli_course(struct cr_course *course, bool *has_played);

/* The window on a file, or the demonstration where there is no display. */
int cr_cli_window(int argc, char **argv);

/* Reads a pattern and prints what is wrong with it; an exit code. `name` gets
 * a title to show: the pattern's, or the file's name. */
int cr_cli_pattern(const char *path, struct cr_pattern *pattern);

/* Its two halves: a text, which the caller frees, and the pattern that it is. */
int cr_cli_text(const char *path, char **text, size_t *size);
int cr_cli_pattern_of(const char *path, const char *text, size_t size,
                      struct cr_pattern *pattern);

/* The same, and its text, which the caller frees. */
int cr_cli_pattern_text(const char *path, struct cr_pattern *pattern,
                        char **text);

/* Prints diagnostics as text, with the line and a caret. */
void cr_cli_print_found(const char *path, const char *text, size_t size,
                        const struct cr_diagnostics *found);

/* Prints `error` as "creditroll: ..." and gives the exit code for `status`. */
int cr_cli_fail(enum cr_status status, const struct cr_error *error);
/* The person's settings; a file that is wrong is said, and all is as it ships. */
void cr_cli_settings(struct cr_settings *settings);

/* Prints the parts of a help, up to a NULL. */
void cr_cli_help(const char *const *parts);

/* Says that the command line is wrong, in which way, and where the help is. */
int cr_cli_usage(const char *command, const char *format, ...) CR_PRINTF(2, 3);

/* Option values; they complain and return false if the value is bad. */
bool cr_cli_whole(const char *option, const char *text, long low, long high,
                  long *value);
bool cr_cli_number(const char *option, const char *text, double low,
                   double high, double *value);
bool cr_cli_decimal(const char *option, const char *text,
                    struct cr_fraction *value);
bool cr_cli_format(const char *text, enum cr_format *format);

/* Opens the history at `file`, NULL: the person's own, and says what there is to say
 * of it; an exit code. */
struct cr_history;
int cr_cli_open_history(struct cr_history **history, const char *file);

/* Prints a buffer to standard output and frees it; an exit code. */
int cr_cli_print(struct cr_text_buffer *out);

#endif
