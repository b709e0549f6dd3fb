/* A sound system that is woken early goes to sleep with its device all the same. */
#define _POSIX_C_SOURCE 200809L
#include <portaudio.h>
#include <stdlib.h>
#include <unistd.h>

#include "audio/device.h"
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
        cmocka_unit_test(what_was_woken_for_nothing_goes_to_sleep)};
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    return failed;
}
