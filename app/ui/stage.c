#include "app/ui/stage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/ui/layout.h"
#include "app/ui/sheet.h"
#include "app/ui/sprites.h"
#include "patterns/words.h"

static void set_full(struct cr_stage *stage)
{
    SDL_SetWindowFullscreen(
        stage->window, stage->look.is_full ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
}

static void set_theme(struct cr_stage *stage)
{
    const char *name = stage->look.theme;
    stage->theme = cr_theme_find(name ? name : "dark");
}

enum cr_status cr_stage_open(struct cr_stage *stage, const struct cr_look *look,
                             struct cr_error *error)
{
    *stage = (struct cr_stage){.look = *look};
    if (stage->look.scale < CR_SCALE_LEAST)
        stage->look.scale = CR_SCALE_LEAST;
    set_theme(stage);
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    if (SDL_Init(SDL_INIT_VIDEO) == 0)
        stage->window = SDL_CreateWindow(
            "creditroll", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
            CR_WIDE_WIDTH, CR_WIDE_HEIGHT,
            SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (!stage->window)
        return cr_fail(error, CR_ERR_DEVICE, 0, 0, "no window: %s",
                       SDL_GetError());
    SDL_SetWindowMinimumSize(stage->window, 800, 600);
    if (stage->look.is_full)
        set_full(stage);
    cr_pads_start(&stage->pads);
    SDL_StopTextInput(); /* an input method would hold letters back */
    return cr_canvas_init(&stage->canvas, stage->window, error);
}

static int refuse(void *context, SDL_Event *event)
{
    (void)context;
    (void)event;
    return 0;
}

/* SDL wakes itself by an event to this window, through a connection of its own; one that
 * the X server gets when the window is gone is an error that ends the program. While it
 * destroys a window SDL tells of that, and may wake itself then as well (wakeup_window
 * stays behind a wait that had no time left): so it is told nothing any more. And what it
 * has sent before has arrived when the server has answered two questions that SDL does
 * ask it. */
void cr_stage_close(struct cr_stage *stage)
{
    cr_canvas_deinit(&stage->canvas);
    cr_pads_stop(&stage->pads);
    if (stage->window) {
        SDL_Rect usable;
        SDL_SetEventFilter(refuse, NULL);
        for (int i = 0; i < 2; i++)
            (void)SDL_GetDisplayUsableBounds(0, &usable);
        SDL_DestroyWindow(stage->window);
        SDL_SetEventFilter(NULL, NULL);
    }
    SDL_Quit();
    *stage = (struct cr_stage){0};
}

int64_t cr_frame_ns_of(int refresh_rate)
{
    enum { SLOWEST = 60, FASTEST = 120 };
    const int rate = refresh_rate < SLOWEST   ? SLOWEST
                     : refresh_rate > FASTEST ? FASTEST
                                              : refresh_rate;
    return INT64_C(1000000000) / rate;
}

int64_t cr_stage_frame_ns(const struct cr_stage *stage)
{
    SDL_DisplayMode mode = {0};
    const int display = SDL_GetWindowDisplayIndex(stage->window);
    if (display < 0 || SDL_GetDesktopDisplayMode(display, &mode))
        mode.refresh_rate = 0;
    return cr_frame_ns_of(mode.refresh_rate);
}

void cr_stage_name(struct cr_stage *stage, const char *screen)
{
    char title[120] = "creditroll";
    if (screen)
        snprintf(title, sizeof(title), "creditroll: %.100s", _(screen));
    SDL_SetWindowTitle(stage->window, title);
}

/* Steps of a tenth. */
static void change_scale(struct cr_stage *stage, int by)
{
    const double to = round(stage->look.scale * 10 + by) / 10;
    stage->look.scale = fmin(fmax(to, CR_SCALE_LEAST), CR_SCALE_MOST);
}

bool cr_stage_key(struct cr_stage *stage, const SDL_Keysym *key)
{
    struct cr_look *look = &stage->look;
    const bool has_ctrl = key->mod & KMOD_CTRL;
    if (key->sym == SDLK_F10) {
        look->is_far = !look->is_far;
    } else if (key->sym == SDLK_F11) {
        look->is_full = !look->is_full;
        set_full(stage);
    } else if (key->sym == SDLK_F12) {
        look->theme =
            strcmp(stage->theme->name, "dark") == 0 ? "light" : "dark";
        set_theme(stage);
    } else if (has_ctrl && (key->sym == SDLK_PLUS || key->sym == SDLK_EQUALS ||
                            key->sym == SDLK_KP_PLUS)) {
        change_scale(stage, 1);
    } else if (has_ctrl &&
               (key->sym == SDLK_MINUS || key->sym == SDLK_KP_MINUS)) {
        change_scale(stage, -1);
    } else {
        return false;
    }
    cr_canvas_forget(&stage->canvas);
    return true;
}

/* Pixels to a point of the window. */
static double density_of(const struct cr_stage *stage)
{
    int points = 0, height;
    SDL_GetWindowSize(stage->window, &points, &height);
    return points > 0 ? (double)stage->canvas.width / points : 1;
}

int cr_stage_click(struct cr_stage *stage, const SDL_MouseButtonEvent *button)
{
    const double density = density_of(stage);
    const struct cr_click *click = cr_clicks_at(
        &stage->canvas.clicks, button->x * density, button->y * density);
    SDL_Event event = {.type = SDL_KEYDOWN};
    if (!click || button->button != SDL_BUTTON_LEFT)
        return -1;
    if (!click->key)
        return click->row;
    event.key.windowID = button->windowID;
    event.key.state = SDL_PRESSED;
    event.key.keysym.sym = cr_key_of_name(click->key);
    event.key.keysym.scancode = SDL_GetScancodeFromKey(event.key.keysym.sym);
    if (event.key.keysym.sym == SDLK_UNKNOWN)
        return -1;
    SDL_PushEvent(&event);
    event.type = SDL_KEYUP;
    event.key.state = SDL_RELEASED;
    SDL_PushEvent(&event);
    return -1;
}

void cr_stage_look(struct cr_stage *stage, const struct cr_look *look,
                   bool changes_full)
{
    stage->look = *look;
    set_theme(stage);
    if (changes_full)
        set_full(stage);
    cr_canvas_forget(&stage->canvas);
}

struct cr_layout cr_stage_layout(const struct cr_stage *stage)
{
    return cr_layout_of(stage->canvas.width, stage->canvas.height,
                        density_of(stage), stage->look.scale,
                        stage->look.is_far);
}

bool cr_stage_fit(struct cr_stage *stage, enum cr_status *status,
                  struct cr_error *error)
{
    if (!cr_canvas_is_stale(&stage->canvas))
        return false;
    cr_canvas_deinit(&stage->canvas);
    *status = cr_canvas_init(&stage->canvas, stage->window, error);
    return true;
}

void cr_stage_fade(struct cr_stage *stage)
{
    if (!stage->look.is_calm)
        cr_canvas_fade(&stage->canvas);
}

void cr_stage_show(struct cr_stage *stage,
                   void (*draw)(cairo_t *cr, void *context), void *context)
{
    cr_canvas_paint(&stage->canvas, draw, context);
}
