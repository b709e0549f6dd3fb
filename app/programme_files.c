#include "app/programme_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/files.h"
#include "patterns/words.h"

enum { TEXT_LIMIT = 1 << 20 };

/* Beside the programme, or among those that ship; false: nowhere. */
static bool find(const char *programme, const char *name, char *path,
                 size_t size)
{
    const char *slash = strrchr(programme, '/');
    const int folder = slash ? (int)(slash - programme) + 1 : 0;
    if (name[0] == '/')
        snprintf(path, size, "%s", name);
    else
        snprintf(path, size, "%.*s%s", folder, programme, name);
    return cr_file_exists(path) ||
           (!strchr(name, '/') && cr_file_shipped_pattern(name, path, size));
}

/* Reads the pattern of a step and tries to plan it; what is wrong, in words. */
static enum cr_status open_step(const char *programme,
                                const struct cr_programme_step *step,
                                struct cr_programme_file *file, char *words,
                                size_t size)
{
    struct cr_diagnostics own = {0};
    struct cr_session_plan plan = {0};
    struct cr_error error = {0};
    size_t text_size;
    if (!find(programme, step->pattern, file->path, sizeof(file->path))) {
        cr_say(words, size, _("there is no pattern '%.120s'"), step->pattern);
        return CR_ERR_IO;
    }
    enum cr_status status =
        cr_file_read(file->path, TEXT_LIMIT, &file->text, &text_size, &error);
    if (status) {
        snprintf(words, size, "%.150s", error.text);
        return status;
    }
    status = cr_pattern_read(&file->pattern, file->text, text_size, &own);
    if (status)
        cr_say(
            words, size,
            cr_words_n("'%.80s' has %zu error: 'creditroll check' tells which",
                       "'%.80s' has %zu errors: 'creditroll check' tells which",
                       (long)own.error_count),
            step->pattern, own.error_count);
    cr_diagnostics_deinit(&own);
    if (status)
        return status;
    status = cr_session_arrange(&step->session, &file->pattern, &error);
    if (status) {
        snprintf(words, size, "%.150s", error.text);
        return status;
    }
    file->session = cr_programme_session(step, &file->pattern);
    status =
        cr_session_plan(&plan, &file->session, &file->pattern, NULL, &error);
    if (status)
        snprintf(words, size, "%.150s", error.text);
    else
        cr_session_plan_destroy(&plan);
    return status;
}

enum cr_status cr_programme_files_open(struct cr_programme_files *files,
                                       const char *path, const char *text,
                                       size_t size,
                                       struct cr_diagnostics *found)
{
    struct cr_programme_files draft = {0};
    enum cr_status status =
        cr_programme_read(&draft.programme, text, size, found);
    if (status)
        return status;
    const struct cr_programme *p = &draft.programme;
    draft.files = calloc(p->step_count + 1, sizeof(*draft.files));
    if (!draft.files)
        status = CR_ERR_MEMORY;
    for (uint32_t i = 0; draft.files && i < p->step_count; i++) {
        char words[200];
        const struct cr_programme_step *step = &p->steps[i];
        const enum cr_status own =
            open_step(path, step, &draft.files[i], words, sizeof(words));
        if (own == CR_ERR_MEMORY)
            status = own;
        else if (own)
            cr_diagnostics_add(found, CR_ERROR, 22, step->pattern_line,
                               step->pattern_column, "%s", words);
    }
    cr_diagnostics_sort(found);
    if (!status && found->error_count)
        status = CR_ERR_SYNTAX;
    if (status)
        cr_programme_files_close(&draft);
    else
        *files = draft;
    return status;
}

void cr_programme_files_close(struct cr_programme_files *files)
{
    for (uint32_t i = 0; files->files && i < files->programme.step_count; i++) {
        free(files->files[i].text);
        cr_pattern_deinit(&files->files[i].pattern);
    }
    free(files->files);
    cr_programme_deinit(&files->programme);
    *files = (struct cr_programme_files){0};
}

void cr_verdict_words(const struct cr_verdict *verdict,
                      const struct cr_pass *pass, char *text, size_t size)
{
    struct cr_text_buffer out = {0};
    const struct cr_verdict *v = verdict;
    cr_text_say(&out, _("%s: %.0f %% hit, %.0f %% extra"),
                v->is_passed ? _("Passed") : _("Not passed"), v->hits_pct,
                v->extra_pct);
    if (v->has_spread)
        cr_text_say(&out, _(", spread %.1f ms at 120 bpm"), v->spread_ms);
    else
        cr_text_say(&out, _(", too few hits for a spread"));
    if (pass->has_landing && v->has_landing)
        cr_text_say(&out, _(", landing %.1f ms"), v->landing_ms);
    else if (pass->has_landing)
        cr_text_say(&out, _(", no return from silence"));
    snprintf(text, size, "%s", out.text && !out.is_broken ? out.text : "");
    free(out.text);
}
