/* bench_render.c PATTERN KIT MINUTES FOLDER - rendering beside what the machine
 * allows: a bare loop that mixes the same hits, converts them to 16 bit and
 * writes them, without fades, limiter or checks. Rounds alternate; medians. */
#define _POSIX_C_SOURCE 200809L
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "audio/offline.h"
#include "tests/bench/work.h"

enum { RATE = 48000, BLOCK = 256, VOICES = 512, ROUNDS = 9, HEADER = 44 };

struct voice {
    const struct cr_hit *hit;
    uint32_t at;
};

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void mix(float *out, struct voice *voices, int *count)
{
    for (int v = 0; v < *count; v++) {
        const struct cr_hit *hit = voices[v].hit;
        const uint32_t left = hit->sound->frame_count - voices[v].at;
        const uint32_t frames = left < BLOCK ? left : BLOCK;
        const float *from = hit->sound->frames + voices[v].at;
        for (uint32_t i = 0; i < frames; i++) {
            out[2 * i] += from[i] * hit->left;
            out[2 * i + 1] += from[i] * hit->right;
        }
        voices[v].at += frames;
        if (frames == left)
            voices[v--] = voices[--*count];
    }
}

/* Voices begin with their block: fewer runs than a real engine has. */
static double bare(const struct cr_hits *hits, int64_t end, const char *path)
{
    static struct voice voices[VOICES];
    static float out[2 * BLOCK];
    static int16_t written[512][2 * BLOCK];
    int count = 0, filled = 0;
    uint32_t next = 0;
    const double from = now_s();
    const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || write(file, written, HEADER) != HEADER)
        exit(3);
    for (int64_t at = 0; at < end; at += BLOCK) {
        memset(out, 0, sizeof(out));
        for (; next < hits->count && hits->items[next].at_frames < at + BLOCK;
             next++) {
            if (count < VOICES)
                voices[count++] = (struct voice){&hits->items[next], 0};
        }
        mix(out, voices, &count);
        for (int i = 0; i < 2 * BLOCK; i++) {
            const float s = fminf(fmaxf(out[i], -1), 1) * 32767;
            written[filled][i] = (int16_t)lrintf(s);
        }
        if (++filled == 512 || at + BLOCK >= end) {
            const ssize_t size = filled * (ssize_t)sizeof(written[0]);
            if (write(file, written, (size_t)size) != size)
                exit(3);
            filled = 0;
        }
    }
    close(file);
    return now_s() - from;
}

static double ours(const struct cr_hits *hits, int64_t end, const char *path)
{
    struct cr_offline job = {
        .hits = hits, .end_frame = end, .block_frames = 512};
    struct cr_sound_file *file = NULL;
    struct cr_error error = {0};
    const double from = now_s();
    if (cr_sound_file_create(&file, path, path, RATE, end, &error) ||
        cr_offline_run(&job, RATE, file, &error) ||
        cr_sound_file_close(file, &error)) {
        fprintf(stderr, "%s\n", error.text);
        exit(3);
    }
    return now_s() - from;
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values)
{
    qsort(values, ROUNDS, sizeof(*values), compare);
    return values[ROUNDS / 2];
}

int main(int argc, char **argv)
{
    static struct work work;
    char path[4096];
    if (argc != 5)
        return 2;
    if (!work_load(&work, argv[1], argv[2], RATE, atof(argv[3])))
        return 1;
    double bare_s[ROUNDS], ours_s[ROUNDS], ratios[ROUNDS];
    const int64_t end = cr_timeline_end_frame(&work.timeline, RATE);
    snprintf(path, sizeof(path), "%s/bench.wav", argv[4]);
    for (int round = 0; round < ROUNDS; round++) {
        bare_s[round] = bare(&work.hits, end, path);
        ours_s[round] = ours(&work.hits, end, path);
        ratios[round] = ours_s[round] / bare_s[round];
    }
    const double seconds = median(ours_s);
    printf("%-24.24s %8u %9.3f %9.3f %8.2f %12.0f\n",
           work.pattern.title ? work.pattern.title : "", work.hits.count,
           median(bare_s), seconds, median(ratios),
           (double)end / RATE / seconds);
    unlink(path);
    work_free(&work);
    return 0;
}
