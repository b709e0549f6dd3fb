/* kit_choice.h - a kit by its name or its folder. */
#ifndef CR_APP_KIT_CHOICE_H
#define CR_APP_KIT_CHOICE_H

#include "audio/kit.h"

#define CR_HOUSE_KIT "house"

/* `name` NULL is the house kit; with a pattern only its drums are loaded, NULL:
 * all. Problems of single samples are printed to
 * standard error; the rest plays. */
enum cr_status cr_kit_open(struct cr_kit *kit, const char *name, uint32_t rate,
                           const struct cr_pattern *pattern,
                           struct cr_error *error) CR_MUST_CHECK;

/* The same in two steps: a kit is decoded while the device is being opened, whose
 * rate is then mostly the one guessed, 48 kHz. `name` and `pattern` must
 * outlive both. */
struct cr_kit_early;
struct cr_kit_early *cr_kit_begin(const char *name, uint32_t guessed_rate,
                                  const struct cr_pattern *pattern);

/* Ends what was begun (NULL: nothing was) and gives the kit at `rate`, or only
 * drops it if `kit` is NULL. */
enum cr_status cr_kit_finish(struct cr_kit_early *early, struct cr_kit *kit,
                             const char *name, uint32_t rate,
                             const struct cr_pattern *pattern,
                             struct cr_error *error) CR_MUST_CHECK;

bool cr_kit_folder(const char *kit, char *path, size_t size);

#endif
