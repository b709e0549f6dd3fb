/* Any bytes as kit.txt: the reader does not crash, and every entry it plans
 * belongs to a drum of the plan and stays inside the kit's folder. */
#include <stdlib.h>
#include <string.h>

#include "audio/kit_folder.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int is_true)
{
    if (!is_true)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cr_kit_plan *plan = calloc(1, sizeof(*plan));
    struct cr_text_buffer problems = {0};
    char *text = malloc(size + 1);
    if (plan && text) {
        memcpy(text, data, size);
        if (!cr_kit_plan_make(plan, NULL, 0, text, size, &problems)) {
            demand(plan->drum_count <= CR_KIT_DRUMS);
            for (uint32_t i = 0; i < plan->entry_count; i++) {
                const struct cr_kit_entry *entry = &plan->entries[i];
                demand(entry->drum < plan->drum_count);
                demand(memchr(entry->file, '\0', sizeof(entry->file)) != NULL);
                demand(!strchr(entry->file, '/'));
            }
        }
    }
    free(problems.text);
    if (plan)
        free(plan->entries);
    free(plan);
    free(text);
    return 0;
}
