#include "app/ui/key_window.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/stroke_run.h"
#include "app/ui/calibrate_window.h"
#include "patterns/words.h"

struct listening {
    const struct cr_device_wish *wish;
    struct cr_stroke_run run;
    struct cr_calibrate_point points[CR_HEARD_STROKES];
    int point_count;
    char result[128], effect[400];
};

static void say(struct listening *l)
{
    const struct cr_stroke_sound *s = &l->run.sound;
    if (!l->run.is_over)
        cr_say(l->result, sizeof(l->result),
               _("Strike one key, about once a second, as you play."));
    else if (s->is_trusted)
        cr_say(l->result, sizeof(l->result),
               _("The keys tell of a stroke %.1f ms after its sound."),
               s->delay_ms);
    else
        cr_say(l->result, sizeof(l->result), _("No number: %s."), s->reason);
    cr_say(l->effect, sizeof(l->effect),
           _("Recorded from %.60s, for %.60s. Nothing is changed unless you "
             "keep it."),
           _(l->run.recorded_from), _(l->run.key.output));
}

static void judge(struct listening *l)
{
    l->point_count = 0;
    for (int i = 0; i < l->run.count; i++) {
        const struct cr_heard_stroke *stroke = &l->run.each[i];
        if (stroke->is_heard)
            l->points[l->point_count++] = (struct cr_calibrate_point){
                stroke->delay_ms, i % 8, stroke->is_wild};
    }
    say(l);
}

static enum cr_status begin(void *context, struct cr_error *error)
{
    struct listening *l = context;
    cr_stroke_run_stop(&l->run);
    const enum cr_status status = cr_stroke_run_start(&l->run, l->wish, error);
    judge(l);
    return status;
}

static bool keep(void *context, enum cr_status *status, struct cr_error *error)
{
    const struct listening *l = context;
    struct cr_known_device known;
    if (!l->run.is_over || !l->run.sound.is_trusted)
        return false;
    *status = cr_known_device_find(&l->run.key, &known, error);
    if (*status)
        return true;
    cr_calibration_set_input(&known.calibration, l->run.sound.delay_ms,
                             l->run.sound.doubt_ms);
    *status = cr_known_device_keep(&known, error);
    return true;
}

static void press(void *context, const struct cr_key_stamp *stamp)
{
    struct listening *l = context;
    cr_stroke_run_press(&l->run, stamp->ns);
}

static enum cr_status update(void *context, bool *is_stale,
                             struct cr_error *error)
{
    struct listening *l = context;
    const enum cr_status status =
        cr_stroke_run_update(&l->run, is_stale, error);
    if (*is_stale)
        judge(l);
    return status;
}

static void show(const void *context, struct cr_calibrate_view *view)
{
    const struct listening *l = context;
    const struct cr_stroke_sound *s = &l->run.sound;
    view->title = l->run.is_over ? _("DONE.") : _("LET THE KEYS BE HEARD.");
    view->subtitle =
        _("Put the microphone beside the keyboard or pad, and keep "
          "the room quiet.");
    view->used = s->used;
    view->wished = CR_STROKE_WISHED;
    view->plot_title = _("When the key told of a stroke, after its sound");
    view->points = l->points;
    view->point_count = l->point_count;
    view->has_delay = s->used >= 3;
    view->delay_ms = s->delay_ms;
    view->doubt_ms = s->doubt_ms;
    view->lines[0] = l->result;
    view->lines[1] = l->effect;
    view->lines[2] = _("The microphone's own delay is as the device tells it; "
                       "what it does not tell, calibrate --loopback finds.");
    view->lines[3] =
        _("Or type a number you know: creditroll calibrate --keys MS");
    view->hints[0].key = l->run.is_over ? NULL : "one drum key";
    view->hints[0].words = N_("strike");
    view->hints[1].key = l->run.is_over && s->is_trusted ? "Enter" : NULL;
    view->hints[1].words = N_("keep it");
    view->hints[2].key = "F4";
    view->hints[2].words = N_("start over");
    view->hints[3].key = "Esc";
    view->hints[3].words = N_("leave as it was");
}

enum cr_status cr_key_window(struct cr_stage *stage,
                             const struct cr_device_wish *wish,
                             struct cr_error *error)
{
    struct listening *l = calloc(1, sizeof(*l));
    if (!l)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    l->wish = wish;
    const struct cr_calibrate_owner owner = {.context = l,
                                             .press = press,
                                             .begin = begin,
                                             .keep = keep,
                                             .update = update,
                                             .show = show};
    const enum cr_status status = cr_calibrate_window(stage, &owner, error);
    cr_stroke_run_stop(&l->run);
    free(l);
    return status;
}
