/* diagnosis.h - what can be said of a take in sentences, each only if the numbers
 * carry it.
 *
 * Units     ms, per cent, ratios; points of the score. Threads: any.
 * Memory    a diagnosis is a plain value. Errors: CR_ERR_MEMORY.
 *
 * A sentence rests on one number for each bar, gap, fill or ramp. It is said if a
 * test of them (t, or as named below) gives p < 0.01, by Holm's rule over all that
 * the same sentence might have named; if the estimate passes a guard, below which
 * nobody would hear it; and if seven of ten numbers are on its side. At most three
 * are said, those first that would gain the most points.
 *
 *      all over    16 bars, 12 ms, eight of ten on its side; the error widened for
 *                  bars that depend on each other; lanes within 10 ms
 *      place       d of a cell: 16 numbers, in six of ten bars, 8 ms, and as far from
 *                  where drummers have that drum; not swung
 *      limb        12 bars, 8 pairs, 10 ms, and as far from where drummers have that
 *                  drum: the kick 5.6 and the snare 3.4 ms ahead of the hat
 *      fill        6 fills, 10 ms: landing less the bar before
 *      gap tempo   6 gaps of 4 beats and more, 1 per cent
 *      gap spread  6 gaps of 8 notes and more, ln of variances, twice and a quarter
 *      tiring      12 blocks of 4 bars, Mann and Kendall; last third 1.25 of first
 *      swing       straight pairs: 12 bars, 1.08 : 1
 *      groups      of three against of two beats: 12 bars, 3 per cent
 *      flams       10, exact binomial against 10 per cent; 30 per cent flat or open
 *      left out    8 bars, Fisher's test of a cell against the rest; 25 per cent
 *      dynamics    12 accents and 12 ghosts, less than 0.8 of the pairs in order
 *      hand late, hand loud   left against right by the sticking: 12 bars, 8 ms, 15 per
 *                  cent
 *      ramp        2 climbs and falls, 15 ms
 */
#ifndef CR_PRACTICE_DIAGNOSIS_H
#define CR_PRACTICE_DIAGNOSIS_H

#include "app/practice/measures.h"

enum cr_finding_kind {
    CR_FINDS_ALL_OVER,
    CR_FINDS_PLACE,
    CR_FINDS_LIMB,
    CR_FINDS_FILL,
    CR_FINDS_GAP_TEMPO,
    CR_FINDS_GAP_SPREAD,
    CR_FINDS_TIRING,
    CR_FINDS_SWING,
    CR_FINDS_GROUPS,
    CR_FINDS_FLAMS,
    CR_FINDS_LEFT_OUT,
    CR_FINDS_DYNAMICS,
    CR_FINDS_RAMP,
    CR_FINDS_HAND_LATE,
    CR_FINDS_HAND_LOUD,
    CR_FINDING_KINDS
};

struct cr_finding {
    enum cr_finding_kind kind;
    const char *unit; /* "bars", "fills", ...: what `n` counts */
    int n;
    double estimate;       /* ms, per cent, ratio */
    double low, high;      /* 95 % */
    double points;         /* that it costs */
    uint32_t lane, other;  /* that it names; CR_NONE: none */
    struct cr_fraction at; /* and the place in the bar */
    const struct cr_meter *meter;
    uint32_t part, of; /* of a share */
};

enum { CR_FINDINGS = 3, CR_CANDIDATES = 16 };

struct cr_diagnosis {
    struct cr_finding findings[CR_CANDIDATES];
    int count;         /* at most CR_FINDINGS in the end */
    bool is_listening; /* something looks so, and needs more bars */
    struct cr_finding suspect;
    int bars_to_go;
    uint32_t bars; /* that were played */
};

enum cr_status cr_diagnose(struct cr_diagnosis *diagnosis,
                           const struct cr_timeline *timeline,
                           const struct cr_result *result,
                           const struct cr_press *presses,
                           const struct cr_measures *measures) CR_MUST_CHECK;

/* Where drummers play a drum, from the hat: the kick 5.6 and the snare 3.4 ms
 * ahead (medians of about 300 takes of the Groove MIDI Dataset); else 0. */
double cr_usual_lead_ms(enum cr_lane_id lane);

/* Identifier of a kind, as in data: "place", "limb", ... */
const char *cr_finding_word(enum cr_finding_kind kind);

/* What mends it. */
const char *cr_finding_repair(enum cr_finding_kind kind);

#endif
