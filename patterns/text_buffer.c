#include "patterns/text_buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/words.h"

void cr_text_add(struct cr_text_buffer *buffer, const char *text, size_t size)
{
    if (buffer->is_broken)
        return;
    if (buffer->capacity - buffer->size < size + 1) {
        const size_t wanted = (buffer->size + size + 1) * 2;
        char *moved = realloc(buffer->text, wanted);
        if (!moved) {
            buffer->is_broken = true;
            return;
        }
        buffer->text = moved;
        buffer->capacity = wanted;
    }
    memcpy(buffer->text + buffer->size, text, size);
    buffer->size += size;
    buffer->text[buffer->size] = '\0';
}

/* Of snprintf's kind. */
typedef int write_args(char *text, size_t size, const char *format,
                       va_list values);

static void add_args(struct cr_text_buffer *buffer, write_args *write,
                     const char *format, va_list values)
{
    char short_text[512];
    va_list again;
    va_copy(again, values);
    const int size = write(short_text, sizeof(short_text), format, values);
    if (size >= 0 && (size_t)size < sizeof(short_text)) {
        cr_text_add(buffer, short_text, (size_t)size);
    } else if (size >= 0) {
        char *long_text = malloc((size_t)size + 1);
        if (long_text) {
            write(long_text, (size_t)size + 1, format, again);
            cr_text_add(buffer, long_text, (size_t)size);
            free(long_text);
        } else {
            buffer->is_broken = true;
        }
    }
    va_end(again);
}

void cr_text_addf(struct cr_text_buffer *buffer, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    add_args(buffer, vsnprintf, format, values);
    va_end(values);
}

void cr_text_say(struct cr_text_buffer *buffer, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    add_args(buffer, cr_say_args, format, values);
    va_end(values);
}

void cr_text_add_json(struct cr_text_buffer *buffer, const char *text)
{
    cr_text_add(buffer, "\"", 1);
    for (const char *p = text; *p; p++) {
        if (*p == '"' || *p == '\\')
            cr_text_addf(buffer, "\\%c", *p);
        else if ((unsigned char)*p < 0x20)
            cr_text_addf(buffer, "\\u%04x", (unsigned)*p);
        else
            cr_text_add(buffer, p, 1);
    }
    cr_text_add(buffer, "\"", 1);
}
