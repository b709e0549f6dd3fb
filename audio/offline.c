#include "audio/offline.h"

#include <stdlib.h>

static bool may_go_on(const struct cr_offline *job, int64_t done, int64_t all)
{
    return !job->go_on ||
           job->go_on(job->context, all ? (double)done / (double)all : 1);
}

enum cr_status cr_offline_run(struct cr_offline *job, uint32_t rate,
                              struct cr_sound_file *file,
                              struct cr_error *error)
{
    enum { MOST = 4096, TAIL_STEP = 480, LOOK_EVERY = 32768 };
    struct cr_engine *engine = malloc(sizeof(*engine));
    float *block = malloc(2 * MOST * sizeof(*block));
    enum cr_status status = engine && block ? CR_OK : CR_ERR_MEMORY;
    const int64_t length = job->end_frame - job->first_frame;
    if (!status) {
        cr_engine_init(engine, rate);
        const struct cr_engine_command play = {
            .kind = CR_COMMAND_PLAY,
            .schedule = {.hits = job->hits->items,
                         .hit_count = job->hits->count,
                         .start_frames = -job->first_frame}};
        if (!cr_engine_send(engine, &play))
            status = CR_ERR_FULL;
    }
    int64_t next_look = 0;
    for (int64_t at = 0; !status;) {
        const bool is_over = at >= length;
        const int64_t end = is_over ? length + job->tail_frames : length;
        /* the tail ends on a whole step, so that it is as long whatever the
         * blocks before it were */
        uint32_t frames = is_over                    ? TAIL_STEP
                          : job->block_frames < MOST ? job->block_frames
                                                     : MOST;
        if (at == end || (is_over && !engine->used_slots))
            break;
        if (frames > end - at)
            frames = (uint32_t)(end - at);
        cr_engine_render(engine, block, frames);
        status = cr_sound_file_write(file, block, frames, error);
        at += frames;
        if (status || at < next_look)
            continue;
        next_look = at + LOOK_EVERY;
        if (!may_go_on(job, at, length))
            status = cr_fail(error, CR_ERR_INTERRUPTED, 0, 0,
                             "interrupted; no file was written");
    }
    if (engine) {
        job->limited_frames = atomic_load(&engine->limited_frames);
        job->stolen_voices = atomic_load(&engine->stolen_voices);
    }
    free(engine);
    free(block);
    return status;
}
