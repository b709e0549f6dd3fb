#include "app/ui/set_list.h"
#include "app/ui/live_opening.h"
#include "patterns/words.h"

#include <stdio.h>
#include <string.h>

static const struct cr_programme_step *step_of(const struct cr_set_list *list)
{
    return &list->files->programme.steps[list->step];
}

static void name_step(const struct cr_set_list *list, uint32_t step, char *text,
                      size_t size)
{
    const struct cr_programme *p = &list->files->programme;
    cr_say(text, size, _("%s (%u of %u)"), p->steps[step].name, step + 1,
           p->step_count);
}

static void get_ready(struct cr_set_list *list)
{
    char name[100];
    name_step(list, list->step, name, sizeof(name));
    cr_say(list->ready, sizeof(list->ready), _("%s. Enter starts"), name);
    list->tries = 0;
    list->goes_on = false;
    list->verdict[0] = '\0';
}

void cr_set_list_begin(struct cr_set_list *list,
                       const struct cr_programme_files *files)
{
    *list = (struct cr_set_list){.files = files};
    if (files)
        get_ready(list);
}

void cr_set_list_judge(struct cr_set_list *list, const struct cr_live *live,
                       const struct cr_result *result,
                       const struct cr_press *presses)
{
    struct cr_verdict verdict;
    if (!list->files)
        return;
    const struct cr_programme_step *step = step_of(list);
    const uint32_t count = list->files->programme.step_count;
    const bool is_last = list->step + 1 == count;
    bool is_passed = true;
    list->verdict[0] = '\0';
    list->tries++;
    if (cr_pass_is_set(&step->pass) &&
        !cr_programme_judge(&step->pass, &live->timeline, result, presses,
                            &verdict)) {
        cr_verdict_words(&verdict, &step->pass, list->verdict,
                         sizeof(list->verdict));
        is_passed = verdict.is_passed;
    }
    list->goes_on = (is_passed || list->tries >= step->again) && !is_last;
    if (list->goes_on)
        name_step(list, list->step + 1, list->next, sizeof(list->next));
    else if (!is_passed && list->tries < step->again)
        cr_say(list->next, sizeof(list->next), _("%s, try %u of %u"),
               cr_title(step->name), list->tries + 1, step->again);
    else
        cr_say(list->next, sizeof(list->next),
               _("the programme is over; %s once more"), cr_title(step->name));
}

struct cr_live_wish cr_set_list_wish(const struct cr_programme_files *files,
                                     uint32_t step,
                                     const struct cr_live_wish *as)
{
    const struct cr_programme_file *file = &files->files[step];
    struct cr_live_wish wish = *as;
    const char *slash = strrchr(file->path, '/');
    wish.session = file->session;
    wish.pattern_text = file->text;
    wish.title = file->pattern.title ? file->pattern.title
                 : slash             ? slash + 1
                                     : file->path;
    return wish;
}

enum cr_status cr_set_list_go_on(struct cr_set_list *list,
                                 struct cr_stage *stage, struct cr_live *live,
                                 struct cr_error *error)
{
    if (!list->goes_on)
        return CR_OK;
    list->step++;
    struct cr_live_wish wish =
        cr_set_list_wish(list->files, list->step, &live->wish);
    wish.is_click_off = live->is_click_off;
    get_ready(list);
    cr_live_close_beside(stage, live);
    return cr_live_open_beside(
        stage, live, &list->files->files[list->step].pattern, &wish, error);
}
