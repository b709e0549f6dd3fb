#include "app/ui/theme.h"

#include <stddef.h>
#include <string.h>

#define RGB(hex)                                                               \
    {                                                                          \
        ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0,               \
            ((hex)&255) / 255.0                                                \
    }

static const struct cr_theme themes[] = {
    {.name = "dark",
     .bg0 = RGB(0x000000),
     .bg1 = RGB(0x0F1013),
     .bg2 = RGB(0x16181D),
     .bg3 = RGB(0x20232B),
     .track = RGB(0x0A0B0D),
     .zone = RGB(0x17231C),
     .line1 = RGB(0x292D36),
     .line2 = RGB(0x5F6675),
     .line3 = RGB(0x868D9B),
     .ink1 = RGB(0xF6F2E9),
     .ink2 = RGB(0xC2BEB4),
     .ink3 = RGB(0x9A968D),
     .spent = RGB(0x85827C),
     .early = RGB(0x529CFF),
     .on = RGB(0xC6FBD0),
     .late = RGB(0xFF8526),
     .alert = RGB(0xFF7B7B),
     .inv = RGB(0x0F1013)},
    {.name = "light",
     .bg0 = RGB(0xFFFFFF),
     .bg1 = RGB(0xFFFFFF),
     .bg2 = RGB(0xF2F1EE),
     .bg3 = RGB(0xE3E1DB),
     .track = RGB(0xECEAE5),
     .zone = RGB(0xDDE9E1),
     .line1 = RGB(0xCBC8C0),
     .line2 = RGB(0x8D8A82),
     .line3 = RGB(0x3B3935),
     .ink1 = RGB(0x000000),
     .ink2 = RGB(0x2E2D2A),
     .ink3 = RGB(0x4E4C47),
     .spent = RGB(0x85827A),
     .early = RGB(0x164DB3),
     .on = RGB(0x063B2A),
     .late = RGB(0x8C4409),
     .alert = RGB(0xA3001B),
     .inv = RGB(0xFFFFFF)},
};

const struct cr_theme *cr_theme_find(const char *name)
{
    for (size_t i = 0; i < sizeof(themes) / sizeof(themes[0]); i++) {
        if (strcmp(themes[i].name, name) == 0)
            return &themes[i];
    }
    return NULL;
}
