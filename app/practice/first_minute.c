#include "app/practice/first_minute.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/practice/stats.h"
#include "patterns/words.h"

#define LONGEST_NS INT64_C(15000000000)

bool cr_first_minute_is_over(uint32_t stage, uint32_t hits, uint32_t bars,
                             int64_t at_ns)
{
    if (stage + 1 == CR_FIRST_STAGES)
        return bars >= CR_FIRST_BARS;
    return hits >= CR_FIRST_HITS || at_ns >= LONGEST_NS;
}

bool cr_first_minute_passes(uint32_t hits, uint32_t notes)
{
    return hits >= CR_FIRST_HITS || (hits && 10 * hits >= 6 * notes);
}

const char *cr_first_minute_prompt(uint32_t stage)
{
    static const char *const prompts[CR_FIRST_STAGES] = {
        N_("Press any key on the click"), N_("Now two keys, in turn"),
        N_("Space is your foot: 1 and 3"),
        N_("Foot 1 and 3, left hand 2 and 4")};
    return _(prompts[stage]);
}

void cr_first_minute_words(const struct cr_result *result, char *text,
                           size_t size)
{
    const uint32_t notes = result->all.notes;
    double *errors = malloc((notes + 1) * sizeof(*errors));
    uint32_t count = 0;
    text[0] = '\0';
    for (uint32_t i = 0; errors && i < result->target_count; i++) {
        const struct cr_answer *a = &result->answers[i];
        if (cr_target_counts(&result->targets[i]) && a->press != CR_NONE &&
            !a->is_wrong_drum && count < notes)
            errors[count++] = a->error_ms;
    }
    if (count) {
        const double middle =
            result->is_shape_only ? cr_median(errors, count) : 0;
        for (uint32_t i = 0; i < count; i++)
            errors[i] = fabs(errors[i] - middle);
        cr_say(text, size,
               _("You landed %u of %u, two thirds of them within %.0f ms"),
               count, notes,
               ceil(cr_select(errors, count, (2 * count + 2) / 3 - 1)));
    } else if (errors) {
        cr_say(text, size, _("The beat is yours to try again"));
    }
    free(errors);
}
