#include "app/practice/clock.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/stats.h"

#define WINDOW_NS INT64_C(125000000) /* a part: eight make a second */
#define LONGEST_LEAD_S 2.0
#define CLOCK_JUMP_NS 250e6 /* no callback is as late: its clock was set */
#define LATE_PART 0.6       /* of a block: that late is a callback late */
#define LATE_MEMORY 256     /* callbacks over which their share is averaged */
#define MOVE_SURE_NS INT64_C(1000000000)
#define BAD_LIMIT 8
#define GOOD_AGAIN 256
#define WAY_SMOOTH_S 0.5
#define WAY_SETTLES_S 3.0
#define WAY_CHANGE_S 0.003 /* a smaller change is jitter */
#define DRIFT_KNOWN_NS 8e9
#define ROUGHER 3.0    /* times the other's residual ... */
#define ROUGH_NS 100e3 /* ... and by this much */

void cr_clock_init(struct cr_clock *clock, uint32_t rate)
{
    *clock = (struct cr_clock){.rate = rate, .late_share = 0.5};
    cr_clock_map_init(&clock->heard, rate);
    cr_clock_map_init(&clock->entry, rate);
}

static double least_distance(const struct cr_clock *c)
{
    double least = HUGE_VAL;
    for (int i = 0; i < CR_CLOCK_WINDOWS; i++)
        least = fmin(least, c->lowest_ns[i]);
    return least;
}

static void forget_distances(struct cr_clock *c)
{
    for (int i = 0; i < CR_CLOCK_WINDOWS; i++)
        c->lowest_ns[i] = HUGE_VAL;
    c->late_count = 0;
}

/* So many callbacks in a row are late by chance once in a million times. */
static double most_in_a_row(const struct cr_clock *c)
{
    return fmax(3, log(1e-6) / log(fmin(fmax(c->late_share, 0.01), 0.99)));
}

/* Where the device's clock counts its own frames, lost ones show only in that all
 * callbacks are late from then on: not one, but more in a row than chance allows,
 * or one that the device owns up to. If one is on time again, nothing was lost. */
static bool has_lost_blocks(struct cr_clock *c, const struct cr_clock_stamp *s,
                            double distance, double least)
{
    const double late = LATE_PART * s->block_frames * 1e9 / c->rate;
    const bool is_late = distance - least > late;
    if (!isfinite(least))
        return false;
    if (c->moved_ns && s->entry_ns - c->moved_ns < MOVE_SURE_NS &&
        least - distance > late)
        return true;
    c->late_run_ns = c->late_count ? fmin(c->late_run_ns, distance) : distance;
    c->late_count = is_late ? c->late_count + 1 : 0;
    const bool is_lost =
        is_late && (s->had_gap || c->late_count > most_in_a_row(c));
    c->late_share += (is_late - c->late_share) / LATE_MEMORY;
    return is_lost;
}

/* The smallest distance between entry and the device's "now" of about the last
 * second: what the device's clock is behind the monotonic one. `has_moved` tells
 * that it is another one since this stamp. */
static double device_offset_ns(struct cr_clock *c,
                               const struct cr_clock_stamp *s, bool *has_moved)
{
    const double distance = (double)s->entry_ns - s->now_s * 1e9;
    const int64_t window = s->entry_ns / WINDOW_NS;
    const int64_t passed =
        c->has_window ? window - c->window : CR_CLOCK_WINDOWS;
    for (int64_t i = 0; i < passed && i < CR_CLOCK_WINDOWS; i++)
        c->lowest_ns[(window - i) % CR_CLOCK_WINDOWS] = HUGE_VAL;
    c->has_window = true;
    c->window = window;
    const double least = least_distance(c);
    double *lowest = &c->lowest_ns[window % CR_CLOCK_WINDOWS];
    *has_moved = has_lost_blocks(c, s, distance, least);
    if (*has_moved) {
        const double run = c->late_count ? c->late_run_ns : distance;
        forget_distances(c);
        c->moved_ns = s->entry_ns;
        *lowest = run;
    } else if (isfinite(least) && distance - least > CLOCK_JUMP_NS) {
        forget_distances(c);
    }
    *lowest = fmin(*lowest, distance);
    return least_distance(c);
}

/* Times that are there, go forward, and do so about as fast as the frames. */
static bool is_plausible(const struct cr_clock *c,
                         const struct cr_clock_stamp *s)
{
    const double lead = s->heard_at_s - s->now_s;
    if (!(s->now_s > 0) || !(s->heard_at_s > 0) || !isfinite(lead))
        return false;
    if (lead < -0.1 || lead > LONGEST_LEAD_S)
        return false;
    if (!c->has_last)
        return true;
    const double passed = (double)(s->frames - c->last.frames) / c->rate;
    const double by_device = s->heard_at_s - c->last.heard_at_s;
    return by_device > 0 && fabs(by_device - passed) < 0.5 * passed + 0.02;
}

static void judge(struct cr_clock *c, bool is_good)
{
    bool *slot = &c->is_bad[c->verdicts++ % CR_CLOCK_VERDICTS];
    c->bad_count -= *slot;
    *slot = !is_good;
    c->bad_count += *slot;
    c->good_run = is_good ? c->good_run + 1 : 0;
}

static bool is_rougher(const struct cr_clock_map *a,
                       const struct cr_clock_map *b)
{
    return a->residual_ns > ROUGHER * b->residual_ns &&
           a->residual_ns > b->residual_ns + ROUGH_NS;
}

static void choose_source(struct cr_clock *c)
{
    const bool is_rough =
        c->verdicts > CR_CLOCK_VERDICTS && is_rougher(&c->heard, &c->entry);
    if (c->source == CR_CLOCK_HEARD) {
        if (c->bad_count >= BAD_LIMIT || is_rough || !c->heard.is_running)
            c->source = CR_CLOCK_ENTRY;
    } else if (c->good_run >= GOOD_AGAIN && !is_rough) {
        c->source = CR_CLOCK_HEARD;
    }
}

/* How far "heard" lies behind entry, slowly followed while both are good. */
static void follow_lead(struct cr_clock *c)
{
    if (c->bad_count || !c->heard.is_running || !c->entry.is_running)
        return;
    const double frame = (double)c->entry.frames;
    const double lead = (double)(cr_clock_map_ns(&c->heard, frame) -
                                 cr_clock_map_ns(&c->entry, frame));
    c->lead_ns = c->has_lead ? c->lead_ns + (lead - c->lead_ns) / 64 : lead;
    c->has_lead = true;
}

/* The device's own delay, and what it was at first. */
static void follow_way(struct cr_clock *c, const struct cr_clock_stamp *s)
{
    const double way = s->heard_at_s - s->now_s;
    const double seconds =
        fmin(fmax((double)(s->frames - c->last.frames) / c->rate, 0), 1);
    if (c->way_known_s > 0)
        c->way_s += (way - c->way_s) * fmin(seconds / WAY_SMOOTH_S, 1);
    else
        c->way_s = way;
    if (c->way_known_s < WAY_SETTLES_S)
        c->first_way_s = c->way_s;
    c->way_known_s += seconds;
}

static const struct cr_clock_map *map_of(const struct cr_clock *c)
{
    return c->source == CR_CLOCK_HEARD ? &c->heard : &c->entry;
}

/* How far the device was ahead at this callback. */
static void follow_ahead(struct cr_clock *c, const struct cr_clock_stamp *s)
{
    const int64_t window = s->entry_ns / WINDOW_NS;
    double *most = &c->ahead_frames[window % CR_CLOCK_WINDOWS];
    const double ahead = (double)(s->frames + s->block_frames) -
                         cr_clock_map_frames(map_of(c), s->entry_ns);
    if (!c->ahead_window || c->ahead_source != c->source) {
        for (int i = 0; i < CR_CLOCK_WINDOWS; i++)
            c->ahead_frames[i] = ahead;
    }
    *most = window == c->ahead_window ? fmax(*most, ahead) : ahead;
    c->ahead_window = window;
    c->ahead_source = c->source;
}

/* The middle of what it was most in parts of a second: one callback that was off does
 * not count, and no more does a part in which all were late. */
static double ahead_frames(const struct cr_clock *c)
{
    double most[CR_CLOCK_WINDOWS];
    memcpy(most, c->ahead_frames, sizeof(most));
    return cr_median(most, CR_CLOCK_WINDOWS);
}

void cr_clock_add_gap(struct cr_clock *clock, int64_t ns)
{
    clock->gap_ns[clock->gap_count++ % CR_CLOCK_GAPS] = ns;
}

void cr_clock_add(struct cr_clock *clock, const struct cr_clock_stamp *stamp)
{
    const bool is_good = is_plausible(clock, stamp);
    judge(clock, is_good);
    const struct cr_clock_map *map = map_of(clock);
    const uint32_t moves = map->moves;
    cr_clock_map_add(&clock->entry, stamp->frames, stamp->entry_ns,
                     stamp->block_frames);
    if (is_good) {
        bool has_moved;
        const double offset = device_offset_ns(clock, stamp, &has_moved);
        const int64_t heard_ns = llround(stamp->heard_at_s * 1e9 + offset);
        follow_way(clock, stamp);
        if (has_moved)
            cr_clock_map_move(&clock->heard, stamp->frames, heard_ns,
                              stamp->block_frames);
        cr_clock_map_add(&clock->heard, stamp->frames, heard_ns,
                         stamp->block_frames);
    }
    if (map->moves != moves)
        clock->gaps++;
    if (map->moves != moves || stamp->had_gap) { /* somewhere between the two */
        if (clock->has_last)
            cr_clock_add_gap(clock, clock->last.entry_ns);
        cr_clock_add_gap(clock, stamp->entry_ns);
    }
    follow_lead(clock);
    choose_source(clock);
    follow_ahead(clock, stamp);
    clock->last = *stamp;
    clock->has_last = true;
}

bool cr_clock_is_running(const struct cr_clock *clock)
{
    return clock->has_last;
}

/* The time by which the ear is behind the map in use. */
static double behind_ns(const struct cr_clock *c)
{
    const double lead = c->source == CR_CLOCK_ENTRY ? c->lead_ns : 0;
    return lead + c->offsets.output_ms * 1e6;
}

double cr_clock_frame_heard(const struct cr_clock *clock, int64_t ns)
{
    return cr_clock_map_frames(map_of(clock), ns - llround(behind_ns(clock)));
}

int64_t cr_clock_ns_heard(const struct cr_clock *clock, double frame)
{
    return cr_clock_map_ns(map_of(clock), frame) + llround(behind_ns(clock));
}

double cr_clock_frame_struck(const struct cr_clock *clock, int64_t ns)
{
    return cr_clock_frame_heard(clock,
                                ns - llround(clock->offsets.input_ms * 1e6));
}

double cr_clock_frame_answered(const struct cr_clock *clock, int64_t ns)
{
    return cr_clock_map_frames(map_of(clock), ns) + ahead_frames(clock);
}

double cr_clock_frame_seen(const struct cr_clock *clock, int64_t ns)
{
    return cr_clock_frame_heard(clock,
                                ns + llround(clock->offsets.display_ms * 1e6));
}

bool cr_clock_is_near_gap(const struct cr_clock *clock, int64_t ns)
{
    for (uint32_t i = 0; i < clock->gap_count && i < CR_CLOCK_GAPS; i++) {
        if (llabs(ns - clock->gap_ns[i]) < CR_CLOCK_NEAR_GAP_NS)
            return true;
    }
    return false;
}

struct cr_clock_report cr_clock_report(const struct cr_clock *clock)
{
    const struct cr_clock_map *map = map_of(clock);
    const double change = clock->way_s - clock->first_way_s;
    return (struct cr_clock_report){
        .has_drift = map->at_ns > DRIFT_KNOWN_NS,
        .way_change_ms = fabs(change) > WAY_CHANGE_S ? change * 1000 : 0,
        .source = clock->source,
        .residual_ms = map->residual_ns / 1e6,
        .drift_ppm = (map->nominal_ns / map->ns_a_frame - 1) * 1e6,
        .gaps = clock->gaps};
}
