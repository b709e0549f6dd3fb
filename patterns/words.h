/* words.h - what the program says, in the language of the person.
 *
 * In the sources all words are English. _("...") gives them in the language, N_("...")
 * only marks what another place says later; cr_fail() and its kin look their formats up
 * by themselves. The words of other languages lie in assets/languages; a word that is
 * missing there is English.
 *
 *      cr_say(text, sizeof(text), _("Spread %.1f ms"), spread);
 *
 * What other programs read (the keys and numbers of files, JSON, CSV) is the same in
 * every language, and is written with snprintf() and cr_text_addf(); what a person reads
 * with cr_say() and cr_text_say(), which write 8.5 as 8,5 where people do.
 *
 * Threads   any, but the audio thread. app/language.h picks the language.
 * Memory    words are kept as long as the program runs. Errors: none.
 */
#ifndef CR_PATTERNS_WORDS_H
#define CR_PATTERNS_WORDS_H

#include <stdarg.h>
#include <stddef.h>

#include "patterns/status.h"

#define _(english) cr_words(english)
#define N_(english) english
#define NN_(one, many) one, many      /* what cr_words_n() says later */
#define NC_(context, english) english /* what cr_words_in() says later */

#define CR_WORDS_DOMAIN "creditroll" /* the catalogues' name */

const char *cr_words(const char *english) CR_FORMAT_OF(1);
/* The form for so many: cr_words_n("%u bar", "%u bars", n). */
const char *cr_words_n(const char *one, const char *many, long n)
    CR_FORMAT_OF(1) CR_FORMAT_OF(2);
/* A word that means another thing elsewhere: cr_words_in("loudness", "soft"). */
const char *cr_words_in(const char *context, const char *english)
    CR_FORMAT_OF(2);

/* A title that ships with the program, what an exercise that ships is for, and what is
 * remarked on it, in the language; any other as it is. */
const char *cr_title(const char *title);
const char *cr_goal(const char *goal);
const char *cr_remark(const char *note);

/* As snprintf, with numbers as the language writes them, and columns (%-12s) that are so
 * many letters wide, not bytes. Texts of up to 4 KB. */
int cr_say(char *text, size_t size, const char *format, ...) CR_PRINTF(3, 4);
int cr_say_args(char *text, size_t size, const char *format, va_list values);

#endif
