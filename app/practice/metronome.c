#include "app/practice/metronome.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/beat_lines.h"
#include "patterns/beat_values.h"
#include "patterns/words.h"

void cr_metronome_init(struct cr_metronome *metronome)
{
    *metronome = (struct cr_metronome){
        .bpm = {120, 1},
        .meter = {.beats = 4,
                  .unit = 4,
                  .group_count = 4,
                  .groups = {1, 1, 1, 1}},
        .levels = {3, 2, 2, 2},
        .under = 1,
        .under_levels = {3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}};
}

static bool set_bpm(struct cr_metronome *m, const char *value)
{
    struct cr_fraction bpm;
    if (!cr_read_decimal(value, strlen(value), &bpm) ||
        bpm.num < 10 * bpm.den || bpm.num > 400 * bpm.den || 100 % bpm.den)
        return false;
    m->bpm = bpm;
    return true;
}

void cr_metronome_use_meter(struct cr_metronome *metronome,
                            const struct cr_meter *meter)
{
    struct cr_metronome *m = metronome;
    int beat = 0;
    m->meter = *meter;
    for (int g = 0; g < m->meter.group_count; g++) {
        for (int k = 0; k < m->meter.groups[g]; k++, beat++)
            m->levels[beat] = !beat ? 3 : k == 0 ? 2 : 1;
    }
}

/* "7/8" or "7/8 2+2+3"; the reader of patterns knows what a meter is. */
static bool set_meter(struct cr_metronome *m, const char *value)
{
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    char text[200];
    const size_t known = strspn(value, "0123456789/+ ");
    if (value[known] || strlen(value) > 120)
        return false;
    snprintf(text, sizeof(text), "beat 1\nmeter: %s\nCK/1 |x|\nSD |o|\n",
             value);
    const bool is_good =
        !cr_pattern_read(&pattern, text, strlen(text), &found) &&
        pattern.meters[0].beats <= CR_METRONOME_BEATS;
    if (is_good)
        cr_metronome_use_meter(m, &pattern.meters[0]);
    cr_pattern_deinit(&pattern);
    cr_diagnostics_deinit(&found);
    return is_good;
}

static bool read_levels(const char *value, uint8_t *levels, uint32_t count)
{
    if (strlen(value) != count || strspn(value, "0123") != count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        levels[i] = (uint8_t)(value[i] - '0');
    return true;
}

static bool set_levels(struct cr_metronome *m, const char *value)
{
    return read_levels(value, m->levels, (uint32_t)m->meter.beats);
}

static bool set_under(struct cr_metronome *m, const char *value)
{
    const char *colon = strchr(value, ':');
    const size_t size = colon ? (size_t)(colon - value) : strlen(value);
    uint32_t under;
    if (!cr_read_whole((struct cr_span){value, size}, 1, CR_METRONOME_UNDER,
                       &under) ||
        (colon && !read_levels(colon + 1, m->under_levels, under)))
        return false;
    for (uint32_t i = 0; !colon && i < CR_METRONOME_UNDER; i++)
        m->under_levels[i] = i ? 1 : 3;
    m->under = under;
    return true;
}

/* The nearest share with few parts: what a bar can be divided into. */
static bool set_swing(struct cr_metronome *m, const char *value)
{
    size_t size = strlen(value);
    struct cr_fraction per_cent;
    if (size && value[size - 1] == '%')
        size--;
    if (!cr_read_decimal(value, size, &per_cent) ||
        per_cent.num < 50 * per_cent.den || per_cent.num > 80 * per_cent.den)
        return false;
    const double share = (double)per_cent.num / (double)per_cent.den / 100;
    double best = HUGE_VAL;
    m->swing_first = m->swing_of = 0;
    for (uint32_t of = 2; of <= 12; of++) {
        const uint32_t first = (uint32_t)lround(share * of);
        const double far = fabs((double)first / of - share);
        if (first >= of || far > best - 1e-9)
            continue;
        best = far;
        m->swing_first = first;
        m->swing_of = of;
    }
    if (2 * m->swing_first == m->swing_of)
        m->swing_first = m->swing_of = 0;
    return true;
}

static bool set_shift(struct cr_metronome *m, const char *value)
{
    return cr_read_whole((struct cr_span){value, strlen(value)}, 0,
                         CR_METRONOME_UNDER - 1, &m->shift);
}

static bool set_against(struct cr_metronome *m, const char *value)
{
    return cr_read_whole((struct cr_span){value, strlen(value)}, 0,
                         CR_METRONOME_AGAINST, &m->against);
}

static bool set_cycle(struct cr_metronome *m, const char *value)
{
    const size_t size = strlen(value);
    if (strcmp(value, "0") == 0) {
        m->cycle[0] = '\0';
        return true;
    }
    if (size < 2 || size > CR_METRONOME_CYCLE || strspn(value, "xX-") != size ||
        !value[strcspn(value, "xX")])
        return false;
    memcpy(m->cycle, value, size + 1);
    return true;
}

uint32_t cr_metronome_bars(const struct cr_metronome *metronome)
{
    const uint32_t size = (uint32_t)strlen(metronome->cycle);
    uint32_t a = size, b = metronome->under * (uint32_t)metronome->meter.beats;
    while (b) {
        const uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return size ? size / a : 1;
}

/* Cells of a beat. */
static uint32_t parts_of(const struct cr_metronome *m)
{
    return m->swing_of && m->under % 2 == 0 ? m->under / 2 * m->swing_of
                                            : m->under;
}

enum cr_status cr_metronome_set(struct cr_metronome *metronome,
                                const char *name, const char *value,
                                struct cr_error *error)
{
    static const struct {
        const char *name, *words;
        bool (*set)(struct cr_metronome *m, const char *value);
    } settings[] = {
        {"bpm", N_("bpm is 10 to 400, by hundredths"), set_bpm},
        {"meter", N_("meter is like 4/4, or 7/8 2+2+3: up to 32 beats"),
         set_meter},
        {"levels", N_("levels are 0 to 3 for each beat of the meter: 3222"),
         set_levels},
        {"under",
         N_("under is 1 to 12 clicks a beat, and their levels: 4:3121"),
         set_under},
        {"swing", N_("swing is 50 to 80 %"), set_swing},
        {"shift", N_("shift is 0 to 11 clicks"), set_shift},
        {"against", N_("against is 0 to 16 strokes across the bar"),
         set_against},
        {"cycle",
         N_("cycle is 2 to 32 clicks, x, X or -, like x--x-; 0 is none"),
         set_cycle}};
    struct cr_metronome draft = *metronome;
    for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
        if (strcmp(settings[i].name, name) != 0)
            continue;
        if (!settings[i].set(&draft, value))
            return cr_fail(error, CR_ERR_SYNTAX, 0, 0, "%s",
                           _(settings[i].words));
        if (parts_of(&draft) * (uint32_t)draft.meter.beats > CR_CELL_LIMIT)
            return cr_fail(error, CR_ERR_SYNTAX, 0, 0,
                           "that is more than %d cells a bar: fewer beats, or "
                           "fewer clicks under them",
                           CR_CELL_LIMIT);
        *metronome = draft;
        return CR_OK;
    }
    return cr_fail(error, CR_ERR_SYNTAX, 0, 0, "a metronome has no '%.40s'",
                   name);
}

bool cr_metronome_has_groups(const struct cr_meter *meter)
{
    return meter->group_count < meter->beats;
}

static void write_meter(const struct cr_meter *meter,
                        struct cr_text_buffer *out)
{
    cr_text_addf(out, "%d/%d", meter->beats, meter->unit);
    for (int g = 0; cr_metronome_has_groups(meter) && g < meter->group_count;
         g++)
        cr_text_addf(out, "%s%d", g ? "+" : " ", meter->groups[g]);
}

static void write_bpm(struct cr_fraction bpm, struct cr_text_buffer *out)
{
    const int64_t rest = bpm.num % bpm.den * 100 / bpm.den;
    cr_text_addf(out, "%lld", (long long)(bpm.num / bpm.den));
    if (rest)
        cr_text_addf(out, ".%02lld", (long long)rest);
}

void cr_metronome_write_settings(const struct cr_metronome *metronome,
                                 struct cr_text_buffer *out)
{
    const struct cr_metronome *m = metronome;
    cr_text_addf(out, "bpm=");
    write_bpm(m->bpm, out);
    cr_text_addf(out, "; meter=");
    write_meter(&m->meter, out);
    cr_text_addf(out, "; levels=");
    for (int i = 0; i < m->meter.beats; i++)
        cr_text_addf(out, "%u", m->levels[i]);
    cr_text_addf(out, "; under=%u:", m->under);
    for (uint32_t i = 0; i < m->under; i++)
        cr_text_addf(out, "%u", m->under_levels[i]);
    if (m->swing_of)
        cr_text_addf(out, "; swing=%.4g", 100.0 * m->swing_first / m->swing_of);
    if (m->shift)
        cr_text_addf(out, "; shift=%u", m->shift);
    if (m->against)
        cr_text_addf(out, "; against=%u", m->against);
    if (m->cycle[0])
        cr_text_addf(out, "; cycle=%s", m->cycle);
}

enum cr_status cr_metronome_read_settings(struct cr_metronome *metronome,
                                          const char *text, size_t size,
                                          struct cr_error *error)
{
    struct cr_metronome draft;
    const char *at = text, *end = text + size;
    cr_metronome_init(&draft);
    while (at < end) {
        const char *stop = memchr(at, ';', (size_t)(end - at));
        const char *next = stop ? stop + 1 : end;
        const struct cr_span part =
            cr_trim((struct cr_span){at, (size_t)((stop ? stop : end) - at)});
        const char *is = memchr(part.at, '=', part.size);
        char name[16], value[128];
        if (!is || is - part.at >= (int)sizeof(name) ||
            part.at + part.size - is > (int)sizeof(value))
            return cr_fail(error, CR_ERR_SYNTAX, 0, 0,
                           "a setting is written name=value");
        snprintf(name, sizeof(name), "%.*s", (int)(is - part.at), part.at);
        snprintf(value, sizeof(value), "%.*s",
                 (int)(part.at + part.size - is - 1), is + 1);
        const enum cr_status status =
            cr_metronome_set(&draft, name, value, error);
        if (status)
            return status;
        at = next;
    }
    *metronome = draft;
    return CR_OK;
}

/* A click of a level is a digit of loudness. */
static char glyph_of(uint8_t level)
{
    static const char glyphs[] = "-369";
    return glyphs[level];
}

/* What a cell of the bar is: which click under its beat; false if nothing falls there. */
static bool find_click(const struct cr_metronome *m, uint32_t part,
                       uint32_t *click)
{
    *click = part;
    if (parts_of(m) == m->under)
        return true;
    const uint32_t in_pair = part % m->swing_of;
    *click = part / m->swing_of * 2 + (in_pair > 0);
    return in_pair == 0 || in_pair == m->swing_first;
}

static uint32_t shift_of(const struct cr_metronome *m)
{
    return m->shift < m->under ? m->shift : m->under - 1;
}

/* How loud the bar's click number `click` is. */
static uint8_t level_of(const struct cr_metronome *m, uint32_t click)
{
    const uint8_t under = m->under_levels[click % m->under];
    return click % m->under ? under : under ? m->levels[click / m->under] : 0;
}

static void write_clicks(const struct cr_metronome *m,
                         struct cr_text_buffer *out)
{
    const uint32_t all = m->under * (uint32_t)m->meter.beats;
    cr_text_addf(out, "CK |");
    for (int beat = 0; beat < m->meter.beats; beat++) {
        for (uint32_t part = 0; part < parts_of(m); part++) {
            uint32_t click;
            uint8_t level = 0;
            if (find_click(m, part, &click))
                level = level_of(
                    m, ((uint32_t)beat * m->under + click + all - shift_of(m)) %
                           all);
            cr_text_addf(out, "%c", glyph_of(level));
        }
    }
    cr_text_addf(out, "|\n");
}

static void write_cycle(const struct cr_metronome *m, uint32_t bar,
                        struct cr_text_buffer *out)
{
    const uint32_t size = (uint32_t)strlen(m->cycle);
    const uint32_t clicks = m->under * (uint32_t)m->meter.beats;
    cr_text_addf(out, "TB |");
    for (int beat = 0; beat < m->meter.beats; beat++) {
        for (uint32_t part = 0; part < parts_of(m); part++) {
            uint32_t click;
            const bool falls = find_click(m, part, &click);
            const uint32_t at =
                bar * clicks + (uint32_t)beat * m->under + click;
            cr_text_addf(out, "%c", falls ? m->cycle[at % size] : '-');
        }
    }
    cr_text_addf(out, "|\n");
}

/* Lanes that divide the bar evenly by themselves. */
static void write_even(const char *lane, uint32_t count, char glyph,
                       struct cr_text_buffer *out)
{
    cr_text_addf(out, "%s/%u |", lane, count);
    for (uint32_t i = 0; i < count; i++)
        cr_text_addf(out, "%c", glyph);
    cr_text_addf(out, "|\n");
}

void cr_metronome_write(const struct cr_metronome *metronome, bool is_played,
                        struct cr_text_buffer *out)
{
    const struct cr_metronome *m = metronome;
    cr_text_addf(out, "beat 1\ntitle: Metronome\ncountin: 0\ntempo: ");
    write_bpm(m->bpm, out);
    cr_text_addf(out, "\nmeter: ");
    write_meter(&m->meter, out);
    cr_text_addf(out, "\n");
    for (uint32_t bar = 0; bar < cr_metronome_bars(m); bar++) {
        cr_text_addf(out, "\n");
        if (m->against)
            write_even("CB", m->against, 'x', out);
        if (m->cycle[0])
            write_cycle(m, bar, out);
        if (is_played)
            write_even("SD", (uint32_t)m->meter.beats, 'o', out);
        write_clicks(m, out);
    }
}

void cr_metronome_words(const struct cr_metronome *metronome, char *text,
                        size_t size)
{
    const struct cr_metronome *m = metronome;
    struct cr_text_buffer out = {0};
    if (m->under > 1)
        cr_text_say(&out, _("%u clicks a beat"), m->under);
    if (parts_of(m) != m->under)
        cr_text_say(&out, _(", swung %u:%u"), m->swing_first,
                    m->swing_of - m->swing_first);
    if (shift_of(m))
        cr_text_say(&out, _(", %u late"), shift_of(m));
    if (m->against)
        cr_text_say(&out, _("%s%u against %d"), out.size ? ", " : "",
                    m->against, m->meter.beats);
    if (m->cycle[0])
        cr_text_addf(&out, "%s%s", out.size ? ", " : "", m->cycle);
    if (cr_metronome_bars(m) > 1)
        cr_text_say(&out, _(" over %u bars"), cr_metronome_bars(m));
    snprintf(text, size, "%s", out.text ? out.text : "");
    free(out.text);
}
