/* A sound card, through PortAudio. */
#define _GNU_SOURCE
#include "audio/device_backend.h"
#include "audio/errand.h"
#include "audio/jack_end.h"
#include "patterns/words.h"

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

/* True if ALSA has a default device. Without one, PortAudio ends the program. */
static bool has_default_pcm(void)
{
    int (*update)(void) = NULL;
    int (*search)(void *config, const char *key, void **result) = NULL;
    void *found_update = dlsym(RTLD_DEFAULT, "snd_config_update");
    void *found_search = dlsym(RTLD_DEFAULT, "snd_config_search");
    void **config = dlsym(RTLD_DEFAULT, "snd_config"), *pcm = NULL;
    if (!found_update || !found_search || !config)
        return true; /* a PortAudio without ALSA */
    memcpy(&update, &found_update, sizeof(update));
    memcpy(&search, &found_search, sizeof(search));
    return update() >= 0 && *config &&
           search(*config, "pcm.default", &pcm) >= 0;
}

/* Woken for whoever needs it next: it is under way, or PortAudio is awake. All but the first
 * are the sound thread's. */
static _Atomic bool is_waking;
static bool is_awake;
static int64_t woken_ns;

/* If nobody came for it so long, there may be other devices by now. */
#define FRESH_NS INT64_C(5000000000)

static void let_rest(void)
{
    if (is_awake)
        Pa_Terminate();
    is_awake = false;
}

static enum cr_status wake(bool is_verbose, struct cr_error *error)
{
    if (is_awake && cr_monotonic_ns() - woken_ns < FRESH_NS) {
        is_awake = false;
        atomic_store(&is_waking, false);
        return CR_OK;
    }
    let_rest();
    if (!is_verbose)
        silence();
    if (!has_default_pcm())
        return cr_fail(error, CR_ERR_DEVICE, 0, 0,
                       "ALSA's configuration has no default device");
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

/* 48 kHz where the device takes it: plug-ins of sound servers claim 44.1 and
 * then convert to what their server runs at, which is 48. */
static double best_rate(PaDeviceIndex index, const PaDeviceInfo *info)
{
    const PaStreamParameters output = {.device = index,
                                       .channelCount = 2,
                                       .sampleFormat = paFloat32,
                                       .suggestedLatency =
                                           info->defaultLowOutputLatency};
    const PaHostApiInfo *api = Pa_GetHostApiInfo(info->hostApi);
    if (api && api->type == paALSA &&
        Pa_IsFormatSupported(NULL, &output, 48000) == paFormatIsSupported)
        return 48000;
    return info->defaultSampleRate;
}

static int callback(const void *input, void *output, unsigned long frames,
                    const PaStreamCallbackTimeInfo *time,
                    PaStreamCallbackFlags flags, void *context)
{
    const struct cr_device_call call = {
        .in = input,
        .out = output,
        .frames = (uint32_t)frames,
        .now_s = time->currentTime,
        .heard_at_s = time->outputBufferDacTime,
        .captured_at_s = input ? time->inputBufferAdcTime : 0,
        .had_underflow = (flags & paOutputUnderflow) != 0};
    cr_device_block(context, &call);
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

/* One call into PortAudio, run on the sound thread. Whoever asked frees it, but
 * only if the call came back. */
struct job {
    struct cr_device *device; /* only handed on to the callback */
    PaStream *stream;
    char name[256]; /* wished for, then the device's own */
    char input[256], system[64];
    bool has_name, has_input, records, is_verbose;
    uint32_t rate, frames;
    uint32_t (*frames_for)(const char *name, uint32_t rate);
    struct cr_text_buffer text;
    enum cr_status status;
    struct cr_error error;
};

enum { OPEN_MS = 5000, CLOSE_MS = 2000 };

static enum cr_status no_answer(struct cr_error *error)
{
    return cr_fail(
        error, CR_ERR_DEVICE, 0, 0,
        "the sound system does not answer; if it is frozen, start it "
        "again");
}

/* Runs a job and takes its status; the job is the caller's if `*is_back`. */
static enum cr_status have_done(struct job *job, cr_errand *work, int ms,
                                bool *is_back, struct cr_error *error)
{
    *is_back = cr_errand_run(work, job, ms);
    if (!*is_back) {
        atomic_store(&is_waking, false); /* nobody waits for it any more */
        return no_answer(error);
    }
    if (job->status && error)
        *error = job->error;
    return job->status;
}

/* The input by name or number; without a wish, the output's own, or what its
 * system has as default. */
static PaDeviceIndex choose_input(const char *wish, const PaDeviceInfo *output,
                                  PaDeviceIndex index)
{
    const PaHostApiInfo *api = Pa_GetHostApiInfo(output->hostApi);
    for (PaDeviceIndex i = 0; wish && i < Pa_GetDeviceCount(); i++) {
        const PaDeviceInfo *info = Pa_GetDeviceInfo(i);
        if (info->maxInputChannels > 0 && info->hostApi == output->hostApi &&
            matches(info, i, wish))
            return i;
    }
    if (wish)
        return paNoDevice;
    if (output->maxInputChannels > 0)
        return index;
    return api ? api->defaultInputDevice : paNoDevice;
}

/* Finds where to record from; false, with words, if there is nothing. */
static bool find_input(struct job *job, PaDeviceIndex output,
                       PaStreamParameters *input)
{
    const PaDeviceInfo *info = Pa_GetDeviceInfo(output);
    const PaDeviceIndex index =
        choose_input(job->has_input ? job->input : NULL, info, output);
    if (index == paNoDevice) {
        job->status = cr_fail(&job->error, CR_ERR_DEVICE, 0, 0,
                              "%s has no input to record from", info->name);
        return false;
    }
    const PaDeviceInfo *own = Pa_GetDeviceInfo(index);
    *input =
        (PaStreamParameters){.device = index,
                             .channelCount = 1,
                             .sampleFormat = paFloat32,
                             .suggestedLatency = own->defaultLowInputLatency};
    snprintf(job->input, sizeof(job->input), "%s", own->name);
    return true;
}

/* Opens the stream with blocks of so many frames; 0: the device's own. */
static PaError open_with(struct job *job, PaDeviceIndex index,
                         const PaStreamParameters *input, double rate,
                         uint32_t frames)
{
    const PaDeviceInfo *info = Pa_GetDeviceInfo(index);
    const PaStreamParameters output = {
        .device = index,
        .channelCount = 2,
        .sampleFormat = paFloat32,
        .suggestedLatency =
            frames ? frames / rate : info->defaultLowOutputLatency};
    job->frames = frames;
    return Pa_OpenStream(&job->stream, input, &output, rate,
                         frames ? frames : paFramesPerBufferUnspecified,
                         paNoFlag, callback, job->device);
}

static void do_open(void *context)
{
    struct job *job = context;
    job->status = wake(job->is_verbose, &job->error);
    if (job->status)
        return;
    const PaDeviceIndex index = choose(job->has_name ? job->name : NULL);
    if (index == paNoDevice) {
        Pa_Terminate();
        job->status =
            job->has_name
                ? cr_fail(&job->error, CR_ERR_DEVICE, 0, 0,
                          "there is no sound device '%.60s'; 'creditroll "
                          "devices' lists them",
                          job->name)
                : cr_fail(&job->error, CR_ERR_DEVICE, 0, 0,
                          "there is no sound device");
        return;
    }
    const PaDeviceInfo *info = Pa_GetDeviceInfo(index);
    const double rate = job->rate ? job->rate : best_rate(index, info);
    PaStreamParameters input;
    if (job->records && !find_input(job, index, &input)) {
        Pa_Terminate();
        return;
    }
    const PaStreamParameters *from = job->records ? &input : NULL;
    const uint32_t known = job->frames_for && !job->frames
                               ? job->frames_for(info->name, (uint32_t)rate)
                               : 0;
    PaError code =
        open_with(job, index, from, rate, known ? known : job->frames);
    if (code != paNoError && known) /* it does not take them now */
        code = open_with(job, index, from, rate, 0);
    snprintf(job->name, sizeof(job->name), "%s", info->name);
    const PaHostApiInfo *api = Pa_GetHostApiInfo(info->hostApi);
    snprintf(job->system, sizeof(job->system), "%s", api ? api->name : "");
    job->rate = (uint32_t)rate;
    if (code != paNoError) {
        job->status = explain(code, job->name, job->rate, &job->error);
        Pa_Terminate();
    }
}

/* Nobody waits for it: it frees itself. What is wrong is said by the next one. */
static void do_wake(void *context)
{
    struct job *job = context;
    is_awake = !wake(job->is_verbose, NULL);
    woken_ns = cr_monotonic_ns();
    atomic_store(&is_waking, is_awake);
    free(job);
}

void cr_portaudio_wake(const struct cr_device_wish *wish)
{
    struct job *job = calloc(1, sizeof(*job));
    if (!job)
        return;
    job->is_verbose = wish->is_verbose;
    atomic_store(&is_waking, true);
    if (!cr_errand_post(do_wake, job))
        free(job);
}

static void do_rest(void *context)
{
    (void)context;
    let_rest();
    atomic_store(&is_waking, false);
}

/* A thread that is still waking it would find the libraries gone. */
void cr_portaudio_rest(void)
{
    if (atomic_load(&is_waking))
        (void)cr_errand_run(do_rest, NULL, OPEN_MS);
}

enum cr_status cr_portaudio_open(struct cr_device *device,
                                 const struct cr_device_wish *wish,
                                 struct cr_error *error)
{
    struct job *job = calloc(1, sizeof(*job));
    bool is_back;
    if (!job)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    *job = (struct job){.device = device,
                        .has_name = wish->name != NULL,
                        .has_input = wish->input != NULL,
                        .records = wish->hear != NULL,
                        .is_verbose = wish->is_verbose,
                        .rate = wish->rate,
                        .frames = wish->frames,
                        .frames_for = wish->frames_for};
    if (wish->name)
        snprintf(job->name, sizeof(job->name), "%s", wish->name);
    if (wish->input)
        snprintf(job->input, sizeof(job->input), "%s", wish->input);
    const enum cr_status status =
        have_done(job, do_open, OPEN_MS, &is_back, error);
    if (!status) {
        snprintf(device->input, sizeof(device->input), "%s",
                 wish->hear ? job->input : "");
        snprintf(device->name, sizeof(device->name), "%s", job->name);
        snprintf(device->system, sizeof(device->system), "%s", job->system);
        device->rate = job->rate;
        device->frames = job->frames;
        device->stream = job->stream;
    }
    if (is_back)
        free(job);
    return status;
}

static void do_start(void *context)
{
    struct job *job = context;
    const PaError code = Pa_StartStream(job->stream);
    if (code != paNoError)
        job->status = explain(code, job->name, job->rate, &job->error);
}

static void do_stop(void *context)
{
    struct job *job = context;
    if (Pa_IsStreamActive(job->stream) == 1)
        Pa_StopStream(job->stream);
}

static void close_stream(void *stream)
{
    Pa_CloseStream(stream);
}

static void do_close(void *context)
{
    struct job *job = context;
    if (job->stream)
        cr_jack_close(close_stream, job->stream);
    Pa_Terminate();
}

/* Runs a job on the stream of a device. */
static struct job *job_on(const struct cr_device *device)
{
    struct job *job = calloc(1, sizeof(*job));
    if (!job)
        return NULL;
    job->stream = device->stream;
    job->rate = device->rate;
    snprintf(job->name, sizeof(job->name), "%s", device->name);
    return job;
}

static enum cr_status on_stream(struct cr_device *device, cr_errand *work,
                                int ms, struct cr_error *error)
{
    struct job *job = job_on(device);
    bool is_back = true;
    if (!job)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    const enum cr_status status = have_done(job, work, ms, &is_back, error);
    if (is_back)
        free(job);
    return status;
}

enum cr_status cr_portaudio_start(struct cr_device *device,
                                  struct cr_error *error)
{
    return on_stream(device, do_start, OPEN_MS, error);
}

bool cr_portaudio_stop(struct cr_device *device)
{
    return !device->stream || !on_stream(device, do_stop, CLOSE_MS, NULL);
}

bool cr_portaudio_close(struct cr_device *device)
{
    return !on_stream(device, do_close, CLOSE_MS, NULL);
}

/* Nobody waits for it: it frees itself. */
static void do_leave(void *context)
{
    do_close(context);
    free(context);
}

void cr_portaudio_leave(struct cr_device *device)
{
    struct job *job = job_on(device);
    if (job && !cr_errand_post(do_leave, job))
        free(job);
}

static void do_list(void *context)
{
    struct job *job = context;
    struct cr_text_buffer *out = &job->text;
    job->status = wake(job->is_verbose, &job->error);
    if (job->status)
        return;
    const PaDeviceIndex count = Pa_GetDeviceCount(), used = choose(NULL);
    cr_text_say(out, "  %-4s %-40s %-10s %8s %11s\n", "no", _("output"),
                _("system"), _("Hz"), _("latency ms"));
    for (PaDeviceIndex i = 0; i < count; i++) {
        const PaDeviceInfo *info = Pa_GetDeviceInfo(i);
        if (info->maxOutputChannels < 2)
            continue;
        cr_text_say(out, _("%c %-4d %-40.40s %-10s %8.0f %5.1f to %.1f\n"),
                    i == used ? '*' : ' ', i, info->name,
                    Pa_GetHostApiInfo(info->hostApi)->name,
                    info->defaultSampleRate,
                    1000 * info->defaultLowOutputLatency,
                    1000 * info->defaultHighOutputLatency);
    }
    if (used == paNoDevice)
        cr_text_say(out, _("There is no sound device: practice is silent, and "
                           "is timed by the system's clock.\n"));
    else
        cr_text_say(out, _("* is used without --device: %s\n"),
                    Pa_GetDeviceInfo(used)->hostApi ==
                            Pa_HostApiTypeIdToHostApiIndex(paJACK)
                        ? _("JACK runs, and has the lowest latency")
                        : _("it is the system's default"));
    Pa_Terminate();
}

enum cr_status cr_device_list(struct cr_text_buffer *out, bool is_verbose,
                              struct cr_error *error)
{
    struct job *job = calloc(1, sizeof(*job));
    bool is_back;
    if (!job)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    job->is_verbose = is_verbose;
    const enum cr_status status =
        have_done(job, do_list, OPEN_MS, &is_back, error);
    if (!status)
        *out = job->text;
    else if (is_back)
        free(job->text.text);
    if (is_back)
        free(job);
    return status;
}
