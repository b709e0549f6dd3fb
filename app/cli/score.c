/* creditroll score FILE --hits HITS, and creditroll simulate FILE */
#include <stdio.h>
#include <stdlib.h>

#include "app/cli/session_options.h"
#include "app/hits.h"
#include "app/report.h"
#include "patterns/words.h"

static const char *const score_help[] = {
    N_("usage: creditroll score [options] FILE --hits HITS\n"
       "Judges recorded hits against a pattern. No clock and no device is "
       "involved:\n"
       "the same files give the same bytes on every machine.\n"
       "      --hits HITS     CSV (time_s,lane,velocity) or JSON Lines; '-': "
       "stdin\n"
       "  -f, --format F      text (default) or json\n"),
    CR_SESSION_HELP, N_("  -h, --help          this text\n"), NULL};

static const char *const simulate_help[] = {
    N_("usage: creditroll simulate [options] FILE\n"
       "Writes the hits of an imagined player, as CSV.\n"
       "      --mean MS       all of it this late (early if negative)\n"
       "      --sd MS         standard deviation of the errors\n"
       "      --ar R          0 to 0.99: how much an error keeps of the one "
       "before\n"
       "      --drift PCT     plays this much too fast\n"
       "      --miss P        per cent of the notes left out\n"
       "      --extra P       hits too many, in per cent of the notes\n"
       "      --lane-mean LANE=MS   one drum's own mean, as often as you like; "
       "that\n"
       "                      of a place: SD@4=MS, HH@2+1/2=MS\n"
       "      --gap-drift PCT too fast in silence;  --swing R plays straight "
       "pairs "
       "so\n"
       "      --flam MS       from grace to main stroke (0: graces are left "
       "out)\n"
       "      --left MS       the left hand's own mean, by the sticking; "
       "--left-soft PCT\n"
       "      --loudness PCT  how much velocities vary\n"
       "      --seed N        another seed is another player\n"),
    CR_SESSION_HELP, N_("  -h, --help          this text\n"), NULL};

static int print_score(const struct cr_session *session,
                       const struct cr_timeline *timeline,
                       const struct cr_presses *presses, enum cr_format format)
{
    struct cr_result result = {0};
    const struct cr_report about = {.timeline = timeline,
                                    .result = &result,
                                    .presses = presses->items,
                                    .session = session};
    struct cr_text_buffer out = {0};
    const struct cr_score_options options = {.until_ns = INT64_MAX,
                                             .windows = &session->windows};
    const enum cr_status status = cr_score_take(
        &result, timeline, presses->items, presses->count, &options);
    if (status)
        return cr_cli_fail(status, NULL);
    if (format == CR_FORMAT_JSON)
        cr_report_json(&out, &about);
    else
        cr_report_text(&out, &about);
    cr_result_destroy(&result);
    return cr_cli_print(&out);
}

static int lay_out(const struct cr_session *session,
                   const struct cr_pattern *pattern,
                   const struct cr_player *player, struct cr_presses *presses,
                   struct cr_timeline *timeline)
{
    struct cr_session_plan plan = {0};
    int code = cr_session_prepare(session, pattern, player, presses, &plan);
    if (!code)
        code = cr_session_lay_out(&plan, pattern, 0, false, timeline);
    cr_session_plan_destroy(&plan);
    return code;
}

int cr_cli_score(int argc, char **argv)
{
    enum { HITS = 400 };
    static const struct option longs[] = {
        {"hits", required_argument, NULL, HITS},
        {"format", required_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'},
        CR_SESSION_LONGS,
        {NULL, 0, NULL, 0}};
    struct cr_session_options session = {0};
    enum cr_format format = CR_FORMAT_TEXT;
    const char *hits = NULL;
    int choice;
    while ((choice = getopt_long(argc, argv, "f:h", longs, NULL)) != -1) {
        bool is_good = true;
        if (cr_session_option(&session, choice, optarg, &is_good)) {
        } else if (choice == HITS) {
            hits = optarg;
        } else if (choice == 'f') {
            is_good = cr_cli_format(optarg, &format);
        } else if (choice == 'h') {
            cr_cli_help(score_help);
            return CR_EXIT_OK;
        } else {
            is_good = false;
        }
        if (!is_good)
            return cr_cli_usage("score", "the command line is wrong");
    }
    if (optind != argc - 1 || !hits)
        return cr_cli_usage("score", "score needs one FILE and --hits");
    struct cr_pattern pattern = {0};
    struct cr_timeline timeline = {0};
    struct cr_presses presses = {0};
    struct cr_session own = {0};
    int code = cr_cli_pattern(argv[optind], &pattern);
    if (!code)
        code = cr_session_of(&session, &pattern, 1, &own);
    if (!code)
        code = cr_session_hits(hits, &pattern, &presses);
    if (!code)
        code = lay_out(&own, &pattern, NULL, &presses, &timeline);
    if (!code)
        code = print_score(&own, &timeline, &presses, format);
    free(presses.items);
    cr_timeline_destroy(&timeline);
    cr_pattern_deinit(&pattern);
    return code;
}

static int simulate(const struct cr_session_options *session,
                    struct cr_player *player, const char *path,
                    char *const *lane_means, int lane_mean_count)
{
    struct cr_pattern pattern = {0};
    struct cr_timeline timeline = {0};
    struct cr_presses presses = {0};
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    enum cr_status status = CR_OK;
    struct cr_session own;
    int code = cr_cli_pattern(path, &pattern);
    if (!code)
        code = cr_session_of(session, &pattern, 1, &own);
    for (int i = 0; !code && !status && i < lane_mean_count; i++)
        status = cr_player_parse_lane(player, lane_means[i], &pattern, &error);
    if (!code && !status)
        code = lay_out(&own, &pattern, player, &presses, &timeline);
    if (!code && !status) {
        cr_hits_write(&out, &pattern, presses.items, presses.count);
        code = cr_cli_print(&out);
    }
    if (status)
        code = cr_cli_fail(status, &error);
    free(presses.items);
    cr_timeline_destroy(&timeline);
    cr_pattern_deinit(&pattern);
    return code;
}

int cr_cli_simulate(int argc, char **argv)
{
    enum {
        LANE_MEAN = 400,
        MEAN,
        SD,
        AR,
        DRIFT,
        GAP_DRIFT,
        FLAM,
        SWING,
        MISS,
        EXTRA,
        LEFT,
        LEFT_SOFT,
        LOUDNESS,
        SEED,
        MEANS = 64
    };
    static const struct option longs[] = {
        {"mean", required_argument, NULL, MEAN},
        {"sd", required_argument, NULL, SD},
        {"ar", required_argument, NULL, AR},
        {"drift", required_argument, NULL, DRIFT},
        {"gap-drift", required_argument, NULL, GAP_DRIFT},
        {"flam", required_argument, NULL, FLAM},
        {"swing", required_argument, NULL, SWING},
        {"miss", required_argument, NULL, MISS},
        {"extra", required_argument, NULL, EXTRA},
        {"left", required_argument, NULL, LEFT},
        {"left-soft", required_argument, NULL, LEFT_SOFT},
        {"loudness", required_argument, NULL, LOUDNESS},
        {"seed", required_argument, NULL, SEED},
        {"lane-mean", required_argument, NULL, LANE_MEAN},
        {"help", no_argument, NULL, 'h'},
        CR_SESSION_LONGS,
        {NULL, 0, NULL, 0}};
    static const char *const names[] = {
        "mean", "sd",    "ar",   "drift",     "gap-drift", "flam", "swing",
        "miss", "extra", "left", "left-soft", "loudness",  "seed"};
    struct cr_session_options session = {0};
    struct cr_player player = {0};
    char *means[MEANS];
    int mean_count = 0, choice;
    while ((choice = getopt_long(argc, argv, "h", longs, NULL)) != -1) {
        bool is_good = true;
        if (cr_session_option(&session, choice, optarg, &is_good)) {
        } else if (choice == 'h') {
            cr_cli_help(simulate_help);
            return CR_EXIT_OK;
        } else if (choice == LANE_MEAN && mean_count < MEANS) {
            means[mean_count++] = optarg;
        } else if (choice >= MEAN && choice <= SEED) {
            char text[64];
            struct cr_error error = {0};
            snprintf(text, sizeof(text), "%s=%.40s", names[choice - MEAN],
                     optarg);
            is_good = !cr_player_parse(&player, text, &error);
            if (!is_good)
                fprintf(stderr, _("creditroll: %s\n"), error.text);
        } else {
            is_good = false;
        }
        if (!is_good)
            return cr_cli_usage("simulate", "the command line is wrong");
    }
    if (optind != argc - 1)
        return cr_cli_usage("simulate", "simulate needs one FILE");
    return simulate(&session, &player, argv[optind], means, mean_count);
}
