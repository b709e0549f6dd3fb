#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "app/practice/summary.h"
#include "app/report_parts.h"
#include "patterns/words.h"

/* "Tuesday 24 November" */
static void name_day(int64_t ms, char *text, size_t size)
{
    const time_t seconds = (time_t)(ms / 1000);
    struct tm local;
    static const char *const days[] = {
        N_("Sunday"),   N_("Monday"), N_("Tuesday"), N_("Wednesday"),
        N_("Thursday"), N_("Friday"), N_("Saturday")};
    static const char *const months[] = {
        N_("January"),   N_("February"), N_("March"),    N_("April"),
        N_("May"),       N_("June"),     N_("July"),     N_("August"),
        N_("September"), N_("October"),  N_("November"), N_("December")};
    if (localtime_r(&seconds, &local))
        cr_say(text, size, _("%s %d %s"), _(days[local.tm_wday]), local.tm_mday,
               _(months[local.tm_mon]));
    else
        cr_say(text, size, _("the day before"));
}

/* How the take compares with an earlier one; false if nothing can be said. */
static bool compare(const struct cr_report *r, struct cr_parts *now,
                    struct cr_progress_step *step)
{
    struct cr_take_summary summary;
    if (!r->earlier || cr_summarise(&summary, r->session, r->timeline,
                                    r->result, r->presses, r->timeline->end_ns))
        return false;
    *now = summary.parts;
    *step = cr_progress_compare(&r->earlier->parts, now);
    return step->is_enough;
}

bool cr_report_step(const struct cr_report *report, char *text, size_t size)
{
    struct cr_progress_step step;
    struct cr_parts now;
    char day[64];
    if (!compare(report, &now, &step) || !step.is_claimed)
        return false;
    name_day(report->earlier->began_ms, day, sizeof(day));
    cr_say(text, size,
           step.ratio < 1 ? _("%.0f %% tighter than on %s")
                          : _("%.0f %% looser than on %s"),
           fabs(step.ratio - 1) * 100, day);
    return true;
}

void cr_report_earlier_text(struct cr_text_buffer *out,
                            const struct cr_report *report)
{
    struct cr_progress_step step;
    struct cr_parts now;
    char text[160];
    if (!cr_report_step(report, text, sizeof(text)) ||
        !compare(report, &now, &step))
        return;
    cr_text_say(out,
                _("%s (%u and %u times four bars, spread now to then 95 %%: "
                  "%.2f to %.2f)\n"),
                text, report->earlier->parts.count, now.count, step.low,
                step.high);
}

void cr_report_earlier_json(struct cr_text_buffer *out,
                            const struct cr_report *report)
{
    struct cr_progress_step step;
    struct cr_parts now;
    if (!compare(report, &now, &step))
        return;
    cr_text_addf(out,
                 ",\n \"earlier\": {\"began_ms\": %lld, \"n\": [%u, %u], "
                 "\"ratio\": %.4f, \"ci\": [%.4f, %.4f], \"p\": %.6f, "
                 "\"claimed\": %s}",
                 (long long)report->earlier->began_ms,
                 report->earlier->parts.count, now.count, step.ratio, step.low,
                 step.high, step.p, step.is_claimed ? "true" : "false");
}
