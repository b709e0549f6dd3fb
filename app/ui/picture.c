#include "app/ui/picture.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/files.h"
#include "app/ui/grid.h"

enum { WIDTH = 1280, HEIGHT = 800 };

static bool ends_in(const char *path, const char *ending)
{
    const char *dot = strrchr(path, '.');
    return dot &&
           cr_same_word(dot + 1, strlen(dot + 1), ending, strlen(ending));
}

static void draw(const struct cr_grid *grid, double scale, uint32_t bar,
                 cairo_surface_t *surface)
{
    cairo_t *cr = cairo_create(surface);
    cairo_scale(cr, scale, scale);
    cr_grid_draw(grid, cr);
    cr_grid_draw_top(grid, cr, cr_timeline_bar_bpm(grid->timeline, bar));
    cairo_destroy(cr);
}

enum cr_status cr_picture_write(const struct cr_timeline *timeline,
                                const struct cr_theme *theme, double scale,
                                uint32_t bar, const char *path,
                                struct cr_error *error)
{
    const bool is_png = ends_in(path, "png"), is_svg = ends_in(path, "svg");
    if (!is_png && !is_svg && !ends_in(path, "pdf"))
        return cr_fail(error, CR_ERR_RANGE, 0, 0,
                       "%s: a picture ends in .png, .svg or .pdf", path);
    char draft[4096];
    enum cr_status status =
        cr_file_draft_name(path, draft, sizeof(draft), error);
    if (status)
        return status;
    struct cr_grid grid;
    cr_grid_lay_out(&grid, timeline, theme, WIDTH, HEIGHT, bar);
    /* what lies below the grid belongs to a take */
    const double width = WIDTH * scale, height = grid.meter_top * scale;
    cairo_surface_t *surface =
        is_png ? cairo_image_surface_create(
                     CAIRO_FORMAT_RGB24, (int)lrint(width), (int)lrint(height))
        : is_svg ? cairo_svg_surface_create(draft, width, height)
                 : cairo_pdf_surface_create(draft, width, height);
    draw(&grid, scale, bar, surface);
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
