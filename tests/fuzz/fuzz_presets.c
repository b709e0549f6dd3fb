/* Any bytes as metronome presets: the reader does not crash, a refusal names its place,
 * and what is accepted is written so that it reads the same. */
#include <stdlib.h>
#include <string.h>

#include "app/metronome_presets.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int is_true)
{
    if (!is_true)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cr_presets first, second;
    struct cr_error error = {0};
    struct cr_text_buffer out = {0}, again = {0};
    if (cr_presets_read(&first, (const char *)data, size, &error)) {
        demand(error.line > 0 && error.column > 0 && error.text[0]);
        return 0;
    }
    cr_presets_write(&first, &out);
    demand(!out.is_broken);
    demand(!cr_presets_read(&second, out.text, out.size, &error));
    cr_presets_write(&second, &again);
    demand(out.size == again.size &&
           memcmp(out.text, again.text, out.size) == 0);
    free(out.text);
    free(again.text);
    return 0;
}
