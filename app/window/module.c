/* The way into the module. */
#include "app/cli/headless.h"
#include "app/ui/key_window.h"
#include "app/ui/metronome_window.h"
#include "app/ui/picture.h"
#include "app/ui/settings_screen.h"
#include "app/ui/tap_window.h"
#include "app/window/lesson_window.h"
#include "app/window/practice_window.h"
#include "app/window/program.h"
#include "app/window/window_module.h"

static enum cr_status open_stage(struct cr_stage *stage,
                                 const struct cr_settings *settings,
                                 struct cr_error *error)
{
    struct cr_look look;
    cr_look_of(&look, settings);
    return cr_stage_open(stage, &look, error);
}

static int show_metronome(const struct cr_metronome *metronome,
                          const struct cr_live_wish *wish,
                          const struct cr_settings *settings)
{
    struct cr_stage stage;
    struct cr_error error = {0};
    struct cr_live_wish own = *wish;
    own.history = cr_history_writer_create(NULL);
    cr_device_wake(&own.device);
    enum cr_status status = open_stage(&stage, settings, &error);
    if (!status)
        status = cr_metronome_window(&stage, metronome, &own, &error);
    cr_stage_close(&stage);
    const int kept = cr_headless_close_history(own.history);
    return status ? cr_cli_fail(status, &error) : kept;
}

static int calibrate(const struct cr_device_wish *wish, bool is_key_sound,
                     const struct cr_settings *settings)
{
    struct cr_stage stage;
    struct cr_error error = {0};
    enum cr_status status = open_stage(&stage, settings, &error);
    if (!status)
        status = is_key_sound ? cr_key_window(&stage, wish, &error)
                              : cr_tap_window(&stage, wish, &error);
    cr_stage_close(&stage);
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}

static enum cr_status draw_report(const struct cr_report *report,
                                  const char *path, struct cr_error *error)
{
    return cr_picture_report(report, cr_theme_find("dark"), 1, path, error);
}

static enum cr_status draw_progress(const struct cr_exercises *exercises,
                                    enum cr_progress_range range,
                                    const char *path, struct cr_error *error)
{
    const struct cr_progress_view view = {
        .theme = cr_theme_find("dark"), .exercises = exercises, .range = range};
    return cr_picture_progress(&view, 1, path, error);
}

extern const struct cr_window_module cr_window_module;
const struct cr_window_module cr_window_module = {
    .program = cr_program_window,
    .practice = cr_practice_window,
    .lessons = cr_lesson_window,
    .first_minute = cr_first_minute_window,
    .metronome = show_metronome,
    .calibrate = calibrate,
    .draw_grid = cr_picture_write,
    .draw_report = draw_report,
    .draw_progress = draw_progress,
};
