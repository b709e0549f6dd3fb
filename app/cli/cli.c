#include "app/cli/cli.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/files.h"
#include "patterns/beat_lines.h"
#include "patterns/beat_values.h"
#include "patterns/words.h"

#define SHOWN_ERRORS 20

static void print_place(const char *text, size_t size, int number, int column)
{
    struct cr_lines lines;
    struct cr_line line;
    cr_lines_init(&lines, text, size);
    while (cr_lines_next(&lines, &line)) {
        if (line.number != number)
            continue;
        if (line.text.size > 200)
            return;
        fprintf(stderr, "    %.*s\n    ", (int)line.text.size, line.text.at);
        for (int c = 1; c < column; c++)
            fputc(' ', stderr);
        fputs("^\n", stderr);
        return;
    }
}

void cr_cli_print_found(const char *path, const char *text, size_t size,
                        const struct cr_diagnostics *found)
{
    size_t shown = 0;
    for (size_t i = 0; i < found->count && shown < SHOWN_ERRORS; i++, shown++) {
        const struct cr_diagnostic *d = &found->items[i];
        const bool is_error = d->severity == CR_ERROR;
        fprintf(stderr, "%s:%d:%d: %s %c%02d: %s\n", path, d->line, d->column,
                is_error ? _("error") : _("warning"), is_error ? 'E' : 'W',
                d->code, d->text);
        print_place(text, size, d->line, d->column);
        if (d->hint[0])
            fprintf(stderr, _("    hint: %s\n"), d->hint);
    }
    const size_t all = found->error_count + found->warning_count;
    if (all > shown)
        fprintf(stderr, _("%s: %zu more\n"), path, all - shown);
}

int cr_cli_fail(enum cr_status status, const struct cr_error *error)
{
    const char *words = error && error->text[0] ? error->text
                        : status == CR_ERR_MEMORY
                            ? _("there is not enough memory")
                            : _("something went wrong");
    fprintf(stderr, _("creditroll: %s\n"), words);
    if (status == CR_ERR_INTERRUPTED)
        return CR_EXIT_INTERRUPTED;
    return status == CR_ERR_DEVICE || status == CR_ERR_MEMORY ? CR_EXIT_MACHINE
                                                              : CR_EXIT_INPUT;
}

void cr_cli_settings(struct cr_settings *settings)
{
    struct cr_error error = {0};
    if (cr_settings_load(settings, &error))
        fprintf(stderr, _("creditroll: %s. All is as it ships\n"), error.text);
}

void cr_cli_help(const char *const *parts)
{
    for (; *parts; parts++)
        fputs(_(*parts), stdout);
}

int cr_cli_usage(const char *command, const char *format, ...)
{
    va_list arguments;
    fputs(_("creditroll: "), stderr);
    va_start(arguments, format);
    vfprintf(stderr, cr_words(format), arguments);
    va_end(arguments);
    fprintf(stderr, _("\n'creditroll %s --help' tells how it is used\n"),
            command);
    return CR_EXIT_USAGE;
}

int cr_cli_text(const char *path, char **text, size_t *size)
{
    struct cr_error error = {0};
    const enum cr_status status =
        cr_file_read(path, CR_FILE_LIMIT, text, size, &error);
    if (status)
        *text = NULL;
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}

int cr_cli_pattern_of(const char *path, const char *text, size_t size,
                      struct cr_pattern *pattern)
{
    struct cr_diagnostics found = {0};
    const enum cr_status status = cr_pattern_read(pattern, text, size, &found);
    cr_cli_print_found(path, text, size, &found);
    cr_diagnostics_deinit(&found);
    return !status                   ? CR_EXIT_OK
           : status == CR_ERR_MEMORY ? cr_cli_fail(status, NULL)
                                     : CR_EXIT_INPUT;
}

int cr_cli_pattern_text(const char *path, struct cr_pattern *pattern,
                        char **text)
{
    size_t size;
    int code = cr_cli_text(path, text, &size);
    if (!code)
        code = cr_cli_pattern_of(path, *text, size, pattern);
    if (code) {
        free(*text);
        *text = NULL;
    }
    return code;
}

int cr_cli_pattern(const char *path, struct cr_pattern *pattern)
{
    char *text = NULL;
    const int code = cr_cli_pattern_text(path, pattern, &text);
    free(text);
    return code;
}

bool cr_cli_whole(const char *option, const char *text, long low, long high,
                  long *value)
{
    char *end;
    const long number = strtol(text, &end, 10);
    if (*text && !*end && number >= low && number <= high) {
        *value = number;
        return true;
    }
    fprintf(stderr,
            _("creditroll: %s needs a whole number from %ld to %ld, "
              "not '%s'\n"),
            option, low, high, text);
    return false;
}

bool cr_cli_number(const char *option, const char *text, double low,
                   double high, double *value)
{
    char *end;
    const double number = strtod(text, &end);
    if (*text && !*end && isfinite(number) && number >= low && number <= high) {
        *value = number;
        return true;
    }
    fprintf(stderr,
            _("creditroll: %s needs a number from %g to %g, not '%s'\n"),
            option, low, high, text);
    return false;
}

bool cr_cli_decimal(const char *option, const char *text,
                    struct cr_fraction *value)
{
    if (cr_read_decimal(text, strlen(text), value) && value->num > 0)
        return true;
    fprintf(stderr,
            _("creditroll: %s needs a number such as 120 or 97.25, "
              "not '%s'\n"),
            option, text);
    return false;
}

bool cr_cli_format(const char *text, enum cr_format *format)
{
    static const char *const names[] = {"text", "json", "csv"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(text, names[i]) == 0) {
            *format = (enum cr_format)i;
            return true;
        }
    }
    fprintf(stderr, _("creditroll: --format is text, json or csv, not '%s'\n"),
            text);
    return false;
}

int cr_cli_print(struct cr_text_buffer *out)
{
    struct cr_error error = {0};
    enum cr_status status = CR_ERR_MEMORY;
    if (!out->is_broken)
        status =
            cr_file_write("-", out->text ? out->text : "", out->size, &error);
    free(out->text);
    *out = (struct cr_text_buffer){0};
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}
