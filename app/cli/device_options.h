/* device_options.h - which sound device, at what rate, in what blocks: the same
 * options for practice, doctor and calibrate. */
#ifndef CR_APP_CLI_DEVICE_OPTIONS_H
#define CR_APP_CLI_DEVICE_OPTIONS_H

#include "app/cli/cli.h"
#include "audio/device.h"
#include "patterns/words.h"

enum { CR_OPT_DEVICE = 400, CR_OPT_RATE, CR_OPT_BUFFER };

#define CR_DEVICE_LONGS                                                        \
    {"device", required_argument, NULL, CR_OPT_DEVICE},                        \
        {"rate", required_argument, NULL, CR_OPT_RATE},                        \
    {                                                                          \
        "buffer", required_argument, NULL, CR_OPT_BUFFER                       \
    }

#define CR_DEVICE_HELP                                                         \
    N_("      --device NAME   a sound device; 'none' is silent\n"              \
       "      --rate HZ       its rate;  --buffer N its block in frames\n")

/* False if `choice` is none of these options; `*is_good` tells of its value. */
bool cr_device_option(struct cr_device_wish *wish, int choice,
                      const char *value, bool *is_good);

/* What the command line did not say is as the settings have it, which must stay, and the
 * block as it was found by probing: a device is calibrated as it is played. */
void cr_device_settle(struct cr_device_wish *wish,
                      const struct cr_settings *settings);

#endif
