#define _DEFAULT_SOURCE
/* The house kit, measured; and kits that are broken. */
#include <unistd.h>
#include <sys/stat.h>

#include "audio/kit.h"
#include "audio/schedule.h"
#include "tests/support/check.h"

static struct cr_kit kit;

static int load(void **state)
{
    struct cr_error error = {0};
    (void)state;
    return cr_kit_load(&kit, CR_TEST_HOUSE_KIT, 48000, NULL, &error) != CR_OK;
}

static int unload(void **state)
{
    (void)state;
    cr_kit_destroy(&kit);
    return 0;
}

static void no_sample_starts_late_clips_or_ends_in_a_step(void **state)
{
    (void)state;
    CHECK_INT(0, kit.problems.size);
    CHECK(kit.sample_count >= 95);
    for (uint32_t i = 0; i < kit.sample_count; i++) {
        const struct cr_sample *s = &kit.samples[i];
        cr_check_row(s->file);
        CHECK(s->onset_ms < 0.5);
        CHECK(s->peak_db < -0.5);
        const uint32_t step = s->sound.is_mono ? 1 : 2;
        CHECK(fabsf(s->frames[step * (s->sound.frame_count - 1)]) < 0.0005f);
        double sum = 0;
        for (uint32_t k = 0; k < s->sound.frame_count; k++)
            sum += s->frames[step * k];
        CHECK(fabs(sum / s->sound.frame_count) < 0.0005); /* no DC */
    }
}

static void loudness_rises_evenly_with_velocity(void **state)
{
    (void)state;
    for (uint32_t d = 0; d < kit.drum_count; d++) {
        const struct cr_kit_drum *drum = &kit.drums[d];
        cr_check_row(drum->lane);
        for (int layer = 0; layer < drum->layer_count; layer++) {
            const struct cr_kit_layer *l = &drum->layers[layer];
            const double wanted =
                30 *
                log10(l->top_velocity /
                      (double)drum->layers[drum->layer_count - 1].top_velocity);
            const struct cr_kit_layer *top =
                &drum->layers[drum->layer_count - 1];
            for (uint32_t t = 0; t < l->sample_count; t++)
                CHECK_NEAR(kit.samples[top->first_sample].loudness_db + wanted,
                           kit.samples[l->first_sample + t].loudness_db, 1.0);
        }
    }
}

static void ghost_and_accent_are_different_samples(void **state)
{
    struct cr_kit_turns turns = {0};
    struct cr_hit ghost, stroke, accent, again;
    const struct cr_lane snare = cr_lane_of_kit(CR_SD);
    (void)state;
    CHECK(cr_kit_hit(&kit, &turns, &snare, CR_ART_NORMAL, 36, &ghost));
    CHECK(cr_kit_hit(&kit, &turns, &snare, CR_ART_NORMAL, 80, &stroke));
    CHECK(cr_kit_hit(&kit, &turns, &snare, CR_ART_NORMAL, 120, &accent));
    CHECK(cr_kit_hit(&kit, &turns, &snare, CR_ART_NORMAL, 120, &again));
    CHECK(ghost.sound != stroke.sound && stroke.sound != accent.sound);
    CHECK(accent.sound != again.sound); /* round robin */
}

static void every_drum_of_the_language_sounds(void **state)
{
    struct cr_kit_turns turns = {0};
    struct cr_hit hit;
    (void)state;
    for (int id = 0; id < CR_LANE_ID_COUNT; id++) {
        for (int art = 0; art < CR_ART_COUNT; art++) {
            const struct cr_lane lane = cr_lane_of_kit((enum cr_lane_id)id);
            cr_check_row(lane.name);
            if (id != CR_ST)
                CHECK(cr_kit_hit(&kit, &turns, &lane, (enum cr_articulation)art,
                                 80, &hit));
        }
    }
}

/* Complaint 10: a metronome that is late by the silence in its sample. */
static void onsets_land_on_the_note(void **state)
{
    struct cr_diagnostics found = {0};
    struct cr_pattern pattern = {0};
    struct cr_timeline timeline = {0};
    struct cr_hits hits = {0};
    const struct cr_timeline_options plain = {0};
    const struct cr_schedule_options options = {.has_pattern = true};
    static const char text[] = "beat 1\ntempo: 123.456\nHH |xohps-#x|\n"
                               "SD |xogXOz~-|\nBD |oooooooo|\n";
    (void)state;
    CHECK_INT(CR_OK, cr_pattern_read(&pattern, text, strlen(text), &found));
    CHECK_INT(CR_OK, cr_timeline_create(&timeline, &pattern, &plain));
    CHECK_INT(CR_OK, cr_hits_create(&hits, &timeline, &kit, &options));
    CHECK_INT(timeline.note_count, hits.count);
    for (uint32_t i = 0; i < hits.count; i++) {
        bool is_there = false;
        for (uint32_t n = 0; n < timeline.note_count; n++)
            is_there |=
                cr_timeline_frame(&timeline, &timeline.notes[n], 48000) ==
                hits.items[i].at_frames + hits.items[i].sound->onset_frames;
        CHECK(is_there);
    }
    cr_hits_destroy(&hits);
    cr_timeline_destroy(&timeline);
    cr_pattern_deinit(&pattern);
}

/* Bars of four hats and four clicks: sounding, silent, a break, a lead-in; a lane
 * that is muted is there without a sound. */
static void what_is_silent_makes_no_sound(void **state)
{
    static const struct cr_passage passages[] = {
        {1, 0, 255, CR_SILENT}, {2, 2, 255, CR_BREAK}, {3, 0, 255, CR_LEAD_IN}};
    static const int heard[4] = {8, 0, 4, 8};
    static const char text[] = "beat 1\ntempo: 120\nHH |xxxx|\n";
    struct cr_diagnostics found = {0};
    struct cr_pattern pattern = {0};
    struct cr_timeline timeline = {0};
    struct cr_hits hits = {0};
    const struct cr_timeline_options planned = {.loops = 4,
                                                .has_click = true,
                                                .passages = passages,
                                                .passage_count = 3};
    struct cr_schedule_options options = {
        .has_pattern = true, .has_click = true, .click_gain = 1};
    (void)state;
    CHECK_INT(CR_OK, cr_pattern_read(&pattern, text, strlen(text), &found));
    CHECK_INT(CR_OK, cr_timeline_create(&timeline, &pattern, &planned));
    for (int muted = 0; muted < 2; muted++) {
        options.muted = (uint64_t)muted;
        CHECK_INT(CR_OK, cr_hits_create(&hits, &timeline, &kit, &options));
        int count[4] = {0}, sounding = 0;
        for (uint32_t i = 0; i < hits.count; i++) {
            const struct cr_hit *hit = &hits.items[i];
            const int64_t at = hit->at_frames + hit->sound->onset_frames;
            CHECK(at >= 0 && at < 4 * 96000);
            count[at / 96000]++;
            sounding += hit->left != 0 || hit->right != 0;
        }
        for (int bar = 0; bar < 4; bar++)
            CHECK_INT(heard[bar], count[bar]);
        CHECK_INT(muted ? 10 : 20, sounding);
        cr_hits_destroy(&hits);
    }
    cr_timeline_destroy(&timeline);
    cr_pattern_deinit(&pattern);
}

/* What a voice says in the first bars of a metronome, clicks as dots. */
static void say(const struct cr_kit *voice, const char *text, char *said)
{
    struct cr_diagnostics found = {0};
    struct cr_pattern pattern = {0};
    struct cr_timeline timeline = {0};
    struct cr_hits hits = {0};
    const struct cr_timeline_options plain = {.has_click = true};
    const struct cr_schedule_options options = {.has_pattern = true,
                                                .has_click = true,
                                                .click_gain = 1,
                                                .voice = voice};
    char *end = said;
    CHECK_INT(CR_OK, cr_pattern_read(&pattern, text, strlen(text), &found));
    CHECK_INT(CR_OK, cr_timeline_create(&timeline, &pattern, &plain));
    CHECK_INT(CR_OK, cr_hits_create(&hits, &timeline, &kit, &options));
    CHECK_INT(timeline.note_count, hits.count);
    *said = '\0';
    for (uint32_t n = 0; n < timeline.note_count; n++) {
        const int64_t frame =
            cr_timeline_frame(&timeline, &timeline.notes[n], 48000);
        const char *word = NULL;
        for (uint32_t i = 0; i < hits.count; i++) {
            const struct cr_hit *hit = &hits.items[i];
            if (hit->at_frames + hit->sound->onset_frames != frame)
                continue;
            word = word ? word : ".";
            for (uint32_t k = 0; k < voice->sample_count; k++) {
                if (hit->sound == &voice->samples[k].sound)
                    word = voice->samples[k].file;
            }
        }
        CHECK(word != NULL); /* on the frame of its click */
        end += *word == '.' ? sprintf(end, ". ")
                            : sprintf(end, "%.*s ", (int)strcspn(word, ".") - 2,
                                      word + 2);
    }
    cr_hits_destroy(&hits);
    cr_timeline_destroy(&timeline);
    cr_pattern_deinit(&pattern);
}

static void a_voice_counts(void **state)
{
    static const struct {
        const char *text, *said;
    } rows[] = {{"beat 1\ntempo: 90\nCK |X---x---|\n", "1 3 "},
                {"beat 1\ntempo: 90\nmeter: 4/4\nCK |9363936393639363|\n",
                 "1 e and a 2 e and a 3 e and a 4 e and a "},
                {"beat 1\ntempo: 90\nmeter: 2/4\nCK |933933|\n",
                 "1 trip let 2 trip let "},
                {"beat 1\ntempo: 60\nmeter: 1/4\nCK |93333|\n", "1 . . . . "},
                {"beat 1\ntempo: 170\nmeter: 1/4\nCK |9333|\n", "1 . and . "},
                {"beat 1\ntempo: 100\nmeter: 7/8 2+2+3\nCK |9363633|\n",
                 "1 2 3 4 5 6 7 "},
                {"beat 1\ntempo: 200\nmeter: 7/8 2+2+3\nCK |9363633|\n",
                 "1 . 3 . 5 . . "},
                {"beat 1\ntempo: 100\nmeter: 18/8\nBD/1 |x|\n",
                 "1 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 . . "}};
    struct cr_kit voice = {0};
    struct cr_error error = {0};
    char said[400];
    (void)state;
    CHECK_INT(CR_OK,
              cr_kit_load(&voice, CR_TEST_VOICE_KIT, 48000, NULL, &error));
    CHECK_INT(0, voice.problems.size);
    CHECK_INT(21, voice.sample_count);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        cr_check_row(rows[i].text);
        say(&voice, rows[i].text, said);
        CHECK_TEXT(rows[i].said, said);
    }
    cr_kit_destroy(&voice);
}

/* A voice that starts with its file limps: what is heard is the vowel. At each onset it
 * becomes louder, whatever consonant stands before it. */
static void words_are_heard_on_their_vowel(void **state)
{
    struct cr_kit voice = {0};
    struct cr_error error = {0};
    uint32_t late = 0;
    (void)state;
    CHECK_INT(CR_OK,
              cr_kit_load(&voice, CR_TEST_VOICE_KIT, 48000, NULL, &error));
    for (uint32_t i = 0; i < voice.sample_count; i++) {
        const struct cr_sample *s = &voice.samples[i];
        const uint32_t onset = s->sound.onset_frames, span = 48 * 50;
        double before = 0, after = 0;
        cr_check_row(s->file);
        CHECK(s->sound.is_mono);
        for (uint32_t k = 0; k < span && onset + k < s->sound.frame_count; k++)
            after += (double)s->frames[onset + k] * s->frames[onset + k];
        for (uint32_t k = 0; k < span && k < onset; k++)
            before +=
                (double)s->frames[onset - 1 - k] * s->frames[onset - 1 - k];
        /* w, r and l before it are nearly as loud as the vowel */
        const bool is_voiced =
            strstr("v-1.flac v-3.flac v-12.flac v-trip.flac v-let.flac",
                   s->file) != NULL;
        CHECK(after > (is_voiced ? 0.9 : 5) * before);
        CHECK(s->onset_ms <= 130);
        late += s->onset_ms > 20;
    }
    CHECK(late >= 12); /* most words have a consonant first */
    cr_kit_destroy(&voice);
}

static void put(const char *folder, const char *name, const char *bytes)
{
    char path[512];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    CHECK(file != NULL);
    fputs(bytes, file);
    fclose(file);
}

static void copy(const char *folder, const char *from, const char *to)
{
    char source[512], target[512], bytes[4096];
    size_t got;
    snprintf(source, sizeof(source), CR_TEST_HOUSE_KIT "/%s", from);
    snprintf(target, sizeof(target), "%s/%s", folder, to);
    FILE *in = fopen(source, "rb"), *out = fopen(target, "wb");
    CHECK(in && out);
    while ((got = fread(bytes, 1, sizeof(bytes), in)) > 0)
        fwrite(bytes, 1, got, out);
    fclose(in);
    fclose(out);
}

static void clean(const char *folder)
{
    static const char *const names[] = {
        "SD_v1.flac", "SD_v2_r1.flac", "SD_v2_r2.flac", "HH_open.flac",
        "BD.wav",     "kit.txt",       "what_is.wav",   "CC.wav",
        "RD.flac",    "SD.flac"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char path[512];
        snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
        remove(path);
    }
    rmdir(folder);
}

static void broken_files_are_named_and_the_rest_plays(void **state)
{
    char folder[] = "/tmp/creditroll-kit-XXXXXX";
    struct cr_kit broken = {0};
    struct cr_error error = {0};
    (void)state;
    CHECK(mkdtemp(folder) != NULL);
    copy(folder, "SD_v1_r1.flac", "SD_v1.flac");
    copy(folder, "SD_v5_r1.flac", "SD_v2_r1.flac");
    copy(folder, "SD_v5_r2.flac", "SD_v2_r2.flac");
    copy(folder, "HH_open_v1_r1.flac", "HH_open.flac");
    put(folder, "BD.wav", "RIFF this is no sound");
    put(folder, "what_is.wav", "");
    CHECK_INT(CR_OK, cr_kit_load(&broken, folder, 44100, NULL, &error));
    CHECK(strstr(broken.problems.text, "BD.wav: ") != NULL);
    CHECK(strstr(broken.problems.text, "what_is.wav: ") != NULL);
    CHECK_INT(4, broken.sample_count);
    struct cr_kit_turns turns = {0};
    struct cr_hit soft, hard, hard_again, kick;
    const struct cr_lane snare = cr_lane_of_kit(CR_SD);
    const struct cr_lane bass = cr_lane_of_kit(CR_BD);
    CHECK(cr_kit_hit(&broken, &turns, &snare, CR_ART_NORMAL, 60, &soft));
    CHECK(cr_kit_hit(&broken, &turns, &snare, CR_ART_NORMAL, 70, &hard));
    CHECK(cr_kit_hit(&broken, &turns, &snare, CR_ART_NORMAL, 70, &hard_again));
    CHECK(soft.sound != hard.sound && hard.sound != hard_again.sound);
    CHECK_NEAR(60.0 / 63.0, soft.left, 1e-6);
    CHECK(!cr_kit_hit(&broken, &turns, &bass, CR_ART_NORMAL, 70, &kick));
    cr_kit_destroy(&broken);

    /* kit.txt that names a file which is not there */
    put(folder, "kit.txt",
        "kit 1\n[SD o]\nlayer 0..127: SD_v1.flac no.wav\n"
        "wrong line\n[QQ zz]\n");
    CHECK_INT(CR_OK, cr_kit_load(&broken, folder, 48000, NULL, &error));
    CHECK_INT(1, broken.sample_count);
    CHECK(strstr(broken.problems.text, "no.wav: ") != NULL);
    CHECK(strstr(broken.problems.text, "kit.txt:4:1: ") != NULL);
    CHECK(strstr(broken.problems.text, "kit.txt:5:2: ") != NULL);
    cr_kit_destroy(&broken);
    clean(folder);
    CHECK(cr_kit_load(&broken, folder, 48000, NULL, &error) != CR_OK);
}

/* What a pattern needs is chosen before anything is read: whatever it asks for,
 * it gets what the whole kit would give. */
static void a_pattern_loads_only_its_drums_and_sounds_the_same(void **state)
{
    static const char text[] = "beat 1\nRD |x-b-|\nHH |x-o-|\nSD |-X-g|\n"
                               "C2 |x---|\nBD |o-o-|\n";
    struct cr_diagnostics found = {0};
    struct cr_error error = {0};
    struct cr_pattern pattern = {0};
    struct cr_kit part = {0};
    struct cr_kit_turns turns = {0}, part_turns = {0};
    (void)state;
    CHECK_INT(CR_OK, cr_pattern_read(&pattern, text, strlen(text), &found));
    CHECK_INT(CR_OK,
              cr_kit_load(&part, CR_TEST_HOUSE_KIT, 48000, &pattern, &error));
    CHECK_INT(kit.drum_count, part.drum_count);
    CHECK(part.sample_count < kit.sample_count * 2 / 3);
    const struct {
        enum cr_lane_id lane;
        enum cr_articulation articulation;
    } asked[] = {{CR_RD, CR_ART_NORMAL}, {CR_RD, CR_ART_BELL},
                 {CR_HH, CR_ART_NORMAL}, {CR_HH, CR_ART_OPEN},
                 {CR_SD, CR_ART_NORMAL}, {CR_SD, CR_ART_RIM_SHOT},
                 {CR_C2, CR_ART_NORMAL}, {CR_BD, CR_ART_NORMAL},
                 {CR_CK, CR_ART_NORMAL}};
    for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
        const struct cr_lane lane = cr_lane_of_kit(asked[i].lane);
        cr_check_row(lane.name);
        for (int velocity = 1; velocity < 128; velocity += 3) {
            struct cr_hit whole, own;
            CHECK(cr_kit_hit(&kit, &turns, &lane, asked[i].articulation,
                             velocity, &whole));
            CHECK(cr_kit_hit(&part, &part_turns, &lane, asked[i].articulation,
                             velocity, &own));
            CHECK(whole.left == own.left && whole.right == own.right);
            CHECK(whole.group == own.group && whole.ends == own.ends);
            CHECK_INT(whole.sound->frame_count, own.sound->frame_count);
            CHECK(whole.sound->is_mono && own.sound->is_mono);
            CHECK(memcmp(whole.sound->frames, own.sound->frames,
                         whole.sound->frame_count * sizeof(float)) == 0);
        }
    }
    cr_kit_destroy(&part);
    cr_pattern_deinit(&pattern);
}

static void a_broken_drum_asks_for_its_relative(void **state)
{
    static const char text[] = "beat 1\nCC |x---|\n";
    char folder[] = "/tmp/creditroll-kit-XXXXXX";
    struct cr_diagnostics found = {0};
    struct cr_error error = {0};
    struct cr_pattern pattern = {0};
    struct cr_kit part = {0};
    struct cr_kit_turns turns = {0};
    struct cr_hit hit;
    const struct cr_lane crash = cr_lane_of_kit(CR_CC);
    (void)state;
    CHECK_INT(CR_OK, cr_pattern_read(&pattern, text, strlen(text), &found));
    CHECK(mkdtemp(folder) != NULL);
    put(folder, "CC.wav", "RIFF this is no sound");
    copy(folder, "HH_v1_r1.flac", "RD.flac");
    copy(folder, "SD_v1_r1.flac", "SD.flac");
    CHECK_INT(CR_OK, cr_kit_load(&part, folder, 48000, &pattern, &error));
    CHECK_INT(1, part.sample_count);
    CHECK(strstr(part.problems.text, "CC.wav: ") != NULL);
    const bool sounds =
        cr_kit_hit(&part, &turns, &crash, CR_ART_NORMAL, 80, &hit);
    CHECK(sounds && hit.sound == &part.samples[0].sound);
    cr_kit_destroy(&part);

    /* of what is asked for there is nothing: the kit is not therefore broken */
    put(folder, "RD.flac", "neither is this");
    CHECK_INT(CR_OK, cr_kit_load(&part, folder, 48000, &pattern, &error));
    CHECK_INT(1, part.sample_count);
    CHECK(!cr_kit_hit(&part, &turns, &crash, CR_ART_NORMAL, 80, &hit));
    cr_kit_destroy(&part);
    cr_pattern_deinit(&pattern);
    clean(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_sample_starts_late_clips_or_ends_in_a_step),
        cmocka_unit_test(loudness_rises_evenly_with_velocity),
        cmocka_unit_test(ghost_and_accent_are_different_samples),
        cmocka_unit_test(every_drum_of_the_language_sounds),
        cmocka_unit_test(onsets_land_on_the_note),
        cmocka_unit_test(what_is_silent_makes_no_sound),
        cmocka_unit_test(a_voice_counts),
        cmocka_unit_test(words_are_heard_on_their_vowel),
        cmocka_unit_test(broken_files_are_named_and_the_rest_plays),
        cmocka_unit_test(a_pattern_loads_only_its_drums_and_sounds_the_same),
        cmocka_unit_test(a_broken_drum_asks_for_its_relative),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
