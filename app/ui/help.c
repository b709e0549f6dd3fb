#include <stdio.h>
#include <string.h>

#include "app/ui/scene.h"
#include "patterns/words.h"

/* The help of a screen: its keys, then those that are the same everywhere. */
struct help {
    enum cr_screen screen;
    uint32_t first, shown; /* of its rows */
    uint32_t count;
};

enum { PITCH = 42 };

static bool is_of(const struct help *h, const struct cr_action *a)
{
    return a->screen == h->screen || a->screen == CR_SCREEN_ALL;
}

static double draw_keys(struct cr_sheet *s, const char *keys, double x,
                        double y)
{
    char key[40];
    while (*keys) {
        const size_t size = strcspn(keys, ",");
        snprintf(key, sizeof(key), "%.*s", (int)size, keys);
        x += cr_draw_key(s->cr, s->theme, key, 32, 220, x, y) + 8;
        keys += size;
        keys += strspn(keys, ", ");
    }
    return x;
}

static void draw(struct cr_sheet *s, void *context)
{
    struct help *h = context;
    size_t count;
    const struct cr_action *all = cr_actions(&count);
    char title[80];
    cr_say(title, sizeof(title), _("Keys: %s"), _(cr_screen_title(h->screen)));
    (void)cr_sheet_begin(s, title, 0);
    const struct cr_type type = {CR_FACE_TEXT, 21, false};
    uint32_t own = 0;
    for (size_t i = 0; i < count; i++)
        own += is_of(h, &all[i]);
    const uint32_t rows = (uint32_t)((s->bottom - s->top - 24) / PITCH);
    const bool has_two = own > rows && s->layout.width >= 1000;
    const double column = (s->layout.width - 2 * s->margin) / (has_two ? 2 : 1);
    h->shown = rows * (has_two ? 2 : 1);
    h->count = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < count; i++) {
            if (!is_of(h, &all[i]) || (all[i].screen == CR_SCREEN_ALL) != pass)
                continue;
            const uint32_t n = h->count++;
            if (n < h->first || n >= h->first + h->shown)
                continue;
            const double x =
                s->margin + column * (double)((n - h->first) / rows);
            const double y = s->top + 18 + PITCH * ((n - h->first) % rows);
            const double end = draw_keys(s, all[i].keys, x, y);
            const double at = end > x + 190 ? end + 8 : x + 198;
            cr_draw_fitting(s->cr, _(all[i].words), type,
                            pass ? s->theme->ink2 : s->theme->ink1, at, y + 23,
                            x + column - 16 - at);
        }
    }
    static const struct cr_hint hints[] = {{"Up", "Down", N_("scroll")},
                                           {"Esc", NULL, N_("back")}};
    cr_sheet_hints(s, hints, 2);
}

static void key(struct cr_scene *scene, const SDL_KeyboardEvent *key_event)
{
    struct help *h = scene->context;
    const SDL_Keycode code = key_event->keysym.sym;
    if (code == SDLK_ESCAPE || code == SDLK_F1 || code == SDLK_RETURN)
        scene->is_over = true;
    else if (code == SDLK_DOWN && h->first + h->shown < h->count)
        h->first++;
    else if (code == SDLK_UP && h->first)
        h->first--;
    else
        return;
    scene->is_stale = true;
}

enum cr_status cr_help_show(struct cr_stage *stage, enum cr_screen screen,
                            struct cr_error *error)
{
    struct help help = {.screen = screen};
    struct cr_scene scene = {
        .screen = CR_SCREEN_HELP, .context = &help, .draw = draw, .key = key};
    return cr_scene_show(stage, &scene, error);
}
