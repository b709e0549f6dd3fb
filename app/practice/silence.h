/* silence.h - how the beat was kept where neither click nor pattern sounded.
 *
 * Units     nanoseconds of song time, ms, per cent. Threads: any.
 * Memory    a list is the caller's, freed with cr_silences_destroy().
 * Errors    CR_ERR_MEMORY.
 *
 * Return    error of the first notes after the silence: those at its first
 *           instant, their mean. Negative is early.
 * Tempo     from the first notes that were hit in the silence to those of the
 *           return: 100 (expected time / played time - 1) %, positive is fast.
 *           Notes at one instant count as one, at their mean error.
 * Curve     mean error of each silent bar.
 */
#ifndef CR_PRACTICE_SILENCE_H
#define CR_PRACTICE_SILENCE_H

#include "app/practice/score.h"

struct cr_silent_bar {
    uint32_t notes, hits;
    double mean_ms; /* of the hits */
};

struct cr_silence {
    int64_t from_ns, to_ns;
    uint32_t first_bar, end_bar; /* of the timeline; silent, at least in part */
    double bpm;                  /* at its beginning */
    uint32_t notes, hits;
    bool is_played; /* the take went on until after it */
    bool has_return, has_tempo;
    double return_ms, tempo_pct;
    struct cr_silent_bar *bars; /* end_bar - first_bar of them */
};

struct cr_silences {
    struct cr_silence *items;
    uint32_t count;
};

/* Where a timeline is silent; nothing is judged yet. */
enum cr_status
cr_silences_find(struct cr_silences *silences,
                 const struct cr_timeline *timeline) CR_MUST_CHECK;

/* And how they were played. */
enum cr_status cr_silences_judge(struct cr_silences *silences,
                                 const struct cr_timeline *timeline,
                                 const struct cr_result *result) CR_MUST_CHECK;
/* True if the first beat back was in the tight window. */
bool cr_silence_is_held(const struct cr_silence *silence);

void cr_silences_destroy(struct cr_silences *silences);

#endif
