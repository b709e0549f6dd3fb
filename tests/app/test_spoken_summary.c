/* How it went, in spoken words: those of the kit, one behind the other. */
#include "app/spoken_summary.h"

#include <stdio.h>
#include <string.h>

#include "tests/support/check.h"

static void join(const struct cr_spoken *spoken, char *text, size_t size)
{
    size_t used = 0;
    text[0] = '\0';
    for (uint32_t i = 0; i < spoken->count; i++)
        used += (size_t)snprintf(text + used, size - used, "%s%s",
                                 spoken->words[i] ? " " : "",
                                 spoken->words[i] ? spoken->words[i] + 2 : ".");
}

static struct cr_result result_of(double score, double lean, double spread,
                                  uint32_t missed, uint32_t extra)
{
    return (struct cr_result){.score = score,
                              .all = {.notes = 100,
                                      .hits = 100 - missed,
                                      .missed = missed,
                                      .extra = extra,
                                      .has_lean = true,
                                      .lean_ms = lean,
                                      .has_spread = true,
                                      .spread_ms = spread}};
}

static void numbers_are_words(void **state)
{
    static const struct {
        double score, lean, spread;
        uint32_t missed, extra;
        const char *said;
    } rows[] = {
        {86.2, -4.3, 12, 2, 0, " score 80 6. 4 ms early. spread 12. 2 missed"},
        {100, 0.4, 9.6, 0, 0, " score 1 100. ontime. spread 10"},
        {0, 120, 110, 40, 1001,
         " score 0. 1 100 20 ms late. spread 1 100 10. 40 missed. 1 1000 1 "
         "extra"},
        {70, 21, 20, 13, 12345,
         " score 70. 20 1 ms late. spread 20. 13 missed. 12 1000 3 100 40 5 "
         "extra"},
    };
    char said[400];
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct cr_result result =
            result_of(rows[i].score, rows[i].lean, rows[i].spread,
                      rows[i].missed, rows[i].extra);
        const struct cr_spoken spoken = cr_spoken_summary(&result);
        join(&spoken, said, sizeof(said));
        CHECK_TEXT(rows[i].said, said);
    }
}

/* What is not known is not said. */
static void an_unknown_lean_is_not_said(void **state)
{
    struct cr_result result = result_of(50, 30, 10, 0, 0);
    char said[400];
    (void)state;
    result.is_shape_only = true;
    struct cr_spoken spoken = cr_spoken_summary(&result);
    join(&spoken, said, sizeof(said));
    CHECK_TEXT(" score 50. spread 10", said);
    result = (struct cr_result){.all = {.notes = 8, .missed = 8}};
    spoken = cr_spoken_summary(&result);
    join(&spoken, said, sizeof(said));
    CHECK_TEXT(" none", said);
}

/* Every word that can be said is there, and none is spoken over another. */
static void every_word_is_in_the_kit(void **state)
{
    struct cr_kit kit = {0};
    struct cr_error error = {0};
    (void)state;
    CHECK(!cr_kit_load(&kit, CR_TEST_SUMMARY_KIT, 48000, NULL, &error));
    CHECK_INT(0, kit.problems.size);
    for (uint32_t n = 0; n < 3000; n++) {
        const struct cr_result result =
            result_of(n % 101, (n % 3 - 1.0) * n, n % 250, n % 2 ? n : 0, n);
        const struct cr_spoken spoken = cr_spoken_summary(&result);
        struct cr_hits hits;
        CHECK(spoken.count < CR_SPOKEN_MOST);
        CHECK(!cr_spoken_hits(&hits, &spoken, &kit));
        CHECK_INT(0, hits.unplayable);
        for (uint32_t i = 1; i < hits.count; i++)
            CHECK(hits.items[i].at_frames >=
                  hits.items[i - 1].at_frames +
                      hits.items[i - 1].sound->frame_count);
        cr_hits_destroy(&hits);
    }
    cr_kit_destroy(&kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_words),
        cmocka_unit_test(an_unknown_lean_is_not_said),
        cmocka_unit_test(every_word_is_in_the_kit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
