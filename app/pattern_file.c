#include "app/pattern_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/files.h"
#include "app/library.h"
#include "patterns/words.h"

struct job {
    struct cr_saved_pattern saved;
    char title[256]; /* of a new one */
    char complaint[300];
};

static void work(void *context)
{
    struct job *job = context;
    struct cr_saved_pattern *s = &job->saved;
    if (!s->path[0])
        s->status = cr_library_new_path(job->title, s->path, sizeof(s->path),
                                        &s->error);
    if (!s->status)
        s->status = cr_file_write(s->path, s->text, s->size, &s->error);
}

static const char *complain(void *context)
{
    struct job *job = context;
    if (!job->saved.status)
        return NULL;
    cr_say(job->complaint, sizeof(job->complaint), _("Not saved: %.200s"),
           job->saved.error.text);
    return job->complaint;
}

static void destroy(void *context)
{
    struct job *job = context;
    free(job->saved.text);
    free(job);
}

struct cr_side_task *cr_pattern_file_save(const char *path, const char *title,
                                          const char *text, size_t size)
{
    struct job *job = calloc(1, sizeof(*job));
    if (!job)
        return NULL;
    job->saved.text = malloc(size + 1);
    if (!job->saved.text) {
        destroy(job);
        return NULL;
    }
    memcpy(job->saved.text, text, size);
    job->saved.size = size;
    snprintf(job->saved.path, sizeof(job->saved.path), "%s", path);
    snprintf(job->title, sizeof(job->title), "%s", title);
    return cr_side_task_start_writing(work, complain, destroy, job);
}

const struct cr_saved_pattern *cr_pattern_file_done(struct cr_side_task *task)
{
    const struct job *job = cr_side_task_done(task);
    return job ? &job->saved : NULL;
}
