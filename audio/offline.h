/* offline.h - runs the engine as fast as it can, into a file.
 *
 * The same engine as on a sound card gives the same samples.
 *
 * Units     frames. Memory: constant, whatever the length.
 * Threads   one; `go_on` is called between blocks.
 * Errors    CR_ERR_INTERRUPTED if `go_on` said no, CR_ERR_IO.
 */
#ifndef CR_AUDIO_OFFLINE_H
#define CR_AUDIO_OFFLINE_H

#include "audio/schedule.h"
#include "audio/sound_file.h"

struct cr_offline {
    const struct cr_hits *hits;
    int64_t first_frame;  /* schedule time where the file begins; may be < 0 */
    int64_t end_frame;    /* and where it ends, without its tail */
    uint32_t tail_frames; /* at most this much more while sound rings */
    uint32_t block_frames;
    bool (*go_on)(void *context, double done); /* may be NULL; done 0..1 */
    void *context;
    uint32_t limited_frames, stolen_voices; /* set by the run */
};

enum cr_status cr_offline_run(struct cr_offline *job, uint32_t rate,
                              struct cr_sound_file *file,
                              struct cr_error *error) CR_MUST_CHECK;

#endif
