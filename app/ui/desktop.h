/* desktop.h - what a person has asked of all programs, in the settings of their desktop.
 *
 * Threads   main. Memory: none. Errors: none; a desktop that says nothing asks for nothing.
 */
#ifndef CR_APP_UI_DESKTOP_H
#define CR_APP_UI_DESKTOP_H

#include <stdbool.h>

/* True if as little as possible is to move: GNOME's setting, which others write as well. */
bool cr_desktop_is_calm(void);

#endif
