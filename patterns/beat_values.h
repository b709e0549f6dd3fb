/* beat_values.h - the values behind the keys of a .beat file.
 *
 * Units     as in pattern.h. Memory: plain values. Threads: any.
 * Errors    false, with the exact place and words in struct cr_value_error;
 *           the target is then as it was.
 */
#ifndef CR_PATTERNS_BEAT_VALUES_H
#define CR_PATTERNS_BEAT_VALUES_H

#include "patterns/beat_lines.h"
#include "patterns/pattern.h"

struct cr_value_error {
    const char *at; /* in the value, or at its end */
    int code;       /* 4, 17 or 18 */
    char text[256];
};

/* What is left of a value. Every parser takes its part from the front. */
struct cr_cursor {
    const char *at, *end;
    struct cr_value_error *error;
};

#define CR_METER_LIST_LIMIT 256

struct cr_meter_list {
    struct cr_meter items[CR_METER_LIST_LIMIT];
    int count;
};

bool cr_take_whole(struct cr_cursor *c, const char *what, int low, int high,
                   int *value);
bool cr_take_tempo(struct cr_cursor *c, struct cr_tempo *tempo);
bool cr_take_meters(struct cr_cursor *c, struct cr_meter_list *meters);
bool cr_take_swing(struct cr_cursor *c, struct cr_swing *swing);
bool cr_take_dynamics(struct cr_cursor *c, struct cr_dynamics *dynamics);
bool cr_take_grid(struct cr_cursor *c, int *cells); /* 0 for auto */

/* A repeat count after an 'x', 1..999; more is a limit (code 18). */
bool cr_take_repeats(struct cr_cursor *c, int *repeats);

/* Takes `word` if it comes next. */
bool cr_take_word(struct cr_cursor *c, const char *word);
bool cr_take_sign(struct cr_cursor *c, const char *sign);

/* True if nothing but blanks is left; otherwise says what is too much. */
bool cr_take_end(struct cr_cursor *c);

bool cr_value_fail(struct cr_cursor *c, const char *at, int code,
                   const char *format, ...) CR_PRINTF(4, 5);

/* A number of digits alone, within limits. */
bool cr_read_whole(struct cr_span text, uint32_t least, uint32_t most,
                   uint32_t *value);

/* The exact value of digits with at most six decimals, as in "123.456". */
bool cr_read_decimal(const char *at, size_t size, struct cr_fraction *value);

#endif
