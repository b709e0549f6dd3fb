#include "app/practice/windows.h"

#include <string.h>

#include "patterns/beat_values.h"
#include "patterns/fraction.h"

enum { PRESETS = 3, USUAL = 1 };

static const struct {
    const char *name;
    double limits[CR_WINDOW_COUNT];
} presets[PRESETS] = {{"strict", {9, 18.75, 37.5}},
                      {"usual", {12, 25, 50}},
                      {"wide", {18, 37.5, 75}}};

static bool is_set(const struct cr_windows *w)
{
    return w->hands[0] > 0;
}

const double *cr_windows_of(const struct cr_windows *windows, bool is_foot)
{
    if (!is_set(windows))
        return presets[USUAL].limits;
    return is_foot ? windows->feet : windows->hands;
}

bool cr_windows_are_usual(const struct cr_windows *windows)
{
    return memcmp(cr_windows_of(windows, false), presets[USUAL].limits,
                  sizeof(windows->hands)) == 0 &&
           memcmp(cr_windows_of(windows, true), presets[USUAL].limits,
                  sizeof(windows->feet)) == 0;
}

/* "10/20/40" up to `end`. */
static bool read_limits(const char *text, const char *end, double *limits)
{
    for (int i = 0; i < CR_WINDOW_COUNT; i++) {
        struct cr_fraction number;
        const char *stop = i + 1 < CR_WINDOW_COUNT
                               ? memchr(text, '/', (size_t)(end - text))
                               : end;
        if (!stop || !cr_read_decimal(text, (size_t)(stop - text), &number) ||
            number.num <= 0 || number.num > 1000 * number.den)
            return false;
        limits[i] = (double)number.num / (double)number.den;
        if (i && limits[i] <= limits[i - 1])
            return false;
        text = stop + 1;
    }
    return true;
}

bool cr_windows_read(struct cr_windows *windows, const char *text)
{
    static const char hands[] = "hands=", feet[] = "feet=";
    const char *end = text + strlen(text);
    struct cr_windows draft;
    for (int i = 0; i < PRESETS; i++) {
        if (strcmp(text, presets[i].name) != 0)
            continue;
        memcpy(windows->hands, presets[i].limits, sizeof(windows->hands));
        memcpy(windows->feet, presets[i].limits, sizeof(windows->feet));
        return true;
    }
    if (strncmp(text, hands, sizeof(hands) - 1) == 0) {
        const char *comma = strchr(text, ',');
        if (!comma || strncmp(comma + 1, feet, sizeof(feet) - 1) != 0 ||
            !read_limits(text + sizeof(hands) - 1, comma, draft.hands) ||
            !read_limits(comma + sizeof(feet), end, draft.feet))
            return false;
    } else {
        if (!read_limits(text, end, draft.hands))
            return false;
        memcpy(draft.feet, draft.hands, sizeof(draft.feet));
    }
    *windows = draft;
    return true;
}

static void write_limits(const double *limits, struct cr_text_buffer *out)
{
    cr_text_addf(out, "%.10g/%.10g/%.10g", limits[0], limits[1], limits[2]);
}

void cr_windows_write(const struct cr_windows *windows,
                      struct cr_text_buffer *out)
{
    const double *hand = cr_windows_of(windows, false);
    const double *foot = cr_windows_of(windows, true);
    const size_t size = sizeof(windows->hands);
    if (memcmp(hand, foot, size) != 0) {
        cr_text_addf(out, "hands=");
        write_limits(hand, out);
        cr_text_addf(out, ",feet=");
        write_limits(foot, out);
        return;
    }
    for (int i = 0; i < PRESETS; i++) {
        if (memcmp(hand, presets[i].limits, size) == 0) {
            cr_text_addf(out, "%s", presets[i].name);
            return;
        }
    }
    write_limits(hand, out);
}
