/* theme.h - the colours of a screen by their use, and the faces of its type.
 *
 * Colour means timing and nothing else: early, on time, late. Everything else
 * is warm white on near black, or the reverse.
 */
#ifndef CR_APP_UI_THEME_H
#define CR_APP_UI_THEME_H

#include <stdbool.h>

struct cr_colour {
    double r, g, b;
};

struct cr_theme {
    const char *name;
    struct cr_colour bg0, bg1, bg2, bg3; /* letterbox, picture, group, cap */
    struct cr_colour track, zone;
    struct cr_colour line1, line2, line3;
    struct cr_colour ink1, ink2, ink3, spent;
    struct cr_colour early, on, late, alert, inv;
};

/* "dark" or "light"; NULL if there is no such theme. */
const struct cr_theme *cr_theme_find(const char *name);

#define CR_FACE_TITLE "Bebas Neue, Inter, Sans"
#define CR_FACE_TEXT "Inter, Sans"
#define CR_FACE_CODE "JetBrains Mono, Monospace"

#endif
