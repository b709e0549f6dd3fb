/* drum_keys.h - which key plays which drum: by the place of the key, whatever letter the
 * keyboard has there, or as the settings have it.
 *
 * A drum is named by its usual key of the home row, "F" for the snare; the row above plays
 * accents, the row below ghost notes. A key that was chosen in the settings has no such
 * rows.
 *
 * Threads   main. Memory: a plain value. Errors: none.
 */
#ifndef CR_APP_UI_DRUM_KEYS_H
#define CR_APP_UI_DRUM_KEYS_H

#include <SDL.h>

#include "app/settings.h"
#include "patterns/pattern.h"

enum { CR_DRUM_KEYS = CR_SET_KEY_FOOT - CR_SET_KEY_CRASH + 1 };

struct cr_drum_keys {
    SDL_Scancode codes[CR_DRUM_KEYS]; /* chosen; UNKNOWN: the usual one */
    char caps[CR_DRUM_KEYS][16];      /* what is written on those */
    int pads[CR_DRUM_KEYS];           /* that play them as well; 0: none */
};

void cr_drum_keys_of(struct cr_drum_keys *keys,
                     const struct cr_settings *settings);

/* The usual key of the drum that a key or pad plays, and how hard; NULL: it plays none. */
const char *cr_drum_key(const struct cr_drum_keys *keys, SDL_Scancode code,
                        uint8_t *velocity);

/* What is written on the key of a drum: `usual` itself, if no other was chosen. */
const char *cr_drum_key_cap(const struct cr_drum_keys *keys, const char *usual);

/* The lane that a drum's usual key plays. A drum that the hands play alone has both of
 * their keys. */
bool cr_drum_key_lane(const struct cr_pattern *pattern, const char *usual,
                      uint32_t *lane);

/* True if a key may be chosen for a drum: keys that control the program may not. */
bool cr_drum_key_is_free(SDL_Scancode code);

#endif
