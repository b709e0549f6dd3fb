#include "app/window/lesson_window.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/ui/first_minute.h"
#include "app/ui/live_opening.h"
#include "app/ui/metronome_window.h"
#include "app/ui/teaching.h"
#include "app/ui/window.h"
#include "app/window/practice_window.h"
#include "patterns/words.h"

static enum cr_status beat(struct cr_stage *stage,
                           const struct cr_live_wish *as,
                           struct cr_error *error)
{
    struct cr_metronome metronome;
    cr_metronome_init(&metronome);
    return cr_metronome_window(stage, &metronome, as, error);
}

static enum cr_status show_once(struct cr_stage *stage,
                                struct cr_teaching *teaching,
                                const struct cr_window_options *options,
                                const struct cr_live_wish *as,
                                struct cr_take *take, struct cr_error *error)
{
    struct cr_live *live = calloc(1, sizeof(*live));
    struct cr_live_wish wish;
    const struct cr_pattern *pattern;
    enum cr_status status = live ? CR_OK : CR_ERR_MEMORY;
    if (!status)
        status =
            options->is_first_minute
                ? cr_first_minute_wish(teaching->course, as, &wish, &pattern)
                : cr_teaching_wish(teaching, as, &wish, &pattern);
    if (!status)
        status = cr_live_open_beside(stage, live, pattern, &wish, error);
    if (!status) {
        status = cr_window_practise(stage, live, options, take, error);
        cr_live_close_beside(stage, live);
    }
    free(live);
    return status;
}

enum cr_status cr_lesson_show(struct cr_stage *stage,
                              struct cr_teaching *teaching,
                              const struct cr_window_options *options,
                              const struct cr_live_wish *as,
                              struct cr_take *take, struct cr_error *error)
{
    struct cr_window_options own = *options;
    for (;;) {
        cr_take_deinit(take);
        enum cr_status status =
            show_once(stage, teaching, &own, as, take, error);
        if (status || !take->wants_metronome)
            return status;
        status = beat(stage, as, error);
        if (status || stage->is_closed)
            return status;
        own.is_first_minute = false; /* from the metronome to the lessons */
        own.chooses_lesson = true;
    }
}

static int run(struct cr_teaching *teaching, struct cr_window_options *options)
{
    struct cr_settings settings;
    struct cr_practice practice = {0};
    struct cr_stage stage;
    struct cr_take take = {0};
    struct cr_error error = {0};
    cr_cli_settings(&settings);
    cr_practice_settle(&practice, &settings);
    options->roll = practice.said.roll;
    options->feedback = practice.feedback;
    options->keys = practice.keys;
    struct cr_history_writer *history = cr_history_writer_create(NULL);
    const struct cr_live_wish as = {.history = history,
                                    .device = practice.said.who.wish,
                                    .kit = practice.said.who.kit};
    cr_device_wake(&as.device);
    enum cr_status status = cr_stage_open(&stage, &practice.look, &error);
    if (!status)
        status = cr_lesson_show(&stage, teaching, options, &as, &take, &error);
    cr_stage_close(&stage);
    int code = take.is_there ? cr_cli_print(&take.words) : CR_EXIT_OK;
    cr_take_deinit(&take);
    const int kept = cr_headless_close_history(history);
    code = code ? code : kept;
    return status ? cr_cli_fail(status, &error) : code;
}

int cr_lesson_window(struct cr_course *course, uint32_t step, uint32_t minutes)
{
    struct cr_teaching teaching = {.course = course};
    struct cr_window_options options = {
        .teaching = &teaching, .chooses_lesson = step == CR_NONE && !minutes};
    if (step != CR_NONE || !minutes)
        cr_teaching_choose(&teaching,
                           step != CR_NONE ? step : cr_course_next(course));
    else
        cr_teaching_plan(&teaching, minutes);
    return run(&teaching, &options);
}

int cr_first_minute_window(struct cr_course *course)
{
    struct cr_teaching teaching = {.course = course};
    struct cr_window_options options = {.teaching = &teaching,
                                        .is_first_minute = true};
    cr_teaching_choose(&teaching, 0);
    return run(&teaching, &options);
}
