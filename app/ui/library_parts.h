/* library_parts.h - what the library screen's files share. For library_*.c alone.
 *
 * Threads   main. Memory: see library_screen.h. Errors: none.
 */
#ifndef CR_APP_UI_LIBRARY_PARTS_H
#define CR_APP_UI_LIBRARY_PARTS_H

#include "app/preview.h"
#include "app/ui/library_screen.h"
#include "app/ui/scene.h"

enum {
    CR_LIBRARY_MOST = 20000,
    CR_SHELF_ROW = 10000 /* of the spots; below: items */
};

/* The file of the item that is selected, as far as it can be read. */
struct cr_look_at {
    uint32_t item;             /* CR_NONE: none */
    struct cr_side_task *task; /* it is being read */
    char *text;
    size_t size;
    bool is_pattern;
    struct cr_pattern pattern;
    char trouble[260];
};

struct cr_browsing {
    struct cr_library *library;
    struct cr_library_place *place;
    enum cr_library_answer answer;
    uint32_t item;
    uint32_t *found, *spare, count, all;
    uint32_t shown; /* rows that there is room for */
    struct cr_look_at look;
    struct cr_preview sound;
    struct cr_side_task *search; /* what was played */
    struct cr_side_task *files;  /* what there is */
    char notice[260];
};

/* The one that is selected; NULL: none. */
const struct cr_library_item *cr_browsing_item(const struct cr_browsing *b);

/* library_paint.c */
void cr_library_draw(struct cr_sheet *sheet, void *context);

#endif
