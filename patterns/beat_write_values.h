/* beat_write_values.h - the canonical form of what stands behind the keys of a .beat file:
 * how its words, numbers and signs are spaced.
 *
 * Memory    the buffer's. Threads: any. Errors: those of the buffer.
 */
#ifndef CR_PATTERNS_BEAT_WRITE_VALUES_H
#define CR_PATTERNS_BEAT_WRITE_VALUES_H

#include "patterns/beat_lines.h"
#include "patterns/text_buffer.h"

/* "80->120  in 8 bars" becomes "80 -> 120 in 8 bars". */
void cr_write_tokens(struct cr_text_buffer *out, struct cr_span value);

/* The value of a key, as that key has it. */
void cr_write_value(struct cr_text_buffer *out, struct cr_span key,
                    struct cr_span value);

#endif
