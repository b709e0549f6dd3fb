/* A sound file in memory, beside a plain reading of the same numbers. */
#define _DEFAULT_SOURCE
#include "audio/sample.h"

#include <sndfile.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/support/check.h"

enum { RATE = 48000, MOST_FRAMES = 20000, MOST_CHANNELS = 16 };

static float written[MOST_FRAMES * MOST_CHANNELS];
static char path[] = "/tmp/creditroll-sample-XXXXXX.wav";

/* Every fifth number or so is none. */
static void write_noise(int frames, int channels)
{
    struct cr_test_random random = {(uint64_t)(frames + channels)};
    for (int i = 0; i < frames * channels; i++) {
        const int kind = cr_test_int(&random, 0, 14);
        written[i] = kind == 0   ? NAN
                     : kind == 1 ? INFINITY
                     : kind == 2 ? -INFINITY
                                 : (float)(cr_test_unit(&random) - 0.5);
    }
    SF_INFO info = {.samplerate = RATE,
                    .channels = channels,
                    .format = SF_FORMAT_WAV | SF_FORMAT_FLOAT};
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    CHECK(file && sf_writef_float(file, written, frames) == frames);
    sf_close(file);
}

/* What is no number is silent; of more than two channels the first two are taken. */
static float plain(int frame, int channel, int channels)
{
    const float x = written[frame * channels + channel];
    return isfinite(x) ? x : 0;
}

static void check_file(int frames, int channels)
{
    struct cr_sample sample;
    struct cr_error error = {0};
    const int kept = channels > 1 ? 2 : 1;
    float peak = 0;
    write_noise(frames, channels);
    CHECK_INT(CR_OK, cr_sample_load(&sample, path, "x.wav", RATE, &error));
    CHECK_INT(frames, sample.sound.frame_count);
    CHECK_INT(channels, sample.file_channels);
    CHECK(sample.sound.is_mono == (channels == 1));
    for (int i = 0; i < frames; i++) {
        for (int c = 0; c < kept; c++) {
            const float x = plain(i, c, channels);
            CHECK_NEAR(x, sample.frames[i * kept + c], 0);
            peak = fmaxf(peak, fabsf(x));
        }
        if ((i + 1) % CR_ENVELOPE_FRAMES == 0 || i + 1 == frames) {
            CHECK_NEAR(peak, sample.sound.envelope[i / CR_ENVELOPE_FRAMES], 0);
            peak = 0;
        }
    }
    cr_sample_deinit(&sample);
}

static void a_sample_is_what_the_file_has(void **state)
{
    static const int channels[] = {1, 2, 3, MOST_CHANNELS};
    static const int frames[] = {1, 15, 1023, 1025, 4097, 8193, MOST_FRAMES};
    (void)state;
    for (int c = 0; c < 4; c++) {
        for (int f = 0; f < 7; f++)
            check_file(frames[f], channels[c]);
    }
}

int main(void)
{
    const int file = mkstemps(path, 4);
    if (file < 0)
        return 1;
    close(file);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sample_is_what_the_file_has)};
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    unlink(path);
    return failed;
}
