/* marker.h - marks each press the moment it comes: the nearest note of its lane
 * that is still open. At the end of a bar all are settled as the score will
 * have them (match.h), so that a mark may be corrected then.
 *
 * Units     nanoseconds of song time; errors in ms, negative is early.
 * Memory    a marker owns copies of the targets and its marks.
 * Threads   one. Errors: CR_ERR_MEMORY.
 */
#ifndef CR_PRACTICE_MARKER_H
#define CR_PRACTICE_MARKER_H

#include "app/practice/fade.h"

struct cr_mark {
    int64_t at_ns;
    uint32_t lane;
    enum cr_press_fate fate;
    uint32_t target; /* matched: index into the targets; else CR_NONE */
    double error_ms;
    enum cr_judgement judgement;
};

/* What was played of a stretch of time. */
struct cr_marker_sum {
    uint32_t notes, hits;
    double mean_ms; /* of the hits; 0 without */
};

struct cr_marker {
    struct cr_windows windows; /* the owner's to set */
    struct cr_target *targets; /* scored notes, in the order of time */
    uint32_t *notes;           /* of the timeline, for each target */
    double *gaps;              /* to the lane's nearest note, ms */
    bool *is_answered;
    double *errors; /* of those that are answered, ms */
    uint32_t count;
    struct cr_mark *marks;
    uint32_t mark_count, mark_capacity;
};

/* Takes over another timeline; marks that were made are made again. */
enum cr_status
cr_marker_lay_out(struct cr_marker *marker,
                  const struct cr_timeline *timeline) CR_MUST_CHECK;
void cr_marker_destroy(struct cr_marker *marker);

/* Forgets all marks. */
void cr_marker_clear(struct cr_marker *marker);

enum cr_status cr_marker_add(struct cr_marker *marker, int64_t at_ns,
                             uint32_t lane) CR_MUST_CHECK;

/* Pairs all presses with the notes up to a time anew, as the score does. */
enum cr_status cr_marker_settle(struct cr_marker *marker,
                                int64_t until_ns) CR_MUST_CHECK;

/* The notes from a time on and before another. */
struct cr_marker_sum cr_marker_sum(const struct cr_marker *marker,
                                   int64_t from_ns, int64_t until_ns);

/* The first target at or after a time. */
uint32_t cr_marker_first(const struct cr_marker *marker, int64_t at_ns);

/* What a press would be now: its error, and the beat there; false if it answers no note. */
bool cr_marker_error(const struct cr_marker *marker, int64_t at_ns,
                     uint32_t lane, double *error_ms, double *beat_ms);

/* True if a press would be within `limit_ms` at 120 bpm of a note of its lane that is
 * open, and not nearer to the note beside that. */
bool cr_marker_is_near(const struct cr_marker *marker, int64_t at_ns,
                       uint32_t lane, double limit_ms);

/* The errors of the last notes at a time, as fade.h takes them; their number. */
uint32_t cr_marker_last_errors(const struct cr_marker *marker, int64_t at_ns,
                               double *errors);

/* Presses before this are part of the count-in and are not judged. */
int64_t cr_marker_start_ns(const struct cr_marker *marker);

#endif
