#define _POSIX_C_SOURCE 200809L
#include "app/cli/headless.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cli/realtime.h"
#include "app/cli/session_options.h"
#include "app/files.h"
#include "app/hits.h"
#include "app/report.h"
#include "patterns/words.h"

static volatile sig_atomic_t is_interrupted;

static void interrupt(int signal)
{
    (void)signal;
    is_interrupted = 1;
}

void cr_headless_watch_interrupt(void)
{
    const struct sigaction action = {.sa_handler = interrupt};
    sigaction(SIGINT, &action, NULL);
}

const volatile sig_atomic_t *cr_headless_interrupt_flag(void)
{
    return &is_interrupted;
}

bool cr_headless_is_interrupted(void)
{
    return is_interrupted;
}

/* In real time; what was heard when is written if asked for. */
static enum cr_status sound(const struct cr_headless *p,
                            const struct cr_session *session,
                            const struct cr_timeline *timeline, uint64_t muted,
                            int64_t *until_ns, struct cr_error *error)
{
    struct cr_text_buffer heard = {0};
    const struct cr_realtime wanted = {.timeline = timeline,
                                       .device = &p->wish,
                                       .kit = p->kit,
                                       .has_click = !p->no_click,
                                       .counts_aloud = session->counts_aloud,
                                       .human = &session->human,
                                       .muted = muted,
                                       .heard = p->save_heard ? &heard : NULL,
                                       .is_interrupted = &is_interrupted};
    enum cr_status status = cr_realtime_play(&wanted, until_ns, error);
    if (!status && heard.is_broken)
        status = CR_ERR_MEMORY;
    if (!status && p->save_heard)
        status = cr_file_write(p->save_heard, heard.text ? heard.text : "",
                               heard.size, error);
    free(heard.text);
    return status;
}

int cr_headless_save(const char *path, const struct cr_pattern *pattern,
                     const struct cr_presses *presses)
{
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    cr_hits_write(&out, pattern, presses->items, presses->count);
    const enum cr_status status =
        out.is_broken ? CR_ERR_MEMORY
                      : cr_file_write(path, out.text, out.size, &error);
    free(out.text);
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}

/* What a take is called: the pattern's title, else the file's name. */
const char *cr_headless_title(const struct cr_pattern *pattern,
                              const char *path)
{
    const char *slash = strrchr(path, '/');
    return pattern->title ? pattern->title : slash ? slash + 1 : path;
}

/* Closes the history; a take that could not be kept is said. */
int cr_headless_close_history(struct cr_history_writer *history)
{
    struct cr_error error = {0};
    char notice[CR_HISTORY_NOTICE];
    if (history && cr_history_notice(history, notice))
        fprintf(stderr, _("creditroll: %s\n"), notice);
    const enum cr_status status = cr_history_writer_close(history, &error);
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}

/* The whole take at once: nobody waits for it. */
static int keep(const struct cr_headless *p,
                const struct cr_headless_piece *piece,
                const struct cr_session_plan *plan,
                const struct cr_report *about, uint32_t press_count,
                int64_t until_ns)
{
    const struct cr_timeline *timeline = about->timeline;
    const struct cr_pattern *pattern = timeline->pattern;
    const struct cr_timeline_options o = plan->timeline;
    struct cr_text_buffer session = {0};
    cr_session_write(about->session, &session);
    const struct cr_take_start start = {
        .player = p->hits ? CR_PLAYER_RECORDED : CR_PLAYER_IMAGINED,
        .pattern = piece->text,
        .title = cr_headless_title(pattern, piece->path),
        .from_bar = o.from_bar,
        .to_bar = o.to_bar,
        .loops = o.loops,
        .speed = o.speed,
        .session = session.text,
        .bpm = cr_timeline_bar_bpm(timeline, timeline->countin_count),
        .kit = p->kit};
    const struct cr_take_end end = {.until_ns = until_ns, .about = about};
    struct cr_history_writer *history =
        p->no_history ? NULL : cr_history_writer_create(NULL);
    if (history)
        cr_history_begin(history, &start);
    free(session.text);
    if (!history)
        return CR_EXIT_OK;
    for (uint32_t i = 0; i < o.change_count; i++)
        cr_history_speed(history, &o.changes[i]);
    for (uint32_t i = 0; i < press_count; i++) {
        const struct cr_press *press = &about->presses[i];
        const struct cr_lane drum = cr_hits_drum(pattern, press->lane);
        cr_history_hit(history, i, drum.name, press);
    }
    cr_history_end(history, &end);
    return cr_headless_close_history(history);
}

static int report(const struct cr_headless *p,
                  const struct cr_headless_piece *piece,
                  const struct cr_session_plan *plan,
                  const struct cr_timeline *timeline,
                  const struct cr_presses *presses, int64_t until_ns,
                  struct cr_text_buffer *out, struct cr_verdict *verdict)
{
    struct cr_result result = {0};
    const struct cr_report about = {.timeline = timeline,
                                    .result = &result,
                                    .presses = presses->items,
                                    .session = piece->session};
    const struct cr_score_options options = {
        .until_ns = until_ns, .windows = &piece->session->windows};
    enum cr_status status = cr_score_take(&result, timeline, presses->items,
                                          presses->count, &options);
    if (status)
        return cr_cli_fail(status, NULL);
    if (p->format == CR_FORMAT_JSON)
        cr_report_json(out, &about);
    else
        cr_report_text(out, &about);
    if (piece->pass)
        status = cr_programme_judge(piece->pass, timeline, &result,
                                    presses->items, verdict);
    const int kept = keep(p, piece, plan, &about, presses->count, until_ns);
    cr_result_destroy(&result);
    return status ? cr_cli_fail(status, NULL) : kept;
}

/* What was still to come when the session was stopped was not played. */
static void forget_after(struct cr_presses *presses, int64_t ns)
{
    while (presses->count && presses->items[presses->count - 1].at_ns > ns)
        presses->count--;
}

int cr_headless_play(const struct cr_headless *headless,
                     const struct cr_headless_piece *piece,
                     struct cr_text_buffer *out, struct cr_verdict *verdict)
{
    const struct cr_headless *p = headless;
    const struct cr_pattern *pattern = piece->pattern;
    struct cr_timeline heard = {0}, judged = {0};
    struct cr_presses presses = {0};
    struct cr_error error = {0};
    enum cr_status status = CR_OK;
    int64_t until_ns = INT64_MAX;
    struct cr_session_plan plan = {0};
    if (p->is_real_time)
        cr_device_wake(&p->wish);
    int code =
        p->hits ? cr_session_hits(p->hits, pattern, &presses) : CR_EXIT_OK;
    if (!code)
        code = cr_session_prepare(piece->session, pattern,
                                  p->hits ? NULL : &p->player, &presses, &plan);
    if (!code)
        code = cr_session_lay_out(&plan, pattern, pattern->countin_bars, true,
                                  &heard);
    if (!code)
        code = cr_session_lay_out(&plan, pattern, 0, false, &judged);
    if (!code && p->is_real_time)
        status =
            sound(p, piece->session, &heard, plan.muted, &until_ns, &error);
    if (!code && status)
        code = cr_cli_fail(status, &error);
    forget_after(&presses, until_ns);
    if (!code && p->save_hits)
        code = cr_headless_save(p->save_hits, pattern, &presses);
    if (!code)
        code =
            report(p, piece, &plan, &judged, &presses, until_ns, out, verdict);
    free(presses.items);
    cr_timeline_destroy(&heard);
    cr_timeline_destroy(&judged);
    cr_session_plan_destroy(&plan);
    return code;
}
