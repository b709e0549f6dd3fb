/* picture.h - what cairo draws, as PNG, SVG or PDF by the ending: the practice screen
 * of a pattern, the report of a take, what came of practice.
 *
 * Errors    CR_ERR_RANGE for an ending that is not known, CR_ERR_IO. The file
 *           appears whole under its name or not at all.
 */
#ifndef CR_APP_UI_PICTURE_H
#define CR_APP_UI_PICTURE_H

#include <cairo.h>

#include "app/report.h"
#include "app/ui/progress_screen.h"
#include "app/ui/theme.h"
#include "patterns/timeline.h"

enum cr_status cr_picture_write(const struct cr_timeline *timeline,
                                const struct cr_theme *theme, double scale,
                                uint32_t bar, const char *path,
                                struct cr_error *error) CR_MUST_CHECK;

/* The report of a take, as the window shows it. */
enum cr_status cr_picture_report(const struct cr_report *report,
                                 const struct cr_theme *theme, double scale,
                                 const char *path,
                                 struct cr_error *error) CR_MUST_CHECK;

/* What came of practice. */
enum cr_status cr_picture_progress(const struct cr_progress_view *view,
                                   double scale, const char *path,
                                   struct cr_error *error) CR_MUST_CHECK;

#endif
