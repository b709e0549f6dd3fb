/* reload.h - a pattern that is practised while its file is changed in another program: it is
 * taken over with the next bar, or what is wrong with it is said and the old one plays on.
 *
 * Threads   main; the file is read beside it. Memory: owns every pattern it has taken, as
 *           long as takes may borrow them.
 * Errors    words.
 */
#ifndef CR_APP_UI_RELOAD_H
#define CR_APP_UI_RELOAD_H

#include "app/file_watch.h"
#include "app/live.h"

struct cr_reloaded; /* a pattern, and its text */

struct cr_reload {
    struct cr_file_watch watch;
    struct cr_reloaded **taken;
    uint32_t taken_count, taken_capacity;
    struct cr_reloaded *waiting; /* for the next bar; or NULL */
    char words[300];
};

/* `path` NULL: nothing is watched. */
void cr_reload_begin(struct cr_reload *reload, const char *path,
                     const char *text, size_t size);
void cr_reload_end(struct cr_reload *reload);

/* To be called often: true if there is something to say, in `words`. */
bool cr_reload_look(struct cr_reload *reload, const struct cr_live *live,
                    int64_t now_ns);

/* True if it can be taken now: nothing plays, or the bar is almost over. */
bool cr_reload_is_due(const struct cr_reload *reload,
                      const struct cr_live *live);

/* What is played is the new text from the next bar on. */
enum cr_status cr_reload_take(struct cr_reload *reload, struct cr_live *live,
                              struct cr_error *error) CR_MUST_CHECK;

#endif
