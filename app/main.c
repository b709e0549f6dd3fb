/* Finds the command and runs it. */
#include <stdio.h>
#include <string.h>

#include "app/cli/cli.h"
#include "app/files.h"
#include "app/language.h"
#include "app/settings.h"
#include "app/side_task.h"
#include "audio/device.h"
#include "patterns/words.h"

static const struct cr_command commands[] = {
    {"check", cr_cli_check, N_("report every mistake in pattern files")},
    {"fmt", cr_cli_fmt, N_("rewrite pattern files in the canonical layout")},
    {"events", cr_cli_events, N_("every onset of a pattern, exact")},
    {"render", cr_cli_render, N_("play a pattern into a sound file")},
    {"picture", cr_cli_picture, N_("draw the beat grid")},
    {"practice", cr_cli_practice, N_("a session: play, be judged")},
    {"metronome", cr_cli_metronome, N_("a click, and more than that")},
    {"lessons", cr_cli_lessons, N_("the course, and where you stand in it")},
    {"score", cr_cli_score, N_("judge recorded hits")},
    {"simulate", cr_cli_simulate, N_("write the hits of an imagined player")},
    {"history", cr_cli_history, N_("what you played, and how it went")},
    {"replay", cr_cli_replay, N_("a kept take as sound")},
    {"rescore", cr_cli_rescore, N_("judges a kept take again")},
    {"devices", cr_cli_devices, N_("sound devices, and which is used")},
    {"calibrate", cr_cli_calibrate, N_("finds the delays of your devices")},
    {"doctor", cr_cli_doctor, N_("how well sound and clocks work here")},
    {"keys", cr_cli_keys, N_("every key of every screen")},
    {"kits", cr_cli_kits, N_("drum kits and what is in them")},
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

static void print_help(void)
{
    puts(
        _("creditroll - drum practice: patterns to play to, timing to trust\n\n"
          "usage: creditroll [FILE]            the window; on a pattern\n"
          "       creditroll COMMAND ...       see 'creditroll COMMAND "
          "--help'\n"));
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  %-10s %s\n", commands[i].name, _(commands[i].summary));
}

/* A bad file of settings is told of where it matters, in the system's language. */
static void choose_language(void)
{
    struct cr_settings settings;
    struct cr_error error;
    if (cr_settings_load(&settings, &error))
        cr_settings_init(&settings);
    cr_language_set(cr_settings_language(&settings));
}

static int run(int argc, char **argv)
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
            _("creditroll: there is no command or file '%s'; "
              "'creditroll --help' lists the commands\n"),
            argv[1]);
    return CR_EXIT_USAGE;
}

int main(int argc, char **argv)
{
    choose_language();
    int code = run(argc, argv);
    const char *not_written = cr_side_tasks_finish();
    if (not_written) {
        fprintf(stderr, _("creditroll: %s\n"), not_written);
        code = code ? code : CR_EXIT_MACHINE;
    }
    cr_device_rest();
    return code;
}
