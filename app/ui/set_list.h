/* set_list.h - a programme in the window: where it stands, and what comes next.
 *
 * Threads   main. Memory: borrows the programme, which must outlive the live take as
 *           well. Errors: those of cr_live_create().
 */
#ifndef CR_APP_UI_SET_LIST_H
#define CR_APP_UI_SET_LIST_H

#include "app/live.h"
#include "app/programme_files.h"
#include "app/ui/stage.h"

struct cr_set_list {
    const struct cr_programme_files *files; /* NULL: there is no programme */
    uint32_t step, tries;                   /* of that step, so far */
    bool goes_on;                           /* the next step comes next */
    char verdict[200];                      /* of the last take; or "" */
    char next[120];                         /* "Silence (2 of 3)" */
    char ready[120];                        /* what is said before a step */
};

/* Begins with the first step. */
void cr_set_list_begin(struct cr_set_list *list,
                       const struct cr_programme_files *files);

/* A take of the step at hand has ended. */
void cr_set_list_judge(struct cr_set_list *list, const struct cr_live *live,
                       const struct cr_result *result,
                       const struct cr_press *presses);

/* Gets ready for what comes next. The live take is another one then: what borrowed
 * its timeline must have let go. */
enum cr_status cr_set_list_go_on(struct cr_set_list *list,
                                 struct cr_stage *stage, struct cr_live *live,
                                 struct cr_error *error) CR_MUST_CHECK;

/* What a live take of a step is to be. */
struct cr_live_wish cr_set_list_wish(const struct cr_programme_files *files,
                                     uint32_t step,
                                     const struct cr_live_wish *as);

#endif
