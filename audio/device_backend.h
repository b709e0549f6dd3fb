/* device_backend.h - what the back ends share; for device*.c only. */
#ifndef CR_AUDIO_DEVICE_BACKEND_H
#define CR_AUDIO_DEVICE_BACKEND_H

#include <stdatomic.h>

#include "audio/device.h"

struct cr_device {
    cr_device_render *render;
    void *context;
    uint32_t rate, frames;
    char name[256];
    bool is_null;
    void *stream; /* the back end's own */

    /* the callback's thread writes, any thread reads: a sequence lock. Odd
     * while the pair is being written. */
    _Atomic uint32_t pair_version;
    _Atomic int64_t pair_frames, pair_asked_ns, pair_heard_ns;
    _Atomic uint64_t callbacks, underflows;
    _Atomic int64_t longest_gap_ns, longest_render_ns;

    /* the callback's thread only */
    int64_t frames_done, last_ns;
};

int64_t cr_monotonic_ns(void);

/* Renders a block and keeps the books; called by every back end's callback. */
void cr_device_block(struct cr_device *device, float *out, uint32_t frames,
                     int64_t heard_after_ns, bool had_underflow);

enum cr_status cr_null_start(struct cr_device *device, struct cr_error *error);
void cr_null_stop(struct cr_device *device);

enum cr_status cr_portaudio_open(struct cr_device *device,
                                 const struct cr_device_wish *wish,
                                 struct cr_error *error);
enum cr_status cr_portaudio_start(struct cr_device *device,
                                  struct cr_error *error);
void cr_portaudio_stop(struct cr_device *device);
void cr_portaudio_close(struct cr_device *device);

#endif
