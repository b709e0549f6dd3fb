/* hits.h - recorded hits as text: CSV with the header time_s,lane,velocity and,
 * if the time of one may be off, doubt: why, as "wait" or "gap"; or JSON Lines
 * with the same keys.
 *
 * Units     seconds with up to nine decimals, read and written exactly.
 * Memory    the hits belong to the caller. Threads: any.
 * Errors    the exact line and column in `error`; nothing is half-read.
 */
#ifndef CR_APP_HITS_H
#define CR_APP_HITS_H

#include "app/practice/player.h"
#include "patterns/text_buffer.h"

enum { CR_HITS_FILE_LIMIT = 256 << 20 };

/* Hits come back in the order of time. A drum that the pattern does not have
 * gets a lane of its own behind the pattern's. */
enum cr_status cr_hits_read(struct cr_presses *presses,
                            const struct cr_pattern *pattern, const char *text,
                            size_t size, struct cr_error *error) CR_MUST_CHECK;

/* The lane that a name means there; false if it is no drum. */
bool cr_hits_lane(const struct cr_pattern *pattern, const char *name,
                  size_t size, uint32_t *lane);

/* The drum of a hit's lane. */
struct cr_lane cr_hits_drum(const struct cr_pattern *pattern, uint32_t lane);

void cr_hits_write(struct cr_text_buffer *out, const struct cr_pattern *pattern,
                   const struct cr_press *presses, uint32_t count);

#endif
