#include "app/practice/session.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/beat_lines.h"
#include "patterns/beat_values.h"
#include "patterns/hands.h"
#include "patterns/words.h"

/* A part of a value: "name=value", or a value alone. */
struct item {
    struct cr_span name, value;
};

static bool next_item(const char **at, struct item *item)
{
    if (!**at)
        return false;
    const char *end = *at + strcspn(*at, ",");
    const char *equals = memchr(*at, '=', (size_t)(end - *at));
    item->name = (struct cr_span){*at, equals ? (size_t)(equals - *at) : 0};
    const char *from = equals ? equals + 1 : *at;
    item->value = (struct cr_span){from, (size_t)(end - from)};
    *at = *end ? end + 1 : end;
    return true;
}

static bool read_bpm(struct cr_span text, struct cr_fraction *value)
{
    return cr_read_decimal(text.at, text.size, value) &&
           value->num >= 5 * value->den && value->num <= 1000 * value->den;
}

static bool read_word(struct cr_span text, const char *const *words, int count,
                      int *value)
{
    for (*value = 0; *value < count; (*value)++) {
        if (cr_span_is(text, words[*value]))
            return true;
    }
    return false;
}

static bool is_called(const struct item *item, const char *name)
{
    return cr_span_is(item->name, name);
}

static bool read_chance(struct cr_span text, struct cr_gaps *gaps)
{
    uint32_t from, to;
    const char *dash = memchr(text.at, '-', text.size);
    const size_t size = dash ? (size_t)(dash - text.at) : text.size;
    if (!cr_read_whole((struct cr_span){text.at, size}, 0, 100, &from))
        return false;
    to = from;
    if (dash && !cr_read_whole((struct cr_span){dash + 1, text.size - size - 1},
                               0, 100, &to))
        return false;
    gaps->is_random = true;
    gaps->from_pct = from;
    gaps->to_pct = to;
    return true;
}

static const char *const gap_units[] = {"bars", "beats"};
static const char *const ramp_units[] = {"bars", "loops", "seconds"};
static const char *const ramp_ends[] = {"stop", "stay", "reverse", "restart"};

static bool set_gaps(struct cr_session *s, const char *value)
{
    struct cr_gaps gaps = {0};
    struct item item;
    while (next_item(&value, &item)) {
        uint32_t seed;
        int word;
        if (is_called(&item, "play") &&
            cr_read_whole(item.value, 1, 10000, &gaps.play))
            continue;
        if (is_called(&item, "mute") &&
            cr_read_whole(item.value, 1, 10000, &gaps.mute))
            continue;
        if (is_called(&item, "grow") &&
            cr_read_whole(item.value, 1, 1000, &gaps.grow))
            continue;
        if (is_called(&item, "unit") &&
            read_word(item.value, gap_units, 2, &word)) {
            gaps.in_beats = word == 1;
            continue;
        }
        if (is_called(&item, "ladder") &&
            cr_read_whole(item.value, 1, 1000, &seed)) {
            gaps.is_ladder = true;
            gaps.landing_ms = seed;
            continue;
        }
        if (is_called(&item, "random") && read_chance(item.value, &gaps))
            continue;
        if (!is_called(&item, "seed") ||
            !cr_read_whole(item.value, 0, UINT32_MAX, &seed))
            return false;
        gaps.seed = seed;
    }
    s->gaps = gaps;
    if (gaps.is_ladder && (gaps.in_beats || gaps.grow))
        return false;
    return gaps.is_random
               ? !gaps.play && !gaps.mute && !gaps.grow && !gaps.is_ladder
               : gaps.play && gaps.mute;
}

static bool set_breaks(struct cr_session *s, const char *value)
{
    struct item item;
    s->break_play = s->break_rest = 0;
    while (next_item(&value, &item)) {
        if (!(is_called(&item, "play") &&
              cr_read_whole(item.value, 1, 10000, &s->break_play)) &&
            !(is_called(&item, "rest") &&
              cr_read_whole(item.value, 1, 10000, &s->break_rest)))
            return false;
    }
    return s->break_play && s->break_rest;
}

static bool read_step(struct cr_span text, struct cr_ramp *ramp)
{
    ramp->is_percent = text.size && text.at[text.size - 1] == '%';
    text.size -= ramp->is_percent;
    return cr_read_decimal(text.at, text.size, &ramp->step) &&
           ramp->step.num > 0 && ramp->step.num <= 200 * ramp->step.den;
}

static bool set_ramp(struct cr_session *s, const char *value)
{
    struct cr_ramp ramp = {.every = 4};
    struct item item;
    while (next_item(&value, &item)) {
        int word;
        if ((is_called(&item, "from") && read_bpm(item.value, &ramp.from)) ||
            (is_called(&item, "to") && read_bpm(item.value, &ramp.to)) ||
            (is_called(&item, "step") && read_step(item.value, &ramp)) ||
            (is_called(&item, "every") &&
             cr_read_whole(item.value, 1, 10000, &ramp.every)))
            continue;
        if (is_called(&item, "unit") &&
            read_word(item.value, ramp_units, 3, &word))
            ramp.unit = (enum cr_ramp_unit)word;
        else if (is_called(&item, "end") &&
                 read_word(item.value, ramp_ends, 4, &word))
            ramp.end = (enum cr_ramp_end)word;
        else
            return false;
    }
    s->ramp = ramp;
    return ramp.from.den && ramp.to.den && ramp.step.num;
}

static bool read_pct(struct cr_span text, double *value)
{
    uint32_t pct = 0;
    const bool is_good = cr_read_whole(text, 0, 100, &pct);
    *value = pct;
    return is_good;
}

static bool set_earn(struct cr_session *s, const char *value)
{
    struct cr_earn_rule earn = {
        .hits_pct = 90, .extra_pct = 10, .spread_ms = 30, .top_bpm = 240};
    struct item item;
    while (next_item(&value, &item)) {
        struct cr_fraction number;
        if ((is_called(&item, "bars") &&
             cr_read_whole(item.value, 1, 1000, &earn.bars)) ||
            (is_called(&item, "hits") &&
             read_pct(item.value, &earn.hits_pct)) ||
            (is_called(&item, "extra") &&
             read_pct(item.value, &earn.extra_pct)) ||
            (is_called(&item, "aim") && read_pct(item.value, &earn.aim_pct) &&
             earn.aim_pct >= 70 && earn.aim_pct <= 95))
            continue;
        if (is_called(&item, "top") && read_bpm(item.value, &number))
            earn.top_bpm = (double)number.num / (double)number.den;
        else if (is_called(&item, "spread") &&
                 cr_read_decimal(item.value.at, item.value.size, &number) &&
                 number.num > 0 && number.num <= 1000 * number.den)
            earn.spread_ms = (double)number.num / (double)number.den;
        else
            return false;
    }
    s->earn = earn;
    return earn.bars > 0;
}

static bool set_lead_in(struct cr_session *s, const char *value)
{
    return cr_read_whole((struct cr_span){value, strlen(value)}, 0, 1000,
                         &s->lead_in);
}

static bool copy_lanes(char *to, size_t size, const char *value)
{
    if (strlen(value) >= size || strpbrk(value, " :="))
        return false;
    snprintf(to, size, "%s", value);
    return true;
}

static bool set_part(struct cr_session *s, const char *value)
{
    return copy_lanes(s->part, sizeof(s->part), value);
}

static bool set_mute(struct cr_session *s, const char *value)
{
    return copy_lanes(s->mute, sizeof(s->mute), value);
}

static bool set_click(struct cr_session *s, const char *value)
{
    struct cr_click_plan *c = &s->click;
    struct item item;
    c->rung_count = 0;
    c->rung_bars = 0;
    while (next_item(&value, &item)) {
        uint32_t number;
        if (is_called(&item, "every") &&
            cr_read_whole(item.value, 1, 10000, &c->rung_bars))
            continue;
        if (item.name.size || c->rung_count == CR_RUNG_LIMIT ||
            !cr_read_whole(item.value, 1, 12, &number))
            return false;
        c->rungs[c->rung_count++] = (uint8_t)number;
    }
    return c->rung_count > 0;
}

static bool read_part(struct cr_span text, struct cr_click_plan *c)
{
    uint32_t shift, of;
    const char *slash = memchr(text.at, '/', text.size);
    const size_t size = slash ? (size_t)(slash - text.at) : 0;
    if (!slash ||
        !cr_read_whole((struct cr_span){text.at, size}, 0, 11, &shift) ||
        !cr_read_whole((struct cr_span){slash + 1, text.size - size - 1}, 1, 12,
                       &of) ||
        shift >= of)
        return false;
    c->shift = (uint8_t)shift;
    c->shift_of = (uint8_t)of;
    return true;
}

static bool set_click_shift(struct cr_session *s, const char *value)
{
    struct item item;
    s->click.shift_of = 0;
    s->click.rotate_bars = 0;
    while (next_item(&value, &item)) {
        if (!(is_called(&item, "rotate") &&
              cr_read_whole(item.value, 1, 10000, &s->click.rotate_bars)) &&
            (item.name.size || !read_part(item.value, &s->click)))
            return false;
    }
    return s->click.shift_of > 0;
}

static bool read_number(struct cr_span text, double most, double *value)
{
    struct cr_fraction number;
    if (!cr_read_decimal(text.at, text.size, &number) || number.num < 0)
        return false;
    *value = (double)number.num / (double)number.den;
    return *value <= most;
}

static bool set_fade(struct cr_session *s, const char *value)
{
    struct cr_fade fade = {.from_ms = 12, .to_ms = 30};
    struct item item;
    while (next_item(&value, &item)) {
        if (!(is_called(&item, "from") &&
              read_number(item.value, 500, &fade.from_ms)) &&
            !(is_called(&item, "to") &&
              read_number(item.value, 1000, &fade.to_ms)))
            return false;
    }
    s->fade = fade;
    return fade.from_ms < fade.to_ms;
}

static bool set_human(struct cr_session *s, const char *value)
{
    struct cr_human human = {0};
    struct item item;
    while (next_item(&value, &item)) {
        uint32_t seed = 0;
        if ((is_called(&item, "sd") &&
             read_number(item.value, 200, &human.sd_ms)) ||
            (is_called(&item, "velocity") &&
             read_number(item.value, 100, &human.velocity_pct)))
            continue;
        if (!is_called(&item, "seed") ||
            !cr_read_whole(item.value, 0, UINT32_MAX, &seed))
            return false;
        human.seed = seed;
    }
    s->human = human;
    return human.sd_ms > 0 || human.velocity_pct > 0;
}

static const char *const gates[] = {"none", "strict", "usual", "wide"};

double cr_gate_ms(enum cr_gate gate)
{
    static const double limits[] = {HUGE_VAL, 37.5, 50, 75};
    return limits[gate];
}

static bool set_gate(struct cr_session *s, const char *value)
{
    int word;
    if (!read_word((struct cr_span){value, strlen(value)}, gates, 4, &word))
        return false;
    s->gate = (enum cr_gate)word;
    return true;
}

static const char *const stickings[] = {"", "free", "as-written", "lanes"};

static bool set_sticking(struct cr_session *s, const char *value)
{
    int word;
    if (!read_word((struct cr_span){value, strlen(value)}, stickings,
                   sizeof(stickings) / sizeof(stickings[0]), &word) ||
        !word)
        return false;
    s->sticking = (enum cr_sticking)word;
    return true;
}

static bool set_hands(struct cr_session *s, const char *value)
{
    s->is_left_handed = strcmp(value, "left") == 0;
    return s->is_left_handed || strcmp(value, "right") == 0;
}

static bool set_minutes(struct cr_session *s, const char *value)
{
    return cr_read_whole((struct cr_span){value, strlen(value)}, 1, 600,
                         &s->minutes);
}

enum cr_status cr_session_arrange(const struct cr_session *session,
                                  struct cr_pattern *pattern,
                                  struct cr_error *error)
{
    if (session->is_left_handed)
        cr_pattern_swap_hands(pattern);
    const enum cr_status status = session->sticking == CR_STICKING_LANES
                                      ? cr_pattern_split_hands(pattern)
                                      : CR_OK;
    return status == CR_ERR_RANGE
               ? cr_fail(error, status, 0, 0,
                         "hands can be lanes only if they play one drum and "
                         "each stroke has its sticking, R or L")
               : status;
}

static bool set_count(struct cr_session *s, const char *value)
{
    s->counts_aloud = strcmp(value, "aloud") == 0;
    return s->counts_aloud || strcmp(value, "click") == 0;
}

static bool set_ears(struct cr_session *s, const char *value)
{
    s->pans_strokes = strcmp(value, "pan") == 0;
    return s->pans_strokes || strcmp(value, "off") == 0;
}

bool cr_session_has_end(const struct cr_session *session)
{
    return session->earn.bars || session->minutes ||
           (session->ramp.step.num && session->ramp.end == CR_RAMP_STOP);
}

static bool set_windows(struct cr_session *s, const char *value)
{
    return cr_windows_read(&s->windows, value);
}

static const struct {
    const char *name;
    bool (*set)(struct cr_session *session, const char *value);
    const char *example;
} options[] = {
    {"gaps", set_gaps, N_("play=2,mute=2 or random=30")},
    {"breaks", set_breaks, "play=4,rest=1"},
    {"ramp", set_ramp, "from=80,to=120,step=4,every=4"},
    {"earn", set_earn, "bars=4,hits=90,extra=10,spread=30"},
    {"lead-in", set_lead_in, "1"},
    {"part", set_part, "SD,BD"},
    {"mute", set_mute, "HH"},
    {"clicks", set_click, "1,2,4,every=4"},
    {"fade", set_fade, "from=12,to=30"},
    {"human", set_human, "sd=6,velocity=8,seed=1"},
    {"gate", set_gate, N_("usual, strict or wide")},
    {"sticking", set_sticking, N_("as-written, lanes or free")},
    {"hands", set_hands, N_("left or right")},
    {"count", set_count, N_("aloud or click")},
    {"ears", set_ears, N_("pan or off")},
    {"minutes", set_minutes, "5"},
    {"click-shift", set_click_shift, N_("1/2 or 0/4,rotate=4")},
    {"windows", set_windows,
     N_("strict, 10/20/40 or hands=10/20/40,feet=15/30/60")},
};

bool cr_session_knows(const char *name)
{
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        if (strcmp(options[i].name, name) == 0)
            return true;
    }
    return false;
}

enum cr_status cr_session_set(struct cr_session *session, const char *name,
                              const char *value, struct cr_error *error)
{
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        struct cr_session draft = *session;
        if (strcmp(options[i].name, name) != 0)
            continue;
        if (!options[i].set(&draft, value))
            return cr_fail(error, CR_ERR_SYNTAX, 0, 0,
                           "%s is written like %s; not '%.60s'", name,
                           _(options[i].example), value);
        *session = draft;
        return CR_OK;
    }
    return cr_fail(error, CR_ERR_SYNTAX, 0, 0, "there is no option '%.40s'",
                   name);
}

static void add_decimal(struct cr_text_buffer *out, const char *name,
                        struct cr_fraction value)
{
    cr_text_addf(out, "%s%.10g", name, (double)value.num / (double)value.den);
}

static void write_gaps(const struct cr_gaps *g, struct cr_text_buffer *out)
{
    if (g->is_random)
        cr_text_addf(out, " gaps:random=%.0f-%.0f", g->from_pct, g->to_pct);
    else if (g->play)
        cr_text_addf(out, " gaps:play=%u,mute=%u", g->play, g->mute);
    else
        return;
    if (g->grow)
        cr_text_addf(out, ",grow=%u", g->grow);
    if (g->is_ladder)
        cr_text_addf(out, ",ladder=%.0f", g->landing_ms);
    if (g->in_beats)
        cr_text_addf(out, ",unit=beats");
    if (g->seed)
        cr_text_addf(out, ",seed=%" PRIu64, g->seed);
}

static void write_ramp(const struct cr_ramp *r, struct cr_text_buffer *out)
{
    if (!r->step.num)
        return;
    add_decimal(out, " ramp:from=", r->from);
    add_decimal(out, ",to=", r->to);
    add_decimal(out, ",step=", r->step);
    cr_text_addf(out, "%s,every=%u,unit=%s,end=%s", r->is_percent ? "%" : "",
                 r->every, ramp_units[r->unit], ramp_ends[r->end]);
}

static void write_click(const struct cr_click_plan *c,
                        struct cr_text_buffer *out)
{
    for (int i = 0; i < c->rung_count; i++)
        cr_text_addf(out, "%s%d", i ? "," : " clicks:", c->rungs[i]);
    if (c->rung_count && c->rung_bars)
        cr_text_addf(out, ",every=%u", c->rung_bars);
    if (c->shift_of)
        cr_text_addf(out, " click-shift:%d/%d", c->shift, c->shift_of);
    if (c->shift_of && c->rotate_bars)
        cr_text_addf(out, ",rotate=%u", c->rotate_bars);
}

static void write_human(const struct cr_human *h, struct cr_text_buffer *out)
{
    if (!(h->sd_ms > 0) && !(h->velocity_pct > 0))
        return;
    cr_text_addf(out, " human:sd=%.10g,velocity=%.10g", h->sd_ms,
                 h->velocity_pct);
    if (h->seed)
        cr_text_addf(out, ",seed=%" PRIu64, h->seed);
}

void cr_session_write(const struct cr_session *session,
                      struct cr_text_buffer *out)
{
    struct cr_text_buffer own = {0};
    write_gaps(&session->gaps, &own);
    if (session->break_play)
        cr_text_addf(&own, " breaks:play=%u,rest=%u", session->break_play,
                     session->break_rest);
    write_ramp(&session->ramp, &own);
    if (session->earn.bars)
        cr_text_addf(
            &own, " earn:bars=%u,hits=%.0f,extra=%.0f,spread=%.10g,top=%.10g",
            session->earn.bars, session->earn.hits_pct, session->earn.extra_pct,
            session->earn.spread_ms, session->earn.top_bpm);
    if (session->earn.bars && session->earn.aim_pct > 0)
        cr_text_addf(&own, ",aim=%.0f", session->earn.aim_pct);
    if (session->lead_in)
        cr_text_addf(&own, " lead-in:%u", session->lead_in);
    if (session->part[0])
        cr_text_addf(&own, " part:%s", session->part);
    if (session->mute[0])
        cr_text_addf(&own, " mute:%s", session->mute);
    write_click(&session->click, &own);
    if (!cr_windows_are_usual(&session->windows)) {
        cr_text_addf(&own, " windows:");
        cr_windows_write(&session->windows, &own);
    }
    if (session->fade.to_ms > 0)
        cr_text_addf(&own, " fade:from=%.10g,to=%.10g", session->fade.from_ms,
                     session->fade.to_ms);
    write_human(&session->human, &own);
    if (session->gate)
        cr_text_addf(&own, " gate:%s", gates[session->gate]);
    if (session->minutes)
        cr_text_addf(&own, " minutes:%u", session->minutes);
    if (session->sticking)
        cr_text_addf(&own, " sticking:%s", stickings[session->sticking]);
    if (session->is_left_handed)
        cr_text_addf(&own, " hands:left");
    if (session->counts_aloud)
        cr_text_addf(&own, " count:aloud");
    if (session->pans_strokes)
        cr_text_addf(&own, " ears:pan");
    out->is_broken |= own.is_broken;
    if (own.size)
        cr_text_add(out, own.text + 1, own.size - 1);
    free(own.text);
}

enum cr_status cr_session_read(struct cr_session *session, const char *text,
                               struct cr_error *error)
{
    struct cr_session draft = *session;
    while (*text) {
        char name[16], value[200];
        const size_t size = strcspn(text, " ");
        const char *colon = memchr(text, ':', size);
        const size_t own = colon ? (size_t)(colon - text) : 0;
        if (!colon || own >= sizeof(name) || size - own > sizeof(value))
            return cr_fail(error, CR_ERR_SYNTAX, 0, 0,
                           "a session is written like gaps:play=2,mute=2 "
                           "lead-in:1; not '%.40s'",
                           text);
        memcpy(name, text, own);
        name[own] = '\0';
        memcpy(value, colon + 1, size - own - 1);
        value[size - own - 1] = '\0';
        const enum cr_status status =
            cr_session_set(&draft, name, value, error);
        if (status)
            return status;
        text += size;
        text += *text == ' ';
    }
    *session = draft;
    return CR_OK;
}
