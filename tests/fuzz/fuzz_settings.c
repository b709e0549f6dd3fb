/* Any bytes as settings: the reader does not crash, a refusal names its place, and a value
 * that is written comes back while the others stay. */
#include <stdlib.h>
#include <string.h>

#include "app/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int is_true)
{
    if (!is_true)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cr_settings first, second;
    struct cr_error error = {0};
    struct cr_text_buffer out = {0};
    if (cr_settings_read(&first, (const char *)data, size, &error)) {
        demand(error.line > 0 && error.column > 0 && error.text[0]);
        return 0;
    }
    for (int i = 0; i < CR_SETTING_COUNT; i++) {
        out.size = 0;
        demand(!cr_settings_write((const char *)data, size, (enum cr_setting)i,
                                  first.values[i], &out, &error));
        demand(!cr_settings_read(&second, out.text, out.size, &error));
        for (int k = 0; k < CR_SETTING_COUNT; k++)
            demand(strcmp(first.values[k], second.values[k]) == 0);
    }
    free(out.text);
    return 0;
}
