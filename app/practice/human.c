#include "app/practice/human.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/random.h"

static double deviate(uint64_t *state, double sd)
{
    return sd * fmax(-2, fmin(2, cr_random_normal(state)));
}

enum cr_status cr_humanise(const struct cr_human *human,
                           const struct cr_timeline *timeline,
                           struct cr_note **notes)
{
    const size_t count = timeline->note_count;
    struct cr_note *made = malloc((count + 1) * sizeof(*made));
    uint64_t state = human->seed;
    if (!made)
        return CR_ERR_MEMORY;
    if (count)
        memcpy(made, timeline->notes, count * sizeof(*made));
    for (size_t i = 0; i < count; i++) {
        struct cr_note *note = &made[i];
        if (note->lane == CR_CLICK_LANE)
            continue;
        const double ms = deviate(&state, human->sd_ms);
        const double part = 1 + deviate(&state, human->velocity_pct / 100);
        const double velocity = round(note->velocity * part);
        note->lead_ns -= (int32_t)lround(ms * 1e6);
        note->velocity = (uint8_t)fmax(1, fmin(127, velocity));
    }
    *notes = made;
    return CR_OK;
}
