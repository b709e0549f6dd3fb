#include "app/practice/match.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/stats.h"

#define MERGE_MS 35.0
#define WRONG_DRUM_MS 60.0

double cr_distance_ms(double beat_ms)
{
    return 100 * cr_pow_two_fifths(beat_ms / 500);
}

double cr_error_cost(double error_ms, double distance_ms)
{
    const double size = fabs(error_ms);
    /* the last term decides between answers that cost the same */
    return fmin(1, size / distance_ms) + 1e-6 * size;
}

static double to_ms(int64_t ns)
{
    return (double)ns / 1e6;
}

struct job {
    const struct cr_target *targets;
    uint32_t target_count;
    const struct cr_press *presses;
    uint32_t press_count;
    struct cr_answer *answers;
    struct cr_fate *fates;
    /* of the lane at hand */
    uint32_t *notes, *hits;
    uint32_t note_count, hit_count;
    /* of the alignment: gains of a note's row, and what was chosen there */
    uint32_t *first_hit, *row_start;
    double *gains;
    uint8_t *choices;
    size_t room;
};

enum { TAKE_PAIR = 1, SKIP_HIT = 2, SKIP_NOTE = 3 };

/* Distances between the notes of a lane; grace notes do not count. */
static void measure_gaps(struct job *job, uint32_t lane)
{
    uint32_t before = CR_NONE;
    for (uint32_t i = 0; i < job->target_count; i++) {
        const struct cr_target *t = &job->targets[i];
        if (t->lane != lane)
            continue;
        struct cr_answer *a = &job->answers[i];
        *a = (struct cr_answer){.press = CR_NONE, .gap_ms = HUGE_VAL};
        a->distance_ms = cr_distance_ms(t->beat_ms);
        if (t->is_grace)
            continue;
        if (before != CR_NONE) {
            const double gap = to_ms(t->at_ns - job->targets[before].at_ns);
            a->gap_ms = gap;
            if (gap < job->answers[before].gap_ms)
                job->answers[before].gap_ms = gap;
        }
        before = i;
    }
    for (uint32_t i = 0; i < job->target_count; i++) {
        struct cr_answer *a = &job->answers[i];
        if (job->targets[i].lane != lane)
            continue;
        a->window_ms = fmin(1.5 * a->distance_ms, a->gap_ms);
        if (job->targets[i].is_grace)
            a->window_ms = WRONG_DRUM_MS;
    }
}

/* The note of the lane nearest to a time, from `*from` on; CR_NONE for none. */
static uint32_t nearest_note(const struct job *job, int64_t at_ns,
                             uint32_t *from)
{
    if (!job->note_count)
        return CR_NONE;
    while (*from + 1 < job->note_count &&
           job->targets[job->notes[*from + 1]].at_ns <= at_ns)
        (*from)++;
    const uint32_t here = job->notes[*from];
    if (*from + 1 == job->note_count)
        return here;
    const uint32_t next = job->notes[*from + 1];
    const int64_t back = at_ns - job->targets[here].at_ns;
    return llabs(back) <= job->targets[next].at_ns - at_ns ? here : next;
}

/* Collects the lane's notes and hits; a hit right behind another is one with
 * it, unless more than one is expected there. */
static void collect(struct job *job, uint32_t lane)
{
    uint32_t from = 0;
    job->note_count = job->hit_count = 0;
    for (uint32_t i = 0; i < job->target_count; i++) {
        if (job->targets[i].lane == lane)
            job->notes[job->note_count++] = i;
    }
    for (uint32_t i = 0; i < job->press_count; i++) {
        const struct cr_press *press = &job->presses[i];
        if (press->lane != lane)
            continue;
        const uint32_t near = nearest_note(job, press->at_ns, &from);
        double limit = MERGE_MS;
        bool takes_many = false;
        if (near != CR_NONE) {
            const struct cr_target *t = &job->targets[near];
            limit = fmin(limit, 0.35 * job->answers[near].gap_ms);
            takes_many = t->takes_many || t->is_grace ||
                         (t->free_until_ns && press->at_ns <= t->free_until_ns);
        }
        job->fates[i] = (struct cr_fate){CR_PRESS_EXTRA, CR_NONE};
        if (job->hit_count && !takes_many) {
            const uint32_t last = job->hits[job->hit_count - 1];
            if (to_ms(press->at_ns - job->presses[last].at_ns) < limit) {
                job->fates[i].fate = CR_PRESS_MERGED;
                continue;
            }
        }
        job->hits[job->hit_count++] = i;
    }
}

static double error_of(const struct job *job, uint32_t note, uint32_t hit)
{
    return to_ms(job->presses[job->hits[hit]].at_ns -
                 job->targets[job->notes[note]].at_ns);
}

/* What a pair saves against a missed note and an extra hit; 0: not allowed. */
static double gain_of(const struct job *job, uint32_t note, uint32_t hit,
                      double shift_ms)
{
    const uint32_t target = job->notes[note];
    const struct cr_answer *a = &job->answers[target];
    const double error = error_of(job, note, hit);
    if (!(fabs(error) <= a->window_ms))
        return 0;
    if (job->targets[target].is_grace) /* only saves the extra hit */
        return 1 - 1e-6 * fabs(error - shift_ms);
    return 2 - cr_error_cost(error - shift_ms, a->distance_ms);
}

/* The hits that any note from `note` on can take begin at first_hit[note]. */
static bool lay_rows(struct job *job)
{
    uint32_t low = job->hit_count;
    size_t cells = 0;
    for (uint32_t n = job->note_count; n-- > 0;) {
        const uint32_t target = job->notes[n];
        const double window = job->answers[target].window_ms;
        /* windows differ: look back from where the later notes begin */
        while (low > 0 &&
               error_of(job, n, low - 1) >= -window)
            low--;
        job->first_hit[n] = low;
    }
    uint32_t high = 0;
    for (uint32_t n = 0; n < job->note_count; n++) {
        const double window = job->answers[job->notes[n]].window_ms;
        while (high < job->hit_count &&
               error_of(job, n, high) <= window)
            high++;
        if (high < job->first_hit[n])
            high = job->first_hit[n];
        if (cells > UINT32_MAX - (high - job->first_hit[n]) - 2)
            return false;
        job->row_start[n] = (uint32_t)cells;
        cells += high - job->first_hit[n] + 1;
    }
    job->row_start[job->note_count] = (uint32_t)cells;
    if (cells > job->room) {
        double *gains = realloc(job->gains, cells * sizeof(*gains));
        if (gains)
            job->gains = gains;
        uint8_t *choices = realloc(job->choices, cells);
        if (choices)
            job->choices = choices;
        if (!gains || !choices)
            return false;
        job->room = cells;
    }
    return true;
}

/* Best gain of the notes before `note` with the hits before `hit`. */
static double above(const struct job *job, uint32_t note, uint32_t hit)
{
    if (note == 0)
        return 0;
    const uint32_t first = job->first_hit[note - 1];
    const uint32_t start = job->row_start[note - 1];
    const uint32_t width = job->row_start[note] - start;
    if (hit < first)
        return 0; /* cannot happen: rows begin later and later */
    const uint32_t column = hit - first;
    return job->gains[start + (column < width ? column : width - 1)];
}

/* gains[note][column]: notes up to `note`, hits before first_hit + column. */
static void fill_rows(struct job *job, double shift_ms)
{
    for (uint32_t n = 0; n < job->note_count; n++) {
        const uint32_t first = job->first_hit[n], start = job->row_start[n];
        const uint32_t width = job->row_start[n + 1] - start;
        for (uint32_t c = 0; c < width; c++) {
            double best = above(job, n, first + c);
            uint8_t choice = SKIP_NOTE;
            if (c > 0) {
                const uint32_t hit = first + c - 1;
                const double pair = gain_of(job, n, hit, shift_ms);
                if (job->gains[start + c - 1] > best) {
                    best = job->gains[start + c - 1];
                    choice = SKIP_HIT;
                }
                if (pair > 0 && above(job, n, hit) + pair > best) {
                    best = above(job, n, hit) + pair;
                    choice = TAKE_PAIR;
                }
            }
            job->gains[start + c] = best;
            job->choices[start + c] = choice;
        }
    }
}

static void read_back(struct job *job)
{
    uint32_t hit = job->hit_count;
    for (uint32_t n = job->note_count; n-- > 0;) {
        const uint32_t first = job->first_hit[n], start = job->row_start[n];
        const uint32_t width = job->row_start[n + 1] - start;
        uint32_t c = hit < first ? 0 : hit - first;
        if (c >= width)
            c = width - 1;
        while (job->choices[start + c] == SKIP_HIT)
            c--;
        hit = first + c;
        if (job->choices[start + c] != TAKE_PAIR)
            continue;
        hit--;
        const uint32_t target = job->notes[n], press = job->hits[hit];
        job->answers[target].press = press;
        job->fates[press] = (struct cr_fate){CR_PRESS_MATCHED, target};
    }
}

/* A roll's further strokes may be many or few. */
static void free_rolls(struct job *job)
{
    uint32_t n = 0;
    for (uint32_t h = 0; h < job->hit_count; h++) {
        const uint32_t press = job->hits[h];
        const int64_t at = job->presses[press].at_ns;
        while (n + 1 < job->note_count &&
               job->targets[job->notes[n + 1]].at_ns <= at)
            n++;
        if (job->fates[press].fate == CR_PRESS_EXTRA && job->note_count &&
            job->targets[job->notes[n]].free_until_ns &&
            job->targets[job->notes[n]].at_ns <= at &&
            at <= job->targets[job->notes[n]].free_until_ns)
            job->fates[press].fate = CR_PRESS_FREE;
    }
}

static bool align_lane(struct job *job, uint32_t lane, double shift_ms)
{
    measure_gaps(job, lane);
    collect(job, lane);
    if (job->note_count) {
        if (!lay_rows(job))
            return false;
        fill_rows(job, shift_ms);
        read_back(job);
    }
    free_rolls(job);
    return true;
}

struct stray {
    double size_ms; /* of the error, shifted */
    uint32_t target, press;
};

static int compare_strays(const void *a, const void *b)
{
    const struct stray *x = a, *y = b;
    if (x->size_ms != y->size_ms)
        return x->size_ms < y->size_ms ? -1 : 1;
    if (x->target != y->target)
        return x->target < y->target ? -1 : 1;
    return (x->press > y->press) - (x->press < y->press);
}

/* Pairs left-over notes with left-over hits of other lanes, nearest first. */
static bool find_wrong_drums(struct job *job, double shift_ms)
{
    struct stray *strays = NULL;
    size_t count = 0, room = 0;
    uint32_t from = 0;
    const int64_t reach = (int64_t)(WRONG_DRUM_MS * 1e6) + 1;
    for (uint32_t t = 0; t < job->target_count; t++) {
        const struct cr_target *target = &job->targets[t];
        if (job->answers[t].press != CR_NONE || target->is_grace)
            continue;
        const double limit = fmin(WRONG_DRUM_MS, 0.5 * job->answers[t].gap_ms);
        while (from < job->press_count &&
               job->presses[from].at_ns < target->at_ns - reach)
            from++;
        for (uint32_t p = from; p < job->press_count &&
                                job->presses[p].at_ns <= target->at_ns + reach;
             p++) {
            const double error =
                to_ms(job->presses[p].at_ns - target->at_ns);
            if (job->fates[p].fate != CR_PRESS_EXTRA || fabs(error) > limit)
                continue;
            if (count == room) {
                room = room ? 2 * room : 64;
                struct stray *moved = realloc(strays, room * sizeof(*strays));
                if (!moved) {
                    free(strays);
                    return false;
                }
                strays = moved;
            }
            strays[count++] = (struct stray){fabs(error - shift_ms), t, p};
        }
    }
    if (count)
        qsort(strays, count, sizeof(*strays), compare_strays);
    for (size_t i = 0; i < count; i++) {
        struct cr_answer *answer = &job->answers[strays[i].target];
        struct cr_fate *fate = &job->fates[strays[i].press];
        if (answer->press != CR_NONE || fate->fate != CR_PRESS_EXTRA)
            continue;
        answer->press = strays[i].press;
        answer->is_wrong_drum = true;
        *fate = (struct cr_fate){CR_PRESS_WRONG_DRUM, strays[i].target};
    }
    free(strays);
    return true;
}

/* Errors and costs of the hits as they were played. */
static void settle(struct job *job)
{
    for (uint32_t t = 0; t < job->target_count; t++) {
        struct cr_answer *a = &job->answers[t];
        const bool is_grace = job->targets[t].is_grace;
        a->cost = is_grace ? 0 : 1;
        if (a->press == CR_NONE)
            continue;
        a->error_ms =
            to_ms(job->presses[a->press].at_ns - job->targets[t].at_ns);
        if (a->is_wrong_drum)
            a->cost =
                0.5 + 0.5 * fmin(1, fabs(a->error_ms) / a->distance_ms);
        else if (!is_grace)
            a->cost = cr_error_cost(a->error_ms, a->distance_ms);
    }
}

static uint32_t lane_count(const struct job *job)
{
    uint32_t lanes = 0;
    for (uint32_t i = 0; i < job->target_count; i++)
        lanes = job->targets[i].lane >= lanes ? job->targets[i].lane + 1 : lanes;
    for (uint32_t i = 0; i < job->press_count; i++)
        lanes = job->presses[i].lane >= lanes ? job->presses[i].lane + 1 : lanes;
    return lanes;
}

static bool align(struct job *job, double shift_ms)
{
    const uint32_t lanes = lane_count(job);
    for (uint32_t lane = 0; lane < lanes; lane++) {
        if (!align_lane(job, lane, shift_ms))
            return false;
    }
    if (!find_wrong_drums(job, shift_ms))
        return false;
    settle(job);
    return true;
}

static bool start(struct job *job)
{
    job->notes = malloc((job->target_count + 1) * sizeof(uint32_t));
    job->first_hit = malloc((job->target_count + 1) * sizeof(uint32_t));
    job->row_start = malloc(((size_t)job->target_count + 2) * sizeof(uint32_t));
    job->hits = malloc((job->press_count + 1) * sizeof(uint32_t));
    return job->notes && job->first_hit && job->row_start && job->hits;
}

static void finish(struct job *job)
{
    free(job->notes);
    free(job->first_hit);
    free(job->row_start);
    free(job->hits);
    free(job->gains);
    free(job->choices);
}

enum cr_status cr_match_shifted(const struct cr_target *targets,
                                uint32_t target_count,
                                const struct cr_press *presses,
                                uint32_t press_count, double shift_ms,
                                struct cr_answer *answers,
                                struct cr_fate *fates)
{
    struct job job = {.targets = targets, .target_count = target_count,
                      .presses = presses, .press_count = press_count,
                      .answers = answers, .fates = fates};
    const bool is_good = start(&job) && align(&job, shift_ms);
    finish(&job);
    return is_good ? CR_OK : CR_ERR_MEMORY;
}

/* Cost of an alignment if the shift were true. */
static double shifted_cost(const struct job *job, double shift_ms)
{
    double cost = 0;
    for (uint32_t t = 0; t < job->target_count; t++) {
        const struct cr_answer *a = &job->answers[t];
        if (a->press == CR_NONE || job->targets[t].is_grace)
            cost += a->cost;
        else if (a->is_wrong_drum)
            cost += 0.5 + 0.5 * fmin(1, fabs(a->error_ms - shift_ms) /
                                            a->distance_ms);
        else
            cost += cr_error_cost(a->error_ms - shift_ms, a->distance_ms);
    }
    for (uint32_t p = 0; p < job->press_count; p++)
        cost += job->fates[p].fate == CR_PRESS_EXTRA;
    return cost;
}

/* The lean to take off: the median error of notes far apart, if there are
 * enough; otherwise the shift that makes the whole take cheapest. */
static bool find_shift(struct job *job, double *shift_ms)
{
    double *errors = malloc((job->target_count + 1) * sizeof(*errors));
    size_t count = 0;
    *shift_ms = 0;
    if (!errors)
        return false;
    bool is_good = align(job, 0);
    for (uint32_t t = 0; is_good && t < job->target_count; t++) {
        const struct cr_answer *a = &job->answers[t];
        if (a->press != CR_NONE && !a->is_wrong_drum &&
            !job->targets[t].is_grace && a->gap_ms >= 250)
            errors[count++] = a->error_ms;
    }
    if (count >= 6) {
        cr_sort(errors, count);
        *shift_ms = cr_median(errors, count);
    } else if (is_good) {
        double cheapest = shifted_cost(job, 0);
        for (int step = 1; is_good && step <= 32; step++) {
            const double shift = (step + 1) / 2 * (step % 2 ? -5.0 : 5.0);
            is_good = align(job, shift);
            const double cost = is_good ? shifted_cost(job, shift) : 0;
            if (cost < cheapest - 1e-9) {
                cheapest = cost;
                *shift_ms = shift;
            }
        }
    }
    free(errors);
    return is_good;
}

enum cr_status cr_match(const struct cr_target *targets, uint32_t target_count,
                        const struct cr_press *presses, uint32_t press_count,
                        struct cr_answer *answers, struct cr_fate *fates,
                        double *shift_ms)
{
    struct job job = {.targets = targets, .target_count = target_count,
                      .presses = presses, .press_count = press_count,
                      .answers = answers, .fates = fates};
    double shift = 0;
    const bool is_good =
        start(&job) && find_shift(&job, &shift) && align(&job, shift);
    finish(&job);
    if (shift_ms)
        *shift_ms = shift;
    return is_good ? CR_OK : CR_ERR_MEMORY;
}
