#include "app/practice/player.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/random.h"
#include "app/practice/silence.h"
#include "patterns/growing.h"
#include "patterns/hands.h"

static int compare(const void *a, const void *b)
{
    const struct cr_press *x = a, *y = b;
    if (x->at_ns != y->at_ns)
        return x->at_ns < y->at_ns ? -1 : 1;
    if (x->lane != y->lane)
        return x->lane < y->lane ? -1 : 1;
    return (int)x->velocity - (int)y->velocity;
}

void cr_presses_sort(struct cr_presses *presses)
{
    uint32_t sorted = 1;
    while (sorted < presses->count &&
           compare(&presses->items[sorted - 1], &presses->items[sorted]) <= 0)
        sorted++;
    if (sorted < presses->count) /* a file mostly is in order */
        qsort(presses->items, presses->count, sizeof(*presses->items), compare);
}

static bool add(struct cr_presses *presses, uint32_t *capacity,
                struct cr_press press)
{
    if (!cr_grow((void **)&presses->items, presses->count, capacity,
                 sizeof(*presses->items)))
        return false;
    presses->items[presses->count++] = press;
    return true;
}

static bool is_played(const struct cr_timeline *t, const struct cr_note *note)
{
    return note->kind == CR_NOTE &&
           t->pattern->lanes[note->lane].kind != CR_LANE_CLICK;
}

/* Where a note is in the time of someone who is too fast in silence, up to its
 * end: with the first note that sounds again they notice. */
static int64_t in_silence(const struct cr_player *player,
                          const struct cr_silences *silences, uint32_t *at,
                          int64_t ns)
{
    while (*at < silences->count && ns > silences->items[*at].to_ns)
        (*at)++;
    if (*at == silences->count || ns < silences->items[*at].from_ns)
        return ns;
    const int64_t from = silences->items[*at].from_ns;
    return from +
           llround((double)(ns - from) / (1 + player->gap_drift_pct / 100));
}

static double place_mean(const struct cr_player *player,
                         const struct cr_timeline *t,
                         const struct cr_note *note)
{
    const int unit = cr_timeline_meter(t, note->bar)->unit;
    double ms = 0;
    for (int i = 0; i < player->place_count; i++) {
        const struct cr_player_place *p = &player->places[i];
        const struct cr_fraction at =
            cr_fraction_mul(p->beat, (struct cr_fraction){1, unit});
        if (p->lane == note->lane && !cr_fraction_compare(at, note->at))
            ms += p->mean_ms;
    }
    return ms;
}

/* How much later the middle of a quarter comes in someone's swing. */
static double swing_ms(const struct cr_player *player,
                       const struct cr_note *note, double bpm)
{
    const bool is_middle = note->at.num * 8 % note->at.den == 0 &&
                           note->at.num * 4 % note->at.den != 0;
    return player->swing > 0 && is_middle
               ? (player->swing / (1 + player->swing) - 0.5) * 60000 / bpm
               : 0;
}

static bool is_flam(const struct cr_timeline *t, const struct cr_note *note)
{
    return cr_stroke_meaning(t->pattern, &t->pattern->strokes[note->stroke])
               .ornament == CR_FLAM;
}

static uint8_t vary(const struct cr_player *player, uint8_t velocity,
                    uint64_t *state)
{
    const double part =
        1 + player->loudness_pct / 100 * cr_random_normal(state);
    return (uint8_t)fmax(1, fmin(127, round(velocity * part)));
}

static struct cr_press with_left(const struct cr_player *player,
                                 struct cr_press press)
{
    press.at_ns += llround(player->left_ms * 1e6);
    press.velocity = (uint8_t)fmax(
        1, round(press.velocity * (1 - player->left_soft_pct / 100)));
    return press;
}

enum cr_status cr_player_play(const struct cr_player *player,
                              const struct cr_timeline *timeline,
                              struct cr_presses *presses)
{
    struct cr_presses draft = {0};
    uint32_t capacity = 0;
    uint64_t state = player->seed;
    double wander[CR_LANE_LIMIT] = {0};
    const double fresh = sqrt(1 - player->ar * player->ar);
    struct cr_silences silences;
    uint32_t silence = 0;
    bool is_good = !cr_silences_find(&silences, timeline);
    for (uint32_t i = 0; is_good && i < timeline->note_count; i++) {
        const struct cr_note *note = &timeline->notes[i];
        if (!is_played(timeline, note))
            continue;
        wander[note->lane] = player->ar * wander[note->lane] +
                             fresh * player->sd_ms * cr_random_normal(&state);
        const bool is_missed = 100 * cr_random_unit(&state) < player->miss_pct;
        const bool has_extra = 100 * cr_random_unit(&state) < player->extra_pct;
        const double place = cr_random_unit(&state);
        const double played_ns =
            (double)in_silence(player, &silences, &silence, note->at_ns) /
            (1 + player->drift_pct / 100);
        const double error_ms = player->mean_ms +
                                player->lane_mean_ms[note->lane] +
                                wander[note->lane];
        const double own_ms =
            place_mean(player, timeline, note) +
            swing_ms(player, note,
                     cr_timeline_bpm(timeline, note->bar, note->at));
        struct cr_press press = {
            .at_ns = llround(played_ns + error_ms * 1e6 + own_ms * 1e6),
            .lane = note->lane,
            .velocity = note->velocity};
        if (timeline->pattern->strokes[note->stroke].hand == 'L')
            press = with_left(player, press);
        if (player->loudness_pct > 0)
            press.velocity = vary(player, press.velocity, &state);
        if (!is_missed)
            is_good = add(&draft, &capacity, press);
        if (is_good && !is_missed && player->flam_ms > 0 &&
            is_flam(timeline, note)) {
            struct cr_press grace = press;
            grace.at_ns -= llround(player->flam_ms * 1e6);
            grace.velocity /= 2;
            grace.lane = cr_pattern_grace_lane(timeline->pattern, note->lane);
            is_good = add(&draft, &capacity, grace);
        }
        press.at_ns = note->at_ns + llround(place * 500e6);
        if (is_good && has_extra)
            is_good = add(&draft, &capacity, press);
    }
    cr_silences_destroy(&silences);
    if (!is_good) {
        free(draft.items);
        return CR_ERR_MEMORY;
    }
    cr_presses_sort(&draft);
    *presses = draft;
    return CR_OK;
}

static bool read_number(const char *from, const char *end, double *value)
{
    char text[32], *stop;
    const size_t size = (size_t)(end - from);
    if (!size || size >= sizeof(text))
        return false;
    memcpy(text, from, size);
    text[size] = '\0';
    *value = strtod(text, &stop);
    return !*stop && isfinite(*value) && fabs(*value) <= 1e6;
}

static bool set_value(struct cr_player *player, const char *name, size_t size,
                      double value)
{
    static const struct {
        const char *name;
        size_t offset;
        double low, high;
    } fields[] = {
        {"mean", offsetof(struct cr_player, mean_ms), -2000, 2000},
        {"sd", offsetof(struct cr_player, sd_ms), 0, 2000},
        {"ar", offsetof(struct cr_player, ar), 0, 0.99},
        {"drift", offsetof(struct cr_player, drift_pct), -50, 100},
        {"gap-drift", offsetof(struct cr_player, gap_drift_pct), -50, 100},
        {"miss", offsetof(struct cr_player, miss_pct), 0, 100},
        {"extra", offsetof(struct cr_player, extra_pct), 0, 100},
        {"flam", offsetof(struct cr_player, flam_ms), 0, 200},
        {"swing", offsetof(struct cr_player, swing), 0.25, 4},
        {"loudness", offsetof(struct cr_player, loudness_pct), 0, 100},
        {"left", offsetof(struct cr_player, left_ms), -2000, 2000},
        {"left-soft", offsetof(struct cr_player, left_soft_pct), 0, 99},
    };
    if (size == 4 && memcmp(name, "seed", 4) == 0 && value >= 0) {
        player->seed = (uint64_t)value;
        return true;
    }
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (strlen(fields[i].name) == size &&
            memcmp(fields[i].name, name, size) == 0 && value >= fields[i].low &&
            value <= fields[i].high) {
            memcpy((char *)player + fields[i].offset, &value, sizeof(value));
            return true;
        }
    }
    return false;
}

enum cr_status cr_player_parse(struct cr_player *player, const char *text,
                               struct cr_error *error)
{
    struct cr_player draft = *player;
    for (const char *at = text; *at;) {
        const char *end = at + strcspn(at, ",");
        const char *equals = memchr(at, '=', (size_t)(end - at));
        double value;
        if (!equals || !read_number(equals + 1, end, &value) ||
            !set_value(&draft, at, (size_t)(equals - at), value))
            return cr_fail(
                error, CR_ERR_SYNTAX, 0, 0,
                "a player is written like mean=-8,sd=12,miss=2,"
                "extra=1,drift=0.5,gap-drift=1,ar=0.5,seed=1; not '%.*s'",
                (int)(end - at > 40 ? 40 : end - at), at);
        at = *end ? end + 1 : end;
    }
    *player = draft;
    return CR_OK;
}

/* "4" or "2+1/2", from 1: the beat, from 0. */
static bool read_beat(const char *from, const char *end,
                      struct cr_fraction *beat)
{
    int whole = 0, num = 0, den = 1, used = 0;
    char text[24];
    const size_t size = (size_t)(end - from);
    if (!size || size >= sizeof(text))
        return false;
    memcpy(text, from, size);
    text[size] = '\0';
    const int got = sscanf(text, "%4d+%4d/%4d%n", &whole, &num, &den, &used);
    const bool is_plain = got == 1 && strspn(text, "0123456789") == size;
    if ((!is_plain && (got != 3 || (size_t)used != size)) || whole < 1 ||
        num < 0 || den < 1)
        return false;
    *beat = cr_fraction_add((struct cr_fraction){whole - 1, 1},
                            cr_fraction_make(num, den));
    return true;
}

enum cr_status cr_player_parse_lane(struct cr_player *player, const char *text,
                                    const struct cr_pattern *pattern,
                                    struct cr_error *error)
{
    const char *equals = strchr(text, '='), *at = strchr(text, '@');
    const char *end = at && equals && at < equals ? at : equals;
    struct cr_fraction beat;
    double value;
    for (uint32_t lane = 0; end && lane < pattern->lane_count; lane++) {
        const char *name = pattern->lanes[lane].name;
        if (!cr_same_word(name, strlen(name), text, (size_t)(end - text)) ||
            !read_number(equals + 1, equals + strlen(equals), &value))
            continue;
        if (end == equals) {
            player->lane_mean_ms[lane] = value;
            return CR_OK;
        }
        if (player->place_count == CR_PLAYER_PLACES ||
            !read_beat(at + 1, equals, &beat))
            break;
        player->places[player->place_count++] =
            (struct cr_player_place){lane, beat, value};
        return CR_OK;
    }
    return cr_fail(error, CR_ERR_SYNTAX, 0, 0,
                   "a lane's own mean is written like SD=12, SD@4=12 or "
                   "HH@2+1/2=12, with a lane of the pattern; not '%.40s'",
                   text);
}
