/* headless.h - sessions without a window: an imagined player or recorded hits.
 *
 * Threads   main. Memory: none is kept. Errors: exit codes; what is wrong is printed.
 */
#ifndef CR_APP_CLI_HEADLESS_H
#define CR_APP_CLI_HEADLESS_H

#include <signal.h>

#include "app/cli/cli.h"
#include "app/history/writer.h"
#include "app/practice/player.h"
#include "app/practice/programme.h"
#include "audio/device.h"

/* Who plays, and what becomes of it. */
struct cr_headless {
    struct cr_player player;
    const char *hits, *save_hits, *save_heard, *kit;
    struct cr_device_wish wish;
    bool has_player, is_real_time, no_click, no_history;
    enum cr_format format;
};

/* What is played. */
struct cr_headless_piece {
    const char *path, *text; /* of the pattern */
    const struct cr_pattern *pattern;
    const struct cr_session *session;
    const struct cr_pass *pass; /* NULL: there are no limits */
};

/* Plays it and writes its report to `out`; `verdict` only with limits. */
int cr_headless_play(const struct cr_headless *headless,
                     const struct cr_headless_piece *piece,
                     struct cr_text_buffer *out, struct cr_verdict *verdict);

/* A whole programme, its report printed. */
int cr_headless_programme(const struct cr_headless *headless, const char *path,
                          const char *text, size_t size);

/* What a take is called: the pattern's title, else the file's name. */
const char *cr_headless_title(const struct cr_pattern *pattern,
                              const char *path);

/* Writes hits into a file. */
int cr_headless_save(const char *path, const struct cr_pattern *pattern,
                     const struct cr_presses *presses);

/* Closes a history, NULL too; a take that could not be kept is said. */
int cr_headless_close_history(struct cr_history_writer *history);

/* SIGINT ends what is played in real time; true if it did. */
void cr_headless_watch_interrupt(void);
bool cr_headless_is_interrupted(void);
const volatile sig_atomic_t *cr_headless_interrupt_flag(void);

#endif
