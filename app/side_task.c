#define _POSIX_C_SOURCE 200809L
#include "app/side_task.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "audio/thread_locale.h"

/* What is being written, and what became of it unseen. */
static struct {
    pthread_mutex_t mutex;
    pthread_cond_t ended;
    unsigned count;
    char complaint[400];
} writing = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, ""};

struct cr_side_task {
    void (*work)(void *context);
    const char *(*complain)(void *context); /* NULL: it does not write */
    void (*destroy)(void *context);
    void *context;

    pthread_mutex_t mutex; /* for all below */
    bool is_done, is_dropped, is_seen;
};

static void destroy(struct cr_side_task *task)
{
    const char *words = task->complain && task->is_done && !task->is_seen
                            ? task->complain(task->context)
                            : NULL;
    pthread_mutex_lock(&writing.mutex);
    if (words && !writing.complaint[0])
        snprintf(writing.complaint, sizeof(writing.complaint), "%s", words);
    pthread_mutex_unlock(&writing.mutex);
    task->destroy(task->context);
    pthread_mutex_destroy(&task->mutex);
    free(task);
}

static void count_writing(int by)
{
    pthread_mutex_lock(&writing.mutex);
    writing.count += (unsigned)by;
    pthread_cond_broadcast(&writing.ended);
    pthread_mutex_unlock(&writing.mutex);
}

static void *run(void *context)
{
    struct cr_side_task *task = context;
    const bool writes = task->complain != NULL;
    cr_thread_locale_use();
    task->work(task->context);
    pthread_mutex_lock(&task->mutex);
    task->is_done = true;
    const bool is_dropped = task->is_dropped;
    pthread_mutex_unlock(&task->mutex);
    if (is_dropped)
        destroy(task);
    if (writes)
        count_writing(-1);
    return NULL;
}

struct cr_side_task *cr_side_task_start_writing(
    void (*work)(void *context), const char *(*complain)(void *context),
    void (*destroy_context)(void *context), void *context)
{
    struct cr_side_task *task = calloc(1, sizeof(*task));
    pthread_t thread;
    if (!task) {
        destroy_context(context);
        return NULL;
    }
    task->work = work;
    task->complain = complain;
    task->destroy = destroy_context;
    task->context = context;
    pthread_mutex_init(&task->mutex, NULL);
    if (complain)
        count_writing(1);
    if (pthread_create(&thread, NULL, run, task)) {
        destroy(task);
        if (complain)
            count_writing(-1);
        return NULL;
    }
    pthread_detach(thread);
    return task;
}

struct cr_side_task *cr_side_task_start(void (*work)(void *context),
                                        void (*destroy_context)(void *context),
                                        void *context)
{
    return cr_side_task_start_writing(work, NULL, destroy_context, context);
}

void *cr_side_task_done(struct cr_side_task *task)
{
    pthread_mutex_lock(&task->mutex);
    const bool is_done = task->is_done;
    task->is_seen = is_done;
    pthread_mutex_unlock(&task->mutex);
    return is_done ? task->context : NULL;
}

void cr_side_task_drop(struct cr_side_task *task)
{
    if (!task)
        return;
    pthread_mutex_lock(&task->mutex);
    const bool is_done = task->is_done;
    task->is_dropped = true;
    pthread_mutex_unlock(&task->mutex);
    if (is_done)
        destroy(task);
}

const char *cr_side_tasks_finish(void)
{
    pthread_mutex_lock(&writing.mutex);
    while (writing.count)
        pthread_cond_wait(&writing.ended, &writing.mutex);
    pthread_mutex_unlock(&writing.mutex);
    return writing.complaint[0] ? writing.complaint : NULL;
}
