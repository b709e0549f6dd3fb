/* preview.h - hears a pattern, round and round, and takes in what is changed of it while
 * it sounds.
 *
 * Threads   main. Memory: a preview owns device, kit and every pattern that it has played
 *           until it is closed.
 * Errors    those of live.h. A text that is no pattern changes nothing.
 */
#ifndef CR_APP_PREVIEW_H
#define CR_APP_PREVIEW_H

#include "app/live.h"

struct cr_preview_piece; /* a pattern that live may borrow */

struct cr_preview {
    struct cr_live_wish wish; /* device and kit */
    struct cr_live *live;     /* NULL: nothing was heard yet */
    struct cr_preview_piece **pieces;
    uint32_t piece_count, piece_capacity;
};

/* Plays a text from its first bar. */
enum cr_status cr_preview_play(struct cr_preview *preview, const char *text,
                               size_t size,
                               struct cr_error *error) CR_MUST_CHECK;

/* The text is another now: if it sounds, it goes on from where it is. */
enum cr_status cr_preview_change(struct cr_preview *preview, const char *text,
                                 size_t size,
                                 struct cr_error *error) CR_MUST_CHECK;

bool cr_preview_is_playing(const struct cr_preview *preview);

/* To be called often. */
void cr_preview_update(struct cr_preview *preview);

/* The bar of the pattern's timeline that is heard, and how far it has come in whole notes;
 * false: nothing sounds. */
bool cr_preview_place(const struct cr_preview *preview, uint32_t *bar,
                      double *whole);

void cr_preview_stop(struct cr_preview *preview);
void cr_preview_close(struct cr_preview *preview);

#endif
