/* keeping.h - what the window keeps in small files, written on threads of their own, one
 * after the other in the order in which it was asked for.
 *
 * Threads   all functions from one thread. Memory: as side_task.h has it.
 * Errors    NULL without memory or threads; else as cr_keep_done() says. Nothing is written
 *           by halves.
 */
#ifndef CR_APP_KEEPING_H
#define CR_APP_KEEPING_H

#include "app/known_devices.h"
#include "app/practice/metronome.h"
#include "app/settings.h"
#include "app/side_task.h"

/* The settings that have another value than before. */
struct cr_side_task *cr_keep_settings(const struct cr_settings *settings,
                                      const struct cr_settings *before);
struct cr_side_task *cr_keep_device(const struct cr_known_device *known);
struct cr_side_task *cr_keep_preset(uint32_t number,
                                    const struct cr_metronome *metronome);

/* True when it is over: kept, or not, with words in `error`. */
bool cr_keep_done(struct cr_side_task *task, enum cr_status *status,
                  struct cr_error *error);

#endif
