/* creditroll picture FILE -o OUT */
#include <stdio.h>

#include "app/cli/cli.h"
#include "app/ui/theme.h"
#include "app/window/window_module.h"
#include "patterns/words.h"

static const char *const help[] = {
    N_("usage: creditroll picture [options] FILE -o OUT\n"
       "Draws the beat grid as .png, .svg or .pdf.\n"
       "  -o, --output OUT   the file\n"
       "      --theme T      dark (default) or light\n"
       "      --scale X      0.5 to 4: 1 is 1280 x 800 (1)\n"
       "      --bar N        the page that shows this bar (1)\n"
       "  -h, --help         this text\n"),
    NULL};

int cr_cli_picture(int argc, char **argv)
{
    enum { THEME = 256, SCALE, BAR };
    static const struct option longs[] = {
        {"output", required_argument, NULL, 'o'},
        {"theme", required_argument, NULL, THEME},
        {"scale", required_argument, NULL, SCALE},
        {"bar", required_argument, NULL, BAR},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    const struct cr_theme *theme = cr_theme_find("dark");
    const char *output = NULL;
    double scale = 1;
    long bar = 1;
    int choice;
    while ((choice = getopt_long(argc, argv, "o:h", longs, NULL)) != -1) {
        bool is_good = true;
        switch (choice) {
        case 'o': output = optarg; break;
        case THEME:
            theme = cr_theme_find(optarg);
            is_good = theme != NULL;
            break;
        case SCALE:
            is_good = cr_cli_number("--scale", optarg, 0.5, 4, &scale);
            break;
        case BAR:
            is_good = cr_cli_whole("--bar", optarg, 1, 1000000, &bar);
            break;
        case 'h': cr_cli_help(help); return CR_EXIT_OK;
        default: is_good = false;
        }
        if (!is_good)
            return cr_cli_usage("picture", "the command line is wrong");
    }
    if (optind != argc - 1 || !output)
        return cr_cli_usage("picture", "picture needs one FILE and -o OUT");
    struct cr_pattern pattern = {0};
    struct cr_timeline timeline = {0};
    const struct cr_timeline_options options = {0};
    struct cr_error error = {0};
    int code = cr_cli_pattern(argv[optind], &pattern);
    if (code)
        return code;
    enum cr_status status = cr_timeline_create(&timeline, &pattern, &options);
    if (!status && (uint32_t)bar > timeline.bar_count)
        status =
            cr_fail(&error, CR_ERR_RANGE, 0, 0, "there is no bar %ld", bar);
    const struct cr_window_module *window =
        status ? NULL : cr_window_load(&error);
    if (!status)
        status = window ? window->draw_grid(&timeline, theme, scale,
                                            (uint32_t)bar - 1, output, &error)
                        : CR_ERR_DEVICE;
    cr_timeline_destroy(&timeline);
    cr_pattern_deinit(&pattern);
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}
