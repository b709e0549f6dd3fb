#include "app/history/store.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const statements[CR_STORE_STATEMENTS] = {
    [CR_STORE_PATTERN] = "INSERT OR IGNORE INTO pattern(text) VALUES(?)",
    [CR_STORE_FIND_PATTERN] = "SELECT id FROM pattern WHERE text = ?",
    [CR_STORE_TAKE] =
        "INSERT INTO take(key, began_ms, player, pattern, title, from_bar,"
        " to_bar, loops, speed_num, speed_den, bpm, kit, output, input, rate,"
        " buffer, listening, offset_state, output_ms, input_ms, display_ms,"
        " doubt_ms, input_doubt_ms, session, reached_ns, is_ended)"
        " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
        " ?, ?, ?, 0, 0)",
    [CR_STORE_HIT] = "INSERT OR REPLACE INTO hit VALUES(?, ?, ?, ?, ?, ?)",
    [CR_STORE_SPEED] = "INSERT OR REPLACE INTO speed VALUES(?, ?, ?, ?)",
    [CR_STORE_REACHED] = "UPDATE take SET reached_ns = ?2 WHERE id = ?1",
    [CR_STORE_END] =
        "UPDATE take SET is_ended = 1, reached_ns = ?2, facts = ?3,"
        " notes = ?4, hits = ?5, missed = ?6, extra = ?7, wrong_drum = ?8,"
        " doubtful = ?9, score = ?10, lean_ms = ?11, spread_ms = ?12,"
        " spread120_ms = ?13, played_ns = ?14, clean_bpm = ?15,"
        " clean_low_bpm = ?16, clean_high_bpm = ?17, gap_bars = ?18,"
        " gap_bpm = ?19, part_count = ?20, part_mean = ?21,"
        " part_variance = ?22 WHERE id = ?1",
    [CR_STORE_LANE] = "INSERT OR REPLACE INTO lane VALUES(?, ?, ?, ?, ?, ?)",
    [CR_STORE_LESSON] =
        "INSERT OR REPLACE INTO lesson VALUES(?,?,?,?,?,?,?,?,?,?,?)",
    [CR_STORE_FORGET] = "DELETE FROM take WHERE id = ?",
};

bool cr_store_open(struct cr_store *store, sqlite3 *db)
{
    *store = (struct cr_store){.db = db};
    for (int i = 0; i < CR_STORE_STATEMENTS; i++) {
        if (sqlite3_prepare_v2(db, statements[i], -1, &store->statements[i],
                               NULL) != SQLITE_OK)
            return false;
    }
    return true;
}

void cr_store_close(struct cr_store *store)
{
    for (int i = 0; i < CR_STORE_STATEMENTS; i++)
        sqlite3_finalize(store->statements[i]);
    *store = (struct cr_store){0};
}

/* Runs a statement whose values are bound, and frees it for the next. */
static bool run(sqlite3_stmt *s)
{
    const int code = sqlite3_step(s);
    /* what the step said is what resetting says again */
    return (sqlite3_reset(s) == SQLITE_OK) &&
           (code == SQLITE_DONE || code == SQLITE_ROW);
}

static void bind_text(sqlite3_stmt *s, int at, const char *text)
{
    sqlite3_bind_text(s, at, text ? text : "", -1, SQLITE_STATIC);
}

static bool find_pattern(struct cr_store *store, const char *text, int64_t *id)
{
    sqlite3_stmt *add = store->statements[CR_STORE_PATTERN];
    sqlite3_stmt *find = store->statements[CR_STORE_FIND_PATTERN];
    bind_text(add, 1, text);
    if (!run(add))
        return false;
    bind_text(find, 1, text);
    const bool is_found = sqlite3_step(find) == SQLITE_ROW;
    if (is_found)
        *id = sqlite3_column_int64(find, 0);
    return sqlite3_reset(find) == SQLITE_OK && is_found;
}

bool cr_store_take(struct cr_store *store, const char *key, int64_t began_ms,
                   const struct cr_take_start *start, int64_t *id)
{
    sqlite3_stmt *s = store->statements[CR_STORE_TAKE];
    const struct cr_calibration *c = &start->calibration;
    int64_t pattern;
    if (!find_pattern(store, start->pattern, &pattern))
        return false;
    bind_text(s, 1, key);
    sqlite3_bind_int64(s, 2, began_ms);
    bind_text(s, 3, cr_take_player_word(start->player));
    sqlite3_bind_int64(s, 4, pattern);
    bind_text(s, 5, start->title);
    sqlite3_bind_int64(s, 6, start->from_bar);
    sqlite3_bind_int64(s, 7, start->to_bar);
    sqlite3_bind_int64(s, 8, start->loops);
    sqlite3_bind_int64(s, 9, start->speed.num);
    sqlite3_bind_int64(s, 10, start->speed.den);
    sqlite3_bind_double(s, 11, start->bpm);
    bind_text(s, 12, start->kit);
    bind_text(s, 13, start->output);
    bind_text(s, 14, start->input);
    sqlite3_bind_int64(s, 15, start->rate);
    sqlite3_bind_int64(s, 16, start->buffer);
    bind_text(s, 17, cr_listening_word(c->listening));
    bind_text(s, 18, cr_offset_state_word(c->state));
    sqlite3_bind_double(s, 19, c->offsets.output_ms);
    sqlite3_bind_double(s, 20, c->offsets.input_ms);
    sqlite3_bind_double(s, 21, c->offsets.display_ms);
    sqlite3_bind_double(s, 22, c->doubt_ms);
    sqlite3_bind_double(s, 23, c->input_doubt_ms);
    bind_text(s, 24, start->session);
    if (!run(s))
        return false;
    *id = sqlite3_last_insert_rowid(store->db);
    return true;
}

bool cr_store_hit(struct cr_store *store, int64_t take, uint32_t number,
                  const char *lane, const struct cr_press *press)
{
    sqlite3_stmt *s = store->statements[CR_STORE_HIT];
    sqlite3_bind_int64(s, 1, take);
    sqlite3_bind_int64(s, 2, number);
    sqlite3_bind_int64(s, 3, press->at_ns);
    bind_text(s, 4, lane);
    sqlite3_bind_int(s, 5, press->velocity);
    sqlite3_bind_int(s, 6, press->doubt);
    return run(s);
}

bool cr_store_speed(struct cr_store *store, int64_t take,
                    const struct cr_speed_change *change)
{
    sqlite3_stmt *s = store->statements[CR_STORE_SPEED];
    sqlite3_bind_int64(s, 1, take);
    sqlite3_bind_int64(s, 2, change->bar);
    sqlite3_bind_int64(s, 3, change->speed.num);
    sqlite3_bind_int64(s, 4, change->speed.den);
    return run(s);
}

bool cr_store_reached(struct cr_store *store, int64_t take, int64_t ns)
{
    sqlite3_stmt *s = store->statements[CR_STORE_REACHED];
    sqlite3_bind_int64(s, 1, take);
    sqlite3_bind_int64(s, 2, ns);
    return run(s);
}

static void bind_if(sqlite3_stmt *s, int at, bool is_known, double value)
{
    if (is_known)
        sqlite3_bind_double(s, at, value);
    else
        sqlite3_bind_null(s, at);
}

static void bind_summary(sqlite3_stmt *s, int at,
                         const struct cr_take_summary *t)
{
    sqlite3_bind_int64(s, at, t->played_ns);
    bind_if(s, at + 1, t->has_clean, t->clean_bpm);
    bind_if(s, at + 2, t->has_clean_interval, t->clean_low_bpm);
    bind_if(s, at + 3, t->has_clean_interval, t->clean_high_bpm);
    sqlite3_bind_int64(s, at + 4, t->gap_bars);
    bind_if(s, at + 5, t->gap_bars > 0, t->gap_bpm);
    sqlite3_bind_int64(s, at + 6, t->parts.count);
    bind_if(s, at + 7, t->parts.count > 0, t->parts.mean);
    bind_if(s, at + 8, t->parts.count > 1, t->parts.variance);
}

static bool store_lane(struct cr_store *store, int64_t take,
                       const struct cr_store_lane *lane)
{
    sqlite3_stmt *s = store->statements[CR_STORE_LANE];
    sqlite3_bind_int64(s, 1, take);
    bind_text(s, 2, lane->name);
    sqlite3_bind_int64(s, 3, lane->notes);
    sqlite3_bind_int64(s, 4, lane->hits);
    bind_if(s, 5, lane->has_lean, lane->lean_ms);
    bind_if(s, 6, lane->has_spread, lane->spread_ms);
    return run(s);
}

bool cr_store_lesson(struct cr_store *store, int64_t take,
                     const struct cr_kept_lesson *lesson)
{
    sqlite3_stmt *s = store->statements[CR_STORE_LESSON];
    const struct cr_lesson_take *t = &lesson->take;
    sqlite3_bind_int64(s, 1, take);
    bind_text(s, 2, lesson->course);
    bind_text(s, 3, t->exercise);
    bind_text(s, 4, cr_lesson_kind_word(t->kind));
    sqlite3_bind_int(s, 5, t->is_assisted);
    sqlite3_bind_int(s, 6, t->is_dark);
    sqlite3_bind_int(s, 7, t->stars);
    sqlite3_bind_int64(s, 8, t->reps);
    sqlite3_bind_int64(s, 9, t->clean);
    sqlite3_bind_double(s, 10, t->bpm);
    bind_text(s, 11, lesson->finding);
    return run(s);
}

bool cr_store_end(struct cr_store *store, int64_t take,
                  const struct cr_store_result *r)
{
    sqlite3_stmt *s = store->statements[CR_STORE_END];
    const uint32_t counts[] = {r->notes, r->hits,       r->missed,
                               r->extra, r->wrong_drum, r->doubtful};
    sqlite3_clear_bindings(s);
    sqlite3_bind_int64(s, 1, take);
    sqlite3_bind_int64(s, 2, r->until_ns);
    sqlite3_bind_text(s, 3, r->facts, -1, SQLITE_STATIC);
    if (r->has_result) {
        for (int i = 0; i < 6; i++)
            sqlite3_bind_int64(s, 4 + i, counts[i]);
        sqlite3_bind_double(s, 10, r->score);
        bind_if(s, 11, r->has_lean, r->lean_ms);
        bind_if(s, 12, r->has_spread, r->spread_ms);
        bind_if(s, 13, r->has_spread, r->spread120_ms);
        bind_summary(s, 14, &r->summary);
    }
    bool is_good = run(s);
    for (uint32_t i = 0; is_good && i < r->lane_count; i++)
        is_good = store_lane(store, take, &r->lanes[i]);
    if (is_good && r->has_lesson)
        is_good = cr_store_lesson(store, take, &r->lesson);
    return is_good;
}

bool cr_store_forget(struct cr_store *store, int64_t take)
{
    sqlite3_stmt *s = store->statements[CR_STORE_FORGET];
    sqlite3_bind_int64(s, 1, take);
    return run(s);
}

bool cr_store_make_hit(int64_t at_ns, int64_t velocity, int64_t doubt,
                       struct cr_press *press)
{
    const int64_t most_ns = INT64_C(10000000) * CR_NS_PER_S; /* as in hits.h */
    press->at_ns = at_ns;
    press->velocity = (uint8_t)velocity;
    press->doubt = (uint8_t)doubt;
    return at_ns >= -most_ns && at_ns <= most_ns && velocity >= 0 &&
           velocity <= 127 && doubt >= 0 && doubt < CR_DOUBT_COUNT;
}

bool cr_store_make_speed(int64_t num, int64_t den, struct cr_fraction *speed)
{
    const int64_t most = INT64_C(100000000000); /* times a tempo, it fits */
    const bool is_good = num > 0 && den > 0 && num <= most && den <= most;
    if (is_good)
        *speed = cr_fraction_make(num, den);
    return is_good;
}

bool cr_store_make_lesson(const struct cr_lesson_words *words,
                          struct cr_kept_lesson *lesson)
{
    struct cr_lesson_take *t = &lesson->take;
    int kind = 0;
    while (kind < CR_LESSON_KINDS &&
           strcmp(cr_lesson_kind_word((enum cr_lesson_kind)kind),
                  words->kind) != 0)
        kind++;
    if (kind == CR_LESSON_KINDS ||
        strlen(words->course) >= sizeof(lesson->course) ||
        strlen(words->exercise) >= sizeof(t->exercise) ||
        strlen(words->finding) >= sizeof(lesson->finding) || words->stars < 0 ||
        words->stars > 3 || words->reps < 0 || words->reps > 1000000 ||
        words->clean < 0 || words->clean > words->reps ||
        !(words->bpm >= 0 && words->bpm <= 10000))
        return false;
    *lesson =
        (struct cr_kept_lesson){.take = {.kind = (enum cr_lesson_kind)kind,
                                         .is_assisted = words->is_assisted != 0,
                                         .is_dark = words->is_dark != 0,
                                         .stars = (uint8_t)words->stars,
                                         .reps = (uint32_t)words->reps,
                                         .clean = (uint32_t)words->clean,
                                         .bpm = words->bpm}};
    snprintf(lesson->course, sizeof(lesson->course), "%s", words->course);
    snprintf(t->exercise, sizeof(t->exercise), "%s", words->exercise);
    snprintf(lesson->finding, sizeof(lesson->finding), "%s", words->finding);
    return true;
}

bool cr_store_read_lesson(sqlite3_stmt *row, struct cr_kept_lesson *lesson)
{
    const char *texts[4];
    for (int i = 0; i < 4; i++) {
        const unsigned char *text = sqlite3_column_text(row, i);
        texts[i] = text ? (const char *)text : "";
    }
    const struct cr_lesson_words words = {
        .course = texts[0],
        .exercise = texts[1],
        .kind = texts[2],
        .finding = texts[3],
        .is_assisted = sqlite3_column_int64(row, 4),
        .is_dark = sqlite3_column_int64(row, 5),
        .stars = sqlite3_column_int64(row, 6),
        .reps = sqlite3_column_int64(row, 7),
        .clean = sqlite3_column_int64(row, 8),
        .bpm = sqlite3_column_double(row, 9)};
    return cr_store_make_lesson(&words, lesson);
}

static void keep_lanes(struct cr_store_result *kept,
                       const struct cr_pattern *pattern,
                       const struct cr_result *r)
{
    for (uint32_t i = 0; i < pattern->lane_count; i++) {
        const struct cr_tally *t = &r->lanes[i];
        struct cr_store_lane *lane = &kept->lanes[kept->lane_count];
        if (!t->notes)
            continue;
        *lane =
            (struct cr_store_lane){.notes = t->notes,
                                   .hits = t->hits,
                                   .has_lean = t->has_lean && !r->is_shape_only,
                                   .has_spread = t->has_spread,
                                   .lean_ms = t->lean_ms,
                                   .spread_ms = t->spread_ms};
        snprintf(lane->name, sizeof(lane->name), "%s", pattern->lanes[i].name);
        kept->lane_count++;
    }
}

struct cr_store_result *cr_store_result_of(const struct cr_take_end *end)
{
    const struct cr_report *about = end->about;
    struct cr_store_result *kept = calloc(1, sizeof(*kept));
    if (!kept)
        return NULL;
    kept->until_ns = end->until_ns;
    kept->has_lesson = end->lesson != NULL;
    if (end->lesson)
        kept->lesson = *end->lesson;
    kept->facts = end->facts ? cr_facts_write(end->facts) : NULL;
    kept->has_result =
        about && !cr_summarise(&kept->summary, about->session, about->timeline,
                               about->result, about->presses, end->until_ns);
    if (!kept->has_result)
        return kept;
    const struct cr_result *r = about->result;
    kept->has_lean = r->all.has_lean && !r->is_shape_only;
    kept->has_spread = r->all.has_spread;
    kept->notes = r->all.notes;
    kept->hits = r->all.hits;
    kept->missed = r->all.missed;
    kept->extra = r->all.extra;
    kept->wrong_drum = r->all.wrong_drum;
    kept->doubtful = r->all.doubtful;
    kept->score = r->score;
    kept->lean_ms = r->all.lean_ms;
    kept->spread_ms = r->all.spread_ms;
    kept->spread120_ms = r->spread120_ms;
    keep_lanes(kept, about->timeline->pattern, r);
    return kept;
}

void cr_store_result_destroy(struct cr_store_result *result)
{
    if (!result)
        return;
    free(result->facts);
    free(result);
}

char *cr_facts_write(const struct cr_take_facts *facts)
{
    const struct cr_take_health *h = &facts->health;
    const struct cr_clock_report *c = &h->clock;
    json_t *object = json_pack(
        "{sIsisfsfsf sisfsbsfsfsi sbssso sf}", "underflows",
        (json_int_t)h->underflows, "gaps", (int)h->gaps, "longest_gap_ms",
        h->longest_gap_ms, "longest_block_ms", h->longest_block_ms,
        "longest_pump_ms", h->longest_pump_ms, "clock", (int)c->source,
        "residual_ms", c->residual_ms, "has_drift", (int)c->has_drift,
        "drift_ppm", c->drift_ppm, "way_change_ms", c->way_change_ms,
        "clock_gaps", (int)c->gaps, "device_lost", (int)h->was_lost, "keys",
        facts->key_source ? facts->key_source : "", "asks_for_offset",
        json_boolean(facts->asks_for_offset), "late_ms", facts->late_ms);
    char *text =
        object ? json_dumps(object, JSON_REAL_PRECISION(17) | JSON_COMPACT)
               : NULL;
    json_decref(object);
    return text;
}

bool cr_facts_read(const char *text, struct cr_take_facts *facts,
                   char *key_source)
{
    struct cr_take_health *h = &facts->health;
    struct cr_clock_report *c = &h->clock;
    json_int_t underflows = 0;
    int gaps = 0, source = 0, has_drift = 0, clock_gaps = 0, was_lost = 0,
        asks = 0;
    const char *keys = "";
    json_t *object = json_loads(text, 0, NULL);
    const bool is_good =
        object &&
        json_unpack(
            object, "{sIsisFsFsF sisFsbsFsFsi sbsssb sF}", "underflows",
            &underflows, "gaps", &gaps, "longest_gap_ms", &h->longest_gap_ms,
            "longest_block_ms", &h->longest_block_ms, "longest_pump_ms",
            &h->longest_pump_ms, "clock", &source, "residual_ms",
            &c->residual_ms, "has_drift", &has_drift, "drift_ppm",
            &c->drift_ppm, "way_change_ms", &c->way_change_ms, "clock_gaps",
            &clock_gaps, "device_lost", &was_lost, "keys", &keys,
            "asks_for_offset", &asks, "late_ms", &facts->late_ms) == 0;
    if (is_good) {
        h->underflows = (uint64_t)underflows;
        h->gaps = (uint32_t)gaps;
        h->was_lost = was_lost;
        c->source = source ? CR_CLOCK_ENTRY : CR_CLOCK_HEARD;
        c->has_drift = has_drift;
        c->gaps = (uint32_t)clock_gaps;
        facts->asks_for_offset = asks;
        snprintf(key_source, 128, "%s", keys);
        facts->key_source = key_source;
    }
    json_decref(object);
    return is_good;
}
