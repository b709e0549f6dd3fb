#include "app/session_choices.h"
#include "patterns/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name, *help;
} texts[CR_CHOICE_COUNT] = {
    [CR_CHOICE_FROM] = {N_("From bar"), N_("The first bar of the loop.")},
    [CR_CHOICE_TO] = {N_("To bar"), N_("The last bar of the loop.")},
    [CR_CHOICE_LOOPS] = {N_("Times"), N_("How often the bars are played.")},
    [CR_CHOICE_SPEED] = {N_("Speed"),
                         N_("Of the written tempo; Up and Down change the "
                            "tempo by single bpm.")},
    [CR_CHOICE_LEAD_IN] =
        {N_("Lead-in"),
         N_("Bars at the start of each loop that are not judged.")},
    [CR_CHOICE_PART] = {N_("You play"), N_("The rest is played for you.")},
    [CR_CHOICE_GAP_MUTE] =
        {N_("Silent bars"),
         N_("Click and pattern are silent, you go on: how you "
            "come back is judged.")},
    [CR_CHOICE_GAP_PLAY] = {N_("Bars between"),
                            N_("Bars that sound between two "
                               "silences.")},
    [CR_CHOICE_GAP_KIND] = {N_("Silence"),
                            N_("With you: a bar longer after each good "
                               "return, a bar shorter after others.")},
    [CR_CHOICE_BREAKS] = {N_("Breaks"),
                          N_("Bars to play, and bars in which you rest "
                             "as well.")},
    [CR_CHOICE_RAMP_STEP] = {N_("Tempo steps"),
                             N_("The tempo goes up by so much.")},
    [CR_CHOICE_RAMP_EVERY] = {N_("Step every"), N_("After so many bars.")},
    [CR_CHOICE_RAMP_TO] = {N_("Up to"), N_("Where the steps end.")},
    [CR_CHOICE_RAMP_END] = {N_("Then"), N_("What happens at the top.")},
    [CR_CHOICE_EARN] =
        {N_("Earned tempo"),
         N_("Faster after clean repetitions, slower after failed "
            "ones; the report says which tempo is clean.")},
    [CR_CHOICE_CLICKS] = {N_("Clicks"),
                          N_("How often the metronome clicks in a beat.")},
    [CR_CHOICE_CLICK_SHIFT] = {N_("Click late by"),
                               N_("The click stands beside the "
                                  "beat; you keep the beat.")},
    [CR_CHOICE_FADE] = {N_("Click steps back"),
                        N_("It fades while you are in, and "
                           "returns when you leave.")},
    [CR_CHOICE_HUMAN] = {N_("The band"),
                         N_("How evenly the pattern is played for "
                            "you.")},
    [CR_CHOICE_GATE] = {N_("Rhythm gate"),
                        N_("Your own drums sound only near a "
                           "note.")},
    [CR_CHOICE_WINDOWS] = {N_("Windows"),
                           N_("What counts as locked, tight and loose; "
                              "the score knows nothing of it.")},
};

const char *cr_choice_name(enum cr_choice choice)
{
    return _(texts[choice].name);
}

const char *cr_choice_help(enum cr_choice choice)
{
    return _(texts[choice].help);
}

/* The next of rising numbers, seen from one that may stand between two. */
static uint32_t next_number(const uint32_t *numbers, int count, uint32_t now,
                            int by)
{
    for (int i = 0; by > 0 && i < count; i++) {
        if (numbers[i] > now)
            return numbers[i];
    }
    for (int i = count - 1; by < 0 && i >= 0; i--) {
        if (numbers[i] < now)
            return numbers[i];
    }
    return now;
}

#define NEXT(numbers, now, by)                                                 \
    next_number(numbers, sizeof(numbers) / sizeof(numbers[0]), now, by)

static uint32_t clamp(int64_t value, uint32_t low, uint32_t high)
{
    return value < low ? low : value > high ? high : (uint32_t)value;
}

static uint32_t first_bar(const struct cr_choosing *c)
{
    return c->session.from_bar ? c->session.from_bar : 1;
}

static uint32_t last_bar(const struct cr_choosing *c)
{
    return c->session.to_bar ? c->session.to_bar : c->bars;
}

static double speed_of(const struct cr_choosing *c)
{
    const struct cr_fraction *s = &c->session.speed;
    return s->den ? (double)s->num / (double)s->den : 1;
}

static bool has_gaps(const struct cr_choosing *c)
{
    return c->session.gaps.is_random || c->session.gaps.mute;
}

enum gap_kind { STEADY, GROWING, WITH_YOU, BY_CHANCE };

static enum gap_kind kind_of(const struct cr_gaps *g)
{
    return g->is_random   ? BY_CHANCE
           : g->is_ladder ? WITH_YOU
           : g->grow      ? GROWING
                          : STEADY;
}

static void set_kind(struct cr_gaps *g, enum gap_kind kind)
{
    const uint32_t play = g->play ? g->play : 2, mute = g->mute ? g->mute : 1;
    const uint64_t seed = g->seed;
    *g = (struct cr_gaps){.play = play, .mute = mute};
    switch (kind) {
    case STEADY: break;
    case GROWING: g->grow = 1; break;
    case WITH_YOU:
        g->is_ladder = true;
        g->landing_ms = 30;
        break;
    case BY_CHANCE:
        *g = (struct cr_gaps){.is_random = true,
                              .from_pct = 30,
                              .to_pct = 30,
                              .seed = seed ? seed : 1};
        break;
    }
}

static void change_gap(struct cr_gaps *g, int by)
{
    static const uint32_t bars[] = {0, 1, 2, 3, 4, 6, 8, 12, 16};
    if (g->is_random) {
        const uint32_t pct = clamp(lround(g->from_pct) + 10 * by, 0, 90);
        g->from_pct = g->to_pct = pct;
        if (!pct)
            *g = (struct cr_gaps){0};
        return;
    }
    g->mute = NEXT(bars, g->mute, by);
    if (!g->mute)
        *g = (struct cr_gaps){0};
    else if (!g->play)
        g->play = 2;
}

static const struct {
    uint32_t play, rest;
} breaks[] = {{0, 0}, {2, 1}, {4, 1}, {4, 2}, {4, 4}, {8, 2}, {8, 4}, {16, 4}};

enum { BREAKS = sizeof(breaks) / sizeof(breaks[0]) };

static void change_breaks(struct cr_session *s, int by)
{
    int at = 0;
    for (int i = 0; i < BREAKS; i++) {
        if (breaks[i].play == s->break_play && breaks[i].rest == s->break_rest)
            at = i;
    }
    at = (int)clamp(at + by, 0, BREAKS - 1);
    s->break_play = breaks[at].play;
    s->break_rest = breaks[at].rest;
}

static void change_ramp(struct cr_choosing *c, int by)
{
    static const uint32_t steps[] = {0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20};
    struct cr_ramp *r = &c->session.ramp;
    const int64_t now = r->step.den ? r->step.num / r->step.den : 0;
    const uint32_t step = NEXT(steps, (uint32_t)now, by);
    const int64_t from = llround(c->bpm * speed_of(c));
    if (!step) {
        *r = (struct cr_ramp){0};
        return;
    }
    if (!r->step.num)
        *r = (struct cr_ramp){.from = {from, 1},
                              .to = {from + 20, 1},
                              .every = 4,
                              .end = CR_RAMP_STAY};
    r->step = (struct cr_fraction){step, 1};
    r->is_percent = false;
    c->session.earn.bars = 0; /* one or the other */
}

static void change_earn(struct cr_session *s, int by)
{
    static const uint32_t bars[] = {0, 1, 2, 4, 8, 16};
    const uint32_t now = NEXT(bars, s->earn.bars, by);
    if (!s->earn.bars)
        s->earn = (struct cr_earn_rule){
            .hits_pct = 90, .extra_pct = 10, .spread_ms = 30, .top_bpm = 240};
    s->earn.bars = now;
    if (now)
        s->ramp = (struct cr_ramp){0};
}

/* Lanes that can be somebody's part. */
static bool is_part(const struct cr_lane *lane)
{
    return lane->kind != CR_LANE_CLICK && lane->kind != CR_LANE_STICKING;
}

static int part_of(const struct cr_choosing *c)
{
    for (uint32_t i = 0; i < c->pattern->lane_count; i++) {
        if (strcmp(c->session.part, c->pattern->lanes[i].name) == 0)
            return (int)i;
    }
    return -1;
}

static void change_part(struct cr_choosing *c, int by)
{
    int at = part_of(c) + by;
    while (at >= 0 && at < (int)c->pattern->lane_count &&
           !is_part(&c->pattern->lanes[at]))
        at += by;
    if (at >= (int)c->pattern->lane_count)
        return;
    snprintf(c->session.part, sizeof(c->session.part), "%s",
             at < 0 ? "" : c->pattern->lanes[at].name);
}

static const struct {
    const char *name, *value;
} clicks[] = {{N_("one a beat"), "1"},
              {N_("two a beat"), "2"},
              {N_("three a beat"), "3"},
              {N_("four a beat"), "4"},
              {N_("1, 2, 3, 4 by turns"), "1,2,3,4,every=4"},
              {N_("4, 8, 3, 16, back"), "1,2,3,4,3,2,every=4"}};
static const struct {
    const char *name, *value;
} shifts[] = {{N_("nothing"), "0/1"},
              {N_("half a beat"), "1/2"},
              {N_("a third"), "1/3"},
              {N_("two thirds"), "2/3"},
              {N_("a quarter"), "1/4"},
              {N_("three quarters"), "3/4"},
              {N_("a quarter more each 4 bars"), "0/4,rotate=4"}};
static const struct {
    const char *name;
    struct cr_human human;
} humans[] = {{N_("exact"), {0, 0, 0}},
              {N_("a little uneven"), {4, 5, 1}},
              {N_("as people play"), {8, 10, 1}},
              {N_("loose"), {15, 15, 1}}};
static const char *const windows[] = {N_("strict"), N_("usual"), N_("wide")};
static const char *const gate_names[] = {N_("off"), N_("strict, 37 ms"),
                                         N_("usual, 50 ms"), N_("wide, 75 ms")};

enum {
    CLICKS = sizeof(clicks) / sizeof(clicks[0]),
    SHIFTS = sizeof(shifts) / sizeof(shifts[0]),
    HUMANS = sizeof(humans) / sizeof(humans[0])
};

/* Which of some values a session has for an option of session.h; -1: another. */
static int find_click(const struct cr_session *s, const char *option, int count,
                      const char *(*value)(int at))
{
    for (int i = 0; i < count; i++) {
        struct cr_session made = {0};
        if (cr_session_set(&made, option, value(i), NULL))
            continue;
        const struct cr_click_plan *a = &made.click, *b = &s->click;
        const bool is_same =
            strcmp(option, "clicks") == 0
                ? a->rung_count == b->rung_count &&
                      memcmp(a->rungs, b->rungs, a->rung_count) == 0
                : a->shift == b->shift && a->shift_of == b->shift_of &&
                      a->rotate_bars == b->rotate_bars;
        if (is_same)
            return i;
    }
    return -1;
}

static const char *clicks_value(int at)
{
    return clicks[at].value;
}

static const char *shift_value(int at)
{
    return shifts[at].value;
}

static int clicks_of(const struct cr_session *s)
{
    return s->click.rung_count ? find_click(s, "clicks", CLICKS, clicks_value)
                               : 0;
}

static int shift_of(const struct cr_session *s)
{
    return s->click.shift_of ? find_click(s, "click-shift", SHIFTS, shift_value)
                             : 0;
}

static void change_click(struct cr_session *s, const char *option, int count,
                         int now, int by, const char *(*value)(int at))
{
    const int at = (int)clamp(now + by, 0, (uint32_t)count - 1);
    struct cr_click_plan *c = &s->click;
    if (cr_session_set(s, option, value(at), NULL))
        return;
    if (at == 0 && value == clicks_value)
        c->rung_count = 0; /* as it is without a word */
    else if (at == 0)
        c->shift_of = 0;
}

static int human_of(const struct cr_session *s)
{
    for (int i = 0; i < HUMANS; i++) {
        if (fabs(humans[i].human.sd_ms - s->human.sd_ms) < 1e-9 &&
            fabs(humans[i].human.velocity_pct - s->human.velocity_pct) < 1e-9)
            return i;
    }
    return -1;
}

static int windows_of(const struct cr_session *s)
{
    for (int i = 0; i < 3; i++) {
        struct cr_windows own = {0};
        if (cr_windows_read(&own, windows[i]) &&
            memcmp(cr_windows_of(&s->windows, false), own.hands,
                   sizeof(own.hands)) == 0 &&
            memcmp(cr_windows_of(&s->windows, true), own.feet,
                   sizeof(own.feet)) == 0)
            return i;
    }
    return -1;
}

bool cr_choice_counts(const struct cr_choosing *choosing, enum cr_choice choice)
{
    const struct cr_session *s = &choosing->session;
    switch (choice) {
    case CR_CHOICE_GAP_PLAY: return has_gaps(choosing) && !s->gaps.is_random;
    case CR_CHOICE_GAP_KIND: return has_gaps(choosing);
    case CR_CHOICE_RAMP_EVERY:
    case CR_CHOICE_RAMP_TO:
    case CR_CHOICE_RAMP_END: return s->ramp.step.num > 0;
    default: return true;
    }
}

static void name_list(char *text, size_t size, int at, const char *name)
{
    cr_say(text, size, "%s", at < 0 ? _("as on the command line") : name);
}

static void name_ramp(const struct cr_choosing *c, enum cr_choice choice,
                      char *text, size_t size)
{
    static const char *const units[][2] = {{NN_("%u bar", "%u bars")},
                                           {NN_("%u loop", "%u loops")},
                                           {NN_("%u second", "%u seconds")}};
    static const char *const ends[] = {N_("stop"), N_("stay there"),
                                       N_("down again and up"),
                                       N_("begin anew")};
    const struct cr_ramp *r = &c->session.ramp;
    if (!r->step.num)
        cr_say(text, size, choice == CR_CHOICE_RAMP_STEP ? _("off") : "-");
    else if (choice == CR_CHOICE_RAMP_STEP)
        cr_say(text, size, "%.4g %s", (double)r->step.num / (double)r->step.den,
               r->is_percent ? "%" : _("bpm"));
    else if (choice == CR_CHOICE_RAMP_EVERY)
        cr_say(text, size,
               cr_words_n(units[r->unit][0], units[r->unit][1], r->every),
               r->every);
    else if (choice == CR_CHOICE_RAMP_TO)
        cr_say(text, size, _("%.4g bpm"),
               (double)r->to.num / (double)r->to.den);
    else
        snprintf(text, size, "%s", _(ends[r->end]));
}

static void name_gap(const struct cr_choosing *c, enum cr_choice choice,
                     char *text, size_t size)
{
    static const char *const kinds[] = {N_("of one length"),
                                        N_("a bar longer each time"),
                                        N_("with you"), N_("by chance")};
    const struct cr_gaps *g = &c->session.gaps;
    if (!has_gaps(c))
        snprintf(text, size, choice == CR_CHOICE_GAP_MUTE ? _("none") : "-");
    else if (choice == CR_CHOICE_GAP_KIND)
        snprintf(text, size, "%s", _(kinds[kind_of(g)]));
    else if (choice == CR_CHOICE_GAP_PLAY)
        snprintf(text, size, g->is_random ? "-" : "%u", g->play);
    else if (g->is_random)
        cr_say(text, size, _("%.0f of 100"), g->from_pct);
    else
        cr_say(text, size, "%u%s", g->mute, g->in_beats ? _(" beats") : "");
}

void cr_choice_value(const struct cr_choosing *choosing, enum cr_choice choice,
                     char *text, size_t size)
{
    const struct cr_choosing *c = choosing;
    const struct cr_session *s = &c->session;
    int at;
    switch (choice) {
    case CR_CHOICE_FROM: snprintf(text, size, "%u", first_bar(c)); break;
    case CR_CHOICE_TO:
        cr_say(text, size, _("%u of %u"), last_bar(c), c->bars);
        break;
    case CR_CHOICE_LOOPS:
        cr_say(text, size, s->loops ? "%u" : _("as needed"), s->loops);
        break;
    case CR_CHOICE_SPEED:
        cr_say(text, size, _("%.0f %%, %.4g bpm"), 100 * speed_of(c),
               c->bpm * speed_of(c));
        break;
    case CR_CHOICE_LEAD_IN:
        cr_say(text, size,
               s->lead_in ? cr_words_n("%u bar", "%u bars", s->lead_in)
                          : _("none"),
               s->lead_in);
        break;
    case CR_CHOICE_PART:
        at = part_of(c);
        cr_say(text, size, "%s",
               !s->part[0] ? _("everything")
               : at >= 0   ? cr_lane_label(&c->pattern->lanes[at])
                           : s->part);
        break;
    case CR_CHOICE_GAP_MUTE:
    case CR_CHOICE_GAP_PLAY:
    case CR_CHOICE_GAP_KIND: name_gap(c, choice, text, size); break;
    case CR_CHOICE_BREAKS:
        cr_say(text, size, s->break_rest ? _("play %u, rest %u") : _("none"),
               s->break_play, s->break_rest);
        break;
    case CR_CHOICE_RAMP_STEP:
    case CR_CHOICE_RAMP_EVERY:
    case CR_CHOICE_RAMP_TO:
    case CR_CHOICE_RAMP_END: name_ramp(c, choice, text, size); break;
    case CR_CHOICE_EARN:
        cr_say(text, size,
               s->earn.bars ? cr_words_n("%u bar at a time",
                                         "%u bars at a time", s->earn.bars)
                            : _("off"),
               s->earn.bars);
        break;
    case CR_CHOICE_CLICKS:
        at = clicks_of(s);
        name_list(text, size, at, at < 0 ? "" : _(clicks[at].name));
        break;
    case CR_CHOICE_CLICK_SHIFT:
        at = shift_of(s);
        name_list(text, size, at, at < 0 ? "" : _(shifts[at].name));
        break;
    case CR_CHOICE_FADE:
        cr_say(text, size, s->fade.to_ms > 0 ? _("within %.4g ms") : _("off"),
               s->fade.from_ms);
        break;
    case CR_CHOICE_HUMAN:
        at = human_of(s);
        name_list(text, size, at, at < 0 ? "" : _(humans[at].name));
        break;
    case CR_CHOICE_GATE:
        snprintf(text, size, "%s", _(gate_names[s->gate]));
        break;
    case CR_CHOICE_WINDOWS:
        at = windows_of(s);
        name_list(text, size, at, at < 0 ? "" : _(windows[at]));
        break;
    case CR_CHOICE_COUNT: text[0] = '\0'; break;
    }
}

/* One bar at least is judged. */
static uint32_t most_lead_in(const struct cr_choosing *c)
{
    return clamp((int64_t)last_bar(c) - first_bar(c), 0, 8);
}

static void change_bars(struct cr_choosing *c, bool is_from, int by)
{
    const uint32_t from = first_bar(c), to = last_bar(c);
    struct cr_session *s = &c->session;
    s->from_bar = is_from ? clamp((int64_t)from + by, 1, to) : from;
    s->to_bar = is_from ? to : clamp((int64_t)to + by, from, c->bars);
    if (s->from_bar == 1 && s->to_bar == c->bars)
        s->from_bar = s->to_bar = 0; /* all of it */
    s->lead_in = clamp(s->lead_in, 0, most_lead_in(c));
}

void cr_choice_change(struct cr_choosing *choosing, enum cr_choice choice,
                      int by)
{
    static const uint32_t loops[] = {1,  2,  3,  4,  6,  8,  10,
                                     12, 16, 20, 24, 32, 48, 64};
    static const uint32_t plays[] = {1, 2, 3, 4, 6, 8, 12, 16};
    static const uint32_t every[] = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32};
    struct cr_choosing *c = choosing;
    struct cr_session *s = &c->session;
    if (!cr_choice_counts(c, choice))
        return;
    switch (choice) {
    case CR_CHOICE_FROM:
    case CR_CHOICE_TO: change_bars(c, choice == CR_CHOICE_FROM, by); break;
    case CR_CHOICE_LOOPS: s->loops = NEXT(loops, s->loops, by); break;
    case CR_CHOICE_SPEED:
        s->speed = cr_fraction_make(
            clamp(5 * (lround(20 * speed_of(c)) + by), 25, 200), 100);
        break;
    case CR_CHOICE_LEAD_IN:
        s->lead_in = clamp((int64_t)s->lead_in + by, 0, most_lead_in(c));
        break;
    case CR_CHOICE_PART: change_part(c, by); break;
    case CR_CHOICE_GAP_MUTE: change_gap(&s->gaps, by); break;
    case CR_CHOICE_GAP_PLAY:
        s->gaps.play = NEXT(plays, s->gaps.play, by);
        break;
    case CR_CHOICE_GAP_KIND:
        set_kind(&s->gaps, (enum gap_kind)clamp((int64_t)kind_of(&s->gaps) + by,
                                                STEADY, BY_CHANCE));
        break;
    case CR_CHOICE_BREAKS: change_breaks(s, by); break;
    case CR_CHOICE_RAMP_STEP: change_ramp(c, by); break;
    case CR_CHOICE_RAMP_EVERY:
        s->ramp.every = NEXT(every, s->ramp.every, by);
        break;
    case CR_CHOICE_RAMP_TO:
        s->ramp.to = (struct cr_fraction){
            clamp(s->ramp.to.num / s->ramp.to.den + 5 * by, 20, 400), 1};
        break;
    case CR_CHOICE_RAMP_END:
        s->ramp.end = (enum cr_ramp_end)clamp((int64_t)s->ramp.end + by,
                                              CR_RAMP_STOP, CR_RAMP_RESTART);
        break;
    case CR_CHOICE_EARN: change_earn(s, by); break;
    case CR_CHOICE_CLICKS:
        change_click(s, "clicks", CLICKS, clicks_of(s), by, clicks_value);
        break;
    case CR_CHOICE_CLICK_SHIFT:
        change_click(s, "click-shift", SHIFTS, shift_of(s), by, shift_value);
        break;
    case CR_CHOICE_FADE:
        s->fade = by > 0 ? (struct cr_fade){12, 30} : (struct cr_fade){0};
        break;
    case CR_CHOICE_HUMAN:
        s->human = humans[clamp(human_of(s) + by, 0, HUMANS - 1)].human;
        break;
    case CR_CHOICE_GATE:
        s->gate = (enum cr_gate)clamp((int64_t)s->gate + by, CR_GATE_NONE,
                                      CR_GATE_WIDE);
        break;
    case CR_CHOICE_WINDOWS:
        (void)cr_windows_read(&s->windows,
                              windows[clamp(windows_of(s) + by, 0, 2)]);
        break;
    case CR_CHOICE_COUNT: break;
    }
}
