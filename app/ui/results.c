#define _POSIX_C_SOURCE 200809L
#include "app/ui/results.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/report_file.h"
#include "app/ui/flow.h"
#include "app/ui/hits_screen.h"
#include "app/ui/lab_screen.h"
#include "app/ui/layout.h"
#include "patterns/words.h"

void cr_results_forget(struct cr_results *results)
{
    results->is_stale = true;
    cr_roll_screen_forget(&results->roll);
}

static void forget_rejudged(struct cr_rejudged *again)
{
    free(again->presses);
    cr_result_destroy(&again->result);
    again->presses = NULL;
}

void cr_results_close(struct cr_results *results)
{
    cr_results_forget(results);
    cr_measures_destroy(&results->measures);
    cr_progress_look_forget(&results->progress);
    forget_rejudged(&results->again);
    cr_side_task_drop(results->saving); /* it is saved all the same */
    results->saving = NULL;
    results->is_open = false;
}

static void turn_to(struct cr_results *r, enum cr_results_page page)
{
    r->page = page;
    r->scroll = 0;
    r->is_stale = true;
}

static void start_roll(struct cr_results *r)
{
    if (!r->roll.roll.count)
        return;
    turn_to(r, CR_PAGE_ROLL);
    cr_roll_screen_start(&r->roll, r->is_calm);
}

/* Measures what is shown. */
static void measure(struct cr_results *r)
{
    const struct cr_report *about = &r->about;
    cr_measures_destroy(&r->measures);
    if (cr_measure(&r->measures, about->timeline, about->result,
                   about->presses) ||
        cr_diagnose(&r->diagnosis, about->timeline, about->result,
                    about->presses, &r->measures))
        r->diagnosis = (struct cr_diagnosis){0}; /* no memory: no sentence */
}

void cr_results_open(struct cr_results *results, const struct cr_report *about,
                     const struct cr_score_options *judged,
                     const struct cr_results_words *words, bool rolls)
{
    struct cr_results *r = results;
    const enum cr_progress_range range = r->progress.range;
    const bool is_calm = r->is_calm;
    cr_results_close(r);
    *r = (struct cr_results){.is_calm = is_calm,
                             .take = *about,
                             .about = *about,
                             .judged = *judged,
                             .question = words->question,
                             .text = words->report,
                             .hit_scale = 1,
                             .page = CR_PAGE_REPORT,
                             .progress.range = range,
                             .layout = cr_layout_wide(),
                             .is_stale = true};
    measure(r);
    snprintf(r->loop, sizeof(r->loop), "%s", words->loop);
    snprintf(r->verdict, sizeof(r->verdict), "%s", words->verdict);
    snprintf(r->next, sizeof(r->next), "%s", words->next);
    cr_roll_write(&r->roll.roll, &r->about, &r->measures);
    r->is_open = true;
    if (rolls)
        start_roll(r);
}

static void describe(struct cr_rejudged *again)
{
    static const char *const names[] = {
        "", N_("strict windows"), N_("usual windows"), N_("wide windows")};
    char shift[48] = "";
    if (again->shift_ms)
        cr_say(shift, sizeof(shift),
               again->shift_ms < 0 ? _("%d ms earlier") : _("%d ms later"),
               abs(again->shift_ms));
    snprintf(again->words, sizeof(again->words), "%s%s%s", shift,
             shift[0] && again->windows ? ", " : "", _(names[again->windows]));
}

/* Judges the take as if its hits had been moved, or in other windows. */
static void judge_again(struct cr_results *r)
{
    static const char *const names[] = {"usual", "strict", "usual", "wide"};
    struct cr_rejudged *again = &r->again;
    struct cr_windows windows = {0};
    struct cr_score_options options = r->judged;
    const uint32_t count = r->take.result->press_count;
    forget_rejudged(again);
    describe(again);
    r->about = r->take;
    if (again->words[0]) {
        if (again->windows && cr_windows_read(&windows, names[again->windows]))
            options.windows = &windows;
        again->presses = malloc((count + 1) * sizeof(*again->presses));
        for (uint32_t i = 0; again->presses && i < count; i++) {
            again->presses[i] = r->take.presses[i];
            again->presses[i].at_ns += again->shift_ms * INT64_C(1000000);
        }
        if (!again->presses || cr_score_take(&again->result, r->take.timeline,
                                             again->presses, count, &options)) {
            forget_rejudged(again); /* no memory: as it was played */
        } else {
            r->about.result = &again->result;
            r->about.presses = again->presses;
        }
    }
    measure(r);
    r->is_stale = true;
}

static void wind_bars(struct cr_results *r, int64_t by)
{
    const int64_t bars = r->about.result->bar_count;
    const int64_t last = bars - cr_hits_screen_rows(&r->about, &r->layout);
    int64_t first = (int64_t)r->first_bar + by;
    first = first > last ? last : first;
    r->first_bar = first < 0 ? 0 : (uint32_t)first;
    r->is_stale = true;
}

/* Keys that judge the take again, on the report and hit by hit. */
static bool judge_by_key(struct cr_results *r, SDL_Keycode key)
{
    enum { MOST_MS = 500 };
    switch (key) {
    case SDLK_LEFT: r->again.shift_ms -= r->again.shift_ms > -MOST_MS; break;
    case SDLK_RIGHT: r->again.shift_ms += r->again.shift_ms < MOST_MS; break;
    case SDLK_v: r->again.windows = (r->again.windows + 1) % 4; break;
    default: return false;
    }
    judge_again(r);
    return true;
}

/* The report that is shown, as a text file. */
static void save(struct cr_results *r)
{
    struct cr_text_buffer out = {0};
    if (r->saving)
        return;
    if (r->again.presses) {
        cr_text_say(&out, _("Judged again: %s\n"), r->again.words);
        cr_report_text(&out, &r->about);
    } else {
        cr_text_addf(&out, "%s", r->text);
    }
    if (!out.is_broken)
        r->saving = cr_report_file_save(&out);
    if (!r->saving)
        cr_say(r->notice, sizeof(r->notice), _("Not saved: no memory"));
    free(out.text);
    r->is_stale = true;
}

static bool key_of_roll(struct cr_results *r, SDL_Keycode key)
{
    if (key == SDLK_RETURN || key == SDLK_KP_ENTER) {
        turn_to(r, CR_PAGE_REPORT);
        return true;
    }
    r->is_stale = true;
    return cr_roll_screen_key(&r->roll, key);
}

static void scroll(struct cr_results *r, int by)
{
    r->scroll = cr_flow_scroll(r->scroll, r->most, by);
    r->is_stale = true;
}

static bool key_of_report(struct cr_results *r, SDL_Keycode key)
{
    switch (key) {
    case SDLK_UP: scroll(r, -1); return true;
    case SDLK_DOWN: scroll(r, 1); return true;
    case SDLK_r: start_roll(r); return true;
    case SDLK_h: turn_to(r, CR_PAGE_HITS); return true;
    case SDLK_l: turn_to(r, CR_PAGE_LAB); return true;
    case SDLK_p:
        cr_progress_look_begin(&r->progress);
        turn_to(r, CR_PAGE_PROGRESS);
        return true;
    case SDLK_s: save(r); return true;
    default: return judge_by_key(r, key);
    }
}

static bool key_of_hits(struct cr_results *r, SDL_Keycode key)
{
    const int64_t page = cr_hits_screen_rows(&r->about, &r->layout);
    switch (key) {
    case SDLK_UP: wind_bars(r, -1); return true;
    case SDLK_DOWN: wind_bars(r, 1); return true;
    case SDLK_PAGEUP: wind_bars(r, -page); return true;
    case SDLK_PAGEDOWN: wind_bars(r, page); return true;
    case SDLK_F8:
        r->hit_scale = r->hit_scale == 1 ? 3 : 1;
        r->is_stale = true;
        return true;
    case SDLK_h:
    case SDLK_ESCAPE: turn_to(r, CR_PAGE_REPORT); return true;
    default: return judge_by_key(r, key);
    }
}

static bool key_of_lab(struct cr_results *r, SDL_Keycode key)
{
    switch (key) {
    case SDLK_UP: scroll(r, -1); return true;
    case SDLK_DOWN: scroll(r, 1); return true;
    case SDLK_h: turn_to(r, CR_PAGE_HITS); return true;
    case SDLK_l:
    case SDLK_ESCAPE: turn_to(r, CR_PAGE_REPORT); return true;
    default: return judge_by_key(r, key);
    }
}

static bool key_of_progress(struct cr_results *r, SDL_Keycode key)
{
    if (key == SDLK_p || key == SDLK_ESCAPE) {
        turn_to(r, CR_PAGE_REPORT);
        return true;
    }
    r->is_stale = true;
    return cr_progress_look_key(&r->progress, key);
}

bool cr_results_key(struct cr_results *results, SDL_Keycode key)
{
    static bool (*const keys[])(struct cr_results * r, SDL_Keycode key) = {
        [CR_PAGE_ROLL] = key_of_roll,
        [CR_PAGE_REPORT] = key_of_report,
        [CR_PAGE_HITS] = key_of_hits,
        [CR_PAGE_LAB] = key_of_lab,
        [CR_PAGE_PROGRESS] = key_of_progress};
    if (!results->is_open)
        return false;
    if (results->notice[0])
        results->is_stale = true;
    results->notice[0] = '\0';
    return keys[results->page](results, key);
}

/* Takes in what became of the report. */
static void update_saving(struct cr_results *r)
{
    const char *words = r->saving ? cr_report_file_done(r->saving) : NULL;
    if (!words)
        return;
    snprintf(r->notice, sizeof(r->notice), "%s", words);
    cr_side_task_drop(r->saving);
    r->saving = NULL;
    r->is_stale = true;
}

bool cr_results_move(struct cr_results *results)
{
    struct cr_results *r = results;
    r->is_stale |= cr_progress_look_update(&r->progress);
    update_saving(r);
    return r->is_open && ((r->page == CR_PAGE_ROLL && !r->roll.is_held) ||
                          r->progress.search != NULL || r->saving != NULL);
}

struct page_job {
    const struct cr_layout *layout;
    struct cr_results *results;
    const struct cr_theme *theme;
};

static void draw_report(cairo_t *cr, void *context)
{
    const struct page_job *job = context;
    struct cr_results *r = job->results;
    const struct cr_report_view view = {
        .theme = job->theme,
        .about = &r->about,
        .measures = &r->measures,
        .diagnosis = &r->diagnosis,
        .question = r->question,
        .judged = r->again.words[0] ? r->again.words : NULL,
        .notice = r->notice[0]    ? r->notice
                  : r->verdict[0] ? r->verdict
                                  : NULL,
        .next = r->next[0] ? r->next : NULL,
        .has_keys = true,
        .has_roll = r->roll.roll.count > 0,
        .loop = r->loop[0] ? r->loop : NULL};
    if (cr_flow_is_wide(job->layout)) {
        cr_layout_fit(cr, job->theme->bg1);
        cr_report_screen_draw(&view, cr);
        r->scroll = r->most = 0;
    } else {
        r->most = cr_report_screen_flow(&view, cr, job->layout, r->scroll);
    }
}

static void draw_hits(cairo_t *cr, void *context)
{
    const struct page_job *job = context;
    struct cr_results *r = job->results;
    struct cr_sheet sheet = {
        .cr = cr, .layout = *job->layout, .theme = job->theme};
    const struct cr_hits_view view = {
        .about = &r->about,
        .first_bar = r->first_bar,
        .hit_scale = r->hit_scale,
        .judged = r->again.words[0] ? r->again.words : NULL,
        .has_keys = true};
    cr_hits_screen_draw(&view, &sheet);
}

static void draw_lab(cairo_t *cr, void *context)
{
    const struct page_job *job = context;
    struct cr_results *r = job->results;
    const struct cr_lab_view view = {
        .theme = job->theme,
        .about = &r->about,
        .measures = &r->measures,
        .judged = r->again.words[0] ? r->again.words : NULL,
        .has_keys = true};
    if (cr_flow_is_wide(job->layout)) {
        cr_layout_fit(cr, job->theme->bg1);
        cr_lab_screen_draw(&view, cr);
        return;
    }
    r->most = cr_lab_screen_flow(&view, cr, job->layout, r->scroll);
}

static void draw_progress(cairo_t *cr, void *context)
{
    const struct page_job *job = context;
    cr_progress_look_draw(&job->results->progress, job->theme, job->layout, cr);
}

void cr_results_draw(struct cr_results *results, struct cr_canvas *canvas,
                     const struct cr_theme *theme,
                     const struct cr_layout *layout, int64_t now_ns)
{
    static void (*const draw[])(cairo_t * cr, void *context) = {
        [CR_PAGE_REPORT] = draw_report,
        [CR_PAGE_HITS] = draw_hits,
        [CR_PAGE_LAB] = draw_lab,
        [CR_PAGE_PROGRESS] = draw_progress};
    struct cr_results *r = results;
    struct page_job job = {.results = r, .theme = theme, .layout = layout};
    r->layout = *layout;
    if (r->page == CR_PAGE_ROLL && (r->is_stale || !r->roll.is_held)) {
        r->is_stale = false;
        if (cr_roll_screen_draw(&r->roll, canvas, layout, now_ns)) {
            cr_canvas_forget(canvas);
            turn_to(r, CR_PAGE_REPORT); /* in the next frame */
        }
        return;
    }
    if (!r->is_stale)
        return;
    cr_canvas_paint(canvas, draw[r->page], &job);
    r->is_stale = false;
}
