#include "audio/kit_folder.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "patterns/beat_lines.h"
#include "patterns/beat_values.h"
#include "patterns/growing.h"
#include "patterns/words.h"

static const struct {
    const char *suffix;
    enum cr_articulation articulation;
} suffixes[] = {
    {"open", CR_ART_OPEN},     {"half", CR_ART_HALF}, {"foot", CR_ART_FOOT},
    {"splash", CR_ART_SPLASH}, {"bell", CR_ART_BELL}, {"x", CR_ART_CROSS_STICK},
    {"rim", CR_ART_RIM_SHOT},  {"edge", CR_ART_RIM},
};

#define SUFFIX_COUNT (sizeof(suffixes) / sizeof(suffixes[0]))

void cr_kit_drum_name(const struct cr_kit_drum *drum, char *out, size_t size)
{
    const char *suffix = NULL;
    for (size_t i = 0; i < SUFFIX_COUNT; i++) {
        if (suffixes[i].articulation == drum->articulation)
            suffix = suffixes[i].suffix;
    }
    snprintf(out, size, "%s%s%s", drum->lane, suffix ? "_" : "",
             suffix ? suffix : "");
}

static struct cr_kit_drum *find_drum(struct cr_kit_plan *plan, const char *lane,
                                     enum cr_articulation articulation)
{
    for (uint32_t i = 0; i < plan->drum_count; i++) {
        if (plan->drums[i].articulation == articulation &&
            strcmp(plan->drums[i].lane, lane) == 0)
            return &plan->drums[i];
    }
    if (plan->drum_count == CR_KIT_DRUMS)
        return NULL;
    struct cr_kit_drum *drum = &plan->drums[plan->drum_count++];
    *drum = (struct cr_kit_drum){.articulation = articulation,
                                 .gain = 1,
                                 .curve = 1,
                                 .onset_ms = -1,
                                 .group = -1,
                                 .ends = -1};
    snprintf(drum->lane, sizeof(drum->lane), "%s", lane);
    return drum;
}

static bool add_entry(struct cr_kit_plan *plan, struct cr_span file,
                      const struct cr_kit_drum *drum, int layer, int take)
{
    if (!cr_grow((void **)&plan->entries, plan->entry_count,
                 &plan->entry_capacity, sizeof(*plan->entries)))
        return false;
    struct cr_kit_entry *entry = &plan->entries[plan->entry_count++];
    *entry = (struct cr_kit_entry){
        .drum = (uint32_t)(drum - plan->drums), .layer = layer, .take = take};
    snprintf(entry->file, sizeof(entry->file), "%.*s", (int)file.size, file.at);
    return true;
}

/* The lane a name stands for; names that no lane has stand for themselves. */
static void lane_name(struct cr_span word, char *out)
{
    struct cr_lane lane;
    if (cr_lane_find(word.at, word.size, &lane))
        snprintf(out, CR_LANE_NAME_SIZE, "%s", lane.name);
    else
        snprintf(out, CR_LANE_NAME_SIZE, "%.*s", (int)word.size, word.at);
}

/* A number behind one letter, as in v2 or r3; 0 if the word is none. */
static int numbered(struct cr_span word, char letter)
{
    int number = 0;
    if (word.size < 2 || word.size > 4 || word.at[0] != letter)
        return 0;
    for (size_t i = 1; i < word.size; i++) {
        if (!cr_is_digit(word.at[i]))
            return 0;
        number = number * 10 + (word.at[i] - '0');
    }
    return number;
}

/* "HH_open_v3_r2.wav" */
static bool plan_by_name(struct cr_kit_plan *plan, const char *file,
                         struct cr_text_buffer *problems)
{
    const char *dot = strrchr(file, '.');
    const char *end = dot ? dot : file + strlen(file);
    const char *at = file;
    char lane[CR_LANE_NAME_SIZE] = "";
    enum cr_articulation articulation = CR_ART_NORMAL;
    int layer = 1, take = 1;
    for (bool is_first = true; at <= end; is_first = false) {
        const char *stop = memchr(at, '_', (size_t)(end - at));
        if (!stop)
            stop = end;
        const struct cr_span word = {at, (size_t)(stop - at)};
        bool is_known = false;
        if (is_first && word.size && word.size < CR_LANE_NAME_SIZE) {
            lane_name(word, lane);
            is_known = true;
        } else if (numbered(word, 'v')) {
            layer = numbered(word, 'v');
            is_known = true;
        } else if (numbered(word, 'r')) {
            take = numbered(word, 'r');
            is_known = true;
        }
        for (size_t i = 0; !is_known && !is_first && i < SUFFIX_COUNT; i++) {
            if (cr_span_is(word, suffixes[i].suffix)) {
                articulation = suffixes[i].articulation;
                is_known = true;
            }
        }
        if (!is_known || layer > CR_KIT_LAYERS) {
            cr_text_say(problems,
                        _("%s: the name says no drum; it is left out\n"), file);
            return true;
        }
        at = stop + 1;
    }
    struct cr_kit_drum *drum = find_drum(plan, lane, articulation);
    return !drum || add_entry(plan, (struct cr_span){file, strlen(file)}, drum,
                              layer, take);
}

static int compare_entries(const void *a, const void *b)
{
    const struct cr_kit_entry *x = a, *y = b;
    if (x->drum != y->drum)
        return x->drum < y->drum ? -1 : 1;
    if (x->layer != y->layer)
        return x->layer - y->layer;
    if (x->take != y->take)
        return x->take - y->take;
    return strcmp(x->file, y->file);
}

/* kit.txt */

struct kit_text {
    struct cr_kit_plan *plan;
    struct cr_kit_drum *drum;
    struct cr_text_buffer *problems;
    bool is_broken;
};

static void complain(struct kit_text *k, const struct cr_line *line,
                     const char *at, const char *what)
{
    cr_text_addf(k->problems, "kit.txt:%d:%d: %s\n", line->number,
                 cr_column(line, at), what);
}

/* [SD o]: a lane and a glyph, or a lane alone. */
static void read_drum(struct kit_text *k, const struct cr_line *line)
{
    const struct cr_span name = line->name;
    size_t size = 0;
    while (size < name.size && !cr_is_blank(name.at[size]))
        size++;
    const struct cr_span glyph =
        cr_trim((struct cr_span){name.at + size, name.size - size});
    char lane[CR_LANE_NAME_SIZE];
    struct cr_lane known;
    struct cr_glyph meaning = {0};
    k->drum = NULL;
    if (!line->is_closed || !size || size >= CR_LANE_NAME_SIZE ||
        glyph.size > 1) {
        complain(k, line, name.at, _("a drum is written [SD o] or [WB]"));
        return;
    }
    lane_name((struct cr_span){name.at, size}, lane);
    if (glyph.size && cr_lane_find(name.at, size, &known) &&
        !cr_lane_glyph(&known, glyph.at[0], &meaning)) {
        complain(k, line, glyph.at, _("the lane has no such stroke"));
        return;
    }
    k->drum = find_drum(k->plan, lane, meaning.articulation);
}

/* layer 0..40: a.wav b.wav */
static void read_layer(struct kit_text *k, const struct cr_line *line)
{
    const char *end = line->text.at + line->text.size;
    const char *colon = memchr(line->text.at, ':', line->text.size);
    const struct cr_span whole = cr_trim(line->text);
    struct cr_value_error error;
    struct cr_cursor c = {whole.at, colon ? colon : whole.at, &error};
    int low, high;
    if (!colon || !k->drum || !cr_take_word(&c, "layer") ||
        !cr_take_whole(&c, "a layer", 0, 127, &low) ||
        !cr_take_sign(&c, "..") ||
        !cr_take_whole(&c, "a layer", low, 127, &high) || !cr_take_end(&c) ||
        k->drum->layer_count == CR_KIT_LAYERS) {
        complain(k, line, whole.at,
                 _("in a drum, a layer is written: layer 0..40: a.wav b.wav"));
        return;
    }
    k->drum->layers[k->drum->layer_count++].top_velocity = high;
    int take = 0;
    for (const char *at = colon + 1; at < end;) {
        while (at < end && cr_is_blank(*at))
            at++;
        const char *from = at;
        while (at < end && !cr_is_blank(*at))
            at++;
        const struct cr_span file = {from, (size_t)(at - from)};
        if (!file.size)
            break;
        if (file.size >= 256 || memchr(from, '/', file.size) ||
            take == CR_KIT_ROUND_ROBINS)
            complain(k, line, from,
                     _("this is not a file of the kit's folder"));
        else if (!add_entry(k->plan, file, k->drum, k->drum->layer_count,
                            ++take))
            k->is_broken = true;
    }
}

static bool read_number(struct cr_span value, const char *unit, double low,
                        double high, double *number)
{
    char text[32], *stop;
    if (!value.size || value.size >= sizeof(text))
        return false;
    memcpy(text, value.at, value.size);
    text[value.size] = '\0';
    const double read = strtod(text, &stop);
    while (*stop == ' ')
        stop++;
    if ((*stop && strcmp(stop, unit) != 0) || !isfinite(read) || read < low ||
        read > high)
        return false;
    *number = read;
    return true;
}

static void read_value(struct kit_text *k, const struct cr_line *line)
{
    double number;
    if (cr_span_is(line->name, "name")) {
        snprintf(k->plan->name, sizeof(k->plan->name), "%.*s",
                 (int)line->value.size, line->value.at);
    } else if (cr_span_is(line->name, "license")) {
        snprintf(k->plan->license, sizeof(k->plan->license), "%.*s",
                 (int)line->value.size, line->value.at);
    } else if (!k->drum) {
        complain(k, line, line->name.at, _("this key belongs to a drum"));
    } else if (cr_span_is(line->name, "gain")) {
        if (read_number(line->value, "dB", -60, 24, &number))
            k->drum->gain = pow(10, number / 20);
        else
            complain(k, line, line->value.at, _("gain is -60 to 24 dB"));
    } else if (cr_span_is(line->name, "pan")) {
        if (!read_number(line->value, "", -1, 1, &k->drum->pan))
            complain(k, line, line->value.at,
                     _("pan is -1 (left) to 1 (right)"));
    } else if (cr_span_is(line->name, "curve")) {
        if (!read_number(line->value, "", 0, 4, &k->drum->curve))
            complain(k, line, line->value.at, _("curve is 0 to 4"));
    } else if (cr_span_is(line->name, "onset")) {
        if (!read_number(line->value, "ms", 0, 1000, &k->drum->onset_ms))
            complain(k, line, line->value.at, _("onset is 0 to 1000 ms"));
    } else if (cr_span_is(line->name, "choke")) {
        if (cr_span_is(line->value, "hat"))
            k->drum->group = CR_CHOKE_OPEN_HAT;
        else if (cr_span_is(line->value, "voice"))
            k->drum->group = k->drum->ends = CR_CHOKE_VOICE;
        else if (cr_span_is(line->value, "none"))
            k->drum->group = k->drum->ends = 0;
        else
            complain(k, line, line->value.at,
                     _("choke is 'hat', 'voice' or 'none'"));
    } else {
        complain(k, line, line->name.at, _("this key is not known"));
    }
}

static bool plan_by_text(struct cr_kit_plan *plan, const char *text,
                         size_t size, struct cr_text_buffer *problems)
{
    struct kit_text k = {.plan = plan, .problems = problems};
    struct cr_lines lines;
    struct cr_line line;
    bool has_magic = false;
    cr_lines_init(&lines, text, size);
    while (!k.is_broken && cr_lines_next(&lines, &line)) {
        const struct cr_span whole = cr_trim(line.text);
        if (line.kind == CR_LINE_BLANK || line.kind == CR_LINE_COMMENT)
            continue;
        if (!has_magic) {
            has_magic = cr_span_is(whole, "kit 1");
            if (!has_magic)
                complain(&k, &line, whole.at, _("kit.txt starts with 'kit 1'"));
            has_magic = true;
        } else if (line.kind == CR_LINE_SECTION) {
            read_drum(&k, &line);
        } else if (whole.size > 5 && memcmp(whole.at, "layer", 5) == 0) {
            read_layer(&k, &line);
        } else if (line.kind == CR_LINE_KEY) {
            read_value(&k, &line);
        } else {
            complain(&k, &line, whole.at, _("this line is not understood"));
        }
    }
    return !k.is_broken;
}

enum cr_status cr_kit_plan_make(struct cr_kit_plan *plan, char **files,
                                uint32_t file_count, const char *text,
                                size_t size, struct cr_text_buffer *problems)
{
    bool is_good = true;
    if (text)
        is_good = plan_by_text(plan, text, size, problems);
    for (uint32_t i = 0; !text && is_good && i < file_count; i++)
        is_good = plan_by_name(plan, files[i], problems);
    if (plan->entry_count)
        qsort(plan->entries, plan->entry_count, sizeof(*plan->entries),
              compare_entries);
    return is_good ? CR_OK : CR_ERR_MEMORY;
}
