/* creditroll replay: a kept take as sound. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/cli.h"
#include "app/files.h"
#include "app/history/history.h"
#include "app/kit_choice.h"
#include "app/replay_hits.h"
#include "audio/offline.h"
#include "patterns/words.h"

static const char *const help[] = {
    N_("usage: creditroll replay [options] ID -o OUT\n"
       "A kept take as sound: the pattern on the left, what was played on the "
       "right.\n"
       "  -o, --output OUT    .wav, .flac or .ogg\n"
       "      --no-click      without the metronome\n"
       "  -k, --kit KIT       a kit's name or folder (house)\n"
       "      --rate HZ       48000\n"
       "      --file FILE     another history than your own\n"
       "  -h, --help          this text\n"),
    NULL};

struct replay {
    const char *output, *kit, *file;
    bool no_click;
    long rate, id;
};

static enum cr_status write_sound(const struct replay *r,
                                  const struct cr_timeline *timeline,
                                  const struct cr_hits *hits, int64_t until_ns,
                                  struct cr_error *error)
{
    char draft[4096];
    struct cr_sound_file *file = NULL;
    const uint32_t rate = (uint32_t)r->rate;
    int64_t end = cr_timeline_end_frame(timeline, rate);
    if (until_ns < timeline->end_ns)
        end = cr_replay_frames(until_ns, rate);
    struct cr_offline job = {.hits = hits,
                             .first_frame =
                                 hits->count ? hits->items[0].at_frames : 0,
                             .end_frame = end,
                             .tail_frames = rate * 10,
                             .block_frames = 512};
    if (job.first_frame > 0)
        job.first_frame = 0;
    if (job.first_frame < -(int64_t)rate * 60) /* no count-in is longer */
        job.first_frame = -(int64_t)rate * 60;
    enum cr_status status =
        cr_file_draft_name(r->output, draft, sizeof(draft), error);
    if (status)
        return status;
    status = cr_sound_file_create(&file, draft, r->output, rate,
                                  end - job.first_frame, error);
    if (!status)
        status = cr_offline_run(&job, rate, file, error);
    const enum cr_status closed = cr_sound_file_close(file, error);
    status = status ? status : closed;
    if (!status)
        return cr_file_publish(draft, r->output, error);
    remove(draft);
    return status;
}

static enum cr_status replay(const struct replay *r,
                             const struct cr_kept_take *take,
                             struct cr_error *error)
{
    struct cr_session session;
    struct cr_timeline timeline;
    struct cr_kit kit = {0};
    struct cr_hits hits = {0};
    enum cr_status status =
        cr_kept_take_lay_out(take, !r->no_click, &session, &timeline);
    if (!status)
        status =
            cr_kit_open(&kit, r->kit, (uint32_t)r->rate, &take->pattern, error);
    if (!status)
        status = cr_replay_hits(&hits, &timeline, &take->presses, &kit,
                                !r->no_click);
    if (!status)
        status = write_sound(r, &timeline, &hits, take->until_ns, error);
    cr_hits_destroy(&hits);
    cr_kit_destroy(&kit);
    cr_timeline_destroy(&timeline);
    return status;
}

static int run(const struct replay *r)
{
    struct cr_history *history = NULL;
    struct cr_kept_take take;
    struct cr_error error = {0};
    const int code = cr_cli_open_history(&history, r->file);
    if (code)
        return code;
    enum cr_status status = cr_history_load(history, r->id, &take, &error);
    if (!status) {
        status = replay(r, &take, &error);
        cr_kept_take_destroy(&take);
    }
    cr_history_close(history);
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}

int cr_cli_replay(int argc, char **argv)
{
    enum { NO_CLICK = 700, RATE, OWN_FILE };
    static const struct option longs[] = {
        {"output", required_argument, NULL, 'o'},
        {"no-click", no_argument, NULL, NO_CLICK},
        {"kit", required_argument, NULL, 'k'},
        {"rate", required_argument, NULL, RATE},
        {"file", required_argument, NULL, OWN_FILE},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    struct replay r = {.rate = 48000};
    int choice;
    while ((choice = getopt_long(argc, argv, "o:k:h", longs, NULL)) != -1) {
        bool is_good = true;
        switch (choice) {
        case 'o': r.output = optarg; break;
        case NO_CLICK: r.no_click = true; break;
        case 'k': r.kit = optarg; break;
        case RATE:
            is_good = cr_cli_whole("--rate", optarg, 8000, 384000, &r.rate);
            break;
        case OWN_FILE: r.file = optarg; break;
        case 'h': cr_cli_help(help); return CR_EXIT_OK;
        default: is_good = false;
        }
        if (!is_good)
            return cr_cli_usage("replay", "the command line is wrong");
    }
    if (optind != argc - 1 ||
        !cr_cli_whole("ID", argv[optind], 1, LONG_MAX, &r.id))
        return cr_cli_usage("replay", "replay needs the number of a take: "
                                      "'creditroll history' lists them");
    if (!r.output || !cr_sound_file_knows(r.output))
        return cr_cli_usage("replay",
                            "replay needs -o OUT, with .wav, .flac or .ogg");
    return run(&r);
}
