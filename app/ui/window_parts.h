/* window_parts.h - what the window's files share: its state, and what its keys do to the
 * take. For window*.c alone.
 *
 * Threads   main. Memory: borrows live, take and options. Errors: `status` and `error`
 *           of the window, which ends then.
 */
#ifndef CR_APP_UI_WINDOW_PARTS_H
#define CR_APP_UI_WINDOW_PARTS_H

#include "app/history/writer.h"
#include "app/input/key_time.h"
#include "app/practice/four_hits.h"
#include "app/practice/offset_hint.h"
#include "app/ui/drum_keys.h"
#include "app/ui/first_minute.h"
#include "app/ui/lessons_screen.h"
#include "app/ui/practice_screen.h"
#include "app/ui/results.h"
#include "app/ui/session_panel.h"
#include "app/ui/set_list.h"
#include "app/ui/teaching.h"
#include "app/ui/window.h"
#include "app/ui/worst_loop.h"

struct cr_window {
    struct cr_stage *stage;
    struct cr_live *live;
    struct cr_practice_screen screen;
    struct cr_take *take;
    struct cr_results results;
    struct cr_session_panel panel;
    struct cr_worst_loop loop;
    struct cr_set_list list;
    struct cr_reload *reload; /* or NULL */
    struct cr_teaching teaching;
    struct cr_lessons_screen lessons;
    struct cr_first_minute first;
    enum cr_feedback
        feedback; /* that was asked for, lessons in the dark apart */
    bool was_lit; /* some of the take's hits were shown at once */
    bool is_json, is_result_shown, is_leaving;
    int page; /* that is shown; -1: none yet */
    enum cr_roll_when roll;
    bool is_replaying; /* the take is heard again; the results wait */
    struct cr_error *error;
    enum cr_status status;
    struct cr_drum_keys keys;
    struct cr_key_time key_time;
    struct cr_four_hits four_hits;
    struct cr_offset_hint hint;
    int64_t message_end_ns;
    char history_notice[CR_HISTORY_NOTICE];
    char input_notice[120], pad_notice[80];
};

/* window.c */
void cr_window_forget(struct cr_window *w); /* all is drawn anew */

/* window_take.c */
void cr_window_start(struct cr_window *w);
void cr_window_go_on(struct cr_window *w); /* with what comes next */
void cr_window_loop_worst(struct cr_window *w);
void cr_window_replay(struct cr_window *w);
void cr_window_end_replay(struct cr_window *w);
void cr_window_finish_take(struct cr_window *w);
void cr_window_hide_result(struct cr_window *w);
void cr_window_reload(struct cr_window *w); /* what waits is played */

/* The exercise at hand of a course is the one to play. */
void cr_window_teach(struct cr_window *w);
enum cr_feedback cr_window_feedback(const struct cr_window *w);
void cr_window_open_lessons(struct cr_window *w);
void cr_window_name_first_minute(struct cr_window *w);
void cr_window_leave_first_minute(struct cr_window *w, bool keeps_going);

/* window_keys.c */
void cr_window_say(struct cr_window *w, const char *message);
void cr_window_handle(struct cr_window *w, const SDL_Event *event);

#endif
