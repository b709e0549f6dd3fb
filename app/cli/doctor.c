/* creditroll doctor: what the clocks, the callback and the input do here. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/device_options.h"
#include "app/buffer_probe.h"
#include "app/device_clock.h"
#include "app/window/window_module.h"
#include "audio/rt/engine.h"
#include "patterns/words.h"

static const char *const help[] = {
    N_("usage: creditroll doctor [options]\n"
       "Plays ten seconds of silence and says how well sound and clocks work "
       "on\n"
       "this machine, and what to do if they do not.\n"
       "      --seconds N     1 to 600 (10)\n"
       "      --probe         finds the smallest block with which no sound is "
       "lost,\n"
       "                      and keeps it for this device; N seconds for "
       "each\n"),
    CR_DEVICE_HELP,
    N_("  -f, --format F      text (default) or json\n"
       "  -h, --help          this text\n"),
    NULL};

struct findings {
    char device[256], trouble[260]; /* why there is no sound, else empty */
    uint32_t rate, block_frames;
    double seconds;
    struct cr_device_stats stats;
    struct cr_clock_report clock;
    const char *input;
    double input_bound_ms;
};

static volatile sig_atomic_t is_interrupted;

static void interrupt(int signal)
{
    (void)signal;
    is_interrupted = 1;
}

static void render(void *context, float *out, uint32_t frames)
{
    cr_engine_render(context, out, frames);
}

static double period_ms(const struct findings *f)
{
    return 1000.0 * f->block_frames / f->rate;
}

static enum cr_status open_any(struct cr_device_wish *wish,
                               struct cr_device **device,
                               struct cr_engine *engine, struct findings *f,
                               struct cr_error *error)
{
    enum cr_status status = cr_device_open(device, wish, render, engine, error);
    if (status != CR_ERR_DEVICE)
        return status;
    snprintf(f->trouble, sizeof(f->trouble), "%s", error->text);
    wish->is_null = true;
    return cr_device_open(device, wish, render, engine, error);
}

static enum cr_status examine(struct cr_device_wish wish, double seconds,
                              struct findings *f, struct cr_error *error)
{
    struct cr_engine *engine = calloc(1, sizeof(*engine));
    struct cr_device *device = NULL;
    struct cr_device_findings found;
    struct cr_clock clock;
    if (!engine)
        return CR_ERR_MEMORY;
    enum cr_status status = open_any(&wish, &device, engine, f, error);
    if (!status) {
        f->rate = cr_device_rate(device);
        f->seconds = seconds;
        snprintf(f->device, sizeof(f->device), "%s", cr_device_name(device));
        cr_engine_init(engine, f->rate);
        cr_clock_init(&clock, f->rate);
        status = cr_device_start(device, 0, error);
    }
    if (!status) {
        cr_device_examine(&found, &clock, device, seconds, &is_interrupted);
        f->block_frames = found.block_frames;
        f->stats = found.stats;
        f->clock = cr_clock_report(&clock);
        f->clock.gaps = found.gaps;
    }
    cr_device_close(device);
    free(engine);
    const char *x11 = getenv("DISPLAY");
    const bool has_x11 = x11 && *x11;
    f->input = !cr_window_is_possible() ? _("none: there is no display")
               : has_x11 ? _("event watch, bounded by the X server's time")
                         : _("event watch");
    f->input_bound_ms = !cr_window_is_possible() ? 0 : has_x11 ? 1 : 17;
    return status;
}

/* What to do, one sentence each; nothing if all is well. */
static void advise(struct cr_text_buffer *out, const struct findings *f,
                   const char *start, const char *end)
{
    const double worst = (double)f->stats.longest_render_ns / 1e6;
    if (f->trouble[0])
        cr_text_say(out,
                    _("%sNo sound was heard: %s. Without it the silent "
                      "device keeps time.%s"),
                    start, f->trouble, end);
    if (!f->stats.callbacks)
        cr_text_say(out,
                    _("%sThe device asks for no sound at all: it hangs, or "
                      "is suspended.%s"),
                    start, end);
    if (f->stats.underflows || f->clock.gaps)
        cr_text_say(out,
                    _("%sSound was lost: take a larger buffer, --buffer %u.%s"),
                    start, f->block_frames * 2, end);
    if (worst > period_ms(f))
        cr_text_say(out,
                    _("%sA callback took longer than its block lasts: "
                      "close other programs, or take a larger buffer.%s"),
                    start, end);
    if (!f->stats.is_realtime)
        cr_text_say(
            out,
            _("%sNo real-time priority: put '@audio - rtprio 95' into "
              "/etc/security/limits.d/audio.conf and your user into the "
              "group audio, then log in again.%s"),
            start, end);
    if (f->clock.way_change_ms != 0)
        cr_text_say(out,
                    _("%sThe device's own delay changed by %+.1f ms meanwhile: "
                      "was something plugged in?%s"),
                    start, f->clock.way_change_ms, end);
    if (f->clock.residual_ms > 1)
        cr_text_say(out,
                    _("%sThe clock of this device is rough: hits are "
                      "placed to about %.1f ms.%s"),
                    start, f->clock.residual_ms, end);
}

static void report_text(struct cr_text_buffer *out, const struct findings *f)
{
    const struct cr_device_stats *s = &f->stats;
    const double period = period_ms(f), p99 = (double)s->render_p99_ns / 1e6;
    char drift[48] = "";
    if (f->clock.has_drift)
        cr_say(drift, sizeof(drift), _(", the device runs %+.0f ppm"),
               f->clock.drift_ppm);
    cr_text_say(out, _("Device         %s, %u Hz\n"), f->device, f->rate);
    cr_text_say(out,
                _("Callbacks      %llu of %u frames, one each %.2f ms; the "
                  "longest wait %.2f ms\n"),
                (unsigned long long)s->callbacks, f->block_frames, period,
                (double)s->longest_gap_ns / 1e6);
    cr_text_say(out,
                _("Lost sound     %llu underflows, %u gaps by the clock\n"),
                (unsigned long long)s->underflows, f->clock.gaps);
    cr_text_say(out,
                _("Load           half %.3f ms, 99 %% %.3f ms, worst %.3f ms: "
                  "%.1f %% of a period at 99 %%\n"),
                (double)s->render_p50_ns / 1e6, p99,
                (double)s->longest_render_ns / 1e6,
                period > 0 ? 100 * p99 / period : 0);
    cr_text_say(out, _("Clock          by %s; steady to %.3f ms%s\n"),
                f->clock.source == CR_CLOCK_HEARD
                    ? _("the device's own times")
                    : _("the callbacks: its own times are not to be trusted"),
                f->clock.residual_ms, drift);
    cr_text_say(out, _("Priority       %s\n"),
                s->is_realtime ? _("real-time") : _("ordinary"));
    cr_text_say(out, _("Key stamps     %s"), f->input);
    if (f->input_bound_ms > 0)
        cr_text_say(out, _("; at most %.0f ms"), f->input_bound_ms);
    cr_text_addf(out, "\n");
    const size_t before = out->size;
    advise(out, f, "\n", "\n");
    if (out->size == before)
        cr_text_say(out, _("\nAll is well.\n"));
}

static void report_json(struct cr_text_buffer *out, const struct findings *f)
{
    const struct cr_device_stats *s = &f->stats;
    struct cr_text_buffer advice = {0};
    char drift[32] = "null";
    if (f->clock.has_drift)
        snprintf(drift, sizeof(drift), "%.1f", f->clock.drift_ppm);
    cr_text_addf(out, "{\"schema\": 1, \"device\": ");
    cr_text_add_json(out, f->device);
    cr_text_addf(out,
                 ", \"rate\": %u, \"block_frames\": %u, \"seconds\": %.0f,\n"
                 " \"callbacks\": %llu, \"longest_gap_ms\": %.4f, "
                 "\"underflows\": %llu, \"gaps\": %u,\n"
                 " \"load_ms\": {\"p50\": %.4f, \"p99\": %.4f, \"worst\": "
                 "%.4f, \"period\": %.4f},\n",
                 f->rate, f->block_frames, f->seconds,
                 (unsigned long long)s->callbacks,
                 (double)s->longest_gap_ns / 1e6,
                 (unsigned long long)s->underflows, f->clock.gaps,
                 (double)s->render_p50_ns / 1e6, (double)s->render_p99_ns / 1e6,
                 (double)s->longest_render_ns / 1e6, period_ms(f));
    cr_text_addf(out,
                 " \"clock\": {\"source\": \"%s\", \"residual_ms\": %.4f, "
                 "\"drift_ppm\": %s},\n \"realtime\": %s,\n \"input\": "
                 "{\"source\": ",
                 f->clock.source == CR_CLOCK_HEARD ? "device" : "callbacks",
                 f->clock.residual_ms, drift,
                 s->is_realtime ? "true" : "false");
    cr_text_add_json(out, f->input);
    cr_text_addf(out,
                 ", \"bound_ms\": %.1f},\n \"advice\": ", f->input_bound_ms);
    advise(&advice, f, "", " ");
    cr_text_add_json(out, advice.text ? advice.text : "");
    cr_text_addf(out, "}\n");
    free(advice.text);
}

static void probe_text(struct cr_text_buffer *out,
                       const struct cr_buffer_probe *p, bool has_own_delay)
{
    cr_text_say(out, _("%s at %u Hz%s\n"), p->key.output, p->key.rate,
                p->is_fixed ? _(": its server decides the block") : "");
    for (int i = 0; i < p->size_count; i++) {
        const struct cr_probed_size *s = &p->sizes[i];
        cr_text_say(out,
                    _("%5u frames, %5.1f ms: %llu underflows, %u gaps, longest "
                      "wait %.1f ms%s\n"),
                    s->frames, 1000.0 * s->frames / p->key.rate,
                    (unsigned long long)s->underflows, s->gaps,
                    s->longest_gap_ms, s->is_good ? _(": good") : "");
    }
    if (!p->best)
        cr_text_say(out, _("Sound was lost with every size: close other "
                           "programs. Nothing was changed.\n"));
    else if (!p->is_fixed)
        cr_text_say(out, _("Kept: %u frames from now on.\n"), p->best);
    if (!has_own_delay)
        cr_text_say(out, _("With them the delay is not known yet: 'creditroll "
                           "calibrate' finds it.\n"));
}

static void probe_json(struct cr_text_buffer *out,
                       const struct cr_buffer_probe *p)
{
    cr_text_addf(out, "{\"schema\": 1, \"device\": ");
    cr_text_add_json(out, p->key.output);
    cr_text_addf(out,
                 ", \"rate\": %u, \"fixed\": %s, \"best\": %u,\n \"sizes\": [",
                 p->key.rate, p->is_fixed ? "true" : "false", p->best);
    for (int i = 0; i < p->size_count; i++) {
        const struct cr_probed_size *s = &p->sizes[i];
        cr_text_addf(
            out,
            "%s\n  {\"frames\": %u, \"given\": %u, \"underflows\": %llu, "
            "\"gaps\": %u, \"longest_gap_ms\": %.4f, \"good\": %s}",
            i ? "," : "", s->frames, s->given,
            (unsigned long long)s->underflows, s->gaps, s->longest_gap_ms,
            s->is_good ? "true" : "false");
    }
    cr_text_addf(out, "]}\n");
}

/* Keeps the block that was found; with it the device may have yet to be calibrated. */
static enum cr_status keep_block(const struct cr_buffer_probe *probe,
                                 bool *has_own_delay, struct cr_error *error)
{
    struct cr_known_device known;
    struct cr_device_key key = probe->key;
    enum cr_status status = cr_known_device_find(&key, &known, error);
    known.probed_frames = probe->best;
    if (!status)
        status = cr_known_device_keep(&known, error);
    key.frames = probe->best;
    if (!status)
        status = cr_known_device_find(&key, &known, error);
    *has_own_delay = known.calibration.state != CR_OFFSET_UNKNOWN;
    return status;
}

static int probe_block(const struct cr_device_wish *wish, double seconds,
                       enum cr_format format)
{
    struct cr_buffer_probe probe;
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    bool has_own_delay = true;
    enum cr_status status =
        cr_buffer_probe(&probe, wish, seconds, &is_interrupted, &error);
    if (!status && probe.best && !probe.is_fixed)
        status = keep_block(&probe, &has_own_delay, &error);
    if (status)
        return cr_cli_fail(status, &error);
    if (format == CR_FORMAT_JSON)
        probe_json(&out, &probe);
    else
        probe_text(&out, &probe, has_own_delay);
    const int code = cr_cli_print(&out);
    return code || probe.best ? code : CR_EXIT_MACHINE;
}

int cr_cli_doctor(int argc, char **argv)
{
    enum { SECONDS = 256, PROBE };
    static const struct option longs[] = {
        {"seconds", required_argument, NULL, SECONDS},
        {"probe", no_argument, NULL, PROBE},
        CR_DEVICE_LONGS,
        {"format", required_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    struct cr_device_wish wish = {0};
    enum cr_format format = CR_FORMAT_TEXT;
    long seconds = 10;
    bool is_probe = false;
    int choice;
    while ((choice = getopt_long(argc, argv, "f:h", longs, NULL)) != -1) {
        bool is_good = true;
        switch (choice) {
        case SECONDS:
            is_good = cr_cli_whole("--seconds", optarg, 1, 600, &seconds);
            break;
        case PROBE: is_probe = true; break;
        case 'f': is_good = cr_cli_format(optarg, &format); break;
        case 'h': cr_cli_help(help); return CR_EXIT_OK;
        default:
            is_good =
                cr_device_option(&wish, choice, optarg, &is_good) && is_good;
        }
        if (!is_good)
            return cr_cli_usage("doctor", "the command line is wrong");
    }
    if (optind != argc || format == CR_FORMAT_CSV)
        return cr_cli_usage("doctor", "doctor takes no file, and no csv");
    struct findings *found = calloc(1, sizeof(*found));
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    struct cr_settings settings;
    cr_cli_settings(&settings);
    cr_device_settle(&wish, &settings);
    const struct sigaction action = {.sa_handler = interrupt};
    sigaction(SIGINT, &action, NULL);
    if (is_probe) {
        free(found);
        return probe_block(&wish, (double)seconds, format);
    }
    const enum cr_status status =
        found ? examine(wish, (double)seconds, found, &error) : CR_ERR_MEMORY;
    if (!status && format == CR_FORMAT_JSON)
        report_json(&out, found);
    else if (!status)
        report_text(&out, found);
    free(found);
    if (status)
        return cr_cli_fail(status, &error);
    const int code = cr_cli_print(&out);
    return !code && is_interrupted ? CR_EXIT_INTERRUPTED : code;
}
