/* schedule.h - a timeline as hits of a kit, ready for the engine.
 *
 * Units     frames at the kit's rate, from the timeline's time 0.
 * Memory    owns its hits; borrows the kit's sounds.
 * Threads   any but the audio thread.
 * Errors    CR_ERR_MEMORY. Strokes that the kit cannot play are counted.
 */
#ifndef CR_AUDIO_SCHEDULE_H
#define CR_AUDIO_SCHEDULE_H

#include "audio/kit.h"
#include "patterns/timeline.h"

/* Lanes of the engine's gains behind those of the pattern. */
#define CR_COUNTIN_GAIN_LANE (CR_ENGINE_LANES - 2)
#define CR_CLICK_GAIN_LANE (CR_ENGINE_LANES - 1)

struct cr_schedule_options {
    bool has_pattern;
    bool has_countin,
        has_click; /* clicks before the first bar, and from it on */
    double click_gain;
    const struct cr_kit *voice; /* clicks are counted with it; NULL: they click.
                                   What has no word clicks all the same */
    const struct cr_note *notes; /* as many, instead of the timeline's; NULL */
    uint64_t muted; /* a bit for each lane that is not heard, though it still
                       ends what it chokes */
};

struct cr_hits {
    struct cr_hit *items;
    uint32_t count, unplayable;
};

/* The sound's measured onset lands on the note's frame: it starts that much
 * earlier. */
enum cr_status
cr_hits_create(struct cr_hits *hits, const struct cr_timeline *timeline,
               const struct cr_kit *kit,
               const struct cr_schedule_options *options) CR_MUST_CHECK;
void cr_hits_destroy(struct cr_hits *hits);

#endif
