/* What makes a session easier or harder on the ear: a click that steps back, a pattern
 * that is played unevenly, a gate for one's own drums. */
#include "app/practice/marker.h"
#include "app/practice/session.h"
#include "tests/support/check.h"

static const struct cr_fade fade = {.from_ms = 12, .to_ms = 30};

static void the_click_follows_its_law(void **state)
{
    double errors[CR_FADE_NOTES], level = 1;
    (void)state;
    for (int i = 0; i < CR_FADE_NOTES; i++)
        errors[i] = i % 2 ? 21 : -21;
    CHECK_NEAR(1, cr_fade_next(&fade, 0.3, errors, CR_FADE_NOTES - 1), 0);
    /* root mean square 21: half of the way */
    CHECK_NEAR(0.875, cr_fade_next(&fade, 1, errors, CR_FADE_NOTES), 1e-12);
    CHECK_NEAR(0.5, cr_fade_next(&fade, 0.55, errors, CR_FADE_NOTES), 1e-12);
    CHECK_NEAR(0.5, cr_fade_next(&fade, 0, errors, CR_FADE_NOTES), 1e-12);
    for (int i = 0; i < CR_FADE_NOTES; i++)
        errors[i] = 3;
    for (int i = 1; i <= 8; i++) {
        level = cr_fade_next(&fade, level, errors, CR_FADE_NOTES);
        CHECK_NEAR(1 - i / 8.0, level, 1e-12);
    }
    CHECK_NEAR(0, cr_fade_next(&fade, level, errors, CR_FADE_NOTES), 0);
    errors[0] = 400; /* far out: back in two beats */
    CHECK_NEAR(0.5, cr_fade_next(&fade, 0, errors, CR_FADE_NOTES), 1e-12);
    CHECK_NEAR(1, cr_fade_next(&fade, 0.5, errors, CR_FADE_NOTES), 1e-12);
    /* an error counts by the tempo, as everywhere */
    const struct cr_target slow = {.beat_ms = 1000}, at120 = {.beat_ms = 500};
    CHECK_NEAR(20, cr_fade_error(&at120, 20), 1e-12);
    CHECK_NEAR(20 * 100 / 131.95, cr_fade_error(&slow, 20), 0.01);
}

struct take {
    struct cr_pattern pattern;
    struct cr_timeline timeline;
};

static void open_take(struct take *t, const char *text, uint32_t loops)
{
    struct cr_diagnostics found = {0};
    const struct cr_timeline_options options = {.loops = loops,
                                                .has_click = true};
    *t = (struct take){0};
    CHECK(!cr_pattern_read(&t->pattern, text, strlen(text), &found));
    cr_diagnostics_deinit(&found);
    CHECK(!cr_timeline_create(&t->timeline, &t->pattern, &options));
}

static void close_take(struct take *t)
{
    cr_timeline_destroy(&t->timeline);
    cr_pattern_deinit(&t->pattern);
}

static const char beats[] = "beat 1\ntempo: 120\nSD |oooo|\n";

/* In for eight bars, away for four, in again; what the window hears while it is
 * played and what the report says of it are the same. */
static void the_click_steps_back_and_returns(void **state)
{
    enum { BARS = 20, AWAY = 8, BACK = 12 };
    struct take t;
    struct cr_press presses[4 * BARS];
    struct cr_result result;
    struct cr_marker marker = {0};
    uint32_t n = 0, count;
    double *levels, errors[CR_FADE_NOTES], level = 1;
    (void)state;
    open_take(&t, beats, BARS);
    for (int beat = 0; beat < 4 * BARS; beat++) {
        if (beat / 4 < AWAY || beat / 4 >= BACK)
            presses[n++] =
                (struct cr_press){.at_ns = beat * INT64_C(500000000) +
                                           (beat % 2 ? 4 : -4) * 1000000};
    }
    CHECK(!cr_score(&result, &t.timeline, presses, n));
    CHECK(!cr_fade_levels(&fade, &t.timeline, &result, &levels, &count));
    CHECK_INT(4 * BARS, count);
    for (int beat = 0; beat < 8; beat++)
        CHECK_NEAR(1, levels[beat], 0);
    CHECK_NEAR(0.875, levels[8], 1e-12);
    CHECK_NEAR(0, levels[15], 1e-12);
    CHECK_NEAR(0, levels[4 * AWAY], 1e-12); /* what is not hit is not old yet */
    CHECK(levels[4 * AWAY + 3] > 0.6);
    CHECK_NEAR(1, levels[4 * BACK], 1e-12);
    CHECK_NEAR(0, levels[4 * BARS - 1], 1e-12);
    CHECK(!cr_marker_lay_out(&marker, &t.timeline));
    for (uint32_t i = 0, beat = 0; beat < count; beat++) {
        const int64_t at = beat * INT64_C(500000000);
        for (; i < n && presses[i].at_ns < at - 60000000; i++)
            CHECK(!cr_marker_add(&marker, presses[i].at_ns, 0));
        level = cr_fade_next(&fade, level, errors,
                             cr_marker_last_errors(&marker, at, errors));
        CHECK_NEAR(levels[beat], level, 1e-9);
    }
    cr_marker_destroy(&marker);
    free(levels);
    cr_result_destroy(&result);
    close_take(&t);
}

static void a_pattern_is_played_unevenly(void **state)
{
    const struct cr_human human = {.sd_ms = 6, .velocity_pct = 10, .seed = 5};
    const struct cr_human none = {0};
    struct take t;
    struct cr_note *notes, *again;
    double sum = 0, squares = 0, loud = 0;
    int n = 0;
    (void)state;
    open_take(&t, beats, 400);
    CHECK(!cr_humanise(&human, &t.timeline, &notes));
    CHECK(!cr_humanise(&human, &t.timeline, &again));
    const size_t size = t.timeline.note_count * sizeof(*notes);
    CHECK(memcmp(notes, again, size) == 0);
    free(again);
    for (uint32_t i = 0; i < t.timeline.note_count; i++) {
        const struct cr_note *was = &t.timeline.notes[i];
        const double ms = (was->lead_ns - notes[i].lead_ns) / 1e6;
        CHECK(was->at_ns == notes[i].at_ns); /* it is judged where it stands */
        if (was->lane == CR_CLICK_LANE) {
            CHECK(ms == 0 && was->velocity == notes[i].velocity);
            continue;
        }
        CHECK(fabs(ms) <= 12);
        sum += ms;
        squares += ms * ms;
        loud += fabs((double)notes[i].velocity - was->velocity);
        n++;
    }
    CHECK_NEAR(0, sum / n, 0.6);
    CHECK(sqrt(squares / n) > 5 && sqrt(squares / n) < 6.2);
    CHECK(loud / n > 4 && loud / n < 8);
    free(notes);
    CHECK(!cr_humanise(&none, &t.timeline, &notes));
    CHECK(memcmp(notes, t.timeline.notes, size) == 0);
    free(notes);
    close_take(&t);
}

static void a_gate_lets_near_hits_through(void **state)
{
    static const struct {
        int ms;
        bool strict, usual, wide;
    } hits[] = {{0, true, true, true},     {-37, true, true, true},
                {38, false, true, true},   {-50, false, true, true},
                {51, false, false, true},  {75, false, false, true},
                {76, false, false, false}, {250, false, false, false}};
    struct take t;
    struct cr_marker marker = {0};
    (void)state;
    open_take(&t, beats, 2);
    CHECK(!cr_marker_lay_out(&marker, &t.timeline));
    for (size_t i = 0; i < sizeof(hits) / sizeof(hits[0]); i++) {
        const int64_t at = 500000000 + hits[i].ms * INT64_C(1000000);
        CHECK_INT(
            hits[i].strict,
            cr_marker_is_near(&marker, at, 0, cr_gate_ms(CR_GATE_STRICT)));
        CHECK_INT(hits[i].usual,
                  cr_marker_is_near(&marker, at, 0, cr_gate_ms(CR_GATE_USUAL)));
        CHECK_INT(hits[i].wide,
                  cr_marker_is_near(&marker, at, 0, cr_gate_ms(CR_GATE_WIDE)));
    }
    CHECK(!cr_marker_is_near(&marker, 500000000, 1, 50)); /* no such drum */
    /* what has been answered is not open any more */
    CHECK(!cr_marker_add(&marker, 500000000, 0));
    CHECK(!cr_marker_is_near(&marker, 520000000, 0, 50));
    cr_marker_destroy(&marker);
    close_take(&t);
}

static void options_come_back_as_they_were(void **state)
{
    static const struct {
        const char *text;
        bool is_good;
    } rows[] = {{"fade:from=12,to=30", true},
                {"fade:from=0,to=7.5", true},
                {"fade:from=30,to=12", false},
                {"fade:from=12,until=30", false},
                {"human:sd=6,velocity=8,seed=1", true},
                {"human:sd=0.5,velocity=0", true},
                {"human:sd=0", false},
                {"human:sd=6,seed=-1", false},
                {"human:sd=1000", false},
                {"gate:strict", true},
                {"minutes:5", true},
                {"minutes:0", false},
                {"minutes:601", false},
                {"sticking:as-written", true},
                {"sticking:other", false},
                {"gate:narrow", false},
                {"windows:wide", true},
                {"windows:strict", true},
                {"windows:10/20/40", true},
                {"windows:hands=10/20/40,feet=15/30/60", true},
                {"windows:10/20", false},
                {"windows:10/20/40/80", false},
                {"windows:20/10/40", false},
                {"windows:0/10/40", false},
                {"windows:hands=10/20/40", false},
                {"windows:feet=10/20/40,hands=10/20/40", false}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct cr_session session = {0};
        struct cr_error error = {0};
        struct cr_text_buffer out = {0};
        cr_check_row(rows[i].text);
        CHECK_INT(rows[i].is_good,
                  !cr_session_read(&session, rows[i].text, &error));
        cr_session_write(&session, &out);
        CHECK_TEXT(rows[i].is_good ? rows[i].text : "",
                   out.text ? out.text : "");
        free(out.text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_click_follows_its_law),
        cmocka_unit_test(the_click_steps_back_and_returns),
        cmocka_unit_test(a_pattern_is_played_unevenly),
        cmocka_unit_test(a_gate_lets_near_hits_through),
        cmocka_unit_test(options_come_back_as_they_were)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
