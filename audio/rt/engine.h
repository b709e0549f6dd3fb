/* engine.h - turns hits into sound, one block at a time.
 *
 * Units     time is counted in frames since cr_engine_init(); one frame is one
 *           sample for each of two channels, interleaved float, -1..1.
 * Threads   init: any thread, before the stream starts. render: the audio
 *           thread. send, receive: one other thread. No function waits.
 * Memory    an engine owns nothing on the heap. It borrows sounds, which must
 *           not change and must outlive the stream, and the schedule that it
 *           plays, which comes back as an event when it is no longer needed.
 * Errors    render cannot fail. send reports a full queue; an event that finds
 *           its queue full is counted in `lost_events`, never waited for.
 *
 * The sound of a hit starts on its exact frame inside a block, and the output
 * does not depend on how it is cut into blocks.
 */
#ifndef CR_AUDIO_RT_ENGINE_H
#define CR_AUDIO_RT_ENGINE_H

#include <stdint.h>

#include "audio/rt/limiter.h"
#include "audio/rt/ring.h"

enum {
    CR_VOICE_COUNT = 64, /* that sound on their own */
    CR_VOICE_SLOTS = 96, /* with those that fade away to make room */
    CR_COMMAND_COUNT = 256,
    CR_EVENT_COUNT = 1024,
    CR_WAITING_COUNT = 64, /* strokes whose frame has not come */
    CR_ENGINE_LANES = 66,  /* those of a pattern, count-in and click */
    CR_ENVELOPE_FRAMES = 1024,
};

/* A sample in memory. */
struct cr_sound {
    const float *frames; /* interleaved */
    uint32_t frame_count;
    uint32_t onset_frames; /* from its start to the perceived attack */
    const float *envelope; /* peak of each CR_ENVELOPE_FRAMES */
    bool is_mono;          /* one channel, that plays on both sides; else two */
};

/* Groups of sounds that end each other. */
enum { CR_CHOKE_OPEN_HAT = 1, CR_CHOKE_CYMBAL = 2, CR_CHOKE_VOICE = 4 };

struct cr_hit {
    int64_t at_frames; /* when its first frame sounds, from schedule start; of a
                          stroke, its attack, in engine time */
    const struct cr_sound *sound;
    float left, right;    /* gains */
    uint32_t choke_after; /* frames after which it is choked; 0: never */
    uint8_t lane;         /* for gain and mute */
    uint8_t group;        /* CR_CHOKE_* that it belongs to */
    uint8_t ends;         /* CR_CHOKE_* that it ends */
};

struct cr_schedule {
    const struct cr_hit *hits; /* in the order of at_frames */
    uint32_t hit_count;
    int64_t start_frames; /* engine time of schedule time 0 */
    void *owner;          /* handed back with the schedule */
};

enum cr_command_kind {
    CR_COMMAND_PLAY, /* `schedule`; one that is playing is given back */
    CR_COMMAND_SWAP, /* goes on with `schedule`, which was the same until now */
    CR_COMMAND_HIT,  /* a stroke: `hit` sounds at its frame; at once if that has
                        passed, or if too many wait */
    CR_COMMAND_STOP, /* no further hits but strokes; what sounds fades */
    CR_COMMAND_GAIN, /* of `lane` from now on */
};

struct cr_engine_command {
    enum cr_command_kind kind;
    struct cr_schedule schedule;
    struct cr_hit hit;
    uint32_t id; /* of a hit, told back in its event */
    int lane;
    float gain; /* 0 mutes, and fades what the lane plays */
};

enum cr_event_kind {
    CR_EVENT_HIT,      /* the sound of stroke `id` starts at `frames`, which is
                          `late_frames` after its own */
    CR_EVENT_RETURNED, /* `owner` is free again */
};

struct cr_engine_event {
    enum cr_event_kind kind;
    uint32_t id;
    int64_t frames, late_frames;
    void *owner;
};

struct cr_voice {
    const struct cr_sound *sound; /* NULL: free */
    uint32_t position;
    float left, right;
    uint32_t choke_after; /* frames left until it is choked; 0: never */
    uint32_t fade_left, fade_length; /* fade_length 0: not fading */
    uint8_t lane, group;
};

struct cr_engine {
    /* audio thread only */
    struct cr_voice voices[CR_VOICE_SLOTS];
    uint32_t used_slots; /* no voice is at or behind this slot */
    struct cr_schedule schedule;
    uint32_t next_hit;
    struct cr_waiting {
        struct cr_hit hit;
        uint32_t id;
    } waiting[CR_WAITING_COUNT]; /* the earliest first */
    uint32_t waiting_count;
    int64_t now_frames;
    float lane_gain[CR_ENGINE_LANES];
    struct cr_limiter limiter;
    uint32_t fade_frames;

    /* shared: the other thread pushes, the audio thread pops */
    struct cr_ring commands;
    struct cr_engine_command command_storage[CR_COMMAND_COUNT];

    /* shared: the audio thread pushes, the other thread pops */
    struct cr_ring events;
    struct cr_engine_event event_storage[CR_EVENT_COUNT];

    /* shared: the audio thread writes, any thread reads */
    _Atomic int64_t played_frames;
    _Atomic uint32_t lost_events;
    _Atomic uint32_t stolen_voices;
    _Atomic uint32_t limited_frames;
};

void cr_engine_init(struct cr_engine *engine, uint32_t rate);

/* Fills `out` with 2 * frames samples. `frames` may be any count, and may
 * differ from call to call. */
void cr_engine_render(struct cr_engine *engine, float *out,
                      uint32_t frames) CR_RT;

/* False if the queue is full. */
bool cr_engine_send(struct cr_engine *engine,
                    const struct cr_engine_command *command);

/* False if there is no event. */
bool cr_engine_receive(struct cr_engine *engine, struct cr_engine_event *event);

#endif
