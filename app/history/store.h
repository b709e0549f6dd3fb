/* store.h - what is written into the history, a statement each. For app/history
 * alone.
 *
 * Threads   that of the connection. Memory: a store owns its statements, and
 *           borrows the connection.
 * Errors    false: cr_database_fail() says why. The caller begins and ends
 *           transactions.
 */
#ifndef CR_APP_HISTORY_STORE_H
#define CR_APP_HISTORY_STORE_H

#include <sqlite3.h>

#include "app/history/history.h"
#include "app/practice/summary.h"

enum cr_store_statement {
    CR_STORE_PATTERN,
    CR_STORE_FIND_PATTERN,
    CR_STORE_TAKE,
    CR_STORE_HIT,
    CR_STORE_SPEED,
    CR_STORE_REACHED,
    CR_STORE_END,
    CR_STORE_LANE,
    CR_STORE_LESSON,
    CR_STORE_FORGET,
    CR_STORE_STATEMENTS
};

struct cr_store {
    sqlite3 *db;
    sqlite3_stmt *statements[CR_STORE_STATEMENTS];
};

/* One drum of an ended take. */
struct cr_store_lane {
    char name[CR_LANE_NAME_SIZE];
    uint32_t notes, hits;
    bool has_lean, has_spread;
    double lean_ms, spread_ms;
};

/* What an ended take's row says, without pointers into the take. */
struct cr_store_result {
    int64_t until_ns;
    bool has_result, has_lean, has_spread;
    uint32_t notes, hits, missed, extra, wrong_drum, doubtful;
    double score, lean_ms, spread_ms, spread120_ms;
    struct cr_take_summary summary;
    char *facts; /* JSON, or NULL */
    bool has_lesson;
    struct cr_kept_lesson lesson;
    uint32_t lane_count;
    struct cr_store_lane lanes[CR_LANE_LIMIT];
};

bool cr_store_open(struct cr_store *store, sqlite3 *db);
void cr_store_close(struct cr_store *store);

bool cr_store_take(struct cr_store *store, const char *key, int64_t began_ms,
                   const struct cr_take_start *start, int64_t *id);
bool cr_store_hit(struct cr_store *store, int64_t take, uint32_t number,
                  const char *lane, const struct cr_press *press);
bool cr_store_speed(struct cr_store *store, int64_t take,
                    const struct cr_speed_change *change);
bool cr_store_reached(struct cr_store *store, int64_t take, int64_t ns);
bool cr_store_end(struct cr_store *store, int64_t take,
                  const struct cr_store_result *result);
bool cr_store_forget(struct cr_store *store, int64_t take);

/* What comes out of a file may be anything: true if a hit can be one, and if two
 * numbers are a speed. */
bool cr_store_make_hit(int64_t at_ns, int64_t velocity, int64_t doubt,
                       struct cr_press *press);
bool cr_store_make_speed(int64_t num, int64_t den, struct cr_fraction *speed);

bool cr_store_lesson(struct cr_store *store, int64_t take,
                     const struct cr_kept_lesson *lesson);

/* Numbers and words of a lesson as they come from a file: false if it can be none. */
struct cr_lesson_words {
    const char *course, *exercise, *kind, *finding;
    int64_t is_assisted, is_dark, stars, reps, clean;
    double bpm;
};
bool cr_store_make_lesson(const struct cr_lesson_words *words,
                          struct cr_kept_lesson *lesson);

/* The same from a row that begins with course, exercise, kind, finding, is_assisted,
 * is_dark, stars, reps, clean, bpm. */
bool cr_store_read_lesson(sqlite3_stmt *row, struct cr_kept_lesson *lesson);

/* The numbers of a take that are kept; NULL without memory. */
struct cr_store_result *cr_store_result_of(const struct cr_take_end *end);
void cr_store_result_destroy(struct cr_store_result *result);

/* As cr_history_find_earlier() has it (exercises.h). */
bool cr_store_find_earlier(sqlite3 *db, int64_t id,
                           struct cr_earlier_take *earlier);

/* True if a person's take of that length, of the day of this one, was before it. */
bool cr_store_had_long(sqlite3 *db, int64_t id, int64_t long_ns);

/* A history over a connection, which becomes its own. */
enum cr_status cr_history_over(struct cr_history **history, sqlite3 *db,
                               struct cr_error *error) CR_MUST_CHECK;
sqlite3 *cr_history_database(struct cr_history *history);

/* Facts as JSON, and back; `key_source` has room for 128. */
char *cr_facts_write(const struct cr_take_facts *facts);
bool cr_facts_read(const char *text, struct cr_take_facts *facts,
                   char *key_source);

#endif
