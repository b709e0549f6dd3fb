/* creditroll metronome [BPM] [METER] */
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/device_options.h"
#include "app/cli/headless.h"
#include "app/cli/realtime.h"
#include "app/cli/session_options.h"
#include "app/files.h"
#include "app/history/writer.h"
#include "app/metronome_presets.h"
#include "app/live.h"
#include "app/window/window_module.h"
#include "patterns/words.h"

static const char *const help[] = {
    N_("usage: creditroll metronome [options] [BPM] [METER]\n"
       "A metronome, 120 bpm in 4/4: in a window, if there is a display.\n"
       "  -l, --levels L      of each beat: 0 silent, 1 soft, 2, 3 accent: "
       "3222\n"
       "  -u, --under N       clicks a beat, and their levels: 4, or 4:3121\n"
       "  -s, --swing P       of each two of them: 50 to 80 %\n"
       "      --shift N       all clicks so many of them later\n"
       "  -a, --against N     N strokes across the bar as well\n"
       "  -c, --cycle X       a lane of its own length across the bars: x--x-\n"
       "  -p, --preset N      begins with what is kept under 1 to 9\n"
       "  -o, --output FILE   writes it as a pattern, FILE.beat, and does not "
       "play\n"
       "      --headless      without a window, for an hour or as said "
       "below\n"),
    CR_DEVICE_HELP,
    N_("  -k, --kit KIT       a kit's name or folder "
       "(house)\n"),
    CR_SESSION_HELP,
    N_("  -h, --help          this text\n"),
    NULL};

struct options {
    struct cr_metronome metronome;
    struct cr_session_options session;
    struct cr_device_wish device;
    const char *kit, *output;
    bool is_headless;
    struct cr_settings settings;
};

/* Levels belong to a meter, which comes behind them. */
struct later {
    const char *levels, *under, *swing, *against, *cycle, *shift;
};

static bool set(struct options *o, const char *name, const char *value)
{
    struct cr_error error = {0};
    if (!value || !cr_metronome_set(&o->metronome, name, value, &error))
        return true;
    fprintf(stderr, _("creditroll: %s\n"), error.text);
    return false;
}

static bool set_all(struct options *o, const struct later *later,
                    char **arguments, int count)
{
    return set(o, "bpm", count > 0 ? arguments[0] : NULL) &&
           set(o, "meter", count > 1 ? arguments[1] : NULL) &&
           set(o, "levels", later->levels) && set(o, "under", later->under) &&
           set(o, "swing", later->swing) && set(o, "against", later->against) &&
           set(o, "cycle", later->cycle) && set(o, "shift", later->shift);
}

static bool use_preset(struct options *o, const char *number)
{
    struct cr_error error = {0};
    long at;
    if (!cr_cli_whole("--preset", number, 1, CR_PRESETS, &at))
        return false;
    if (!cr_preset_find((uint32_t)at, &o->metronome, &error))
        return true;
    fprintf(stderr, _("creditroll: %s\n"), error.text);
    return false;
}

static int write(const struct options *o)
{
    struct cr_text_buffer text = {0};
    struct cr_diagnostics found = {0};
    struct cr_error error = {0};
    char *out = NULL;
    size_t size = 0;
    cr_metronome_write(&o->metronome, false, &text);
    enum cr_status status =
        text.is_broken
            ? CR_ERR_MEMORY
            : cr_pattern_format(text.text, text.size, &out, &size, &found);
    if (!status)
        status = cr_file_write(o->output, out, size, &error);
    free(out);
    free(text.text);
    cr_diagnostics_deinit(&found);
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}

/* Without a window, until it is over or interrupted. */
static int play(const struct options *o)
{
    struct cr_text_buffer text = {0};
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    struct cr_session_plan plan = {0};
    struct cr_timeline timeline = {0};
    struct cr_presses nobody = {0};
    struct cr_error error = {0};
    int64_t until_ns = INT64_MAX;
    cr_metronome_write(&o->metronome, false, &text);
    enum cr_status status =
        text.is_broken
            ? CR_ERR_MEMORY
            : cr_pattern_read(&pattern, text.text, text.size, &found);
    free(text.text);
    cr_diagnostics_deinit(&found);
    if (status)
        return cr_cli_fail(status, &error);
    struct cr_session session;
    int code = cr_session_of(&o->session, &pattern, 0, &session);
    if (!code && !session.loops && !cr_session_has_end(&session))
        session.minutes = 60;
    if (!code)
        code = cr_session_prepare(&session, &pattern, NULL, &nobody, &plan);
    if (!code)
        code = cr_session_lay_out(&plan, &pattern, 0, true, &timeline);
    if (!code) {
        const struct cr_realtime wanted = {.timeline = &timeline,
                                           .device = &o->device,
                                           .kit = o->kit,
                                           .has_click = true,
                                           .counts_aloud = session.counts_aloud,
                                           .human = &session.human,
                                           .muted = plan.muted,
                                           .is_interrupted =
                                               cr_headless_interrupt_flag()};
        status = cr_realtime_play(&wanted, &until_ns, &error);
        code = status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
    }
    cr_timeline_destroy(&timeline);
    cr_session_plan_destroy(&plan);
    cr_pattern_deinit(&pattern);
    return code;
}

static int open_window(const struct options *o)
{
    struct cr_error error = {0};
    const struct cr_live_wish wish = {
        .device = o->device, .kit = o->kit, .session = o->session.session};
    const struct cr_window_module *window = cr_window_load(&error);
    return window ? window->metronome(&o->metronome, &wish, &o->settings)
                  : cr_cli_fail(CR_ERR_DEVICE, &error);
}

int cr_cli_metronome(int argc, char **argv)
{
    enum { HEADLESS = 500, VERBOSE, SHIFT };
    static const struct option longs[] = {
        {"levels", required_argument, NULL, 'l'},
        {"under", required_argument, NULL, 'u'},
        {"swing", required_argument, NULL, 's'},
        {"against", required_argument, NULL, 'a'},
        {"cycle", required_argument, NULL, 'c'},
        {"shift", required_argument, NULL, SHIFT},
        {"preset", required_argument, NULL, 'p'},
        {"output", required_argument, NULL, 'o'},
        {"headless", no_argument, NULL, HEADLESS},
        {"kit", required_argument, NULL, 'k'},
        {"verbose", no_argument, NULL, VERBOSE},
        CR_DEVICE_LONGS,
        {"help", no_argument, NULL, 'h'},
        CR_SESSION_LONGS,
        {NULL, 0, NULL, 0}};
    struct options o = {0};
    struct later later = {0};
    int choice;
    cr_metronome_init(&o.metronome);
    while ((choice = getopt_long(argc, argv, "l:u:s:a:c:p:o:k:h", longs,
                                 NULL)) != -1) {
        bool is_good = true;
        switch (choice) {
        case 'l': later.levels = optarg; break;
        case 'u': later.under = optarg; break;
        case 's': later.swing = optarg; break;
        case 'a': later.against = optarg; break;
        case SHIFT: later.shift = optarg; break;
        case 'c': later.cycle = optarg; break;
        case 'p': is_good = use_preset(&o, optarg); break;
        case 'o': o.output = optarg; break;
        case HEADLESS: o.is_headless = true; break;
        case 'k': o.kit = optarg; break;
        case VERBOSE: o.device.is_verbose = true; break;
        case 'h': cr_cli_help(help); return CR_EXIT_OK;
        default:
            is_good =
                (cr_session_option(&o.session, choice, optarg, &is_good) ||
                 cr_device_option(&o.device, choice, optarg, &is_good)) &&
                is_good;
        }
        if (!is_good)
            return cr_cli_usage("metronome", "the command line is wrong");
    }
    if (argc - optind > 2 || !set_all(&o, &later, argv + optind, argc - optind))
        return cr_cli_usage("metronome", "a tempo and a meter, like 104 7/8");
    if (o.output)
        return write(&o);
    cr_cli_settings(&o.settings);
    cr_device_settle(&o.device, &o.settings);
    if (!o.kit)
        o.kit = o.settings.values[CR_SET_KIT];
    if (!o.is_headless && cr_window_is_possible())
        return open_window(&o);
    cr_headless_watch_interrupt();
    return play(&o);
}
