/* teaching.h - a course in the window: which exercise is at hand, how a take of it went,
 * and what comes next.
 *
 * Threads   main. Memory: borrows the course, which must outlive the live take as well.
 * Errors    those of cr_live_create().
 */
#ifndef CR_APP_UI_TEACHING_H
#define CR_APP_UI_TEACHING_H

#include "app/course.h"
#include "app/live.h"
#include "app/ui/stage.h"

struct cr_teaching {
    struct cr_course *course; /* NULL: nothing is taught */
    struct cr_plan plan;      /* of one exercise, or of a session */
    uint32_t item;            /* of it, at hand */
    uint32_t minutes;         /* of the session; 0: it is one exercise */
    double played;            /* of them */
    bool is_test;             /* three exercises that open a level */
    uint32_t seen_reps;       /* of the take that runs */
    bool is_passed;           /* it has come to a star */
    uint32_t next_step;       /* of one exercise: what Enter goes on to */
    bool goes_on;             /* something else comes next */
    char verdict[280];        /* of the last take; or "" */
    char next[120];           /* "E06 Four, eight, four" */
    char ready[200];          /* what is said before an exercise */
};

/* Exercise `step`, as it stands; or a session of so many minutes. */
void cr_teaching_choose(struct cr_teaching *teaching, uint32_t step);
void cr_teaching_plan(struct cr_teaching *teaching, uint32_t minutes);

/* Three exercises that open the level of `step`; false if three of it that were never
 * tried are not left. */
bool cr_teaching_test(struct cr_teaching *teaching, uint32_t step);

/* To be called often: true once in a take, when it has come to a star. Not in the
 * dark. */
bool cr_teaching_watch(struct cr_teaching *teaching,
                       const struct cr_live *live);

/* The exercise at hand. */
const struct cr_planned *cr_teaching_item(const struct cr_teaching *teaching);

/* What a live take of it is to be; `pattern` is that of the live take. */
enum cr_status
cr_teaching_wish(const struct cr_teaching *teaching,
                 const struct cr_live_wish *as, struct cr_live_wish *wish,
                 const struct cr_pattern **pattern) CR_MUST_CHECK;

/* Makes the live take one of the exercise at hand. What borrowed its timeline must
 * have let go. */
enum cr_status cr_teaching_get_ready(struct cr_teaching *teaching,
                                     struct cr_stage *stage,
                                     struct cr_live *live,
                                     struct cr_error *error) CR_MUST_CHECK;

/* A take of the exercise at hand has ended: `kept` is what the history keeps of it.
 * False if it was none, because other bars were played. */
bool cr_teaching_judge(struct cr_teaching *teaching, const struct cr_live *live,
                       const struct cr_report *about, bool is_dark,
                       struct cr_kept_lesson *kept);

/* To what comes next. */
void cr_teaching_go_on(struct cr_teaching *teaching);

#endif
