/* jack_end.h - lets PortAudio go of a JACK server that has ended.
 *
 * Left alone, PortAudio 19.6 waits ten minutes for a callback that no longer comes, then
 * ends the program, because a dead server takes no port back (its pa_jack.c: WaitCondition,
 * CleanUpStream, Terminate). So the four functions of libjack through which it hears of the
 * end and lets go are defined here, under libjack's names: each calls libjack's, and only
 * when the server has ended differs in what it returns. Nothing here is called where
 * PortAudio knows no JACK.
 *
 * Threads   close: the sound thread; the rest is called by PortAudio and libjack.
 * Memory    none. Errors: none.
 */
#ifndef CR_AUDIO_JACK_END_H
#define CR_AUDIO_JACK_END_H

/* Calls `close`, which closes a stream of PortAudio's; if its server has ended, wakes
 * PortAudio when it waits for that. */
void cr_jack_close(void (*close)(void *context), void *context);

#endif
