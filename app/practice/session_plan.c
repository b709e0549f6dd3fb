#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/earn.h"
#include "app/practice/random.h"
#include "app/practice/session.h"
#include "patterns/beat_lines.h"
#include "patterns/growing.h"

enum { WHOLE_BAR = 255, REPETITIONS = 24 };

struct planning {
    const struct cr_session *session;
    const struct cr_pattern *pattern;
    struct cr_timeline once; /* the bars, one time */
    struct cr_session_plan *plan;
    struct cr_outcomes outcomes;
    uint32_t bars, loops; /* that are played */
    uint32_t change_capacity, passage_capacity;
};

static const struct cr_meter *meter_of(const struct planning *p, uint32_t bar)
{
    return cr_timeline_meter(&p->once, bar % p->once.bar_count);
}

/* The tempo of a ramp after so many steps, and how many it takes. */
static uint32_t steps_of(const struct cr_ramp *r)
{
    const double from = (double)r->from.num / (double)r->from.den;
    const double to = (double)r->to.num / (double)r->to.den;
    const double step = (double)r->step.num / (double)r->step.den;
    if (!r->is_percent)
        return (uint32_t)ceil(fabs(to - from) / step - 1e-9);
    const double ratio = to > from ? to / from : from / to;
    return (uint32_t)ceil(log(ratio) / log(1 + step / 100) - 1e-9);
}

static struct cr_fraction tempo_after(const struct cr_ramp *r, uint32_t step)
{
    const bool is_up = cr_fraction_compare(r->to, r->from) >= 0;
    if (step >= steps_of(r))
        return r->to;
    if (!r->is_percent) {
        const struct cr_fraction way =
            cr_fraction_mul(r->step, (struct cr_fraction){step, 1});
        return is_up ? cr_fraction_add(r->from, way)
                     : cr_fraction_sub(r->from, way);
    }
    /* to hundredths, as tempi are shown: exact ones would not fit any number */
    double bpm = (double)r->from.num / (double)r->from.den;
    const double factor = 1 + (double)r->step.num / (double)r->step.den / 100;
    for (uint32_t i = 0; i < step; i++)
        bpm = is_up ? bpm * factor : bpm / factor;
    return cr_fraction_make(llround(bpm * 100), 100);
}

/* The tempo of the `block`th stretch. */
static struct cr_fraction tempo_in(const struct cr_ramp *r, uint32_t block)
{
    const uint32_t steps = steps_of(r);
    switch (r->end) {
    case CR_RAMP_REVERSE: {
        const uint32_t at = steps ? block % (2 * steps) : 0;
        return tempo_after(r, at > steps ? 2 * steps - at : at);
    }
    case CR_RAMP_RESTART: return tempo_after(r, block % (steps + 1));
    default: return tempo_after(r, block < steps ? block : steps);
    }
}

static struct cr_fraction speed_for(const struct planning *p,
                                    struct cr_fraction bpm)
{
    const struct cr_fraction written = p->pattern->tempo.from_bpm;
    return cr_fraction_mul(bpm, (struct cr_fraction){written.den, written.num});
}

/* How long a bar lasts at a tempo, in seconds. */
static double seconds_of(const struct planning *p, uint32_t bar,
                         struct cr_fraction bpm)
{
    const uint32_t at = bar % p->once.bar_count;
    const int64_t end = at + 1 < p->once.bar_count
                            ? p->once.bars[at + 1].start_ns
                            : p->once.end_ns;
    const struct cr_fraction speed = speed_for(p, bpm);
    return (double)(end - p->once.bars[at].start_ns) / 1e9 * (double)speed.den /
           (double)speed.num;
}

static bool add_change(struct planning *p, uint32_t bar,
                       struct cr_fraction speed)
{
    struct cr_session_plan *plan = p->plan;
    if (!cr_grow((void **)&plan->changes, plan->timeline.change_count,
                 &p->change_capacity, sizeof(*plan->changes)))
        return false;
    plan->changes[plan->timeline.change_count++] =
        (struct cr_speed_change){bar, speed};
    return true;
}

/* Walks over the bars; a ramp that stops says how many there are. */
static bool plan_ramp(struct planning *p)
{
    const struct cr_ramp *r = &p->session->ramp;
    const uint32_t loop = p->once.bar_count;
    const bool stops = r->end == CR_RAMP_STOP;
    const uint32_t most = p->session->loops ? p->bars : CR_PLAYED_BAR_LIMIT;
    uint32_t block = 0,
             left = r->unit == CR_RAMP_LOOPS ? r->every * loop : r->every;
    double seconds = 0;
    uint32_t bar = 0;
    p->plan->timeline.speed = speed_for(p, r->from);
    for (; bar < most; bar++) {
        const bool is_due = r->unit == CR_RAMP_SECONDS
                                ? seconds >= r->every - 1e-9
                                : bar && bar % left == 0;
        if (is_due) {
            const struct cr_fraction before = tempo_in(r, block);
            const struct cr_fraction after = tempo_in(r, ++block);
            seconds = 0;
            if (stops && block > steps_of(r))
                break;
            if (cr_fraction_compare(before, after) &&
                !add_change(p, bar, speed_for(p, after)))
                return false;
        }
        seconds += seconds_of(p, bar, tempo_in(r, block));
        if (!stops && !p->session->loops && bar + 1 == p->bars)
            break;
    }
    if (stops) {
        p->loops = (bar + loop - 1) / loop;
        p->bars = p->loops * loop;
    }
    return true;
}

static bool add_passage(struct planning *p, struct cr_passage passage)
{
    struct cr_session_plan *plan = p->plan;
    if (!cr_grow((void **)&plan->passages, plan->timeline.passage_count,
                 &p->passage_capacity, sizeof(*plan->passages)))
        return false;
    plan->passages[plan->timeline.passage_count++] = passage;
    return true;
}

/* The tempo of each repetition, as far as they have decided it. */
static bool plan_earned(struct planning *p)
{
    const struct cr_earn_rule *rule = &p->session->earn;
    const struct cr_fraction written = p->pattern->tempo.from_bpm;
    const struct cr_fraction speed = p->plan->timeline.speed;
    struct cr_earn *earn = malloc(sizeof(*earn));
    bool is_good = earn != NULL;
    if (!earn)
        return false;
    cr_earn_init(earn,
                 (double)written.num / (double)written.den * (double)speed.num /
                     (double)speed.den,
                 rule->top_bpm);
    earn->aim = rule->aim_pct / 100;
    for (uint32_t i = 0; is_good && i < p->outcomes.rep_count; i++) {
        cr_earn_add(earn, p->outcomes.reps[i]);
        const uint64_t bar = (uint64_t)(i + 1) * rule->bars;
        const struct cr_fraction bpm =
            cr_fraction_make(llround(cr_earn_next(earn) * 10), 10);
        if (bar < p->bars)
            is_good = add_change(p, (uint32_t)bar, speed_for(p, bpm));
    }
    free(earn);
    return is_good;
}

/* Where a cycle of sound and silence stands. */
struct cycle {
    uint32_t play, mute, left;
    bool is_silent;
    uint32_t grow;
    const struct cr_outcomes *outcomes; /* of a ladder; or NULL */
    uint32_t done;                      /* silences that are over */
};

/* How long the next silence is. */
static void step_ladder(struct cycle *c)
{
    if (!c->outcomes || c->done >= c->outcomes->gap_count)
        return;
    if (c->outcomes->gaps[c->done])
        c->mute++;
    else if (c->mute > 1)
        c->mute--;
}

static bool step_cycle(struct cycle *c)
{
    if (!c->left) {
        if (c->is_silent) {
            c->mute += c->grow;
            step_ladder(c);
            c->done++;
        }
        c->is_silent = !c->is_silent;
        c->left = c->is_silent ? c->mute : c->play;
    }
    c->left--;
    return c->is_silent;
}

static bool is_by_chance(const struct planning *p, uint32_t bar,
                         uint64_t *state)
{
    const struct cr_gaps *g = &p->session->gaps;
    const double part = p->bars > 1 ? (double)bar / (p->bars - 1) : 0;
    const double pct = g->from_pct + (g->to_pct - g->from_pct) * part;
    return 100 * cr_random_unit(state) < pct;
}

/* The silent beats of a bar; those that are together are one passage. */
static bool plan_beats(struct planning *p, uint32_t bar, struct cycle *gaps,
                       uint64_t *chance)
{
    const struct cr_gaps *g = &p->session->gaps;
    const int beats = meter_of(p, bar)->beats;
    struct cr_passage passage = {.bar = bar, .kind = CR_SILENT};
    for (int beat = 0; beat < beats; beat++) {
        bool is_silent =
            g->is_random ? is_by_chance(p, bar, chance) : step_cycle(gaps);
        is_silent = is_silent && (bar || beat);
        if (is_silent && passage.to_beat != beat) {
            if (passage.to_beat && !add_passage(p, passage))
                return false;
            passage.from_beat = (uint8_t)beat;
        }
        if (is_silent)
            passage.to_beat = (uint8_t)(beat + 1);
    }
    if (passage.to_beat == beats)
        passage.to_beat = WHOLE_BAR; /* with what is late in its last beat */
    return !passage.to_beat || add_passage(p, passage);
}

static bool plan_passages(struct planning *p)
{
    const struct cr_session *s = p->session;
    const struct cr_gaps *g = &s->gaps;
    const bool has_gaps = g->is_random || g->play;
    struct cycle gaps = {.play = g->play,
                         .mute = g->mute,
                         .left = g->play,
                         .grow = g->grow,
                         .outcomes = g->is_ladder ? &p->outcomes : NULL};
    struct cycle breaks = {
        .play = s->break_play, .mute = s->break_rest, .left = s->break_play};
    uint64_t chance = g->seed;
    for (uint32_t bar = 0; bar < p->bars; bar++) {
        struct cr_passage whole = {.bar = bar, .to_beat = WHOLE_BAR};
        if (bar % p->once.bar_count < s->lead_in) {
            whole.kind = CR_LEAD_IN;
        } else if (s->break_play && step_cycle(&breaks)) {
            whole.kind = CR_BREAK;
        } else if (has_gaps && g->in_beats) {
            if (!plan_beats(p, bar, &gaps, &chance))
                return false;
        } else if (g->is_random) {
            if (is_by_chance(p, bar, &chance) && bar)
                whole.kind = CR_SILENT;
        } else if (has_gaps && step_cycle(&gaps)) {
            whole.kind = CR_SILENT;
        }
        if (whole.kind && !add_passage(p, whole))
            return false;
    }
    return true;
}

/* The lanes that are named; false if one is not the pattern's. */
static bool find_lanes(const struct cr_pattern *pattern, const char *names,
                       uint64_t *mask)
{
    *mask = 0;
    while (*names) {
        const size_t size = strcspn(names, ",");
        bool is_found = false;
        for (uint32_t i = 0; i < pattern->lane_count; i++) {
            const char *own = pattern->lanes[i].name;
            if (cr_same_word(own, strlen(own), names, size)) {
                *mask |= UINT64_C(1) << i;
                is_found = true;
            }
        }
        if (!is_found)
            return false;
        names += size;
        names += *names == ',';
    }
    return true;
}

static enum cr_status plan_lanes(struct planning *p, struct cr_error *error)
{
    struct cr_session_plan *plan = p->plan;
    uint64_t part = 0, mute = 0;
    if (!find_lanes(p->pattern, p->session->part, &part) ||
        !find_lanes(p->pattern, p->session->mute, &mute))
        return cr_fail(error, CR_ERR_RANGE, 0, 0,
                       "the pattern does not have all the drums of '%.40s'",
                       p->session->part[0] ? p->session->part
                                           : p->session->mute);
    plan->timeline.part = part;
    plan->muted = part | mute;
    return CR_OK;
}

/* How often the bars are played in so many minutes. */
static uint32_t loops_for(const struct planning *p, uint32_t minutes)
{
    const struct cr_fraction speed = p->plan->timeline.speed;
    const double once_s =
        (double)p->once.end_ns / 1e9 * (double)speed.den / (double)speed.num;
    const double loops = ceil(minutes * 60.0 / once_s - 1e-9);
    return loops < 1 ? 1 : loops > 4294967295.0 ? UINT32_MAX : (uint32_t)loops;
}

static enum cr_status plan_all(struct planning *p, struct cr_error *error)
{
    const struct cr_session *s = p->session;
    p->loops = s->loops ? s->loops : 1;
    if (!s->loops && s->minutes) /* at the first tempo */
        p->loops = loops_for(p, s->minutes);
    else if (!s->loops && s->earn.bars) /* so long until it has settled */
        p->loops = (REPETITIONS * s->earn.bars + p->once.bar_count - 1) /
                   p->once.bar_count;
    if ((uint64_t)p->loops * p->once.bar_count > CR_PLAYED_BAR_LIMIT)
        return cr_fail(error, CR_ERR_LIMIT, 0, 0,
                       "that is more than a million strokes or bars");
    p->bars = p->loops * p->once.bar_count;
    if (s->lead_in >= p->once.bar_count && s->lead_in)
        return cr_fail(error, CR_ERR_RANGE, 0, 0,
                       "all bars are lead-in: nothing would be judged");
    if (s->ramp.step.num && s->earn.bars)
        return cr_fail(error, CR_ERR_RANGE, 0, 0,
                       "a tempo that is earned has no ramp");
    if ((s->ramp.step.num && !plan_ramp(p)) ||
        (s->earn.bars && !plan_earned(p)))
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    if (!plan_passages(p))
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    return plan_lanes(p, error);
}

enum cr_status cr_session_plan(struct cr_session_plan *plan,
                               const struct cr_session *session,
                               const struct cr_pattern *pattern,
                               const struct cr_outcomes *outcomes,
                               struct cr_error *error)
{
    struct planning p = {.session = session, .pattern = pattern, .plan = plan};
    if (outcomes)
        p.outcomes = *outcomes;
    *plan = (struct cr_session_plan){
        .timeline = {.from_bar = session->from_bar,
                     .to_bar = session->to_bar,
                     .speed = session->speed.den ? session->speed
                                                 : (struct cr_fraction){1, 1},
                     .click = session->click,
                     .has_hands = session->sticking >= CR_STICKING_AS_WRITTEN}};
    /* at the written tempo, which a ramp's refers to */
    const struct cr_timeline_options once = {.from_bar = session->from_bar,
                                             .to_bar = session->to_bar};
    enum cr_status status = cr_timeline_create(&p.once, pattern, &once);
    if (status == CR_ERR_RANGE)
        (void)cr_fail(error, status, 0, 0,
                      "the piece has no such bars: see --from and --to");
    if (!status)
        status = plan_all(&p, error);
    cr_timeline_destroy(&p.once);
    if (status) {
        cr_session_plan_destroy(plan);
        return status;
    }
    plan->timeline.loops = p.loops;
    plan->timeline.changes = plan->changes;
    plan->timeline.passages = plan->passages;
    return CR_OK;
}

void cr_session_plan_destroy(struct cr_session_plan *plan)
{
    free(plan->changes);
    free(plan->passages);
    *plan = (struct cr_session_plan){0};
}
