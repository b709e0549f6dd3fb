#include "app/ui/roll_screen.h"

#include <math.h>

#include "app/ui/sheet.h"
#include "app/ui/sprites.h"
#include "patterns/words.h"

#define SPEED 60.0    /* u a second */
#define FIRST_AT 0.7  /* of the height: where its top stands at first */
#define LAST_AT 0.525 /* and its last line in the end */
#define STAY_S 1.5
#define FADE 120.0     /* at most ... */
#define FADE_PART 0.15 /* ... of the height */
#define BAND 60.0      /* below, for what keys do */

void cr_roll_screen_start(struct cr_roll_screen *screen, bool is_calm)
{
    screen->is_held = is_calm;
    screen->place = is_calm ? -1 : 0; /* below the fade, once that is known */
    screen->at_ns = 0;
}

static double end_of(const struct cr_roll_screen *r)
{
    return fmax(0, cr_roll_height(&r->roll, r->layout.width) +
                       (FIRST_AT - LAST_AT) * r->layout.height);
}

static double fade_of(const struct cr_roll_screen *r)
{
    return fmin(FADE, FADE_PART * r->layout.height);
}

static void wind(struct cr_roll_screen *r, double by)
{
    r->place = fmin(fmax(r->place + by, 0), end_of(r));
    r->is_held = true;
}

bool cr_roll_screen_key(struct cr_roll_screen *screen, SDL_Keycode key)
{
    switch (key) {
    case SDLK_SPACE: screen->is_held = !screen->is_held; return true;
    case SDLK_UP: wind(screen, -60); return true;
    case SDLK_DOWN: wind(screen, 60); return true;
    default: return false;
    }
}

static void forget(cairo_surface_t **picture)
{
    if (*picture)
        cairo_surface_destroy(*picture);
    *picture = NULL;
}

void cr_roll_screen_forget(struct cr_roll_screen *screen)
{
    forget(&screen->ground);
    forget(&screen->text);
    forget(&screen->fades[0]);
    forget(&screen->fades[1]);
}

static void draw_ground(cairo_t *cr, void *context)
{
    static const struct cr_hint hints[] = {
        {"Enter", NULL, N_("go to the report")},
        {"Space", NULL, N_("hold the roll")},
        {"Backspace", NULL, N_("one more take")},
        {"Esc", NULL, N_("leave")}};
    const struct cr_roll_screen *r = context;
    struct cr_sheet sheet = {
        .cr = cr, .layout = r->layout, .theme = cr_theme_find("dark")};
    (void)cr_sheet_begin(&sheet, NULL, 0);
    cr_fill_box(cr, sheet.theme->bg0, 0, 0, r->layout.width, r->layout.height);
    cr_sheet_hints(&sheet, hints, sizeof(hints) / sizeof(hints[0]));
}

static void draw_text(cairo_t *cr, void *context)
{
    const struct cr_roll_screen *r = context;
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_paint(cr);
    cairo_scale(cr, r->layout.scale, r->layout.scale);
    cr_roll_draw(&r->roll, cr, r->layout.width);
}

static void draw_fade(cairo_t *cr, double from, double to, double width)
{
    cairo_pattern_t *fade = cairo_pattern_create_linear(0, from, 0, to);
    cairo_pattern_add_color_stop_rgba(fade, 0, 0, 0, 0, 1);
    cairo_pattern_add_color_stop_rgba(fade, 1, 0, 0, 0, 0);
    cairo_set_source(cr, fade);
    cairo_rectangle(cr, 0, fmin(from, to), width, fabs(to - from));
    cairo_fill(cr);
    cairo_pattern_destroy(fade);
}

static void draw_upper(cairo_t *cr, void *context)
{
    const double *pixels = context;
    draw_fade(cr, 0, pixels[1], pixels[0]);
}

static void draw_lower(cairo_t *cr, void *context)
{
    const double *pixels = context;
    draw_fade(cr, pixels[1], 0, pixels[0]);
}

/* What is drawn once: the roll as a whole, and the fades; so that a frame only copies. */
static void make_pictures(struct cr_roll_screen *r, int width, int height)
{
    const double scale = r->layout.scale;
    double fade[] = {width, ceil(fade_of(r) * scale)};
    if (!r->ground)
        r->ground =
            cr_picture_of(CAIRO_FORMAT_RGB24, width, height, draw_ground, r);
    if (!r->text)
        r->text = cr_picture_of(
            CAIRO_FORMAT_RGB24, width,
            (int)ceil(cr_roll_height(&r->roll, r->layout.width) * scale),
            draw_text, r);
    if (!r->fades[0])
        r->fades[0] = cr_picture_of(CAIRO_FORMAT_ARGB32, width, (int)fade[1],
                                    draw_upper, fade);
    if (!r->fades[1])
        r->fades[1] = cr_picture_of(CAIRO_FORMAT_ARGB32, width, (int)fade[1],
                                    draw_lower, fade);
}

static void add_picture(struct cr_canvas *canvas, cairo_surface_t *picture,
                        int y, int height)
{
    const struct cr_canvas_item item = {.kind = CR_CANVAS_PICTURE,
                                        .to = {0, y, canvas->width, height},
                                        .picture = picture,
                                        .colour.a = 255};
    if (picture)
        cr_canvas_add(canvas, &item);
}

/* How much of it has gone by, at the right edge. */
static void add_thumb(const struct cr_roll_screen *r, struct cr_canvas *canvas,
                      double place)
{
    const struct cr_theme *dark = cr_theme_find("dark");
    const double scale = r->layout.scale;
    const double top = fade_of(r);
    const double whole = r->layout.height - BAND - 2 * top;
    const double part = end_of(r) > 0 ? place / end_of(r) : 0;
    const double tall = whole * 0.28;
    const struct cr_colour colours[] = {dark->line1, dark->ink2};
    const double from[] = {top, top + (whole - tall) * part};
    const double size[] = {whole, tall};
    for (int i = 0; i < 2; i++) {
        const struct cr_canvas_item item = {
            .kind = CR_CANVAS_BOX,
            .to = {(int)((r->layout.width - 44) * scale),
                   (int)(from[i] * scale), (int)ceil(4 * scale),
                   (int)(size[i] * scale)},
            .colour = {(Uint8)(255 * colours[i].r), (Uint8)(255 * colours[i].g),
                       (Uint8)(255 * colours[i].b), 255}};
        cr_canvas_add(canvas, &item);
    }
}

/* It stops at its last line, and stays there a moment. */
static bool move(struct cr_roll_screen *r, int64_t now_ns)
{
    if (r->place < 0)
        r->place = fmin(FIRST_AT * r->layout.height - fade_of(r), end_of(r));
    if (r->at_ns && !r->is_held)
        r->place += SPEED * (double)(now_ns - r->at_ns) / 1e9;
    r->at_ns = now_ns;
    return r->place > end_of(r) + STAY_S * SPEED;
}

bool cr_roll_screen_draw(struct cr_roll_screen *screen,
                         struct cr_canvas *canvas,
                         const struct cr_layout *layout, int64_t now_ns)
{
    struct cr_roll_screen *r = screen;
    const double scale = layout->scale;
    r->layout = *layout;
    const bool is_over = move(r, now_ns);
    make_pictures(r, canvas->width, canvas->height);
    if (!r->ground || !r->text)
        return is_over;
    const double place = fmin(r->place, end_of(r));
    const int top = (int)lround((FIRST_AT * layout->height - place) * scale);
    const int bottom = canvas->height - (int)(BAND * scale);
    const int fade = (int)ceil(fade_of(r) * scale);
    const int tall = cairo_image_surface_get_height(r->text);
    cr_canvas_begin(canvas, r->ground);
    add_picture(canvas, r->text, top,
                top + tall > bottom ? bottom - top : tall);
    add_picture(canvas, r->fades[0], 0, fade);
    add_picture(canvas, r->fades[1], bottom - fade, fade);
    add_thumb(r, canvas, place);
    cr_canvas_end(canvas);
    return is_over;
}
