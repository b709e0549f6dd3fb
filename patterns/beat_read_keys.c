/* Keys, section headings and the order of play. */
#include "patterns/beat_reader.h"

#include <stdlib.h>
#include <string.h>

#include "patterns/words.h"

static struct cr_cursor cursor_on(struct cr_span span,
                                  struct cr_value_error *error)
{
    error->at = span.at;
    error->code = 4;
    error->text[0] = '\0';
    return (struct cr_cursor){span.at, span.at + span.size, error};
}

static bool say(struct cr_reader *r, const struct cr_line *line,
                const struct cr_value_error *error)
{
    cr_reader_error(r, error->code, line, error->at, "%s", error->text);
    return false;
}

static char *copy_text(struct cr_reader *r, struct cr_span span)
{
    char *copy = malloc(span.size + 1);
    if (!copy) {
        r->out_of_memory = true;
        return NULL;
    }
    memcpy(copy, span.at, span.size);
    copy[span.size] = '\0';
    return copy;
}

static void set_text(struct cr_reader *r, char **target)
{
    char *copy = copy_text(r, r->line.value);
    if (copy) {
        free(*target);
        *target = copy;
    }
}

static void add_note(struct cr_reader *r)
{
    char *copy = copy_text(r, r->line.value);
    if (!copy)
        return;
    if (!cr_grow((void **)&r->draft.notes, r->draft.note_count,
                 &r->note_capacity, sizeof(*r->draft.notes))) {
        free(copy);
        r->out_of_memory = true;
        return;
    }
    r->draft.notes[r->draft.note_count++] = copy;
}

static bool take_lane_name(struct cr_cursor *c, struct cr_span *name)
{
    while (c->at < c->end && cr_is_blank(*c->at))
        c->at++;
    name->at = c->at;
    while (c->at < c->end && (cr_is_letter(*c->at) || cr_is_digit(*c->at)))
        c->at++;
    name->size = (size_t)(c->at - name->at);
    if (!name->size || !cr_is_letter(name->at[0]))
        return cr_value_fail(c, name->at, 4,
                             "a lane is declared as NAME = MIDI note, words");
    if (name->size >= CR_LANE_NAME_SIZE)
        return cr_value_fail(c, name->at, 4,
                             "a lane's name has at most 8 characters");
    return true;
}

/* lane: WB = 76, woodblock */
static bool declare_own(struct cr_reader *r, struct cr_cursor *c,
                        struct cr_span name)
{
    int note;
    if (!cr_take_whole(c, N_("the MIDI note"), 0, 127, &note))
        return false;
    struct cr_span label = name;
    if (cr_take_sign(c, ",")) {
        label = cr_trim((struct cr_span){c->at, (size_t)(c->end - c->at)});
        c->at = c->end;
    }
    if (!cr_take_end(c))
        return false;
    if (r->own_count == CR_LANE_LIMIT)
        return cr_value_fail(c, name.at, 18, "at most %d lanes", CR_LANE_LIMIT);
    struct cr_lane *lane = &r->own[r->own_count++];
    *lane =
        (struct cr_lane){.id = CR_OWN, .kind = CR_LANE_PERC, .midi_note = note};
    memcpy(lane->name, name.at, name.size);
    size_t size = label.size < 32 ? label.size : 32;
    while (size < label.size && size > 0 &&
           ((unsigned char)label.at[size] & 0xC0) == 0x80)
        size--; /* never cut inside a character */
    memcpy(lane->label, label.at, size);
    return true;
}

/* lane: GHOST = SD */
static bool declare_alias(struct cr_reader *r, struct cr_cursor *c,
                          struct cr_span name)
{
    struct cr_span target;
    struct cr_lane lane;
    int own;
    if (!take_lane_name(c, &target) || !cr_take_end(c))
        return false;
    if (!cr_reader_find_lane(r, target.at, target.size, &lane, &own))
        return cr_value_fail(c, target.at, 4, "lane '%.*s' is not known",
                             (int)target.size, target.at);
    if (r->alias_count == CR_LANE_LIMIT)
        return cr_value_fail(c, name.at, 18, "at most %d other names",
                             CR_LANE_LIMIT);
    struct cr_lane_alias *alias = &r->aliases[r->alias_count++];
    memset(alias->name, 0, sizeof(alias->name));
    memcpy(alias->name, name.at, name.size);
    alias->lane =
        own >= 0 ? (uint32_t)own : (uint32_t)(CR_LANE_LIMIT + lane.id);
    return true;
}

static bool read_lane_key(struct cr_reader *r, struct cr_cursor *c)
{
    struct cr_span name;
    struct cr_lane known;
    int own;
    if (!take_lane_name(c, &name))
        return false;
    if (cr_reader_find_lane(r, name.at, name.size, &known, &own))
        return cr_value_fail(c, name.at, 4, "lane '%.*s' exists already",
                             (int)name.size, name.at);
    if (!cr_take_sign(c, "="))
        return cr_value_fail(c, c->at, 4,
                             "'=' is needed after the lane's name");
    while (c->at < c->end && cr_is_blank(*c->at))
        c->at++;
    if (c->at < c->end && cr_is_letter(*c->at))
        return declare_alias(r, c, name);
    return declare_own(r, c, name);
}

/* The change that acts from the section's next bar on. */
static struct cr_change *change_here(struct cr_reader *r)
{
    struct cr_section *s = &r->draft.sections[r->section];
    struct cr_change *last =
        s->change_count ? &r->draft.changes[r->draft.change_count - 1] : NULL;
    if (last && last->bar == s->bar_count)
        return last;
    if (!cr_grow((void **)&r->draft.changes, r->draft.change_count,
                 &r->change_capacity, sizeof(*r->draft.changes))) {
        r->out_of_memory = true;
        return NULL;
    }
    s->change_count++;
    last = &r->draft.changes[r->draft.change_count++];
    *last = (struct cr_change){.bar = s->bar_count};
    return last;
}

static bool needs_bars(struct cr_reader *r, struct cr_cursor *c, bool is_ramp,
                       int bars)
{
    if (r->is_in_body || !is_ramp || bars)
        return true;
    return cr_value_fail(c, c->end, 4,
                         "a ramp in the header needs 'in N bars'");
}

static bool read_tempo(struct cr_reader *r, struct cr_cursor *c)
{
    struct cr_tempo tempo;
    if (!cr_take_tempo(c, &tempo) || !cr_take_end(c) ||
        !needs_bars(r, c, tempo.is_ramp, tempo.bars))
        return false;
    if (!r->is_in_body) {
        r->draft.tempo = tempo;
        return true;
    }
    struct cr_change *change = change_here(r);
    if (change) {
        change->has_tempo = true;
        change->tempo = tempo;
    }
    return true;
}

static bool read_dynamics(struct cr_reader *r, struct cr_cursor *c)
{
    struct cr_dynamics dynamics;
    if (!cr_take_dynamics(c, &dynamics) || !cr_take_end(c) ||
        !needs_bars(r, c, dynamics.is_ramp, dynamics.bars))
        return false;
    if (!r->is_in_body) {
        r->draft.dynamics = dynamics;
        return true;
    }
    struct cr_change *change = change_here(r);
    if (change) {
        change->has_dynamics = true;
        change->dynamics = dynamics;
    }
    return true;
}

static struct cr_scope *scope_here(struct cr_reader *r)
{
    return r->is_in_body ? &r->scope : &r->header;
}

static bool read_meter(struct cr_reader *r, struct cr_cursor *c)
{
    struct cr_scope *scope = scope_here(r);
    if (!cr_take_meters(c, &scope->meters) || !cr_take_end(c)) {
        scope->is_fit_unknown = true;
        return false;
    }
    scope->meters_from =
        r->is_in_body ? r->draft.sections[r->section].bar_count : 0;
    return true;
}

static bool read_grid(struct cr_reader *r, struct cr_cursor *c)
{
    struct cr_scope *scope = scope_here(r);
    if (!cr_take_grid(c, &scope->grid) || !cr_take_end(c)) {
        scope->is_fit_unknown = true;
        return false;
    }
    return true;
}

static bool read_swing(struct cr_reader *r, struct cr_cursor *c)
{
    return cr_take_swing(c, &scope_here(r)->swing) && cr_take_end(c);
}

static bool read_countin(struct cr_reader *r, struct cr_cursor *c)
{
    return cr_take_whole(c, "countin", 0, 8, &r->draft.countin_bars) &&
           cr_take_end(c);
}

static bool read_level(struct cr_reader *r, struct cr_cursor *c)
{
    return cr_take_whole(c, "level", 1, 10, &r->draft.level) && cr_take_end(c);
}

/* One of "0 Y, 7/16 Y, 7/8 Z". */
static bool take_word(struct cr_cursor *c, struct cr_word *word)
{
    int num, den = 1;
    if (!cr_take_whole(c, N_("the place of a word"), 0, 999, &num) ||
        (cr_take_sign(c, "/") &&
         !cr_take_whole(c, N_("the lower number of a place"), 1, 192, &den)))
        return false;
    const char *comma = memchr(c->at, ',', (size_t)(c->end - c->at));
    const char *end = comma ? comma : c->end;
    const struct cr_span text =
        cr_trim((struct cr_span){c->at, (size_t)(end - c->at)});
    if (!text.size || text.size >= sizeof(word->text))
        return cr_value_fail(c, text.at, 4,
                             "a word of 1 to %d bytes belongs behind its place",
                             CR_WORD_SIZE - 1);
    *word = (struct cr_word){.at = cr_fraction_make(num, den)};
    memcpy(word->text, text.at, text.size);
    c->at = end;
    return true;
}

static bool read_words(struct cr_reader *r, struct cr_cursor *c)
{
    struct cr_word words[CR_WORD_LIMIT];
    uint32_t count = 0;
    do {
        const char *at = c->at;
        if (count == CR_WORD_LIMIT)
            return cr_value_fail(c, at, 18,
                                 "more than %d words stand above a bar",
                                 CR_WORD_LIMIT);
        if (!take_word(c, &words[count]))
            return false;
        if (count &&
            cr_fraction_compare(words[count - 1].at, words[count].at) >= 0)
            return cr_value_fail(c, at, 4,
                                 "words stand in the order of their places");
        count++;
    } while (cr_take_sign(c, ","));
    memcpy(r->draft.words, words, count * sizeof(*words));
    r->draft.word_count = count;
    return true;
}

static bool read_play(struct cr_reader *r, struct cr_cursor *c)
{
    if (c->at == c->end)
        return cr_value_fail(c, c->at, 4,
                             "play needs the names of sections: A x2, B");
    r->play = r->line; /* names are looked up when all sections are known */
    return true;
}

static const struct {
    const char *name;
    bool is_header_only;
    size_t text; /* offset of a text in the pattern, if `read` is NULL */
    bool (*read)(struct cr_reader *r, struct cr_cursor *c);
} keys[] = {
    {"title", true, offsetof(struct cr_pattern, title), NULL},
    {"author", true, offsetof(struct cr_pattern, author), NULL},
    {"source", true, offsetof(struct cr_pattern, source), NULL},
    {"license", true, offsetof(struct cr_pattern, license), NULL},
    {"tags", true, offsetof(struct cr_pattern, tags), NULL},
    {"kit", true, offsetof(struct cr_pattern, kit), NULL},
    {"level", true, 0, read_level},
    {"countin", true, 0, read_countin},
    {"play", true, 0, read_play},
    {"lane", true, 0, read_lane_key},
    {"words", true, 0, read_words},
    {"tempo", false, 0, read_tempo},
    {"meter", false, 0, read_meter},
    {"grid", false, 0, read_grid},
    {"swing", false, 0, read_swing},
    {"dyn", false, 0, read_dynamics},
};

#define KEY_COUNT (sizeof(keys) / sizeof(keys[0]))

static void unknown_key(struct cr_reader *r)
{
    const struct cr_span name = r->line.name;
    struct cr_lane lane;
    int own;
    if (cr_reader_find_lane(r, name.at, name.size, &lane, &own)) {
        cr_diagnostic_hint(
            cr_reader_error(r, 7, &r->line, name.at,
                            "a lane is written with '|', not with ':'"),
            "write %.*s |...|", (int)(name.size > 20 ? 20 : name.size),
            name.at);
        return;
    }
    if (name.size > 2 && name.at[0] == 'x' && name.at[1] == '-')
        return; /* other tools' own */
    struct cr_diagnostic *item = cr_diagnostics_add(
        r->found, CR_WARNING, 3, r->line.number, cr_column(&r->line, name.at),
        "key '%.*s' is not known; it is kept and does nothing",
        (int)(name.size > 40 ? 40 : name.size), name.at);
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (cr_same_word(keys[i].name, strlen(keys[i].name), name.at,
                         name.size))
            cr_diagnostic_hint(item, "did you mean '%s'?", keys[i].name);
    }
}

void cr_reader_key(struct cr_reader *r)
{
    const struct cr_span name = r->line.name;
    if (cr_span_is(name, "note")) {
        add_note(r);
        return;
    }
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (!cr_span_is(name, keys[i].name))
            continue;
        if (keys[i].is_header_only && r->is_in_body) {
            cr_reader_error(r, 4, &r->line, name.at,
                            "'%s' belongs above the first section and bar",
                            keys[i].name);
        } else if (keys[i].read) {
            struct cr_value_error error;
            struct cr_cursor c = cursor_on(r->line.value, &error);
            if (!keys[i].read(r, &c))
                say(r, &r->line, &error);
        } else {
            set_text(r, (char **)(void *)((char *)&r->draft + keys[i].text));
        }
        return;
    }
    unknown_key(r);
}

static bool read_option(struct cr_reader *r, struct cr_section *s,
                        struct cr_cursor *c)
{
    while (c->at < c->end && cr_is_blank(*c->at))
        c->at++;
    if (cr_take_word(c, "tempo")) {
        s->has_tempo = true;
        return cr_take_tempo(c, &s->tempo);
    }
    if (cr_take_word(c, "dyn")) {
        s->has_dynamics = true;
        return cr_take_dynamics(c, &s->dynamics);
    }
    if (cr_take_word(c, "swing"))
        return cr_take_swing(c, &r->scope.swing);
    if (cr_take_word(c, "meter")) {
        if (cr_take_meters(c, &r->scope.meters))
            return true;
        r->scope.is_fit_unknown = true;
        return false;
    }
    return cr_value_fail(c, c->at, 16,
                         "a heading takes tempo, dyn, swing or meter here");
}

/* What stands behind ']': [x N] {, option} */
static void read_heading_tail(struct cr_reader *r)
{
    struct cr_value_error error;
    struct cr_cursor c = cursor_on(r->line.value, &error);
    struct cr_section *s = &r->draft.sections[r->section];
    if (cr_take_sign(&c, "x") && !cr_take_repeats(&c, &s->repeats)) {
        if (error.code == 4)
            error.code = 16;
        say(r, &r->line, &error);
        return;
    }
    while (cr_take_sign(&c, ",")) {
        if (!read_option(r, s, &c)) {
            say(r, &r->line, &error);
            return;
        }
    }
    if (!cr_take_end(&c))
        cr_diagnostic_hint(cr_reader_error(r, 16, &r->line, c.at,
                                           "this does not belong in a heading"),
                           "a heading looks like [Name] x4, tempo 96 -> 144");
}

static uint32_t find_section(const struct cr_reader *r, struct cr_span name)
{
    return cr_section_names_find(&r->names, r->draft.sections, name);
}

void cr_reader_heading(struct cr_reader *r)
{
    const struct cr_span name = r->line.name;
    const bool has_comma = memchr(name.at, ',', name.size) != NULL;
    if (!r->line.is_closed)
        cr_reader_error(r, 16, &r->line, r->line.text.at + r->line.text.size,
                        "the heading is not closed with ']'");
    else if (!name.size || has_comma)
        cr_reader_error(r, 16, &r->line, name.at,
                        "a section needs a name without a comma");
    else if (find_section(r, name) != UINT32_MAX)
        cr_reader_error(r, 15, &r->line, name.at,
                        "there is a section '%.*s' already",
                        (int)(name.size > 60 ? 60 : name.size), name.at);
    if (cr_reader_open_section(r, name.at, name.size) && r->line.is_closed)
        read_heading_tail(r);
}

static bool add_play(struct cr_reader *r, uint32_t section, int repeats)
{
    if (!cr_grow((void **)&r->draft.play, r->draft.play_count,
                 &r->play_capacity, sizeof(*r->draft.play))) {
        r->out_of_memory = true;
        return false;
    }
    r->draft.play[r->draft.play_count++] =
        (struct cr_play_item){section, repeats};
    return true;
}

/* Splits "Fill x2" into name and count; false if it ends in no such count. */
static bool split_repeats(struct cr_span item, struct cr_span *name,
                          struct cr_span *count)
{
    const char *at = item.at + item.size;
    while (at > item.at && cr_is_digit(at[-1]))
        at--;
    const char *digits = at;
    while (at > item.at && cr_is_blank(at[-1]))
        at--;
    if (digits == item.at + item.size || at - item.at < 2 || at[-1] != 'x' ||
        !cr_is_blank(at[-2]))
        return false;
    *count = (struct cr_span){digits, (size_t)(item.at + item.size - digits)};
    *name = cr_trim((struct cr_span){item.at, (size_t)(at - 1 - item.at)});
    return true;
}

static bool read_play_item(struct cr_reader *r, struct cr_span item)
{
    struct cr_value_error error;
    struct cr_span name = item, count;
    int repeats = 1;
    uint32_t section = find_section(r, item);
    if (section == UINT32_MAX && split_repeats(item, &name, &count)) {
        struct cr_cursor c = cursor_on(count, &error);
        if (!cr_take_repeats(&c, &repeats))
            return say(r, &r->play, &error);
        section = find_section(r, name);
    }
    if (!name.size || section == UINT32_MAX) {
        cr_reader_error(r, 15, &r->play, name.at, "there is no section '%.*s'",
                        (int)(name.size > 60 ? 60 : name.size), name.at);
        return true; /* the others may have more to say */
    }
    return add_play(r, section, repeats);
}

void cr_reader_resolve_play(struct cr_reader *r)
{
    if (!r->play.text.at) {
        for (uint32_t i = 0; i < r->draft.section_count; i++) {
            if (!add_play(r, i, 1))
                return;
        }
        r->play = r->line;
        r->play.text.at = NULL;
        return;
    }
    const char *at = r->play.value.at, *end = at + r->play.value.size;
    while (at <= end) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        if (!comma)
            comma = end;
        if (!read_play_item(
                r, cr_trim((struct cr_span){at, (size_t)(comma - at)})))
            return;
        at = comma + 1;
    }
}
