#include "app/window/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/files.h"
#include "app/ui/bad_file.h"
#include "app/ui/editor.h"
#include "app/ui/home.h"
#include "app/ui/library_screen.h"
#include "app/ui/metronome_window.h"
#include "app/ui/progress_look.h"
#include "app/ui/settings_screen.h"
#include "app/ui/tap_window.h"
#include "app/ui/teaching.h"
#include "app/window/lesson_window.h"
#include "app/window/practice_window.h"
#include "patterns/words.h"

struct program {
    struct cr_stage stage;
    struct cr_settings settings;
    struct cr_practice practice; /* by the settings */
    struct cr_course course;
    struct cr_library library;
    struct cr_history_writer *history;
    struct cr_home home;
    struct cr_library_place shelf;
    struct cr_take take;     /* the last one of a file */
    struct cr_settings kept; /* as they are in their file, or will be */
    struct cr_error error;
};

/* What the settings say, once they may have changed. */
static void settle(struct program *p)
{
    p->practice = (struct cr_practice){0};
    cr_practice_settle(&p->practice, &p->settings);
    p->course.has_own_hands =
        strcmp(p->settings.values[CR_SET_HANDS], "as-played") != 0;
    if (p->course.has_own_hands)
        cr_course_set_hands(
            &p->course, strcmp(p->settings.values[CR_SET_HANDS], "left") == 0);
}

/* What was changed is kept, on the screen for it or by keys of all screens. */
static void keep_settings(struct program *p)
{
    cr_look_take(&p->settings, &p->stage.look);
    if (memcmp(&p->settings, &p->kept, sizeof(p->kept)) == 0)
        return;
    cr_side_task_drop(p->home.keeping);
    p->home.keeping = cr_keep_settings(&p->settings, &p->kept);
    p->kept = p->settings;
}

static struct cr_live_wish wish_of(const struct program *p)
{
    return (struct cr_live_wish){.history = p->history,
                                 .device = p->practice.said.who.wish,
                                 .kit = p->practice.said.who.kit};
}

static enum cr_status teach(struct program *p, uint32_t step, bool chooses,
                            bool is_first_minute)
{
    struct cr_teaching teaching = {.course = &p->course};
    const struct cr_window_options options = {.teaching = &teaching,
                                              .chooses_lesson = chooses,
                                              .is_first_minute =
                                                  is_first_minute,
                                              .roll = p->practice.said.roll,
                                              .feedback = p->practice.feedback,
                                              .keys = p->practice.keys};
    const struct cr_live_wish as = wish_of(p);
    struct cr_take take = {0};
    cr_teaching_choose(&teaching, step);
    const enum cr_status status =
        cr_lesson_show(&p->stage, &teaching, &options, &as, &take, &p->error);
    cr_take_deinit(&take);
    return status;
}

static enum cr_status edit(struct program *p, const char *path, bool is_copy,
                           int line, int column)
{
    const struct cr_live_wish as = wish_of(p);
    struct cr_editing editing = {
        .path = path, .is_copy = is_copy, .line = line, .column = column};
    enum cr_status status = cr_editor_show(&p->stage, &as, &editing, &p->error);
    while (!status && editing.practises && !p->stage.is_closed) {
        bool is_bad;
        cr_take_deinit(&p->take);
        status = cr_practice_show(&p->stage, &p->practice, editing.saved,
                                  p->history, &p->take, &is_bad, &p->error);
        if (is_bad)
            status = CR_OK;
        const struct cr_editing again = {.path = editing.saved};
        char saved[sizeof(editing.saved)];
        memcpy(saved, editing.saved, sizeof(saved));
        editing = again;
        editing.path = saved;
        if (!status)
            status = cr_editor_show(&p->stage, &as, &editing, &p->error);
    }
    return status;
}

/* A file is played; if it cannot be understood, what is wrong is shown. */
static enum cr_status play_file(struct program *p, const char *path,
                                const char *shelf, bool is_own)
{
    for (;;) {
        struct cr_bad_file bad = {.path = path, .shelf = shelf};
        bool is_bad;
        cr_take_deinit(&p->take);
        enum cr_status status =
            cr_practice_show(&p->stage, &p->practice, path, p->history,
                             &p->take, &is_bad, &p->error);
        if (!is_bad)
            return status;
        status = cr_bad_file_show(&p->stage, &bad, &p->error);
        if (status || bad.answer == CR_BAD_FILE_LEFT || p->stage.is_closed)
            return status;
        if (bad.answer == CR_BAD_FILE_EDIT)
            return edit(p, path, !is_own, bad.line, bad.column);
    }
}

static enum cr_status browse(struct program *p)
{
    enum cr_status status = CR_OK;
    while (!status && !p->stage.is_closed) {
        const struct cr_live_wish as = wish_of(p);
        enum cr_library_answer answer;
        uint32_t item = 0;
        status = cr_library_show(&p->stage, &p->library, &as, &p->shelf,
                                 &answer, &item, &p->error);
        if (status || answer == CR_LIBRARY_LEFT || p->stage.is_closed)
            break;
        const struct cr_library_item *chosen = &p->library.items[item];
        const bool is_own = chosen->shelf == CR_SHELF_MINE;
        if (answer == CR_LIBRARY_EDIT && !chosen->is_programme)
            status = edit(p, chosen->path, !is_own, 0, 0);
        else if (chosen->step != CR_NO_STEP)
            status = teach(p, chosen->step, false, false);
        else
            status = play_file(p, chosen->path, cr_shelf_name(chosen->shelf),
                               is_own);
    }
    return status;
}

static enum cr_status set_up(struct program *p)
{
    bool calibrates = true;
    enum cr_status status = CR_OK;
    while (!status && calibrates && !p->stage.is_closed) {
        status =
            cr_settings_show(&p->stage, &p->settings, &calibrates, &p->error);
        keep_settings(p);
        settle(p);
        if (!status && calibrates && !p->stage.is_closed)
            status =
                cr_tap_window(&p->stage, &p->practice.said.who.wish, &p->error);
    }
    return status;
}

static enum cr_status go_to(struct program *p, enum cr_place place)
{
    const struct cr_live_wish as = wish_of(p);
    struct cr_metronome metronome;
    switch (place) {
    case CR_PLACE_LESSON:
        return teach(p, cr_course_next(&p->course), false, false);
    case CR_PLACE_LESSONS:
        return teach(p, cr_course_next(&p->course), true, false);
    case CR_PLACE_METRONOME:
        cr_metronome_init(&metronome);
        return cr_metronome_window(&p->stage, &metronome, &as, &p->error);
    case CR_PLACE_LIBRARY:
        if (p->shelf.shelf != p->home.shelf)
            p->shelf = (struct cr_library_place){.shelf = p->home.shelf};
        return browse(p);
    case CR_PLACE_EDITOR: return edit(p, NULL, false, 0, 0);
    case CR_PLACE_PROGRESS: return cr_progress_show(&p->stage, &p->error);
    case CR_PLACE_CALIBRATE:
        return cr_tap_window(&p->stage, &p->practice.said.who.wish, &p->error);
    case CR_PLACE_SETTINGS: return set_up(p);
    default: return CR_OK;
    }
}

/* A place that fails says so at home: the window stays. */
static void stay_at_home(struct program *p)
{
    enum cr_status status = CR_OK;
    while (!p->stage.is_closed) {
        enum cr_place place = CR_PLACE_QUIT;
        status = cr_home_show(&p->stage, &p->home, &place, &p->error);
        p->home.notice[0] = '\0';
        if (status || place == CR_PLACE_QUIT)
            break;
        status = go_to(p, place);
        if (status)
            cr_say(p->home.notice, sizeof(p->home.notice), "%.200s",
                   p->error.text[0] ? p->error.text : _("no memory"));
        keep_settings(p);
    }
    keep_settings(p);
}

/* What home shows; a file needs none of it. */
static enum cr_status open_home(struct program *p, bool *has_played)
{
    p->home.course = &p->course;
    p->home.library = &p->library;
    p->home.settings = &p->settings;
    if (cr_cli_course(&p->course, has_played))
        return cr_fail(&p->error, CR_ERR_IO, 0, 0, "the course cannot be read");
    return cr_library_add_course(&p->library, &p->course.files, &p->error);
}

static enum cr_status open_program(struct program *p, bool has_file,
                                   bool *has_played)
{
    struct cr_error error = {0};
    if (cr_settings_load(&p->settings, &error))
        cr_say(p->home.notice, sizeof(p->home.notice),
               _("%.150s. All is as it ships."), error.text);
    p->kept = p->settings;
    const enum cr_status status = has_file ? CR_OK : open_home(p, has_played);
    if (status)
        return status;
    settle(p);
    if (has_file || !*has_played)
        cr_device_wake(&p->practice.said.who.wish);
    p->history = cr_history_writer_create(NULL);
    return cr_stage_open(&p->stage, &p->practice.look, &p->error);
}

static int run(const char *path)
{
    struct program *p = calloc(1, sizeof(*p));
    bool has_played = false;
    if (!p)
        return cr_cli_fail(CR_ERR_MEMORY, NULL);
    enum cr_status status = open_program(p, path != NULL, &has_played);
    if (!status && path)
        status = play_file(p, path, _("Your file"), true);
    else if (!status && !has_played)
        status = teach(p, 0, false, true);
    if (!status && !path)
        stay_at_home(p);
    else if (!status)
        keep_settings(p);
    int code = status ? cr_cli_fail(status, &p->error) : CR_EXIT_OK;
    if (path && p->take.is_there) {
        const int printed = cr_cli_print(&p->take.words);
        code = code ? code : printed;
    }
    cr_take_deinit(&p->take);
    cr_side_task_drop(p->home.keeping);
    const int kept = cr_headless_close_history(p->history);
    cr_stage_close(&p->stage);
    cr_library_destroy(&p->library);
    cr_course_close(&p->course);
    free(p);
    return code ? code : kept;
}

int cr_program_window(const char *path)
{
    const struct cr_practice_options as_usual = {0};
    /* a text from a pipe cannot be read again, or mended */
    return path && strcmp(path, "-") == 0 ? cr_practice_window(&as_usual, path)
                                          : run(path);
}
