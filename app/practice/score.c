#include "app/practice/score.h"

#include <math.h>
#include <stdlib.h>

#include "app/practice/stats.h"
#include "patterns/hands.h"
#include "patterns/words.h"

enum cr_judgement cr_judge(const struct cr_windows *windows,
                           const struct cr_target *target,
                           const struct cr_answer *answer)
{
    const double *limits = cr_windows_of(windows, target->is_foot);
    const double size = fabs(answer->error_ms);
    const double scale = answer->distance_ms / 100;
    const double widest = answer->gap_ms / 2;
    for (int i = 0; i < CR_WINDOW_COUNT; i++) {
        if (size <= fmin(limits[i] * scale, widest))
            return (enum cr_judgement)i;
    }
    return CR_OFF;
}

enum cr_judgement cr_result_judgement(const struct cr_result *result,
                                      uint32_t target)
{
    const struct cr_answer *a = &result->answers[target];
    return a->press == CR_NONE ? CR_MISSED
           : a->is_wrong_drum
               ? CR_WRONG_DRUM
               : cr_judge(&result->windows, &result->targets[target], a);
}

const char *cr_judgement_word(enum cr_judgement judgement)
{
    static const char *const words[] = {
        NC_("judgement", "locked"), NC_("judgement", "tight"),
        NC_("judgement", "loose"),  NC_("judgement", "off"),
        NC_("judgement", "missed"), NC_("judgement", "wrong drum")};
    return words[judgement];
}

static double by_size(double *errors, uint32_t count, double lean,
                      uint32_t wanted)
{
    for (uint32_t i = 0; i < count; i++)
        errors[i] = fabs(errors[i] - lean);
    return cr_select(errors, count, wanted - 1);
}

void cr_spread(double *errors, uint32_t count, uint32_t notes,
               struct cr_tally *tally)
{
    double sum = 0, squares = 0;
    if (!count)
        return;
    for (uint32_t i = 0; i < count; i++)
        sum += errors[i];
    tally->mean_ms = sum / count;
    for (uint32_t i = 0; i < count; i++)
        squares += (errors[i] - tally->mean_ms) * (errors[i] - tally->mean_ms);
    tally->sd_ms = count > 1 ? sqrt(squares / (count - 1)) : 0;
    tally->lean_ms = cr_median(errors, count);
    tally->has_lean = true;
    const uint32_t wanted = (uint32_t)ceil(0.6827 * notes);
    if (wanted > count || notes < 2)
        return;
    tally->has_spread = true;
    tally->spread_ms =
        by_size(errors, count, tally->lean_ms, wanted) * notes / (notes - 1.3);
}

static bool is_scored(const struct cr_timeline *t, const struct cr_note *note)
{
    return note->lane != CR_CLICK_LANE && note->passage != CR_BREAK &&
           (t->part >> note->lane & 1) &&
           (note->kind == CR_NOTE || note->kind == CR_NOTE_GRACE) &&
           t->pattern->lanes[note->lane].kind != CR_LANE_CLICK;
}

/* Until when a roll's further strokes are expected. */
static int64_t roll_end_ns(const struct cr_timeline *t,
                           const struct cr_note *note)
{
    const struct cr_stroke *stroke = &t->pattern->strokes[note->stroke];
    const struct cr_section *section =
        &t->pattern->sections[t->bars[note->bar].section];
    const uint32_t own = t->bars[note->bar].bar - section->first_bar;
    const uint32_t bar = note->bar + (stroke->end_bar - own);
    return cr_timeline_ns(t, bar < t->bar_count ? bar : t->bar_count - 1,
                          stroke->end) -
           1;
}

static struct cr_target make_target(const struct cr_timeline *t,
                                    const struct cr_note *note)
{
    const struct cr_stroke *stroke = &t->pattern->strokes[note->stroke];
    const enum cr_ornament ornament =
        cr_stroke_meaning(t->pattern, stroke).ornament;
    struct cr_target target = {
        .at_ns = note->at_ns,
        .beat_ms = 60000 / cr_timeline_bpm(t, note->bar, note->at),
        .lane = note->lane,
        .other_hand = (int8_t)(cr_pattern_grace_lane(t->pattern, note->lane) -
                               note->lane),
        .is_foot = cr_lane_is_foot(&t->pattern->lanes[note->lane]),
        .is_grace = note->kind == CR_NOTE_GRACE,
        .is_unjudged = note->passage == CR_LEAD_IN,
        .takes_many = ornament == CR_FLAM || ornament == CR_DRAG};
    if (ornament == CR_ROLL || ornament == CR_BUZZ || ornament == CR_BUZZ_ONE)
        target.free_until_ns = roll_end_ns(t, note);
    return target;
}

static bool collect_targets(struct cr_result *r, const struct cr_timeline *t)
{
    r->targets = malloc((t->note_count + 1) * sizeof(*r->targets));
    r->target_notes = malloc((t->note_count + 1) * sizeof(uint32_t));
    r->answers = malloc((t->note_count + 1) * sizeof(*r->answers));
    r->fates = malloc((r->press_count + 1) * sizeof(*r->fates));
    if (!r->targets || !r->target_notes || !r->answers || !r->fates)
        return false;
    for (uint32_t i = 0; i < t->note_count; i++) {
        if (!is_scored(t, &t->notes[i]))
            continue;
        r->target_notes[r->target_count] = i;
        r->targets[r->target_count++] = make_target(t, &t->notes[i]);
    }
    return true;
}

static void count_note(struct cr_tally *tally, enum cr_judgement judgement)
{
    tally->notes++;
    tally->judged[judgement]++;
    tally->missed += judgement == CR_MISSED;
    tally->wrong_drum += judgement == CR_WRONG_DRUM;
    tally->hits += judgement != CR_MISSED && judgement != CR_WRONG_DRUM;
}

/* Errors of the matched notes of one lane, or of all with `lane` CR_NONE, but
 * for those in doubt, which are counted. */
static uint32_t collect_errors(const struct cr_result *r,
                               const struct cr_press *presses, uint32_t lane,
                               double *errors, uint32_t *doubtful)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < r->target_count; i++) {
        const struct cr_answer *a = &r->answers[i];
        if (!cr_target_counts(&r->targets[i]) || a->press == CR_NONE ||
            a->is_wrong_drum || (lane != CR_NONE && r->targets[i].lane != lane))
            continue;
        if (presses[a->press].doubt)
            (*doubtful)++;
        else
            errors[count++] = a->error_ms;
    }
    return count;
}

static void make_bill(struct cr_result *r)
{
    struct cr_bill cost = {0};
    for (uint32_t i = 0; i < r->target_count; i++) {
        const struct cr_answer *a = &r->answers[i];
        if (!cr_target_counts(&r->targets[i]))
            continue;
        if (a->press == CR_NONE)
            cost.missed += a->cost;
        else if (a->is_wrong_drum)
            cost.wrong_drum += a->cost;
        else
            cost.off_time += a->cost;
    }
    cost.extra = r->all.extra;
    const double notes = r->all.notes;
    r->cost = cost.off_time + cost.missed + cost.extra + cost.wrong_drum;
    r->score = notes > 0 ? 100 * fmax(0, 1 - r->cost / notes) : 0;
    /* nobody loses more than 100 points: past that the parts share them */
    const double point = r->cost > 0 ? (100 - r->score) / r->cost : 0;
    r->bill = (struct cr_bill){cost.off_time * point, cost.missed * point,
                               cost.extra * point, cost.wrong_drum * point};
}

/* Interval of the lean from the means of the bars. */
static bool find_interval(struct cr_result *r, const struct cr_timeline *t)
{
    double *means = calloc(t->bar_count + 1, sizeof(*means));
    uint32_t *counts = calloc(t->bar_count + 1, sizeof(*counts));
    uint32_t bars = 0;
    if (means && counts) {
        for (uint32_t i = 0; i < r->target_count; i++) {
            const struct cr_answer *a = &r->answers[i];
            if (!cr_target_counts(&r->targets[i]) || a->press == CR_NONE ||
                a->is_wrong_drum)
                continue;
            const uint32_t bar = t->notes[r->target_notes[i]].bar;
            means[bar] += a->error_ms;
            counts[bar]++;
        }
        for (uint32_t b = 0; b < t->bar_count; b++) {
            if (counts[b])
                means[bars++] = means[b] / counts[b];
        }
    }
    if (bars >= 6) {
        double mean = 0, squares = 0;
        for (uint32_t b = 0; b < bars; b++)
            mean += means[b] / bars;
        for (uint32_t b = 0; b < bars; b++)
            squares += (means[b] - mean) * (means[b] - mean);
        const double related = fmax(0, cr_lag1(means, bars));
        const double half = cr_t_quantile(0.05, (int)bars - 1) *
                            sqrt(squares / (bars - 1) / bars) *
                            sqrt((1 + related) / (1 - related));
        r->has_lean_interval = true;
        r->lean_low_ms = mean - half;
        r->lean_high_ms = mean + half;
    }
    const bool is_good = means && counts;
    free(means);
    free(counts);
    return is_good;
}

static bool summarise(struct cr_result *r, const struct cr_timeline *t,
                      const struct cr_press *presses)
{
    double *errors = malloc((r->target_count + 1) * sizeof(*errors));
    double beats = 0;
    if (!errors)
        return false;
    for (uint32_t i = 0; i < r->target_count; i++) {
        if (!cr_target_counts(&r->targets[i]))
            continue;
        const enum cr_judgement judgement = cr_result_judgement(r, i);
        count_note(&r->all, judgement);
        count_note(&r->lanes[r->targets[i].lane], judgement);
        beats += r->targets[i].beat_ms;
    }
    for (uint32_t p = 0; p < r->press_count; p++) {
        if (r->fates[p].fate != CR_PRESS_EXTRA)
            continue;
        r->all.extra++;
        if (presses[p].lane < CR_LANE_LIMIT)
            r->lanes[presses[p].lane].extra++;
    }
    uint32_t count =
        collect_errors(r, presses, CR_NONE, errors, &r->all.doubtful);
    cr_spread(errors, count, r->all.notes - r->all.doubtful, &r->all);
    if (r->all.has_spread)
        r->spread120_ms =
            r->all.spread_ms * cr_pow_two_fifths(500 / (beats / r->all.notes));
    for (uint32_t lane = 0; lane < t->pattern->lane_count; lane++) {
        struct cr_tally *tally = &r->lanes[lane];
        count = collect_errors(r, presses, lane, errors, &tally->doubtful);
        cr_spread(errors, count, tally->notes - tally->doubtful, tally);
    }
    free(errors);
    make_bill(r);
    return find_interval(r, t);
}

/* True if a hit costs nothing where it is: a lane that the program plays, or a
 * passage that is not judged. */
static bool is_free(const struct cr_timeline *t, const struct cr_press *press)
{
    double whole;
    if (press->lane < t->pattern->lane_count && !(t->part >> press->lane & 1))
        return true;
    if (!t->passage_count)
        return false;
    const uint32_t bar = cr_timeline_place(t, press->at_ns, &whole);
    const struct cr_fraction at = {llround(whole * 65536), 65536};
    return cr_timeline_passage(t, bar, at) == CR_LEAD_IN;
}

/* Leaves out the notes that were not reached, the hits that belong to them or
 * come later, and those of the count-in: it is not scored, but its last hit may
 * well be the first note, played early. */
static void cut(struct cr_result *r, const struct cr_timeline *timeline,
                const struct cr_press *presses, int64_t until_ns)
{
    r->whole_bars = r->bar_count;
    while (r->target_count &&
           r->targets[r->target_count - 1].at_ns > until_ns) {
        const uint32_t note = r->target_notes[--r->target_count];
        const uint32_t bar =
            timeline->notes[note].bar - timeline->countin_count;
        if (bar < r->whole_bars)
            r->whole_bars = bar;
    }
    for (uint32_t p = 0; p < r->press_count; p++) {
        struct cr_fate *fate = &r->fates[p];
        const bool is_outside =
            fate->target == CR_NONE
                ? presses[p].at_ns > until_ns ||
                      (presses[p].at_ns < 0 && fate->fate == CR_PRESS_EXTRA)
                : fate->target >= r->target_count;
        if (is_outside ||
            (fate->fate == CR_PRESS_EXTRA && is_free(timeline, &presses[p])))
            *fate = (struct cr_fate){CR_PRESS_FREE, CR_NONE};
    }
}

static enum cr_status judge(struct cr_result *result,
                            const struct cr_timeline *timeline,
                            const struct cr_press *presses,
                            uint32_t press_count,
                            const struct cr_score_options *options)
{
    const int64_t until_ns = options->until_ns;
    struct cr_result draft = {.press_count = press_count};
    if (options->windows)
        draft.windows = *options->windows;
    enum cr_status status = CR_ERR_MEMORY;
    for (uint32_t b = timeline->countin_count; b < timeline->bar_count; b++)
        draft.bar_count += timeline->bars[b].start_ns <= until_ns;
    if (collect_targets(&draft, timeline))
        status =
            cr_match(draft.targets, draft.target_count, presses, press_count,
                     draft.answers, draft.fates, &draft.shift_ms);
    if (!status) {
        cut(&draft, timeline, presses, until_ns);
        if (!summarise(&draft, timeline, presses))
            status = CR_ERR_MEMORY;
    }
    if (status) {
        cr_result_destroy(&draft);
        return status;
    }
    *result = draft;
    return CR_OK;
}

enum cr_status cr_score_take(struct cr_result *result,
                             const struct cr_timeline *timeline,
                             const struct cr_press *presses,
                             uint32_t press_count,
                             const struct cr_score_options *options)
{
    enum cr_status status =
        judge(result, timeline, presses, press_count, options);
    if (status || !options->is_shape_only)
        return status;
    const double lean = result->all.has_lean ? result->all.lean_ms : 0;
    cr_result_destroy(result);
    struct cr_press *moved = malloc((press_count + 1) * sizeof(*moved));
    if (!moved)
        return CR_ERR_MEMORY;
    for (uint32_t p = 0; p < press_count; p++) {
        moved[p] = presses[p];
        moved[p].at_ns -= llround(lean * 1e6);
    }
    status = judge(result, timeline, moved, press_count, options);
    free(moved);
    if (!status) {
        result->is_shape_only = true;
        result->removed_lean_ms = lean;
    }
    return status;
}

enum cr_status cr_score(struct cr_result *result,
                        const struct cr_timeline *timeline,
                        const struct cr_press *presses, uint32_t press_count)
{
    const struct cr_score_options options = {.until_ns = INT64_MAX};
    return cr_score_take(result, timeline, presses, press_count, &options);
}

void cr_result_destroy(struct cr_result *result)
{
    free(result->targets);
    free(result->target_notes);
    free(result->answers);
    free(result->fates);
    *result = (struct cr_result){0};
}
