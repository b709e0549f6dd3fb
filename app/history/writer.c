#define _POSIX_C_SOURCE 200809L
#include "app/history/writer.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "app/files.h"
#include "app/history/database.h"
#include "app/history/store.h"
#include "patterns/growing.h"
#include "patterns/words.h"

#define SOON_MS 200   /* between two writes */
#define AGAIN_MS 1000 /* after one that failed */

enum { KEY = 40 };

enum note_kind { BEGIN, HIT, SPEED, REACHED, END };

/* Owns its texts. */
struct begun {
    struct cr_take_start start;
    char key[KEY];
    int64_t began_ms;
};

/* What was told. */
struct note {
    enum note_kind kind;
    uint32_t number;
    char lane[CR_LANE_NAME_SIZE];
    union {
        struct begun *begun;
        struct cr_press press;
        struct cr_speed_change change;
        int64_t ns;
        struct cr_store_result *result;
    };
};

struct notes {
    struct note *items;
    uint32_t count, capacity;
};

struct cr_history_writer {
    pthread_t thread;
    pthread_mutex_t mutex; /* for what follows */
    pthread_cond_t is_wanted;
    struct notes told;
    bool is_closing;
    char notice[CR_HISTORY_NOTICE];
    bool has_lost; /* a note, without memory */
    bool has_earlier, had_long;
    struct cr_earlier_take earlier; /* for the take ... */
    char earlier_key[KEY];          /* ... with this key */

    /* the owner's */
    bool has_take;
    char key[KEY];      /* of that take */
    int64_t reached_ns; /* at least */

    /* the thread's; the owner's once it has ended */
    char path[4096];
    struct notes left; /* of the take that is not on the disk as a whole */
    uint32_t written;  /* of them, those that are */
    int64_t take;      /* the row they belong to; 0: none */
    uint32_t stroke_count;
    sqlite3 *db;
    struct cr_store store;
    struct cr_error error;
    bool has_failed;
};

static void forget(struct note *note)
{
    if (note->kind == END)
        cr_store_result_destroy(note->result);
    if (note->kind != BEGIN)
        return;
    const struct cr_take_start *s = &note->begun->start;
    free((char *)s->pattern);
    free((char *)s->title);
    free((char *)s->kit);
    free((char *)s->output);
    free((char *)s->input);
    free((char *)s->session);
    free(note->begun);
}

static void forget_first(struct notes *notes, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        forget(&notes->items[i]);
    notes->count -= count;
    if (notes->count)
        memmove(notes->items, notes->items + count,
                notes->count * sizeof(*notes->items));
}

static bool add(struct notes *notes, const struct note *note)
{
    if (!cr_grow((void **)&notes->items, notes->count, &notes->capacity,
                 sizeof(*notes->items)))
        return false;
    notes->items[notes->count++] = *note;
    return true;
}

/* Applies one note to a store; `*take` is the row of the take it belongs to. */
static bool apply(struct cr_store *store, const struct note *note,
                  int64_t *take, uint32_t *stroke_count)
{
    const struct begun *b = note->begun;
    switch (note->kind) {
    case BEGIN:
        *stroke_count = 0;
        return cr_store_take(store, b->key, b->began_ms, &b->start, take);
    case HIT:
        *stroke_count += note->number >= *stroke_count;
        return cr_store_hit(store, *take, note->number, note->lane,
                            &note->press);
    case SPEED: return cr_store_speed(store, *take, &note->change);
    case REACHED: return cr_store_reached(store, *take, note->ns);
    case END:
        return *stroke_count ? cr_store_end(store, *take, note->result)
                             : cr_store_forget(store, *take);
    }
    return false;
}

/* A take that has begun may be compared with an earlier one. */
static void find_earlier(struct cr_history_writer *w, uint32_t from)
{
    const struct begun *begun = NULL;
    struct cr_earlier_take earlier = {0};
    for (uint32_t i = from; i < w->left.count; i++) {
        if (w->left.items[i].kind == BEGIN)
            begun = w->left.items[i].begun;
    }
    if (!begun)
        return;
    const bool is_found = cr_store_find_earlier(w->db, w->take, &earlier);
    const bool had_long = cr_store_had_long(w->db, w->take, CR_LONG_TAKE_NS);
    pthread_mutex_lock(&w->mutex);
    w->had_long = had_long;
    w->has_earlier = is_found;
    w->earlier = earlier;
    memcpy(w->earlier_key, begun->key, sizeof(w->earlier_key));
    pthread_mutex_unlock(&w->mutex);
}

/* Writes what is left in one transaction. */
static bool write_left(struct cr_history_writer *w)
{
    char *words = NULL;
    int64_t take = w->take;
    uint32_t strokes = w->stroke_count;
    bool is_good =
        sqlite3_exec(w->db, "BEGIN IMMEDIATE", NULL, NULL, &words) == SQLITE_OK;
    for (uint32_t i = w->written; is_good && i < w->left.count; i++)
        is_good = apply(&w->store, &w->left.items[i], &take, &strokes);
    is_good =
        is_good && sqlite3_exec(w->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_free(words);
    if (!is_good) {
        (void)cr_database_fail(w->db, &w->error);
        if (!sqlite3_get_autocommit(w->db))
            (void)sqlite3_exec(w->db, "ROLLBACK", NULL, NULL, NULL);
        return false;
    }
    const uint32_t before = w->written;
    w->take = take;
    w->stroke_count = strokes;
    w->written = w->left.count;
    find_earlier(w, before);
    return true;
}

/* What is on the disk as a whole need not be held. */
static void let_go(struct cr_history_writer *w)
{
    uint32_t whole = 0;
    for (uint32_t i = 0; i < w->written; i++) {
        if (w->left.items[i].kind == END)
            whole = i + 1;
        else if (w->left.items[i].kind == BEGIN)
            whole = i;
    }
    forget_first(&w->left, whole);
    w->written -= whole;
}

static void say(struct cr_history_writer *w, const char *text)
{
    pthread_mutex_lock(&w->mutex);
    snprintf(w->notice, sizeof(w->notice), "%s", text);
    pthread_mutex_unlock(&w->mutex);
}

static bool open_database(struct cr_history_writer *w)
{
    char notice[CR_HISTORY_NOTICE];
    if (w->db)
        return true;
    if (cr_database_open(&w->db, w->path[0] ? w->path : NULL, notice,
                         &w->error))
        return false;
    if (notice[0])
        say(w, notice);
    if (cr_store_open(&w->store, w->db))
        return true;
    (void)cr_database_fail(w->db, &w->error);
    cr_store_close(&w->store);
    sqlite3_close(w->db);
    w->db = NULL;
    return false;
}

/* Once; tells of a failure when it begins and when it ends. */
static bool write_all(struct cr_history_writer *w)
{
    char notice[CR_HISTORY_NOTICE];
    const bool is_good = open_database(w) && write_left(w);
    if (is_good)
        let_go(w);
    if (is_good && w->has_failed)
        say(w, _("What you play is written to the history again"));
    if (!is_good && !w->has_failed) {
        cr_say(notice, sizeof(notice),
               _("Not written to the history, but not lost yet: %.200s"),
               w->error.text);
        say(w, notice);
    }
    w->has_failed = !is_good;
    return is_good;
}

/* Takes over what was told; false if it was the last. */
static bool collect(struct cr_history_writer *w)
{
    pthread_mutex_lock(&w->mutex);
    if (w->has_failed && !w->is_closing) { /* not so soon again */
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_sec += AGAIN_MS / 1000;
        while (!w->is_closing &&
               pthread_cond_timedwait(&w->is_wanted, &w->mutex, &until) == 0)
            continue;
    }
    while (!w->is_closing && !w->told.count && !w->has_failed)
        pthread_cond_wait(&w->is_wanted, &w->mutex);
    for (uint32_t i = 0; i < w->told.count; i++) {
        if (!add(&w->left, &w->told.items[i])) {
            w->has_lost = true;
            forget(&w->told.items[i]);
        }
    }
    w->told.count = 0;
    const bool goes_on = !w->is_closing;
    pthread_mutex_unlock(&w->mutex);
    return goes_on;
}

/* Lets more come together before the next write. */
static void rest(struct cr_history_writer *w)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += SOON_MS * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_mutex_lock(&w->mutex);
    while (!w->is_closing &&
           pthread_cond_timedwait(&w->is_wanted, &w->mutex, &until) == 0)
        continue;
    pthread_mutex_unlock(&w->mutex);
}

static void *run(void *context)
{
    struct cr_history_writer *w = context;
    bool goes_on = true;
    (void)open_database(w);
    while (goes_on) {
        goes_on = collect(w);
        if (w->left.count > w->written)
            (void)write_all(w);
        if (goes_on && !w->has_failed)
            rest(w);
    }
    return NULL;
}

struct cr_history_writer *cr_history_writer_create(const char *path)
{
    struct cr_history_writer *w = calloc(1, sizeof(*w));
    pthread_condattr_t by;
    if (!w)
        return NULL;
    if (path)
        snprintf(w->path, sizeof(w->path), "%s", path);
    pthread_mutex_init(&w->mutex, NULL);
    pthread_condattr_init(&by);
    pthread_condattr_setclock(&by, CLOCK_MONOTONIC);
    pthread_cond_init(&w->is_wanted, &by);
    pthread_condattr_destroy(&by);
    if (pthread_create(&w->thread, NULL, run, w)) {
        pthread_cond_destroy(&w->is_wanted);
        pthread_mutex_destroy(&w->mutex);
        free(w);
        return NULL;
    }
    return w;
}

static void tell(struct cr_history_writer *w, struct note *note)
{
    pthread_mutex_lock(&w->mutex);
    if (!add(&w->told, note)) {
        w->has_lost = true;
        forget(note);
    }
    pthread_cond_signal(&w->is_wanted);
    pthread_mutex_unlock(&w->mutex);
}

static char *copy(const char *text)
{
    return strdup(text ? text : "");
}

/* The same in every file that the take is in: 128 random bits. */
static void make_key(char *key)
{
    unsigned char bytes[16];
    if (getrandom(bytes, sizeof(bytes), 0) != (ssize_t)sizeof(bytes))
        memset(bytes, 0, sizeof(bytes));
    for (int i = 0; i < 16; i++)
        snprintf(key + 2 * i, 3, "%02x", bytes[i]);
}

void cr_history_begin(struct cr_history_writer *w,
                      const struct cr_take_start *start)
{
    struct timespec now;
    struct note note = {.kind = BEGIN, .begun = calloc(1, sizeof(*note.begun))};
    if (w->has_take)
        cr_history_end(w, &(struct cr_take_end){.until_ns = w->reached_ns});
    w->has_take = note.begun != NULL;
    w->reached_ns = 0;
    if (!w->has_take)
        return;
    struct begun *b = note.begun;
    clock_gettime(CLOCK_REALTIME, &now);
    b->began_ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    make_key(b->key);
    memcpy(w->key, b->key, sizeof(w->key));
    b->start = *start;
    b->start.pattern = copy(start->pattern);
    b->start.title = copy(start->title);
    b->start.kit = copy(start->kit);
    b->start.output = copy(start->output);
    b->start.input = copy(start->input);
    b->start.session = copy(start->session);
    tell(w, &note);
}

void cr_history_hit(struct cr_history_writer *w, uint32_t number,
                    const char *lane, const struct cr_press *press)
{
    struct note note = {.kind = HIT, .number = number, .press = *press};
    if (!w->has_take)
        return;
    if (press->at_ns > w->reached_ns)
        w->reached_ns = press->at_ns;
    snprintf(note.lane, sizeof(note.lane), "%s", lane);
    tell(w, &note);
}

void cr_history_speed(struct cr_history_writer *w,
                      const struct cr_speed_change *change)
{
    struct note note = {.kind = SPEED, .change = *change};
    if (w->has_take)
        tell(w, &note);
}

void cr_history_reached(struct cr_history_writer *w, int64_t ns)
{
    struct note note = {.kind = REACHED, .ns = ns};
    if (!w->has_take)
        return;
    if (ns > w->reached_ns)
        w->reached_ns = ns;
    tell(w, &note);
}

void cr_history_end(struct cr_history_writer *w, const struct cr_take_end *end)
{
    struct note note = {.kind = END, .result = cr_store_result_of(end)};
    if (w->has_take && note.result)
        tell(w, &note);
    else
        forget(&note); /* without memory: it stays as far as it came */
    w->has_take = false;
}

bool cr_history_earlier(struct cr_history_writer *w,
                        struct cr_earlier_take *earlier)
{
    pthread_mutex_lock(&w->mutex);
    const bool is_there =
        w->has_earlier && memcmp(w->earlier_key, w->key, sizeof(w->key)) == 0;
    *earlier = w->earlier;
    pthread_mutex_unlock(&w->mutex);
    return is_there;
}

bool cr_history_had_long(struct cr_history_writer *w)
{
    pthread_mutex_lock(&w->mutex);
    const bool had_long =
        w->had_long && memcmp(w->earlier_key, w->key, sizeof(w->key)) == 0;
    pthread_mutex_unlock(&w->mutex);
    return had_long;
}

bool cr_history_notice(struct cr_history_writer *w, char *text)
{
    pthread_mutex_lock(&w->mutex);
    const bool is_there = w->notice[0] != '\0';
    snprintf(text, CR_HISTORY_NOTICE, "%s", w->notice);
    w->notice[0] = '\0';
    pthread_mutex_unlock(&w->mutex);
    return is_there;
}

/* What could not be written, as a file of its own. */
static enum cr_status rescue(struct cr_history_writer *w,
                             struct cr_error *error)
{
    char name[4096];
    const char *folder = getenv("TMPDIR");
    struct cr_text_buffer out = {0};
    struct cr_history *history = NULL;
    struct cr_error own = {0};
    sqlite3 *db = NULL;
    struct cr_store store = {0};
    int64_t take = 0;
    uint32_t strokes = 0, left_out = 0;
    bool is_good =
        !cr_database_open_memory(&db, &own) && cr_store_open(&store, db);
    for (uint32_t i = 0; is_good && i < w->left.count; i++)
        is_good = apply(&store, &w->left.items[i], &take, &strokes);
    cr_store_close(&store);
    if (is_good)
        is_good = !cr_history_over(&history, db, &own) &&
                  !cr_history_export_json(history, &out, &left_out, &own) &&
                  !left_out;
    else
        sqlite3_close(db);
    cr_history_close(history);
    snprintf(name, sizeof(name), "%s/creditroll-take-%ld.json",
             folder && *folder ? folder : "/tmp", (long)getpid());
    is_good = is_good && !out.is_broken &&
              !cr_file_write(name, out.text, out.size, &own);
    free(out.text);
    if (is_good)
        return cr_fail(error, CR_ERR_IO, 0, 0,
                       "%.90s. What you played is in %.50s; once there is "
                       "room: creditroll history --import",
                       w->error.text, name);
    return cr_fail(error, CR_ERR_IO, 0, 0,
                   "what you played could not be kept: %.120s", w->error.text);
}

enum cr_status cr_history_writer_close(struct cr_history_writer *w,
                                       struct cr_error *error)
{
    enum cr_status status = CR_OK;
    if (!w)
        return CR_OK;
    pthread_mutex_lock(&w->mutex);
    w->is_closing = true;
    pthread_cond_signal(&w->is_wanted);
    pthread_mutex_unlock(&w->mutex);
    pthread_join(w->thread, NULL);
    if (w->written < w->left.count)
        status = rescue(w, error);
    else if (w->has_lost)
        status = cr_fail(error, CR_ERR_MEMORY, 0, 0,
                         "not all that was played could be kept: no memory");
    cr_store_close(&w->store);
    sqlite3_close(w->db);
    forget_first(&w->left, w->left.count);
    free(w->left.items);
    free(w->told.items);
    pthread_cond_destroy(&w->is_wanted);
    pthread_mutex_destroy(&w->mutex);
    free(w);
    return status;
}
