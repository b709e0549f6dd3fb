#include "app/ui/desktop.h"

#include <gio/gio.h>

#define SCHEMA "org.gnome.desktop.interface"
#define KEY "enable-animations"

/* Where settings are kept nowhere, GLib says so on stderr: that is nobody's concern. */
static void ignore(const char *domain, GLogLevelFlags level,
                   const char *message, void *context)
{
    (void)domain;
    (void)level;
    (void)message;
    (void)context;
}

bool cr_desktop_is_calm(void)
{
    GSettingsSchemaSource *source = g_settings_schema_source_get_default();
    GSettingsSchema *schema =
        source ? g_settings_schema_source_lookup(source, SCHEMA, TRUE) : NULL;
    bool is_calm = false;
    if (!schema)
        return false;
    if (g_settings_schema_has_key(schema, KEY)) {
        const unsigned handler = g_log_set_handler(
            "GLib-GIO", G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_WARNING, ignore,
            NULL);
        GSettings *settings = g_settings_new_full(schema, NULL, NULL);
        is_calm = !g_settings_get_boolean(settings, KEY);
        g_object_unref(settings);
        g_log_remove_handler("GLib-GIO", handler);
    }
    g_settings_schema_unref(schema);
    return is_calm;
}
