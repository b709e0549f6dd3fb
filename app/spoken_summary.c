#include "app/spoken_summary.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define STOP_S 0.25 /* of silence at a full stop */

static void say(struct cr_spoken *s, const char *word)
{
    if (s->count < CR_SPOKEN_MOST)
        s->words[s->count++] = word;
}

static void stop(struct cr_spoken *s)
{
    if (s->count)
        say(s, NULL);
}

static void say_below_hundred(struct cr_spoken *s, uint32_t number)
{
    static const char *const tens[] = {"s-20", "s-30", "s-40", "s-50",
                                       "s-60", "s-70", "s-80", "s-90"};
    static const char *const ones[] = {"s-0",  "s-1",  "s-2",  "s-3",  "s-4",
                                       "s-5",  "s-6",  "s-7",  "s-8",  "s-9",
                                       "s-10", "s-11", "s-12", "s-13", "s-14",
                                       "s-15", "s-16", "s-17", "s-18", "s-19"};
    if (number >= 20)
        say(s, tens[number / 10 - 2]);
    if (number < 20 || number % 10)
        say(s, ones[number < 20 ? number : number % 10]);
}

static void say_below_thousand(struct cr_spoken *s, uint32_t number)
{
    if (number >= 100) {
        say_below_hundred(s, number / 100);
        say(s, "s-100");
    }
    if (number < 100 || number % 100)
        say_below_hundred(s, number % 100);
}

static void say_number(struct cr_spoken *s, uint32_t number)
{
    if (number > 999999)
        number = 999999;
    if (number >= 1000) {
        say_below_thousand(s, number / 1000);
        say(s, "s-1000");
    }
    if (number < 1000 || number % 1000)
        say_below_thousand(s, number % 1000);
}

/* Nothing to be said of none. */
static void say_count(struct cr_spoken *s, uint32_t count, const char *word)
{
    if (!count)
        return;
    stop(s);
    say_number(s, count);
    say(s, word);
}

struct cr_spoken cr_spoken_summary(const struct cr_result *result)
{
    const struct cr_tally *all = &result->all;
    struct cr_spoken s = {0};
    if (!all->hits && !all->extra) {
        say(&s, "s-none");
        return s;
    }
    say(&s, "s-score");
    say_number(&s, (uint32_t)lround(fmax(result->score, 0)));
    if (all->has_lean && !result->is_shape_only) {
        const long lean = lround(all->lean_ms);
        stop(&s);
        if (lean) {
            say_number(&s, (uint32_t)labs(lean));
            say(&s, "s-ms");
        }
        say(&s, lean < 0 ? "s-early" : lean > 0 ? "s-late" : "s-ontime");
    }
    if (all->has_spread) {
        stop(&s);
        say(&s, "s-spread");
        say_number(&s, (uint32_t)lround(all->spread_ms));
    }
    say_count(&s, all->missed, "s-missed");
    say_count(&s, all->extra, "s-extra");
    return s;
}

enum cr_status cr_spoken_hits(struct cr_hits *hits,
                              const struct cr_spoken *spoken,
                              const struct cr_kit *kit)
{
    struct cr_kit_turns turns = {0};
    int64_t at = 0;
    *hits = (struct cr_hits){
        .items = calloc(spoken->count + 1, sizeof(*hits->items))};
    if (!hits->items)
        return CR_ERR_MEMORY;
    for (uint32_t i = 0; i < spoken->count; i++) {
        struct cr_lane word = {.id = CR_OWN, .kind = CR_LANE_PERC};
        struct cr_hit *hit = &hits->items[hits->count];
        if (!spoken->words[i]) {
            at += llround(STOP_S * kit->rate);
            continue;
        }
        snprintf(word.name, sizeof(word.name), "%s", spoken->words[i]);
        if (!cr_kit_drum_of(kit, &word, CR_ART_NORMAL) ||
            !cr_kit_hit(kit, &turns, &word, CR_ART_NORMAL, 127, hit)) {
            hits->unplayable++;
            continue;
        }
        hit->at_frames = at;
        hit->lane = CR_COUNTIN_GAIN_LANE;
        at += hit->sound->frame_count;
        hits->count++;
    }
    return CR_OK;
}
