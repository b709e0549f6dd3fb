/* The editor's text: the grid and the file are one thing, and whatever was done can be
 * undone to the byte, and done again. */
#define _POSIX_C_SOURCE 200809L
#include "app/edit_text.h"
#include "app/files.h"
#include "tests/support/check.h"

#include <dirent.h>

static const char two_bars[] = "beat 1\n"
                               "tempo: 90\n"
                               "\n"
                               "# the groove\n"
                               "HH |x-x- (xxx)2 x-|x-x-x-x-| all day\n"
                               "SD |--o- ---- |--o---o-|\n"
                               "BD/3 |o--|oo-|\n"
                               "\n"
                               "HH |x|\n"
                               "SD |o|\n";

static void open_text(struct cr_edit_text *e, const char *text)
{
    CHECK(cr_edit_open(e, text, strlen(text)));
    e->at = 0;
    CHECK(cr_edit_enter_grid(e));
}

static void cells_stand_where_they_are_written(void **state)
{
    static struct cr_text_bar bar;
    uint32_t lane, cell;
    (void)state;
    const size_t size = strlen(two_bars);
    CHECK(cr_text_bar_at(two_bars, size, 0, &bar));
    CHECK_INT(3, bar.lane_count);
    CHECK_INT(2, bar.bar_count);
    CHECK_INT(9, bar.lanes[0].cell_count); /* a tuplet's three count */
    CHECK(fabsf(bar.lanes[0].cells[4].from - 4 / 8.0f) < 1e-6f);
    CHECK(fabsf(bar.lanes[0].cells[5].from - (4 + 2 / 3.0f) / 8) < 1e-6f);
    CHECK(fabsf(bar.lanes[0].cells[7].from - 6 / 8.0f) < 1e-6f);
    CHECK_INT(3, bar.lanes[2].cell_count);
    CHECK_TEXT(bar.lanes[2].name, "BD");
    cr_text_bar_turn(two_bars, size, &bar, 1);
    CHECK_INT(8, bar.lanes[0].cell_count);
    const size_t at = bar.lanes[1].cells[2].at;
    CHECK(two_bars[at] == 'o');
    CHECK(cr_text_bar_at(two_bars, size, at, &bar));
    CHECK_INT(1, bar.bar);
    CHECK(cr_text_cell_find(&bar, at, &lane, &cell));
    CHECK(lane == 1 && cell == 2);
    /* behind all lanes: the last bar of the last system */
    CHECK(cr_text_bar_at(two_bars, size, size, &bar));
    CHECK_INT(1, bar.system);
    CHECK_INT(2, bar.lane_count);
    CHECK(!cr_text_bar_at("beat 1\n", 7, 3, &bar));
}

/* Every cell that the pattern reader finds a stroke in is a cell here, at its time. */
static void the_cells_are_those_of_the_reader(void **state)
{
    DIR *folder = opendir(CR_TEST_LIBRARY);
    const struct dirent *entry;
    int files = 0;
    (void)state;
    CHECK(folder);
    while ((entry = readdir(folder)) != NULL) {
        char path[4096], *text;
        size_t size;
        struct cr_pattern p = {0};
        struct cr_diagnostics found = {0};
        const char *dot = strrchr(entry->d_name, '.');
        if (!dot || strcmp(dot, ".beat") != 0)
            continue;
        snprintf(path, sizeof(path), "%s/%s", CR_TEST_LIBRARY, entry->d_name);
        CHECK(!cr_file_read(path, CR_FILE_LIMIT, &text, &size, NULL));
        CHECK(!cr_pattern_read(&p, text, size, &found));
        for (uint32_t b = 0; b < p.bar_count; b++) {
            static struct cr_text_bar bar;
            size_t at = 0;
            uint32_t number = 0;
            for (int line = 1; line < p.bars[b].line; line++)
                at = (size_t)(strchr(text + at, '\n') - text) + 1;
            for (uint32_t i = 0; i < b; i++)
                number += p.bars[i].line == p.bars[b].line;
            CHECK(cr_text_bar_at(text, size, at, &bar));
            cr_text_bar_turn(text, size, &bar, number);
            const double length =
                (double)cr_meter_length_32(&p.meters[p.bars[b].meter]) / 32;
            for (uint32_t s = 0; s < p.bars[b].stroke_count; s++) {
                const struct cr_stroke *stroke =
                    &p.strokes[p.bars[b].first_stroke + s];
                bool is_there = stroke->is_swung;
                for (uint32_t l = 0; l < bar.lane_count; l++) {
                    if (strcmp(bar.lanes[l].name, p.lanes[stroke->lane].name) !=
                        0)
                        continue;
                    for (uint32_t c = 0; c < bar.lanes[l].cell_count; c++)
                        is_there |= fabs(bar.lanes[l].cells[c].from * length -
                                         (double)stroke->at.num /
                                             (double)stroke->at.den) < 1e-4 ||
                                    bar.lanes[l].cells[c].glyph == '%';
                }
                CHECK(is_there);
            }
        }
        cr_diagnostics_deinit(&found);
        cr_pattern_deinit(&p);
        free(text);
        files++;
    }
    closedir(folder);
    CHECK(files > 20);
}

static void what_is_typed_on_the_grid_is_in_the_file(void **state)
{
    struct cr_edit_text e;
    (void)state;
    open_text(&e, "beat 1\nHH |----|----|\nSD |----|----|\n");
    const size_t first = e.at;
    CHECK(cr_edit_glyph(&e, 'x'));
    CHECK_INT(first + 1, e.at);
    CHECK(cr_edit_step_lane(&e, 1));
    CHECK(cr_edit_undo(&e)); /* the place is that of what was undone */
    CHECK_INT(first, e.at);
    CHECK(cr_edit_step_cell(&e, 1));
    CHECK(cr_edit_redo(&e));
    CHECK_INT(first, e.at);
    CHECK(cr_edit_step_cell(&e, 1));
    CHECK(cr_edit_step_lane(&e, 1));
    CHECK(cr_edit_glyph(&e, 'O'));
    CHECK_TEXT(e.text, "beat 1\nHH |x---|----|\nSD |-O--|----|\n");
    CHECK(cr_edit_step_cell(&e, 1));
    CHECK(cr_edit_step_cell(&e, 1)); /* into the next bar */
    CHECK(cr_edit_glyph(&e, 'g'));
    CHECK_TEXT(e.text, "beat 1\nHH |x---|----|\nSD |-O--|g---|\n");
    CHECK(!cr_edit_step_lane(&e, 1));
    CHECK(cr_edit_add_bar(&e));
    CHECK_TEXT(e.text, "beat 1\nHH |x---|----|----|\nSD |-O--|g---|----|\n");
    CHECK(cr_edit_glyph(&e, 'X'));
    CHECK(cr_edit_add_lane(&e)); /* the first that is not there */
    CHECK_TEXT(e.text, "beat 1\nHH |x---|----|----|\nSD |-O--|g---|X---|\n"
                       "BD |----|----|----|\n");
    CHECK(cr_edit_remove_bar(&e)); /* the cursor is in the first one */
    CHECK_TEXT(e.text, "beat 1\nHH |----|----|\nSD |g---|X---|\n"
                       "BD |----|----|\n");
    CHECK(cr_edit_remove_lane(&e));
    CHECK_TEXT(e.text, "beat 1\nHH |----|----|\nSD |g---|X---|\n");
    cr_edit_close(&e);
}

static void letters_are_undone_as_words(void **state)
{
    struct cr_edit_text e;
    (void)state;
    CHECK(cr_edit_open(&e, "", 0));
    CHECK(cr_edit_insert(&e, "b"));
    CHECK(cr_edit_insert(&e, "\xC3\xA9"));
    CHECK(cr_edit_insert(&e, "t"));
    CHECK(cr_edit_insert(&e, " "));
    CHECK(cr_edit_insert(&e, "1"));
    CHECK_TEXT(e.text, "b\xC3\xA9t 1");
    cr_edit_move(&e, -4, 0);
    CHECK_INT(1, e.at);
    CHECK(cr_edit_erase(&e, false)); /* a whole letter */
    CHECK_TEXT(e.text, "bt 1");
    CHECK(cr_edit_undo(&e));
    CHECK(cr_edit_undo(&e));
    CHECK_TEXT(e.text, "b\xC3\xA9t ");
    CHECK(cr_edit_undo(&e));
    CHECK(cr_edit_undo(&e));
    CHECK_TEXT(e.text, "");
    CHECK(!cr_edit_undo(&e));
    cr_edit_close(&e);
}

static uint32_t seed = 1;
static uint32_t chance(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

/* One of all that can be done, by chance. */
static void do_something(struct cr_edit_text *e)
{
    static const char glyphs[] = "-xXogfr~%|( )2\n#";
    char letter[2] = {glyphs[chance(sizeof(glyphs) - 1)], '\0'};
    switch (chance(12)) {
    case 0: (void)cr_edit_insert(e, letter); break;
    case 1: (void)cr_edit_erase(e, chance(2)); break;
    case 2: (void)cr_edit_glyph(e, letter[0] == '\n' ? '-' : letter[0]); break;
    case 3: (void)cr_edit_step_cell(e, chance(2) ? 1 : -1); break;
    case 4: (void)cr_edit_step_lane(e, chance(2) ? 1 : -1); break;
    case 5: (void)cr_edit_add_bar(e); break;
    case 6: (void)cr_edit_remove_bar(e); break;
    case 7: (void)cr_edit_add_lane(e); break;
    case 8: (void)cr_edit_remove_lane(e); break;
    case 9: cr_edit_move(e, (int)chance(5) - 2, (int)chance(5) - 2); break;
    case 10: cr_edit_end(e, chance(2)); break;
    default: (void)cr_edit_enter_grid(e); break;
    }
    CHECK(e->at <= e->size && e->text[e->size] == '\0' &&
          strlen(e->text) == e->size);
}

/* A copy of the text behind every step is the oracle. */
static void every_step_is_undone_to_the_byte(void **state)
{
    enum { MOST = 3000 };
    static char *texts[MOST];
    (void)state;
    for (uint32_t round = 0; round < 20; round++) {
        struct cr_edit_text e;
        uint32_t count = 0;
        seed = round + 1;
        open_text(&e, two_bars);
        texts[0] = strdup(e.text);
        while (count + 1 < MOST && (count < 1500 || e.size < 4000)) {
            const uint32_t before = e.done;
            do_something(&e);
            if (e.done == before) { /* a letter joined, or nothing */
                free(texts[count]);
                texts[count] = strdup(e.text);
            } else {
                texts[++count] = strdup(e.text);
            }
            CHECK_INT(count, e.done);
            if (e.size > 20000)
                break;
        }
        CHECK(count > 50);
        for (uint32_t i = count; i-- > 0;) {
            CHECK(cr_edit_undo(&e));
            CHECK_TEXT(e.text, texts[i]);
        }
        CHECK(!cr_edit_undo(&e) && !cr_edit_is_changed(&e));
        for (uint32_t i = 1; i <= count; i++) {
            CHECK(cr_edit_redo(&e));
            CHECK_TEXT(e.text, texts[i]);
        }
        CHECK(!cr_edit_redo(&e));
        for (uint32_t i = 0; i <= count; i++)
            free(texts[i]);
        cr_edit_close(&e);
    }
}

static void what_is_saved_is_known_across_undo(void **state)
{
    struct cr_edit_text e;
    (void)state;
    open_text(&e, "beat 1\nSD |----|\n");
    CHECK(!cr_edit_is_changed(&e));
    CHECK(cr_edit_glyph(&e, 'o'));
    CHECK(cr_edit_is_changed(&e));
    cr_edit_mark_saved(&e);
    CHECK(!cr_edit_is_changed(&e));
    CHECK(cr_edit_undo(&e));
    CHECK(cr_edit_is_changed(&e));
    CHECK(cr_edit_redo(&e));
    CHECK(!cr_edit_is_changed(&e));
    CHECK(cr_edit_undo(&e));
    CHECK(cr_edit_glyph(&e, 'x')); /* what was saved can not come back */
    CHECK(cr_edit_undo(&e));
    CHECK(cr_edit_is_changed(&e));
    for (int i = 0; i < CR_EDIT_STEPS + 10; i++)
        CHECK(cr_edit_replace(&e, i % 2 ? "a" : "b", 1, 0));
    int undone = 0;
    while (cr_edit_undo(&e))
        undone++;
    CHECK_INT(CR_EDIT_STEPS, undone);
    cr_edit_close(&e);
}

static void a_new_pattern_reads(void **state)
{
    struct cr_pattern p = {0};
    struct cr_diagnostics found = {0};
    (void)state;
    CHECK(!cr_pattern_read(&p, cr_edit_new_text, strlen(cr_edit_new_text),
                           &found));
    CHECK_INT(0, found.count);
    cr_pattern_deinit(&p);
    cr_diagnostics_deinit(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_stand_where_they_are_written),
        cmocka_unit_test(the_cells_are_those_of_the_reader),
        cmocka_unit_test(what_is_typed_on_the_grid_is_in_the_file),
        cmocka_unit_test(letters_are_undone_as_words),
        cmocka_unit_test(every_step_is_undone_to_the_byte),
        cmocka_unit_test(what_is_saved_is_known_across_undo),
        cmocka_unit_test(a_new_pattern_reads)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
