#include "app/ui/calibrate_window.h"

#include <SDL.h>

#include "app/ui/flow.h"
#include "app/ui/scene.h"

struct calibrating {
    const struct cr_calibrate_owner *owner;
    struct cr_stage *stage;
    struct cr_key_time key_time;
    bool is_leaving, is_stale;
    double scroll, most; /* of a picture that does not fit */
    enum cr_status status;
    struct cr_error *error;
};

static void control(struct calibrating *c, SDL_Keycode key)
{
    const struct cr_calibrate_owner *o = c->owner;
    switch (key) {
    case SDLK_ESCAPE: c->is_leaving = true; break;
    case SDLK_UP:
    case SDLK_DOWN:
        c->scroll = cr_flow_scroll(c->scroll, c->most, key == SDLK_UP ? -1 : 1);
        c->is_stale = true;
        break;
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
    (void)cr_pads_take(&c->stage->pads, event);
    if (event->type == SDL_QUIT)
        c->is_leaving = c->stage->is_closed = true;
    if (event->type == SDL_WINDOWEVENT)
        c->is_stale = true;
    if (event->type == SDL_MOUSEBUTTONDOWN)
        (void)cr_stage_click(c->stage, &event->button);
    if (event->type != SDL_KEYDOWN || event->key.repeat)
        return;
    const struct cr_key_stamp stamp =
        cr_key_time_of(&c->key_time, event->key.keysym.scancode);
    if (cr_stage_key(c->stage, &event->key.keysym)) {
        c->is_stale = true;
    } else if (event->key.keysym.sym == SDLK_F1) {
        c->status = cr_help_show(c->stage, CR_SCREEN_CALIBRATE, c->error);
        cr_stage_name(c->stage, "calibrate");
        c->is_stale = true;
    } else if (!is_drum_key(event->key.keysym.sym) &&
               !cr_pad_of(event->key.keysym.scancode)) {
        control(c, event->key.keysym.sym);
    } else if (!stamp.is_made_up) {
        c->owner->press(c->owner->context, &stamp);
        c->is_stale = true;
    }
}

static void draw_view(cairo_t *cr, void *context)
{
    struct calibrating *c = context;
    struct cr_calibrate_view view = {.title = NULL};
    struct cr_sheet sheet = {.cr = cr,
                             .layout = cr_stage_layout(c->stage),
                             .theme = c->stage->theme};
    c->owner->show(c->owner->context, &view);
    c->most = cr_calibrate_screen_draw(&view, &sheet, c->scroll);
}

static void run(struct calibrating *c)
{
    c->status = c->owner->begin(c->owner->context, c->error);
    c->is_stale = true;
    cr_stage_fade(c->stage);
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
        if (!c->status && cr_stage_fit(c->stage, &c->status, c->error))
            is_stale = true;
        if (!c->status && (c->is_stale || is_stale))
            cr_stage_show(c->stage, draw_view, c);
        else
            cr_canvas_fade_on(&c->stage->canvas);
        c->is_stale = false;
        cr_key_time_enter_pump(&c->key_time);
    }
}

enum cr_status cr_calibrate_window(struct cr_stage *stage,
                                   const struct cr_calibrate_owner *owner,
                                   struct cr_error *error)
{
    struct calibrating c = {.owner = owner, .stage = stage, .error = error};
    cr_stage_name(stage, "calibrate");
    cr_key_time_start(&c.key_time);
    run(&c);
    cr_key_time_stop(&c.key_time);
    return c.status;
}
