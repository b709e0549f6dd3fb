#include "app/practice/metronome_steps.h"

#include <stdio.h>
#include <string.h>

static const char *const meters[] = {
    "2/4",          "3/4",          "4/4",           "5/4",       "6/4",
    "7/4",          "3/8",          "6/8",           "9/8",       "12/8",
    "5/8 3+2",      "5/8 2+3",      "7/8 2+2+3",     "7/8 3+2+2", "8/8 3+3+2",
    "10/8 3+3+2+2", "11/8 3+3+3+2", "13/8 3+3+3+2+2"};
static const char *const cycles[] = {"", "x--", "x----", "x------",
                                     "x--------"};
static const struct {
    const char *per_cent;
    uint32_t of;
} swings[] = {{"50", 0}, {"60", 5}, {"66", 3}, {"75", 4}};

enum {
    METERS = sizeof(meters) / sizeof(meters[0]),
    CYCLES = sizeof(cycles) / sizeof(cycles[0]),
    SWINGS = sizeof(swings) / sizeof(swings[0]),
    ACCENTS = 4
};

static int wrap(int at, int by, int count)
{
    return ((at + by) % count + count) % count;
}

static bool set(struct cr_metronome *m, const char *name, const char *value)
{
    return !cr_metronome_set(m, name, value, NULL);
}

static bool step_meter(struct cr_metronome *m, int by)
{
    struct cr_metronome probe = *m;
    int at = by > 0 ? -1 : METERS;
    for (int i = 0; i < METERS; i++) {
        if (set(&probe, "meter", meters[i]) &&
            memcmp(&probe.meter, &m->meter, sizeof(probe.meter)) == 0)
            at = i;
    }
    return set(m, "meter", meters[wrap(at, by, METERS)]);
}

static void write_levels(const struct cr_metronome *usual, int way,
                         uint8_t *levels)
{
    for (int i = 0; i < usual->meter.beats; i++) {
        switch (way) {
        case 0: levels[i] = usual->levels[i]; break;
        case 1: levels[i] = i ? 2 : 3; break;
        case 2: levels[i] = 2; break;
        default: levels[i] = i ? 2 : 0; break;
        }
    }
}

/* Two ways may be one in a short bar: on to what is another. */
static bool step_accents(struct cr_metronome *m, int by)
{
    uint8_t levels[ACCENTS][CR_METRONOME_BEATS];
    struct cr_metronome usual = *m;
    const size_t size = (size_t)m->meter.beats;
    int at = by > 0 ? -1 : ACCENTS;
    cr_metronome_use_meter(&usual, &m->meter);
    for (int i = 0; i < ACCENTS; i++) {
        write_levels(&usual, i, levels[i]);
        if (memcmp(levels[i], m->levels, size) == 0)
            at = i;
    }
    for (int i = 1; i <= ACCENTS; i++) {
        const uint8_t *next = levels[wrap(at, by * i, ACCENTS)];
        if (memcmp(next, m->levels, size) != 0) {
            memcpy(m->levels, next, size);
            return true;
        }
    }
    return false;
}

static bool step_number(struct cr_metronome *m, const char *name, uint32_t now,
                        int least, int most, int by)
{
    char text[16];
    snprintf(text, sizeof(text), "%d",
             least + wrap((int)now - least, by, most - least + 1));
    return set(m, name, text);
}

static bool step_swing(struct cr_metronome *m, int by)
{
    int at = by > 0 ? -1 : SWINGS;
    for (int i = 0; i < SWINGS; i++)
        at = m->swing_of == swings[i].of ? i : at;
    return set(m, "swing", swings[wrap(at, by, SWINGS)].per_cent);
}

static bool step_cycle(struct cr_metronome *m, int by)
{
    int at = by > 0 ? -1 : CYCLES;
    for (int i = 0; i < CYCLES; i++)
        at = strcmp(m->cycle, cycles[i]) == 0 ? i : at;
    const char *next = cycles[wrap(at, by, CYCLES)];
    return set(m, "cycle", *next ? next : "0");
}

bool cr_metronome_step(struct cr_metronome *metronome,
                       enum cr_metronome_step step, int by)
{
    struct cr_metronome *m = metronome;
    switch (step) {
    case CR_STEP_METER: return step_meter(m, by);
    case CR_STEP_ACCENTS: return step_accents(m, by);
    case CR_STEP_UNDER:
        return step_number(m, "under", m->under, 1, CR_METRONOME_UNDER, by);
    case CR_STEP_SWING: return step_swing(m, by);
    case CR_STEP_SHIFT:
        return m->under > 1 &&
               step_number(m, "shift", m->shift < m->under ? m->shift : 0, 0,
                           (int)m->under - 1, by);
    case CR_STEP_AGAINST:
        return step_number(m, "against", m->against, 0, CR_METRONOME_AGAINST,
                           by);
    default: return step_cycle(m, by);
    }
}
