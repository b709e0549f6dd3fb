#include "app/ui/results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/ui/sprites.h"

#define LONG_NS INT64_C(120000000000)
#define SPEED 60.0     /* u a second */
#define FIRST_AT 560.0 /* where its top stands at first */
#define LAST_AT 420.0  /* and its last line in the end */
#define STAY_S 1.5
#define FADE 120.0

void cr_results_forget(struct cr_results *results)
{
    results->is_stale = true;
    if (results->picture)
        cairo_surface_destroy(results->picture);
    results->picture = NULL;
}

void cr_results_close(struct cr_results *results)
{
    cr_results_forget(results);
    cr_measures_destroy(&results->measures);
    results->is_open = false;
}

static void start_roll(struct cr_results *r)
{
    r->is_rolling = r->roll.count > 0;
    r->is_held = false;
    r->is_stale = true;
    r->place = 0;
    r->at_ns = 0;
}

void cr_results_open(struct cr_results *results, const struct cr_report *about,
                     const char *question, const char *loop)
{
    struct cr_results *r = results;
    cr_results_close(r);
    *r = (struct cr_results){
        .about = *about, .question = question, .is_stale = true};
    if (cr_measure(&r->measures, about->timeline, about->result,
                   about->presses) ||
        cr_diagnose(&r->diagnosis, about->timeline, about->result,
                    about->presses, &r->measures))
        r->diagnosis = (struct cr_diagnosis){0}; /* no memory: no sentence */
    snprintf(r->loop, sizeof(r->loop), "%s", loop);
    cr_roll_write(&r->roll, &r->about, &r->measures);
    r->is_open = true;
    const uint32_t count = about->result->target_count;
    if (count && about->result->targets[count - 1].at_ns >= LONG_NS)
        start_roll(r);
}

static double end_of(const struct cr_results *r)
{
    return cr_roll_height(&r->roll) + FIRST_AT - LAST_AT;
}

static void wind(struct cr_results *r, double by)
{
    r->place = fmin(fmax(r->place + by, 0), end_of(r));
    r->is_held = true;
    r->is_stale = true;
}

static void end_roll(struct cr_results *r)
{
    r->is_rolling = false;
    r->is_stale = true;
}

bool cr_results_key(struct cr_results *results, SDL_Keycode key)
{
    struct cr_results *r = results;
    if (!r->is_open)
        return false;
    if (!r->is_rolling) {
        if (key == SDLK_r)
            start_roll(r);
        return key == SDLK_r;
    }
    switch (key) {
    case SDLK_RETURN:
    case SDLK_KP_ENTER: end_roll(r); return true;
    case SDLK_SPACE: r->is_held = !r->is_held; return true;
    case SDLK_UP: wind(r, -60); return true;
    case SDLK_DOWN: wind(r, 60); return true;
    default: return false;
    }
}

bool cr_results_move(const struct cr_results *results)
{
    return results->is_open && results->is_rolling && !results->is_held;
}

struct roll_job {
    struct cr_results *results;
    const struct cr_theme *theme;
    double scale;
    int width, height;
};

static void draw_whole_roll(cairo_t *cr, void *context)
{
    const struct roll_job *job = context;
    cairo_scale(cr, job->scale, job->scale);
    cr_roll_draw(&job->results->roll, cr);
}

static void draw_fade(cairo_t *cr, double from, double to, double width)
{
    cairo_pattern_t *fade = cairo_pattern_create_linear(0, from, 0, to);
    cairo_pattern_add_color_stop_rgba(fade, 0, 0, 0, 0, 1);
    cairo_pattern_add_color_stop_rgba(fade, 1, 0, 0, 0, 0);
    cairo_set_source(cr, fade);
    cairo_rectangle(cr, 0, fmin(from, to), width, fabs(to - from));
    cairo_fill(cr);
    cairo_pattern_destroy(fade);
}

static void draw_roll_hints(cairo_t *cr)
{
    static const char *const hints[][2] = {{"Enter", "go to the report"},
                                           {"Space", "hold the roll"},
                                           {"Backspace", "one more take"},
                                           {"Esc", "leave"}};
    const struct cr_theme *dark = cr_theme_find("dark");
    double x = 190;
    cr_fill_box(cr, dark->bg0, 0, 740, 1280, 60);
    for (int i = 0; i < 4; i++) {
        x += cr_draw_key(cr, dark, hints[i][0], 30, 200, x, 759) + 8;
        x += cr_draw_text(cr, hints[i][1],
                          (struct cr_type){CR_FACE_TEXT, 18, false}, dark->ink2,
                          CR_LEFT, x, 780) +
             28;
    }
}

static void draw_roll(cairo_t *cr, void *context)
{
    const struct roll_job *job = context;
    struct cr_results *r = job->results;
    const struct cr_theme *dark = cr_theme_find("dark");
    const double whole = end_of(r);
    const double wide = job->width / job->scale;
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_paint(cr);
    if (r->picture) {
        cairo_set_source_surface(cr, r->picture, 0,
                                 round((FIRST_AT - r->place) * job->scale));
        cairo_paint(cr);
    }
    cairo_scale(cr, job->scale, job->scale);
    draw_fade(cr, 0, FADE, wide);
    draw_fade(cr, 740, 740 - FADE, wide);
    cr_fill_box(cr, dark->line1, 1236, 120, 4, 560);
    cr_fill_box(cr, dark->ink2, 1236,
                120 + 400 * (whole > 0 ? r->place / whole : 0), 4, 160);
    draw_roll_hints(cr);
}

static void draw_report(cairo_t *cr, void *context)
{
    const struct roll_job *job = context;
    struct cr_results *r = job->results;
    const struct cr_report_view view = {.theme = job->theme,
                                        .about = &r->about,
                                        .measures = &r->measures,
                                        .diagnosis = &r->diagnosis,
                                        .question = r->question,
                                        .has_keys = true,
                                        .has_roll = r->roll.count > 0,
                                        .loop = r->loop[0] ? r->loop : NULL};
    cr_set_colour(cr, job->theme->bg1);
    cairo_paint(cr);
    cairo_scale(cr, job->scale, job->scale);
    cr_report_screen_draw(&view, cr);
}

/* Moves the roll on; behind its end is the report. */
static void roll_on(struct cr_results *r, int64_t now_ns)
{
    if (r->at_ns && !r->is_held) {
        r->place += SPEED * (double)(now_ns - r->at_ns) / 1e9;
        r->is_stale = true;
    }
    r->at_ns = now_ns;
    if (r->place > end_of(r) + STAY_S * SPEED)
        end_roll(r);
}

void cr_results_draw(struct cr_results *results, struct cr_canvas *canvas,
                     const struct cr_theme *theme, int64_t now_ns)
{
    struct cr_results *r = results;
    struct roll_job job = {
        .results = r,
        .theme = theme,
        .width = canvas->width,
        .height = canvas->height,
        .scale = fmin(canvas->width / 1280.0, canvas->height / 800.0)};
    if (r->is_rolling)
        roll_on(r, now_ns);
    if (!r->is_stale)
        return;
    if (r->is_rolling && !r->picture)
        r->picture =
            cr_picture_of(CAIRO_FORMAT_ARGB32, canvas->width,
                          (int)ceil(cr_roll_height(&r->roll) * job.scale),
                          draw_whole_roll, &job);
    /* it stops at its last line, and stays there a moment */
    const double place = r->place;
    r->place = fmin(place, end_of(r));
    cairo_surface_t *picture =
        cr_picture_of(CAIRO_FORMAT_RGB24, canvas->width, canvas->height,
                      r->is_rolling ? draw_roll : draw_report, &job);
    r->place = place;
    r->is_stale = false;
    if (!picture)
        return;
    cr_canvas_forget(canvas);
    cr_canvas_begin(canvas, picture);
    cr_canvas_end(canvas);
    cr_canvas_forget(canvas); /* the picture goes */
    cairo_surface_destroy(picture);
}
