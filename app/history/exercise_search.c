#include "app/history/exercise_search.h"

#include <stdlib.h>

struct search {
    int64_t since_ms, now_ms;
    enum cr_status status;
    struct cr_error error;
    struct cr_exercises exercises;
};

static void work(void *context)
{
    struct search *s = context;
    struct cr_history *history = NULL;
    char notice[CR_HISTORY_NOTICE]; /* the writer says the same */
    s->status = cr_history_open(&history, NULL, notice, &s->error);
    if (!s->status)
        s->status = cr_exercises_read(history, s->since_ms, s->now_ms,
                                      &s->exercises, &s->error);
    cr_history_close(history);
}

static void destroy(void *context)
{
    struct search *s = context;
    cr_exercises_destroy(&s->exercises);
    free(s);
}

struct cr_side_task *cr_exercise_search(int64_t since_ms, int64_t now_ms)
{
    struct search *s = calloc(1, sizeof(*s));
    if (!s)
        return NULL;
    s->since_ms = since_ms;
    s->now_ms = now_ms;
    return cr_side_task_start(work, destroy, s);
}

bool cr_exercise_search_look(struct cr_side_task *search,
                             struct cr_exercises *exercises,
                             enum cr_status *status, struct cr_error *error)
{
    struct search *s = cr_side_task_done(search);
    if (!s)
        return false;
    *exercises = s->exercises;
    s->exercises = (struct cr_exercises){0};
    *status = s->status;
    *error = s->error;
    return true;
}
