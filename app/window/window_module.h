/* window_module.h - what needs SDL or cairo: the windows, and pictures. It is a module of
 * its own, loaded when the first of them is wanted: a command that only checks, scores
 * or plays loads none of their sixty libraries.
 *
 * Threads   main. Memory: the module stays until the program ends. Errors: see each.
 */
#ifndef CR_APP_WINDOW_WINDOW_MODULE_H
#define CR_APP_WINDOW_WINDOW_MODULE_H

#include "app/history/exercises.h"
#include "app/progress_report.h"
#include "app/settings.h"
#include "patterns/timeline.h"

struct cr_course;
struct cr_device_wish;
struct cr_live_wish;
struct cr_metronome;
struct cr_practice_options;
struct cr_report;
struct cr_theme;

struct cr_window_module {
    /* Windows. Each gives an exit code, and says on stderr what went wrong. */

    /* Home, and all that is reached from there; or a file. */
    int (*program)(const char *path);

    /* A file practised, with what the options say. */
    int (*practice)(const struct cr_practice_options *options,
                    const char *path);

    /* Exercise `step`; with CR_NONE a session of `minutes`, or a choice of all
     * exercises if that is 0. */
    int (*lessons)(struct cr_course *course, uint32_t step, uint32_t minutes);

    /* The first minute of somebody who never drummed. */
    int (*first_minute)(struct cr_course *course);

    int (*metronome)(const struct cr_metronome *metronome,
                     const struct cr_live_wish *wish,
                     const struct cr_settings *settings);

    /* The delay of the device by taps, that of the keys by their own sound. */
    int (*calibrate)(const struct cr_device_wish *wish, bool is_key_sound,
                     const struct cr_settings *settings);

    /* Pictures, .png, .svg or .pdf. CR_ERR_RANGE for another ending, CR_ERR_IO.
     * The file appears whole under its name or not at all. */

    /* The practice screen of a pattern on the page that shows `bar`. */
    enum cr_status (*draw_grid)(const struct cr_timeline *timeline,
                                const struct cr_theme *theme, double scale,
                                uint32_t bar, const char *path,
                                struct cr_error *error);

    enum cr_status (*draw_report)(const struct cr_report *report,
                                  const char *path, struct cr_error *error);

    enum cr_status (*draw_progress)(const struct cr_exercises *exercises,
                                    enum cr_progress_range range,
                                    const char *path, struct cr_error *error);
};

/* True where there is a display. */
bool cr_window_is_possible(void);

/* The module, loaded now if it was not yet; NULL if it cannot be. */
const struct cr_window_module *cr_window_load(struct cr_error *error);

#endif
