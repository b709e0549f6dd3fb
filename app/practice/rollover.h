/* rollover.h - whether a keyboard tells of three keys at once. Many do not: the third is
 * swallowed. Three keys are held one after the other, in each of their six orders; one
 * whose third key does not come twice has failed.
 *
 * Threads   any. Memory: plain values. Errors: none.
 */
#ifndef CR_PRACTICE_ROLLOVER_H
#define CR_PRACTICE_ROLLOVER_H

#include <stddef.h>

#include "patterns/pattern.h"

enum { CR_ROLLOVER_KEYS = 3, CR_ROLLOVER_ORDERS = 6, CR_ROLLOVER_TRIES = 2 };

enum cr_rollover_state {
    CR_ROLLOVER_TESTS,
    CR_ROLLOVER_HOLDS,
    CR_ROLLOVER_FAILS
};

struct cr_rollover {
    uint32_t order, pressed, misses; /* at hand, of it, of its tries */
    bool is_down[CR_ROLLOVER_KEYS], is_spoilt;
    enum cr_rollover_state state;
};

/* A key goes down or up; the rest is all 0 at first. */
void cr_rollover_key(struct cr_rollover *rollover, uint32_t key, bool is_down);

/* "Hold F and J, then press Space", with the names of the keys. */
void cr_rollover_words(const struct cr_rollover *rollover,
                       const char *const names[CR_ROLLOVER_KEYS], char *text,
                       size_t size);

/* True if three of its drums are due together somewhere. */
bool cr_pattern_needs_three_keys(const struct cr_pattern *pattern);

#endif
