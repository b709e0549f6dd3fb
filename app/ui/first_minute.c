#include "app/ui/first_minute.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/report.h"
#include "app/ui/layout.h"
#include "app/ui/paint.h"
#include "app/ui/sprites.h"
#include "patterns/words.h"

#define BPM 80
#define SOON                                                                   \
    7 /* before a bar line, a seventh of a second, the next stage is laid out */

static enum cr_status stage_wish(const struct cr_course *course, uint32_t stage,
                                 const struct cr_live_wish *as,
                                 struct cr_live_wish *wish,
                                 const struct cr_pattern **pattern)
{
    struct cr_programme_step step = course->files.programme.steps[stage];
    const struct cr_programme_file *file = &course->files.files[stage];
    size_t used = 0;
    step.tempo = (struct cr_fraction){BPM, 1};
    *wish = *as;
    *pattern = &file->pattern;
    wish->has_no_countin = true;
    wish->pattern_text = file->text;
    wish->title = file->pattern.title ? file->pattern.title : step.name;
    wish->session = cr_programme_session(&step, &file->pattern);
    wish->session.loops = 2 * CR_FIRST_BARS;
    /* what is to be played is not played before */
    for (uint32_t i = 0; i < file->pattern.lane_count; i++) {
        const struct cr_lane *lane = &file->pattern.lanes[i];
        if (strstr(step.assist, lane->name) || lane->kind == CR_LANE_STICKING ||
            lane->kind == CR_LANE_CLICK)
            continue;
        used += (size_t)snprintf(wish->session.mute + used,
                                 sizeof(wish->session.mute) - used, "%s%s",
                                 used ? "," : "", lane->name);
    }
    return course->files.programme.step_count < CR_FIRST_STAGES ? CR_ERR_RANGE
                                                                : CR_OK;
}

enum cr_status cr_first_minute_wish(const struct cr_course *course,
                                    const struct cr_live_wish *as,
                                    struct cr_live_wish *wish,
                                    const struct cr_pattern **pattern)
{
    return stage_wish(course, CR_FIRST_STAGES - 1, as, wish, pattern);
}

static enum cr_status enter_stage(struct cr_first_minute *f,
                                  struct cr_live *live, struct cr_error *error)
{
    struct cr_live_wish wish;
    const struct cr_pattern *pattern;
    const enum cr_status status =
        stage_wish(f->course, f->stage, &live->wish, &wish, &pattern);
    if (status)
        return cr_fail(error, status, 0, 0, "this course has no first minute");
    return cr_live_change_pattern(live, pattern, &wish, error);
}

enum cr_status cr_first_minute_begin(struct cr_first_minute *first,
                                     struct cr_course *course,
                                     struct cr_live *live,
                                     struct cr_error *error)
{
    *first = (struct cr_first_minute){.is_on = true, .course = course};
    const enum cr_status status = enter_stage(first, live, error);
    return status ? status : cr_live_start(live, error);
}

static bool find_lane(const struct cr_pattern *pattern, const char *name,
                      uint32_t *lane)
{
    for (uint32_t i = 0; i < pattern->lane_count; i++) {
        if (strcmp(pattern->lanes[i].name, name) == 0) {
            *lane = i;
            return true;
        }
    }
    return false;
}

static bool is_control(SDL_Scancode code)
{
    return code == SDL_SCANCODE_ESCAPE || code == SDL_SCANCODE_RETURN ||
           code == SDL_SCANCODE_TAB ||
           (code >= SDL_SCANCODE_F1 && code <= SDL_SCANCODE_F12) ||
           code >= SDL_SCANCODE_LCTRL;
}

bool cr_first_minute_lane(const struct cr_first_minute *first,
                          const struct cr_pattern *pattern, SDL_Scancode code,
                          uint32_t *lane)
{
    if (is_control(code))
        return false;
    if (code == SDL_SCANCODE_SPACE && first->stage >= 2)
        return find_lane(pattern, "BD", lane);
    return find_lane(pattern, "SD", lane);
}

static uint32_t count_hits(const struct cr_live *live)
{
    uint32_t hits = 0;
    for (uint32_t i = 0; i < live->marker.count; i++)
        hits += live->marker.is_answered[i];
    return hits;
}

/* Takes out what was played, and keeps it as a take of its exercise. */
static void keep_stage(struct cr_first_minute *f, struct cr_live *live)
{
    const struct cr_programme *p = &f->course->files.programme;
    struct cr_presses presses = {0};
    struct cr_result result;
    const int64_t until_ns = cr_live_until_ns(live);
    if (cr_live_result(live, until_ns, &presses, &result))
        return; /* no memory: the raw take is kept all the same */
    const struct cr_report about = {.timeline = &live->timeline,
                                    .result = &result,
                                    .presses = presses.items,
                                    .session = &live->wish.session};
    struct cr_kept_lesson lesson = {
        .take = {.day = f->course->today, .reps = 1, .bpm = BPM}};
    snprintf(lesson.course, sizeof(lesson.course), "%s", p->title);
    cr_lesson_word(&p->steps[f->stage], lesson.take.exercise);
    /* the last hit may stand where the result is cut off: it was seen, and counts */
    const uint32_t seen = count_hits(live);
    lesson.take.clean = cr_first_minute_passes(
        seen > result.all.hits ? seen : result.all.hits, result.all.notes);
    lesson.take.stars = lesson.take.clean ? 1 : 0;
    cr_live_keep(live, until_ns, &about, &lesson);
    if (cr_course_add(f->course, &lesson.take))
        lesson.take.stars = 0; /* no memory: it is known next time */
    cr_first_minute_words(&result, f->words, sizeof(f->words));
    cr_result_destroy(&result);
    free(presses.items);
}

enum cr_status cr_first_minute_update(struct cr_first_minute *first,
                                      struct cr_live *live,
                                      struct cr_error *error)
{
    struct cr_first_minute *f = first;
    const int64_t left = cr_live_frames_to_bar(live);
    if (!f->is_on)
        return CR_OK;
    if (live->state == CR_LIVE_PLAYING) {
        double whole;
        const int64_t song =
            cr_live_until_ns(live) - cr_marker_start_ns(&live->marker);
        const uint32_t bar = cr_timeline_place(&live->timeline, song, &whole);
        if (song < 0 || left > live->kit.rate / SOON ||
            !cr_first_minute_is_over(f->stage, count_hits(live), bar + 1,
                                     live->timeline.bars[bar].start_ns))
            return CR_OK;
    }
    keep_stage(f, live);
    if (live->state == CR_LIVE_PLAYING && f->stage + 1 < CR_FIRST_STAGES) {
        f->stage++;
        return enter_stage(f, live, error);
    }
    cr_live_stop(live);
    f->is_on = false;
    f->is_over = f->is_stale = true;
    return CR_OK;
}

void cr_first_minute_leave(struct cr_first_minute *first, struct cr_live *live)
{
    if (first->is_on)
        keep_stage(first, live);
    cr_live_stop(live);
    first->is_on = first->is_over = false;
}

struct first_job {
    const struct cr_first_minute *first;
    const struct cr_theme *theme;
};

static const struct cr_hint hints[] = {{"Enter", NULL, N_("keep going")},
                                       {"Esc", NULL, N_("all lessons")}};

static void draw_end(cairo_t *cr, void *context)
{
    const struct first_job *job = context;
    const struct cr_theme *theme = job->theme;
    cr_layout_fit(cr, theme->bg1);
    cr_draw_letterbox(cr, theme, 128, 750);
    cr_draw_text(cr, _("You are playing a beat."),
                 (struct cr_type){CR_FACE_TITLE, 104, true}, theme->ink1,
                 CR_CENTRE, 640, 350);
    cr_draw_text(cr, job->first->words,
                 (struct cr_type){CR_FACE_TEXT, 30, false}, theme->ink2,
                 CR_CENTRE, 640, 424);
    cr_fill_box(cr, theme->ink1, 490, 520, 300, 72);
    cr_draw_text(cr, _("Keep going"), (struct cr_type){CR_FACE_TEXT, 30, true},
                 theme->inv, CR_CENTRE, 640, 566);
    cr_draw_hints(cr, theme, hints, sizeof(hints) / sizeof(hints[0]));
}

void cr_first_minute_draw(struct cr_first_minute *first,
                          struct cr_canvas *canvas,
                          const struct cr_theme *theme)
{
    struct first_job job = {.first = first, .theme = theme};
    if (!first->is_stale)
        return;
    first->is_stale = false;
    cr_canvas_paint(canvas, draw_end, &job);
}
