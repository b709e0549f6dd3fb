/* bench_lessons - imagined people learn the shipped course for 90 days: what passes, what
 * waits, what is asked too early. */
#include <stdio.h>

#include "tests/practice/learner.h"

static bool read_course(struct cr_programme *course, const char *path)
{
    static char text[CR_PROGRAMME_SIZE];
    struct cr_diagnostics found = {0};
    FILE *file = fopen(path, "rb");
    const size_t size = file ? fread(text, 1, sizeof(text), file) : 0;
    if (file)
        fclose(file);
    const bool is_good = size && !cr_programme_read(course, text, size, &found);
    cr_diagnostics_deinit(&found);
    return is_good;
}

int main(int argc, char **argv)
{
    static const double talents[] = {-0.45, -0.3, -0.15, 0};
    static const uint32_t minutes[] = {5, 20, 60};
    struct cr_programme course = {0};
    const char *path =
        argc > 1 ? argv[1] : "patterns/library/course/drums.prog";
    if (!read_course(&course, path)) {
        fprintf(stderr, "bench_lessons: %s cannot be read\n", path);
        return 1;
    }
    printf("min/day  start   passed  clean   warm-up  new  review  too early  "
           "longest wait  longest rest (days of practice)\n");
    for (int m = 0; m < 3; m++) {
        for (int t = 0; t < 4; t++) {
            enum { PEOPLE = 10 };
            double passed = 0;
            uint32_t reps = 0, clean = 0, early = 0;
            uint32_t kind_reps[CR_LESSON_KINDS] = {0};
            uint32_t kind_clean[CR_LESSON_KINDS] = {0};
            int32_t wait = 0, rest = 0;
            for (uint64_t seed = 1; seed <= PEOPLE; seed++) {
                struct learner l = {.course = &course,
                                    .chance = seed,
                                    .minutes = minutes[m],
                                    .skip = 0.15};
                learner_learns(&l, talents[t], 90);
                passed += l.passed / (double)PEOPLE;
                reps += l.reps;
                clean += l.clean;
                early += l.asked_early;
                wait = l.longest_wait > wait ? l.longest_wait : wait;
                rest = l.longest_rest > rest ? l.longest_rest : rest;
                for (int k = 0; k < CR_LESSON_KINDS; k++) {
                    kind_reps[k] += l.kind_reps[k];
                    kind_clean[k] += l.kind_clean[k];
                }
                learner_rests(&l);
            }
            printf("%4u     %5.2f   %5.1f   %.3f   %.3f  %.3f  %.3f  %6u  "
                   "%9d  %9d\n",
                   minutes[m], talents[t], passed, (double)clean / reps,
                   (double)kind_clean[CR_LESSON_WARM_UP] /
                       (kind_reps[CR_LESSON_WARM_UP] + 1e-9),
                   (double)kind_clean[CR_LESSON_NEW] /
                       (kind_reps[CR_LESSON_NEW] + 1e-9),
                   (double)kind_clean[CR_LESSON_REVIEW] /
                       (kind_reps[CR_LESSON_REVIEW] + 1e-9),
                   early, wait, rest);
        }
    }
    cr_programme_deinit(&course);
    return 0;
}
