#define _POSIX_C_SOURCE 200809L
#include "app/file_watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/files.h"
#include "patterns/pattern.h"

#define BETWEEN_NS INT64_C(300000000)

struct look {
    char path[4096];
    char *text; /* NULL: it cannot be read */
    size_t size;
};

static void read_it(void *context)
{
    struct look *l = context;
    struct cr_error error = {0};
    if (cr_file_read(l->path, CR_FILE_LIMIT, &l->text, &l->size, &error))
        l->text = NULL;
}

static void destroy(void *context)
{
    struct look *l = context;
    free(l->text);
    free(l);
}

void cr_file_watch_begin(struct cr_file_watch *watch, const char *path,
                         const char *text, size_t size)
{
    cr_file_watch_end(watch);
    if (strlen(path) < sizeof(watch->path) && strcmp(path, "-") != 0)
        snprintf(watch->path, sizeof(watch->path), "%s", path);
    cr_file_watch_know(watch, text, size);
}

void cr_file_watch_end(struct cr_file_watch *watch)
{
    cr_side_task_drop(watch->task);
    *watch = (struct cr_file_watch){0};
}

void cr_file_watch_know(struct cr_file_watch *watch, const char *text,
                        size_t size)
{
    watch->seen = cr_file_sum(text, size);
    cr_side_task_drop(watch->task); /* it may have seen what was before */
    watch->task = NULL;
}

static void begin_look(struct cr_file_watch *watch)
{
    struct look *l = calloc(1, sizeof(*l));
    if (!l)
        return;
    memcpy(l->path, watch->path, sizeof(l->path));
    watch->task = cr_side_task_start(read_it, destroy, l);
}

bool cr_file_watch_look(struct cr_file_watch *watch, int64_t now_ns,
                        char **text, size_t *size)
{
    if (!watch->path[0])
        return false;
    if (!watch->task) {
        if (now_ns >= watch->next_ns)
            begin_look(watch);
        return false;
    }
    struct look *l = cr_side_task_done(watch->task);
    if (!l)
        return false;
    const bool is_new = l->text && cr_file_sum(l->text, l->size) != watch->seen;
    if (is_new) {
        watch->seen = cr_file_sum(l->text, l->size);
        *text = l->text;
        *size = l->size;
        l->text = NULL;
    }
    cr_side_task_drop(watch->task);
    watch->task = NULL;
    watch->next_ns = now_ns + BETWEEN_NS;
    return is_new;
}
