/* first_minute.h - the first minute of a person who never drummed: four exercises, one
 * after the other without a pause, none of which can fail.
 *
 * Units     nanoseconds of song time. Threads: any. Memory: none is kept.
 * Errors    without memory nothing is said.
 *
 * A stage is over at the first bar line behind its eighth hit, or its fifteenth second;
 * the last one, a beat, behind six bars.
 */
#ifndef CR_PRACTICE_FIRST_MINUTE_H
#define CR_PRACTICE_FIRST_MINUTE_H

#include "app/practice/score.h"

enum { CR_FIRST_STAGES = 4, CR_FIRST_HITS = 8, CR_FIRST_BARS = 6 };

/* True if a stage is over at a bar line; `bars` were played of it. */
bool cr_first_minute_is_over(uint32_t stage, uint32_t hits, uint32_t bars,
                             int64_t at_ns);

/* True if a stage has earned its star: by eight hits, or six notes in ten. */
bool cr_first_minute_passes(uint32_t hits, uint32_t notes);

/* What to do in a stage. */
const char *cr_first_minute_prompt(uint32_t stage);

/* "You landed 22 of 24, two thirds of them within 38 ms", of the last one. If only the
 * shape is judged, from the middle of what was played. */
void cr_first_minute_words(const struct cr_result *result, char *text,
                           size_t size);

#endif
