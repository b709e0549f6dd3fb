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

/* Signs that no text has: where a number stands that may have decimals, and a text in a
 * column, which begins at the left or ends at the right of it. */
enum {
    NUMBER = '\001',
    LEFT = '\002',
    RIGHT = '\003',
    END = '\004',
    FORMAT = 2048
};

/* The same format with those signs around; false: it is too long for that. */
static bool mark(const char *format, char *marked, size_t size)
{
    size_t n = 0;
    for (const char *p = format; *p;) {
        size_t length = 1;
        char sign = '\0';
        if (*p == '%') {
            length += strcspn(p + 1, "diouxXeEfFgGaAcspn%") + 1;
            if (strchr("eEfFgGaA", p[length - 1]))
                sign = NUMBER;
            else if (p[length - 1] == 's' && length > 2 && p[1] != '.')
                sign = p[1] == '-' ? LEFT : RIGHT;
        }
        if (n + length + 3 > size || memchr(p, '\0', length))
            return false;
        if (sign)
            marked[n++] = sign;
        memcpy(marked + n, p, length);
        n += length;
        if (sign)
            marked[n++] = END;
        p += length;
    }
    marked[n] = '\0';
    return true;
}

/* printf counts bytes where columns count letters: so many spaces are missing. */
static size_t count_missing(const char *column)
{
    size_t count = 0;
    for (; *column && *column != END; column++)
        count += (*column & 0xC0) == 0x80;
    return count;
}

struct out {
    char *text;
    size_t size, used;
};

static void put(struct out *out, char sign, size_t times)
{
    for (; times; times--, out->used++) {
        if (out->used + 1 < out->size)
            out->text[out->used] = sign;
    }
}

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#endif
int cr_say_args(char *text, size_t size, const char *format, va_list values)
{
    const char point = cr_words_in("between the digits of 8.5", ".")[0];
    char marked[FORMAT], all[2 * FORMAT];
    if (!mark(format, marked, sizeof(marked)))
        return vsnprintf(text, size, format, values);
    if (vsnprintf(all, sizeof(all), marked, values) < 0)
        return -1;
    struct out out = {text, size, 0};
    char sign = END;
    size_t missing = 0;
    for (const char *p = all; *p; p++) {
        if (*p == NUMBER || *p == LEFT || *p == RIGHT) {
            sign = *p;
            missing = sign == NUMBER ? 0 : count_missing(p + 1);
            put(&out, ' ', sign == RIGHT ? missing : 0);
        } else if (*p == END) {
            put(&out, ' ', sign == LEFT ? missing : 0);
            sign = END;
        } else {
            put(&out, sign == NUMBER && *p == '.' ? point : *p, 1);
        }
    }
    if (size)
        text[out.used < size ? out.used : size - 1] = '\0';
    return (int)out.used;
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
