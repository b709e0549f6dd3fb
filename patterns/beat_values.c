#include "patterns/beat_values.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "patterns/words.h"

bool cr_value_fail(struct cr_cursor *c, const char *at, int code,
                   const char *format, ...)
{
    c->error->at = at;
    c->error->code = code;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(c->error->text, sizeof(c->error->text), cr_words(format),
              arguments);
    va_end(arguments);
    return false;
}

static void skip_blanks(struct cr_cursor *c)
{
    while (c->at < c->end && cr_is_blank(*c->at))
        c->at++;
}

bool cr_take_sign(struct cr_cursor *c, const char *sign)
{
    skip_blanks(c);
    const size_t size = strlen(sign);
    if ((size_t)(c->end - c->at) < size || memcmp(c->at, sign, size) != 0)
        return false;
    c->at += size;
    return true;
}

bool cr_take_word(struct cr_cursor *c, const char *word)
{
    const char *before = c->at;
    if (cr_take_sign(c, word) && (c->at == c->end || !cr_is_letter(*c->at)))
        return true;
    c->at = before;
    return false;
}

bool cr_take_end(struct cr_cursor *c)
{
    skip_blanks(c);
    if (c->at == c->end)
        return true;
    return cr_value_fail(c, c->at, 4, "'%.*s' is not understood here",
                         (int)(c->end - c->at > 20 ? 20 : c->end - c->at),
                         c->at);
}

bool cr_take_whole(struct cr_cursor *c, const char *what, int low, int high,
                   int *value)
{
    skip_blanks(c);
    const char *from = c->at;
    long number = 0;
    while (c->at < c->end && cr_is_digit(*c->at)) {
        if (number <= high)
            number = number * 10 + (*c->at - '0');
        c->at++;
    }
    if (c->at == from)
        return cr_value_fail(c, from, 4, "%s needs a whole number", _(what));
    if (number < low || number > high)
        return cr_value_fail(c, from, 4, "%s must be %d to %d", _(what), low,
                             high);
    *value = (int)number;
    return true;
}

bool cr_take_repeats(struct cr_cursor *c, int *repeats)
{
    skip_blanks(c);
    const char *from = c->at;
    int count;
    if (!cr_take_whole(c, "x", 1, 999999999, &count))
        return false;
    if (count > CR_REPEAT_LIMIT)
        return cr_value_fail(c, from, 18, "at most x%d repeats",
                             CR_REPEAT_LIMIT);
    *repeats = count;
    return true;
}

bool cr_read_whole(struct cr_span text, uint32_t least, uint32_t most,
                   uint32_t *value)
{
    uint64_t number = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (!cr_is_digit(text.at[i]) || number > most)
            return false;
        number = number * 10 + (uint64_t)(text.at[i] - '0');
    }
    *value = (uint32_t)number;
    return text.size > 0 && number >= least && number <= most;
}

bool cr_read_decimal(const char *at, size_t size, struct cr_fraction *value)
{
    int64_t num = 0, den = 1;
    size_t digits = 0, i = 0;
    for (; i < size && cr_is_digit(at[i]); i++, digits++) {
        if (digits == 7)
            return false;
        num = num * 10 + (at[i] - '0');
    }
    if (!digits)
        return false;
    if (i < size && at[i] == '.') {
        const size_t from = ++i;
        for (; i < size && cr_is_digit(at[i]); i++) {
            if (i - from == 6)
                return false;
            num = num * 10 + (at[i] - '0');
            den *= 10;
        }
        if (i == from)
            return false;
    }
    *value = cr_fraction_make(num, den);
    return i == size;
}

/* A number as written: digits, perhaps a point and digits. */
static bool take_decimal(struct cr_cursor *c, const char *what,
                         struct cr_fraction *value)
{
    skip_blanks(c);
    const char *from = c->at;
    while (c->at < c->end && (cr_is_digit(*c->at) || *c->at == '.'))
        c->at++;
    if (c->at == from)
        return cr_value_fail(c, from, 4, "%s needs a number", _(what));
    if (!cr_read_decimal(from, (size_t)(c->at - from), value))
        return cr_value_fail(c, from, 4,
                             "%s needs a number such as 120 or 97.25", what);
    return true;
}

/* "in 8 bars", if it is there. */
static bool take_in_bars(struct cr_cursor *c, int *bars)
{
    *bars = 0;
    if (!cr_take_word(c, "in"))
        return true;
    if (!cr_take_whole(c, "in", 1, CR_BAR_LIMIT, bars))
        return false;
    skip_blanks(c);
    if (cr_take_word(c, "bars") || cr_take_word(c, "bar"))
        return true;
    return cr_value_fail(c, c->at, 4, "a ramp is written 'in %d bars'", *bars);
}

static bool take_bpm(struct cr_cursor *c, struct cr_fraction quarters,
                     struct cr_fraction *bpm)
{
    skip_blanks(c);
    const char *from = c->at;
    struct cr_fraction number;
    if (!take_decimal(c, "tempo", &number))
        return false;
    const struct cr_fraction value = cr_fraction_mul(number, quarters);
    const struct cr_fraction low = {5, 1}, high = {1000, 1};
    if (cr_fraction_compare(value, low) < 0 ||
        cr_fraction_compare(value, high) > 0)
        return cr_value_fail(c, from, 4,
                             "tempo must be 5 to 1000 quarters a minute");
    *bpm = value;
    return true;
}

/* "3/8 =": the beat that the number counts, in quarters. */
static bool take_beat_unit(struct cr_cursor *c, struct cr_fraction *quarters)
{
    const char *before = c->at;
    const char *equals = memchr(before, '=', (size_t)(c->end - before));
    *quarters = (struct cr_fraction){1, 1};
    if (!equals)
        return true;
    int num, den;
    if (!cr_take_whole(c, N_("the beat before '='"), 1, 64, &num))
        return false;
    if (!cr_take_sign(c, "/"))
        return cr_value_fail(c, c->at, 4,
                             "a beat is written as a note value: 3/8=80");
    if (!cr_take_whole(c, N_("the beat before '='"), 1, 64, &den))
        return false;
    if (!cr_take_sign(c, "="))
        return cr_value_fail(c, c->at, 4, "'=' is needed after the beat");
    *quarters = cr_fraction_make(4 * (int64_t)num, den);
    return true;
}

bool cr_take_tempo(struct cr_cursor *c, struct cr_tempo *tempo)
{
    struct cr_fraction quarters;
    struct cr_tempo read = {0};
    if (!take_beat_unit(c, &quarters) || !take_bpm(c, quarters, &read.from_bpm))
        return false;
    read.to_bpm = read.from_bpm;
    if (cr_take_sign(c, "->")) {
        read.is_ramp = true;
        if (!take_bpm(c, quarters, &read.to_bpm) ||
            !take_in_bars(c, &read.bars))
            return false;
    }
    *tempo = read;
    return true;
}

/* How a bar is felt when nothing is said of it. */
static void group_by_default(struct cr_meter *meter)
{
    const bool is_short_unit = meter->unit == 8 || meter->unit == 16;
    int left = meter->beats;
    meter->group_count = 0;
    if (is_short_unit && meter->beats % 3 == 0 && meter->beats > 3) {
        for (; left > 0; left -= 3)
            meter->groups[meter->group_count++] = 3;
    } else if (meter->unit == 8 && meter->beats == 5) {
        meter->groups[meter->group_count++] = 3;
        meter->groups[meter->group_count++] = 2;
    } else if (meter->unit == 8 && meter->beats % 2 == 1 && meter->beats > 3) {
        for (; left > 3; left -= 2)
            meter->groups[meter->group_count++] = 2;
        meter->groups[meter->group_count++] = 3;
    } else {
        for (; left > 0; left--)
            meter->groups[meter->group_count++] = 1;
    }
}

static bool take_groups(struct cr_cursor *c, struct cr_meter *meter)
{
    skip_blanks(c);
    const char *from = c->at;
    int sum = 0;
    do {
        int group;
        if (!cr_take_whole(c, N_("a group"), 1, CR_GROUP_LIMIT, &group))
            return false;
        if (meter->group_count == CR_GROUP_LIMIT)
            return cr_value_fail(c, from, 17, "too many groups");
        meter->groups[meter->group_count++] = (uint8_t)group;
        sum += group;
    } while (cr_take_sign(c, "+"));
    if (sum != meter->beats)
        return cr_value_fail(c, from, 17, "groups add up to %d, not to %d", sum,
                             meter->beats);
    return true;
}

static bool take_meter(struct cr_cursor *c, struct cr_meter *meter)
{
    *meter = (struct cr_meter){0};
    if (!cr_take_whole(c, "meter", 1, 64, &meter->beats))
        return false;
    if (!cr_take_sign(c, "/"))
        return cr_value_fail(c, c->at, 4, "meter is written like 4/4 or 7/8");
    skip_blanks(c);
    const char *unit = c->at;
    if (!cr_take_whole(c, N_("the lower number of a meter"), 1, 32,
                       &meter->unit))
        return false;
    if (meter->unit & (meter->unit - 1))
        return cr_value_fail(
            c, unit, 4, "the lower number of a meter is 1, 2, 4, 8, 16 or 32");
    skip_blanks(c);
    if (c->at < c->end && cr_is_digit(*c->at))
        return take_groups(c, meter);
    group_by_default(meter);
    return true;
}

bool cr_take_meters(struct cr_cursor *c, struct cr_meter_list *meters)
{
    int count = 0;
    struct cr_meter meter;
    do {
        skip_blanks(c);
        if (count == CR_METER_LIST_LIMIT)
            return cr_value_fail(c, c->at, 18, "at most %d meters in a list",
                                 CR_METER_LIST_LIMIT);
        if (!take_meter(c, &meter))
            return false;
        meters->items[count++] = meter;
        /* on a heading, a word after the comma is the next option */
        const char *comma = c->at;
        if (cr_take_sign(c, ",")) {
            skip_blanks(c);
            if (c->at == c->end || !cr_is_letter(*c->at))
                continue;
            c->at = comma;
        }
        break;
    } while (true);
    meters->count = count;
    return true;
}

bool cr_take_swing(struct cr_cursor *c, struct cr_swing *swing)
{
    struct cr_swing read = {0};
    if (cr_take_word(c, "off")) {
        *swing = read;
        return true;
    }
    skip_blanks(c);
    const char *from = c->at;
    if (!cr_take_whole(c, "swing", 1, 99, &read.unit))
        return false;
    if (read.unit != 8 && read.unit != 16)
        return cr_value_fail(c, from, 4,
                             "swing is 'off', or 8 or 16 with a share: 8 66%%");
    skip_blanks(c);
    from = c->at;
    struct cr_fraction first;
    if (!take_decimal(c, "swing", &first))
        return false;
    if (cr_take_sign(c, "%")) {
        if (100 * 1000 % first.den)
            return cr_value_fail(c, from, 4,
                                 "a swing share has at most three decimals");
        read.share = cr_fraction_mul(first, (struct cr_fraction){1, 100});
    } else if (cr_take_sign(c, ":")) {
        int second;
        if (first.den != 1 || first.num > 100)
            return cr_value_fail(c, from, 4,
                                 "a swing ratio has whole numbers up to 100");
        if (!cr_take_whole(c, N_("a swing ratio"), 1, 100, &second))
            return false;
        read.share = cr_fraction_make(first.num, first.num + second);
    } else {
        return cr_value_fail(c, c->at, 4,
                             "a swing share is written 66%% or 2:1");
    }
    const struct cr_fraction low = {1, 2}, high = {4, 5};
    if (cr_fraction_compare(read.share, low) < 0 ||
        cr_fraction_compare(read.share, high) > 0)
        return cr_value_fail(c, from, 4,
                             "the share of the first note is 50 to 80 %%");
    *swing = read;
    return true;
}

static bool take_level(struct cr_cursor *c, int *velocity)
{
    static const struct {
        const char *word;
        int velocity;
    } levels[] = {{"pp", 32}, {"p", 48},   {"mp", 64},
                  {"mf", 80}, {"ff", 112}, {"f", 96}};
    skip_blanks(c);
    for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
        if (cr_take_word(c, levels[i].word)) {
            *velocity = levels[i].velocity;
            return true;
        }
    }
    return cr_value_fail(c, c->at, 4, "a loudness is one of pp p mp mf f ff");
}

bool cr_take_dynamics(struct cr_cursor *c, struct cr_dynamics *dynamics)
{
    struct cr_dynamics read = {0};
    if (!take_level(c, &read.from))
        return false;
    read.to = read.from;
    if (cr_take_sign(c, "->")) {
        read.is_ramp = true;
        if (!take_level(c, &read.to) || !take_in_bars(c, &read.bars))
            return false;
    }
    *dynamics = read;
    return true;
}

bool cr_take_grid(struct cr_cursor *c, int *cells)
{
    if (cr_take_word(c, "auto")) {
        *cells = 0;
        return true;
    }
    return cr_take_whole(c, N_("grid is 'auto' or cells to the whole note: it"),
                         1, CR_CELL_LIMIT, cells);
}
