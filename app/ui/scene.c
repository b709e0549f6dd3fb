#include "app/ui/scene.h"

#include <string.h>

enum { WAIT_MS = 250, WATCHED_MS = 30, FRAME_MS = 16 };

struct showing {
    struct cr_stage *stage;
    struct cr_scene *scene;
    struct cr_spots spots;
    int early; /* keys that wait and were pressed when nobody asked for letters */
    enum cr_status status;
    struct cr_error *error;
};

static void draw(cairo_t *cr, void *context)
{
    struct showing *s = context;
    struct cr_sheet sheet = {.cr = cr,
                             .layout = cr_stage_layout(s->stage),
                             .theme = s->stage->theme,
                             .spots = &s->spots};
    s->spots.count = 0;
    s->scene->draw(&sheet, s->scene->context);
}

static void press(struct showing *s, const SDL_KeyboardEvent *key)
{
    if (cr_stage_key(s->stage, &key->keysym)) {
        s->scene->is_stale = true;
    } else if (key->keysym.sym == SDLK_F1 &&
               s->scene->screen != CR_SCREEN_HELP) {
        s->status = cr_help_show(s->stage, s->scene->screen, s->error);
        cr_stage_name(s->stage, cr_screen_word(s->scene->screen));
        s->scene->is_stale = true;
        if (s->scene->takes_text)
            SDL_StartTextInput();
    } else {
        s->scene->key(s->scene, key);
    }
}

static void click(struct showing *s, const SDL_MouseButtonEvent *button)
{
    const struct cr_layout layout = cr_stage_layout(s->stage);
    int points = 0, height;
    SDL_GetWindowSize(s->stage->window, &points, &height);
    const double density =
        points > 0 ? (double)s->stage->canvas.width / points : 1;
    const struct cr_spot *spot =
        cr_spot_at(&s->spots, button->x * density / layout.scale,
                   button->y * density / layout.scale);
    if (!spot || button->button != SDL_BUTTON_LEFT)
        return;
    if (spot->row != CR_NO_ROW) {
        if (s->scene->choose)
            s->scene->choose(s->scene, spot->row);
        s->scene->is_stale = true;
        return;
    }
    const SDL_KeyboardEvent key = {.type = SDL_KEYDOWN, .keysym = spot->key};
    press(s, &key);
}

/* What a key would have written. */
static void write_early(struct showing *s, const SDL_Keysym *key)
{
    const bool is_plain = !(key->mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI));
    char text[2] = {(char)key->sym, '\0'};
    s->early--;
    if (!is_plain || !s->scene->text || key->sym < ' ' || key->sym > 'z')
        return;
    if (key->mod & KMOD_SHIFT && key->sym >= 'a')
        text[0] = (char)(key->sym - 'a' + 'A');
    s->scene->text(s->scene, text);
}

static void handle(struct showing *s, const SDL_Event *event)
{
    (void)cr_pads_take(&s->stage->pads, event);
    switch (event->type) {
    case SDL_QUIT: s->stage->is_closed = true; break;
    case SDL_KEYDOWN:
        press(s, &event->key);
        if (s->early > 0)
            write_early(s, &event->key.keysym);
        break;
    case SDL_KEYUP:
        if (s->scene->release)
            s->scene->release(s->scene, &event->key);
        break;
    case SDL_TEXTINPUT:
        if (s->scene->takes_text && s->scene->text)
            s->scene->text(s->scene, event->text.text);
        break;
    case SDL_MOUSEBUTTONDOWN: click(s, &event->button); break;
    case SDL_WINDOWEVENT:
        cr_canvas_forget(&s->stage->canvas);
        s->scene->is_stale = true;
        break;
    default: break;
    }
}

/* How many events of a kind are in the queue. */
static int count_waiting(Uint32 type)
{
    return SDL_PeepEvents(NULL, 1000, SDL_PEEKEVENT, type, type);
}

enum cr_status cr_scene_show(struct cr_stage *stage, struct cr_scene *scene,
                             struct cr_error *error)
{
    struct showing s = {.stage = stage, .scene = scene, .error = error};
    cr_stage_name(stage, cr_screen_word(scene->screen));
    scene->is_over = false;
    scene->is_stale = true;
    if (scene->takes_text) {
        s.early = count_waiting(SDL_TEXTINPUT) ? 0 : count_waiting(SDL_KEYDOWN);
        SDL_StartTextInput();
    }
    cr_stage_fade(stage);
    while (!scene->is_over && !stage->is_closed && !s.status) {
        SDL_Event event;
        if (cr_stage_fit(stage, &s.status, error))
            scene->is_stale = true;
        if (s.status)
            break;
        if (scene->is_stale)
            cr_stage_show(stage, draw, &s);
        else
            cr_canvas_fade_on(&stage->canvas);
        scene->is_stale = false;
        const int wait_ms = cr_canvas_fades(&stage->canvas) ? FRAME_MS
                            : scene->update                 ? WATCHED_MS
                                                            : WAIT_MS;
        if (SDL_WaitEventTimeout(&event, wait_ms))
            handle(&s, &event);
        while (!scene->is_over && !s.status && SDL_PollEvent(&event))
            handle(&s, &event);
        if (scene->update && !scene->is_over)
            scene->update(scene);
    }
    if (scene->takes_text)
        SDL_StopTextInput();
    cr_canvas_forget(&stage->canvas);
    return s.status;
}

bool cr_typed_erase(char *text)
{
    size_t size = strlen(text);
    if (!size)
        return false;
    do
        size--;
    while (size && (text[size] & 0xC0) == 0x80);
    text[size] = '\0';
    return true;
}
