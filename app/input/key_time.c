#include "app/input/key_time.h"

#include <SDL_syswm.h>
#include <string.h>

#include "app/input/pads.h"
#include "audio/device.h"

#define NS_PER_MS INT64_C(1000000)
#define LEARNS 8 /* events, until the distance of the clocks is believed */
#define FIRST_NS INT64_C(200000) /* the queue is emptied in less */

/* The time in ms without its wrap: the one nearest to the last. */
static int64_t unwrap(struct cr_key_time *t, uint32_t ms)
{
    if (!t->offset_count)
        t->unwrapped_ms = ms;
    else
        t->unwrapped_ms += (int32_t)(ms - (uint32_t)t->unwrapped_ms);
    return t->unwrapped_ms;
}

/* The latest that the press can have been, by the system's time. */
static int64_t latest_ns(struct cr_key_time *t, int64_t watch_ns, uint32_t ms)
{
    const int64_t system_ns = unwrap(t, ms) * NS_PER_MS;
    t->offsets[t->offset_count++ % CR_KEY_OFFSETS] = watch_ns - system_ns;
    int64_t smallest = watch_ns - system_ns;
    for (uint32_t i = 0; i < t->offset_count && i < CR_KEY_OFFSETS; i++) {
        if (t->offsets[i] < smallest)
            smallest = t->offsets[i];
    }
    return system_ns + smallest + NS_PER_MS;
}

void cr_key_time_take(struct cr_key_time *time, SDL_Scancode code, int64_t now,
                      bool has_system_time, uint32_t system_ms)
{
    /* what comes while the loop waits for it has not waited */
    const bool has_waited =
        now - time->entered_ns < FIRST_NS && time->entered_ns > time->left_ns;
    struct cr_key_stamp stamp = {
        .ns = now,
        .doubt_ns = has_waited ? time->entered_ns - time->left_ns : 0};
    if (has_system_time) {
        const int64_t latest = latest_ns(time, now, system_ms);
        int64_t from = latest - NS_PER_MS;
        const int64_t to = latest < now ? latest : now;
        if (has_waited && time->left_ns > from)
            from = time->left_ns < to ? time->left_ns : to;
        if (time->offset_count >= LEARNS && (has_waited || latest < now)) {
            stamp.ns = from + (to - from) / 2;
            stamp.doubt_ns = to - from;
        }
    }
    stamp.is_made_up = time->has_system && !has_system_time && !cr_pad_of(code);
    time->waiting[time->stamped++ % CR_KEY_WAITING] =
        (struct cr_key_waiting){.code = code, .stamp = stamp};
}

/* The system's own event comes right before the one SDL makes of it. A key that was down
 * when the window got the keys repeats as if it were pressed: SDL learns late that the
 * window has them. X11 tells at once, and of all keys. */
void cr_key_time_take_system(struct cr_key_time *time,
                             const SDL_SysWMmsg *message)
{
#if defined(SDL_VIDEO_DRIVER_X11)
    if (!message || message->subsystem != SDL_SYSWM_X11)
        return;
    const XEvent *event = &message->msg.x11.event;
    const unsigned code = event->xkey.keycode & 255;
    const uint8_t bit = (uint8_t)(1 << code % 8);
    switch (event->type) {
    case KeyPress:
        time->has_system_time = !(time->held[code / 8] & bit);
        time->system_ms = (uint32_t)event->xkey.time;
        break;
    case KeyRelease: time->held[code / 8] &= (uint8_t)~bit; break;
    case KeymapNotify:
        memcpy(time->held, event->xkeymap.key_vector, sizeof(time->held));
        break;
    default: break;
    }
#else
    (void)time;
    (void)message;
#endif
}

static int watch(void *context, SDL_Event *event)
{
    struct cr_key_time *t = context;
    if (event->type == SDL_SYSWMEVENT)
        cr_key_time_take_system(t, event->syswm.msg);
    if (event->type == SDL_KEYDOWN) {
        if (!event->key.repeat)
            cr_key_time_take(t, event->key.keysym.scancode, cr_monotonic_ns(),
                             t->has_system_time, t->system_ms);
        t->has_system_time = false;
    }
    return 1;
}

void cr_key_time_start(struct cr_key_time *time)
{
    memset(time, 0, sizeof(*time));
    time->left_ns = time->entered_ns = cr_monotonic_ns();
    const char *driver = SDL_GetCurrentVideoDriver();
    time->has_system = driver && strcmp(driver, "x11") == 0;
    SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
    SDL_AddEventWatch(watch, time);
}

void cr_key_time_stop(struct cr_key_time *time)
{
    SDL_DelEventWatch(watch, time);
    SDL_EventState(SDL_SYSWMEVENT, SDL_DISABLE);
}

void cr_key_time_leave_pump(struct cr_key_time *time)
{
    time->left_ns = cr_monotonic_ns();
}

void cr_key_time_enter_pump(struct cr_key_time *time)
{
    time->entered_ns = cr_monotonic_ns();
}

struct cr_key_stamp cr_key_time_of(struct cr_key_time *time, SDL_Scancode code)
{
    const uint32_t all = time->stamped;
    for (uint32_t i = all > CR_KEY_WAITING ? all - CR_KEY_WAITING : 0; i < all;
         i++) {
        struct cr_key_waiting *w = &time->waiting[i % CR_KEY_WAITING];
        if (w->code != code || w->is_taken)
            continue;
        w->is_taken = true;
        return w->stamp;
    }
    /* the watch did not see it: any time since the pump was left */
    const int64_t now = cr_monotonic_ns();
    return (struct cr_key_stamp){.ns = now, .doubt_ns = now - time->left_ns};
}

const char *cr_key_time_source(const struct cr_key_time *time)
{
    return time->offset_count ? "event watch, bounded by the X server's time"
                              : "event watch";
}
