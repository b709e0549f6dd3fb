/* settings.h - what a person wants to have the same every time: one text file, made to be
 * edited by hand as well.
 *
 *      settings 1
 *      theme: light
 *      scale: 120 %
 *
 * A line for each setting; `#` begins a line that is not read; what is not said is as it
 * ships. Names that are not known are kept: another version of the program may know them.
 *
 * Memory    a plain value. Threads: main.
 * Errors    CR_ERR_SYNTAX and CR_ERR_RANGE with line and column; then nothing of the file
 *           counts, and it is not written to until it is mended. CR_ERR_IO.
 */
#ifndef CR_APP_SETTINGS_H
#define CR_APP_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "patterns/text_buffer.h"

enum cr_setting {
    CR_SET_DEVICE,
    CR_SET_RATE,
    CR_SET_BUFFER,
    CR_SET_KIT,
    CR_SET_KEY_CRASH, /* the keys of the drums, from the top of a kit */
    CR_SET_KEY_RIDE,
    CR_SET_KEY_HIHAT,
    CR_SET_KEY_TOM,
    CR_SET_KEY_FLOOR_TOM,
    CR_SET_KEY_SNARE,
    CR_SET_KEY_KICK,
    CR_SET_KEY_FOOT,
    CR_SET_HANDS,
    CR_SET_FEEDBACK,
    CR_SET_ROLL,
    CR_SET_VISUAL_CLICK,
    CR_SET_GOAL,
    CR_SET_THEME,
    CR_SET_SCALE,
    CR_SET_DISTANCE,
    CR_SET_DIAGONAL,
    CR_SET_MOTION, /* as the desktop says, all, reduced */
    CR_SET_FULL,
    CR_SET_LANGUAGE,
    CR_SET_PAD_CRASH, /* the pads of the drums, in the order of their keys */
    CR_SET_PAD_RIDE,
    CR_SET_PAD_HIHAT,
    CR_SET_PAD_TOM,
    CR_SET_PAD_FLOOR_TOM,
    CR_SET_PAD_SNARE,
    CR_SET_PAD_KICK,
    CR_SET_PAD_FOOT,
    CR_SETTING_COUNT
};

/* When the credits roll, as CR_SET_ROLL has it. */
enum cr_roll_when { CR_ROLL_LONG, CR_ROLL_DAY, CR_ROLL_ALWAYS, CR_ROLL_NEVER };

enum {
    CR_SETTING_SIZE = 128,
    CR_SETTINGS_FILE_LIMIT = 1 << 16,
    CR_SETTINGS_WORDS = 6
};

/* What a setting takes: one of some words, a whole number, or any text. */
struct cr_setting_kind {
    const char *name;                     /* in the file */
    const char *label;                    /* on a screen */
    const char *words[CR_SETTINGS_WORDS]; /* NULL behind the last one */
    int least, most, step;                /* most 0: it is no number */
    const char *unit;                     /* or NULL */
    const char *usual;                    /* as it ships */
    const char *meaning;                  /* in a sentence */
};

const struct cr_setting_kind *cr_setting_kind(enum cr_setting setting);

/* The numbers of that setting's words. */
enum cr_motion { CR_MOTION_SYSTEM, CR_MOTION_FULL, CR_MOTION_REDUCED };

struct cr_settings {
    char values[CR_SETTING_COUNT][CR_SETTING_SIZE]; /* without units */
};

void cr_settings_init(struct cr_settings *settings);

/* A value as it is written, its unit or not; `settings` stays as it was if it is wrong. */
enum cr_status cr_setting_set(struct cr_settings *settings,
                              enum cr_setting setting, const char *value,
                              struct cr_error *error) CR_MUST_CHECK;

/* The next or the last one of what it takes: words go round, numbers end. A number that
 * is not said begins with its least. */
void cr_setting_turn(struct cr_settings *settings, enum cr_setting setting,
                     int by);

/* The number of a number, 0 if it is not said; of a word, its place among the words. */
int cr_setting_number(const struct cr_settings *settings,
                      enum cr_setting setting);

/* As it is shown: "120 %". */
void cr_setting_words(const struct cr_settings *settings,
                      enum cr_setting setting, char *text, size_t size);

/* How much larger all must be to be read from where the person sits: the scale, in per
 * cent, at which a drum's name stands 20 minutes of arc high (SCREENS' table); 0: where
 * that is was not said. */
int cr_settings_scale_of_distance(const struct cr_settings *settings);

/* "en", "de" ...; NULL: as the system says. */
const char *cr_settings_language(const struct cr_settings *settings);

/* The text of a file. */
enum cr_status cr_settings_read(struct cr_settings *settings, const char *text,
                                size_t size,
                                struct cr_error *error) CR_MUST_CHECK;

/* The same text with another value: every other line stays as it is. */
enum cr_status cr_settings_write(const char *text, size_t size,
                                 enum cr_setting setting, const char *value,
                                 struct cr_text_buffer *out,
                                 struct cr_error *error) CR_MUST_CHECK;

/* The person's own file; without one all is as it ships. */
enum cr_status cr_settings_load(struct cr_settings *settings,
                                struct cr_error *error) CR_MUST_CHECK;

/* Keeps the value that a setting has; what others have written meanwhile stays. */
enum cr_status cr_setting_keep(const struct cr_settings *settings,
                               enum cr_setting setting,
                               struct cr_error *error) CR_MUST_CHECK;

/* Where that file is. */
bool cr_settings_path(char *path, size_t size);

#endif
