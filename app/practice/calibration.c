#include "app/practice/calibration.h"

#include "patterns/words.h"

#include <string.h>

static const char *const listening_words[] = {N_("unasked"), "program", "own"};
static const char *const state_words[] = {N_("unknown"), N_("typed"),
                                          N_("tapped"), N_("measured")};

bool cr_calibration_is_sound_to_sound(const struct cr_calibration *c)
{
    return c->listening == CR_LISTENING_PROGRAM;
}

bool cr_calibration_has_lean(const struct cr_calibration *c)
{
    return cr_calibration_is_sound_to_sound(c) || c->state != CR_OFFSET_UNKNOWN;
}

const char *cr_calibration_word(const struct cr_calibration *c)
{
    return cr_calibration_is_sound_to_sound(c) ? N_("sound-to-sound")
                                               : state_words[c->state];
}

void cr_calibration_set_input(struct cr_calibration *c, double input_ms,
                              double doubt_ms)
{
    if (c->state == CR_OFFSET_TAPPED)
        c->offsets.output_ms += c->offsets.input_ms - input_ms;
    c->offsets.input_ms = input_ms;
    c->input_doubt_ms = doubt_ms;
}

static int find(const char *const *words, int count, const char *word)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(words[i], word) == 0)
            return i;
    }
    return -1;
}

const char *cr_listening_word(enum cr_listening listening)
{
    return listening_words[listening];
}

bool cr_listening_of(const char *word, enum cr_listening *listening)
{
    const int found = find(listening_words, 3, word);
    if (found >= 0)
        *listening = (enum cr_listening)found;
    return found >= 0;
}

const char *cr_offset_state_word(enum cr_offset_state state)
{
    return state_words[state];
}

bool cr_offset_state_of(const char *word, enum cr_offset_state *state)
{
    const int found = find(state_words, 4, word);
    if (found >= 0)
        *state = (enum cr_offset_state)found;
    return found >= 0;
}
