/* library.h - what there is to play: the patterns that ship and a person's own, on shelves.
 *
 * Memory    a library owns its items. Threads: one; cr_library_search() reads beside it.
 * Errors    CR_ERR_MEMORY. A file that cannot be read is an item that says so.
 */
#ifndef CR_APP_LIBRARY_H
#define CR_APP_LIBRARY_H

#include "app/history/exercises.h"
#include "app/programme_files.h"
#include "app/side_task.h"

enum cr_shelf {
    CR_SHELF_LESSONS,
    CR_SHELF_RUDIMENTS,
    CR_SHELF_GROOVES,
    CR_SHELF_ODD, /* meters that are not counted in twos, threes or fours alone */
    CR_SHELF_MINE,
    CR_SHELF_COUNT
};

/* "Odd meters". */
const char *cr_shelf_name(enum cr_shelf shelf);

struct cr_library_item {
    enum cr_shelf shelf;
    char *path;
    char title[128], file[128]; /* its title, or its file's name; that name */
    char meter[16], groups[48]; /* "7/8", "2+2+3" or "" */
    double bpm;
    bool is_broken, is_programme;
    uint32_t step;  /* of the course; CR_NO_STEP: it is none of it */
    uint32_t takes; /* that were played */
    bool has_best;
    double best_score, best_bpm;
};

#define CR_NO_STEP UINT32_MAX

struct cr_library {
    struct cr_library_item *items;
    uint32_t count, capacity;
    bool is_read; /* the folders, and not only a course */
};

enum cr_library_order {
    CR_ORDER_AS_IS, /* the course's, else by name */
    CR_ORDER_METER,
    CR_ORDER_TEMPO,
    CR_ORDER_SCORE,
    CR_ORDER_COUNT
};

/* "by name". */
const char *cr_library_order_words(enum cr_library_order order);

/* The exercises of a course, which is at hand. */
enum cr_status cr_library_add_course(struct cr_library *library,
                                     const struct cr_programme_files *course,
                                     struct cr_error *error) CR_MUST_CHECK;

/* Reads the folders of what ships and of the person's own. */
enum cr_status cr_library_read(struct cr_library *library,
                               struct cr_error *error) CR_MUST_CHECK;

/* The same on a thread of its own; as side_task.h has it. */
struct cr_side_task *cr_library_search(void);

/* True when it is over: what it found is in the library, in place of what stood there of
 * the folders; or it has failed, and all is as it was. */
bool cr_library_search_look(struct cr_side_task *search,
                            struct cr_library *library, enum cr_status *status,
                            struct cr_error *error);
void cr_library_destroy(struct cr_library *library);

/* What was played, by title. */
void cr_library_take_history(struct cr_library *library,
                             const struct cr_exercises *exercises);

/* The items of a shelf whose title or file has all the words of `search`, in an order:
 * indices. Case and order of the words do not count. Their number; `all` of the shelf. */
uint32_t cr_library_find(const struct cr_library *library, enum cr_shelf shelf,
                         const char *search, enum cr_library_order order,
                         uint32_t *found, uint32_t most, uint32_t *all);

/* The folder of the person's own patterns, made if it is wished. */
enum cr_status cr_library_own_folder(bool makes_it, char *path, size_t size,
                                     struct cr_error *error) CR_MUST_CHECK;

/* A path in it for a title, which no file has yet: "seven-my-version.beat". */
enum cr_status cr_library_new_path(const char *title, char *path, size_t size,
                                   struct cr_error *error) CR_MUST_CHECK;

#endif
