/* live_plan.h - what a live take is to sound like: its plan, laid out in time, and the
 * schedules that the engine may be reading. For live.c only.
 *
 * Threads   main. Memory: a sound is freed when the engine has given it back.
 * Errors    words in `error`; without success nothing is changed.
 */
#ifndef CR_APP_LIVE_PLAN_H
#define CR_APP_LIVE_PLAN_H

#include "app/live.h"

struct cr_live_sound {
    struct cr_hits hits;
    int users; /* times that the engine has it */
    struct cr_live_sound *next;
};

/* Frees what the engine has given back; the newest stays, if it is not over. */
void cr_live_sweep(struct cr_live *live, bool is_over);

/* Hands the newest sound to the engine; false if it does not answer. */
bool cr_live_play(struct cr_live *live, enum cr_command_kind kind);

/* Hands it one that is heard once, and begins at a frame of the device: it is taken over,
 * and the next take does not have it. */
bool cr_live_play_once(struct cr_live *live, struct cr_live_sound *sound,
                       enum cr_command_kind kind, int64_t start_frames);

/* Timeline, sound and marks anew. */
enum cr_status cr_live_lay_out(struct cr_live *live,
                               struct cr_error *error) CR_MUST_CHECK;

/* The changes of tempo that are planned. */
enum cr_status cr_live_take_ramp(struct cr_live *live,
                                 struct cr_error *error) CR_MUST_CHECK;

/* Plans anew with what the hits have decided. The speed is that of the plan before,
 * which the player may have set. */
enum cr_status cr_live_plan_anew(struct cr_live *live,
                                 struct cr_error *error) CR_MUST_CHECK;

#endif
