/* creditroll devices */
#include <stdio.h>
#include <stdlib.h>

#include "app/cli/cli.h"
#include "audio/device.h"
#include "patterns/words.h"

static const char *const help[] = {
    N_("usage: creditroll devices [--verbose]\n"
       "Lists the sound devices, with the latency each claims, and which is "
       "used.\n"
       "  -v, --verbose    with the sound system's own messages\n"
       "  -h, --help       this text\n"),
    NULL};

int cr_cli_devices(int argc, char **argv)
{
    static const struct option longs[] = {{"verbose", no_argument, NULL, 'v'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    bool is_verbose = false;
    int choice;
    while ((choice = getopt_long(argc, argv, "vh", longs, NULL)) != -1) {
        switch (choice) {
        case 'v': is_verbose = true; break;
        case 'h': cr_cli_help(help); return CR_EXIT_OK;
        default: return cr_cli_usage("devices", "this option is not known");
        }
    }
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    const enum cr_status status = cr_device_list(&out, is_verbose, &error);
    if (status) {
        free(out.text);
        return cr_cli_fail(status, &error);
    }
    return cr_cli_print(&out);
}
