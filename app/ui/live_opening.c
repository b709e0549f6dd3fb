#include "app/ui/live_opening.h"

#include "app/ui/sheet.h"
#include "patterns/words.h"

enum { LOOK_MS = 2 };

#define LONG_NS INT64_C(300000000) /* so long nobody wonders */

static void open_it(void *context)
{
    struct cr_live_opening *o = context;
    o->status = cr_live_create(o->live, o->pattern, &o->wish, &o->error);
}

static void close_it(void *context)
{
    cr_live_destroy(context);
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
static void wait_for(struct cr_stage *stage, struct cr_side_task *task)
{
    const int64_t from_ns = cr_monotonic_ns();
    bool is_said = false;
    struct cr_error error;
    enum cr_status status = CR_OK;
    while (task && !cr_side_task_done(task)) {
        SDL_PumpEvents();
        if (stage && cr_stage_fit(stage, &status, &error))
            is_said = false;
        if (stage && !is_said && !status &&
            cr_monotonic_ns() - from_ns > LONG_NS) {
            cr_stage_show(stage, draw, stage);
            is_said = true;
        }
        SDL_Delay(LOOK_MS);
    }
    cr_side_task_drop(task);
}

void cr_live_begin_opening(struct cr_live_opening *opening,
                           struct cr_live *live,
                           const struct cr_pattern *pattern,
                           const struct cr_live_wish *wish)
{
    *opening = (struct cr_live_opening){
        .live = live, .pattern = pattern, .wish = *wish};
    opening->task = cr_side_task_start(open_it, keep, opening);
    if (!opening->task)
        open_it(opening);
}

enum cr_status cr_live_finish_opening(struct cr_live_opening *opening,
                                      struct cr_stage *stage,
                                      struct cr_error *error)
{
    wait_for(stage, opening->task);
    opening->task = NULL;
    if (opening->status)
        *error = opening->error;
    return opening->status;
}

enum cr_status cr_live_open_beside(struct cr_stage *stage, struct cr_live *live,
                                   const struct cr_pattern *pattern,
                                   const struct cr_live_wish *wish,
                                   struct cr_error *error)
{
    struct cr_live_opening opening;
    cr_live_begin_opening(&opening, live, pattern, wish);
    return cr_live_finish_opening(&opening, stage, error);
}

void cr_live_close_beside(struct cr_stage *stage, struct cr_live *live)
{
    struct cr_side_task *task = cr_side_task_start(close_it, keep, live);
    if (task)
        wait_for(stage, task);
    else
        close_it(live);
}
