/* kit_choice.h - a kit by its name or its folder. */
#ifndef CR_APP_KIT_CHOICE_H
#define CR_APP_KIT_CHOICE_H

#include "audio/kit.h"

#define CR_HOUSE_KIT "house"
#define CR_VOICE_KIT "voice"
#define CR_SUMMARY_KIT "summary"

/* `name` NULL is the house kit; with a pattern only its drums are loaded, NULL:
 * all. Problems of single samples are printed to
 * standard error; the rest plays. */
enum cr_status cr_kit_open(struct cr_kit *kit, const char *name, uint32_t rate,
                           const struct cr_pattern *pattern,
                           struct cr_error *error) CR_MUST_CHECK;

/* The voice that counts; an empty kit if none is installed: it clicks then. */
void cr_kit_open_voice(struct cr_kit *kit, uint32_t rate);

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

/* A kit that is read beside what goes on: empty until it is asked for. */
struct cr_kit_beside {
    struct cr_kit kit;
    struct cr_kit_early *early;
    bool is_asked_for;
};

/* Begins, once. */
void cr_kit_beside_read(struct cr_kit_beside *beside, const char *name,
                        uint32_t rate);

/* Waits for it; NULL if there is none, or it was never asked for. */
const struct cr_kit *cr_kit_beside_get(struct cr_kit_beside *beside);

/* True if nobody would wait. */
bool cr_kit_beside_is_read(const struct cr_kit_beside *beside);

void cr_kit_beside_destroy(struct cr_kit_beside *beside);

bool cr_kit_folder(const char *kit, char *path, size_t size);

#endif
