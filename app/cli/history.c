/* creditroll history, rescore: what was played, and how it went. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/cli/cli.h"
#include "app/files.h"
#include "app/history/exercises.h"
#include "app/hits.h"
#include "app/window/window_module.h"
#include "patterns/words.h"

static const char *const history_help[] = {
    N_("usage: creditroll history [options]\n"
       "The takes that were played, the newest last.\n"
       "  -n, --last N        how many (20)\n"
       "      --session ID    the report of one take\n"
       "  -o, --output FILE   report or progress as a picture: .png, .svg or "
       ".pdf\n"
       "      --progress R    what came of it in 4w, 8w, 1y or all\n"
       "      --hits          its hits, as 'score --hits' reads them\n"
       "      --export FILE   everything, as .json; or a line for each take, "
       "as "
       ".csv\n"
       "      --import FILE   adds the takes of such a .json\n"
       "      --file FILE     another history than your own\n"
       "  -f, --format F      text (default) or json\n"
       "  -h, --help          this text\n"),
    NULL};

static const char *const rescore_help[] = {
    N_("usage: creditroll rescore [options] ID\n"
       "Judges a kept take again; the take itself is not changed.\n"
       "      --output MS     as if the delay of the output had been this\n"
       "      --keys MS       as if the delay of the keys had been this\n"
       "      --shift MS      moves all hits: negative is earlier\n"
       "      --windows W     strict, usual or wide, or 10/20/40 ms\n"
       "      --file FILE     another history than your own\n"
       "  -f, --format F      text (default) or json\n"
       "  -h, --help          this text\n"),
    NULL};

enum { MOST_ROWS = 1000000, IMPORT_LIMIT = 1 << 30 };

int cr_cli_open_history(struct cr_history **history, const char *file)
{
    char notice[CR_HISTORY_NOTICE];
    struct cr_error error = {0};
    const enum cr_status status =
        cr_history_open(history, file, notice, &error);
    if (notice[0])
        fprintf(stderr, _("creditroll: %s\n"), notice);
    return status ? cr_cli_fail(status, &error) : CR_EXIT_OK;
}

static void add_when(struct cr_text_buffer *out, int64_t ms)
{
    const time_t seconds = (time_t)(ms / 1000);
    struct tm local;
    char text[32] = "?";
    if (localtime_r(&seconds, &local))
        strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &local);
    cr_text_addf(out, "%-16s", text);
}

static void add_row(struct cr_text_buffer *out, const struct cr_take_row *r)
{
    cr_text_addf(out, "%6" PRId64 "  ", r->id);
    add_when(out, r->began_ms);
    cr_text_say(out, "  %-28.28s %7.2f", cr_title(r->title), r->bpm);
    if (r->has_result)
        cr_text_say(out, " %6.1f", r->score);
    else
        cr_text_say(out, " %6s", "-");
    if (r->has_spread)
        cr_text_say(out, " %7.1f", r->spread_ms);
    else
        cr_text_say(out, " %7s", "-");
    if (r->has_lean)
        cr_text_say(out, " %+7.1f", fabs(r->lean_ms) < 0.05 ? 0 : r->lean_ms);
    else
        cr_text_say(out, " %7s", "-");
    cr_text_say(out, _("  %u hits%s%s\n"), r->stroke_count,
                r->is_ended ? "" : _(", cut off"),
                r->player == CR_PLAYER_IMAGINED   ? _(", imagined")
                : r->player == CR_PLAYER_RECORDED ? _(", from a file")
                                                  : "");
}

static void add_row_json(struct cr_text_buffer *out,
                         const struct cr_take_row *r)
{
    cr_text_addf(out,
                 "{\"id\": %" PRId64 ", \"began_ms\": %" PRId64
                 ", \"player\": \"%s\", \"title\": ",
                 r->id, r->began_ms, cr_take_player_word(r->player));
    cr_text_add_json(out, r->title);
    cr_text_addf(out, ", \"bpm\": %.6g, \"strokes\": %u, \"ended\": %s", r->bpm,
                 r->stroke_count, r->is_ended ? "true" : "false");
    if (r->has_result)
        cr_text_addf(out,
                     ", \"notes\": %u, \"hits\": %u, \"missed\": %u, "
                     "\"extra\": %u, \"score\": %.4f",
                     r->notes, r->hits, r->missed, r->extra, r->score);
    if (r->has_spread)
        cr_text_addf(out, ", \"spread_ms\": %.4f, \"spread120_ms\": %.4f",
                     r->spread_ms, r->spread120_ms);
    if (r->has_lean)
        cr_text_addf(out, ", \"lean_ms\": %.4f", r->lean_ms);
    cr_text_addf(out, "}");
}

static int list(struct cr_history *history, long last, enum cr_format format)
{
    struct cr_take_row *rows = calloc((size_t)last, sizeof(*rows));
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    uint32_t count = 0;
    if (!rows)
        return cr_cli_fail(CR_ERR_MEMORY, NULL);
    const enum cr_status status =
        cr_history_list(history, rows, (uint32_t)last, &count, &error);
    const bool is_json = format == CR_FORMAT_JSON;
    if (is_json)
        cr_text_addf(&out, "{\"schema\": 1, \"takes\": [");
    else if (count)
        cr_text_say(&out, "%6s  %-16s  %-28s %7s %6s %7s %7s\n", _("id"),
                    _("when"), _("what"), _("bpm"), _("score"), _("spread"),
                    _("lean"));
    else
        cr_text_say(&out, _("Nothing is kept yet. What you play in the window "
                            "is.\n"));
    for (uint32_t i = count; i-- > 0;) {
        if (is_json) {
            cr_text_addf(&out, i + 1 < count ? ",\n " : "\n ");
            add_row_json(&out, &rows[i]);
        } else {
            add_row(&out, &rows[i]);
        }
    }
    if (is_json)
        cr_text_addf(&out, "]}\n");
    free(rows);
    if (status) {
        free(out.text);
        return cr_cli_fail(status, &error);
    }
    return cr_cli_print(&out);
}

/* `windows` NULL: those of the take. */
static int report(const struct cr_kept_take *take,
                  const struct cr_earlier_take *earlier,
                  const struct cr_windows *windows, const char *picture,
                  enum cr_format format)
{
    struct cr_session session;
    struct cr_timeline timeline;
    struct cr_result result;
    struct cr_text_buffer out = {0};
    const struct cr_report about = {.timeline = &timeline,
                                    .result = &result,
                                    .presses = take->presses.items,
                                    .session = &session,
                                    .facts =
                                        take->has_facts ? &take->facts : NULL,
                                    .earlier = earlier};
    const enum cr_status status =
        cr_kept_take_judge(take, windows, &session, &timeline, &result);
    if (status)
        return cr_cli_fail(status, NULL);
    struct cr_error error = {0};
    enum cr_status drawn = CR_OK;
    const struct cr_window_module *window =
        picture ? cr_window_load(&error) : NULL;
    if (picture)
        drawn = window ? window->draw_report(&about, picture, &error)
                       : CR_ERR_DEVICE;
    else if (format == CR_FORMAT_JSON)
        cr_report_json(&out, &about);
    else
        cr_report_text(&out, &about);
    cr_result_destroy(&result);
    cr_timeline_destroy(&timeline);
    return drawn     ? cr_cli_fail(drawn, &error)
           : picture ? CR_EXIT_OK
                     : cr_cli_print(&out);
}

static int show(struct cr_history *history, long id, bool has_hits,
                const char *picture, enum cr_format format)
{
    struct cr_kept_take take;
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    const enum cr_status status = cr_history_load(history, id, &take, &error);
    if (status)
        return cr_cli_fail(status, &error);
    int code;
    if (has_hits) {
        cr_hits_write(&out, &take.pattern, take.presses.items,
                      take.presses.count);
        code = cr_cli_print(&out);
    } else {
        struct cr_earlier_take earlier;
        const bool has_earlier = cr_history_find_earlier(history, id, &earlier);
        code =
            report(&take, has_earlier ? &earlier : NULL, NULL, picture, format);
    }
    cr_kept_take_destroy(&take);
    return code;
}

static bool read_range(const char *text, enum cr_progress_range *range)
{
    static const char *const names[CR_RANGE_COUNT] = {"4w", "8w", "1y", "all"};
    for (int i = 0; i < CR_RANGE_COUNT; i++) {
        if (strcmp(text, names[i]) == 0) {
            *range = (enum cr_progress_range)i;
            return true;
        }
    }
    return false;
}

static int progress(struct cr_history *history, enum cr_progress_range range,
                    const char *picture, enum cr_format format)
{
    struct cr_exercises exercises;
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    struct timespec now;
    static const char *const words[CR_RANGE_COUNT] = {
        [CR_RANGE_4_WEEKS] = N_("the last 4 weeks"),
        [CR_RANGE_8_WEEKS] = N_("the last 8 weeks"),
        [CR_RANGE_YEAR] = N_("the last year"),
        [CR_RANGE_ALL] = N_("all time")};
    clock_gettime(CLOCK_REALTIME, &now);
    const int64_t now_ms = (int64_t)now.tv_sec * 1000;
    enum cr_status status =
        cr_exercises_read(history, cr_progress_range_since(range, now_ms),
                          now_ms, &exercises, &error);
    if (status)
        return cr_cli_fail(status, &error);
    const struct cr_window_module *window =
        picture ? cr_window_load(&error) : NULL;
    if (picture)
        status = window
                     ? window->draw_progress(&exercises, range, picture, &error)
                     : CR_ERR_DEVICE;
    else if (format == CR_FORMAT_JSON)
        cr_progress_json(&out, &exercises);
    else
        cr_progress_text(&out, &exercises, _(words[range]));
    cr_exercises_destroy(&exercises);
    return status    ? cr_cli_fail(status, &error)
           : picture ? CR_EXIT_OK
                     : cr_cli_print(&out);
}

static bool ends_in(const char *text, const char *end)
{
    const size_t size = strlen(text), own = strlen(end);
    return size >= own && strcmp(text + size - own, end) == 0;
}

static int export(struct cr_history *history, const char *path)
{
    struct cr_text_buffer out = {0};
    struct cr_error error = {0};
    const bool is_csv = ends_in(path, ".csv");
    uint32_t left_out = 0;
    if (!is_csv && !ends_in(path, ".json"))
        return cr_cli_usage("history", "--export needs a name that ends in "
                                       ".json or .csv");
    enum cr_status status =
        is_csv ? cr_history_export_csv(history, &out, &error)
               : cr_history_export_json(history, &out, &left_out, &error);
    if (!status && out.is_broken)
        status = CR_ERR_MEMORY;
    if (!status)
        status = cr_file_write(path, out.text, out.size, &error);
    free(out.text);
    if (!status && left_out)
        fprintf(stderr,
                cr_words_n("creditroll: %u take is left out: %s\n",
                           "creditroll: %u takes are left out: %s\n", left_out),
                left_out, error.text);
    return status     ? cr_cli_fail(status, &error)
           : left_out ? CR_EXIT_INPUT
                      : CR_EXIT_OK;
}

static int import(struct cr_history *history, const char *path)
{
    char *text;
    size_t size;
    uint32_t added = 0;
    struct cr_error error = {0};
    enum cr_status status =
        cr_file_read(path, IMPORT_LIMIT, &text, &size, &error);
    if (status)
        return cr_cli_fail(status, &error);
    status = cr_history_import(history, text, size, &added, &error);
    free(text);
    if (status && error.line) {
        fprintf(stderr, _("%s:%d:%d: error: %s\n"), path, error.line,
                error.column, error.text);
        return CR_EXIT_INPUT;
    }
    if (status)
        return cr_cli_fail(status, &error);
    printf(_("%u takes were added.\n"), added);
    return CR_EXIT_OK;
}

int cr_cli_history(int argc, char **argv)
{
    enum { SESSION = 600, HITS, EXPORT, IMPORT, OWN_FILE, PROGRESS };
    static const struct option longs[] = {
        {"last", required_argument, NULL, 'n'},
        {"session", required_argument, NULL, SESSION},
        {"hits", no_argument, NULL, HITS},
        {"progress", required_argument, NULL, PROGRESS},
        {"output", required_argument, NULL, 'o'},
        {"export", required_argument, NULL, EXPORT},
        {"import", required_argument, NULL, IMPORT},
        {"file", required_argument, NULL, OWN_FILE},
        {"format", required_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    const char *to = NULL, *from = NULL, *file = NULL, *picture = NULL;
    long last = 20, id = 0;
    bool has_hits = false, has_progress = false;
    enum cr_progress_range range = CR_RANGE_ALL;
    enum cr_format format = CR_FORMAT_TEXT;
    int choice;
    while ((choice = getopt_long(argc, argv, "n:o:f:h", longs, NULL)) != -1) {
        bool is_good = true;
        switch (choice) {
        case 'n':
            is_good = cr_cli_whole("--last", optarg, 1, MOST_ROWS, &last);
            break;
        case SESSION:
            is_good = cr_cli_whole("--session", optarg, 1, LONG_MAX, &id);
            break;
        case HITS: has_hits = true; break;
        case PROGRESS:
            has_progress = true;
            is_good = read_range(optarg, &range);
            break;
        case 'o': picture = optarg; break;
        case EXPORT: to = optarg; break;
        case IMPORT: from = optarg; break;
        case OWN_FILE: file = optarg; break;
        case 'f': is_good = cr_cli_format(optarg, &format); break;
        case 'h': cr_cli_help(history_help); return CR_EXIT_OK;
        default: is_good = false;
        }
        if (!is_good)
            return cr_cli_usage("history", "the command line is wrong");
    }
    if (optind != argc ||
        (to != NULL) + (from != NULL) + (id != 0) + has_progress > 1 ||
        (has_hits && !id) || (picture && !id && !has_progress) ||
        format == CR_FORMAT_CSV)
        return cr_cli_usage("history", "history takes one thing at a time");
    struct cr_history *history = NULL;
    int code = cr_cli_open_history(&history, file);
    if (!code)
        code = to             ? export(history, to)
               : from         ? import(history, from)
               : id           ? show(history, id, has_hits, picture, format)
               : has_progress ? progress(history, range, picture, format)
                              : list(history, last, format);
    cr_history_close(history);
    return code;
}

/* As if the delays had been others: what is later by the device was struck
 * earlier. */
static void move(struct cr_kept_take *take, bool has_output, double output_ms,
                 bool has_keys, double keys_ms, double shift_ms)
{
    struct cr_calibration *c = &take->start.calibration;
    if (has_output)
        shift_ms -= output_ms - c->offsets.output_ms;
    if (has_keys)
        shift_ms -= keys_ms - c->offsets.input_ms;
    if (has_output || has_keys)
        c->state = CR_OFFSET_TYPED;
    if (has_output)
        c->offsets.output_ms = output_ms;
    if (has_keys)
        c->offsets.input_ms = keys_ms;
    take->facts.calibration = *c;
    for (uint32_t i = 0; i < take->presses.count; i++)
        take->presses.items[i].at_ns += llround(shift_ms * 1e6);
}

int cr_cli_rescore(int argc, char **argv)
{
    enum { OUTPUT = 600, KEYS, SHIFT, OWN_FILE, WINDOWS };
    static const struct option longs[] = {
        {"output", required_argument, NULL, OUTPUT},
        {"keys", required_argument, NULL, KEYS},
        {"shift", required_argument, NULL, SHIFT},
        {"windows", required_argument, NULL, WINDOWS},
        {"file", required_argument, NULL, OWN_FILE},
        {"format", required_argument, NULL, 'f'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0}};
    const char *file = NULL;
    double output_ms = 0, keys_ms = 0, shift_ms = 0;
    bool has_output = false, has_keys = false, has_windows = false;
    struct cr_windows windows = {0};
    enum cr_format format = CR_FORMAT_TEXT;
    long id = 0;
    int choice;
    while ((choice = getopt_long(argc, argv, "f:h", longs, NULL)) != -1) {
        bool is_good = true;
        switch (choice) {
        case OUTPUT:
            has_output = true;
            is_good =
                cr_cli_number("--output", optarg, -2000, 2000, &output_ms);
            break;
        case KEYS:
            has_keys = true;
            is_good = cr_cli_number("--keys", optarg, -2000, 2000, &keys_ms);
            break;
        case SHIFT:
            is_good = cr_cli_number("--shift", optarg, -2000, 2000, &shift_ms);
            break;
        case WINDOWS:
            is_good = cr_windows_read(&windows, optarg);
            has_windows = true;
            break;
        case OWN_FILE: file = optarg; break;
        case 'f': is_good = cr_cli_format(optarg, &format); break;
        case 'h': cr_cli_help(rescore_help); return CR_EXIT_OK;
        default: is_good = false;
        }
        if (!is_good)
            return cr_cli_usage("rescore", "the command line is wrong");
    }
    if (optind != argc - 1 || format == CR_FORMAT_CSV ||
        !cr_cli_whole("ID", argv[optind], 1, LONG_MAX, &id))
        return cr_cli_usage("rescore", "rescore needs the number of a take: "
                                       "'creditroll history' lists them");
    struct cr_history *history = NULL;
    struct cr_kept_take take;
    struct cr_error error = {0};
    int code = cr_cli_open_history(&history, file);
    if (!code) {
        const enum cr_status status =
            cr_history_load(history, id, &take, &error);
        if (status) {
            code = cr_cli_fail(status, &error);
        } else {
            move(&take, has_output, output_ms, has_keys, keys_ms, shift_ms);
            code = report(&take, NULL, has_windows ? &windows : NULL, NULL,
                          format);
            cr_kept_take_destroy(&take);
        }
    }
    cr_history_close(history);
    return code;
}
