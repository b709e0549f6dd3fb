/* session_choices.h - how a pattern is practised, choice by choice: what a screen
 * shows, and what a key to the left or right changes.
 *
 * Threads   any. Memory: none is kept. Errors: none; what a session cannot be is
 *           told when it is planned.
 */
#ifndef CR_APP_SESSION_CHOICES_H
#define CR_APP_SESSION_CHOICES_H

#include "app/practice/session.h"

enum cr_choice {
    CR_CHOICE_FROM,
    CR_CHOICE_TO,
    CR_CHOICE_LOOPS,
    CR_CHOICE_SPEED,
    CR_CHOICE_LEAD_IN,
    CR_CHOICE_PART,
    CR_CHOICE_GAP_MUTE,
    CR_CHOICE_GAP_PLAY,
    CR_CHOICE_GAP_KIND,
    CR_CHOICE_BREAKS,
    CR_CHOICE_RAMP_STEP,
    CR_CHOICE_RAMP_EVERY,
    CR_CHOICE_RAMP_TO,
    CR_CHOICE_RAMP_END,
    CR_CHOICE_EARN,
    CR_CHOICE_CLICKS,
    CR_CHOICE_CLICK_SHIFT,
    CR_CHOICE_FADE,
    CR_CHOICE_HUMAN,
    CR_CHOICE_GATE,
    CR_CHOICE_WINDOWS,
    CR_CHOICE_COUNT
};

/* What choices are made of. */
struct cr_choosing {
    const struct cr_pattern *pattern;
    uint32_t bars; /* of the piece */
    double bpm;    /* of its first bar, as written */
    struct cr_session session;
};

/* "Silent bars"; and what it does, in a sentence. */
const char *cr_choice_name(enum cr_choice choice);
const char *cr_choice_help(enum cr_choice choice);

void cr_choice_value(const struct cr_choosing *choosing, enum cr_choice choice,
                     char *text, size_t size);

/* False if it makes no difference now: the tempo's end without a ramp. */
bool cr_choice_counts(const struct cr_choosing *choosing,
                      enum cr_choice choice);

/* One step down or up; at an end it stays. */
void cr_choice_change(struct cr_choosing *choosing, enum cr_choice choice,
                      int by);

#endif
