/* creditroll calibrate: the delays of this machine's devices. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/device_options.h"
#include "app/known_devices.h"
#include "app/loop_run.h"
#include "app/window/window_module.h"
#include "patterns/words.h"

static const char *const help[] = {
    N_("usage: creditroll calibrate [options]\n"
       "Finds, keeps and shows the delays of your devices. Without options: "
       "tap\n"
       "along with a click, in a window.\n"
       "      --loopback      plays clicks and records them, by a cable from "
       "the\n"
       "                      output to an input, or a microphone in front of "
       "the\n"
       "                      speaker; nobody has to play\n"
       "      --key-sound     finds the delay of the keys, by a microphone "
       "beside "
       "them\n"
       "      --repeat N      measures N times and compares (2)\n"
       "      --listen WHO    'program': your drums sound from this program;\n"
       "                      'own': they sound by themselves\n"
       "      --output MS     the delay of the output, typed: 0 if unsure\n"
       "      --keys MS       the delay of the keys\n"
       "      --display MS    the delay of the picture\n"
       "      --show          what is known\n"
       "      --forget        forgets the device\n"
       "      --input NAME    what records\n"),
    CR_DEVICE_HELP,
    N_("  -f, --format F      text (default) or json\n"
       "  -h, --help          this text\n"),
    NULL};

/* Two measurements of one device differ by less. */
#define MOST_APART_MS 1.0

struct calibrate {
    struct cr_device_wish wish;
    bool is_loopback, is_key_sound, is_forgetting, is_showing;
    bool has_output, has_keys, has_display, has_listening;
    struct cr_offsets typed;
    enum cr_listening listening;
    long repeat;
    enum cr_format format;
    struct cr_settings settings;
};

static volatile sig_atomic_t is_interrupted;

static void interrupt(int signal)
{
    (void)signal;
    is_interrupted = 1;
}

static void add_known(struct cr_text_buffer *out,
                      const struct cr_known_device *known)
{
    const struct cr_calibration *c = &known->calibration;
    cr_text_say(out, _("%s at %u Hz"), _(known->key.output), known->key.rate);
    if (known->key.frames)
        cr_text_say(out, _(" in blocks of %u"), known->key.frames);
    cr_text_addf(out, ", %s: %s", known->key.input, _(cr_calibration_word(c)));
    if (c->state != CR_OFFSET_UNKNOWN)
        cr_text_say(out, _("; output %+.2f ms"), c->offsets.output_ms);
    if (c->state != CR_OFFSET_UNKNOWN && c->doubt_ms > 0)
        cr_text_say(out, _(", give or take %.2f (%s)"), c->doubt_ms,
                    _(cr_offset_state_word(c->state)));
    if (c->offsets.input_ms != 0)
        cr_text_say(out, _(", keys %+.2f ms"), c->offsets.input_ms);
    if (c->input_doubt_ms > 0)
        cr_text_say(out, _(", give or take %.2f"), c->input_doubt_ms);
    if (c->offsets.display_ms != 0)
        cr_text_say(out, _(", picture %+.2f ms"), c->offsets.display_ms);
    cr_text_addf(out, "\n");
}

static int show(const struct calibrate *c)
{
    struct cr_known_devices list;
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    const enum cr_status status = cr_known_devices_load(&list, &error);
    if (status)
        return cr_cli_fail(status, &error);
    if (c->format == CR_FORMAT_JSON)
        cr_known_devices_write(&list, &out);
    for (uint32_t i = 0; c->format == CR_FORMAT_TEXT && i < list.count; i++)
        add_known(&out, &list.items[i]);
    if (c->format == CR_FORMAT_TEXT && !list.count)
        cr_text_say(&out, _("Nothing is known yet of any device.\n"));
    cr_known_devices_destroy(&list);
    return cr_cli_print(&out);
}

/* What is known of the device that is asked for; it is opened for its name. */
static enum cr_status find_device(const struct calibrate *c,
                                  struct cr_known_device *known,
                                  struct cr_error *error)
{
    struct cr_device *device = NULL;
    struct cr_device_key key;
    enum cr_status status =
        cr_device_open(&device, &c->wish, NULL, NULL, error);
    if (status)
        return status;
    cr_device_key(device, &key);
    cr_device_close(device);
    return cr_known_device_find(&key, known, error);
}

/* What was typed, or that nothing is known any more. */
static int type_in(const struct calibrate *c)
{
    struct cr_known_device known;
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    enum cr_status status = find_device(c, &known, &error);
    struct cr_calibration *own = &known.calibration;
    if (status)
        return cr_cli_fail(status, &error);
    if (c->is_forgetting)
        *own = (struct cr_calibration){0};
    if (c->has_listening)
        own->listening = c->listening;
    if (c->has_display)
        own->offsets.display_ms = c->typed.display_ms;
    if (c->has_keys)
        cr_calibration_set_input(own, c->typed.input_ms, 0);
    if (c->has_output)
        own->offsets.output_ms = c->typed.output_ms;
    if (c->has_output || c->has_keys) {
        own->state = CR_OFFSET_TYPED;
        own->doubt_ms = 0;
    }
    status = cr_known_device_keep(&known, &error);
    if (status)
        return cr_cli_fail(status, &error);
    if (c->format == CR_FORMAT_TEXT)
        add_known(&out, &known);
    return cr_cli_print(&out);
}

static void report_text(struct cr_text_buffer *out,
                        const struct cr_loop_run *run)
{
    const struct cr_loopback *loop = &run->loop;
    cr_text_say(
        out,
        _("Round trip     %.3f ms, spread %.3f ms, from %d of %d clicks "
          "(%s to %s)\n"),
        loop->delay_ms, loop->spread_ms, loop->found, CR_LOOPBACK_CLICKS,
        run->key.output, run->recorded_from);
    if (run->claimed_ms > 0)
        cr_text_say(out, _("The device says %.3f ms: %+.3f ms are missing\n"),
                    run->claimed_ms, cr_loop_run_offset_ms(run));
    else
        cr_text_say(out, _("The device does not say what it should be\n"));
}

static void report_json(struct cr_text_buffer *out,
                        const struct cr_loop_run *run, const char *reason)
{
    const struct cr_loopback *loop = &run->loop;
    cr_text_addf(out, "{\"schema\": 1, \"output\": ");
    cr_text_add_json(out, run->key.output);
    cr_text_addf(out, ", \"input\": ");
    cr_text_add_json(out, run->recorded_from);
    cr_text_addf(
        out,
        ", \"rate\": %u,\n \"round_trip_ms\": %.4f, \"spread_ms\": "
        "%.4f, \"claimed_ms\": %.4f, \"offset_ms\": %.4f,\n"
        " \"clicks\": %d, \"found\": %d, \"underflows\": %llu, "
        "\"trusted\": %s, \"reason\": ",
        run->key.rate, loop->delay_ms, loop->spread_ms, run->claimed_ms,
        cr_loop_run_offset_ms(run), CR_LOOPBACK_CLICKS, loop->found,
        (unsigned long long)run->underflows, reason ? "false" : "true");
    cr_text_add_json(out, reason ? reason : "");
    cr_text_addf(out, "}\n");
}

/* Measures as often as asked: NULL, or why it cannot be trusted. `*apart_ms` is
 * how far the measurements lie apart. */
static enum cr_status measure(const struct calibrate *c,
                              struct cr_loop_run *run, const char **reason,
                              double *apart_ms, struct cr_error *error)
{
    double low = HUGE_VAL, high = -HUGE_VAL;
    *reason = NULL;
    for (long i = 0; i < c->repeat && !*reason; i++) {
        const enum cr_status status =
            cr_loop_run(run, &c->wish, &is_interrupted, error);
        if (status)
            return status;
        *reason = run->loop.reason;
        low = fmin(low, cr_loop_run_offset_ms(run));
        high = fmax(high, cr_loop_run_offset_ms(run));
    }
    *apart_ms = high - low;
    if (!*reason && *apart_ms > MOST_APART_MS)
        *reason = _("the delay differs each time that the device starts");
    return CR_OK;
}

static enum cr_status keep(const struct cr_loop_run *run, double apart_ms,
                           struct cr_known_device *known,
                           struct cr_error *error)
{
    const enum cr_status status = cr_known_device_find(&run->key, known, error);
    struct cr_calibration *own = &known->calibration;
    if (status)
        return status;
    own->state = CR_OFFSET_MEASURED;
    own->offsets.output_ms = cr_loop_run_offset_ms(run);
    own->doubt_ms = fmax(fmax(run->loop.spread_ms, apart_ms), 0.01);
    return cr_known_device_keep(known, error);
}

static int loopback(const struct calibrate *c)
{
    struct cr_loop_run *run = calloc(1, sizeof(*run));
    struct cr_known_device known;
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    const char *reason = NULL;
    double apart_ms = 0;
    if (!run)
        return cr_cli_fail(CR_ERR_MEMORY, NULL);
    fputs(_("Playing clicks. Keep quiet for a moment.\n"), stderr);
    enum cr_status status = measure(c, run, &reason, &apart_ms, &error);
    if (!status && !reason)
        status = keep(run, apart_ms, &known, &error);
    if (!status && c->format == CR_FORMAT_JSON)
        report_json(&out, run, reason);
    else if (!status && !reason) {
        report_text(&out, run);
        cr_text_say(&out, _("Kept. "));
        add_known(&out, &known);
    }
    free(run);
    if (status)
        return cr_cli_fail(status, &error);
    if (reason)
        fprintf(
            stderr,
            _("creditroll: nothing was changed: %s. Turn the volume up, move "
              "the microphone nearer, or use a cable\n"),
            reason);
    const int code = cr_cli_print(&out);
    return reason ? CR_EXIT_MACHINE : code;
}

/* By taps, or by the keys' own sound. */
static int ask_person(const struct calibrate *c)
{
    struct cr_error error = {0};
    if (!cr_window_is_possible())
        return cr_cli_usage("calibrate",
                            "this needs a window, and there is no display; "
                            "--loopback does without");
    const struct cr_window_module *window = cr_window_load(&error);
    return window ? window->calibrate(&c->wish, c->is_key_sound, &c->settings)
                  : cr_cli_fail(CR_ERR_DEVICE, &error);
}

static bool read_ms(const char *option, const char *text, bool *has,
                    double *value)
{
    *has = true;
    return cr_cli_number(option, text, -2000, 2000, value);
}

static bool read_listening(struct calibrate *c, const char *word)
{
    c->has_listening = true;
    if (cr_listening_of(word, &c->listening))
        return true;
    fprintf(stderr, _("creditroll: --listen is 'program' or 'own', not '%s'\n"),
            word);
    return false;
}

static bool read_option(struct calibrate *c, int choice, const char *value)
{
    bool is_good = true;
    switch (choice) {
    case 'l': c->is_loopback = true; break;
    case 'm': c->is_key_sound = true; break;
    case 'n': return cr_cli_whole("--repeat", value, 1, 100, &c->repeat);
    case 'w': return read_listening(c, value);
    case 'o':
        return read_ms("--output", value, &c->has_output, &c->typed.output_ms);
    case 'k': return read_ms("--keys", value, &c->has_keys, &c->typed.input_ms);
    case 'p':
        return read_ms("--display", value, &c->has_display,
                       &c->typed.display_ms);
    case 's': c->is_showing = true; break;
    case 'x': c->is_forgetting = true; break;
    case 'i': c->wish.input = value; break;
    case 'f': return cr_cli_format(value, &c->format);
    default:
        return cr_device_option(&c->wish, choice, value, &is_good) && is_good;
    }
    return true;
}

int cr_cli_calibrate(int argc, char **argv)
{
    static const struct option longs[] = {
        {"loopback", no_argument, NULL, 'l'},
        {"key-sound", no_argument, NULL, 'm'},
        {"repeat", required_argument, NULL, 'n'},
        {"listen", required_argument, NULL, 'w'},
        {"output", required_argument, NULL, 'o'},
        {"keys", required_argument, NULL, 'k'},
        {"display", required_argument, NULL, 'p'},
        {"show", no_argument, NULL, 's'},
        {"forget", no_argument, NULL, 'x'},
        CR_DEVICE_LONGS,
        {"input", required_argument, NULL, 'i'},
        {"format", required_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    struct calibrate c = {.repeat = 2};
    int choice;
    while ((choice = getopt_long(argc, argv, "f:h", longs, NULL)) != -1) {
        if (choice == 'h') {
            cr_cli_help(help);
            return CR_EXIT_OK;
        }
        if (!read_option(&c, choice, optarg))
            return cr_cli_usage("calibrate", "the command line is wrong");
    }
    const bool is_typed = c.has_output || c.has_keys || c.has_display ||
                          c.has_listening || c.is_forgetting;
    if (optind != argc || c.format == CR_FORMAT_CSV ||
        c.is_loopback + c.is_key_sound + c.is_showing + is_typed > 1)
        return cr_cli_usage("calibrate", "calibrate takes no file, no csv, and "
                                         "one thing at a time");
    cr_cli_settings(&c.settings);
    cr_device_settle(&c.wish, &c.settings);
    const struct sigaction action = {.sa_handler = interrupt};
    sigaction(SIGINT, &action, NULL);
    return c.is_loopback  ? loopback(&c)
           : c.is_showing ? show(&c)
           : is_typed     ? type_in(&c)
                          : ask_person(&c);
}
