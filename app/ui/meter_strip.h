/* meter_strip.h - the strip below the grid: how early or late the last hits
 * were, or, while counting in, the film leader.
 *
 * Threads   main. Memory: none of its own. Errors: none.
 */
#ifndef CR_APP_UI_METER_STRIP_H
#define CR_APP_UI_METER_STRIP_H

#include "app/practice/marker.h"
#include "app/ui/grid.h"
#include "app/ui/sprites.h"

/* What stands still: the axis in ms and the band of tight hits. */
void cr_meter_draw_axis(const struct cr_grid *grid, cairo_t *cr,
                        double tight_ms);

/* The last hits, their mean and spread. */
void cr_meter_draw_marks(const struct cr_grid *grid, struct cr_sprites *sprites,
                         const struct cr_marker *marker);

/* One turn of the wipe for each bar; `part` of it has passed. */
void cr_meter_draw_leader(const struct cr_grid *grid,
                          struct cr_sprites *sprites, int count, double part);

/* Mean error of the last `most` matched marks of a lane (CR_NONE: of all), and
 * their number. */
uint32_t cr_meter_mean(const struct cr_marker *marker, uint32_t lane,
                       uint32_t most, double *mean, double *sd);

/* The mark of one hit. */
enum cr_hit_mark cr_meter_hit_mark(const struct cr_mark *mark);

#endif
