/* The history as JSON and CSV, and JSON back into it. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/history/database.h"
#include "app/history/history.h"
#include "app/history/store.h"
#include "app/hits.h"
#include "app/practice/session.h"
#include "patterns/words.h"

static void add_time(struct cr_text_buffer *out, int64_t ms)
{
    const time_t seconds = (time_t)(ms / 1000);
    struct tm utc;
    if (!gmtime_r(&seconds, &utc))
        return;
    cr_text_addf(out, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", utc.tm_year + 1900,
                 utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min,
                 utc.tm_sec, (int)(ms % 1000));
}

static void add_field(struct cr_text_buffer *out, const char *name,
                      const char *text)
{
    cr_text_addf(out, ", \"%s\": ", name);
    cr_text_add_json(out, text);
}

static void add_lesson(struct cr_text_buffer *out,
                       const struct cr_kept_lesson *lesson)
{
    const struct cr_lesson_take *t = &lesson->take;
    cr_text_addf(out, ",\n  \"lesson\": {\"stars\": %u", t->stars);
    add_field(out, "course", lesson->course);
    add_field(out, "exercise", t->exercise);
    add_field(out, "kind", cr_lesson_kind_word(t->kind));
    add_field(out, "finding", lesson->finding);
    cr_text_addf(out,
                 ", \"assisted\": %s, \"dark\": %s, \"reps\": %u, "
                 "\"clean\": %u, \"bpm\": %.17g}",
                 t->is_assisted ? "true" : "false",
                 t->is_dark ? "true" : "false", t->reps, t->clean, t->bpm);
}

static void add_take(struct cr_text_buffer *out, const struct cr_kept_take *t)
{
    const struct cr_take_start *s = &t->start;
    const struct cr_calibration *c = &s->calibration;
    cr_text_addf(out, "{\"key\": \"%s\", \"began_ms\": %" PRId64, t->key,
                 t->row.began_ms);
    cr_text_addf(out, ", \"time_utc\": \"");
    add_time(out, t->row.began_ms);
    cr_text_addf(out, "\"");
    add_field(out, "player", cr_take_player_word(s->player));
    add_field(out, "title", s->title);
    cr_text_addf(out,
                 ",\n  \"from_bar\": %u, \"to_bar\": %u, \"loops\": %u, "
                 "\"speed\": [%" PRId64 ", %" PRId64 "], \"bpm\": %.17g",
                 s->from_bar, s->to_bar, s->loops, s->speed.num, s->speed.den,
                 s->bpm);
    cr_text_addf(out, ", \"speeds\": [");
    for (uint32_t i = 0; i < t->change_count; i++)
        cr_text_addf(out, "%s[%u, %" PRId64 ", %" PRId64 "]", i ? ", " : "",
                     t->changes[i].bar, t->changes[i].speed.num,
                     t->changes[i].speed.den);
    cr_text_addf(out, "]");
    add_field(out, "session", s->session);
    add_field(out, "kit", s->kit);
    add_field(out, "output", s->output);
    add_field(out, "input", s->input);
    cr_text_addf(out, ", \"rate\": %u, \"buffer\": %u", s->rate, s->buffer);
    add_field(out, "listening", cr_listening_word(c->listening));
    add_field(out, "offset_state", cr_offset_state_word(c->state));
    cr_text_addf(out,
                 ",\n  \"output_ms\": %.17g, \"input_ms\": %.17g, "
                 "\"display_ms\": %.17g, \"doubt_ms\": %.17g, "
                 "\"input_doubt_ms\": %.17g, \"reached_ns\": %" PRId64
                 ", \"ended\": %s",
                 c->offsets.output_ms, c->offsets.input_ms,
                 c->offsets.display_ms, c->doubt_ms, c->input_doubt_ms,
                 t->until_ns, t->row.is_ended ? "true" : "false");
    char *facts = t->has_facts ? cr_facts_write(&t->facts) : NULL;
    cr_text_addf(out, ",\n  \"facts\": %s", facts ? facts : "null");
    free(facts);
    if (t->has_lesson)
        add_lesson(out, &t->lesson);
    add_field(out, "pattern", t->text);
    cr_text_addf(out, ",\n  \"hits\": [");
    for (uint32_t i = 0; i < t->presses.count; i++) {
        const struct cr_press *h = &t->presses.items[i];
        const struct cr_lane drum = cr_hits_drum(&t->pattern, h->lane);
        cr_text_addf(out, "%s[%" PRId64 ", \"%s\", %d, %d]", i ? ", " : "",
                     h->at_ns, drum.name, h->velocity, h->doubt);
    }
    cr_text_addf(out, "]}");
}

/* The ids of all takes, the oldest first; the caller frees. */
static enum cr_status all_ids(sqlite3 *db, int64_t **ids, uint32_t *count,
                              struct cr_error *error)
{
    sqlite3_stmt *s = NULL;
    uint32_t room = 0;
    *ids = NULL;
    *count = 0;
    if (sqlite3_prepare_v2(db,
                           "SELECT id, (SELECT count(*) FROM take) FROM take"
                           " ORDER BY id",
                           -1, &s, NULL) != SQLITE_OK)
        return cr_database_fail(db, error);
    int code;
    while ((code = sqlite3_step(s)) == SQLITE_ROW) {
        if (!*ids) {
            room = (uint32_t)sqlite3_column_int64(s, 1);
            *ids = malloc((room + 1) * sizeof(**ids));
        }
        if (!*ids || *count == room)
            break;
        (*ids)[(*count)++] = sqlite3_column_int64(s, 0);
    }
    const enum cr_status status =
        code == SQLITE_DONE ? CR_OK : cr_database_fail(db, error);
    sqlite3_finalize(s);
    return status;
}

enum cr_status cr_history_export_json(struct cr_history *history,
                                      struct cr_text_buffer *out,
                                      uint32_t *left_out,
                                      struct cr_error *error)
{
    int64_t *ids = NULL;
    uint32_t count = 0, written = 0;
    enum cr_status status =
        all_ids(cr_history_database(history), &ids, &count, error);
    *left_out = 0;
    cr_text_addf(out, "{\"schema\": 1, \"takes\": [");
    for (uint32_t i = 0; !status && i < count; i++) {
        struct cr_kept_take take;
        const enum cr_status loaded =
            cr_history_load(history, ids[i], &take, error);
        if (loaded == CR_ERR_MEMORY)
            status = loaded;
        *left_out += loaded != CR_OK;
        if (loaded)
            continue;
        cr_text_addf(out, "%s\n ", written++ ? "," : "");
        add_take(out, &take);
        cr_kept_take_destroy(&take);
    }
    cr_text_addf(out, "]}\n");
    free(ids);
    return status;
}

static void add_csv_text(struct cr_text_buffer *out, const char *text)
{
    cr_text_addf(out, "\"");
    for (; *text; text++)
        cr_text_addf(out, *text == '"' ? "\"\"" : "%c", *text);
    cr_text_addf(out, "\"");
}

enum cr_status cr_history_export_csv(struct cr_history *history,
                                     struct cr_text_buffer *out,
                                     struct cr_error *error)
{
    enum { MOST = 1000000 };
    struct cr_take_row *rows = malloc(MOST * sizeof(*rows));
    uint32_t count = 0;
    if (!rows)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    const enum cr_status status =
        cr_history_list(history, rows, MOST, &count, error);
    cr_text_addf(out, "id,time_utc,player,title,bpm,strokes,notes,hits,missed,"
                      "extra,score,lean_ms,spread_ms,spread120_ms\n");
    while (count-- > 0) {
        const struct cr_take_row *r = &rows[count];
        cr_text_addf(out, "%" PRId64 ",", r->id);
        add_time(out, r->began_ms);
        cr_text_addf(out, ",%s,", cr_take_player_word(r->player));
        add_csv_text(out, r->title);
        cr_text_addf(out, ",%.6g,%u,", r->bpm, r->stroke_count);
        if (r->has_result)
            cr_text_addf(out, "%u,%u,%u,%u,%.4f,", r->notes, r->hits, r->missed,
                         r->extra, r->score);
        else
            cr_text_addf(out, ",,,,,");
        if (r->has_lean)
            cr_text_addf(out, "%.4f", r->lean_ms);
        cr_text_addf(out, ",");
        if (r->has_spread)
            cr_text_addf(out, "%.4f,%.4f", r->spread_ms, r->spread120_ms);
        else
            cr_text_addf(out, ",");
        cr_text_addf(out, "\n");
    }
    free(rows);
    return status;
}

/* One take of an import. */
struct coming {
    const char *key, *player, *title, *session, *kit, *output, *input,
        *listening, *state, *text;
    json_int_t began_ms, from_bar, to_bar, loops, num, den, rate, buffer,
        reached_ns;
    double bpm;
    struct cr_offsets offsets;
    double doubt_ms, input_doubt_ms;
    int is_ended;
    json_t *speeds, *facts, *hits, *lesson;
};

static bool unpack(json_t *object, struct coming *c)
{
    return json_unpack(
               object,
               "{ss sI ss ss sI sI sI s[II] sF so s?s ss ss ss sI sI ss ss sF "
               "sF "
               "sF sF sF sI sb so s?o ss so}",
               "key", &c->key, "began_ms", &c->began_ms, "player", &c->player,
               "title", &c->title, "from_bar", &c->from_bar, "to_bar",
               &c->to_bar, "loops", &c->loops, "speed", &c->num, &c->den, "bpm",
               &c->bpm, "speeds", &c->speeds, "session", &c->session, "kit",
               &c->kit, "output", &c->output, "input", &c->input, "rate",
               &c->rate, "buffer", &c->buffer, "listening", &c->listening,
               "offset_state", &c->state, "output_ms", &c->offsets.output_ms,
               "input_ms", &c->offsets.input_ms, "display_ms",
               &c->offsets.display_ms, "doubt_ms", &c->doubt_ms,
               "input_doubt_ms", &c->input_doubt_ms, "reached_ns",
               &c->reached_ns, "ended", &c->is_ended, "facts", &c->facts,
               "lesson", &c->lesson, "pattern", &c->text, "hits",
               &c->hits) == 0;
}

static bool is_whole(json_int_t value)
{
    return value >= 0 && value <= 1000000000;
}

static bool read_player(const char *word, enum cr_take_player *player)
{
    for (int i = 0; i < CR_PLAYER_COUNT; i++) {
        if (strcmp(word, cr_take_player_word((enum cr_take_player)i)) == 0) {
            *player = (enum cr_take_player)i;
            return true;
        }
    }
    return false;
}

/* What the take was played with; false if it cannot be. */
static bool make_start(const struct coming *c, struct cr_take_start *start)
{
    *start = (struct cr_take_start){
        .pattern = c->text,
        .title = c->title,
        .session = c->session,
        .kit = c->kit,
        .output = c->output,
        .input = c->input,
        .bpm = c->bpm,
        .calibration = {.offsets = c->offsets,
                        .doubt_ms = c->doubt_ms,
                        .input_doubt_ms = c->input_doubt_ms}};
    if (!is_whole(c->from_bar) || !is_whole(c->to_bar) || !is_whole(c->loops) ||
        !is_whole(c->rate) || !is_whole(c->buffer) ||
        !cr_store_make_speed(c->num, c->den, &start->speed) ||
        strlen(c->key) != 32 || strlen(c->text) > CR_FILE_LIMIT)
        return false;
    start->from_bar = (uint32_t)c->from_bar;
    start->to_bar = (uint32_t)c->to_bar;
    start->loops = (uint32_t)c->loops;
    start->rate = (uint32_t)c->rate;
    start->buffer = (uint32_t)c->buffer;
    return read_player(c->player, &start->player) &&
           cr_listening_of(c->listening, &start->calibration.listening) &&
           cr_offset_state_of(c->state, &start->calibration.state);
}

/* The rows of its hits and changes of speed; a word for what is wrong. */
static const char *add_hits(struct cr_store *store, int64_t take,
                            const struct coming *c,
                            const struct cr_pattern *pattern)
{
    for (size_t i = 0; i < json_array_size(c->hits); i++) {
        json_int_t ns, velocity, doubt;
        const char *lane;
        struct cr_press press;
        if (json_unpack(json_array_get(c->hits, i), "[IsII]", &ns, &lane,
                        &velocity, &doubt) ||
            !cr_store_make_hit(ns, velocity, doubt, &press) ||
            !cr_hits_lane(pattern, lane, strlen(lane), &press.lane))
            return "hits";
        if (!cr_store_hit(store, take, (uint32_t)i, lane, &press))
            return "";
    }
    for (size_t i = 0; i < json_array_size(c->speeds); i++) {
        json_int_t bar, num, den;
        struct cr_speed_change change;
        if (json_unpack(json_array_get(c->speeds, i), "[III]", &bar, &num,
                        &den) ||
            !is_whole(bar) || !cr_store_make_speed(num, den, &change.speed))
            return "speeds";
        change.bar = (uint32_t)bar;
        if (!cr_store_speed(store, take, &change))
            return "";
    }
    return NULL;
}

static bool read_lesson(json_t *object, struct cr_kept_lesson *lesson)
{
    struct cr_lesson_words w;
    json_int_t stars, reps, clean;
    int is_assisted, is_dark;
    if (json_unpack(object, "{sI ss ss ss ss sb sb sI sI sF}", "stars", &stars,
                    "course", &w.course, "exercise", &w.exercise, "kind",
                    &w.kind, "finding", &w.finding, "assisted", &is_assisted,
                    "dark", &is_dark, "reps", &reps, "clean", &clean, "bpm",
                    &w.bpm))
        return false;
    w.stars = stars;
    w.reps = reps;
    w.clean = clean;
    w.is_assisted = is_assisted;
    w.is_dark = is_dark;
    return cr_store_make_lesson(&w, lesson);
}

static bool is_there(sqlite3 *db, const char *key)
{
    sqlite3_stmt *s = NULL;
    bool found = false;
    if (sqlite3_prepare_v2(db, "SELECT 1 FROM take WHERE key = ?", -1, &s,
                           NULL) == SQLITE_OK) {
        sqlite3_bind_text(s, 1, key, -1, SQLITE_STATIC);
        found = sqlite3_step(s) == SQLITE_ROW;
    }
    sqlite3_finalize(s);
    return found;
}

/* A word for what is wrong; "" if the database is; NULL if nothing. */
static const char *add_coming(struct cr_store *store, json_t *object,
                              uint32_t *added)
{
    struct coming c;
    struct cr_take_start start;
    struct cr_session session = {0};
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    int64_t take;
    c.session = ""; /* the first version had none */
    c.lesson = NULL;
    if (!unpack(object, &c) || !make_start(&c, &start))
        return _("its settings");
    if (strlen(c.session) > 1000 || cr_session_read(&session, c.session, NULL))
        return "session";
    if (is_there(store->db, c.key))
        return NULL;
    const enum cr_status status =
        cr_pattern_read(&pattern, c.text, strlen(c.text), &found);
    cr_diagnostics_deinit(&found);
    if (status)
        return "pattern";
    if (cr_session_arrange(&session, &pattern, NULL)) {
        cr_pattern_deinit(&pattern);
        return "session";
    }
    struct cr_store_result *result =
        cr_store_result_of(&(struct cr_take_end){.until_ns = c.reached_ns});
    const char *wrong = result ? NULL : _("its size");
    if (!wrong && !cr_store_take(store, c.key, c.began_ms, &start, &take))
        wrong = "";
    if (!wrong)
        wrong = add_hits(store, take, &c, &pattern);
    if (!wrong && c.lesson) {
        result->has_lesson = read_lesson(c.lesson, &result->lesson);
        wrong = result->has_lesson ? NULL : "lesson";
    }
    if (!wrong && json_is_object(c.facts))
        result->facts =
            json_dumps(c.facts, JSON_REAL_PRECISION(17) | JSON_COMPACT);
    if (!wrong && !(c.is_ended ? cr_store_end(store, take, result)
                               : cr_store_reached(store, take, c.reached_ns)))
        wrong = "";
    cr_store_result_destroy(result);
    cr_pattern_deinit(&pattern);
    *added += !wrong;
    return wrong;
}

/* Counts what came in, whose numbers the file does not have. */
static enum cr_status count_new(struct cr_history *history, int64_t after,
                                struct cr_error *error)
{
    sqlite3 *db = cr_history_database(history);
    struct cr_store store;
    int64_t *ids = NULL;
    uint32_t count = 0;
    enum cr_status status = all_ids(db, &ids, &count, error);
    if (!cr_store_open(&store, db) && !status)
        status = cr_database_fail(db, error);
    for (uint32_t i = 0; !status && i < count; i++) {
        struct cr_kept_take take;
        struct cr_session session;
        struct cr_timeline timeline;
        struct cr_result result;
        if (ids[i] <= after)
            continue;
        status = cr_history_load(history, ids[i], &take, error);
        if (status)
            break;
        if (take.row.is_ended &&
            !cr_kept_take_judge(&take, NULL, &session, &timeline, &result)) {
            const struct cr_report about = {.timeline = &timeline,
                                            .result = &result,
                                            .presses = take.presses.items,
                                            .session = &session};
            const struct cr_take_end end = {
                .until_ns = take.until_ns,
                .about = &about,
                .facts = take.has_facts ? &take.facts : NULL};
            struct cr_store_result *kept = cr_store_result_of(&end);
            if (!kept)
                status = cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
            else if (!cr_store_end(&store, ids[i], kept))
                status = cr_database_fail(db, error);
            cr_store_result_destroy(kept);
            cr_result_destroy(&result);
            cr_timeline_destroy(&timeline);
        }
        cr_kept_take_destroy(&take);
    }
    cr_store_close(&store);
    free(ids);
    return status;
}

static int64_t last_id(sqlite3 *db)
{
    sqlite3_stmt *s = NULL;
    int64_t id = 0;
    if (sqlite3_prepare_v2(db, "SELECT max(id) FROM take", -1, &s, NULL) ==
            SQLITE_OK &&
        sqlite3_step(s) == SQLITE_ROW)
        id = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return id;
}

static enum cr_status add_all(struct cr_history *history, const json_t *takes,
                              uint32_t *added, struct cr_error *error)
{
    sqlite3 *db = cr_history_database(history);
    struct cr_store store;
    const int64_t before = last_id(db);
    enum cr_status status =
        cr_store_open(&store, db) && sqlite3_exec(db, "BEGIN IMMEDIATE", NULL,
                                                  NULL, NULL) == SQLITE_OK
            ? CR_OK
            : cr_database_fail(db, error);
    for (size_t i = 0; !status && i < json_array_size(takes); i++) {
        const char *wrong = add_coming(&store, json_array_get(takes, i), added);
        if (wrong && *wrong)
            status = cr_fail(error, CR_ERR_SYNTAX, 1, 1,
                             "take %zu: '%s' is missing, or not what it can "
                             "be",
                             i + 1, wrong);
        else if (wrong)
            status = cr_database_fail(db, error);
    }
    cr_store_close(&store);
    if (!status)
        status = count_new(history, before, error);
    if (!status && sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
        status = cr_database_fail(db, error);
    if (status && !sqlite3_get_autocommit(db))
        (void)sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

enum cr_status cr_history_import(struct cr_history *history, const char *text,
                                 size_t size, uint32_t *added,
                                 struct cr_error *error)
{
    json_error_t where;
    json_t *root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &where);
    enum cr_status status;
    *added = 0;
    if (!root)
        return cr_fail(error, CR_ERR_SYNTAX, where.line, where.column, "%s",
                       where.text);
    const json_t *takes = json_object_get(root, "takes");
    if (json_is_array(takes))
        status = add_all(history, takes, added, error);
    else
        status = cr_fail(error, CR_ERR_SYNTAX, 1, 1,
                         "there is no list "
                         "'takes'");
    json_decref(root);
    if (status)
        *added = 0;
    return status;
}
