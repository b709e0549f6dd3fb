/* planner.h - what to practise today: a function of the course, of where the person
 * stands, of the day, a seed and the time there is.
 *
 * Units     minutes; days since 1970. Threads: any. Memory: a plan is a plain value.
 * Errors    none.
 *
 * Of 20 minutes, warm-up 3: one that is not passed, the longest not played first; new 5:
 * the next exercise, until it is passed; review 8: what is due, the longest first,
 * three to six exercises, and what was passed longest ago if too little is; repair 2:
 * what the last report pointed at; credits 2: one more that is due, its last bar
 * without the click. Other times in proportion; under eight minutes there is no
 * repair, and on one day in three a warm-up instead of the next exercise. What has
 * nothing to do leaves its time to the others.
 */
#ifndef CR_PRACTICE_PLANNER_H
#define CR_PRACTICE_PLANNER_H

#include "app/practice/lessons.h"

enum { CR_PLAN_ITEMS = 24, CR_PLAN_LEAST = 5, CR_PLAN_MOST = 60 };

struct cr_planned {
    uint32_t step;
    enum cr_lesson_kind kind;
    double minutes, bpm;
    bool is_earned; /* the tempo moves */
    bool is_dark;   /* hits are shown at the end */
};

struct cr_plan {
    struct cr_planned items[CR_PLAN_ITEMS];
    uint32_t count;
};

struct cr_plan_wish {
    int32_t today;
    uint64_t seed;
    uint32_t minutes;
    uint32_t repair; /* a step; CR_NONE */
};

void cr_plan_lessons(struct cr_plan *plan, const struct cr_programme *course,
                     const struct cr_lesson *lessons,
                     const struct cr_plan_wish *wish);

/* "I can play this": three exercises of a level that were never tried, at the tempo of
 * their pass; at the first try they open it. False if there are no three. */
bool cr_plan_test(struct cr_plan *plan, const struct cr_programme *course,
                  const struct cr_lesson *lessons, uint32_t level);

/* One exercise more at the end of a session: the next new one, for so long. False if
 * none is left, or no room. */
bool cr_plan_more(struct cr_plan *plan, const struct cr_programme *course,
                  const struct cr_lesson *lessons, int32_t today,
                  double minutes);

/* The step that mends a finding: the first one that is open and not passed, else the
 * one longest not played; CR_NONE. */
uint32_t cr_plan_repair(const struct cr_programme *course,
                        const struct cr_lesson *lessons,
                        const char *finding_word);

/* How a planned step is practised. */
enum cr_status cr_planned_session(const struct cr_planned *item,
                                  const struct cr_programme *course,
                                  const struct cr_pattern *pattern,
                                  struct cr_session *session) CR_MUST_CHECK;

#endif
