/* language.h - which language the program speaks: what the settings say, or what the
 * system does.
 *
 * Threads   main. The environment's LANGUAGE is set; its place there stays the same
 *           from the first call on, so that other threads may look words up meanwhile.
 * Errors    none: a language that is not there is English.
 */
#ifndef CR_APP_LANGUAGE_H
#define CR_APP_LANGUAGE_H

/* "en", "de" ...; NULL or "": as the system says. */
void cr_language_set(const char *language);

#endif
