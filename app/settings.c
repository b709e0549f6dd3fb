#include "app/settings.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/files.h"
#include "patterns/beat_lines.h"
#include "patterns/beat_values.h"
#include "patterns/words.h"

enum { PATH = 4096, NAME_LIMIT = 64 };

static const char mark[] = "settings 1";
static const char file_name[] = "creditroll.settings";

/* A button of a game controller. */
#define PAD(own, drum)                                                         \
    {                                                                          \
        .name = own, .label = drum, .least = 1, .most = 64, .step = 1,         \
        .unit = "", .usual = "", .meaning = drum                               \
    }

static const struct cr_setting_kind kinds[CR_SETTING_COUNT] = {
    [CR_SET_DEVICE] = {.name = "sound-device",
                       .label = N_("Sound device"),
                       .usual = "",
                       .meaning = N_("Part of a device's name; empty: the best "
                                     "there is; none: silence")},
    [CR_SET_RATE] = {.name = "sound-rate",
                     .label = N_("Rate"),
                     .least = 8000,
                     .most = 384000,
                     .unit = N_("Hz"),
                     .usual = "",
                     .meaning = N_("Frames a second; as the device has it, if "
                                   "nothing else is said")},
    [CR_SET_BUFFER] = {.name = "sound-buffer",
                       .label = N_("Buffer"),
                       .least = 16,
                       .most = 8192,
                       .unit = N_("frames"),
                       .usual = "",
                       .meaning =
                           N_("Small ones answer sooner, large ones lose "
                              "no sound")},
    [CR_SET_KIT] = {.name = "kit",
                    .label = N_("Drum kit"),
                    .usual = "house",
                    .meaning =
                        N_("A kit that ships, or the folder of your own")},
    [CR_SET_KEY_CRASH] = {.name = "key-crash",
                          .label = N_("Crash"),
                          .usual = "L",
                          .meaning = N_("The key of the crash")},
    [CR_SET_KEY_RIDE] = {.name = "key-ride",
                         .label = N_("Ride"),
                         .usual = "K",
                         .meaning = N_("The key of the ride")},
    [CR_SET_KEY_HIHAT] = {.name = "key-hi-hat",
                          .label = N_("Hi-hat"),
                          .usual = "J",
                          .meaning = N_("The key of the hi-hat; of the right "
                                        "hand, where hands are lanes")},
    [CR_SET_KEY_TOM] = {.name = "key-tom",
                        .label = N_("Tom 1"),
                        .usual = "G",
                        .meaning = N_("The key of the tom")},
    [CR_SET_KEY_FLOOR_TOM] = {.name = "key-floor-tom",
                              .label = N_("Floor tom"),
                              .usual = "H",
                              .meaning = N_("The key of the floor tom")},
    [CR_SET_KEY_SNARE] = {.name = "key-snare",
                          .label = N_("Snare"),
                          .usual = "F",
                          .meaning =
                              N_("The key of the snare; of the left hand, "
                                 "where hands are lanes")},
    [CR_SET_KEY_KICK] = {.name = "key-kick",
                         .label = N_("Kick"),
                         .usual = "Space",
                         .meaning = N_("The key of the kick")},
    [CR_SET_KEY_FOOT] = {.name = "key-hi-hat-foot",
                         .label = N_("Hi-hat foot"),
                         .usual = "D",
                         .meaning = N_("The key of the hi-hat's pedal")},
    [CR_SET_HANDS] = {.name = "hands",
                      .label = N_("Leading hand"),
                      .words = {NC_("setting", "as-played"),
                                NC_("setting", "right"),
                                NC_("setting", "left")},
                      .usual = "as-played",
                      .meaning =
                          N_("Left-handed: stickings, lanes and keys change "
                             "sides; as-played: as you played last")},
    [CR_SET_FEEDBACK] =
        {.name = "feedback",
         .label = N_("Hits are shown"),
         .words = {NC_("setting", "live"), NC_("setting", "half"),
                   NC_("setting", "coarse"), NC_("setting", "bar"),
                   NC_("setting", "off")},
         .usual = "live",
         .meaning = N_("As you play; every second repetition; only "
                       "what is not tight; after each bar; at the "
                       "end")},
    [CR_SET_ROLL] = {.name = "roll",
                     .label = N_("The credits roll"),
                     .words = {NC_("setting", "long"), NC_("setting", "day"),
                               NC_("setting", "always"),
                               NC_("setting", "never")},
                     .usual = "long",
                     .meaning = N_("After takes of two minutes, the first of a "
                                   "day, all takes, or never")},
    [CR_SET_VISUAL_CLICK] = {.name = "visual-click",
                             .label = N_("The click is seen"),
                             .words = {NC_("setting", "off"),
                                       NC_("setting", "on")},
                             .usual = "off",
                             .meaning =
                                 N_("At the sides of the window, never more "
                                    "than three times a second")},
    [CR_SET_GOAL] = {.name = "goal",
                     .label = N_("Goal of a week"),
                     .least = 10,
                     .most = 3000,
                     .step = 10,
                     .unit = N_("minutes"),
                     .usual = "",
                     .meaning =
                         N_("How long you want to practise in seven days")},
    [CR_SET_LANGUAGE] = {.name = "language",
                         .label = N_("Language"),
                         .words = {NC_("setting", "system"), "en", "de"},
                         .usual = "system",
                         .meaning =
                             N_("English, German, or as the system says")},
    [CR_SET_THEME] = {.name = "theme",
                      .label = N_("Theme"),
                      .words = {NC_("setting", "dark"),
                                NC_("setting", "light")},
                      .usual = "dark",
                      .meaning = N_("F12 changes it on every screen")},
    [CR_SET_SCALE] = {.name = "scale",
                      .label = N_("Size"),
                      .least = 100,
                      .most = 200,
                      .step = 10,
                      .unit = "%",
                      .usual = "",
                      .meaning =
                          N_("Of letters and lines; Ctrl and + or - change "
                             "it on every screen")},
    [CR_SET_DISTANCE] = {.name = "distance",
                         .label = N_("You sit away"),
                         .least = 40,
                         .most = 300,
                         .step = 10,
                         .unit = N_("cm"),
                         .usual = "",
                         .meaning = N_("How far your eyes are from the screen: "
                                       "with the next one it picks the size")},
    [CR_SET_DIAGONAL] = {.name = "screen",
                         .label = N_("Your screen"),
                         .least = 7,
                         .most = 100,
                         .step = 1,
                         .unit = N_("inch"),
                         .usual = "",
                         .meaning = N_("Its diagonal")},
    [CR_SET_MOTION] = {.name = "motion",
                       .label = N_("Motion"),
                       .words = {NC_("setting", "system"),
                                 NC_("setting", "full"),
                                 NC_("setting", "reduced")},
                       .usual = "system",
                       .meaning = N_("Reduced: the playhead jumps, lights cut, "
                                     "the roll stands; or as the desktop "
                                     "says")},
    [CR_SET_FULL] = {.name = "full-screen",
                     .label = N_("Full screen"),
                     .words = {NC_("setting", "off"), NC_("setting", "on")},
                     .usual = "off",
                     .meaning = N_("F11 changes it on every screen")},
    [CR_SET_PAD_CRASH] = PAD("pad-crash", "Crash"),
    [CR_SET_PAD_RIDE] = PAD("pad-ride", "Ride"),
    [CR_SET_PAD_HIHAT] = PAD("pad-hi-hat", "Hi-hat"),
    [CR_SET_PAD_TOM] = PAD("pad-tom", "Tom 1"),
    [CR_SET_PAD_FLOOR_TOM] = PAD("pad-floor-tom", "Floor tom"),
    [CR_SET_PAD_SNARE] = PAD("pad-snare", "Snare"),
    [CR_SET_PAD_KICK] = PAD("pad-kick", "Kick"),
    [CR_SET_PAD_FOOT] = PAD("pad-hi-hat-foot", "Hi-hat foot"),
};

const struct cr_setting_kind *cr_setting_kind(enum cr_setting setting)
{
    return &kinds[setting];
}

void cr_settings_init(struct cr_settings *settings)
{
    for (int i = 0; i < CR_SETTING_COUNT; i++)
        snprintf(settings->values[i], CR_SETTING_SIZE, "%s", kinds[i].usual);
}

static enum cr_status fail_choice(const struct cr_setting_kind *kind,
                                  struct cr_error *error)
{
    char words[120] = "";
    size_t used = 0;
    for (int i = 0; i < CR_SETTINGS_WORDS && kind->words[i]; i++)
        used += (size_t)snprintf(words + used, sizeof(words) - used, "%s%s",
                                 i ? ", " : "", kind->words[i]);
    return cr_fail(error, CR_ERR_SYNTAX, 0, 0, "%s is one of: %s", kind->name,
                   words);
}

/* A number with its unit or without. */
static enum cr_status take_number(const struct cr_setting_kind *kind,
                                  struct cr_span own, char *value,
                                  struct cr_error *error)
{
    uint32_t number;
    size_t digits = 0;
    while (digits < own.size && cr_is_digit(own.at[digits]))
        digits++;
    const struct cr_span rest =
        cr_trim((struct cr_span){own.at + digits, own.size - digits});
    if ((rest.size && !cr_span_is(rest, kind->unit)) ||
        !cr_read_whole((struct cr_span){own.at, digits}, (uint32_t)kind->least,
                       (uint32_t)kind->most, &number))
        return kind->unit[0]
                   ? cr_fail(error, CR_ERR_RANGE, 0, 0, "%s is %d to %d %s",
                             kind->name, kind->least, kind->most, kind->unit)
                   : cr_fail(error, CR_ERR_RANGE, 0, 0, "%s is %d to %d",
                             kind->name, kind->least, kind->most);
    snprintf(value, CR_SETTING_SIZE, "%u", number);
    return CR_OK;
}

static enum cr_status take(enum cr_setting setting, struct cr_span own,
                           char *value, struct cr_error *error)
{
    const struct cr_setting_kind *kind = &kinds[setting];
    if (!own.size && !kind->usual[0]) {
        value[0] = '\0';
        return CR_OK;
    }
    if (kind->most)
        return take_number(kind, own, value, error);
    for (int i = 0; i < CR_SETTINGS_WORDS && kind->words[i]; i++) {
        if (cr_span_is(own, kind->words[i])) {
            snprintf(value, CR_SETTING_SIZE, "%s", kind->words[i]);
            return CR_OK;
        }
    }
    if (kind->words[0])
        return fail_choice(kind, error);
    if (!own.size || own.size >= CR_SETTING_SIZE)
        return cr_fail(error, CR_ERR_RANGE, 0, 0, "%s is 1 to %d bytes long",
                       kind->name, CR_SETTING_SIZE - 1);
    for (size_t i = 0; i < own.size; i++) {
        if ((unsigned char)own.at[i] < ' ')
            return cr_fail(error, CR_ERR_SYNTAX, 0, 0,
                           "%s has a sign that is no letter", kind->name);
    }
    snprintf(value, CR_SETTING_SIZE, "%.*s", (int)own.size, own.at);
    return CR_OK;
}

enum cr_status cr_setting_set(struct cr_settings *settings,
                              enum cr_setting setting, const char *value,
                              struct cr_error *error)
{
    return take(setting, cr_trim((struct cr_span){value, strlen(value)}),
                settings->values[setting], error);
}

static int place_of(const struct cr_setting_kind *kind, const char *value,
                    int *count)
{
    int place = 0;
    *count = 0;
    for (; *count < CR_SETTINGS_WORDS && kind->words[*count]; (*count)++) {
        if (strcmp(kind->words[*count], value) == 0)
            place = *count;
    }
    return place;
}

void cr_setting_turn(struct cr_settings *settings, enum cr_setting setting,
                     int by)
{
    const struct cr_setting_kind *kind = &kinds[setting];
    char *value = settings->values[setting];
    int count;
    if (kind->words[0]) {
        const int place = place_of(kind, value, &count);
        snprintf(value, CR_SETTING_SIZE, "%s",
                 kind->words[(place + by + count) % count]);
    } else if (kind->step) {
        const int now = value[0] ? atoi(value) : kind->least - kind->step;
        const int to = now + by * kind->step;
        if (to >= kind->least && to <= kind->most)
            snprintf(value, CR_SETTING_SIZE, "%d", to);
        else if (to < kind->least)
            value[0] = '\0'; /* as it ships */
    }
}

int cr_setting_number(const struct cr_settings *settings,
                      enum cr_setting setting)
{
    const struct cr_setting_kind *kind = &kinds[setting];
    int count;
    return kind->most ? atoi(settings->values[setting])
                      : place_of(kind, settings->values[setting], &count);
}

void cr_setting_words(const struct cr_settings *settings,
                      enum cr_setting setting, char *text, size_t size)
{
    const struct cr_setting_kind *kind = &kinds[setting];
    const char *value = settings->values[setting];
    if (!value[0])
        cr_say(text, size, "%s",
               setting == CR_SET_GOAL || setting == CR_SET_DISTANCE ||
                       setting == CR_SET_DIAGONAL
                   ? _("not said")
                   : _("as it comes"));
    else if (kind->unit && kind->unit[0])
        cr_say(text, size, "%s %s", value, _(kind->unit));
    else if (setting == CR_SET_LANGUAGE && strcmp(value, "system"))
        cr_say(text, size, "%s", strcmp(value, "de") ? "English" : "Deutsch");
    else
        cr_say(text, size, "%s",
               kind->words[0] ? cr_words_in("setting", value) : value);
}

int cr_settings_scale_of_distance(const struct cr_settings *settings)
{
    const double away_mm = 10.0 * cr_setting_number(settings, CR_SET_DISTANCE);
    const double diagonal_mm =
        25.4 * cr_setting_number(settings, CR_SET_DIAGONAL);
    if (away_mm <= 0 || diagonal_mm <= 0)
        return 0;
    /* a screen of 16 to 10 is 0.53 of its diagonal high, and 800 u; a drum's name of
     * 34 u has capitals 0.7 as tall; a minute of arc is 1/3438 of the distance */
    const double tall_mm = 34 * 0.7 * diagonal_mm * 0.53 / 800;
    const double minutes = tall_mm / away_mm * 3437.75;
    const double scale = ceil(200 / minutes - 1e-9) * 10;
    return (int)fmin(fmax(scale, 100), 200);
}

/* A line "name: value"; false: it is none. */
static bool cut(const struct cr_line *line, struct cr_span *name,
                struct cr_span *value)
{
    const struct cr_span own = cr_trim(line->text);
    const char *colon = own.size ? memchr(own.at, ':', own.size) : NULL;
    if (!colon)
        return false;
    *name = cr_trim((struct cr_span){own.at, (size_t)(colon - own.at)});
    *value = cr_trim(
        (struct cr_span){colon + 1, own.size - (size_t)(colon + 1 - own.at)});
    return name->size > 0 && name->size < NAME_LIMIT;
}

static enum cr_setting find(struct cr_span name)
{
    int i = 0;
    while (i < CR_SETTING_COUNT && !cr_span_is(name, kinds[i].name))
        i++;
    return (enum cr_setting)i;
}

static enum cr_status read_line(struct cr_settings *draft,
                                const struct cr_line *line, int *said,
                                struct cr_error *error)
{
    struct cr_span name, value;
    struct cr_error found = {0};
    const struct cr_span own = cr_trim(line->text);
    if (!cut(line, &name, &value))
        return cr_fail(error, CR_ERR_SYNTAX, line->number,
                       cr_column(line, own.at),
                       "a setting is written theme: dark");
    const enum cr_setting setting = find(name);
    if (setting == CR_SETTING_COUNT)
        return CR_OK; /* not ours, and kept */
    if (said[setting])
        return cr_fail(error, CR_ERR_SYNTAX, line->number,
                       cr_column(line, name.at), "%s stands in line %d already",
                       kinds[setting].name, said[setting]);
    said[setting] = line->number;
    const enum cr_status status =
        take(setting, value, draft->values[setting], &found);
    return status ? cr_fail(error, status, line->number,
                            cr_column(line, value.at), "%s", found.text)
                  : CR_OK;
}

const char *cr_settings_language(const struct cr_settings *settings)
{
    const char *own = settings->values[CR_SET_LANGUAGE];
    return strcmp(own, "system") ? own : NULL;
}

enum cr_status cr_settings_read(struct cr_settings *settings, const char *text,
                                size_t size, struct cr_error *error)
{
    struct cr_settings draft;
    struct cr_lines lines;
    struct cr_line line;
    int said[CR_SETTING_COUNT] = {0};
    bool has_mark = false;
    const char *bad = cr_find_bad_utf8(text, size);
    cr_settings_init(&draft);
    cr_lines_init(&lines, text, size);
    while (cr_lines_take(&lines, &line)) {
        const struct cr_span own = cr_trim(line.text);
        enum cr_status status = CR_OK;
        if (bad && bad >= line.text.at && bad <= line.text.at + line.text.size)
            return cr_fail(error, CR_ERR_SYNTAX, line.number,
                           cr_column(&line, bad), "this is not UTF-8 text");
        if (!own.size || own.at[0] == '#')
            continue;
        if (!has_mark && !cr_span_is(own, mark))
            status =
                cr_fail(error, CR_ERR_SYNTAX, line.number,
                        cr_column(&line, own.at), "it begins with '%s'", mark);
        else if (has_mark)
            status = read_line(&draft, &line, said, error);
        if (status)
            return status;
        has_mark = true;
    }
    *settings = draft;
    return CR_OK;
}

static void add_setting(struct cr_text_buffer *out, enum cr_setting setting,
                        const char *value)
{
    const struct cr_setting_kind *kind = &kinds[setting];
    const bool has_unit = kind->unit && kind->unit[0] && value[0];
    cr_text_addf(out, "%s:%s%s%s%s\n", kind->name, value[0] ? " " : "", value,
                 has_unit ? " " : "", has_unit ? kind->unit : "");
}

enum cr_status cr_settings_write(const char *text, size_t size,
                                 enum cr_setting setting, const char *value,
                                 struct cr_text_buffer *out,
                                 struct cr_error *error)
{
    struct cr_settings tried;
    struct cr_lines lines;
    struct cr_line line;
    bool is_written = false, is_empty = true;
    enum cr_status status = cr_settings_read(&tried, text, size, error);
    if (!status)
        status = cr_setting_set(&tried, setting, value, error);
    if (status)
        return status;
    cr_lines_init(&lines, text, size);
    while (cr_lines_take(&lines, &line)) {
        struct cr_span name, before;
        const struct cr_span own = cr_trim(line.text);
        const bool is_own = own.size && own.at[0] != '#' &&
                            cut(&line, &name, &before) && find(name) == setting;
        is_empty &= !own.size || own.at[0] == '#';
        is_written |= is_own;
        if (is_own) {
            add_setting(out, setting, tried.values[setting]);
        } else {
            cr_text_add(out, line.text.at, line.text.size);
            cr_text_add(out, "\n", 1);
        }
    }
    if (is_empty)
        cr_text_addf(out, "%s\n", mark);
    if (!is_written)
        add_setting(out, setting, tried.values[setting]);
    return out->is_broken ? cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory")
                          : CR_OK;
}

bool cr_settings_path(char *path, size_t size)
{
    return !cr_file_config_path(file_name, false, path, size, NULL);
}

/* The text of the file, "" without one; the owner's to free. */
static enum cr_status open_file(bool makes_folder, char *path, char **text,
                                size_t *size, struct cr_error *error)
{
    const enum cr_status status =
        cr_file_config_path(file_name, makes_folder, path, PATH, error);
    *text = NULL;
    *size = 0;
    if (status || !cr_file_exists(path))
        return status;
    return cr_file_read(path, CR_SETTINGS_FILE_LIMIT, text, size, error);
}

static enum cr_status place_error(const char *path, enum cr_status status,
                                  const struct cr_error *found,
                                  struct cr_error *error)
{
    if (!found->line)
        return cr_fail(error, status, 0, 0, "%.190s", found->text);
    return cr_fail(error, status, found->line, found->column,
                   "%.90s:%d:%d: %.90s", path, found->line, found->column,
                   found->text);
}

enum cr_status cr_settings_load(struct cr_settings *settings,
                                struct cr_error *error)
{
    char path[PATH], *text;
    struct cr_error found = {0};
    size_t size;
    cr_settings_init(settings);
    enum cr_status status = open_file(false, path, &text, &size, error);
    if (!status && text) {
        status = cr_settings_read(settings, text, size, &found);
        if (status)
            status = place_error(path, status, &found, error);
    }
    free(text);
    return status;
}

enum cr_status cr_setting_keep(const struct cr_settings *settings,
                               enum cr_setting setting, struct cr_error *error)
{
    char path[PATH], *text;
    struct cr_error found = {0};
    struct cr_text_buffer out = {0};
    size_t size;
    enum cr_status status = open_file(true, path, &text, &size, error);
    if (!status) {
        status = cr_settings_write(text ? text : "", size, setting,
                                   settings->values[setting], &out, &found);
        if (status)
            status = place_error(path, status, &found, error);
    }
    if (!status)
        status = cr_file_write(path, out.text, out.size, error);
    free(out.text);
    free(text);
    return status;
}
