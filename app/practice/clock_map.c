#include "app/practice/clock_map.h"

#include <math.h>

#define OUTLIER_NS 3e6
#define MOST_PPM 500e-6
#define WIDEST_HZ 2.0
#define NARROW_HZ 0.1     /* for pairs that are off by 0.1 ms or less; */
#define NARROWEST_HZ 0.02 /* rougher ones are averaged for longer */

void cr_clock_map_init(struct cr_clock_map *map, uint32_t rate)
{
    *map = (struct cr_clock_map){.nominal_ns = 1e9 / rate,
                                 .ns_a_frame = 1e9 / rate};
}

static void begin(struct cr_clock_map *map, int64_t frames, int64_t ns)
{
    /* one that has to start anew is as rough as that, until it shows otherwise */
    map->residual_ns = map->is_running ? OUTLIER_NS : 0;
    map->moves += map->is_running;
    map->is_running = true;
    map->frames = frames;
    map->origin_ns = ns;
    map->at_ns = 0;
    map->ns_a_frame = map->nominal_ns;
    map->bandwidth_hz = WIDEST_HZ;
    map->outliers = map->same_blocks = 0;
}

/* True if whole blocks have been missing for three pairs now; moves the map. */
static bool move_by_blocks(struct cr_clock_map *map, double error,
                           uint32_t block_frames)
{
    const double block = block_frames * map->nominal_ns;
    const double blocks = block > 0 ? round(error / block) : 0;
    const bool is_whole = blocks >= 1 && blocks < 1e6 &&
                          fabs(error - blocks * block) < block / 8 &&
                          map->residual_ns < block / 16;
    if (!is_whole || (map->same_blocks && map->blocks != (int)blocks)) {
        map->same_blocks = 0;
        if (!is_whole)
            return false;
    }
    map->blocks = (int)blocks;
    if (++map->same_blocks < 3)
        return false;
    map->at_ns += blocks * block;
    map->same_blocks = map->outliers = 0;
    map->moves++;
    return true;
}

void cr_clock_map_add(struct cr_clock_map *map, int64_t frames, int64_t ns,
                      uint32_t block_frames)
{
    if (!map->is_running) {
        begin(map, frames, ns);
        return;
    }
    const double passed = (double)(frames - map->frames);
    if (passed <= 0)
        return;
    const double seconds = passed * map->nominal_ns / 1e9;
    double expected = map->at_ns + passed * map->ns_a_frame;
    double error = (double)(ns - map->origin_ns) - expected;
    if (move_by_blocks(map, error, block_frames)) {
        expected = map->at_ns + passed * map->ns_a_frame;
        error = (double)(ns - map->origin_ns) - expected;
    }
    if (map->same_blocks)
        return; /* it is not known yet what this is */
    if (fabs(error) > OUTLIER_NS) {
        if (++map->outliers >= 5)
            begin(map, frames, ns);
        return;
    }
    map->outliers = 0;
    const double w =
        fmin(2 * 3.14159265358979 * map->bandwidth_hz * seconds, 0.5);
    map->at_ns = expected + 1.41421356 * w * error;
    map->ns_a_frame += w * w * error / passed;
    const double low = map->nominal_ns * (1 - MOST_PPM);
    const double high = map->nominal_ns * (1 + MOST_PPM);
    map->ns_a_frame = fmin(fmax(map->ns_a_frame, low), high);
    map->frames = frames;
    map->residual_ns += fmin(seconds, 1) * (fabs(error) - map->residual_ns);
    const double floor = NARROW_HZ * fmin(1, 100e3 / (map->residual_ns + 1));
    map->bandwidth_hz = fmax(fmax(floor, NARROWEST_HZ),
                             map->bandwidth_hz * (1 - 0.5 * seconds));
}

void cr_clock_map_move(struct cr_clock_map *map, int64_t frames, int64_t ns,
                       uint32_t block_frames)
{
    const double block = block_frames * map->nominal_ns;
    if (!map->is_running || !(block > 0))
        return;
    const double expected =
        map->at_ns + (double)(frames - map->frames) * map->ns_a_frame;
    const double error = (double)(ns - map->origin_ns) - expected;
    const double blocks = round(error / block);
    if (!(fabs(blocks) >= 1) || fabs(error - blocks * block) > block / 3)
        return;
    map->at_ns += blocks * block;
    map->same_blocks = map->outliers = 0;
    map->moves++;
}

double cr_clock_map_frames(const struct cr_clock_map *map, int64_t ns)
{
    return (double)map->frames +
           ((double)(ns - map->origin_ns) - map->at_ns) / map->ns_a_frame;
}

int64_t cr_clock_map_ns(const struct cr_clock_map *map, double frames)
{
    return map->origin_ns +
           llround(map->at_ns +
                   (frames - (double)map->frames) * map->ns_a_frame);
}
