/* known_devices.h - what was found out about the devices of this machine, from
 * one start of the program to the next.
 *
 * One file, devices.json in the user's configuration folder
 * ($XDG_CONFIG_HOME/creditroll, else ~/.config/creditroll); one record for each
 * output, input, rate and buffer.
 *
 * Units     real milliseconds, Hz, frames. Threads: any, one at a time.
 * Memory    a list owns its records.
 * Errors    a file that is wrong is told with line and column, and never
 *           overwritten; nothing of it is used.
 */
#ifndef CR_APP_KNOWN_DEVICES_H
#define CR_APP_KNOWN_DEVICES_H

#include "app/practice/calibration.h"
#include "audio/device.h"
#include "patterns/status.h"
#include "patterns/text_buffer.h"

struct cr_device_key {
    char output[256], input[64];
    uint32_t rate, frames; /* of a block; 0: the device's own */
};

struct cr_known_device {
    struct cr_device_key key;
    struct cr_calibration calibration;
    uint32_t probed_frames; /* the smallest block that lost no sound; or 0 */
};

enum { CR_KNOWN_DEVICE_LIMIT = 256, CR_KNOWN_DEVICES_FILE_LIMIT = 1 << 20 };

struct cr_known_devices {
    struct cr_known_device *items;
    uint32_t count;
};

/* The key of an open device that is played with the keyboard. */
void cr_device_key(const struct cr_device *device, struct cr_device_key *key);

/* The record of a device; one that is not known is unasked and unknown. */
enum cr_status cr_known_device_find(const struct cr_device_key *key,
                                    struct cr_known_device *known,
                                    struct cr_error *error) CR_MUST_CHECK;

/* The smallest block that was found to be enough for an output; 0: not probed. */
uint32_t cr_known_device_frames(const char *output, uint32_t rate);

/* Keeps a record in place of the one with its key. */
enum cr_status cr_known_device_keep(const struct cr_known_device *known,
                                    struct cr_error *error) CR_MUST_CHECK;

/* Every record there is. */
enum cr_status cr_known_devices_load(struct cr_known_devices *list,
                                     struct cr_error *error) CR_MUST_CHECK;
void cr_known_devices_destroy(struct cr_known_devices *list);

/* The text of the file, both ways. */
enum cr_status cr_known_devices_read(struct cr_known_devices *list,
                                     const char *text, size_t size,
                                     struct cr_error *error) CR_MUST_CHECK;
void cr_known_devices_write(const struct cr_known_devices *list,
                            struct cr_text_buffer *out);

#endif
