#include "app/ui/clicks.h"

#include <math.h>
#include <stdlib.h>

static const cairo_user_data_key_t own_key;

static void add(cairo_t *cr, struct cr_click click)
{
    cairo_surface_t *picture = cairo_get_target(cr);
    struct cr_clicks *all = cairo_surface_get_user_data(picture, &own_key);
    double left, top, right, bottom;
    cairo_clip_extents(cr, &left, &top, &right, &bottom);
    if (fmin(right, click.right) <= fmax(left, click.left) ||
        fmin(bottom, click.bottom) <= fmax(top, click.top))
        return;
    if (!all) {
        all = calloc(1, sizeof(*all));
        if (!all || cairo_surface_set_user_data(picture, &own_key, all, free)) {
            free(all);
            return;
        }
    }
    if (all->count == CR_CLICK_COUNT)
        return;
    cairo_user_to_device(cr, &click.left, &click.top);
    cairo_user_to_device(cr, &click.right, &click.bottom);
    all->items[all->count++] = click;
}

void cr_clicks_add(cairo_t *cr, double x, double y, double width, double height,
                   const char *key)
{
    add(cr, (struct cr_click){x, y, x + width, y + height, key, -1});
}

void cr_clicks_add_row(cairo_t *cr, double x, double y, double width,
                       double height, int row)
{
    add(cr, (struct cr_click){x, y, x + width, y + height, NULL, row});
}

void cr_clicks_forget(cairo_surface_t *picture)
{
    struct cr_clicks *all = cairo_surface_get_user_data(picture, &own_key);
    if (all)
        all->count = 0;
}

void cr_clicks_of(cairo_surface_t *picture, struct cr_clicks *clicks)
{
    const struct cr_clicks *all =
        picture ? cairo_surface_get_user_data(picture, &own_key) : NULL;
    if (all)
        *clicks = *all;
    else
        clicks->count = 0;
}

const struct cr_click *cr_clicks_at(const struct cr_clicks *clicks, double x,
                                    double y)
{
    for (size_t i = 0; i < clicks->count; i++) {
        const struct cr_click *own = &clicks->items[i];
        if (x >= own->left && x < own->right && y >= own->top &&
            y < own->bottom)
            return own;
    }
    return NULL;
}
