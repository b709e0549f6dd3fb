/* writer.h - keeps a take while it is played: a thread of its own writes to the
 * history, so that nobody waits for the disk.
 *
 * Threads   the functions here: one thread, which never waits, but in
 *           cr_history_writer_close(). Memory: a take is held until all of it is
 *           on the disk.
 * Errors    what cannot be written is tried again every second, and told by
 *           cr_history_notice(); at the end it is put into a file of its own,
 *           which `creditroll history --import` reads.
 *
 * What is told is on the disk a fifth of a second later, whatever becomes of the
 * program then.
 */
#ifndef CR_APP_HISTORY_WRITER_H
#define CR_APP_HISTORY_WRITER_H

#include "app/history/history.h"

struct cr_history_writer;

/* Opens the history in the background; `path` NULL: the person's own. NULL
 * without memory. */
struct cr_history_writer *cr_history_writer_create(const char *path);

/* A take begins; one that has not ended is kept as far as it came. */
void cr_history_begin(struct cr_history_writer *writer,
                      const struct cr_take_start *start);

/* A hit, or what is known better of it: `number` counts from 0. */
void cr_history_hit(struct cr_history_writer *writer, uint32_t number,
                    const char *lane, const struct cr_press *press);
void cr_history_speed(struct cr_history_writer *writer,
                      const struct cr_speed_change *change);

/* The take has come so far. */
void cr_history_reached(struct cr_history_writer *writer, int64_t ns);

/* It has ended. A take without a hit is forgotten. */
void cr_history_end(struct cr_history_writer *writer,
                    const struct cr_take_end *end);

/* The take of an earlier day that the one at hand can be compared with; false if there
 * is none, or if it is not known yet. */
bool cr_history_earlier(struct cr_history_writer *writer,
                        struct cr_earlier_take *earlier);

/* A take so long is a long one. */
#define CR_LONG_TAKE_NS INT64_C(120000000000)

/* True if a long take of today was there before the one at hand. */
bool cr_history_had_long(struct cr_history_writer *writer);

/* Something to say to the person, once: false if there is nothing. `text` has
 * room for CR_HISTORY_NOTICE. */
bool cr_history_notice(struct cr_history_writer *writer, char *text);

/* Writes all that is left and frees the writer; NULL does nothing. */
enum cr_status cr_history_writer_close(struct cr_history_writer *writer,
                                       struct cr_error *error) CR_MUST_CHECK;

#endif
