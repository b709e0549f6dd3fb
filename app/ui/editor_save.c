/* Saving, and what waits for it: leaving and practising. The text can be written on while it
 * is being saved. */
#define _POSIX_C_SOURCE 200809L
#include "app/ui/editor_parts.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/pattern_file.h"
#include "patterns/words.h"

static const char *title_of(const struct cr_editor *e)
{
    return e->has_pattern && e->pattern.title && e->pattern.title[0]
               ? e->pattern.title
               : _("Pattern");
}

void cr_editor_save(struct cr_editor *editor)
{
    struct cr_editor *e = editor;
    e->saves_again = e->saving != NULL;
    if (e->saving)
        return;
    e->saving = cr_pattern_file_save(e->editing->saved, title_of(e),
                                     e->text.text, e->text.size);
    if (!e->saving) {
        e->then = CR_EDITOR_STAYS;
        cr_say(e->notice, sizeof(e->notice),
               _("Not saved: %.190s. The text is still here."), _("no memory"));
        return;
    }
    cr_edit_mark_saved(&e->text); /* unless it fails */
    e->is_asked = false;
    cr_say(e->notice, sizeof(e->notice), _("Saving"));
}

/* It is on the disk: that is what the file is from now on. */
static void take_saved(struct cr_editor *e, const struct cr_saved_pattern *s)
{
    struct cr_editing *own = e->editing;
    const bool is_new = !own->saved[0];
    snprintf(own->saved, sizeof(own->saved), "%s", s->path);
    cr_recovery_forget(&e->recovery);
    if (e->has_taken)
        cr_recovery_drop_found(&e->recovery);
    if (is_new) { /* from now on it is found under its name */
        cr_recovery_begin(&e->recovery, own->saved);
        cr_file_watch_begin(&e->watch, own->saved, s->text, s->size);
    } else {
        cr_file_watch_know(&e->watch, s->text, s->size);
    }
    e->is_copied = false;
    cr_say(e->notice, sizeof(e->notice), _("Saved as %.200s"),
           strrchr(own->saved, '/') ? strrchr(own->saved, '/') + 1
                                    : own->saved);
}

/* True if nothing is being saved any more. */
static bool end_saving(struct cr_editor *e)
{
    const struct cr_saved_pattern *s =
        e->saving ? cr_pattern_file_done(e->saving) : NULL;
    if (!e->saving)
        return true;
    if (!s || !cr_recovery_is_idle(&e->recovery))
        return false;
    if (s->status) {
        cr_edit_mark_unsaved(&e->text);
        e->then = CR_EDITOR_STAYS;
        e->saves_again = false;
        cr_say(e->notice, sizeof(e->notice),
               _("Not saved: %.190s. The text is still here."), s->error.text);
    } else {
        take_saved(e, s);
    }
    cr_side_task_drop(e->saving);
    e->saving = NULL;
    if (e->saves_again && cr_edit_is_changed(&e->text))
        cr_editor_save(e);
    e->saves_again = false;
    return !e->saving;
}

bool cr_editor_look_at_saving(struct cr_scene *scene)
{
    struct cr_editor *e = scene->context;
    const bool was_saving = e->saving != NULL;
    if (!end_saving(e) || e->then == CR_EDITOR_STAYS)
        return was_saving && !e->saving;
    if (e->then == CR_EDITOR_PRACTISES && cr_edit_is_changed(&e->text)) {
        cr_editor_save(e); /* it was written on */
    } else if (e->then == CR_EDITOR_LEAVES && cr_edit_is_changed(&e->text) &&
               !e->is_asked) {
        e->then = CR_EDITOR_STAYS;
        cr_editor_leave(scene);
    } else if (cr_recovery_is_idle(&e->recovery)) {
        if (e->then == CR_EDITOR_LEAVES)
            cr_recovery_forget(&e->recovery);
        e->editing->practises = e->then == CR_EDITOR_PRACTISES;
        scene->is_over = true;
    }
    return true;
}

void cr_editor_practise(struct cr_scene *scene)
{
    struct cr_editor *e = scene->context;
    if (cr_editor_mistake(e)) {
        cr_say(e->notice, sizeof(e->notice),
               _("It is played once the mistake is mended"));
        return;
    }
    e->then = CR_EDITOR_PRACTISES;
    if (!e->saving && (cr_edit_is_changed(&e->text) || !e->editing->saved[0]))
        cr_editor_save(e);
    (void)cr_editor_look_at_saving(scene);
}

void cr_editor_leave(struct cr_scene *scene)
{
    struct cr_editor *e = scene->context;
    if (cr_edit_is_changed(&e->text) && !e->is_asked) {
        e->is_asked = true;
        cr_say(e->notice, sizeof(e->notice),
               _("Not saved: Ctrl+S saves, Esc again leaves without"));
        return;
    }
    e->then = CR_EDITOR_LEAVES;
    (void)cr_editor_look_at_saving(scene);
}

void cr_editor_finish(struct cr_editor *editor, bool was_left)
{
    const struct timespec moment = {.tv_nsec = 2000000};
    struct cr_editor *e = editor;
    while (!end_saving(e))
        nanosleep(&moment, NULL);
    if (was_left || !cr_edit_is_changed(&e->text))
        return;
    /* a window that was closed has asked nobody: the copy is whole */
    cr_recovery_finish(&e->recovery);
    (void)cr_recovery_keep(&e->recovery, e->text.text, e->text.size);
    cr_recovery_finish(&e->recovery);
}
