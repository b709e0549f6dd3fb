#include "audio/schedule.h"

#include <stdio.h>
#include <stdlib.h>

static int compare_hits(const void *a, const void *b)
{
    const struct cr_hit *x = a, *y = b;
    if (x->at_frames != y->at_frames)
        return x->at_frames < y->at_frames ? -1 : 1;
    return (int)x->lane - (int)y->lane;
}

/* Frames from the note until the sound is damped; 0: it rings. A choked stroke
 * lasts to its cell's end, at least 150 ms; one that '~' holds lasts until the
 * last of them. */
static uint32_t choke_after(const struct cr_timeline *t,
                            const struct cr_note *note, uint32_t rate)
{
    const struct cr_stroke *stroke = &t->pattern->strokes[note->stroke];
    const struct cr_glyph glyph = cr_stroke_meaning(t->pattern, stroke);
    const struct cr_lane *lane = &t->pattern->lanes[note->lane];
    const bool is_choked = glyph.ornament == CR_CHOKE;
    const bool is_held = stroke->is_held && (lane->kind == CR_LANE_CYMBAL ||
                                             lane->kind == CR_LANE_HAT);
    if (note->kind != CR_NOTE || (!is_choked && !is_held))
        return 0;
    const uint32_t ahead =
        stroke->end_bar -
        (t->bars[note->bar].bar -
         t->pattern->sections[t->bars[note->bar].section].first_bar);
    const int64_t end_ns =
        cr_timeline_ns(t, note->bar + ahead, stroke->end) - note->at_ns;
    const int64_t frames = end_ns * rate / CR_NS_PER_S;
    const int64_t least = is_choked ? rate * 3 / 20 : 1;
    return (uint32_t)(frames > least ? frames : least);
}

/* True for the first beat of a group. */
static bool is_group_start(const struct cr_meter *meter, int64_t beat)
{
    int64_t start = 0;
    for (int g = 0; g < meter->group_count && start < beat; g++)
        start += meter->groups[g];
    return start == beat;
}

/* The word of a click: the beat's number, up to 16; between the beats "e", "and", "a",
 * "trip", "let". False if nobody counts there: of beats that come more than six times a
 * second only those are counted that begin a group, and no ten words fit a second. */
static bool find_word(const struct cr_timeline *t, const struct cr_note *note,
                      struct cr_lane *word)
{
    static const struct {
        int num, den;
        const char *word;
    } words[] = {
        {1, 2, "and"}, {1, 4, "e"}, {3, 4, "a"}, {1, 3, "trip"}, {2, 3, "let"}};
    enum { MOST = 16, BEATS = 6, WORDS = 10 };
    const struct cr_meter *meter = cr_timeline_meter(t, note->bar);
    const double rate =
        cr_timeline_bpm(t, note->bar, note->at) / 240 * meter->unit;
    const struct cr_fraction beats =
        cr_fraction_mul(note->at, cr_fraction_make(meter->unit, 1));
    const int64_t beat = beats.num / beats.den;
    const int64_t rest = beats.num % beats.den;
    *word = (struct cr_lane){.id = CR_OWN, .kind = CR_LANE_PERC};
    if (!rest && rate > BEATS && !is_group_start(meter, beat))
        return false;
    if (!rest && beat >= 0 && beat < MOST) {
        const unsigned number = (unsigned)beat + 1;
        snprintf(word->name, sizeof(word->name), "v-%u", number % 100);
        return true;
    }
    for (size_t i = 0; rest && i < sizeof(words) / sizeof(words[0]); i++) {
        if (rest * words[i].den != beats.den * words[i].num ||
            rate * words[i].den > WORDS)
            continue;
        snprintf(word->name, sizeof(word->name), "v-%s", words[i].word);
        return true;
    }
    return false;
}

static bool say_hit(const struct cr_timeline *t, const struct cr_kit *voice,
                    struct cr_kit_turns *turns, const struct cr_note *note,
                    struct cr_hit *hit)
{
    struct cr_lane word;
    return voice && find_word(t, note, &word) &&
           cr_kit_drum_of(voice, &word, CR_ART_NORMAL) &&
           cr_kit_hit(voice, turns, &word, CR_ART_NORMAL, note->velocity, hit);
}

static bool make_hit(const struct cr_timeline *t, const struct cr_kit *kit,
                     struct cr_kit_turns *turns, const struct cr_note *note,
                     const struct cr_schedule_options *options,
                     struct cr_hit *hit)
{
    const bool is_click = note->lane == CR_CLICK_LANE;
    const struct cr_lane lane =
        is_click ? cr_lane_of_kit(CR_CK) : t->pattern->lanes[note->lane];
    struct cr_kit_turns said = {0};
    *hit = (struct cr_hit){0};
    if (!((is_click || lane.kind == CR_LANE_CLICK) &&
          say_hit(t, options->voice, &said, note, hit)) &&
        !cr_kit_hit(kit, turns, &lane, note->articulation, note->velocity, hit))
        return false;
    hit->at_frames =
        cr_timeline_frame(t, note, kit->rate) - hit->sound->onset_frames;
    hit->lane = !is_click                      ? note->lane
                : note->bar < t->countin_count ? CR_COUNTIN_GAIN_LANE
                                               : CR_CLICK_GAIN_LANE;
    if (!is_click && (options->muted >> note->lane & 1))
        hit->left = hit->right = 0;
    if (is_click) {
        hit->left *= (float)options->click_gain;
        hit->right *= (float)options->click_gain;
    } else {
        const uint32_t frames = choke_after(t, note, kit->rate);
        hit->choke_after = frames ? frames + hit->sound->onset_frames : 0;
    }
    return true;
}

static bool is_wanted(const struct cr_timeline *t, const struct cr_note *note,
                      const struct cr_schedule_options *options)
{
    if (note->passage == CR_SILENT || note->passage == CR_BREAK)
        return false;
    if (note->lane != CR_CLICK_LANE)
        return options->has_pattern;
    return note->bar < t->countin_count ? options->has_countin
                                        : options->has_click;
}

enum cr_status cr_hits_create(struct cr_hits *hits,
                              const struct cr_timeline *timeline,
                              const struct cr_kit *kit,
                              const struct cr_schedule_options *options)
{
    struct cr_hits draft = {0};
    struct cr_kit_turns turns = {0};
    draft.items =
        calloc((size_t)timeline->note_count + 1, sizeof(*draft.items));
    if (!draft.items)
        return CR_ERR_MEMORY;
    for (uint32_t i = 0; i < timeline->note_count; i++) {
        const struct cr_note *note =
            options->notes ? &options->notes[i] : &timeline->notes[i];
        if (!is_wanted(timeline, note, options))
            continue;
        if (make_hit(timeline, kit, &turns, note, options,
                     &draft.items[draft.count]))
            draft.count++;
        else
            draft.unplayable++;
    }
    qsort(draft.items, draft.count, sizeof(*draft.items), compare_hits);
    *hits = draft;
    return CR_OK;
}

void cr_hits_destroy(struct cr_hits *hits)
{
    free(hits->items);
    *hits = (struct cr_hits){0};
}
