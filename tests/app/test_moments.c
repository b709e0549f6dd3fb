/* What moves is looked at as well: the practice screen at chosen moments of a take (count-in,
 * playing, dark, back, sound lost, from afar, calm), and what comes behind it (report, lab,
 * hit by hit, the roll), beside the kept pictures in data/moments: a quarter as wide and
 * high, in grey, as data/screens. MOMENTS=keep keeps them anew; what differs is left in the
 * folder `differs`. No display is needed. */
#define _POSIX_C_SOURCE 200809L
#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "app/practice/diagnosis.h"
#include "app/practice/measures.h"
#include "app/report.h"
#include "app/ui/hits_screen.h"
#include "app/ui/lab_screen.h"
#include "app/ui/practice_screen.h"
#include "app/ui/report_screen.h"
#include "app/ui/roll.h"
#include "tests/practice/takes.h"

enum { PART = 4, FAR_OFF = 48, FEW = 12 };

static const char rock[] =
    "beat 1\ntitle: Moments\ntempo: 120\nHH |x-x-x-x-|X-x-x-x-|\n"
    "SD |--o---o-|--o--go-|\nBD |o---o---|o---o---|\n";

/* A quarter as wide and high: the mean of the green of each dot's place. */
static cairo_surface_t *make_small(const unsigned char *pixels, int pitch,
                                   int width, int height)
{
    cairo_surface_t *small = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, width / PART, height / PART);
    unsigned char *to = cairo_image_surface_get_data(small);
    const int stride = cairo_image_surface_get_stride(small);
    cairo_surface_flush(small);
    for (int y = 0; y < height / PART; y++) {
        for (int x = 0; x < width / PART; x++) {
            int sum = 0;
            for (int i = 0; i < PART * PART; i++)
                sum += pixels[(y * PART + i / PART) * pitch +
                              (x * PART + i % PART) * 4 + 1];
            memset(to + y * stride + 4 * x, sum / (PART * PART), 4);
        }
    }
    cairo_surface_mark_dirty(small);
    return small;
}

static int count_far_off(cairo_surface_t *a, cairo_surface_t *b)
{
    const int width = cairo_image_surface_get_width(a);
    const int height = cairo_image_surface_get_height(a);
    int count = 0;
    if (cairo_image_surface_get_width(b) != width ||
        cairo_image_surface_get_height(b) != height)
        return width * height;
    for (int y = 0; y < height; y++) {
        const unsigned char *p = cairo_image_surface_get_data(a) +
                                 y * cairo_image_surface_get_stride(a);
        const unsigned char *q = cairo_image_surface_get_data(b) +
                                 y * cairo_image_surface_get_stride(b);
        for (int x = 0; x < width; x++)
            count += abs(p[4 * x + 1] - q[4 * x + 1]) > FAR_OFF;
    }
    return count;
}

/* Is it as it was kept? */
static void compare(const char *name, const unsigned char *pixels, int pitch,
                    int width, int height)
{
    char path[300], own[120];
    cairo_surface_t *small = make_small(pixels, pitch, width, height);
    snprintf(path, sizeof(path), CR_TEST_DATA "/moments/%s.png", name);
    if (getenv("MOMENTS")) {
        CHECK_INT(CAIRO_STATUS_SUCCESS,
                  cairo_surface_write_to_png(small, path));
    } else {
        cairo_surface_t *kept = cairo_image_surface_create_from_png(path);
        const int far = count_far_off(small, kept);
        if (far > FEW) {
            (void)mkdir("differs", 0777);
            snprintf(own, sizeof(own), "differs/%s.png", name);
            (void)cairo_surface_write_to_png(small, own);
            CHECK_FAIL("%s: %d dots are other ones than kept", name, far);
        }
        cairo_surface_destroy(kept);
    }
    cairo_surface_destroy(small);
}

/* A player who is a little early, and later by and by; the last note is missed. */
static void play_up_to(struct cr_live *live, int64_t song_ns)
{
    const struct cr_timeline *t = &live->timeline;
    for (uint32_t i = 0; i < t->note_count && t->notes[i].at_ns <= song_ns;
         i++) {
        const struct cr_note *note = &t->notes[i];
        const int64_t off = (int64_t)(i * 7 % 40) - 26;
        if (note->kind == CR_NOTE && i % 9 != 8)
            CHECK(!cr_marker_add(&live->marker, note->at_ns + off * 1000000,
                                 note->lane));
    }
}

struct moment {
    const char *name, *options; /* how it is practised */
    double bars; /* of 2 s, from the first one after the count-in */
    bool is_far, is_calm;
    const char *notice;
};

static const struct moment moments[] = {
    {"countin", "", -0.4, false, false, NULL},
    {"playing", "", 2.6, false, false, NULL},
    {"far", "", 2.6, true, false, NULL},
    {"calm", "", 2.6, false, true, NULL},
    {"dark", "gaps:play=1,mute=1", 1.4, false, false, NULL},
    {"back", "gaps:play=1,mute=1", 2.1, false, false, NULL},
    {"lost", "", 2.6, false, false,
     "Sound lost. The take goes on. F9 looks for the device"},
};

static void draw_moment(const struct moment *m, const char *theme, int width,
                        int height)
{
    static struct cr_practice_screen screen;
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    struct cr_error error = {0};
    struct cr_live *live = calloc(1, sizeof(*live));
    struct cr_live_wish wish = {.session = {.loops = 8},
                                .device = {.is_null = true},
                                .ignores_known = true};
    const struct cr_look look = {
        .theme = theme, .scale = 1, .is_far = m->is_far, .is_calm = m->is_calm};
    struct cr_stage stage;
    enum cr_status status;
    char name[80];
    CHECK(live != NULL);
    CHECK(!cr_pattern_read(&pattern, rock, strlen(rock), &found));
    cr_diagnostics_deinit(&found);
    CHECK(!cr_session_read(&wish.session, m->options, &error));
    CHECK(!cr_live_create(live, &pattern, &wish, &error));
    CHECK(!cr_live_start(live, &error));
    CHECK(!cr_stage_open(&stage, &look, &error));
    SDL_SetWindowSize(stage.window, width, height);
    SDL_PumpEvents();
    (void)cr_stage_fit(&stage, &status, &error);
    cr_practice_screen_init(&screen, &stage, live);
    const int64_t song_ns = (int64_t)(m->bars * 2e9);
    play_up_to(live, song_ns);
    if (m->notice)
        snprintf(live->notice, sizeof(live->notice), "%s", m->notice);
    cr_practice_screen_draw(&screen, song_ns);
    SDL_Surface *surface = SDL_GetWindowSurface(stage.window);
    CHECK_INT(width, surface->w);
    snprintf(name, sizeof(name), "%s-%s-%dx%d", m->name, theme, width, height);
    compare(name, surface->pixels, surface->pitch, width, height);
    cr_practice_screen_deinit(&screen);
    cr_stage_close(&stage);
    cr_live_destroy(live);
    cr_pattern_deinit(&pattern);
    free(live);
}

static void moments_are_as_they_were(void **state)
{
    static const int sizes[][2] = {{800, 600}, {1280, 800}};
    (void)state;
    for (size_t i = 0; i < sizeof(moments) / sizeof(moments[0]); i++) {
        for (int size = 0; size < 2; size++) {
            draw_moment(&moments[i], "dark", sizes[size][0], sizes[size][1]);
            draw_moment(&moments[i], "light", sizes[size][0], sizes[size][1]);
        }
    }
}

static void compare_drawn(const char *name, const char *theme,
                          cairo_surface_t *drawn)
{
    char own[80];
    snprintf(own, sizeof(own), "%s-%s-1280x800", name, theme);
    cairo_surface_flush(drawn);
    compare(own, cairo_image_surface_get_data(drawn),
            cairo_image_surface_get_stride(drawn), 1280, 800);
    cairo_surface_destroy(drawn);
}

static void what_comes_behind_is_as_it_was(void **state)
{
    struct cr_pattern pattern;
    struct cr_session session;
    struct cr_timeline timeline;
    struct cr_presses presses;
    struct cr_result result;
    struct cr_measures measures;
    struct cr_diagnosis diagnosis;
    struct cr_roll roll;
    (void)state;
    cr_test_play(rock, "gaps:play=2,mute=2", 24,
                 "mean=-9,sd=11,miss=4,extra=2,gap-drift=1,seed=7", &pattern,
                 &session, &timeline, &presses);
    CHECK(!cr_score(&result, &timeline, presses.items, presses.count));
    const struct cr_report about = {.timeline = &timeline,
                                    .result = &result,
                                    .presses = presses.items,
                                    .session = &session};
    CHECK(!cr_measure(&measures, &timeline, &result, presses.items));
    CHECK(
        !cr_diagnose(&diagnosis, &timeline, &result, presses.items, &measures));
    cr_roll_write(&roll, &about, &measures);
    for (int light = 0; light < 2; light++) {
        const char *name = light ? "light" : "dark";
        const struct cr_theme *theme = cr_theme_find(name);
        const struct cr_report_view report = {.theme = theme,
                                              .about = &about,
                                              .measures = &measures,
                                              .diagnosis = &diagnosis,
                                              .has_keys = true};
        const struct cr_lab_view lab = {.theme = theme,
                                        .about = &about,
                                        .measures = &measures,
                                        .has_keys = true};
        const struct cr_hits_view hits = {
            .about = &about, .hit_scale = 1, .has_keys = true};
        for (int page = 0; page < 4; page++) {
            static const char *const pages[] = {"report", "lab", "hits",
                                                "roll"};
            cairo_surface_t *drawn =
                cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1280, 800);
            cairo_t *cr = cairo_create(drawn);
            cr_set_colour(cr,
                          page == 3 ? cr_theme_find("dark")->bg0 : theme->bg1);
            cairo_paint(cr);
            if (page == 0)
                cr_report_screen_draw(&report, cr);
            else if (page == 1)
                cr_lab_screen_draw(&lab, cr);
            else if (page == 2)
                cr_hits_screen_draw(
                    &hits, &(struct cr_sheet){.cr = cr,
                                              .layout = cr_layout_wide(),
                                              .theme = theme});
            else
                cr_roll_draw(&roll, cr, 1280);
            cairo_destroy(cr);
            if (page == 3 && light) /* it is dark in every theme */
                cairo_surface_destroy(drawn);
            else
                compare_drawn(pages[page], name, drawn);
        }
    }
    cr_measures_destroy(&measures);
    cr_result_destroy(&result);
    cr_timeline_destroy(&timeline);
    free(presses.items);
    cr_pattern_deinit(&pattern);
}

int main(void)
{
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    setenv("LANGUAGE", "en", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments_are_as_they_were),
        cmocka_unit_test(what_comes_behind_is_as_it_was)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
