#include "audio/sample.h"

#include <math.h>
#include <samplerate.h>
#include <sndfile.h>
#include <stdlib.h>
#include <string.h>

static double to_db(double level)
{
    return level > 1e-9 ? 20 * log10(level) : -180;
}

/* Reads a whole file as interleaved float; checks what it claims first. */
static enum cr_status read_frames(const char *path, SF_INFO *info,
                                  float **frames, struct cr_error *error)
{
    SNDFILE *file = sf_open(path, SFM_READ, info);
    if (!file)
        return cr_fail(error, CR_ERR_IO, 0, 0, "%s", sf_strerror(NULL));
    enum cr_status status = CR_OK;
    const sf_count_t limit =
        (sf_count_t)CR_KIT_SECONDS_LIMIT * info->samplerate;
    if (info->channels < 1 || info->channels > 16 || info->samplerate < 4000 ||
        info->samplerate > 768000)
        status = cr_fail(error, CR_ERR_RANGE, 0, 0,
                         "%d channels at %d Hz are not taken", info->channels,
                         info->samplerate);
    else if (info->frames < 1)
        status = cr_fail(error, CR_ERR_RANGE, 0, 0, "no sound in it");
    else if (info->frames > limit)
        status = cr_fail(error, CR_ERR_LIMIT, 0, 0, "longer than %d s",
                         CR_KIT_SECONDS_LIMIT);
    const size_t samples =
        status ? 0 : (size_t)info->frames * (size_t)info->channels;
    *frames = status ? NULL : malloc(samples * sizeof(float));
    if (!status && !*frames)
        status = cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    if (!status) {
        info->frames = sf_readf_float(file, *frames, info->frames);
        if (info->frames < 1)
            status = cr_fail(error, CR_ERR_IO, 0, 0, "no sound in it");
    }
    sf_close(file);
    if (status) {
        free(*frames);
        *frames = NULL;
    }
    return status;
}

static float finite(float x)
{
    return isfinite(x) ? x : 0;
}

/* One channel plays on both sides; of more than two, the first two play. Takes
 * over `frames`. */
static float *to_stereo(float *frames, size_t count, int channels)
{
    float *stereo = frames;
    if (channels == 1)
        stereo = malloc(2 * count * sizeof(*stereo));
    const size_t right = channels > 1;
    for (size_t i = 0; stereo && i < count; i++) {
        const float *from = frames + i * (size_t)channels;
        const float pair[2] = {finite(from[0]), finite(from[right])};
        stereo[2 * i] = pair[0];
        stereo[2 * i + 1] = pair[1];
    }
    if (stereo != frames)
        free(frames);
    float *less =
        channels > 2 ? realloc(stereo, 2 * count * sizeof(*stereo)) : NULL;
    return less ? less : stereo;
}

static float *resample(const float *stereo, size_t *count, double ratio)
{
    const size_t room = (size_t)ceil((double)*count * ratio) + 64;
    float *out = malloc(2 * room * sizeof(*out));
    if (!out)
        return NULL;
    SRC_DATA data = {.data_in = stereo,
                     .data_out = out,
                     .input_frames = (long)*count,
                     .output_frames = (long)room,
                     .src_ratio = ratio};
    if (src_simple(&data, SRC_SINC_MEDIUM_QUALITY, 2) ||
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

static float magnitude(const float *frame)
{
    return larger(fabsf(frame[0]), fabsf(frame[1]));
}

static void hear_from(struct cr_sample *sample, uint32_t rate, uint32_t onset)
{
    const uint32_t count = sample->sound.frame_count;
    double power = 0;
    uint32_t heard = 0;
    for (; heard < rate / 20 && onset + heard < count; heard++) {
        const float *frame = sample->frames + 2 * (size_t)(onset + heard);
        power +=
            ((double)frame[0] * frame[0] + (double)frame[1] * frame[1]) / 2;
    }
    sample->sound.onset_frames = onset;
    sample->onset_ms = 1000.0 * onset / rate;
    sample->loudness_db = to_db(sqrt(power / (heard ? heard : 1)));
}

/* The attack is heard where the sound first reaches a tenth of its peak
 * (-20 dB): the measure by which drum samples are compared. */
static void measure(struct cr_sample *sample, uint32_t rate)
{
    const float *frames = sample->frames;
    const uint32_t count = sample->sound.frame_count;
    float peak = 0;
    for (uint32_t i = 0; i < count / CR_ENVELOPE_FRAMES + 1; i++)
        peak = larger(peak, sample->envelope[i]);
    uint32_t onset = 0;
    while (onset + 1 < count &&
           magnitude(frames + 2 * (size_t)onset) < 0.1f * peak)
        onset++;
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

static float *envelope_of(const float *frames, uint32_t count)
{
    const uint32_t parts = count / CR_ENVELOPE_FRAMES + 1;
    float *envelope = calloc(parts, sizeof(*envelope));
    for (uint32_t part = 0; envelope && part < parts; part++) {
        const uint32_t from = part * CR_ENVELOPE_FRAMES;
        const uint32_t to =
            part + 1 < parts ? from + CR_ENVELOPE_FRAMES : count;
        float peak = 0;
        for (uint32_t i = from; i < to; i++)
            peak = larger(peak, magnitude(frames + 2 * (size_t)i));
        envelope[part] = peak;
    }
    return envelope;
}

enum cr_status cr_sample_load(struct cr_sample *sample, const char *path,
                              const char *name, uint32_t rate,
                              struct cr_error *error)
{
    SF_INFO info = {0};
    float *raw = NULL;
    enum cr_status status = read_frames(path, &info, &raw, error);
    if (status)
        return status;
    struct cr_sample draft = {.file_rate = (uint32_t)info.samplerate,
                              .file_channels = info.channels};
    size_t count = (size_t)info.frames;
    draft.frames = to_stereo(raw, count, info.channels);
    if (draft.frames && draft.file_rate != rate) {
        float *moved =
            resample(draft.frames, &count, (double)rate / draft.file_rate);
        free(draft.frames);
        draft.frames = moved;
    }
    draft.file = malloc(strlen(name) + 1);
    if (draft.frames)
        draft.envelope = envelope_of(draft.frames, (uint32_t)count);
    if (!draft.frames || !draft.file || !draft.envelope) {
        cr_sample_deinit(&draft);
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    }
    memcpy(draft.file, name, strlen(name) + 1);
    draft.sound = (struct cr_sound){.frames = draft.frames,
                                    .frame_count = (uint32_t)count,
                                    .envelope = draft.envelope};
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
