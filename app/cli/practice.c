/* creditroll practice FILE */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/device_options.h"
#include "app/cli/practice_options.h"
#include "app/window/window_module.h"
#include "patterns/words.h"

static const char *const help[] = {
    N_("usage: creditroll practice [options] FILE\n"
       "A session: the pattern sounds, hits are judged, the result is "
       "printed.\n"
       "In a window, if there is a display and nobody else plays.\n"
       "      --headless      without a window\n"
       "      --player P      who plays: mean=-8,sd=12,miss=2,extra=1,seed=1\n"
       "      --hits HITS     or recorded hits, as for score; '-': stdin\n"
       "      --realtime      in real time, through the sound "
       "device\n"),
    CR_DEVICE_HELP,
    N_("  -k, --kit KIT       a kit's name or folder (house)\n"
       "      --no-click      without the metronome\n"
       "      --verbose       with the sound system's own messages\n"
       "      --save-hits F   writes the hits as they were played\n"
       "      --save-heard F  with --realtime, writes when each note was heard "
       "by\n"
       "                      the clock: frames from the start, nanoseconds\n"
       "      --no-history    the take is not kept\n"
       "      --roll W        when the credits roll: behind long takes (of two "
       "minutes),\n"
       "                      the first one of a day, always, never\n"
       "      --reduced-motion  less moves in the window\n"
       "      --visual-click  the click is seen at the sides of the window\n"
       "  -f, --format F      text (default) or json\n"),
    CR_SESSION_HELP,
    N_("  -h, --help          this text\n"),
    NULL};

/* Without a window. */
static int run_pattern(const struct cr_practice_options *p, const char *path,
                       const char *text, size_t size)
{
    struct cr_pattern pattern = {0};
    struct cr_text_buffer out = {0};
    int code = cr_cli_pattern_of(path, text, size, &pattern);
    struct cr_session session = {0};
    if (!code)
        code = cr_session_of(&p->session, &pattern, 1, &session);
    const struct cr_headless_piece piece = {
        .path = path, .text = text, .pattern = &pattern, .session = &session};
    if (!code)
        code = cr_headless_play(&p->who, &piece, &out, NULL);
    const int printed = out.size ? cr_cli_print(&out) : CR_EXIT_OK;
    cr_pattern_deinit(&pattern);
    return code ? code : printed;
}

/* A pattern, or a programme of them. What is heard is heard as in the window. */
static int run(struct cr_practice_options *p, const char *path)
{
    struct cr_settings settings;
    char *text = NULL;
    size_t size = 0;
    int code = cr_cli_text(path, &text, &size);
    if (p->who.is_real_time) {
        cr_cli_settings(&settings);
        cr_device_settle(&p->who.wish, &settings);
        if (!p->who.kit)
            p->who.kit = settings.values[CR_SET_KIT];
    }
    if (!code && !cr_programme_is(text, size))
        code = run_pattern(p, path, text, size);
    else if (!code && !p->who.has_player)
        code = cr_cli_usage("practice", "a programme without a window needs a "
                                        "--player");
    else if (!code)
        code = cr_headless_programme(&p->who, path, text, size);
    free(text);
    return !code && cr_headless_is_interrupted() ? CR_EXIT_INTERRUPTED : code;
}

/* Ears alone need no display, if SDL is told so. */
static bool needs_no_display(const struct cr_session *session)
{
    const char *driver = getenv("SDL_VIDEODRIVER");
    return session->pans_strokes && driver && strcmp(driver, "dummy") == 0;
}

static int open_window(struct cr_practice_options *p, const char *path)
{
    struct cr_error error = {0};
    const struct cr_window_module *window = cr_window_load(&error);
    return window ? window->practice(p, path)
                  : cr_cli_fail(CR_ERR_DEVICE, &error);
}

static bool read_roll(const char *text, enum cr_roll_when *roll)
{
    static const char *const words[] = {"long", "day", "always", "never"};
    for (int i = 0; i < 4; i++) {
        if (strcmp(text, words[i]) == 0) {
            *roll = (enum cr_roll_when)i;
            return true;
        }
    }
    fprintf(stderr, _("creditroll: --roll takes long, day, always or never\n"));
    return false;
}

static bool read_player(struct cr_practice_options *p, const char *text)
{
    struct cr_error error = {0};
    p->who.has_player = true;
    if (!cr_player_parse(&p->who.player, text, &error))
        return true;
    fprintf(stderr, _("creditroll: %s\n"), error.text);
    return false;
}

int cr_cli_practice(int argc, char **argv)
{
    enum {
        HEADLESS = 500,
        PLAYER,
        HITS,
        REALTIME,
        NO_CLICK,
        VERBOSE,
        SAVE,
        SAVE_HEARD,
        NO_HISTORY,
        ROLL,
        CALM,
        VISUAL
    };
    static const struct option longs[] = {
        {"headless", no_argument, NULL, HEADLESS},
        {"player", required_argument, NULL, PLAYER},
        {"hits", required_argument, NULL, HITS},
        {"realtime", no_argument, NULL, REALTIME},
        CR_DEVICE_LONGS,
        {"kit", required_argument, NULL, 'k'},
        {"no-click", no_argument, NULL, NO_CLICK},
        {"verbose", no_argument, NULL, VERBOSE},
        {"save-hits", required_argument, NULL, SAVE},
        {"save-heard", required_argument, NULL, SAVE_HEARD},
        {"no-history", no_argument, NULL, NO_HISTORY},
        {"roll", required_argument, NULL, ROLL},
        {"reduced-motion", no_argument, NULL, CALM},
        {"visual-click", no_argument, NULL, VISUAL},
        {"format", required_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'},
        CR_SESSION_LONGS,
        {NULL, 0, NULL, 0}};
    struct cr_practice_options p = {0};
    bool is_headless = false;
    int choice;
    while ((choice = getopt_long(argc, argv, "k:f:h", longs, NULL)) != -1) {
        bool is_good = true;
        switch (choice) {
        case HEADLESS: is_headless = true; break;
        case PLAYER: is_good = read_player(&p, optarg); break;
        case HITS: p.who.hits = optarg; break;
        case REALTIME: p.who.is_real_time = true; break;
        case 'k': p.who.kit = optarg; break;
        case NO_CLICK: p.who.no_click = true; break;
        case VERBOSE: p.who.wish.is_verbose = true; break;
        case SAVE: p.who.save_hits = optarg; break;
        case SAVE_HEARD: p.who.save_heard = optarg; break;
        case NO_HISTORY: p.who.no_history = true; break;
        case ROLL: is_good = p.has_roll = read_roll(optarg, &p.roll); break;
        case CALM: p.is_calm = true; break;
        case VISUAL: p.has_visual_click = true; break;
        case 'f': is_good = cr_cli_format(optarg, &p.who.format); break;
        case 'h': cr_cli_help(help); return CR_EXIT_OK;
        default:
            is_good =
                (cr_session_option(&p.session, choice, optarg, &is_good) ||
                 cr_device_option(&p.who.wish, choice, optarg, &is_good)) &&
                is_good;
        }
        if (!is_good)
            return cr_cli_usage("practice", "the command line is wrong");
    }
    if (optind == argc - 1 && !p.who.hits && !p.who.has_player &&
        !is_headless &&
        (cr_window_is_possible() || needs_no_display(&p.session.session)))
        return open_window(&p, argv[optind]);
    if (optind != argc - 1 || (p.who.hits && p.who.has_player) ||
        (!p.who.hits && !p.who.has_player))
        return cr_cli_usage("practice", "practice without a window needs one "
                                        "FILE, and --player or --hits");
    cr_headless_watch_interrupt();
    return run(&p, argv[optind]);
}
