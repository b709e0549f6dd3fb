/* Without a window: plays a groove into a file, has an imagined drummer play
 * along, scores that, and draws the grid. */
#include <stdio.h>
#include <stdlib.h>

#include "app/kit_choice.h"
#include "app/cli/session_options.h"
#include "app/files.h"
#include "app/report.h"
#include "app/ui/theme.h"
#include "app/window/window_module.h"
#include "audio/offline.h"
#include "patterns/words.h"

#define SOUND "creditroll-demo.wav"
#define PICTURE "creditroll-demo.png"
#define RATE 48000

static enum cr_status write_sound(const struct cr_timeline *timeline,
                                  struct cr_error *error)
{
    struct cr_kit kit = {0};
    struct cr_hits hits = {0};
    struct cr_sound_file *file = NULL;
    const struct cr_schedule_options options = {.has_pattern = true,
                                                .has_countin = true,
                                                .has_click = true,
                                                .click_gain = 1};
    const struct cr_note first = {.bar = 0, .at = {0, 1}};
    struct cr_offline job = {.hits = &hits,
                             .first_frame =
                                 cr_timeline_frame(timeline, &first, RATE),
                             .end_frame = cr_timeline_end_frame(timeline, RATE),
                             .tail_frames = 4 * RATE,
                             .block_frames = 512};
    char draft[4096];
    enum cr_status status =
        cr_kit_open(&kit, NULL, RATE, timeline->pattern, error);
    if (!status)
        status = cr_hits_create(&hits, timeline, &kit, &options);
    if (!status)
        status = cr_file_draft_name(SOUND, draft, sizeof(draft), error);
    if (!status) {
        status = cr_sound_file_create(&file, draft, SOUND, RATE, 0, error);
        if (!status)
            status = cr_offline_run(&job, RATE, file, error);
        const enum cr_status closed = cr_sound_file_close(file, error);
        status = status ? status : closed;
        if (status)
            remove(draft);
        else
            status = cr_file_publish(draft, SOUND, error);
    }
    cr_hits_destroy(&hits);
    cr_kit_destroy(&kit);
    return status;
}

static enum cr_status score(const struct cr_timeline *timeline)
{
    const struct cr_player player = {
        .mean_ms = -8, .sd_ms = 14, .ar = 0.5, .miss_pct = 1, .seed = 7};
    struct cr_presses presses = {0};
    struct cr_result result = {0};
    struct cr_text_buffer out = {0};
    enum cr_status status = cr_player_play(&player, timeline, &presses);
    if (!status)
        status = cr_score(&result, timeline, presses.items, presses.count);
    if (!status) {
        cr_report_text(&out, &(struct cr_report){.timeline = timeline,
                                                 .result = &result,
                                                 .presses = presses.items});
        if (cr_cli_print(&out))
            status = CR_ERR_IO;
    }
    cr_result_destroy(&result);
    free(presses.items);
    return status;
}

static enum cr_status draw(const struct cr_timeline *timeline,
                           struct cr_error *error)
{
    const struct cr_window_module *window = cr_window_load(error);
    return window ? window->draw_grid(timeline, cr_theme_find("dark"), 1, 0,
                                      PICTURE, error)
                  : CR_ERR_DEVICE;
}

static int demonstrate(const char *path)
{
    struct cr_pattern pattern = {0};
    struct cr_timeline heard = {0}, judged = {0};
    struct cr_session_plan plan = {0};
    struct cr_presses nobody = {0};
    struct cr_error error = {0};
    const struct cr_session session = {.loops = 4};
    enum cr_status status = CR_OK;
    int code = cr_cli_pattern(path, &pattern);
    if (!code)
        code = cr_session_prepare(&session, &pattern, NULL, &nobody, &plan);
    if (!code)
        code = cr_session_lay_out(&plan, &pattern, pattern.countin_bars, true,
                                  &heard);
    if (!code)
        code = cr_session_lay_out(&plan, &pattern, 0, false, &judged);
    if (!code) {
        printf(
            _("There is no display here, so this is a demonstration.\n\n"
              "%s is played into a file, and an imagined drummer, 8 ms early "
              "and\nunsteady by 14 ms, plays along:\n\n"),
            pattern.title ? pattern.title : path);
        fflush(stdout);
        status = write_sound(&heard, &error);
    }
    if (!code && !status)
        status = score(&judged);
    if (!code && !status)
        status = draw(&judged, &error);
    if (!code && !status)
        printf(_("\nWritten: %s (what was heard)\n"
                 "         %s (the beat grid)\n\n"
                 "'creditroll --help' lists what else it does without a "
                 "display.\n"),
               SOUND, PICTURE);
    cr_timeline_destroy(&heard);
    cr_timeline_destroy(&judged);
    cr_session_plan_destroy(&plan);
    cr_pattern_deinit(&pattern);
    return status ? cr_cli_fail(status, &error) : code;
}

int cr_cli_demo(int argc, char **argv)
{
    char path[4096];
    if (argc > 0)
        return demonstrate(argv[0]);
    if (!cr_file_shipped_pattern("funk-ghosts.beat", path, sizeof(path))) {
        fputs(_("creditroll: no patterns are installed\n"), stderr);
        return CR_EXIT_MACHINE;
    }
    return demonstrate(path);
}
