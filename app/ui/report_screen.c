#include "app/ui/report_screen.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/practice/silence.h"
#include "app/ui/clicks.h"
#include "app/ui/flow.h"
#include "patterns/words.h"

#define MARGIN 40.0

static const struct cr_type words = {CR_FACE_TEXT, 20, false};
static const struct cr_type strong = {CR_FACE_TEXT, 20, true};
static const struct cr_type small = {CR_FACE_TEXT, 18, false};
static const struct cr_type figure = {CR_FACE_TITLE, 31, true};

static double on_time(const struct cr_tally *t)
{
    const uint32_t good = t->judged[CR_LOCKED] + t->judged[CR_TIGHT];
    return t->notes ? 100.0 * good / t->notes : 0;
}

static void draw_number(const struct cr_report_view *v, cairo_t *cr,
                        const char *number, const char *name, double x,
                        double room)
{
    cr_draw_text(cr, number, (struct cr_type){CR_FACE_TITLE, 54, true},
                 v->theme->ink1, CR_LEFT, x, 74);
    cr_draw_fitting(cr, name, small, v->theme->ink2, x, 100, room);
}

static void draw_head(const struct cr_report_view *v, cairo_t *cr)
{
    const struct cr_timeline *t = v->about->timeline;
    const struct cr_result *r = v->about->result;
    const struct cr_tally *all = &r->all;
    const uint32_t first = t->countin_count;
    const struct cr_meter *meter = cr_timeline_meter(t, first);
    char text[128];
    double low = HUGE_VAL, high = 0;
    for (uint32_t b = first; b < first + r->bar_count; b++) {
        low = fmin(low, cr_timeline_bar_bpm(t, b));
        high = fmax(high, cr_timeline_bar_bpm(t, b));
    }
    cr_draw_fitting(
        cr, t->pattern->title ? cr_title(t->pattern->title) : _("Pattern"),
        (struct cr_type){CR_FACE_TITLE, 48, true}, v->theme->ink1, MARGIN, 52,
        530);
    int used =
        cr_say(text, sizeof(text),
               cr_words_n("%u bar of %d/%d", "%u bars of %d/%d", r->bar_count),
               r->bar_count, meter->beats, meter->unit);
    if (r->bar_count)
        cr_say(text + used, sizeof(text) - (size_t)used,
               high - low > 0.05 ? _(", %.4g to %.4g bpm") : _(", %.4g bpm"),
               low, high);
    if (v->judged)
        cr_say(text, sizeof(text), _("Judged again: %.90s"), v->judged);
    cr_draw_fitting(cr, text, v->judged ? strong : words,
                    v->judged ? v->theme->ink1 : v->theme->ink2, MARGIN, 86,
                    530);
    snprintf(text, sizeof(text), "%.0f%%", on_time(all));
    draw_number(v, cr, text, _("on time"), 600, 124);
    if (all->has_lean && !r->is_shape_only) {
        const enum cr_hit_mark mark = cr_lean_mark(all->lean_ms);
        cr_draw_hit(cr, mark, cr_hit_colour(v->theme, mark), 734, 56, 13);
        snprintf(text, sizeof(text), "%.0f", fabs(all->lean_ms));
        draw_number(v, cr, text,
                    all->lean_ms < 0 ? _("ms early overall")
                                     : _("ms late overall"),
                    756, 164);
    } else {
        draw_number(v, cr, "-", _("lean not judged"), 756, 164);
    }
    if (all->has_spread)
        cr_say(text, sizeof(text), "\xC2\xB1%.0f", all->spread_ms);
    draw_number(v, cr, all->has_spread ? text : "-",
                !all->has_spread  ? _("too few hits")
                : all->notes < 16 ? _("ms, preliminary")
                                  : _("ms spread"),
                930, 150);
    cr_draw_text(cr, r->is_shape_only ? _("shape") : _("of 100"), words,
                 v->theme->ink2, CR_RIGHT, 1240, 98);
    snprintf(text, sizeof(text), "%.0f", r->score);
    cr_draw_text(cr, text, (struct cr_type){CR_FACE_TITLE, 116, true},
                 v->theme->ink1, CR_RIGHT, 1164, 98);
}

enum { SENTENCE = 256 };

/* What stands out, and what is to be done about it. */
static void say_sentence(const struct cr_report_view *v, char *text, char *more,
                         size_t size)
{
    const struct cr_diagnosis *d = v->diagnosis;
    more[0] = '\0';
    if (d->count) {
        char sentence[160];
        const struct cr_finding *f = &d->findings[0];
        cr_report_sentence(v->about, f, sentence, sizeof(sentence));
        snprintf(text, size, "%s.", sentence);
        if (d->count > 1) {
            cr_report_sentence(v->about, &d->findings[1], sentence,
                               sizeof(sentence));
            cr_say(more, size, _("%s. To mend the first: %s."), sentence,
                   _(cr_finding_repair(f->kind)));
        } else {
            cr_say(more, size, _("%d %s say so. To mend: %s."), f->n,
                   _(f->unit), _(cr_finding_repair(f->kind)));
        }
    } else {
        cr_say(text, size,
               cr_words_n("Nothing stood out in %u bar.",
                          "Nothing stood out in %u bars.", d->bars),
               d->bars);
        if (d->is_listening)
            cr_say(more, size,
                   _("Listening: %d more bars, to be sure about something."),
                   d->bars_to_go);
    }
    if (!d->count && cr_report_step(v->about, text, size - 1))
        strcat(text, ".");
    if (v->question)
        snprintf(more, size, "%.250s", v->question);
    if (v->notice)
        snprintf(more, size, "%.250s", v->notice);
}

static const struct cr_type sentence_type = {CR_FACE_TEXT, 30, true};
static const struct cr_type more_type = {CR_FACE_TEXT, 23, false};

static void draw_sentence(const struct cr_report_view *v, cairo_t *cr)
{
    char text[SENTENCE], more[SENTENCE];
    say_sentence(v, text, more, SENTENCE);
    cr_draw_fitting(cr, text, sentence_type, v->theme->ink1, MARGIN, 158, 1200);
    cr_draw_fitting(cr, more, more_type, v->theme->ink2, MARGIN, 193, 1200);
}

/* A box with a title and a note behind it, in so much room. */
static void draw_card(const struct cr_report_view *v, cairo_t *cr,
                      const char *title, const char *note, double room,
                      double x, double y, double width, double height)
{
    enum { APART = 12 };
    const double first = cr_text_width(cr, title, strong);
    const double second = cr_text_width(cr, note, small);
    const double part = fmin(1, (room - APART) / (first + second));
    cr_fill_box(cr, v->theme->bg2, x, y, width, height);
    const double end = cr_draw_fitting(cr, title, strong, v->theme->ink1,
                                       x + 20, y + 32, first * part);
    cr_draw_fitting(cr, note, small, v->theme->ink2, x + 20 + APART + end,
                    y + 32, second * part);
}

/* Bins of 2.5 ms from -60 to 60, their edges on the windows. */
enum { BINS = 48 };
#define BIN_MS 2.5
#define EDGE_MS 60.0

static void draw_histogram(const struct cr_report_view *v, cairo_t *cr)
{
    const struct cr_result *r = v->about->result;
    const double left = 64, right = 576, bottom = 434, tall = 154;
    const double wide = (right - left) / BINS;
    uint32_t bins[BINS] = {0}, most = 1, early = 0, late = 0;
    char text[64];
    const double *limits = cr_windows_of(&r->windows, false);
    double tight = limits[CR_TIGHT];
    draw_card(v, cr, _("Where your hits fell"), _("milliseconds from the note"),
              520, 40, 214, 560, 262);
    for (uint32_t i = 0; i < r->target_count; i++) {
        if (!cr_is_measured(r, v->about->presses, i))
            continue;
        const double e = r->answers[i].error_ms;
        const int bin = (int)floor((e + EDGE_MS) / BIN_MS);
        tight = limits[CR_TIGHT] * r->answers[i].distance_ms / 100;
        early += e < -tight;
        late += e > tight;
        if (bin < 0 || bin >= BINS)
            continue; /* the words say how many */
        bins[bin]++;
        most = bins[bin] > most ? bins[bin] : most;
    }
    const double middle = (left + right) / 2, scale = (right - left) / 120;
    cr_fill_box(cr, v->theme->zone, middle - tight * scale, bottom - tall - 6,
                2 * tight * scale, tall + 6);
    for (int b = 0; b < BINS; b++) {
        const double ms = -EDGE_MS + (b + 0.5) * BIN_MS;
        const double h = tall * bins[b] / most;
        cr_fill_box(cr,
                    ms < -tight  ? v->theme->early
                    : ms > tight ? v->theme->late
                                 : v->theme->on,
                    left + b * wide + 1, bottom - h, wide - 2, h);
    }
    cr_fill_box(cr, v->theme->line3, left, bottom, right - left, 2);
    for (int ms = -40; ms <= 40; ms += 20) {
        snprintf(text, sizeof(text), "%d", abs(ms));
        cr_draw_text(cr, text, small, v->theme->ink2, CR_CENTRE,
                     middle + ms * scale, bottom + 26);
    }
    cr_draw_hit(cr, CR_HIT_LOOSE_EARLY, v->theme->early, 74, 292, 9);
    cr_say(text, sizeof(text), _("%u early"), early);
    cr_draw_text(cr, text, strong, v->theme->ink1, CR_LEFT, 93, 299);
    cr_draw_hit(cr, CR_HIT_MISSED, v->theme->ink2, 74, 326, 8);
    cr_say(text, sizeof(text), _("%u missed"), r->all.missed);
    cr_draw_text(cr, text, words, v->theme->ink2, CR_LEFT, 93, 333);
    if (r->all.extra) {
        cr_draw_hit(cr, CR_HIT_EXTRA, v->theme->ink2, 74, 360, 8);
        cr_say(text, sizeof(text), _("%u extra"), r->all.extra);
        cr_draw_text(cr, text, words, v->theme->ink2, CR_LEFT, 93, 367);
    }
    cr_draw_hit(cr, CR_HIT_LOOSE_LATE, v->theme->late, 566, 292, 9);
    cr_say(text, sizeof(text), _("%u late"), late);
    cr_draw_text(cr, text, strong, v->theme->ink1, CR_RIGHT, 548, 299);
}

/* The lane that the first sentence names; CR_NONE without. */
static uint32_t named_lane(const struct cr_report_view *v)
{
    return v->diagnosis->count ? v->diagnosis->findings[0].lane : CR_NONE;
}

static void draw_limb(const struct cr_report_view *v, cairo_t *cr,
                      uint32_t lane, double y, double pitch)
{
    const struct cr_tally *t = &v->about->result->lanes[lane];
    char text[64];
    if (lane == named_lane(v)) {
        cr_fill_box(cr, v->theme->bg3, 616, y - pitch + 10, 624, pitch);
        cr_fill_box(cr, v->theme->ink1, 616, y - pitch + 10, 5, pitch);
    }
    cr_fill_box(cr, v->theme->line1, 636, y + 10, 584, 1.5);
    cr_draw_fitting(cr,
                    cr_lane_label(&v->about->timeline->pattern->lanes[lane]),
                    figure, v->theme->ink1, 636, y, 136);
    cr_fill_box(cr, v->theme->line1, 784, y - 19, 120, 16);
    cr_fill_box(cr, v->theme->ink1, 784, y - 19, 1.2 * on_time(t), 16);
    snprintf(text, sizeof(text), "%.0f%%", on_time(t));
    cr_draw_text(cr, text, figure, v->theme->ink1, CR_LEFT, 914, y);
    if (t->has_lean) {
        const enum cr_hit_mark mark = cr_lean_mark(t->lean_ms);
        cr_draw_hit(cr, mark, cr_hit_colour(v->theme, mark), 987, y - 11, 9);
        snprintf(text, sizeof(text), "%.0f", fabs(t->lean_ms));
        cr_draw_text(cr, text, figure, v->theme->ink1, CR_LEFT, 1006, y);
    }
    if (t->has_spread)
        cr_say(text, sizeof(text), "\xC2\xB1%.0f", t->spread_ms);
    cr_draw_text(cr, t->has_spread ? text : "-", figure, v->theme->ink1,
                 CR_LEFT, 1066, y);
    snprintf(text, sizeof(text), "%u", t->missed);
    cr_draw_text(cr, text, figure, v->theme->ink1, CR_RIGHT, 1220, y);
}

static void draw_limbs(const struct cr_report_view *v, cairo_t *cr)
{
    const struct cr_pattern *p = v->about->timeline->pattern;
    uint32_t count = 0;
    for (uint32_t lane = 0; lane < p->lane_count; lane++)
        count += v->about->result->lanes[lane].notes > 0;
    const double pitch = fmin(40, 204.0 / (count ? count : 1));
    double y = 290 - (40 - pitch);
    draw_card(v, cr, _("Limb by limb"), _("on time"), 330, 616, 214, 624, 262);
    cr_draw_fitting(cr, _("lean"), small, v->theme->ink2, 978, 246, 82);
    cr_draw_ends(cr, _("spread"), small, v->theme->ink2, _("missed"), small,
                 v->theme->ink2, 1066, 246, 154);
    for (uint32_t lane = 0; lane < p->lane_count; lane++) {
        if (!v->about->result->lanes[lane].notes)
            continue;
        draw_limb(v, cr, lane, y, pitch);
        y += pitch;
    }
}

/* How often the beat was held where nothing sounded; false: nothing was silent. */
static bool name_held(const struct cr_report_view *v, char *text, size_t size)
{
    struct cr_silences silences;
    uint32_t held = 0, all = 0;
    if (cr_silences_judge(&silences, v->about->timeline, v->about->result))
        return false;
    for (uint32_t i = 0; i < silences.count; i++) {
        const struct cr_silence *s = &silences.items[i];
        all += s->is_played;
        held += cr_silence_is_held(s);
    }
    cr_silences_destroy(&silences);
    cr_say(text, size,
           cr_words_n("silence held %u of %u time",
                      "silence held %u of %u times", all),
           held, all);
    return all > 0;
}

/* Where the drift is drawn: u. */
static const double drift_left = 106, drift_right = 780, drift_middle = 602,
                    drift_per_ms = 2;

static void draw_drift_scale(const struct cr_report_view *v, cairo_t *cr)
{
    char text[16];
    for (int ms = -20; ms <= 20; ms += 20) {
        const double y = drift_middle + ms * drift_per_ms;
        cr_fill_box(cr, ms ? v->theme->line1 : v->theme->line3, drift_left, y,
                    drift_right - drift_left, ms ? 1 : 2);
        if (ms)
            cr_draw_hit(cr, ms < 0 ? CR_HIT_LOOSE_EARLY : CR_HIT_LOOSE_LATE,
                        ms < 0 ? v->theme->early : v->theme->late,
                        ms < 0 ? 70 : 56, y, 8);
        snprintf(text, sizeof(text), "%d", abs(ms));
        cr_draw_text(cr, text, (struct cr_type){CR_FACE_TITLE, 27, true},
                     v->theme->ink2, CR_RIGHT, 100, y + 9);
    }
}

static void draw_tempo_change(const struct cr_report_view *v, cairo_t *cr,
                              double x)
{
    const double dash[] = {4, 4};
    cairo_set_dash(cr, dash, 2, 0);
    cr_set_colour(cr, v->theme->line3);
    cairo_set_line_width(cr, 1.5);
    cairo_move_to(cr, x, 540);
    cairo_line_to(cr, x, 656);
    cairo_stroke(cr);
    cairo_set_dash(cr, NULL, 0, 0);
}

/* Silent bars are shaded; a tempo is named where there is room for it. */
static void draw_drift_bars(const struct cr_report_view *v, cairo_t *cr,
                            double wide)
{
    const struct cr_timeline *t = v->about->timeline;
    const uint32_t first = t->countin_count;
    double free_from = 0;
    for (uint32_t b = 0; b < v->about->result->bar_count; b++) {
        const double x = drift_left + b * wide;
        const double bpm = cr_timeline_bar_bpm(t, first + b);
        const bool changes =
            b && fabs(bpm - cr_timeline_bar_bpm(t, first + b - 1)) > 0.05;
        char text[64];
        if (cr_timeline_passage(t, first + b, (struct cr_fraction){0, 1}) ==
            CR_SILENT)
            cr_fill_box(cr, v->theme->bg3, x, 540, wide, 116);
        if (changes)
            draw_tempo_change(v, cr, x);
        if ((b && !changes) || x < free_from)
            continue;
        cr_say(text, sizeof(text), b ? "%.4g" : _("%.4g BPM"), bpm);
        free_from =
            x + 16 +
            cr_draw_text(cr, text, (struct cr_type){CR_FACE_TITLE, 24, true},
                         v->theme->ink2, CR_LEFT, x + 6, 652);
    }
}

static void draw_drift_means(const struct cr_report_view *v, cairo_t *cr,
                             double wide)
{
    const struct cr_timeline *t = v->about->timeline;
    const struct cr_result *r = v->about->result;
    const uint32_t bars = r->bar_count;
    double *means = calloc(bars + 1, sizeof(*means));
    uint32_t *hits = calloc(bars + 1, sizeof(*hits));
    for (uint32_t i = 0; means && hits && i < r->target_count; i++) {
        const uint32_t bar =
            t->notes[r->target_notes[i]].bar - t->countin_count;
        if (bar >= bars || !cr_is_measured(r, v->about->presses, i))
            continue;
        hits[bar]++;
        means[bar] += (r->answers[i].error_ms - means[bar]) / hits[bar];
    }
    bool is_on = false;
    cr_set_colour(cr, v->theme->ink1);
    cairo_set_line_width(cr, 2.5);
    cairo_new_path(cr);
    for (uint32_t b = 0; means && hits && b < bars; b++) {
        const double y =
            drift_middle + drift_per_ms * fmax(-28, fmin(28, means[b]));
        const double x = drift_left + (b + 0.5) * wide;
        if (hits[b] && is_on)
            cairo_line_to(cr, x, y);
        else if (hits[b])
            cairo_move_to(cr, x, y);
        is_on = hits[b] > 0;
    }
    cairo_stroke(cr);
    free(means);
    free(hits);
}

/* Means of the bars; silent ones shaded, changes of tempo dashed. */
static void draw_drift(const struct cr_report_view *v, cairo_t *cr)
{
    const uint32_t bars = v->about->result->bar_count;
    const double wide = (drift_right - drift_left) / (bars ? bars : 1);
    char text[64];
    const double held = name_held(v, text, sizeof(text))
                            ? cr_text_width(cr, text, strong) + 20
                            : 0;
    const double half = fmin(held, 380);
    draw_card(v, cr, _("Drift, bar by bar"), _("shaded bars: click silent"),
              720 - half, 40, 488, 760, 186);
    if (half > 0)
        cr_draw_fitting(cr, text, strong, v->theme->ink1, 800 - half, 520,
                        half - 20);
    draw_drift_scale(v, cr);
    draw_drift_bars(v, cr, wide);
    draw_drift_means(v, cr, wide);
}

/* Drums that are due together, from the one that keeps time. */
static void draw_unisons(const struct cr_report_view *v, cairo_t *cr)
{
    const struct cr_pattern *p = v->about->timeline->pattern;
    const double middle = 1066, per_ms = 3;
    double y = 562;
    char text[64];
    cr_fill_box(cr, v->theme->bg2, 816, 488, 424, 186);
    for (uint32_t i = 0; i < v->measures->limb_count && y < 660; i++) {
        const struct cr_limb_measure *l = &v->measures->limbs[i];
        if (l->d.n < 8)
            continue;
        const double from = middle + per_ms * fmax(-36, l->d.low);
        const double to = middle + per_ms * fmin(36, l->d.high);
        const enum cr_hit_mark mark = cr_lean_mark(l->d.mean);
        if (y < 563) {
            cr_say(text, sizeof(text), _("early or late of the %s"),
                   cr_lane_label(&p->lanes[l->first]));
            cr_draw_ends(cr, _("Together"), strong, v->theme->ink1, text, small,
                         v->theme->ink2, 836, 520, 384);
        }
        cr_draw_fitting(cr, cr_lane_label(&p->lanes[l->second]), words,
                        v->theme->ink2, 836, y, 110);
        cr_fill_box(cr, v->theme->line2, middle - 0.75, y - 20, 1.5, 28);
        cr_fill_box(cr, v->theme->line3, from, y - 8, fmax(2, to - from), 3);
        cr_draw_hit(cr, mark, cr_hit_colour(v->theme, mark),
                    middle + per_ms * fmax(-36, fmin(36, l->d.mean)), y - 7, 8);
        snprintf(text, sizeof(text), "%.0f", fabs(l->d.mean));
        cr_draw_text(cr, text, (struct cr_type){CR_FACE_TITLE, 27, true},
                     v->theme->ink1, CR_RIGHT, 1220, y + 2);
        y += 33;
    }
    if (y > 563)
        return;
    cr_draw_text(cr, _("Together"), strong, v->theme->ink1, CR_LEFT, 836, 520);
    cr_draw_fitting(cr, _("No drums are due together."), words, v->theme->ink2,
                    836, y, 384);
}

/* What Enter does. */
static void draw_next(const struct cr_report_view *v, cairo_t *cr)
{
    char text[160];
    cr_fill_box(cr, v->theme->ink1, 40, 686, 1200, 58);
    cr_clicks_add(cr, 40, 686, 1200, 58, "Enter");
    cr_say(text, sizeof(text), _("Next: %s"),
           v->next ? v->next : _("once more"));
    cr_draw_fitting(cr, text, (struct cr_type){CR_FACE_TEXT, 27, true},
                    v->theme->inv, 64, 724, 940);
    const double end = cr_draw_key(cr, v->theme, "Enter", 36, 120, 1030, 697);
    cr_draw_fitting(cr, _("start"), (struct cr_type){CR_FACE_TEXT, 22, true},
                    v->theme->inv, 1030 + end + 14, 722, 172 - end);
}

enum { HINTS = 11 };

static void list_hints(const struct cr_report_view *v, bool scrolls,
                       struct cr_hint *hints)
{
    const struct cr_hint own[HINTS] = {
        {"Up", "Down", scrolls ? N_("scroll") : NULL},
        {"Backspace", NULL, N_("retake")},
        {"W", NULL, v->loop},
        {"H", NULL, N_("hits")},
        {"L", NULL, N_("lab")},
        {"P", NULL, N_("progress")},
        {"R", NULL, v->has_roll ? N_("roll") : NULL},
        {"S", NULL, N_("save")},
        {"Left", "Right",
         "\xC2\xB1"
         "1 ms"},
        {"V", NULL, N_("windows")},
        {"Esc", NULL, N_("leave")}};
    memcpy(hints, own, sizeof(own));
}

void cr_report_screen_draw(const struct cr_report_view *view, cairo_t *cr)
{
    const struct cr_report_view *v = view;
    struct cr_hint hints[HINTS];
    cr_fill_box(cr, v->theme->bg1, 0, 0, CR_REPORT_WIDTH, CR_REPORT_HEIGHT);
    cr_fill_box(cr, v->theme->bg0, 0, 0, CR_REPORT_WIDTH, 112);
    cr_fill_box(cr, v->theme->bg0, 0, 750, CR_REPORT_WIDTH, 50);
    draw_head(v, cr);
    draw_sentence(v, cr);
    draw_histogram(v, cr);
    draw_limbs(v, cr);
    draw_drift(v, cr);
    draw_unisons(v, cr);
    if (!v->has_keys)
        return;
    draw_next(v, cr);
    list_hints(v, false, hints);
    cr_draw_hints(cr, v->theme, hints, HINTS);
}

/* A part of the wide report. */
struct block {
    struct cr_flow_part where;
    void (*draw)(const struct cr_report_view *v, cairo_t *cr);
};

struct block_job {
    const struct cr_report_view *view;
    const struct block *block;
};

static void draw_job(cairo_t *cr, void *context)
{
    const struct block_job *job = context;
    job->block->draw(job->view, cr);
}

static void draw_block(const struct cr_report_view *v, cairo_t *cr,
                       const struct block *b, double x, double y, double part)
{
    struct block_job job = {v, b};
    cr_flow_place(cr, &b->where, x, y, part, draw_job, &job);
}

double cr_report_screen_flow(const struct cr_report_view *view, cairo_t *cr,
                             const struct cr_layout *layout, double scroll)
{
    static const struct block head[] = {{{40, 8, 540, 98}, draw_head},
                                        {{600, 0, 644, 112}, draw_head}};
    static const struct block parts[] = {{{40, 214, 560, 262}, draw_histogram},
                                         {{616, 214, 624, 262}, draw_limbs},
                                         {{40, 488, 760, 186}, draw_drift},
                                         {{816, 488, 424, 186}, draw_unisons},
                                         {{40, 686, 1200, 58}, draw_next}};
    const double largest = 1.25;
    enum { GAP = 14 };
    const struct cr_report_view *v = view;
    struct cr_sheet s = {.cr = cr, .layout = *layout, .theme = v->theme};
    struct cr_hint hints[HINTS];
    char text[SENTENCE], more[SENTENCE];
    (void)cr_sheet_begin(&s, NULL, 0);
    const double room = layout->width - 2 * s.margin;
    cr_fill_box(cr, v->theme->bg1, 0, 0, layout->width, s.bottom);
    cairo_save(cr);
    cairo_rectangle(cr, 0, 0, layout->width, s.bottom);
    cairo_clip(cr);
    double y = GAP - scroll;
    for (int i = 0; i < 2; i++) {
        const double part = fmin(1, room / head[i].where.width);
        cr_fill_box(cr, v->theme->bg0, 0, y - GAP, layout->width,
                    head[i].where.height * part + GAP);
        draw_block(v, cr, &head[i], s.margin, y, part);
        y += head[i].where.height * part;
    }
    say_sentence(v, text, more, SENTENCE);
    y = cr_sheet_lines(&s, text, sentence_type, v->theme->ink1, s.margin,
                       y + 44, room, 38, 6);
    y = cr_sheet_lines(&s, more, more_type, v->theme->ink2, s.margin, y, room,
                       30, 6) -
        GAP;
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        const double part = fmin(largest, room / parts[i].where.width);
        draw_block(v, cr, &parts[i], s.margin, y, part);
        y += parts[i].where.height * part + GAP;
    }
    cairo_restore(cr);
    list_hints(v, true, hints);
    cr_sheet_hints(&s, hints, HINTS);
    return fmax(0, y + scroll - s.bottom);
}
