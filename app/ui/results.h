/* results.h - what the window shows behind a take: the roll, the report, the take
 * hit by hit, its numbers, and what came of practice; and the take judged again, as if a delay or
 * the windows had been others.
 *
 * Threads   main. Memory: owns what it draws and measures; borrows the take, its
 *           timeline and the canvas while it is open.
 * Errors    without memory the roll is left out.
 *
 *      take that rolls --> roll --its end, Enter--> report --R--> roll
 *      another ----------------------------------> report --H--> hit by hit --H--> report
 *                                            report --L--> lab --L--> report
 *                                            report --P--> progress --P--> report
 */
#ifndef CR_APP_UI_RESULTS_H
#define CR_APP_UI_RESULTS_H

#include "app/ui/canvas.h"
#include "app/ui/progress_look.h"
#include "app/ui/report_screen.h"
#include "app/ui/roll_screen.h"

enum cr_results_page {
    CR_PAGE_ROLL,
    CR_PAGE_REPORT,
    CR_PAGE_HITS,
    CR_PAGE_LAB,
    CR_PAGE_PROGRESS
};

/* The take judged again; the take itself stays as it is. */
struct cr_rejudged {
    int shift_ms; /* by which all hits are moved */
    int windows;  /* 0: its own; else strict, usual, wide */
    char words[80];
    struct cr_press *presses; /* NULL: it is judged as it was */
    struct cr_result result;
};

struct cr_results {
    bool is_calm; /* the roll stands; the owner's to set */
    bool is_open, is_stale;
    enum cr_results_page page;
    struct cr_report take;          /* as it was played */
    struct cr_score_options judged; /* and judged */
    struct cr_rejudged again;
    struct cr_report about; /* what is shown: the take, or that */
    struct cr_measures measures;
    struct cr_diagnosis diagnosis;
    const char *question, *text; /* the report of the take in words */
    char loop[48];               /* what W does; "": nothing */
    char verdict[280], next[120];
    struct cr_roll_screen roll;
    double scroll,
        most; /* of a report that does not fit, and how far it goes */
    struct cr_layout layout; /* when it was drawn last */
    uint32_t first_bar;      /* of the hits that are shown */
    int hit_scale;
    struct cr_progress_look progress;
    struct cr_side_task *saving;
    char notice[300]; /* what became of that; or "" */
};

/* What is said of the take by others; borrowed. */
struct cr_results_words {
    const char *report;   /* all of it */
    const char *question; /* about the device, or NULL */
    const char *loop;     /* what W does; "": nothing */
    const char *verdict;  /* of a programme; "": none */
    const char *next;     /* what Enter does; "": once more */
};

/* Shows a take, judged as `judged` says; `rolls`: it begins with the roll. */
void cr_results_open(struct cr_results *results, const struct cr_report *about,
                     const struct cr_score_options *judged,
                     const struct cr_results_words *words, bool rolls);
void cr_results_close(struct cr_results *results);

/* A key that is about the results themselves: true if it was one. */
bool cr_results_key(struct cr_results *results, SDL_Keycode key);

/* True while something moves; to be called often: takes in what was looked for. */
bool cr_results_move(struct cr_results *results);

/* The window's picture is another one now. */
void cr_results_forget(struct cr_results *results);

void cr_results_draw(struct cr_results *results, struct cr_canvas *canvas,
                     const struct cr_theme *theme,
                     const struct cr_layout *layout, int64_t now_ns);

#endif
