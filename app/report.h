/* report.h - a result in words and as JSON: a pure function of the result.
 *
 * Numbers are in the C locale with fixed decimals, so that the same result
 * gives the same bytes everywhere.
 */
#ifndef CR_APP_REPORT_H
#define CR_APP_REPORT_H

#include "app/practice/score.h"
#include "patterns/text_buffer.h"

void cr_report_text(struct cr_text_buffer *out,
                    const struct cr_timeline *timeline,
                    const struct cr_result *result);
void cr_report_json(struct cr_text_buffer *out,
                    const struct cr_timeline *timeline,
                    const struct cr_result *result,
                    const struct cr_press *presses);

#endif
