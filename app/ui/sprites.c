#include "app/ui/sprites.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void cr_sprites_init(struct cr_sprites *sprites, struct cr_canvas *canvas,
                     double scale)
{
    const unsigned last_id = sprites->last_id;
    memset(sprites, 0, sizeof(*sprites));
    sprites->canvas = canvas;
    sprites->last_id = last_id;
    sprites->scale = scale;
}

void cr_sprites_clear(struct cr_sprites *sprites)
{
    for (int i = 0; i < CR_SPRITE_COUNT; i++) {
        if (!sprites->items[i].texture)
            continue;
        cr_canvas_forget_texture(sprites->canvas, sprites->items[i].texture);
        SDL_DestroyTexture(sprites->items[i].texture);
    }
    memset(sprites->items, 0, sizeof(sprites->items));
}

/* cairo's colours are multiplied by their opacity; SDL's are not, and the
 * software renderer knows no other way. */
static void divide_by_opacity(cairo_surface_t *surface)
{
    const int width = cairo_image_surface_get_width(surface);
    const int height = cairo_image_surface_get_height(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    unsigned char *rows = cairo_image_surface_get_data(surface);
    for (int y = 0; y < height; y++) {
        uint32_t *row = (uint32_t *)(void *)(rows + (ptrdiff_t)y * stride);
        for (int x = 0; x < width; x++) {
            const uint32_t opacity = row[x] >> 24;
            if (opacity == 0 || opacity == 255)
                continue;
            uint32_t pixel = opacity << 24;
            for (int shift = 0; shift < 24; shift += 8) {
                const uint32_t value = row[x] >> shift & 255;
                pixel |= (value * 255 + opacity / 2) / opacity << shift;
            }
            row[x] = pixel;
        }
    }
    cairo_surface_mark_dirty(surface);
}

SDL_Texture *cr_texture_of(SDL_Renderer *renderer, int width, int height,
                           void (*draw)(cairo_t *cr, void *context),
                           void *context)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    cairo_t *cr = cairo_create(surface);
    draw(cr, context);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    SDL_Texture *texture = NULL;
    if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
        texture = SDL_CreateTexture(renderer, SDL_PIXELFORMAT_ARGB8888,
                                    SDL_TEXTUREACCESS_STATIC, width, height);
    if (texture) {
        divide_by_opacity(surface);
        SDL_UpdateTexture(texture, NULL, cairo_image_surface_get_data(surface),
                          cairo_image_surface_get_stride(surface));
        SDL_SetTextureBlendMode(texture, SDL_BLENDMODE_BLEND);
    }
    cairo_surface_destroy(surface);
    return texture;
}

/* The sprite of `key`; its slot is new if the texture is NULL. */
static struct cr_sprite *find(struct cr_sprites *s, const char *key)
{
    struct cr_sprite *oldest = &s->items[0];
    s->clock++;
    for (int i = 0; i < CR_SPRITE_COUNT; i++) {
        struct cr_sprite *item = &s->items[i];
        if (item->texture && strcmp(item->key, key) == 0) {
            item->used = s->clock;
            return item;
        }
        if (item->used < oldest->used)
            oldest = item;
    }
    if (oldest->texture) {
        cr_canvas_forget_texture(s->canvas, oldest->texture);
        SDL_DestroyTexture(oldest->texture);
    }
    memset(oldest, 0, sizeof(*oldest));
    oldest->id = ++s->last_id;
    snprintf(oldest->key, sizeof(oldest->key), "%s", key);
    oldest->used = s->clock;
    return oldest;
}

static void place(struct cr_sprites *s, const struct cr_sprite *item, double x,
                  double y, double opacity)
{
    const struct cr_canvas_item placed = {
        .kind = CR_CANVAS_PICTURE,
        .to = {(int)lrint(x * s->scale - item->anchor_x),
               (int)lrint(y * s->scale - item->anchor_y), item->width,
               item->height},
        .texture = item->texture,
        .id = item->id,
        .colour = {.a = (Uint8)lrint(255 * opacity)}};
    if (item->texture)
        cr_canvas_add(s->canvas, &placed);
}

struct text_job {
    const char *text;
    struct cr_type type;
    struct cr_colour colour;
    double scale, y;
};

static void draw_text(cairo_t *cr, void *context)
{
    const struct text_job *job = context;
    cairo_scale(cr, job->scale, job->scale);
    cr_draw_text(cr, job->text, job->type, job->colour, CR_LEFT, 1, job->y);
}

static double measure(const char *text, struct cr_type type)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    cairo_t *cr = cairo_create(surface);
    const double width = cr_text_width(cr, text, type);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return width;
}

double cr_sprite_text_width(struct cr_sprites *s, const char *text,
                            struct cr_type type)
{
    const struct cr_type *last = &s->measured_type;
    if (!*text)
        return 0;
    if (strcmp(text, s->measured) == 0 && type.face == last->face &&
        type.is_bold == last->is_bold && !(type.size < last->size) &&
        !(type.size > last->size))
        return s->measured_width;
    snprintf(s->measured, sizeof(s->measured), "%s", text);
    s->measured_type = type;
    s->measured_width = measure(text, type);
    return s->measured_width;
}

void cr_sprite_text(struct cr_sprites *s, const char *text, struct cr_type type,
                    struct cr_colour colour, enum cr_align align, double x,
                    double y)
{
    char key[CR_SPRITE_KEY];
    snprintf(key, sizeof(key), "t%.3s%d%02x%02x%02x%.4g:%.220s", type.face,
             type.is_bold, (int)(colour.r * 255), (int)(colour.g * 255),
             (int)(colour.b * 255), type.size, text);
    struct cr_sprite *item = find(s, key);
    if (!item->texture) {
        struct text_job job = {text, type, colour, s->scale, type.size * 1.05};
        item->width = (int)ceil((measure(text, type) + 4) * s->scale);
        item->height = (int)ceil(type.size * 1.4 * s->scale);
        item->anchor_y = job.y * s->scale;
        item->texture = cr_texture_of(s->canvas->renderer, item->width,
                                      item->height, draw_text, &job);
    }
    item->anchor_x = align == CR_LEFT     ? s->scale
                     : align == CR_CENTRE ? item->width / 2.0
                                          : item->width - 3 * s->scale;
    place(s, item, x, y, 1);
}

/* What a square sprite shows: a mark of a hit or a shape. */
struct figure_job {
    int kind; /* enum cr_hit_mark, or enum cr_shape */
    bool is_shape, has_line;
    struct cr_colour colour;
    double size, half, scale;
};

static void draw_leader(cairo_t *cr, const struct figure_job *job)
{
    const double c = job->half;
    cairo_arc(cr, c, c, job->size, 0, 6.2831853);
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_fill_preserve(cr);
    cr_set_colour(cr, job->colour);
    cairo_set_line_width(cr, 4);
    cairo_stroke(cr);
    cairo_arc(cr, c, c, job->size * 0.83, 0, 6.2831853);
    cairo_set_line_width(cr, 2);
    cairo_stroke(cr);
}

static void draw_shape(cairo_t *cr, const struct figure_job *job)
{
    const double c = job->half, size = job->size;
    cr_set_colour(cr, job->colour);
    cairo_set_line_width(cr, 2.5);
    switch ((enum cr_shape)job->kind) {
    case CR_SHAPE_UP:
    case CR_SHAPE_DOWN: {
        const double tip = job->kind == CR_SHAPE_UP ? -size : size;
        cairo_move_to(cr, c, c + tip);
        cairo_line_to(cr, c + size, c - tip);
        cairo_line_to(cr, c - size, c - tip);
        cairo_close_path(cr);
        cairo_fill(cr);
        break;
    }
    case CR_SHAPE_DISC:
        cairo_arc(cr, c, c, size, 0, 6.2831853);
        cairo_fill(cr);
        break;
    case CR_SHAPE_RING:
        cairo_arc(cr, c, c, size - 1.25, 0, 6.2831853);
        cairo_stroke(cr);
        break;
    case CR_SHAPE_FRAME:
        cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
        cairo_rectangle(cr, c - size + 2, c - size + 2, 2 * size - 4,
                        2 * size - 4);
        cairo_stroke(cr);
        break;
    case CR_SHAPE_LEADER: draw_leader(cr, job); break;
    }
}

static void draw_figure(cairo_t *cr, void *context)
{
    const struct figure_job *job = context;
    cairo_scale(cr, job->scale, job->scale);
    if (job->is_shape) {
        draw_shape(cr, job);
        return;
    }
    if (job->has_line && job->kind < CR_HIT_MISSED)
        cr_fill_box(cr, job->colour, job->half - 1.25, job->half - job->size,
                    2.5, 2 * job->size);
    cr_draw_hit(cr, (enum cr_hit_mark)job->kind, job->colour, job->half,
                job->half, job->has_line ? job->size * 0.84 : job->size);
}

static void place_figure(struct cr_sprites *s, struct figure_job *job, double x,
                         double y, double opacity)
{
    char key[CR_SPRITE_KEY];
    snprintf(key, sizeof(key), "f%d.%d.%d%02x%02x%02x%.4g", job->kind,
             job->is_shape, job->has_line, (int)(job->colour.r * 255),
             (int)(job->colour.g * 255), (int)(job->colour.b * 255), job->size);
    struct cr_sprite *item = find(s, key);
    if (!item->texture) {
        job->half = job->size * (job->is_shape ? 1 : 3) + 3;
        job->scale = s->scale;
        item->width = item->height = (int)ceil(2 * job->half * s->scale);
        item->anchor_x = item->anchor_y = job->half * s->scale;
        item->texture = cr_texture_of(s->canvas->renderer, item->width,
                                      item->height, draw_figure, job);
    }
    place(s, item, x, y, opacity);
}

void cr_sprite_hit(struct cr_sprites *s, enum cr_hit_mark mark,
                   struct cr_colour colour, double x, double y, double size,
                   double opacity)
{
    struct figure_job job = {
        .kind = (int)mark, .has_line = true, .colour = colour, .size = size};
    place_figure(s, &job, x, y, opacity);
}

void cr_sprite_mark(struct cr_sprites *s, enum cr_hit_mark mark,
                    struct cr_colour colour, double x, double y, double size,
                    double opacity)
{
    struct figure_job job = {.kind = (int)mark, .colour = colour, .size = size};
    place_figure(s, &job, x, y, opacity);
}

void cr_sprite_shape(struct cr_sprites *s, enum cr_shape shape,
                     struct cr_colour colour, double x, double y, double size)
{
    struct figure_job job = {
        .kind = (int)shape, .is_shape = true, .colour = colour, .size = size};
    place_figure(s, &job, x, y, 1);
}

static SDL_Color paint_of(struct cr_colour colour, double opacity)
{
    return (SDL_Color){
        (Uint8)lrint(colour.r * 255), (Uint8)lrint(colour.g * 255),
        (Uint8)lrint(colour.b * 255), (Uint8)lrint(opacity * 255)};
}

void cr_sprite_wipe(struct cr_sprites *s, struct cr_colour colour,
                    struct cr_colour edge, double x, double y, double width,
                    double height, double part)
{
    const struct cr_canvas_item wipe = {
        .kind = CR_CANVAS_WIPE,
        .to = {(int)lrint((x - width / 2) * s->scale),
               (int)lrint((y - height / 2) * s->scale),
               (int)lrint(width * s->scale), (int)lrint(height * s->scale)},
        .colour = paint_of(colour, 1),
        .edge = paint_of(edge, 1),
        .edge_width = (float)(4 * s->scale),
        .part = (float)part};
    cr_canvas_add(s->canvas, &wipe);
}

struct note_job {
    const struct cr_note_style *style;
    double width, height, scale;
};

static void draw_note(cairo_t *cr, void *context)
{
    const struct note_job *job = context;
    cairo_scale(cr, job->scale, job->scale);
    cr_draw_note(cr, job->style, job->width, job->height + 1, job->width,
                 job->height);
}

void cr_sprite_note(struct cr_sprites *s, const struct cr_note_style *style,
                    double x, double y, double width, double height)
{
    char key[CR_SPRITE_KEY];
    snprintf(key, sizeof(key), "n%d%d%d%c%02x%02x%.4g,%.4g", (int)style->mark,
             style->is_flam, style->is_missed, style->hand ? style->hand : '-',
             (int)(style->fill.r * 255), (int)(style->fill.b * 255), width,
             height);
    struct cr_sprite *item = find(s, key);
    if (!item->texture) {
        struct note_job job = {style, width, height, s->scale};
        item->width = (int)ceil(2 * width * s->scale);
        item->height = (int)ceil((height + 2) * s->scale);
        item->anchor_x = width * s->scale;
        item->anchor_y = (height + 1) * s->scale;
        item->texture = cr_texture_of(s->canvas->renderer, item->width,
                                      item->height, draw_note, &job);
    }
    place(s, item, x, y, 1);
}

struct trail_job {
    struct cr_colour colour;
    double opacity;
    int width, height;
};

static void draw_trail(cairo_t *cr, void *context)
{
    const struct trail_job *job = context;
    const struct cr_colour k = job->colour;
    cairo_pattern_t *fade = cairo_pattern_create_linear(0, 0, job->width, 0);
    cairo_pattern_add_color_stop_rgba(fade, 0, k.r, k.g, k.b, 0);
    cairo_pattern_add_color_stop_rgba(fade, 1, k.r, k.g, k.b, job->opacity);
    cairo_set_source(cr, fade);
    cairo_paint(cr);
    cairo_pattern_destroy(fade);
}

void cr_sprite_trail(struct cr_sprites *s, struct cr_colour colour,
                     double opacity, double x, double y, double width,
                     double height, double edge)
{
    char key[CR_SPRITE_KEY];
    snprintf(key, sizeof(key), "r%02x%02x%.3g,%.4g,%.4g", (int)(colour.r * 255),
             (int)(colour.b * 255), opacity, width, height);
    struct cr_sprite *item = find(s, key);
    if (!item->texture) {
        struct trail_job job = {colour, opacity, (int)ceil(width * s->scale),
                                (int)ceil(height * s->scale)};
        item->width = job.width;
        item->height = job.height;
        item->texture = cr_texture_of(s->canvas->renderer, item->width,
                                      item->height, draw_trail, &job);
    }
    const int left = (int)lrint(x * s->scale),
              first = (int)lrint(edge * s->scale);
    const int skip = first > left ? first - left : 0;
    const struct cr_canvas_item placed = {
        .kind = CR_CANVAS_PICTURE,
        .to = {left + skip, (int)lrint(y * s->scale), item->width - skip,
               item->height},
        .texture = item->texture,
        .id = item->id,
        .skip = skip,
        .colour = {.a = 255}};
    if (item->texture && skip < item->width)
        cr_canvas_add(s->canvas, &placed);
}

void cr_sprite_box(struct cr_sprites *s, struct cr_colour colour,
                   double opacity, double x, double y, double width,
                   double height)
{
    const int left = (int)lrint(x * s->scale), top = (int)lrint(y * s->scale);
    const int right = (int)lrint((x + width) * s->scale);
    const int bottom = (int)lrint((y + height) * s->scale);
    const struct cr_canvas_item box = {.kind = CR_CANVAS_BOX,
                                       .to = {left, top,
                                              right > left ? right - left : 1,
                                              bottom > top ? bottom - top : 1},
                                       .colour = paint_of(colour, opacity)};
    cr_canvas_add(s->canvas, &box);
}
