/* database.h - the file of the history: where it is, its tables, what to do with
 * one that cannot be used. For app/history alone.
 *
 * Threads   a connection belongs to one thread. Several programs may have the
 *           file open: each waits for the others' writes, at most five seconds.
 * Memory    a connection is closed with sqlite3_close().
 * Errors    CR_ERR_IO with words.
 *
 * A file that is no database, or a broken one, is renamed and a new one begun; a
 * file of a newer program is left alone, and one beside it is used. Either is
 * said in `notice`. Tables of an older program are brought forward, after a copy
 * of the file was made.
 */
#ifndef CR_APP_HISTORY_DATABASE_H
#define CR_APP_HISTORY_DATABASE_H

#include <sqlite3.h>
#include <stdbool.h>

#include "patterns/status.h"

enum { CR_HISTORY_SCHEMA = 4 };

/* Opens the history, or makes it; `path` NULL: the person's own. `notice` has
 * room for CR_HISTORY_NOTICE and is "" if there is nothing to say. */
enum cr_status cr_database_open(sqlite3 **db, const char *path, char *notice,
                                struct cr_error *error) CR_MUST_CHECK;

/* A history in memory only, with the same tables. */
enum cr_status cr_database_open_memory(sqlite3 **db,
                                       struct cr_error *error) CR_MUST_CHECK;

/* Says what SQLite says. */
enum cr_status cr_database_fail(sqlite3 *db, struct cr_error *error);

#endif
