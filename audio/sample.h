/* sample.h - one sound file as float at the rate of the device, one channel or two, with
 * what was measured of it.
 *
 * Memory    the sample owns its frames; cr_sample_deinit() frees them.
 * Errors    words for a person in `error`; the sample is then empty.
 */
#ifndef CR_AUDIO_SAMPLE_H
#define CR_AUDIO_SAMPLE_H

#include "audio/kit.h"

enum cr_status cr_sample_load(struct cr_sample *sample, const char *path,
                              const char *name, uint32_t rate,
                              struct cr_error *error) CR_MUST_CHECK;
void cr_sample_deinit(struct cr_sample *sample);

/* It is heard there, from its start, and not where it was measured. */
void cr_sample_set_onset(struct cr_sample *sample, uint32_t rate,
                         double onset_ms);

#endif
