#include "app/practice/ears.h"

#include <math.h>

#include "app/practice/match.h"

struct cr_ears cr_ears_of(double error_ms, double beat_ms)
{
    const double limit = CR_EARS_MS * cr_distance_ms(beat_ms) / 100;
    const double pan = fmin(fmax(error_ms / limit, -1), 1);
    return (struct cr_ears){fmin(1 - pan, 1), fmin(1 + pan, 1)};
}
