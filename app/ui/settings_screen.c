#include "app/ui/settings_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/kit_choice.h"
#include "app/language.h"
#include "app/ui/desktop.h"
#include "patterns/words.h"

static const struct settings_page pages[CR_SETTING_PAGES] = {
    {N_("Sound"), CR_SET_DEVICE, CR_SET_KIT},
    {N_("Input"), CR_SET_KEY_CRASH, CR_SET_KEY_FOOT},
    {N_("Practice"), CR_SET_HANDS, CR_SET_GOAL},
    {N_("Screen"), CR_SET_THEME, CR_SET_LANGUAGE},
    {N_("Files"), CR_SETTING_COUNT, CR_SETTING_COUNT}};

void cr_look_of(struct cr_look *look, const struct cr_settings *settings)
{
    const int scale = cr_setting_number(settings, CR_SET_SCALE);
    const int seen = cr_settings_scale_of_distance(settings);
    const int motion = cr_setting_number(settings, CR_SET_MOTION);
    *look = (struct cr_look){
        .theme = settings->values[CR_SET_THEME],
        .scale = (scale  ? scale
                  : seen ? seen
                         : 100) /
                 100.0,
        .is_calm = motion == CR_MOTION_REDUCED ||
                   (motion == CR_MOTION_SYSTEM && cr_desktop_is_calm()),
        .has_visual_click = cr_setting_number(settings, CR_SET_VISUAL_CLICK),
        .is_full = cr_setting_number(settings, CR_SET_FULL)};
}

static void take_word(struct cr_settings *settings, enum cr_setting setting,
                      int word)
{
    if (cr_setting_number(settings, setting) != word)
        cr_setting_turn(settings, setting, 1); /* there are two */
}

void cr_look_take(struct cr_settings *settings, const struct cr_look *look)
{
    struct cr_look own;
    char scale[16];
    cr_look_of(&own, settings);
    take_word(settings, CR_SET_THEME,
              look->theme && strcmp(look->theme, "light") == 0);
    take_word(settings, CR_SET_VISUAL_CLICK, look->has_visual_click);
    take_word(settings, CR_SET_FULL, look->is_full);
    if (fabs(own.scale - look->scale) < 0.005)
        return;
    snprintf(scale, sizeof(scale), "%.0f", look->scale * 100);
    (void)!cr_setting_set(settings, CR_SET_SCALE, scale, NULL);
}

/* Names that are found beside the screen. */

struct found_names {
    struct names devices, kits;
    struct cr_known_devices known;
    struct cr_error error;
};

static void free_names(void *context)
{
    struct found_names *f = context;
    cr_known_devices_destroy(&f->known);
    free(f);
}

static void add_name(struct names *n, const char *name, size_t size)
{
    if (n->count < CR_SETTING_NAMES && size && size < CR_SETTING_NAME)
        snprintf(n->items[n->count++], CR_SETTING_NAME, "%.*s", (int)size,
                 name);
}

/* Of lines as `devices` prints them: a mark, a number, a name of 40 columns. */
static void read_devices(struct names *n)
{
    enum { NUMBER = 2, AT = 7, WIDE = 40 };
    struct cr_text_buffer out = {0};
    if (!cr_device_list(&out, false, NULL) && out.text) {
        for (const char *line = out.text; *line;) {
            const size_t size = strcspn(line, "\n");
            if (size > AT && line[NUMBER] >= '0' && line[NUMBER] <= '9') {
                size_t end = size < AT + WIDE ? size : AT + WIDE;
                while (end > AT && line[end - 1] == ' ')
                    end--;
                add_name(n, line + AT, end - AT);
            }
            line += size + (line[size] == '\n');
        }
    }
    free(out.text);
}

static void find_names(void *context)
{
    struct found_names *f = context;
    (void)!cr_known_devices_load(&f->known, &f->error); /* is said */
    f->devices.count = 1;                               /* "" */
    read_devices(&f->devices);
    add_name(&f->devices, "none", 4);
    add_name(&f->kits, CR_HOUSE_KIT, strlen(CR_HOUSE_KIT));
}

static void open_page(struct setting_up *u, int page)
{
    u->page = (enum page)((page + CR_SETTING_PAGES) % CR_SETTING_PAGES);
    u->row = 0;
    u->is_typing = u->is_learning = false;
    u->notice[0] = '\0';
    u->test = (struct hit_test){0};
}

const struct settings_page *cr_settings_page(int page)
{
    return &pages[page];
}

int cr_settings_rows(const struct setting_up *u)
{
    return u->page == PAGE_FILES
               ? 0
               : (int)(pages[u->page].last - pages[u->page].first) + 1;
}

enum cr_setting cr_settings_row(const struct setting_up *u)
{
    return (enum cr_setting)((int)pages[u->page].first + u->row);
}

/* What was set is seen and heard at once. */
static void apply(struct setting_up *u)
{
    struct cr_look look;
    const bool was_full = u->stage->look.is_full;
    cr_look_of(&look, u->settings);
    look.is_far = u->stage->look.is_far;
    cr_stage_look(u->stage, &look, was_full != look.is_full);
    cr_drum_keys_of(&u->keys, u->settings);
    u->sound.wish.kit = u->settings->values[CR_SET_KIT];
    if (strcmp(u->language, u->settings->values[CR_SET_LANGUAGE])) {
        snprintf(u->language, sizeof(u->language), "%s",
                 u->settings->values[CR_SET_LANGUAGE]);
        cr_language_set(cr_settings_language(u->settings));
        cr_stage_name(u->stage, cr_screen_word(CR_SCREEN_SETTINGS));
    }
}

static void turn_name(struct setting_up *u, const struct names *n, int by)
{
    char *value = u->settings->values[cr_settings_row(u)];
    int at = 0;
    if (n->count < 2)
        return;
    for (int i = 0; i < n->count; i++) {
        if (strcmp(n->items[i], value) == 0)
            at = i;
    }
    at = (at + by + n->count) % n->count;
    (void)!cr_setting_set(u->settings, cr_settings_row(u), n->items[at], NULL);
}

static void turn_number(struct setting_up *u, const int *numbers, int count,
                        int by)
{
    const int now = cr_setting_number(u->settings, cr_settings_row(u));
    int at = 0;
    char text[16] = "";
    while (at + 1 < count && numbers[at] < now)
        at++;
    at += by;
    if (at < 0 || at >= count)
        return;
    if (numbers[at])
        snprintf(text, sizeof(text), "%d", numbers[at]);
    (void)!cr_setting_set(u->settings, cr_settings_row(u), text, NULL);
}

static void change(struct setting_up *u, int by)
{
    static const int rates[] = {0, 44100, 48000, 88200, 96000, 192000};
    static const int buffers[] = {0, 32, 64, 128, 256, 512, 1024, 2048};
    const enum cr_setting s = cr_settings_row(u);
    if (!cr_settings_rows(u) || u->page == PAGE_INPUT)
        return;
    switch (s) {
    case CR_SET_DEVICE: turn_name(u, &u->devices, by); break;
    case CR_SET_KIT: turn_name(u, &u->kits, by); break;
    case CR_SET_RATE: turn_number(u, rates, 6, by); break;
    case CR_SET_BUFFER: turn_number(u, buffers, 8, by); break;
    default: cr_setting_turn(u->settings, s, by); break;
    }
    apply(u);
}

static void reset(struct setting_up *u)
{
    const enum cr_setting s = cr_settings_row(u);
    if (!cr_settings_rows(u))
        return;
    (void)!cr_setting_set(u->settings, s, cr_setting_kind(s)->usual, NULL);
    if (u->page == PAGE_INPUT)
        (void)!cr_setting_set(u->settings,
                              (enum cr_setting)(CR_SET_PAD_CRASH + u->row), "",
                              NULL);
    apply(u);
}

/* A kit is heard by all that it has. */
static void hear_kit(struct setting_up *u)
{
    static const char text[] = "beat 1\ntempo: 92\n"
                               "CC |X---|----|----|----|\n"
                               "RD |----|x-x-|----|----|\n"
                               "HH |x-x-|----|x-o-|xxx-|\n"
                               "T1 |----|----|----|xx--|\n"
                               "FT |----|----|----|--xx|\n"
                               "SD |--o-|--X-|g-o-|----|\n"
                               "BD |o---|o---|o-o-|o---|\n"
                               "HF |----|x-x-|----|----|\n";
    struct cr_error error = {0};
    if (cr_preview_is_playing(&u->sound)) {
        cr_preview_stop(&u->sound);
        return;
    }
    cr_preview_close(&u->sound); /* the kit may be another */
    u->sound.wish.device.name = u->settings->values[CR_SET_DEVICE][0]
                                    ? u->settings->values[CR_SET_DEVICE]
                                    : NULL;
    u->sound.wish.device.is_null =
        strcmp(u->settings->values[CR_SET_DEVICE], "none") == 0;
    if (cr_preview_play(&u->sound, text, strlen(text), &error))
        snprintf(u->notice, sizeof(u->notice), "%s", error.text);
}

/* True if another drum has that value; then it is said. */
static bool is_taken(struct setting_up *u, enum cr_setting first,
                     const char *value, const char *name)
{
    for (int i = 0; i < CR_DRUM_KEYS; i++) {
        const enum cr_setting other = (enum cr_setting)((int)first + i);
        if (i == u->row ||
            SDL_strcasecmp(u->settings->values[other], value) != 0)
            continue;
        cr_say(u->notice, sizeof(u->notice),
               _("%s plays %s already: nothing was changed."), name,
               _(cr_setting_kind(other)->label));
        return true;
    }
    return false;
}

/* The key or pad that was pressed is the selected drum's, unless another one has it. */
static void learn(struct setting_up *u, SDL_Scancode code)
{
    const int pad = cr_pad_of(code);
    const enum cr_setting first = pad ? CR_SET_PAD_CRASH : CR_SET_KEY_CRASH;
    const enum cr_setting own = (enum cr_setting)((int)first + u->row);
    char value[32], name[40];
    u->is_learning = false;
    if (pad) {
        snprintf(value, sizeof(value), "%d", pad);
        cr_say(name, sizeof(name), _("Pad %d"), pad);
    } else {
        snprintf(value, sizeof(value), "%s", SDL_GetScancodeName(code));
        snprintf(name, sizeof(name), "%s", value);
    }
    if (!pad && (!cr_drum_key_is_free(code) || !value[0])) {
        cr_say(u->notice, sizeof(u->notice),
               _("That key controls the program: nothing was changed."));
        return;
    }
    if (is_taken(u, first, value, name))
        return;
    (void)!cr_setting_set(u->settings, own, value, NULL);
    cr_say(u->notice, sizeof(u->notice), _("%s plays %s."), name,
           _(cr_setting_kind(own)->label));
    apply(u);
}

/* A drum key on the page of the input. */
static bool test(struct setting_up *u, const SDL_KeyboardEvent *event)
{
    struct hit_test *t = &u->test;
    uint8_t velocity = 0;
    const SDL_Scancode code = event->keysym.scancode;
    const char *usual = cr_drum_key(&u->keys, code, &velocity);
    if (u->page != PAGE_INPUT || !usual || event->repeat)
        return false;
    for (int i = 0; i < CR_DRUM_KEYS; i++) {
        const struct cr_setting_kind *kind =
            cr_setting_kind((enum cr_setting)(CR_SET_KEY_CRASH + i));
        if (strcmp(kind->usual, usual) == 0)
            t->drum = _(kind->label);
    }
    if (cr_pad_of(code))
        cr_say(t->key, sizeof(t->key), _("pad %d"), cr_pad_of(code));
    else
        cr_say(t->key, sizeof(t->key), _("key %s"),
               cr_drum_key_cap(&u->keys, usual));
    t->velocity = velocity;
    memmove(t->last, t->last + 1, CR_SHOWN_HITS - 1);
    t->last[CR_SHOWN_HITS - 1] = velocity;
    t->count++;
    t->waited_ms = SDL_GetTicks() - event->timestamp;
    if (t->waited_ms > t->most_waited_ms)
        t->most_waited_ms = t->waited_ms;
    if (!t->is_down[code])
        t->held++;
    t->is_down[code] = true;
    t->most_held = t->held > t->most_held ? t->held : t->most_held;
    return true;
}

static void begin_typing(struct cr_scene *scene)
{
    struct setting_up *u = scene->context;
    u->is_typing = true;
    snprintf(u->typed, sizeof(u->typed), "%s",
             u->settings->values[cr_settings_row(u)]);
    scene->takes_text = true;
    SDL_StartTextInput();
}

static void end_typing(struct cr_scene *scene, bool takes)
{
    struct setting_up *u = scene->context;
    struct cr_error error = {0};
    u->notice[0] = '\0';
    if (takes &&
        cr_setting_set(u->settings, cr_settings_row(u), u->typed, &error)) {
        snprintf(u->notice, sizeof(u->notice), "%s", error.text);
        return;
    }
    u->is_typing = false;
    scene->takes_text = false;
    SDL_StopTextInput();
    apply(u);
}

static void type_key(struct cr_scene *scene, SDL_Keycode code)
{
    struct setting_up *u = scene->context;
    if (code == SDLK_RETURN || code == SDLK_KP_ENTER || code == SDLK_ESCAPE)
        end_typing(scene, code != SDLK_ESCAPE);
    else if (code == SDLK_BACKSPACE)
        (void)cr_typed_erase(u->typed);
}

static void text(struct cr_scene *scene, const char *typed)
{
    struct setting_up *u = scene->context;
    const size_t size = strlen(u->typed);
    if (u->is_typing && size + strlen(typed) < sizeof(u->typed))
        snprintf(u->typed + size, sizeof(u->typed) - size, "%s", typed);
    scene->is_stale = true;
}

static void enter(struct cr_scene *scene)
{
    struct setting_up *u = scene->context;
    u->notice[0] = '\0';
    if (u->page == PAGE_INPUT)
        u->is_learning = true;
    else if (cr_settings_rows(u) &&
             cr_setting_kind(cr_settings_row(u))->words[0])
        change(u, 1);
    else if (cr_settings_rows(u))
        begin_typing(scene);
}

static void move(struct setting_up *u, int by)
{
    const int count = cr_settings_rows(u);
    u->notice[0] = '\0';
    if (count)
        u->row = (u->row + by + count) % count;
}

static void key(struct cr_scene *scene, const SDL_KeyboardEvent *event)
{
    struct setting_up *u = scene->context;
    const SDL_Keycode code = event->keysym.sym;
    const bool is_back = event->keysym.mod & KMOD_SHIFT;
    scene->is_stale = true;
    if (u->is_learning) {
        if (code == SDLK_ESCAPE)
            u->is_learning = false;
        else if (!event->repeat)
            learn(u, event->keysym.scancode);
        return;
    }
    if (u->is_typing) {
        type_key(scene, code);
        return;
    }
    if (test(u, event))
        return;
    switch (code) {
    case SDLK_TAB: open_page(u, (int)u->page + (is_back ? -1 : 1)); break;
    case SDLK_UP: move(u, -1); break;
    case SDLK_DOWN: move(u, 1); break;
    case SDLK_LEFT: change(u, -1); break;
    case SDLK_RIGHT: change(u, 1); break;
    case SDLK_DELETE: reset(u); break;
    case SDLK_F7: hear_kit(u); break;
    case SDLK_F4:
        u->calibrates = true;
        scene->is_over = true;
        break;
    case SDLK_RETURN:
    case SDLK_KP_ENTER: enter(scene); break;
    case SDLK_ESCAPE: scene->is_over = true; break;
    default: break;
    }
}

static void release(struct cr_scene *scene, const SDL_KeyboardEvent *event)
{
    struct setting_up *u = scene->context;
    bool *is_down = &u->test.is_down[event->keysym.scancode];
    if (*is_down)
        u->test.held--;
    *is_down = false;
}

static void choose(struct cr_scene *scene, int row)
{
    struct setting_up *u = scene->context;
    if (row >= CR_TAB_ROW)
        open_page(u, row - CR_TAB_ROW);
    else if (row == u->row)
        enter(scene);
    else
        u->row = row;
}

static void update(struct cr_scene *scene)
{
    struct setting_up *u = scene->context;
    cr_preview_update(&u->sound);
    struct found_names *found = u->search ? cr_side_task_done(u->search) : NULL;
    if (!found)
        return;
    u->devices = found->devices;
    u->kits = found->kits;
    u->known = found->known;
    u->known_error = found->error;
    found->known = (struct cr_known_devices){0};
    cr_side_task_drop(u->search);
    u->search = NULL;
    scene->is_stale = true;
}

enum cr_status cr_settings_show(struct cr_stage *stage,
                                struct cr_settings *settings, bool *calibrates,
                                struct cr_error *error)
{
    struct setting_up *u = calloc(1, sizeof(*u));
    struct found_names *names = calloc(1, sizeof(*names));
    if (!u || !names) {
        free(u);
        free(names);
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    }
    u->stage = stage;
    u->settings = settings;
    cr_look_take(settings, &stage->look);
    apply(u);
    u->search = cr_side_task_start(find_names, free_names, names);
    struct cr_scene scene = {.screen = CR_SCREEN_SETTINGS,
                             .context = u,
                             .draw = cr_settings_draw,
                             .key = key,
                             .release = release,
                             .text = text,
                             .choose = choose,
                             .update = update};
    const enum cr_status status = cr_scene_show(stage, &scene, error);
    *calibrates = u->calibrates;
    cr_preview_close(&u->sound);
    cr_side_task_drop(u->search);
    cr_known_devices_destroy(&u->known);
    free(u);
    return status;
}
