#include "patterns/words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#if defined(CR_HAS_GETTEXT)
#include <libintl.h>

const char *cr_words(const char *english)
{
    /* the empty word stands for the catalogue's own head */
    return *english ? dgettext(CR_WORDS_DOMAIN, english) : english;
}

const char *cr_words_n(const char *one, const char *many, long n)
{
    return dngettext(CR_WORDS_DOMAIN, one, many, (unsigned long)n);
}

const char *cr_words_in(const char *context, const char *english)
{
    char both[256];
    snprintf(both, sizeof(both), "%s\004%s", context, english);
    const char *found = dgettext(CR_WORDS_DOMAIN, both);
    return found == both ? english : found;
}
#else
const char *cr_words(const char *english)
{
    return english;
}

const char *cr_words_n(const char *one, const char *many, long n)
{
    return n == 1 ? one : many;
}

const char *cr_words_in(const char *context, const char *english)
{
    (void)context;
    return english;
}
#endif

enum { BEGIN = '\001', END = '\002', FORMAT = 2048 };

/* The same format with every number that may have decimals between two signs that no
 * text has. */
static bool mark_numbers(const char *format, char *marked, size_t size)
{
    size_t n = 0;
    for (const char *p = format; *p;) {
        size_t length = 1;
        bool is_number = false;
        if (*p == '%') {
            length += strcspn(p + 1, "diouxXeEfFgGaAcspn%") + 1;
            is_number = strchr("eEfFgGaA", p[length - 1]) != NULL;
        }
        if (n + length + 3 > size || memchr(p, '\0', length))
            return false;
        if (is_number)
            marked[n++] = BEGIN;
        memcpy(marked + n, p, length);
        n += length;
        if (is_number)
            marked[n++] = END;
        p += length;
    }
    marked[n] = '\0';
    return true;
}

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#endif
int cr_say_args(char *text, size_t size, const char *format, va_list values)
{
    const char *point = cr_words_in("between the digits of 8.5", ".");
    char marked[FORMAT];
    if (point[0] == '.' || !mark_numbers(format, marked, sizeof(marked)))
        return vsnprintf(text, size, format, values);
    char all[2 * FORMAT];
    if (vsnprintf(all, sizeof(all), marked, values) < 0)
        return -1;
    size_t n = 0;
    bool is_number = false;
    for (const char *p = all; *p; p++) {
        if (*p == BEGIN || *p == END) {
            is_number = *p == BEGIN;
            continue;
        }
        if (n + 1 < size)
            text[n] = is_number && *p == '.' ? point[0] : *p;
        n++;
    }
    if (size)
        text[n < size ? n : size - 1] = '\0';
    return (int)n;
}
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

int cr_say(char *text, size_t size, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    const int length = cr_say_args(text, size, format, values);
    va_end(values);
    return length;
}
