#include "app/ui/worst_loop.h"
#include "patterns/words.h"

#include <stdio.h>

void cr_worst_loop_find(struct cr_worst_loop *loop,
                        const struct cr_report *about)
{
    if (!loop->looped && cr_worst_bars(&loop->worst, about->timeline,
                                       about->result, about->presses))
        loop->worst.count = 0;
}

void cr_worst_loop_words(const struct cr_worst_loop *loop, char *text,
                         size_t size)
{
    text[0] = '\0';
    if (loop->looped < loop->worst.count)
        cr_say(text, size, _("loop bar %u"),
               loop->worst.bars[loop->looped].number);
    else if (loop->looped)
        cr_say(text, size, _("the whole again"));
}

struct cr_session cr_worst_loop_next(struct cr_worst_loop *loop,
                                     const struct cr_live *live)
{
    const struct cr_timeline *t = &live->timeline;
    if (!loop->looped) {
        loop->whole = live->wish.session;
        loop->whole.speed = live->plan.timeline.speed; /* as set by hand */
        loop->whole_bpm = cr_timeline_bar_bpm(t, t->countin_count);
    }
    struct cr_session session = loop->whole;
    if (loop->looped == loop->worst.count) {
        loop->looped = 0;
        return session;
    }
    session.from_bar = session.to_bar = loop->worst.bars[loop->looped].number;
    session.speed =
        cr_fraction_mul(loop->whole.speed, (struct cr_fraction){7, 10});
    session.loops = session.lead_in = 0;
    session.gaps = (struct cr_gaps){0};
    session.break_play = session.break_rest = 0;
    session.ramp = (struct cr_ramp){0};
    session.earn = (struct cr_earn_rule){.bars = 4,
                                         .hits_pct = 90,
                                         .extra_pct = 10,
                                         .spread_ms = 30,
                                         .top_bpm = loop->whole_bpm};
    loop->looped++;
    return session;
}
