/* report.h - a result in words and as JSON: a pure function of the result and
 * of how it came about.
 *
 * Numbers are in the C locale with fixed decimals, so that the same result
 * gives the same bytes everywhere.
 */
#ifndef CR_APP_REPORT_H
#define CR_APP_REPORT_H

#include "app/live.h"
#include "app/practice/progress.h"
#include "patterns/text_buffer.h"

/* How the times of a take came about. */
struct cr_take_facts {
    struct cr_calibration calibration;
    struct cr_take_health health;
    const char *key_source; /* of the stamps */
    bool asks_for_offset;   /* it looks like the device, see offset_hint.h */
    double late_ms;         /* by which everything is late then */
};

/* A take of an earlier day, of the same exercise at about the same tempo. */
struct cr_earlier_take {
    int64_t began_ms; /* since 1970, UTC */
    struct cr_parts parts;
};

/* What a report is about. */
struct cr_report {
    const struct cr_timeline *timeline;
    const struct cr_result *result;
    const struct cr_press *presses;
    const struct cr_session *session; /* NULL: played as written */
    const struct cr_take_facts
        *facts; /* NULL: the times of the hits were given */
    const struct cr_earlier_take *earlier; /* NULL: none is known */
};

void cr_report_text(struct cr_text_buffer *out, const struct cr_report *report);
void cr_report_json(struct cr_text_buffer *out, const struct cr_report *report);

/* A finding as a sentence without its full stop. */
struct cr_finding;
void cr_report_sentence(const struct cr_report *report,
                        const struct cr_finding *finding, char *text,
                        size_t size);

/* A place of the bar: "4", "& of 2", "e of 3", "a of 1"; else as a fraction of the
 * beat. */
void cr_report_place(struct cr_fraction at, const struct cr_meter *meter,
                     char *text, size_t size);

/* "18 % tighter than on Tuesday 24 November", without its full stop; false if
 * nothing can be said. */
bool cr_report_step(const struct cr_report *report, char *text, size_t size);

/* "Everything arrives 52 ms late ...", if `facts` ask for it. */
void cr_report_add_question(struct cr_text_buffer *out,
                            const struct cr_take_facts *facts);

#endif
