#define _POSIX_C_SOURCE 200809L
#include "app/history/database.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "app/files.h"
#include "app/history/history.h"
#include "patterns/words.h"

enum { PATH = 4096, BUSY_MS = 5000, AGAIN_MS = 5 };

/* What brings a file from each version to the next. */
static const char *const steps[CR_HISTORY_SCHEMA] = {
    "CREATE TABLE pattern("
    " id INTEGER PRIMARY KEY,"
    " text TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE take("
    " id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " key TEXT NOT NULL UNIQUE,"  /* the same in every file that has the take */
    " began_ms INTEGER NOT NULL," /* since 1970, UTC, by the system's clock */
    " player TEXT NOT NULL,"      /* person, imagined, recorded */
    " pattern INTEGER NOT NULL REFERENCES pattern,"
    " title TEXT NOT NULL,"
    " from_bar INTEGER NOT NULL, to_bar INTEGER NOT NULL,"
    " loops INTEGER NOT NULL,"
    " speed_num INTEGER NOT NULL, speed_den INTEGER NOT NULL,"
    " bpm REAL NOT NULL,"
    " kit TEXT NOT NULL,"
    " output TEXT NOT NULL, input TEXT NOT NULL,"
    " rate INTEGER NOT NULL, buffer INTEGER NOT NULL,"
    " listening TEXT NOT NULL, offset_state TEXT NOT NULL,"
    " output_ms REAL NOT NULL, input_ms REAL NOT NULL,"
    " display_ms REAL NOT NULL,"
    " doubt_ms REAL NOT NULL, input_doubt_ms REAL NOT NULL,"
    " reached_ns INTEGER NOT NULL," /* notes after it were not played */
    " is_ended INTEGER NOT NULL,"
    " facts TEXT," /* JSON: how clock, keys and sound did */
    /* what the hits say; NULL as long as nobody has counted */
    " notes INTEGER, hits INTEGER, missed INTEGER, extra INTEGER,"
    " wrong_drum INTEGER, doubtful INTEGER,"
    " score REAL, lean_ms REAL, spread_ms REAL, spread120_ms REAL) STRICT;"
    "CREATE INDEX take_of_pattern ON take(pattern, id);"
    "CREATE TABLE hit("
    " take INTEGER NOT NULL REFERENCES take ON DELETE CASCADE,"
    " number INTEGER NOT NULL,"
    " at_ns INTEGER NOT NULL," /* from the first bar's first beat */
    " lane TEXT NOT NULL, velocity INTEGER NOT NULL,"
    " doubt INTEGER NOT NULL," /* 0 none, 1 wait, 2 gap */
    " PRIMARY KEY(take, number)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE speed("
    " take INTEGER NOT NULL REFERENCES take ON DELETE CASCADE,"
    " bar INTEGER NOT NULL," /* played, from 0 */
    " num INTEGER NOT NULL, den INTEGER NOT NULL,"
    " PRIMARY KEY(take, bar)) STRICT, WITHOUT ROWID;",
    /* how it was practised: gaps and the like, as session.h writes them */
    "ALTER TABLE take ADD COLUMN session TEXT NOT NULL DEFAULT '';",
    /* what is compared with other days (summary.h); NULL: not known */
    "ALTER TABLE take ADD COLUMN played_ns INTEGER;"
    "ALTER TABLE take ADD COLUMN clean_bpm REAL;"
    "ALTER TABLE take ADD COLUMN clean_low_bpm REAL;"
    "ALTER TABLE take ADD COLUMN clean_high_bpm REAL;"
    "ALTER TABLE take ADD COLUMN gap_bars INTEGER;"
    "ALTER TABLE take ADD COLUMN gap_bpm REAL;"
    "ALTER TABLE take ADD COLUMN part_count INTEGER;"
    "ALTER TABLE take ADD COLUMN part_mean REAL;"
    "ALTER TABLE take ADD COLUMN part_variance REAL;"
    "CREATE TABLE lane("
    " take INTEGER NOT NULL REFERENCES take ON DELETE CASCADE,"
    " lane TEXT NOT NULL,"
    " notes INTEGER NOT NULL, hits INTEGER NOT NULL,"
    " lean_ms REAL, spread_ms REAL,"
    " PRIMARY KEY(take, lane)) STRICT, WITHOUT ROWID;",
    /* what a take was in a course (lessons.h) */
    "CREATE TABLE lesson("
    " take INTEGER PRIMARY KEY REFERENCES take ON DELETE CASCADE,"
    " course TEXT NOT NULL, exercise TEXT NOT NULL, kind TEXT NOT NULL,"
    " is_assisted INTEGER NOT NULL, is_dark INTEGER NOT NULL,"
    " stars INTEGER NOT NULL, reps INTEGER NOT NULL, clean INTEGER NOT NULL,"
    " bpm REAL NOT NULL, finding TEXT NOT NULL) STRICT;"};

enum cr_status cr_database_fail(sqlite3 *db, struct cr_error *error)
{
    const char *path = db ? sqlite3_db_filename(db, "main") : NULL;
    return cr_fail(error, CR_ERR_IO, 0, 0, "%.120s: %.70s",
                   path && *path ? path : "history",
                   db ? sqlite3_errmsg(db) : "no memory");
}

static bool run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static bool read_whole(sqlite3 *db, const char *sql, int *value)
{
    sqlite3_stmt *found = NULL;
    bool is_good = sqlite3_prepare_v2(db, sql, -1, &found, NULL) == SQLITE_OK &&
                   sqlite3_step(found) == SQLITE_ROW;
    if (is_good)
        *value = sqlite3_column_int(found, 0);
    sqlite3_finalize(found);
    return is_good;
}

static enum cr_status find_path(char *path, struct cr_error *error)
{
    char folder[PATH - 32];
    if (!cr_file_data_folder(folder, sizeof(folder)))
        return cr_fail(error, CR_ERR_IO, 0, 0,
                       "there is no folder for the history: set HOME");
    const enum cr_status status = cr_file_make_folder(folder, error);
    if (!status)
        snprintf(path, PATH, "%s/history.db", folder);
    return status;
}

/* A copy of the file as it is, which replaces one of the same version. */
static enum cr_status back_up(sqlite3 *db, const char *path, int version,
                              struct cr_error *error)
{
    char name[PATH + 32];
    sqlite3 *copy = NULL;
    snprintf(name, sizeof(name), "%s.schema%d.backup", path, version);
    remove(name);
    bool is_good = sqlite3_open(name, &copy) == SQLITE_OK;
    sqlite3_backup *work =
        is_good ? sqlite3_backup_init(copy, "main", db, "main") : NULL;
    is_good = work && sqlite3_backup_step(work, -1) == SQLITE_DONE;
    is_good = sqlite3_backup_finish(work) == SQLITE_OK && is_good;
    const enum cr_status status =
        is_good ? CR_OK : cr_database_fail(copy, error);
    sqlite3_close(copy);
    return status;
}

/* Brings the tables forward, whole or not at all. Two programs may try it at
 * once: the second finds it done. */
static enum cr_status bring_forward(sqlite3 *db, const char *path, int version,
                                    struct cr_error *error)
{
    char pragma[64];
    if (version > 0) {
        const enum cr_status status = back_up(db, path, version, error);
        if (status)
            return status;
    }
    bool is_good = run(db, "BEGIN IMMEDIATE") &&
                   read_whole(db, "PRAGMA user_version", &version);
    for (; is_good && version < CR_HISTORY_SCHEMA; version++)
        is_good = run(db, steps[version]);
    snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %d",
             CR_HISTORY_SCHEMA);
    is_good = is_good && run(db, pragma) && run(db, "COMMIT");
    const enum cr_status status = is_good ? CR_OK : cr_database_fail(db, error);
    if (!is_good && !sqlite3_get_autocommit(db))
        (void)run(db, "ROLLBACK");
    return status;
}

enum verdict { GOOD, BROKEN, NEWER, FAILED };

/* What the file is, at one moment: another program may be making it. */
static enum verdict examine(sqlite3 *db, int *version)
{
    int tables = 0, rows = 0;
    if (!run(db, "BEGIN") || !read_whole(db, "PRAGMA user_version", version) ||
        !read_whole(db, "SELECT count(*) FROM sqlite_schema", &tables))
        return FAILED;
    if (*version > CR_HISTORY_SCHEMA)
        return NEWER;
    if (*version == 0 && tables)
        return BROKEN; /* somebody else's */
    if (*version > 0 &&
        (!read_whole(db, "SELECT count(*) FROM pattern", &rows) ||
         !read_whole(db, "SELECT count(*) FROM take", &rows)))
        return FAILED;
    return GOOD;
}

/* Opens a file and sees what it is. */
static enum verdict look(sqlite3 **db, const char *path, int *version,
                         struct cr_error *error)
{
    enum verdict verdict = FAILED;
    if (sqlite3_open(path, db) == SQLITE_OK) {
        sqlite3_busy_timeout(*db, BUSY_MS);
        verdict = examine(*db, version);
    }
    (void)cr_database_fail(*db, error);
    const int why = sqlite3_errcode(*db) & 0xFF;
    if (verdict == FAILED &&
        (why == SQLITE_NOTADB || why == SQLITE_CORRUPT || why == SQLITE_ERROR))
        verdict = BROKEN;
    if (!sqlite3_get_autocommit(*db))
        (void)run(*db, "COMMIT");
    return verdict;
}

/* Gives a broken file, and what belongs to it, another name. */
static enum cr_status set_aside(const char *path, char *notice,
                                struct cr_error *error)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char aside[PATH + 64], from[PATH + 8], to[PATH + 80];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    for (long try = 0; try < 1000; try++) {
        snprintf(aside, sizeof(aside), "%s.broken-%lld", path,
                 (long long)now.tv_sec + try);
        if (!cr_file_exists(aside))
            break;
    }
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        snprintf(from, sizeof(from), "%s%s", path, ends[i]);
        snprintf(to, sizeof(to), "%s%s", aside, ends[i]);
        if (rename(from, to) != 0 && i == 0)
            return cr_fail(error, CR_ERR_IO, 0, 0,
                           "%.150s is broken, and cannot be set aside", path);
    }
    cr_say(notice, CR_HISTORY_NOTICE,
           _("The history could not be read. It is kept as %.300s, and a new "
             "one is begun"),
           aside);
    return CR_OK;
}

/* Two programs that make the same new file are both told at once that it is
 * busy (https://sqlite.org/c3ref/busy_handler.html: where waiting could be a
 * deadlock, nobody waits). Neither holds anything here: they try again. */
static bool write_ahead(sqlite3 *db)
{
    const struct timespec nap = {.tv_nsec = AGAIN_MS * 1000000L};
    bool is_good = run(db, "PRAGMA journal_mode = WAL");
    for (int ms = 0;
         !is_good && sqlite3_errcode(db) == SQLITE_BUSY && ms < BUSY_MS;
         ms += AGAIN_MS) {
        nanosleep(&nap, NULL);
        is_good = run(db, "PRAGMA journal_mode = WAL");
    }
    return is_good;
}

static enum cr_status settle(sqlite3 *db, const char *path, int version,
                             struct cr_error *error)
{
    enum cr_status status = CR_OK;
    if (!write_ahead(db) || !run(db, "PRAGMA synchronous = NORMAL") ||
        !run(db, "PRAGMA foreign_keys = ON"))
        status = cr_database_fail(db, error);
    if (!status && version < CR_HISTORY_SCHEMA)
        status = bring_forward(db, path, version, error);
    return status;
}

enum cr_status cr_database_open(sqlite3 **db, const char *path, char *notice,
                                struct cr_error *error)
{
    char own[PATH + 32];
    int version = 0;
    enum cr_status status = CR_OK;
    notice[0] = '\0';
    if (path)
        snprintf(own, sizeof(own), "%s", path);
    else
        status = find_path(own, error);
    if (status)
        return status;
    enum verdict verdict = look(db, own, &version, error);
    if (verdict == NEWER) {
        cr_say(notice, CR_HISTORY_NOTICE,
               _("The history is of a newer program and is left alone. What "
                 "you play is kept beside it, in %.250s.schema%d"),
               own, CR_HISTORY_SCHEMA);
        sqlite3_close(*db);
        snprintf(own + strlen(own), sizeof(own) - strlen(own), ".schema%d",
                 CR_HISTORY_SCHEMA);
        verdict = look(db, own, &version, error);
    }
    if (verdict == BROKEN) {
        sqlite3_close(*db);
        *db = NULL;
        status = set_aside(own, notice, error);
        if (status)
            return status;
        verdict = look(db, own, &version, error);
    }
    if (verdict != GOOD)
        status = CR_ERR_IO;
    if (!status)
        status = settle(*db, own, version, error);
    if (status) {
        sqlite3_close(*db);
        *db = NULL;
    }
    return status;
}

enum cr_status cr_database_open_memory(sqlite3 **db, struct cr_error *error)
{
    enum cr_status status = sqlite3_open(":memory:", db) == SQLITE_OK
                                ? bring_forward(*db, "", 0, error)
                                : cr_database_fail(*db, error);
    if (status) {
        sqlite3_close(*db);
        *db = NULL;
    }
    return status;
}
