/* beat_lines.h - cuts a .beat text into lines and says of what kind each is.
 *
 * The reader and the writer both stand on this, so that they cannot disagree
 * about what a line is.
 *
 * Units     columns are Unicode code points from 1, lines from 1.
 * Memory    spans borrow the text. Threads: any.
 * Errors    none: every text can be cut; a line of no kind is CR_LINE_OTHER.
 */
#ifndef CR_PATTERNS_BEAT_LINES_H
#define CR_PATTERNS_BEAT_LINES_H

#include <stdbool.h>
#include <stddef.h>

struct cr_span {
    const char *at;
    size_t size;
};

enum cr_line_kind {
    CR_LINE_BLANK,
    CR_LINE_COMMENT, /* # ... */
    CR_LINE_COUNT,   /* | ... : a count line, for the eye */
    CR_LINE_KEY,
    CR_LINE_SECTION,
    CR_LINE_LANE,
    CR_LINE_OTHER,
};

struct cr_line {
    enum cr_line_kind kind;
    int number;
    struct cr_span text;   /* all of it, without its end */
    struct cr_span name;   /* key; section name; lane */
    struct cr_span ratio;  /* lane: the digits after '/', at = NULL if none */
    struct cr_span value;  /* key: value; section: what follows ']'; lane: from
                              the first '|' to the last one, both included */
    struct cr_span margin; /* what follows a value (with its '#') or the last
                              bar line; size 0 if nothing */
    bool is_closed;        /* section: has its ']' */
};

struct cr_lines {
    const char *at, *end;
    int number;
};

void cr_lines_init(struct cr_lines *lines, const char *text, size_t size);
bool cr_lines_next(struct cr_lines *lines, struct cr_line *line);

/* The same, but only `number` and `text` are set: for texts of other kinds. */
bool cr_lines_take(struct cr_lines *lines, struct cr_line *line);

/* Cuts one line that has no line end, as cr_lines_next does. */
void cr_line_cut(struct cr_line *line);

/* Steps through the bars of a lane's value; `bar` gets what stands between two
 * bar lines. `*at` starts as value.at. '||' counts as one bar line. */
bool cr_next_bar(const struct cr_span *value, const char **at,
                 struct cr_span *bar);

/* The column of `at`, which lies in the line or at its end. */
int cr_column(const struct cr_line *line, const char *at);

bool cr_is_blank(char c);
bool cr_is_letter(char c);
bool cr_is_digit(char c);
struct cr_span cr_trim(struct cr_span span);
bool cr_span_is(struct cr_span span, const char *word);

/* True for keys whose value is free text: '#' is a letter like any other. */
bool cr_key_is_free_text(struct cr_span key);

/* The first byte that is not UTF-8 text, NULL if all is. */
const char *cr_find_bad_utf8(const char *text, size_t size);

#endif
