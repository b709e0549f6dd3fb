/* loop_run.h - plays coded clicks on a device and records what comes back, by a
 * cable or by a microphone in front of the speaker (practice/loopback.h).
 *
 * Units     ms. Threads: main; waits for about ten seconds. Memory: none is kept.
 * Errors    CR_ERR_DEVICE with words; CR_ERR_INTERRUPTED. What cannot be trusted
 *           is no error, but has a reason.
 */
#ifndef CR_APP_LOOP_RUN_H
#define CR_APP_LOOP_RUN_H

#include <signal.h>

#include "app/known_devices.h"
#include "app/practice/loopback.h"
#include "audio/device.h"

struct cr_loop_run {
    struct cr_device_key key;
    char recorded_from[256];
    struct cr_loopback loop; /* its delay is the round trip, out and in */
    double claimed_ms;       /* what the device says the round trip is; 0: no
                                believable word */
    uint64_t underflows;
};

/* What the offset of the output is: what the device did not say. */
double cr_loop_run_offset_ms(const struct cr_loop_run *run);

/* One measurement; ends early once `*is_interrupted` is set. */
enum cr_status cr_loop_run(struct cr_loop_run *run,
                           const struct cr_device_wish *wish,
                           const volatile sig_atomic_t *is_interrupted,
                           struct cr_error *error) CR_MUST_CHECK;

#endif
