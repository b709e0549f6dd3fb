/* Every groove that ships, played on the house kit. */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>

#include "audio/rt/engine.h"
#include "audio/schedule.h"
#include "tests/support/check.h"

enum { RATE = 48000, BLOCK = 512, SECONDS = 3 };

static struct cr_kit kit;

static int open_kit(void **state)
{
    struct cr_error error = {0};
    (void)state;
    return cr_kit_load(&kit, CR_TEST_HOUSE_KIT, RATE, NULL, &error) != CR_OK;
}

static int close_kit(void **state)
{
    (void)state;
    cr_kit_destroy(&kit);
    return 0;
}

/* The loudest sample of the first seconds. */
static double loudest(const struct cr_hits *hits)
{
    struct cr_engine *engine = calloc(1, sizeof(*engine));
    float out[2 * BLOCK];
    double peak = 0;
    const struct cr_engine_command play = {
        .kind = CR_COMMAND_PLAY,
        .schedule = {.hits = hits->items,
                     .hit_count = hits->count,
                     .start_frames = RATE / 10}};
    CHECK(engine != NULL);
    cr_engine_init(engine, RATE);
    CHECK(cr_engine_send(engine, &play));
    for (int b = 0; b < SECONDS * RATE / BLOCK; b++) {
        cr_engine_render(engine, out, BLOCK);
        for (int i = 0; i < 2 * BLOCK; i++)
            peak = fmax(peak, fabs((double)out[i]));
    }
    free(engine);
    return peak;
}

static void play(const char *path)
{
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    struct cr_timeline timeline = {0};
    struct cr_hits hits = {0};
    const struct cr_schedule_options options = {.has_pattern = true};
    size_t size;
    char *text = cr_test_file(path, &size);
    cr_check_row(path);
    CHECK(text != NULL);
    CHECK(!cr_pattern_read(&pattern, text, size, &found));
    CHECK_INT(0, found.warning_count);
    CHECK(!cr_timeline_create(&timeline, &pattern,
                              &(struct cr_timeline_options){.loops = 4}));
    CHECK(!cr_hits_create(&hits, &timeline, &kit, &options));
    CHECK_INT(0, hits.unplayable);
    const double peak = loudest(&hits);
    CHECK(peak > 0.05 && peak <= 0.98);
    cr_hits_destroy(&hits);
    cr_timeline_destroy(&timeline);
    cr_pattern_deinit(&pattern);
    cr_diagnostics_deinit(&found);
    free(text);
}

static void every_groove_sounds_and_does_not_clip(void **state)
{
    DIR *folder = opendir(CR_TEST_LIBRARY);
    const struct dirent *entry;
    int grooves = 0;
    (void)state;
    CHECK(folder != NULL);
    while ((entry = readdir(folder))) {
        const char *dot = strrchr(entry->d_name, '.');
        char path[1024];
        if (!dot || strcmp(dot, ".beat") != 0)
            continue;
        snprintf(path, sizeof(path), CR_TEST_LIBRARY "/%.200s", entry->d_name);
        play(path);
        grooves++;
    }
    closedir(folder);
    CHECK(grooves >= 24);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_groove_sounds_and_does_not_clip),
    };
    return cmocka_run_group_tests(tests, open_kit, close_kit);
}
