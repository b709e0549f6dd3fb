/* The colours of both themes: what must be read stands out by the ratios of WCAG 2, and
 * early, on time and late stay apart for every kind of colour vision.
 *
 * Sources: WCAG 2.2, relative luminance and contrast ratio; Machado, Oliveira and Fernandes
 * 2009, severity 1.0, in linear RGB; CIEDE2000, Sharma, Wu and Dalal 2005. */
#include "app/ui/theme.h"
#include "tests/support/check.h"

static double linear(double c)
{
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(struct cr_colour c)
{
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

static double contrast(struct cr_colour a, struct cr_colour b)
{
    const double x = luminance(a), y = luminance(b);
    return ((x > y ? x : y) + 0.05) / ((x > y ? y : x) + 0.05);
}

static double lab_part(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

/* Of linear RGB, seen in daylight (D65). */
static void to_lab(const double rgb[3], double lab[3])
{
    const double x =
        (0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) /
        0.95047;
    const double y =
        0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2];
    const double z =
        (0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) /
        1.08883;
    lab[0] = 116 * lab_part(y) - 16;
    lab[1] = 500 * (lab_part(x) - lab_part(y));
    lab[2] = 200 * (lab_part(y) - lab_part(z));
}

#define DEGREES (3.14159265358979323846 / 180)

static double hue_of(double a, double b)
{
    const double h = atan2(b, a) / DEGREES;
    return h < 0 ? h + 360 : h;
}

static double ciede2000(const double p[3], const double q[3])
{
    const double c = (hypot(p[1], p[2]) + hypot(q[1], q[2])) / 2;
    const double g = 0.5 * (1 - sqrt(pow(c, 7) / (pow(c, 7) + pow(25, 7))));
    const double pa = p[1] * (1 + g), qa = q[1] * (1 + g);
    const double pc = hypot(pa, p[2]), qc = hypot(qa, q[2]);
    const double ph = hue_of(pa, p[2]), qh = hue_of(qa, q[2]);
    double dh = qh - ph, mean_h = (ph + qh) / 2;
    if (dh > 180)
        dh -= 360;
    else if (dh < -180)
        dh += 360;
    if (fabs(ph - qh) > 180)
        mean_h += mean_h < 180 ? 180 : -180;
    const double dl = q[0] - p[0], dc = qc - pc;
    const double dhh = 2 * sqrt(pc * qc) * sin(dh / 2 * DEGREES);
    const double l = (p[0] + q[0]) / 2, mc = (pc + qc) / 2;
    const double t = 1 - 0.17 * cos((mean_h - 30) * DEGREES) +
                     0.24 * cos(2 * mean_h * DEGREES) +
                     0.32 * cos((3 * mean_h + 6) * DEGREES) -
                     0.20 * cos((4 * mean_h - 63) * DEGREES);
    const double sl = 1 + 0.015 * pow(l - 50, 2) / sqrt(20 + pow(l - 50, 2));
    const double sc = 1 + 0.045 * mc, sh = 1 + 0.015 * mc * t;
    const double turn = 30 * exp(-pow((mean_h - 275) / 25, 2));
    const double rc = 2 * sqrt(pow(mc, 7) / (pow(mc, 7) + pow(25, 7)));
    const double rt = -sin(2 * turn * DEGREES) * rc;
    return sqrt(pow(dl / sl, 2) + pow(dc / sc, 2) + pow(dhh / sh, 2) +
                rt * (dc / sc) * (dhh / sh));
}

/* Pairs of Sharma's table, with their distances. */
static void the_distance_is_that_of_its_table(void **state)
{
    static const double pairs[][7] = {
        {50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425},
        {50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000},
        {50, 2.5, 0, 73, 25, -18, 27.1492},
        {50, 2.5, 0, 61, -5, 29, 22.8977},
        {60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644},
        {22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373},
        {2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082}};
    (void)state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
        CHECK(fabs(ciede2000(pairs[i], pairs[i] + 3) - pairs[i][6]) < 1e-4);
}

static const double visions[4][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.152286, 1.052583, -0.204868}, /* protanopia */
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
    {{0.367322, 0.860646, -0.227968}, /* deuteranopia */
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{1.255528, -0.076749, -0.178779}, /* tritanopia */
     {-0.078411, 0.930809, 0.147602},
     {0.004733, 0.691367, 0.303900}}};

static void see(int vision, struct cr_colour c, double lab[3])
{
    const double rgb[3] = {linear(c.r), linear(c.g), linear(c.b)};
    double seen[3];
    for (int i = 0; i < 3; i++) {
        seen[i] = 0;
        for (int k = 0; k < 3; k++)
            seen[i] += visions[vision][i][k] * rgb[k];
        seen[i] = fmin(fmax(seen[i], 0), 1);
    }
    to_lab(seen, lab);
}

static double distance(int vision, struct cr_colour a, struct cr_colour b)
{
    double p[3], q[3];
    see(vision, a, p);
    see(vision, b, q);
    return ciede2000(p, q);
}

static const struct cr_theme *theme_of(int i)
{
    return cr_theme_find(i ? "light" : "dark");
}

static void what_must_be_read_stands_out(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        const struct cr_theme *t = theme_of(i);
        const struct cr_colour grounds[] = {t->bg0, t->bg1, t->bg2, t->bg3};
        const struct cr_colour hits[] = {t->early, t->on, t->late};
        cr_check_row(t->name);
        for (int g = 0; g < 4; g++) {
            CHECK(contrast(t->ink1, grounds[g]) >= 5.3);
            CHECK(contrast(t->ink2, grounds[g]) >= 5.3);
        }
        CHECK(contrast(t->ink3, t->bg0) >= 5.3);
        CHECK(contrast(t->ink3, t->bg1) >= 5.3);
        CHECK(contrast(t->ink3, t->bg2) >= 5.3);
        CHECK(contrast(t->inv, t->ink1) >= 5.3);
        CHECK(contrast(t->alert, t->bg1) >= 5.3);
        CHECK(contrast(t->alert, t->bg2) >= 5.3);
        /* graphics that are needed */
        CHECK(contrast(t->spent, t->bg1) >= 3);
        CHECK(contrast(t->line2, t->bg1) >= 3);
        CHECK(contrast(t->line3, t->bg1) >= 3);
        for (int k = 0; k < 3; k++) {
            CHECK(contrast(hits[k], t->track) >= 5.3);
            CHECK(contrast(hits[k], t->bg1) >= 5.3);
        }
        /* notes that have passed are not those to come */
        CHECK(contrast(t->ink1, t->spent) >= 3);
    }
}

static void early_on_time_and_late_stay_apart(void **state)
{
    static const double least[2] = {22, 17}; /* the design's smallest */
    (void)state;
    for (int i = 0; i < 2; i++) {
        const struct cr_theme *t = theme_of(i);
        cr_check_row(t->name);
        for (int v = 0; v < 4; v++) {
            CHECK(distance(v, t->early, t->on) >= least[i] - 0.5);
            CHECK(distance(v, t->early, t->late) >= least[i] - 0.5);
            CHECK(distance(v, t->on, t->late) >= least[i] - 0.5);
        }
    }
    /* the rule can fail: two reds are one to who sees none */
    const struct cr_colour red = {0.9, 0.2, 0.1}, green = {0.3, 0.5, 0.1};
    CHECK(distance(1, red, green) < 17);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_distance_is_that_of_its_table),
        cmocka_unit_test(what_must_be_read_stands_out),
        cmocka_unit_test(early_on_time_and_late_stay_apart)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
