/* make_house_kit FOLDER - synthesises the house kit: every sample as FLAC, and
 * its kit.txt.
 *
 * Drums are sums of decaying modes (a membrane's ratios, a pitch that falls as
 * the head relaxes) and shaped noise (stick, wires, beater); cymbals are some
 * hundreds of inharmonic modes whose high ones decay first. A harder stroke is
 * not only louder: it is brighter, starts higher and has more stick. Each take
 * of a layer has its own seed. The output depends on nothing but this file.
 *
 * The samples are committed, so that the kit sounds the same to the sample
 * everywhere: mathematical libraries differ in the last bit. The test
 * house_kit_is_reproducible makes them again and compares.
 */
#include <math.h>
#include <sndfile.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RATE 48000
#define PI 3.14159265358979323846

struct voice {
    double *frames;
    int count;
    uint64_t seed;
    double force; /* 0..1: how hard it is struck */
};

/* Uniform in -1..1 (splitmix64). */
static double noise(struct voice *v)
{
    uint64_t z = v->seed += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (double)((z ^ (z >> 31)) >> 11) / 4503599627370496.0 - 1.0;
}

/* Near 1, by at most `part`. */
static double vary(struct voice *v, double part)
{
    return 1 + part * noise(v);
}

/* One decaying mode. Its pitch starts `glide` too high and settles in
 * `settle` seconds; it swells for `rise` seconds. */
struct mode {
    double hz, level, decay, glide, settle, rise;
};

static void add_mode(struct voice *v, struct mode m)
{
    const double start = 2 * PI * noise(v);
    double phase = m.rise > 0.0009 ? start : 0;
    for (int i = 0; i < v->count; i++) {
        const double t = (double)i / RATE;
        const double swell = m.rise > 0 ? 1 - exp(-t / m.rise) : 1;
        const double bend = m.glide > 0 ? 1 + m.glide * exp(-t / m.settle) : 1;
        v->frames[i] += m.level * swell * exp(-t / m.decay) * sin(phase);
        phase += 2 * PI * m.hz * bend / RATE;
        if (t > 12 * m.decay)
            break;
    }
}

/* Steady mode by rotation: cheap enough for hundreds of them. */
static void add_partial(struct voice *v, double hz, double level, double decay,
                        double rise)
{
    const double phase = PI * noise(v), step = 2 * PI * hz / RATE;
    const double turn_re = cos(step), turn_im = sin(step);
    const double fall = exp(-1 / (decay * RATE));
    const double lift = exp(-1 / (rise * RATE));
    double re = cos(phase) * level, im = sin(phase) * level, lack = 1;
    for (int i = 0; i < v->count; i++) {
        v->frames[i] += im * (1 - lack);
        const double next = (re * turn_re - im * turn_im) * fall;
        im = (re * turn_im + im * turn_re) * fall;
        re = next;
        lack *= lift;
    }
}

struct filter {
    double b0, b1, b2, a1, a2, x1, x2, y1, y2;
};

/* Second-order sections after R. Bristow-Johnson's cookbook. */
static struct filter high_pass(double hz)
{
    const double w = 2 * PI * hz / RATE, alpha = sin(w) / (2 * 0.7071);
    const double a0 = 1 + alpha, c = (1 + cos(w)) / 2;
    return (struct filter){.b0 = c / a0,
                           .b1 = -2 * c / a0,
                           .b2 = c / a0,
                           .a1 = -2 * cos(w) / a0,
                           .a2 = (1 - alpha) / a0};
}

static struct filter low_pass(double hz)
{
    const double w = 2 * PI * hz / RATE, alpha = sin(w) / (2 * 0.7071);
    const double a0 = 1 + alpha, c = (1 - cos(w)) / 2;
    return (struct filter){.b0 = c / a0,
                           .b1 = 2 * c / a0,
                           .b2 = c / a0,
                           .a1 = -2 * cos(w) / a0,
                           .a2 = (1 - alpha) / a0};
}

static double run(struct filter *f, double x)
{
    const double y = f->b0 * x + f->b1 * f->x1 + f->b2 * f->x2 - f->a1 * f->y1 -
                     f->a2 * f->y2;
    f->x2 = f->x1;
    f->x1 = x;
    f->y2 = f->y1;
    f->y1 = y;
    return y;
}

/* Noise in a band, with two decays: a burst and what follows it. */
struct hiss {
    double low_hz, high_hz, level, burst, tail, tail_level, start;
};

static void add_hiss(struct voice *v, struct hiss h)
{
    struct filter low = high_pass(h.low_hz), high = low_pass(h.high_hz);
    for (int i = 0; i < v->count; i++) {
        const double t = (double)i / RATE - h.start;
        const double x = run(&high, run(&low, noise(v)));
        if (t < 0)
            continue;
        const double rise = 1 - exp(-t / 0.00015);
        v->frames[i] += h.level * rise * x *
                        (exp(-t / h.burst) + h.tail_level * exp(-t / h.tail));
    }
}

static void make_kick(struct voice *v)
{
    const double f = v->force, tune = 51 * vary(v, 0.006);
    add_mode(v, (struct mode){tune, 1.0, 0.17 + 0.05 * f, 2.1 + 0.9 * f, 0.013,
                              0.0003});
    add_mode(v, (struct mode){tune * 1.59, 0.35, 0.075, 0.5, 0.012, 0.0003});
    add_mode(v, (struct mode){tune * 2.9, 0.16 * f, 0.035, 0.3, 0.01, 0.0003});
    add_mode(v, (struct mode){240 * vary(v, 0.02), 0.12, 0.03, 0, 1, 0.0003});
    add_hiss(v, (struct hiss){60, 420, 1.1, 0.03, 0.09, 0.25, 0});
    add_hiss(v, (struct hiss){1800, 3000 + 4500 * f, 0.25 + 0.8 * f * f, 0.0025,
                              0.008, 0.2, 0});
}

/* Ratios of a round membrane's modes (Bessel zeros j01, j11, j21, j02, j31). */
static const double membrane[] = {1, 1.593, 2.136, 2.295, 2.653};

static void make_snare(struct voice *v, double body, double wires)
{
    const double f = v->force, tune = 186 * vary(v, 0.006);
    static const double decays[] = {0.085, 0.060, 0.045, 0.05, 0.03};
    for (int i = 0; i < 5; i++)
        add_mode(v, (struct mode){tune * membrane[i],
                                  body * (0.55 + 0.45 * f) * pow(0.62, i) *
                                      (i ? 0.4 + 0.6 * f : 1),
                                  decays[i] * vary(v, 0.08), 0.06 + 0.05 * f,
                                  0.012, 0.0002});
    /* wires answer the head a moment later and outlast it */
    add_hiss(v, (struct hiss){1400, 4200 + 5200 * f, wires * 0.9, 0.028,
                              0.085 + 0.05 * f, 0.45, 0.0006});
    add_hiss(v, (struct hiss){4800, 9000 + 6000 * f, wires * (0.3 + 0.6 * f),
                              0.018, 0.075, 0.35, 0.0004});
    add_hiss(v, (struct hiss){2500, 6000 + 8000 * f, 0.3 + 1.3 * f * f, 0.0012,
                              0.004, 0.2, 0});
}

static void make_snare_stroke(struct voice *v)
{
    make_snare(v, 1.0, 1.0);
}

static void make_rim_shot(struct voice *v)
{
    static const double hz[] = {412, 690, 1085, 1730, 2560, 3400};
    make_snare(v, 1.0, 0.8);
    for (int i = 0; i < 6; i++)
        add_mode(v, (struct mode){hz[i] * vary(v, 0.008), 1.1 * pow(0.8, i),
                                  0.045 * pow(0.85, i), 0, 1, 0.0001});
    add_hiss(v, (struct hiss){2000, 12000, 1.6, 0.0015, 0.01, 0.2, 0});
}

static void make_cross_stick(struct voice *v)
{
    static const double hz[] = {465, 1040, 1610, 2330, 3150};
    static const double level[] = {0.7, 1.0, 0.75, 0.45, 0.3};
    for (int i = 0; i < 5; i++)
        add_mode(v, (struct mode){hz[i] * vary(v, 0.01), level[i],
                                  0.024 * pow(0.8, i), 0, 1, 0.0001});
    add_hiss(v, (struct hiss){1200, 5000 + 5000 * v->force, 0.9, 0.0015, 0.03,
                              0.06, 0});
}

static void make_tom(struct voice *v, double hz, double ring)
{
    const double f = v->force, tune = hz * vary(v, 0.004);
    static const double level[] = {1, 0.42, 0.28, 0.16, 0.14};
    static const double decay[] = {1, 0.55, 0.4, 0.42, 0.3};
    for (int i = 0; i < 5; i++)
        add_mode(v, (struct mode){tune * membrane[i],
                                  level[i] * (i ? 0.35 + 0.65 * f : 1),
                                  ring * decay[i] * vary(v, 0.05),
                                  0.07 + 0.16 * f, 0.045, 0.0005});
    add_hiss(v, (struct hiss){150, 900 + 900 * f, 0.6, 0.012, 0.05, 0.2, 0});
    add_hiss(v, (struct hiss){1800, 4000 + 6000 * f, 0.25 + 1.0 * f * f, 0.0018,
                              0.006, 0.2, 0});
}

static void make_tom1(struct voice *v)
{
    make_tom(v, 158, 0.21);
}

static void make_tom2(struct voice *v)
{
    make_tom(v, 121, 0.26);
}

static void make_floor_tom(struct voice *v)
{
    make_tom(v, 82, 0.34);
}

/* A cymbal's plate: modes thicken towards the top; each stroke excites the high
 * ones more the harder it is, and they die first. */
struct plate {
    double low_hz, high_hz, decay, tilt, swell;
    int modes;
    uint64_t shape; /* the metal: the same for every stroke of one cymbal */
};

static void add_plate(struct voice *v, struct plate p, double level)
{
    struct voice metal = {.seed = p.shape};
    const double f = v->force;
    for (int i = 0; i < p.modes; i++) {
        const double part = (i + 0.5 + 0.45 * noise(&metal)) / p.modes;
        const double hz = p.low_hz * pow(p.high_hz / p.low_hz, pow(part, 0.8));
        const double own = 0.35 + 0.65 * fabs(noise(&metal));
        const double bright = pow(hz / p.low_hz, p.tilt - 0.9 * (1 - f));
        const double decay = p.decay * pow(p.low_hz / hz, 0.42) * vary(v, 0.1);
        const double swell = p.swell * sqrt(p.low_hz / hz) + 0.0002;
        add_partial(v, hz * vary(v, 0.001), level * own * bright * vary(v, 0.3),
                    decay, swell);
    }
}

static void make_closed_hat(struct voice *v)
{
    const double f = v->force;
    add_plate(v,
              (struct plate){2900, 15500, 0.040 + 0.025 * f, 0.35, 0, 170, 11},
              0.05);
    add_plate(v, (struct plate){420, 2600, 0.018, 0.2, 0, 24, 12}, 0.05);
    add_hiss(
        v, (struct hiss){5200, 16000, 0.55, 0.011 + 0.007 * f, 0.045, 0.3, 0});
    add_hiss(v,
             (struct hiss){2200, 9000, 0.2 + 0.7 * f, 0.0012, 0.004, 0.1, 0});
}

static void make_open_hat(struct voice *v)
{
    const double f = v->force;
    add_plate(
        v, (struct plate){2600, 15500, 0.42 + 0.12 * f, 0.30, 0.0004, 220, 11},
        0.05);
    add_plate(v, (struct plate){380, 2400, 0.16, 0.2, 0.002, 36, 12}, 0.035);
    add_hiss(v, (struct hiss){4200, 16000, 0.6, 0.03, 0.26 + 0.1 * f, 0.55, 0});
    add_hiss(v,
             (struct hiss){2200, 9000, 0.2 + 0.7 * f, 0.0015, 0.004, 0.1, 0});
}

static void make_half_hat(struct voice *v)
{
    const double f = v->force;
    add_plate(
        v, (struct plate){2700, 15500, 0.14 + 0.05 * f, 0.32, 0.0003, 200, 11},
        0.05);
    add_plate(v, (struct plate){380, 2400, 0.06, 0.2, 0.001, 30, 12}, 0.035);
    /* the edges sizzle against each other */
    add_hiss(v, (struct hiss){4200, 16000, 0.7, 0.02, 0.12 + 0.04 * f, 0.8, 0});
    add_hiss(v,
             (struct hiss){2200, 9000, 0.2 + 0.7 * f, 0.0014, 0.004, 0.1, 0});
}

static void make_foot_hat(struct voice *v)
{
    add_plate(v, (struct plate){2300, 12000, 0.028, 0.15, 0.0008, 150, 11},
              0.05);
    add_plate(v, (struct plate){330, 2200, 0.030, 0.1, 0.001, 30, 12}, 0.07);
    add_hiss(v, (struct hiss){1800, 9000 + 3000 * v->force, 0.5, 0.007, 0.03,
                              0.35, 0});
}

static void make_splash_hat(struct voice *v)
{
    add_plate(v, (struct plate){2000, 14500, 0.55, 0.18, 0.003, 220, 11}, 0.05);
    add_plate(v, (struct plate){330, 2000, 0.25, 0.1, 0.004, 40, 12}, 0.05);
    add_hiss(v, (struct hiss){2500, 13000, 0.4, 0.012, 0.3, 0.5, 0});
}

static void make_crash(struct voice *v)
{
    const double f = v->force;
    add_plate(v,
              (struct plate){310, 15000, 1.25 + 0.3 * f, 0.10, 0.012, 340, 21},
              0.05);
    add_hiss(v, (struct hiss){2500, 15500, 0.75, 0.07, 0.5, 0.5, 0});
    add_hiss(v, (struct hiss){1500, 9000, 0.4 + 0.6 * f, 0.003, 0.02, 0.2, 0});
}

static void make_ride(struct voice *v)
{
    static const double ping[] = {2470, 3180, 3910, 4690, 5630, 6870};
    const double f = v->force;
    for (int i = 0; i < 6; i++)
        add_mode(v, (struct mode){ping[i] * vary(v, 0.002), 0.5 * pow(0.85, i),
                                  0.10 * vary(v, 0.1), 0, 1, 0.0001});
    add_plate(v, (struct plate){290, 14000, 1.35, -0.02, 0.006, 260, 31},
              0.011 + 0.016 * f);
    add_hiss(v, (struct hiss){3500, 13000, 0.7, 0.0022, 0.05, 0.12, 0});
}

static void make_bell(struct voice *v)
{
    static const double hz[] = {742, 1198, 1873, 2531, 3322, 4270, 5380};
    static const double level[] = {0.55, 0.8, 1, 0.7, 0.55, 0.35, 0.25};
    for (int i = 0; i < 7; i++)
        add_mode(v, (struct mode){hz[i] * vary(v, 0.0015), level[i],
                                  0.62 * pow(0.82, i), 0, 1, 0.0001});
    add_plate(v, (struct plate){320, 13000, 1.1, -0.05, 0.004, 200, 31}, 0.01);
    add_hiss(v, (struct hiss){3000, 12000, 0.8, 0.002, 0.01, 0.1, 0});
}

static void make_click(struct voice *v)
{
    const double hz = v->force > 0.9 ? 1760 : v->force > 0.5 ? 1175 : 880;
    add_mode(v, (struct mode){hz, 1, 0.011, 0, 1, 0.00005});
    add_mode(v, (struct mode){hz * 2.76, 0.5, 0.005, 0, 1, 0.00005});
    add_hiss(v, (struct hiss){1500, 9000, 0.7, 0.0006, 0.002, 0.1, 0});
}

static void make_sticks(struct voice *v)
{
    static const double hz[] = {1310, 2190, 3370, 4850, 6900};
    static const double level[] = {0.6, 1, 0.8, 0.5, 0.25};
    for (int i = 0; i < 5; i++)
        add_mode(v, (struct mode){hz[i] * vary(v, 0.012), level[i],
                                  0.016 * pow(0.8, i), 0, 1, 0.00005});
    add_hiss(v, (struct hiss){2000, 11000, 0.9, 0.001, 0.004, 0.1, 0});
}

static void make_cowbell(struct voice *v)
{
    static const double hz[] = {562, 845, 1490, 2210, 3120};
    static const double level[] = {0.9, 1, 0.45, 0.3, 0.2};
    for (int i = 0; i < 5; i++)
        add_mode(v, (struct mode){hz[i] * vary(v, 0.002), level[i],
                                  0.11 * pow(0.78, i), 0, 1, 0.0001});
    add_hiss(v, (struct hiss){1500, 8000, 0.7, 0.0015, 0.006, 0.1, 0});
}

struct drum {
    const char *name;  /* of its files */
    const char *title; /* of its section in kit.txt */
    void (*make)(struct voice *v);
    double seconds;
    double loudness_db; /* RMS of the loudest layer's first 50 ms */
    double pan;
    int layers, takes;
};

/* Levels are balanced against each other by ear's usual measure for such short
 * sounds, the first 50 ms; pan is the drummer's view. */
static const struct drum drums[] = {
    {"BD", "BD", make_kick, 0.9, -14.5, 0, 4, 2},
    {"SD", "SD o", make_snare_stroke, 0.6, -14.5, 0, 5, 3},
    {"SD_x", "SD x", make_cross_stick, 0.3, -20.0, 0, 3, 2},
    {"SD_rim", "SD X", make_rim_shot, 0.6, -13.0, 0, 3, 2},
    {"HH", "HH x", make_closed_hat, 0.35, -25.0, -0.35, 5, 3},
    {"HH_open", "HH o", make_open_hat, 1.7, -23.0, -0.35, 3, 2},
    {"HH_half", "HH h", make_half_hat, 0.9, -24.0, -0.35, 3, 2},
    {"HH_foot", "HH p", make_foot_hat, 0.3, -27.0, -0.35, 2, 2},
    {"HH_splash", "HH s", make_splash_hat, 1.8, -26.0, -0.35, 2, 2},
    {"CC", "CC", make_crash, 4.0, -17.5, -0.2, 3, 1},
    {"RD", "RD x", make_ride, 3.0, -24.0, 0.35, 4, 2},
    {"RD_bell", "RD b", make_bell, 2.2, -21.0, 0.35, 3, 1},
    {"T1", "T1", make_tom1, 1.2, -15.5, -0.15, 4, 2},
    {"T2", "T2", make_tom2, 1.4, -15.5, 0.1, 4, 2},
    {"FT", "FT", make_floor_tom, 1.8, -15.0, 0.3, 4, 2},
    {"CB", "CB", make_cowbell, 0.7, -20.0, 0.15, 3, 1},
    {"CK", "CK", make_click, 0.08, -21.0, 0, 3, 1},
    {"ST", "ST", make_sticks, 0.15, -22.0, 0, 2, 2},
};

#define DRUM_COUNT (sizeof(drums) / sizeof(drums[0]))
#define CURVE 1.5

/* Highest velocity of layer `layer` (from 1). */
static int top_velocity(int layers, int layer)
{
    static const int tops[6][5] = {{0},
                                   {127},
                                   {80, 127},
                                   {50, 100, 127},
                                   {40, 72, 104, 127},
                                   {24, 48, 72, 100, 127}};
    return tops[layers][layer - 1];
}

/* No rumble, an end that is silent, and the level its layer should have. */
static void finish(struct voice *v, double level_db)
{
    struct filter low = high_pass(22);
    double power = 0;
    const int fade = RATE / 20;
    for (int i = 0; i < v->count; i++) {
        v->frames[i] = run(&low, v->frames[i]);
        if (i >= v->count - fade)
            v->frames[i] *=
                0.5 - 0.5 * cos(PI * (v->count - 1 - i) / (double)fade);
    }
    for (int i = 0; i < RATE / 20 && i < v->count; i++)
        power += v->frames[i] * v->frames[i];
    const double gain = pow(10, level_db / 20) / sqrt(power / (RATE / 20.0));
    for (int i = 0; i < v->count; i++)
        v->frames[i] *= gain;
}

/* Samples are kept until they fall below -84 dB of full scale for good. */
static int audible(const struct voice *v)
{
    int count = v->count;
    while (count > RATE / 50 && fabs(v->frames[count - 1]) < 0.00006)
        count--;
    return count;
}

static bool write_flac(const char *path, struct voice *v)
{
    SF_INFO info = {.samplerate = RATE,
                    .channels = 1,
                    .format = SF_FORMAT_FLAC | SF_FORMAT_PCM_16};
    short *shorts = malloc((size_t)v->count * sizeof(*shorts));
    SNDFILE *file = shorts ? sf_open(path, SFM_WRITE, &info) : NULL;
    double best = 1.0;
    if (file)
        sf_command(file, SFC_SET_COMPRESSION_LEVEL, &best, sizeof(best));
    const int count = audible(v);
    const int tail = RATE / 100;
    for (int i = 0; file && i < count; i++) {
        const double end =
            i >= count - tail ? (count - 1 - i) / (double)tail : 1.0;
        const double x = v->frames[i] * end * 32768;
        if (fabs(x) > 32767) {
            fprintf(stderr, "%s: too loud\n", path);
            sf_close(file);
            free(shorts);
            return false;
        }
        shorts[i] = (short)lrint(x);
    }
    const bool is_good = file && sf_write_short(file, shorts, count) == count;
    if (file)
        sf_close(file);
    free(shorts);
    return is_good;
}

static bool make_sample(const char *folder, const struct drum *drum, int index,
                        int layer, int take)
{
    const int top = top_velocity(drum->layers, layer);
    char path[4096];
    struct voice v = {.count = (int)(drum->seconds * RATE),
                      .force = top / 127.0,
                      .seed = (uint64_t)(index * 10000 + layer * 100 + take)};
    v.frames = calloc((size_t)v.count, sizeof(*v.frames));
    if (!v.frames)
        return false;
    drum->make(&v);
    finish(&v, drum->loudness_db + CURVE * 20 * log10(v.force));
    snprintf(path, sizeof(path), "%s/%s_v%d_r%d.flac", folder, drum->name,
             layer, take);
    const bool is_good = write_flac(path, &v);
    free(v.frames);
    return is_good;
}

static bool write_kit_text(const char *folder)
{
    char path[4096];
    snprintf(path, sizeof(path), "%s/kit.txt", folder);
    FILE *file = fopen(path, "w");
    if (!file)
        return false;
    fputs("kit 1\nname: House\nlicense: CC0-1.0\n", file);
    for (size_t d = 0; d < DRUM_COUNT; d++) {
        const struct drum *drum = &drums[d];
        fprintf(file, "\n[%s]\npan: %g\ncurve: %g\n", drum->title, drum->pan,
                CURVE);
        for (int layer = 1, low = 0; layer <= drum->layers; layer++) {
            const int top = top_velocity(drum->layers, layer);
            fprintf(file, "layer %d..%d:", low, top);
            for (int take = 1; take <= drum->takes; take++)
                fprintf(file, " %s_v%d_r%d.flac", drum->name, layer, take);
            fputc('\n', file);
            low = top + 1;
        }
    }
    return fclose(file) == 0;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: make_house_kit FOLDER\n", stderr);
        return 2;
    }
    for (size_t d = 0; d < DRUM_COUNT; d++) {
        for (int layer = 1; layer <= drums[d].layers; layer++) {
            for (int take = 1; take <= drums[d].takes; take++) {
                if (!make_sample(argv[1], &drums[d], (int)d, layer, take)) {
                    fprintf(stderr, "make_house_kit: %s failed\n",
                            drums[d].name);
                    return 1;
                }
            }
        }
    }
    return write_kit_text(argv[1]) ? 0 : 1;
}
