/* make_voice_kit FOLDER count|summary - the spoken count, or the words that a take is
 * summed up with, by the speech synthesiser espeak-ng: every word as FLAC, and a kit.txt
 * that says where its vowel begins.
 *
 * A counted word is heard on its vowel, not where its first consonant begins: the s of
 * "six" takes a tenth of a second. The synthesiser tells where each phoneme begins; the
 * first vowel is the onset.
 *
 * The samples are committed, so that nobody needs the synthesiser.
 */
#include <espeak-ng/speak_lib.h>
#include <math.h>
#include <sndfile.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 48000 };

/* words a minute */
enum { COUNT_WORDS = 260, SUMMARY_WORDS = 190 };

struct word {
    short frames[MOST];
    int count;
    int vowel_ms; /* -1: none yet */
};

static struct word word;

static bool is_vowel(const char *phoneme)
{
    static const char *const vowels[] = {"a", "e", "i", "o", "u", "æ", "ɑ",
                                         "ɒ", "ɔ", "ə", "ɛ", "ɜ", "ɪ", "ʊ",
                                         "ʌ", "ɐ", "ᵻ", "ˈ", "ˌ"};
    for (size_t i = 0; i < sizeof(vowels) / sizeof(vowels[0]); i++) {
        if (strncmp(phoneme, vowels[i], strlen(vowels[i])) == 0)
            return true;
    }
    return false;
}

static int take(short *frames, int count, espeak_EVENT *events)
{
    for (; events->type != espeakEVENT_LIST_TERMINATED; events++) {
        if (events->type == espeakEVENT_PHONEME && word.vowel_ms < 0 &&
            is_vowel(events->id.string))
            word.vowel_ms = events->audio_position;
    }
    for (int i = 0; frames && i < count && word.count < MOST; i++)
        word.frames[word.count++] = frames[i];
    return 0;
}

/* Loudness alike, silence at both ends cut off, 5 ms of fade at the end. Frames that
 * were cut off at the beginning. */
static int tidy(int rate)
{
    double sum = 0, peak = 1;
    int first = 0, last = word.count;
    while (first < last && abs(word.frames[first]) < 60)
        first++;
    while (last > first && abs(word.frames[last - 1]) < 60)
        last--;
    for (int i = first; i < last; i++) {
        sum += (double)word.frames[i] * word.frames[i];
        peak = fmax(peak, fabs((double)word.frames[i]));
    }
    const double rms = sqrt(sum / (last - first + 1));
    const double gain = fmin(5200 / rms, 31000 / peak);
    word.count = last - first;
    for (int i = 0; i < word.count; i++) {
        const double fade = fmin(1, (word.count - i) / (0.005 * rate));
        word.frames[i] = (short)lround(word.frames[first + i] * gain * fade);
    }
    return first;
}

static bool speak(const char *folder, FILE *kit, const char *name,
                  const char *text, int rate)
{
    char path[1024];
    SF_INFO info = {.samplerate = rate,
                    .channels = 1,
                    .format = SF_FORMAT_FLAC | SF_FORMAT_PCM_16};
    word = (struct word){.vowel_ms = -1};
    espeak_Synth(text, strlen(text) + 1, 0, POS_CHARACTER, 0,
                 espeakCHARS_UTF8 | espeakPHONEMES, NULL, NULL);
    if (!word.count || word.vowel_ms < 0)
        return false;
    const double onset_ms = word.vowel_ms - 1000.0 * tidy(rate) / rate;
    snprintf(path, sizeof(path), "%s/%s.flac", folder, name);
    SNDFILE *file = sf_open(path, SFM_WRITE, &info);
    if (!file || sf_write_short(file, word.frames, word.count) != word.count ||
        sf_close(file))
        return false;
    fprintf(kit,
            "\n[%s]\ngain: -4 dB\ncurve: 0.7\nonset: %.0f ms\n"
            "choke: voice\nlayer 0..127: %s.flac\n",
            name, fmax(onset_ms, 0), name);
    return true;
}

/* A name in the kit, and what is said. */
struct entry {
    const char *name, *text;
};

static const struct entry count_words[] = {
    {"v-1", "one"},       {"v-2", "two"},       {"v-3", "three"},
    {"v-4", "four"},      {"v-5", "five"},      {"v-6", "six"},
    {"v-7", "seven"},     {"v-8", "eight"},     {"v-9", "nine"},
    {"v-10", "ten"},      {"v-11", "eleven"},   {"v-12", "twelve"},
    {"v-13", "thirteen"}, {"v-14", "fourteen"}, {"v-15", "fifteen"},
    {"v-16", "sixteen"},  {"v-e", "[[i:]]"},    {"v-and", "[[and]]"},
    {"v-a", "[[V]]"},     {"v-trip", "trip"},   {"v-let", "let"},
    {NULL, NULL}};

static const struct entry summary_words[] = {{"s-0", "zero"},
                                             {"s-1", "one"},
                                             {"s-2", "two"},
                                             {"s-3", "three"},
                                             {"s-4", "four"},
                                             {"s-5", "five"},
                                             {"s-6", "six"},
                                             {"s-7", "seven"},
                                             {"s-8", "eight"},
                                             {"s-9", "nine"},
                                             {"s-10", "ten"},
                                             {"s-11", "eleven"},
                                             {"s-12", "twelve"},
                                             {"s-13", "thirteen"},
                                             {"s-14", "fourteen"},
                                             {"s-15", "fifteen"},
                                             {"s-16", "sixteen"},
                                             {"s-17", "seventeen"},
                                             {"s-18", "eighteen"},
                                             {"s-19", "nineteen"},
                                             {"s-20", "twenty"},
                                             {"s-30", "thirty"},
                                             {"s-40", "forty"},
                                             {"s-50", "fifty"},
                                             {"s-60", "sixty"},
                                             {"s-70", "seventy"},
                                             {"s-80", "eighty"},
                                             {"s-90", "ninety"},
                                             {"s-100", "hundred"},
                                             {"s-1000", "thousand"},
                                             {"s-ms", "milliseconds"},
                                             {"s-score", "score"},
                                             {"s-early", "early"},
                                             {"s-late", "late"},
                                             {"s-ontime", "on time"},
                                             {"s-spread", "spread"},
                                             {"s-missed", "missed"},
                                             {"s-extra", "extra"},
                                             {"s-none", "nothing was played"},
                                             {NULL, NULL}};

int main(int argc, char **argv)
{
    char path[1024];
    const bool counts = argc == 3 && strcmp(argv[2], "count") == 0;
    if (argc != 3 || (!counts && strcmp(argv[2], "summary") != 0))
        return 2;
    const int rate = espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL,
                                       espeakINITIALIZE_PHONEME_EVENTS |
                                           espeakINITIALIZE_PHONEME_IPA);
    if (rate <= 0 || espeak_SetVoiceByName("en-us") != EE_OK)
        return 1;
    espeak_SetSynthCallback(take);
    espeak_SetParameter(espeakRATE, counts ? COUNT_WORDS : SUMMARY_WORDS, 0);
    espeak_SetParameter(espeakPITCH, 45, 0);
    snprintf(path, sizeof(path), "%s/kit.txt", argv[1]);
    FILE *kit = fopen(path, "w");
    if (!kit)
        return 1;
    fprintf(kit, "kit 1\nname: %s\nlicense: CC0-1.0\n",
            counts ? "Voice" : "Summary");
    for (const struct entry *e = counts ? count_words : summary_words; e->name;
         e++) {
        if (!speak(argv[1], kit, e->name, e->text, rate)) {
            fprintf(stderr, "%s cannot be spoken\n", e->text);
            return 1;
        }
    }
    return fclose(kit) ? 1 : 0;
}
