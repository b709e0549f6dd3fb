/* takes.h - an imagined player's take, for tests. */
#ifndef CR_TESTS_PRACTICE_TAKES_H
#define CR_TESTS_PRACTICE_TAKES_H

#include "app/practice/follow.h"
#include "tests/support/check.h"

/* Plays a pattern as `options` say ("gaps:play=2,mute=2"); all is the caller's. */
static inline void cr_test_play(const char *text, const char *options,
                                uint32_t loops, const char *player_text,
                                struct cr_pattern *pattern,
                                struct cr_session *session,
                                struct cr_timeline *timeline,
                                struct cr_presses *presses)
{
    struct cr_diagnostics found = {0};
    struct cr_session_plan plan;
    struct cr_player player = {0};
    struct cr_error error = {0};
    *presses = (struct cr_presses){0};
    *session = (struct cr_session){.loops = loops};
    CHECK(!cr_pattern_read(pattern, text, strlen(text), &found));
    cr_diagnostics_deinit(&found);
    CHECK(!cr_session_read(session, options, &error));
    CHECK(!cr_player_parse(&player, player_text, &error));
    CHECK(
        !cr_follow_through(&plan, session, pattern, &player, presses, &error));
    CHECK(!cr_timeline_create(timeline, pattern, &plan.timeline));
    cr_session_plan_destroy(&plan);
}

#endif
