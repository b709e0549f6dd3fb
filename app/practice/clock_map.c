#include "app/practice/clock_map.h"

#include <math.h>

#define OUTLIER_NS 3e6
#define MOST_PPM 500e-6

void cr_clock_map_init(struct cr_clock_map *map, uint32_t rate)
{
    *map = (struct cr_clock_map){.nominal_ns = 1e9 / rate,
                                 .ns_a_frame = 1e9 / rate};
}

static void begin(struct cr_clock_map *map, int64_t frames, int64_t ns)
{
    map->jumps += map->is_running;
    map->is_running = true;
    map->frames = frames;
    map->origin_ns = ns;
    map->at_ns = 0;
    map->ns_a_frame = map->nominal_ns;
    map->bandwidth_hz = 2;
    map->outliers = 0;
    map->residual_ns = 0;
}

void cr_clock_map_add(struct cr_clock_map *map, int64_t frames, int64_t ns)
{
    if (!map->is_running) {
        begin(map, frames, ns);
        return;
    }
    const double passed = (double)(frames - map->frames);
    if (passed <= 0)
        return;
    const double seconds = passed * map->nominal_ns / 1e9;
    const double expected = map->at_ns + passed * map->ns_a_frame;
    const double error = (double)(ns - map->origin_ns) - expected;
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
    map->bandwidth_hz = fmax(0.1, map->bandwidth_hz * (1 - 0.5 * seconds));
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
