#include "app/practice/earn.h"

#include <math.h>

#define LOWEST 5.0
#define STEP (4.0 / (CR_EARN_POINTS - 1))
#define WANDER 0.008
#define AT_85 1.945910149055313 /* ln(1/(0.96/0.84 - 1)) */

static const double slopes[CR_EARN_SLOPES] = {0.02, 0.04, 0.07, 0.11, 0.16};

static void make_whole(struct cr_earn *e)
{
    double sum = 0;
    for (int s = 0; s < CR_EARN_SLOPES; s++) {
        for (int i = 0; i < CR_EARN_POINTS; i++)
            sum += e->chance[s][i];
    }
    for (int s = 0; s < CR_EARN_SLOPES; s++) {
        for (int i = 0; i < CR_EARN_POINTS; i++)
            e->chance[s][i] /= sum;
    }
}

void cr_earn_init(struct cr_earn *earn, double start_bpm, double top_bpm)
{
    *earn = (struct cr_earn){
        .start_bpm = start_bpm, .top_bpm = top_bpm, .bpm = start_bpm};
    for (int s = 0; s < CR_EARN_SLOPES; s++) {
        for (int i = 0; i < CR_EARN_POINTS; i++) {
            const double far = (LOWEST + i * STEP - log2(90)) / 0.7;
            earn->chance[s][i] = exp(-far * far / 2);
        }
    }
    make_whole(earn);
}

bool cr_earn_is_try(const struct cr_earn *earn)
{
    return !(earn->aim > 0) && earn->has_failed && earn->count % 5 == 4;
}

double cr_earn_next(const struct cr_earn *earn)
{
    const double bpm = earn->bpm * (cr_earn_is_try(earn) ? 1.08 : 1);
    return round(fmin(bpm, earn->top_bpm) * 10) / 10;
}

/* What is known of a person who changes a little: normal, over few points. */
static void wander(double *chance)
{
    enum { REACH = 3 };
    double kernel[REACH + 1], before[CR_EARN_POINTS], sum = 0;
    for (int k = 0; k <= REACH; k++) {
        kernel[k] = exp(-(k * STEP / WANDER) * (k * STEP / WANDER) / 2);
        sum += k ? 2 * kernel[k] : kernel[k];
    }
    for (int i = 0; i < CR_EARN_POINTS; i++)
        before[i] = chance[i];
    for (int i = 0; i < CR_EARN_POINTS; i++) {
        chance[i] = 0;
        for (int k = -REACH; k <= REACH; k++) {
            int from = i + k; /* the ends hold together what would leave */
            from = from < 0 ? 0 : from;
            from = from >= CR_EARN_POINTS ? CR_EARN_POINTS - 1 : from;
            chance[i] += before[from] * kernel[k < 0 ? -k : k] / sum;
        }
    }
}

void cr_earn_learn(struct cr_earn *earn, double bpm, bool is_clean)
{
    const double x = log2(bpm);
    for (int s = 0; s < CR_EARN_SLOPES; s++) {
        for (int i = 0; i < CR_EARN_POINTS; i++) {
            const double t = LOWEST + i * STEP;
            const double clean = 0.01 + 0.96 / (1 + exp((x - t) / slopes[s]));
            earn->chance[s][i] *= is_clean ? clean : 1 - clean;
        }
        wander(earn->chance[s]);
    }
    make_whole(earn);
}

void cr_earn_add(struct cr_earn *earn, bool is_clean)
{
    const bool was_try = cr_earn_is_try(earn);
    cr_earn_learn(earn, cr_earn_next(earn), is_clean);
    earn->count++;
    if (was_try)
        return;
    if (!earn->has_failed) {
        earn->bpm *= is_clean ? 1.12 : 1 / 1.12;
        earn->has_failed = !is_clean;
    } else if (earn->aim > 0) {
        const double odds = earn->aim / (1 - earn->aim);
        const double up = fmin(log(1.02), log(1.12) / odds);
        earn->bpm *= exp(is_clean ? up : -up * odds);
    } else if (!is_clean) {
        earn->bpm /= 1.03;
        earn->clean_run = 0;
    } else if (++earn->clean_run == 3) {
        earn->bpm *= 1.03;
        earn->clean_run = 0;
    }
    earn->bpm = fmin(fmax(earn->bpm, earn->start_bpm * 0.6), earn->top_bpm);
}

struct cr_earn_estimate cr_earn_estimate(const struct cr_earn *earn)
{
    double mean = 0, squares = 0;
    for (int s = 0; s < CR_EARN_SLOPES; s++) {
        for (int i = 0; i < CR_EARN_POINTS; i++)
            mean +=
                earn->chance[s][i] * (LOWEST + i * STEP - AT_85 * slopes[s]);
    }
    for (int s = 0; s < CR_EARN_SLOPES; s++) {
        for (int i = 0; i < CR_EARN_POINTS; i++) {
            const double off = LOWEST + i * STEP - AT_85 * slopes[s] - mean;
            squares += earn->chance[s][i] * off * off;
        }
    }
    const double half = 1.96 * sqrt(squares);
    return (struct cr_earn_estimate){exp2(mean), exp2(mean - half),
                                     exp2(mean + half)};
}
