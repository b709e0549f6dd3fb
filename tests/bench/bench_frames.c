/* bench_frames.c PATTERN WIDTH HEIGHT - how much of a frame drawing takes: a
 * take with a hit on every note, drawn at 60 frames a second of song time, one
 * right after the other, into a real window. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/files.h"
#include "app/ui/practice_screen.h"

enum { MOST_FRAMES = 36000 };

#define FRAME_MS (1000.0 / 60)

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Hits up to `song_ns`, up to 30 ms to either side of their notes. */
static void play_up_to(struct cr_live *live, int64_t song_ns, uint32_t *next)
{
    const struct cr_timeline *t = &live->timeline;
    for (; *next < t->note_count && t->notes[*next].at_ns <= song_ns;
         (*next)++) {
        const struct cr_note *note = &t->notes[*next];
        const int64_t off = (int64_t)(*next * 2654435761u % 60) - 30;
        if (note->kind == CR_NOTE &&
            cr_marker_add(&live->marker, note->at_ns + off * 1000000,
                          note->lane))
            exit(3);
    }
}

static void measure(struct cr_live *live, struct cr_stage *stage,
                    const char *label)
{
    static double took[MOST_FRAMES];
    struct cr_practice_screen *screen = calloc(1, sizeof(*screen));
    uint32_t next = 0, frames = 0;
    double sum = 0;
    if (!screen)
        exit(3);
    cr_practice_screen_init(screen, stage, live);
    const int64_t first = live->timeline.bars[0].start_ns;
    for (; frames < MOST_FRAMES; frames++) {
        const int64_t song_ns = first + frames * INT64_C(16666667);
        if (song_ns > live->timeline.end_ns)
            break;
        play_up_to(live, song_ns, &next);
        const double from = now_ms();
        cr_practice_screen_draw(screen, song_ns);
        took[frames] = now_ms() - from;
        sum += took[frames];
        SDL_PumpEvents();
    }
    qsort(took, frames, sizeof(*took), compare);
    printf("%-12s %6u %8.2f %8.2f %8.2f %8.2f %9.1f %% %8u %8.0f\n", label,
           frames, sum / frames, took[frames / 2], took[frames * 99 / 100],
           took[frames - 1], 100 * sum / frames / FRAME_MS, screen->redraws,
           (double)stage->canvas.drawn_pixels / frames / 1000);
    cr_practice_screen_deinit(screen);
    free(screen);
}

int main(int argc, char **argv)
{
    struct cr_pattern pattern = {0};
    struct cr_diagnostics found = {0};
    struct cr_error error = {0};
    struct cr_live *live = calloc(1, sizeof(*live));
    char *text = NULL;
    size_t size = 0;
    if (argc != 4 || !live)
        return 2;
    const struct cr_live_wish wish = {.session = {.loops = 8},
                                      .device = {.is_null = true}};
    if (cr_file_read(argv[1], CR_FILE_LIMIT, &text, &size, &error) ||
        cr_pattern_read(&pattern, text, size, &found) ||
        cr_live_create(live, &pattern, &wish, &error) ||
        cr_live_start(live, &error)) {
        fprintf(stderr, "%s: %s\n", argv[1], error.text);
        return 1;
    }
    const struct cr_look look = {0};
    struct cr_stage stage;
    enum cr_status status = cr_stage_open(&stage, &look, &error);
    if (status)
        return 3;
    SDL_SetWindowSize(stage.window, atoi(argv[2]), atoi(argv[3]));
    if (cr_stage_fit(&stage, &status, &error) && status)
        return 3;
    char label[32];
    snprintf(label, sizeof(label), "%sx%s", argv[2], argv[3]);
    measure(live, &stage, label);
    cr_stage_close(&stage);
    cr_live_destroy(live);
    cr_pattern_deinit(&pattern);
    cr_diagnostics_deinit(&found);
    free(text);
    free(live);
    return 0;
}
