#include <stdlib.h>
#include <string.h>

#include "app/practice/programme_parts.h"

/* An option as session.h writes it; other values as they stand. */
static void write_value(struct cr_text_buffer *out, struct cr_span key,
                        struct cr_span value)
{
    struct cr_session session = {0};
    struct cr_text_buffer own = {0};
    char name[16] = "", text[300];
    if (key.at && key.size < sizeof(name))
        memcpy(name, key.at, key.size);
    if (cr_session_knows(name) &&
        cr_programme_squeeze(value, text, sizeof(text)) &&
        !cr_session_set(&session, name, text, NULL))
        cr_session_write(&session, &own);
    const char *colon = own.text ? strchr(own.text, ':') : NULL;
    if (colon && !own.is_broken)
        cr_text_addf(out, "%s", colon + 1);
    else
        cr_text_add(out, value.at, value.size);
    free(own.text);
}

static void write_key(struct cr_text_buffer *out, const struct cr_line *line,
                      bool is_header)
{
    const bool is_free =
        is_header || cr_span_is(line->name, "note") ||
        (line->name.size > 1 && memcmp(line->name.at, "x-", 2) == 0);
    const struct cr_span value =
        is_free ? cr_trim(line->value) : cr_programme_plain(line->value);
    cr_text_add(out, line->name.at, line->name.size);
    cr_text_addf(out, ":%s", value.size ? " " : "");
    write_value(out, is_free ? (struct cr_span){NULL, 0} : line->name, value);
    /* what is left of the line is its comment */
    const char *rest = value.at + value.size;
    const char *end = line->text.at + line->text.size;
    const struct cr_span comment =
        cr_trim((struct cr_span){rest, (size_t)(end - rest)});
    if (comment.size) {
        cr_text_addf(out, "  ");
        cr_text_add(out, comment.at, comment.size);
    }
    cr_text_addf(out, "\n");
}

static void write_heading(struct cr_text_buffer *out,
                          const struct cr_line *line)
{
    const struct cr_span name = cr_trim(line->name);
    const char *rest = memchr(line->text.at, ']', line->text.size);
    const char *end = line->text.at + line->text.size;
    cr_text_addf(out, "[");
    cr_text_add(out, name.at, name.size);
    cr_text_addf(out, "]");
    const struct cr_span comment =
        cr_trim((struct cr_span){rest + 1, (size_t)(end - rest - 1)});
    if (comment.size) {
        cr_text_addf(out, "  ");
        cr_text_add(out, comment.at, comment.size);
    }
    cr_text_addf(out, "\n");
}

static void write_lines(struct cr_text_buffer *out, struct cr_lines *lines)
{
    struct cr_line line;
    bool has_mark = false, is_header = true, is_blank = false, is_first = true;
    while (cr_lines_next(lines, &line)) {
        const struct cr_span text = cr_trim(line.text);
        if (!text.size) {
            is_blank = !is_first;
            continue;
        }
        if (is_blank || (line.kind == CR_LINE_SECTION && !is_first &&
                         out->text[out->size - 1] == '\n' &&
                         (out->size < 2 || out->text[out->size - 2] != '\n')))
            cr_text_addf(out, "\n");
        is_blank = false;
        is_first = false;
        if (line.kind == CR_LINE_SECTION) {
            is_header = false;
            write_heading(out, &line);
        } else if (line.kind == CR_LINE_KEY) {
            write_key(out, &line, is_header);
        } else if (!has_mark && text.at[0] != '#') {
            const struct cr_span rest = cr_trim(
                (struct cr_span){text.at + sizeof(CR_PROGRAMME_MARK) - 1,
                                 text.size - (sizeof(CR_PROGRAMME_MARK) - 1)});
            cr_text_addf(out, CR_PROGRAMME_MARK " ");
            cr_text_add(out, rest.at, rest.size);
            cr_text_addf(out, "\n");
            has_mark = true;
        } else {
            cr_text_add(out, text.at, text.size);
            cr_text_addf(out, "\n");
        }
        if (out->is_broken)
            return;
    }
}

enum cr_status cr_programme_format(const char *text, size_t size, char **out,
                                   size_t *out_size,
                                   struct cr_diagnostics *found)
{
    struct cr_programme programme;
    struct cr_text_buffer made = {0};
    struct cr_lines lines;
    const enum cr_status status =
        cr_programme_read(&programme, text, size, found);
    if (status)
        return status;
    cr_programme_deinit(&programme);
    cr_lines_init(&lines, text, size);
    write_lines(&made, &lines);
    if (made.is_broken) {
        free(made.text);
        return CR_ERR_MEMORY;
    }
    *out = made.text;
    *out_size = made.size;
    return CR_OK;
}
