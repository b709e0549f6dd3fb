/* follow.h - what the hits decide: sessions in which the tempo is earned, or a gap
 * grows with the player. What was played so far is judged part by part; what comes
 * next is planned from it. A function of pattern, session and hits alone.
 *
 * Units     nanoseconds of song time. Threads: any.
 * Memory    a follow owns its outcomes. Errors: CR_ERR_MEMORY, and those of the
 *           plan.
 *
 * A repetition is judged a quarter of a second before its last bar ends, so that
 * the next one's tempo is known in time; notes of its last 0.4 s count with the
 * next. A gap is judged half a second after it, by its return.
 */
#ifndef CR_PRACTICE_FOLLOW_H
#define CR_PRACTICE_FOLLOW_H

#include "app/practice/earn.h"
#include "app/practice/player.h"
#include "app/practice/score.h"
#include "app/practice/session.h"

struct cr_follow {
    bool *reps, *gaps;
    uint32_t rep_count, gap_count, rep_capacity, gap_capacity;
};

void cr_follow_destroy(struct cr_follow *follow);
void cr_follow_clear(struct cr_follow *follow);

struct cr_outcomes cr_follow_outcomes(const struct cr_follow *follow);

/* True if hits decide anything in such a session. */
bool cr_follow_has_work(const struct cr_session *session);

/* When the next part will be judged, of a timeline that was planned with the
 * outcomes so far; INT64_MAX: nothing is left. */
enum cr_status cr_follow_due(const struct cr_follow *follow,
                             const struct cr_session *session,
                             const struct cr_timeline *timeline,
                             int64_t *due_ns) CR_MUST_CHECK;

/* Judges that part. `presses` are in the order of time. */
enum cr_status cr_follow_judge(struct cr_follow *follow,
                               const struct cr_session *session,
                               const struct cr_timeline *timeline,
                               const struct cr_press *presses,
                               uint32_t count) CR_MUST_CHECK;

/* Plans a whole session: who plays decides as it goes. With a player, `presses`
 * gets what is played in place of what is there ({0} at first); without, they are
 * given. */
enum cr_status cr_follow_through(struct cr_session_plan *plan,
                                 const struct cr_session *session,
                                 const struct cr_pattern *pattern,
                                 const struct cr_player *player,
                                 struct cr_presses *presses,
                                 struct cr_error *error) CR_MUST_CHECK;

/* A repetition that was played. */
struct cr_repetition {
    double bpm;
    bool is_clean;
    uint32_t notes, hits, extra;
    bool has_spread;
    double spread_ms, limit_ms;
};

/* How the repetitions of a take went, and what tempo they say is clean; the
 * caller frees. `*count` is 0 if the tempo was not to be earned. */
enum cr_status
cr_follow_review(const struct cr_session *session,
                 const struct cr_timeline *timeline,
                 const struct cr_result *result, const struct cr_press *presses,
                 struct cr_repetition **repetitions, uint32_t *count,
                 struct cr_earn_estimate *estimate) CR_MUST_CHECK;

#endif
