/* Calls that come back, and calls that do not. */
#define _POSIX_C_SOURCE 200809L
#include <semaphore.h>

#include "audio/errand.h"
#include "tests/support/check.h"

struct call {
    sem_t may_end, has_ended;
    int times;
};

static void count(void *context)
{
    struct call *call = context;
    call->times++;
}

static void hang(void *context)
{
    struct call *call = context;
    sem_wait(&call->may_end);
    call->times++;
    sem_post(&call->has_ended);
}

static void an_errand_is_done_when_run_returns(void **state)
{
    struct call call = {.times = 0};
    (void)state;
    for (int i = 1; i <= 1000; i++) {
        CHECK(cr_errand_run(count, &call, 10000));
        CHECK_INT(i, call.times);
    }
}

static void one_that_hangs_is_left_and_holds_up_nobody(void **state)
{
    static struct call stuck, next;
    (void)state;
    sem_init(&stuck.may_end, 0, 0);
    sem_init(&stuck.has_ended, 0, 0);
    CHECK(!cr_errand_run(hang, &stuck, 20));
    CHECK(!cr_errand_run(count, &next, 20)); /* the thread is busy */
    cr_errand_post(count, &next);            /* nor does this wait */
    CHECK_INT(0, next.times);
    sem_post(&stuck.may_end);
    sem_wait(&stuck.has_ended);
    CHECK(cr_errand_run(count, &next, 10000));
    CHECK_INT(1, next.times);
    CHECK_INT(1, stuck.times);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_errand_is_done_when_run_returns),
        cmocka_unit_test(one_that_hangs_is_left_and_holds_up_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
