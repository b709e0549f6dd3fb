/* realtime.h - plays a laid out pattern through the sound device, without a
 * window, and waits for its end.
 *
 * Units     nanoseconds of song time. Threads: main. Memory: none is kept.
 * Errors    words in `error`. Without a sound device it says so on standard
 *           error and runs silently.
 */
#ifndef CR_APP_CLI_REALTIME_H
#define CR_APP_CLI_REALTIME_H

#include <signal.h>

#include "app/practice/human.h"
#include "audio/device.h"
#include "patterns/timeline.h"

struct cr_realtime {
    const struct cr_timeline *timeline; /* with count-in and click */
    const struct cr_device_wish *device;
    const char *kit;
    bool has_click, counts_aloud;
    const struct cr_human *human; /* how the pattern is played */
    uint64_t muted;               /* a bit for each lane that is not heard */
    struct cr_text_buffer *heard; /* gets "frame,nanoseconds" of each note: when
                                     it was heard, by the clock; or NULL */
    const volatile sig_atomic_t *is_interrupted;
};

/* `*until_ns` is where it ended early, else as it was. */
enum cr_status cr_realtime_play(const struct cr_realtime *wanted,
                                int64_t *until_ns,
                                struct cr_error *error) CR_MUST_CHECK;

#endif
