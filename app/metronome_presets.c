#include "app/metronome_presets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/files.h"
#include "patterns/beat_lines.h"

enum { SIZE_LIMIT = 16384, PATH = 4096 };

static const char mark[] = "presets 1";

static enum cr_status read_line(struct cr_presets *p,
                                const struct cr_line *line,
                                struct cr_error *error)
{
    const struct cr_span own = cr_trim(line->text);
    struct cr_error found = {0};
    if (own.size < 2 || own.at[0] < '1' || own.at[0] > '9' || own.at[1] != ':')
        return cr_fail(error, CR_ERR_SYNTAX, line->number,
                       cr_column(line, own.at),
                       "a preset is written 3: bpm=104; meter=7/8");
    const int at = own.at[0] - '1';
    const enum cr_status status = cr_metronome_read_settings(
        &p->items[at], own.at + 2, own.size - 2, &found);
    if (status)
        return cr_fail(error, status, line->number, cr_column(line, own.at + 2),
                       "%.150s", found.text);
    p->is_kept[at] = true;
    return CR_OK;
}

enum cr_status cr_presets_read(struct cr_presets *presets, const char *text,
                               size_t size, struct cr_error *error)
{
    struct cr_presets draft = {0};
    struct cr_lines lines;
    struct cr_line line;
    bool has_mark = false;
    cr_lines_init(&lines, text, size);
    while (cr_lines_take(&lines, &line)) {
        const struct cr_span own = cr_trim(line.text);
        if (!own.size || own.at[0] == '#')
            continue;
        if (!has_mark && !cr_span_is(own, mark))
            return cr_fail(error, CR_ERR_SYNTAX, line.number,
                           cr_column(&line, own.at), "it begins with '%s'",
                           mark);
        const enum cr_status status =
            has_mark ? read_line(&draft, &line, error) : CR_OK;
        if (status)
            return status;
        has_mark = true;
    }
    *presets = draft;
    return CR_OK;
}

void cr_presets_write(const struct cr_presets *presets,
                      struct cr_text_buffer *out)
{
    cr_text_addf(out, "%s\n", mark);
    for (int i = 0; i < CR_PRESETS; i++) {
        if (!presets->is_kept[i])
            continue;
        cr_text_addf(out, "%d: ", i + 1);
        cr_metronome_write_settings(&presets->items[i], out);
        cr_text_addf(out, "\n");
    }
}

static enum cr_status load(struct cr_presets *presets, char *path,
                           bool makes_folder, struct cr_error *error)
{
    struct cr_error found = {0};
    char *text;
    size_t size;
    *presets = (struct cr_presets){0};
    enum cr_status status = cr_file_config_path(
        "metronome.presets", makes_folder, path, PATH, error);
    if (status || !cr_file_exists(path))
        return status;
    status = cr_file_read(path, SIZE_LIMIT, &text, &size, error);
    if (status)
        return status;
    status = cr_presets_read(presets, text, size, &found);
    free(text);
    return status ? cr_fail(error, status, 0, 0, "%.120s:%d:%d: %.120s", path,
                            found.line, found.column, found.text)
                  : CR_OK;
}

enum cr_status cr_preset_find(uint32_t number, struct cr_metronome *metronome,
                              struct cr_error *error)
{
    struct cr_presets presets;
    char path[PATH];
    const enum cr_status status = load(&presets, path, false, error);
    if (status)
        return status;
    if (number < 1 || number > CR_PRESETS || !presets.is_kept[number - 1])
        return cr_fail(error, CR_ERR_RANGE, 0, 0,
                       "nothing is kept under %u: Shift and %u keeps it",
                       number, number);
    *metronome = presets.items[number - 1];
    return CR_OK;
}

enum cr_status cr_preset_turn(uint32_t *number, bool is_back,
                              struct cr_metronome *metronome,
                              struct cr_error *error)
{
    struct cr_presets presets;
    char path[PATH];
    const enum cr_status status = load(&presets, path, false, error);
    if (status)
        return status;
    /* from an index behind the last one, or before the first one */
    const uint32_t by = is_back ? CR_PRESETS - 1 : 1;
    uint32_t at = *number ? *number - 1 : is_back ? 0 : CR_PRESETS - 1;
    for (int i = 0; i < CR_PRESETS; i++) {
        at = (at + by) % CR_PRESETS;
        if (!presets.is_kept[at])
            continue;
        *number = at + 1;
        *metronome = presets.items[at];
        return CR_OK;
    }
    return cr_fail(error, CR_ERR_RANGE, 0, 0,
                   "no preset is kept: Shift and 1 to %d keeps one",
                   CR_PRESETS);
}

enum cr_status cr_preset_keep(uint32_t number,
                              const struct cr_metronome *metronome,
                              struct cr_error *error)
{
    struct cr_presets presets;
    struct cr_text_buffer out = {0};
    char path[PATH];
    enum cr_status status = load(&presets, path, true, error);
    if (status)
        return status;
    if (number < 1 || number > CR_PRESETS)
        return cr_fail(error, CR_ERR_RANGE, 0, 0, "presets are 1 to %d",
                       CR_PRESETS);
    presets.items[number - 1] = *metronome;
    presets.is_kept[number - 1] = true;
    cr_presets_write(&presets, &out);
    status = out.is_broken ? cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory")
                           : cr_file_write(path, out.text, out.size, error);
    free(out.text);
    return status;
}
