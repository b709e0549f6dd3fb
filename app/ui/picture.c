#include "app/ui/picture.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/files.h"
#include "app/ui/grid.h"
#include "app/ui/layout.h"
#include "app/ui/report_screen.h"

static bool ends_in(const char *path, const char *ending)
{
    const char *dot = strrchr(path, '.');
    return dot &&
           cr_same_word(dot + 1, strlen(dot + 1), ending, strlen(ending));
}

static cairo_surface_t *make_surface(const char *path, const char *draft,
                                     double width, double height)
{
    if (ends_in(path, "png"))
        return cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)lrint(width),
                                          (int)lrint(height));
    return ends_in(path, "svg")
               ? cairo_svg_surface_create(draft, width, height)
               : cairo_pdf_surface_create(draft, width, height);
}

static enum cr_status save(const char *path, double width, double height,
                           double scale,
                           void (*draw)(cairo_t *cr, void *context),
                           void *context, struct cr_error *error)
{
    const bool is_png = ends_in(path, "png");
    if (!is_png && !ends_in(path, "svg") && !ends_in(path, "pdf"))
        return cr_fail(error, CR_ERR_RANGE, 0, 0,
                       "%s: a picture ends in .png, .svg or .pdf", path);
    char draft[4096];
    enum cr_status status =
        cr_file_draft_name(path, draft, sizeof(draft), error);
    if (status)
        return status;
    cairo_surface_t *surface =
        make_surface(path, draft, width * scale, height * scale);
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, scale, scale);
    draw(cr, context);
    cairo_destroy(cr);
    cairo_status_t drawn = cairo_surface_status(surface);
    if (is_png && drawn == CAIRO_STATUS_SUCCESS)
        drawn = cairo_surface_write_to_png(surface, draft);
    cairo_surface_finish(surface);
    if (drawn == CAIRO_STATUS_SUCCESS)
        drawn = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (drawn == CAIRO_STATUS_SUCCESS)
        return cr_file_publish(draft, path, error);
    remove(draft);
    return cr_fail(error, CR_ERR_IO, 0, 0, "%s: %s", path,
                   cairo_status_to_string(drawn));
}

struct grid_job {
    struct cr_grid grid;
    uint32_t bar;
};

static void draw_grid(cairo_t *cr, void *context)
{
    const struct grid_job *job = context;
    cr_grid_draw(&job->grid, cr);
    cr_grid_draw_top(&job->grid, cr,
                     cr_timeline_bar_bpm(job->grid.timeline, job->bar));
}

enum cr_status cr_picture_write(const struct cr_timeline *timeline,
                                const struct cr_theme *theme, double scale,
                                uint32_t bar, const char *path,
                                struct cr_error *error)
{
    struct grid_job job = {.bar = bar};
    const struct cr_layout wide = cr_layout_wide();
    cr_grid_lay_out(&job.grid, timeline, theme, &wide, bar);
    /* what lies below the grid belongs to a take */
    return save(path, CR_WIDE_WIDTH, job.grid.meter_top, scale, draw_grid, &job,
                error);
}

static void draw_report(cairo_t *cr, void *context)
{
    cr_report_screen_draw(context, cr);
}

enum cr_status cr_picture_report(const struct cr_report *report,
                                 const struct cr_theme *theme, double scale,
                                 const char *path, struct cr_error *error)
{
    struct cr_measures measures;
    struct cr_diagnosis diagnosis;
    struct cr_report_view view = {.theme = theme,
                                  .about = report,
                                  .measures = &measures,
                                  .diagnosis = &diagnosis};
    enum cr_status status = cr_measure(&measures, report->timeline,
                                       report->result, report->presses);
    if (!status)
        status = cr_diagnose(&diagnosis, report->timeline, report->result,
                             report->presses, &measures);
    if (!status)
        status = save(path, CR_REPORT_WIDTH, CR_REPORT_HEIGHT, scale,
                      draw_report, &view, error);
    cr_measures_destroy(&measures);
    return status;
}

static void draw_progress(cairo_t *cr, void *context)
{
    const struct cr_progress_view *view = context;
    cr_set_colour(cr, view->theme->bg1);
    cairo_paint(cr);
    cr_progress_screen_draw(context, cr);
}

enum cr_status cr_picture_progress(const struct cr_progress_view *view,
                                   double scale, const char *path,
                                   struct cr_error *error)
{
    struct cr_progress_view own = *view;
    return save(path, CR_REPORT_WIDTH, CR_REPORT_HEIGHT, scale, draw_progress,
                &own, error);
}
