/* jack_record.c OUT SECONDS [TIMES [CLIENT [XRUNS]]] - records what a client of a JACK
 * server whose name begins with CLIENT (PortAudio) plays, both channels as
 * interleaved 32-bit float, from when it appears until it is gone, at most
 * SECONDS long. Prints the frames of a period. TIMES
 * gets, for each period, its first frame and when it began by the server's clock,
 * in nanoseconds of CLOCK_MONOTONIC. XRUNS gets the times at which the server said
 * that somebody was too late. */
#define _POSIX_C_SOURCE 200809L
#include <jack/jack.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *client_name = "PortAudio";
static int may_be_mono; /* one port is all that it has */
static jack_client_t *jack;
static jack_port_t *ports[2];
static float *frames;
static struct period {
    size_t frame;
    long long began_ns;
} * periods;
static size_t period_room, period_count;
static size_t room; /* in frames */
static long long xruns[65536];
static size_t xrun_count;
static _Atomic size_t count;

static int note_xrun(void *context)
{
    struct timespec now;
    (void)context;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (xrun_count < sizeof(xruns) / sizeof(xruns[0]))
        xruns[xrun_count++] = now.tv_sec * 1000000000LL + now.tv_nsec;
    return 0;
}

static int record(jack_nframes_t size, void *context)
{
    const float *left = jack_port_get_buffer(ports[0], size);
    const float *right = jack_port_get_buffer(ports[1], size);
    size_t at = atomic_load(&count);
    (void)context;
    jack_nframes_t first;
    jack_time_t began_us, next_us;
    float length_us;
    struct timespec now;
    if (at < room && period_count < period_room &&
        !jack_get_cycle_times(jack, &first, &began_us, &next_us, &length_us)) {
        /* the server's clock is another one: both are read side by side */
        clock_gettime(CLOCK_MONOTONIC, &now);
        const long long passed_us = (long long)(jack_get_time() - began_us);
        periods[period_count++] = (struct period){
            at, now.tv_sec * 1000000000LL + now.tv_nsec - passed_us * 1000};
    }
    for (jack_nframes_t i = 0; i < size && at < room; i++, at++) {
        frames[2 * at] = left[i];
        frames[2 * at + 1] = right[i];
    }
    atomic_store(&count, at);
    return 0;
}

/* The output ports of a client that is not us; NULL while there is none. */
static const char **others(jack_client_t *client)
{
    const char **found =
        jack_get_ports(client, NULL, JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput);
    size_t kept = 0;
    for (size_t i = 0; found && found[i]; i++) {
        if (strncmp(found[i], client_name, strlen(client_name)) == 0)
            found[kept++] = found[i];
    }
    if (found)
        found[kept] = NULL;
    if (kept >= 2)
        return found;
    if (kept == 1 && may_be_mono) {
        found[1] = found[0]; /* the end of the list is its own */
        return found;
    }
    jack_free(found);
    return NULL;
}

static void nap(void)
{
    const struct timespec time = {.tv_nsec = 2000000};
    nanosleep(&time, NULL);
}

int main(int argc, char **argv)
{
    jack_client_t *client =
        argc >= 3 ? jack_client_open("recorder", JackNoStartServer, NULL)
                  : NULL;
    if (!client)
        return 3;
    if (argc > 4)
        client_name = argv[4];
    may_be_mono = argc > 4 && strcmp(client_name, "PortAudio") != 0;
    room = (size_t)atol(argv[2]) * jack_get_sample_rate(client);
    frames = calloc(room, 2 * sizeof(float));
    period_room = room / 16 + 1;
    periods = calloc(period_room, sizeof(*periods));
    jack = client;
    ports[0] = jack_port_register(client, "left", JACK_DEFAULT_AUDIO_TYPE,
                                  JackPortIsInput, 0);
    ports[1] = jack_port_register(client, "right", JACK_DEFAULT_AUDIO_TYPE,
                                  JackPortIsInput, 0);
    jack_set_process_callback(client, record, NULL);
    jack_set_xrun_callback(client, note_xrun, NULL);
    if (!frames || !periods || !ports[0] || !ports[1] || jack_activate(client))
        return 3;
    const char **found;
    while (!(found = others(client)))
        nap();
    for (int i = 0; i < 2; i++) {
        int tries = 0; /* its ports may be there before it plays */
        while (jack_connect(client, found[i], jack_port_name(ports[i]))) {
            if (++tries > 1000)
                return 3;
            nap();
        }
    }
    jack_free(found);
    while (atomic_load(&count) < room && (found = others(client))) {
        jack_free(found);
        nap();
    }
    printf("%u\n", jack_get_buffer_size(client));
    jack_client_close(client);
    FILE *file = fopen(argv[1], "wb");
    if (!file || fwrite(frames, 2 * sizeof(float), count, file) != count ||
        fclose(file))
        return 3;
    file = argc > 3 ? fopen(argv[3], "w") : NULL;
    for (size_t i = 0; file && i < period_count; i++)
        fprintf(file, "%zu %lld\n", periods[i].frame, periods[i].began_ns);
    if (argc > 3 && (!file || fclose(file)))
        return 3;
    file = argc > 5 ? fopen(argv[5], "w") : NULL;
    for (size_t i = 0; file && i < xrun_count; i++)
        fprintf(file, "%lld\n", xruns[i]);
    if (argc > 5 && (!file || fclose(file)))
        return 3;
    free(frames);
    free(periods);
    return 0;
}
