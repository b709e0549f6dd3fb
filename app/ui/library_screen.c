#define _POSIX_C_SOURCE 200809L
#include "app/ui/library_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/files.h"
#include "app/history/exercise_search.h"
#include "patterns/words.h"

/* A file that is read beside the screen. */
struct reading {
    char path[4096];
    char *text; /* NULL: it cannot be read */
    size_t size;
    struct cr_error error;
};

static void read_it(void *context)
{
    struct reading *r = context;
    if (cr_file_read(r->path, CR_FILE_LIMIT, &r->text, &r->size, &r->error))
        r->text = NULL;
}

static void free_reading(void *context)
{
    struct reading *r = context;
    free(r->text);
    free(r);
}

const struct cr_library_item *cr_browsing_item(const struct cr_browsing *b)
{
    return b->count ? &b->library->items[b->found[b->place->selected]] : NULL;
}

static void forget_look(struct cr_browsing *b)
{
    cr_side_task_drop(b->look.task);
    if (b->look.is_pattern)
        cr_pattern_deinit(&b->look.pattern);
    free(b->look.text);
    b->look = (struct cr_look_at){.item = CR_NONE};
}

/* Begins to read the file that is selected. */
static void look(struct cr_browsing *b)
{
    const uint32_t item = b->count ? b->found[b->place->selected] : CR_NONE;
    if (b->look.item == item)
        return;
    forget_look(b);
    b->look.item = item;
    struct reading *r = item == CR_NONE ? NULL : calloc(1, sizeof(*r));
    if (!r)
        return;
    snprintf(r->path, sizeof(r->path), "%s", b->library->items[item].path);
    b->look.task = cr_side_task_start(read_it, free_reading, r);
}

/* What was read; true if there is something else to see. */
static bool take_look(struct cr_browsing *b)
{
    struct cr_diagnostics found = {0};
    struct cr_look_at *p = &b->look;
    struct reading *r = p->task ? cr_side_task_done(p->task) : NULL;
    if (!r)
        return false;
    p->text = r->text;
    p->size = r->size;
    r->text = NULL;
    if (!p->text)
        snprintf(p->trouble, sizeof(p->trouble), "%s", r->error.text);
    cr_side_task_drop(p->task);
    p->task = NULL;
    if (!p->text || cr_programme_is(p->text, p->size))
        return true;
    p->is_pattern = !cr_pattern_read(&p->pattern, p->text, p->size, &found);
    if (!p->is_pattern && found.count)
        cr_say(p->trouble, sizeof(p->trouble), _("Line %d: %s"),
               found.items[0].line, found.items[0].text);
    cr_diagnostics_deinit(&found);
    return true;
}

static void find(struct cr_browsing *b)
{
    b->count =
        cr_library_find(b->library, b->place->shelf, b->place->search,
                        b->place->order, b->found, CR_LIBRARY_MOST, &b->all);
    if (b->place->selected >= b->count)
        b->place->selected = b->count ? b->count - 1 : 0;
    look(b);
}

static void select_row(struct cr_browsing *b, int64_t row)
{
    if (!b->count)
        return;
    const int64_t last = (int64_t)b->count - 1;
    b->place->selected = (uint32_t)(row < 0 ? 0 : row > last ? last : row);
    b->notice[0] = '\0';
    cr_preview_stop(&b->sound);
    look(b);
}

static void turn_shelf(struct cr_browsing *b, int by)
{
    b->place->shelf = (enum cr_shelf)(
        ((int)b->place->shelf + by + CR_SHELF_COUNT) % CR_SHELF_COUNT);
    b->place->selected = 0;
    cr_preview_stop(&b->sound);
    find(b);
}

static void hear(struct cr_browsing *b)
{
    struct cr_error error = {0};
    b->notice[0] = '\0';
    if (cr_preview_is_playing(&b->sound))
        cr_preview_stop(&b->sound);
    else if (!b->look.is_pattern)
        cr_say(b->notice, sizeof(b->notice), "%s",
               b->look.task ? _("It is still being read")
               : b->look.trouble[0]
                   ? _("It cannot be read, and so not heard")
                   : _("A programme is not heard, but played"));
    else if (cr_preview_play(&b->sound, b->look.text, b->look.size, &error))
        snprintf(b->notice, sizeof(b->notice), "%s", error.text);
}

static void decide(struct cr_scene *scene, enum cr_library_answer answer)
{
    struct cr_browsing *b = scene->context;
    if (!b->count)
        return;
    b->answer = answer;
    b->item = b->found[b->place->selected];
    scene->is_over = true;
}

static void erase(struct cr_browsing *b)
{
    if (!cr_typed_erase(b->place->search))
        return;
    b->place->selected = 0;
    find(b);
}

static void leave(struct cr_scene *scene)
{
    struct cr_browsing *b = scene->context;
    if (!b->place->search[0]) {
        scene->is_over = true;
        return;
    }
    b->place->search[0] = '\0';
    find(b);
}

static void key(struct cr_scene *scene, const SDL_KeyboardEvent *event)
{
    struct cr_browsing *b = scene->context;
    const int64_t row = b->place->selected, page = b->shown;
    scene->is_stale = true;
    switch (event->keysym.sym) {
    case SDLK_UP: select_row(b, row - 1); break;
    case SDLK_DOWN: select_row(b, row + 1); break;
    case SDLK_PAGEUP: select_row(b, row - page); break;
    case SDLK_PAGEDOWN: select_row(b, row + page); break;
    case SDLK_HOME: select_row(b, 0); break;
    case SDLK_END: select_row(b, CR_LIBRARY_MOST); break;
    case SDLK_LEFT: turn_shelf(b, -1); break;
    case SDLK_RIGHT: turn_shelf(b, 1); break;
    case SDLK_TAB:
        turn_shelf(b, event->keysym.mod & KMOD_SHIFT ? -1 : 1);
        break;
    case SDLK_BACKSPACE: erase(b); break;
    case SDLK_F6:
        b->place->order = (b->place->order + 1) % CR_ORDER_COUNT;
        find(b);
        break;
    case SDLK_F7: hear(b); break;
    case SDLK_F8: decide(scene, CR_LIBRARY_EDIT); break;
    case SDLK_RETURN:
    case SDLK_KP_ENTER: decide(scene, CR_LIBRARY_PLAY); break;
    case SDLK_ESCAPE: leave(scene); break;
    default: break;
    }
}

static void text(struct cr_scene *scene, const char *typed)
{
    struct cr_browsing *b = scene->context;
    const size_t used = strlen(b->place->search);
    if (used + strlen(typed) >= sizeof(b->place->search) ||
        (!used && typed[0] == ' '))
        return;
    snprintf(b->place->search + used, sizeof(b->place->search) - used, "%s",
             typed);
    b->place->selected = 0;
    find(b);
    scene->is_stale = true;
}

static void choose(struct cr_scene *scene, int row)
{
    struct cr_browsing *b = scene->context;
    if (row >= CR_SHELF_ROW)
        turn_shelf(b, row - CR_SHELF_ROW - (int)b->place->shelf);
    else if ((uint32_t)row == b->place->selected)
        decide(scene, CR_LIBRARY_PLAY);
    else
        select_row(b, row);
}

/* Files may have come and gone: the one that was selected still is. */
static bool take_files(struct cr_browsing *b)
{
    char path[4096] = "";
    struct cr_error error = {0};
    enum cr_status status;
    if (!cr_side_task_done(b->files))
        return false;
    if (b->count)
        snprintf(path, sizeof(path), "%s", cr_browsing_item(b)->path);
    (void)cr_library_search_look(b->files, b->library, &status, &error);
    cr_side_task_drop(b->files);
    b->files = NULL;
    if (status)
        snprintf(b->notice, sizeof(b->notice), "%s", error.text);
    b->count =
        cr_library_find(b->library, b->place->shelf, b->place->search,
                        b->place->order, b->found, CR_LIBRARY_MOST, &b->all);
    for (uint32_t i = 0; i < b->count; i++) {
        if (strcmp(b->library->items[b->found[i]].path, path) != 0)
            continue;
        b->place->selected = i;
        b->look.item = b->found[i];
        return true;
    }
    forget_look(b);
    find(b);
    return true;
}

static bool take_played(struct cr_browsing *b)
{
    struct cr_exercises exercises;
    struct cr_error error = {0};
    enum cr_status status;
    if (!cr_exercise_search_look(b->search, &exercises, &status, &error))
        return false;
    cr_side_task_drop(b->search);
    b->search = NULL;
    if (!status) {
        cr_library_take_history(b->library, &exercises);
        cr_exercises_destroy(&exercises);
        find(b);
    }
    return true;
}

static void update(struct cr_scene *scene)
{
    struct cr_browsing *b = scene->context;
    const bool was_heard = cr_preview_is_playing(&b->sound);
    cr_preview_update(&b->sound);
    scene->is_stale |= take_look(b);
    scene->is_stale |= was_heard != cr_preview_is_playing(&b->sound);
    if (b->files)
        scene->is_stale |= take_files(b);
    if (b->search && !b->files) /* it is of those files */
        scene->is_stale |= take_played(b);
}

enum cr_status cr_library_show(struct cr_stage *stage,
                               struct cr_library *library,
                               const struct cr_live_wish *wish,
                               struct cr_library_place *place,
                               enum cr_library_answer *answer, uint32_t *item,
                               struct cr_error *error)
{
    struct cr_browsing b = {.library = library,
                            .place = place,
                            .found =
                                malloc(2 * CR_LIBRARY_MOST * sizeof(uint32_t)),
                            .look = {.item = CR_NONE},
                            .sound = {.wish = *wish}};
    struct cr_scene scene = {.screen = CR_SCREEN_LIBRARY,
                             .context = &b,
                             .takes_text = true,
                             .draw = cr_library_draw,
                             .key = key,
                             .text = text,
                             .choose = choose,
                             .update = update};
    if (!b.found)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    b.spare = b.found + CR_LIBRARY_MOST;
    b.search = cr_exercise_search(0, (int64_t)time(NULL) * 1000);
    b.files = cr_library_search();
    find(&b);
    const enum cr_status status = cr_scene_show(stage, &scene, error);
    cr_preview_close(&b.sound);
    forget_look(&b);
    cr_side_task_drop(b.search);
    cr_side_task_drop(b.files);
    free(b.found);
    *answer = b.answer;
    *item = b.item;
    return status;
}
