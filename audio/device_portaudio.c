/* A sound card, through PortAudio. */
#define _GNU_SOURCE
#include "audio/device_backend.h"

#include <dlfcn.h>
#include <portaudio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nothing is said: ALSA's and JACK's own messages are for their makers. */
static void quiet_alsa(const char *file, int line, const char *function,
                       int code, const char *format, ...)
{
    (void)file;
    (void)line;
    (void)function;
    (void)code;
    (void)format;
}

static void quiet_jack(const char *message)
{
    (void)message;
}

/* The handlers are looked up by name, so that neither library is needed. */
static void silence(void)
{
    int (*set_alsa)(void (*)(const char *, int, const char *, int, const char *,
                             ...)) = NULL;
    void (*set_jack)(void (*)(const char *)) = NULL;
    static const char *const jack_names[] = {"jack_set_error_function",
                                             "jack_set_info_function"};
    void *found = dlsym(RTLD_DEFAULT, "snd_lib_error_set_handler");
    if (found) {
        memcpy(&set_alsa, &found, sizeof(found));
        set_alsa(quiet_alsa);
    }
    for (size_t i = 0; i < 2; i++) {
        found = dlsym(RTLD_DEFAULT, jack_names[i]);
        if (found) {
            memcpy(&set_jack, &found, sizeof(found));
            set_jack(quiet_jack);
        }
    }
}

static enum cr_status wake(bool is_verbose, struct cr_error *error)
{
    if (!is_verbose)
        silence();
    const PaError code = Pa_Initialize();
    if (code == paNoError)
        return CR_OK;
    return cr_fail(error, CR_ERR_DEVICE, 0, 0,
                   "the sound system does not answer (%s)",
                   Pa_GetErrorText(code));
}

static bool matches(const PaDeviceInfo *info, PaDeviceIndex index,
                    const char *wish)
{
    char *end;
    const long number = strtol(wish, &end, 10);
    if (*wish && !*end)
        return number == index;
    return strstr(info->name, wish) != NULL;
}

/* The device by name or number; without a wish, JACK's if its server runs
 * (it gives the lowest latency), else the system's default. */
static PaDeviceIndex choose(const char *wish)
{
    const PaDeviceIndex count = Pa_GetDeviceCount();
    const PaHostApiIndex jack = Pa_HostApiTypeIdToHostApiIndex(paJACK);
    for (PaDeviceIndex i = 0; wish && i < count; i++) {
        const PaDeviceInfo *info = Pa_GetDeviceInfo(i);
        if (info->maxOutputChannels >= 2 && matches(info, i, wish))
            return i;
    }
    if (wish)
        return paNoDevice;
    if (jack >= 0) {
        const PaHostApiInfo *api = Pa_GetHostApiInfo(jack);
        if (api && api->defaultOutputDevice != paNoDevice)
            return api->defaultOutputDevice;
    }
    return Pa_GetDefaultOutputDevice();
}

static int callback(const void *input, void *output, unsigned long frames,
                    const PaStreamCallbackTimeInfo *time,
                    PaStreamCallbackFlags flags, void *context)
{
    (void)input;
    cr_device_block(context, output, (uint32_t)frames, time->currentTime,
                    time->outputBufferDacTime,
                    (flags & paOutputUnderflow) != 0);
    return paContinue;
}

static enum cr_status explain(PaError code, const char *name, uint32_t rate,
                              struct cr_error *error)
{
    switch (code) {
    case paDeviceUnavailable:
        return cr_fail(error, CR_ERR_DEVICE, 0, 0,
                       "%s is in use by another program; close that, or choose "
                       "another with --device",
                       name);
    case paInvalidSampleRate:
        return cr_fail(error, CR_ERR_DEVICE, 0, 0,
                       "%s does not play at %u Hz; leave --rate out, or choose "
                       "another rate",
                       name, rate);
    default:
        return cr_fail(error, CR_ERR_DEVICE, 0, 0, "%s cannot be opened (%s)",
                       name, Pa_GetErrorText(code));
    }
}

enum cr_status cr_portaudio_open(struct cr_device *device,
                                 const struct cr_device_wish *wish,
                                 struct cr_error *error)
{
    const enum cr_status status = wake(wish->is_verbose, error);
    if (status)
        return status;
    const PaDeviceIndex index = choose(wish->name);
    if (index == paNoDevice) {
        Pa_Terminate();
        return wish->name
                   ? cr_fail(error, CR_ERR_DEVICE, 0, 0,
                             "there is no sound device '%s'; 'creditroll "
                             "devices' lists them",
                             wish->name)
                   : cr_fail(error, CR_ERR_DEVICE, 0, 0,
                             "there is no sound device");
    }
    const PaDeviceInfo *info = Pa_GetDeviceInfo(index);
    const double rate = wish->rate ? wish->rate : info->defaultSampleRate;
    const PaStreamParameters output = {
        .device = index,
        .channelCount = 2,
        .sampleFormat = paFloat32,
        .suggestedLatency =
            wish->frames ? wish->frames / rate : info->defaultLowOutputLatency};
    PaStream *stream;
    const PaError code = Pa_OpenStream(
        &stream, NULL, &output, rate,
        wish->frames ? wish->frames : paFramesPerBufferUnspecified, paNoFlag,
        callback, device);
    snprintf(device->name, sizeof(device->name), "%s", info->name);
    device->rate = (uint32_t)rate;
    if (code != paNoError) {
        const enum cr_status failed =
            explain(code, device->name, device->rate, error);
        Pa_Terminate();
        return failed;
    }
    device->frames = wish->frames;
    device->stream = stream;
    return CR_OK;
}

enum cr_status cr_portaudio_start(struct cr_device *device,
                                  struct cr_error *error)
{
    const PaError code = Pa_StartStream(device->stream);
    return code == paNoError ? CR_OK
                             : explain(code, device->name, device->rate, error);
}

void cr_portaudio_stop(struct cr_device *device)
{
    if (device->stream && Pa_IsStreamActive(device->stream) == 1)
        Pa_StopStream(device->stream);
}

void cr_portaudio_close(struct cr_device *device)
{
    if (device->stream)
        Pa_CloseStream(device->stream);
    Pa_Terminate();
}

enum cr_status cr_device_list(struct cr_text_buffer *out, bool is_verbose,
                              struct cr_error *error)
{
    const enum cr_status status = wake(is_verbose, error);
    if (status)
        return status;
    const PaDeviceIndex count = Pa_GetDeviceCount(), used = choose(NULL);
    cr_text_addf(out, "  %-4s %-40s %-10s %8s %11s\n", "no", "output", "system",
                 "Hz", "latency ms");
    for (PaDeviceIndex i = 0; i < count; i++) {
        const PaDeviceInfo *info = Pa_GetDeviceInfo(i);
        if (info->maxOutputChannels < 2)
            continue;
        cr_text_addf(out, "%c %-4d %-40.40s %-10s %8.0f %5.1f to %.1f\n",
                     i == used ? '*' : ' ', i, info->name,
                     Pa_GetHostApiInfo(info->hostApi)->name,
                     info->defaultSampleRate,
                     1000 * info->defaultLowOutputLatency,
                     1000 * info->defaultHighOutputLatency);
    }
    if (used == paNoDevice)
        cr_text_addf(out, "There is no sound device: practice is silent, and "
                          "is timed by the system's clock.\n");
    else
        cr_text_addf(out, "* is used without --device: %s\n",
                     Pa_GetDeviceInfo(used)->hostApi ==
                             Pa_HostApiTypeIdToHostApiIndex(paJACK)
                         ? "JACK runs, and has the lowest latency"
                         : "it is the system's default");
    Pa_Terminate();
    return CR_OK;
}
