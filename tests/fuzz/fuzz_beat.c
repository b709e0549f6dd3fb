/* Any bytes at all: the reader does not crash, every diagnostic lies inside the
 * text, and what is accepted formats to the same and plays in order. */
#include <stdlib.h>
#include <string.h>

#include "patterns/beat_lines.h"
#include "patterns/timeline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int is_true)
{
    if (!is_true)
        abort();
}

static void check_places(const char *text, size_t size,
                         const struct cr_diagnostics *found)
{
    struct cr_lines lines;
    struct cr_line line;
    cr_lines_init(&lines, text, size);
    size_t next = 0;
    while (cr_lines_next(&lines, &line)) {
        const int end = cr_column(&line, line.text.at + line.text.size);
        for (; next < found->count && found->items[next].line == line.number;
             next++)
            demand(found->items[next].column >= 1 &&
                   found->items[next].column <= end);
    }
    for (; next < found->count; next++) /* an empty text has its line 1 too */
        demand(found->items[next].line == 1 && found->items[next].column == 1);
}

static void check_timeline(const struct cr_pattern *pattern)
{
    struct cr_timeline timeline = {0};
    const struct cr_timeline_options options = {.has_click = true,
                                                .countin_bars = 1};
    if (cr_timeline_create(&timeline, pattern, &options))
        return;
    int64_t last = INT64_MIN;
    for (uint32_t i = 0; i < timeline.note_count; i++) {
        demand(timeline.notes[i].at_ns >= last);
        last = timeline.notes[i].at_ns;
        demand(timeline.notes[i].kind != CR_NOTE ||
               (last >= 0 && last < timeline.end_ns));
    }
    cr_timeline_destroy(&timeline);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    const enum cr_status status = cr_pattern_read(&pattern, text, size, &found);
    demand((status == CR_OK) == (found.error_count == 0));
    check_places(text, size, &found);
    if (!status) {
        char *once, *twice;
        size_t once_size, twice_size;
        struct cr_diagnostics again = {0};
        check_timeline(&pattern);
        demand(!cr_pattern_format(text, size, &once, &once_size, &again));
        demand(
            !cr_pattern_format(once, once_size, &twice, &twice_size, &again));
        demand(once_size == twice_size && !memcmp(once, twice, once_size));
        free(once);
        free(twice);
        cr_diagnostics_deinit(&again);
        cr_pattern_deinit(&pattern);
    }
    cr_diagnostics_deinit(&found);
    free(text);
    return 0;
}
