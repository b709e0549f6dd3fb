/* windows.h - how near is near: the limits of the words locked, tight and loose.
 *
 * Units     ms at 120 bpm; at other tempi as score.h's D has it, and never wider than
 *           half the way to the next note of the drum. Score, lean and spread know
 *           nothing of them.
 * Threads   any. Memory: a plain value. Errors: CR_ERR_SYNTAX.
 *
 * Usual     12, 25 and 50 ms: most people do not hear the first (Friberg & Sundberg,
 *           1995), the second is at the edge of hearing in a band. Strict is three
 *           quarters of that, wide one and a half.
 */
#ifndef CR_PRACTICE_WINDOWS_H
#define CR_PRACTICE_WINDOWS_H

#include <stdbool.h>

#include "patterns/status.h"
#include "patterns/text_buffer.h"

enum { CR_WINDOW_COUNT = 3 };

struct cr_windows { /* all 0: the usual ones */
    double hands[CR_WINDOW_COUNT], feet[CR_WINDOW_COUNT];
};

/* "strict", "usual", "wide", "10/20/40"; or hands and feet apart:
 * "hands=10/20/40,feet=15/30/60". What cannot be leaves `windows` as they were. */
bool cr_windows_read(struct cr_windows *windows, const char *text);

/* The same in its shortest form. */
void cr_windows_write(const struct cr_windows *windows,
                      struct cr_text_buffer *out);

bool cr_windows_are_usual(const struct cr_windows *windows);

/* The three limits of a hand or a foot. */
const double *cr_windows_of(const struct cr_windows *windows, bool is_foot);

#endif
