/* kit.h - samples from a folder into memory that never changes again.
 *
 * Units     frames at the rate asked for; gains are factors; levels in dB of
 *           full scale; velocities 1..127.
 * Threads   load and destroy: any, not the audio thread. A loaded kit may be
 *           read by all.
 * Memory    a kit owns its samples; hits made from it borrow them.
 * Errors    a missing or broken sample is named in `problems` and left out;
 *           only a folder without any usable sample is an error.
 *
 * A folder is a kit: see KITS.md for its names and for kit.txt.
 */
#ifndef CR_AUDIO_KIT_H
#define CR_AUDIO_KIT_H

#include "audio/rt/engine.h"
#include "patterns/pattern.h"
#include "patterns/text_buffer.h"

enum {
    CR_KIT_LAYERS = 16,       /* velocity layers of one drum */
    CR_KIT_ROUND_ROBINS = 16, /* takes of one layer */
    CR_KIT_DRUMS = 160,
    CR_KIT_FILE_LIMIT = 2048,
    CR_KIT_SECONDS_LIMIT = 60, /* of one sample */
};

struct cr_sample {
    char *file; /* name inside the kit's folder */
    struct cr_sound sound;
    float *frames, *envelope; /* what `sound` points to */
    uint32_t file_rate;
    int file_channels;
    double peak_db, loudness_db; /* RMS of the 50 ms from the onset on */
    double onset_ms;             /* first time at a tenth of the peak */
};

struct cr_kit_layer {
    int top_velocity;                    /* loudest that it serves */
    uint32_t first_sample, sample_count; /* in samples */
};

/* One lane, one way to play it. */
struct cr_kit_drum {
    char lane[CR_LANE_NAME_SIZE];
    enum cr_articulation articulation;
    struct cr_kit_layer layers[CR_KIT_LAYERS];
    int layer_count;
    double gain;     /* factor */
    double pan;      /* -1 left .. 1 right */
    double curve;    /* level in a layer is (velocity / top)^curve */
    double onset_ms; /* from the file's start, as kit.txt says; -1: measured */
    int group, ends; /* CR_CHOKE_* ; -1: by the lane's habit */
};

struct cr_kit {
    char *name, *license, *path;
    uint32_t rate;
    struct cr_sample *samples;
    uint32_t sample_count;
    struct cr_kit_drum *drums;
    uint32_t drum_count;
    struct cr_text_buffer problems; /* one line each */
};

/* Decoding is most of the time until something sounds: with a pattern only the
 * drums are read that it, its keys and the click can ask for. NULL: all. */
enum cr_status cr_kit_load(struct cr_kit *kit, const char *folder,
                           uint32_t rate, const struct cr_pattern *pattern,
                           struct cr_error *error) CR_MUST_CHECK;
void cr_kit_destroy(struct cr_kit *kit);

/* Which take of a drum comes next; one for each stream of hits. */
struct cr_kit_turns {
    uint8_t next[CR_KIT_DRUMS][CR_KIT_LAYERS];
};

/* The drum that a stroke sounds on: its own or its nearest relative; NULL if the
 * kit has neither. */
const struct cr_kit_drum *cr_kit_drum_of(const struct cr_kit *kit,
                                         const struct cr_lane *lane,
                                         enum cr_articulation articulation);

/* Fills sound, gains and chokes of a hit. A drum that the kit lacks is played
 * by its nearest relative; false if there is none. */
bool cr_kit_hit(const struct cr_kit *kit, struct cr_kit_turns *turns,
                const struct cr_lane *lane, enum cr_articulation articulation,
                int velocity, struct cr_hit *hit);

/* "SD", "SD_x", "HH_open": as its files are named. */
void cr_kit_drum_name(const struct cr_kit_drum *drum, char *out, size_t size);

#endif
