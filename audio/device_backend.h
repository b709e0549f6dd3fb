/* device_backend.h - what the back ends share; for device*.c only. */
#ifndef CR_AUDIO_DEVICE_BACKEND_H
#define CR_AUDIO_DEVICE_BACKEND_H

#include <stdatomic.h>

#include "audio/device.h"
#include "audio/histogram.h"
#include "audio/rt/ring.h"

enum { CR_STAMP_COUNT = 1024 };

struct cr_device {
    cr_device_render *render;
    cr_device_hear *hear; /* NULL: it only plays */
    void *context;
    uint32_t rate, frames;
    char name[256], input[256], system[64];
    bool is_null;
    void *stream; /* the back end's own */
    struct cr_device *next_abandoned;

    /* the owner sets the first, the callback's thread the second */
    _Atomic bool is_abandoned, is_in_block;

    /* the callback's thread pushes, the thread that asks pops */
    struct cr_ring stamps;
    struct cr_device_stamp stamp_storage[CR_STAMP_COUNT];

    /* the callback's thread writes, any thread reads */
    _Atomic uint64_t callbacks, underflows;
    _Atomic int64_t longest_gap_ns, longest_render_ns;
    struct cr_histogram render_times;
    _Atomic bool is_realtime;

    /* the callback's thread only */
    int64_t frames_done, last_ns;
};

/* What a back end's callback was called with. Times are the device's own, in
 * seconds, 0 if it has none. */
struct cr_device_call {
    const float *in; /* mono, or NULL */
    float *out;
    uint32_t frames;
    double now_s, heard_at_s, captured_at_s;
    bool had_underflow;
};

/* Renders a block and keeps the books; called by every back end's callback. */
void cr_device_block(struct cr_device *device,
                     const struct cr_device_call *call);

enum cr_status cr_null_start(struct cr_device *device, struct cr_error *error);
void cr_null_stop(struct cr_device *device);

void cr_portaudio_wake(const struct cr_device_wish *wish);
void cr_portaudio_rest(void);
enum cr_status cr_portaudio_open(struct cr_device *device,
                                 const struct cr_device_wish *wish,
                                 struct cr_error *error);
enum cr_status cr_portaudio_start(struct cr_device *device,
                                  struct cr_error *error);
/* False if the sound system does not come back: the device must be left. */
bool cr_portaudio_stop(struct cr_device *device);
bool cr_portaudio_close(struct cr_device *device);
/* Asks for that, and does not wait. */
void cr_portaudio_leave(struct cr_device *device);

#endif
