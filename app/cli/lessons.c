/* creditroll lessons [ID] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/cli/cli.h"
#include "app/window/window_module.h"
#include "app/course.h"
#include "app/files.h"
#include "app/keyboard.h"
#include "patterns/words.h"

static const char *const help[] = {
    N_("usage: creditroll lessons [options] [ID]\n"
       "The course and where you stand in it; with an ID, like E05, one "
       "exercise.\n"
       "  -p, --plan MIN     what to practise today in 5 to 60 minutes\n"
       "      --play         in the window: that exercise, or with --plan the "
       "plan\n"
       "      --first-minute  in the window: what a beginner sees first\n"
       "      --course FILE  another course than the one that ships\n"
       "      --aim PCT      so many repetitions of a hundred are to be clean, "
       "70 "
       "to 95\n"
       "      --hands H      left or right; as in the last take if not said\n"
       "      --file FILE    another history than your own\n"
       "  -f, --format F     text (default) or json\n"
       "  -h, --help         this text\n"),
    NULL};

struct lessons {
    struct cr_course course;
    struct cr_text_buffer out;
    bool is_json;
};

static const struct cr_programme *programme(const struct lessons *l)
{
    return &l->course.files.programme;
}

static void add_stars(struct cr_text_buffer *out,
                      const struct cr_lesson *lesson)
{
    for (int i = 0; i < 3; i++)
        cr_text_addf(out, "%s",
                     i >= lesson->stars ? (lesson->is_open ? "." : " ")
                     : lesson->is_grey  ? "+"
                                        : "*");
}

static void add_row(struct lessons *l, uint32_t step)
{
    char text[120];
    cr_course_standing(&l->course, step, text, sizeof(text));
    cr_text_addf(&l->out, "  ");
    add_stars(&l->out, &l->course.lessons[step]);
    cr_text_say(&l->out, "  %-36.36s %s\n",
                cr_title(programme(l)->steps[step].name), text);
}

static void add_json_row(struct lessons *l, uint32_t step, bool is_first)
{
    const struct cr_programme_step *s = &programme(l)->steps[step];
    const struct cr_lesson *lesson = &l->course.lessons[step];
    char word[CR_UNLOCK_SIZE];
    cr_lesson_word(s, word);
    cr_text_addf(&l->out, "%s\n {\"exercise\": ", is_first ? "" : ",");
    cr_text_add_json(&l->out, word);
    cr_text_addf(&l->out, ", \"name\": ");
    cr_text_add_json(&l->out, s->name);
    cr_text_addf(&l->out,
                 ", \"level\": %u, \"warm_up\": %s, \"open\": %s, \"stars\": "
                 "%u, \"with_help\": %s, \"takes\": %u, \"reviews\": %u, "
                 "\"due_in_days\": ",
                 s->level, s->is_warm_up ? "true" : "false",
                 lesson->is_open ? "true" : "false", lesson->stars,
                 lesson->is_grey ? "true" : "false", lesson->takes,
                 lesson->reviews);
    if (lesson->stars)
        cr_text_addf(&l->out, "%d}", lesson->due_day - l->course.today);
    else
        cr_text_say(&l->out, "null}");
}

static void add_week(struct lessons *l)
{
    char text[80];
    if (!l->is_json) {
        cr_course_week(&l->course, text, sizeof(text));
        if (text[0])
            cr_text_addf(&l->out, "\n%s\n", text);
        return;
    }
    cr_text_addf(&l->out, "\n], \"week_minutes\": [");
    for (int i = 0; i < CR_WEEK; i++)
        cr_text_addf(&l->out, "%s%.2f", i ? ", " : "", l->course.week[i]);
    cr_text_addf(&l->out, "]}\n");
}

static void add_list(struct lessons *l)
{
    const struct cr_programme *p = programme(l);
    uint32_t level = 0;
    if (l->is_json)
        cr_text_addf(&l->out, "{\"schema\": 1, \"lessons\": [");
    else
        cr_text_say(&l->out,
                    _("%s\n* star   + star with help   . open, not passed\n"),
                    cr_title(p->title));
    for (int warm_ups = 0; warm_ups < 2; warm_ups++) {
        if (warm_ups && !l->is_json)
            cr_text_say(&l->out, _("Warm-ups\n"));
        for (uint32_t i = 0; i < p->step_count; i++) {
            const struct cr_programme_step *s = &p->steps[i];
            if (l->is_json && !warm_ups)
                add_json_row(l, i, i == 0);
            if (l->is_json || s->is_warm_up != (warm_ups == 1))
                continue;
            if (!warm_ups && s->level != level)
                cr_text_say(
                    &l->out, _("Level %u%s\n"), s->level,
                    cr_lessons_level_is_open(p, l->course.lessons, s->level)
                        ? ""
                        : _(" (opens with seven in ten of the level "
                            "before, or three of its own at the first "
                            "try)"));
            level = s->level;
            add_row(l, i);
        }
    }
    add_week(l);
}

static double bpm_of(struct cr_fraction bpm)
{
    return bpm.den ? (double)bpm.num / (double)bpm.den : 0;
}

static void add_exercise(struct lessons *l, uint32_t step)
{
    const struct cr_programme_step *s = &programme(l)->steps[step];
    const struct cr_programme_file *file = &l->course.files.files[step];
    char text[200];
    if (l->is_json) {
        cr_text_addf(&l->out, "{\"schema\": 1, \"lessons\": [");
        add_json_row(l, step, true);
        cr_text_addf(&l->out, "\n]}\n");
        return;
    }
    cr_text_addf(&l->out, "%s\n", cr_title(s->name));
    if (s->goal[0])
        cr_text_addf(&l->out, "%s\n", cr_goal(s->goal));
    cr_course_standing(&l->course, step, text, sizeof(text));
    cr_text_say(&l->out, _("  stands     %s\n"), text);
    cr_text_say(&l->out, _("  tempo      from %.4g, pass at %.4g"),
                bpm_of(s->tempo), bpm_of(s->pass_tempo));
    if (s->stretch.den)
        cr_text_say(&l->out, _(", up to %.4g bpm"), bpm_of(s->stretch));
    cr_course_limits(s, text, sizeof(text));
    cr_text_say(&l->out, _("\n  a star     %s\n"), text);
    if (s->pass.has_spread)
        cr_text_say(&l->out, _("  two stars  three quarters of that spread; "
                               "three: 0.55 of it\n"));
    if (s->assist[0])
        cr_text_say(&l->out, _("  the program plays %s\n"), s->assist);
    if (s->unlock_count)
        cr_text_say(&l->out, _("  unlocks   "));
    for (uint32_t i = 0; i < s->unlock_count; i++)
        cr_text_addf(&l->out, "%s%s", i ? ", " : " ", s->unlocks[i]);
    cr_text_say(&l->out, _("%s  file       %s\n"), s->unlock_count ? "\n" : "",
                file->path);
    for (uint32_t i = 0; i < file->pattern.note_count; i++)
        cr_text_say(&l->out, _("  note       %s\n"),
                    cr_remark(file->pattern.notes[i]));
}

static void add_plan(struct lessons *l, long minutes)
{
    struct cr_plan plan;
    cr_course_plan(&l->course, (uint32_t)minutes, &plan);
    if (l->is_json)
        cr_text_addf(&l->out, "{\"schema\": 1, \"plan\": [");
    for (uint32_t i = 0; i < plan.count; i++) {
        const struct cr_planned *item = &plan.items[i];
        const struct cr_programme_step *s = &programme(l)->steps[item->step];
        if (l->is_json) {
            cr_text_addf(&l->out, "%s\n {\"name\": ", i ? "," : "");
            cr_text_add_json(&l->out, s->name);
            cr_text_addf(&l->out,
                         ", \"kind\": \"%s\", \"minutes\": %.4f, \"bpm\": "
                         "%.4f, \"earned\": %s, \"dark\": %s}",
                         cr_lesson_kind_word(item->kind), item->minutes,
                         item->bpm, item->is_earned ? "true" : "false",
                         item->is_dark ? "true" : "false");
        } else {
            cr_text_say(
                &l->out, _("  %4.1f min  %-8s %-36.36s %s %.4g bpm%s\n"),
                item->minutes, _(cr_lesson_kind_word(item->kind)),
                cr_title(s->name), item->is_earned ? _("from") : _("at"),
                item->bpm, item->is_dark ? _(", in the dark") : "");
        }
    }
    if (l->is_json)
        cr_text_addf(&l->out, "\n]}\n");
}

static int open_course(struct lessons *l, const char *path)
{
    char own[4096], *text = NULL;
    size_t size = 0;
    struct cr_diagnostics found = {0};
    if (!path && !cr_course_shipped(own, sizeof(own))) {
        fputs(_("creditroll: no course is installed\n"), stderr);
        return CR_EXIT_MACHINE;
    }
    path = path ? path : own;
    int code = cr_cli_text(path, &text, &size);
    if (code)
        return code;
    const enum cr_status status =
        cr_course_open(&l->course, path, text, size, &found);
    cr_cli_print_found(path, text, size, &found);
    cr_diagnostics_deinit(&found);
    free(text);
    return !status                   ? CR_EXIT_OK
           : status == CR_ERR_MEMORY ? cr_cli_fail(status, NULL)
                                     : CR_EXIT_INPUT;
}

static int recall(struct lessons *l, const char *file, bool *has_played)
{
    struct cr_take_row row;
    uint32_t count = 0;
    struct cr_history *history = NULL;
    struct cr_error error = {0};
    const int code = cr_cli_open_history(&history, file);
    if (code)
        return code;
    enum cr_status status = cr_course_recall(
        &l->course, history, (int64_t)time(NULL) * 1000, &error);
    if (!status)
        status = cr_history_list(history, &row, 1, &count, &error);
    *has_played = count > 0;
    cr_history_close(history);
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}

/* Unknown, if the file is not understood. */
static void read_keyboard(struct cr_course *course)
{
    struct cr_error error = {0};
    if (cr_keyboard_find(&course->keys, &error))
        fprintf(stderr, _("creditroll: %s\n"), error.text);
}

static int find_step(const struct lessons *l, const char *word, uint32_t *step)
{
    const struct cr_programme_step *found =
        cr_programme_find(programme(l), word);
    if (!found)
        return cr_cli_usage("lessons", "there is no exercise '%s'", word);
    *step = (uint32_t)(found - programme(l)->steps);
    return CR_EXIT_OK;
}

int cr_cli_course(struct cr_course *course, bool *has_played)
{
    struct lessons l = {0};
    int code = open_course(&l, NULL);
    if (!code)
        code = recall(&l, NULL, has_played);
    if (!code)
        read_keyboard(&l.course);
    if (code)
        cr_course_close(&l.course);
    *course = l.course;
    return code;
}

static int play(struct cr_course *course, bool is_first, uint32_t step,
                uint32_t minutes)
{
    struct cr_error error = {0};
    if (!cr_window_is_possible()) {
        fputs(_("creditroll: lessons are played in a window, and there is no "
                "display\n"),
              stderr);
        return CR_EXIT_MACHINE;
    }
    const struct cr_window_module *window = cr_window_load(&error);
    if (!window)
        return cr_cli_fail(CR_ERR_DEVICE, &error);
    return is_first ? window->first_minute(course)
                    : window->lessons(course, step, minutes);
}

int cr_cli_lessons(int argc, char **argv)
{
    enum { PLAY = 500, FIRST_MINUTE, COURSE, HISTORY, HANDS, AIM };
    static const struct option longs[] = {
        {"plan", required_argument, NULL, 'p'},
        {"play", no_argument, NULL, PLAY},
        {"first-minute", no_argument, NULL, FIRST_MINUTE},
        {"course", required_argument, NULL, COURSE},
        {"file", required_argument, NULL, HISTORY},
        {"hands", required_argument, NULL, HANDS},
        {"aim", required_argument, NULL, AIM},
        {"format", required_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    enum cr_format format = CR_FORMAT_TEXT;
    const char *path = NULL, *file = NULL, *hands = NULL;
    struct lessons l = {0};
    long minutes = 0, aim = 0;
    bool plays = false, is_first = false, has_played;
    uint32_t step = CR_NONE;
    int choice;
    while ((choice = getopt_long(argc, argv, "p:f:h", longs, NULL)) != -1) {
        bool is_good = true;
        switch (choice) {
        case 'p':
            is_good = cr_cli_whole("plan", optarg, CR_PLAN_LEAST, CR_PLAN_MOST,
                                   &minutes);
            break;
        case PLAY: plays = true; break;
        case FIRST_MINUTE: is_first = true; break;
        case COURSE: path = optarg; break;
        case HISTORY: file = optarg; break;
        case AIM: is_good = cr_cli_whole("--aim", optarg, 70, 95, &aim); break;
        case HANDS:
            hands = optarg;
            is_good = strcmp(hands, "left") == 0 || strcmp(hands, "right") == 0;
            break;
        case 'f':
            is_good = cr_cli_format(optarg, &format) && format != CR_FORMAT_CSV;
            break;
        case 'h': cr_cli_help(help); return CR_EXIT_OK;
        default: is_good = false;
        }
        if (!is_good)
            return cr_cli_usage("lessons", "the command line is wrong");
    }
    if (argc - optind > 1 || (minutes && optind < argc))
        return cr_cli_usage("lessons", "one ID, or a plan, or neither");
    l.is_json = format == CR_FORMAT_JSON;
    int code = open_course(&l, path);
    if (!code)
        code = recall(&l, file, &has_played);
    l.course.aim_pct = (double)aim;
    if (!code)
        read_keyboard(&l.course);
    if (!code && hands)
        cr_course_set_hands(&l.course, hands[0] == 'l');
    if (!code && optind < argc)
        code = find_step(&l, argv[optind], &step);
    if (!code && (plays || is_first)) {
        code = play(&l.course, is_first, step, (uint32_t)minutes);
    } else if (!code) {
        if (minutes)
            add_plan(&l, minutes);
        else if (step != CR_NONE)
            add_exercise(&l, step);
        else
            add_list(&l);
        code = cr_cli_print(&l.out);
    }
    cr_course_close(&l.course);
    return code;
}
