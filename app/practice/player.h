/* player.h - imagined players: the hits of someone with known faults.
 *
 * Units     milliseconds, per cent. Memory: the hits belong to the caller.
 * Threads   any. Errors: CR_ERR_MEMORY, CR_ERR_SYNTAX with words.
 *
 * Errors of successive hits follow e = ar e' + noise, as those of people do;
 * their standard deviation is `sd`.
 */
#ifndef CR_PRACTICE_PLAYER_H
#define CR_PRACTICE_PLAYER_H

#include "app/practice/match.h"
#include "patterns/timeline.h"

enum { CR_PLAYER_PLACES = 16 };

struct cr_player {
    double mean_ms, sd_ms, ar;
    double drift_pct;           /* plays this much too fast */
    double gap_drift_pct;       /* in silence, and hears it at its end */
    double miss_pct, extra_pct; /* of the notes */
    uint64_t seed;
    double flam_ms; /* from grace to main stroke; 0: graces are not played */
    double left_ms; /* added to the mean of the left hand, by the sticking */
    double left_soft_pct; /* and by which it is softer */
    double loudness_pct;  /* how much velocities vary */
    double swing; /* plays straight pairs as this ratio; 0: as written */
    double lane_mean_ms[CR_LANE_LIMIT]; /* added to the mean */
    struct cr_player_place { /* and that of a lane at one place of the bar */
        uint32_t lane;
        struct cr_fraction beat; /* from 0 */
        double mean_ms;
    } places[CR_PLAYER_PLACES];
    int place_count;
};

struct cr_presses {
    struct cr_press *items;
    uint32_t count;
};

enum cr_status cr_player_play(const struct cr_player *player,
                              const struct cr_timeline *timeline,
                              struct cr_presses *presses) CR_MUST_CHECK;

/* Puts presses into the order of time, then of the lanes. */
void cr_presses_sort(struct cr_presses *presses);

/* Reads "mean=-8,sd=12,miss=2,seed=1" (also ar, drift, gap-drift, extra,
 * flam, swing, left, left-soft, loudness). */
enum cr_status cr_player_parse(struct cr_player *player, const char *text,
                               struct cr_error *error) CR_MUST_CHECK;

/* Reads "SD=12" for a pattern's lane, "SD@4=12" and "HH@2+1/2=12" for a place of
 * it. */
enum cr_status cr_player_parse_lane(struct cr_player *player, const char *text,
                                    const struct cr_pattern *pattern,
                                    struct cr_error *error) CR_MUST_CHECK;

#endif
