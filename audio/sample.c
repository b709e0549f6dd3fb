#include "audio/sample.h"

#include <float.h>
#include <math.h>
#include <samplerate.h>
#include <sndfile.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CHANNELS = 16, PART_SAMPLES = 8192 };

static double to_db(double level)
{
    return level > 1e-9 ? 20 * log10(level) : -180;
}

/* The claims of a file, before room is made for it. */
static enum cr_status check(const SF_INFO *info, struct cr_error *error)
{
    const sf_count_t limit =
        (sf_count_t)CR_KIT_SECONDS_LIMIT * info->samplerate;
    if (info->channels < 1 || info->channels > MOST_CHANNELS ||
        info->samplerate < 4000 || info->samplerate > 768000)
        return cr_fail(error, CR_ERR_RANGE, 0, 0,
                       "%d channels at %d Hz are not taken", info->channels,
                       info->samplerate);
    if (info->frames < 1)
        return cr_fail(error, CR_ERR_RANGE, 0, 0, "no sound in it");
    if (info->frames > limit)
        return cr_fail(error, CR_ERR_LIMIT, 0, 0, "longer than %d s",
                       CR_KIT_SECONDS_LIMIT);
    return CR_OK;
}

/* As many as are kept. */
static int channels_of(const SF_INFO *info)
{
    return info->channels > 1 ? 2 : 1;
}

/* What is no number is silent. */
static float finite(float x)
{
    return fabsf(x) <= FLT_MAX ? x : 0;
}

/* Of more than two channels the first two play. */
static void take(const float *from, size_t count, size_t channels, float *to)
{
    if (channels <= 2) {
        for (size_t i = 0; i < count * channels; i++)
            to[i] = finite(from[i]);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        to[2 * i] = finite(from[i * channels]);
        to[2 * i + 1] = finite(from[i * channels + 1]);
    }
}

/* Reads a whole file, in parts that stay near the processor. */
static enum cr_status read_frames(const char *path, SF_INFO *info,
                                  float **frames, struct cr_error *error)
{
    float part[PART_SAMPLES];
    SNDFILE *file = sf_open(path, SFM_READ, info);
    if (!file)
        return cr_fail(error, CR_ERR_IO, 0, 0, "%s", sf_strerror(NULL));
    enum cr_status status = check(info, error);
    const sf_count_t kept = channels_of(info);
    *frames =
        status ? NULL : malloc((size_t)(kept * info->frames) * sizeof(float));
    if (!status && !*frames)
        status = cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    sf_count_t done = 0;
    while (!status && done < info->frames) {
        const sf_count_t room = PART_SAMPLES / info->channels;
        const sf_count_t left = info->frames - done;
        const sf_count_t got =
            sf_readf_float(file, part, left < room ? left : room);
        if (got < 1)
            break;
        take(part, (size_t)got, (size_t)info->channels, *frames + kept * done);
        done += got;
    }
    sf_close(file);
    if (!status && done < 1)
        status = cr_fail(error, CR_ERR_IO, 0, 0, "no sound in it");
    info->frames = done;
    if (status) {
        free(*frames);
        *frames = NULL;
    }
    return status;
}

static float *resample(const float *frames, size_t *count, int channels,
                       double ratio)
{
    const size_t room = (size_t)ceil((double)*count * ratio) + 64;
    float *out = malloc((size_t)channels * room * sizeof(*out));
    if (!out)
        return NULL;
    SRC_DATA data = {.data_in = frames,
                     .data_out = out,
                     .input_frames = (long)*count,
                     .output_frames = (long)room,
                     .src_ratio = ratio};
    if (src_simple(&data, SRC_SINC_MEDIUM_QUALITY, channels) ||
        data.output_frames_gen < 1) {
        free(out);
        return NULL;
    }
    *count = (size_t)data.output_frames_gen;
    return out;
}

/* of two that are numbers: fmaxf() would be a call for each sample */
static float larger(float a, float b)
{
    return a > b ? a : b;
}

/* Left and right of a frame. */
struct sides {
    float left, right;
};

static struct sides sides_of(const struct cr_sound *sound, uint32_t frame)
{
    const float *at = sound->frames + (sound->is_mono ? 1 : 2) * (size_t)frame;
    return (struct sides){at[0], at[sound->is_mono ? 0 : 1]};
}

static void hear_from(struct cr_sample *sample, uint32_t rate, uint32_t onset)
{
    const uint32_t count = sample->sound.frame_count;
    double power = 0;
    uint32_t heard = 0;
    for (; heard < rate / 20 && onset + heard < count; heard++) {
        const struct sides s = sides_of(&sample->sound, onset + heard);
        power += ((double)s.left * s.left + (double)s.right * s.right) / 2;
    }
    sample->sound.onset_frames = onset;
    sample->onset_ms = 1000.0 * onset / rate;
    sample->loudness_db = to_db(sqrt(power / (heard ? heard : 1)));
}

/* The attack is heard where the sound first reaches a tenth of its peak
 * (-20 dB): the measure by which drum samples are compared. */
static void measure(struct cr_sample *sample, uint32_t rate)
{
    const uint32_t count = sample->sound.frame_count;
    float peak = 0;
    for (uint32_t i = 0; i < count / CR_ENVELOPE_FRAMES + 1; i++)
        peak = larger(peak, sample->envelope[i]);
    uint32_t onset = 0;
    for (; onset + 1 < count; onset++) {
        const struct sides s = sides_of(&sample->sound, onset);
        if (!(larger(fabsf(s.left), fabsf(s.right)) < 0.1f * peak))
            break;
    }
    sample->peak_db = to_db(peak);
    hear_from(sample, rate, onset);
}

void cr_sample_set_onset(struct cr_sample *sample, uint32_t rate,
                         double onset_ms)
{
    const double onset = onset_ms * rate / 1000;
    const uint32_t last =
        sample->sound.frame_count ? sample->sound.frame_count - 1 : 0;
    hear_from(sample, rate, onset < last ? (uint32_t)lround(onset) : last);
}

/* The largest sample of some: several at a time, as the processor does it. */
static float peak_of(const float *samples, size_t count)
{
    enum { LANES = 16 };
    float peaks[LANES] = {0};
    size_t i = 0;
    for (; i + LANES <= count; i += LANES) {
        for (int lane = 0; lane < LANES; lane++)
            peaks[lane] = larger(peaks[lane], fabsf(samples[i + (size_t)lane]));
    }
    for (; i < count; i++)
        peaks[0] = larger(peaks[0], fabsf(samples[i]));
    for (int lane = 1; lane < LANES; lane++)
        peaks[0] = larger(peaks[0], peaks[lane]);
    return peaks[0];
}

static float *envelope_of(const float *frames, uint32_t count, int channels)
{
    const uint32_t parts = count / CR_ENVELOPE_FRAMES + 1;
    float *envelope = calloc(parts, sizeof(*envelope));
    for (uint32_t part = 0; envelope && part < parts; part++) {
        const uint32_t from = part * CR_ENVELOPE_FRAMES;
        const uint32_t to =
            part + 1 < parts ? from + CR_ENVELOPE_FRAMES : count;
        envelope[part] = peak_of(frames + (size_t)channels * from,
                                 (size_t)channels * (to - from));
    }
    return envelope;
}

enum cr_status cr_sample_load(struct cr_sample *sample, const char *path,
                              const char *name, uint32_t rate,
                              struct cr_error *error)
{
    SF_INFO info = {0};
    float *frames = NULL;
    enum cr_status status = read_frames(path, &info, &frames, error);
    if (status)
        return status;
    struct cr_sample draft = {.file_rate = (uint32_t)info.samplerate,
                              .file_channels = info.channels,
                              .frames = frames};
    const int channels = channels_of(&info);
    size_t count = (size_t)info.frames;
    if (draft.file_rate != rate) {
        float *moved = resample(draft.frames, &count, channels,
                                (double)rate / draft.file_rate);
        free(draft.frames);
        draft.frames = moved;
    }
    draft.file = malloc(strlen(name) + 1);
    if (draft.frames)
        draft.envelope = envelope_of(draft.frames, (uint32_t)count, channels);
    if (!draft.frames || !draft.file || !draft.envelope) {
        cr_sample_deinit(&draft);
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    }
    memcpy(draft.file, name, strlen(name) + 1);
    draft.sound = (struct cr_sound){.frames = draft.frames,
                                    .frame_count = (uint32_t)count,
                                    .envelope = draft.envelope,
                                    .is_mono = channels == 1};
    measure(&draft, rate);
    *sample = draft;
    return CR_OK;
}

void cr_sample_deinit(struct cr_sample *sample)
{
    free(sample->file);
    free(sample->frames);
    free(sample->envelope);
    *sample = (struct cr_sample){0};
}
