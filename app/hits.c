#include "app/hits.h"

#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/beat_lines.h"
#include "patterns/growing.h"
#include "patterns/words.h"

/* Lane by its name: the pattern's, else one of the kit behind them. */
static bool find_lane(const struct cr_pattern *pattern, struct cr_span name,
                      uint32_t *lane)
{
    struct cr_lane known;
    for (uint32_t i = 0; i < pattern->lane_count; i++) {
        const char *own = pattern->lanes[i].name;
        if (cr_same_word(own, strlen(own), name.at, name.size)) {
            *lane = i;
            return true;
        }
    }
    if (!cr_lane_find(name.at, name.size, &known))
        return false;
    for (uint32_t i = 0; i < pattern->lane_count; i++) {
        if (strcmp(pattern->lanes[i].name, known.name) == 0) {
            *lane = i;
            return true;
        }
    }
    *lane = pattern->lane_count + (uint32_t)known.id;
    return true;
}

bool cr_hits_lane(const struct cr_pattern *pattern, const char *name,
                  size_t size, uint32_t *lane)
{
    return find_lane(pattern, (struct cr_span){name, size}, lane);
}

/* "-1.250000001": exact, at most nine decimals count. */
static bool read_seconds(struct cr_span text, int64_t *ns)
{
    const char *at = text.at, *end = at + text.size;
    const bool is_negative = at < end && *at == '-';
    int64_t value = 0, scale = CR_NS_PER_S;
    at += is_negative || (at < end && *at == '+');
    const char *digits = at;
    for (; at < end && cr_is_digit(*at); at++) {
        if (value > 10000000)
            return false;
        value = value * 10 + (*at - '0');
    }
    if (at == digits)
        return false;
    value *= CR_NS_PER_S;
    if (at < end && *at == '.') {
        for (at++; at < end && cr_is_digit(*at); at++) {
            scale /= 10;
            value += scale * (*at - '0');
        }
    }
    *ns = is_negative ? -value : value;
    return at == end;
}

static bool read_velocity(struct cr_span text, uint8_t *velocity)
{
    int value = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (!cr_is_digit(text.at[i]) || value > 127)
            return false;
        value = value * 10 + (text.at[i] - '0');
    }
    *velocity = (uint8_t)value;
    return value <= 127;
}

static bool read_doubt(struct cr_span text, uint8_t *doubt)
{
    for (uint8_t i = CR_CERTAIN + 1; i < CR_DOUBT_COUNT; i++) {
        if (cr_span_is(text, cr_doubt_word(i)))
            *doubt = i;
    }
    return *doubt != CR_CERTAIN;
}

struct hit_reader {
    const struct cr_pattern *pattern;
    struct cr_presses presses;
    uint32_t capacity;
    struct cr_line *line;
    struct cr_error *error;
};

static enum cr_status add(struct hit_reader *r, struct cr_press press)
{
    if (!cr_grow((void **)&r->presses.items, r->presses.count, &r->capacity,
                 sizeof(*r->presses.items)))
        return cr_fail(r->error, CR_ERR_MEMORY, 0, 0, "no memory");
    r->presses.items[r->presses.count++] = press;
    return CR_OK;
}

static enum cr_status wrong(struct hit_reader *r, const char *at,
                            const char *what)
{
    return cr_fail(r->error, CR_ERR_SYNTAX, r->line->number,
                   cr_column(r->line, at), "%s", what);
}

/* The next field of a CSV line; `*at` moves behind its comma. */
static struct cr_span field(const char **at, const char *end)
{
    const char *from = *at;
    const char *comma =
        from <= end ? memchr(from, ',', (size_t)(end - from)) : NULL;
    const char *stop = comma ? comma : end;
    struct cr_span span = {from, from <= end ? (size_t)(stop - from) : 0};
    if (from > end)
        span.at = end;
    *at = stop + 1;
    return cr_trim(span);
}

static enum cr_status read_csv_line(struct hit_reader *r)
{
    const char *at = r->line->text.at, *end = at + r->line->text.size;
    struct cr_press press = {0};
    const struct cr_span time = field(&at, end), lane = field(&at, end),
                         velocity = field(&at, end), doubt = field(&at, end);
    if (!read_seconds(time, &press.at_ns))
        return wrong(r, time.at, _("a hit starts with its time in seconds"));
    if (!find_lane(r->pattern, lane, &press.lane))
        return wrong(r, lane.at, _("a lane such as SD is needed here"));
    if (!read_velocity(velocity, &press.velocity))
        return wrong(r, velocity.at, _("velocity is 1 to 127, or empty"));
    if (doubt.size && !read_doubt(doubt, &press.doubt))
        return wrong(r, doubt.at, _("doubt is wait or gap, or empty"));
    if (at <= end)
        return wrong(r, at, _("there are too many fields"));
    return add(r, press);
}

static enum cr_status read_json_line(struct hit_reader *r)
{
    json_error_t json_error;
    const struct cr_span text = r->line->text;
    json_t *object = json_loadb(text.at, text.size, 0, &json_error);
    if (!object) {
        int column = json_error.column > 0 ? json_error.column : 1;
        return cr_fail(r->error, CR_ERR_SYNTAX, r->line->number, column,
                       "%.150s", json_error.text);
    }
    const json_t *time = json_object_get(object, "time_s");
    const char *lane = json_string_value(json_object_get(object, "lane"));
    const json_t *velocity = json_object_get(object, "velocity");
    const json_t *doubt_value = json_object_get(object, "doubt");
    const char *doubt = json_string_value(doubt_value);
    const double seconds = json_number_value(time);
    struct cr_press press = {0};
    enum cr_status status = CR_OK;
    if (!json_is_number(time) || fabs(seconds) > 1e7)
        status = wrong(r, text.at, _("\"time_s\" is needed, in seconds"));
    else if (!lane ||
             !find_lane(r->pattern, (struct cr_span){lane, strlen(lane)},
                        &press.lane))
        status = wrong(r, text.at, _("\"lane\" is needed, such as \"SD\""));
    else if (velocity &&
             (!json_is_integer(velocity) || json_integer_value(velocity) < 0 ||
              json_integer_value(velocity) > 127))
        status = wrong(r, text.at, _("\"velocity\" is 1 to 127"));
    else if (doubt_value &&
             (!doubt || !read_doubt((struct cr_span){doubt, strlen(doubt)},
                                    &press.doubt)))
        status = wrong(r, text.at, _("\"doubt\" is \"wait\" or \"gap\""));
    if (!status) {
        press.at_ns = llround(seconds * 1e9);
        press.velocity = (uint8_t)json_integer_value(velocity);
        status = add(r, press);
    }
    json_decref(object);
    return status;
}

enum cr_status cr_hits_read(struct cr_presses *presses,
                            const struct cr_pattern *pattern, const char *text,
                            size_t size, struct cr_error *error)
{
    struct cr_lines lines;
    struct cr_line line;
    struct hit_reader r = {.pattern = pattern, .line = &line, .error = error};
    enum cr_status status = CR_OK;
    cr_lines_init(&lines, text, size);
    bool has_header = false;
    while (!status && cr_lines_take(&lines, &line)) {
        const struct cr_span whole = cr_trim(line.text);
        if (!whole.size)
            continue;
        if (whole.at[0] == '{') {
            status = read_json_line(&r);
        } else if (!has_header && whole.size >= 6 &&
                   memcmp(whole.at, "time_s", 6) == 0) {
            has_header = true;
        } else if (!has_header) {
            status =
                wrong(&r, whole.at,
                      _("hits start with the line time_s,lane,velocity, or "
                        "are JSON objects, one a line"));
        } else {
            status = read_csv_line(&r);
        }
    }
    if (status) {
        free(r.presses.items);
        return status;
    }
    cr_presses_sort(&r.presses);
    *presses = r.presses;
    return CR_OK;
}

struct cr_lane cr_hits_drum(const struct cr_pattern *pattern, uint32_t lane)
{
    return lane < pattern->lane_count
               ? pattern->lanes[lane]
               : cr_lane_of_kit((enum cr_lane_id)(lane - pattern->lane_count));
}

void cr_hits_write(struct cr_text_buffer *out, const struct cr_pattern *pattern,
                   const struct cr_press *presses, uint32_t count)
{
    bool has_doubt = false;
    for (uint32_t i = 0; i < count; i++)
        has_doubt |= presses[i].doubt != CR_CERTAIN;
    cr_text_addf(out, "time_s,lane,velocity%s\n", has_doubt ? ",doubt" : "");
    for (uint32_t i = 0; i < count; i++) {
        const struct cr_press *p = &presses[i];
        const int64_t size = p->at_ns < 0 ? -p->at_ns : p->at_ns;
        const struct cr_lane lane = cr_hits_drum(pattern, p->lane);
        cr_text_addf(out, "%s%" PRId64 ".%09" PRId64 ",%s,",
                     p->at_ns < 0 ? "-" : "", size / CR_NS_PER_S,
                     size % CR_NS_PER_S, lane.name);
        if (p->velocity)
            cr_text_addf(out, "%d", p->velocity);
        if (has_doubt)
            cr_text_addf(out, ",%s", cr_doubt_word(p->doubt));
        cr_text_addf(out, "\n");
    }
}
