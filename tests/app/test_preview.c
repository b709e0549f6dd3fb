/* A pattern that is heard while it is written: what is changed goes on from where it is, and
 * what is no pattern changes nothing. */
#define _POSIX_C_SOURCE 200809L
#include "app/preview.h"
#include "tests/support/check.h"

#include <time.h>

#define HEAD "beat 1\ntempo: 240\n"

static const char before[] = HEAD "SD |o---|o---|o---|o---|\n";
static const char after[] = HEAD "SD |o-o-|o-o-|o-o-|o-o-|\n";

/* Until it has come to a bar: the test's own time limit ends it. */
static void wait_for_bar(struct cr_preview *p, uint32_t wanted)
{
    const struct timespec moment = {.tv_nsec = 5000000};
    uint32_t bar;
    double whole;
    do {
        nanosleep(&moment, NULL);
        cr_preview_update(p);
        CHECK(cr_preview_place(p, &bar, &whole));
    } while (bar != wanted || whole > 0.5);
}

static void a_change_goes_on_from_where_it_is(void **state)
{
    struct cr_preview p = {.wish = {.device = {.is_null = true}}};
    struct cr_error error = {0};
    uint32_t bar;
    double whole;
    (void)state;
    CHECK(!cr_preview_is_playing(&p));
    CHECK(!cr_preview_change(&p, after, strlen(after), &error));
    CHECK(!cr_preview_is_playing(&p)); /* nothing sounded, nothing does */
    CHECK(!cr_preview_play(&p, before, strlen(before), &error));
    wait_for_bar(&p, 1);
    CHECK(cr_preview_change(&p, HEAD "SD |q|\n", strlen(HEAD) + 7, &error));
    CHECK(error.line == 3 && p.live->pattern->stroke_count == 4);
    CHECK(!cr_preview_change(&p, after, strlen(after), &error));
    CHECK(cr_preview_is_playing(&p));
    CHECK_INT(8, p.live->pattern->stroke_count);
    CHECK(cr_preview_place(&p, &bar, &whole));
    CHECK(bar == 1 || bar == 2); /* the machine may be slow, but not a bar */
    wait_for_bar(&p, 0);         /* and round it goes */
    cr_preview_stop(&p);
    CHECK(!cr_preview_is_playing(&p));
    cr_preview_close(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_change_goes_on_from_where_it_is)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
