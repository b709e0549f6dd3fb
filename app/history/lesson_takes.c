#include "app/history/lesson_takes.h"

#include <stdlib.h>
#include <string.h>

#include "app/history/database.h"
#include "app/history/days.h"
#include "app/history/store.h"
#include "patterns/growing.h"

enum cr_status cr_lesson_takes_read(struct cr_history *history,
                                    const char *course,
                                    struct cr_lesson_takes *takes,
                                    struct cr_error *error)
{
    sqlite3 *db = cr_history_database(history);
    sqlite3_stmt *s = NULL;
    uint32_t capacity = 0;
    struct cr_lesson_takes got = {0};
    int code = sqlite3_prepare_v2(
        db,
        "SELECT course, exercise, kind, finding, is_assisted, is_dark, stars,"
        " reps, clean, lesson.bpm, began_ms FROM lesson"
        " JOIN take ON take.id = lesson.take"
        " WHERE course = ? AND player = 'person' ORDER BY take.id",
        -1, &s, NULL);
    sqlite3_bind_text(s, 1, course, -1, SQLITE_STATIC);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        struct cr_kept_lesson lesson;
        code = SQLITE_OK;
        if (!cr_store_read_lesson(s, &lesson))
            continue; /* nobody wrote that here */
        if (!cr_grow((void **)&got.items, got.count, &capacity,
                     sizeof(*got.items))) {
            code = SQLITE_NOMEM;
            break;
        }
        lesson.take.day = cr_local_day(sqlite3_column_int64(s, 10));
        got.items[got.count++] = lesson.take;
        memcpy(got.finding, lesson.finding, sizeof(got.finding));
    }
    sqlite3_finalize(s);
    if (code == SQLITE_DONE) {
        *takes = got;
        return CR_OK;
    }
    free(got.items);
    return code == SQLITE_NOMEM
               ? cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory")
               : cr_database_fail(db, error);
}
