#include "app/history/exercises.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/history/database.h"
#include "app/history/days.h"
#include "app/history/store.h"
#include "patterns/growing.h"

enum { SEVERAL_DAYS = 3, MOST_DAYS = 8 };

/* A take's row, as far as it is compared. */
struct row {
    int64_t id, began_ms, pattern;
    int32_t day;
    uint32_t from_bar, to_bar, gap_bars;
    char title[128], session[128], devices[640];
    double bpm, minutes, lean_ms, spread120_ms;
    double clean_bpm, clean_low_bpm, clean_high_bpm, gap_bpm, score;
    bool has_score, has_lean, has_spread, has_clean, has_clean_interval;
};

struct limb_row {
    int64_t take;
    char name[CR_LANE_NAME_SIZE];
    double lean_ms;
};

struct reading {
    struct cr_exercises *all;
    struct row *rows;
    struct limb_row *limbs;
    uint32_t row_count, limb_count, row_capacity, limb_capacity;
    uint32_t item_capacity, day_capacity;
};

static void read_text(sqlite3_stmt *s, int column, char *to, size_t size)
{
    const unsigned char *text = sqlite3_column_text(s, column);
    snprintf(to, size, "%s", text ? (const char *)text : "");
}

static bool read_number(sqlite3_stmt *s, int column, double *value)
{
    *value = sqlite3_column_double(s, column);
    return sqlite3_column_type(s, column) != SQLITE_NULL && isfinite(*value);
}

/* Of same exercises together, in the order in which they were played. */
#define TAKES                                                                  \
    "SELECT id, began_ms, pattern, from_bar, to_bar, title, session,"          \
    " listening || '|' || offset_state || '|' || output || '|' || input, bpm," \
    " played_ns / 60e9, lean_ms, spread120_ms, clean_bpm, clean_low_bpm,"      \
    " clean_high_bpm, gap_bars, gap_bpm, score FROM take WHERE player = "      \
    "'person'"                                                                 \
    " AND is_ended AND notes IS NOT NULL AND began_ms >= ?"                    \
    " ORDER BY pattern, from_bar, to_bar, session, id"

static void read_row(sqlite3_stmt *s, struct row *row)
{
    *row = (struct row){.id = sqlite3_column_int64(s, 0),
                        .began_ms = sqlite3_column_int64(s, 1),
                        .pattern = sqlite3_column_int64(s, 2),
                        .from_bar = (uint32_t)sqlite3_column_int64(s, 3),
                        .to_bar = (uint32_t)sqlite3_column_int64(s, 4),
                        .bpm = sqlite3_column_double(s, 8),
                        .gap_bars = (uint32_t)sqlite3_column_int64(s, 15)};
    row->day = cr_local_day(row->began_ms);
    read_text(s, 5, row->title, sizeof(row->title));
    read_text(s, 6, row->session, sizeof(row->session));
    read_text(s, 7, row->devices, sizeof(row->devices));
    (void)read_number(s, 9, &row->minutes);
    row->has_lean = read_number(s, 10, &row->lean_ms);
    row->has_spread =
        read_number(s, 11, &row->spread120_ms) && row->spread120_ms > 0;
    row->has_clean = read_number(s, 12, &row->clean_bpm);
    row->has_clean_interval = read_number(s, 13, &row->clean_low_bpm) &&
                              read_number(s, 14, &row->clean_high_bpm);
    row->has_score = read_number(s, 17, &row->score);
    if (!read_number(s, 16, &row->gap_bpm))
        row->gap_bars = 0;
}

static enum cr_status read_rows(struct reading *r, sqlite3 *db,
                                int64_t since_ms, struct cr_error *error)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(db, TAKES, -1, &s, NULL);
    enum cr_status status = CR_OK;
    sqlite3_bind_int64(s, 1, since_ms);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        if (!cr_grow((void **)&r->rows, r->row_count, &r->row_capacity,
                     sizeof(*r->rows))) {
            status = cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
            break;
        }
        read_row(s, &r->rows[r->row_count++]);
        code = SQLITE_OK;
    }
    if (!status && code != SQLITE_DONE)
        status = cr_database_fail(db, error);
    sqlite3_finalize(s);
    return status;
}

/* Where each drum leaned, take by take. */
static enum cr_status read_limbs(struct reading *r, sqlite3 *db,
                                 int64_t since_ms, struct cr_error *error)
{
    sqlite3_stmt *s = NULL;
    int code = sqlite3_prepare_v2(
        db,
        "SELECT lane.take, lane.lane, lane.lean_ms FROM lane JOIN take ON"
        " lane.take = take.id WHERE take.player = 'person' AND take.is_ended"
        " AND take.began_ms >= ? AND lane.lean_ms IS NOT NULL"
        " ORDER BY lane.take, lane.lane",
        -1, &s, NULL);
    enum cr_status status = CR_OK;
    sqlite3_bind_int64(s, 1, since_ms);
    while (code == SQLITE_OK && (code = sqlite3_step(s)) == SQLITE_ROW) {
        if (!cr_grow((void **)&r->limbs, r->limb_count, &r->limb_capacity,
                     sizeof(*r->limbs))) {
            status = cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
            break;
        }
        struct limb_row *limb = &r->limbs[r->limb_count++];
        limb->take = sqlite3_column_int64(s, 0);
        read_text(s, 1, limb->name, sizeof(limb->name));
        limb->lean_ms = sqlite3_column_double(s, 2);
        code = SQLITE_OK;
    }
    if (!status && code != SQLITE_DONE)
        status = cr_database_fail(db, error);
    sqlite3_finalize(s);
    return status;
}

static bool is_same_exercise(const struct row *a, const struct row *b)
{
    return a->pattern == b->pattern && a->from_bar == b->from_bar &&
           a->to_bar == b->to_bar && strcmp(a->session, b->session) == 0;
}

/* The takes of an exercise that are compared. */
struct group {
    const struct row *rows;
    uint32_t count;
    const char *devices;
};

static bool is_compared(const struct group *g, uint32_t i)
{
    return strcmp(g->rows[i].devices, g->devices) == 0;
}

static int compare_days(const void *a, const void *b)
{
    const struct cr_exercise_day *x = a, *y = b;
    return (x->day > y->day) - (x->day < y->day);
}

static struct cr_exercise_day *find_day(struct cr_exercise *e, int32_t day)
{
    for (uint32_t i = e->day_count; i-- > 0;) {
        if (e->days[i].day == day)
            return &e->days[i];
    }
    e->days[e->day_count] = (struct cr_exercise_day){.day = day};
    return &e->days[e->day_count++];
}

static bool lay_days(struct cr_exercise *e, const struct group *g)
{
    e->days = malloc((g->count + 1) * sizeof(*e->days));
    if (!e->days)
        return false;
    for (uint32_t i = 0; i < g->count; i++) {
        const struct row *row = &g->rows[i];
        struct cr_exercise_day *d = find_day(e, row->day);
        d->takes++;
        d->minutes += row->minutes;
        if (!is_compared(g, i))
            continue;
        if (row->has_spread)
            d->ln_spread +=
                (log(row->spread120_ms) - d->ln_spread) / ++d->spreads;
        if (row->has_lean)
            d->lean_ms += (row->lean_ms - d->lean_ms) / ++d->leans;
    }
    qsort(e->days, e->day_count, sizeof(*e->days), compare_days);
    return true;
}

static enum cr_status find_trend(struct cr_exercise *e)
{
    double *days = malloc((2 * (size_t)e->day_count + 1) * sizeof(*days));
    double *values = days + e->day_count;
    int n = 0;
    if (!days)
        return CR_ERR_MEMORY;
    for (uint32_t i = 0; i < e->day_count; i++) {
        if (!e->days[i].spreads)
            continue;
        days[n] = e->days[i].day;
        values[n++] = e->days[i].ln_spread;
    }
    const enum cr_status status = cr_progress_trend(&e->trend, days, values, n);
    free(days);
    return status;
}

/* The first and the last days of so many, apart, at most eight each. */
static void find_lean(const double *values, int count,
                      struct cr_exercise_limb *limb)
{
    const int part = count / 2 < MOST_DAYS ? count / 2 : MOST_DAYS;
    const int last = count > 1 ? part : count;
    limb->then = cr_evidence_of(values, count > 1 ? part : 0, 0);
    limb->now = cr_evidence_of(values + count - last, last, 0);
}

/* One number a day of a drum; "": of all. The rows' days rise but for those that a
 * clock that was set back has mixed: they count with the day before. */
static int lean_days(const struct reading *r, const struct group *g,
                     const char *name, double *values)
{
    int n = 0;
    uint32_t in_day = 0;
    int32_t day = 0;
    for (uint32_t i = 0; i < g->count; i++) {
        double lean = g->rows[i].lean_ms;
        bool has_lean = g->rows[i].has_lean && is_compared(g, i);
        if (has_lean && name[0]) {
            uint32_t low = 0, high = r->limb_count;
            while (low < high) { /* the first of that take */
                const uint32_t middle = low + (high - low) / 2;
                if (r->limbs[middle].take < g->rows[i].id)
                    low = middle + 1;
                else
                    high = middle;
            }
            has_lean = false;
            for (; low < r->limb_count && r->limbs[low].take == g->rows[i].id;
                 low++) {
                if (strcmp(r->limbs[low].name, name) == 0) {
                    lean = r->limbs[low].lean_ms;
                    has_lean = true;
                }
            }
        }
        if (!has_lean)
            continue;
        if (!in_day || g->rows[i].day > day) {
            day = g->rows[i].day;
            in_day = 0;
            values[n++] = 0;
        }
        values[n - 1] += (lean - values[n - 1]) / ++in_day;
    }
    return n;
}

static bool has_limb(const struct cr_exercise *e, const char *name)
{
    for (uint32_t i = 0; i < e->limb_count; i++) {
        if (strcmp(e->limbs[i].name, name) == 0)
            return true;
    }
    return false;
}

static bool find_leans(struct cr_exercise *e, const struct reading *r,
                       const struct group *g)
{
    double *values = malloc((g->count + 1) * sizeof(*values));
    if (!values)
        return false;
    e->limb_count = 1;
    find_lean(values, lean_days(r, g, "", values), &e->limbs[0]);
    const int64_t last = g->rows[g->count - 1].id;
    for (uint32_t i = 0; i < r->limb_count && e->limb_count < CR_EXERCISE_LIMBS;
         i++) {
        if (r->limbs[i].take != last || has_limb(e, r->limbs[i].name))
            continue;
        struct cr_exercise_limb *limb = &e->limbs[e->limb_count++];
        snprintf(limb->name, sizeof(limb->name), "%s", r->limbs[i].name);
        find_lean(values, lean_days(r, g, limb->name, values), limb);
    }
    free(values);
    return true;
}

/* The longest gap at each whole tempo; of many tempi, the longest gaps. */
static void take_gap(struct cr_exercise *e, double bpm, uint32_t bars)
{
    struct cr_exercise_gap *worst = NULL;
    for (uint32_t i = 0; i < e->gap_count; i++) {
        struct cr_exercise_gap *g = &e->gaps[i];
        if (fabs(g->bpm - round(bpm)) < 0.5) {
            g->bars = g->bars > bars ? g->bars : bars;
            return;
        }
        if (!worst || g->bars < worst->bars)
            worst = g;
    }
    const struct cr_exercise_gap own = {round(bpm), bars};
    if (e->gap_count < CR_EXERCISE_GAPS)
        e->gaps[e->gap_count++] = own;
    else if (worst->bars < bars)
        *worst = own;
}

static int compare_gaps(const void *a, const void *b)
{
    const struct cr_exercise_gap *x = a, *y = b;
    return (x->bpm > y->bpm) - (x->bpm < y->bpm);
}

static void find_records(struct cr_exercise *e, const struct group *g)
{
    for (uint32_t i = 0; i < g->count; i++) {
        const struct row *row = &g->rows[i];
        if (row->has_score && (!e->has_best || row->score > e->best_score)) {
            e->has_best = true;
            e->best_score = row->score;
            e->best_bpm = row->bpm;
        }
        if (row->has_clean &&
            (!e->has_clean || row->clean_bpm > e->clean_bpm)) {
            e->has_clean = true;
            e->clean_bpm = row->clean_bpm;
            e->has_clean_interval = row->has_clean_interval;
            e->clean_low_bpm = row->clean_low_bpm;
            e->clean_high_bpm = row->clean_high_bpm;
        }
        if (row->gap_bars)
            take_gap(e, row->gap_bpm, row->gap_bars);
    }
    qsort(e->gaps, e->gap_count, sizeof(*e->gaps), compare_gaps);
}

static enum cr_status add_exercise(struct reading *r, const struct row *rows,
                                   uint32_t count)
{
    struct cr_exercises *all = r->all;
    const struct row *last = &rows[count - 1];
    const struct group group = {rows, count, last->devices};
    if (!cr_grow((void **)&all->items, all->count, &r->item_capacity,
                 sizeof(*all->items)))
        return CR_ERR_MEMORY;
    struct cr_exercise *e = &all->items[all->count++];
    *e = (struct cr_exercise){.from_bar = last->from_bar,
                              .to_bar = last->to_bar,
                              .last_ms = last->began_ms,
                              .takes = count};
    snprintf(e->title, sizeof(e->title), "%s", last->title);
    snprintf(e->session, sizeof(e->session), "%s", last->session);
    for (uint32_t i = 0; i < count; i++) {
        e->minutes += rows[i].minutes;
        e->elsewhere += !is_compared(&group, i);
    }
    find_records(e, &group);
    if (!lay_days(e, &group) || !find_leans(e, r, &group))
        return CR_ERR_MEMORY;
    return find_trend(e);
}

static int compare_practice_days(const void *a, const void *b)
{
    const struct cr_practice_day *x = a, *y = b;
    return (x->day > y->day) - (x->day < y->day);
}

/* The minutes of each day, of all exercises together. */
static bool add_up_days(struct reading *r)
{
    struct cr_exercises *all = r->all;
    for (uint32_t i = 0; i < r->row_count; i++) {
        if (!cr_grow((void **)&all->days, all->day_count, &r->day_capacity,
                     sizeof(*all->days)))
            return false;
        all->days[all->day_count++] =
            (struct cr_practice_day){r->rows[i].day, r->rows[i].minutes};
    }
    if (!all->day_count)
        return true;
    qsort(all->days, all->day_count, sizeof(*all->days), compare_practice_days);
    uint32_t n = 0;
    for (uint32_t i = 1; i < all->day_count; i++) {
        if (all->days[i].day == all->days[n].day)
            all->days[n].minutes += all->days[i].minutes;
        else
            all->days[++n] = all->days[i];
    }
    all->day_count = n + 1;
    return true;
}

static int compare_exercises(const void *a, const void *b)
{
    const struct cr_exercise *x = a, *y = b;
    return (x->last_ms < y->last_ms) - (x->last_ms > y->last_ms);
}

enum cr_status cr_exercises_read(struct cr_history *history, int64_t since_ms,
                                 int64_t now_ms, struct cr_exercises *exercises,
                                 struct cr_error *error)
{
    sqlite3 *db = cr_history_database(history);
    struct reading r = {.all = exercises};
    *exercises = (struct cr_exercises){.today = cr_local_day(now_ms)};
    enum cr_status status = read_rows(&r, db, since_ms, error);
    if (!status)
        status = read_limbs(&r, db, since_ms, error);
    for (uint32_t from = 0, to; !status && from < r.row_count; from = to) {
        to = from + 1;
        while (to < r.row_count && is_same_exercise(&r.rows[from], &r.rows[to]))
            to++;
        status = add_exercise(&r, r.rows + from, to - from);
    }
    if (!status && !add_up_days(&r))
        status = CR_ERR_MEMORY;
    if (!status && exercises->count)
        qsort(exercises->items, exercises->count, sizeof(*exercises->items),
              compare_exercises);
    free(r.rows);
    free(r.limbs);
    if (status)
        cr_exercises_destroy(exercises);
    return status == CR_ERR_MEMORY ? cr_fail(error, status, 0, 0, "no memory")
                                   : status;
}

void cr_exercises_destroy(struct cr_exercises *exercises)
{
    for (uint32_t i = 0; i < exercises->count; i++)
        free(exercises->items[i].days);
    free(exercises->items);
    free(exercises->days);
    *exercises = (struct cr_exercises){0};
}

bool cr_store_find_earlier(sqlite3 *db, int64_t id,
                           struct cr_earlier_take *earlier)
{
    sqlite3_stmt *s = NULL;
    bool is_found = false;
    if (sqlite3_prepare_v2(
            db,
            "SELECT b.began_ms, b.part_count, b.part_mean, b.part_variance,"
            " a.began_ms FROM take a JOIN take b ON b.pattern = a.pattern"
            " WHERE a.id = ? AND b.id < a.id AND a.player = 'person'"
            " AND b.player = 'person' AND b.is_ended"
            " AND b.from_bar = a.from_bar AND b.to_bar = a.to_bar"
            " AND b.session = a.session AND b.listening = a.listening"
            " AND b.output = a.output AND b.input = a.input"
            " AND b.bpm BETWEEN a.bpm / 1.05 AND a.bpm * 1.05"
            " AND b.part_count >= 5 AND b.part_variance IS NOT NULL"
            " ORDER BY b.id DESC",
            -1, &s, NULL) == SQLITE_OK) {
        sqlite3_bind_int64(s, 1, id);
        while (!is_found && sqlite3_step(s) == SQLITE_ROW) {
            *earlier = (struct cr_earlier_take){
                .began_ms = sqlite3_column_int64(s, 0),
                .parts = {(uint32_t)sqlite3_column_int64(s, 1),
                          sqlite3_column_double(s, 2),
                          sqlite3_column_double(s, 3)}};
            is_found = cr_local_day(earlier->began_ms) <
                       cr_local_day(sqlite3_column_int64(s, 4));
        }
    }
    sqlite3_finalize(s);
    return is_found;
}

bool cr_history_find_earlier(struct cr_history *history, int64_t id,
                             struct cr_earlier_take *earlier)
{
    return cr_store_find_earlier(cr_history_database(history), id, earlier);
}

bool cr_store_had_long(sqlite3 *db, int64_t id, int64_t long_ns)
{
    sqlite3_stmt *s = NULL;
    bool is_found = false;
    if (sqlite3_prepare_v2(
            db,
            "SELECT b.began_ms, a.began_ms FROM take a JOIN take b ON b.id <"
            " a.id WHERE a.id = ? AND b.player = 'person' AND b.is_ended"
            " AND b.played_ns >= ? ORDER BY b.id DESC LIMIT 1",
            -1, &s, NULL) == SQLITE_OK) {
        sqlite3_bind_int64(s, 1, id);
        sqlite3_bind_int64(s, 2, long_ns);
        is_found = sqlite3_step(s) == SQLITE_ROW &&
                   cr_local_day(sqlite3_column_int64(s, 0)) ==
                       cr_local_day(sqlite3_column_int64(s, 1));
    }
    sqlite3_finalize(s);
    return is_found;
}
