#include "app/ui/tap_window.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/live.h"
#include "app/practice/taps.h"
#include "app/ui/calibrate_window.h"
#include "app/ui/live_opening.h"
#include "patterns/words.h"

/* As taps.h has it; the sharpest sound of the kit. */
static const char clicks[] = "beat 1\n"
                             "meter: 4/4\n"
                             "tempo: 100\n"
                             "[A] x8\n"
                             "SD |@xx-|\n";

struct tapping {
    struct cr_pattern pattern;
    struct cr_live live;
    struct cr_taps taps;
    struct cr_calibrate_point points[CR_TAP_LIMIT];
    int point_count;
    bool is_over;
    char result[128], effect[128];
};

static void say(struct tapping *t)
{
    if (!t->is_over)
        cr_say(t->result, sizeof(t->result),
               _("Three clicks and a rest, eight times."));
    else if (t->taps.is_trusted)
        cr_say(t->result, sizeof(t->result), _("Your taps say %.0f ms."),
               t->taps.delay_ms);
    else
        cr_say(t->result, sizeof(t->result), _("No number: %s."),
               t->taps.reason);
    cr_say(t->effect, sizeof(t->effect),
           t->is_over && t->taps.is_trusted
               ? _("It is taken off every hit on %.60s once you keep it.")
               : _("For %.60s. Nothing is changed unless you keep it."),
           _(t->live.known.key.output));
}

static void judge(struct tapping *t)
{
    int64_t times[CR_TAP_LIMIT] = {0};
    struct cr_tap each[CR_TAP_LIMIT];
    int count = 0;
    for (uint32_t i = 0; i < t->live.presses.count; i++) {
        if (count < CR_TAP_LIMIT)
            times[count++] = t->live.presses.items[i].at_ns;
    }
    cr_taps_find(&t->taps, each, times, count);
    t->point_count = 0;
    for (int i = 0; i < count; i++) {
        if (each[i].click >= 0)
            t->points[t->point_count++] = (struct cr_calibrate_point){
                each[i].error_ms, each[i].click % CR_TAP_BARS, each[i].is_wild};
    }
    say(t);
}

static enum cr_status begin(void *context, struct cr_error *error)
{
    struct tapping *t = context;
    const enum cr_status status = cr_live_start(&t->live, error);
    t->is_over = false;
    judge(t);
    return status;
}

static bool keep(void *context, enum cr_status *status, struct cr_error *error)
{
    const struct tapping *t = context;
    struct cr_known_device known;
    if (!t->is_over || !t->taps.is_trusted)
        return false;
    *status = cr_known_device_find(&t->live.known.key, &known, error);
    if (*status)
        return true;
    known.calibration.state = CR_OFFSET_TAPPED;
    known.calibration.offsets.output_ms =
        t->taps.delay_ms - known.calibration.offsets.input_ms;
    known.calibration.doubt_ms = t->taps.doubt_ms;
    *status = cr_known_device_keep(&known, error);
    return true;
}

static void press(void *context, const struct cr_key_stamp *stamp)
{
    struct tapping *t = context;
    if (t->live.state != CR_LIVE_PLAYING)
        return;
    cr_live_press(&t->live, 0, CR_PRESS_PLAIN, stamp->ns, stamp->doubt_ns);
    judge(t);
}

static enum cr_status update(void *context, bool *is_stale,
                             struct cr_error *error)
{
    struct tapping *t = context;
    (void)error;
    cr_live_update(&t->live, cr_monotonic_ns());
    if (t->live.state == CR_LIVE_DONE && !t->is_over) {
        t->is_over = true;
        *is_stale = true;
        say(t);
    }
    return CR_OK;
}

static void show(const void *context, struct cr_calibrate_view *view)
{
    const struct tapping *t = context;
    const bool is_good = t->is_over && t->taps.is_trusted;
    view->title = t->is_over ? _("DONE.") : _("TAP ALONG WITH THE CLICK.");
    view->subtitle = _("Any drum key, eyes shut if you like. Wild taps are "
                       "thrown out in sight.");
    view->used = t->taps.used;
    view->wished = CR_TAP_CLICKS;
    view->plot_title = _("When your taps arrived, after the click");
    view->points = t->points;
    view->point_count = t->point_count;
    view->has_delay = t->taps.used >= 3;
    view->delay_ms = t->taps.delay_ms;
    view->doubt_ms = t->taps.doubt_ms;
    view->lines[0] = t->result;
    view->lines[1] = t->effect;
    view->lines[2] = _("People tend to tap a little ahead of a click, and that "
                       "is in the number; a loopback leaves the person out:");
    view->lines[3] = _("creditroll calibrate --loopback. Or type a number you "
                       "know: creditroll calibrate --output MS");
    view->hints[0].key = t->is_over ? NULL : "any drum key";
    view->hints[0].words = N_("tap");
    view->hints[1].key = is_good ? "Enter" : NULL;
    view->hints[1].words = N_("keep it");
    view->hints[2].key = "F4";
    view->hints[2].words = N_("start over");
    view->hints[3].key = "Esc";
    view->hints[3].words = N_("leave as it was");
}

enum cr_status cr_tap_window(struct cr_stage *stage,
                             const struct cr_device_wish *wish,
                             struct cr_error *error)
{
    struct cr_diagnostics found = {0};
    const struct cr_live_wish live_wish = {.device = *wish,
                                           .is_click_off = true,
                                           .is_own_sound_off = true,
                                           .ignores_known = true};
    struct tapping *t = calloc(1, sizeof(*t));
    if (!t)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    const struct cr_calibrate_owner owner = {.context = t,
                                             .press = press,
                                             .begin = begin,
                                             .keep = keep,
                                             .update = update,
                                             .show = show};
    enum cr_status status =
        cr_pattern_read(&t->pattern, clicks, sizeof(clicks) - 1, &found);
    cr_diagnostics_deinit(&found);
    if (!status)
        status = cr_live_open_beside(stage, &t->live, &t->pattern, &live_wish,
                                     error);
    if (!status && t->live.notice[0])
        status = cr_fail(error, CR_ERR_DEVICE, 0, 0, "%s", t->live.notice);
    if (!status)
        status = cr_calibrate_window(stage, &owner, error);
    cr_live_close_beside(stage, &t->live);
    cr_pattern_deinit(&t->pattern);
    free(t);
    return status;
}
