/* creditroll replay: a kept take as sound. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/cli.h"
#include "app/files.h"
#include "app/history/history.h"
#include "app/hits.h"
#include "app/kit_choice.h"
#include "audio/offline.h"

static const char help[] =
    "usage: creditroll replay [options] ID -o OUT\n"
    "A kept take as sound: the pattern on the left, what was played on the "
    "right.\n"
    "  -o, --output OUT    .wav, .flac or .ogg\n"
    "      --no-click      without the metronome\n"
    "  -k, --kit KIT       a kit's name or folder (house)\n"
    "      --rate HZ       48000\n"
    "      --file FILE     another history than your own\n"
    "  -h, --help          this text\n";

struct replay {
    const char *output, *kit, *file;
    bool no_click;
    long rate, id;
};

/* As loud as both sides were, on one of them. */
static void move_to(struct cr_hit *hit, bool is_right)
{
    const float loud = hit->left > hit->right ? hit->left : hit->right;
    hit->left = is_right ? 0 : loud;
    hit->right = is_right ? loud : 0;
}

static int by_time(const void *a, const void *b)
{
    const struct cr_hit *x = a, *y = b;
    if (x->at_frames != y->at_frames)
        return x->at_frames < y->at_frames ? -1 : 1;
    return (int)x->lane - (int)y->lane;
}

/* Without a product that does not fit. */
static int64_t frames_of(int64_t ns, int64_t rate)
{
    return ns / CR_NS_PER_S * rate + ns % CR_NS_PER_S * rate / CR_NS_PER_S;
}

/* The hits of the pattern, and those of the player behind it. */
static enum cr_status make_hits(const struct replay *r,
                                const struct cr_kept_take *take,
                                const struct cr_timeline *timeline,
                                const struct cr_kit *kit, struct cr_hits *hits)
{
    const struct cr_schedule_options options = {
        .has_pattern = true, .has_click = !r->no_click, .click_gain = 1};
    struct cr_kit_turns turns = {0};
    enum cr_status status = cr_hits_create(hits, timeline, kit, &options);
    if (status)
        return status;
    struct cr_hit *all = realloc(
        hits->items, (hits->count + take->presses.count + 1) * sizeof(*all));
    if (!all)
        return CR_ERR_MEMORY;
    hits->items = all;
    for (uint32_t i = 0; i < hits->count; i++)
        move_to(&all[i], false);
    for (uint32_t i = 0; i < take->presses.count; i++) {
        const struct cr_press *press = &take->presses.items[i];
        const struct cr_lane drum = cr_hits_drum(&take->pattern, press->lane);
        struct cr_hit hit = {0};
        if (!cr_kit_hit(kit, &turns, &drum, CR_ART_NORMAL,
                        press->velocity ? press->velocity : 96, &hit))
            continue;
        hit.at_frames =
            frames_of(press->at_ns, r->rate) - hit.sound->onset_frames;
        move_to(&hit, true);
        all[hits->count++] = hit;
    }
    qsort(all, hits->count, sizeof(*all), by_time);
    return CR_OK;
}

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
        end = frames_of(until_ns, rate);
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
        status = make_hits(r, take, &timeline, &kit, &hits);
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
        case 'h': fputs(help, stdout); return CR_EXIT_OK;
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
