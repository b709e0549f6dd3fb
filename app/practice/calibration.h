/* calibration.h - what is known of the delays of one device, and how: the state
 * that is shown in every report.
 *
 * Units     real milliseconds. Threads: any. Memory: a plain value.
 * Errors    none.
 *
 * Who hears the own drums through the program, from the same output as the
 * click, needs no offset: what is compared is where the two sounds start, and the
 * delay of the output is in both. Whose drums sound by themselves needs the
 * offsets. Without either, the lean is not judged.
 */
#ifndef CR_PRACTICE_CALIBRATION_H
#define CR_PRACTICE_CALIBRATION_H

#include <stdbool.h>

#include "app/practice/clock.h"

enum cr_listening {
    CR_LISTENING_UNASKED,
    CR_LISTENING_PROGRAM, /* the player's drums sound from the program */
    CR_LISTENING_OWN      /* they sound by themselves */
};

enum cr_offset_state {
    CR_OFFSET_UNKNOWN,
    CR_OFFSET_TYPED,
    CR_OFFSET_TAPPED,  /* typed by tapping: the player's own lean is in it */
    CR_OFFSET_MEASURED /* by loopback: no person is in it */
};

struct cr_calibration {
    enum cr_listening listening;
    enum cr_offset_state state;
    struct cr_offsets offsets;
    double doubt_ms;       /* of the output, give or take; 0: not known */
    double input_doubt_ms; /* of the keys; 0: not known */
};

/* The keys' delay, found without the output's. Taps told the sum of both, which
 * stays. */
void cr_calibration_set_input(struct cr_calibration *c, double input_ms,
                              double doubt_ms);

/* True if sounds are compared with sounds. */
bool cr_calibration_is_sound_to_sound(const struct cr_calibration *c);

/* True if a lean can be judged; else only the shape is. */
bool cr_calibration_has_lean(const struct cr_calibration *c);

/* "measured", "sound-to-sound", "typed", "tapped", "unknown". */
const char *cr_calibration_word(const struct cr_calibration *c);

/* The words of the two enumerations as they are kept; false if `word` is none. */
const char *cr_listening_word(enum cr_listening listening);
bool cr_listening_of(const char *word, enum cr_listening *listening);
const char *cr_offset_state_word(enum cr_offset_state state);
bool cr_offset_state_of(const char *word, enum cr_offset_state *state);

#endif
