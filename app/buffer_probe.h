/* buffer_probe.h - finds the smallest block with which a device loses no sound.
 *
 * Units     frames, seconds. Threads: main; waits for some seconds for each size.
 * Memory    none is kept. Errors: CR_ERR_DEVICE with words, CR_ERR_INTERRUPTED.
 */
#ifndef CR_APP_BUFFER_PROBE_H
#define CR_APP_BUFFER_PROBE_H

#include <signal.h>

#include "app/known_devices.h"

enum { CR_PROBE_SIZES = 6 };

struct cr_probed_size {
    uint32_t frames; /* of a block; what was asked for */
    uint32_t given;  /* what the device made of it */
    uint64_t underflows;
    uint32_t gaps;
    double longest_gap_ms;
    bool is_good; /* nothing was lost */
};

struct cr_buffer_probe {
    struct cr_device_key key; /* of the device, with its own block */
    bool is_fixed; /* the server decides the block: only that was looked at */
    struct cr_probed_size sizes[CR_PROBE_SIZES];
    int size_count;
    uint32_t best; /* the smallest good one; 0: none is */
};

/* Tries sizes from the smallest on, each for `seconds`, until one is good. */
enum cr_status cr_buffer_probe(struct cr_buffer_probe *probe,
                               const struct cr_device_wish *wish,
                               double seconds,
                               const volatile sig_atomic_t *is_interrupted,
                               struct cr_error *error) CR_MUST_CHECK;

#endif
