/* settings_parts.h - what the files of the settings' screen share. For settings_*.c alone.
 *
 * Threads   main. Memory: borrows stage and settings. Errors: none.
 */
#ifndef CR_APP_UI_SETTINGS_PARTS_H
#define CR_APP_UI_SETTINGS_PARTS_H

#include "app/known_devices.h"
#include "app/preview.h"
#include "app/side_task.h"
#include "app/ui/drum_keys.h"
#include "app/ui/scene.h"
#include "app/ui/settings_screen.h"

enum {
    CR_SETTING_PAGES = 5,
    CR_SETTING_NAMES = 32,
    CR_SETTING_NAME = 96,
    CR_SHOWN_HITS = 30
};

enum page { PAGE_SOUND, PAGE_INPUT, PAGE_PRACTICE, PAGE_SCREEN, PAGE_FILES };

struct settings_page {
    const char *title;
    enum cr_setting first, last;
};

/* Names that can be chosen one after the other; "" first: as it comes. */
struct names {
    char items[CR_SETTING_NAMES][CR_SETTING_NAME];
    int count;
};

/* What the keyboard has told since the page was opened. */
struct hit_test {
    const char *drum;
    char key[40]; /* "key F", "pad 3" */
    uint8_t velocity, last[CR_SHOWN_HITS];
    int count, held, most_held;
    uint32_t waited_ms, most_waited_ms; /* from the key to its answer */
    bool is_down[SDL_NUM_SCANCODES];
};

struct setting_up {
    struct cr_stage *stage;
    struct cr_settings *settings;
    struct cr_drum_keys keys;
    enum page page;
    int row;
    bool is_typing, is_learning, calibrates;
    char typed[CR_SETTING_SIZE];
    char language[CR_SETTING_SIZE]; /* that is spoken */
    char notice[260];
    struct names devices, kits;
    struct cr_known_devices known; /* their delays, once they are read */
    struct cr_error known_error;
    struct cr_side_task *search;
    struct cr_preview sound;
    struct hit_test test;
};

/* Of the page that is open; CR_SETTING_COUNT where it has none. */
const struct settings_page *cr_settings_page(int page);
int cr_settings_rows(const struct setting_up *u);
enum cr_setting cr_settings_row(const struct setting_up *u);

enum { CR_TAB_ROW = 100 }; /* of the spots: the first of the tabs */

/* settings_paint.c */
void cr_settings_draw(struct cr_sheet *sheet, void *context);

#endif
