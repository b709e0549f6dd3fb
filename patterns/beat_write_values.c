#include "patterns/beat_write_values.h"

#include <string.h>

static void put(struct cr_text_buffer *out, const char *text)
{
    cr_text_add(out, text, strlen(text));
}

static void put_span(struct cr_text_buffer *out, struct cr_span span)
{
    cr_text_add(out, span.at, span.size);
}

static bool is_word_char(char c)
{
    return cr_is_letter(c) || cr_is_digit(c) || c == '.';
}

/* "80->120  in 8 bars" to "80 -> 120 in 8 bars". */
void cr_write_tokens(struct cr_text_buffer *out, struct cr_span value)
{
    const char *at = value.at, *end = value.at + value.size;
    char before = '\0'; /* last character written, ' ' after a gap */
    while (at < end) {
        if (cr_is_blank(*at)) {
            at++;
            continue;
        }
        if (end - at > 1 && at[0] == '-' && at[1] == '>') {
            put(out, " -> ");
            before = ' ';
            at += 2;
            continue;
        }
        if (!is_word_char(*at)) {
            cr_text_add(out, at, 1);
            before = *at == ',' ? ' ' : *at;
            if (*at == ',')
                put(out, " ");
            at++;
            continue;
        }
        const char *word = at;
        while (at < end && is_word_char(*at))
            at++;
        if ((before && is_word_char(before)) || before == '%')
            put(out, " ");
        cr_text_add(out, word, (size_t)(at - word));
        before = at[-1];
        if (at - word == 1 && *word == 'x') /* x 4 is x4 */
            before = '\0';
    }
}

/* "A x2,B" to "A x2, B". */
static void put_list(struct cr_text_buffer *out, struct cr_span value)
{
    const char *at = value.at, *end = value.at + value.size;
    while (at <= end) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        if (!comma)
            comma = end;
        put_span(out, cr_trim((struct cr_span){at, (size_t)(comma - at)}));
        if (comma < end)
            put(out, ", ");
        at = comma + 1;
    }
}

/* "WB=76,wood block" to "WB = 76, wood block". */
static void put_lane_value(struct cr_text_buffer *out, struct cr_span value)
{
    const char *equals = memchr(value.at, '=', value.size);
    const char *end = value.at + value.size;
    put_span(out,
             cr_trim((struct cr_span){value.at, (size_t)(equals - value.at)}));
    put(out, " = ");
    const char *comma = memchr(equals, ',', (size_t)(end - equals));
    const char *stop = comma ? comma : end;
    put_span(out, cr_trim((struct cr_span){equals + 1,
                                           (size_t)(stop - equals - 1)}));
    if (comma) {
        put(out, ", ");
        put_span(out, cr_trim((struct cr_span){comma + 1,
                                               (size_t)(end - comma - 1)}));
    }
}

void cr_write_value(struct cr_text_buffer *out, struct cr_span key,
                    struct cr_span value)
{
    static const char *const counted[] = {"tempo", "meter", "grid",   "swing",
                                          "dyn",   "level", "countin"};
    bool is_counted = false;
    for (size_t i = 0; i < sizeof(counted) / sizeof(counted[0]); i++)
        is_counted |= cr_span_is(key, counted[i]);
    if (is_counted)
        cr_write_tokens(out, value);
    else if (cr_span_is(key, "play") || cr_span_is(key, "tags") ||
             cr_span_is(key, "words"))
        put_list(out, value);
    else if (cr_span_is(key, "lane"))
        put_lane_value(out, value);
    else
        put_span(out, value);
}
