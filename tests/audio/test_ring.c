#define _POSIX_C_SOURCE 200809L
/* Two threads, one queue: everything arrives, once, in order. The thread
 * sanitizer watches it. */
#include <pthread.h>

#include "audio/rt/ring.h"
#include "tests/support/check.h"

enum { ITEMS = 200000, CAPACITY = 64 };

static struct cr_ring ring;
static struct item {
    uint64_t number, square;
} storage[CAPACITY];

static void *writer(void *context)
{
    (void)context;
    for (uint64_t i = 0; i < ITEMS;) {
        const struct item item = {i, i * i};
        i += cr_ring_push(&ring, &item);
    }
    return NULL;
}

static void items_arrive_once_and_in_order(void **state)
{
    pthread_t thread;
    (void)state;
    cr_ring_init(&ring, storage, sizeof(storage[0]), CAPACITY);
    CHECK_INT(0, pthread_create(&thread, NULL, writer, NULL));
    for (uint64_t i = 0; i < ITEMS;) {
        struct item item;
        if (!cr_ring_pop(&ring, &item))
            continue;
        CHECK_INT(i, item.number);
        CHECK_INT(i * i, item.square);
        i++;
    }
    pthread_join(thread, NULL);
}

static void a_full_ring_takes_nothing_more(void **state)
{
    struct item item = {7, 49};
    (void)state;
    cr_ring_init(&ring, storage, sizeof(storage[0]), CAPACITY);
    for (int i = 0; i < CAPACITY; i++)
        CHECK(cr_ring_push(&ring, &item));
    CHECK(!cr_ring_push(&ring, &item));
    CHECK(cr_ring_pop(&ring, &item));
    CHECK(cr_ring_push(&ring, &item));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_arrive_once_and_in_order),
        cmocka_unit_test(a_full_ring_takes_nothing_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
