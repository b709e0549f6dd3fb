/* ears.h - how early or late a stroke was, for ears alone: its own sound moves to the left
 * if it was early, to the right if it was late.
 *
 * Units     ms, negative is early; gains are factors. Threads: any. Memory, errors: none.
 *
 * Pan       error / 60 ms at 120 bpm, at other tempi as match.h has the distance, at most
 *           1 to either side; of the two sides the far one loses that part. On time it is
 *           in the middle, 30 ms early the right side has half.
 */
#ifndef CR_PRACTICE_EARS_H
#define CR_PRACTICE_EARS_H

#define CR_EARS_MS 60.0

/* What the sides of a sound are multiplied with. */
struct cr_ears {
    double left, right;
};

struct cr_ears cr_ears_of(double error_ms, double beat_ms);

#endif
