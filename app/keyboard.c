#include "app/keyboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/files.h"

enum { SIZE_LIMIT = 1024, PATH = 4096 };

static const char name[] = "keyboard";

static void write_text(uint32_t keys, char *text, size_t size)
{
    snprintf(text, size, "keyboard 1\nkeys: %u\n", keys);
}

enum cr_status cr_keyboard_find(uint32_t *keys, struct cr_error *error)
{
    char path[PATH], *text;
    size_t size;
    *keys = 0;
    enum cr_status status =
        cr_file_config_path(name, false, path, sizeof(path), error);
    if (status || !cr_file_exists(path))
        return status;
    status = cr_file_read(path, SIZE_LIMIT, &text, &size, error);
    if (status)
        return status;
    for (uint32_t k = 2; k <= 3; k++) {
        char own[64];
        write_text(k, own, sizeof(own));
        if (strcmp(text, own) == 0)
            *keys = k;
    }
    free(text);
    return *keys ? CR_OK
                 : cr_fail(error, CR_ERR_SYNTAX, 0, 0,
                           "%.200s is not understood: K in the lessons tests "
                           "the keyboard again",
                           path);
}

enum cr_status cr_keyboard_keep(uint32_t keys, struct cr_error *error)
{
    char path[PATH], text[64];
    const enum cr_status status =
        cr_file_config_path(name, true, path, sizeof(path), error);
    write_text(keys, text, sizeof(text));
    return status ? status : cr_file_write(path, text, strlen(text), error);
}
