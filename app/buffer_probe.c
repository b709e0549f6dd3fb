#define _POSIX_C_SOURCE 200809L
#include "app/buffer_probe.h"

#include <string.h>

#include "app/device_clock.h"

static const uint32_t sizes[CR_PROBE_SIZES] = {64, 128, 256, 512, 1024, 2048};

static enum cr_status try_size(struct cr_buffer_probe *probe,
                               const struct cr_device_wish *wish,
                               double seconds,
                               const volatile sig_atomic_t *is_interrupted,
                               struct cr_error *error)
{
    struct cr_probed_size *size = &probe->sizes[probe->size_count];
    struct cr_device *device = NULL;
    struct cr_device_findings found;
    struct cr_clock clock;
    enum cr_status status = cr_device_open(&device, wish, NULL, NULL, error);
    if (status)
        return status;
    cr_clock_init(&clock, cr_device_rate(device));
    status = cr_device_start(device, 0, error);
    if (!status) {
        cr_device_examine(&found, &clock, device, seconds, is_interrupted);
        size->given = found.block_frames;
        size->frames = wish->frames ? wish->frames : size->given;
        size->underflows = found.stats.underflows;
        size->gaps = found.gaps;
        size->longest_gap_ms = (double)found.stats.longest_gap_ns / 1e6;
        size->is_good =
            found.stats.callbacks && !size->underflows && !size->gaps;
        probe->size_count++;
    }
    cr_device_close(device);
    return status;
}

/* The device's name, and whether it lets us choose. */
static enum cr_status look_at(struct cr_buffer_probe *probe,
                              const struct cr_device_wish *wish,
                              struct cr_error *error)
{
    struct cr_device *device = NULL;
    const enum cr_status status =
        cr_device_open(&device, wish, NULL, NULL, error);
    if (status)
        return status;
    cr_device_key(device, &probe->key);
    probe->is_fixed = strncmp(cr_device_system(device), "JACK", 4) == 0;
    cr_device_close(device);
    return CR_OK;
}

enum cr_status cr_buffer_probe(struct cr_buffer_probe *probe,
                               const struct cr_device_wish *wish,
                               double seconds,
                               const volatile sig_atomic_t *is_interrupted,
                               struct cr_error *error)
{
    struct cr_device_wish tried = *wish;
    *probe = (struct cr_buffer_probe){0};
    if (wish->is_null)
        return cr_fail(error, CR_ERR_DEVICE, 0, 0,
                       "the silent device loses nothing at any size");
    tried.frames = 0;
    tried.frames_for = NULL;
    enum cr_status status = look_at(probe, &tried, error);
    const int count = probe->is_fixed ? 1 : CR_PROBE_SIZES;
    for (int i = 0; !status && i < count && !probe->best; i++) {
        tried.frames = probe->is_fixed ? 0 : sizes[i];
        status = try_size(probe, &tried, seconds, is_interrupted, error);
        if (!status && *is_interrupted)
            status = cr_fail(error, CR_ERR_INTERRUPTED, 0, 0,
                             "stopped; nothing was changed");
        if (!status && probe->sizes[i].is_good)
            probe->best = probe->sizes[i].frames;
    }
    return status;
}
