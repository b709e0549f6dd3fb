#include "app/cli/device_options.h"

#include <string.h>

#include "app/known_devices.h"

bool cr_device_option(struct cr_device_wish *wish, int choice,
                      const char *value, bool *is_good)
{
    long number = 0;
    switch (choice) {
    case CR_OPT_DEVICE:
        wish->is_null = strcmp(value, "none") == 0;
        wish->name = wish->is_null ? NULL : value;
        return true;
    case CR_OPT_RATE:
        *is_good = cr_cli_whole("--rate", value, 8000, 384000, &number);
        wish->rate = (uint32_t)number;
        return true;
    case CR_OPT_BUFFER:
        *is_good = cr_cli_whole("--buffer", value, 16, 8192, &number);
        wish->frames = (uint32_t)number;
        return true;
    default: return false;
    }
}

void cr_device_settle(struct cr_device_wish *wish,
                      const struct cr_settings *settings)
{
    const char *name = settings->values[CR_SET_DEVICE];
    if (!wish->name && !wish->is_null && strcmp(name, "none") == 0)
        wish->is_null = true;
    else if (!wish->name && !wish->is_null && name[0])
        wish->name = name;
    if (!wish->rate)
        wish->rate = (uint32_t)cr_setting_number(settings, CR_SET_RATE);
    if (!wish->frames)
        wish->frames = (uint32_t)cr_setting_number(settings, CR_SET_BUFFER);
    wish->frames_for = cr_known_device_frames;
}
