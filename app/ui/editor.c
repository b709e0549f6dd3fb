#include "app/ui/editor_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/files.h"
#include "patterns/beat_lines.h"
#include "patterns/words.h"

#define COPY_NS INT64_C(1000000000) /* between two recovery copies */

const struct cr_diagnostic *cr_editor_mistake(const struct cr_editor *editor)
{
    for (size_t i = 0; i < editor->found.count; i++) {
        if (editor->found.items[i].severity == CR_ERROR)
            return &editor->found.items[i];
    }
    return NULL;
}

uint32_t cr_editor_bar(const struct cr_editor *editor,
                       const struct cr_text_bar *bar)
{
    uint32_t before = bar->bar;
    if (!editor->has_pattern || !bar->lane_count)
        return CR_NONE;
    for (uint32_t i = 0; i < editor->pattern.bar_count; i++) {
        if (editor->pattern.bars[i].line == bar->lanes[0].line && !before--)
            return i;
    }
    return CR_NONE;
}

/* The text is another one: what is wrong with it, and how it sounds. */
static void read_text(struct cr_editor *e)
{
    struct cr_pattern pattern = {0};
    struct cr_error error = {0};
    cr_diagnostics_deinit(&e->found);
    e->found = (struct cr_diagnostics){0};
    e->is_copied = false;
    e->is_asked = false;
    if (cr_pattern_read(&pattern, e->text.text, e->text.size, &e->found))
        return;
    if (e->has_pattern)
        cr_pattern_deinit(&e->pattern);
    e->pattern = pattern;
    e->has_pattern = true;
    if (cr_preview_change(&e->sound, e->text.text, e->text.size, &error))
        snprintf(e->notice, sizeof(e->notice), "%s", error.text);
}

static void changed(struct cr_editor *e, bool is_done, const char *trouble)
{
    snprintf(e->notice, sizeof(e->notice), "%s", is_done ? "" : trouble);
    if (is_done)
        read_text(e);
}

/* A title of its own for a copy. */
static bool rename_copy(struct cr_edit_text *t)
{
    struct cr_lines lines;
    struct cr_line line;
    cr_lines_init(&lines, t->text, t->size);
    while (cr_lines_next(&lines, &line)) {
        if (line.kind != CR_LINE_KEY || !cr_span_is(line.name, "title"))
            continue;
        t->at = (size_t)(line.value.at + line.value.size - t->text);
        return cr_edit_insert(t, _(", my version"));
    }
    return true; /* the file's name will do */
}

static void hear(struct cr_editor *e)
{
    struct cr_error error = {0};
    e->notice[0] = '\0';
    if (cr_preview_is_playing(&e->sound))
        cr_preview_stop(&e->sound);
    else if (cr_editor_mistake(e))
        cr_say(e->notice, sizeof(e->notice),
               _("It is heard once the mistake is mended"));
    else if (cr_preview_play(&e->sound, e->text.text, e->text.size, &error))
        snprintf(e->notice, sizeof(e->notice), "%s", error.text);
}

static void turn_back(struct cr_editor *e, bool is_redo)
{
    const bool is_done =
        is_redo ? cr_edit_redo(&e->text) : cr_edit_undo(&e->text);
    changed(e, is_done,
            is_redo ? _("Nothing was undone") : _("Nothing to undo"));
    if (!e->is_in_file && !cr_edit_enter_grid(&e->text))
        e->is_in_file = true;
}

/* The copy that was left is taken in, as one step. */
static void take_left(struct cr_editor *e)
{
    if (!e->left)
        return;
    const bool is_done = cr_edit_replace(&e->text, e->left, e->left_size, 0);
    free(e->left);
    e->left = NULL;
    e->has_taken = is_done;
    changed(e, is_done, _("no memory"));
    if (!e->is_in_file && !cr_edit_enter_grid(&e->text))
        e->is_in_file = true;
    cr_say(e->notice, sizeof(e->notice),
           _("This is the copy that was not saved. Ctrl+Z goes back"));
}

static bool control(struct cr_scene *scene, const SDL_Keysym *key)
{
    struct cr_editor *e = scene->context;
    const bool is_back = key->mod & KMOD_SHIFT;
    if (!(key->mod & KMOD_CTRL))
        return false;
    switch (key->sym) {
    case SDLK_s: cr_editor_save(e); return true;
    case SDLK_z: turn_back(e, is_back); return true;
    case SDLK_y: turn_back(e, true); return true;
    default: return false;
    }
}

/* Moves on the grid. */
static void grid_key(struct cr_editor *e, const SDL_Keysym *key)
{
    const bool is_back = key->mod & KMOD_SHIFT;
    switch (key->sym) {
    case SDLK_LEFT: (void)cr_edit_step_cell(&e->text, -1); break;
    case SDLK_RIGHT: (void)cr_edit_step_cell(&e->text, 1); break;
    case SDLK_UP: (void)cr_edit_step_lane(&e->text, -1); break;
    case SDLK_DOWN: (void)cr_edit_step_lane(&e->text, 1); break;
    case SDLK_HOME:
        while (cr_edit_step_cell(&e->text, -1))
            ;
        break;
    case SDLK_END:
        while (cr_edit_step_cell(&e->text, 1))
            ;
        break;
    case SDLK_DELETE:
        changed(e, cr_edit_glyph(&e->text, '-'), _("No cell is here"));
        break;
    case SDLK_BACKSPACE:
        if (cr_edit_step_cell(&e->text, -1)) {
            changed(e, cr_edit_glyph(&e->text, '-'), _("No cell is here"));
            (void)cr_edit_step_cell(&e->text, -1);
        }
        break;
    case SDLK_F5:
        changed(e,
                is_back ? cr_edit_remove_bar(&e->text)
                        : cr_edit_add_bar(&e->text),
                is_back ? _("The last bar stays") : _("There is no bar here"));
        break;
    case SDLK_F6:
        changed(e,
                is_back ? cr_edit_remove_lane(&e->text)
                        : cr_edit_add_lane(&e->text),
                is_back ? _("The last lane stays")
                        : _("All usual lanes are here; others are typed in the "
                            "file"));
        break;
    default: break;
    }
}

static void file_key(struct cr_editor *e, SDL_Keycode key)
{
    switch (key) {
    case SDLK_LEFT: cr_edit_move(&e->text, -1, 0); break;
    case SDLK_RIGHT: cr_edit_move(&e->text, 1, 0); break;
    case SDLK_UP: cr_edit_move(&e->text, 0, -1); break;
    case SDLK_DOWN: cr_edit_move(&e->text, 0, 1); break;
    case SDLK_PAGEUP: cr_edit_move(&e->text, 0, -16); break;
    case SDLK_PAGEDOWN: cr_edit_move(&e->text, 0, 16); break;
    case SDLK_HOME: cr_edit_end(&e->text, false); break;
    case SDLK_END: cr_edit_end(&e->text, true); break;
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
        changed(e, cr_edit_insert(&e->text, "\n"), _("The text is too long"));
        break;
    case SDLK_BACKSPACE: changed(e, cr_edit_erase(&e->text, true), ""); break;
    case SDLK_DELETE: changed(e, cr_edit_erase(&e->text, false), ""); break;
    default: break;
    }
}

static void key(struct cr_scene *scene, const SDL_KeyboardEvent *event)
{
    struct cr_editor *e = scene->context;
    const SDL_Keycode code = event->keysym.sym;
    scene->is_stale = true;
    if (control(scene, &event->keysym))
        return;
    switch (code) {
    case SDLK_ESCAPE: cr_editor_leave(scene); return;
    case SDLK_F7: hear(e); return;
    case SDLK_F8: cr_editor_practise(scene); return;
    case SDLK_F9: take_left(e); return;
    case SDLK_TAB:
        e->is_in_file = !e->is_in_file;
        if (!e->is_in_file && !cr_edit_enter_grid(&e->text))
            e->is_in_file = true; /* there is no grid yet */
        return;
    default: break;
    }
    if (e->is_in_file && code != SDLK_F5 && code != SDLK_F6)
        file_key(e, code);
    else
        grid_key(e, &event->keysym);
}

/* On the grid the file's own letters are the keys. */
static void type(struct cr_scene *scene, const char *text)
{
    static const char glyphs[] = "-.xXoOgG123456789hHpsS+bB#@fFdDrz~%RLB";
    struct cr_editor *e = scene->context;
    scene->is_stale = true;
    if (SDL_GetModState() & KMOD_CTRL)
        return;
    if (e->is_in_file)
        changed(e, cr_edit_insert(&e->text, text), _("The text is too long"));
    else if (text[0] == ' ')
        hear(e);
    else if (text[0] && !text[1] && strchr(glyphs, text[0]))
        changed(e, cr_edit_glyph(&e->text, text[0]), _("No cell is here"));
    else
        cr_say(e->notice, sizeof(e->notice),
               _("\xE2\x80\x9C%s\xE2\x80\x9D is no stroke: F1 shows the keys"),
               text);
}

/* A cell of the grid, lane by lane; or a line of the file. */
static void choose(struct cr_scene *scene, int row)
{
    struct cr_editor *e = scene->context;
    e->is_in_file = row >= CR_EDITOR_FILE_ROW;
    if (e->is_in_file)
        cr_edit_go(&e->text, row - CR_EDITOR_FILE_ROW, 1);
    else
        (void)cr_edit_go_cell(&e->text, (uint32_t)row / CR_CELL_LIMIT,
                              (uint32_t)row % CR_CELL_LIMIT);
}

/* Somebody else has written to the file. */
static void take_news(struct cr_editor *e, const char *text, size_t size)
{
    if (cr_edit_is_changed(&e->text)) {
        cr_say(e->notice, sizeof(e->notice),
               _("The file was changed elsewhere: Ctrl+S writes over that"));
        return;
    }
    const size_t at = e->text.at < size ? e->text.at : size;
    if (!cr_edit_replace(&e->text, text, size, at))
        return;
    cr_edit_mark_saved(&e->text);
    changed(e, true, "");
    if (!e->is_in_file && !cr_edit_enter_grid(&e->text))
        e->is_in_file = true;
    cr_say(e->notice, sizeof(e->notice),
           _("The file was changed elsewhere, and read again"));
}

static void update(struct cr_scene *scene)
{
    struct cr_editor *e = scene->context;
    const int64_t now = cr_monotonic_ns();
    char *text;
    size_t size;
    const bool was_heard = cr_preview_is_playing(&e->sound);
    cr_preview_update(&e->sound);
    scene->is_stale |= was_heard; /* the playhead moves */
    scene->is_stale |= cr_editor_look_at_saving(scene);
    if (!e->saving && cr_file_watch_look(&e->watch, now, &text, &size)) {
        take_news(e, text, size);
        free(text);
        scene->is_stale = true;
    }
    if (cr_edit_is_changed(&e->text) && !e->is_copied &&
        now - e->copied_ns > COPY_NS &&
        cr_recovery_keep(&e->recovery, e->text.text, e->text.size)) {
        e->is_copied = true;
        e->copied_ns = now;
    }
}

static enum cr_status open_text(struct cr_editor *e, struct cr_error *error)
{
    struct cr_editing *own = e->editing;
    char *text = NULL;
    size_t size = strlen(cr_edit_new_text);
    enum cr_status status = CR_OK;
    if (own->path)
        status = cr_file_read(own->path, CR_FILE_LIMIT, &text, &size, error);
    if (status)
        return status;
    if (!cr_edit_open(&e->text, text ? text : cr_edit_new_text, size))
        status = cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    own->saved[0] = '\0';
    if (!status && own->path && !own->is_copy) {
        snprintf(own->saved, sizeof(own->saved), "%s", own->path);
        cr_file_watch_begin(&e->watch, own->path, text, size);
    }
    free(text);
    cr_recovery_begin(&e->recovery, own->path);
    if (!status && own->is_copy && !rename_copy(&e->text))
        status = cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    return status;
}

/* A copy that differs from the text is offered. */
static void look_for_copy(struct cr_editor *e)
{
    if (!cr_recovery_find(&e->recovery, &e->left, &e->left_size))
        return;
    if (e->left_size == e->text.size &&
        memcmp(e->left, e->text.text, e->left_size) == 0) {
        free(e->left);
        e->left = NULL;
        cr_recovery_drop_found(&e->recovery);
        return;
    }
    cr_say(e->notice, sizeof(e->notice),
           _("There is a copy that was never saved: F9 takes it"));
}

enum cr_status cr_editor_show(struct cr_stage *stage,
                              const struct cr_live_wish *wish,
                              struct cr_editing *editing,
                              struct cr_error *error)
{
    struct cr_editor *e = calloc(1, sizeof(*e));
    if (!e)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    e->editing = editing;
    editing->practises = false;
    e->sound.wish = *wish;
    struct cr_scene scene = {.screen = CR_SCREEN_EDITOR,
                             .context = e,
                             .takes_text = true,
                             .draw = cr_editor_draw,
                             .key = key,
                             .text = type,
                             .choose = choose,
                             .update = update};
    enum cr_status status = open_text(e, error);
    if (!status) {
        read_text(e);
        if (editing->line > 0) {
            cr_edit_go(&e->text, editing->line, editing->column);
            e->is_in_file = true;
        } else {
            e->text.at = 0;
            e->is_in_file = !cr_edit_enter_grid(&e->text);
        }
        look_for_copy(e);
        status = cr_scene_show(stage, &scene, error);
    }
    if (!status)
        cr_editor_finish(e, scene.is_over);
    cr_preview_close(&e->sound);
    cr_file_watch_end(&e->watch);
    cr_side_task_drop(e->recovery.task);
    cr_edit_close(&e->text);
    if (e->has_pattern)
        cr_pattern_deinit(&e->pattern);
    cr_diagnostics_deinit(&e->found);
    free(e->left);
    free(e);
    return status;
}
