#include "app/cli/session_options.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/files.h"
#include "app/hits.h"
#include "app/practice/follow.h"
#include "patterns/words.h"

static const char *const names[] = {
    "gaps",   "breaks",      "ramp",    "lead-in", "part",  "mute",
    "clicks", "click-shift", "earn",    "windows", "fade",  "human",
    "gate",   "sticking",    "minutes", "hands",   "count", "ears"};
enum { NAMES = sizeof(names) / sizeof(names[0]) };

static bool set(struct cr_session_options *o, const char *name,
                const char *value)
{
    struct cr_error error = {0};
    if (!cr_session_set(&o->session, name, value, &error))
        return true;
    fprintf(stderr, _("creditroll: --%s\n"), error.text);
    return false;
}

bool cr_session_option(struct cr_session_options *o, int choice,
                       const char *value, bool *is_good)
{
    switch (choice) {
    case CR_OPT_LOOPS:
        *is_good = cr_cli_whole("--loops", value, 1, 100000, &o->loops);
        return true;
    case CR_OPT_FROM:
        *is_good = cr_cli_whole("--from", value, 1, 1000000, &o->from);
        return true;
    case CR_OPT_TO:
        *is_good = cr_cli_whole("--to", value, 1, 1000000, &o->to);
        return true;
    case CR_OPT_TEMPO:
        *is_good = cr_cli_decimal("--tempo", value, &o->tempo);
        return true;
    case CR_OPT_SPEED:
        *is_good = cr_cli_whole("--speed", value, 25, 200, &o->speed);
        return true;
    default:
        if (choice < CR_OPT_SESSION || choice >= CR_OPT_SESSION + NAMES)
            return false;
        *is_good = set(o, names[choice - CR_OPT_SESSION], value);
        return true;
    }
}

int cr_session_of(const struct cr_session_options *o,
                  struct cr_pattern *pattern, uint32_t usual_loops,
                  struct cr_session *session)
{
    struct cr_session *s = session;
    struct cr_error error = {0};
    *s = o->session;
    s->from_bar = (uint32_t)o->from;
    s->to_bar = (uint32_t)o->to;
    s->loops =
        o->loops || cr_session_has_end(s) ? (uint32_t)o->loops : usual_loops;
    s->speed = (struct cr_fraction){1, 1};
    if (o->tempo.den)
        s->speed = cr_fraction_mul(
            o->tempo, (struct cr_fraction){pattern->tempo.from_bpm.den,
                                           pattern->tempo.from_bpm.num});
    if (o->speed)
        s->speed = cr_fraction_mul(s->speed, cr_fraction_make(o->speed, 100));
    const enum cr_status status = cr_session_arrange(s, pattern, &error);
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}

int cr_session_prepare(const struct cr_session *session,
                       const struct cr_pattern *pattern,
                       const struct cr_player *player,
                       struct cr_presses *presses, struct cr_session_plan *plan)
{
    struct cr_error error = {0};
    const enum cr_status status =
        cr_follow_through(plan, session, pattern, player, presses, &error);
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}

int cr_session_lay_out(const struct cr_session_plan *plan,
                       const struct cr_pattern *pattern, int countin_bars,
                       bool has_click, struct cr_timeline *timeline)
{
    struct cr_timeline_options options = plan->timeline;
    struct cr_error error = {0};
    options.countin_bars = countin_bars;
    options.has_click = has_click;
    const enum cr_status status =
        cr_timeline_create(timeline, pattern, &options);
    if (!status)
        return CR_EXIT_OK;
    if (status == CR_ERR_RANGE)
        (void)cr_fail(&error, status, 0, 0,
                      "the piece has no such bars: see --from and --to");
    else if (status == CR_ERR_LIMIT)
        (void)cr_fail(&error, status, 0, 0,
                      "that is more than a million strokes or bars");
    return cr_cli_fail(status, &error);
}

int cr_session_hits(const char *path, const struct cr_pattern *pattern,
                    struct cr_presses *presses)
{
    char *text;
    size_t size;
    struct cr_error error = {0};
    enum cr_status status =
        cr_file_read(path, CR_HITS_FILE_LIMIT, &text, &size, &error);
    if (status)
        return cr_cli_fail(status, &error);
    status = cr_hits_read(presses, pattern, text, size, &error);
    free(text);
    if (!status)
        return CR_EXIT_OK;
    if (!error.line)
        return cr_cli_fail(status, &error);
    fprintf(stderr, _("%s:%d:%d: error: %s\n"), path, error.line, error.column,
            error.text);
    return CR_EXIT_INPUT;
}
