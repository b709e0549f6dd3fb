/* How a device is opened: a sound system that is woken early for it goes to sleep with
 * it all the same, and its block is the one that is known to be enough. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include <dlfcn.h>
#include <portaudio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "audio/device.h"
#include "audio/errand.h"
#include "tests/support/check.h"

static void silence(void *context, float *out, uint32_t frames)
{
    (void)context;
    memset(out, 0, 2 * (size_t)frames * sizeof(*out));
}

static void open_and_close(void)
{
    const struct cr_device_wish wish = {0};
    struct cr_device *device = NULL;
    struct cr_error error = {0};
    CHECK_INT(CR_OK, cr_device_open(&device, &wish, silence, NULL, &error));
    CHECK(Pa_GetDeviceCount() > 0);
    cr_device_close(device);
    CHECK_INT(paNotInitialized, Pa_GetDeviceCount());
}

static void a_device_is_looked_for_anew_each_time(void **state)
{
    const struct cr_device_wish wish = {0}, none = {.is_null = true};
    (void)state;
    open_and_close();
    cr_device_wake(&wish);
    cr_device_wake(&wish); /* once is enough */
    open_and_close();
    open_and_close();
    cr_device_wake(&none);
    CHECK_INT(paNotInitialized, Pa_GetDeviceCount());
}

static void what_was_woken_for_nothing_goes_to_sleep(void **state)
{
    const struct cr_device_wish wish = {0};
    (void)state;
    cr_device_rest();
    cr_device_wake(&wish);
    cr_device_rest();
    CHECK_INT(paNotInitialized, Pa_GetDeviceCount());
    open_and_close();
}

static int64_t passed_s;
static int initialized;

/* Time may pass without waiting for it. */
int clock_gettime(clockid_t clock, struct timespec *time)
{
    const long failed = syscall(SYS_clock_gettime, clock, time);
    time->tv_sec += passed_s;
    return (int)failed;
}

PaError Pa_Initialize(void)
{
    PaError (*initialize)(void);
    *(void **)&initialize = dlsym(RTLD_NEXT, "Pa_Initialize");
    initialized++;
    return initialize();
}

static void nothing(void *context)
{
    (void)context;
}

static void a_sound_system_that_was_woken_long_ago_is_woken_anew(void **state)
{
    const struct cr_device_wish wish = {0};
    (void)state;
    initialized = 0;
    cr_device_wake(&wish);
    open_and_close();
    CHECK_INT(1, initialized);
    cr_device_wake(&wish);
    CHECK(cr_errand_run(nothing, NULL, 10000)); /* it is awake by then */
    CHECK_INT(2, initialized);
    passed_s += 6; /* another card may have been plugged in */
    open_and_close();
    CHECK_INT(3, initialized);
}

static int asked;

static uint32_t frames_for(const char *name, uint32_t rate)
{
    asked++;
    return strcmp(name, "default") || rate != 48000 ? 1 : 96;
}

/* A device that does not take blocks of 77 frames. */
PaError Pa_OpenStream(PaStream **stream, const PaStreamParameters *input,
                      const PaStreamParameters *output, double rate,
                      unsigned long frames, PaStreamFlags flags,
                      PaStreamCallback *callback, void *context)
{
    PaError (*open)(PaStream **, const PaStreamParameters *,
                    const PaStreamParameters *, double, unsigned long,
                    PaStreamFlags, PaStreamCallback *, void *);
    *(void **)&open = dlsym(RTLD_NEXT, "Pa_OpenStream");
    return frames == 77 ? paInvalidFlag
                        : open(stream, input, output, rate, frames, flags,
                               callback, context);
}

static uint32_t refused_frames_for(const char *name, uint32_t rate)
{
    (void)name;
    (void)rate;
    return 77;
}

static uint32_t no_frames_for(const char *name, uint32_t rate)
{
    (void)name;
    (void)rate;
    asked++;
    return 0;
}

static uint32_t frames_of(struct cr_device_wish wish)
{
    struct cr_device *device = NULL;
    struct cr_error error = {0};
    wish.rate = 48000;
    wish.name = "default";
    CHECK_INT(CR_OK, cr_device_open(&device, &wish, silence, NULL, &error));
    const uint32_t frames = cr_device_frames(device);
    cr_device_close(device);
    return frames;
}

static void
a_block_that_is_known_is_taken_unless_another_is_wished(void **state)
{
    (void)state;
    CHECK_INT(96, frames_of((struct cr_device_wish){.frames_for = frames_for}));
    CHECK_INT(1, asked);
    CHECK_INT(0,
              frames_of((struct cr_device_wish){.frames_for = no_frames_for}));
    CHECK_INT(2, asked);
    CHECK_INT(512, frames_of((struct cr_device_wish){
                       .frames = 512, .frames_for = frames_for}));
    CHECK_INT(2, asked);
    CHECK_INT(0, frames_of((struct cr_device_wish){.frames_for =
                                                       refused_frames_for}));
}

int main(void)
{
    char path[] = "/tmp/creditroll-alsa-XXXXXX";
    const char config[] = "pcm.default { type null }\n";
    const int file = mkstemp(path);
    if (file < 0 ||
        write(file, config, sizeof(config) - 1) != sizeof(config) - 1)
        return 1;
    close(file);
    setenv("ALSA_CONFIG_PATH", path, 1);
    setenv("JACK_NO_START_SERVER", "1", 1);
    setenv("JACK_DEFAULT_SERVER", "creditroll-none", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_device_is_looked_for_anew_each_time),
        cmocka_unit_test(what_was_woken_for_nothing_goes_to_sleep),
        cmocka_unit_test(a_sound_system_that_was_woken_long_ago_is_woken_anew),
        cmocka_unit_test(
            a_block_that_is_known_is_taken_unless_another_is_wished)};
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    return failed;
}
