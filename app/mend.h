/* mend.h - repairs a pattern's text where the repair is plain: every try is read again, and
 * only what leaves fewer mistakes is taken.
 *
 * Memory    the caller frees the text. Threads: any. Errors: NULL if nothing helps.
 */
#ifndef CR_APP_MEND_H
#define CR_APP_MEND_H

#include "patterns/pattern.h"

/* `words` says what is done: "add 2 rests". */
char *cr_mend(const char *text, size_t size,
              const struct cr_diagnostic *mistake, char *words,
              size_t words_size);

#endif
