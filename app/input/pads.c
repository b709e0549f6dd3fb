#include "app/input/pads.h"

#include <stdio.h>
#include <string.h>

int cr_pad_of(SDL_Scancode code)
{
    const int pad = (int)code - CR_PAD_KEY + 1;
    return pad >= 1 && pad <= CR_PADS ? pad : 0;
}

/* Before anybody sees it: so that a pad has a stamp as keys have. */
static int make_key(void *context, SDL_Event *event)
{
    (void)context;
    if (event->type != SDL_JOYBUTTONDOWN && event->type != SDL_JOYBUTTONUP)
        return 1;
    const SDL_JoyButtonEvent pad = event->jbutton;
    if (pad.button >= CR_PADS)
        return 0;
    const SDL_Scancode code = (SDL_Scancode)(CR_PAD_KEY + pad.button);
    const bool is_down = pad.type == SDL_JOYBUTTONDOWN;
    event->key = (SDL_KeyboardEvent){
        .type = is_down ? SDL_KEYDOWN : SDL_KEYUP,
        .timestamp = pad.timestamp,
        .state = is_down ? SDL_PRESSED : SDL_RELEASED,
        .keysym = {.scancode = code,
                   .sym = (SDL_Keycode)SDLK_SCANCODE_MASK | (SDL_Keycode)code}};
    return 1;
}

void cr_pads_start(struct cr_pads *pads)
{
    memset(pads, 0, sizeof(*pads));
    SDL_SetHint(SDL_HINT_JOYSTICK_HIDAPI, "0"); /* the kernel's will do */
    SDL_SetEventFilter(make_key, NULL);
    (void)SDL_InitSubSystem(SDL_INIT_JOYSTICK);
}

static void put_away(SDL_Joystick **joystick)
{
    SDL_JoystickClose(*joystick);
    *joystick = NULL;
}

void cr_pads_stop(struct cr_pads *pads)
{
    for (int i = 0; i < CR_PAD_CONTROLLERS; i++) {
        if (pads->open[i])
            put_away(&pads->open[i]);
    }
    SDL_QuitSubSystem(SDL_INIT_JOYSTICK);
}

static bool add(struct cr_pads *p, int index)
{
    int i = 0;
    while (i < CR_PAD_CONTROLLERS && p->open[i])
        i++;
    if (i == CR_PAD_CONTROLLERS)
        return false;
    p->open[i] = SDL_JoystickOpen(index);
    p->lost[0] = '\0';
    return p->open[i] != NULL;
}

static bool lose(struct cr_pads *p, SDL_JoystickID id)
{
    for (int i = 0; i < CR_PAD_CONTROLLERS; i++) {
        if (!p->open[i] || SDL_JoystickInstanceID(p->open[i]) != id)
            continue;
        const char *name = SDL_JoystickName(p->open[i]);
        snprintf(p->lost, sizeof(p->lost), "%.63s", name ? name : "");
        put_away(&p->open[i]);
        return true;
    }
    return false;
}

bool cr_pads_take(struct cr_pads *pads, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_JOYDEVICEADDED: return add(pads, event->jdevice.which);
    case SDL_JOYDEVICEREMOVED: return lose(pads, event->jdevice.which);
    default: return false;
    }
}
