#include "app/ui/tap_window.h"

#include <SDL.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/input/key_time.h"
#include "app/live.h"
#include "app/ui/sprites.h"
#include "app/ui/tap_screen.h"

/* As taps.h has it; the sharpest sound of the kit. */
static const char clicks[] = "beat 1\n"
                             "meter: 4/4\n"
                             "tempo: 100\n"
                             "[A] x8\n"
                             "SD |@xx-|\n";

struct tapping {
    SDL_Window *window;
    struct cr_canvas canvas;
    struct cr_pattern pattern;
    struct cr_live live;
    struct cr_key_time key_time;
    struct cr_taps taps;
    struct cr_tap each[CR_TAP_LIMIT];
    int count;
    bool is_over, is_leaving, is_stale;
    enum cr_status status;
    struct cr_error *error;
};

static void judge(struct tapping *t)
{
    int64_t times[CR_TAP_LIMIT];
    t->count = 0;
    for (uint32_t i = 0; i < t->live.presses.count; i++) {
        if (t->count < CR_TAP_LIMIT)
            times[t->count++] = t->live.presses.items[i].at_ns;
    }
    cr_taps_find(&t->taps, t->each, times, t->count);
    t->is_stale = true;
}

static void begin(struct tapping *t)
{
    t->is_over = false;
    t->status = cr_live_start(&t->live, t->error);
    judge(t);
}

static void keep(struct tapping *t)
{
    struct cr_known_device known;
    t->status = cr_known_device_find(&t->live.known.key, &known, t->error);
    if (t->status)
        return;
    known.calibration.state = CR_OFFSET_TAPPED;
    known.calibration.offsets.output_ms =
        t->taps.delay_ms - known.calibration.offsets.input_ms;
    known.calibration.doubt_ms = t->taps.doubt_ms;
    t->status = cr_known_device_keep(&known, t->error);
    t->is_leaving = true;
}

static void control(struct tapping *t, SDL_Keycode key)
{
    switch (key) {
    case SDLK_ESCAPE: t->is_leaving = true; break;
    case SDLK_F4: begin(t); break;
    case SDLK_RETURN:
    case SDLK_KP_ENTER:
        if (t->is_over && t->taps.is_trusted)
            keep(t);
        break;
    default: break;
    }
}

static bool is_drum_key(SDL_Keycode key)
{
    return (key >= SDLK_a && key <= SDLK_z) || key == SDLK_SPACE;
}

static void handle(struct tapping *t, const SDL_Event *event)
{
    if (event->type == SDL_QUIT)
        t->is_leaving = true;
    if (event->type == SDL_WINDOWEVENT)
        t->is_stale = true;
    if (event->type != SDL_KEYDOWN || event->key.repeat)
        return;
    const struct cr_key_stamp stamp =
        cr_key_time_of(&t->key_time, event->key.keysym.scancode);
    if (!is_drum_key(event->key.keysym.sym)) {
        control(t, event->key.keysym.sym);
    } else if (t->live.state == CR_LIVE_PLAYING && !stamp.is_made_up) {
        cr_live_press(&t->live, 0, stamp.ns, stamp.doubt_ns);
        judge(t);
    }
}

static void draw_view(cairo_t *cr, void *context)
{
    const struct tapping *t = context;
    const struct cr_tap_view view = {.theme = cr_theme_find("dark"),
                                     .is_over = t->is_over,
                                     .taps = &t->taps,
                                     .each = t->each,
                                     .count = t->count,
                                     .device = t->live.known.key.output};
    const double scale =
        fmin(t->canvas.width / 1280.0, t->canvas.height / 800.0);
    cr_set_colour(cr, view.theme->bg1);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    cr_tap_screen_draw(&view, cr);
}

static void draw(struct tapping *t)
{
    if (cr_canvas_is_stale(&t->canvas)) {
        cr_canvas_deinit(&t->canvas);
        t->status = cr_canvas_init(&t->canvas, t->window, t->error);
        if (t->status)
            return;
    }
    cairo_surface_t *picture = cr_picture_of(
        CAIRO_FORMAT_RGB24, t->canvas.width, t->canvas.height, draw_view, t);
    if (!picture)
        return;
    cr_canvas_forget(&t->canvas);
    cr_canvas_begin(&t->canvas, picture);
    cr_canvas_end(&t->canvas);
    cairo_surface_destroy(picture);
}

static void run(struct tapping *t)
{
    begin(t);
    while (!t->is_leaving && !t->status) {
        SDL_Event event;
        if (SDL_WaitEventTimeout(&event, 20))
            handle(t, &event);
        while (SDL_PollEvent(&event))
            handle(t, &event);
        cr_key_time_leave_pump(&t->key_time);
        cr_live_update(&t->live, cr_monotonic_ns());
        if (t->live.state == CR_LIVE_DONE && !t->is_over) {
            t->is_over = true;
            t->is_stale = true;
        }
        if (t->is_stale)
            draw(t);
        t->is_stale = false;
        cr_key_time_enter_pump(&t->key_time);
    }
}

static enum cr_status open_window(struct tapping *t, struct cr_error *error)
{
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (SDL_Init(SDL_INIT_VIDEO) == 0)
        t->window =
            SDL_CreateWindow("creditroll: calibrate", SDL_WINDOWPOS_CENTERED,
                             SDL_WINDOWPOS_CENTERED, 1280, 800,
                             SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (!t->window)
        return cr_fail(error, CR_ERR_DEVICE, 0, 0, "no window: %s",
                       SDL_GetError());
    return cr_canvas_init(&t->canvas, t->window, error);
}

enum cr_status cr_tap_window(const struct cr_device_wish *wish,
                             struct cr_error *error)
{
    struct cr_diagnostics found = {0};
    const struct cr_live_wish live_wish = {.device = *wish,
                                           .is_click_off = true,
                                           .is_own_sound_off = true,
                                           .ignores_known = true};
    struct tapping *t = calloc(1, sizeof(*t));
    if (!t)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    t->error = error;
    enum cr_status status =
        cr_pattern_read(&t->pattern, clicks, sizeof(clicks) - 1, &found);
    cr_diagnostics_deinit(&found);
    if (!status)
        status = cr_live_create(&t->live, &t->pattern, &live_wish, error);
    if (!status && t->live.notice[0])
        status = cr_fail(error, CR_ERR_DEVICE, 0, 0, "%s", t->live.notice);
    if (!status)
        status = open_window(t, error);
    if (!status) {
        cr_key_time_start(&t->key_time);
        SDL_StopTextInput();
        run(t);
        cr_key_time_stop(&t->key_time);
        status = t->status;
    }
    cr_live_destroy(&t->live);
    cr_pattern_deinit(&t->pattern);
    cr_canvas_deinit(&t->canvas);
    SDL_DestroyWindow(t->window);
    SDL_Quit();
    free(t);
    return status;
}
