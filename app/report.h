/* report.h - a result in words and as JSON: a pure function of the result and
 * of how it came about.
 *
 * Numbers are in the C locale with fixed decimals, so that the same result
 * gives the same bytes everywhere.
 */
#ifndef CR_APP_REPORT_H
#define CR_APP_REPORT_H

#include "app/live.h"
#include "patterns/text_buffer.h"

/* How the times of a take came about. */
struct cr_take_facts {
    struct cr_calibration calibration;
    struct cr_take_health health;
    const char *key_source; /* of the stamps */
    bool asks_for_offset;   /* it looks like the device, see offset_hint.h */
    double late_ms;         /* by which everything is late then */
};

/* What a report is about. */
struct cr_report {
    const struct cr_timeline *timeline;
    const struct cr_result *result;
    const struct cr_press *presses;
    const struct cr_session *session; /* NULL: played as written */
    const struct cr_take_facts
        *facts; /* NULL: the times of the hits were given */
};

void cr_report_text(struct cr_text_buffer *out, const struct cr_report *report);
void cr_report_json(struct cr_text_buffer *out, const struct cr_report *report);

/* A finding as a sentence without its full stop. */
struct cr_finding;
void cr_report_sentence(const struct cr_report *report,
                        const struct cr_finding *finding, char *text,
                        size_t size);

/* "Everything arrives 52 ms late ...", if `facts` ask for it. */
void cr_report_add_question(struct cr_text_buffer *out,
                            const struct cr_take_facts *facts);

#endif
