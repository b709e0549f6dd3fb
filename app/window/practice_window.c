#include "app/window/practice_window.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/device_options.h"
#include "app/files.h"
#include "app/report.h"
#include "app/ui/live_opening.h"
#include "app/ui/set_list.h"
#include "app/ui/settings_screen.h"
#include "patterns/hands.h"
#include "patterns/words.h"

/* What is practised in the window: a pattern, or a programme. */
struct piece {
    char *text;
    size_t size;
    struct cr_pattern pattern;
    struct cr_session session; /* of it */
    struct cr_programme_files files;
    bool is_programme;
    int code; /* said already; or 0 */
};

void cr_practice_settle(struct cr_practice *practice,
                        const struct cr_settings *settings)
{
    struct cr_practice *p = practice;
    struct cr_look look;
    cr_device_settle(&p->said.who.wish, settings);
    if (!p->said.who.kit)
        p->said.who.kit = settings->values[CR_SET_KIT];
    if (!p->said.has_roll)
        p->said.roll =
            (enum cr_roll_when)cr_setting_number(settings, CR_SET_ROLL);
    p->feedback =
        (enum cr_feedback)cr_setting_number(settings, CR_SET_FEEDBACK);
    if (strcmp(settings->values[CR_SET_HANDS], "left") == 0)
        p->said.session.session.is_left_handed = true;
    cr_drum_keys_of(&p->keys, settings);
    cr_look_of(&look, settings);
    look.is_calm |= p->said.is_calm;
    look.has_visual_click |= p->said.has_visual_click;
    p->look = look;
}

static enum cr_status fail_at(struct cr_diagnostics *found,
                              enum cr_status status, struct cr_error *error)
{
    for (size_t i = 0; i < found->count; i++) {
        if (found->items[i].severity != CR_ERROR)
            continue;
        (void)cr_fail(error, status, found->items[i].line,
                      found->items[i].column, "%s", found->items[i].text);
        break;
    }
    return status;
}

/* Keys know the hand: where the sticking says all, each hand is a lane. */
static enum cr_status open_pattern(struct piece *piece,
                                   const struct cr_practice *p,
                                   struct cr_diagnostics *found,
                                   struct cr_error *error)
{
    const enum cr_status status =
        cr_pattern_read(&piece->pattern, piece->text, piece->size, found);
    struct cr_session_options options = p->said.session;
    if (status)
        return fail_at(found, status, error);
    if (!options.session.sticking &&
        cr_pattern_can_split_hands(&piece->pattern))
        options.session.sticking = CR_STICKING_LANES;
    piece->code = cr_session_of(&options, &piece->pattern, 16, &piece->session);
    return piece->code ? cr_fail(error, CR_ERR_RANGE, 0, 0,
                                 "this pattern cannot be practised so")
                       : CR_OK;
}

/* `found` has what is wrong with it. */
static enum cr_status open_piece(struct piece *piece,
                                 const struct cr_practice *p, const char *path,
                                 struct cr_diagnostics *found,
                                 struct cr_error *error)
{
    enum cr_status status =
        cr_file_read(path, CR_FILE_LIMIT, &piece->text, &piece->size, error);
    if (status)
        return status;
    piece->is_programme = cr_programme_is(piece->text, piece->size);
    if (!piece->is_programme)
        return open_pattern(piece, p, found, error);
    status = cr_programme_files_open(&piece->files, path, piece->text,
                                     piece->size, found);
    return status ? fail_at(found, status, error) : CR_OK;
}

static void close_piece(struct piece *piece)
{
    free(piece->text);
    cr_pattern_deinit(&piece->pattern);
    cr_programme_files_close(&piece->files);
}

static void begin_live(struct cr_live_opening *opening,
                       const struct cr_practice *p, const struct piece *piece,
                       const char *path, struct cr_history_writer *history,
                       struct cr_live *live)
{
    const struct cr_pattern *pattern =
        piece->is_programme ? &piece->files.files[0].pattern : &piece->pattern;
    struct cr_live_wish wish = {.device = p->said.who.wish,
                                .kit = p->said.who.kit,
                                .is_click_off = p->said.who.no_click,
                                .history = history};
    if (piece->is_programme) {
        wish = cr_set_list_wish(&piece->files, 0, &wish);
    } else {
        wish.session = piece->session;
        wish.pattern_text = piece->text;
        wish.title = cr_headless_title(&piece->pattern, path);
    }
    cr_live_begin_opening(opening, live, pattern, &wish);
}

static struct cr_window_options options_of(const struct cr_practice *p,
                                           const struct piece *piece,
                                           struct cr_reload *reload)
{
    return (struct cr_window_options){
        .is_json = p->said.who.format == CR_FORMAT_JSON,
        .roll = p->said.roll,
        .feedback = p->feedback,
        .keys = p->keys,
        .reload = reload,
        .programme = piece->is_programme ? &piece->files : NULL};
}

static void watch(struct cr_reload *reload, const struct piece *piece,
                  const char *path)
{
    cr_reload_begin(reload, piece->is_programme ? NULL : path, piece->text,
                    piece->size);
}

/* Opens its own window while the device is being opened. */
static enum cr_status play(const struct cr_practice *p,
                           const struct piece *piece, const char *path,
                           struct cr_history_writer *history,
                           struct cr_take *take, int *saved,
                           struct cr_error *error)
{
    struct cr_reload reload;
    watch(&reload, piece, path);
    const struct cr_window_options options = options_of(p, piece, &reload);
    struct cr_live *live = calloc(1, sizeof(*live));
    struct cr_live_opening opening;
    struct cr_stage stage;
    struct cr_error no_window = {0};
    enum cr_status status = live ? CR_OK : CR_ERR_MEMORY;
    if (live) {
        begin_live(&opening, p, piece, path, history, live);
        const enum cr_status opened =
            cr_stage_open(&stage, &p->look, &no_window);
        status =
            cr_live_finish_opening(&opening, opened ? NULL : &stage, error);
        const bool has_live = !status;
        if (!status && opened) {
            status = opened;
            *error = no_window;
        }
        if (!status)
            status = cr_window_practise(&stage, live, &options, take, error);
        cr_stage_close(&stage);
        if (take->is_there && p->said.who.save_hits)
            *saved = cr_headless_save(p->said.who.save_hits, take->pattern,
                                      &take->presses);
        if (has_live)
            cr_live_destroy(live);
    }
    take->pattern = NULL;
    cr_reload_end(&reload);
    free(live);
    return status;
}

int cr_practice_window(const struct cr_practice_options *options,
                       const char *path)
{
    struct cr_practice practice = {.said = *options};
    struct piece piece = {0};
    struct cr_take take = {0};
    struct cr_settings settings;
    struct cr_diagnostics found = {0};
    struct cr_error error = {0};
    int code = CR_EXIT_OK;
    cr_cli_settings(&settings);
    cr_practice_settle(&practice, &settings);
    enum cr_status status = open_piece(&piece, &practice, path, &found, &error);
    cr_cli_print_found(path, piece.text, piece.size, &found);
    if (piece.code)
        code = piece.code;
    else if (status && found.error_count)
        code =
            status == CR_ERR_MEMORY ? cr_cli_fail(status, NULL) : CR_EXIT_INPUT;
    else if (status)
        code = cr_cli_fail(status, &error);
    cr_diagnostics_deinit(&found);
    if (!code) {
        struct cr_history_writer *history =
            practice.said.who.no_history ? NULL
                                         : cr_history_writer_create(NULL);
        status = play(&practice, &piece, path, history, &take, &code, &error);
        if (take.is_there) {
            const int printed = cr_cli_print(
                practice.said.who.format == CR_FORMAT_JSON ? &take.json
                                                           : &take.words);
            code = code ? code : printed;
        }
        cr_take_deinit(&take);
        const int kept = cr_headless_close_history(history);
        code = code ? code : kept;
        if (status)
            code = cr_cli_fail(status, &error);
    }
    close_piece(&piece);
    return code;
}

enum cr_status
cr_practice_show(struct cr_stage *stage, const struct cr_practice *practice,
                 const char *path, struct cr_history_writer *history,
                 struct cr_take *take, bool *is_bad, struct cr_error *error)
{
    struct piece piece = {0};
    struct cr_diagnostics found = {0};
    struct cr_live *live = calloc(1, sizeof(*live));
    enum cr_status status =
        live ? open_piece(&piece, practice, path, &found, error)
             : CR_ERR_MEMORY;
    *is_bad = live && status && status != CR_ERR_MEMORY;
    cr_diagnostics_deinit(&found);
    struct cr_live_opening opening;
    if (!status) {
        begin_live(&opening, practice, &piece, path, history, live);
        status = cr_live_finish_opening(&opening, stage, error);
    }
    if (!status) {
        struct cr_reload reload;
        watch(&reload, &piece, path);
        const struct cr_window_options options =
            options_of(practice, &piece, &reload);
        status = cr_window_practise(stage, live, &options, take, error);
        take->pattern = NULL;
        cr_live_close_beside(stage, live);
        cr_reload_end(&reload);
    }
    close_piece(&piece);
    free(live);
    return status;
}
