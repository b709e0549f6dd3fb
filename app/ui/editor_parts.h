/* editor_parts.h - what the editor's files share. For editor*.c alone.
 *
 * Threads   main. Memory: see editor.h. Errors: none.
 */
#ifndef CR_APP_UI_EDITOR_PARTS_H
#define CR_APP_UI_EDITOR_PARTS_H

#include "app/edit_text.h"
#include "app/file_watch.h"
#include "app/preview.h"
#include "app/recovery.h"
#include "app/ui/editor.h"
#include "app/ui/scene.h"

/* What comes once all is saved. */
enum cr_editor_then { CR_EDITOR_STAYS, CR_EDITOR_LEAVES, CR_EDITOR_PRACTISES };

struct cr_editor {
    struct cr_editing *editing;
    struct cr_edit_text text;
    bool is_in_file; /* the cursor is in the text, not on the grid */

    /* what the text was when it was last read */
    bool has_pattern; /* of the last one without mistakes */
    struct cr_pattern pattern;
    struct cr_diagnostics found;

    struct cr_preview sound;
    struct cr_file_watch watch;
    struct cr_recovery recovery;
    int64_t copied_ns; /* when the last copy was kept */
    bool is_copied;    /* as it is now */
    char *left;        /* a copy that was found; or NULL */
    size_t left_size;
    bool has_taken;              /* that copy */
    struct cr_side_task *saving; /* of the text as it was then; or NULL */
    bool saves_again;            /* once that is done */
    enum cr_editor_then then;
    bool is_asked; /* whether it may be left unsaved */
    char notice[260];
};

/* The bar that is shown, as written: its index in the pattern; CR_NONE: not known. */
uint32_t cr_editor_bar(const struct cr_editor *editor,
                       const struct cr_text_bar *bar);

/* The first mistake; NULL: none. */
const struct cr_diagnostic *cr_editor_mistake(const struct cr_editor *editor);

enum { CR_EDITOR_FILE_ROW = 100000 }; /* of the spots: lines; below: cells */

/* editor_save.c: begins to save. */
void cr_editor_save(struct cr_editor *editor);
/* What became of it, and what waited for that: true if there is something to see. */
bool cr_editor_look_at_saving(struct cr_scene *scene);
void cr_editor_practise(struct cr_scene *scene);
void cr_editor_leave(struct cr_scene *scene);
/* Waits for what is being saved; if nobody has left it, what is not saved is copied. */
void cr_editor_finish(struct cr_editor *editor, bool was_left);

/* editor_paint.c */
void cr_editor_draw(struct cr_sheet *sheet, void *context);

#endif
