/* live.h - a take as it is played: pattern, sound, clock and presses together.
 *
 * Units     song time is nanoseconds from the first bar's first beat; presses
 *           arrive in nanoseconds of the monotonic clock.
 * Threads   the main thread; the device calls the engine on its own.
 * Memory    owns all it makes; cr_live_destroy() stops the device first.
 * Errors    words in `error`. Without a sound device it runs silently and
 *           `notice` says why.
 *
 *      ready --start--> playing --stop, or the end--> done --start--> playing
 */
#ifndef CR_APP_LIVE_H
#define CR_APP_LIVE_H

#include "app/cli/session_options.h"
#include "app/practice/clock_map.h"
#include "app/practice/score.h"
#include "audio/device.h"
#include "audio/schedule.h"

enum cr_live_state { CR_LIVE_READY, CR_LIVE_PLAYING, CR_LIVE_DONE };

/* A press as it is judged at once; the final judgement may differ. */
struct cr_live_mark {
    int64_t song_ns;
    uint32_t lane;   /* of the pattern */
    uint32_t target; /* index into the take's targets; CR_NONE: extra */
    double error_ms;
    enum cr_judgement judgement;
};

struct cr_live {
    const struct cr_pattern *pattern;
    struct cr_session_options session;
    struct cr_device_wish wish;
    const char *kit_name;
    enum cr_live_state state;
    char notice[200]; /* empty if sound is well */

    struct cr_timeline timeline; /* with count-in and click */
    struct cr_fraction speed;
    struct cr_engine engine;
    struct cr_device *device;
    struct cr_kit kit;
    struct cr_kit_turns turns; /* of the player's own strokes */
    struct cr_hits hits;
    struct cr_clock_map clock;
    int64_t start_frames; /* of the device, at song time 0 */

    struct cr_target *targets; /* scored notes, in the order of time */
    uint32_t *target_notes;
    bool *is_answered;
    uint32_t target_count;
    struct cr_presses presses;
    uint32_t press_capacity;
    struct cr_live_mark *marks;
    uint32_t mark_count, mark_capacity;
};

enum cr_status cr_live_create(struct cr_live *live,
                              const struct cr_pattern *pattern,
                              const struct cr_session_options *session,
                              const struct cr_device_wish *wish,
                              const char *kit, struct cr_error *error)
    CR_MUST_CHECK;
void cr_live_destroy(struct cr_live *live);

/* Counts in and plays, from the beginning. */
enum cr_status cr_live_start(struct cr_live *live,
                             struct cr_error *error) CR_MUST_CHECK;
void cr_live_stop(struct cr_live *live);

/* Changes the first tempo by whole bpm; a take that is being played starts
 * again from its count-in. */
enum cr_status cr_live_change_tempo(struct cr_live *live, int by,
                                    struct cr_error *error) CR_MUST_CHECK;
double cr_live_bpm(const struct cr_live *live);

/* To be called often: takes in the device's clock, ends the take at its end. */
void cr_live_update(struct cr_live *live);

int64_t cr_live_song_ns(const struct cr_live *live, int64_t monotonic_ns);

/* A press on a lane: sounds at once and, in a take, is kept and marked. */
void cr_live_press(struct cr_live *live, uint32_t lane, int64_t monotonic_ns);

/* The result of what was played up to now. Without a measured delay the lean
 * is not judged: the score is then of the shape only. */
enum cr_status cr_live_result(const struct cr_live *live,
                              struct cr_result *result) CR_MUST_CHECK;

#endif
