/* Any bytes as the file of known devices: the reader does not crash, a refusal
 * says why, and what is accepted is written so that it reads the same. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/known_devices.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(int is_true)
{
    if (!is_true)
        abort();
}

static int near(double a, double b)
{
    return fabs(a - b) < 0.001;
}

static void check_same(const struct cr_known_devices *list)
{
    struct cr_text_buffer out = {0};
    struct cr_known_devices again;
    struct cr_error error = {0};
    cr_known_devices_write(list, &out);
    demand(!cr_known_devices_read(&again, out.text, out.size, &error));
    demand(again.count == list->count);
    for (uint32_t i = 0; i < again.count; i++) {
        const struct cr_known_device *a = &list->items[i], *b = &again.items[i];
        demand(strcmp(a->key.output, b->key.output) == 0);
        demand(strcmp(a->key.input, b->key.input) == 0);
        demand(a->key.rate == b->key.rate && a->key.frames == b->key.frames);
        demand(a->calibration.state == b->calibration.state);
        demand(a->calibration.listening == b->calibration.listening);
        demand(near(a->calibration.offsets.output_ms,
                    b->calibration.offsets.output_ms));
        demand(near(a->calibration.doubt_ms, b->calibration.doubt_ms));
    }
    cr_known_devices_destroy(&again);
    free(out.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct cr_known_devices list;
    struct cr_error error = {0};
    if (cr_known_devices_read(&list, (const char *)data, size, &error))
        demand(error.text[0] && !list.items);
    else
        check_same(&list);
    cr_known_devices_destroy(&list);
    return 0;
}
