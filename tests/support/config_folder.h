/* config_folder.h - a person's settings of a test's own: a group's set-up and its end. One
 * file is kept there, at `path`. */
#ifndef CR_TESTS_SUPPORT_CONFIG_FOLDER_H
#define CR_TESTS_SUPPORT_CONFIG_FOLDER_H

#include <stdlib.h>
#include <unistd.h>

#include "tests/support/check.h"

static char folder[] = "/tmp/creditroll-config-XXXXXX";
static char path[256];

static inline int make_folder(const char *file)
{
    if (!mkdtemp(folder) || setenv("XDG_CONFIG_HOME", folder, 1))
        return 1;
    snprintf(path, sizeof(path), "%s/creditroll/%s", folder, file);
    return 0;
}

static inline int remove_folder(void **state)
{
    char inner[256];
    (void)state;
    snprintf(inner, sizeof(inner), "%s/creditroll", folder);
    remove(path);
    rmdir(inner);
    return rmdir(folder);
}

#endif
