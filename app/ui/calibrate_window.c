#include "app/ui/calibrate_window.h"

#include <SDL.h>
#include <math.h>

#include "app/ui/sprites.h"
#include "audio/device.h"

struct calibrating {
    const struct cr_calibrate_owner *owner;
    SDL_Window *window;
    struct cr_canvas canvas;
    struct cr_key_time key_time;
    bool is_leaving, is_stale;
    enum cr_status status;
    struct cr_error *error;
};

static void control(struct calibrating *c, SDL_Keycode key)
{
    const struct cr_calibrate_owner *o = c->owner;
    switch (key) {
    case SDLK_ESCAPE: c->is_leaving = true; break;
    case SDLK_F4:
        c->status = o->begin(o->context, c->error);
        c->is_stale = true;
        break;
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
        c->is_leaving = o->keep(o->context, &c->status, c->error);
        break;
    default: break;
    }
}

static bool is_drum_key(SDL_Keycode key)
{
    return (key >= SDLK_a && key <= SDLK_z) || key == SDLK_SPACE;
}

static void handle(struct calibrating *c, const SDL_Event *event)
{
    if (event->type == SDL_QUIT)
        c->is_leaving = true;
    if (event->type == SDL_WINDOWEVENT)
        c->is_stale = true;
    if (event->type != SDL_KEYDOWN || event->key.repeat)
        return;
    const struct cr_key_stamp stamp =
        cr_key_time_of(&c->key_time, event->key.keysym.scancode);
    if (!is_drum_key(event->key.keysym.sym)) {
        control(c, event->key.keysym.sym);
    } else if (!stamp.is_made_up) {
        c->owner->press(c->owner->context, &stamp);
        c->is_stale = true;
    }
}

static void draw_view(cairo_t *cr, void *context)
{
    const struct calibrating *c = context;
    struct cr_calibrate_view view = {.theme = cr_theme_find("dark")};
    const double scale =
        fmin(c->canvas.width / 1280.0, c->canvas.height / 800.0);
    c->owner->show(c->owner->context, &view);
    cr_set_colour(cr, view.theme->bg1);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    cr_calibrate_screen_draw(&view, cr);
}

static void draw(struct calibrating *c)
{
    if (cr_canvas_is_stale(&c->canvas)) {
        cr_canvas_deinit(&c->canvas);
        c->status = cr_canvas_init(&c->canvas, c->window, c->error);
        if (c->status)
            return;
    }
    cairo_surface_t *picture = cr_picture_of(
        CAIRO_FORMAT_RGB24, c->canvas.width, c->canvas.height, draw_view, c);
    if (!picture)
        return;
    cr_canvas_forget(&c->canvas);
    cr_canvas_begin(&c->canvas, picture);
    cr_canvas_end(&c->canvas);
    cairo_surface_destroy(picture);
}

static void run(struct calibrating *c)
{
    c->status = c->owner->begin(c->owner->context, c->error);
    c->is_stale = true;
    while (!c->is_leaving && !c->status) {
        SDL_Event event;
        bool is_stale = false;
        if (SDL_WaitEventTimeout(&event, 20))
            handle(c, &event);
        while (!c->status && SDL_PollEvent(&event))
            handle(c, &event);
        cr_key_time_leave_pump(&c->key_time);
        if (!c->status)
            c->status =
                c->owner->update(c->owner->context, &is_stale, c->error);
        if (!c->status && (c->is_stale || is_stale))
            draw(c);
        c->is_stale = false;
        cr_key_time_enter_pump(&c->key_time);
    }
}

static enum cr_status open_window(struct calibrating *c, struct cr_error *error)
{
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) == 0)
        c->window =
            SDL_CreateWindow("creditroll: calibrate", SDL_WINDOWPOS_CENTERED,
                             SDL_WINDOWPOS_CENTERED, 1280, 800,
                             SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (!c->window)
        return cr_fail(error, CR_ERR_DEVICE, 0, 0, "no window: %s",
                       SDL_GetError());
    return cr_canvas_init(&c->canvas, c->window, error);
}

enum cr_status cr_calibrate_window(const struct cr_calibrate_owner *owner,
                                   struct cr_error *error)
{
    struct calibrating c = {.owner = owner, .error = error};
    enum cr_status status = open_window(&c, error);
    if (!status) {
        cr_key_time_start(&c.key_time);
        SDL_StopTextInput();
        run(&c);
        cr_key_time_stop(&c.key_time);
        status = c.status;
    }
    cr_canvas_deinit(&c.canvas);
    SDL_DestroyWindow(c.window);
    SDL_Quit();
    return status;
}
