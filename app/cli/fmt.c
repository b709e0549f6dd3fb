/* creditroll fmt FILE... */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/cli.h"
#include "app/files.h"
#include "app/practice/programme.h"
#include "patterns/words.h"

static const char *const help[] = {
    N_("usage: creditroll fmt [options] FILE...\n"
       "Rewrites patterns and programmes in the canonical layout. Comments, "
       "margin notes "
       "and\n"
       "unknown keys are kept; what is played stays the same.\n"
       "  -c, --check    change nothing; exit code 1 if a file would change\n"
       "  -o, --output O write the one FILE's result to O ('-': standard "
       "output)\n"
       "  -h, --help     this text\n"
       "A FILE of - is standard input; its result goes to standard output.\n"),
    NULL};

static int format_one(const char *path, const char *target, bool only_check)
{
    char *text, *out;
    size_t size, out_size;
    struct cr_error error = {0};
    enum cr_status status =
        cr_file_read(path, CR_FILE_LIMIT, &text, &size, &error);
    if (status)
        return cr_cli_fail(status, &error);
    struct cr_diagnostics found = {0};
    status = cr_programme_is(text, size)
                 ? cr_programme_format(text, size, &out, &out_size, &found)
                 : cr_pattern_format(text, size, &out, &out_size, &found);
    int code = CR_EXIT_OK;
    if (status) {
        cr_cli_print_found(path, text, size, &found);
        code =
            status == CR_ERR_MEMORY ? cr_cli_fail(status, NULL) : CR_EXIT_INPUT;
    } else {
        const bool is_same = out_size == size && memcmp(out, text, size) == 0;
        const bool is_in_place =
            strcmp(target, path) == 0 && strcmp(target, "-") != 0;
        if (only_check) {
            if (!is_same)
                printf(_("%s: not in the canonical layout\n"), path);
            code = is_same ? CR_EXIT_OK : CR_EXIT_INPUT;
        } else if (!is_same || !is_in_place) {
            status = cr_file_write(target, out, out_size, &error);
            if (status)
                code = cr_cli_fail(status, &error);
        }
        free(out);
    }
    cr_diagnostics_deinit(&found);
    free(text);
    return code;
}

int cr_cli_fmt(int argc, char **argv)
{
    static const struct option longs[] = {
        {"check", no_argument, NULL, 'c'},
        {"output", required_argument, NULL, 'o'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    bool only_check = false;
    const char *target = NULL;
    int choice, worst = CR_EXIT_OK;
    while ((choice = getopt_long(argc, argv, "co:h", longs, NULL)) != -1) {
        switch (choice) {
        case 'c': only_check = true; break;
        case 'o': target = optarg; break;
        case 'h': cr_cli_help(help); return CR_EXIT_OK;
        default: return cr_cli_usage("fmt", "this option is not known");
        }
    }
    if (optind == argc)
        return cr_cli_usage("fmt", "fmt needs a FILE");
    if (target && argc - optind > 1)
        return cr_cli_usage("fmt", "--output takes one FILE");
    for (int i = optind; i < argc; i++) {
        const int code =
            format_one(argv[i], target ? target : argv[i], only_check);
        if (code > worst)
            worst = code;
    }
    return worst;
}
