/* metronome_presets.h - nine metronomes that are kept, in a file of a line each:
 *
 *      presets 1
 *      3: bpm=104; meter=7/8 2+2+3; levels=3121211; under=2:21
 *
 * Memory    plain values. Threads: any one at a time.
 * Errors    CR_ERR_RANGE if there is none under a number; CR_ERR_SYNTAX with line and
 *           column of a file that is not as above; CR_ERR_IO. A file that is wrong is left
 *           as it is.
 */
#ifndef CR_APP_METRONOME_PRESETS_H
#define CR_APP_METRONOME_PRESETS_H

#include "app/practice/metronome.h"

enum { CR_PRESETS = 9 };

struct cr_presets {
    struct cr_metronome items[CR_PRESETS];
    bool is_kept[CR_PRESETS];
};

/* Of a text; `presets` stays as it was if it is wrong. */
enum cr_status cr_presets_read(struct cr_presets *presets, const char *text,
                               size_t size,
                               struct cr_error *error) CR_MUST_CHECK;
void cr_presets_write(const struct cr_presets *presets,
                      struct cr_text_buffer *out);

/* The one under a number, 1 to 9, of the person's own file. */
enum cr_status cr_preset_find(uint32_t number, struct cr_metronome *metronome,
                              struct cr_error *error) CR_MUST_CHECK;

/* The next one that is kept behind a number, or the one before it, round and round;
 * `*number` becomes its. 0: none was taken yet. */
enum cr_status cr_preset_turn(uint32_t *number, bool is_back,
                              struct cr_metronome *metronome,
                              struct cr_error *error) CR_MUST_CHECK;

enum cr_status cr_preset_keep(uint32_t number,
                              const struct cr_metronome *metronome,
                              struct cr_error *error) CR_MUST_CHECK;

#endif
