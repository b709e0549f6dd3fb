/* report_parts.h - parts of a report that have a subject of their own; for
 * report*.c only. Each says nothing if there is nothing to say.
 *
 * Threads   any. Memory: none is kept. Errors: without memory the text is broken,
 *           as text_buffer.h has it.
 */
#ifndef CR_APP_REPORT_PARTS_H
#define CR_APP_REPORT_PARTS_H

#include "app/report.h"
#include "patterns/text_buffer.h"

/* Never "-0.0". */
double cr_report_clean(double value);

/* " early", " late", or nothing for less than a twentieth. */
const char *cr_report_side(double ms);

/* `"key": value`, or null. */
void cr_report_number(struct cr_text_buffer *out, const char *key,
                      bool is_there, double value);

/* How the silent bars went. */
void cr_report_silences_text(struct cr_text_buffer *out,
                             const struct cr_timeline *timeline,
                             const struct cr_result *result);
void cr_report_silences_json(struct cr_text_buffer *out,
                             const struct cr_timeline *timeline,
                             const struct cr_result *result);

/* What can be said of it in sentences, and what it rests on. */
void cr_report_findings_text(struct cr_text_buffer *out,
                             const struct cr_report *report);
void cr_report_findings_json(struct cr_text_buffer *out,
                             const struct cr_report *report);

/* How it compares with an earlier day. */
void cr_report_earlier_text(struct cr_text_buffer *out,
                            const struct cr_report *report);
void cr_report_earlier_json(struct cr_text_buffer *out,
                            const struct cr_report *report);

/* Each drum at each place, and the numbers of the lab. */
void cr_report_lab_text(struct cr_text_buffer *out,
                        const struct cr_report *report);
void cr_report_lab_json(struct cr_text_buffer *out,
                        const struct cr_report *report);

/* Where a click that steps back was. */
void cr_report_fade_text(struct cr_text_buffer *out,
                         const struct cr_report *report);
void cr_report_fade_json(struct cr_text_buffer *out,
                         const struct cr_report *report);

/* What the repetitions earned. */
void cr_report_earned_text(struct cr_text_buffer *out,
                           const struct cr_report *report);
void cr_report_earned_json(struct cr_text_buffer *out,
                           const struct cr_report *report);

#endif
