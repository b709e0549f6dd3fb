/* kit_folder.h - which files of a folder make up which drum; for kit.c.
 *
 * Memory    a plan owns its entries. Errors: what cannot be understood is
 *           named in `problems` and left out.
 */
#ifndef CR_AUDIO_KIT_FOLDER_H
#define CR_AUDIO_KIT_FOLDER_H

#include "audio/kit.h"

struct cr_kit_entry {
    char file[256];
    uint32_t drum; /* in the plan's drums */
    int layer;     /* from 1, or the layer's place in kit.txt */
    int take;      /* from 1 */
};

struct cr_kit_plan {
    char name[128], license[128];
    struct cr_kit_drum drums[CR_KIT_DRUMS];
    uint32_t drum_count;
    struct cr_kit_entry *entries; /* by drum, layer, take */
    uint32_t entry_count, entry_capacity;
};

/* By kit.txt if `text` is not NULL, else by the names of `files`. */
enum cr_status cr_kit_plan_make(struct cr_kit_plan *plan, char **files,
                                uint32_t file_count, const char *text,
                                size_t size,
                                struct cr_text_buffer *problems) CR_MUST_CHECK;

#endif
