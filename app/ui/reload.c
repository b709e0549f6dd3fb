#include "app/ui/reload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/growing.h"
#include "patterns/words.h"

/* A seventh of a second before a bar, what comes there is laid out. */
enum { SOON = 7 };

struct cr_reloaded {
    char *text;
    struct cr_pattern pattern;
    struct cr_session session;
};

static void free_piece(struct cr_reloaded *piece)
{
    if (!piece)
        return;
    cr_pattern_deinit(&piece->pattern);
    free(piece->text);
    free(piece);
}

void cr_reload_begin(struct cr_reload *reload, const char *path,
                     const char *text, size_t size)
{
    *reload = (struct cr_reload){0};
    if (path && text)
        cr_file_watch_begin(&reload->watch, path, text, size);
}

void cr_reload_end(struct cr_reload *reload)
{
    cr_file_watch_end(&reload->watch);
    free_piece(reload->waiting);
    for (uint32_t i = 0; i < reload->taken_count; i++)
        free_piece(reload->taken[i]);
    free(reload->taken);
    *reload = (struct cr_reload){0};
}

static const char *name_of(const struct cr_reload *r)
{
    const char *slash = strrchr(r->watch.path, '/');
    return slash ? slash + 1 : r->watch.path;
}

static void say_mistake(struct cr_reload *r, const struct cr_diagnostics *found)
{
    for (size_t i = 0; i < found->count; i++) {
        const struct cr_diagnostic *d = &found->items[i];
        if (d->severity != CR_ERROR)
            continue;
        cr_say(r->words, sizeof(r->words),
               _("%.60s:%d:%d: %.150s. The old one stays"), name_of(r), d->line,
               d->column, d->text);
        return;
    }
}

/* The pattern of a text as it is practised; NULL: `words` says why not. */
static struct cr_reloaded *read(struct cr_reload *r, const struct cr_live *live,
                                char *text, size_t size)
{
    struct cr_diagnostics found = {0};
    struct cr_error error = {0};
    struct cr_reloaded *piece = calloc(1, sizeof(*piece));
    cr_say(r->words, sizeof(r->words), _("no memory"));
    enum cr_status status = CR_ERR_MEMORY;
    if (piece) {
        piece->text = text;
        piece->session = live->wish.session;
        status = cr_pattern_read(&piece->pattern, text, size, &found);
        say_mistake(r, &found);
    }
    if (!status) {
        status = cr_session_arrange(&piece->session, &piece->pattern, &error);
        if (status)
            cr_say(r->words, sizeof(r->words), _("%s. The old one stays"),
                   error.text);
    }
    cr_diagnostics_deinit(&found);
    if (status && piece) {
        piece->text = NULL;
        free_piece(piece);
    }
    return status ? NULL : piece;
}

bool cr_reload_look(struct cr_reload *reload, const struct cr_live *live,
                    int64_t now_ns)
{
    char *text;
    size_t size;
    if (!cr_file_watch_look(&reload->watch, now_ns, &text, &size))
        return false;
    struct cr_reloaded *piece = read(reload, live, text, size);
    if (!piece) {
        free(text);
        return true;
    }
    free_piece(reload->waiting);
    reload->waiting = piece;
    cr_say(reload->words, sizeof(reload->words), _("%.60s has changed%s"),
           name_of(reload),
           cr_live_is_running(live) ? _(": from the next bar on") : "");
    return true;
}

bool cr_reload_is_due(const struct cr_reload *reload,
                      const struct cr_live *live)
{
    return reload->waiting &&
           (live->state != CR_LIVE_PLAYING ||
            cr_live_frames_to_bar(live) < live->kit.rate / SOON);
}

enum cr_status cr_reload_take(struct cr_reload *reload, struct cr_live *live,
                              struct cr_error *error)
{
    struct cr_reloaded *piece = reload->waiting;
    if (!cr_grow((void **)&reload->taken, reload->taken_count,
                 &reload->taken_capacity, sizeof(struct cr_reloaded *)))
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    reload->taken[reload->taken_count++] = piece;
    reload->waiting = NULL;
    struct cr_live_wish wish = live->wish;
    wish.session = piece->session;
    wish.pattern_text = piece->text;
    wish.title = piece->pattern.title ? piece->pattern.title : live->wish.title;
    wish.has_no_countin = false;
    const bool was_listening = live->state == CR_LIVE_LISTENING;
    if (was_listening)
        cr_live_stop(live);
    return cr_live_change_pattern(live, &piece->pattern, &wish, error);
}
