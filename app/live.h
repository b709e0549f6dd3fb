/* live.h - a take as it is played: pattern, sound, clock and presses together.
 *
 * Units     song time is nanoseconds from the first bar's first beat; presses
 *           arrive in nanoseconds of the monotonic clock.
 * Threads   the main thread; the device calls the engine on its own.
 * Timing    a press is where it was struck by the clock and its offsets. If the
 *           drums sound from the program (calibration.h), it is where its own
 *           sound begins: always as long after the stroke, about a block
 *           (clock.h). The engine tells if it came late.
 * Memory    owns all it makes; cr_live_destroy() stops the device first.
 * Errors    words in `error`. Without a sound device it runs silently and
 *           `notice` says why.
 *
 *      ready --start--> playing --stop, or the end--> done --start--> playing
 *      ready, done --listen--> listening --stop, or the end--> ready
 *      done --replay--> listening --stop, or the end--> done
 */
#ifndef CR_APP_LIVE_H
#define CR_APP_LIVE_H

#include "app/device_search.h"
#include "app/side_task.h"
#include "app/kit_choice.h"
#include "app/known_devices.h"
#include "app/practice/follow.h"
#include "app/practice/marker.h"
#include "app/practice/player.h"
#include "app/practice/session.h"
#include "app/spoken_summary.h"
#include "audio/device.h"
#include "audio/schedule.h"

enum cr_live_state {
    CR_LIVE_READY,
    CR_LIVE_PLAYING,
    CR_LIVE_LISTENING, /* the pattern alone, or a take again: nobody is judged */
    CR_LIVE_DONE
};

struct cr_live_wish {
    struct cr_session session; /* how it is practised */
    struct cr_device_wish device;
    const char *kit;
    bool is_click_off;
    bool is_own_sound_off; /* presses are not heard */
    bool ignores_known;    /* as if nothing were known of the device */
    bool has_no_countin;   /* the first bar comes at once */
    bool has_all_drums;    /* of the kit: other patterns will be played */

    /* where takes are kept while they are played; NULL: nowhere */
    struct cr_history_writer *history;
    const char *pattern_text, *title; /* for it */
};

/* How well sound and clocks worked while a take was played. */
struct cr_take_health {
    uint64_t underflows;
    uint32_t gaps; /* times that frames were lost, by the clock */
    double longest_gap_ms, longest_block_ms;
    double longest_pump_ms; /* that a press may have waited */
    struct cr_clock_report clock;
    bool was_lost; /* the device died */
};

struct cr_history_writer;
struct cr_report;      /* report.h */
struct cr_kept_lesson; /* history.h */

struct cr_live_sound; /* a schedule that the engine may be reading */

struct cr_live {
    const struct cr_pattern *pattern;
    struct cr_live_wish wish;
    enum cr_live_state state;
    char notice[200]; /* empty if sound is well */
    bool is_click_off;
    double click_level; /* of a click that steps back: 1 is all of it */
    int64_t fade_ns;    /* when its next beat is */
    bool is_replay;     /* it is the last take that is listened to */

    struct cr_session_plan plan;
    struct cr_follow follow;         /* what the hits have decided */
    int64_t due_ns;                  /* when they decide next */
    struct cr_timeline timeline;     /* with count-in and click */
    struct cr_speed_change *changes; /* of this take */
    uint32_t change_count, change_capacity;
    bool has_own_tempo; /* it was changed by hand: a ramp ends there */

    struct cr_engine engine;
    struct cr_device *device;
    struct cr_kit kit;
    struct cr_kit_beside voice;   /* that counts */
    struct cr_kit_beside summary; /* that says how it went */
    struct cr_spoken to_say;      /* as soon as the words are read */
    struct cr_kit_turns turns;    /* of the player's own strokes */
    struct cr_live_sound *sounds; /* the newest first */
    struct cr_clock clock;
    struct cr_known_device known; /* of the device in use */
    int64_t start_frames;         /* of the device, at song time 0 */

    struct cr_marker marker;
    uint32_t settled_bar; /* marks before this bar are final */
    uint32_t seen_gaps;   /* of the clock's gaps, those that were dealt with */
    uint64_t callbacks;   /* of the device, when it was last seen alive */
    int64_t alive_ns;     /* and when that was */
    int64_t device_ns;    /* when the device was first looked at */
    int64_t looked_ns;    /* and when last */
    bool is_lost;         /* the device died: the system's clock keeps time */
    struct cr_device_search *search; /* for that device, or NULL */
    struct cr_side_task *keeping;    /* of an answer, or NULL */
    int64_t next_search_ns;
    struct cr_presses presses; /* as they came */
    uint32_t press_capacity;
    uint32_t placed; /* presses before this have their final time and mark */
    uint32_t take; /* counts them: a hit that is told late is not the next's */
    struct cr_take_health health; /* until the device was last changed */
    int64_t told_ns;              /* when the history was last told of time */
    uint64_t old_underflows;      /* of the device, when the take began */
    uint32_t old_gaps;
};

enum cr_status cr_live_create(struct cr_live *live,
                              const struct cr_pattern *pattern,
                              const struct cr_live_wish *wish,
                              struct cr_error *error) CR_MUST_CHECK;
void cr_live_destroy(struct cr_live *live);

/* Practises the pattern in another way from now on; a take that is under way is
 * stopped. Nothing is changed if it cannot be planned. */
enum cr_status cr_live_set_session(struct cr_live *live,
                                   const struct cr_session *session,
                                   struct cr_error *error) CR_MUST_CHECK;

/* What another pattern is played with: session, text, title and count-in of `wish`.
 * Nothing plays, then; or the pattern at hand plays on to the end of its bar, and the
 * other one follows without a pause, as a take of its own: what was played so far must
 * have been taken out and kept. Its drums must be among those of the pattern that the
 * live take was created with. */
enum cr_status cr_live_change_pattern(struct cr_live *live,
                                      const struct cr_pattern *pattern,
                                      const struct cr_live_wish *wish,
                                      struct cr_error *error) CR_MUST_CHECK;

/* The same while it plays on, at the same place: what is changed is heard as it comes
 * round. Nobody is judged: it is for hearing a pattern that is being written. */
enum cr_status cr_live_exchange_pattern(struct cr_live *live,
                                        const struct cr_pattern *pattern,
                                        const struct cr_live_wish *wish,
                                        struct cr_error *error) CR_MUST_CHECK;

/* How long what is played now lasts until its next bar begins, in frames of the
 * device. */
int64_t cr_live_frames_to_bar(const struct cr_live *live);

/* Counts in and plays, from the beginning. */
enum cr_status cr_live_start(struct cr_live *live,
                             struct cr_error *error) CR_MUST_CHECK;
void cr_live_stop(struct cr_live *live);

/* Plays the pattern without a count-in, for the ear. */
enum cr_status cr_live_listen(struct cr_live *live,
                              struct cr_error *error) CR_MUST_CHECK;

/* Plays the last take again from a bar of the timeline on: the pattern on the left,
 * the player on the right. The take stays as it is. */
enum cr_status cr_live_replay(struct cr_live *live, uint32_t bar,
                              struct cr_error *error) CR_MUST_CHECK;

/* True while the piece sounds. */
bool cr_live_is_running(const struct cr_live *live);

/* The metronome's click, at once. The count-in is counted all the same. */
void cr_live_set_click(struct cr_live *live, bool is_on);

/* Begins to read what counts, or what sums up: that takes a tenth of a second beside
 * what goes on. */
void cr_live_read_voice(struct cr_live *live);
void cr_live_read_summary(struct cr_live *live);

/* Says how it went, unless something plays before; nobody waits for it. */
void cr_live_sum_up(struct cr_live *live, const struct cr_result *result);

/* Changes the tempo by whole bpm: at once, or from the next bar on if music is
 * playing. During the count-in the take begins again. */
enum cr_status cr_live_change_tempo(struct cr_live *live, int by,
                                    struct cr_error *error) CR_MUST_CHECK;

/* To be called often: takes in the device's clock, ends the take at its end. If
 * the device has died, the take goes on silently by the system's clock, and the
 * device is looked for every few seconds and taken back when it is there. */
void cr_live_update(struct cr_live *live, int64_t monotonic_ns);

/* How it went since the take began. */
struct cr_take_health cr_live_health(const struct cr_live *live);

/* True if nobody said yet where the player's drums sound. */
bool cr_live_has_question(const struct cr_live *live);

/* Who hears what, from now on and for this device. */
void cr_live_answer(struct cr_live *live, enum cr_listening listening);

/* Looks for the device that was lost at once; does not wait. */
void cr_live_look_for_device(struct cr_live *live);

/* The place of the song that will be heard when what is drawn now is seen. */
int64_t cr_live_seen_ns(const struct cr_live *live, int64_t monotonic_ns);

/* Loudness of a key: of one that has only one, and of those that say it. */
enum { CR_PRESS_GHOST = 36, CR_PRESS_PLAIN = 80, CR_PRESS_ACCENT = 120 };

/* A press on a lane: sounds a block later and, in a take, is kept and marked. It may
 * have come up to `doubt_ns` earlier; if that is much, or if sound was lost near
 * it, it is marked as doubtful. */
void cr_live_press(struct cr_live *live, uint32_t lane, uint8_t velocity,
                   int64_t monotonic_ns, int64_t doubt_ns);

/* Notes after it were not played; INT64_MAX if all were. While sound goes on it grows: ask
 * once for all that is said of one take. */
int64_t cr_live_until_ns(const struct cr_live *live);

/* What was played up to there, in the order of time, and its result; both become the
 * caller's. If the delay of the devices is not known, the result is of the shape only: see
 * score.h. */
enum cr_status cr_live_result(const struct cr_live *live, int64_t until_ns,
                              struct cr_presses *presses,
                              struct cr_result *result) CR_MUST_CHECK;

/* The take has ended there, as that report says (NULL: it came to nothing): the history
 * keeps it, and what it was in a course (NULL: nothing). */
void cr_live_keep(struct cr_live *live, int64_t until_ns,
                  const struct cr_report *about,
                  const struct cr_kept_lesson *lesson);

#endif
