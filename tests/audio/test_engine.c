/* Sound starts on its exact frame, whatever the blocks. */
#include "audio/rt/engine.h"
#include "tests/support/check.h"

enum { RATE = 48000, LENGTH = 60000, HITS = 400, SOUND = 3000 };

static float ramp_frames[2 * SOUND], short_frames[2 * 40], envelope[8];
static struct cr_sound ramp_sound, short_sound;

static void make_sounds(void)
{
    struct cr_test_random random = {5};
    for (int i = 0; i < SOUND; i++) {
        const float fall = 1.0f - (float)i / SOUND;
        ramp_frames[2 * i] = fall * (float)(cr_test_unit(&random) - 0.5);
        ramp_frames[2 * i + 1] = fall * (float)(cr_test_unit(&random) - 0.5);
    }
    for (int i = 0; i < 40; i++)
        short_frames[2 * i] = short_frames[2 * i + 1] = i ? 0.01f : 0.5f;
    for (int i = 0; i < 8; i++)
        envelope[i] = 1.0f / (float)(i + 1);
    ramp_sound = (struct cr_sound){
        .frames = ramp_frames, .frame_count = SOUND, .envelope = envelope};
    short_sound = (struct cr_sound){
        .frames = short_frames, .frame_count = 40, .envelope = envelope};
}

static struct cr_engine engine;
static float expected[2 * LENGTH], actual[2 * LENGTH];

static void play(const struct cr_hit *hits, uint32_t count)
{
    cr_engine_init(&engine, RATE);
    const struct cr_engine_command command = {
        .kind = CR_COMMAND_PLAY,
        .schedule = {.hits = hits, .hit_count = count}};
    CHECK(cr_engine_send(&engine, &command));
}

static void render_in_blocks(float *out, struct cr_test_random *random,
                             uint32_t block)
{
    for (uint32_t at = 0; at < LENGTH;) {
        uint32_t frames =
            random ? (uint32_t)cr_test_int(random, 1, 700) : block;
        if (frames > LENGTH - at)
            frames = LENGTH - at;
        cr_engine_render(&engine, out + 2 * at, frames);
        at += frames;
    }
}

static int compare_at(const void *a, const void *b)
{
    const struct cr_hit *x = a, *y = b;
    return (x->at_frames > y->at_frames) - (x->at_frames < y->at_frames);
}

/* Enough to steal voices, choke, fade and limit. */
static void make_hits(struct cr_hit *hits)
{
    struct cr_test_random random = {9};
    for (int i = 0; i < HITS; i++) {
        hits[i] = (struct cr_hit){
            .at_frames = cr_test_int(&random, -500, LENGTH / 8),
            .sound = cr_test_int(&random, 0, 3) ? &ramp_sound : &short_sound,
            .left = (float)cr_test_unit(&random),
            .right = (float)cr_test_unit(&random),
            .choke_after = cr_test_int(&random, 0, 5)
                               ? 0
                               : (uint32_t)cr_test_int(&random, 1, 900),
            .lane = (uint8_t)cr_test_int(&random, 0, 7),
            .group = (uint8_t)cr_test_int(&random, 0, 1),
            .ends = (uint8_t)!cr_test_int(&random, 0, 9)};
    }
    qsort(hits, HITS, sizeof(hits[0]), compare_at);
}

static void output_does_not_depend_on_the_block_size(void **state)
{
    static struct cr_hit hits[HITS];
    static const uint32_t blocks[] = {1,   2,   3,   17,   64,   100,
                                      256, 511, 512, 1024, 4095, 4096};
    (void)state;
    make_sounds();
    make_hits(hits);
    play(hits, HITS);
    cr_engine_render(&engine, expected, LENGTH);
    CHECK(atomic_load(&engine.stolen_voices) > 0);
    CHECK(atomic_load(&engine.limited_frames) > 0);
    for (size_t i = 0; i <= sizeof(blocks) / sizeof(blocks[0]); i++) {
        struct cr_test_random random = {77};
        const bool is_random = i == sizeof(blocks) / sizeof(blocks[0]);
        play(hits, HITS);
        render_in_blocks(actual, is_random ? &random : NULL,
                         is_random ? 0 : blocks[i]);
        CHECK_INT(0, memcmp(expected, actual, sizeof(actual)));
    }
}

/* Complaint 9: a first beat that is late, clipped or short. A hundred starts at
 * any moment, in blocks of any size: three equal beats, as far apart and as
 * loud. */
static void the_first_beat_is_like_the_others(void **state)
{
    struct cr_test_random random = {13};
    (void)state;
    make_sounds();
    for (int start = 0; start < 100; start++) {
        const int64_t beat = cr_test_int(&random, 3000, 19000);
        const int64_t begin = cr_test_int(&random, 0, 2000);
        struct cr_hit hits[3];
        for (int i = 0; i < 3; i++)
            hits[i] = (struct cr_hit){.at_frames = i * beat,
                                      .sound = &short_sound,
                                      .left = 1,
                                      .right = 1};
        cr_engine_init(&engine, RATE);
        const struct cr_engine_command command = {
            .kind = CR_COMMAND_PLAY,
            .schedule = {.hits = hits, .hit_count = 3, .start_frames = begin}};
        CHECK(cr_engine_send(&engine, &command));
        render_in_blocks(actual, start % 2 ? &random : NULL,
                         (uint32_t)cr_test_int(&random, 1, 2048));
        for (int i = 0; i < 3; i++) {
            const int64_t at = begin + i * beat;
            CHECK(memcmp(actual + 2 * at, short_frames, sizeof(short_frames)) ==
                  0);
            CHECK(at == 0 || actual[2 * (at - 1)] == 0.0f);
        }
    }
}

static void a_hit_sounds_on_its_own_frame(void **state)
{
    static const int64_t places[] = {0, 1, 63, 64, 255, 256, 1000, 4097, 59999};
    (void)state;
    make_sounds();
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        const struct cr_hit hit = {.at_frames = places[i],
                                   .sound = &short_sound,
                                   .left = 1,
                                   .right = 1};
        play(&hit, 1);
        render_in_blocks(actual, NULL, 256);
        int64_t first = 0;
        while (first < LENGTH && actual[2 * first] < 0.4f)
            first++;
        CHECK_INT(places[i], first);
    }
}

/* The plain way: every hit added by itself, nothing fading. */
static void mixing_is_a_plain_sum(void **state)
{
    struct cr_test_random random = {3};
    struct cr_hit hits[20];
    (void)state;
    make_sounds();
    memset(expected, 0, sizeof(expected));
    for (int i = 0; i < 20; i++)
        hits[i] = (struct cr_hit){.at_frames = 2500 * i,
                                  .sound = &ramp_sound,
                                  .left = 0.3f * (float)cr_test_unit(&random),
                                  .right = 0.3f};
    for (int i = 0; i < 20; i++) {
        for (int k = 0; k < SOUND && hits[i].at_frames + k < LENGTH; k++) {
            float *frame = expected + 2 * (hits[i].at_frames + k);
            frame[0] += ramp_frames[2 * k] * hits[i].left;
            frame[1] += ramp_frames[2 * k + 1] * hits[i].right;
        }
    }
    play(hits, 20);
    render_in_blocks(actual, NULL, 480);
    CHECK_INT(0, memcmp(expected, actual, sizeof(actual)));
}

/* The same schedule in another array, taken over again and again. */
/* Beside sounds of two channels, chokes and fades among them. */
static void one_channel_sounds_as_twice_the_same(void **state)
{
    static struct cr_hit once[HITS], twice[HITS];
    static float one[SOUND], two[2 * SOUND];
    (void)state;
    make_sounds();
    for (int i = 0; i < SOUND; i++)
        one[i] = two[2 * i] = two[2 * i + 1] = ramp_frames[2 * i];
    const struct cr_sound mono = {.frames = one,
                                  .frame_count = SOUND,
                                  .envelope = envelope,
                                  .is_mono = true};
    const struct cr_sound stereo = {
        .frames = two, .frame_count = SOUND, .envelope = envelope};
    for (int share = 1; share <= 3; share++) { /* all, half, a third of them */
        make_hits(once);
        memcpy(twice, once, sizeof(once));
        for (int i = 0; i < HITS; i += share) {
            once[i].sound = &mono;
            twice[i].sound = &stereo;
        }
        play(once, HITS);
        render_in_blocks(actual, NULL, 61);
        play(twice, HITS);
        render_in_blocks(expected, NULL, 61);
        CHECK(memcmp(actual, expected, sizeof(actual)) == 0);
    }
}

static void a_swap_cannot_be_heard(void **state)
{
    static struct cr_hit hits[HITS], same[HITS];
    struct cr_test_random random = {21};
    struct cr_engine_event event;
    (void)state;
    make_sounds();
    make_hits(hits);
    memcpy(same, hits, sizeof(hits));
    play(hits, HITS);
    cr_engine_render(&engine, expected, LENGTH);
    play(hits, HITS);
    int returned = 0;
    for (uint32_t at = 0, turn = 0; at < LENGTH; turn++) {
        uint32_t frames = (uint32_t)cr_test_int(&random, 1, 700);
        struct cr_hit *items = turn % 2 ? hits : same;
        const struct cr_engine_command swap = {
            .kind = CR_COMMAND_SWAP,
            .schedule = {.hits = items, .hit_count = HITS, .owner = items}};
        if (frames > LENGTH - at)
            frames = LENGTH - at;
        if (at)
            CHECK(cr_engine_send(&engine, &swap));
        cr_engine_render(&engine, actual + 2 * at, frames);
        at += frames;
        while (cr_engine_receive(&engine, &event))
            returned += event.kind == CR_EVENT_RETURNED;
    }
    CHECK(returned > 50);
    CHECK_INT(0, memcmp(expected, actual, sizeof(actual)));
}

static void
nothing_passes_the_ceiling_and_quiet_sound_is_untouched(void **state)
{
    static struct cr_hit hits[HITS];
    (void)state;
    make_sounds();
    make_hits(hits);
    play(hits, HITS);
    cr_engine_render(&engine, actual, LENGTH);
    for (int i = 0; i < 2 * LENGTH; i++)
        CHECK(fabsf(actual[i]) <= CR_LIMITER_CEILING * 1.0001f);
}

static void a_choke_fades_and_does_not_cut(void **state)
{
    static float flat[2 * SOUND];
    for (int i = 0; i < 2 * SOUND; i++)
        flat[i] = 0.5f;
    const struct cr_sound sound = {
        .frames = flat, .frame_count = SOUND, .envelope = envelope};
    const struct cr_hit hits[] = {
        {.at_frames = 0, .sound = &sound, .left = 1, .right = 1, .group = 1},
        {.at_frames = 1000, .sound = &short_sound, .ends = 1}};
    (void)state;
    make_sounds();
    play(hits, 2);
    cr_engine_render(&engine, actual, LENGTH);
    for (int i = 1; i < 2000; i++) /* 10 ms: never a step */
        CHECK(fabsf(actual[2 * i] - actual[2 * i - 2]) < 0.002f || i == 0);
    CHECK_NEAR(0.5, actual[2 * 999], 0);
    CHECK_NEAR(0, actual[2 * 1481], 0);
}

static void send_stroke(int64_t at_frames, uint32_t id)
{
    const struct cr_engine_command command = {.kind = CR_COMMAND_HIT,
                                              .id = id,
                                              .hit = {.at_frames = at_frames,
                                                      .sound = &short_sound,
                                                      .left = 1,
                                                      .right = 1}};
    CHECK(cr_engine_send(&engine, &command));
}

static void check_told(uint32_t id, int64_t frames, int64_t late_frames)
{
    struct cr_engine_event event;
    CHECK(cr_engine_receive(&engine, &event));
    CHECK_INT(CR_EVENT_HIT, event.kind);
    CHECK_INT(id, event.id);
    CHECK_INT(frames, event.frames);
    CHECK_INT(late_frames, event.late_frames);
}

static void a_stroke_tells_when_it_sounds(void **state)
{
    struct cr_engine_event event;
    (void)state;
    make_sounds();
    cr_engine_init(&engine, RATE);
    cr_engine_render(&engine, actual, 300);
    send_stroke(520, 1); /* not in this block */
    send_stroke(340, 2);
    send_stroke(299, 3); /* passed */
    send_stroke(520, 4);
    cr_engine_render(&engine, actual, 128);
    check_told(3, 300, 1);
    check_told(2, 340, 0);
    CHECK(!cr_engine_receive(&engine, &event));
    CHECK_NEAR(0.5, actual[0], 0);
    CHECK_NEAR(0, actual[2 * 39], 0.011);
    CHECK_NEAR(0.5, actual[2 * 40], 0.011);

    /* what is stopped is the music */
    const struct cr_engine_command stop = {.kind = CR_COMMAND_STOP};
    CHECK(cr_engine_send(&engine, &stop));
    cr_engine_render(&engine, actual, 128);
    check_told(1, 520, 0);
    check_told(4, 520, 0);
    CHECK(actual[2 * (520 - 428)] > 0.5f);
}

static void strokes_that_find_no_room_sound_at_once(void **state)
{
    (void)state;
    make_sounds();
    cr_engine_init(&engine, RATE);
    for (uint32_t i = 0; i <= CR_WAITING_COUNT; i++)
        send_stroke(1000 - i, i);
    cr_engine_render(&engine, actual, 1001);
    check_told(CR_WAITING_COUNT, 0, (int64_t)CR_WAITING_COUNT - 1000);
    for (uint32_t i = CR_WAITING_COUNT; i-- > 0;)
        check_told(i, 1000 - i, 0);
}

/* Strokes that are known in time sound like the same hits in a schedule. */
static void strokes_sound_as_if_they_had_been_known(void **state)
{
    static struct cr_hit hits[HITS];
    struct cr_test_random random = {78};
    int64_t at_frames = 800;
    (void)state;
    make_sounds();
    make_hits(hits);
    for (int i = 0; i < HITS; i++)
        hits[i].at_frames = at_frames += cr_test_int(&random, 1, 60);
    play(hits, HITS);
    cr_engine_render(&engine, expected, LENGTH);
    CHECK(atomic_load(&engine.limited_frames) > 0);
    cr_engine_init(&engine, RATE);
    for (uint32_t at = 0, next = 0, frames; at < LENGTH; at += frames) {
        frames = (uint32_t)cr_test_int(&random, 1, 700);
        frames = frames < LENGTH - at ? frames : LENGTH - at;
        uint32_t due = next;
        while (due < HITS && hits[due].at_frames < at + frames)
            due++;
        for (uint32_t i = due; i-- > next;) { /* the latest first */
            const struct cr_engine_command command = {
                .kind = CR_COMMAND_HIT, .hit = hits[i], .id = i};
            CHECK(due - next <= CR_WAITING_COUNT);
            CHECK(cr_engine_send(&engine, &command));
        }
        cr_engine_render(&engine, actual + 2 * at, frames);
        for (; next < due; next++)
            check_told(next, hits[next].at_frames, 0);
    }
    CHECK_INT(0, memcmp(expected, actual, sizeof(actual)));
}

static void a_schedule_comes_back_when_another_plays(void **state)
{
    struct cr_engine_event event;
    int owner;
    (void)state;
    cr_engine_init(&engine, RATE);
    const struct cr_engine_command one = {.kind = CR_COMMAND_PLAY,
                                          .schedule = {.owner = &owner}};
    const struct cr_engine_command stop = {.kind = CR_COMMAND_STOP};
    CHECK(cr_engine_send(&engine, &one));
    cr_engine_render(&engine, actual, 10);
    CHECK(!cr_engine_receive(&engine, &event));
    CHECK(cr_engine_send(&engine, &stop));
    cr_engine_render(&engine, actual, 10);
    CHECK(cr_engine_receive(&engine, &event));
    CHECK_INT(CR_EVENT_RETURNED, event.kind);
    CHECK(event.owner == &owner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(output_does_not_depend_on_the_block_size),
        cmocka_unit_test(the_first_beat_is_like_the_others),
        cmocka_unit_test(a_hit_sounds_on_its_own_frame),
        cmocka_unit_test(mixing_is_a_plain_sum),
        cmocka_unit_test(one_channel_sounds_as_twice_the_same),
        cmocka_unit_test(a_swap_cannot_be_heard),
        cmocka_unit_test(
            nothing_passes_the_ceiling_and_quiet_sound_is_untouched),
        cmocka_unit_test(a_choke_fades_and_does_not_cut),
        cmocka_unit_test(a_stroke_tells_when_it_sounds),
        cmocka_unit_test(strokes_that_find_no_room_sound_at_once),
        cmocka_unit_test(strokes_sound_as_if_they_had_been_known),
        cmocka_unit_test(a_schedule_comes_back_when_another_plays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
