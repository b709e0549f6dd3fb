/* thread_locale.h - a thread reads and writes numbers as the C locale has them, whatever
 * becomes of the program's locale meanwhile: SDL changes all of it for moments, while it
 * starts, and 0.5 is no number where people write 0,5.
 *
 * Threads   each that is started beside SDL calls it once, before its work.
 * Memory    one locale for all threads, kept as long as the program runs.
 * Errors    without memory the thread has the program's locale.
 */
#ifndef CR_AUDIO_THREAD_LOCALE_H
#define CR_AUDIO_THREAD_LOCALE_H

void cr_thread_locale_use(void);

#endif
