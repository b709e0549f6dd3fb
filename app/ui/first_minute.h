/* first_minute.h - the first minute in the window: any key is a drum, one exercise
 * follows the other, and at the end there is a sentence and one way on.
 *
 * Units     u of the layout, 1280 wide and 800 high. Threads: main.
 * Memory    borrows course and live. Errors: those of live.h.
 */
#ifndef CR_APP_UI_FIRST_MINUTE_H
#define CR_APP_UI_FIRST_MINUTE_H

#include <SDL.h>

#include "app/course.h"
#include "app/live.h"
#include "app/practice/first_minute.h"
#include "app/ui/canvas.h"
#include "app/ui/theme.h"

struct cr_first_minute {
    bool is_on;   /* it plays */
    bool is_over; /* its end is shown */
    bool is_stale;
    struct cr_course *course;
    uint32_t stage;
    char words[160]; /* what came of it */
};

/* What the live take is to be created with: it has the drums of all stages. */
enum cr_status
cr_first_minute_wish(const struct cr_course *course,
                     const struct cr_live_wish *as, struct cr_live_wish *wish,
                     const struct cr_pattern **pattern) CR_MUST_CHECK;

/* The click runs from here on. */
enum cr_status cr_first_minute_begin(struct cr_first_minute *first,
                                     struct cr_course *course,
                                     struct cr_live *live,
                                     struct cr_error *error) CR_MUST_CHECK;

/* The lane of the stage's pattern that a key plays; false: none. */
bool cr_first_minute_lane(const struct cr_first_minute *first,
                          const struct cr_pattern *pattern, SDL_Scancode code,
                          uint32_t *lane);

/* To be called often: goes on from stage to stage, and ends. Each stage is kept as a
 * take of its exercise. */
enum cr_status cr_first_minute_update(struct cr_first_minute *first,
                                      struct cr_live *live,
                                      struct cr_error *error) CR_MUST_CHECK;

/* It is left before its end. */
void cr_first_minute_leave(struct cr_first_minute *first, struct cr_live *live);

/* Its end. */
void cr_first_minute_draw(struct cr_first_minute *first,
                          struct cr_canvas *canvas,
                          const struct cr_theme *theme);

#endif
