#include "app/practice/match.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/stats.h"

const char *cr_doubt_word(uint8_t doubt)
{
    static const char *const words[CR_DOUBT_COUNT] = {"", "wait", "gap"};
    return doubt < CR_DOUBT_COUNT ? words[doubt] : "";
}

#define MERGE_MS 35.0
#define WRONG_DRUM_MS 60.0

uint32_t cr_targets_first(const struct cr_target *targets, uint32_t count,
                          int64_t ns)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (targets[middle].at_ns < ns)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

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

/* A lane's notes and hits and, for each note, the hits in its window. Notes and
 * hits are indices of the take's; a cell is a note with one of its hits. */
struct lane {
    uint32_t *notes, *hits;
    uint32_t note_count, hit_count;
    uint32_t *first_hit; /* of a note's row: its first cell's hit */
    size_t *row_start;   /* its cells begin here; one entry more than notes */
    double *errors;      /* of each cell, ms */
    uint8_t *choices;    /* of each cell and the place before the first */
};

struct job {
    const struct cr_target *targets;
    uint32_t target_count;
    const struct cr_press *presses;
    uint32_t press_count;
    struct cr_answer *answers;
    struct cr_fate *fates;
    enum cr_press_fate *first_fates; /* before anything is aligned */
    struct lane *lanes;
    uint32_t *drums; /* of each lane, the first that plays its drum */
    uint32_t lane_count;
    double *gains[2]; /* of the row at hand and the one before */
};

enum { TAKE_PAIR = 1, SKIP_HIT = 2, SKIP_NOTE = 3 };

/* Distances between the notes of a lane; grace notes do not count. */
static void measure_gaps(struct job *job, const struct lane *lane)
{
    uint32_t before = CR_NONE;
    for (uint32_t n = 0; n < lane->note_count; n++) {
        const uint32_t i = lane->notes[n];
        const struct cr_target *t = &job->targets[i];
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
    for (uint32_t n = 0; n < lane->note_count; n++) {
        struct cr_answer *a = &job->answers[lane->notes[n]];
        a->window_ms = job->targets[lane->notes[n]].is_grace
                           ? WRONG_DRUM_MS
                           : fmin(1.5 * a->distance_ms, a->gap_ms);
    }
}

/* The note of the lane nearest to a time, from `*from` on; CR_NONE for none. */
static uint32_t nearest_note(const struct job *job, const struct lane *lane,
                             int64_t at_ns, uint32_t *from)
{
    if (!lane->note_count)
        return CR_NONE;
    while (*from + 1 < lane->note_count &&
           job->targets[lane->notes[*from + 1]].at_ns <= at_ns)
        (*from)++;
    const uint32_t here = lane->notes[*from];
    if (*from + 1 == lane->note_count)
        return here;
    const uint32_t next = lane->notes[*from + 1];
    const int64_t back = at_ns - job->targets[here].at_ns;
    return llabs(back) <= job->targets[next].at_ns - at_ns ? here : next;
}

/* A hit right behind another is one with it, unless more than one is expected
 * there. */
static void merge_hits(struct job *job, struct lane *lane)
{
    uint32_t from = 0, kept = 0;
    for (uint32_t h = 0; h < lane->hit_count; h++) {
        const uint32_t i = lane->hits[h];
        const int64_t at = job->presses[i].at_ns;
        const uint32_t near = nearest_note(job, lane, at, &from);
        double limit = MERGE_MS;
        bool takes_many = false;
        if (near != CR_NONE) {
            const struct cr_target *t = &job->targets[near];
            limit = fmin(limit, 0.35 * job->answers[near].gap_ms);
            takes_many = t->takes_many || t->is_grace ||
                         (t->free_until_ns && at <= t->free_until_ns);
        }
        const bool is_merged =
            kept && !takes_many &&
            to_ms(at - job->presses[lane->hits[kept - 1]].at_ns) < limit;
        job->first_fates[i] = is_merged ? CR_PRESS_MERGED : CR_PRESS_EXTRA;
        if (!is_merged)
            lane->hits[kept++] = i;
    }
    lane->hit_count = kept;
}

static double error_of(const struct job *job, const struct lane *lane,
                       uint32_t note, uint32_t hit)
{
    return to_ms(job->presses[lane->hits[hit]].at_ns -
                 job->targets[lane->notes[note]].at_ns);
}

/* The hits that any note from `note` on can take begin at first_hit[note]. */
static bool lay_rows(const struct job *job, struct lane *lane)
{
    uint32_t low = lane->hit_count, high = 0;
    size_t cells = 0;
    for (uint32_t n = lane->note_count; n-- > 0;) {
        /* windows differ: look back from where the later notes begin */
        const double window = job->answers[lane->notes[n]].window_ms;
        while (low > 0 && error_of(job, lane, n, low - 1) >= -window)
            low--;
        lane->first_hit[n] = low;
    }
    for (uint32_t n = 0; n < lane->note_count; n++) {
        const double window = job->answers[lane->notes[n]].window_ms;
        while (high < lane->hit_count && error_of(job, lane, n, high) <= window)
            high++;
        if (high < lane->first_hit[n])
            high = lane->first_hit[n];
        lane->row_start[n] = cells;
        cells += high - lane->first_hit[n];
    }
    lane->row_start[lane->note_count] = cells;
    lane->errors = malloc((cells + 1) * sizeof(*lane->errors));
    lane->choices = malloc(cells + lane->note_count + 1);
    if (!lane->errors || !lane->choices)
        return false;
    for (uint32_t n = 0; n < lane->note_count; n++) {
        double *row = lane->errors + lane->row_start[n];
        const size_t width = lane->row_start[n + 1] - lane->row_start[n];
        for (uint32_t c = 0; c < width; c++)
            row[c] = error_of(job, lane, n, lane->first_hit[n] + c);
    }
    return true;
}

/* What a pair saves against a missed note and an extra hit; 0: not allowed. */
static double gain_of(const struct cr_answer *a, bool is_grace, double error,
                      double shift_ms)
{
    if (!(fabs(error) <= a->window_ms))
        return 0;
    if (is_grace) /* only saves the extra hit */
        return 1 - 1e-6 * fabs(error - shift_ms);
    return 2 - cr_error_cost(error - shift_ms, a->distance_ms);
}

/* Column c of a note's row is the best gain of the notes up to it with the hits
 * before first_hit + c. Rows begin later and later, and end later and later. */
static void fill_rows(struct job *job, const struct lane *lane, double shift_ms)
{
    static const double nothing[1] = {0};
    const double *above = nothing;
    uint32_t above_first = 0;
    size_t above_last = 0; /* column */
    for (uint32_t n = 0; n < lane->note_count; n++) {
        const uint32_t target = lane->notes[n], first = lane->first_hit[n];
        const struct cr_answer *a = &job->answers[target];
        const bool is_grace = job->targets[target].is_grace;
        const double *errors = lane->errors + lane->row_start[n];
        const size_t width = lane->row_start[n + 1] - lane->row_start[n];
        uint8_t *choices = lane->choices + lane->row_start[n] + n;
        double *row = job->gains[n % 2];
        size_t over = n ? first - above_first : 0;
        double before = above[over < above_last ? over : above_last];
        row[0] = before;
        choices[0] = SKIP_NOTE;
        for (size_t c = 1; c <= width; c++) {
            over++;
            const double straight =
                above[over < above_last ? over : above_last];
            const double pair = gain_of(a, is_grace, errors[c - 1], shift_ms);
            /* chosen without branches: which is best cannot be foreseen */
            const double paired = pair > 0 ? before + pair : -1;
            const bool skips = row[c - 1] > straight;
            double best = skips ? row[c - 1] : straight;
            uint8_t choice = skips ? SKIP_HIT : SKIP_NOTE;
            const bool takes = paired > best;
            best = takes ? paired : best;
            choice = takes ? TAKE_PAIR : choice;
            row[c] = best;
            choices[c] = choice;
            before = straight;
        }
        above = row;
        above_first = first;
        above_last = width;
    }
}

static void read_back(struct job *job, const struct lane *lane)
{
    uint32_t hit = lane->hit_count;
    for (uint32_t n = lane->note_count; n-- > 0;) {
        const uint32_t first = lane->first_hit[n];
        const size_t width = lane->row_start[n + 1] - lane->row_start[n];
        const uint8_t *choices = lane->choices + lane->row_start[n] + n;
        size_t c = hit < first ? 0 : hit - first;
        if (c > width)
            c = width;
        while (choices[c] == SKIP_HIT)
            c--;
        hit = first + (uint32_t)c;
        if (choices[c] != TAKE_PAIR)
            continue;
        hit--;
        const uint32_t target = lane->notes[n], press = lane->hits[hit];
        job->answers[target].press = press;
        job->fates[press] = (struct cr_fate){CR_PRESS_MATCHED, target};
    }
}

/* A roll's further strokes may be many or few. */
static void free_rolls(struct job *job, const struct lane *lane)
{
    uint32_t n = 0;
    for (uint32_t h = 0; lane->note_count && h < lane->hit_count; h++) {
        const uint32_t press = lane->hits[h];
        const int64_t at = job->presses[press].at_ns;
        while (n + 1 < lane->note_count &&
               job->targets[lane->notes[n + 1]].at_ns <= at)
            n++;
        const struct cr_target *t = &job->targets[lane->notes[n]];
        if (job->fates[press].fate == CR_PRESS_EXTRA && t->free_until_ns &&
            t->at_ns <= at && at <= t->free_until_ns)
            job->fates[press].fate = CR_PRESS_FREE;
    }
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
            const double error = to_ms(job->presses[p].at_ns - target->at_ns);
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

static void find_wrong_hands(struct job *job)
{
    for (uint32_t t = 0; t < job->target_count; t++) {
        struct cr_answer *a = &job->answers[t];
        if (a->press == CR_NONE || job->targets[t].is_grace ||
            job->presses[a->press].lane == job->targets[t].lane)
            continue;
        a->is_wrong_drum = true;
        job->fates[a->press].fate = CR_PRESS_WRONG_DRUM;
    }
}

static double error_of_answer(const struct job *job, uint32_t target)
{
    return to_ms(job->presses[job->answers[target].press].at_ns -
                 job->targets[target].at_ns);
}

/* What a note costs if the player's lean were the shift. */
static double cost_of(const struct job *job, uint32_t target, double shift_ms)
{
    const struct cr_answer *a = &job->answers[target];
    if (job->targets[target].is_grace)
        return 0;
    if (a->press == CR_NONE)
        return 1;
    const double error = error_of_answer(job, target) - shift_ms;
    if (a->is_wrong_drum)
        return 0.5 + 0.5 * fmin(1, fabs(error) / a->distance_ms);
    return cr_error_cost(error, a->distance_ms);
}

/* Errors and costs of the hits as they were played. */
static void settle(struct job *job)
{
    for (uint32_t t = 0; t < job->target_count; t++) {
        struct cr_answer *a = &job->answers[t];
        a->cost = cost_of(job, t, 0);
        if (a->press != CR_NONE)
            a->error_ms = error_of_answer(job, t);
    }
}

static bool align(struct job *job, double shift_ms)
{
    for (uint32_t t = 0; t < job->target_count; t++) {
        job->answers[t].press = CR_NONE;
        job->answers[t].is_wrong_drum = false;
    }
    for (uint32_t p = 0; p < job->press_count; p++)
        job->fates[p] = (struct cr_fate){job->first_fates[p], CR_NONE};
    for (uint32_t lane = 0; lane < job->lane_count; lane++) {
        fill_rows(job, &job->lanes[lane], shift_ms);
        read_back(job, &job->lanes[lane]);
        free_rolls(job, &job->lanes[lane]);
    }
    find_wrong_hands(job);
    return find_wrong_drums(job, shift_ms);
}

/* Lanes that are the hands of one drum are one. */
static bool find_drums(struct job *job)
{
    for (uint32_t i = 0; i < job->target_count; i++) {
        const struct cr_target *t = &job->targets[i];
        const uint32_t last = t->lane + (t->other_hand > 0);
        if (last >= job->lane_count)
            job->lane_count = last + 1;
    }
    for (uint32_t i = 0; i < job->press_count; i++)
        if (job->presses[i].lane >= job->lane_count)
            job->lane_count = job->presses[i].lane + 1;
    job->drums = malloc((job->lane_count + 1) * sizeof(*job->drums));
    if (!job->drums)
        return false;
    for (uint32_t l = 0; l < job->lane_count; l++)
        job->drums[l] = l;
    for (uint32_t i = 0; i < job->target_count; i++) {
        const struct cr_target *t = &job->targets[i];
        if (t->other_hand > 0)
            job->drums[t->lane + 1] = t->lane;
        else if (t->other_hand < 0)
            job->drums[t->lane] = t->lane - 1;
    }
    return true;
}

/* Counts the notes and hits of each lane and makes room for them. */
static bool make_lanes(struct job *job)
{
    if (!find_drums(job))
        return false;
    job->lanes = calloc(job->lane_count + 1, sizeof(*job->lanes));
    if (!job->lanes)
        return false;
    for (uint32_t i = 0; i < job->target_count; i++)
        job->lanes[job->drums[job->targets[i].lane]].note_count++;
    for (uint32_t i = 0; i < job->press_count; i++)
        job->lanes[job->drums[job->presses[i].lane]].hit_count++;
    for (uint32_t l = 0; l < job->lane_count; l++) {
        struct lane *lane = &job->lanes[l];
        lane->notes = malloc((lane->note_count + 1) * sizeof(uint32_t));
        lane->first_hit = malloc((lane->note_count + 1) * sizeof(uint32_t));
        lane->row_start = malloc((lane->note_count + 1) * sizeof(size_t));
        lane->hits = malloc((lane->hit_count + 1) * sizeof(uint32_t));
        if (!lane->notes || !lane->first_hit || !lane->row_start || !lane->hits)
            return false;
        lane->note_count = lane->hit_count = 0;
    }
    for (uint32_t i = 0; i < job->target_count; i++) {
        struct lane *lane = &job->lanes[job->drums[job->targets[i].lane]];
        lane->notes[lane->note_count++] = i;
    }
    for (uint32_t i = 0; i < job->press_count; i++) {
        struct lane *lane = &job->lanes[job->drums[job->presses[i].lane]];
        lane->hits[lane->hit_count++] = i;
    }
    return true;
}

/* Everything that no shift changes. */
static bool start(struct job *job)
{
    size_t widest = 0;
    job->first_fates =
        malloc((job->press_count + 1) * sizeof(*job->first_fates));
    if (!job->first_fates || !make_lanes(job))
        return false;
    for (uint32_t l = 0; l < job->lane_count; l++) {
        struct lane *lane = &job->lanes[l];
        measure_gaps(job, lane);
        merge_hits(job, lane);
        if (!lay_rows(job, lane))
            return false;
        for (uint32_t n = 0; n < lane->note_count; n++) {
            const size_t width = lane->row_start[n + 1] - lane->row_start[n];
            widest = width > widest ? width : widest;
        }
    }
    for (int i = 0; i < 2; i++)
        job->gains[i] = malloc((widest + 1) * sizeof(double));
    return job->gains[0] && job->gains[1];
}

static void finish(struct job *job)
{
    for (uint32_t l = 0; job->lanes && l < job->lane_count; l++) {
        struct lane *lane = &job->lanes[l];
        free(lane->notes);
        free(lane->hits);
        free(lane->first_hit);
        free(lane->row_start);
        free(lane->errors);
        free(lane->choices);
    }
    free(job->lanes);
    free(job->drums);
    free(job->first_fates);
    free(job->gains[0]);
    free(job->gains[1]);
}

enum cr_status cr_match_shifted(const struct cr_target *targets,
                                uint32_t target_count,
                                const struct cr_press *presses,
                                uint32_t press_count, double shift_ms,
                                struct cr_answer *answers,
                                struct cr_fate *fates)
{
    struct job job = {.targets = targets,
                      .target_count = target_count,
                      .presses = presses,
                      .press_count = press_count,
                      .answers = answers,
                      .fates = fates};
    const bool is_good = start(&job) && align(&job, shift_ms);
    if (is_good)
        settle(&job);
    finish(&job);
    return is_good ? CR_OK : CR_ERR_MEMORY;
}

/* Cost of an alignment if the shift were true. */
static double shifted_cost(const struct job *job, double shift_ms)
{
    double cost = 0;
    for (uint32_t t = 0; t < job->target_count; t++)
        cost += cost_of(job, t, shift_ms);
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
            errors[count++] = error_of_answer(job, t);
    }
    if (count >= 6) {
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
    struct job job = {.targets = targets,
                      .target_count = target_count,
                      .presses = presses,
                      .press_count = press_count,
                      .answers = answers,
                      .fates = fates};
    double shift = 0;
    const bool is_good =
        start(&job) && find_shift(&job, &shift) && align(&job, shift);
    if (is_good)
        settle(&job);
    finish(&job);
    if (shift_ms)
        *shift_ms = shift;
    return is_good ? CR_OK : CR_ERR_MEMORY;
}
