/* live_device.h - the sound device of a take: opened, known, watched, lost and
 * taken back. For live.c and live_device.c only.
 *
 *      plays --silent for a second--> lost: the silent device --found--> plays
 */
#ifndef CR_APP_LIVE_DEVICE_H
#define CR_APP_LIVE_DEVICE_H

#include "app/live.h"

/* Opens and starts the device wished for, with the block that was found to be
 * enough; a silent one if it cannot be had. */
enum cr_status cr_live_open_device(struct cr_live *live,
                                   struct cr_error *error) CR_MUST_CHECK;

/* What is known of the device: its offsets and how it is listened to. A file
 * that cannot be read is said, and then nothing is known. */
void cr_live_recall_device(struct cr_live *live);

/* Takes in the device's clock; sees to it that there is a device. */
void cr_live_watch_device(struct cr_live *live, int64_t now_ns);

/* The take's health begins here. */
void cr_live_watch_anew(struct cr_live *live);

/* Frames that the engine has played. */
int64_t cr_live_played_frames(const struct cr_live *live);

/* From the device's frames to the song's time. */
int64_t cr_live_song_ns(const struct cr_live *live, double frame);

#endif
