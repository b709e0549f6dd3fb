/* creditroll check FILE... */
#include <stdio.h>
#include <stdlib.h>

#include "app/cli/cli.h"
#include "app/files.h"
#include "app/programme_files.h"
#include "patterns/words.h"

static const char *const help[] = {
    N_("usage: creditroll check [options] FILE...\n"
       "Reads patterns and programmes and reports every mistake with its "
       "place.\n"
       "  -s, --strict         warnings count as errors\n"
       "  -j, --json           the same as JSON\n"
       "  -q, --quiet          no word about good files\n"
       "  -h, --help           this text\n"
       "A FILE of - is standard input. The exit code is 0 if all is well, else "
       "1.\n"),
    NULL};

static void print_size(const char *path, const struct cr_pattern *pattern)
{
    char bars[64], strokes[64];
    cr_say(bars, sizeof(bars),
           cr_words_n("%u bar", "%u bars", pattern->bar_count),
           pattern->bar_count);
    cr_say(strokes, sizeof(strokes),
           cr_words_n("%u stroke", "%u strokes", pattern->stroke_count),
           pattern->stroke_count);
    printf(_("%s: ok, %s written, %s\n"), path, bars, strokes);
}

static void add_json(struct cr_text_buffer *out, const char *path,
                     const struct cr_diagnostics *found, bool *is_first)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct cr_diagnostic *d = &found->items[i];
        const bool is_error = d->severity == CR_ERROR;
        cr_text_addf(out, "%s\n  {\"file\": ", *is_first ? "" : ",");
        cr_text_add_json(out, path);
        cr_text_addf(out,
                     ", \"line\": %d, \"column\": %d, \"severity\": \"%s\", "
                     "\"code\": \"%c%02d\", \"text\": ",
                     d->line, d->column, is_error ? "error" : "warning",
                     is_error ? 'E' : 'W', d->code);
        cr_text_add_json(out, d->text);
        cr_text_addf(out, ", \"hint\": ");
        if (d->hint[0])
            cr_text_add_json(out, d->hint);
        else
            cr_text_addf(out, "null");
        cr_text_addf(out, "}");
        *is_first = false;
    }
}

struct options {
    bool is_strict, is_json, is_quiet;
};

static int check_one(const char *path, struct options options,
                     struct cr_text_buffer *json, bool *is_first)
{
    char *text;
    size_t size;
    struct cr_error error = {0};
    const enum cr_status read =
        cr_file_read(path, (size_t)CR_FILE_LIMIT + 1, &text, &size, &error);
    if (read == CR_ERR_LIMIT) {
        /* said by the reader, in the form of the other diagnostics */
        text = calloc(1, (size_t)CR_FILE_LIMIT + 2);
        if (!text)
            return cr_cli_fail(CR_ERR_MEMORY, NULL);
        size = (size_t)CR_FILE_LIMIT + 1;
    } else if (read) {
        return cr_cli_fail(read, &error);
    }
    struct cr_pattern pattern = {0};
    struct cr_programme_files files = {0};
    struct cr_diagnostics found = {0};
    const bool is_programme = cr_programme_is(text, size);
    const enum cr_status status =
        is_programme ? cr_programme_files_open(&files, path, text, size, &found)
                     : cr_pattern_read(&pattern, text, size, &found);
    if (options.is_json)
        add_json(json, path, &found, is_first);
    else
        cr_cli_print_found(path, text, read ? 0 : size, &found);
    const bool is_good = !status && !(options.is_strict && found.warning_count);
    if (is_good && is_programme && !options.is_json && !options.is_quiet)
        printf(cr_words_n("%s: ok, %u exercise\n", "%s: ok, %u exercises\n",
                          files.programme.step_count),
               path, files.programme.step_count);
    else if (is_good && !options.is_json && !options.is_quiet)
        print_size(path, &pattern);
    cr_pattern_deinit(&pattern);
    cr_programme_files_close(&files);
    cr_diagnostics_deinit(&found);
    free(text);
    return is_good ? CR_EXIT_OK : CR_EXIT_INPUT;
}

int cr_cli_check(int argc, char **argv)
{
    static const struct option longs[] = {{"strict", no_argument, NULL, 's'},
                                          {"json", no_argument, NULL, 'j'},
                                          {"quiet", no_argument, NULL, 'q'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    struct options options = {0};
    int choice;
    while ((choice = getopt_long(argc, argv, "sjqh", longs, NULL)) != -1) {
        switch (choice) {
        case 's': options.is_strict = true; break;
        case 'j': options.is_json = true; break;
        case 'q': options.is_quiet = true; break;
        case 'h': cr_cli_help(help); return CR_EXIT_OK;
        default: return cr_cli_usage("check", "this option is not known");
        }
    }
    if (optind == argc)
        return cr_cli_usage("check", "check needs a FILE");
    struct cr_text_buffer json = {0};
    bool is_first = true;
    int worst = CR_EXIT_OK;
    cr_text_addf(&json, "[");
    for (int i = optind; i < argc; i++) {
        const int code = check_one(argv[i], options, &json, &is_first);
        if (code > worst)
            worst = code;
    }
    cr_text_addf(&json, "%s]\n", is_first ? "" : "\n");
    if (options.is_json) {
        const int code = cr_cli_print(&json);
        return code ? code : worst;
    }
    free(json.text);
    return worst;
}
