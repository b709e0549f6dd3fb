#define _POSIX_C_SOURCE 200809L
#include "app/ui/progress_look.h"

#include <time.h>

#include "app/ui/flow.h"
#include "app/ui/scene.h"

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void cr_progress_look_forget(struct cr_progress_look *look)
{
    cr_side_task_drop(look->search);
    look->search = NULL;
    if (look->is_there)
        cr_exercises_destroy(&look->exercises);
    look->is_there = false;
}

void cr_progress_look_begin(struct cr_progress_look *look)
{
    const int64_t now = now_ms();
    cr_progress_look_forget(look);
    look->selected = 0;
    look->trouble = (struct cr_error){0};
    look->search =
        cr_exercise_search(cr_progress_range_since(look->range, now), now);
    if (!look->search)
        (void)cr_fail(&look->trouble, CR_ERR_MEMORY, 0, 0, "no memory");
}

bool cr_progress_look_update(struct cr_progress_look *look)
{
    enum cr_status status;
    if (!look->search ||
        !cr_exercise_search_look(look->search, &look->exercises, &status,
                                 &look->trouble))
        return false;
    cr_side_task_drop(look->search);
    look->search = NULL;
    look->is_there = !status;
    if (!status)
        look->trouble = (struct cr_error){0};
    return true;
}

static void change_range(struct cr_progress_look *look, int by)
{
    const int range = (int)look->range + by;
    if (range < 0 || range >= CR_RANGE_COUNT)
        return;
    look->range = (enum cr_progress_range)range;
    cr_progress_look_begin(look);
}

bool cr_progress_look_key(struct cr_progress_look *look, SDL_Keycode key)
{
    switch (key) {
    case SDLK_LEFT: change_range(look, -1); return true;
    case SDLK_RIGHT: change_range(look, 1); return true;
    case SDLK_PAGEUP:
        look->scroll = cr_flow_scroll(look->scroll, look->most, -3);
        return true;
    case SDLK_PAGEDOWN:
        look->scroll = cr_flow_scroll(look->scroll, look->most, 3);
        return true;
    case SDLK_UP: look->selected -= look->selected > 0; return true;
    case SDLK_DOWN:
        look->selected += look->selected + 1 < look->exercises.count;
        return true;
    default: return false;
    }
}

void cr_progress_look_draw(struct cr_progress_look *look,
                           const struct cr_theme *theme,
                           const struct cr_layout *layout, cairo_t *cr)
{
    const struct cr_progress_view view = {
        .theme = theme,
        .exercises = look->is_there ? &look->exercises : NULL,
        .trouble = look->trouble.text[0] ? look->trouble.text : NULL,
        .selected = look->selected,
        .range = look->range,
        .has_keys = true};
    if (cr_flow_is_wide(layout)) {
        look->scroll = look->most = 0;
        cr_layout_fit(cr, theme->bg1);
        cr_progress_screen_draw(&view, cr);
    } else {
        look->most = cr_progress_screen_flow(&view, cr, layout, look->scroll);
    }
}

static void draw(struct cr_sheet *sheet, void *context)
{
    cr_progress_look_draw(context, sheet->theme, &sheet->layout, sheet->cr);
}

static void key(struct cr_scene *scene, const SDL_KeyboardEvent *event)
{
    const SDL_Keycode code = event->keysym.sym;
    scene->is_stale = true;
    if (code == SDLK_ESCAPE || code == SDLK_p)
        scene->is_over = true;
    else
        (void)cr_progress_look_key(scene->context, code);
}

static void update(struct cr_scene *scene)
{
    scene->is_stale |= cr_progress_look_update(scene->context);
}

enum cr_status cr_progress_show(struct cr_stage *stage, struct cr_error *error)
{
    struct cr_progress_look look = {.range = CR_RANGE_8_WEEKS};
    struct cr_scene scene = {.screen = CR_SCREEN_PROGRESS,
                             .context = &look,
                             .draw = draw,
                             .key = key,
                             .update = update};
    cr_progress_look_begin(&look);
    const enum cr_status status = cr_scene_show(stage, &scene, error);
    cr_progress_look_forget(&look);
    return status;
}
