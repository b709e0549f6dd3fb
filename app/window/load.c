#define _POSIX_C_SOURCE 200809L
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/window/window_module.h"

#define FILE_NAME "creditroll-window.so"

bool cr_window_is_possible(void)
{
    const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    return (x11 && *x11) || (wayland && *wayland);
}

/* For all to see, as if it had been linked: what is preloaded looks for the functions
 * that it stands in for. */
static void *open_file(const char *path)
{
    return dlopen(path, RTLD_NOW | RTLD_GLOBAL);
}

/* Beside the program: where something stands in for dlopen(), as a sanitizer does, it is
 * not looked for along the program's run path. */
static void *open_beside(void)
{
    char path[4096 + sizeof(FILE_NAME)];
    const ssize_t length = readlink("/proc/self/exe", path, 4096);
    if (length <= 0 || length == 4096)
        return NULL;
    path[length] = '\0';
    char *slash = strrchr(path, '/');
    if (!slash)
        return NULL;
    memcpy(slash + 1, FILE_NAME, sizeof(FILE_NAME));
    return access(path, R_OK) ? NULL : open_file(path);
}

/* Where no message bus runs, SDL and GLib would each start one, wait for it, and leave it
 * behind: they do without. Before there are threads, of which one might read what is set. */
static void start_no_bus(void)
{
    const char *folder = getenv("XDG_RUNTIME_DIR");
    char path[4096];
    if (folder &&
        snprintf(path, sizeof(path), "%s/bus", folder) < (int)sizeof(path) &&
        access(path, F_OK) == 0)
        return;
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
}

const struct cr_window_module *cr_window_load(struct cr_error *error)
{
    static const struct cr_window_module *module;
    char why[200];
    if (module)
        return module;
    start_no_bus();
    void *library = open_file(FILE_NAME);
    if (!library) {
        snprintf(why, sizeof(why), "%s", dlerror());
        library = open_beside();
    }
    if (library)
        module = dlsym(library, "cr_window_module");
    if (!module)
        (void)cr_fail(error, CR_ERR_DEVICE, 0, 0,
                      "the window cannot be loaded: %s. All that needs none "
                      "still works",
                      library ? FILE_NAME : why);
    return module;
}
