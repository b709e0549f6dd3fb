#define _POSIX_C_SOURCE 200809L
#include "app/kit_choice.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/files.h"
#include "audio/thread_locale.h"

bool cr_kit_folder(const char *kit, char *path, size_t size)
{
    if (strchr(kit, '/') || cr_file_exists(kit)) {
        snprintf(path, size, "%s", kit);
        return true;
    }
    char folder[4096];
    if (!cr_file_shipped("kits", folder, sizeof(folder)))
        return false;
    snprintf(path, size, "%.3000s/%.1000s", folder, kit);
    return true;
}

static enum cr_status load(struct cr_kit *kit, const char *name, uint32_t rate,
                           const struct cr_pattern *pattern,
                           struct cr_error *error)
{
    char path[4096];
    if (!cr_kit_folder(name ? name : CR_HOUSE_KIT, path, sizeof(path)))
        return cr_fail(error, CR_ERR_IO, 0, 0, "no kits are installed");
    return cr_kit_load(kit, path, rate, pattern, error);
}

static void tell_problems(const struct cr_kit *kit)
{
    if (kit->problems.size)
        fprintf(stderr, "creditroll: kit %s:\n%s", kit->path,
                kit->problems.text);
}

enum cr_status cr_kit_open(struct cr_kit *kit, const char *name, uint32_t rate,
                           const struct cr_pattern *pattern,
                           struct cr_error *error)
{
    const enum cr_status status = load(kit, name, rate, pattern, error);
    if (!status)
        tell_problems(kit);
    return status;
}

void cr_kit_open_voice(struct cr_kit *kit, uint32_t rate)
{
    if (load(kit, CR_VOICE_KIT, rate, NULL, NULL))
        *kit = (struct cr_kit){0};
}

struct cr_kit_early {
    pthread_t thread;
    const char *name;
    uint32_t rate;
    const struct cr_pattern *pattern;
    struct cr_kit kit;
    enum cr_status status;
    atomic_bool is_read;
};

static void *run(void *context)
{
    struct cr_kit_early *early = context;
    cr_thread_locale_use();
    early->status =
        load(&early->kit, early->name, early->rate, early->pattern, NULL);
    atomic_store(&early->is_read, true);
    return NULL;
}

struct cr_kit_early *cr_kit_begin(const char *name, uint32_t guessed_rate,
                                  const struct cr_pattern *pattern)
{
    struct cr_kit_early *early = calloc(1, sizeof(*early));
    if (!early)
        return NULL;
    early->name = name;
    early->rate = guessed_rate ? guessed_rate : 48000;
    early->pattern = pattern;
    if (!pthread_create(&early->thread, NULL, run, early))
        return early;
    free(early);
    return NULL;
}

enum cr_status cr_kit_finish(struct cr_kit_early *early, struct cr_kit *kit,
                             const char *name, uint32_t rate,
                             const struct cr_pattern *pattern,
                             struct cr_error *error)
{
    bool is_good = false;
    if (early) {
        pthread_join(early->thread, NULL);
        is_good = kit && !early->status && early->rate == rate;
        if (is_good)
            *kit = early->kit;
        else if (!early->status)
            cr_kit_destroy(&early->kit);
        free(early);
    }
    if (is_good)
        tell_problems(kit);
    return is_good || !kit ? CR_OK
                           : cr_kit_open(kit, name, rate, pattern, error);
}

void cr_kit_beside_read(struct cr_kit_beside *beside, const char *name,
                        uint32_t rate)
{
    if (!beside->is_asked_for)
        beside->early = cr_kit_begin(name, rate, NULL);
    beside->is_asked_for = true;
}

const struct cr_kit *cr_kit_beside_get(struct cr_kit_beside *beside)
{
    struct cr_kit_early *early = beside->early;
    beside->early = NULL;
    if (early && cr_kit_finish(early, &beside->kit, early->name, early->rate,
                               NULL, NULL))
        beside->kit = (struct cr_kit){0};
    return beside->kit.drum_count ? &beside->kit : NULL;
}

bool cr_kit_beside_is_read(const struct cr_kit_beside *beside)
{
    return !beside->early || atomic_load(&beside->early->is_read);
}

void cr_kit_beside_destroy(struct cr_kit_beside *beside)
{
    if (beside->early)
        (void)!cr_kit_finish(beside->early, NULL, NULL, 0, NULL, NULL);
    cr_kit_destroy(&beside->kit);
    *beside = (struct cr_kit_beside){0};
}
