/* text_buffer.h - a text that grows while it is written.
 *
 * Memory    owns `text` until the owner takes it. Threads: one.
 * Errors    without memory `is_broken` is set and further writes do nothing.
 */
#ifndef CR_PATTERNS_TEXT_BUFFER_H
#define CR_PATTERNS_TEXT_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "patterns/status.h"

struct cr_text_buffer {
    char *text;
    size_t size, capacity;
    bool is_broken;
};

void cr_text_add(struct cr_text_buffer *buffer, const char *text, size_t size);
void cr_text_addf(struct cr_text_buffer *buffer, const char *format, ...)
    CR_PRINTF(2, 3);
/* The same for people: numbers are written as their language does. */
void cr_text_say(struct cr_text_buffer *buffer, const char *format, ...)
    CR_PRINTF(2, 3);

/* Appends a JSON string with its quotes. */
void cr_text_add_json(struct cr_text_buffer *buffer, const char *text);

#endif
