/* What is drawn only where it changed is, pixel by pixel, what is drawn whole. */
#include "app/ui/canvas.h"
#include "app/ui/stage.h"
#include "patterns/timeline.h"
#include "tests/support/check.h"

enum { WIDTH = 320, HEIGHT = 200, FRAMES = 400, PICTURES = 4 };

/* Colours multiplied by their opacity, as cairo has them. */
static cairo_surface_t *picture(int width, int height,
                                struct cr_test_random *random, bool is_solid)
{
    cairo_surface_t *made = cairo_image_surface_create(
        is_solid ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32, width, height);
    Uint8 *bytes = cairo_image_surface_get_data(made);
    CHECK(bytes != NULL);
    for (int i = 0; i < width * height; i++) {
        const int opacity = is_solid ? 255 : cr_test_int(random, 0, 255);
        Uint32 pixel = (Uint32)opacity << 24;
        for (int shift = 0; shift < 24; shift += 8)
            pixel |= (Uint32)cr_test_int(random, 0, opacity) << shift;
        memcpy(bytes + 4 * (size_t)i, &pixel, 4);
    }
    cairo_surface_mark_dirty(made);
    return made;
}

static struct cr_canvas_item item(cairo_surface_t *const *pictures,
                                  struct cr_test_random *random)
{
    struct cr_canvas_item made = {
        .kind = (enum cr_canvas_kind)cr_test_int(random, 0, 2),
        .to = {cr_test_int(random, -20, WIDTH),
               cr_test_int(random, -20, HEIGHT), cr_test_int(random, 1, 60),
               cr_test_int(random, 1, 40)},
        .colour = {(Uint8)cr_test_int(random, 0, 255), 90, 30,
                   (Uint8)cr_test_int(random, 0, 255)}};
    if (made.kind == CR_CANVAS_PICTURE) {
        made.id = (unsigned)cr_test_int(random, 0, PICTURES - 1);
        made.picture = pictures[made.id];
        made.to.w = 30;
        made.to.h = 20;
        made.skip = cr_test_int(random, 0, 1) * 7;
        made.to.w -= made.skip;
    } else if (made.kind == CR_CANVAS_WIPE) {
        made.colour.a = made.edge.a = 255;
        made.edge_width = 3;
        made.part = (float)cr_test_unit(random);
    }
    return made;
}

static void show(struct cr_canvas *canvas, cairo_surface_t *background,
                 const struct cr_canvas_item *items, int count)
{
    cr_canvas_begin(canvas, background);
    for (int i = 0; i < count; i++)
        cr_canvas_add(canvas, &items[i]);
    cr_canvas_end(canvas);
}

/* The byte that shows nothing may differ. */
static bool look_alike(const void *a, const void *b, size_t pixels)
{
    const Uint32 *left = a, *right = b;
    for (size_t i = 0; i < pixels; i++) {
        if ((left[i] ^ right[i]) & 0xFFFFFF)
            return false;
    }
    return true;
}

static void parts_look_like_the_whole(void **state)
{
    enum { MOST = 40 };
    struct cr_test_random random = {11};
    struct cr_canvas canvas;
    struct cr_error error = {0};
    struct cr_canvas_item items[MOST + 1];
    cairo_surface_t *pictures[PICTURES], *background;
    int count = 0;
    uint64_t in_parts = 0;
    (void)state;
    CHECK(!SDL_Init(SDL_INIT_VIDEO));
    SDL_Window *window = SDL_CreateWindow("test", 0, 0, WIDTH, HEIGHT, 0);
    CHECK(window && !cr_canvas_init(&canvas, window, &error));
    for (int i = 0; i < PICTURES; i++)
        pictures[i] = picture(30, 20, &random, false);
    background = picture(WIDTH, HEIGHT, &random, true);
    const size_t size = (size_t)canvas.surface->pitch * HEIGHT;
    void *parts = malloc(size);
    CHECK(parts != NULL);
    for (int frame = 0; frame < FRAMES; frame++) {
        /* some go, some move, some come: in the middle as well */
        for (int change = cr_test_int(&random, 0, 3); change > 0; change--) {
            const int at = count ? cr_test_int(&random, 0, count - 1) : 0;
            const int kind = cr_test_int(&random, 0, 2);
            if (kind == 0 && count) {
                memmove(items + at, items + at + 1,
                        (size_t)(--count - at) * sizeof(*items));
            } else if (kind == 1 && count) {
                items[at].to.x += 3;
            } else if (count < MOST) {
                memmove(items + at + 1, items + at,
                        (size_t)(count++ - at) * sizeof(*items));
                items[at] = item(pictures, &random);
            }
        }
        const uint64_t before = canvas.drawn_pixels;
        show(&canvas, background, items, count);
        in_parts += canvas.drawn_pixels - before;
        memcpy(parts, canvas.surface->pixels, size);
        cr_canvas_forget(&canvas);
        show(&canvas, background, items, count);
        if (!look_alike(parts, canvas.surface->pixels, size / 4))
            CHECK_FAIL("frame %d of %d items looks otherwise", frame, count);
    }
    /* and it is worth it */
    CHECK(in_parts < (uint64_t)FRAMES * WIDTH * HEIGHT / 3);
    free(parts);
    for (int i = 0; i < PICTURES; i++)
        cairo_surface_destroy(pictures[i]);
    cairo_surface_destroy(background);
    cr_canvas_deinit(&canvas);
    SDL_DestroyWindow(window);
    SDL_Quit();
}

static void white(cairo_t *cr, void *context)
{
    (void)context;
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
}

static unsigned grey(const struct cr_canvas *canvas)
{
    return *(const Uint32 *)canvas->surface->pixels & 0xFF;
}

/* A screen comes out of the black, whether it stands or is drawn again. */
static void a_screen_fades_in(void **state)
{
    struct cr_stage stage = {.look.is_calm = true};
    struct cr_canvas *c = &stage.canvas;
    struct cr_error error = {0};
    (void)state;
    CHECK(!SDL_Init(SDL_INIT_VIDEO));
    SDL_Window *window = SDL_CreateWindow("test", 0, 0, WIDTH, HEIGHT, 0);
    CHECK(window && !cr_canvas_init(c, window, &error));
    cr_stage_fade(&stage); /* less is to move */
    CHECK(!cr_canvas_fades(c));
    stage.look.is_calm = false;
    cr_stage_fade(&stage);
    CHECK(cr_canvas_fades(c));
    c->fade_ns += CR_NS_PER_S * 3600; /* it has not begun for an hour */
    cr_canvas_paint(c, white, NULL);
    CHECK_INT(0, grey(c));
    c->fade_ns -= CR_NS_PER_S * 7200; /* and has ended an hour ago */
    cr_canvas_fade_on(c);
    CHECK_INT(255, grey(c));
    CHECK(!cr_canvas_fades(c));
    cr_stage_fade(&stage);
    c->fade_ns += CR_NS_PER_S * 3600;
    show(c, c->picture, NULL, 0);
    CHECK_INT(0, grey(c));
    c->fade_ns -= CR_NS_PER_S * 7200;
    show(c, c->picture, NULL, 0);
    CHECK_INT(255, grey(c));
    cr_canvas_deinit(c);
    SDL_DestroyWindow(window);
    SDL_Quit();
}

static void frames_are_as_fast_as_the_display(void **state)
{
    (void)state;
    CHECK_INT(16666666, cr_frame_ns_of(0)); /* not known */
    CHECK_INT(16666666, cr_frame_ns_of(30));
    CHECK_INT(16666666, cr_frame_ns_of(60));
    CHECK_INT(13333333, cr_frame_ns_of(75));
    CHECK_INT(8333333, cr_frame_ns_of(120));
    CHECK_INT(8333333, cr_frame_ns_of(240));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_are_as_fast_as_the_display),
        cmocka_unit_test(parts_look_like_the_whole),
        cmocka_unit_test(a_screen_fades_in),
    };
    SDL_setenv("SDL_VIDEODRIVER", "dummy", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
