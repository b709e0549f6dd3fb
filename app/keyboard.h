/* keyboard.h - how many keys at once the keyboard tells of, in a file of its own:
 *
 *      keyboard 1
 *      keys: 3
 *
 * Threads   any one at a time. Errors: CR_ERR_SYNTAX if the file is not
 *           as above, CR_ERR_IO.
 */
#ifndef CR_APP_KEYBOARD_H
#define CR_APP_KEYBOARD_H

#include <stdint.h>

#include "patterns/status.h"

/* 2 or 3; 0 if that was never tested. */
enum cr_status cr_keyboard_find(uint32_t *keys,
                                struct cr_error *error) CR_MUST_CHECK;
enum cr_status cr_keyboard_keep(uint32_t keys,
                                struct cr_error *error) CR_MUST_CHECK;

#endif
