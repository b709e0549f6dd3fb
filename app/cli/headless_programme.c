#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/headless.h"
#include "app/programme_files.h"
#include "patterns/words.h"

struct playing {
    const struct cr_headless *headless;
    const struct cr_programme_files *files;
    struct cr_text_buffer out, list; /* the reports; a line for each exercise */
};

/* One try of a step. */
static int play_once(struct playing *p, uint32_t step, uint32_t try,
                     struct cr_verdict *verdict)
{
    const struct cr_programme_step *s = &p->files->programme.steps[step];
    const struct cr_programme_file *f = &p->files->files[step];
    const bool is_json = p->headless->format == CR_FORMAT_JSON;
    struct cr_headless own = *p->headless;
    char words[200];
    const struct cr_headless_piece piece = {.path = f->path,
                                            .text = f->text,
                                            .pattern = &f->pattern,
                                            .session = &f->session,
                                            .pass = &s->pass};
    own.player.seed += step * 1000 + try; /* nobody plays alike twice */
    if (is_json)
        cr_text_addf(&p->out, "%s\n{\"report\": ", try ? "," : "");
    else
        cr_text_say(&p->out, _("%s%s (%u of %u)%s\n"), step || try ? "\n" : "",
                    cr_title(s->name), step + 1, p->files->programme.step_count,
                    try ? _(", once more") : "");
    const int code = cr_headless_play(&own, &piece, &p->out, verdict);
    if (code)
        return code;
    cr_verdict_words(verdict, &s->pass, words, sizeof(words));
    if (is_json && cr_pass_is_set(&s->pass))
        cr_text_addf(&p->out,
                     ", \"passed\": %s, \"hits_pct\": %.4f, \"extra_pct\": "
                     "%.4f, \"landing_ms\": %.4f}",
                     verdict->is_passed ? "true" : "false", verdict->hits_pct,
                     verdict->extra_pct, verdict->landing_ms);
    else if (is_json)
        cr_text_addf(&p->out, ", \"passed\": null}");
    else if (cr_pass_is_set(&s->pass))
        cr_text_addf(&p->out, "\n%s\n", words);
    return CR_EXIT_OK;
}

static int play_step(struct playing *p, uint32_t step)
{
    const struct cr_programme_step *s = &p->files->programme.steps[step];
    struct cr_verdict verdict = {0};
    uint32_t tries = 0;
    int code = CR_EXIT_OK;
    while (!code && tries < s->again && !verdict.is_passed &&
           !cr_headless_is_interrupted()) {
        code = play_once(p, step, tries, &verdict);
        if (!cr_pass_is_set(&s->pass))
            verdict.is_passed = true;
        tries++;
    }
    cr_text_say(&p->list, "  %-28.28s %s", cr_title(s->name),
                !cr_pass_is_set(&s->pass) ? _("played")
                : verdict.is_passed       ? _("passed")
                                          : _("not passed"));
    if (tries > 1)
        cr_text_say(&p->list, _(" at try %u of %u"), tries, s->again);
    cr_text_addf(&p->list, "\n");
    return code;
}

int cr_headless_programme(const struct cr_headless *headless, const char *path,
                          const char *text, size_t size)
{
    struct cr_programme_files files = {0};
    struct cr_diagnostics found = {0};
    struct playing p = {.headless = headless, .files = &files};
    const bool is_json = headless->format == CR_FORMAT_JSON;
    const enum cr_status status =
        cr_programme_files_open(&files, path, text, size, &found);
    cr_cli_print_found(path, text, size, &found);
    cr_diagnostics_deinit(&found);
    if (status)
        return status == CR_ERR_MEMORY ? cr_cli_fail(status, NULL)
                                       : CR_EXIT_INPUT;
    int code = CR_EXIT_OK;
    if (is_json) {
        cr_text_addf(&p.out, "{\"schema\": 1, \"programme\": ");
        cr_text_add_json(&p.out, files.programme.title);
        cr_text_addf(&p.out, ", \"exercises\": [");
    }
    for (uint32_t i = 0; !code && i < files.programme.step_count &&
                         !cr_headless_is_interrupted();
         i++) {
        if (is_json) {
            cr_text_addf(&p.out, "%s\n{\"name\": ", i ? "," : "");
            cr_text_add_json(&p.out, files.programme.steps[i].name);
            cr_text_addf(&p.out, ", \"tries\": [");
        }
        code = play_step(&p, i);
        if (is_json)
            cr_text_addf(&p.out, "]}");
    }
    if (is_json)
        cr_text_addf(&p.out, "]}\n");
    else
        cr_text_say(&p.out, "\n%s\n%s",
                    files.programme.title[0] ? files.programme.title
                                             : _("The programme"),
                    p.list.text ? p.list.text : "");
    free(p.list.text);
    cr_programme_files_close(&files);
    if (code) {
        free(p.out.text);
        return code;
    }
    return cr_cli_print(&p.out);
}
