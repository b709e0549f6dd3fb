/* picture.h - the practice screen of a pattern as PNG, SVG or PDF.
 *
 * Errors    CR_ERR_RANGE for an ending that is not known, CR_ERR_IO. The file
 *           appears whole under its name or not at all.
 */
#ifndef CR_APP_UI_PICTURE_H
#define CR_APP_UI_PICTURE_H

#include "app/ui/theme.h"
#include "patterns/timeline.h"

enum cr_status cr_picture_write(const struct cr_timeline *timeline,
                                const struct cr_theme *theme, double scale,
                                uint32_t bar, const char *path,
                                struct cr_error *error) CR_MUST_CHECK;

#endif
