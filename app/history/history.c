#include "app/history/history.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/history/database.h"
#include "app/history/store.h"
#include "app/hits.h"
#include "app/practice/follow.h"
#include "patterns/growing.h"

struct cr_history {
    sqlite3 *db;
};

static const char *const player_words[] = {"person", "imagined", "recorded"};

const char *cr_take_player_word(enum cr_take_player player)
{
    return player_words[player];
}

enum cr_status cr_history_over(struct cr_history **history, sqlite3 *db,
                               struct cr_error *error)
{
    struct cr_history *made = calloc(1, sizeof(*made));
    if (!made) {
        sqlite3_close(db);
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    }
    made->db = db;
    *history = made;
    return CR_OK;
}

sqlite3 *cr_history_database(struct cr_history *history)
{
    return history->db;
}

enum cr_status cr_history_open(struct cr_history **history, const char *path,
                               char *notice, struct cr_error *error)
{
    sqlite3 *db;
    const enum cr_status status = cr_database_open(&db, path, notice, error);
    return status ? status : cr_history_over(history, db, error);
}

void cr_history_close(struct cr_history *history)
{
    if (!history)
        return;
    sqlite3_close(history->db);
    free(history);
}

static enum cr_take_player player_of(const char *word)
{
    for (int i = 0; i < CR_PLAYER_COUNT; i++) {
        if (word && strcmp(word, player_words[i]) == 0)
            return (enum cr_take_player)i;
    }
    return CR_PLAYER_RECORDED;
}

static void read_text(sqlite3_stmt *s, int column, char *to, size_t size)
{
    const unsigned char *text = sqlite3_column_text(s, column);
    snprintf(to, size, "%s", text ? (const char *)text : "");
}

static bool has(sqlite3_stmt *s, int column)
{
    return sqlite3_column_type(s, column) != SQLITE_NULL;
}

static uint32_t whole(sqlite3_stmt *s, int column)
{
    const int64_t value = sqlite3_column_int64(s, column);
    return value < 0 ? 0 : value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
}

#define ROW_COLUMNS                                                            \
    "id, began_ms, player, title, bpm, is_ended, notes, hits, missed, extra,"  \
    " score, lean_ms, spread_ms, spread120_ms,"                                \
    " (SELECT count(*) FROM hit WHERE hit.take = take.id)"
enum { ROW_COLUMN_COUNT = 15 };

static void read_row(sqlite3_stmt *s, struct cr_take_row *row)
{
    *row = (struct cr_take_row){.id = sqlite3_column_int64(s, 0),
                                .began_ms = sqlite3_column_int64(s, 1),
                                .bpm = sqlite3_column_double(s, 4),
                                .is_ended = sqlite3_column_int(s, 5) != 0,
                                .has_result = has(s, 6),
                                .notes = whole(s, 6),
                                .hits = whole(s, 7),
                                .missed = whole(s, 8),
                                .extra = whole(s, 9),
                                .score = sqlite3_column_double(s, 10),
                                .has_lean = has(s, 11),
                                .lean_ms = sqlite3_column_double(s, 11),
                                .has_spread = has(s, 12),
                                .spread_ms = sqlite3_column_double(s, 12),
                                .spread120_ms = sqlite3_column_double(s, 13),
                                .stroke_count = whole(s, 14)};
    row->player = player_of((const char *)sqlite3_column_text(s, 2));
    read_text(s, 3, row->title, sizeof(row->title));
}

enum cr_status cr_history_list(struct cr_history *history,
                               struct cr_take_row *rows, uint32_t count,
                               uint32_t *got, struct cr_error *error)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(history->db,
                                  "SELECT " ROW_COLUMNS
                                  " FROM take ORDER BY id DESC LIMIT ?",
                                  -1, &s, NULL);
    *got = 0;
    if (code == SQLITE_OK) {
        sqlite3_bind_int64(s, 1, count);
        while ((code = sqlite3_step(s)) == SQLITE_ROW && *got < count)
            read_row(s, &rows[(*got)++]);
    }
    const enum cr_status status = code == SQLITE_DONE || code == SQLITE_ROW
                                      ? CR_OK
                                      : cr_database_fail(history->db, error);
    sqlite3_finalize(s);
    return status;
}

/* The settings and the device; the pattern's text is read into the take. */
static bool read_start(sqlite3_stmt *s, struct cr_kept_take *t)
{
    struct cr_take_start *start = &t->start;
    struct cr_calibration *c = &start->calibration;
    const int at = ROW_COLUMN_COUNT;
    const char *text = (const char *)sqlite3_column_text(s, at);
    const char *listening = (const char *)sqlite3_column_text(s, at + 10);
    const char *state = (const char *)sqlite3_column_text(s, at + 11);
    read_row(s, &t->row);
    t->text_size = (size_t)sqlite3_column_bytes(s, at);
    t->text = malloc(t->text_size + 1);
    if (!t->text || !text)
        return false;
    memcpy(t->text, text, t->text_size + 1);
    start->player = t->row.player;
    start->from_bar = whole(s, at + 1);
    start->to_bar = whole(s, at + 2);
    start->loops = whole(s, at + 3);
    read_text(s, at + 6, t->kit, sizeof(t->kit));
    read_text(s, at + 7, t->output, sizeof(t->output));
    read_text(s, at + 8, t->input, sizeof(t->input));
    start->rate = whole(s, at + 9);
    start->buffer = whole(s, at + 21);
    read_text(s, at + 22, t->session, sizeof(t->session));
    start->bpm = t->row.bpm;
    if (!listening || !cr_listening_of(listening, &c->listening) || !state ||
        !cr_offset_state_of(state, &c->state))
        return false;
    c->offsets.output_ms = sqlite3_column_double(s, at + 12);
    c->offsets.input_ms = sqlite3_column_double(s, at + 13);
    c->offsets.display_ms = sqlite3_column_double(s, at + 14);
    c->doubt_ms = sqlite3_column_double(s, at + 15);
    c->input_doubt_ms = sqlite3_column_double(s, at + 16);
    t->until_ns = sqlite3_column_int64(s, at + 17);
    read_text(s, at + 19, t->key, sizeof(t->key));
    if (has(s, at + 18))
        t->has_facts =
            cr_facts_read((const char *)sqlite3_column_text(s, at + 18),
                          &t->facts, t->key_source);
    t->facts.calibration = *c;
    return cr_store_make_speed(sqlite3_column_int64(s, at + 4),
                               sqlite3_column_int64(s, at + 5), &start->speed);
}

static enum cr_status load_start(sqlite3 *db, int64_t id,
                                 struct cr_kept_take *t, struct cr_error *error)
{
    sqlite3_stmt *s = NULL;
    enum cr_status status = CR_OK;
    if (sqlite3_prepare_v2(
            db,
            "SELECT " ROW_COLUMNS ","
            " (SELECT text FROM pattern WHERE pattern.id = take.pattern),"
            " from_bar, to_bar, loops, speed_num, speed_den, kit, output,"
            " input, rate, listening, offset_state, output_ms, input_ms,"
            " display_ms, doubt_ms, input_doubt_ms, reached_ns, facts, key,"
            " pattern, buffer, session FROM take WHERE id = ?",
            -1, &s, NULL) != SQLITE_OK)
        return cr_database_fail(db, error);
    sqlite3_bind_int64(s, 1, id);
    const int code = sqlite3_step(s);
    if (code == SQLITE_DONE)
        status = cr_fail(error, CR_ERR_RANGE, 0, 0, "there is no take %lld",
                         (long long)id);
    else if (code != SQLITE_ROW)
        status = cr_database_fail(db, error);
    else if (!read_start(s, t))
        status = cr_fail(error, CR_ERR_IO, 0, 0,
                         "take %lld is not as it was written", (long long)id);
    sqlite3_finalize(s);
    t->start.pattern = t->text;
    t->start.title = t->row.title;
    t->start.kit = t->kit;
    t->start.output = t->output;
    t->start.input = t->input;
    t->start.session = t->session;
    return status;
}

static enum cr_status load_hits(sqlite3 *db, int64_t id, struct cr_kept_take *t,
                                struct cr_error *error)
{
    sqlite3_stmt *s = NULL;
    uint32_t capacity = 0;
    int code = sqlite3_prepare_v2(db,
                                  "SELECT at_ns, lane, velocity, doubt FROM hit"
                                  " WHERE take = ? ORDER BY number",
                                  -1, &s, NULL);
    sqlite3_bind_int64(s, 1, id);
    enum cr_status status = CR_OK;
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        const char *lane = (const char *)sqlite3_column_text(s, 1);
        struct cr_press press;
        if (!lane ||
            !cr_hits_lane(&t->pattern, lane, strlen(lane), &press.lane) ||
            !cr_store_make_hit(sqlite3_column_int64(s, 0),
                               sqlite3_column_int64(s, 2),
                               sqlite3_column_int64(s, 3), &press))
            status =
                cr_fail(error, CR_ERR_IO, 0, 0,
                        "take %lld has hits that cannot be", (long long)id);
        else if (!cr_grow((void **)&t->presses.items, t->presses.count,
                          &capacity, sizeof(press)))
            status = cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
        if (status)
            break;
        t->presses.items[t->presses.count++] = press;
        code = SQLITE_OK;
    }
    if (!status && code != SQLITE_DONE)
        status = cr_database_fail(db, error);
    sqlite3_finalize(s);
    cr_presses_sort(&t->presses);
    /* one that was cut off went on at least to its last hit */
    if (!t->row.is_ended && t->presses.count &&
        t->until_ns < t->presses.items[t->presses.count - 1].at_ns)
        t->until_ns = t->presses.items[t->presses.count - 1].at_ns;
    return status;
}

static enum cr_status load_speeds(sqlite3 *db, int64_t id,
                                  struct cr_kept_take *t,
                                  struct cr_error *error)
{
    sqlite3_stmt *s = NULL;
    uint32_t capacity = 0;
    int code = sqlite3_prepare_v2(
        db, "SELECT bar, num, den FROM speed WHERE take = ? ORDER BY bar", -1,
        &s, NULL);
    sqlite3_bind_int64(s, 1, id);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        struct cr_speed_change change = {.bar = whole(s, 0)};
        if (!cr_store_make_speed(sqlite3_column_int64(s, 1),
                                 sqlite3_column_int64(s, 2), &change.speed) ||
            !cr_grow((void **)&t->changes, t->change_count, &capacity,
                     sizeof(*t->changes)))
            break;
        t->changes[t->change_count++] = change;
        code = SQLITE_OK;
    }
    sqlite3_finalize(s);
    if (code == SQLITE_ROW)
        return cr_fail(error, CR_ERR_IO, 0, 0,
                       "take %lld has a tempo that cannot be", (long long)id);
    return code == SQLITE_DONE ? CR_OK : cr_database_fail(db, error);
}

static enum cr_status load_lesson(sqlite3 *db, int64_t id,
                                  struct cr_kept_take *t,
                                  struct cr_error *error)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(db,
                                  "SELECT course, exercise, kind, finding,"
                                  " is_assisted, is_dark, stars, reps, clean,"
                                  " bpm FROM lesson WHERE take = ?",
                                  -1, &s, NULL);
    sqlite3_bind_int64(s, 1, id);
    if (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        t->has_lesson = cr_store_read_lesson(s, &t->lesson);
        code = SQLITE_DONE;
    }
    sqlite3_finalize(s);
    return code == SQLITE_DONE ? CR_OK : cr_database_fail(db, error);
}

/* The hits are those of the lanes that were practised. */
static enum cr_status arrange(struct cr_kept_take *take, struct cr_error *error)
{
    struct cr_session session = {0};
    enum cr_status status =
        cr_session_read(&session, take->start.session, NULL);
    if (!status)
        status = cr_session_arrange(&session, &take->pattern, error);
    return status ? cr_fail(error, CR_ERR_IO, 0, 0,
                            "how take %lld was practised cannot be read",
                            (long long)take->row.id)
                  : CR_OK;
}

enum cr_status cr_history_load(struct cr_history *history, int64_t id,
                               struct cr_kept_take *take,
                               struct cr_error *error)
{
    struct cr_diagnostics found = {0};
    *take = (struct cr_kept_take){0};
    enum cr_status status = load_start(history->db, id, take, error);
    if (!status &&
        cr_pattern_read(&take->pattern, take->text, take->text_size, &found))
        status =
            cr_fail(error, CR_ERR_IO, 0, 0,
                    "the pattern of take %lld cannot be read", (long long)id);
    cr_diagnostics_deinit(&found);
    if (!status)
        status = arrange(take, error);
    if (!status)
        status = load_hits(history->db, id, take, error);
    if (!status)
        status = load_speeds(history->db, id, take, error);
    if (!status)
        status = load_lesson(history->db, id, take, error);
    if (status)
        cr_kept_take_destroy(take);
    return status;
}

void cr_kept_take_destroy(struct cr_kept_take *take)
{
    free(take->text);
    free(take->changes);
    free(take->presses.items);
    cr_pattern_deinit(&take->pattern);
    *take = (struct cr_kept_take){0};
}

enum cr_status cr_kept_take_lay_out(const struct cr_kept_take *take,
                                    bool has_click, struct cr_session *session,
                                    struct cr_timeline *timeline)
{
    struct cr_presses presses = take->presses;
    struct cr_session_plan plan = {0};
    *timeline = (struct cr_timeline){0};
    *session = (struct cr_session){.from_bar = take->start.from_bar,
                                   .to_bar = take->start.to_bar,
                                   .loops = take->start.loops,
                                   .speed = take->start.speed};
    enum cr_status status = cr_session_read(session, take->start.session, NULL);
    if (!status)
        status = cr_follow_through(&plan, session, &take->pattern, NULL,
                                   &presses, NULL);
    /* the loops and tempi are those that were played */
    plan.timeline.loops = take->start.loops;
    plan.timeline.speed = take->start.speed;
    plan.timeline.changes = take->changes;
    plan.timeline.change_count = take->change_count;
    plan.timeline.has_click = has_click;
    if (!status)
        status = cr_timeline_create(timeline, &take->pattern, &plan.timeline);
    cr_session_plan_destroy(&plan);
    return status;
}

enum cr_status cr_kept_take_judge(const struct cr_kept_take *take,
                                  const struct cr_windows *windows,
                                  struct cr_session *session,
                                  struct cr_timeline *timeline,
                                  struct cr_result *result)
{
    const struct cr_score_options judged = {
        .until_ns = take->until_ns,
        .is_shape_only = take->start.player == CR_PLAYER_PERSON &&
                         !cr_calibration_has_lean(&take->start.calibration),
        .windows = windows ? windows : &session->windows};
    enum cr_status status =
        cr_kept_take_lay_out(take, false, session, timeline);
    if (!status)
        status = cr_score_take(result, timeline, take->presses.items,
                               take->presses.count, &judged);
    if (status)
        cr_timeline_destroy(timeline);
    return status;
}
