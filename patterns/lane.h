/* lane.h - the drums a pattern can name, and what may be written for each.
 *
 * Units     MIDI notes 0..127, -1 for none.
 * Memory    tables are constant; struct cr_lane is a plain value.
 * Threads   any.
 * Errors    none.
 */
#ifndef CR_PATTERNS_LANE_H
#define CR_PATTERNS_LANE_H

#include <stdbool.h>
#include <stddef.h>

#define CR_LANE_NAME_SIZE 9 /* 8 characters and the end */

enum cr_lane_class {
    CR_LANE_CYMBAL,
    CR_LANE_HAT,
    CR_LANE_FOOT,
    CR_LANE_DRUM,
    CR_LANE_SNARE,
    CR_LANE_PERC,
    CR_LANE_CLICK,
    CR_LANE_STICKING,
};

/* The kit, in the canonical order of a written file. */
enum cr_lane_id {
    CR_CC,
    CR_C2,
    CR_CH,
    CR_SP,
    CR_RD,
    CR_RB,
    CR_HH,
    CR_CB,
    CR_TB,
    CR_CP,
    CR_OWN, /* lanes that the pattern declares stand here */
    CR_T1,
    CR_T2,
    CR_T3,
    CR_FT,
    CR_F2,
    CR_SD,
    CR_PAD,
    CR_BD,
    CR_B2,
    CR_HF,
    CR_CK,
    CR_ST,
    CR_LANE_ID_COUNT
};

struct cr_lane {
    char name[CR_LANE_NAME_SIZE]; /* canonical, capitals for the kit's own */
    char label[33];               /* in words, as the pattern has them */
    enum cr_lane_id id;
    enum cr_lane_class kind;
    int midi_note;
    char hand; /* 'R' or 'L' of a lane that is a hand (hands.h), else 0 */
};

/* How a stroke is played: which sample of the lane sounds. */
enum cr_articulation {
    CR_ART_NORMAL,
    CR_ART_OPEN,        /* hat */
    CR_ART_HALF,        /* hat */
    CR_ART_FOOT,        /* hat closed by the foot */
    CR_ART_SPLASH,      /* hat splashed by the foot */
    CR_ART_BELL,        /* cymbals */
    CR_ART_CROSS_STICK, /* snare */
    CR_ART_RIM_SHOT,    /* snare */
    CR_ART_RIM,         /* any drum, on the rim */
    CR_ART_COUNT
};

enum cr_weight { CR_WEIGHT_STROKE, CR_WEIGHT_GHOST, CR_WEIGHT_ACCENT };

enum cr_ornament {
    CR_PLAIN,
    CR_FLAM,
    CR_DRAG,
    CR_ROLL,     /* open, double strokes */
    CR_BUZZ,     /* press roll */
    CR_BUZZ_ONE, /* one-handed buzz */
    CR_CHOKE,    /* struck and choked by the hand */
};

/* What one glyph means in one lane. */
struct cr_glyph {
    enum cr_articulation articulation;
    enum cr_weight weight;
    enum cr_ornament ornament;
    int level; /* 1..9 for written digits, else 0 */
};

/* The lane that `name` means by itself or by a standard alias, whatever its
 * case; false if there is none. */
bool cr_lane_find(const char *name, size_t size, struct cr_lane *lane);

/* The kit's lane `id` (not CR_OWN). */
struct cr_lane cr_lane_of_kit(enum cr_lane_id id);

/* The known name or alias nearest to `name`, NULL if none is near. */
const char *cr_lane_nearest(const char *name, size_t size);

/* What stroke `glyph` is in a lane; false if it is none there. Rests, '~' and
 * the letters of a sticking lane are no strokes. */
bool cr_lane_glyph(const struct cr_lane *lane, char glyph,
                   struct cr_glyph *meaning);

/* The drum in the language of the person: "Hi-hat", and "hi-hat" within a sentence. A
 * drum that a pattern declares has the pattern's own words. */
const char *cr_lane_label(const struct cr_lane *lane);
const char *cr_lane_word(const struct cr_lane *lane);

/* The strokes of a lane, for messages: "x o X O g". */
const char *cr_lane_glyphs(const struct cr_lane *lane);

/* True for lanes that hands play: sticking belongs to them. */
bool cr_lane_is_hand(const struct cr_lane *lane);
/* True for what a foot plays: kicks and the hat's pedal. */
bool cr_lane_is_foot(const struct cr_lane *lane);

/* Same letters without regard to case (ASCII). */
bool cr_same_word(const char *a, size_t a_size, const char *b, size_t b_size);

#endif
