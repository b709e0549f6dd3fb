#include "app/ui/live_opening.h"

#include "app/side_task.h"
#include "app/ui/sheet.h"
#include "patterns/words.h"

enum { LOOK_MS = 2 };

#define LONG_NS INT64_C(300000000) /* so long nobody wonders */

struct opening {
    struct cr_live *live;
    const struct cr_pattern *pattern;
    const struct cr_live_wish *wish;
    enum cr_status status;
    struct cr_error *error;
};

static void open_it(void *context)
{
    struct opening *o = context;
    o->status = cr_live_create(o->live, o->pattern, o->wish, o->error);
}

static void close_it(void *context)
{
    struct opening *o = context;
    cr_live_destroy(o->live);
}

static void keep(void *context)
{
    (void)context; /* it is the caller's */
}

static void draw(cairo_t *cr, void *context)
{
    const struct cr_stage *stage = context;
    struct cr_sheet sheet = {
        .cr = cr, .layout = cr_stage_layout(stage), .theme = stage->theme};
    (void)cr_sheet_begin(&sheet, NULL, 0);
    cr_draw_fitting(cr, _("Waiting for the sound device"),
                    (struct cr_type){CR_FACE_TEXT, 30, true},
                    stage->theme->ink1, sheet.margin, sheet.top + 60,
                    sheet.layout.width - 2 * sheet.margin);
}

/* Events stay in the queue, but the window answers the system. */
static void wait_for(struct cr_stage *stage, void (*work)(void *context),
                     struct opening *o)
{
    struct cr_side_task *task = cr_side_task_start(work, keep, o);
    const int64_t from_ns = cr_monotonic_ns();
    bool is_said = false;
    struct cr_error error;
    enum cr_status status = CR_OK;
    if (!task) {
        work(o);
        return;
    }
    while (!cr_side_task_done(task)) {
        SDL_PumpEvents();
        if (cr_stage_fit(stage, &status, &error))
            is_said = false;
        if (!is_said && !status && cr_monotonic_ns() - from_ns > LONG_NS) {
            cr_stage_show(stage, draw, stage);
            is_said = true;
        }
        SDL_Delay(LOOK_MS);
    }
    cr_side_task_drop(task);
}

enum cr_status cr_live_open_beside(struct cr_stage *stage, struct cr_live *live,
                                   const struct cr_pattern *pattern,
                                   const struct cr_live_wish *wish,
                                   struct cr_error *error)
{
    struct opening o = {
        .live = live, .pattern = pattern, .wish = wish, .error = error};
    wait_for(stage, open_it, &o);
    return o.status;
}

void cr_live_close_beside(struct cr_stage *stage, struct cr_live *live)
{
    wait_for(stage, close_it, &(struct opening){.live = live});
}
