/* device_search.h - opens a device on a thread of its own, so that nobody waits
 * while a sound system makes up its mind.
 *
 * Threads   all functions from one thread. Memory: a search is its own; one that
 *           is dropped ends by itself, and closes what it still finds.
 * Errors    NULL without memory or threads; else the device's own words.
 */
#ifndef CR_APP_DEVICE_SEARCH_H
#define CR_APP_DEVICE_SEARCH_H

#include "audio/device.h"

struct cr_device_search;

enum cr_search_state { CR_SEARCH_GOES_ON, CR_SEARCH_FOUND, CR_SEARCH_FAILED };

/* Copies the wish; its texts must outlive the search. */
struct cr_device_search *cr_device_search(const struct cr_device_wish *wish,
                                          cr_device_render *render,
                                          void *context);

/* FOUND gives the device, opened but not started; then, and if it FAILED, the
 * search is over and must be dropped. */
enum cr_search_state cr_device_search_look(struct cr_device_search *search,
                                           struct cr_device **device,
                                           struct cr_error *error);
void cr_device_search_drop(struct cr_device_search *search); /* NULL: nothing */

#endif
