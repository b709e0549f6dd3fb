#include "audio/sound_file.h"

#include <math.h>
#include <sndfile.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "patterns/beat_lines.h"
#include "patterns/lane.h"

enum { BUFFER_SAMPLES = 1 << 18 };

struct cr_sound_file {
    SNDFILE *file;
    bool is_lossy; /* takes float; the others take 16 bit */
    uint32_t used;
    short buffer[BUFFER_SAMPLES];
};

static const char *ending(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot ? dot + 1 : "";
}

static int format_of(const char *path, int64_t frames)
{
    const char *end = ending(path);
    if (cr_same_word(end, strlen(end), "wav", 3))
        return (frames > INT64_C(1000000000) ? SF_FORMAT_RF64 : SF_FORMAT_WAV) |
               SF_FORMAT_PCM_16;
    if (cr_same_word(end, strlen(end), "flac", 4))
        return SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
    if (cr_same_word(end, strlen(end), "ogg", 3))
        return SF_FORMAT_OGG | SF_FORMAT_VORBIS;
    return 0;
}

bool cr_sound_file_knows(const char *path)
{
    return format_of(path, 0) != 0;
}

enum cr_status cr_sound_file_create(struct cr_sound_file **file,
                                    const char *draft, const char *name,
                                    uint32_t rate, int64_t frames_expected,
                                    struct cr_error *error)
{
    SF_INFO info = {.samplerate = (int)rate,
                    .channels = 2,
                    .format = format_of(name, frames_expected)};
    if (!info.format)
        return cr_fail(error, CR_ERR_RANGE, 0, 0,
                       "%s: a sound file ends in .wav, .flac or .ogg", name);
    struct cr_sound_file *made = malloc(sizeof(*made));
    if (!made)
        return cr_fail(error, CR_ERR_MEMORY, 0, 0, "no memory");
    made->used = 0;
    made->is_lossy = (info.format & SF_FORMAT_TYPEMASK) == SF_FORMAT_OGG;
    made->file = sf_open(draft, SFM_WRITE, &info);
    if (!made->file) {
        free(made);
        return cr_fail(error, CR_ERR_IO, 0, 0, "%s: %s", name,
                       sf_strerror(NULL));
    }
    *file = made;
    return CR_OK;
}

static enum cr_status flush(struct cr_sound_file *file, struct cr_error *error)
{
    const sf_count_t wanted = file->used;
    file->used = 0;
    if (sf_write_short(file->file, file->buffer, wanted) == wanted)
        return CR_OK;
    return cr_fail(error, CR_ERR_IO, 0, 0, "the sound could not be written: %s",
                   sf_strerror(file->file));
}

/* To 16 bit, rounded to nearest and clipped. libsndfile's own conversion costs
 * several times as much as mixing does. */
static short to_short(float sample)
{
    float x = sample * 32767.0f;
    x = x > 32767.0f ? 32767.0f : x;
    x = x < -32768.0f ? -32768.0f : x;
    return (short)lrintf(x);
}

static void to_shorts(short *out, const float *in, uint32_t count)
{
    uint32_t i = 0;
#if defined(__SSE2__)
    const __m128 scale = _mm_set1_ps(32767.0f);
    for (; i + 8 <= count; i += 8) {
        const __m128i low =
            _mm_cvtps_epi32(_mm_mul_ps(_mm_loadu_ps(in + i), scale));
        const __m128i high =
            _mm_cvtps_epi32(_mm_mul_ps(_mm_loadu_ps(in + i + 4), scale));
        _mm_storeu_si128((__m128i *)(void *)(out + i),
                         _mm_packs_epi32(low, high));
    }
#endif
    for (; i < count; i++)
        out[i] = to_short(in[i]);
}

enum cr_status cr_sound_file_write(struct cr_sound_file *file,
                                   const float *samples, uint32_t frames,
                                   struct cr_error *error)
{
    if (file->is_lossy) {
        if (sf_writef_float(file->file, samples, frames) == frames)
            return CR_OK;
        return cr_fail(error, CR_ERR_IO, 0, 0,
                       "the sound could not be written: %s",
                       sf_strerror(file->file));
    }
    for (uint32_t left = 2 * frames; left > 0;) {
        const uint32_t room = BUFFER_SAMPLES - file->used;
        const uint32_t part = left < room ? left : room;
        to_shorts(file->buffer + file->used, samples, part);
        file->used += part;
        samples += part;
        left -= part;
        if (file->used == BUFFER_SAMPLES) {
            const enum cr_status status = flush(file, error);
            if (status)
                return status;
        }
    }
    return CR_OK;
}

enum cr_status cr_sound_file_close(struct cr_sound_file *file,
                                   struct cr_error *error)
{
    if (!file)
        return CR_OK;
    enum cr_status status = file->used ? flush(file, error) : CR_OK;
    if (sf_close(file->file) && !status)
        status =
            cr_fail(error, CR_ERR_IO, 0, 0, "the sound could not be finished");
    free(file);
    return status;
}
