/* device.h - where sound goes: a sound card, or a silent device of the same
 * kind. A file needs no device: see offline.h.
 *
 * Units     frames; the callback fills interleaved stereo float. Times are
 *           nanoseconds of CLOCK_MONOTONIC.
 * Threads   open, start, stop, close: any thread but the audio thread, one at a
 *           time for each device. The callback runs on a thread of the device's own. stamp: one thread;
 *           stats: any.
 * Memory    a device owns its stream; it borrows the context of its callback
 *           until it is closed.
 * Errors    CR_ERR_DEVICE with a sentence for a person: what happened, and what
 *           to do.
 */
#ifndef CR_AUDIO_DEVICE_H
#define CR_AUDIO_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "patterns/status.h"
#include "patterns/text_buffer.h"

/* Fills a block; NULL in its place is silence. */
typedef void cr_device_render(void *context, float *out, uint32_t frames);

/* What was recorded, mono; NULL if it was lost. Called before a block of as many
 * frames is rendered, on the same thread. */
typedef void cr_device_hear(void *context, const float *in, uint32_t frames);

struct cr_device_wish {
    const char *name; /* part of a device's name, or its number; NULL: best */
    uint32_t rate;    /* 0: the device's own */
    uint32_t frames;  /* of a block; 0: what suits the device */
    /* What suits it, if somebody knows; else 0, and the device's own. Asked on the
     * sound thread, once the device is found. */
    uint32_t (*frames_for)(const char *name, uint32_t rate);
    bool is_null;    /* the silent device */
    bool is_verbose; /* let the sound system's own messages through */

    cr_device_hear *hear; /* records as well, if not NULL */
    const char *input;    /* part of an input's name, or its number; NULL: the
                             device itself, or its system's default */
};

/* What a callback knows of time. */
struct cr_device_stamp {
    int64_t frames; /* of its block's first frame */
    uint32_t block_frames;
    int64_t entry_ns;         /* when it was entered */
    double now_s, heard_at_s; /* by the device's own clock; 0: it has none */
    double captured_at_s; /* the first frame that came with the block; or 0 */
    bool had_underflow;
};

struct cr_device_stats {
    uint64_t callbacks, underflows;
    int64_t longest_gap_ns; /* between two callbacks */
    /* how long a callback takes: half of them, 99 of 100, the longest */
    int64_t render_p50_ns, render_p99_ns, longest_render_ns;
    bool is_realtime; /* the callbacks have real-time priority */
};

struct cr_device;

/* Begins to wake the sound system, beside the caller: the next device is open the
 * sooner. */
void cr_device_wake(const struct cr_device_wish *wish);

/* If that came to nothing, it goes to sleep again: before the program ends. */
void cr_device_rest(void);

enum cr_status cr_device_open(struct cr_device **device,
                              const struct cr_device_wish *wish,
                              cr_device_render *render, void *context,
                              struct cr_error *error) CR_MUST_CHECK;
/* Its first block begins with `first_frame`. */
enum cr_status cr_device_start(struct cr_device *device, int64_t first_frame,
                               struct cr_error *error) CR_MUST_CHECK;
void cr_device_stop(struct cr_device *device);
void cr_device_close(struct cr_device *device); /* NULL does nothing */

/* Leaves a device that has died without waiting for it: its callback does
 * nothing from then on, and the context is free. */
void cr_device_abandon(struct cr_device *device);
bool cr_device_is_null(const struct cr_device *device);

/* The clock of all stamps: CLOCK_MONOTONIC. */
int64_t cr_monotonic_ns(void);

uint32_t cr_device_rate(const struct cr_device *device);
const char *cr_device_name(const struct cr_device *device);
/* True if nothing is lost when it begins, as with JACK. */
bool cr_device_keeps_start(const struct cr_device *device);
const char *cr_device_system(const struct cr_device *device); /* its host API */
const char *cr_device_input(const struct cr_device *device);  /* "": none */
uint32_t cr_device_frames(const struct cr_device *device);    /* 0: its own */

/* The next stamp that was not taken yet; false if there is none. For one thread;
 * if nobody takes them, the newest are lost. */
bool cr_device_stamp(struct cr_device *device, struct cr_device_stamp *stamp);
struct cr_device_stats cr_device_stats(struct cr_device *device);

/* The longest gap and block are those since the last call of this. */
void cr_device_watch_anew(struct cr_device *device);

/* What there is and which would be used, one line each. */
enum cr_status cr_device_list(struct cr_text_buffer *out, bool is_verbose,
                              struct cr_error *error) CR_MUST_CHECK;

#endif
