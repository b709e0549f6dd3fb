#define _POSIX_C_SOURCE 200809L
#include "app/files.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum cr_status cr_file_read(const char *path, size_t limit, char **text,
                            size_t *size, struct cr_error *error)
{
    const bool is_stdin = strcmp(path, "-") == 0;
    FILE *file = is_stdin ? stdin : fopen(path, "rb");
    if (!file)
        return cr_fail(error, CR_ERR_IO, 0, 0, "%s: %s", path, strerror(errno));
    size_t used = 0, capacity = 65536;
    char *buffer = malloc(capacity + 1);
    enum cr_status status = buffer ? CR_OK : CR_ERR_MEMORY;
    while (!status) {
        const size_t got = fread(buffer + used, 1, capacity - used, file);
        used += got;
        if (used > limit) {
            status = cr_fail(error, CR_ERR_LIMIT, 0, 0,
                             "%s: larger than %zu bytes", path, limit);
        } else if (got == 0 && ferror(file)) {
            status = cr_fail(error, CR_ERR_IO, 0, 0, "%s: %s", path,
                             strerror(errno));
        } else if (got == 0) {
            break;
        } else if (used == capacity) {
            char *moved = realloc(buffer, capacity * 2 + 1);
            if (!moved) {
                status = cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
            } else {
                buffer = moved;
                capacity *= 2;
            }
        }
    }
    if (!is_stdin)
        fclose(file);
    if (status) {
        free(buffer);
        return status;
    }
    buffer[used] = '\0';
    *text = buffer;
    *size = used;
    return CR_OK;
}

enum cr_status cr_file_draft_name(const char *path, char *draft, size_t size,
                                  struct cr_error *error)
{
    const int length = snprintf(draft, size, "%s.XXXXXX", path);
    if (length < 0 || (size_t)length >= size)
        return cr_fail(error, CR_ERR_IO, 0, 0, "%s: name too long", path);
    const int descriptor = mkstemp(draft);
    if (descriptor < 0)
        return cr_fail(error, CR_ERR_IO, 0, 0, "%s: %s", path, strerror(errno));
    /* mkstemp makes it private; a file of the user's has the usual rights */
    const mode_t mask = umask(0);
    umask(mask);
    (void)fchmod(descriptor, 0666 & ~mask);
    close(descriptor);
    return CR_OK;
}

enum cr_status cr_file_publish(const char *draft, const char *path,
                               struct cr_error *error)
{
    if (rename(draft, path) == 0)
        return CR_OK;
    const int reason = errno;
    remove(draft);
    return cr_fail(error, CR_ERR_IO, 0, 0, "%s: %s", path, strerror(reason));
}

enum cr_status cr_file_write(const char *path, const char *text, size_t size,
                             struct cr_error *error)
{
    if (strcmp(path, "-") == 0) {
        if (fwrite(text, 1, size, stdout) == size && fflush(stdout) == 0)
            return CR_OK;
        return cr_fail(error, CR_ERR_IO, 0, 0, "standard output: %s",
                       strerror(errno));
    }
    char draft[4096];
    const enum cr_status status =
        cr_file_draft_name(path, draft, sizeof(draft), error);
    if (status)
        return status;
    FILE *file = fopen(draft, "wb");
    bool is_good = file && fwrite(text, 1, size, file) == size;
    is_good = is_good && fflush(file) == 0 && fsync(fileno(file)) == 0;
    const int reason = errno;
    if (file && fclose(file) != 0)
        is_good = false;
    if (!is_good) {
        remove(draft);
        return cr_fail(error, CR_ERR_IO, 0, 0, "%s: %s", path,
                       strerror(reason));
    }
    return cr_file_publish(draft, path, error);
}

bool cr_file_exists(const char *path)
{
    struct stat ignored;
    return stat(path, &ignored) == 0;
}

/* As freedesktop.org's base directories have it: a relative one does not count. */
static bool own_folder(const char *variable, const char *in_home, char *path,
                       size_t size)
{
    const char *base = getenv(variable), *home = getenv("HOME");
    const bool has_base = base && base[0] == '/';
    if (!has_base && (!home || home[0] != '/'))
        return false;
    const int length =
        has_base ? snprintf(path, size, "%s/creditroll", base)
                 : snprintf(path, size, "%s/%s/creditroll", home, in_home);
    return length > 0 && (size_t)length < size;
}

bool cr_file_config_folder(char *path, size_t size)
{
    return own_folder("XDG_CONFIG_HOME", ".config", path, size);
}

bool cr_file_data_folder(char *path, size_t size)
{
    return own_folder("XDG_DATA_HOME", ".local/share", path, size);
}

enum cr_status cr_file_make_folder(const char *path, struct cr_error *error)
{
    char part[4096];
    const size_t length = strlen(path);
    if (length >= sizeof(part))
        return cr_fail(error, CR_ERR_IO, 0, 0, "%s: name too long", path);
    memcpy(part, path, length + 1);
    for (size_t i = 1; i <= length; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        part[i] = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return cr_fail(error, CR_ERR_IO, 0, 0, "%s: %s", part,
                           strerror(errno));
        part[i] = path[i];
    }
    return CR_OK;
}

bool cr_file_shipped(const char *folder, char *path, size_t size)
{
    const char *own = getenv("CREDITROLL_DATA");
    const char *const roots[] = {own, CR_SOURCE_DATA, CR_INSTALLED_DATA};
    for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++) {
        if (!roots[i])
            continue;
        snprintf(path, size, "%s/%s", roots[i], folder);
        if (cr_file_exists(path))
            return true;
    }
    return false;
}

bool cr_file_shipped_languages(char *path, size_t size)
{
    static const char *const roots[] = {CR_BUILT_LANGUAGES,
                                        CR_INSTALLED_LANGUAGES};
    for (size_t i = 0; i < sizeof(roots) / sizeof(roots[0]); i++) {
        snprintf(path, size, "%s", roots[i]);
        if (cr_file_exists(path))
            return true;
    }
    return false;
}

bool cr_file_shipped_pattern(const char *name, char *path, size_t size)
{
    static const char *const folders[] = {"patterns", "../patterns/library"};
    char folder[4096];
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        if (!cr_file_shipped(folders[i], folder, sizeof(folder)))
            continue;
        const int length = snprintf(path, size, "%s/%s", folder, name);
        if (length > 0 && (size_t)length < size && cr_file_exists(path))
            return true;
    }
    return false;
}

enum cr_status cr_file_config_path(const char *name, bool makes_folder,
                                   char *path, size_t size,
                                   struct cr_error *error)
{
    char folder[4000];
    if (!cr_file_config_folder(folder, sizeof(folder)))
        return cr_fail(error, CR_ERR_IO, 0, 0,
                       "there is no folder for settings: set HOME");
    snprintf(path, size, "%s/%s", folder, name);
    return makes_folder ? cr_file_make_folder(folder, error) : CR_OK;
}

uint64_t cr_file_sum(const char *text, size_t size)
{
    uint64_t sum = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return sum;
}
