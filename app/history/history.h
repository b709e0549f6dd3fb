/* history.h - every take that was played, in one file: the raw hits with the
 * pattern, the settings, the device and its delays, so that it can be judged,
 * heard and exported again.
 *
 * Units     nanoseconds from the first bar's first beat; ms since 1970, UTC.
 * Threads   a history belongs to one thread. Memory: a kept take owns what it
 *           points to; cr_kept_take_destroy() frees it.
 * Errors    CR_ERR_IO with words; CR_ERR_RANGE if there is no such take.
 *
 * Takes are in the order in which they were written, whatever the system's
 * clock said then.
 */
#ifndef CR_APP_HISTORY_HISTORY_H
#define CR_APP_HISTORY_HISTORY_H

#include "app/practice/calibration.h"
#include "app/practice/lessons.h"
#include "app/practice/score.h"
#include "app/report.h"
#include "patterns/text_buffer.h"

/* Who played. */
enum cr_take_player {
    CR_PLAYER_PERSON,
    CR_PLAYER_IMAGINED,
    CR_PLAYER_RECORDED, /* hits from a file */
    CR_PLAYER_COUNT
};

const char *cr_take_player_word(enum cr_take_player player);

/* What is known of a take when it begins. Texts are the owner's. */
struct cr_take_start {
    enum cr_take_player player;
    const char *pattern; /* its text */
    const char *title;
    uint32_t from_bar, to_bar, loops;
    struct cr_fraction speed;
    const char *session; /* as session.h writes it */
    double bpm;          /* of the first bar */
    const char *kit, *output, *input;
    uint32_t rate, buffer;
    struct cr_calibration calibration;
};

/* What a take was in a course. */
struct cr_kept_lesson {
    char course[128];           /* its title */
    struct cr_lesson_take take; /* without its day */
    char finding[16];           /* what the report said first, or "" */
};

/* What is known when it has ended. */
struct cr_take_end {
    int64_t until_ns;
    const struct cr_kept_lesson *lesson; /* NULL: it was none */
    const struct cr_report *about;       /* NULL: not judged */
    const struct cr_take_facts *facts;   /* NULL: not known */
};

/* A line of the list. Numbers of a take that was cut off are not known. */
struct cr_take_row {
    int64_t id, began_ms;
    enum cr_take_player player;
    char title[128];
    double bpm;
    bool is_ended, has_result, has_lean, has_spread;
    uint32_t notes, hits, missed, extra;
    double score, lean_ms, spread_ms, spread120_ms;
    uint32_t stroke_count; /* all that was played */
};

struct cr_kept_take {
    char key[40];
    struct cr_take_row row;
    char *text; /* the pattern's */
    size_t text_size;
    struct cr_pattern pattern;
    struct cr_take_start start; /* its texts are below */
    char kit[128], output[256], input[256], session[1024];
    struct cr_speed_change *changes;
    uint32_t change_count;
    struct cr_presses presses;
    int64_t until_ns;
    bool has_facts, has_lesson;
    struct cr_take_facts facts;
    struct cr_kept_lesson lesson;
    char key_source[128];
};

enum { CR_HISTORY_NOTICE = 400 }; /* room for what there is to say */

struct cr_history;

/* Opens the history at `path`, NULL: the person's own; an empty one if there is
 * none. `notice` has room for CR_HISTORY_NOTICE: what was done with a file that could
 * not be used; "" if there is nothing to say. */
enum cr_status cr_history_open(struct cr_history **history, const char *path,
                               char *notice,
                               struct cr_error *error) CR_MUST_CHECK;
void cr_history_close(struct cr_history *history);

/* The last `count` takes, the newest first; those that were got. */
enum cr_status cr_history_list(struct cr_history *history,
                               struct cr_take_row *rows, uint32_t count,
                               uint32_t *got,
                               struct cr_error *error) CR_MUST_CHECK;

enum cr_status cr_history_load(struct cr_history *history, int64_t id,
                               struct cr_kept_take *take,
                               struct cr_error *error) CR_MUST_CHECK;
void cr_kept_take_destroy(struct cr_kept_take *take);

/* Lays a kept take's bars out as they were played. */
enum cr_status cr_kept_take_lay_out(const struct cr_kept_take *take,
                                    bool has_click, struct cr_session *session,
                                    struct cr_timeline *timeline) CR_MUST_CHECK;

/* And judges it again; `windows` NULL: in its own. */
enum cr_status cr_kept_take_judge(const struct cr_kept_take *take,
                                  const struct cr_windows *windows,
                                  struct cr_session *session,
                                  struct cr_timeline *timeline,
                                  struct cr_result *result) CR_MUST_CHECK;

/* Everything as JSON, which cr_history_import() reads; or a line for each take
 * as CSV. A take that cannot be read does not keep the others from it: they are
 * counted, and `error` says why the last one was left out. */
enum cr_status cr_history_export_json(struct cr_history *history,
                                      struct cr_text_buffer *out,
                                      uint32_t *left_out,
                                      struct cr_error *error) CR_MUST_CHECK;
enum cr_status cr_history_export_csv(struct cr_history *history,
                                     struct cr_text_buffer *out,
                                     struct cr_error *error) CR_MUST_CHECK;

/* Takes in what an export wrote; takes that are there already are left as they
 * are. All or nothing. */
enum cr_status cr_history_import(struct cr_history *history, const char *text,
                                 size_t size, uint32_t *added,
                                 struct cr_error *error) CR_MUST_CHECK;

#endif
