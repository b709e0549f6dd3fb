/* key_time.h - when a key went down, as exactly as the system tells.
 *
 * A watch runs inside SDL's pump, when an event is taken from the system: its
 * time is late by as long as nobody pumped, while a frame was drawn for instance.
 * Where the system gives the event a time of its own, that bounds it. On X11 the
 * server's time has a grain of 1 ms: a press that waited lies in that millisecond,
 * and in the time that nobody pumped. Its stamp is the middle of what both leave:
 *
 *      stamp = it waited ? middle of [server, server + 1 ms] and [left, watch]
 *                        : watch
 *
 * The distance between the server's clock and ours is the smallest seen between
 * an event's own time and its watch, among the last ones.
 *
 * Units     nanoseconds of CLOCK_MONOTONIC.
 * Threads   main. Memory: a plain value. Errors: without a system's time the
 *           watch alone serves.
 */
#ifndef CR_APP_INPUT_KEY_TIME_H
#define CR_APP_INPUT_KEY_TIME_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

struct cr_key_stamp {
    int64_t ns;
    int64_t doubt_ns; /* it may have been this much earlier */
    bool is_made_up;  /* nobody pressed: the key was down when the window came
                         to the front */
};

enum { CR_KEY_OFFSETS = 64, CR_KEY_WAITING = 64 };

/* A press that was stamped and is still to be asked for. */
struct cr_key_waiting {
    SDL_Scancode code;
    struct cr_key_stamp stamp;
    bool is_taken;
};

struct cr_key_time {
    struct cr_key_waiting waiting[CR_KEY_WAITING]; /* a ring */
    uint32_t stamped;                              /* ever */
    bool has_system; /* every real press has a time of the system's */
    uint8_t held
        [32]; /* X11's key codes that were down when the window got the keys,
                         a bit each: what comes of them is no press until they
                         were let go */
    int64_t left_ns, entered_ns; /* the pump, last */

    /* the system's own time of the event that is being dispatched */
    bool has_system_time;
    uint32_t system_ms;   /* as it came; wraps after 49 days */
    int64_t unwrapped_ms; /* of the last event with a time */
    int64_t
        offsets[CR_KEY_OFFSETS]; /* watch - system time, of the last events */
    uint32_t offset_count;
};

/* Begins to watch; SDL's video must be up. */
void cr_key_time_start(struct cr_key_time *time);
void cr_key_time_stop(struct cr_key_time *time);

/* Takes what the system says of keys, an event of X11's: before what SDL makes of it. */
void cr_key_time_take_system(struct cr_key_time *time,
                             const SDL_SysWMmsg *message);

/* To be called before and after the loop does anything else than pumping. */
void cr_key_time_leave_pump(struct cr_key_time *time);
void cr_key_time_enter_pump(struct cr_key_time *time);

/* Of the oldest press of a key that was not asked for yet: to be called once
 * for each event of a press, in their order. */
struct cr_key_stamp cr_key_time_of(struct cr_key_time *time, SDL_Scancode code);

/* Where stamps come from, in words, and how far off one may be at most while
 * the loop waits for events. */
const char *cr_key_time_source(const struct cr_key_time *time);

/* For tests: takes an event that was dispatched at `now_ns`; `system_ms` is its
 * own time if it has one. */
void cr_key_time_take(struct cr_key_time *time, SDL_Scancode code,
                      int64_t now_ns, bool has_system_time, uint32_t system_ms);

#endif
