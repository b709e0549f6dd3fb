/* The canonical form: written once it stays, and it plays the same. */
#include "patterns/timeline.h"
#include "tests/support/check.h"

static uint32_t lay_file(const char *text, size_t size,
                         struct cr_pattern *pattern,
                         struct cr_timeline *timeline)
{
    struct cr_diagnostics found = {0};
    const struct cr_timeline_options options = {0};
    CHECK_INT(CR_OK, cr_pattern_read(pattern, text, size, &found));
    CHECK_INT(CR_OK, cr_timeline_create(timeline, pattern, &options));
    cr_diagnostics_deinit(&found);
    return timeline->note_count;
}

static void same_events(const char *a, size_t a_size, const char *b,
                        size_t b_size)
{
    struct cr_pattern pa = {0}, pb = {0};
    struct cr_timeline ta = {0}, tb = {0};
    CHECK_INT(lay_file(a, a_size, &pa, &ta), lay_file(b, b_size, &pb, &tb));
    for (uint32_t i = 0; i < ta.note_count; i++) {
        const struct cr_note *x = &ta.notes[i], *y = &tb.notes[i];
        CHECK_INT(0, cr_fraction_compare(x->at, y->at));
        CHECK_INT(x->at_ns, y->at_ns);
        CHECK_INT(x->velocity, y->velocity);
        CHECK_INT(x->kind, y->kind);
        CHECK_TEXT(pa.lanes[x->lane].name, pb.lanes[y->lane].name);
    }
    cr_timeline_destroy(&ta);
    cr_timeline_destroy(&tb);
    cr_pattern_deinit(&pa);
    cr_pattern_deinit(&pb);
}

static void check_text(const char *text, size_t size)
{
    struct cr_diagnostics found = {0};
    char *once, *twice;
    size_t once_size, twice_size;
    CHECK_INT(CR_OK, cr_pattern_format(text, size, &once, &once_size, &found));
    const enum cr_status again =
        cr_pattern_format(once, once_size, &twice, &twice_size, &found);
    if (again)
        print_error("%s\n%d:%d: %s\n", once, found.items[0].line,
                    found.items[0].column, found.items[0].text);
    CHECK_INT(CR_OK, again);
    CHECK_TEXT(once, twice);
    same_events(text, size, once, once_size);
    free(once);
    free(twice);
    cr_diagnostics_deinit(&found);
}

static void files_that_ship_stay_the_same(void **state)
{
    static const char *const names[] = {"rock",      "paradiddle", "seven",
                                        "three-two", "yyz",        "changes"};
    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char path[512];
        size_t size;
        snprintf(path, sizeof(path), CR_TEST_DATA "/good/%s.beat", names[i]);
        char *text = cr_test_file(path, &size);
        CHECK(text != NULL);
        cr_check_row(names[i]);
        check_text(text, size);
        free(text);
    }
}

struct text {
    char bytes[16384];
    size_t size;
};

static void add(struct text *t, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    t->size += (size_t)vsnprintf(t->bytes + t->size, sizeof(t->bytes) - t->size,
                                 format, arguments);
    va_end(arguments);
}

static void add_bar(struct text *t, struct cr_test_random *r, int cells,
                    const char *glyphs, bool may_repeat)
{
    if (may_repeat && cr_test_int(r, 0, 9) == 0) {
        add(t, " %% |");
        return;
    }
    bool is_sounding = false;
    for (int i = 0; i < cells; i++) {
        const int what = cr_test_int(r, 0, 9);
        if (what < 4) {
            add(t, "%c", "-."[cr_test_int(r, 0, 1)]);
            is_sounding = false;
        } else if (what == 4 && is_sounding) {
            add(t, "~");
        } else if (what == 5 && i + 2 <= cells) {
            add(t, "(%c-%c)2 ", glyphs[0], glyphs[1]);
            i++;
            is_sounding = true;
        } else {
            const int count = (int)strlen(glyphs);
            add(t, "%c", glyphs[cr_test_int(r, 0, count - 1)]);
            is_sounding = true;
        }
        if (cr_test_int(r, 0, 3) == 0)
            add(t, " ");
    }
    add(t, "|");
}

static void add_system(struct text *t, struct cr_test_random *r, int beats)
{
    static const struct {
        const char *name, *glyphs;
    } lanes[] = {{"BD", "xoXO@"}, {"sn", "ogOxXfdrz5"}, {"HAT", "xXohp+s#"},
                 {"WB", "xXgf"},  {"other", "xo9"},     {"RD", "xbB#"},
                 {"hf", "xps"}};
    const int bars = cr_test_int(r, 1, 9);
    const int cells = beats * (1 << cr_test_int(r, 0, 2));
    for (size_t l = 0; l < sizeof(lanes) / sizeof(lanes[0]); l++) {
        if (cr_test_int(r, 0, 2) == 0 && l)
            continue;
        const int ratio = cr_test_int(r, 0, 5) == 0 ? cr_test_int(r, 1, 9) : 0;
        if (cr_test_int(r, 0, 6) == 0)
            add(t, "# about %s\n", lanes[l].name);
        add(t, "%s", lanes[l].name);
        if (ratio)
            add(t, " / %d", ratio);
        add(t, "  |");
        for (int b = 0; b < bars; b++)
            add_bar(t, r, ratio ? ratio : cells, lanes[l].glyphs, b > 0);
        add(t, "%s\n", cr_test_int(r, 0, 4) ? "" : "   margin note");
    }
    add(t, "\n");
}

static void add_header(struct text *t, struct cr_test_random *r)
{
    add(t, "# on top\n\nbeat 1   # magic\n");
    add(t, "lane:WB=76 ,wood  block\nx-tool:   kept as it is  \n");
    add(t, "tempo: %d.%d%s\n", cr_test_int(r, 30, 300), cr_test_int(r, 0, 9),
        cr_test_int(r, 0, 1) ? "" : "->  200 in 3  bars # up");
    add(t, "lane: other = T2\nmystery: value\nmeter: 4/4\n");
    if (cr_test_int(r, 0, 1))
        add(t, "swing: %d %d%%\n", cr_test_int(r, 0, 1) ? 8 : 16,
            cr_test_int(r, 50, 80));
}

static void random_files_survive_formatting(void **state)
{
    static const char *const keys[] = {"dyn:pp->ff", "tempo: 3/8 = 80",
                                       "swing:off", "tempo: 90 -> 120",
                                       "dyn: mf  -> p in 2 bars"};
    (void)state;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct cr_test_random r = {seed};
        struct text t = {.size = 0};
        char row[32];
        snprintf(row, sizeof(row), "seed %d", (int)seed);
        cr_check_row(row);
        add_header(&t, &r);
        const int sections = cr_test_int(&r, 0, 3);
        add_system(&t, &r, 4);
        for (int s = 0; s < sections; s++) {
            add(&t, "[ Part %d ]%s%s  # heading\n", s,
                cr_test_int(&r, 0, 1) ? " x 3" : "",
                cr_test_int(&r, 0, 1) ? " , tempo 100->120,dyn f" : "");
            if (cr_test_int(&r, 0, 1))
                add(&t, "# alone\n\n");
            add_system(&t, &r, 4);
            add(&t, "%s\nmeter: 7/8 2+2+3\n", keys[cr_test_int(&r, 0, 4)]);
            add_system(&t, &r, 7);
        }
        check_text(t.bytes, t.size);
    }
}

/* How values are spaced, whoever wrote them. */
static void values_have_one_form(void **state)
{
    static const struct {
        const char *written, *canonical;
    } rows[] = {{"tempo:80->120  in 8 bars", "tempo: 80 -> 120 in 8 bars"},
                {"tempo: 3/8=80", "tempo: 3/8=80"},
                {"tags: rock,odd ,  slow", "tags: rock, odd, slow"},
                {"lane:WB=76,wood block", "lane: WB = 76, wood block"},
                {"swing:16  60%", "swing: 16 60%"},
                {"title:  A  title ", "title: A  title"}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct cr_diagnostics found = {0};
        char text[200], *out, wanted[100];
        size_t size;
        cr_check_row(rows[i].written);
        snprintf(text, sizeof(text), "beat 1\n%s\n\nHH |x-x-|\n",
                 rows[i].written);
        CHECK_INT(CR_OK,
                  cr_pattern_format(text, strlen(text), &out, &size, &found));
        snprintf(wanted, sizeof(wanted), "\n%s\n", rows[i].canonical);
        if (!strstr(out, wanted))
            CHECK_FAIL("%s", out);
        free(out);
        cr_diagnostics_deinit(&found);
    }
}

static void comments_and_unknown_keys_are_kept(void **state)
{
    static const char text[] = "beat 1\n# one\nfoo: bar\ntitle: T\n\nSD |x---| "
                               "two\n# three\nBD |x---|\n";
    char *out;
    size_t size;
    struct cr_diagnostics found = {0};
    (void)state;
    CHECK_INT(CR_OK,
              cr_pattern_format(text, strlen(text), &out, &size, &found));
    CHECK_TEXT("beat 1\ntitle: T\n# one\nfoo: bar\n\nSD |x---|  two\n# three\n"
               "BD |x---|\n",
               out);
    free(out);
    cr_diagnostics_deinit(&found);
}

/* What stands above the bars, and where; blanks around it are not of it. */
static void words_stand_above_the_bars(void **state)
{
    static const char text[] = "beat 1\nmeter: 5/4\n"
                               "words: 0 Y,  14/32  two words ,7/8 \xC3\x84\n"
                               "SD |O-oo -o-O -oo- o-O- o-oo|\n";
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    char *out;
    size_t size;
    (void)state;
    CHECK(!cr_pattern_read(&pattern, text, strlen(text), &found));
    CHECK_INT(3, pattern.word_count);
    CHECK_TEXT("Y", pattern.words[0].text);
    CHECK_TEXT("two words", pattern.words[1].text);
    CHECK_TEXT("\xC3\x84", pattern.words[2].text);
    CHECK_INT(0, pattern.words[0].at.num);
    CHECK(pattern.words[1].at.num == 7 && pattern.words[1].at.den == 16);
    CHECK(pattern.words[2].at.num == 7 && pattern.words[2].at.den == 8);
    cr_pattern_deinit(&pattern);
    CHECK(!cr_pattern_format(text, strlen(text), &out, &size, &found));
    CHECK(strstr(out, "\nwords: 0 Y, 14/32  two words, 7/8 \xC3\x84\n"));
    free(out);
    cr_diagnostics_deinit(&found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_that_ship_stay_the_same),
        cmocka_unit_test(random_files_survive_formatting),
        cmocka_unit_test(values_have_one_form),
        cmocka_unit_test(words_stand_above_the_bars),
        cmocka_unit_test(comments_and_unknown_keys_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
