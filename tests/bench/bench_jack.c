/* bench_jack.c PATTERN KIT SECONDS - what the machine allows under JACK: a bare
 * client that mixes the same hits in its callback, without fades, limiter,
 * clocks or books. */
#define _POSIX_C_SOURCE 200809L
#include <jack/jack.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/bench/work.h"

enum { VOICES = 512 };

static struct {
    struct {
        const struct cr_hit *hit;
        uint32_t at;
    } voices[VOICES];
    int count;
    uint32_t next;
    int64_t at;
    struct work work;
    jack_port_t *left, *right;
} bare;

static void mix(float *left, float *right, jack_nframes_t size)
{
    for (int v = 0; v < bare.count; v++) {
        const struct cr_hit *hit = bare.voices[v].hit;
        const uint32_t rest = hit->sound->frame_count - bare.voices[v].at;
        const uint32_t frames = rest < size ? rest : size;
        const float *from = hit->sound->frames + bare.voices[v].at;
        for (uint32_t i = 0; i < frames; i++) {
            left[i] += from[i] * hit->left;
            right[i] += from[i] * hit->right;
        }
        bare.voices[v].at += frames;
        if (frames == rest)
            bare.voices[v--] = bare.voices[--bare.count];
    }
}

static int process(jack_nframes_t size, void *context)
{
    float *left = jack_port_get_buffer(bare.left, size);
    float *right = jack_port_get_buffer(bare.right, size);
    (void)context;
    memset(left, 0, size * sizeof(*left));
    memset(right, 0, size * sizeof(*right));
    for (; bare.next < bare.work.hits.count &&
           bare.work.hits.items[bare.next].at_frames < bare.at + (int64_t)size;
         bare.next++) {
        if (bare.count < VOICES) {
            bare.voices[bare.count].hit = &bare.work.hits.items[bare.next];
            bare.voices[bare.count++].at = 0;
        }
    }
    mix(left, right, size);
    bare.at += size;
    return 0;
}

int main(int argc, char **argv)
{
    jack_client_t *client =
        argc == 4 ? jack_client_open("bare", JackNoStartServer, NULL) : NULL;
    if (!client)
        return 3;
    if (!work_load(&bare.work, argv[1], argv[2], jack_get_sample_rate(client),
                   60))
        return 1;
    bare.left = jack_port_register(client, "out_0", JACK_DEFAULT_AUDIO_TYPE,
                                   JackPortIsOutput, 0);
    bare.right = jack_port_register(client, "out_1", JACK_DEFAULT_AUDIO_TYPE,
                                    JackPortIsOutput, 0);
    jack_set_process_callback(client, process, NULL);
    if (!bare.left || !bare.right || jack_activate(client) ||
        jack_connect(client, "bare:out_0", "system:playback_1") ||
        jack_connect(client, "bare:out_1", "system:playback_2"))
        return 3;
    const struct timespec rest = {.tv_sec = atoi(argv[3])};
    nanosleep(&rest, NULL);
    jack_client_close(client);
    work_free(&bare.work);
    return 0;
}
