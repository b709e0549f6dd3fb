/* What a desktop asks of all programs, each case in a process of its own: GLib looks for
 * settings once. */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/ui/desktop.h"
#include "tests/support/check.h"

static char folder[] = "/tmp/creditroll-desktop-XXXXXX";

static void write_file(const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *out = fopen(path, "w");
    CHECK(out);
    fputs(text, out);
    fclose(out);
}

static void run(const char *format)
{
    char command[300];
    snprintf(command, sizeof(command), format, folder);
    CHECK(system(command) == 0);
}

/* What it says where the desktop's settings are these. */
static bool is_calm_with(const char *schema, const char *settings)
{
    char path[200];
    int status = 0;
    write_file("config/glib-2.0/settings/keyfile", settings);
    write_file("own.gschema.xml", schema);
    run("glib-compile-schemas %s");
    fflush(NULL);
    const pid_t child = fork();
    if (!child) {
        snprintf(path, sizeof(path), "%s/config", folder);
        setenv("XDG_CONFIG_HOME", path, 1);
        setenv("XDG_DATA_DIRS", folder, 1);
        setenv("XDG_DATA_HOME", folder, 1);
        setenv("GSETTINGS_SCHEMA_DIR", folder, 1);
        setenv("GSETTINGS_BACKEND", "keyfile", 1);
        _exit(cr_desktop_is_calm() ? 1 : 0);
    }
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    return WEXITSTATUS(status) == 1;
}

static void it_is_asked(void **state)
{
    static const char schema[] =
        "<schemalist><schema id='org.gnome.desktop.interface' "
        "path='/org/gnome/desktop/interface/'><key name='enable-animations' "
        "type='b'><default>true</default></key></schema></schemalist>";
    static const char other[] =
        "<schemalist><schema id='org.gnome.desktop.interface' "
        "path='/org/gnome/desktop/interface/'><key name='font-name' "
        "type='s'><default>''</default></key></schema></schemalist>";
    static const char off[] =
        "[org/gnome/desktop/interface]\nenable-animations=false\n";
    static const char on[] =
        "[org/gnome/desktop/interface]\nenable-animations=true\n";
    (void)state;
    CHECK(mkdtemp(folder));
    run("mkdir -p %s/config/glib-2.0/settings");
    CHECK(is_calm_with(schema, off));
    CHECK(!is_calm_with(schema, on));
    CHECK(!is_calm_with(schema, ""));
    CHECK(!is_calm_with(schema, "[org/gnome/desktop/interface]\nenable-"
                                "animations='perhaps'\n"));
    CHECK(!is_calm_with(other, off));
    CHECK(!is_calm_with("<schemalist/>", off));
    run("rm -r %s");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(it_is_asked)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
