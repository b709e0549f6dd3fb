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

#include "app/files.h"
#include "audio/kit.h"
#include "audio/schedule.h"

enum { VOICES = 512 };

static struct {
    struct {
        const struct cr_hit *hit;
        uint32_t at;
    } voices[VOICES];
    int count;
    uint32_t next;
    int64_t at;
    struct cr_hits hits;
    jack_port_t *left, *right;
} bare;

static void mix(float *left, float *right, jack_nframes_t size)
{
    for (int v = 0; v < bare.count; v++) {
        const struct cr_hit *hit = bare.voices[v].hit;
        const uint32_t rest = hit->sound->frame_count - bare.voices[v].at;
        const uint32_t frames = rest < size ? rest : size;
        const float *from = hit->sound->frames + 2 * (size_t)bare.voices[v].at;
        for (uint32_t i = 0; i < frames; i++) {
            left[i] += from[2 * i] * hit->left;
            right[i] += from[2 * i + 1] * hit->right;
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
    for (; bare.next < bare.hits.count &&
           bare.hits.items[bare.next].at_frames < bare.at + (int64_t)size;
         bare.next++) {
        if (bare.count < VOICES) {
            bare.voices[bare.count].hit = &bare.hits.items[bare.next];
            bare.voices[bare.count++].at = 0;
        }
    }
    mix(left, right, size);
    bare.at += size;
    return 0;
}

int main(int argc, char **argv)
{
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    struct cr_timeline timeline = {0};
    struct cr_kit kit = {0};
    struct cr_error error = {0};
    const struct cr_timeline_options options = {.loops = 1000};
    char *text = NULL;
    size_t size = 0;
    jack_client_t *client =
        argc == 4 ? jack_client_open("bare", JackNoStartServer, NULL) : NULL;
    if (!client)
        return 3;
    const jack_nframes_t rate = jack_get_sample_rate(client);
    if (cr_file_read(argv[1], CR_FILE_LIMIT, &text, &size, &error) ||
        cr_pattern_read(&pattern, text, size, &found) ||
        cr_timeline_create(&timeline, &pattern, &options) ||
        cr_kit_load(&kit, argv[2], rate, &error) ||
        cr_hits_create(&bare.hits, &timeline, &kit,
                       &(struct cr_schedule_options){.has_pattern = true}))
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
    cr_hits_destroy(&bare.hits);
    cr_kit_destroy(&kit);
    cr_timeline_destroy(&timeline);
    cr_pattern_deinit(&pattern);
    cr_diagnostics_deinit(&found);
    free(text);
    return 0;
}
