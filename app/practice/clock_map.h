/* clock_map.h - frames of a device to nanoseconds and back, from the pairs that
 * the device reports; one clock is followed, see clock.h for which.
 *
 * Units     frames since the device started; nanoseconds of a monotonic clock.
 * Threads   one. Memory: a plain value. Errors: none.
 *
 * A delay-locked loop of the second order (F. Adriaensen, "Using a DLL to
 * filter time"): its bandwidth narrows from 2 Hz to 0.1 Hz, for rough pairs to
 * 0.02 Hz. A pair that is off by more than 3 ms is ignored; five in a row mean
 * that the device jumped, and the map starts anew. Three in a row that are off by
 * the same number of whole blocks, seen by a map that is otherwise quiet, mean
 * that so many blocks were lost: the map moves by them and goes on. The rate stays
 * within 500 ppm of the nominal one.
 */
#ifndef CR_PRACTICE_CLOCK_MAP_H
#define CR_PRACTICE_CLOCK_MAP_H

#include <stdbool.h>
#include <stdint.h>

struct cr_clock_map {
    double nominal_ns; /* of a frame */
    double ns_a_frame;
    int64_t frames; /* of the newest pair */
    double at_ns;   /* filtered time of that, from origin_ns */
    int64_t origin_ns;
    double bandwidth_hz, residual_ns;
    int outliers;
    int same_blocks, blocks; /* pairs in a row that are off by `blocks` */
    bool is_running;
    uint32_t moves; /* times that it moved or started anew */
};

void cr_clock_map_init(struct cr_clock_map *map, uint32_t rate);
void cr_clock_map_add(struct cr_clock_map *map, int64_t frames, int64_t ns,
                      uint32_t block_frames);

/* Moves by the whole blocks that this pair, which is to be added next, is off by;
 * for who knows otherwise that blocks were lost. */
void cr_clock_map_move(struct cr_clock_map *map, int64_t frames, int64_t ns,
                       uint32_t block_frames);
double cr_clock_map_frames(const struct cr_clock_map *map, int64_t ns);
int64_t cr_clock_map_ns(const struct cr_clock_map *map, double frames);

#endif
