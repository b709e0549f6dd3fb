/* replay_hits.h - a take as sound: the pattern on the left, the player on the right.
 *
 * Units     frames at the kit's rate, from the timeline's time 0. Threads: any but
 *           the audio thread.
 * Memory    the caller's, freed with cr_hits_destroy(). Errors: CR_ERR_MEMORY.
 */
#ifndef CR_APP_REPLAY_HITS_H
#define CR_APP_REPLAY_HITS_H

#include "app/practice/player.h"
#include "audio/schedule.h"

enum cr_status cr_replay_hits(struct cr_hits *hits,
                              const struct cr_timeline *timeline,
                              const struct cr_presses *presses,
                              const struct cr_kit *kit,
                              bool has_click) CR_MUST_CHECK;

/* A place of the song; without a product that does not fit. */
int64_t cr_replay_frames(int64_t ns, int64_t rate);

#endif
