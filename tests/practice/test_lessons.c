/* Lessons: what opens what, stars, reviews; plans; and people who learn for 90 days. */
#include "tests/practice/learner.h"
#include "tests/support/check.h"

static const char small[] = "programme 1\n"
                            "[A1 one]\npattern: a\nlevel: 1\ntempo: 60\n"
                            "pass-tempo: 80\nstretch: 100\n"
                            "pass: hits=90,spread=30,bars=4\nunlocks: A2, W1\n"
                            "repairs: limb\n"
                            "[A2 two]\npattern: a\nlevel: 1\ntempo: 60\n"
                            "pass-tempo: 80\nunlocks: B1\nrepairs: limb\n"
                            "pass: hits=90,spread=30\n"
                            "[B1 three]\npattern: a\nlevel: 2\ntempo: 60\n"
                            "pass-tempo: 80\nunlocks: C1\n"
                            "pass: hits=90,spread=30\n"
                            "[C1 four]\npattern: a\nlevel: 3\ntempo: 60\n"
                            "pass-tempo: 80\npass: hits=90\nunlocks: C2, C3\n"
                            "[C2 five]\npattern: a\nlevel: 3\ntempo: 60\n"
                            "pass-tempo: 80\npass: hits=90\n"
                            "[C3 six]\npattern: a\nlevel: 3\ntempo: 60\n"
                            "pass-tempo: 80\npass: hits=90\n"
                            "[W1 warm]\npattern: a\nlevel: 5\ntempo: 60\n"
                            "pass-tempo: 80\npass: hits=90\nwarm-up: yes\n";

enum { A1, A2, B1, C1, C2, C3, W1, STEPS };

static struct cr_programme course;
static struct cr_lesson lessons[STEPS];

static int open_small(void **state)
{
    struct cr_diagnostics found = {0};
    (void)state;
    CHECK(!cr_programme_read(&course, small, sizeof(small) - 1, &found));
    cr_diagnostics_deinit(&found);
    return 0;
}

static int close_small(void **state)
{
    (void)state;
    cr_programme_deinit(&course);
    return 0;
}

/* "A1:2 d5 dark" */
struct played {
    const char *exercise;
    int day, stars;
    bool is_dark, fails, is_assisted;
};

static void stand(const struct played *played, uint32_t count)
{
    struct cr_lesson_take takes[32] = {{{0}, 0, 0, 0, 0, 0, 0, 0, 0}};
    for (uint32_t i = 0; i < count; i++) {
        snprintf(takes[i].exercise, sizeof(takes[i].exercise), "%s",
                 played[i].exercise);
        takes[i].day = played[i].day;
        takes[i].stars = (uint8_t)played[i].stars;
        takes[i].is_dark = played[i].is_dark;
        takes[i].is_assisted = played[i].is_assisted;
        takes[i].reps = 1;
        takes[i].clean = !played[i].fails;
        takes[i].bpm = 90;
    }
    cr_lessons_stand(&course, takes, count, lessons);
}

static void what_is_passed_opens_what_it_unlocks(void **state)
{
    (void)state;
    stand(NULL, 0);
    CHECK(lessons[A1].is_open && !lessons[A2].is_open && !lessons[W1].is_open);
    CHECK_INT(A1, cr_lessons_next(&course, lessons));
    stand((struct played[]){{"A1", 1, 0, false, true, false}}, 1);
    CHECK(!lessons[A2].is_open && lessons[A1].takes == 1);
    stand((struct played[]){{"A1", 1, 1, 0, 0, 0}}, 1);
    CHECK(lessons[A2].is_open && lessons[W1].is_open && !lessons[B1].is_open);
    CHECK_INT(A2, cr_lessons_next(&course, lessons));
    stand((struct played[]){{"A1", 1, 1, 0, 0, 0}, {"A2", 1, 2, 0, 0, 0}}, 2);
    CHECK(lessons[B1].is_open);
    CHECK_INT(2, lessons[A2].stars);
    CHECK_INT(1, lessons[A1].stars);
    /* a level waits for seven in ten, even if its exercise is reached */
    stand((struct played[]){{"A2", 1, 2, 0, 0, 0}}, 1);
    CHECK(lessons[B1].is_reached && !lessons[B1].is_open);
    /* three at the first try open a level, and the ones below */
    stand((struct played[]){{"C1", 1, 1, 0, 0, 0},
                            {"C2", 1, 1, 0, 0, 0},
                            {"C3", 1, 1, 0, 0, 0}},
          3);
    CHECK(lessons[B1].is_open && cr_lessons_level_is_open(&course, lessons, 3));
    stand((struct played[]){{"C1", 1, 0, 0, true, 0},
                            {"C1", 1, 1, 0, 0, 0},
                            {"C2", 1, 1, 0, 0, 0},
                            {"C3", 1, 1, 0, 0, 0}},
          4);
    CHECK(!lessons[B1].is_open);
    /* what another version of the course had does no harm */
    stand((struct played[]){{"Z9", 1, 1, 0, 0, 0}}, 1);
    CHECK_INT(A1, cr_lessons_next(&course, lessons));
}

static void reviews_come_back(void **state)
{
    static const int gaps[] = {1, 3, 7, 16, 35, 35};
    struct played played[8] = {{"A1", 10, 1, 0, 0, 0}};
    int day = 10;
    (void)state;
    for (uint32_t i = 0; i < 6; i++) {
        stand(played, i + 1);
        CHECK_INT(day + gaps[i], lessons[A1].due_day);
        CHECK_NEAR(i == 1   ? 0.75
                   : i == 2 ? 1.25
                            : 1,
                   cr_lesson_review_speed(&lessons[A1]), 1e-12);
        day += gaps[i];
        played[i + 1] = (struct played){"A1", day, 1, true, false, false};
    }
    /* one that fails comes the next day, as if it were one earlier */
    played[3].fails = true;
    stand(played, 4);
    CHECK_INT(played[3].day + 1, lessons[A1].due_day);
    CHECK_INT(1, lessons[A1].reviews);
    CHECK_NEAR(0.675, cr_lesson_review_speed(&lessons[A1]), 1e-12);
    /* in the light, too early, or a second time on a day it does not count */
    stand((struct played[]){{"A1", 10, 1, 0, 0, 0}, {"A1", 11, 1, 0, 0, 0}}, 2);
    CHECK_INT(11, lessons[A1].due_day);
    stand((struct played[]){{"A1", 10, 1, 0, 0, 0}, {"A1", 10, 1, 1, 0, 0}}, 2);
    CHECK_INT(11, lessons[A1].due_day);
    stand((struct played[]){{"A1", 10, 1, 0, 0, 0},
                            {"A1", 11, 0, true, true, 0},
                            {"A1", 11, 1, true, false, 0}},
          3);
    CHECK_INT(12, lessons[A1].due_day);
    CHECK_INT(0, lessons[A1].reviews);
}

static void help_makes_a_star_grey(void **state)
{
    (void)state;
    stand((struct played[]){{"A1", 1, 2, 0, 0, true}}, 1);
    CHECK(lessons[A1].is_grey && lessons[A1].stars == 2 && lessons[A2].is_open);
    stand((struct played[]){{"A1", 1, 2, 0, 0, true}, {"A1", 2, 1, 0, 0, 0}},
          2);
    CHECK(!lessons[A1].is_grey);
    stand((struct played[]){{"A1", 1, 1, 0, 0, 0}, {"A1", 2, 2, 0, 0, true}},
          2);
    CHECK(!lessons[A1].is_grey);
}

static void a_day_later_it_begins_a_little_slower(void **state)
{
    (void)state;
    stand(NULL, 0);
    CHECK_NEAR(60, cr_lesson_bpm(&course.steps[A1], &lessons[A1], 5), 1e-9);
    stand((struct played[]){{"A1", 5, 1, 0, 0, 0}}, 1);
    CHECK_NEAR(90, cr_lesson_bpm(&course.steps[A1], &lessons[A1], 5), 1e-9);
    CHECK_NEAR(85.5, cr_lesson_bpm(&course.steps[A1], &lessons[A1], 6), 1e-9);
}

static void a_plan_has_its_parts(void **state)
{
    struct cr_plan plan, again;
    double minutes = 0;
    (void)state;
    stand((struct played[]){{"A1", 1, 1, 0, 0, 0}, {"A2", 1, 1, 0, 0, 0}}, 2);
    struct cr_plan_wish wish = {
        .today = 2, .seed = 3, .minutes = 20, .repair = A2};
    cr_plan_lessons(&plan, &course, lessons, &wish);
    cr_plan_lessons(&again, &course, lessons, &wish);
    CHECK(memcmp(&plan, &again, sizeof(plan)) == 0);
    CHECK_INT(W1, plan.items[0].step);
    CHECK_INT(CR_LESSON_WARM_UP, plan.items[0].kind);
    CHECK_INT(B1, plan.items[1].step);
    CHECK(plan.items[1].is_earned && !plan.items[1].is_dark);
    CHECK_INT(CR_LESSON_REVIEW, plan.items[2].kind);
    CHECK(plan.items[2].is_dark && !plan.items[2].is_earned);
    for (uint32_t i = 0; i < plan.count; i++)
        minutes += plan.items[i].minutes;
    CHECK_NEAR(20, minutes, 1e-9);
    /* nothing was played yet: there is one thing to do */
    stand(NULL, 0);
    wish.repair = CR_NONE;
    cr_plan_lessons(&plan, &course, lessons, &wish);
    CHECK_INT(1, plan.count);
    CHECK_INT(A1, plan.items[0].step);
    CHECK_NEAR(20, plan.items[0].minutes, 1e-9);
    /* a fault is mended by what is open */
    CHECK_INT(A1, cr_plan_repair(&course, lessons, "limb"));
    CHECK_INT(CR_NONE, cr_plan_repair(&course, lessons, "swing"));
    stand((struct played[]){{"A1", 1, 1, 0, 0, 0}}, 1);
    CHECK_INT(A2, cr_plan_repair(&course, lessons, "limb"));
}

static void people_learn_the_course(void **state)
{
    static const char path[] = CR_TEST_LIBRARY "/course/drums.prog";
    struct cr_programme drums = {0};
    struct cr_diagnostics found = {0};
    size_t size;
    (void)state;
    char *text = cr_test_file(path, &size);
    CHECK(text && !cr_programme_read(&drums, text, size, &found));
    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct learner l = {
            .course = &drums, .chance = seed, .minutes = 20, .skip = 0.15};
        learner_learns(&l, -0.15, 90);
        CHECK_INT(0, l.asked_early);
        CHECK(l.longest_wait <= 3);  /* what is due */
        CHECK(l.longest_rest <= 40); /* of forty rudiments one a day */
        CHECK(l.passed >= 30);
        CHECK_NEAR(0.85, (double)l.clean / l.reps, 0.05);
        learner_rests(&l);
    }
    free(text);
    cr_programme_deinit(&drums);
    cr_diagnostics_deinit(&found);
}

/* "I can play this": three that were never tried, each once, at the tempo to pass. */
static void three_exercises_open_a_level(void **state)
{
    static const char *const words[] = {"C1", "C2", "C3"};
    struct cr_plan plan = {0};
    (void)state;
    stand(NULL, 0);
    CHECK(!cr_plan_test(&plan, &course, lessons, 2)); /* it has one */
    CHECK_INT(0, plan.count);
    CHECK(!cr_lessons_level_is_open(&course, lessons, 3));
    CHECK(cr_plan_test(&plan, &course, lessons, 3));
    CHECK_INT(3, plan.count);
    struct played played[3];
    for (uint32_t i = 0; i < 3; i++) {
        const struct cr_planned *item = &plan.items[i];
        CHECK_INT(C1 + i, item->step);
        CHECK_INT(CR_LESSON_TEST, item->kind);
        CHECK(!item->is_earned && !item->is_dark);
        CHECK_NEAR(80, item->bpm, 1e-9);
        played[i] = (struct played){.exercise = words[i], .day = 1, .stars = 1};
    }
    /* what was passed so opens it */
    stand(played, 3);
    CHECK(cr_lessons_level_is_open(&course, lessons, 3));
    stand(played, 1);
    CHECK(!cr_plan_test(&plan, &course, lessons, 3)); /* two are left */
}

/* Of six the first, one in the middle and the last. */
static void a_test_takes_from_all_of_a_level(void **state)
{
    struct cr_programme own;
    struct cr_diagnostics found = {0};
    struct cr_lesson six[6];
    struct cr_plan plan;
    char text[700] = "programme 1\n";
    (void)state;
    for (int i = 0; i < 6; i++)
        sprintf(text + strlen(text),
                "[D%d x]\npattern: a\nlevel: 2\npass-tempo: 90\n"
                "pass: hits=90\n",
                i + 1);
    CHECK(!cr_programme_read(&own, text, strlen(text), &found));
    cr_lessons_stand(&own, NULL, 0, six);
    CHECK(cr_plan_test(&plan, &own, six, 2));
    CHECK_INT(3, plan.count);
    CHECK_INT(0, plan.items[0].step);
    CHECK_INT(2, plan.items[1].step);
    CHECK_INT(5, plan.items[2].step);
    cr_programme_deinit(&own);
    cr_diagnostics_deinit(&found);
}

/* What is left of a session goes to the next new exercise. */
static void a_session_goes_on(void **state)
{
    const struct cr_plan_wish wish = {
        .today = 5, .seed = 1, .minutes = 20, .repair = CR_NONE};
    struct cr_plan plan;
    (void)state;
    stand(NULL, 0);
    cr_plan_lessons(&plan, &course, lessons, &wish);
    CHECK_INT(1, plan.count);
    stand((struct played[]){{"A1", 5, 1, 0, 0, 0}}, 1);
    CHECK(cr_plan_more(&plan, &course, lessons, 5, 12.5));
    CHECK_INT(2, plan.count);
    CHECK_INT(A2, plan.items[1].step);
    CHECK_INT(CR_LESSON_NEW, plan.items[1].kind);
    CHECK_NEAR(12.5, plan.items[1].minutes, 1e-9);
    CHECK_NEAR(60, plan.items[1].bpm, 1e-9);
    while (cr_plan_more(&plan, &course, lessons, 5, 2))
        continue;
    CHECK_INT(CR_PLAN_ITEMS, plan.count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_passed_opens_what_it_unlocks),
        cmocka_unit_test(reviews_come_back),
        cmocka_unit_test(help_makes_a_star_grey),
        cmocka_unit_test(a_day_later_it_begins_a_little_slower),
        cmocka_unit_test(a_plan_has_its_parts),
        cmocka_unit_test(three_exercises_open_a_level),
        cmocka_unit_test(a_test_takes_from_all_of_a_level),
        cmocka_unit_test(a_session_goes_on),
        cmocka_unit_test(people_learn_the_course)};
    return cmocka_run_group_tests(tests, open_small, close_small);
}
