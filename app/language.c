#define _POSIX_C_SOURCE 200809L
#include "app/language.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/files.h"
#include "patterns/words.h"

#if defined(CR_HAS_GETTEXT)
#include <libintl.h>
#include <locale.h>

enum { NAME = 64 };

/* The languages a person reads, the best first, as gettext takes them: from LANGUAGE,
 * or from the name of a locale like de_DE.UTF-8, whether the system has it or not. */
static void ask_system(char *languages, size_t size)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *value = getenv("LANGUAGE");
    if (value && *value) {
        snprintf(languages, size, "%s", value);
        return;
    }
    languages[0] = '\0';
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        value = getenv(names[i]);
        if (value && *value) {
            snprintf(languages, size, "%.*s", (int)strcspn(value, ".@"), value);
            return;
        }
    }
}

/* "en", "en_GB", or a list that begins so. */
static bool is_english(const char *languages)
{
    return strncmp(languages, "en", 2) == 0 &&
           (!languages[2] || strchr("_:.@", languages[2]));
}

void cr_language_set(const char *language)
{
    static char system_languages[NAME];
    static bool has_asked;
    char folder[1024];
    if (!has_asked)
        ask_system(system_languages, sizeof(system_languages));
    has_asked = true;
    const char *own = language && *language ? language : system_languages;
    /* there is no catalogue of English: without this, who reads English first and
     * German second would get German */
    setenv("LANGUAGE", is_english(own) ? "en" : own, 1);
    /* it counts in every locale but C, and C.UTF-8 is always there; only another locale
     * makes gettext forget what it has found in the language before */
    setlocale(LC_MESSAGES, "C");
    if (!setlocale(LC_MESSAGES, "C.UTF-8"))
        setlocale(LC_MESSAGES, "");
    if (cr_file_shipped_languages(folder, sizeof(folder)))
        bindtextdomain(CR_WORDS_DOMAIN, folder);
    bind_textdomain_codeset(CR_WORDS_DOMAIN, "UTF-8");
}
#else
void cr_language_set(const char *language)
{
    (void)language;
}
#endif
