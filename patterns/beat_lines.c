#include "patterns/beat_lines.h"

#include <string.h>

bool cr_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

bool cr_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool cr_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

struct cr_span cr_trim(struct cr_span span)
{
    while (span.size && cr_is_blank(span.at[0])) {
        span.at++;
        span.size--;
    }
    while (span.size && cr_is_blank(span.at[span.size - 1]))
        span.size--;
    return span;
}

bool cr_span_is(struct cr_span span, const char *word)
{
    return span.size == strlen(word) && memcmp(span.at, word, span.size) == 0;
}

bool cr_key_is_free_text(struct cr_span key)
{
    static const char *const known[] = {"tags", "level", "kit",   "countin",
                                        "play", "lane",  "tempo", "meter",
                                        "grid", "swing", "dyn"};
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (cr_span_is(key, known[i]))
            return false;
    }
    return true; /* title, note ... and every key of other tools */
}

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && cr_is_blank(*at))
        at++;
    return at;
}

static struct cr_span between(const char *from, const char *to)
{
    return (struct cr_span){from, (size_t)(to - from)};
}

/* Splits "value # comment": a comment needs a blank before it. */
static void split_comment(const char *from, const char *end,
                          struct cr_span *value, struct cr_span *margin)
{
    const char *hash = from;
    while (hash < end && !(*hash == '#' && cr_is_blank(hash[-1])))
        hash++;
    *value = cr_trim(between(from, hash));
    *margin = cr_trim(between(hash, end));
}

static void cut_section(struct cr_line *line, const char *open, const char *end)
{
    const char *close = memchr(open, ']', (size_t)(end - open));
    line->kind = CR_LINE_SECTION;
    line->is_closed = close != NULL;
    if (!close)
        close = end;
    line->name = cr_trim(between(open + 1, close));
    split_comment(close < end ? close + 1 : end, end, &line->value,
                  &line->margin);
}

static bool cut_lane(struct cr_line *line, const char *word,
                     const char *word_end, const char *end)
{
    const char *at = skip_blanks(word_end, end);
    struct cr_span ratio = {NULL, 0};
    if (at < end && *at == '/') {
        at = skip_blanks(at + 1, end);
        const char *digits = at;
        while (at < end && cr_is_digit(*at))
            at++;
        ratio = between(digits, at);
        at = skip_blanks(at, end);
    }
    if (at == end || *at != '|')
        return false;
    const char *last = end - 1;
    while (*last != '|')
        last--;
    line->kind = CR_LINE_LANE;
    line->name = between(word, word_end);
    line->ratio = ratio;
    line->value = between(at, last + 1);
    line->margin = cr_trim(between(last + 1, end));
    return true;
}

static bool cut_key(struct cr_line *line, const char *word, const char *end)
{
    const char *at = word;
    while (at < end && (cr_is_letter(*at) || cr_is_digit(*at) || *at == '-'))
        at++;
    const char *colon = skip_blanks(at, end);
    if (colon == end || *colon != ':')
        return false;
    line->kind = CR_LINE_KEY;
    line->name = between(word, at);
    if (cr_key_is_free_text(line->name))
        line->value = cr_trim(between(colon + 1, end));
    else
        split_comment(colon + 1, end, &line->value, &line->margin);
    return true;
}

void cr_line_cut(struct cr_line *line)
{
    const char *end = line->text.at + line->text.size;
    const char *at = skip_blanks(line->text.at, end);
    line->name = line->value = line->margin = between(end, end);
    line->ratio = (struct cr_span){NULL, 0};
    line->is_closed = false;
    line->kind = CR_LINE_OTHER;
    if (at == end) {
        line->kind = CR_LINE_BLANK;
    } else if (*at == '#') {
        line->kind = CR_LINE_COMMENT;
    } else if (*at == '|') {
        line->kind = CR_LINE_COUNT;
    } else if (*at == '[') {
        cut_section(line, at, end);
    } else if (cr_is_letter(*at)) {
        const char *word_end = at;
        while (word_end < end &&
               (cr_is_letter(*word_end) || cr_is_digit(*word_end)))
            word_end++;
        if (!cut_lane(line, at, word_end, end))
            (void)cut_key(line, at, end);
    }
}

void cr_lines_init(struct cr_lines *lines, const char *text, size_t size)
{
    *lines = (struct cr_lines){text, text + size, 0};
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        lines->at += 3;
}

bool cr_lines_take(struct cr_lines *lines, struct cr_line *line)
{
    if (lines->at >= lines->end)
        return false;
    const char *stop =
        memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
    const char *next = stop ? stop + 1 : lines->end;
    if (!stop)
        stop = lines->end;
    while (stop > lines->at && stop[-1] == '\r')
        stop--;
    line->number = ++lines->number;
    line->text = between(lines->at, stop);
    lines->at = next;
    return true;
}

bool cr_lines_next(struct cr_lines *lines, struct cr_line *line)
{
    if (!cr_lines_take(lines, line))
        return false;
    cr_line_cut(line);
    return true;
}

bool cr_next_bar(const struct cr_span *value, const char **at,
                 struct cr_span *bar)
{
    const char *end = value->at + value->size;
    const char *from = *at + 1; /* behind a bar line */
    if (from < end && *from == '|')
        from++;
    if (from >= end)
        return false;
    const char *close = memchr(from, '|', (size_t)(end - from));
    if (!close)
        return false;
    *bar = between(from, close);
    *at = close;
    return true;
}

int cr_column(const struct cr_line *line, const char *at)
{
    int column = 1;
    for (const char *p = line->text.at; p < at; p++)
        column += ((unsigned char)*p & 0xC0) != 0x80;
    return column;
}

/* Bytes of the character at `s` (at most `left`), 0 if it is none. */
static size_t utf8_size(const unsigned char *s, size_t left)
{
    static const struct {
        unsigned char mask, lead;
        size_t size;
        unsigned long least;
    } forms[] = {{0xE0, 0xC0, 2, 0x80},
                 {0xF0, 0xE0, 3, 0x800},
                 {0xF8, 0xF0, 4, 0x10000}};
    if (s[0] < 0x80)
        return s[0] != 0;
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if ((s[0] & forms[i].mask) != forms[i].lead)
            continue;
        if (left < forms[i].size)
            return 0;
        unsigned long code = s[0] & (unsigned char)~forms[i].mask;
        for (size_t k = 1; k < forms[i].size; k++) {
            if ((s[k] & 0xC0) != 0x80)
                return 0;
            code = code << 6 | (s[k] & 0x3F);
        }
        const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
        const bool is_text =
            code >= forms[i].least && code <= 0x10FFFF && !is_surrogate;
        return is_text ? forms[i].size : 0;
    }
    return 0;
}

const char *cr_find_bad_utf8(const char *text, size_t size)
{
    for (size_t i = 0; i < size;) {
        const size_t step =
            utf8_size((const unsigned char *)text + i, size - i);
        if (!step)
            return text + i;
        i += step;
    }
    return NULL;
}
