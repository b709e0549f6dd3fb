/* work.h - what the benchmarks play: a pattern of so many loops with a kit, whose sounds
 * have one channel, as those of the kit that ships do. */
#ifndef CR_TESTS_BENCH_WORK_H
#define CR_TESTS_BENCH_WORK_H

#include <stdbool.h>
#include <stdlib.h>

#include "app/files.h"
#include "audio/kit.h"
#include "audio/schedule.h"

struct work {
    struct cr_pattern pattern;
    struct cr_timeline timeline;
    struct cr_kit kit;
    struct cr_hits hits;
};

static inline bool work_read(const char *beat, struct cr_pattern *pattern)
{
    struct cr_diagnostics found = {0};
    struct cr_error error = {0};
    char *text = NULL;
    size_t size = 0;
    const bool is_good =
        !cr_file_read(beat, CR_FILE_LIMIT, &text, &size, &error) &&
        !cr_pattern_read(pattern, text, size, &found);
    cr_diagnostics_deinit(&found);
    free(text);
    return is_good;
}

static inline bool work_is_mono(const struct cr_kit *kit)
{
    for (uint32_t i = 0; i < kit->sample_count; i++) {
        if (!kit->samples[i].sound.is_mono)
            return false;
    }
    return true;
}

/* `minutes` is how long it is at least. */
static inline bool work_load(struct work *work, const char *beat,
                             const char *kit, uint32_t rate, double minutes)
{
    struct cr_error error = {0};
    struct cr_timeline_options options = {.loops = 1};
    *work = (struct work){0};
    bool is_good =
        work_read(beat, &work->pattern) &&
        !cr_timeline_create(&work->timeline, &work->pattern, &options);
    if (is_good) {
        const double once = (double)work->timeline.end_ns / 6e10;
        options.loops = (uint32_t)(minutes / once) + 1;
        cr_timeline_destroy(&work->timeline);
        is_good =
            !cr_timeline_create(&work->timeline, &work->pattern, &options) &&
            !cr_kit_load(&work->kit, kit, rate, &work->pattern, &error) &&
            work_is_mono(&work->kit) &&
            !cr_hits_create(&work->hits, &work->timeline, &work->kit,
                            &(struct cr_schedule_options){.has_pattern = true});
    }
    return is_good;
}

static inline void work_free(struct work *work)
{
    cr_hits_destroy(&work->hits);
    cr_kit_destroy(&work->kit);
    cr_timeline_destroy(&work->timeline);
    cr_pattern_deinit(&work->pattern);
}

#endif
