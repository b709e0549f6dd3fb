#include "app/ui/canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audio/device.h"
#include "patterns/growing.h"

enum { LOOK_AHEAD = 64 };

#define FADE_NS 120e6

/* The window's own pixels if cairo knows their kind, else such that it does. */
static enum cr_status make_drawing(struct cr_canvas *c)
{
    SDL_Surface *target = c->surface;
    if (target->format->format != SDL_PIXELFORMAT_RGB888 &&
        target->format->format != SDL_PIXELFORMAT_ARGB8888) {
        c->drawn = SDL_CreateRGBSurfaceWithFormat(0, c->width, c->height, 32,
                                                  SDL_PIXELFORMAT_RGB888);
        target = c->drawn;
    }
    if (!target)
        return CR_ERR_MEMORY;
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        target->pixels, CAIRO_FORMAT_RGB24, c->width, c->height, target->pitch);
    c->cr = cairo_create(surface);
    cairo_surface_destroy(surface);
    return cairo_status(c->cr) ? CR_ERR_MEMORY : CR_OK;
}

enum cr_status cr_canvas_init(struct cr_canvas *canvas, SDL_Window *window,
                              struct cr_error *error)
{
    *canvas = (struct cr_canvas){.window = window,
                                 .surface = SDL_GetWindowSurface(window),
                                 .is_all_new = true,
                                 .light = 1};
    if (!canvas->surface)
        return cr_fail(error, CR_ERR_DEVICE, 0, 0, "no window: %s",
                       SDL_GetError());
    canvas->pixels = canvas->surface->pixels;
    canvas->width = canvas->surface->w;
    canvas->height = canvas->surface->h;
    const enum cr_status status = make_drawing(canvas);
    return status ? cr_fail(error, status, 0, 0, "no memory") : CR_OK;
}

void cr_canvas_deinit(struct cr_canvas *canvas)
{
    if (canvas->cr)
        cairo_destroy(canvas->cr);
    SDL_FreeSurface(canvas->drawn);
    if (canvas->picture)
        cairo_surface_destroy(canvas->picture);
    free(canvas->items);
    free(canvas->before);
    *canvas = (struct cr_canvas){0};
}

bool cr_canvas_is_stale(const struct cr_canvas *canvas)
{
    /* a new surface may stand where the old one stood */
    const SDL_Surface *now = SDL_GetWindowSurface(canvas->window);
    return !now || now != canvas->surface || now->pixels != canvas->pixels ||
           now->w != canvas->width || now->h != canvas->height;
}

void cr_canvas_forget(struct cr_canvas *canvas)
{
    canvas->is_all_new = true;
}

void cr_canvas_forget_picture(struct cr_canvas *canvas,
                              const cairo_surface_t *picture)
{
    for (uint32_t i = 0; picture && i < canvas->count; i++) {
        if (canvas->items[i].picture == picture)
            canvas->items[i].picture = NULL;
    }
}

void cr_canvas_begin(struct cr_canvas *canvas, cairo_surface_t *background)
{
    struct cr_canvas_item *items = canvas->before;
    const uint32_t capacity = canvas->before_capacity;
    canvas->before = canvas->items;
    canvas->before_count = canvas->count;
    canvas->before_capacity = canvas->capacity;
    canvas->items = items;
    canvas->count = 0;
    canvas->capacity = capacity;
    if (background != canvas->background)
        canvas->is_all_new = true;
    if (canvas->is_all_new)
        cr_clicks_of(background, &canvas->clicks);
    canvas->background = background;
}

void cr_canvas_add(struct cr_canvas *canvas, const struct cr_canvas_item *item)
{
    if (cr_grow((void **)&canvas->items, canvas->count, &canvas->capacity,
                sizeof(*canvas->items)))
        canvas->items[canvas->count++] = *item;
}

/* Where the frames differ. */

static void merge_last_two(struct cr_canvas *c)
{
    SDL_Rect *last = &c->rects[c->rect_count - 1];
    SDL_UnionRect(last - 1, last, last - 1);
    c->rect_count--;
}

/* Rectangles that touch become one, so that nothing is drawn twice. */
static void add_rect(struct cr_canvas *c, SDL_Rect rect)
{
    const SDL_Rect all = {0, 0, c->width, c->height};
    if (!SDL_IntersectRect(&rect, &all, &rect))
        return;
    for (int i = 0; i < c->rect_count;) {
        if (SDL_HasIntersection(&c->rects[i], &rect)) {
            SDL_UnionRect(&c->rects[i], &rect, &rect);
            c->rects[i] = c->rects[--c->rect_count];
            i = 0; /* it may touch others now */
        } else {
            i++;
        }
    }
    c->rects[c->rect_count++] = rect;
    if (c->rect_count == CR_CANVAS_RECTS)
        merge_last_two(c);
}

static bool is_same(const struct cr_canvas_item *a,
                    const struct cr_canvas_item *b)
{
    return a->kind == b->kind && a->picture == b->picture && a->id == b->id &&
           a->skip == b->skip && memcmp(&a->to, &b->to, sizeof(a->to)) == 0 &&
           memcmp(&a->colour, &b->colour, sizeof(a->colour)) == 0 &&
           !(a->part < b->part) && !(a->part > b->part);
}

/* Both lists are mostly in the same order: an item is looked for a little ahead;
 * one that is not found there is drawn anew for nothing, which does no harm. */
static void find_differences(struct cr_canvas *c)
{
    uint32_t old = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        uint32_t at = old;
        while (at < c->before_count && at < old + LOOK_AHEAD &&
               !is_same(&c->items[i], &c->before[at]))
            at++;
        if (at == c->before_count || at == old + LOOK_AHEAD) {
            add_rect(c, c->items[i].to);
            continue;
        }
        for (; old < at; old++)
            add_rect(c, c->before[old].to);
        old = at + 1;
    }
    for (; old < c->before_count; old++)
        add_rect(c, c->before[old].to);
}

static bool is_cut(const struct cr_canvas *c, SDL_Rect box)
{
    const SDL_Rect all = {0, 0, c->width, c->height};
    bool is_touched = false;
    SDL_Rect part;
    if (!SDL_IntersectRect(&box, &all, &box))
        return false;
    for (int i = 0; i < c->rect_count; i++) {
        is_touched |= SDL_IntersectRect(&c->rects[i], &box, &part) == SDL_TRUE;
        if (SDL_RectEquals(&part, &box))
            return false;
    }
    return is_touched;
}

/* A slanting edge is smoothed a little otherwise where only a part of it is
 * drawn. */
static void keep_wipes_whole(struct cr_canvas *c)
{
    for (uint32_t i = 0; i < c->count;) {
        const struct cr_canvas_item *item = &c->items[i++];
        if (item->kind != CR_CANVAS_WIPE || !is_cut(c, item->to))
            continue;
        add_rect(c, item->to);
        i = 0; /* another may be cut now */
    }
}

/* Drawing. */

static void set_colour(cairo_t *cr, SDL_Color k)
{
    cairo_set_source_rgba(cr, k.r / 255.0, k.g / 255.0, k.b / 255.0,
                          k.a / 255.0);
}

/* Fills a part of a box, clockwise from above its middle, up to a line. */
static void draw_wipe(cairo_t *cr, const struct cr_canvas_item *item)
{
    const SDL_Rect *to = &item->to;
    const double x = to->x + to->w / 2.0, y = to->y + to->h / 2.0;
    const double reach = to->w + to->h;
    const double top = -1.5707963267948966;
    const double end = top + (double)item->part * 6.283185307179586;
    cairo_save(cr);
    cairo_rectangle(cr, to->x, to->y, to->w, to->h);
    cairo_clip(cr);
    cairo_move_to(cr, x, y);
    cairo_arc(cr, x, y, reach, top, end);
    cairo_close_path(cr);
    set_colour(cr, item->colour);
    cairo_fill(cr);
    cairo_move_to(cr, x, y);
    cairo_line_to(cr, x + reach * cos(end), y + reach * sin(end));
    set_colour(cr, item->edge);
    cairo_set_line_width(cr, (double)item->edge_width);
    cairo_stroke(cr);
    cairo_restore(cr);
}

static void draw_item(cairo_t *cr, const struct cr_canvas_item *item)
{
    const SDL_Rect *to = &item->to;
    switch (item->kind) {
    case CR_CANVAS_PICTURE:
        if (!item->picture)
            return;
        cairo_set_source_surface(cr, item->picture, to->x - item->skip, to->y);
        if (item->colour.a == 255) {
            cairo_rectangle(cr, to->x, to->y, to->w, to->h);
            cairo_fill(cr);
            return;
        }
        cairo_save(cr);
        cairo_rectangle(cr, to->x, to->y, to->w, to->h);
        cairo_clip(cr);
        cairo_paint_with_alpha(cr, item->colour.a / 255.0);
        cairo_restore(cr);
        break;
    case CR_CANVAS_BOX:
        set_colour(cr, item->colour);
        cairo_rectangle(cr, to->x, to->y, to->w, to->h);
        cairo_fill(cr);
        break;
    case CR_CANVAS_WIPE: draw_wipe(cr, item); break;
    }
}

static void draw_rect(struct cr_canvas *c, const SDL_Rect *rect)
{
    cairo_t *cr = c->cr;
    cairo_save(cr);
    cairo_rectangle(cr, rect->x, rect->y, rect->w, rect->h);
    cairo_clip(cr);
    cairo_set_operator(cr, CAIRO_OPERATOR_SOURCE);
    cairo_set_source_surface(cr, c->background, 0, 0);
    cairo_paint(cr);
    cairo_set_operator(cr, CAIRO_OPERATOR_OVER);
    for (uint32_t i = 0; i < c->count; i++) {
        if (SDL_HasIntersection(&c->items[i].to, rect))
            draw_item(cr, &c->items[i]);
    }
    if (c->light < 1) {
        cairo_set_source_rgba(cr, 0, 0, 0, 1 - c->light);
        cairo_paint(cr);
    }
    cairo_restore(cr);
    c->drawn_pixels += (uint64_t)rect->w * (uint64_t)rect->h;
}

/* How light the next frame is: it goes up fast, then slowly. */
static void set_light(struct cr_canvas *c)
{
    const double gone =
        c->fade_ns ? (double)(cr_monotonic_ns() - c->fade_ns) / FADE_NS : 1;
    c->light = gone < 1 ? gone * (2 - gone) : 1;
    c->is_all_new |= c->fade_ns != 0;
    if (gone >= 1)
        c->fade_ns = 0;
}

static void show_rects(struct cr_canvas *c)
{
    for (int i = 0; i < c->rect_count; i++)
        draw_rect(c, &c->rects[i]);
    cairo_surface_flush(cairo_get_target(c->cr));
    for (int i = 0; c->drawn && i < c->rect_count; i++) {
        SDL_Rect to = c->rects[i];
        SDL_BlitSurface(c->drawn, &c->rects[i], c->surface, &to);
    }
    SDL_UpdateWindowSurfaceRects(c->window, c->rects, c->rect_count);
}

void cr_canvas_end(struct cr_canvas *canvas)
{
    struct cr_canvas *c = canvas;
    c->rect_count = 0;
    set_light(c);
    if (c->is_all_new)
        add_rect(c, (SDL_Rect){0, 0, c->width, c->height});
    else
        find_differences(c);
    keep_wipes_whole(c);
    c->is_all_new = false;
    if (c->rect_count)
        show_rects(c);
}

/* Paints all of the picture, or what lies in the canvas' rectangles; false without
 * memory. */
static bool paint(struct cr_canvas *c, bool is_all,
                  void (*draw)(cairo_t *cr, void *context), void *context)
{
    cr_clicks_forget(c->picture);
    cairo_t *cr = cairo_create(c->picture);
    for (int i = 0; !is_all && i < c->rect_count; i++)
        cairo_rectangle(cr, c->rects[i].x, c->rects[i].y, c->rects[i].w,
                        c->rects[i].h);
    if (!is_all)
        cairo_clip(cr);
    draw(cr, context);
    const bool is_good = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_flush(c->picture);
    return is_good;
}

/* What was painted, and nothing else. */
static void show_picture(struct cr_canvas *c)
{
    cr_canvas_forget(c);
    cr_canvas_begin(c, c->picture);
    cr_canvas_end(c);
    cr_canvas_forget(c); /* what comes next may be another picture */
}

void cr_canvas_paint(struct cr_canvas *canvas,
                     void (*draw)(cairo_t *cr, void *context), void *context)
{
    if (!canvas->picture)
        canvas->picture = cairo_image_surface_create(
            CAIRO_FORMAT_RGB24, canvas->width, canvas->height);
    if (!paint(canvas, true, draw, context))
        return;
    show_picture(canvas);
}

void cr_canvas_fade(struct cr_canvas *canvas)
{
    canvas->fade_ns = cr_monotonic_ns();
}

bool cr_canvas_fades(const struct cr_canvas *canvas)
{
    return canvas->fade_ns != 0;
}

void cr_canvas_fade_on(struct cr_canvas *canvas)
{
    if (canvas->fade_ns && canvas->picture &&
        canvas->background == canvas->picture)
        show_picture(canvas);
}

void cr_canvas_repaint(struct cr_canvas *canvas, const SDL_Rect *rects,
                       int count, void (*draw)(cairo_t *cr, void *context),
                       void *context)
{
    struct cr_canvas *c = canvas;
    if (!c->picture)
        return;
    c->rect_count = 0;
    c->count = 0;
    for (int i = 0; i < count; i++)
        add_rect(c, rects[i]);
    if (!c->rect_count || !paint(c, false, draw, context))
        return;
    if (c->fade_ns) {
        show_picture(c);
        return;
    }
    c->background = c->picture;
    show_rects(c);
    cr_canvas_forget(c);
}
