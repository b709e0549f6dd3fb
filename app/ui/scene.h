/* scene.h - a screen that stands still until something happens: what it shows, and what
 * becomes of keys, letters and the mouse there. F1 shows its keys.
 *
 * Threads   main. Memory: borrows its context. Errors: CR_ERR_DEVICE if the window goes.
 */
#ifndef CR_APP_UI_SCENE_H
#define CR_APP_UI_SCENE_H

#include "app/ui/actions.h"
#include "app/ui/sheet.h"
#include "app/ui/stage.h"

struct cr_scene {
    enum cr_screen screen;
    void *context;
    bool takes_text; /* letters are words, not keys: they come to text() */
    bool is_over;    /* to be set by what is called here */
    bool is_stale;   /* likewise: something is to be seen */

    void (*draw)(struct cr_sheet *sheet, void *context);
    /* Esc, function keys and whatever else is pressed */
    void (*key)(struct cr_scene *scene, const SDL_KeyboardEvent *key);
    void (*release)(struct cr_scene *scene,
                    const SDL_KeyboardEvent *key);          /* NULL: never */
    void (*text)(struct cr_scene *scene, const char *text); /* NULL: never */
    void (*choose)(struct cr_scene *scene, int row);        /* NULL: never */
    /* now and then, for what is looked for beside: NULL: never */
    void (*update)(struct cr_scene *scene);
};

/* Shows it until it is over, or the window is closed. */
enum cr_status cr_scene_show(struct cr_stage *stage, struct cr_scene *scene,
                             struct cr_error *error) CR_MUST_CHECK;

/* Takes the last letter of a typed text back; false: it has none. */
bool cr_typed_erase(char *text);

/* The keys of a screen, until they were seen. */
enum cr_status cr_help_show(struct cr_stage *stage, enum cr_screen screen,
                            struct cr_error *error) CR_MUST_CHECK;

#endif
