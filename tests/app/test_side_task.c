/* Work beside the window: what writes is waited for at the end, and what went wrong is told
 * if nobody has seen it. */
#define _POSIX_C_SOURCE 200809L
#include "app/side_task.h"
#include "tests/support/check.h"

#include <sched.h>
#include <semaphore.h>
#include <string.h>

static _Atomic int written;
static sem_t may_end, has_ended;

static void write_slowly(void *context)
{
    (void)context;
    for (int i = 0; i < 1000; i++)
        sched_yield();
    written++;
}

static void wait_for_it(void *context)
{
    (void)context;
    sem_wait(&may_end);
}

static void forget(void *context)
{
    if (context == &may_end)
        sem_post(&has_ended);
}

/* The context is what it complains of. */
static const char *complain(void *context)
{
    return context;
}

static void only_what_writes_is_waited_for(void **state)
{
    (void)state;
    sem_init(&may_end, 0, 0);
    sem_init(&has_ended, 0, 0);
    CHECK(!cr_side_tasks_finish());
    cr_side_task_drop(cr_side_task_start(wait_for_it, forget, &may_end));
    for (int i = 0; i < 20; i++) {
        struct cr_side_task *task =
            cr_side_task_start_writing(write_slowly, complain, forget, NULL);
        CHECK(task);
        cr_side_task_drop(task);
    }
    CHECK(!cr_side_tasks_finish());
    CHECK_INT(20, written);
    sem_post(&may_end);
    while (sem_wait(&has_ended))
        continue;
}

static void what_nobody_saw_is_told_at_the_end(void **state)
{
    char seen[] = "seen", first[] = "first", second[] = "second";
    (void)state;
    struct cr_side_task *task =
        cr_side_task_start_writing(write_slowly, complain, forget, seen);
    while (!cr_side_task_done(task))
        sched_yield();
    cr_side_task_drop(task);
    CHECK(!cr_side_tasks_finish());

    /* written before it is dropped, and after that */
    task = cr_side_task_start_writing(write_slowly, complain, forget, first);
    CHECK(!cr_side_tasks_finish());
    cr_side_task_drop(task);
    CHECK_TEXT("first", cr_side_tasks_finish());
    written = 0;
    cr_side_task_drop(
        cr_side_task_start_writing(write_slowly, complain, forget, second));
    CHECK_TEXT("first", cr_side_tasks_finish());
    CHECK_INT(1, written);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_writes_is_waited_for),
        cmocka_unit_test(what_nobody_saw_is_told_at_the_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
