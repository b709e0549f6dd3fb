/* Any bytes as recorded hits: the reader does not crash, a refusal names its
 * place in the text, and what is accepted is written so that it reads the
 * same. */
#include <stdlib.h>
#include <string.h>

#include "app/hits.h"
#include "patterns/beat_lines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char groove[] = "beat 1\nlane: WB = 76\nHH |xxxx|\nSD |-o-o|\n"
                             "WB |x---|\n";

static void demand(int is_true)
{
    if (!is_true)
        abort();
}

static void check_place(const char *text, size_t size,
                        const struct cr_error *error)
{
    struct cr_lines lines;
    struct cr_line line = {0};
    cr_lines_init(&lines, text, size);
    while (line.number < error->line && cr_lines_take(&lines, &line))
        ;
    demand(line.number == error->line && error->column >= 1 && error->text[0]);
}

static void check_same(const struct cr_pattern *pattern,
                       const struct cr_presses *presses)
{
    struct cr_text_buffer out = {0};
    struct cr_presses again = {0};
    struct cr_error error = {0};
    cr_hits_write(&out, pattern, presses->items, presses->count);
    demand(!cr_hits_read(&again, pattern, out.text, out.size, &error));
    demand(again.count == presses->count);
    for (uint32_t i = 0; i < again.count; i++) {
        demand(again.items[i].at_ns == presses->items[i].at_ns &&
               again.items[i].lane == presses->items[i].lane &&
               again.items[i].velocity == presses->items[i].velocity &&
               again.items[i].doubt == presses->items[i].doubt);
        demand(!i || again.items[i].at_ns >= again.items[i - 1].at_ns);
    }
    free(again.items);
    free(out.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct cr_pattern pattern;
    struct cr_diagnostics found = {0};
    struct cr_presses presses = {0};
    struct cr_error error = {0};
    if (!pattern.lane_count)
        demand(!cr_pattern_read(&pattern, groove, sizeof(groove) - 1, &found));
    char *text = malloc(size + 1);
    if (!text)
        return 0;
    memcpy(text, data, size);
    if (cr_hits_read(&presses, &pattern, text, size, &error))
        check_place(text, size, &error);
    else
        check_same(&pattern, &presses);
    free(presses.items);
    free(text);
    return 0;
}
