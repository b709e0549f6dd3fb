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
        if (!sprites->items[i].picture)
            continue;
        cr_canvas_forget_picture(sprites->canvas, sprites->items[i].picture);
        cairo_surface_destroy(sprites->items[i].picture);
    }
    memset(sprites->items, 0, sizeof(sprites->items));
}

cairo_surface_t *cr_picture_of(cairo_format_t format, int width, int height,
                               void (*draw)(cairo_t *cr, void *context),
                               void *context)
{
    cairo_surface_t *picture =
        cairo_image_surface_create(format, width, height);
    cairo_t *cr = cairo_create(picture);
    draw(cr, context);
    const bool is_good = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
    cairo_destroy(cr);
    cairo_surface_flush(picture);
    if (is_good)
        return picture;
    cairo_surface_destroy(picture);
    return NULL;
}

/* Texts longer than a key are told apart by their hash alone. */
static void add(struct cr_sprite_key *key, const void *bytes, size_t size)
{
    const unsigned char *from = bytes;
    for (size_t i = 0; i < size; i++) {
        key->hash = (key->hash ^ from[i]) * 16777619u; /* FNV-1a */
        if (key->size < CR_SPRITE_KEY)
            key->bytes[key->size++] = from[i];
    }
}

static void begin_key(struct cr_sprite_key *key, char kind)
{
    key->hash = 2166136261u;
    key->size = 0;
    add(key, &kind, 1);
}

static void add_number(struct cr_sprite_key *key, double number)
{
    add(key, &number, sizeof(number));
}

static void add_colour(struct cr_sprite_key *key, struct cr_colour colour)
{
    add_number(key, colour.r);
    add_number(key, colour.g);
    add_number(key, colour.b);
}

static bool is_same_key(const struct cr_sprite_key *a,
                        const struct cr_sprite_key *b)
{
    return a->hash == b->hash && a->size == b->size &&
           memcmp(a->bytes, b->bytes, a->size) == 0;
}

/* The sprite of `key`; its slot is new if the picture is NULL. */
static struct cr_sprite *find(struct cr_sprites *s,
                              const struct cr_sprite_key *key)
{
    struct cr_sprite *oldest = &s->items[0];
    s->clock++;
    for (int i = 0; i < CR_SPRITE_COUNT; i++) {
        struct cr_sprite *item = &s->items[i];
        if (item->picture && is_same_key(&item->key, key)) {
            item->used = s->clock;
            return item;
        }
        if (item->used < oldest->used)
            oldest = item;
    }
    if (oldest->picture) {
        cr_canvas_forget_picture(s->canvas, oldest->picture);
        cairo_surface_destroy(oldest->picture);
    }
    memset(oldest, 0, sizeof(*oldest));
    oldest->id = ++s->last_id;
    oldest->key.hash = key->hash;
    oldest->key.size = key->size;
    memcpy(oldest->key.bytes, key->bytes, key->size);
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
        .picture = item->picture,
        .id = item->id,
        .colour = {.a = (Uint8)lrint(255 * opacity)}};
    if (item->picture)
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
    struct cr_sprite_key key;
    begin_key(&key, 't');
    add_number(&key, type.size);
    add_colour(&key, colour);
    add(&key, type.is_bold ? "b" : "m", 1);
    add(&key, type.face, strlen(type.face));
    add(&key, text, strlen(text));
    struct cr_sprite *item = find(s, &key);
    if (!item->picture) {
        struct text_job job = {text, type, colour, s->scale, type.size * 1.05};
        item->width = (int)ceil((measure(text, type) + 4) * s->scale);
        item->height = (int)ceil(type.size * 1.4 * s->scale);
        item->anchor_y = job.y * s->scale;
        item->picture = cr_picture_of(CAIRO_FORMAT_ARGB32, item->width,
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
    struct cr_sprite_key key;
    begin_key(&key, job->is_shape ? 's' : job->has_line ? 'l' : 'm');
    add_number(&key, job->kind);
    add_number(&key, job->size);
    add_colour(&key, job->colour);
    struct cr_sprite *item = find(s, &key);
    if (!item->picture) {
        job->half = job->size * (job->is_shape ? 1 : 3) + 3;
        job->scale = s->scale;
        item->width = item->height = (int)ceil(2 * job->half * s->scale);
        item->anchor_x = item->anchor_y = job->half * s->scale;
        item->picture = cr_picture_of(CAIRO_FORMAT_ARGB32, item->width,
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
    struct cr_sprite_key key;
    begin_key(&key, 'n');
    add(&key, style->is_missed ? "m" : "h", 1);
    add(&key, style->is_flam ? "f" : "-", 1);
    add_number(&key, (int)style->mark);
    add_number(&key, width);
    add_number(&key, height);
    add_colour(&key, style->fill);
    add(&key, &style->hand, 1);
    struct cr_sprite *item = find(s, &key);
    if (!item->picture) {
        struct note_job job = {style, width, height, s->scale};
        item->width = (int)ceil(2 * width * s->scale);
        item->height = (int)ceil((height + 2) * s->scale);
        item->anchor_x = width * s->scale;
        item->anchor_y = (height + 1) * s->scale;
        item->picture = cr_picture_of(CAIRO_FORMAT_ARGB32, item->width,
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
    struct cr_sprite_key key;
    begin_key(&key, 'r');
    add_number(&key, opacity);
    add_number(&key, width);
    add_number(&key, height);
    add_colour(&key, colour);
    struct cr_sprite *item = find(s, &key);
    if (!item->picture) {
        struct trail_job job = {colour, opacity, (int)ceil(width * s->scale),
                                (int)ceil(height * s->scale)};
        item->width = job.width;
        item->height = job.height;
        item->picture = cr_picture_of(CAIRO_FORMAT_ARGB32, item->width,
                                      item->height, draw_trail, &job);
    }
    const int left = (int)lrint(x * s->scale),
              first = (int)lrint(edge * s->scale);
    const int skip = first > left ? first - left : 0;
    const struct cr_canvas_item placed = {
        .kind = CR_CANVAS_PICTURE,
        .to = {left + skip, (int)lrint(y * s->scale), item->width - skip,
               item->height},
        .picture = item->picture,
        .id = item->id,
        .skip = skip,
        .colour = {.a = 255}};
    if (item->picture && skip < item->width)
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
