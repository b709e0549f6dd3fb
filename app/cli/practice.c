/* creditroll practice FILE */
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/device_options.h"
#include "app/cli/realtime.h"
#include "app/cli/session_options.h"
#include "app/files.h"
#include "app/history/writer.h"
#include "app/hits.h"
#include "app/report.h"
#include "app/ui/window.h"

static const char help[] =
    "usage: creditroll practice [options] FILE\n"
    "A session: the pattern sounds, hits are judged, the result is printed.\n"
    "In a window, if there is a display and nobody else plays.\n"
    "      --headless      without a window\n"
    "      --player P      who plays: mean=-8,sd=12,miss=2,extra=1,seed=1\n"
    "      --hits HITS     or recorded hits, as for score; '-': stdin\n"
    "      --realtime      in real time, through the sound "
    "device\n" CR_DEVICE_HELP
    "  -k, --kit KIT       a kit's name or folder (house)\n"
    "      --no-click      without the metronome\n"
    "      --verbose       with the sound system's own messages\n"
    "      --save-hits F   writes the hits as they were played\n"
    "      --save-heard F  with --realtime, writes when each note was heard "
    "by\n"
    "                      the clock: frames from the start, nanoseconds\n"
    "      --no-history    the take is not kept\n"
    "  -f, --format F      text (default) or json\n" CR_SESSION_HELP
    "  -h, --help          this text\n";

struct practice {
    struct cr_session_options session;
    struct cr_player player;
    const char *hits, *save_hits, *save_heard, *kit;
    struct cr_device_wish wish;
    bool has_player, is_real_time, no_click, no_history;
    enum cr_format format;
};

static volatile sig_atomic_t is_interrupted;

static void interrupt(int signal)
{
    (void)signal;
    is_interrupted = 1;
}

/* In real time; what was heard when is written if asked for. */
static enum cr_status sound(const struct practice *p,
                            const struct cr_timeline *timeline, uint64_t muted,
                            int64_t *until_ns, struct cr_error *error)
{
    struct cr_text_buffer heard = {0};
    const struct cr_realtime wanted = {.timeline = timeline,
                                       .device = &p->wish,
                                       .kit = p->kit,
                                       .has_click = !p->no_click,
                                       .muted = muted,
                                       .heard = p->save_heard ? &heard : NULL,
                                       .is_interrupted = &is_interrupted};
    enum cr_status status = cr_realtime_play(&wanted, until_ns, error);
    if (!status && heard.is_broken)
        status = CR_ERR_MEMORY;
    if (!status && p->save_heard)
        status = cr_file_write(p->save_heard, heard.text ? heard.text : "",
                               heard.size, error);
    free(heard.text);
    return status;
}

static int save(const char *path, const struct cr_pattern *pattern,
                const struct cr_presses *presses)
{
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    cr_hits_write(&out, pattern, presses->items, presses->count);
    const enum cr_status status =
        out.is_broken ? CR_ERR_MEMORY
                      : cr_file_write(path, out.text, out.size, &error);
    free(out.text);
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}

/* What a take is called: the pattern's title, else the file's name. */
static const char *title_of(const struct cr_pattern *pattern, const char *path)
{
    const char *slash = strrchr(path, '/');
    return pattern->title ? pattern->title : slash ? slash + 1 : path;
}

/* Closes the history; a take that could not be kept is said. */
static int close_history(struct cr_history_writer *history)
{
    struct cr_error error = {0};
    char notice[CR_HISTORY_NOTICE];
    if (history && cr_history_notice(history, notice))
        fprintf(stderr, "creditroll: %s\n", notice);
    const enum cr_status status = cr_history_writer_close(history, &error);
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}

/* The whole take at once: nobody waits for it. */
static int keep(const struct practice *p, const char *path, const char *text,
                const struct cr_session_plan *plan,
                const struct cr_timeline *timeline,
                const struct cr_presses *presses, int64_t until_ns,
                const struct cr_result *result)
{
    const struct cr_pattern *pattern = timeline->pattern;
    const struct cr_timeline_options o = plan->timeline;
    struct cr_text_buffer session = {0};
    cr_session_write(&p->session.session, &session);
    const struct cr_take_start start = {
        .player = p->hits ? CR_PLAYER_RECORDED : CR_PLAYER_IMAGINED,
        .pattern = text,
        .title = title_of(pattern, path),
        .from_bar = o.from_bar,
        .to_bar = o.to_bar,
        .loops = o.loops,
        .speed = o.speed,
        .session = session.text,
        .bpm = cr_timeline_bar_bpm(timeline, timeline->countin_count),
        .kit = p->kit};
    const struct cr_take_end end = {.until_ns = until_ns, .result = result};
    struct cr_history_writer *history =
        p->no_history ? NULL : cr_history_writer_create(NULL);
    if (history)
        cr_history_begin(history, &start);
    free(session.text);
    if (!history)
        return CR_EXIT_OK;
    for (uint32_t i = 0; i < o.change_count; i++)
        cr_history_speed(history, &o.changes[i]);
    for (uint32_t i = 0; i < presses->count; i++) {
        const struct cr_press *press = &presses->items[i];
        const struct cr_lane drum = cr_hits_drum(pattern, press->lane);
        cr_history_hit(history, i, drum.name, press);
    }
    cr_history_end(history, &end);
    return close_history(history);
}

static int report(const struct practice *p, const char *path, const char *text,
                  const struct cr_session *session,
                  const struct cr_session_plan *plan,
                  const struct cr_timeline *timeline,
                  const struct cr_presses *presses, int64_t until_ns)
{
    struct cr_result result = {0};
    struct cr_text_buffer out = {0};
    const struct cr_report about = {.timeline = timeline,
                                    .result = &result,
                                    .presses = presses->items,
                                    .session = session};
    const struct cr_score_options options = {.until_ns = until_ns};
    const enum cr_status status = cr_score_take(
        &result, timeline, presses->items, presses->count, &options);
    if (status)
        return cr_cli_fail(status, NULL);
    if (p->format == CR_FORMAT_JSON)
        cr_report_json(&out, &about);
    else
        cr_report_text(&out, &about);
    const int printed = cr_cli_print(&out);
    const int kept =
        keep(p, path, text, plan, timeline, presses, until_ns, &result);
    cr_result_destroy(&result);
    return printed ? printed : kept;
}

/* What was still to come when the session was stopped was not played. */
static void forget_after(struct cr_presses *presses, int64_t ns)
{
    while (presses->count && presses->items[presses->count - 1].at_ns > ns)
        presses->count--;
}

static int run(const struct practice *p, const char *path)
{
    struct cr_pattern pattern = {0};
    struct cr_timeline heard = {0}, judged = {0};
    struct cr_presses presses = {0};
    struct cr_error error = {0};
    enum cr_status status = CR_OK;
    int64_t until_ns = INT64_MAX;
    struct cr_session_plan plan = {0};
    char *text = NULL;
    int code = cr_cli_pattern_text(path, &pattern, &text);
    if (!code && p->hits)
        code = cr_session_hits(p->hits, &pattern, &presses);
    struct cr_session session = {0};
    if (!code) {
        session = cr_session_of(&p->session, &pattern, 1);
        code = cr_session_prepare(&session, &pattern,
                                  p->hits ? NULL : &p->player, &presses, &plan);
    }
    if (!code)
        code = cr_session_lay_out(&plan, &pattern, pattern.countin_bars, true,
                                  &heard);
    if (!code)
        code = cr_session_lay_out(&plan, &pattern, 0, false, &judged);
    if (!code && p->is_real_time)
        status = sound(p, &heard, plan.muted, &until_ns, &error);
    if (!code && status)
        code = cr_cli_fail(status, &error);
    forget_after(&presses, until_ns);
    if (!code && p->save_hits)
        code = save(p->save_hits, &pattern, &presses);
    if (!code)
        code =
            report(p, path, text, &session, &plan, &judged, &presses, until_ns);
    free(text);
    free(presses.items);
    cr_timeline_destroy(&heard);
    cr_timeline_destroy(&judged);
    cr_session_plan_destroy(&plan);
    cr_pattern_deinit(&pattern);
    return !code && is_interrupted ? CR_EXIT_INTERRUPTED : code;
}

static enum cr_status make_live(const struct practice *p,
                                const struct cr_pattern *pattern,
                                const char *path, const char *text,
                                struct cr_history_writer *history,
                                struct cr_live *live, struct cr_error *error)
{
    struct cr_live_wish wish = {.session =
                                    cr_session_of(&p->session, pattern, 16),
                                .device = p->wish,
                                .kit = p->kit,
                                .is_click_off = p->no_click,
                                .history = history,
                                .pattern_text = text,
                                .title = title_of(pattern, path)};
    return cr_live_create(live, pattern, &wish, error);
}

/* In the window; the last take's result is printed as well. */
static int run_window(const struct practice *p, const char *path)
{
    struct cr_pattern pattern = {0};
    struct cr_live *live = calloc(1, sizeof(*live));
    struct cr_take take = {0};
    struct cr_error error = {0};
    const struct cr_window_options options = {.is_json =
                                                  p->format == CR_FORMAT_JSON};
    char *text = NULL;
    int code =
        live ? cr_cli_pattern_text(path, &pattern, &text) : CR_EXIT_MACHINE;
    struct cr_history_writer *history =
        code || p->no_history ? NULL : cr_history_writer_create(NULL);
    enum cr_status status = CR_OK;
    if (!code)
        status = make_live(p, &pattern, path, text, history, live, &error);
    if (!code && !status) {
        status = cr_window_practise(live, &options, &take, &error);
        cr_live_destroy(live);
    }
    if (take.is_there && p->save_hits)
        code = save(p->save_hits, &pattern, &take.presses);
    if (take.is_there) {
        const int printed = cr_cli_print(&take.report);
        code = code ? code : printed;
    }
    cr_take_deinit(&take);
    const int kept = close_history(history);
    code = code ? code : kept;
    if (status)
        code = cr_cli_fail(status, &error);
    free(text);
    cr_pattern_deinit(&pattern);
    free(live);
    return code;
}

int cr_cli_window(int argc, char **argv)
{
    char path[4096];
    const struct practice p = {0};
    if (!cr_window_is_possible())
        return cr_cli_demo(argc, argv);
    if (argc > 0)
        return run_window(&p, argv[0]);
    if (!cr_file_shipped_pattern("rock-first-beat.beat", path, sizeof(path))) {
        fputs("creditroll: no patterns are installed\n", stderr);
        return CR_EXIT_MACHINE;
    }
    return run_window(&p, path);
}

static bool read_player(struct practice *p, const char *text)
{
    struct cr_error error = {0};
    p->has_player = true;
    if (!cr_player_parse(&p->player, text, &error))
        return true;
    fprintf(stderr, "creditroll: %s\n", error.text);
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
        NO_HISTORY
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
        {"format", required_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'},
        CR_SESSION_LONGS,
        {NULL, 0, NULL, 0}};
    struct practice p = {0};
    bool is_headless = false;
    int choice;
    while ((choice = getopt_long(argc, argv, "k:f:h", longs, NULL)) != -1) {
        bool is_good = true;
        switch (choice) {
        case HEADLESS: is_headless = true; break;
        case PLAYER: is_good = read_player(&p, optarg); break;
        case HITS: p.hits = optarg; break;
        case REALTIME: p.is_real_time = true; break;
        case 'k': p.kit = optarg; break;
        case NO_CLICK: p.no_click = true; break;
        case VERBOSE: p.wish.is_verbose = true; break;
        case SAVE: p.save_hits = optarg; break;
        case SAVE_HEARD: p.save_heard = optarg; break;
        case NO_HISTORY: p.no_history = true; break;
        case 'f': is_good = cr_cli_format(optarg, &p.format); break;
        case 'h': fputs(help, stdout); return CR_EXIT_OK;
        default:
            is_good =
                (cr_session_option(&p.session, choice, optarg, &is_good) ||
                 cr_device_option(&p.wish, choice, optarg, &is_good)) &&
                is_good;
        }
        if (!is_good)
            return cr_cli_usage("practice", "the command line is wrong");
    }
    if (optind == argc - 1 && !p.hits && !p.has_player && !is_headless &&
        cr_window_is_possible())
        return run_window(&p, argv[optind]);
    if (optind != argc - 1 || (p.hits && p.has_player) ||
        (!p.hits && !p.has_player))
        return cr_cli_usage("practice", "practice without a window needs one "
                                        "FILE, and --player or --hits");
    const struct sigaction action = {.sa_handler = interrupt};
    sigaction(SIGINT, &action, NULL);
    return run(&p, argv[optind]);
}
