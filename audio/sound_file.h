/* sound_file.h - writes stereo float as WAV, FLAC or Ogg Vorbis, by the ending.
 *
 * Units     frames; samples are -1..1 and are clipped there.
 * Memory    a writer owns a buffer of a fixed size.
 * Threads   one at a time.
 * Errors    words in `error`. The caller removes a file that was not finished.
 */
#ifndef CR_AUDIO_SOUND_FILE_H
#define CR_AUDIO_SOUND_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "patterns/status.h"

struct cr_sound_file;

/* True if the ending of `path` is one that can be written. */
bool cr_sound_file_knows(const char *path);

/* `draft` is where to write; `name` is what the file will be called, and says
 * by its ending what it is. `frames_expected` chooses a WAV that can be longer
 * than 4 GiB if need be. */
enum cr_status cr_sound_file_create(struct cr_sound_file **file,
                                    const char *draft, const char *name,
                                    uint32_t rate, int64_t frames_expected,
                                    struct cr_error *error) CR_MUST_CHECK;

/* Appends 2 * frames samples. */
enum cr_status cr_sound_file_write(struct cr_sound_file *file,
                                   const float *samples, uint32_t frames,
                                   struct cr_error *error) CR_MUST_CHECK;

/* Writes what is left, closes and frees; `file` may be NULL. */
enum cr_status cr_sound_file_close(struct cr_sound_file *file,
                                   struct cr_error *error) CR_MUST_CHECK;

#endif
