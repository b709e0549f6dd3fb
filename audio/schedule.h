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

#define CR_CLICK_GAIN_LANE (CR_ENGINE_LANES - 1)

struct cr_schedule_options {
    bool has_pattern, has_click;
    double click_gain;
    bool is_muted[CR_LANE_LIMIT]; /* lanes that are left out */
};

struct cr_hits {
    struct cr_hit *items;
    uint32_t count, unplayable;
};

/* The sound's measured onset lands on the note's frame: it starts that much
 * earlier. */
enum cr_status cr_hits_create(struct cr_hits *hits,
                              const struct cr_timeline *timeline,
                              const struct cr_kit *kit,
                              const struct cr_schedule_options *options)
    CR_MUST_CHECK;
void cr_hits_destroy(struct cr_hits *hits);

#endif
