/* creditroll [FILE] */
#include <stddef.h>

#include "app/cli/cli.h"
#include "app/window/window_module.h"

int cr_cli_window(int argc, char **argv)
{
    struct cr_error error = {0};
    if (!cr_window_is_possible())
        return cr_cli_demo(argc, argv);
    const struct cr_window_module *window = cr_window_load(&error);
    return window ? window->program(argc > 0 ? argv[0] : NULL)
                  : cr_cli_fail(CR_ERR_DEVICE, &error);
}
