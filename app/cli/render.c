/* creditroll render FILE -o OUT */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/cli/cli.h"
#include "app/kit_choice.h"
#include "app/practice/session.h"
#include "app/files.h"
#include "audio/offline.h"
#include "patterns/words.h"

static const char *const help[] = {
    N_("usage: creditroll render [options] FILE -o OUT\n"
       "Plays a pattern into OUT: .wav, .flac or .ogg.\n"
       "  -o, --output OUT   the file; '-' with --stems is not possible\n"
       "  -r, --rate HZ      48000 if not given\n"
       "  -k, --kit KIT      a kit's name or folder (house)\n"
       "  -c, --click        with the metronome\n"
       "      --countin      with the pattern's count-in\n"
       "  -b, --bars N       N bars, from the first, over again if need be\n"
       "  -s, --seconds S    exactly S seconds, over again if need be\n"
       "  -t, --tempo BPM    the first tempo; all others move with it\n"
       "      --count aloud  a voice counts where the click would be\n"
       "      --human H      uneven, as people play: sd=6,velocity=8,seed=1\n"
       "      --stems        one file for each lane: OUT-SD.wav, OUT-CK.wav "
       "...\n"
       "      --block N      engine block in frames (512); the result is the "
       "same\n"
       "  -h, --help         this text\n"),
    NULL};

static volatile sig_atomic_t is_interrupted;

static void interrupt(int signal)
{
    (void)signal;
    is_interrupted = 1;
}

struct render_options {
    const char *output, *kit;
    long rate, bars, block;
    double seconds;
    struct cr_fraction tempo; /* {0, 0}: as written */
    bool has_click, has_countin, has_stems;
    struct cr_session session;  /* of which only `human` and `count` count */
    const struct cr_kit *voice; /* that counts; NULL: it clicks */
};

struct progress {
    time_t started;
    bool is_shown;
};

static bool go_on(void *context, double done)
{
    struct progress *p = context;
    if (!p->is_shown && isatty(STDERR_FILENO) && time(NULL) > p->started + 1)
        p->is_shown = true;
    if (p->is_shown)
        fprintf(stderr, "\r%3.0f %%", 100 * done);
    return !is_interrupted;
}

static enum cr_status render_one(const struct render_options *o,
                                 const char *output, struct cr_offline *job,
                                 struct cr_error *error)
{
    char draft[4096];
    struct cr_sound_file *file = NULL;
    struct progress progress = {.started = time(NULL)};
    enum cr_status status =
        cr_file_draft_name(output, draft, sizeof(draft), error);
    if (status)
        return status;
    job->go_on = go_on;
    job->context = &progress;
    status = cr_sound_file_create(&file, draft, output, (uint32_t)o->rate,
                                  job->end_frame - job->first_frame, error);
    if (!status)
        status = cr_offline_run(job, (uint32_t)o->rate, file, error);
    struct cr_error ignored;
    const enum cr_status closed =
        cr_sound_file_close(file, status ? &ignored : error);
    if (progress.is_shown)
        fputs("\r     \r", stderr);
    if (!status)
        status = closed;
    if (!status)
        return cr_file_publish(draft, output, error);
    remove(draft);
    return status;
}

/* OUT.wav and SD give OUT-SD.wav. */
static void stem_name(const char *output, const char *lane, char *name,
                      size_t size)
{
    const char *dot = strrchr(output, '.');
    const int base = dot ? (int)(dot - output) : (int)strlen(output);
    snprintf(name, size, "%.*s-%s%s", base, output, lane, dot ? dot : "");
}

static enum cr_status render_lanes(const struct render_options *o,
                                   const struct cr_timeline *timeline,
                                   const struct cr_kit *kit,
                                   struct cr_offline job, int only_lane,
                                   const char *output, struct cr_error *error)
{
    struct cr_schedule_options options = {
        .has_pattern = only_lane != CR_CLICK_LANE,
        .has_countin =
            (only_lane < 0 || only_lane == CR_CLICK_LANE) && o->has_countin,
        .has_click =
            (only_lane < 0 || only_lane == CR_CLICK_LANE) && o->has_click,
        .click_gain = 1,
        .voice = o->voice};
    if (only_lane >= 0 && only_lane < CR_LANE_LIMIT)
        options.muted = ~(UINT64_C(1) << only_lane);
    struct cr_hits hits = {0};
    struct cr_note *notes = NULL;
    enum cr_status status = cr_humanise(&o->session.human, timeline, &notes);
    options.notes = notes;
    if (!status)
        status = cr_hits_create(&hits, timeline, kit, &options);
    free(notes);
    if (status)
        return status;
    while (hits.count && hits.items[hits.count - 1].at_frames >= job.end_frame)
        hits.count--;
    job.hits = &hits;
    status = render_one(o, output, &job, error);
    if (!status)
        printf("%s: %.3f s%s\n", output,
               (double)(job.end_frame - job.first_frame) / (double)o->rate,
               job.tail_frames ? _(" and what rings on") : "");
    if (!status && hits.unplayable)
        fprintf(stderr, _("creditroll: the kit has no sound for %u strokes\n"),
                hits.unplayable);
    if (!status && job.limited_frames)
        fprintf(stderr, _("creditroll: the limiter worked for %.0f ms\n"),
                1000.0 * job.limited_frames / (double)o->rate);
    cr_hits_destroy(&hits);
    return status;
}

static enum cr_status render_all(const struct render_options *o,
                                 const struct cr_timeline *timeline,
                                 const struct cr_kit *kit,
                                 struct cr_error *error)
{
    struct cr_offline job = {.block_frames = (uint32_t)o->block,
                             .tail_frames = (uint32_t)o->rate * 10};
    const struct cr_note start = {.bar = 0, .at = {0, 1}};
    job.first_frame = cr_timeline_frame(timeline, &start, (uint32_t)o->rate);
    job.end_frame = cr_timeline_end_frame(timeline, (uint32_t)o->rate);
    if (o->bars) {
        const uint32_t end = timeline->countin_count + (uint32_t)o->bars;
        const struct cr_note stop = {.bar = end, .at = {0, 1}};
        if (end < timeline->bar_count)
            job.end_frame =
                cr_timeline_frame(timeline, &stop, (uint32_t)o->rate);
    }
    if (o->seconds > 0) {
        job.end_frame = job.first_frame + llround(o->seconds * (double)o->rate);
        job.tail_frames = 0;
    }
    if (!o->has_stems)
        return render_lanes(o, timeline, kit, job, -1, o->output, error);
    enum cr_status status = CR_OK;
    for (uint32_t lane = 0; !status && lane <= timeline->pattern->lane_count;
         lane++) {
        char name[4096];
        const bool is_click = lane == timeline->pattern->lane_count;
        if (is_click && !o->has_click && !o->has_countin)
            break;
        const struct cr_lane *l = &timeline->pattern->lanes[lane];
        if (!is_click && l->kind == CR_LANE_STICKING)
            continue;
        stem_name(o->output, is_click ? "click" : l->name, name, sizeof(name));
        status =
            render_lanes(o, timeline, kit, job,
                         is_click ? CR_CLICK_LANE : (int)lane, name, error);
    }
    return status;
}

/* How often the piece must be played to last for the bars or seconds asked. */
static enum cr_status lay_out(const struct render_options *o,
                              const struct cr_pattern *pattern,
                              struct cr_timeline *timeline)
{
    struct cr_timeline_options options = {.has_click =
                                              o->has_click || o->has_countin};
    if (o->tempo.den)
        options.speed = cr_fraction_mul(
            o->tempo, (struct cr_fraction){pattern->tempo.from_bpm.den,
                                           pattern->tempo.from_bpm.num});
    enum cr_status status = cr_timeline_create(timeline, pattern, &options);
    if (status)
        return status;
    double loops = 1;
    if (o->bars)
        loops = ceil((double)o->bars / timeline->piece_bar_count);
    else if (o->seconds > 0)
        loops = ceil(o->seconds * 1e9 / (double)timeline->end_ns);
    if (loops > 1000000)
        loops = 1000000;
    cr_timeline_destroy(timeline);
    options.loops = (uint32_t)loops;
    options.countin_bars = o->has_countin ? pattern->countin_bars : 0;
    return cr_timeline_create(timeline, pattern, &options);
}

static int render(const struct render_options *o, const char *path)
{
    struct cr_pattern pattern = {0};
    struct cr_error error = {0};
    const int code = cr_cli_pattern(path, &pattern);
    if (code)
        return code;
    struct cr_timeline timeline = {0};
    struct cr_kit kit = {0}, voice = {0};
    struct render_options own = *o;
    enum cr_status status = lay_out(o, &pattern, &timeline);
    if (status == CR_ERR_LIMIT)
        (void)cr_fail(&error, status, 0, 0,
                      "that would be more than a million strokes or bars; "
                      "nothing was written");
    if (!status)
        status = cr_kit_open(&kit, o->kit, (uint32_t)o->rate, &pattern, &error);
    if (!status && o->session.counts_aloud)
        cr_kit_open_voice(&voice, kit.rate);
    own.voice = voice.drum_count ? &voice : NULL;
    if (!status)
        status = render_all(&own, &timeline, &kit, &error);
    cr_kit_destroy(&kit);
    cr_kit_destroy(&voice);
    cr_timeline_destroy(&timeline);
    cr_pattern_deinit(&pattern);
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}

int cr_cli_render(int argc, char **argv)
{
    enum { STEMS = 256, COUNTIN, BLOCK, HUMAN, COUNT };
    static const struct option longs[] = {
        {"output", required_argument, NULL, 'o'},
        {"rate", required_argument, NULL, 'r'},
        {"kit", required_argument, NULL, 'k'},
        {"click", no_argument, NULL, 'c'},
        {"countin", no_argument, NULL, COUNTIN},
        {"bars", required_argument, NULL, 'b'},
        {"seconds", required_argument, NULL, 's'},
        {"tempo", required_argument, NULL, 't'},
        {"stems", no_argument, NULL, STEMS},
        {"block", required_argument, NULL, BLOCK},
        {"human", required_argument, NULL, HUMAN},
        {"count", required_argument, NULL, COUNT},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    struct render_options o = {.rate = 48000, .block = 512};
    struct cr_error error = {0};
    int choice;
    while ((choice = getopt_long(argc, argv, "o:r:k:cb:s:t:h", longs, NULL)) !=
           -1) {
        bool is_good = true;
        switch (choice) {
        case 'o': o.output = optarg; break;
        case 'r':
            is_good = cr_cli_whole("--rate", optarg, 8000, 384000, &o.rate);
            break;
        case 'k': o.kit = optarg; break;
        case 'c': o.has_click = true; break;
        case COUNTIN: o.has_countin = true; break;
        case 'b':
            is_good = cr_cli_whole("--bars", optarg, 1, 1000000, &o.bars);
            break;
        case 's':
            is_good =
                cr_cli_number("--seconds", optarg, 0.001, 864000, &o.seconds);
            break;
        case 't': is_good = cr_cli_decimal("--tempo", optarg, &o.tempo); break;
        case HUMAN:
        case COUNT:
            is_good =
                !cr_session_set(&o.session, choice == COUNT ? "count" : "human",
                                optarg, &error);
            if (!is_good)
                fprintf(stderr, _("creditroll: --%s\n"), error.text);
            break;
        case STEMS: o.has_stems = true; break;
        case BLOCK:
            is_good = cr_cli_whole("--block", optarg, 1, 4096, &o.block);
            break;
        case 'h': cr_cli_help(help); return CR_EXIT_OK;
        default: is_good = false;
        }
        if (!is_good)
            return cr_cli_usage("render", "the command line is wrong");
    }
    if (optind != argc - 1)
        return cr_cli_usage("render", "render needs one FILE");
    if (!o.output || !cr_sound_file_knows(o.output))
        return cr_cli_usage("render",
                            "render needs -o OUT, with .wav, .flac or .ogg");
    const struct sigaction action = {.sa_handler = interrupt};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    return render(&o, argv[optind]);
}
