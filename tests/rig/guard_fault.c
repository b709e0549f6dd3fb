/* guard_fault.c - a callback that does what it must not, for rt_guard to find:
 * guard_fault malloc | lock | write | none */
#include <portaudio.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *fault;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static void *volatile memory; /* so that the allocation is not left out */
static _Atomic int calls;

static int play(const void *input, void *output, unsigned long frames,
                const PaStreamCallbackTimeInfo *time,
                PaStreamCallbackFlags flags, void *context)
{
    (void)input;
    (void)time;
    (void)flags;
    (void)context;
    memset(output, 0, 2 * frames * sizeof(float));
    if (!strcmp(fault, "malloc"))
        memory = malloc(16);
    if (!strcmp(fault, "lock")) {
        pthread_mutex_lock(&mutex);
        pthread_mutex_unlock(&mutex);
    }
    if (!strcmp(fault, "write") && write(1, "", 0))
        return paAbort;
    return atomic_fetch_add(&calls, 1) < 20 ? paContinue : paComplete;
}

int main(int argc, char **argv)
{
    PaStream *stream;
    fault = argc > 1 ? argv[1] : "none";
    if (Pa_Initialize())
        return 3;
    const PaStreamParameters output = {.device = Pa_GetDefaultOutputDevice(),
                                       .channelCount = 2,
                                       .sampleFormat = paFloat32};
    if (output.device == paNoDevice ||
        Pa_OpenStream(&stream, NULL, &output, 48000, 64, paNoFlag, play,
                      NULL) ||
        Pa_StartStream(stream))
        return 3;
    while (Pa_IsStreamActive(stream) == 1)
        Pa_Sleep(1);
    Pa_CloseStream(stream);
    Pa_Terminate();
    return 0;
}
