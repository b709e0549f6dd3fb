#define _POSIX_C_SOURCE 200809L
#include "app/recovery.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/files.h"
#include "patterns/pattern.h"

struct copy {
    char path[4096];
    char *text;
    size_t size;
};

static void write_it(void *context)
{
    struct copy *c = context;
    struct cr_error error = {0};
    (void)!cr_file_write(c->path, c->text, c->size, &error);
}

static void destroy(void *context)
{
    struct copy *c = context;
    free(c->text);
    free(c);
}

void cr_recovery_begin(struct cr_recovery *recovery, const char *path)
{
    char folder[4000], data[3900];
    struct cr_error error = {0};
    *recovery = (struct cr_recovery){0};
    if (!cr_file_data_folder(data, sizeof(data)))
        return;
    snprintf(folder, sizeof(folder), "%s/recovery", data);
    if (cr_file_make_folder(folder, &error))
        return;
    snprintf(recovery->path, sizeof(recovery->path), "%s/%016" PRIx64 ".beat",
             folder, path ? cr_file_sum(path, strlen(path)) : 0);
}

static void name_found(const struct cr_recovery *r, char *path, size_t size)
{
    snprintf(path, size, "%.4080s.left", r->path);
}

bool cr_recovery_find(struct cr_recovery *recovery, char **text, size_t *size)
{
    struct cr_error error = {0};
    char found[4096];
    if (!recovery->path[0])
        return false;
    name_found(recovery, found, sizeof(found));
    if (cr_file_exists(recovery->path))
        (void)!rename(recovery->path, found);
    return cr_file_exists(found) &&
           !cr_file_read(found, CR_FILE_LIMIT, text, size, &error);
}

void cr_recovery_drop_found(struct cr_recovery *recovery)
{
    char found[4096];
    name_found(recovery, found, sizeof(found));
    if (recovery->path[0])
        remove(found);
}

bool cr_recovery_is_idle(struct cr_recovery *recovery)
{
    if (recovery->task && !cr_side_task_done(recovery->task))
        return false;
    cr_side_task_drop(recovery->task);
    recovery->task = NULL;
    return true;
}

bool cr_recovery_keep(struct cr_recovery *recovery, const char *text,
                      size_t size)
{
    if (!recovery->path[0])
        return true;
    if (!cr_recovery_is_idle(recovery))
        return false;
    struct copy *c = calloc(1, sizeof(*c));
    if (!c || !(c->text = malloc(size + 1))) {
        free(c);
        return false;
    }
    memcpy(c->path, recovery->path, sizeof(c->path));
    memcpy(c->text, text, size);
    c->size = size;
    recovery->task = cr_side_task_start(write_it, destroy, c);
    return true;
}

void cr_recovery_finish(struct cr_recovery *recovery)
{
    const struct timespec moment = {.tv_nsec = 2000000};
    while (!cr_recovery_is_idle(recovery))
        nanosleep(&moment, NULL);
}

void cr_recovery_forget(struct cr_recovery *recovery)
{
    cr_recovery_finish(recovery);
    if (recovery->path[0])
        remove(recovery->path);
}
