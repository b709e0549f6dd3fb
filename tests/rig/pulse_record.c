/* pulse_record.c OUT TIMES [SOURCE] - records a source of a PulseAudio server (the
 * monitor rig.monitor), both channels as interleaved 32-bit float, until it is
 * told to end (SIGTERM). TIMES gets, for each part, the frame behind it and when it
 * arrived, in nanoseconds of CLOCK_MONOTONIC: what the server itself says of its
 * times wanders by milliseconds. */
#define _POSIX_C_SOURCE 200809L
#include <pulse/pulseaudio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RATE = 48000, FRAME_BYTES = 8, PART_MS = 20 };

static struct {
    FILE *out, *times;
    const char *source;
    size_t frames;
    int status;
    pa_mainloop *loop;
} recorder = {.source = "rig.monitor"};

static void end(int status)
{
    recorder.status = status;
    pa_mainloop_quit(recorder.loop, status);
}

static void told_to_end(pa_mainloop_api *api, pa_signal_event *event,
                        int number, void *context)
{
    (void)api;
    (void)event;
    (void)number;
    (void)context;
    end(0);
}

static void take(pa_stream *stream, size_t ready, void *context)
{
    const void *sound;
    size_t size;
    (void)ready;
    (void)context;
    while (pa_stream_readable_size(stream) > 0 &&
           !pa_stream_peek(stream, &sound, &size) && size > 0) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        /* a hole is silence */
        for (size_t i = 0; i < size && !sound; i++)
            fputc(0, recorder.out);
        if (sound && fwrite(sound, 1, size, recorder.out) != size)
            end(3);
        recorder.frames += size / FRAME_BYTES;
        fprintf(recorder.times, "%zu %lld\n", recorder.frames,
                now.tv_sec * 1000000000LL + now.tv_nsec);
        pa_stream_drop(stream);
    }
}

static void connected(pa_context *server, void *context)
{
    const pa_sample_spec spec = {PA_SAMPLE_FLOAT32LE, RATE, 2};
    const uint32_t none = UINT32_MAX;
    const pa_buffer_attr buffer = {.maxlength = none,
                                   .tlength = none,
                                   .prebuf = none,
                                   .minreq = none,
                                   .fragsize =
                                       RATE * FRAME_BYTES / 1000 * PART_MS};
    (void)context;
    const pa_context_state_t state = pa_context_get_state(server);
    if (state == PA_CONTEXT_FAILED || state == PA_CONTEXT_TERMINATED)
        end(3);
    if (state != PA_CONTEXT_READY)
        return;
    pa_stream *stream = pa_stream_new(server, "recorder", &spec, NULL);
    pa_stream_set_read_callback(stream, take, NULL);
    if (pa_stream_connect_record(stream, recorder.source, &buffer,
                                 PA_STREAM_ADJUST_LATENCY))
        end(3);
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    recorder.out = fopen(argv[1], "wb");
    recorder.times = fopen(argv[2], "w");
    recorder.loop = pa_mainloop_new();
    if (argc > 3)
        recorder.source = argv[3];
    if (!recorder.out || !recorder.times || !recorder.loop)
        return 3;
    pa_mainloop_api *api = pa_mainloop_get_api(recorder.loop);
    pa_context *server = pa_context_new(api, "recorder");
    pa_signal_init(api);
    pa_signal_new(SIGTERM, told_to_end, NULL);
    pa_context_set_state_callback(server, connected, NULL);
    if (pa_context_connect(server, NULL, PA_CONTEXT_NOAUTOSPAWN, NULL))
        return 3;
    pa_mainloop_run(recorder.loop, NULL);
    pa_context_disconnect(server);
    pa_context_unref(server);
    pa_signal_done();
    pa_mainloop_free(recorder.loop);
    if (fclose(recorder.out) || fclose(recorder.times))
        return 3;
    return recorder.status;
}
