/* Finds the command and runs it. */
#include <stdio.h>
#include <string.h>

#include "app/cli/cli.h"
#include "app/files.h"

static const struct cr_command commands[] = {
    {"check", cr_cli_check, "report every mistake in pattern files"},
    {"fmt", cr_cli_fmt, "rewrite pattern files in the canonical layout"},
    {"events", cr_cli_events, "every onset of a pattern, exact"},
    {"render", cr_cli_render, "play a pattern into a sound file"},
    {"picture", cr_cli_picture, "draw the beat grid"},
    {"practice", cr_cli_practice, "a session: play, be judged"},
    {"metronome", cr_cli_metronome, "a click, and more than that"},
    {"lessons", cr_cli_lessons, "the course, and where you stand in it"},
    {"score", cr_cli_score, "judge recorded hits"},
    {"simulate", cr_cli_simulate, "write the hits of an imagined player"},
    {"history", cr_cli_history, "what you played, and how it went"},
    {"replay", cr_cli_replay, "a kept take as sound"},
    {"rescore", cr_cli_rescore, "judges a kept take again"},
    {"devices", cr_cli_devices, "sound devices, and which is used"},
    {"calibrate", cr_cli_calibrate, "finds the delays of your devices"},
    {"doctor", cr_cli_doctor, "how well sound and clocks work here"},
    {"keys", cr_cli_keys, "every key of every screen"},
    {"kits", cr_cli_kits, "drum kits and what is in them"},
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

static void print_help(void)
{
    puts("creditroll - drum practice: patterns to play to, timing to trust\n\n"
         "usage: creditroll [FILE]            the window; on a pattern\n"
         "       creditroll COMMAND ...       see 'creditroll COMMAND "
         "--help'\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  %-10s %s\n", commands[i].name, commands[i].summary);
}

int main(int argc, char **argv)
{
    if (argc > 1 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
        print_help();
        return CR_EXIT_OK;
    }
    if (argc > 1 && !strcmp(argv[1], "--version")) {
        puts("creditroll " CR_VERSION);
        return CR_EXIT_OK;
    }
    for (size_t i = 0; argc > 1 && i < COMMAND_COUNT; i++) {
        if (strcmp(argv[1], commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    }
    if (argc == 1)
        return cr_cli_window(0, NULL);
    if (argc == 2 && cr_file_exists(argv[1]))
        return cr_cli_window(1, argv + 1);
    fprintf(stderr,
            "creditroll: there is no command or file '%s'; "
            "'creditroll --help' lists the commands\n",
            argv[1]);
    return CR_EXIT_USAGE;
}
