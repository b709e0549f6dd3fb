/* live_speech.h - what a voice says in a take and after it. For live.c and live_plan.c
 * only.
 *
 * Threads   main; kits are read on a thread of their own. Errors: without a kit
 *           nothing is said.
 */
#ifndef CR_APP_LIVE_SPEECH_H
#define CR_APP_LIVE_SPEECH_H

#include "app/live.h"

/* Says what was asked for, once its words are read. */
void cr_live_speak(struct cr_live *live);

/* Nothing is to be said any more. */
void cr_live_hush(struct cr_live *live);

#endif
