/* thread_locale.h - a thread reads and writes numbers as the C locale has them, whatever
 * becomes of the program's locale meanwhile: SDL changes all of it for moments, while it
 * starts, and 0.5 is no number where people write 0,5.
 *
 * Threads   each its own. Memory: what begin gives is freed by end, on the same thread.
 * Errors    without memory the thread has the program's locale, as before.
 */
#ifndef CR_AUDIO_THREAD_LOCALE_H
#define CR_AUDIO_THREAD_LOCALE_H

#include <locale.h>

locale_t cr_thread_locale_begin(void);
void cr_thread_locale_end(locale_t own);

#endif
