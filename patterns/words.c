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
 * column, which begins at the left or ends at the right of it; then comes a letter that
 * says how wide the column is. */
enum { NUMBER = '\001', LEFT = '\002', RIGHT = '\003', END = '\004' };
enum { FORMAT = 2048, WIDTH = '0', WIDEST = 79 };

/* The sign for a conversion like %-12s, and the width of its column. */
static char sign_of(const char *conversion, size_t length, int *width)
{
    const char kind = conversion[length - 1];
    if (strchr("eEfFgGaA", kind))
        return NUMBER;
    const bool is_left = conversion[1] == '-';
    *width = 0;
    for (const char *p = conversion + 1 + is_left; *p >= '0' && *p <= '9'; p++)
        *width = *width < WIDEST ? 10 * *width + (*p - '0') : WIDEST;
    if (kind != 's' || !*width || *width >= WIDEST)
        return '\0';
    return is_left ? LEFT : RIGHT;
}

/* The same format with those signs around; false: it is too long for that. */
static bool mark(const char *format, char *marked, size_t size)
{
    size_t n = 0;
    for (const char *p = format; *p;) {
        size_t length = 1;
        int width;
        if (*p == '%')
            length += strcspn(p + 1, "diouxXeEfFgGaAcspn%") + 1;
        if (n + length + 4 > size || memchr(p, '\0', length))
            return false;
        const char sign = *p == '%' ? sign_of(p, length, &width) : '\0';
        if (sign)
            marked[n++] = sign;
        if (sign == LEFT || sign == RIGHT)
            marked[n++] = (char)(WIDTH + width);
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
static size_t count_missing(const char *column, size_t width)
{
    size_t letters = 0;
    for (; *column && *column != END; column++)
        letters += (*column & 0xC0) != 0x80;
    return letters < width ? width - letters : 0;
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
            if (sign != NUMBER && p[1]) {
                p++;
                missing = count_missing(p + 1, (size_t)(*p - WIDTH));
            }
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

const char *cr_title(const char *title)
{
    return cr_words_in("title", title);
}

const char *cr_goal(const char *goal)
{
    return cr_words_in("goal", goal);
}

const char *cr_remark(const char *note)
{
    return cr_words_in("note", note);
}
