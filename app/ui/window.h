/* window.h - the window: practises a pattern until the person leaves.
 *
 * Threads   main. Memory: the take belongs to the caller, who frees it with
 *           cr_take_deinit(). Errors: CR_ERR_DEVICE if there is no display.
 */
#ifndef CR_APP_UI_WINDOW_H
#define CR_APP_UI_WINDOW_H

#include "app/programme_files.h"
#include "app/report.h"
#include "app/ui/drum_keys.h"
#include "app/ui/feedback.h"
#include "app/ui/reload.h"
#include "app/ui/stage.h"
#include "patterns/text_buffer.h"

/* When the credits roll by themselves: behind takes of two minutes and more, behind
 * the first of them in a day, behind all, never. */
struct cr_teaching; /* teaching.h */

struct cr_window_options {
    bool is_json; /* the report */
    enum cr_roll_when roll;
    enum cr_feedback feedback; /* to begin with */
    struct cr_drum_keys keys;
    struct cr_reload
        *reload; /* of the pattern's file; NULL: it is not watched */
    const struct cr_programme_files
        *programme;                     /* live is its first step; NULL */
    const struct cr_teaching *teaching; /* live is its exercise; NULL */
    bool chooses_lesson;                /* first of all */
    bool is_first_minute;               /* it begins with that */
};

/* The last take that was played, as it was at its end. */
struct cr_take {
    bool is_there;
    bool wants_metronome;             /* the window was left for that */
    const struct cr_pattern *pattern; /* that was played; borrowed */
    struct cr_presses presses;
    struct cr_result result;
    bool has_earlier;
    struct cr_earlier_take earlier;    /* to compare it with */
    int64_t until_ns;                  /* notes after it were not played */
    struct cr_text_buffer words, json; /* its report; the second if wished */
    struct cr_text_buffer question;    /* about the device; or empty */
};

void cr_take_deinit(struct cr_take *take);

enum cr_status cr_window_practise(struct cr_stage *stage, struct cr_live *live,
                                  const struct cr_window_options *options,
                                  struct cr_take *take,
                                  struct cr_error *error) CR_MUST_CHECK;

#endif
