/* creditroll events FILE */
#include <inttypes.h>
#include <stdio.h>

#include "app/cli/cli.h"
#include "patterns/words.h"

static const char *const help[] = {
    N_("usage: creditroll events [options] FILE\n"
       "Prints every sounding onset with its exact place and time. Time 0 is "
       "the\n"
       "first bar's first beat.\n"
       "  -f, --format F   text (default), csv or json\n"
       "  -r, --rate HZ    frames are counted at this rate (48000)\n"
       "  -c, --click      with the metronome's clicks\n"
       "  -h, --help       this text\n"),
    NULL};

static const char *const kinds[] = {"note", "grace", "roll", "click"};

/* "3+2/3": beats of the bar from 1. */
static void write_beat(const struct cr_timeline *t, const struct cr_note *note,
                       char *out, size_t size)
{
    const struct cr_meter *meter = cr_timeline_meter(t, note->bar);
    const struct cr_fraction beats = cr_fraction_add(
        cr_fraction_mul(note->at, (struct cr_fraction){meter->unit, 1}),
        (struct cr_fraction){1, 1});
    const int64_t whole = beats.num / beats.den, rest = beats.num % beats.den;
    if (rest)
        snprintf(out, size, "%" PRId64 "+%" PRId64 "/%" PRId64, whole, rest,
                 beats.den);
    else
        snprintf(out, size, "%" PRId64, whole);
}

static void write_time(int64_t ns, char *out, size_t size)
{
    const int64_t s = ns / CR_NS_PER_S;
    const int64_t rest = ns % CR_NS_PER_S;
    snprintf(out, size, "%s%" PRId64 ".%09" PRId64, ns < 0 ? "-" : "",
             s < 0 ? -s : s, rest < 0 ? -rest : rest);
}

static void write_all(struct cr_text_buffer *out, const struct cr_timeline *t,
                      uint32_t rate, enum cr_format format)
{
    if (format == CR_FORMAT_CSV)
        cr_text_addf(out, "time_s,frame,bar,beat,lane,velocity,kind\n");
    else if (format == CR_FORMAT_JSON)
        cr_text_addf(out, "[");
    else
        cr_text_say(out, "%14s %12s %5s %-12s %-8s %3s %s\n", _("time s"),
                    _("frame"), _("bar"), _("beat"), _("lane"), _("vel"),
                    _("kind"));
    for (uint32_t i = 0; i < t->note_count; i++) {
        const struct cr_note *note = &t->notes[i];
        char beat[64], time[32];
        write_beat(t, note, beat, sizeof(beat));
        write_time(note->at_ns, time, sizeof(time));
        const char *lane = note->lane == CR_CLICK_LANE
                               ? "CK"
                               : t->pattern->lanes[note->lane].name;
        const int64_t frame = cr_timeline_frame(t, note, rate);
        const unsigned bar = t->bars[note->bar].number;
        if (format == CR_FORMAT_JSON)
            cr_text_addf(out,
                         "%s\n  {\"time_s\": %s, \"frame\": %" PRId64
                         ", \"bar\": %u, \"beat\": \"%s\", \"lane\": \"%s\", "
                         "\"velocity\": %d, \"kind\": \"%s\"}",
                         i ? "," : "", time, frame, bar, beat, lane,
                         note->velocity, kinds[note->kind]);
        else if (format == CR_FORMAT_CSV)
            cr_text_addf(out, "%s,%" PRId64 ",%u,%s,%s,%d,%s\n", time, frame,
                         bar, beat, lane, note->velocity, kinds[note->kind]);
        else
            cr_text_addf(out, "%14s %12" PRId64 " %5u %-12s %-8s %3d %s\n",
                         time, frame, bar, beat, lane, note->velocity,
                         kinds[note->kind]);
    }
    if (format == CR_FORMAT_JSON)
        cr_text_addf(out, "\n]\n");
}

int cr_cli_events(int argc, char **argv)
{
    static const struct option longs[] = {
        {"format", required_argument, NULL, 'f'},
        {"rate", required_argument, NULL, 'r'},
        {"click", no_argument, NULL, 'c'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    enum cr_format format = CR_FORMAT_TEXT;
    struct cr_timeline_options options = {0};
    long rate = 48000;
    int choice;
    while ((choice = getopt_long(argc, argv, "f:r:ch", longs, NULL)) != -1) {
        bool is_good = true;
        switch (choice) {
        case 'f': is_good = cr_cli_format(optarg, &format); break;
        case 'r':
            is_good = cr_cli_whole("--rate", optarg, 1000, 768000, &rate);
            break;
        case 'c': options.has_click = true; break;
        case 'h': cr_cli_help(help); return CR_EXIT_OK;
        default: is_good = false;
        }
        if (!is_good)
            return cr_cli_usage("events", "the command line is wrong");
    }
    if (optind != argc - 1)
        return cr_cli_usage("events", "events needs one FILE");
    struct cr_pattern pattern = {0};
    const int code = cr_cli_pattern(argv[optind], &pattern);
    if (code)
        return code;
    struct cr_timeline timeline = {0};
    const enum cr_status status =
        cr_timeline_create(&timeline, &pattern, &options);
    struct cr_text_buffer out = {0};
    if (!status)
        write_all(&out, &timeline, (uint32_t)rate, format);
    const int printed = status ? cr_cli_fail(status, NULL) : cr_cli_print(&out);
    cr_timeline_destroy(&timeline);
    cr_pattern_deinit(&pattern);
    return printed;
}
