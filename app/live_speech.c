#include "app/live_speech.h"

#include <stdlib.h>

#include "app/live_device.h"
#include "app/live_plan.h"

void cr_live_read_voice(struct cr_live *live)
{
    cr_kit_beside_read(&live->voice, CR_VOICE_KIT, live->kit.rate);
}

void cr_live_read_summary(struct cr_live *live)
{
    cr_kit_beside_read(&live->summary, CR_SUMMARY_KIT, live->kit.rate);
}

void cr_live_sum_up(struct cr_live *live, const struct cr_result *result)
{
    cr_live_read_summary(live);
    live->to_say = cr_spoken_summary(result);
}

void cr_live_hush(struct cr_live *live)
{
    live->to_say.count = 0;
}

void cr_live_speak(struct cr_live *live)
{
    if (!live->to_say.count || cr_live_is_running(live) ||
        !cr_kit_beside_is_read(&live->summary))
        return;
    const struct cr_kit *kit = cr_kit_beside_get(&live->summary);
    struct cr_live_sound *sound = kit ? calloc(1, sizeof(*sound)) : NULL;
    if (sound && cr_spoken_hits(&sound->hits, &live->to_say, kit)) {
        free(sound);
        sound = NULL;
    }
    cr_live_hush(live);
    if (!sound)
        return;
    const int64_t rate = live->kit.rate;
    const int64_t soon = cr_live_played_frames(live) + rate / 5;
    /* full: not heard */
    (void)cr_live_play_once(live, sound, CR_COMMAND_PLAY, soon);
}
