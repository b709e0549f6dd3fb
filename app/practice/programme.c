#include "app/practice/programme_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/diagnosis.h"
#include "patterns/beat_values.h"
#include "patterns/growing.h"
#include "patterns/words.h"

static const char mark[] = CR_PROGRAMME_MARK;

struct reading {
    struct cr_programme *p;
    struct cr_diagnostics *found;
    struct cr_line line;
    uint32_t capacity;
    char seen[32][16]; /* keys of the step at hand */
    int seen_count;
    bool is_out_of_memory;
};

static struct cr_diagnostic *fail(struct reading *r, int code, const char *at,
                                  const char *text)
{
    return cr_diagnostics_add(r->found, CR_ERROR, code, r->line.number,
                              cr_column(&r->line, at), "%s", text);
}

struct cr_span cr_programme_plain(struct cr_span value)
{
    for (size_t i = 1; i < value.size; i++) {
        if (value.at[i] == '#' && cr_is_blank(value.at[i - 1]))
            value.size = i;
    }
    return cr_trim(value);
}

static bool copy(char *to, size_t size, struct cr_span from)
{
    if (from.size >= size)
        return false;
    memcpy(to, from.at, from.size);
    to[from.size] = '\0';
    return true;
}

static bool set_pattern(struct cr_programme_step *s, struct cr_span value)
{
    return value.size && copy(s->pattern, sizeof(s->pattern), value);
}

static bool read_bpm(struct cr_span value, struct cr_fraction *bpm)
{
    return cr_read_decimal(value.at, value.size, bpm) &&
           bpm->num >= 5 * bpm->den && bpm->num <= 1000 * bpm->den;
}

static bool set_tempo(struct cr_programme_step *s, struct cr_span value)
{
    return read_bpm(value, &s->tempo);
}

static bool set_speed(struct cr_programme_step *s, struct cr_span value)
{
    if (value.size && value.at[value.size - 1] == '%')
        value.size--;
    return cr_read_whole(cr_trim(value), 25, 200, &s->speed_pct);
}

static bool set_bars(struct cr_programme_step *s, struct cr_span value)
{
    const char *dash = memchr(value.at, '-', value.size);
    const size_t size = dash ? (size_t)(dash - value.at) : value.size;
    struct cr_session *o = &s->session;
    if (!cr_read_whole(cr_trim((struct cr_span){value.at, size}), 1, 1000000,
                       &o->from_bar))
        return false;
    o->to_bar = o->from_bar;
    return !dash ||
           (cr_read_whole(
                cr_trim((struct cr_span){dash + 1, value.size - size - 1}), 1,
                1000000, &o->to_bar) &&
            o->to_bar >= o->from_bar);
}

static bool set_times(struct cr_programme_step *s, struct cr_span value)
{
    return cr_read_whole(value, 1, 100000, &s->session.loops);
}

static bool set_again(struct cr_programme_step *s, struct cr_span value)
{
    return cr_read_whole(value, 1, 99, &s->again);
}

static bool take_limit(struct cr_span item, const char *name, double most,
                       bool *has, double *limit)
{
    struct cr_fraction number;
    const size_t size = strlen(name);
    if (item.size <= size || memcmp(item.at, name, size) != 0 ||
        item.at[size] != '=' ||
        !cr_read_decimal(item.at + size + 1, item.size - size - 1, &number))
        return false;
    *limit = (double)number.num / (double)number.den;
    *has = *limit >= 0 && *limit <= most;
    return *has;
}

static bool set_pass(struct cr_programme_step *s, struct cr_span value)
{
    struct cr_pass *p = &s->pass;
    const char *at = value.at, *end = value.at + value.size;
    while (at < end) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        const struct cr_span item =
            cr_trim((struct cr_span){at, (size_t)((comma ? comma : end) - at)});
        if (!take_limit(item, "hits", 100, &p->has_hits, &p->hits_pct) &&
            !take_limit(item, "extra", 1000, &p->has_extra, &p->extra_pct) &&
            !take_limit(item, "spread", 1000, &p->has_spread, &p->spread_ms) &&
            !take_limit(item, "landing", 1000, &p->has_landing,
                        &p->landing_ms) &&
            !(take_limit(item, "bars", 10000, &p->has_bars, &p->bars) &&
              p->bars >= 1 && floor(p->bars) == p->bars))
            return false;
        at = comma ? comma + 1 : end;
    }
    return p->has_hits || p->has_extra || p->has_spread || p->has_landing;
}

static bool set_pass_tempo(struct cr_programme_step *s, struct cr_span value)
{
    return read_bpm(value, &s->pass_tempo);
}

static bool set_stretch(struct cr_programme_step *s, struct cr_span value)
{
    return read_bpm(value, &s->stretch);
}

static bool set_level(struct cr_programme_step *s, struct cr_span value)
{
    return cr_read_whole(value, 1, 10, &s->level);
}

static bool set_goal(struct cr_programme_step *s, struct cr_span value)
{
    return copy(s->goal, sizeof(s->goal), value);
}

static bool set_assist(struct cr_programme_step *s, struct cr_span value)
{
    return value.size && !memchr(value.at, ' ', value.size) &&
           copy(s->assist, sizeof(s->assist), value);
}

/* Words with commas between them. */
static bool copy_words(struct cr_span value, char words[][CR_UNLOCK_SIZE],
                       uint32_t most, uint32_t *count)
{
    const char *at = value.at, *end = value.at + value.size;
    while (at < end) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        const struct cr_span word =
            cr_trim((struct cr_span){at, (size_t)((comma ? comma : end) - at)});
        if (!word.size || *count == most ||
            !copy(words[(*count)++], CR_UNLOCK_SIZE, word))
            return false;
        at = comma ? comma + 1 : end;
    }
    return *count > 0;
}

static bool set_unlocks(struct cr_programme_step *s, struct cr_span value)
{
    if (!copy_words(value, s->unlocks, CR_UNLOCKS, &s->unlock_count))
        return false;
    for (uint32_t i = 0; i < s->unlock_count; i++) {
        if (strchr(s->unlocks[i], ' ')) {
            s->unlock_count = 0;
            return false;
        }
    }
    return true;
}

static bool set_repairs(struct cr_programme_step *s, struct cr_span value)
{
    if (!copy_words(value, s->repairs, CR_REPAIRS, &s->repair_count))
        return false;
    for (uint32_t i = 0; i < s->repair_count; i++) {
        int kind = 0;
        while (kind < CR_FINDING_KINDS &&
               strcmp(cr_finding_word((enum cr_finding_kind)kind),
                      s->repairs[i]) != 0)
            kind++;
        if (kind == CR_FINDING_KINDS)
            return false;
    }
    return true;
}

static bool set_warm_up(struct cr_programme_step *s, struct cr_span value)
{
    s->is_warm_up = cr_span_is(value, "yes");
    return s->is_warm_up || cr_span_is(value, "no");
}

static bool set_note(struct cr_programme_step *s, struct cr_span value)
{
    (void)s;
    (void)value;
    return true;
}

static const struct {
    const char *name, *example;
    bool (*set)(struct cr_programme_step *step, struct cr_span value);
} keys[] = {
    {"pattern", N_("a file, like rock-first-beat.beat"), set_pattern},
    {"tempo", N_("5 to 1000 bpm, like 80"), set_tempo},
    {"speed", N_("25 to 200 per cent, like 75"), set_speed},
    {"bars", N_("like 2-4, or 3"), set_bars},
    {"times", N_("how often, like 8"), set_times},
    {"again", N_("1 to 99 tries, like 3"), set_again},
    {"pass", N_("like hits=90,extra=10,spread=30,landing=40"), set_pass},
    {"assist", N_("lanes, like HH,BD"), set_assist},
    {"level", N_("1 to 10"), set_level},
    {"pass-tempo", N_("5 to 1000 bpm, like 80"), set_pass_tempo},
    {"stretch", N_("5 to 1000 bpm, like 120"), set_stretch},
    {"unlocks", N_("first words of names, like E05, R01"), set_unlocks},
    {"repairs", N_("what a report says, like place, limb"), set_repairs},
    {"warm-up", N_("yes or no"), set_warm_up},
    {"goal", N_("up to 199 bytes"), set_goal},
    {"note", "", set_note}};

enum { KEYS = sizeof(keys) / sizeof(keys[0]) };

bool cr_programme_squeeze(struct cr_span value, char *text, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < value.size; i++) {
        if (cr_is_blank(value.at[i]))
            continue;
        if (n + 1 >= size)
            return false;
        text[n++] = value.at[i];
    }
    text[n] = '\0';
    return n > 0;
}

static void unknown_key(struct reading *r, const char *name)
{
    cr_diagnostics_add(r->found, CR_WARNING, 3, r->line.number,
                       cr_column(&r->line, r->line.name.at),
                       "the key '%s' is not known", name);
}

/* An option of session.h; false if it is none. */
static bool set_option(struct reading *r, struct cr_programme_step *s,
                       const char *name, struct cr_span value)
{
    char text[300];
    struct cr_error error = {0};
    if (!cr_session_knows(name))
        return false;
    if (!cr_programme_squeeze(value, text, sizeof(text)))
        fail(r, 4, value.at, _("a value is missing, or too long"));
    else if (cr_session_set(&s->session, name, text, &error))
        fail(r, 4, value.at, error.text);
    return true;
}

static bool is_doubled(struct reading *r, const char *name)
{
    for (int i = 0; i < r->seen_count; i++) {
        if (strcmp(r->seen[i], name) == 0)
            return true;
    }
    if (r->seen_count < (int)(sizeof(r->seen) / sizeof(r->seen[0])))
        snprintf(r->seen[r->seen_count++], sizeof(r->seen[0]), "%s", name);
    return false;
}

static void read_step_key(struct reading *r, struct cr_programme_step *s)
{
    const struct cr_span value = cr_programme_plain(r->line.value);
    char name[16], text[120];
    if (!copy(name, sizeof(name), r->line.name)) {
        unknown_key(r, "...");
        return;
    }
    if (is_doubled(r, name)) {
        cr_say(text, sizeof(text), _("'%s' is there twice"), name);
        fail(r, 6, r->line.name.at, text);
        return;
    }
    for (int i = 0; i < KEYS; i++) {
        if (strcmp(keys[i].name, name) != 0)
            continue;
        if (keys[i].set == set_pattern) {
            s->pattern_line = r->line.number;
            s->pattern_column = cr_column(&r->line, value.at);
        }
        cr_say(text, sizeof(text), _("%s is %s"), name, _(keys[i].example));
        if (!keys[i].set(s, value))
            fail(r, 4, value.at, text);
        return;
    }
    if (!set_option(r, s, name, value) && strncmp(name, "x-", 2) != 0)
        unknown_key(r, name);
}

static void read_header_key(struct reading *r)
{
    if (cr_span_is(r->line.name, "title")) {
        if (r->p->title[0])
            fail(r, 6, r->line.name.at, _("'title' is there twice"));
        else if (!copy(r->p->title, sizeof(r->p->title),
                       cr_trim(r->line.value)))
            fail(r, 4, r->line.value.at, _("a title has up to 127 bytes"));
    } else if (!cr_span_is(r->line.name, "note") &&
               !cr_span_is(r->line.name, "author") &&
               (r->line.name.size < 2 || memcmp(r->line.name.at, "x-", 2))) {
        unknown_key(r, _("of the header"));
    }
}

static void add_step(struct reading *r)
{
    struct cr_programme *p = r->p;
    if (p->step_count == CR_PROGRAMME_STEPS) {
        fail(r, 18, r->line.name.at, _("a programme has up to 200 exercises"));
        return;
    }
    if (!cr_grow((void **)&p->steps, p->step_count, &r->capacity,
                 sizeof(*p->steps))) {
        r->is_out_of_memory = true;
        return;
    }
    struct cr_programme_step *s = &p->steps[p->step_count++];
    *s = (struct cr_programme_step){.line = r->line.number, .again = 1};
    r->seen_count = 0;
    if (!r->line.is_closed)
        fail(r, 16, r->line.name.at, _("a heading ends with ']'"));
    else if (cr_programme_plain(r->line.value).size &&
             cr_programme_plain(r->line.value).at[0] != '#')
        fail(r, 16, r->line.value.at, _("nothing follows a heading"));
    if (!copy(s->name, sizeof(s->name), cr_trim(r->line.name)))
        fail(r, 4, r->line.name.at, _("a name has up to 63 bytes"));
}

/* False at the first control character, which no editor shows. */
static bool check_letters(struct reading *r, const char *text, size_t size)
{
    struct cr_lines lines;
    cr_lines_init(&lines, text, size);
    while (cr_lines_take(&lines, &r->line)) {
        for (size_t i = 0; i < r->line.text.size; i++) {
            const unsigned char c = (unsigned char)r->line.text.at[i];
            if ((c < ' ' && c != '\t') || c == 0x7F) {
                fail(r, 19, r->line.text.at + i, _("a control character"));
                return false;
            }
        }
    }
    return true;
}

/* The first line that says something: "programme 1". */
static bool read_mark(struct reading *r, struct cr_lines *lines)
{
    while (cr_lines_take(lines, &r->line)) {
        const struct cr_span text = cr_trim(r->line.text);
        const size_t size = sizeof(mark) - 1;
        if (!text.size || text.at[0] == '#')
            continue;
        if (text.size <= size || memcmp(text.at, mark, size) != 0 ||
            !cr_is_blank(text.at[size]))
            break;
        const struct cr_span version = cr_programme_plain(
            (struct cr_span){text.at + size, text.size - size});
        if (cr_span_is(version, "1"))
            return true;
        cr_diagnostic_hint(fail(r, 2, version.at,
                                _("this version of programmes is not known")),
                           "this program reads 'programme 1'");
        return false;
    }
    cr_diagnostic_hint(cr_diagnostics_add(r->found, CR_ERROR, 1, 1, 1,
                                          "a programme starts with "
                                          "'programme 1'"),
                       "put a line 'programme 1' on top");
    return false;
}

static void read_lines(struct reading *r, struct cr_lines *lines)
{
    struct cr_programme *p = r->p;
    while (!r->is_out_of_memory && cr_lines_next(lines, &r->line)) {
        switch (r->line.kind) {
        case CR_LINE_BLANK:
        case CR_LINE_COMMENT: break;
        case CR_LINE_SECTION: add_step(r); break;
        case CR_LINE_KEY:
            if (p->step_count)
                read_step_key(r, &p->steps[p->step_count - 1]);
            else
                read_header_key(r);
            break;
        default:
            fail(r, 7, r->line.text.at,
                 _("this is no 'key: value', no [Exercise] and no # comment"));
        }
    }
}

const struct cr_programme_step *
cr_programme_find(const struct cr_programme *programme, const char *word)
{
    const size_t size = strlen(word);
    for (uint32_t i = 0; i < programme->step_count; i++) {
        const char *name = programme->steps[i].name;
        if (strncmp(name, word, size) == 0 &&
            (name[size] == ' ' || !name[size]))
            return &programme->steps[i];
    }
    return NULL;
}

static void check_steps(struct reading *r)
{
    if (!r->p->step_count && !r->found->error_count)
        cr_diagnostic_hint(
            cr_diagnostics_add(r->found, CR_ERROR, 21, r->line.number, 1,
                               "a programme has at least one exercise"),
            "write [A name], and below it pattern: FILE");
    for (uint32_t i = 0; i < r->p->step_count; i++) {
        const struct cr_programme_step *s = &r->p->steps[i];
        if (!s->pattern_line)
            cr_diagnostics_add(r->found, CR_ERROR, 21, s->line, 1,
                               "an exercise needs 'pattern: FILE'");
        for (uint32_t k = 0; k < s->unlock_count; k++) {
            if (!cr_programme_find(r->p, s->unlocks[k]))
                cr_diagnostics_add(r->found, CR_ERROR, 21, s->line, 1,
                                   "it unlocks '%s', which is not there",
                                   s->unlocks[k]);
        }
    }
}

bool cr_programme_is(const char *text, size_t size)
{
    struct cr_lines lines;
    struct cr_line line;
    cr_lines_init(&lines, text, size);
    while (cr_lines_take(&lines, &line)) {
        const struct cr_span own = cr_trim(line.text);
        if (own.size && own.at[0] != '#')
            return own.size >= sizeof(mark) - 1 &&
                   memcmp(own.at, mark, sizeof(mark) - 1) == 0;
    }
    return false;
}

enum cr_status cr_programme_read(struct cr_programme *programme,
                                 const char *text, size_t size,
                                 struct cr_diagnostics *found)
{
    struct cr_programme draft = {0};
    struct reading r = {.p = &draft, .found = found};
    struct cr_lines lines;
    const char *bad = cr_find_bad_utf8(text, size);
    if (size > CR_PROGRAMME_SIZE)
        cr_diagnostics_add(found, CR_ERROR, 18, 1, 1,
                           "a programme has up to 256 KiB");
    else if (bad)
        cr_diagnostics_add(found, CR_ERROR, 19, 1, 1,
                           "byte %zu is no UTF-8 text", (size_t)(bad - text));
    if (found->error_count)
        return CR_ERR_SYNTAX;
    cr_lines_init(&lines, text, size);
    if (check_letters(&r, text, size) && read_mark(&r, &lines)) {
        read_lines(&r, &lines);
        check_steps(&r);
    }
    cr_diagnostics_sort(found);
    if (r.is_out_of_memory || found->error_count) {
        cr_programme_deinit(&draft);
        return r.is_out_of_memory ? CR_ERR_MEMORY : CR_ERR_SYNTAX;
    }
    *programme = draft;
    return CR_OK;
}

void cr_programme_deinit(struct cr_programme *programme)
{
    free(programme->steps);
    *programme = (struct cr_programme){0};
}

void cr_programme_hand_over(struct cr_session *session, const char *lanes,
                            const struct cr_pattern *pattern)
{
    const char *assist = lanes;
    size_t used = 0;
    if (!assist[0])
        return;
    for (uint32_t i = 0; i < pattern->lane_count; i++) {
        const struct cr_lane *lane = &pattern->lanes[i];
        const size_t size = strlen(lane->name);
        bool is_played =
            lane->kind == CR_LANE_CLICK || lane->kind == CR_LANE_STICKING;
        for (const char *at = assist; *at; at += *at == ',') {
            const size_t own = strcspn(at, ",");
            is_played |= cr_same_word(at, own, lane->name, size);
            at += own;
        }
        if (is_played || used + size + 2 > sizeof(session->part))
            continue;
        used +=
            (size_t)snprintf(session->part + used, sizeof(session->part) - used,
                             "%s%s", used ? "," : "", lane->name);
    }
}

struct cr_session cr_programme_session(const struct cr_programme_step *step,
                                       const struct cr_pattern *pattern)
{
    struct cr_session session = step->session;
    cr_programme_hand_over(&session, step->assist, pattern);
    const struct cr_fraction written = pattern->tempo.from_bpm;
    session.is_left_handed = pattern->is_left_handed;
    session.speed = (struct cr_fraction){1, 1};
    if (step->tempo.den)
        session.speed = cr_fraction_mul(
            step->tempo, (struct cr_fraction){written.den, written.num});
    if (step->speed_pct)
        session.speed = cr_fraction_mul(session.speed,
                                        cr_fraction_make(step->speed_pct, 100));
    if (!session.loops && !cr_session_has_end(&session))
        session.loops = 8;
    return session;
}
