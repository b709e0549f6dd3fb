#include "app/ui/drum_keys.h"

#include <stdio.h>
#include <string.h>

#include "app/input/pads.h"
#include "app/live.h"
#include "app/ui/grid.h"
#include "patterns/hands.h"

struct usual {
    const char *name;
    SDL_Scancode rows[3]; /* accents, plain strokes, ghost notes */
};

/* In the order of the settings, from the top of a kit; the last one is the mirrored
 * keyboard's. */
static const struct usual usual[] = {
    {"L", {SDL_SCANCODE_O, SDL_SCANCODE_L, SDL_SCANCODE_PERIOD}},
    {"K", {SDL_SCANCODE_I, SDL_SCANCODE_K, SDL_SCANCODE_COMMA}},
    {"J", {SDL_SCANCODE_U, SDL_SCANCODE_J, SDL_SCANCODE_M}},
    {"G", {SDL_SCANCODE_T, SDL_SCANCODE_G, SDL_SCANCODE_B}},
    {"H", {SDL_SCANCODE_Y, SDL_SCANCODE_H, SDL_SCANCODE_N}},
    {"F", {SDL_SCANCODE_R, SDL_SCANCODE_F, SDL_SCANCODE_V}},
    {"Space", {SDL_SCANCODE_UNKNOWN, SDL_SCANCODE_SPACE, SDL_SCANCODE_UNKNOWN}},
    {"D", {SDL_SCANCODE_E, SDL_SCANCODE_D, SDL_SCANCODE_C}},
    {"S", {SDL_SCANCODE_W, SDL_SCANCODE_S, SDL_SCANCODE_X}}};

static const size_t usual_count = sizeof(usual) / sizeof(usual[0]);

void cr_drum_keys_of(struct cr_drum_keys *keys,
                     const struct cr_settings *settings)
{
    memset(keys, 0, sizeof(*keys));
    for (int i = 0; i < CR_DRUM_KEYS; i++) {
        const char *name = settings->values[CR_SET_KEY_CRASH + i];
        const SDL_Scancode code = SDL_GetScancodeFromName(name);
        keys->pads[i] = cr_setting_number(
            settings, (enum cr_setting)(CR_SET_PAD_CRASH + i));
        if (strcmp(name, usual[i].name) == 0 || !cr_drum_key_is_free(code))
            continue;
        keys->codes[i] = code;
        snprintf(keys->caps[i], sizeof(keys->caps[i]), "%.15s", name);
    }
}

const char *cr_drum_key(const struct cr_drum_keys *keys, SDL_Scancode code,
                        uint8_t *velocity)
{
    static const uint8_t velocities[3] = {CR_PRESS_ACCENT, CR_PRESS_PLAIN,
                                          CR_PRESS_GHOST};
    if (code == SDL_SCANCODE_UNKNOWN)
        return NULL;
    for (int i = 0; i < CR_DRUM_KEYS; i++) {
        if (code == keys->codes[i] ||
            (cr_pad_of(code) && cr_pad_of(code) == keys->pads[i])) {
            *velocity = CR_PRESS_PLAIN;
            return usual[i].name;
        }
    }
    for (size_t i = 0; i < usual_count; i++) {
        if (i < CR_DRUM_KEYS && keys->codes[i] != SDL_SCANCODE_UNKNOWN)
            continue; /* it is played elsewhere now */
        for (int row = 0; row < 3; row++) {
            if (code != usual[i].rows[row])
                continue;
            *velocity = velocities[row];
            return usual[i].name;
        }
    }
    return NULL;
}

const char *cr_drum_key_cap(const struct cr_drum_keys *keys, const char *name)
{
    for (int i = 0; i < CR_DRUM_KEYS; i++) {
        if (strcmp(name, usual[i].name) == 0 && keys->caps[i][0])
            return keys->caps[i];
    }
    return name;
}

bool cr_drum_key_lane(const struct cr_pattern *pattern, const char *name,
                      uint32_t *lane)
{
    uint32_t hands = 0, drum = 0;
    for (uint32_t i = 0; i < pattern->lane_count; i++) {
        const char *own = cr_lane_key(pattern, i);
        if (own && strcmp(own, name) == 0) {
            *lane = i;
            return true;
        }
        if (cr_lane_is_hand(&pattern->lanes[i])) {
            drum = i;
            hands++;
        }
    }
    *lane = drum;
    return hands == 1 && (strcmp(name, "F") == 0 || strcmp(name, "J") == 0);
}

bool cr_drum_key_is_free(SDL_Scancode code)
{
    switch (code) {
    case SDL_SCANCODE_UNKNOWN:
    case SDL_SCANCODE_RETURN:
    case SDL_SCANCODE_KP_ENTER:
    case SDL_SCANCODE_ESCAPE:
    case SDL_SCANCODE_BACKSPACE:
    case SDL_SCANCODE_TAB:
    case SDL_SCANCODE_UP:
    case SDL_SCANCODE_DOWN:
    case SDL_SCANCODE_LEFT:
    case SDL_SCANCODE_RIGHT:
    case SDL_SCANCODE_PAGEUP:
    case SDL_SCANCODE_PAGEDOWN:
    case SDL_SCANCODE_DELETE: return false;
    default: return !(code >= SDL_SCANCODE_F1 && code <= SDL_SCANCODE_F12);
    }
}
