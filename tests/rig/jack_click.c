/* jack_click.c - a client of JACK, "clicks", that makes a short sound each half
 * second, and prints when by its clock, in seconds of CLOCK_MONOTONIC, as soon as it
 * is made; until its output is closed. */
#define _POSIX_C_SOURCE 200809L
#include <jack/jack.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static jack_client_t *jack;
static jack_port_t *port;
static jack_nframes_t next_frame, left; /* the callback's own */
static _Atomic long long made_ns;

static long long monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static int play(jack_nframes_t size, void *context)
{
    enum { LENGTH = 480 };
    float *out = jack_port_get_buffer(port, size);
    const jack_nframes_t rate = jack_get_sample_rate(jack);
    jack_nframes_t first;
    jack_time_t began_us, next_us;
    float length_us;
    (void)context;
    memset(out, 0, size * sizeof(*out));
    if (jack_get_cycle_times(jack, &first, &began_us, &next_us, &length_us))
        return 0;
    for (jack_nframes_t i = 0; i < size; i++) {
        if (!next_frame || first + i == next_frame) {
            left = next_frame ? LENGTH : 0;
            next_frame = first + i + rate / 2;
            /* the server's clock is another one: both are read side by side */
            const long long passed_us = (long long)(jack_get_time() - began_us);
            if (left)
                atomic_store(&made_ns, monotonic_ns() - passed_us * 1000 +
                                           i * 1000000000LL / rate);
        }
        if (left) {
            out[i] = (left % 7 < 3 ? 0.5f : -0.5f) * (float)left / LENGTH;
            left--;
        }
    }
    return 0;
}

int main(void)
{
    const struct timespec nap = {.tv_nsec = 1000000};
    long long told_ns = 0;
    signal(SIGPIPE, SIG_IGN);
    jack = jack_client_open("clicks", JackNoStartServer, NULL);
    if (!jack)
        return 1;
    port = jack_port_register(jack, "click", JACK_DEFAULT_AUDIO_TYPE,
                              JackPortIsOutput, 0);
    jack_set_process_callback(jack, play, NULL);
    if (!port || jack_activate(jack))
        return 1;
    for (;;) {
        const long long ns = atomic_load(&made_ns);
        if (ns != told_ns &&
            (printf("%.6f\n", (double)ns / 1e9) < 0 || fflush(stdout)))
            break;
        told_ns = ns;
        nanosleep(&nap, NULL);
    }
    /* the server would wait for one that just ends, five seconds in each period */
    jack_client_close(jack);
    return 0;
}
