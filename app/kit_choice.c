#include "app/kit_choice.h"

#include <stdio.h>
#include <string.h>

#include "app/files.h"

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

enum cr_status cr_kit_open(struct cr_kit *kit, const char *name, uint32_t rate,
                           struct cr_error *error)
{
    char path[4096];
    if (!cr_kit_folder(name ? name : CR_HOUSE_KIT, path, sizeof(path)))
        return cr_fail(error, CR_ERR_IO, 0, 0, "no kits are installed");
    const enum cr_status status = cr_kit_load(kit, path, rate, error);
    if (!status && kit->problems.size)
        fprintf(stderr, "creditroll: kit %s:\n%s", path, kit->problems.text);
    return status;
}
