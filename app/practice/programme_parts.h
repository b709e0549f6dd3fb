/* programme_parts.h - what reading and writing a programme share; for programme*.c only.
 *
 * Threads   any. Memory: spans borrow the text. Errors: none.
 */
#ifndef CR_PRACTICE_PROGRAMME_PARTS_H
#define CR_PRACTICE_PROGRAMME_PARTS_H

#include "app/practice/programme.h"
#include "patterns/beat_lines.h"

#define CR_PROGRAMME_MARK "programme"

/* A value without the comment behind it: a blank and '#'. */
struct cr_span cr_programme_plain(struct cr_span value);

/* A value without its blanks: "play=2, mute=2" is what session.h writes without; false
 * if it is empty, or too long. */
bool cr_programme_squeeze(struct cr_span value, char *text, size_t size);

#endif
