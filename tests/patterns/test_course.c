/* The course's patterns keep what hands and feet can do. */
#define _POSIX_C_SOURCE 200809L
#include "patterns/timeline.h"
#include "tests/support/check.h"

#include <dirent.h>

#define HAND_GAP_NS                                                            \
    INT64_C(90000000) /* of one hand, where the sticking is given */
#define LIMB_GAP_NS INT64_C(125000000) /* of one drum, where it is not */

struct piece {
    char name[256];
    struct cr_pattern pattern;
    struct cr_timeline timeline;
};

static void open_piece(struct piece *p, const char *name)
{
    char path[600];
    size_t size;
    struct cr_diagnostics found = {0};
    const struct cr_timeline_options options = {.loops = 2};
    *p = (struct piece){0};
    snprintf(p->name, sizeof(p->name), "%s", name);
    snprintf(path, sizeof(path), "%s/course/%s", CR_TEST_LIBRARY, name);
    char *text = cr_test_file(path, &size);
    CHECK(text != NULL);
    if (cr_pattern_read(&p->pattern, text, size, &found))
        CHECK_FAIL("%s: %s", name, found.items[0].text);
    CHECK_INT(0, found.warning_count);
    cr_diagnostics_deinit(&found);
    free(text);
    CHECK(!cr_timeline_create(&p->timeline, &p->pattern, &options));
}

static void close_piece(struct piece *p)
{
    cr_timeline_destroy(&p->timeline);
    cr_pattern_deinit(&p->pattern);
}

/* Calls `look` with each piece, in the order of their names. */
static int for_each(void (*look)(struct piece *piece))
{
    struct dirent **files;
    int pieces = 0;
    const int count =
        scandir(CR_TEST_LIBRARY "/course", &files, NULL, alphasort);
    CHECK(count > 0);
    for (int i = 0; i < count; i++) {
        const char *dot = strrchr(files[i]->d_name, '.');
        if (dot && strcmp(dot, ".beat") == 0) {
            struct piece piece;
            cr_check_row(files[i]->d_name);
            open_piece(&piece, files[i]->d_name);
            look(&piece);
            close_piece(&piece);
            pieces++;
        }
        free(files[i]);
    }
    free(files);
    return pieces;
}

static bool is_stroke(const struct piece *p, const struct cr_note *note)
{
    return note->kind == CR_NOTE && note->lane != CR_CLICK_LANE &&
           p->pattern.lanes[note->lane].kind != CR_LANE_CLICK;
}

static void has_a_name_and_bars(struct piece *p)
{
    CHECK(p->pattern.title && p->pattern.title[0]);
    CHECK(p->timeline.note_count > 0);
    CHECK((p->name[0] == 'e' || p->name[0] == 'r') && p->name[3] == '-');
}

static void all_are_there(void **state)
{
    (void)state;
    CHECK_INT(100, for_each(has_a_name_and_bars));
}

static void needs_two_hands(struct piece *p)
{
    const struct cr_timeline *t = &p->timeline;
    int hands = 0;
    for (uint32_t i = 0; i < t->note_count; i++) {
        const struct cr_note *note = &t->notes[i];
        if (i && note->at_ns != t->notes[i - 1].at_ns)
            hands = 0;
        if (!is_stroke(p, note) ||
            !cr_lane_is_hand(&p->pattern.lanes[note->lane]))
            continue;
        const enum cr_ornament ornament =
            cr_stroke_meaning(&p->pattern, &p->pattern.strokes[note->stroke])
                .ornament;
        hands += ornament == CR_FLAM || ornament == CR_DRAG ? 2 : 1;
        if (hands > 2)
            CHECK_FAIL("bar %u needs %d hands", t->bars[note->bar].number,
                       hands);
    }
}

static void two_hands_are_enough(void **state)
{
    (void)state;
    (void)for_each(needs_two_hands);
}

static void leaves_time(struct piece *p)
{
    const struct cr_timeline *t = &p->timeline;
    int64_t lanes[CR_LANE_LIMIT], hands[2] = {INT64_MIN / 2, INT64_MIN / 2};
    for (int i = 0; i < CR_LANE_LIMIT; i++)
        lanes[i] = INT64_MIN / 2;
    for (uint32_t i = 0; i < t->note_count; i++) {
        const struct cr_note *note = &t->notes[i];
        if (!is_stroke(p, note))
            continue;
        const char hand = p->pattern.strokes[note->stroke].hand;
        int64_t *last = hand == 'R'   ? &hands[0]
                        : hand == 'L' ? &hands[1]
                                      : &lanes[note->lane];
        const int64_t least = hand ? HAND_GAP_NS : LIMB_GAP_NS;
        if (note->at_ns - *last < least - 1)
            CHECK_FAIL("bar %u: %s after %.0f ms", t->bars[note->bar].number,
                       p->pattern.lanes[note->lane].label,
                       (double)(note->at_ns - *last) / 1e6);
        *last = note->at_ns;
    }
}

static void each_limb_has_its_time(void **state)
{
    (void)state;
    (void)for_each(leaves_time);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_are_there), cmocka_unit_test(two_hands_are_enough),
        cmocka_unit_test(each_limb_has_its_time)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
