#include "app/ui/feedback.h"
#include "patterns/words.h"

enum { USUAL_BARS = 4 }; /* of a repetition */

const char *cr_feedback_words(enum cr_feedback feedback)
{
    static const char *const words[CR_FEEDBACK_COUNT] = {
        N_("Hits are shown as you play"),
        N_("Hits are shown in every second repetition"),
        N_("Hits are shown that are not tight"),
        N_("Hits are shown after each bar"),
        N_("Hits are shown when you have finished")};
    return _(words[feedback]);
}

enum cr_feedback cr_feedback_of_stars(uint8_t stars)
{
    static const enum cr_feedback less[] = {CR_FEEDBACK_LIVE, CR_FEEDBACK_HALF,
                                            CR_FEEDBACK_COARSE,
                                            CR_FEEDBACK_OFF};
    return less[stars < 3 ? stars : 3];
}

bool cr_feedback_shows_bar(enum cr_feedback feedback, uint32_t bar,
                           uint32_t repetition)
{
    switch (feedback) {
    case CR_FEEDBACK_LIVE:
    case CR_FEEDBACK_COARSE: return true;
    case CR_FEEDBACK_HALF:
        return bar / (repetition ? repetition : USUAL_BARS) % 2 == 0;
    default: return false;
    }
}

bool cr_feedback_shows_mark(enum cr_feedback feedback,
                            const struct cr_mark *mark)
{
    return feedback != CR_FEEDBACK_COARSE || mark->fate != CR_PRESS_MATCHED ||
           mark->judgement > CR_TIGHT;
}

bool cr_feedback_shows_means(enum cr_feedback feedback)
{
    return feedback != CR_FEEDBACK_COARSE;
}
