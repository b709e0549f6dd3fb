#include "app/ui/canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/growing.h"

enum { WIPE_STEPS = 48, LOOK_AHEAD = 64 };

enum cr_status cr_canvas_init(struct cr_canvas *canvas, SDL_Window *window,
                              struct cr_error *error)
{
    *canvas = (struct cr_canvas){.window = window,
                                 .surface = SDL_GetWindowSurface(window),
                                 .is_all_new = true};
    if (canvas->surface)
        canvas->renderer = SDL_CreateSoftwareRenderer(canvas->surface);
    if (!canvas->renderer)
        return cr_fail(error, CR_ERR_DEVICE, 0, 0, "no window: %s",
                       SDL_GetError());
    canvas->width = canvas->surface->w;
    canvas->height = canvas->surface->h;
    return CR_OK;
}

void cr_canvas_deinit(struct cr_canvas *canvas)
{
    if (canvas->renderer)
        SDL_DestroyRenderer(canvas->renderer);
    free(canvas->items);
    free(canvas->before);
    *canvas = (struct cr_canvas){0};
}

bool cr_canvas_is_stale(const struct cr_canvas *canvas)
{
    return SDL_GetWindowSurface(canvas->window) != canvas->surface;
}

void cr_canvas_forget(struct cr_canvas *canvas)
{
    canvas->is_all_new = true;
}

void cr_canvas_forget_texture(struct cr_canvas *canvas,
                              const SDL_Texture *texture)
{
    for (uint32_t i = 0; texture && i < canvas->count; i++) {
        if (canvas->items[i].texture == texture)
            canvas->items[i].texture = NULL;
    }
}

void cr_canvas_begin(struct cr_canvas *canvas, SDL_Texture *background)
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
    return a->kind == b->kind && a->texture == b->texture && a->id == b->id &&
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

/* Drawing. */

static SDL_Vertex corner(SDL_FPoint middle, double angle, double reach,
                         SDL_Color colour)
{
    return (SDL_Vertex){.position = {middle.x + (float)(reach * sin(angle)),
                                     middle.y - (float)(reach * cos(angle))},
                        .color = colour};
}

/* The edge of the wipe: a line from the middle outwards. */
static void draw_hand(struct cr_canvas *c, SDL_FPoint middle, double angle,
                      double reach, const struct cr_canvas_item *item)
{
    static const int order[6] = {0, 1, 2, 1, 2, 3};
    SDL_Vertex line[4];
    for (int side = 0; side < 2; side++) {
        const double across = side ? 1.5707963 : -1.5707963;
        const SDL_Vertex near = corner(
            middle, angle + across, (double)item->edge_width / 2, item->edge);
        line[2 * side] = near;
        line[2 * side + 1] = corner(near.position, angle, reach, item->edge);
    }
    SDL_RenderGeometry(c->renderer, NULL, line, 4, order, 6);
}

/* Fills a part of a box, clockwise from above its middle. */
static void draw_wipe(struct cr_canvas *c, const struct cr_canvas_item *item)
{
    SDL_Vertex fan[3 * WIPE_STEPS];
    const double reach = item->to.w + item->to.h;
    const double whole = (double)item->part * 6.2831853;
    const SDL_FPoint middle = {(float)item->to.x + (float)item->to.w / 2,
                               (float)item->to.y + (float)item->to.h / 2};
    for (int i = 0; i < WIPE_STEPS; i++) {
        fan[3 * i] = corner(middle, 0, 0, item->colour);
        for (int k = 0; k < 2; k++)
            fan[3 * i + 1 + k] = corner(middle, whole * (i + k) / WIPE_STEPS,
                                        reach, item->colour);
    }
    SDL_RenderGeometry(c->renderer, NULL, fan, 3 * WIPE_STEPS, NULL, 0);
    draw_hand(c, middle, whole, reach, item);
}

static void draw_item(struct cr_canvas *c, const struct cr_canvas_item *item)
{
    const SDL_Color k = item->colour;
    switch (item->kind) {
    case CR_CANVAS_PICTURE:
        if (!item->texture)
            return;
        SDL_SetTextureAlphaMod(item->texture, k.a);
        SDL_RenderCopy(c->renderer, item->texture,
                       &(SDL_Rect){item->skip, 0, item->to.w, item->to.h},
                       &item->to);
        break;
    case CR_CANVAS_BOX:
        SDL_SetRenderDrawBlendMode(c->renderer, k.a < 255 ? SDL_BLENDMODE_BLEND
                                                          : SDL_BLENDMODE_NONE);
        SDL_SetRenderDrawColor(c->renderer, k.r, k.g, k.b, k.a);
        SDL_RenderFillRect(c->renderer, &item->to);
        break;
    case CR_CANVAS_WIPE: draw_wipe(c, item); break;
    }
}

static void draw_rect(struct cr_canvas *c, const SDL_Rect *rect)
{
    SDL_RenderSetClipRect(c->renderer, rect);
    SDL_RenderCopy(c->renderer, c->background, rect, rect);
    for (uint32_t i = 0; i < c->count; i++) {
        const struct cr_canvas_item *item = &c->items[i];
        SDL_Rect part;
        if (!SDL_IntersectRect(&item->to, rect, &part))
            continue;
        if (item->kind == CR_CANVAS_WIPE) /* it is wider than its box */
            SDL_RenderSetClipRect(c->renderer, &part);
        draw_item(c, item);
        if (item->kind == CR_CANVAS_WIPE)
            SDL_RenderSetClipRect(c->renderer, rect);
    }
    c->drawn_pixels += (uint64_t)rect->w * (uint64_t)rect->h;
}

void cr_canvas_end(struct cr_canvas *canvas)
{
    struct cr_canvas *c = canvas;
    c->rect_count = 0;
    if (c->is_all_new)
        add_rect(c, (SDL_Rect){0, 0, c->width, c->height});
    else
        find_differences(c);
    c->is_all_new = false;
    if (!c->rect_count)
        return;
    for (int i = 0; i < c->rect_count; i++)
        draw_rect(c, &c->rects[i]);
    SDL_RenderSetClipRect(c->renderer, NULL);
    SDL_RenderFlush(c->renderer);
    SDL_UpdateWindowSurfaceRects(c->window, c->rects, c->rect_count);
}
