/* How a pattern is practised: what is planned, bar by bar. */
#include "app/practice/player.h"
#include "app/practice/score.h"
#include "app/practice/session.h"
#include "app/practice/silence.h"
#include "tests/support/check.h"

static const char groove[] = "beat 1\n"
                             "tempo: 100\n"
                             "HH |x-x-x-x-|\n"
                             "SD |--o---o-|\n"
                             "BD |o---o---|\n";
static const char two_bars[] = "beat 1\n"
                               "tempo: 120\n"
                               "meter: 3/4\n"
                               "SD |ooo|ooo|\n";

static struct cr_pattern pattern_of(const char *text)
{
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    CHECK(!cr_pattern_read(&pattern, text, strlen(text), &found));
    cr_diagnostics_deinit(&found);
    return pattern;
}

static struct cr_session session_of(const char *text, uint32_t loops)
{
    struct cr_session session = {.loops = loops};
    struct cr_error error = {0};
    if (cr_session_read(&session, text, &error))
        CHECK_FAIL("%s", error.text);
    return session;
}

static struct cr_session_plan plan_of(const struct cr_pattern *pattern,
                                      const char *text, uint32_t loops)
{
    const struct cr_session session = session_of(text, loops);
    struct cr_session_plan plan;
    struct cr_error error = {0};
    if (cr_session_plan(&plan, &session, pattern, NULL, &error))
        CHECK_FAIL("%s: %s", text, error.text);
    return plan;
}

static void options_are_written_as_they_are_read(void **state)
{
    static const char *const rows[] = {
        "",
        "gaps:play=2,mute=2",
        "gaps:play=1,mute=3,grow=1,unit=beats",
        "gaps:random=30-30,seed=7",
        "gaps:random=10-50,unit=beats",
        "gaps:play=2,mute=2,ladder=30",
        "earn:bars=4,hits=95,extra=5,spread=22.5,top=200",
        "breaks:play=4,rest=1",
        "ramp:from=80,to=120,step=4,every=4,unit=bars,end=stop",
        "ramp:from=97.25,to=60,step=2.5%,every=30,unit=seconds,end=reverse",
        "gaps:play=2,mute=2 breaks:play=4,rest=1 lead-in:1 mute:HH",
        "part:SD,BD clicks:1,2,4,every=2 click-shift:1/2,rotate=4"};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct cr_text_buffer out = {0};
        const struct cr_session session = session_of(rows[i], 0);
        cr_check_row(rows[i]);
        cr_session_write(&session, &out);
        CHECK_TEXT(rows[i], out.text ? out.text : "");
        free(out.text);
    }
}

static void what_is_not_understood_changes_nothing(void **state)
{
    static const char *const rows[] = {
        "gaps:play=2",
        "gaps:play=0,mute=2",
        "gaps:play=2,mute=2,random=5",
        "gaps:random=101",
        "gaps:random=5-",
        "gaps:play=2,mute=99999999999999999999",
        "gaps:play=2,mute=2,unit=hours",
        "gaps:",
        "gaps:play=2,mute=2,ladder=30,unit=beats",
        "gaps:random=5,ladder=30",
        "earn:hits=90",
        "earn:bars=4,hits=101",
        "earn:bars=4,spread=0",
        "breaks:play=2",
        "ramp:from=80,to=120",
        "ramp:from=80,to=120,step=0",
        "ramp:from=80,to=1e9,step=4",
        "ramp:from=80,to=nan,step=4",
        "ramp:from=80,to=120,step=4,end=never",
        "lead-in:-1",
        "lead-in:x",
        "part:SD=3",
        "clicks:0",
        "clicks:13",
        "clicks:1,1,1,1,1,1,1,1,1",
        "click-shift:2/2",
        "click-shift:1",
        "click-shift:/",
        "nonsense:1",
        "gaps",
        ":"};
    struct cr_error error = {0};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct cr_session session = session_of("gaps:play=3,mute=1", 9);
        const struct cr_session before = session;
        cr_check_row(rows[i]);
        CHECK_INT(CR_ERR_SYNTAX, cr_session_read(&session, rows[i], &error));
        CHECK(error.text[0]);
        CHECK(memcmp(&before, &session, sizeof(session)) == 0);
    }
}

static struct cr_timeline timeline_of(const struct cr_pattern *pattern,
                                      const char *text, uint32_t loops)
{
    struct cr_timeline timeline;
    struct cr_session_plan plan = plan_of(pattern, text, loops);
    CHECK(!cr_timeline_create(&timeline, pattern, &plan.timeline));
    cr_session_plan_destroy(&plan);
    return timeline;
}

/* One letter a bar: written, silent, break, lead-in; 'b' silent in part. */
static void plans_are(const struct cr_pattern *pattern, const char *text,
                      uint32_t loops, const char *expected)
{
    char found[128] = "";
    struct cr_timeline timeline = timeline_of(pattern, text, loops);
    for (uint32_t bar = 0; bar < timeline.bar_count && bar < 100; bar++) {
        const struct cr_meter *m = cr_timeline_meter(&timeline, bar);
        const enum cr_passage_kind kind =
            cr_timeline_passage(&timeline, bar, (struct cr_fraction){0, 1});
        found[bar] = "wsxl"[kind];
        for (int beat = 1; beat < m->beats; beat++) {
            if (cr_timeline_passage(&timeline, bar,
                                    cr_fraction_make(beat, m->unit)) != kind)
                found[bar] = 'b';
        }
        found[bar + 1] = '\0';
    }
    CHECK_TEXT(expected, found);
    cr_timeline_destroy(&timeline);
}

static void bars_are_silent_as_planned(void **state)
{
    static const struct {
        const char *session;
        uint32_t loops;
        const char *bars;
    } rows[] = {
        {"", 3, "www"},
        {"gaps:play=2,mute=1", 8, "wwswwsww"},
        {"gaps:play=1,mute=1,grow=1", 9, "wswsswsss"},
        {"gaps:play=4,mute=4,unit=beats", 4, "wsws"},
        {"gaps:play=3,mute=2,unit=beats", 3, "bbb"},
        {"gaps:random=100", 4, "wsss"}, /* the first bar says where one is */
        {"gaps:random=0", 4, "wwww"},
        {"gaps:random=0-100,seed=3", 4, "wwss"},
        {"breaks:play=2,rest=1", 7, "wwxwwxw"},
        {"breaks:play=2,rest=1 gaps:play=1,mute=1", 7, "wsxwsxw"}};
    struct cr_pattern pattern = pattern_of(groove);
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        cr_check_row(rows[i].session);
        plans_are(&pattern, rows[i].session, rows[i].loops, rows[i].bars);
    }
    cr_pattern_deinit(&pattern);
    pattern = pattern_of(two_bars);
    cr_check_row("lead-in");
    plans_are(&pattern, "lead-in:1", 3, "lwlwlw");
    plans_are(&pattern, "lead-in:1 gaps:play=1,mute=1", 4, "lwlslwls");
    cr_pattern_deinit(&pattern);
}

/* Chance is seeded, and as great as it is said to be. */
static void chance_is_what_is_asked_for(void **state)
{
    struct cr_pattern pattern = pattern_of(groove);
    (void)state;
    for (int pct = 10; pct <= 90; pct += 20) {
        char text[64];
        snprintf(text, sizeof(text), "gaps:random=%d,seed=%d", pct, pct);
        struct cr_session_plan a = plan_of(&pattern, text, 2000);
        struct cr_session_plan b = plan_of(&pattern, text, 2000);
        CHECK_NEAR(pct / 100.0, a.timeline.passage_count / 2000.0, 0.035);
        CHECK_INT(a.timeline.passage_count, b.timeline.passage_count);
        CHECK(memcmp(a.passages, b.passages,
                     a.timeline.passage_count * sizeof(*a.passages)) == 0);
        cr_session_plan_destroy(&a);
        cr_session_plan_destroy(&b);
    }
    cr_pattern_deinit(&pattern);
}

/* The tempo of each bar, in whole bpm. */
static void ramps_are(const struct cr_pattern *pattern, const char *text,
                      uint32_t loops, const char *expected)
{
    char found[256] = "";
    struct cr_timeline timeline = timeline_of(pattern, text, loops);
    for (uint32_t bar = 0; bar < timeline.bar_count && bar < 40; bar++)
        snprintf(found + strlen(found), 8, bar ? " %.0f" : "%.0f",
                 cr_timeline_bar_bpm(&timeline, bar));
    CHECK_TEXT(expected, found);
    cr_timeline_destroy(&timeline);
}

static void ramps_climb_and_end_as_planned(void **state)
{
    static const struct {
        const char *session;
        uint32_t loops;
        const char *tempi;
    } rows[] = {
        {"ramp:from=80,to=100,step=10,every=2", 0, "80 80 90 90 100 100"},
        {"ramp:from=80,to=95,step=10,every=1", 0, "80 90 95"},
        {"ramp:from=100,to=80,step=10,every=1", 0, "100 90 80"},
        {"ramp:from=80,to=100,step=10,every=2", 2, "80 80"},
        {"ramp:from=80,to=100,step=10,every=1,end=stay", 5,
         "80 90 100 100 100"},
        {"ramp:from=80,to=100,step=10,every=1,end=reverse", 8,
         "80 90 100 90 80 90 100 90"},
        {"ramp:from=80,to=100,step=10,every=1,end=restart", 7,
         "80 90 100 80 90 100 80"},
        {"ramp:from=100,to=120,step=10%,every=1", 0, "100 110 120"},
        /* a bar lasts 2.4 s at 100, 2 s at 120: after five and more it climbs */
        {"ramp:from=100,to=120,step=20,every=5,unit=seconds,end=stay", 6,
         "100 100 100 120 120 120"}};
    struct cr_pattern pattern = pattern_of(groove);
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        cr_check_row(rows[i].session);
        ramps_are(&pattern, rows[i].session, rows[i].loops, rows[i].tempi);
    }
    cr_pattern_deinit(&pattern);
    pattern = pattern_of(two_bars);
    cr_check_row("by loops");
    ramps_are(&pattern, "ramp:from=80,to=90,step=10,every=2,unit=loops", 0,
              "80 80 80 80 90 90 90 90");
    cr_check_row("a loop is played to its end");
    ramps_are(&pattern, "ramp:from=80,to=100,step=10,every=1", 0,
              "80 90 100 100");
    cr_pattern_deinit(&pattern);
}

static void what_cannot_be_planned_is_refused(void **state)
{
    static const char *const rows[] = {"part:CR", "mute:HH,XX", "lead-in:1",
                                       "earn:bars=2 ramp:from=80,to=90,step=2"};
    struct cr_pattern pattern = pattern_of(groove);
    struct cr_session_plan plan;
    struct cr_error error = {0};
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        const struct cr_session session = session_of(rows[i], 1);
        cr_check_row(rows[i]);
        CHECK_INT(CR_ERR_RANGE,
                  cr_session_plan(&plan, &session, &pattern, NULL, &error));
        CHECK(error.text[0] && !plan.changes && !plan.passages);
    }
    struct cr_session session = {.loops = 2000000};
    CHECK_INT(CR_ERR_LIMIT,
              cr_session_plan(&plan, &session, &pattern, NULL, &error));
    session = (struct cr_session){.from_bar = 5, .loops = 1};
    CHECK_INT(CR_ERR_RANGE,
              cr_session_plan(&plan, &session, &pattern, NULL, &error));
    cr_pattern_deinit(&pattern);
}

static void play(const struct cr_pattern *pattern, const char *session,
                 uint32_t loops, const char *player_text,
                 struct cr_timeline *timeline, struct cr_presses *presses,
                 struct cr_result *result)
{
    struct cr_session_plan plan = plan_of(pattern, session, loops);
    struct cr_player player = {0};
    struct cr_error error = {0};
    CHECK(!cr_player_parse(&player, player_text, &error));
    CHECK(!cr_timeline_create(timeline, pattern, &plan.timeline));
    CHECK(!cr_player_play(&player, timeline, presses));
    CHECK(!cr_score(result, timeline, presses->items, presses->count));
    cr_session_plan_destroy(&plan);
}

static void only_what_is_to_be_played_is_judged(void **state)
{
    static const struct {
        const char *pattern, *session;
        uint32_t loops, notes, extra;
    } rows[] = {{groove, "", 8, 64, 0},
                {groove, "gaps:play=2,mute=2", 8, 64, 0},
                /* who goes on in a break plays what nobody asked for */
                {groove, "breaks:play=3,rest=1", 8, 48, 16},
                {groove, "part:SD", 8, 16, 0},
                {groove, "mute:SD", 8, 64, 0},
                {two_bars, "lead-in:1", 8, 24, 0}};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct cr_pattern pattern = pattern_of(rows[i].pattern);
        struct cr_timeline all, timeline;
        struct cr_presses presses, ignored;
        struct cr_result result;
        cr_check_row(rows[i].session);
        /* a player who plays all that is written, whatever was said */
        play(&pattern, "", rows[i].loops, "mean=3", &all, &presses, &result);
        cr_result_destroy(&result);
        play(&pattern, rows[i].session, rows[i].loops, "mean=3", &timeline,
             &ignored, &result);
        cr_result_destroy(&result);
        CHECK(!cr_score(&result, &timeline, presses.items, presses.count));
        CHECK_INT(rows[i].notes, result.all.notes);
        CHECK_INT(rows[i].notes, result.all.hits);
        CHECK_INT(rows[i].extra, result.all.extra);
        cr_result_destroy(&result);
        free(presses.items);
        free(ignored.items);
        cr_timeline_destroy(&timeline);
        cr_timeline_destroy(&all);
        cr_pattern_deinit(&pattern);
    }
}

/* A player 0.8 % too fast in a gap of four bars at 100 bpm: 9.6 s become
 * 9.524. */
static void silence_is_scored(void **state)
{
    struct cr_pattern pattern = pattern_of(groove);
    struct cr_timeline timeline;
    struct cr_presses presses;
    struct cr_result result;
    struct cr_silences silences;
    (void)state;
    play(&pattern, "gaps:play=4,mute=4", 25, "gap-drift=0.8,mean=10", &timeline,
         &presses, &result);
    CHECK(!cr_silences_judge(&silences, &timeline, &result));
    CHECK_INT(3, silences.count);
    for (uint32_t i = 0; i < 3; i++) {
        const struct cr_silence *s = &silences.items[i];
        CHECK(s->is_played && s->has_return && s->has_tempo);
        CHECK_NEAR(0.8, s->tempo_pct, 0.0001);
        CHECK_NEAR(10 - 9600 * (1 - 1 / 1.008), s->return_ms, 0.0001);
        CHECK_NEAR(100, s->bpm, 1e-9);
        CHECK_INT(4, s->end_bar - s->first_bar);
        CHECK_INT(32, s->notes);
        CHECK_INT(32, s->hits);
        for (uint32_t b = 1; b < 4; b++) /* further off in each bar */
            CHECK_NEAR(-2400 * (1 - 1 / 1.008),
                       s->bars[b].mean_ms - s->bars[b - 1].mean_ms, 0.0001);
    }
    cr_silences_destroy(&silences);
    cr_result_destroy(&result);
    free(presses.items);
    cr_timeline_destroy(&timeline);
    cr_pattern_deinit(&pattern);
}

/* With the jitter of a hand the numbers come back on the whole, and what an
 * offset adds is not in the tempo. */
static void silence_is_scored_through_jitter(void **state)
{
    struct cr_pattern pattern = pattern_of(groove);
    double tempo[2] = {0, 0}, back = 0;
    uint32_t count = 0;
    (void)state;
    for (int shift = 0; shift < 2; shift++) {
        struct cr_timeline timeline;
        struct cr_presses presses;
        struct cr_result result;
        struct cr_silences silences;
        count = 0;
        play(&pattern, "gaps:play=4,mute=4", 801,
             shift ? "gap-drift=0.8,sd=8,ar=0.5,seed=5,mean=25"
                   : "gap-drift=0.8,sd=8,ar=0.5,seed=5",
             &timeline, &presses, &result);
        CHECK(!cr_silences_judge(&silences, &timeline, &result));
        back = 0;
        for (uint32_t i = 0; i < silences.count; i++) {
            CHECK(silences.items[i].has_tempo);
            tempo[shift] += silences.items[i].tempo_pct;
            back += silences.items[i].return_ms;
            count++;
        }
        cr_silences_destroy(&silences);
        cr_result_destroy(&result);
        free(presses.items);
        cr_timeline_destroy(&timeline);
    }
    CHECK_INT(100, count);
    CHECK_NEAR(0.8, tempo[0] / count, 0.05);
    CHECK_NEAR(tempo[0] / count, tempo[1] / count, 0.01);
    CHECK_NEAR(25 - 76.19, back / count, 2);
    cr_pattern_deinit(&pattern);
}

/* Missed beats, a stop in the middle, silence at the end. */
static void silence_that_is_not_answered_is_said(void **state)
{
    struct cr_pattern pattern = pattern_of(groove);
    struct cr_timeline timeline;
    struct cr_presses presses;
    struct cr_result result;
    struct cr_silences silences;
    (void)state;
    play(&pattern, "gaps:play=1,mute=1", 4, "", &timeline, &presses, &result);
    cr_result_destroy(&result);
    CHECK(!cr_score(&result, &timeline, presses.items, 8));
    CHECK(!cr_silences_judge(&silences, &timeline, &result));
    CHECK_INT(2, silences.count);
    CHECK(silences.items[0].is_played && !silences.items[0].has_return);
    CHECK(!silences.items[0].has_tempo);
    CHECK_INT(0, silences.items[0].hits);
    CHECK(!silences.items[1].is_played);
    cr_silences_destroy(&silences);
    cr_result_destroy(&result);
    free(presses.items);
    cr_timeline_destroy(&timeline);
    cr_pattern_deinit(&pattern);
}

/* Clicks a beat, and where they fall. */
static void clicks_are_as_planned(void **state)
{
    static const struct {
        const char *session;
        const char *clicks; /* of two bars, in 24ths of a quarter */
    } rows[] = {{"", "0 24 48 72 96 120 144 168"},
                {"clicks:2,1,every=1", "0 12 24 36 48 60 72 84 96 120 144 168"},
                {"click-shift:1/2", "12 36 60 84 108 132 156 180"},
                {"click-shift:0/2,rotate=1", "0 24 48 72 108 132 156 180"},
                {"click-shift:1/3", "8 32 56 80 104 128 152 176"}};
    struct cr_pattern pattern = pattern_of(groove);
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char found[256] = "";
        struct cr_timeline timeline;
        struct cr_session_plan plan = plan_of(&pattern, rows[i].session, 2);
        cr_check_row(rows[i].session);
        plan.timeline.has_click = true;
        CHECK(!cr_timeline_create(&timeline, &pattern, &plan.timeline));
        for (uint32_t n = 0; n < timeline.note_count; n++) {
            const struct cr_note *note = &timeline.notes[n];
            if (note->kind != CR_NOTE_CLICK)
                continue;
            const int64_t at =
                note->bar * INT64_C(96) + note->at.num * 96 / note->at.den;
            CHECK_INT(at * 25000000, note->at_ns);
            snprintf(found + strlen(found), 8, found[0] ? " %d" : "%d",
                     (int)at);
        }
        CHECK_TEXT(rows[i].clicks, found);
        cr_timeline_destroy(&timeline);
        cr_session_plan_destroy(&plan);
    }
    cr_pattern_deinit(&pattern);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_written_as_they_are_read),
        cmocka_unit_test(what_is_not_understood_changes_nothing),
        cmocka_unit_test(bars_are_silent_as_planned),
        cmocka_unit_test(chance_is_what_is_asked_for),
        cmocka_unit_test(ramps_climb_and_end_as_planned),
        cmocka_unit_test(what_cannot_be_planned_is_refused),
        cmocka_unit_test(only_what_is_to_be_played_is_judged),
        cmocka_unit_test(silence_is_scored),
        cmocka_unit_test(silence_is_scored_through_jitter),
        cmocka_unit_test(silence_that_is_not_answered_is_said),
        cmocka_unit_test(clicks_are_as_planned)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
