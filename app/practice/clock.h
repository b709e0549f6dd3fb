/* clock.h - when which frame of the device is heard, and where a press and a
 * picture belong: the one place where device time, the system's time and the
 * three offsets meet.
 *
 * Units     frames since the device started; nanoseconds of one monotonic
 *           clock; offsets in real milliseconds, whatever the tempo.
 * Threads   one. Memory: a plain value. Errors: none.
 *
 * Of each callback it takes four facts: the frame it begins with, the monotonic
 * time at its entry, and the device's own two times, "now" and "heard at". The
 * device's times may count in any clock. They are brought into the monotonic one
 * by the smallest distance seen between entry and "now" in the last second: an
 * entry may be late, never early; a clock that was set anew is measured anew. Where
 * "now" counts the device's own frames, lost blocks show only in that all entries
 * are late from then on: when more of them in a row are late than chance allows, or
 * one that the device says lost sound, the loop moves by whole blocks, and back if
 * an entry is on time again. What comes out goes through a delay-locked loop
 * (clock_map.h).
 *
 * A device whose times are zero, stand still, run backwards or disagree with its
 * frames is not believed: the entries serve instead, through a loop of their
 * own, moved by what the two differed by when both were good.
 *
 * How far the device is ahead of the ear, from the frame that is heard at an entry to the
 * end of its block, is most when a callback is on time, and then always the same. A
 * stroke that is answered so long after the frame it was struck at has a block to come
 * in, and its answer sounds on a frame of its own, not where a block happens to begin.
 *
 *      heard ----- a stamp that cannot be, 8 of 64, or rougher than ---> entry
 *            <---- 256 good ones in a row ------------------------------
 */
#ifndef CR_PRACTICE_CLOCK_H
#define CR_PRACTICE_CLOCK_H

#include "app/practice/clock_map.h"

struct cr_clock_stamp {
    int64_t frames; /* of the block's first frame */
    uint32_t block_frames;
    int64_t entry_ns;         /* monotonic, when the callback was entered */
    double now_s, heard_at_s; /* by the device's own clock; 0: not known */
    bool had_gap;             /* the device says that frames were lost */
};

/* Real milliseconds; each is how much later or earlier than the clock says. */
struct cr_offsets {
    double output_ms;  /* from "heard" by the device's word to the ear */
    double input_ms;   /* from the stroke to its time stamp */
    double display_ms; /* from drawing to the eye */
};

enum cr_clock_source { CR_CLOCK_HEARD, CR_CLOCK_ENTRY };

/* So near to lost frames, a stamp is in doubt. */
#define CR_CLOCK_NEAR_GAP_NS INT64_C(150000000)

enum { CR_CLOCK_WINDOWS = 8, CR_CLOCK_VERDICTS = 64, CR_CLOCK_GAPS = 32 };

struct cr_clock {
    double rate;
    struct cr_clock_map heard, entry;
    enum cr_clock_source source;
    double lead_ns; /* entry to heard, while both were good */
    bool has_lead;
    struct cr_offsets offsets;

    /* the smallest distance of entry and "now", by parts of a second */
    double lowest_ns[CR_CLOCK_WINDOWS];
    int64_t window; /* number of the newest part */
    bool has_window;
    double late_share;   /* of callbacks, by more than part of a block */
    double late_run_ns;  /* the least of those in a row that are late now */
    uint32_t late_count; /* and how many they are */
    int64_t moved_ns;    /* entry when blocks were last found lost; 0: never */

    bool is_bad[CR_CLOCK_VERDICTS]; /* of the last stamps */
    uint32_t verdicts, bad_count, good_run;
    struct cr_clock_stamp last;
    bool has_last;
    uint32_t gaps;
    int64_t gap_ns[CR_CLOCK_GAPS]; /* the last of those that may put in doubt */
    uint32_t gap_count;            /* ever */

    double ahead_frames[CR_CLOCK_WINDOWS]; /* most, by parts of a second */
    int64_t ahead_window;              /* number of the newest part; 0: none */
    enum cr_clock_source ahead_source; /* by which map they are */

    double way_s, first_way_s; /* from "now" to "heard at", smoothed */
    double way_known_s;        /* for how long */
};

/* What is known of the clock, for a person. */
struct cr_clock_report {
    enum cr_clock_source source;
    double residual_ms;
    bool has_drift; /* it takes eight seconds to be known */
    double drift_ppm;
    double way_change_ms; /* by which the device's own delay differs from what
                             it was at first: other headphones; 0: it does not */
    uint32_t gaps;        /* times that frames were lost */
};

void cr_clock_init(struct cr_clock *clock, uint32_t rate);
void cr_clock_add(struct cr_clock *clock, const struct cr_clock_stamp *stamp);

/* False before the first stamp: nothing is known then. */
bool cr_clock_is_running(const struct cr_clock *clock);

/* The frame that reaches the ear at a time. */
double cr_clock_frame_heard(const struct cr_clock *clock, int64_t ns);

/* When a frame reaches the ear. */
int64_t cr_clock_ns_heard(const struct cr_clock *clock, double frame);

/* The frame that was heard when a key was struck that was stamped at `ns`. */
double cr_clock_frame_struck(const struct cr_clock *clock, int64_t ns);

/* The frame with which the answer to a stroke can begin that was stamped at `ns`: always
 * so long after it, and hardly ever played already. Needs no offset. */
double cr_clock_frame_answered(const struct cr_clock *clock, int64_t ns);

/* The frame that will be heard when what is drawn now is seen. */
double cr_clock_frame_seen(const struct cr_clock *clock, int64_t ns);

/* Frames were lost then, whatever the stamps say. */
void cr_clock_add_gap(struct cr_clock *clock, int64_t ns);

/* True if frames were lost around that time: what was stamped then may be off. */
bool cr_clock_is_near_gap(const struct cr_clock *clock, int64_t ns);

struct cr_clock_report cr_clock_report(const struct cr_clock *clock);

#endif
